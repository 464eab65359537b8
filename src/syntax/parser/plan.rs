//! `.plan 0: (2, 1), 1: (1, 2)` behind a rule: the order of its joins.

use super::super::token::TokenKind;
use super::super::tree::PlanVersion;
use super::basic::{list, located, separated, sign};
use super::cursor::{Cursor, Parsing, committed};
use crate::diagnostic::Located;

/// The plan, if one stands here.
pub(super) fn plan(input: Cursor<'_>) -> Parsing<'_, Vec<PlanVersion>> {
    match input.kind() {
        TokenKind::Directive("plan") => committed(separated(",", version)(input.advance())),
        _ => Ok((input, Vec::new())),
    }
}

fn version(input: Cursor<'_>) -> Parsing<'_, PlanVersion> {
    let (rest, version) = number(input)?;
    let (rest, ()) = committed(sign(":")(rest))?;
    let (rest, order) = committed(list("(", number, ")")(rest))?;
    Ok((rest, PlanVersion { version, order }))
}

fn number(input: Cursor<'_>) -> Parsing<'_, Located<u64>> {
    match input.kind() {
        TokenKind::Integer(value) => located(input, value),
        _ => input.expected("a number"),
    }
}
