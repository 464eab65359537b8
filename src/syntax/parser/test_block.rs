//! `.test "title" { … }`: its steps, each read on its own so that one that is wrong hides no other.

use nom::Parser;
use nom::combinator::{cut, map, opt};

use super::super::keyword;
use super::super::token::TokenKind;
use super::super::tree::{Annotation, Atom, Body, Expectation, Literal, Term, Test, TestStep};
use super::basic::{closing, docs, list, sign, text};
use super::cursor::{Cursor, Parsing, expecting};
use super::evidence::unsaid;
use super::formula::{annotated_atom, body, term};
use super::lens::lens;
use super::recovery;
use crate::diagnostic::Located;

/// The whole block; `start` is its directive.
pub(super) fn test(start: Cursor<'_>) -> Parsing<'_, Test> {
    let (opening, title) = cut(text("the title in quotes")).parse(start.advance())?;
    let (mut input, ()) = cut(sign("{")).parse(opening)?;
    let mut steps = Vec::new();
    while let TokenKind::Directive(word) = input.kind() {
        if !is_step(word) && keyword::directives().contains(&word) {
            break;
        }
        match step(input, word) {
            Ok((rest, node)) => {
                steps.push(Located::new(node, rest.since(input)));
                input = opt(sign(".")).parse(rest)?.0;
            }
            Err(error) => input = recovery::next_step(input, error)?,
        }
    }
    let (rest, ()) = expecting("a step or `}`", closing("}", opening))(input)?;
    Ok((rest, Test { docs: docs(start), title, steps }))
}

fn is_step(word: &str) -> bool {
    keyword::STEPS.contains(&word.replace('-', "_").as_str())
}

fn step<'t>(input: Cursor<'t>, word: &str) -> Parsing<'t, TestStep> {
    let word = word.replace('-', "_");
    if word == "expect" {
        return map(cut(expectation), TestStep::Expect).parse(input.advance());
    }
    if let Some(parsed) = lens(input, &word) {
        return parsed.map(|(rest, lens)| (rest, TestStep::Lens(lens)));
    }
    input.fail(keyword::unknown_directive(&word, input.token().span, &keyword::STEPS))
}

fn expectation(input: Cursor<'_>) -> Parsing<'_, Expectation> {
    let after = input.advance();
    match input.kind() {
        TokenKind::Identifier(_) if names_a_relation(input) => plain(input),
        TokenKind::Identifier("none") => map(cut(body), Expectation::None).parse(after),
        TokenKind::Identifier("undetermined") => {
            map(cut(annotated_atom), Expectation::Undetermined).parse(after)
        }
        TokenKind::Identifier("denied") => map(cut(annotated_atom), Expectation::Denied).parse(after),
        TokenKind::Identifier("exactly") => exactly(after),
        _ => plain(input),
    }
}

/// A word with its parenthesis directly after it is a relation, whatever the word.
fn names_a_relation(input: Cursor<'_>) -> bool {
    matches!(input.next_kind(), TokenKind::Sign("(")) && input.touches_next()
}

fn exactly(input: Cursor<'_>) -> Parsing<'_, Expectation> {
    let (rest, body) = cut(body).parse(input)?;
    let (rest, rows) = cut(list("{", row, "}")).parse(rest)?;
    Ok((rest, Expectation::Exactly(body, rows)))
}

fn row(input: Cursor<'_>) -> Parsing<'_, Located<Vec<Term>>> {
    let (rest, terms) = expecting("a row", list("(", term, ")"))(input)?;
    Ok((rest, Located::new(terms.into_iter().map(unsaid).collect(), rest.since(input))))
}

/// A body; a single atom with a grade asks for that certainty instead.
fn plain(input: Cursor<'_>) -> Parsing<'_, Expectation> {
    map(expecting("what is expected", body), expected_of).parse(input)
}

fn expected_of(mut body: Body) -> Expectation {
    if let [alternative] = body.alternatives.as_mut_slice()
        && let [Located { node: Literal::Atom(atom), .. }] = alternative.as_mut_slice()
        && let Some(Annotation::Grade(grade)) = atom.annotation.as_ref().map(|annotation| &annotation.node)
    {
        let plain = Atom { annotation: None, ..atom.clone() };
        return Expectation::Certainty(plain, grade.clone());
    }
    Expectation::Some(body)
}
