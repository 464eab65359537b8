//! The checked program as executors see it: relations, single-headed conjunctive rules, strata.
//!
//! Several heads, disjunction and nested negation are already split into separate rules; expressions in arguments of body atoms are
//! already variables of their own with an equation beside them. Bodies stand in an order in which naive evaluation from left to right
//! meets every variable bound before it is needed.

use std::collections::BTreeMap;

use crate::diagnostic::Span;
use crate::store::Word;
pub use crate::store::{NativeId, ShapeId, Type};

/// Index of a relation in [`Program::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub usize);

/// Index of a variable in [`Rule::variables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub usize);

/// A whole checked program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Whether integers wrap instead of failing where they leave 64 bits.
    pub wrapping: bool,
    /// The declared types by name, with what their values are.
    pub types: Vec<(String, Type)>,
    /// The functors of native libraries that rules may call.
    pub natives: Vec<NativeFunctor>,
    /// The relations, in order of declaration.
    pub relations: Vec<Relation>,
    /// The rules, in order of the text; rules split from one statement are neighbours.
    pub rules: Vec<Rule>,
    /// The facts of the text.
    pub facts: Vec<Fact>,
    /// `.plan`: for a rule and the position of the atom that sees only what is new, the positions of the body's atoms in the order in which
    /// they are to be joined.
    pub orders: BTreeMap<(usize, usize), Vec<usize>>,
    /// The strata, lowest first; every relation is in exactly one.
    pub strata: Vec<Stratum>,
    /// `.input`, `.output`, `.printsize`, `.limitsize`, in order.
    pub io: Vec<Io>,
}

/// A functor of a native library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NativeFunctor {
    /// Its name, without the `@`.
    pub name: Text,
    /// The types of its operands.
    pub operands: Vec<Type>,
    /// The type of its value.
    pub result: Type,
    /// Its number in the dictionary.
    pub id: NativeId,
}

/// A relation.
#[derive(Clone, Debug, Default)]
pub struct Relation {
    /// Its name.
    pub name: Text,
    /// Its columns.
    pub attributes: Vec<Attribute>,
    /// Lines of documentation.
    pub docs: Docs,
    /// What the absence of a row means.
    pub world: World,
    /// The relation that holds the undetermined cases.
    pub undetermined: Option<RelationId>,
    /// The relation that holds what is told not to be so.
    pub denied: Option<RelationId>,
    /// Declared `assumable`.
    pub assumable: bool,
    /// Whether any rule has it as its head.
    pub derived: bool,
    /// Whether its rules were put in place wherever it stood, and none that is left names it: what it has is derived only for those who
    /// ask for it by name.
    pub in_place: bool,
    /// What is done with its rows at the end of each round.
    pub kind: Kind,
    /// Words about representation or strategy, for executors that heed them.
    pub hints: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// What is done with a relation's rows at the end of each round, beyond keeping each once.
///
/// A round is one application of the rules of a stratum, as in semi-naive evaluation; what was given counts as derived before the
/// first. The rows that stand at its end are those which the next round sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Kind {
    /// Nothing.
    #[default]
    Plain,
    /// `eqrel`: the rows are closed under symmetry and transitivity, and so, over the values in them, under reflexivity.
    Equivalence {
        /// The rules of the program that say so, by index; an executor that closes the rows in another way passes them over.
        closing: Vec<usize>,
    },
    /// `choice-domain`: no two rows have the same values in all columns of one of these lists. Of rows that do, what was given comes
    /// first, then what was derived in an earlier round, by an earlier rule in one round, and of one rule in one round the
    /// row that is less: numbers by size, symbols in the order in which they appear in what is given, others by text.
    Choice(Vec<Vec<usize>>),
    /// Subsumption: a rule's head is a row that goes where the body holds. The body's first two literals are atoms of the relation:
    /// the row that goes, and the row that it gives way to; in every answer the two differ.
    ///
    /// A row derived in the round is dropped when a row of the round or an older one stands above it; then an older row is
    /// dropped when one that is left does. A row that was dropped does not come back.
    Subsumptive(Vec<Rule>),
    /// Columns of lattices, which come last: of rows that agree in the columns before them there is one, with the join of all that
    /// were derived. A round ends with what was there before it joined with what it derived; a row whose values grow is new.
    Lattice(Vec<LatticeColumn>),
    /// Counters: each row of a relation of solutions with, in the last column, the first of the numbers that it takes.
    ///
    /// The solutions are numbered in the order of [`compare_rows`](super::value::compare_rows); the first of them has as many numbers
    /// before it as the solutions of the rules that count before take.
    Numbered {
        /// The rule of the program that says which numbers there can be, by index; an executor passes it over.
        numbering: usize,
        /// What is numbered.
        solutions: RelationId,
        /// How many numbers each row takes.
        step: usize,
        /// What is numbered before, with how many numbers each row takes.
        before: Vec<(RelationId, usize)>,
    },
    /// `debug_delta`: each row of another relation with, in the last column, the round at whose end it was new; 0 for what was given
    /// or derived before the first.
    Rounds {
        /// The rule of the program that says what there can be, by index; an executor passes it over.
        telling: usize,
        /// Whose rows these are.
        of: RelationId,
    },
}

