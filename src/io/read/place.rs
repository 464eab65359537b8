//! Places in a text of facts: from byte ranges to lines that can be shown.

use std::ops::Range;
use std::path::Path;

use super::super::error::DataError;

/// A text, or a stretch of lines of one.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The file, or `<stdin>`.
    pub(super) path: &'a Path,
    /// The text.
    pub(super) text: &'a str,
    /// The number of its first line.
    pub(super) first_line: usize,
}

impl Place<'_> {
    /// What is wrong with these bytes of the text; of several lines the first is shown.
    pub(super) fn error(self, range: Range<usize>, message: String, expected: &str) -> DataError {
        let before = self.text.get(..range.start).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let end = range.end.min(start + line.len());
        DataError {
            path: self.path.to_owned(),
            line: self.first_line + line_ends(before.as_bytes()),
            text: line.to_owned(),
            range: range.start - start..end.saturating_sub(start).max(range.start - start),
            message,
            expected: expected.to_owned(),
        }
    }
}

/// Line numbers of places that come in order, each found from the one before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LineCount {
    first_line: usize,
    at: usize,
    line: usize,
}

impl LineCount {
    /// The number of the line at a place of a text.
    pub(super) fn line_of(&mut self, place: Place<'_>, at: usize) -> usize {
        if self.first_line != place.first_line || at < self.at {
            *self = Self { first_line: place.first_line, at: 0, line: place.first_line };
        }
        self.line += place.text.as_bytes().get(self.at..at).map_or(0, line_ends);
        self.at = at;
        self.line
    }
}

/// The error of a byte that is not UTF-8, given the bytes with the number of their first line, and its place among them.
pub(super) fn not_utf8(path: &Path, bytes: &[u8], first_line: usize, offset: usize) -> DataError {
    let (before, from) = bytes.split_at(offset);
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', from).map_or(bytes.len(), |at| offset + at);
    DataError {
        path: path.to_owned(),
        line: first_line + line_ends(before),
        text: String::from_utf8_lossy(&bytes[start..end]).into_owned(),
        range: offset - start..offset - start + '\u{fffd}'.len_utf8(),
        message: format!("byte {} of the line is not UTF-8", offset - start),
        expected: "UTF-8".to_owned(),
    }
}

/// How many lines end in these bytes.
pub(super) fn line_ends(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}
