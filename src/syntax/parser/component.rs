//! Components: `.comp`, `.init`, `.override`.
//!
//! What stands in a component is read statement by statement, so that one that is wrong hides no other. Clauses in it are those
//! of a file, also at the prompt. How a statement is read is handed in by `statement`, which knows components.

use nom::Parser;
use nom::combinator::cut;
use nom::sequence::preceded;

use super::super::tree::{Component, ComponentInit, ComponentType, Name, Statement};
use super::Mode;
use super::basic::{closing, docs, list, name, separated, sign};
use super::cursor::{Cursor, Parsing, expecting};
use super::recovery;
use crate::diagnostic::Located;

/// Reads one statement of a source, which may make several.
pub(super) type StatementParser = for<'t> fn(Cursor<'t>) -> Parsing<'t, Vec<Statement>>;

/// `.comp C<T> : B<T>, D { … }`.
pub(super) fn component(start: Cursor<'_>, statement: StatementParser) -> Parsing<'_, Component> {
    let (rest, head) = cut(component_type).parse(start.advance())?;
    let (opening, bases) = bases(rest)?;
    let (rest, body) = cut(|opening| body(opening, statement)).parse(opening)?;
    Ok((rest, Component { docs: docs(start), head, bases, body }))
}

/// `.init x = C<T>`.
pub(super) fn init(start: Cursor<'_>) -> Parsing<'_, ComponentInit> {
    let (rest, name) = cut(name("the instance's name")).parse(start.advance())?;
    let (rest, component) = preceded(cut(sign("=")), cut(component_type)).parse(rest)?;
    Ok((rest, ComponentInit { name, component }))
}

/// `.override r`.
pub(super) fn overridden(start: Cursor<'_>) -> Parsing<'_, Name> {
    cut(name("a relation")).parse(start.advance())
}

fn component_type(input: Cursor<'_>) -> Parsing<'_, ComponentType> {
    let (rest, name) = name("a component")(input)?;
    let (rest, arguments) =
        if rest.is_sign("<") { list("<", self::name("a type"), ">")(rest)? } else { (rest, Vec::new()) };
    Ok((rest, ComponentType { name, arguments }))
}

fn bases(input: Cursor<'_>) -> Parsing<'_, Vec<ComponentType>> {
    if !input.is_sign(":") {
        return Ok((input, Vec::new()));
    }
    cut(separated(",", component_type)).parse(input.advance())
}

/// `{ statement … }`.
fn body(opening: Cursor<'_>, statement: StatementParser) -> Parsing<'_, Vec<Located<Statement>>> {
    let (rest, ()) = sign("{")(opening)?;
    let mut input = rest.down()?.reading(Mode::File);
    let mut found = Vec::new();
    while !input.is_sign("}") && !input.at_end() {
        match statement(input) {
            Ok((rest, statements)) => {
                let span = rest.since(input);
                found.extend(statements.into_iter().map(|node| Located::new(node, span)));
                input = rest;
            }
            Err(error) => input = recovery::next_inner_statement(input, error)?,
        }
    }
    let (rest, ()) = expecting("a statement or `}`", closing("}", opening))(input)?;
    Ok((rest.up(opening).reading(opening.mode), found))
}
