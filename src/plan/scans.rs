//! Joins of equivalences that do not go through pairs. Scans are taken apart: first the values, then those equivalent to each. Where
//! nothing but the members of a class is wanted, each class is gone through once.

use super::{Join, Lookup, Operand, Plan, Stage, Step};
use crate::program::ir::{RelationId, VarId};

impl Plan {
    /// The same plan in which no join goes through the pairs of an equivalence for want of a value, or through the same class for each
    /// of its members.
    ///
    /// An equivalence is symmetric, so that it does not matter of which column the values are taken.
    #[must_use]
    pub fn with_split_scans(mut self, is_equivalence: &dyn Fn(RelationId) -> bool) -> Self {
        let mut variables = self.variables;
        split(&mut self, is_equivalence, &mut variables);
        self.variables = variables;
        self
    }
}

fn split(plan: &mut Plan, is_equivalence: &dyn Fn(RelationId) -> bool, variables: &mut usize) {
    if let Some(groups) = &mut plan.groups {
        split(&mut groups.body, is_equivalence, variables);
    }
    plan.before.iter_mut().for_each(|step| split_step(step, is_equivalence, variables));
    for mut stage in std::mem::take(&mut plan.stages) {
        stage.then.iter_mut().for_each(|step| split_step(step, is_equivalence, variables));
        let Join { lookup, keep, once_a_list, .. } = &mut stage.join;
        if keep.is_empty() && lookup.columns.len() == 1 && is_equivalence(lookup.relation) {
            once_a_list.get_or_insert_default();
        }
        if lookup.columns.is_empty() && is_equivalence(lookup.relation) {
            let then = std::mem::take(&mut stage.then);
            plan.stages.extend(parts(stage.join, variables));
            if let Some(last) = plan.stages.last_mut() {
                last.then = then;
            }
        } else {
            plan.stages.push(stage);
        }
    }
}

fn split_step(step: &mut Step, is_equivalence: &dyn Fn(RelationId) -> bool, variables: &mut usize) {
    match step {
        Step::Some(existence) => {
            split(&mut existence.body, is_equivalence, variables);
            if let Some(apart) = &mut existence.apart {
                split(&mut apart.body, is_equivalence, variables);
            }
        }
        Step::Aggregate(aggregation) => split(&mut aggregation.body, is_equivalence, variables),
        _ => {}
    }
}

/// A scan as one join or two.
fn parts(join: Join, variables: &mut usize) -> Vec<Stage> {
    let is_reflexive = !join.equal.is_empty();
    let values = Lookup { values: true, ..join.lookup.clone() };
    // A value is equivalent to itself, and to one other at least wherever it stands at all.
    if is_reflexive || (join.may_repeat && join.binds.len() <= 1) {
        let binds: Vec<(usize, VarId)> = join.binds.iter().map(|&(_, variable)| (0, variable)).collect();
        let payload = columns(&binds);
        return vec![stage(Join {
            lookup: values,
            equal: Vec::new(),
            binds,
            may_repeat: false,
            payload,
            ..join
        })];
    }
    let mut unnamed = || {
        *variables += 1;
        VarId(*variables - 1)
    };
    let (first, rest) = (join.binds.first(), join.binds.get(1..).unwrap_or_default());
    let first = first.map_or_else(&mut unnamed, |&(_, variable)| variable);
    let is_wanted = !join.binds.is_empty();
    let keep: Vec<VarId> = join.keep.iter().copied().chain(is_wanted.then_some(first)).collect();
    let lookup =
        Lookup { columns: vec![0], key: vec![Operand::Var(first)], once: false, ..join.lookup.clone() };
    let binds: Vec<(usize, VarId)> = rest.iter().map(|&(_, variable)| (1, variable)).collect();
    let second = Join { lookup, payload: columns(&binds), binds, keep, ..join.clone() };
    let (binds, payload) = (vec![(0, first)], vec![0]);
    vec![stage(Join { lookup: values, binds, payload, may_repeat: false, ..join }), stage(second)]
}

fn columns(binds: &[(usize, VarId)]) -> Vec<usize> {
    binds.iter().map(|&(column, _)| column).collect()
}

fn stage(join: Join) -> Stage {
    Stage { join, then: Vec::new() }
}
