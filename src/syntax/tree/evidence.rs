//! What stands beside plain Datalog: facts with their evidence, articles, the lens, tests.
//! `evidence` lowers all of it before a program is checked.

use std::sync::Arc;

use super::name::{Docs, Name, Text};
use super::rules::{Atom, Body, Term};
use crate::diagnostic::Located;

/// A fact with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Documentation.
    pub docs: Docs,
    /// The atom, shared with what is made of it; the checker demands that its terms are constant.
    pub atom: Arc<Atom>,
    /// One annotation a claim; none for a plain fact.
    pub evidence: Vec<Located<Evidence>>,
}

/// `@grade("quote", key: value, …)`. There may be millions: what few have stands apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// `confirmed`, `announced`, `expected`, `possible`, `denied`, as written.
    pub grade: Name,
    /// The quote, absent for `@grade` without parentheses or without a leading string.
    pub quote: Option<Located<Text>>,
    /// `by:`, nearest speaker first; empty when the article itself speaks.
    pub by: Vec<Speaker>,
    /// `said:` as written.
    pub said: Option<Box<Located<Text>>>,
    /// `id:`.
    pub id: Option<Box<Located<Text>>>,
    /// `basis:`.
    pub basis: Vec<Ground>,
    /// `note:`.
    pub note: Option<Box<Located<Text>>>,
}

/// One speaker of a chain.
#[derive(Clone, Debug, PartialEq)]
pub enum Speaker {
    /// A person, ministry, agency by name.
    Named(Located<Text>),
    /// `anonymous("an official")`.
    Anonymous(Located<Text>),
    /// `unsaid`: a chain whose next link the text leaves open.
    Unsaid(Located<()>),
}

/// One ground of a basis.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground {
    /// Words.
    Text(Located<Text>),
    /// `claim("name")`.
    Claim(Located<Text>),
    /// `article("name")`.
    Article(Located<Text>),
}

/// `.article name { key = value, … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Documentation.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// The entries in order, with their keys as written.
    pub entries: Vec<(Name, Vec<Ground>)>,
}

/// A change of the lens.
#[derive(Clone, Debug, PartialEq)]
pub enum LensDirective {
    /// `.as_of "day" [possibly]`.
    AsOf(Located<Text>, bool),
    /// `.at "day"`.
    At(Located<Text>),
    /// `.trust grade`.
    Trust(Name),
    /// `.articles …`.
    Articles(Selection),
    /// `.speakers …`.
    Speakers(Selection),
    /// `.assume atom [@grade…]`.
    Assume(Fact),
    /// `.retract …`.
    Retract(Retraction),
}

/// A choice of articles or speakers.
#[derive(Clone, Debug, PartialEq)]
pub enum Selection {
    /// `all`.
    All,
    /// Only these.
    Only(Vec<Name>),
    /// `except …`: all but these.
    Except(Vec<Name>),
}

/// What is retracted.
#[derive(Clone, Debug, PartialEq)]
pub enum Retraction {
    /// A fact with all its claims; wildcards match any value.
    Fact(Atom),
    /// A claim or an article by name: `courier_1999:12`, `courier_1999`, `"envoy-plan"`.
    Named(Name),
}

/// `.test "title" { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Documentation.
    pub docs: Docs,
    /// The title.
    pub title: Located<Text>,
    /// What it sets and expects, in order.
    pub steps: Vec<Located<TestStep>>,
}

/// A line of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum TestStep {
    /// A lens directive.
    Lens(LensDirective),
    /// `.expect …`.
    Expect(Expectation),
}

/// What a test expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Expectation {
    /// `BODY`: at least one answer.
    Some(Body),
    /// `ATOM @grade`: it follows, and at most at that trust level; the annotation stands here, not in the atom.
    Certainty(Atom, Name),
    /// `none BODY`.
    None(Body),
    /// `exactly BODY { (…), … }`.
    Exactly(Body, Vec<Located<Vec<Term>>>),
    /// `undetermined ATOM`.
    Undetermined(Atom),
    /// `denied ATOM`.
    Denied(Atom),
}
