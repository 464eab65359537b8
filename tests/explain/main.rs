//! Explanations: transcripts to the letter, and properties of random programs. Every proof is checked.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../support/mod.rs"]
mod support;

mod following;
mod random;
mod retraction;
mod standard;
mod transcripts;
mod wandering;
mod whynot_random;
