//! Pieces of text: comments, literals of Rust, places of the source.

use crate::diagnostic::{SourceMap, Span};

/// `file:line` of a span; an empty one is of what no text declares.
pub(super) fn place(span: Span, sources: &SourceMap) -> String {
    if span.start == span.end {
        return "provided with every program".to_owned();
    }
    sources.position(span).map_or_else(|| "?".to_owned(), |(file, line, _)| format!("{file}:{line}"))
}

/// The source text of a span, line by line without the indentation that its lines share.
pub(super) fn source_lines(span: Span, sources: &SourceMap) -> Vec<&str> {
    let text =
        sources.get(span.source).and_then(|source| source.text.get(span.start as usize..span.end as usize));
    let lines: Vec<&str> = text.unwrap_or_default().lines().map(str::trim_end).collect();
    let indentation = |line: &&str| line.len() - line.trim_start().len();
    let shared = lines.iter().skip(1).filter(|line| !line.is_empty()).map(indentation).min().unwrap_or(0);
    let dedented = |(at, line)| if at == 0 { line } else { str::get(line, shared..).unwrap_or_default() };
    lines.into_iter().enumerate().map(dedented).collect()
}

/// Lines of documentation, each after `///`.
pub(super) fn doc(indent: &str, lines: &[impl AsRef<str>]) -> String {
    comment(indent, "///", lines)
}

/// Lines of comment, each after `marker`.
pub(super) fn comment(indent: &str, marker: &str, lines: &[impl AsRef<str>]) -> String {
    let line = |line: &str| format!("{indent}{marker} {line}").trim_end().to_owned() + "\n";
    lines.iter().map(|text| line(text.as_ref())).collect()
}

/// A string as a Rust literal.
pub(super) fn string(text: &str) -> String {
    format!("{text:?}")
}
