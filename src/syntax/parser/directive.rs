//! The directives on files and relations: `.include`, `.input` and its like, `.pragma`.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::super::token::TokenKind;
use super::super::tree::{IoDirective, IoKind, Name, Statement, Text};
use super::Mode;
use super::basic::{list, name, separated, sign, text};
use super::cursor::{Cursor, Parsing};
use crate::diagnostic::Located;

/// `.include "path"`; `start` is the last token before the path.
pub(super) fn include(start: Cursor<'_>) -> Parsing<'_, Statement> {
    let (rest, path) = cut(text("a path in quotes")).parse(start.advance())?;
    Ok((rest, Statement::Include(path)))
}

/// `.pragma "key"` or `.pragma "key" "value"`.
pub(super) fn pragma(start: Cursor<'_>) -> Parsing<'_, Statement> {
    let (mut rest, key) = cut(text("a key in quotes")).parse(start.advance())?;
    let mut words = vec![key];
    if matches!(rest.kind(), TokenKind::String(_)) && !rest.begins_line() {
        let (after, value) = text("a value in quotes")(rest)?;
        words.push(value);
        rest = after;
    }
    Ok((rest, Statement::Pragma(words)))
}

/// `.input r, s(key=value, …)` and its like.
pub(super) fn io(start: Cursor<'_>, kind: IoKind) -> Parsing<'_, Statement> {
    let (rest, relations) = cut(separated(",", name("a relation"))).parse(start.advance())?;
    let has_parameters = rest.is_sign("(") && !(rest.begins_line() && rest.mode == Mode::Prompt);
    let (rest, parameters) =
        if has_parameters { list("(", parameter, ")")(rest)? } else { (rest, Vec::new()) };
    Ok((rest, Statement::Io(IoDirective { kind, relations, parameters })))
}

fn parameter(input: Cursor<'_>) -> Parsing<'_, (Name, Located<Text>)> {
    let (rest, key) = name("a parameter")(input)?;
    let (rest, value) = preceded(cut(sign("=")), cut(value)).parse(rest)?;
    Ok((rest, (key, value)))
}

fn value(input: Cursor<'_>) -> Parsing<'_, Located<Text>> {
    let word = match input.kind() {
        TokenKind::Identifier(word) => word.into(),
        TokenKind::Integer(number) | TokenKind::Unsigned(number) => number.to_string().into(),
        TokenKind::Float(number) => format!("{number:?}").into(),
        _ => return text("a value")(input),
    };
    Ok((input.advance(), Located::new(word, input.token().span)))
}
