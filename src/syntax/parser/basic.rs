//! The small parsers that every other one is made of: signs, names, strings, lists.

use nom::Err;

use super::super::codes;
use super::super::keyword;
use super::super::lexer::unescape;
use super::super::token::TokenKind;
use super::super::tree::{Docs, Name, Text};
use super::cursor::{Cursor, Parsing, Problem, committed};
use crate::diagnostic::{Diagnostic, Located};

/// The sign itself.
pub(super) fn sign<'t>(wanted: &'static str) -> impl Fn(Cursor<'t>) -> Parsing<'t, ()> {
    move |input| if input.is_sign(wanted) { Ok((input.advance(), ())) } else { input.expected(wanted) }
}

/// An identifier, called `what` in messages.
pub(super) fn name<'t>(what: &'static str) -> impl Fn(Cursor<'t>) -> Parsing<'t, Name> {
    move |input| match input.kind() {
        TokenKind::Identifier(name) => located(input, Text::new(name)),
        _ => input.expected(what),
    }
}

/// A string, called `what` in messages.
pub(super) fn text<'t>(what: &'static str) -> impl Fn(Cursor<'t>) -> Parsing<'t, Located<Text>> {
    move |input| match input.kind() {
        TokenKind::String(content) => located(input, unescape(content)),
        _ => input.expected(what),
    }
}

/// A name with or without quotes.
pub(super) fn name_or_text<'t>(what: &'static str) -> impl Fn(Cursor<'t>) -> Parsing<'t, Name> {
    move |input| match input.kind() {
        TokenKind::Identifier(word) | TokenKind::Word(word) => located(input, Text::new(word)),
        _ => text(what)(input),
    }
}

/// The value, at the place of the token here, which is passed over.
#[expect(clippy::unnecessary_wraps, reason = "it is the last step of parsers, which return results")]
pub(super) fn located<T>(input: Cursor<'_>, node: T) -> Parsing<'_, Located<T>> {
    Ok((input.advance(), Located::new(node, input.token().span)))
}

/// `open item, item close`, possibly empty. Before a `}` or `]` a last comma may stand.
pub(super) fn list<'t, T>(
    open: &'static str,
    mut item: impl FnMut(Cursor<'t>) -> Parsing<'t, T>,
    close: &'static str,
) -> impl FnMut(Cursor<'t>) -> Parsing<'t, Vec<T>> {
    move |input| {
        let (inside, ()) = sign(open)(input)?;
        let (rest, mut found) = items(inside.down()?, &mut item, input, close)?;
        // Of arguments of facts there may be millions, and room was made for twice as many.
        found.shrink_to_fit();
        Ok((rest.up(input), found))
    }
}

fn items<'t, T>(
    mut input: Cursor<'t>,
    item: &mut impl FnMut(Cursor<'t>) -> Parsing<'t, T>,
    opening: Cursor<'t>,
    close: &'static str,
) -> Parsing<'t, Vec<T>> {
    let mut found = Vec::new();
    loop {
        let may_close = found.is_empty() || close != ")";
        if may_close && input.is_sign(close) {
            return Ok((input.advance(), found));
        }
        let (rest, next) = committed(item(input))?;
        found.push(next);
        match rest.kind() {
            TokenKind::Sign(",") => input = rest.advance(),
            TokenKind::Sign(here) if here == close => return Ok((rest.advance(), found)),
            _ => return rest.demanded(comma_or(close)).map_err(|error| opened_by(error, opening)),
        }
    }
}

fn comma_or(close: &str) -> &'static str {
    match close {
        "}" => "`,` or `}`",
        ">" => "`,` or `>`",
        "]" => "`,` or `]`",
        _ => "`,` or `)`",
    }
}

/// The closing sign of the bracket that was opened at `opening`.
pub(super) fn closing<'t>(
    close: &'static str,
    opening: Cursor<'t>,
) -> impl Fn(Cursor<'t>) -> Parsing<'t, ()> {
    move |input| committed(sign(close)(input)).map_err(|error| opened_by(error, opening))
}

/// Adds which bracket is open.
fn opened_by(error: Err<Problem>, opening: Cursor<'_>) -> Err<Problem> {
    error.map(|problem| Problem { opened: Some(opening.token().span), ..problem })
}

/// One or more items between separators; after a separator an item must follow.
pub(super) fn separated<'t, T>(
    separator: &'static str,
    mut item: impl FnMut(Cursor<'t>) -> Parsing<'t, T>,
) -> impl FnMut(Cursor<'t>) -> Parsing<'t, Vec<T>> {
    move |input| {
        let (mut rest, first) = item(input)?;
        let mut found = vec![first];
        while rest.is_sign(separator) {
            let (after, next) = committed(item(rest.advance()))?;
            found.push(next);
            rest = after;
        }
        Ok((rest, found))
    }
}

/// The documentation above the statement that begins here.
pub(super) fn docs(input: Cursor<'_>) -> Docs {
    let (lines, here) = (&input.unit.docs, input.unit.before + input.at as usize);
    let first = lines.partition_point(|line| line.before < here);
    let own = lines.get(first..).unwrap_or_default().iter().take_while(|line| line.before == here);
    let mut own = own.map(|line| line.text.to_owned()).peekable();
    // What has no documentation, as most facts, takes no memory for it.
    if own.peek().is_none() { Docs::default() } else { own.collect() }
}

/// Reports a key that is on no list, and one that is given twice.
pub(super) fn check_keys<'n>(input: Cursor<'_>, keys: impl IntoIterator<Item = &'n Name>, known: &[&str]) {
    let mut seen: Vec<&Name> = Vec::new();
    for key in keys {
        if !known.contains(&key.node.as_str()) {
            input.report(keyword::unknown_key(&key.node, key.span, known));
        } else if let Some(first) = seen.iter().find(|first| first.node == key.node) {
            let message = format!("`{}` is given twice", key.node);
            input.report(
                Diagnostic::error(codes::REPEATED_KEY, message, key.span, "")
                    .with_label(first.span, "first here"),
            );
        }
        seen.push(key);
    }
}
