//! The order in which the conditions of a body are tried when some of its variables are known beforehand.
//!
//! What needs no row and cannot fail goes first, then the atom that leaves fewest rows; what can fail is put off until everything
//! that does not need its result has held. Nothing is evaluated here.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::facts::Facts;
use crate::program::ir::{Aggregate, Arg, Atom, Comparison, Expr, Literal, RelationId, VarId};
use crate::store::Index;

/// The conditions of a body in the order in which they are tried.
pub(super) struct Route<'a> {
    pub(super) legs: Vec<Leg<'a>>,
}

/// One condition, by its place in the body.
pub(super) struct Leg<'a> {
    pub(super) literal: usize,
    pub(super) kind: LegKind<'a>,
}

/// What is done for a condition.
pub(super) enum LegKind<'a> {
    /// Goes on with every row that is found.
    Join(Join),
    /// Goes on if no row is found.
    Absent(Join),
    /// Gives a variable its value.
    Bind(VarId, &'a Expr),
    /// Gives a variable the result of an aggregate, or compares it if it has a value.
    Aggregate(Box<Aggregation<'a>>),
    /// Goes on if the condition holds.
    Check(&'a Literal),
}

/// An aggregate with the route through its body.
pub(super) struct Aggregation<'a> {
    pub(super) aggregate: &'a Aggregate,
    pub(super) body: Route<'a>,
}

/// How the rows of an atom are found.
pub(super) struct Join {
    pub(super) relation: RelationId,
    /// The columns whose words are known, ascending.
    pub(super) columns: Vec<usize>,
    /// Where those words come from.
    pub(super) key: Vec<Arg>,
    /// The columns that give variables their values.
    pub(super) binds: Vec<(usize, VarId)>,
    /// The columns that must agree with a variable bound in the same row.
    pub(super) repeats: Vec<(usize, VarId)>,
    pub(super) index: OnceCell<Rc<Index>>,
}

impl Join {
    pub(super) fn new(atom: &Atom, bound: &BTreeSet<VarId>) -> Self {
        let mut join = Self {
            relation: atom.relation,
            columns: Vec::new(),
            key: Vec::new(),
            binds: Vec::new(),
            repeats: Vec::new(),
            index: OnceCell::new(),
        };
        for (column, &arg) in atom.args.iter().enumerate() {
            match arg {
                Arg::Wildcard => {}
                Arg::Var(variable) if !bound.contains(&variable) => {
                    let is_first = join.binds.iter().all(|(_, other)| *other != variable);
                    let columns = if is_first { &mut join.binds } else { &mut join.repeats };
                    columns.push((column, variable));
                }
                known => {
                    join.columns.push(column);
                    join.key.push(known);
                }
            }
        }
        join
    }
}

impl<'a> Route<'a> {
    /// The route through the literals that are chosen, given the variables that are bound.
    pub(super) fn new(
        body: &'a [Literal],
        chosen: impl Fn(usize) -> bool,
        bound: &BTreeSet<VarId>,
        facts: &Facts<'_>,
    ) -> Self {
        let remaining = (0..body.len()).filter(|&at| chosen(at)).collect();
        let mut planner = Planner { body, remaining, bound: bound.clone(), facts };
        let mut legs = Vec::new();
        while let Some(place) = planner.next() {
            let literal = planner.remaining.remove(place);
            legs.push(Leg { literal, kind: planner.leg(&body[literal]) });
            planner.bound.extend(body[literal].variables());
        }
        Self { legs }
    }
}

struct Planner<'a, 'f> {
    body: &'a [Literal],
    remaining: Vec<usize>,
    bound: BTreeSet<VarId>,
    facts: &'f Facts<'f>,
}

impl<'a> Planner<'a, '_> {
    fn next(&self) -> Option<usize> {
        let ready = |place: &usize| self.is_ready(self.at(*place));
        let places = || 0..self.remaining.len();
        places()
            .find(|place| !self.at(*place).can_fail() && ready(place))
            .or_else(|| self.best_atom(|place| !self.waits(place)))
            .or_else(|| places().find(ready))
            .or_else(|| self.best_atom(|_| true))
    }

    fn at(&self, place: usize) -> &'a Literal {
        &self.body[self.remaining[place]]
    }

    /// Whether all that a condition other than an atom needs is bound.
    fn is_ready(&self, literal: &Literal) -> bool {
        let defined = literal.defines(|variable| self.bound.contains(&variable));
        let needed = |variable: &VarId| Some(*variable) != defined && !self.bound.contains(variable);
        !matches!(literal, Literal::Atom(_)) && !literal.variables().iter().any(needed)
    }

    /// Whether an equation that can be computed now gives the atom one of its variables.
    fn waits(&self, place: usize) -> bool {
        let is_bound = |variable| self.bound.contains(&variable);
        let given = |other: usize| {
            let literal = self.at(other);
            if self.is_ready(literal) { literal.defines(is_bound) } else { None }
        };
        let variables = self.at(place).variables();
        (0..self.remaining.len()).filter_map(given).any(|variable| variables.contains(&variable))
    }

    fn best_atom(&self, admits: impl Fn(usize) -> bool) -> Option<usize> {
        let places = (0..self.remaining.len()).filter(|&place| admits(place));
        let weighed = places.filter_map(|place| match self.at(place) {
            Literal::Atom(atom) => Some((self.weight(atom), place)),
            _ => None,
        });
        weighed.min().map(|(_, place)| place)
    }

    /// A guess at how many rows an atom leaves: each known column is taken to leave one in sixteen.
    fn weight(&self, atom: &Atom) -> (usize, Reverse<usize>) {
        let known = |arg: &&Arg| match arg {
            Arg::Const(_) => true,
            Arg::Var(variable) => self.bound.contains(variable),
            Arg::Wildcard => false,
        };
        let known = atom.args.iter().filter(known).count();
        let rows = self.facts.table(atom.relation).len();
        let left = if known == atom.args.len() { 0 } else { rows >> (4 * known).min(60) };
        (left, Reverse(known))
    }

    fn leg(&self, literal: &'a Literal) -> LegKind<'a> {
        match literal {
            Literal::Atom(atom) => LegKind::Join(Join::new(atom, &self.bound)),
            Literal::Negation(atom) => LegKind::Absent(Join::new(atom, &self.bound)),
            Literal::Aggregate(aggregate) => LegKind::Aggregate(Box::new(self.aggregation(aggregate))),
            Literal::Compare { op: Comparison::Equal, negated: false, left, right, .. } => {
                match literal.defines(|variable| self.bound.contains(&variable)) {
                    Some(variable) if left.as_variable() == Some(variable) => LegKind::Bind(variable, right),
                    Some(variable) => LegKind::Bind(variable, left),
                    None => LegKind::Check(literal),
                }
            }
            _ => LegKind::Check(literal),
        }
    }

    fn aggregation(&self, aggregate: &'a Aggregate) -> Aggregation<'a> {
        let outer = aggregate.outer.iter().copied().collect();
        Aggregation { aggregate, body: Route::new(&aggregate.body, |_| true, &outer, self.facts) }
    }
}
