//! After an error: what is said of it, and where reading goes on.
//!
//! Resynchronisation is lexical. It looks at brackets, periods and line starts only, so an error inside a statement
//! neither hides the errors after it nor calls forth others.

use nom::Err;

use super::super::codes;
use super::super::keyword;
use super::super::token::{Token, TokenKind};
use super::cursor::{Cursor, Lack, Problem, Unit};
use super::habit;
use crate::diagnostic::suggest::suggest;
use crate::diagnostic::{Diagnostic, Span};

/// The token at which the statement after the one from `start` on begins, given that `start` failed at `failed`.
///
/// It is after the first period outside of brackets, or at a name or directive that begins a line no deeper indented
/// than the failed statement and that continues nothing, whichever comes first at or after the failure.
pub(super) fn next_statement(unit: &Unit<'_>, start: usize, failed: usize) -> usize {
    let margin = unit.tokens.get(start).and_then(|token| token.line_column).unwrap_or(0);
    if let Some(head) = second_head(unit, start, failed, margin) {
        return head;
    }
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

/// Where a `:-` is in the way, the rule to which it belongs began before it: at the last name that begins a line.
fn second_head(unit: &Unit<'_>, start: usize, failed: usize, margin: u32) -> Option<usize> {
    let in_the_way = unit.tokens.get(failed)?;
    let before = unit.tokens.get(start + 1..failed)?;
    let head = before.iter().rposition(|token| begins_statement(token, None, margin))?;
    (in_the_way.kind == TokenKind::Sign(":-")).then_some(start + 1 + head)
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

/// Reports why the statement of a component from `start` on failed, and goes to the next one or the end of the component.
///
/// Without either the component itself has no end, and the error is handed on.
pub(super) fn next_inner_statement(
    start: Cursor<'_>,
    error: Err<Problem>,
) -> Result<Cursor<'_>, Err<Problem>> {
    let (Err::Error(problem) | Err::Failure(problem)) = error else { return Err(error) };
    let margin = start.token().line_column.unwrap_or(0);
    let mut depth = 0_usize;
    let mut cursor = start;
    let mut previous = None;
    while !cursor.at_end() {
        let failed = cursor.at >= problem.at;
        let closes = depth == 0 && cursor.is_sign("}");
        let begins = failed && cursor.at > start.at && begins_statement(&cursor.token(), previous, margin);
        let ends = failed && depth == 0 && cursor.is_sign(".");
        if closes || begins || ends {
            let next = if ends { cursor.advance() } else { cursor };
            report(start.unit, start.at as usize, next.at as usize, problem);
            return Ok(next);
        }
        depth = deepened(depth, cursor.kind());
        previous = Some(cursor.kind());
        cursor = cursor.advance();
    }
    Err(Err::Failure(problem))
}

/// Reports a problem of the tokens from `start` to `end`, unless they hold a lexical error that explains it.
pub(super) fn report(unit: &Unit<'_>, start: usize, end: usize, problem: Problem) {
    unit.lack(Lack::All);
    let begin = unit.tokens.get(start).unwrap_or(&unit.end).span.start;
    let last =
        if end < unit.tokens.len() { end.checked_sub(1).and_then(|at| unit.tokens.get(at)) } else { None };
    let finish = last.unwrap_or(&unit.end).span.end;
    let first_within = unit.lexical.partition_point(|place| place.start < begin);
    let explained = unit.lexical.get(first_within).is_some_and(|place| place.start <= finish);
    if !explained {
        unit.diagnostics.borrow_mut().push(diagnosed(unit, start, problem));
    }
}

/// Whether more text would continue the statement from `start` on, which failed at `failed`. A string that does not end
/// on its line is wrong, not unfinished.
pub(super) fn is_unfinished(unit: &Unit<'_>, start: usize, failed: usize) -> bool {
    let tokens = unit.tokens.get(start..).unwrap_or(&[]);
    let begin = tokens.first().unwrap_or(&unit.end).span.start;
    if failed < unit.tokens.len() || unit.lexical.last().is_some_and(|place| place.start >= begin) {
        return false;
    }
    let open = tokens.iter().fold(0, |depth, token| deepened(depth, token.kind)) > 0;
    open || tokens.last().is_some_and(|token| token.kind.wants_more())
}

/// The message of a problem of the statement from `start` on. What is missing at the end of a line is shown there, not at
/// what follows.
fn diagnosed(unit: &Unit<'_>, start: usize, problem: Problem) -> Diagnostic {
    if let Some(diagnostic) = problem.diagnostic {
        return *diagnostic;
    }
    let (before, found) = around(unit, problem.at as usize);
    let after = Span { start: before.span.end, end: before.span.end, ..found.span };
    if problem.expected == "." {
        return Diagnostic::error(codes::MISSING_PERIOD, "expected `.`", after, "the statement ends here");
    }
    // What cannot begin a statement is itself at fault, wherever it stands.
    let is_first = problem.at as usize == start && found.kind != TokenKind::End;
    let place = if ends_line(found) && !is_first { after } else { found.span };
    let message = format!("expected {}, found {}", phrase(problem.expected), found.kind.describe());
    let mut diagnostic = Diagnostic::error(codes::EXPECTED, message, place, "");
    if let Some(opened) = problem.opened {
        diagnostic = diagnostic.with_label(opened, "opened here");
    }
    let at = problem.at as usize;
    let help = aggregate_help(unit, at).or_else(|| habit::help(unit, start, at, problem.opened.is_some()));
    diagnostic.help.extend(help);
    diagnostic
}

/// The tokens before and at an index; before the first, and after the last, an empty one.
fn around<'u, 't>(unit: &'u Unit<'t>, at: usize) -> (&'u Token<'t>, &'u Token<'t>) {
    let found = unit.tokens.get(at).unwrap_or(&unit.end);
    let before = at.checked_sub(1).and_then(|at| unit.tokens.get(at));
    (before.unwrap_or(found), found)
}

/// What to do when an aggregate was probably meant: `cuont : {`, `smu x : {`, `count {`.
fn aggregate_help(unit: &Unit<'_>, at: usize) -> Option<String> {
    let (before, found) = around(unit, at);
    let TokenKind::Identifier(word) = before.kind else { return None };
    let (_, next) = around(unit, at + 1);
    let colon = |token: &Token<'_>| token.kind == TokenKind::Sign(":");
    match found.kind {
        TokenKind::Sign("{") if word == "count" => Some("write `count : { … }`".to_owned()),
        _ if colon(found) || colon(next) => {
            let near = suggest(word, keyword::aggregate_names())?;
            Some(format!("did you mean the aggregate `{near}`?"))
        }
        _ => None,
    }
}

fn ends_line(token: &Token<'_>) -> bool {
    token.line_column.is_some() || token.kind == TokenKind::End
}

/// What was expected, in a message: a bare sign gets its quotes.
fn phrase(expected: &str) -> String {
    let bare = expected.starts_with(|first: char| first.is_ascii_punctuation() && first != '`');
    if bare { format!("`{expected}`") } else { expected.to_owned() }
}
