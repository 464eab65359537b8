//! The directives of the lens, in a file, a test or at the prompt.

use nom::Parser;
use nom::combinator::{cut, map};

use super::super::keyword;
use super::super::token::TokenKind;
use super::super::tree::{LensDirective, Name, Retraction, Selection};
use super::basic::{name_or_text, separated, text};
use super::cursor::{Cursor, Parsing};
use super::evidence::{fact, with_unsaid};
use super::formula::annotated_atom;

/// The directive `word` (with underscores) of the lens, which stands at `start`; none if it is another word.
pub(super) fn lens<'t>(start: Cursor<'t>, word: &str) -> Option<Parsing<'t, LensDirective>> {
    let input = start.advance();
    Some(match word {
        "as_of" => as_of(input),
        "at" => map(cut(day), LensDirective::At).parse(input),
        "trust" => map(cut(level), LensDirective::Trust).parse(input),
        "articles" => map(cut(selection("an article")), LensDirective::Articles).parse(input),
        "speakers" => map(cut(selection("a speaker")), LensDirective::Speakers).parse(input),
        "assume" => map(cut(fact), LensDirective::Assume).parse(input),
        "retract" => map(cut(retraction), LensDirective::Retract).parse(input),
        _ => return None,
    })
}

fn as_of(input: Cursor<'_>) -> Parsing<'_, LensDirective> {
    let (rest, day) = cut(day).parse(input)?;
    let possibly = rest.is_word("possibly") && !rest.begins_line();
    let rest = if possibly { rest.advance() } else { rest };
    Ok((rest, LensDirective::AsOf(day, possibly)))
}

/// A day; one written without quotes and in several words, as `April 2019`, is taken whole, so that it is refused as no date.
fn day(input: Cursor<'_>) -> Parsing<'_, Name> {
    match input.kind() {
        TokenKind::Word(day) => {
            let (mut rest, mut written) = (input.advance(), day.to_owned());
            while let Some(more) = another_word(rest) {
                written = format!("{written} {more}");
                rest = rest.advance();
            }
            Ok((rest, Name::new(written.into(), rest.since(input))))
        }
        _ => text("a day")(input),
    }
}

/// What stands here, if it can only be another word of the day before it.
fn another_word(input: Cursor<'_>) -> Option<String> {
    match input.kind() {
        _ if input.begins_line() => None,
        TokenKind::Integer(number) => Some(number.to_string()),
        TokenKind::Identifier(word) if word != "possibly" => Some(word.to_owned()),
        _ => None,
    }
}

fn level(input: Cursor<'_>) -> Parsing<'_, Name> {
    let (rest, level) = name_or_text("`confirmed`, `announced`, `expected` or `possible`")(input)?;
    if let Some(diagnostic) = keyword::unknown_level(&level) {
        input.report(diagnostic);
    }
    Ok((rest, level))
}

/// `all`, `a, b` or `except a, b`.
fn selection<'t>(what: &'static str) -> impl Fn(Cursor<'t>) -> Parsing<'t, Selection> {
    move |input| {
        if input.is_word("all") {
            return Ok((input.advance(), Selection::All));
        }
        if input.is_word("except") {
            return map(cut(separated(",", name_or_text(what))), Selection::Except).parse(input.advance());
        }
        map(separated(",", name_or_text(what)), Selection::Only).parse(input)
    }
}

fn retraction(input: Cursor<'_>) -> Parsing<'_, Retraction> {
    match (input.kind(), input.next_kind()) {
        (TokenKind::Identifier(_), TokenKind::Sign("(")) => {
            map(annotated_atom, |atom| Retraction::Fact(with_unsaid(atom))).parse(input)
        }
        _ => map(name_or_text("a claim, an article or a fact"), Retraction::Named).parse(input),
    }
}
