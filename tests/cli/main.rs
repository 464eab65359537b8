//! The command as its users meet it: exact output, exact messages, exit codes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod analyst;
mod comparing;
#[cfg(feature = "sqlite")]
mod databases;
mod fixture;
mod formats;
mod formatting;
mod natives;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod piped;
mod process;
mod profile;
mod questions;
mod running;
mod testing;
mod threads;
mod transcript;
