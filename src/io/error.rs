//! What can go wrong between a relation and a file, as data: the file, the place in it and what was expected.

use std::io;
use std::path::{Path, PathBuf};

use super::stop::is_stop;
use crate::diagnostic::Diagnostic;

/// A failure to read facts or to write results.
#[derive(Debug)]
pub enum IoError {
    /// The directive itself is wrong: an unknown kind of input, a bad parameter.
    Directive(Box<Diagnostic>),
    /// A file could not be opened or read.
    Read {
        /// The relation that it should fill.
        relation: String,
        /// The file, or `<stdin>`.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file could not be written; whatever stood there before still stands.
    Write {
        /// The relation that it should hold.
        relation: String,
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A line of a file does not fit the relation.
    Data(DataError),
    /// Somebody ended the reading or the writing early, before anything was replaced.
    Interrupted,
}

impl IoError {
    /// Why a relation could not be written to a file.
    pub(super) fn write(relation: &str, path: &Path, error: io::Error) -> Self {
        if is_stop(&error) {
            return Self::Interrupted;
        }
        Self::Write { relation: relation.to_owned(), path: path.to_owned(), error }
    }
}

/// A place in a file of facts that does not fit its relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// The file, or `<stdin>`.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The text of that line.
    pub text: String,
    /// The bytes of that line that are wrong.
    pub range: std::ops::Range<usize>,
    /// What is wrong, in one sentence without a period.
    pub message: String,
    /// What was expected there.
    pub expected: String,
}

/// Lines of a file that have more fields than their relation has columns. The fields beyond are not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surplus {
    /// The first of them.
    pub first: DataError,
    /// How many there are.
    pub lines: usize,
}

impl DataError {
    /// The column, in characters from 1.
    pub fn column(&self) -> usize {
        self.text.get(..self.range.start).map_or(0, |before| before.chars().count()) + 1
    }
}
