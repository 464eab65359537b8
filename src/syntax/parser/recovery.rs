//! After an error: what is said of it, and where reading goes on.
//!
//! Resynchronisation is lexical. It looks at brackets, periods and line starts only, so an error inside a statement
//! neither hides the errors after it nor calls forth others.

use nom::Err;

use super::super::codes;
use super::super::token::{Token, TokenKind};
use super::cursor::{Cursor, Problem, Unit};
use crate::diagnostic::{Diagnostic, Span};

/// The token at which the statement after the one from `start` on begins, given that `start` failed at `failed`.
///
/// It is after the first period outside of brackets, or at a name or directive that begins a line no deeper indented
/// than the failed statement and that continues nothing, whichever comes first at or after the failure.
pub(super) fn next_statement(unit: &Unit<'_>, start: usize, failed: usize) -> usize {
    let margin = unit.tokens.get(start).and_then(|token| token.line_column).unwrap_or(0);
    let mut depth = 0_usize;
    let mut previous = None;
    for (at, token) in unit.tokens.iter().enumerate().skip(start) {
        if at >= failed && at > start && begins_statement(token, previous, margin) {
            return at;
        }
        depth = deepened(depth, token.kind);
        if at + 1 > failed && depth == 0 && token.kind == TokenKind::Sign(".") {
            return at + 1;
        }
        previous = Some(token.kind);
    }
    unit.tokens.len()
}

fn begins_statement(token: &Token<'_>, previous: Option<TokenKind<'_>>, margin: u32) -> bool {
    let outdented = token.line_column.is_some_and(|column| column <= margin);
    match token.kind {
        TokenKind::Directive(_) => outdented,
        TokenKind::Identifier(_) => outdented && !previous.is_some_and(TokenKind::wants_more),
        _ => false,
    }
}

fn deepened(depth: usize, kind: TokenKind<'_>) -> usize {
    match kind {
        TokenKind::Sign("(" | "{" | "[") => depth + 1,
        TokenKind::Sign(")" | "}" | "]") => depth.saturating_sub(1),
        _ => depth,
    }
}

/// Reports why the step of a test from `start` on failed, and goes to the next one or the end of the test.
///
/// Without either the test itself has no end, and the error is handed on.
pub(super) fn next_step(start: Cursor<'_>, error: Err<Problem>) -> Result<Cursor<'_>, Err<Problem>> {
    let (Err::Error(problem) | Err::Failure(problem)) = error else { return Err(error) };
    let mut depth = 0_usize;
    let mut cursor = start.advance();
    while !cursor.at_end() {
        let closes = depth == 0 && cursor.is_sign("}");
        if cursor.at >= problem.at && (closes || matches!(cursor.kind(), TokenKind::Directive(_))) {
            report(start.unit, start.at as usize, cursor.at as usize, problem);
            return Ok(cursor);
        }
        depth = deepened(depth, cursor.kind());
        cursor = cursor.advance();
    }
    Err(Err::Failure(problem))
}

/// Reports a problem of the tokens from `start` to `end`, unless they hold a lexical error that explains it.
pub(super) fn report(unit: &Unit<'_>, start: usize, end: usize, problem: Problem) {
    let begin = unit.tokens.get(start).unwrap_or(&unit.end).span.start;
    let finish = unit.tokens.get(end).unwrap_or(&unit.end).span.start;
    let explained = unit.lexical.iter().any(|place| (begin..=finish).contains(&place.start));
    if !explained {
        unit.diagnostics.borrow_mut().push(diagnosed(unit, problem));
    }
}

/// Whether more text would continue the statement from `start` on, which failed at `failed`.
pub(super) fn is_unfinished(unit: &Unit<'_>, start: usize, failed: usize) -> bool {
    let tokens = unit.tokens.get(start..).unwrap_or(&[]);
    let open = tokens.iter().fold(0, |depth, token| deepened(depth, token.kind)) > 0;
    let wants_more = tokens.last().is_some_and(|token| token.kind.wants_more());
    failed >= unit.tokens.len() && (open || wants_more)
}

/// The message of a problem. What is missing at the end of a line is shown there, not at what follows.
fn diagnosed(unit: &Unit<'_>, problem: Problem) -> Diagnostic {
    if let Some(diagnostic) = problem.diagnostic {
        return *diagnostic;
    }
    let found = unit.tokens.get(problem.at as usize).unwrap_or(&unit.end);
    let before = problem.at.checked_sub(1).and_then(|at| unit.tokens.get(at as usize));
    let wanted = phrase(problem.expected);
    let Some(before) = before.filter(|_| problem.expected == "." || ends_line(found)) else {
        return expected_but_found(&wanted, found, found.span, problem.opened);
    };
    let after = Span { start: before.span.end, ..before.span };
    if problem.expected == "." {
        return Diagnostic::error(codes::MISSING_PERIOD, "expected `.`", after, "the statement ends here");
    }
    expected_but_found(&wanted, found, after, problem.opened)
}

fn ends_line(token: &Token<'_>) -> bool {
    token.line_column.is_some() || token.kind == TokenKind::End
}

fn expected_but_found(wanted: &str, found: &Token<'_>, place: Span, opened: Option<Span>) -> Diagnostic {
    let message = format!("expected {wanted}, found {}", found.kind.describe());
    let diagnostic = Diagnostic::error(codes::EXPECTED, message, place, "");
    match opened {
        Some(opened) => diagnostic.with_label(opened, "opened here"),
        None => diagnostic,
    }
}

/// What was expected, in a message: a bare sign gets its quotes.
fn phrase(expected: &str) -> String {
    let bare = expected.starts_with(|first: char| first.is_ascii_punctuation() && first != '`');
    if bare { format!("`{expected}`") } else { expected.to_owned() }
}
