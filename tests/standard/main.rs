//! The compiled standard rules: up to date, in use, and in agreement with the native executor.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod bundle;
mod lenses;
mod random_facts;
mod text;
