//! What an order begun is expected to find, and to cost: rows of an atom for a binding, and bindings that a condition leaves.

use super::{Begun, Orderer, defined, is_connected, is_given};
use crate::plan::limits::limit;
use crate::plan::order::{Given, Known};
use crate::plan::parts::Part;
use crate::program::ir::{Arg, Atom, Comparison, Literal, VarId};

/// Which share of the rows meets an equation between bound values, and any other condition.
pub(super) const SELECTED: (f64, f64) = (0.1, 0.5);
/// Which share of the rows lies between two values, and on one side of a value.
const LIMITED: (f64, f64) = (0.05, 0.5);

impl Orderer<'_> {
    /// How many bindings an atom makes of one.
    pub(super) fn found(&self, begun: &Begun, at: usize) -> f64 {
        let rows = self.rows(begun, at);
        if self.is_only_existence(begun, at) { rows.min(1.0) } else { rows }
    }

    /// How many rows an atom is expected to find for a binding.
    pub(super) fn rows(&self, begun: &Begun, at: usize) -> f64 {
        let Some(atom) = self.atom(at).filter(|_| !self.is_alone()) else { return 1.0 };
        let given: Vec<Given> =
            (0..atom.args.len()).filter_map(|column| given(begun, atom, column)).collect();
        let rows = (self.expected_rows)(atom.relation, &given) * self.alike(begun, at);
        let is_whole = given.len() == atom.args.len();
        let rows = if is_whole { rows.min(1.0) } else { rows };
        // Of the last round there may be few rows now and many later.
        if self.delta == Some(at) && given.is_empty() { rows.sqrt().max(self.new_rows) } else { rows }
    }

    /// Which share of an atom's rows has the same value wherever the atom has the same unbound variable.
    pub(super) fn alike(&self, begun: &Begun, at: usize) -> f64 {
        let Some(atom) = self.atom(at).filter(|_| !self.is_alone()) else { return 1.0 };
        let is_repeated = |&column: &usize| {
            let arg = atom.args[column];
            matches!(arg, Arg::Var(_)) && !is_given(begun, arg) && atom.args[..column].contains(&arg)
        };
        let repeated = (0..atom.args.len()).filter(is_repeated);
        let given = |column| Given { column, value: Known::Nothing };
        let share = |column| {
            let all = (self.expected_rows)(atom.relation, &[]).max(1.0);
            (self.expected_rows)(atom.relation, &[given(column)]).max(1.0) / all
        };
        repeated.map(share).product()
    }

    /// Which share of what an atom finds is looked at, where comparisons limit one of its variables by what is bound before.
    pub(super) fn looked_at(&self, begun: &Begun, at: usize) -> f64 {
        let is_bound = |variable: VarId| begun.bound.contains(&variable);
        let own = self.body[at].variables();
        let is_own = |variable: VarId| own.contains(&variable);
        let limits = begun.remaining.iter().flat_map(|&other| limit(&self.body[other], &is_bound, &is_own));
        let mut limits: Vec<(VarId, bool)> =
            limits.map(|limit| (limit.variable, is_upper(limit.op))).collect();
        limits.sort_unstable();
        limits.dedup();
        let is_between = limits.windows(2).any(|pair| pair[0].0 == pair[1].0);
        match limits.as_slice() {
            [] => 1.0,
            _ if is_between => LIMITED.0,
            _ => LIMITED.1,
        }
    }

    /// Which share of the bindings a condition leaves.
    pub(super) fn selected(&self, begun: &Begun, at: usize) -> f64 {
        match &self.body[at] {
            literal if defined(begun, literal).is_some() => 1.0,
            Literal::Compare { op: Comparison::Equal, .. } => SELECTED.0,
            Literal::Compare { op: Comparison::NotEqual, .. } | Literal::Aggregate(_) => 1.0,
            _ => SELECTED.1,
        }
    }

    /// Whether a binding is expected to find more than one row in a part, or the part does not depend on the bindings.
    pub(super) fn fans_out(&self, begun: &Begun, part: &Part) -> bool {
        let depends = |&&at: &&usize| is_connected(begun, &self.body[at]);
        !part.literals.iter().any(|at| depends(&at)) || self.cost_of_part(begun, part) > 2.0
    }

    pub(super) fn cost_of_part(&self, begun: &Begun, part: &Part) -> f64 {
        let atoms = part.literals.iter().filter(|&&at| self.atom(at).is_some());
        1.0 + atoms.map(|&at| self.rows(begun, at)).fold(f64::INFINITY, f64::min)
    }

    /// How many rows are expected to be looked at until there is an answer. Of one atom nobody knows how soon a row meets the conditions,
    /// but an equation is met by few.
    pub(super) fn cost_of_search(&self, begun: &Begun, part: &Part) -> f64 {
        let atoms = part.literals.iter().filter(|&&at| self.atom(at).is_some()).count();
        let has_equation = part.literals.iter().any(|&at| is_equation(&self.body[at]));
        let cost = self.cost_of_part(begun, part);
        if atoms == 1 && !has_equation { cost.sqrt() } else { cost }
    }

    pub(super) fn is_only_existence(&self, begun: &Begun, at: usize) -> bool {
        let (Some(head), Some(atom)) = (&self.head, self.atom(at)) else { return false };
        let new: Vec<VarId> = atom.variables().filter(|it| !begun.bound.contains(it)).collect();
        let others = begun.remaining.iter().filter(|&&other| other != at);
        let is_needed = |variable: &VarId| {
            head.contains(variable)
                || others.clone().any(|&other| self.body[other].variables().contains(variable))
        };
        !new.iter().any(is_needed)
    }

    /// Whether the body is a single literal, of which there is one order whatever it finds.
    pub(super) fn is_alone(&self) -> bool {
        self.body.len() == 1
    }
}

fn is_equation(literal: &Literal) -> bool {
    matches!(literal, Literal::Compare { op: Comparison::Equal, negated: false, .. })
}

fn is_upper(op: Comparison) -> bool {
    matches!(op, Comparison::Less | Comparison::LessEqual)
}

/// What is given in a column of an atom, if anything is. Of a value that was computed of constants it is likely that it is frequent.
fn given(begun: &Begun, atom: &Atom, column: usize) -> Option<Given> {
    let value = match atom.args[column] {
        Arg::Const(word) => Known::Is(word),
        Arg::Var(variable) if begun.constants.contains(&variable) => Known::StandsIn(atom.relation, column),
        Arg::Var(variable) if begun.bound.contains(&variable) => {
            begun.origins.get(&variable).map_or(Known::Nothing, |&(id, at)| Known::StandsIn(id, at))
        }
        Arg::Var(_) | Arg::Wildcard => return None,
    };
    Some(Given { column, value })
}
