//! Habits from other languages: what was probably meant where a statement cannot be read.
//!
//! It looks at a few tokens around the error and gives the message a hint; nothing is read otherwise for it.

use super::super::token::TokenKind;
use super::cursor::Unit;

/// What to write instead, when the statement from `start` on cannot be read at `at` for a known reason.
pub(super) fn help(unit: &Unit<'_>, start: usize, at: usize, in_brackets: bool) -> Option<String> {
    let kind = |at: usize| unit.tokens.get(at).map_or(TokenKind::End, |token| token.kind);
    let earlier = |steps| at.checked_sub(steps).map_or(TokenKind::End, kind);
    let (before, found, next) = (earlier(1), kind(at), kind(at + 1));
    let goes_on = unit.tokens.get(at).is_some_and(|token| token.line_column.is_none());
    opening([kind(start), kind(start + 1), kind(start + 2), kind(start + 3)])
        .or_else(|| sign_of_another_language(before, found))
        .or_else(|| word_of_another_language(before, found, next))
        .or_else(|| argument(before, found).filter(|_| in_brackets && goes_on))
        .or_else(|| words([earlier(2), before, found, next]).filter(|_| in_brackets && goes_on))
        .or_else(|| square_brackets(before, found))
}

/// How a statement begins that is none.
fn opening(tokens: [TokenKind<'_>; 4]) -> Option<String> {
    use TokenKind::{Identifier, Sign, String};
    match tokens {
        [Identifier("?"), Sign("-"), ..] => Some("a question is written without `?-`".to_owned()),
        [Sign("%"), ..] | [Sign("-"), Sign("-"), ..] => Some("a comment begins with `//`".to_owned()),
        [String(name), Sign("("), ..] => Some(format!("a relation is named without quotes: `{name}(…)`")),
        [Identifier(one), Sign("-"), Identifier(two), Sign("(")] => {
            Some(format!("names of relations have underscores: `{one}_{two}(…)`"))
        }
        _ => None,
    }
}

fn sign_of_another_language(before: TokenKind<'_>, found: TokenKind<'_>) -> Option<String> {
    use TokenKind::{End, Identifier, Sign};
    let help = match (before, found) {
        (_, Sign("&" | "|")) => "conditions are joined by `,` (and) or `;` (or)",
        (Sign("<"), Sign(">")) => "what differs is asked for with `!=`",
        (Sign("="), Sign("=")) => "what is equal is asked for with one `=`",
        (Sign("="), Sign("<")) => "write `<=`",
        (Sign("="), Sign(">")) => "write `>=`",
        (_, Identifier("?")) => "a question needs no `?`",
        (Sign("!"), Sign("{")) => {
            "`!` stands before one atom; that nothing meets several conditions is `0 = count : { … }`"
        }
        (Sign(";"), End) => "`;` means or; a question needs no sign at its end",
        _ => return None,
    };
    Some(help.to_owned())
}

fn word_of_another_language(
    before: TokenKind<'_>,
    found: TokenKind<'_>,
    next: TokenKind<'_>,
) -> Option<String> {
    let TokenKind::Identifier(word) = found else { return None };
    if let TokenKind::Identifier(not) = before
        && not.eq_ignore_ascii_case("not")
    {
        return Some(format!("negation is written `!`: `!{word}(…)`"));
    }
    let help = match (word.to_ascii_lowercase().as_str(), before) {
        ("and" | "or", _) => "conditions are joined by `,` (and) or `;` (or)".to_owned(),
        ("like", TokenKind::Identifier(name)) => {
            format!("a part of a text is asked for with `contains(\"…\", {name})`")
        }
        ("between", TokenKind::Identifier(name)) => {
            format!("days in a stretch are asked for with `within({name}, \"2023/2024\")`")
        }
        ("in", TokenKind::Identifier(_)) if next == TokenKind::Sign("(") => {
            "alternatives are written with `;`: `(x = \"a\"; x = \"b\")`".to_owned()
        }
        _ => return None,
    };
    Some(help)
}

fn square_brackets(before: TokenKind<'_>, found: TokenKind<'_>) -> Option<String> {
    match (before, found) {
        (TokenKind::Identifier(relation), TokenKind::Sign("[")) => {
            Some(format!("arguments stand in parentheses: `{relation}(…)`"))
        }
        _ => None,
    }
}

/// `p(who = "A. Envoy")`.
fn argument(before: TokenKind<'_>, found: TokenKind<'_>) -> Option<String> {
    let named = matches!((before, found), (TokenKind::Identifier(_), TokenKind::Sign("=")));
    named.then(|| "arguments stand in the order of the columns, without their names".to_owned())
}

/// Two words in a row as an argument; not where a type, the next atom or a variable may be meant.
fn words(tokens: [TokenKind<'_>; 4]) -> Option<String> {
    use TokenKind::{Identifier, Sign};
    match tokens {
        [Sign(":"), ..] | [.., Sign("(")] => None,
        [_, Identifier(one), Identifier(two), _] if one.len() > 2 && two.len() > 2 => {
            Some(format!("a text of several words stands in double quotes: `\"{one} {two}\"`"))
        }
        _ => None,
    }
}
