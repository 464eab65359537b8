//! What Soufflé reads and this parser does not, each with a message that says so.

use super::super::codes;
use super::super::token::TokenKind;
use super::super::tree::Term;
use super::basic::{list, separated, sign};
use super::cursor::{Cursor, Parsing, committed};
use crate::diagnostic::{Diagnostic, Span};

/// A term that begins with a sign of Soufflé's that is not read; anything else is no term.
pub(super) fn term(input: Cursor<'_>) -> Parsing<'_, Term> {
    let (what, help) = match (input.kind(), input.next_kind()) {
        (TokenKind::Sign("@"), TokenKind::Identifier(_)) => (
            "user-defined functors",
            "the functors are listed in docs/language.md; an annotation follows an atom",
        ),
        (TokenKind::Sign("["), _) => ("records", "give the record's fields columns of their own"),
        (TokenKind::Sign("$"), TokenKind::Identifier(_)) => {
            ("algebraic data types", "give each case a relation of its own")
        }
        (TokenKind::Sign("$"), _) => ("counters", "number the facts before they are loaded"),
        _ => return input.expected("a term"),
    };
    input.fail(not_read(what, input.token().span).with_help(help))
}

/// A dotted name where a variable stands.
pub(super) fn dotted_variable(name: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        codes::EXPECTED,
        format!("expected a term, found `{name}`"),
        place,
        "a variable has no dots",
    )
    .with_help("if a statement ends here, put white space after its `.`")
}

/// `.plan 0:(2,1), 1:(1,2)` after a rule: Soufflé's orders of its joins, read and passed over with a warning.
pub(super) fn plan(start: Cursor<'_>) -> Parsing<'_, ()> {
    let (rest, _) = committed(separated(",", version)(start.advance()))?;
    let message = "`.plan` has no effect";
    start.report(
        Diagnostic::warning(codes::NO_EFFECT, message, rest.since(start), "")
            .with_help("the order of joins is chosen from the program"),
    );
    Ok((rest, ()))
}

fn version(input: Cursor<'_>) -> Parsing<'_, ()> {
    let (rest, ()) = number(input)?;
    let (rest, ()) = committed(sign(":")(rest))?;
    let (rest, _) = committed(list("(", number, ")")(rest))?;
    Ok((rest, ()))
}

fn number(input: Cursor<'_>) -> Parsing<'_, ()> {
    match input.kind() {
        TokenKind::Integer(_) => Ok((input.advance(), ())),
        _ => input.expected("a number"),
    }
}

/// The message that a construct is known and not read.
pub(super) fn not_read(what: &str, place: Span) -> Diagnostic {
    Diagnostic::error(codes::NOT_READ, format!("{what} are not read"), place, "")
}

/// Refuses what `.type A =` defines besides names of types: records and algebraic data types.
pub(super) fn type_definition(input: Cursor<'_>) -> Parsing<'_, ()> {
    match (input.kind(), input.next_kind()) {
        (TokenKind::Sign("["), _) => input.fail(not_read("record types", input.token().span)),
        (TokenKind::Identifier(_), TokenKind::Sign("{")) => {
            input.fail(not_read("algebraic data types", input.token().span))
        }
        _ => Ok((input, ())),
    }
}

/// Refuses `choice-domain`.
pub(super) fn choice_domain(input: Cursor<'_>) -> Parsing<'_, ()> {
    if input.is_word("choice") && matches!(input.next_kind(), TokenKind::Sign("-")) {
        return input.fail(not_read("choice domains", input.token().span));
    }
    Ok((input, ()))
}
