//! Plans: a rule's body as a sequence of joins, each followed by conditions, for an executor that works on sets of bindings.
//!
//! A plan says what is done in which order and by which columns rows are found; how is the executor's business. It holds nothing
//! that only one executor could honour. `order` chooses the order, `build` writes the plan down.

mod build;
mod computing;
mod crossing;
mod describe;
mod folding;
mod grouping;
mod handing;
mod joins;
mod limits;
mod link;
mod order;
mod parts;
mod scans;
mod solve;

use std::collections::BTreeSet;

use crate::program::ir::{AggregateKind, Comparison, Expr, RelationId, Test, Type, VarId};
use crate::store::Word;
use crate::store::sorting::Sorting;

pub use build::{plan, plan_linked, plan_round};
pub use computing::{apply_computed, computed};
pub use describe::{Described, Describer, Joined};
pub use folding::{Fold, folds, nothing};
pub use handing::handed_on;
pub use link::{Linked, linked};
pub use order::{ExpectedRows, Given, Known};
pub use parts::settled_parts;

#[cfg(test)]
mod tests;

/// How one rule, or the body of one aggregate, is evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// An aggregate of whose groups each is a binding to begin with; without one there is a single binding, which binds nothing.
    pub groups: Option<Box<Aggregation>>,
    /// Conditions that need no row, before the first join.
    pub before: Vec<Step>,
    /// The joins, in order.
    pub stages: Vec<Stage>,
    /// One expression a column of the result.
    pub head: Vec<Expr>,
    /// How many variables there are: those of the rule, then one for each aggregate.
    pub variables: usize,
}

/// A join and the conditions that its rows have to meet next.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The join.
    pub join: Join,
    /// The conditions.
    pub then: Vec<Step>,
}

/// Extends each binding by every row that is found for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// Which rows.
    pub lookup: Lookup,
    /// Columns that have to be equal to each other.
    pub equal: Vec<(usize, usize)>,
    /// The variables that a row binds, with their columns: those that something later needs.
    pub binds: Vec<(usize, VarId)>,
    /// The variables bound before that something later needs.
    pub keep: Vec<VarId>,
    /// Whether it may give the same binding more than once, each of which is wanted once.
    pub may_repeat: bool,
    /// The columns of which something is wanted, ascending.
    pub payload: Vec<usize>,
    /// Between which values a column has to be; whatever is found is tested behind the join all the same.
    pub limits: Option<Limits>,
    /// Which row of those between the limits is enough: the least or greatest value of the column that they sort is asked for, or whether there
    /// is any.
    pub extreme: Option<End>,
    /// Where else the one variable that it binds could be found, in cyclic bodies.
    pub others: Vec<Other>,
    /// Where each list of values is wanted for one binding only, whichever: the variables of which each combination of values counts as a
    /// list of its own.
    pub once_a_list: Option<Vec<VarId>>,
}

/// Between which values a column of a join's rows has to be, so that rows that are sorted by it need not all be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The column and its order.
    pub sorting: Sorting,
    /// On which sides of which values.
    pub each: Vec<Bound>,
}

/// An end of a sorted list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where the least value is.
    First,
    /// Where the greatest value is.
    Last,
}

/// What a comparison with a value says of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// What stands left of the value.
    pub op: Comparison,
    /// The value, which depends on variables bound before the join. One that has no value limits nothing.
    pub value: Expr,
    /// What is added to the column where it is to be greater, and taken from it where it is to be less, before it is compared. It limits
    /// the column as far as it is nowhere negative, by the greatest that there is.
    pub beside: Option<Beside>,
}

/// What stands beside a column in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Another column of the same row.
    Column(usize),
    /// This.
    Const(Word),
    /// By how much another column of the row is above the column, where the sum is to be greater, or below it: the sum, or the difference,
    /// is that other column.
    Gap(usize),
}

/// Another atom that has all values of a join's variable, and is tested behind the join.
///
/// To take the values from whichever atom has fewer of them, binding by binding, is the step of a generic join (Ngo, Ré and Rudra,
/// SIGMOD Record 42(4), 2013): triangles and their like are found within the bound of the largest possible result.
#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    /// Its rows, by all columns but one.
    pub lookup: Lookup,
    /// The remaining column.
    pub column: usize,
    /// The rows of the join itself, by all columns.
    pub test: Lookup,
}

