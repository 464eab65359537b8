//! `.decl`: relations with their columns, words and choices.

use nom::Parser;
use nom::combinator::cut;

use super::super::codes;
use super::super::keyword;
use super::super::token::TokenKind;
use super::super::tree::{Name, Qualifier, RelationDecl};
use super::basic::{closing, docs, list, name, separated, sign};
use super::cursor::{Cursor, Parsing, committed};
use super::type_decl::attribute;
use crate::diagnostic::{Diagnostic, Located};

/// `.decl a, b(x: t, …) words choice-domain x`: one declaration a name.
pub(super) fn relation_decls(start: Cursor<'_>) -> Parsing<'_, Vec<RelationDecl>> {
    let (rest, names) = cut(separated(",", name("the relation's name"))).parse(start.advance())?;
    if rest.is_sign("=") {
        return relation_of_rounds(start, rest.advance(), names);
    }
    let (rest, attributes) = cut(list("(", attribute, ")")).parse(rest)?;
    let (rest, qualifiers) = qualifiers(rest)?;
    let (rest, choices) = choices(rest)?;
    let declared = |name| RelationDecl {
        docs: docs(start),
        name,
        attributes: attributes.clone(),
        qualifiers: qualifiers.clone(),
        choices: choices.clone(),
    };
    Ok((rest, names.into_iter().map(declared).collect()))
}

/// `.decl d = debug_delta(r) words`, from behind the `=`.
fn relation_of_rounds<'t>(
    start: Cursor<'t>,
    input: Cursor<'t>,
    names: Vec<Name>,
) -> Parsing<'t, Vec<RelationDecl>> {
    if !input.is_word("debug_delta") {
        return input.demanded("`debug_delta`");
    }
    if let Some(second) = names.get(1) {
        let message = "one relation at a time has the rounds of another";
        return input.fail(Diagnostic::error(codes::EXPECTED, message, second.span, "a second name"));
    }
    let opening = input.advance();
    let (rest, ()) = cut(sign("(")).parse(opening)?;
    let (rest, of) = cut(name("a relation")).parse(rest)?;
    let (rest, ()) = closing(")", opening)(rest)?;
    let whole = rest.since(input);
    let (rest, words) = qualifiers(rest)?;
    let qualifiers: Vec<_> =
        std::iter::once(Located::new(Qualifier::DeltaOf(of), whole)).chain(words).collect();
    let declared = |name| RelationDecl {
        docs: docs(start),
        name,
        attributes: Vec::new(),
        qualifiers: qualifiers.clone(),
        choices: Vec::new(),
    };
    Ok((rest, names.into_iter().map(declared).collect()))
}

/// The words after the attributes.
fn qualifiers(mut input: Cursor<'_>) -> Parsing<'_, Vec<Located<Qualifier>>> {
    let mut found = Vec::new();
    while let Some(word) = qualifying_word(input).filter(|_| !opens_choices(input)) {
        let (rest, qualifier) = qualifier(input, word)?;
        found.extend(qualifier.map(|qualifier| Located::new(qualifier, rest.since(input))));
        input = rest;
    }
    Ok((input, found))
}

/// The word here, unless it begins the next statement: a sign follows it on its line, or it is unknown and begins a line.
fn qualifying_word(input: Cursor<'_>) -> Option<&str> {
    let TokenKind::Identifier(word) = input.kind() else { return None };
    let next = input.advance();
    let goes_on = matches!(next.kind(), TokenKind::Sign(sign) if sign != ".") && !next.begins_line();
    let known = keyword::QUALIFIERS.contains(&word);
    let begins_statement = goes_on || (input.begins_line() && !known);
    (!begins_statement).then_some(word)
}

/// Whether `choice-domain` stands here.
fn opens_choices(input: Cursor<'_>) -> bool {
    let dash = input.advance();
    input.is_word("choice") && dash.is_sign("-") && dash.advance().is_word("domain")
}

/// `choice-domain x, (y, z)`: the columns of each choice.
fn choices(input: Cursor<'_>) -> Parsing<'_, Vec<Located<Vec<Name>>>> {
    if !opens_choices(input) {
        return Ok((input, Vec::new()));
    }
    committed(separated(",", choice)(input.advance().advance().advance()))
}

fn choice(input: Cursor<'_>) -> Parsing<'_, Located<Vec<Name>>> {
    let column = name("a column");
    let (rest, columns) = if input.is_sign("(") {
        list("(", column, ")")(input)?
    } else {
        column(input).map(|(rest, column)| (rest, vec![column]))?
    };
    Ok((rest, Located::new(columns, rest.since(input))))
}

/// One word; none where it is unknown, which is reported.
fn qualifier<'t>(input: Cursor<'t>, word: &str) -> Parsing<'t, Option<Qualifier>> {
    let qualifier = match word {
        "undetermined" => {
            let (rest, companion) = cut(name("the companion relation")).parse(input.advance())?;
            return Ok((rest, Some(Qualifier::Undetermined(companion.node))));
        }
        "denied" => {
            let (rest, companion) = cut(name("the companion relation")).parse(input.advance())?;
            return Ok((rest, Some(Qualifier::Denied(companion.node))));
        }
        "closed" => Qualifier::Closed,
        "open" => Qualifier::Open,
        "assumable" => Qualifier::Assumable,
        "input" => Qualifier::Input,
        "output" => Qualifier::Output,
        "printsize" => Qualifier::Printsize,
        hint if keyword::QUALIFIERS.contains(&hint) => Qualifier::Hint(hint.into()),
        _ => {
            let place = input.token().span;
            input.report(keyword::unknown(
                codes::UNKNOWN_QUALIFIER,
                "qualifier",
                word,
                place,
                &keyword::QUALIFIERS,
            ));
            return Ok((input.advance(), None));
        }
    };
    Ok((input.advance(), Some(qualifier)))
}
