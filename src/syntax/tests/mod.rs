//! Tests of text to tree and back, by construct.

mod arbitrary;
mod limits;
mod round_trip;

use super::{Mode, Parsed, parse};
use crate::diagnostic::SourceId;

/// Reads a file.
fn file(text: &str) -> Parsed {
    parse(SourceId::default(), text, Mode::File)
}

/// Each diagnostic as `start..end code message`.
fn findings(parsed: &Parsed) -> Vec<String> {
    let shown = parsed.diagnostics.iter().map(|found| {
        let span = found.primary.span;
        format!("{}..{} {} {}", span.start, span.end, found.code, found.message)
    });
    shown.collect()
}
