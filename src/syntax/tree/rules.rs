//! Rules and what they are made of: atoms, conditions, terms, aggregates.
//!
//! A term may hold an aggregate, whose body holds terms again: these types stand in one file since each needs the others.

use super::name::{Docs, Name, Text};
use crate::diagnostic::Located;

/// A rule: heads derived for every answer of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Documentation; `[name]` opens the first line of a named rule.
    pub docs: Docs,
    /// One or more heads.
    pub heads: Vec<Atom>,
    /// What must hold.
    pub body: Body,
    /// `.plan` behind the rule; empty without.
    pub plan: Vec<PlanVersion>,
}

/// `less <= greater :- body.`: a row that is `less` goes where there is another that is `greater`.
#[derive(Clone, Debug, PartialEq)]
pub struct Subsumption {
    /// Documentation.
    pub docs: Docs,
    /// The row that goes.
    pub less: Atom,
    /// The row that stays.
    pub greater: Atom,
    /// When.
    pub body: Body,
    /// `.plan` behind it; empty without.
    pub plan: Vec<PlanVersion>,
}

/// `0: (2, 1)` of a `.plan`: in which order a version of a rule joins its atoms, numbered from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanVersion {
    /// The version: which recursive atom sees only what is new.
    pub version: Located<u64>,
    /// The atoms in order.
    pub order: Vec<Located<u64>>,
}

/// A disjunction of conjunctions: `a, b ; c`. At least one alternative, each with at least one literal.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The alternatives.
    pub alternatives: Vec<Vec<Located<Literal>>>,
}

/// One condition of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// An atom.
    Atom(Atom),
    /// `left op right`.
    Compare(Comparison, Term, Term),
    /// A named constraint such as `match(a, b)` or `within(d, e)`; which names are constraints is the parser's only reserved list
    /// ([`CONSTRAINTS`]), unless the program declares a relation of that name.
    Constraint(Name, Vec<Term>),
    /// `true` or `false`.
    Truth(bool),
    /// `!literal`.
    Not(Box<Located<Literal>>),
    /// `(a, b ; c)`.
    Group(Body),
}

/// The names read as constraints in a body: `match(pattern, text)` and its like.
///
/// The parser reads every `name(args)` as an atom; the checker turns those with a name of this list, and no declaration of that name,
/// into constraints. [`Literal::Constraint`] is therefore never made by the parser.
pub const CONSTRAINTS: [&str; 7] =
    ["match", "contains", "within", "may_precede", "may_overlap", "may_be_within", "unsaid"];

/// `relation(terms)` with an optional annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// The relation.
    pub relation: Name,
    /// Its arguments.
    pub terms: Vec<Term>,
    /// What follows the closing parenthesis in a body: `@announced` or `@{…}`.
    pub annotation: Option<Box<Located<Annotation>>>,
}

/// An annotation of an atom in a body, question or expectation.
#[derive(Clone, Debug, PartialEq)]
pub enum Annotation {
    /// `@announced`: a claim at least that certain; `@denied`: a denial.
    Grade(Name),
    /// `@{certainty: k, article: a, …}`: keys as written with the terms they bind.
    Fields(Vec<(Name, Term)>),
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Comparison {
    /// The comparison that holds of two values where this one holds of them in reverse.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
        }
    }

    /// The comparison that holds where this one does not, of values of which any two are in order.
    #[must_use]
    pub fn denied(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterEqual,
            Self::LessEqual => Self::Greater,
            Self::Greater => Self::LessEqual,
            Self::GreaterEqual => Self::Less,
        }
    }
}

/// A term with its place.
pub type Term = Located<TermKind>;

/// What a term can be. Most are constants of facts, of which there may be millions: what is larger than a text stands apart.
#[derive(Clone, Debug, PartialEq)]
pub enum TermKind {
    /// A variable.
    Variable(Text),
    /// `_`.
    Wildcard,
    /// A string constant, unescaped.
    String(Text),
    /// An integer constant; its type is found by the checker. Negative literals are [`UnaryOp::Negate`] of one.
    Integer(u64),
    /// `12u`.
    Unsigned(u64),
    /// A float constant.
    Float(f64),
    /// `unsaid` in a fact.
    Unsaid,
    /// `-t`, `bnot t`, `lnot t`.
    Unary(UnaryOp, Box<Term>),
    /// `a op b`.
    Binary(BinaryOp, Box<Term>, Box<Term>),
    /// `f(t, …)`.
    Functor(Box<Name>, Vec<Term>),
    /// `@f(t, …)`, a functor that `.functor` declares.
    UserFunctor(Box<Name>, Vec<Term>),
    /// `nil`, the record that is none.
    Nil,
    /// `[t, …]`.
    Record(Vec<Term>),
    /// `$A(t, …)`, and `$A` without operands.
    Branch(Box<Name>, Vec<Term>),
    /// `as(t, type)`.
    Cast(Box<Term>, Box<Name>),
    /// `autoinc()`, also written `$`: another number each time.
    Counter,
    /// `count : { … }` and its like.
    Aggregate(Box<Aggregate>),
}

/// A prefix operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the operator of its name")]
pub enum UnaryOp {
    Negate,
    BitNot,
    LogicalNot,
}

/// An infix operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the operator of its name")]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    LogicalAnd,
    LogicalOr,
    LogicalXor,
}

/// An aggregate expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// Which.
    pub kind: Located<AggregateKind>,
    /// The aggregated term; none for `count`.
    pub value: Option<Term>,
    /// The body it ranges over.
    pub body: Body,
}

/// The aggregate functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the function of its name")]
pub enum AggregateKind {
    Count,
    Sum,
    Min,
    Max,
    Mean,
}
