//! Facts in and results out: `.input`, `.output` and `.printsize` over tab-separated text, CSV, JSON and SQLite databases.
//!
//! [`options`] reads the parameters of a directive into a [`format`](mod@format), [`read`] turns files into tables, [`mod@write`]
//! turns tables into files that appear whole or not at all, [`field`] is the text of one value, [`order`] the order in which rows
//! are shown; [`text`] reads programs. Nothing here knows evidence, sessions or terminals; errors are data and are rendered elsewhere.

mod bytes;
mod directive;
pub mod error;
pub mod field;
pub mod format;
mod notation;
pub mod options;
pub mod order;
mod packed;
mod parts;
pub mod read;
mod scalar;
mod stop;
pub mod text;
pub mod write;

pub use error::{DataError, IoError, Surplus};
pub use parts::{Effort, sorted};
pub use read::{Inputs, Reading, Tolerance, read_inputs, rows_with_lines};
pub use stop::Stop;
pub use write::{Destination, Outputs, write_outputs};
