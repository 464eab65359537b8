//! The checked program: names resolved, types found, every rule safe, the strata in order.
//!
//! Evidence is lowered before this layer; engines know nothing of diplomacy. [`ir`] is what every executor runs, [`check`] makes
//! it from trees, [`check_query`] and [`check_fact`] read questions and single facts against it.

mod aggregates;
mod builder;
mod check;
mod clause;
pub mod composite;
mod computed;
mod constant;
mod constants;
mod counters;
mod dates;
mod deltas;
pub mod demand;
mod directives;
mod emit;
mod entangled;
mod expand;
mod facts;
pub mod functor;
mod infer;
mod inline;
pub mod ir;
mod join_order;
mod kinds;
mod lattices;
mod meets;
mod messages;
mod met;
mod missing;
mod names;
mod natives;
mod needed;
mod normalise;
mod patterns;
mod projection;
mod query;
mod repetition;
mod rounds;
mod rule_name;
mod safety;
pub mod slice;
mod strata;
mod subsumption;
mod subtypes;
mod terms;
mod type_set;
mod types;
mod undeclared;
mod unsupported;
mod usage;
pub mod value;
mod variables;
mod vocabulary;
mod warnings;
mod witness;

#[cfg(test)]
mod tests;

pub use check::{Beside, Checked, check, check_beside};
pub use constant::bad_date;
pub use constants::{constants_sought, unknown_constants};
pub use messages::code::UNKNOWN_RELATION;
pub use messages::shown;
pub use needed::{for_outputs, named_in, needed, read_by, unasked, with_strata};
pub use query::{Query, check_fact, check_query};
pub use types::type_name;
pub use undeclared::UNDECLARED_HEAD;
