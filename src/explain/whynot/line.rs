//! One line of the search for assumptions: what is known so far, what is assumed, what is still to be shown.

use std::cmp::Reverse;

use super::assumable::Hypothesis;
use super::cells::{Cell, Cells};
use crate::program::ir::{Arg, Literal, RelationId, Rule};

/// What is still to be shown.
#[derive(Clone)]
pub(super) enum Goal {
    Atom { relation: RelationId, cells: Vec<Cell>, depth: usize },
    Condition { rule: usize, literal: usize, base: Cell },
    Head { rule: usize, column: usize, base: Cell, cell: Cell },
}

/// One line of search.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) cells: Cells,
    pub(super) goals: Vec<Goal>,
    pub(super) assumed: Vec<Hypothesis>,
    /// What is assumed of which nothing decides the value, once all atoms are met: by assumption and column.
    pub(super) free: Option<Vec<(usize, usize)>>,
    /// What the rules see of the assumptions.
    pub(super) shown: Vec<(RelationId, Vec<Cell>)>,
}

/// The columns of what is assumed that have no value yet.
pub(super) fn undecided(line: &Line) -> Vec<(usize, usize)> {
    let places = line.assumed.iter().enumerate().flat_map(|(at, hypothesis)| {
        hypothesis.cells.iter().enumerate().map(move |(column, &cell)| (at, column, cell))
    });
    places.filter(|(.., cell)| line.cells.word(*cell).is_none()).map(|(at, column, _)| (at, column)).collect()
}

pub(super) fn without(line: &Line, at: usize) -> Line {
    let mut next = line.clone();
    next.goals.remove(at);
    next
}

pub(super) fn goal(
    at: usize,
    rule: &Rule,
    place: usize,
    base: Cell,
    depth: usize,
    cells: &mut Cells,
) -> Goal {
    match &rule.body[place] {
        Literal::Atom(atom) => {
            let cell = |arg: &Arg| match arg {
                Arg::Var(variable) => base + variable.0,
                Arg::Const(word) => cells.holding(Some(*word)),
                Arg::Wildcard => cells.holding(None),
            };
            Goal::Atom { relation: atom.relation, cells: atom.args.iter().map(cell).collect(), depth }
        }
        _ => Goal::Condition { rule: at, literal: place, base },
    }
}

/// The atom of which most is known; the first of several. What an assumption shows is met only after it is made, so that an atom of
/// which nothing is known waits.
pub(super) fn most_known_atom(line: &Line) -> Option<usize> {
    let known = |goal: &Goal| match goal {
        Goal::Atom { cells, .. } => {
            Some(cells.iter().filter(|&&cell| line.cells.word(cell).is_some()).count())
        }
        _ => None,
    };
    let weighed = line.goals.iter().enumerate().filter_map(|(at, goal)| Some((known(goal)?, Reverse(at))));
    weighed.max().map(|(_, Reverse(at))| at)
}
