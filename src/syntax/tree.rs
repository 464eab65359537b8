//! The tree of a program as written, before any name is resolved.
//!
//! Every node that a message may point at is [`Located`]; equality ignores places.

use crate::diagnostic::Located;

/// A name as written, with its place. Qualified names keep their dots.
pub type Name = Located<String>;

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
    Subsumption(Subsumption),
    /// `body.` or `body` at the prompt or on piped input.
    Query(Body),
    /// `.article name { … }`.
    Article(Article),
    /// `.include "path"`.
    Include(Located<String>),
    /// `.once`: the file is read once, however often it is included.
    Once,
    /// `.input`, `.output`, `.printsize`, `.limitsize`.
    Io(IoDirective),
    /// `.pragma "key" "value"`.
    Pragma(Vec<Located<String>>),
    /// A directive of the lens outside of a test.
    Lens(LensDirective),
    /// `.test "title" { … }`.
    Test(Test),
}

/// Lines of `///` above a statement, without the slashes and one leading space.
pub type Docs = Vec<String>;

/// A type declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDecl {
    /// Documentation.
    pub docs: Docs,
    /// The new name.
    pub name: Name,
    /// What it stands for.
    pub definition: TypeDefinition,
}

/// The right side of a type declaration.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeDefinition {
    /// `<: base`.
    Subtype(Name),
    /// `= a | b | …`; with one member another name of it.
    Union(Vec<Name>),
    /// `= [x: t, …]`.
    Record(Vec<Attribute>),
    /// `= A {x: t, …} | B {} | …`: an algebraic data type.
    Branches(Vec<Branch>),
}

/// A branch of an algebraic data type.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Its name.
    pub name: Name,
    /// Its fields.
    pub fields: Vec<Attribute>,
}

/// `.lattice T<> { Lub -> expression, … }`: the type of a column that holds one value, the join of all that are derived.
#[derive(Clone, Debug, PartialEq)]
pub struct LatticeDecl {
    /// Documentation.
    pub docs: Docs,
    /// The type.
    pub name: Name,
    /// The operators in order: `Bottom`, `Top`, `Lub`, `Glb`, `Leq` as written, each with its definition.
    pub operators: Vec<(Name, Term)>,
}

/// `.functor f(x: t, u): v stateful`: a functor that a library outside defines.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctorDecl {
    /// Documentation.
    pub docs: Docs,
    /// The functor.
    pub name: Name,
    /// Its operands: the name, where one is given, and the type.
    pub operands: Vec<(Option<Name>, Name)>,
    /// The type of its value.
    pub result: Name,
    /// Whether it is `stateful`.
    pub stateful: bool,
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

/// A component with its parameters or arguments: `C<T, U>`.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentType {
    /// Its name.
    pub name: Name,
    /// What stands between `<` and `>`.
    pub arguments: Vec<Name>,
}

/// `.init x = C<T>`.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentInit {
    /// The instance, whose name qualifies what is in it.
    pub name: Name,
    /// What is instantiated.
    pub component: ComponentType,
}

/// A relation declaration; `.decl a, b(x: t)` is one declaration a name.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationDecl {
    /// Documentation.
    pub docs: Docs,
    /// The relation.
    pub name: Name,
    /// Its attributes in order.
    pub attributes: Vec<Attribute>,
    /// The words after the attributes.
    pub qualifiers: Vec<Located<Qualifier>>,
    /// `choice-domain x, (y, z)`: the columns that determine the others, one list a constraint.
    pub choices: Vec<Located<Vec<Name>>>,
}

/// A named, typed column.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Column name.
    pub name: Name,
    /// Type name as written.
    pub ty: Name,
    /// Whether `<>` follows the type: the column is of a lattice.
    pub is_lattice: bool,
}

/// A word after a relation's attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// Not derivable means false.
    Closed,
    /// Not derivable means not said.
    Open,
    /// The companion that holds the undetermined cases.
    Undetermined(String),
    /// The companion that holds what is told not to be so.
    Denied(String),
    /// Hypotheticals may add it.
    Assumable,
    /// Read facts as by `.input`.
    Input,
    /// Write as by `.output`.
    Output,
    /// Print the size as by `.printsize`.
    Printsize,
    /// A word of Soufflé's about representation or strategy, kept for printing and otherwise without meaning here.
    Hint(String),
}

/// A fact with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Documentation.
    pub docs: Docs,
    /// The atom; the checker demands that its terms are constant.
    pub atom: Atom,
    /// One annotation a claim; none for a plain fact.
    pub evidence: Vec<Located<Evidence>>,
}

/// `@grade("quote", key: value, …)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// `confirmed`, `announced`, `expected`, `possible`, `denied`, as written.
    pub grade: Name,
    /// The quote, absent for `@grade` without parentheses or without a leading string.
    pub quote: Option<Located<String>>,
    /// `by:`, nearest speaker first; empty when the article itself speaks.
    pub by: Vec<Speaker>,
    /// `said:` as written.
    pub said: Option<Located<String>>,
    /// `id:`.
    pub id: Option<Located<String>>,
    /// `basis:`.
    pub basis: Vec<Ground>,
    /// `note:`.
    pub note: Option<Located<String>>,
}

/// One speaker of a chain.
#[derive(Clone, Debug, PartialEq)]
pub enum Speaker {
    /// A person, ministry, agency by name.
    Named(Located<String>),
    /// `anonymous("an official")`.
    Anonymous(Located<String>),
    /// `unsaid`: a chain whose next link the text leaves open.
    Unsaid(Located<()>),
}

/// One ground of a basis.
#[derive(Clone, Debug, PartialEq)]
pub enum Ground {
    /// Words.
    Text(Located<String>),
    /// `claim("name")`.
    Claim(Located<String>),
    /// `article("name")`.
    Article(Located<String>),
}

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
    pub annotation: Option<Located<Annotation>>,
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

/// A term with its place.
pub type Term = Located<TermKind>;

/// What a term can be.
#[derive(Clone, Debug, PartialEq)]
pub enum TermKind {
    /// A variable.
    Variable(String),
    /// `_`.
    Wildcard,
    /// A string constant, unescaped.
    String(String),
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
    Functor(Name, Vec<Term>),
    /// `@f(t, …)`, a functor that `.functor` declares.
    UserFunctor(Name, Vec<Term>),
    /// `nil`, the record that is none.
    Nil,
    /// `[t, …]`.
    Record(Vec<Term>),
    /// `$A(t, …)`, and `$A` without operands.
    Branch(Name, Vec<Term>),
    /// `as(t, type)`.
    Cast(Box<Term>, Name),
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

/// `.input r, s(key=value, …)` and its like.
#[derive(Clone, Debug, PartialEq)]
pub struct IoDirective {
    /// Which directive.
    pub kind: IoKind,
    /// The relations named.
    pub relations: Vec<Name>,
    /// The parameters in order.
    pub parameters: Vec<(Name, Located<String>)>,
}

/// The directives on input, output and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the directive of its name")]
pub enum IoKind {
    Input,
    Output,
    Printsize,
    Limitsize,
}

/// A change of the lens.
#[derive(Clone, Debug, PartialEq)]
pub enum LensDirective {
    /// `.as_of "day" [possibly]`.
    AsOf(Located<String>, bool),
    /// `.at "day"`.
    At(Located<String>),
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
    pub title: Located<String>,
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
