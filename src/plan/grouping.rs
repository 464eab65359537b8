//! Aggregates of all groups at once: which may be evaluated so, and which plans begin with the groups instead of looking each of them up.
//!
//! `first(k, m) :- item(k, _), m = min x : { item(k, x) }` asks for nothing but the groups of its aggregate: they are its bindings, and
//! the join with `item` says nothing that they do not say.

use std::collections::BTreeSet;

use super::{Aggregation, Grouping, Join, Operand, Plan, Stage, Step, View};
use crate::program::ir::{Aggregate, AggregateKind, Atom, Comparison, Expr, Literal, VarId};

/// Whether the groups of an aggregate can be found by its body alone: its atoms have all outer variables, and nothing in it can fail, since
/// groups may be found that nobody asks for.
pub(super) fn may_be_at_once(aggregate: &Aggregate) -> bool {
    let atoms = aggregate.body.iter().filter_map(|literal| match literal {
        Literal::Atom(atom) => Some(atom),
        _ => None,
    });
    let bound: BTreeSet<VarId> = atoms.flat_map(Atom::variables).collect();
    let is_free = !aggregate.body.iter().any(Literal::can_fail);
    is_free && !aggregate.outer.is_empty() && aggregate.outer.iter().all(|outer| bound.contains(outer))
}

/// The body of which a count is asked that has to be 0, if nothing in it can fail: a search may end with the first answer.
pub(super) fn no_answer<'l>(
    literal: &'l Literal,
    body: &[Literal],
    bound: &BTreeSet<VarId>,
) -> Option<&'l [Literal]> {
    let Literal::Aggregate(aggregate) = literal else { return None };
    let is_zero = |literal: &Literal| match literal {
        Literal::Compare { op: Comparison::Equal, left, right, negated: false, .. } => {
            let is_result = |expr: &Expr| expr.as_variable() == Some(aggregate.result);
            let pair = |one: &Expr, other: &Expr| is_result(one) && *other == Expr::Const(0);
            pair(left, right) || pair(right, left)
        }
        _ => false,
    };
    let is_denied = aggregate.kind == AggregateKind::Count
        && bound.contains(&aggregate.result)
        && body.iter().any(is_zero)
        && !aggregate.body.iter().any(Literal::can_fail);
    is_denied.then_some(&aggregate.body)
}

impl Plan {
    /// The same plan without its first join, if that gives just the groups of an aggregate that comes next: it begins with the groups.
    pub(super) fn begun_with_groups(mut self) -> Self {
        let gives_groups = |stage: &Stage| match stage.then.first() {
            Some(Step::Aggregate(aggregation)) => are_the_same(&stage.join, aggregation),
            _ => false,
        };
        if self.stages.first().is_none_or(|first| !gives_groups(first)) {
            return self;
        }
        let mut steps = self.stages.remove(0).then.into_iter();
        if let Some(Step::Aggregate(aggregation)) = steps.next() {
            self.groups = Some(aggregation);
        }
        self.before.extend(steps);
        self
    }
}

impl Plan {
    /// Whether all rows of the head are different: each is of another group.
    pub fn gives_each_row_once(&self) -> bool {
        let is_in_head = |outer: &VarId| self.head.contains(&Expr::Var(*outer));
        let is_of_group = |groups: &Aggregation| groups.outer.iter().all(is_in_head);
        let repeats = |step: &Step| matches!(step, Step::Range { is_check: false, .. });
        self.groups.as_deref().is_some_and(is_of_group)
            && self.stages.is_empty()
            && !self.before.iter().any(repeats)
    }

    /// Gives `take` the aggregates that are evaluated for all groups at once.
    ///
    /// # Errors
    /// The first of `take`, after which it is not called again.
    pub fn each_at_once<E>(&self, take: &mut dyn FnMut(&Aggregation) -> Result<(), E>) -> Result<(), E> {
        self.groups.iter().try_for_each(|groups| take(groups))?;
        let steps = self.before.iter().chain(self.stages.iter().flat_map(|stage| &stage.then));
        steps.into_iter().try_for_each(|step| match step {
            Step::Aggregate(aggregation) if aggregation.grouping == Grouping::AtOnce => take(aggregation),
            _ => Ok(()),
        })
    }
}

/// Whether a join that comes first binds what is a group of an aggregate with a result, and nothing else.
fn are_the_same(join: &Join, aggregation: &Aggregation) -> bool {
    let Join { lookup, equal, binds, .. } = join;
    let is_scan = lookup.columns.is_empty() && lookup.view == View::All && equal.is_empty();
    let variables: BTreeSet<VarId> = binds.iter().map(|&(_, variable)| variable).collect();
    let Aggregation { outer, grouping, is_check, body, kind, .. } = aggregation;
    let is_whole = *grouping == Grouping::AtOnce && !is_check && variables.iter().eq(outer_of(outer).iter());
    // What has a result where there is no row has one for each binding, whether the body has an answer for it or not.
    let is_all = match kind {
        AggregateKind::Count | AggregateKind::Sum => is_scan_alone(body),
        AggregateKind::Min | AggregateKind::Max | AggregateKind::Mean => true,
    };
    let says_join = |stage: &Stage| {
        let Join { lookup: own, binds: bound, .. } = &stage.join;
        let given = own.columns.iter().copied().zip(own.key.iter().copied());
        let bound = bound.iter().map(|&(column, variable)| (column, Operand::Var(variable)));
        let has: Vec<(usize, Operand)> = given.chain(bound).collect();
        let is_said = |&(column, variable): &(usize, VarId)| has.contains(&(column, Operand::Var(variable)));
        own.relation == lookup.relation && binds.iter().all(is_said)
    };
    is_scan && is_whole && is_all && body.stages.iter().any(says_join)
}

fn outer_of(outer: &[VarId]) -> BTreeSet<VarId> {
    outer.iter().copied().collect()
}

/// Whether a body is one atom with nothing that any of its rows could miss.
fn is_scan_alone(body: &Plan) -> bool {
    let [Stage { join, then }] = body.stages.as_slice() else { return false };
    body.before.is_empty() && then.is_empty() && join.lookup.columns.is_empty() && join.equal.is_empty()
}
