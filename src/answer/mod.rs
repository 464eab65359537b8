//! How answers look: sheets of rows as tables, CSV, TSV, JSON, JSON lines or Markdown, and the words of a verdict.
//!
//! [`sheet`] is what every form is made from, [`escape`] keeps control characters of the data out of terminals. Nothing
//! here reads a terminal, writes to one or asks questions.

pub mod claims;
pub mod delimited;
pub mod escape;
pub mod json;
pub mod markdown;
pub mod present;
pub mod profile;
pub mod reply;
pub mod sheet;
pub mod table;
pub mod wrap;

pub use reply::{Reply, Shown};
pub use sheet::{Cell, Sheet};

/// The forms in which answers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Aligned columns for reading.
    #[default]
    Table,
    /// Comma-separated values as in RFC 4180, with a header.
    Csv,
    /// Tab-separated values with a header; tabs, line ends and backslashes in values are written `\t`, `\n`, `\r`, `\\`.
    Tsv,
    /// One JSON document a question.
    Json,
    /// One JSON object a row.
    Jsonl,
    /// A Markdown table.
    Markdown,
}