/// A column of a lattice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatticeColumn {
    /// The type of its values.
    pub ty: Type,
    /// The join of two values (`Lub`): the least that is above both.
    pub join: Functor,
    /// How conditions meet it; none where they take the value as it is.
    pub meet: Option<Meet>,
}

/// The greatest of what is below two values, and the least value of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meet {
    /// `Glb`.
    pub functor: Functor,
    /// `Bottom`.
    pub bottom: Word,
}

impl Kind {
    /// The rules that an executor passes over, since it settles the rows in a way of its own.
    pub fn closing(&self) -> &[usize] {
        match self {
            Self::Equivalence { closing } => closing,
            Self::Numbered { numbering: rule, .. } | Self::Rounds { telling: rule, .. } => {
                std::slice::from_ref(rule)
            }
            Self::Plain | Self::Choice(_) | Self::Subsumptive(_) | Self::Lattice(_) => &[],
        }
    }

    /// The rules by which rows give way.
    pub fn subsumptions(&self) -> &[Rule] {
        match self {
            Self::Subsumptive(rules) => rules,
            _ => &[],
        }
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: Text,
    /// Its primitive type.
    pub ty: Type,
    /// The type's name as declared.
    pub type_name: Text,
}

/// What the absence of a row means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum World {
    /// False.
    Closed,
    /// Not said.
    Open,
    /// Nothing was declared.
    #[default]
    Undeclared,
}

/// A fact of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Of which relation.
    pub relation: RelationId,
    /// Its values.
    pub row: Vec<Word>,
    /// Where it stands.
    pub span: Span,
}

/// A stratum: relations that depend on each other, with their rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// The relations that are complete when it ends.
    pub relations: Vec<RelationId>,
    /// Indexes of the rules whose heads they are.
    pub rules: Vec<usize>,
    /// Whether some rule's body has a relation of this stratum.
    pub recursive: bool,
}

/// `head :- body.` with one head and a conjunction.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// `[name]` of its documentation, else relation and ordinal (`visited#2`).
    pub name: Text,
    /// Lines of documentation without the name.
    pub docs: Docs,
    /// Derived relation.
    pub head: RelationId,
    /// One expression a column.
    pub head_terms: Vec<Expr>,
    /// The conditions, in an order fit for evaluation from left to right.
    pub body: Vec<Literal>,
    /// All variables, those local to aggregates included.
    pub variables: Vec<Variable>,
    /// The statement.
    pub span: Span,
}

/// A variable of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// As written, or `_1`, `_2` for those that the checker made.
    pub name: Text,
    /// Its type.
    pub ty: Type,
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Some row matches; binds variables.
    Atom(Atom),
    /// No row matches; every variable in it is bound.
    Negation(Atom),
    /// `left op right` over operands of type `ty`. [`Comparison::Equal`] with a variable alone on one side that is not yet bound binds it to the other side.
    Compare {
        /// The operator.
        op: Comparison,
        /// The operands' type.
        ty: Type,
        /// Left operand.
        left: Expr,
        /// Right operand.
        right: Expr,
        /// Whether it stands under `!`. Only orders of dates and floats do: `!(d < e)` is not `d >= e` there; elsewhere, and for
        /// `=` and `!=`, the checker turns the operator round.
        negated: bool,
    },
    /// `match(a, b)`, `within(d, e)`, …, or its negation.
    Test {
        /// Which.
        test: Test,
        /// Its operands, all bound.
        args: Vec<Expr>,
        /// Whether it stands under `!`.
        negated: bool,
    },
    /// `result = aggregate value : { body }`.
    Aggregate(Aggregate),
    /// `result = range(args)`: holds for each value of the range.
    Range {
        /// A variable that nothing else binds.
        result: VarId,
        /// The type of the operands and values: `number`, `unsigned` or `float`.
        ty: Type,
        /// From, to, and perhaps the step.
        args: Vec<Expr>,
    },
    /// Never holds (`false`). `true` is dropped by the checker.
    False,
}

