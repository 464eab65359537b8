//! Facts in and results out: `.input`, `.output` and `.printsize` over tab-separated and CSV text.
//!
//! [`options`] reads the parameters of a directive, [`read`] turns text into rows, [`mod@write`] turns rows into files that
//! appear whole or not at all, [`field`] is the text of one value, [`order`] the order in which rows are shown; [`text`] reads
//! programs. Nothing here knows evidence, sessions or terminals; errors are data and are rendered elsewhere.

pub mod error;
pub mod field;
pub mod options;
pub mod order;
pub mod read;
pub mod text;
pub mod write;

pub use error::{DataError, IoError};
pub use read::read_inputs;
pub use write::{Destination, Outputs, write_outputs};
