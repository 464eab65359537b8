//! The command line: what is asked, how it ends.

pub mod args;
pub mod console;
pub mod exit;
pub mod interrupt;
