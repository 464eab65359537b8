//! The declarations of types, lattices and functors: `.type`, `.lattice`, `.functor`, and Soufflé's older `.symbol_type`, `.number_type`.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::super::token::TokenKind;
use super::super::tree::{Attribute, Branch, FunctorDecl, LatticeDecl, Name, Term, TypeDecl, TypeDefinition};
use super::basic::{closing, docs, list, name, separated, sign};
use super::cursor::{Cursor, Parsing, expecting};
use super::formula::term;
use crate::diagnostic::Located;

/// `.type A <: B`, `.type A = …`, or Soufflé's `.type A`, a subtype of `symbol`.
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
    let definition = TypeDefinition::Subtype(Located::new(base.into(), rest.since(start)));
    Ok((rest, TypeDecl { docs: docs(start), name, definition }))
}

fn type_definition(input: Cursor<'_>) -> Parsing<'_, TypeDefinition> {
    let after = input.advance();
    match input.kind() {
        TokenKind::Sign("<:") => {
            let (rest, base) = cut(name("a type")).parse(after)?;
            Ok((rest, TypeDefinition::Subtype(base)))
        }
        TokenKind::Sign("=") => defined_type(after),
        _ => input.demanded("`<:` or `=`"),
    }
}

/// What stands behind the `=`: a record, branches, or other types.
fn defined_type(input: Cursor<'_>) -> Parsing<'_, TypeDefinition> {
    if input.is_sign("[") {
        let (rest, fields) = list("[", attribute, "]")(input)?;
        return Ok((rest, TypeDefinition::Record(fields)));
    }
    if matches!(input.next_kind(), TokenKind::Sign("{")) {
        let (rest, branches) = separated("|", branch)(input)?;
        return Ok((rest, TypeDefinition::Branches(branches)));
    }
    let (rest, members) = cut(separated("|", name("a type"))).parse(input)?;
    Ok((rest, TypeDefinition::Union(members)))
}

fn branch(input: Cursor<'_>) -> Parsing<'_, Branch> {
    let (rest, name) = name("a branch")(input)?;
    let (rest, fields) = cut(list("{", attribute, "}")).parse(rest)?;
    Ok((rest, Branch { name, fields }))
}

/// `name: type`, or `name: type<>` for a column of a lattice.
pub(super) fn attribute(input: Cursor<'_>) -> Parsing<'_, Attribute> {
    let (rest, name) = name("an attribute's name")(input)?;
    let (rest, ty) = preceded(cut(sign(":")), cut(self::name("a type"))).parse(rest)?;
    let (rest, is_lattice) = angles(rest)?;
    Ok((rest, Attribute { name, ty, is_lattice }))
}

/// `<>`, if it stands here.
fn angles(input: Cursor<'_>) -> Parsing<'_, bool> {
    if !input.is_sign("<") {
        return Ok((input, false));
    }
    let (rest, ()) = closing(">", input)(input.advance())?;
    Ok((rest, true))
}

/// `.lattice T<> { Bottom -> expression, … }`.
pub(super) fn lattice(start: Cursor<'_>) -> Parsing<'_, LatticeDecl> {
    let (rest, name) = cut(name("the lattice's name")).parse(start.advance())?;
    let (rest, is_lattice) = angles(rest)?;
    if !is_lattice {
        return rest.demanded("<");
    }
    let (rest, operators) = cut(list("{", operator, "}")).parse(rest)?;
    Ok((rest, LatticeDecl { docs: docs(start), name, operators }))
}

fn operator(input: Cursor<'_>) -> Parsing<'_, (Name, Term)> {
    let (rest, name) = name("an operator of the lattice")(input)?;
    let (rest, definition) = preceded(cut(sign("->")), cut(term)).parse(rest)?;
    Ok((rest, (name, definition)))
}

/// `.functor f(x: t, u): v stateful`.
pub(super) fn functor(start: Cursor<'_>) -> Parsing<'_, FunctorDecl> {
    let (rest, name) = cut(name("the functor's name")).parse(start.advance())?;
    let (rest, operands) = cut(list("(", operand, ")")).parse(rest)?;
    let (rest, result) = preceded(cut(sign(":")), cut(self::name("a type"))).parse(rest)?;
    let stateful = rest.is_word("stateful");
    let rest = if stateful { rest.advance() } else { rest };
    Ok((rest, FunctorDecl { docs: docs(start), name, operands, result, stateful }))
}

/// `name: type`, or the type alone.
fn operand(input: Cursor<'_>) -> Parsing<'_, (Option<Name>, Name)> {
    let (rest, first) = expecting("a type", name("a type"))(input)?;
    if !rest.is_sign(":") {
        return Ok((rest, (None, first)));
    }
    let (rest, ty) = cut(name("a type")).parse(rest.advance())?;
    Ok((rest, (Some(first), ty)))
}