/// The rows of a relation that have given values in some columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// The relation.
    pub relation: RelationId,
    /// Its rows of which rounds.
    pub view: View,
    /// The columns given, ascending; with none, all rows are meant.
    pub columns: Vec<usize>,
    /// Their values.
    pub key: Vec<Operand>,
    /// Whether it is looked up only once, so that an index on these columns would not pay.
    pub once: bool,
    /// Whether the values of an equivalence are meant, each once, instead of its rows.
    pub values: bool,
}

/// A value given to a lookup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// That of a variable.
    Var(VarId),
    /// A constant.
    Const(Word),
}

impl Operand {
    /// What an expression is unless it has to be computed.
    #[must_use]
    pub fn of(expr: &Expr) -> Option<Self> {
        match expr {
            Expr::Var(variable) => Some(Self::Var(*variable)),
            Expr::Const(word) => Some(Self::Const(*word)),
            Expr::Call { .. } => None,
        }
    }
}

/// Rows by the round in which they were derived, as semi-naive evaluation tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All that there are when the round begins.
    All,
    /// Those from before the last round.
    Old,
    /// Those of the last round.
    Delta,
}

/// A condition on a binding, or a variable computed from it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Some row is there, or (negated) none.
    Exists {
        /// Which rows.
        lookup: Lookup,
        /// Whether there is to be none.
        negated: bool,
    },
    /// Binds a variable to the value of an expression; without a value the binding is dropped.
    Bind {
        /// The variable.
        variable: VarId,
        /// The expression.
        expr: Expr,
    },
    /// A comparison.
    Compare {
        /// The operator.
        op: Comparison,
        /// The operands' type.
        ty: Type,
        /// Left operand.
        left: Expr,
        /// Right operand.
        right: Expr,
        /// Whether it is not to hold.
        negated: bool,
    },
    /// A named constraint.
    Test {
        /// Which.
        test: Test,
        /// Its operands.
        args: Vec<Expr>,
        /// Whether it is not to hold.
        negated: bool,
    },
    /// Binds a variable to each value of a range in turn.
    Range {
        /// The variable.
        variable: VarId,
        /// Whether it is bound already and only to be among the values.
        is_check: bool,
        /// The type of the operands and values.
        ty: Type,
        /// From, to, and perhaps the step.
        args: Vec<Expr>,
    },
    /// There is an answer to some literals that share nothing else with the rest.
    Some(Box<Existence>),
    /// An aggregate.
    Aggregate(Box<Aggregation>),
    /// Never holds.
    Never,
}

/// Whether a plan of its own has any answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Existence {
    /// Whether there is to be none.
    pub negated: bool,
    /// The variables from outside that the body uses; whether there is an answer depends on them alone.
    pub outer: Vec<VarId>,
    /// A variable of the body that tells for which of several outer bindings an answer is; bound beside `outer`.
    pub ordinal: VarId,
    /// The body. Its head is the ordinal.
    pub body: Plan,
    /// The same from some of the outer variables alone.
    pub apart: Option<Apart>,
}

/// A body evaluated for some of its outer variables alone: its answers tell for which values of the others there is one. That pays where
/// many bindings agree in those few.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// Those variables.
    pub given: Vec<VarId>,
    /// The body. Its head is all outer variables.
    pub body: Plan,
    /// As many bindings have to agree for it to pay.
    pub worth: f64,
}

/// An aggregate over the answers of a plan of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregation {
    /// Receives the result.
    pub result: VarId,
    /// Whether the result is bound already and only to be equal.
    pub is_check: bool,
    /// Which.
    pub kind: AggregateKind,
    /// Whether a sum wraps instead of failing.
    pub wrapping: bool,
    /// Type of the aggregated value.
    pub ty: Type,
    /// The variables from outside that the body uses; the result depends on them alone.
    pub outer: Vec<VarId>,
    /// For which outer bindings the body is evaluated.
    pub grouping: Grouping,
    /// The body. Its head is what the grouping says and, unless rows are only counted, the value.
    pub body: Plan,
}

/// For which outer bindings the body of an aggregate is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// For those that are met. This variable of the body, bound beside the outer ones, tells for which of several an answer is; it is first
    /// in the body's head.
    AsMet(VarId),
    /// For all at once: the body binds the outer variables itself, which are first in its head. An outer binding without an answer has
    /// no group.
    AtOnce,
}