/// A relation with one argument a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// The relation.
    pub relation: RelationId,
    /// Its arguments.
    pub args: Vec<Arg>,
    /// Where it stands.
    pub span: Span,
}

/// An argument of a body atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// A variable.
    Var(VarId),
    /// A constant.
    Const(Word),
    /// `_`.
    Wildcard,
}

/// An aggregate; it has exactly one result for each binding of the variables of the outer rule that its body uses,
/// save that `min`, `max` and `mean` of nothing have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// Receives the result (checked against it when already bound).
    pub result: VarId,
    /// Which.
    pub kind: AggregateKind,
    /// Type of the aggregated value (of the result, for `count`); `mean` has a float result.
    pub ty: Type,
    /// Whether a sum wraps instead of failing.
    pub wrapping: bool,
    /// What is aggregated over the answers of the body; none for `count`.
    pub value: Option<Expr>,
    /// The conditions, ordered as a rule's body is, given `outer`.
    pub body: Vec<Literal>,
    /// The variables of the rule that must be bound before.
    pub outer: Vec<VarId>,
    /// The variables local to the body.
    pub locals: Vec<VarId>,
}

/// An expression over bound variables.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A variable.
    Var(VarId),
    /// A constant.
    Const(Word),
    /// A functor on operands of type `ty` (the first operand's, where they differ).
    Call {
        /// Which.
        functor: Functor,
        /// Operand type.
        ty: Type,
        /// Operands.
        args: Vec<Expr>,
    },
}

/// The functors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the functor of its name in docs/language.md")]
pub enum Functor {
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    BitAnd,
    BitOr,
    BitXor,
    BitNot,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    LogicalAnd,
    LogicalOr,
    LogicalXor,
    LogicalNot,
    Min,
    Max,
    Cat,
    Strlen,
    Substr,
    Ord,
    ToString,
    ToNumber,
    ToUnsigned,
    ToFloat,
    Earliest,
    Latest,
    MinDays,
    MaxDays,
    Once,
    Throughout,
    AddDays,
    /// `[a, b]`: the record of its operands; its operand type is that of the record.
    Record,
    /// `$A(a, b)`: the branch whose place is the first operand, of the others; its operand type is that of the branch.
    Branch,
    /// The field of a record at the place that is the second operand, of a branch one place further; none of `nil` and of a branch
    /// with fewer fields. The third operand says how many fields there are.
    Field,
    /// The place of a branch among those of its type.
    Tag,
    /// `range`, which stands in [`Literal::Range`] alone: it has several values.
    Range,
    /// `autoinc()`, which the checker takes away: see [`Kind::Numbered`].
    Counter,
    /// `@f(…)`: a functor of a native library.
    Native(NativeId),
    /// `recursive_iteration_cnt()`, which stands for a constant in each round: see [`Rule::in_round`].
    Round,
    /// Arithmetic that wraps instead of failing.
    Wrapping(Wrapping),
}

/// The functors whose results are cut to 64 bits where the program asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the functor of its name")]
pub enum Wrapping {
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    ToNumber,
    ToUnsigned,
}

/// The named constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the constraint of its name in docs/language.md")]
pub enum Test {
    Match,
    Contains,
    Within,
    MayPrecede,
    MayOverlap,
    MayBeWithin,
    /// `unsaid(x)` of a symbol.
    UnsaidSymbol,
    /// `unsaid(x)` of a date.
    UnsaidDate,
}

pub use crate::syntax::tree::{AggregateKind, Comparison, Docs, IoKind, Text};

/// A directive on input or output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Io {
    /// Which.
    pub kind: IoKind,
    /// Of which relation.
    pub relation: RelationId,
    /// Parameters in order.
    pub parameters: Vec<(String, String)>,
    /// Where it stands.
    pub span: Span,
}
