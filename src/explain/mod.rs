//! Explanations: why a fact holds, why one does not, and what a conclusion rests on.
//!
//! A proof is rebuilt when it is asked for, from the finished conclusions and the rules; no executor keeps anything for it.
//! [`Prover`] finds proofs, [`Checker`] verifies them without sharing anything with the search. [`why`] tells them in words, as an
//! [`Account`] that becomes text, JSON or a graph.

mod account;
mod all;
mod atom;
mod checker;
mod choice;
mod days;
mod demand;
mod facts;
mod graph;
mod grounds;
mod heights;
mod leaves;
mod matches;
mod needs;
mod phrase;
mod proof;
mod prover;
mod request;
mod route;
mod sensitivity;
mod show;
mod sources;
mod tell;
mod text;
mod walk;
mod why;
mod whynot;
mod wrap;

pub use account::{Account, ClaimTold, Condition, Ground, RuleTold, Told, Weakest};
pub use checker::Checker;
pub use graph::{dot, mermaid};
pub use leaves::{Goal, Leaf, Leaves, Pattern, fact, leaves};
pub use matches::Matches;
pub use needs::{dependents, needs, part};
pub use proof::{Application, Proof, Reason, Step};
pub use prover::Prover;
pub use request::{Kind, Request};
pub use sensitivity::{Carried, Sensitivity, sensitivity};
pub use show::{Form, show_sensitivity, show_why, show_whynot, why_text};
pub use sources::{Sources, sources};
pub use text::{Layout, text};
pub use why::{Bounds, Explained, Why, only_atom, why};
pub use whynot::account::{Attempt, Missing, Near, Suggestion, Uncounted, WhyNot};
pub use whynot::{Reach, whynot};

#[cfg(test)]
mod tests;
