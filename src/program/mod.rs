//! The checked program: names resolved, types found, every rule safe, the strata in order.
//!
//! Evidence is lowered before this layer; engines know nothing of diplomacy. [`ir`] is what every executor runs.

pub mod functor;
pub mod ir;
mod usage;
pub mod value;
