//! The values, rows and functions that modules written by `demarche compile` compute on.
//!
//! A generated module declares one struct a relation with [`relation!`](crate::relation) and derives rows with `crepe!`; what both
//! need at run time lives here: names and dates that are `Copy`, the functors as Rust functions, and the record of functors that
//! failed. Nothing here reads a program or knows a rule.

mod declare;
mod fault;
mod functor;
mod hash;
mod pool;
mod row;
mod serial;
mod value;

pub use crepe::crepe;
pub use fault::{Fault, catch, checked};
pub use functor::{
    Arithmetic, Integer, Outcome, add, add_days, bit_and, bit_not, bit_or, bit_xor, cat, certainly_before,
    certainly_not_after, contains, divide, earliest, latest, less, less_or_equal, logical_and, logical_not,
    logical_or, logical_xor, matches, max, max_days, may_be_within, may_overlap, may_precede, min, min_days,
    multiply, negate, once, power, remainder, shift_left, shift_right, shift_right_unsigned, strlen, substr,
    subtract, throughout, to_float, to_number, to_string, to_unsigned, within,
};
pub use hash::RowHash;
pub use row::{Facts, Row, sorted};
pub use value::{Column, Float, Name, PartialDate, dictionary};
#[doc(hidden)]
pub use value::{Constant, constant};

#[doc(hidden)]
pub mod support {
    //! What the macros of this module expand to.
    pub use super::row::{push, visit};
    pub use super::serial::{deserialize, serialize};
    pub use serde;
}
