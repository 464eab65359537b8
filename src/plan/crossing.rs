//! Rules in which the rest of the body needs less of the last round's rows than the head: first what the rest needs, each once, then
//! the rest, and what only the head needs is joined last.
//!
//! `points_to(x, w) :- load(x, y), points_to(y, z), points_to(z, w)` with new rows in the last place asks what leads to `z` once for
//! each new `z`, and crosses what it finds with the list of new `w`; else it would be asked once for each new pair.

use std::collections::BTreeSet;

use super::{Join, Lookup, Need, Operand, Plan, Stage, View};
use crate::program::ir::{Expr, Literal, Rule, VarId};

impl Plan {
    /// The same plan with the crossing last, if it starts from the rows that the atom at `delta` sees, if at least two joins follow, and
    /// if `is_worth` says so of the join that would become the last.
    #[must_use]
    pub fn with_crossing_last(self, rule: &Rule, delta: usize, is_worth: &dyn Fn(&Need) -> bool) -> Self {
        let Some(last) = crossing(&self, rule, delta).filter(|last| is_worth(&last.need())) else {
            return self;
        };
        let Self { groups, before, mut stages, head, variables } = self;
        let given: BTreeSet<VarId> = last.lookup.key.iter().filter_map(as_variable).collect();
        let crossed = |variable: VarId| last.binds.iter().any(|&(_, bound)| bound == variable);
        for (at, Stage { join, .. }) in stages.iter_mut().enumerate() {
            if at == 0 {
                join.binds.retain(|&(_, bound)| !crossed(bound));
                join.payload = join.binds.iter().map(|&(column, _)| column).collect();
                join.may_repeat = true;
            } else {
                let kept = join.keep.iter().filter(|&&variable| !crossed(variable)).chain(&given);
                join.keep = kept.copied().collect::<BTreeSet<_>>().into_iter().collect();
            }
        }
        stages.push(Stage { join: last, then: Vec::new() });
        Self { groups, before, stages, head, variables }
    }
}

/// The join that would become the last.
fn crossing(plan: &Plan, rule: &Rule, delta: usize) -> Option<Join> {
    let [Stage { join: first, .. }, _, _, ..] = plan.stages.as_slice() else { return None };
    let Literal::Atom(atom) = rule.body.get(delta)? else { return None };
    if plan.groups.is_some() || plan.stages.iter().any(|stage| stage.join.once_a_list.is_some()) {
        return None;
    }
    let starts = (first.lookup.relation, first.lookup.view) == (atom.relation, View::Delta)
        && first.lookup.columns.is_empty()
        && first.equal.is_empty();
    let elsewhere = |variable: VarId| {
        let mut others = rule.body.iter().enumerate().filter(|(at, _)| *at != delta);
        others.any(|(_, literal)| literal.variables().contains(&variable))
    };
    let (needed, crossed): (Vec<_>, Vec<_>) = first.binds.iter().partition(|(_, bound)| elsewhere(*bound));
    let [(_, variable)] = *crossed.as_slice() else { return None };
    let times = plan.head.iter().flat_map(Expr::variables).filter(|&it| it == variable).count();
    let is_term = plan.head.contains(&Expr::Var(variable));
    if !starts || needed.is_empty() || times != 1 || !is_term {
        return None;
    }
    let (columns, key) = needed.iter().map(|&(column, bound)| (column, Operand::Var(bound))).unzip();
    let keep: BTreeSet<VarId> =
        plan.head.iter().flat_map(Expr::variables).filter(|&it| it != variable).collect();
    Some(Join {
        lookup: Lookup { columns, key, once: false, ..first.lookup.clone() },
        keep: keep.into_iter().collect(),
        may_repeat: false,
        payload: crossed.iter().map(|&(column, _)| column).collect(),
        binds: crossed,
        ..first.clone()
    })
}

fn as_variable(operand: &Operand) -> Option<VarId> {
    match operand {
        Operand::Var(variable) => Some(*variable),
        Operand::Const(_) => None,
    }
}
