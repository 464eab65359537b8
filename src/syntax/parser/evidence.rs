//! Facts with their evidence, and the articles it comes from.

use std::sync::Arc;

use nom::Parser;
use nom::combinator::{cut, map};
use nom::multi::many0;
use nom::sequence::{delimited, preceded};

use super::super::codes;
use super::super::keyword;
use super::super::token::TokenKind;
use super::super::tree::{Article, Atom, Evidence, Fact, Ground, Name, Speaker, Term, TermKind, Text};
use super::basic::{check_keys, docs, list, name, name_or_text, sign, text};
use super::cursor::{Cursor, Parsing, expecting};
use super::formula::atom;
use crate::diagnostic::{Diagnostic, Located};

/// An atom with its annotations: `visit(…) @expected("…") @denied("…")`.
pub(super) fn fact(input: Cursor<'_>) -> Parsing<'_, Fact> {
    let (rest, atom) = expecting("a fact", atom)(input)?;
    fact_of(input, rest, atom)
}

/// A fact whose atom is read already.
pub(super) fn fact_of<'t>(start: Cursor<'t>, input: Cursor<'t>, atom: Atom) -> Parsing<'t, Fact> {
    let (rest, mut evidence) = many0(claim).parse(input)?;
    // A parser of many makes room for four, of which most facts have one.
    evidence.shrink_to_fit();
    Ok((rest, Fact { docs: docs(start), atom: Arc::new(with_unsaid(atom)), evidence }))
}

/// The atom with `unsaid` read as what it means in a fact.
pub(super) fn with_unsaid(atom: Atom) -> Atom {
    Atom { terms: atom.terms.into_iter().map(unsaid).collect(), ..atom }
}

/// The term, or what the text leaves open where it is the word `unsaid`.
pub(super) fn unsaid(term: Term) -> Term {
    match &term.node {
        TermKind::Variable(word) if word == "unsaid" => Located::new(TermKind::Unsaid, term.span),
        _ => term,
    }
}

/// `@grade("quote", key: value, …)`.
fn claim(input: Cursor<'_>) -> Parsing<'_, Located<Evidence>> {
    let (rest, grade) = preceded(sign("@"), cut(name("a grade"))).parse(input)?;
    if let Some(diagnostic) = keyword::unknown_grade(&grade) {
        input.report(diagnostic);
    }
    let (rest, parts) = if rest.is_sign("(") { list("(", part, ")")(rest)? } else { (rest, Vec::new()) };
    check_keys(input, parts.iter().filter_map(Part::key), &keyword::EVIDENCE_KEYS);
    Ok((rest, Located::new(collected(input, grade, parts), rest.since(input))))
}

/// One part of an annotation.
enum Part {
    Quote(Located<Text>),
    By(Name, Vec<Speaker>),
    Basis(Name, Vec<Ground>),
    Text(Name, Located<Text>),
    /// The value of an unknown key, which is reported.
    Unknown(Name),
}

impl Part {
    fn key(&self) -> Option<&Name> {
        match self {
            Self::Quote(_) => None,
            Self::By(key, _) | Self::Basis(key, _) | Self::Text(key, _) | Self::Unknown(key) => Some(key),
        }
    }
}

fn part(input: Cursor<'_>) -> Parsing<'_, Part> {
    if let TokenKind::String(_) = input.kind() {
        return map(text("a quote"), Part::Quote).parse(input);
    }
    let (rest, key) = name("a quote or a key")(input)?;
    let (rest, ()) = cut(sign(":")).parse(rest)?;
    match key.node.as_str() {
        "by" => speakers(rest).map(|(rest, chain)| (rest, Part::By(key, chain))),
        "basis" => grounds(rest).map(|(rest, grounds)| (rest, Part::Basis(key, grounds))),
        "said" => text("a day in quotes")(rest).map(|(rest, value)| (rest, Part::Text(key, value))),
        "id" | "note" => text("a string")(rest).map(|(rest, value)| (rest, Part::Text(key, value))),
        _ => grounds(rest).map(|(rest, _)| (rest, Part::Unknown(key))),
    }
}

fn collected(input: Cursor<'_>, grade: Name, parts: Vec<Part>) -> Evidence {
    let mut evidence =
        Evidence { grade, quote: None, by: Vec::new(), said: None, id: None, basis: Vec::new(), note: None };
    for (place, part) in parts.into_iter().enumerate() {
        match part {
            Part::Quote(quote) if place == 0 => evidence.quote = Some(quote),
            Part::Quote(quote) => input.report(late_quote(&quote)),
            Part::By(_, chain) => evidence.by = chain,
            Part::Basis(_, grounds) => evidence.basis = grounds,
            Part::Text(key, value) if key.node == "said" => evidence.said = Some(Box::new(value)),
            Part::Text(key, value) if key.node == "id" => evidence.id = Some(Box::new(value)),
            Part::Text(_, value) => evidence.note = Some(Box::new(value)),
            Part::Unknown(_) => {}
        }
    }
    evidence
}

fn late_quote(quote: &Located<Text>) -> Diagnostic {
    let message = format!("expected a key, found {}", TokenKind::String(&quote.node).describe());
    Diagnostic::error(codes::EXPECTED, message, quote.span, "")
        .with_help("an annotation has one quote, which comes first")
}

/// One value, or a list of them in brackets.
fn one_or_many<'t, T>(
    mut one: impl FnMut(Cursor<'t>) -> Parsing<'t, T>,
) -> impl FnMut(Cursor<'t>) -> Parsing<'t, Vec<T>> {
    move |input| {
        if input.is_sign("[") {
            return list("[", &mut one, "]")(input);
        }
        let (rest, value) = one(input)?;
        Ok((rest, vec![value]))
    }
}

fn speakers(input: Cursor<'_>) -> Parsing<'_, Vec<Speaker>> {
    one_or_many(speaker)(input)
}

fn speaker(input: Cursor<'_>) -> Parsing<'_, Speaker> {
    match input.kind() {
        TokenKind::Identifier("unsaid") => {
            Ok((input.advance(), Speaker::Unsaid(Located::new((), input.token().span))))
        }
        TokenKind::Identifier("anonymous") => map(wrapped_text, Speaker::Anonymous).parse(input),
        _ => map(text("a speaker"), Speaker::Named).parse(input),
    }
}

fn grounds(input: Cursor<'_>) -> Parsing<'_, Vec<Ground>> {
    one_or_many(ground)(input)
}

fn ground(input: Cursor<'_>) -> Parsing<'_, Ground> {
    match input.kind() {
        TokenKind::Identifier("claim") => map(wrapped_text, Ground::Claim).parse(input),
        TokenKind::Identifier("article") => map(wrapped_text, Ground::Article).parse(input),
        _ => map(text("a string"), Ground::Text).parse(input),
    }
}

/// `word("text")`: the text.
fn wrapped_text(input: Cursor<'_>) -> Parsing<'_, Located<Text>> {
    delimited(cut(sign("(")), cut(text("a string")), cut(sign(")"))).parse(input.advance())
}

/// `.article name { key = value, … }`.
pub(super) fn article(start: Cursor<'_>) -> Parsing<'_, Article> {
    let (rest, name) = cut(name_or_text("the article's name")).parse(start.advance())?;
    let (rest, entries) = cut(list("{", entry, "}")).parse(rest)?;
    check_keys(start, entries.iter().map(|(key, _)| key), &keyword::ARTICLE_KEYS);
    Ok((rest, Article { docs: docs(start), name, entries }))
}

fn entry(input: Cursor<'_>) -> Parsing<'_, (Name, Vec<Ground>)> {
    let (rest, key) = name("a key")(input)?;
    let (rest, grounds) = preceded(cut(sign("=")), cut(grounds)).parse(rest)?;
    Ok((rest, (key, grounds)))
}
