//! Facts, rules and questions: the statements that begin with no directive, and how each ends.

use nom::combinator::cut;
use nom::{Err, Parser};

use super::super::codes;
use super::super::keyword;
use super::super::operator::is_operator_word;
use super::super::token::TokenKind;
use super::super::tree::{
    Atom, Body, Comparison, Literal, Name, Rule, Statement, Subsumption, Term, TermKind,
};
use super::Mode;
use super::basic::{docs, sign};
use super::cursor::{Cursor, Parsing, Problem, expecting};
use super::evidence::fact_of;
use super::formula::{atom, body};
use super::plan::plan;
use crate::diagnostic::{Diagnostic, Located, Span};

/// One clause, as the mode reads it.
pub(super) fn clause(input: Cursor<'_>) -> Parsing<'_, Statement> {
    forgotten_dot(input)?;
    match input.mode {
        Mode::File => file_clause(input),
        Mode::Prompt => prompt_clause(input),
    }
}

/// A fact or a rule.
fn file_clause(input: Cursor<'_>) -> Parsing<'_, Statement> {
    let (rest, first) = expecting("a statement", atom)(input)?;
    match rest.kind() {
        TokenKind::Sign("," | ":-") => return rule_after(input, rest, first),
        TokenKind::Sign("<=") => {
            let (rest, greater) = cut(expecting("an atom", atom)).parse(rest.advance())?;
            return subsumption(input, rest, first, greater);
        }
        _ => {}
    }
    let (rest, fact) = fact_of(input, rest, first)?;
    if let (TokenKind::Sign("," | ":-"), Some(claim)) = (rest.kind(), fact.evidence.first()) {
        return rest.fail(annotated_head(claim.span));
    }
    let (rest, ()) = end_of_fact(rest)?;
    Ok((rest, Statement::Fact(fact)))
}

/// The final period of a fact. What begins another statement shows that it is missing, whatever else may follow a fact.
fn end_of_fact(input: Cursor<'_>) -> Parsing<'_, ()> {
    match input.kind() {
        TokenKind::Sign(".") => Ok((input.advance(), ())),
        TokenKind::Sign(_) => input.demanded("`.` or `:-`"),
        _ => input.demanded("."),
    }
}

/// A rule whose first head is read already.
fn rule_after<'t>(start: Cursor<'t>, mut input: Cursor<'t>, first: Atom) -> Parsing<'t, Statement> {
    let mut heads = vec![first];
    while input.is_sign(",") {
        let (rest, head) = cut(expecting("the head of a rule", atom)).parse(input.advance())?;
        heads.push(head);
        input = rest;
    }
    match input.kind() {
        TokenKind::Sign(".") => input.fail(question_in_file(input.since(start))),
        TokenKind::Sign("@") => input.fail(annotated_head(input.token().span)),
        _ => rule(start, input, heads),
    }
}

/// The part of a rule from `:-` on.
fn rule<'t>(start: Cursor<'t>, input: Cursor<'t>, heads: Vec<Atom>) -> Parsing<'t, Statement> {
    let (rest, ()) = cut(sign(":-")).parse(input)?;
    let (rest, body) = cut(body).parse(rest)?;
    let (rest, ()) = end_of_body(rest)?;
    let (rest, plan) = plan(rest)?;
    Ok((rest, Statement::Rule(Rule { docs: docs(start), heads, body, plan })))
}

/// The part of `less <= greater :- body.` from `:-` on.
fn subsumption<'t>(
    start: Cursor<'t>,
    input: Cursor<'t>,
    less: Atom,
    greater: Atom,
) -> Parsing<'t, Statement> {
    let (rest, ()) = cut(sign(":-")).parse(input)?;
    let (rest, body) = cut(body).parse(rest)?;
    let (rest, ()) = end_of_body(rest)?;
    let (rest, plan) = plan(rest)?;
    Ok((rest, Statement::Subsumption(Box::new(Subsumption { docs: docs(start), less, greater, body, plan }))))
}

/// A question or a rule.
fn prompt_clause(input: Cursor<'_>) -> Parsing<'_, Statement> {
    let (rest, question) = expecting("a question or a statement", body)(input)?;
    if rest.is_sign(":-") {
        if let Some((less, greater)) = subsumed(&question) {
            return subsumption(input, rest, less, greater);
        }
        let heads = heads_of(rest, question)?;
        return rule(input, rest, heads);
    }
    let (rest, ()) = end_of_body(rest)?;
    Ok((rest, Statement::Query(question)))
}

/// The final period of a rule or question. At the prompt the end of the text or of the line does as well.
fn end_of_body(input: Cursor<'_>) -> Parsing<'_, ()> {
    let new_line = input.at_end() || input.begins_line();
    match (input.mode, new_line) {
        _ if input.is_sign(".") => Ok((input.advance(), ())),
        (Mode::Prompt, true) => Ok((input, ())),
        (Mode::File, true) => input.demanded("."),
        (_, false) => input.demanded("`,`, `;` or `.`"),
    }
}

/// What was read as a body, as the heads of a rule.
fn heads_of(end: Cursor<'_>, body: Body) -> Result<Vec<Atom>, Err<Problem>> {
    if body.alternatives.len() > 1 {
        let message = "the heads of a rule cannot be alternatives";
        let diagnostic = Diagnostic::error(codes::BAD_HEAD, message, end.token().span, "");
        return Err(end.failure(diagnostic.with_help("separate several heads with `,`")));
    }
    body.alternatives.into_iter().flatten().map(|literal| head(end, literal)).collect()
}

/// What was read as a comparison of two calls, as the heads of a subsumption.
fn subsumed(body: &Body) -> Option<(Atom, Atom)> {
    let [alternative] = body.alternatives.as_slice() else { return None };
    let [Located { node: Literal::Compare(Comparison::LessEqual, less, greater), .. }] =
        alternative.as_slice()
    else {
        return None;
    };
    Some((called(less)?, called(greater)?))
}

fn called(term: &Term) -> Option<Atom> {
    match &term.node {
        TermKind::Functor(relation, terms) => {
            Some(Atom { relation: Name::clone(relation), terms: terms.clone(), annotation: None })
        }
        _ => None,
    }
}

fn head(end: Cursor<'_>, literal: Located<Literal>) -> Result<Atom, Err<Problem>> {
    match literal.node {
        Literal::Atom(Atom { annotation: Some(annotation), .. }) => {
            Err(end.failure(annotated_head(annotation.span)))
        }
        Literal::Atom(atom) => Ok(atom),
        _ => {
            let message = "the head of a rule is an atom";
            Err(end.failure(Diagnostic::error(codes::BAD_HEAD, message, literal.span, "no atom")))
        }
    }
}

fn annotated_head(place: Span) -> Diagnostic {
    Diagnostic::error(codes::MISPLACED_EVIDENCE, "the head of a rule has no annotation", place, "")
        .with_help("what a rule derives is as certain as its body; annotate the atoms there")
}

fn question_in_file(place: Span) -> Diagnostic {
    Diagnostic::error(
        codes::QUESTION_IN_FILE,
        "a question cannot stand in a file",
        place,
        "several atoms and no `:-`",
    )
    .with_help(
        "end each fact with its own `.`; questions are asked at the prompt, or with `.expect` in a test",
    )
}

/// Refuses a directive whose dot was forgotten: `decl path(…)`.
fn forgotten_dot(input: Cursor<'_>) -> Parsing<'_, ()> {
    let TokenKind::Identifier(word) = input.kind() else { return Ok((input, ())) };
    let goes_on = match input.next_kind() {
        TokenKind::Identifier(next) => !is_operator_word(next),
        next => matches!(next, TokenKind::String(_)),
    };
    if !goes_on || !keyword::directives().contains(&word) {
        return Ok((input, ()));
    }
    let message = format!("the directive `{word}` begins with a dot");
    let diagnostic = Diagnostic::error(codes::UNKNOWN_DIRECTIVE, message, input.token().span, "");
    input.fail(diagnostic.with_help(format!("write `.{word}`")))
}
