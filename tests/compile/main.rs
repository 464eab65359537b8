//! What `demarche compile` writes and what it refuses; a module that it wrote, compiled and run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[allow(dead_code, unreachable_pub, reason = "a compiled module serves whoever embeds it")]
mod generated;
mod module;
mod program;
mod refusals;
