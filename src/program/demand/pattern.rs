//! Patterns: which columns of a relation are known where it is asked for (its adornment), and which variables are known within a rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::program::ir::{Arg, Atom, Expr, Functor, Literal, VarId};

/// For each column whether its value is known where the relation is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern(Vec<bool>);

impl Pattern {
    /// Whether nothing is known, so that all rows are asked for.
    pub(super) fn is_free(&self) -> bool {
        !self.0.contains(&true)
    }

    /// What stands in the known columns.
    pub(super) fn known<T: Clone>(&self, columns: &[T]) -> Vec<T> {
        self.picked(columns, true)
    }

    /// What stands in the other columns.
    pub(super) fn free<T: Clone>(&self, columns: &[T]) -> Vec<T> {
        self.picked(columns, false)
    }

    fn picked<T: Clone>(&self, columns: &[T], known: bool) -> Vec<T> {
        let picked = columns.iter().zip(&self.0).filter(|(_, is_known)| **is_known == known);
        picked.map(|(column, _)| column.clone()).collect()
    }

    /// The columns with `known` put in the place of those that are known, in order.
    pub(super) fn with_known<T: Clone>(&self, columns: &[T], known: &[T]) -> Vec<T> {
        let mut known = known.iter();
        let column = |(column, is_known): (&T, &bool)| {
            let put = if *is_known { known.next() } else { None };
            put.unwrap_or(column).clone()
        };
        columns.iter().zip(&self.0).map(column).collect()
    }

    /// As it is written since Bancilhon: `b` for a known column, `f` for another.
    pub(super) fn letters(&self) -> String {
        self.0.iter().map(|known| if *known { 'b' } else { 'f' }).collect()
    }
}

/// The variables of a rule that have a value after some of its conditions.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// All of them.
    bound: BTreeSet<VarId>,
    /// Those whose values a constant or what the rule is asked for picks out, be it through other conditions, each with the number of
    /// its group: what is asked for with variables of two groups would be asked for each value of the one with each of the
    /// other. The variables that are not here range over all that there is, which is no ground for asking row by row.
    selected: BTreeMap<VarId, usize>,
    /// Those of the selected whose values are made by functors, and need not be among those that there were.
    made: BTreeSet<VarId>,
}

impl Known {
    /// What a rule knows whose head is asked for: the variables in the known columns.
    pub(super) fn selecting(variables: impl IntoIterator<Item = VarId>) -> Self {
        let selected: BTreeMap<VarId, usize> = variables.into_iter().map(|variable| (variable, 0)).collect();
        Self { bound: selected.keys().copied().collect(), selected, made: BTreeSet::new() }
    }

    /// Whether a variable has a value.
    pub(super) fn is_bound(&self, variable: VarId) -> bool {
        self.bound.contains(&variable)
    }

    /// Whether the atom has a constant or a variable that is picked out.
    pub(super) fn selects(&self, atom: &Atom) -> bool {
        atom.args.iter().any(|arg| match arg {
            Arg::Var(variable) => self.selected.contains_key(variable),
            Arg::Const(_) => true,
            Arg::Wildcard => false,
        })
    }

    /// The pattern of an atom: constants, and the variables of the group that has most columns in it. In a recursion values that functors
    /// made are not asked for: there might be no end of them.
    pub(super) fn pattern(&self, atom: &Atom, recurs: bool) -> Pattern {
        let group = |arg: &Arg| match arg {
            Arg::Var(variable) if recurs && self.made.contains(variable) => None,
            Arg::Var(variable) => self.selected.get(variable).copied(),
            Arg::Const(_) | Arg::Wildcard => None,
        };
        let groups: Vec<Option<usize>> = atom.args.iter().map(group).collect();
        let size = |group: &usize| groups.iter().filter(|other| **other == Some(*group)).count();
        let chosen = groups.iter().rev().flatten().max_by_key(|group| size(group));
        let is_known = |(arg, group): (&Arg, &Option<usize>)| match arg {
            Arg::Const(_) => true,
            _ => group.is_some() && group.as_ref() == chosen,
        };
        Pattern(atom.args.iter().zip(&groups).map(is_known).collect())
    }

    /// Takes up what holds after one more condition.
    pub(super) fn add(&mut self, literal: &Literal) {
        match literal {
            Literal::Atom(atom) => {
                if self.selects(atom) {
                    self.join(atom.variables());
                }
                self.bound.extend(atom.variables());
            }
            _ => {
                if let Some(variable) = literal.defines(|variable| self.is_bound(variable)) {
                    self.define(variable, literal);
                }
            }
        }
    }

    /// Puts variables, with all that are in a group with any of them, into one group.
    fn join(&mut self, variables: impl IntoIterator<Item = VarId>) {
        let variables: Vec<VarId> = variables.into_iter().collect();
        let joined: BTreeSet<usize> =
            variables.iter().filter_map(|it| self.selected.get(it)).copied().collect();
        let unused = self.selected.values().max().map_or(0, |last| last + 1);
        let group = joined.first().copied().unwrap_or(unused);
        self.selected.values_mut().filter(|other| joined.contains(other)).for_each(|other| *other = group);
        self.selected.extend(variables.into_iter().map(|variable| (variable, group)));
    }

    fn define(&mut self, variable: VarId, literal: &Literal) {
        let sources: Vec<VarId> = literal.variables().into_iter().filter(|it| *it != variable).collect();
        self.bound.insert(variable);
        if sources.iter().all(|source| self.selected.contains_key(source)) {
            self.join(sources.iter().copied().chain([variable]));
        }
        if makes_values(literal) || sources.iter().any(|source| self.made.contains(source)) {
            self.made.insert(variable);
        }
    }
}

/// Whether an equation, aggregate or range may have a value that none of its operands has or holds.
fn makes_values(literal: &Literal) -> bool {
    match literal {
        Literal::Compare { left, right, .. } => makes(left) || makes(right),
        _ => true,
    }
}

fn makes(expr: &Expr) -> bool {
    match expr {
        Expr::Var(_) | Expr::Const(_) => false,
        Expr::Call { functor: Functor::Field, args, .. } => args.iter().any(makes),
        Expr::Call { .. } => true,
    }
}