/// What an index is needed for.
#[derive(Clone, Copy, Debug)]
pub struct Need<'a> {
    /// What is given.
    pub lookup: &'a Lookup,
    /// The columns that are wanted of each row, ascending; none where it only matters whether there is one.
    pub payload: Option<&'a [usize]>,
    /// By what the rows of a key are best sorted.
    pub sorting: Option<Sorting>,
}

impl<'a> Need<'a> {
    /// Some index.
    pub fn of(lookup: &'a Lookup, payload: Option<&'a [usize]>) -> Self {
        Self { lookup, payload, sorting: None }
    }
}

impl Join {
    /// What it needs an index for.
    pub fn need(&self) -> Need<'_> {
        let sorting = self.limits.as_ref().map(|limits| limits.sorting);
        Need { sorting, ..Need::of(&self.lookup, Some(&self.payload)) }
    }

    /// Where an entry of these columns holds one of them.
    pub fn place(&self, column: usize) -> usize {
        self.payload.partition_point(|&other| other < column)
    }
}

impl Other {
    /// What it needs an index for.
    pub fn need(&self) -> Need<'_> {
        Need::of(&self.lookup, Some(std::slice::from_ref(&self.column)))
    }
}

impl Plan {
    /// The lookups of its joins and of its tests for rows, and those with which aggregates and searches for any answer begin: each is made
    /// for as many bindings as there are before it.
    pub fn begun_lookups(&self) -> impl Iterator<Item = &Lookup> {
        let steps = self.before.iter().chain(self.stages.iter().flat_map(|stage| &stage.then));
        let begun = steps.flat_map(move |step| match step {
            Step::Exists { lookup, .. } => [Some(lookup), None],
            Step::Some(existence) => {
                let apart = existence.apart.as_ref().and_then(|apart| apart.body.first_lookup());
                [existence.body.first_lookup(), apart]
            }
            Step::Aggregate(aggregation) => [aggregation.body.first_lookup(), None],
            _ => [None, None],
        });
        self.stages.iter().map(|stage| &stage.join.lookup).chain(begun.flatten())
    }

    /// Whether an order of joins that begins with the last round's rows would not be the best however many these are: it begins otherwise,
    /// or multiplies them with rows that share nothing with what is bound before.
    #[must_use]
    pub fn depends_on_new_rows(&self) -> bool {
        self.first_lookup().is_none_or(|lookup| lookup.view != View::Delta) || self.multiplies()
    }

    /// Whether a join behind the first asks for nothing that was bound by those before it.
    fn multiplies(&self) -> bool {
        let mut bound: BTreeSet<VarId> = BTreeSet::new();
        self.stages.iter().enumerate().any(|(at, Stage { join, then })| {
            let is_bound = |key: &Operand| matches!(key, Operand::Var(variable) if bound.contains(variable));
            let is_alone = at > 0 && !join.lookup.key.iter().any(is_bound);
            let computed = then.iter().filter_map(|step| match step {
                Step::Bind { variable, .. } => Some(*variable),
                _ => None,
            });
            bound.extend(join.binds.iter().map(|&(_, variable)| variable).chain(computed));
            is_alone
        })
    }

    fn first_lookup(&self) -> Option<&Lookup> {
        self.stages.first().map(|stage| &stage.join.lookup)
    }

    /// Gives `take` everything that it looks up, the bodies of aggregates included.
    ///
    /// # Errors
    /// The first of `take`, after which it is not called again.
    pub fn each_need<'a, E>(&'a self, take: &mut dyn FnMut(Need<'a>) -> Result<(), E>) -> Result<(), E> {
        self.groups.as_ref().map_or(Ok(()), |groups| groups.body.each_need(take))?;
        self.before.iter().try_for_each(|step| step.each_need(take))?;
        for Stage { join, then } in &self.stages {
            take(join.need())?;
            for other in &join.others {
                take(other.need())?;
                take(Need::of(&other.test, None))?;
            }
            then.iter().try_for_each(|step| step.each_need(take))?;
        }
        Ok(())
    }
}

impl Step {
    fn each_need<'a, E>(&'a self, take: &mut dyn FnMut(Need<'a>) -> Result<(), E>) -> Result<(), E> {
        match self {
            Self::Exists { lookup, .. } => take(Need::of(lookup, None)),
            Self::Some(existence) => {
                existence.body.each_need(take)?;
                existence.apart.as_ref().map_or(Ok(()), |apart| apart.body.each_need(take))
            }
            Self::Aggregate(aggregation) => aggregation.body.each_need(take),
            _ => Ok(()),
        }
    }
}
