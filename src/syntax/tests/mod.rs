//! Tests of text to tree and back, by construct.

mod arbitrary;
mod format;
mod formulas;
mod limits;
mod preprocess;
mod prompt;
mod round_trip;
mod souffle;
mod statements;
mod stretches;
mod tokens;

use super::tree::{Statement, Text};
use super::{Mode, Parsed, parse};
use crate::diagnostic::{Located, SourceId, Span};

/// Reads a file.
fn file(text: &str) -> Parsed {
    parse(SourceId::default(), text, Mode::File)
}

/// Reads what is typed at the prompt.
fn prompt(text: &str) -> Parsed {
    parse(SourceId::default(), text, Mode::Prompt)
}

/// The statements of a file without errors.
fn statements(text: &str) -> Vec<Statement> {
    without_errors(file(text))
}

fn without_errors(parsed: Parsed) -> Vec<Statement> {
    assert_eq!(findings(&parsed), Vec::<String>::new());
    parsed.tree.statements.into_iter().map(|statement| statement.node).collect()
}

/// Each diagnostic as `start..end code message`.
fn findings(parsed: &Parsed) -> Vec<String> {
    let shown = parsed.diagnostics.iter().map(|found| {
        let span = found.primary.span;
        format!("{}..{} {} {}", span.start, span.end, found.code, found.message)
    });
    shown.collect()
}

/// A node whose place is of no interest.
fn anywhere<T>(node: T) -> Located<T> {
    Located::new(node, Span::default())
}

/// A name whose place is of no interest.
fn named(name: &str) -> Located<Text> {
    anywhere(Text::new(name))
}
