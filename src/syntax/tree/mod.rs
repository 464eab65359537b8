//! The tree of a program as written, before any name is resolved.
//!
//! Every node that a message may point at is [`Located`]; equality ignores places. The statements stand here, and with them
//! components, which hold statements; what they are made of is in the modules below.

mod declarations;
mod evidence;
mod name;
mod rules;

use crate::diagnostic::Located;

pub use declarations::{
    Attribute, Branch, ComponentInit, ComponentType, FunctorDecl, IoDirective, IoKind, LatticeDecl,
    Qualifier, RelationDecl, TypeDecl, TypeDefinition,
};
pub use evidence::{
    Article, Evidence, Expectation, Fact, Ground, LensDirective, Retraction, Selection, Speaker, Test,
    TestStep,
};
pub use name::{Docs, Name, Text};
pub use rules::{
    Aggregate, AggregateKind, Annotation, Atom, BinaryOp, Body, CONSTRAINTS, Comparison, Literal,
    PlanVersion, Rule, Subsumption, Term, TermKind, UnaryOp,
};

/// One parsed text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// The statements in order.
    pub statements: Vec<Located<Statement>>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `.type A <: B` or `.type A = B | C`.
    Type(TypeDecl),
    /// `.decl r(a: t, …) words`.
    Relation(RelationDecl),
    /// `.lattice T<> { … }`.
    Lattice(LatticeDecl),
    /// `.functor f(t, …): t`.
    Functor(FunctorDecl),
    /// `.comp C<T> : B<T> { … }`.
    Component(Component),
    /// `.init x = C<T>`.
    Init(ComponentInit),
    /// `.override r`, in a component.
    Override(Name),
    /// A fact, possibly with evidence: ground atoms without a body.
    Fact(Fact),
    /// `heads :- body.`
    Rule(Rule),
    /// `less <= greater :- body.`
    Subsumption(Box<Subsumption>),
    /// `body.` or `body` at the prompt or on piped input.
    Query(Body),
    /// `.article name { … }`.
    Article(Article),
    /// `.include "path"`.
    Include(Located<Text>),
    /// `.once`: the file is read once, however often it is included.
    Once,
    /// `.input`, `.output`, `.printsize`, `.limitsize`.
    Io(IoDirective),
    /// `.pragma "key" "value"`.
    Pragma(Vec<Located<Text>>),
    /// A directive of the lens outside of a test.
    Lens(LensDirective),
    /// `.test "title" { … }`.
    Test(Test),
}

/// `.comp C<T> : B<T>, D { … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Documentation.
    pub docs: Docs,
    /// Its name and its parameters.
    pub head: ComponentType,
    /// What it inherits, in order.
    pub bases: Vec<ComponentType>,
    /// What stands in it.
    pub body: Vec<Located<Statement>>,
}
