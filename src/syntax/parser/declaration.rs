//! `.type` and `.decl`.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::super::codes;
use super::super::keyword;
use super::super::token::TokenKind;
use super::super::tree::{Attribute, Qualifier, RelationDecl, TypeDecl, TypeDefinition};
use super::basic::{docs, list, name, separated, sign};
use super::cursor::{Cursor, Parsing};
use super::foreign;
use crate::diagnostic::Located;

/// `.type A <: B`, `.type A = B | C`, or Soufflé's `.type A`, a subtype of `symbol`.
pub(super) fn type_decl(start: Cursor<'_>) -> Parsing<'_, TypeDecl> {
    let (rest, name) = cut(name("the type's name")).parse(start.advance())?;
    if !rest.is_sign("<:") && !rest.is_sign("=") && (rest.at_end() || rest.begins_line()) {
        return base_type(start, "symbol");
    }
    let (rest, definition) = type_definition(rest)?;
    Ok((rest, TypeDecl { docs: docs(start), name, definition }))
}

/// Soufflé's older `.symbol_type A`, `.number_type A`: a subtype of the base type.
pub(super) fn base_type<'t>(start: Cursor<'t>, base: &str) -> Parsing<'t, TypeDecl> {
    let (rest, name) = cut(name("the type's name")).parse(start.advance())?;
    let definition = TypeDefinition::Subtype(Located::new(base.to_owned(), rest.since(start)));
    Ok((rest, TypeDecl { docs: docs(start), name, definition }))
}

fn type_definition(input: Cursor<'_>) -> Parsing<'_, TypeDefinition> {
    let after = input.advance();
    match input.kind() {
        TokenKind::Sign("<:") => {
            let (rest, base) = cut(name("a type")).parse(after)?;
            Ok((rest, TypeDefinition::Subtype(base)))
        }
        TokenKind::Sign("=") => {
            foreign::type_definition(after)?;
            let (rest, members) = cut(separated("|", name("a type"))).parse(after)?;
            Ok((rest, TypeDefinition::Union(members)))
        }
        _ => input.demanded("`<:` or `=`"),
    }
}

/// `.decl a, b(x: t, …) words`: one declaration a name.
pub(super) fn relation_decls(start: Cursor<'_>) -> Parsing<'_, Vec<RelationDecl>> {
    let (rest, names) = cut(separated(",", name("the relation's name"))).parse(start.advance())?;
    let (rest, attributes) = cut(list("(", attribute, ")")).parse(rest)?;
    let (rest, qualifiers) = qualifiers(rest)?;
    let declared = |name| RelationDecl {
        docs: docs(start),
        name,
        attributes: attributes.clone(),
        qualifiers: qualifiers.clone(),
    };
    Ok((rest, names.into_iter().map(declared).collect()))
}

fn attribute(input: Cursor<'_>) -> Parsing<'_, Attribute> {
    let (rest, name) = name("an attribute's name")(input)?;
    let (rest, ty) = preceded(cut(sign(":")), cut(self::name("a type"))).parse(rest)?;
    Ok((rest, Attribute { name, ty }))
}

/// The words after the attributes.
fn qualifiers(mut input: Cursor<'_>) -> Parsing<'_, Vec<Located<Qualifier>>> {
    let mut found = Vec::new();
    while let Some(word) = qualifying_word(input) {
        foreign::choice_domain(input)?;
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
    let begins_statement = (goes_on && word != "choice") || (input.begins_line() && !known);
    (!begins_statement).then_some(word)
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
        hint if keyword::QUALIFIERS.contains(&hint) => Qualifier::Hint(hint.to_owned()),
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
