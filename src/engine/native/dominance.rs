//! Subsumption that leaves one row for each key: the rows that agree in some columns are put in order by the others.
//!
//! Most subsumption is of this form: the least distance of a node, or of those with the least distance the one with the least
//! predecessor. What stands can then be told row by row, without a join; [`super::subsumption`] has whatever is not of it.

use std::cmp::Ordering;

use crate::program::ir::{Arg, Comparison, Literal, Rule, Type, VarId};
use crate::store::{Word, word_of};

/// The most columns by which rows are compared.
const MOST: usize = 3;

/// Which of the rows with the same key stands: the first in lexicographic order of the ranks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dominance {
    /// The columns in which a row agrees with those above it.
    pub(super) key: Vec<usize>,
    ranks: Vec<Rank>,
}

/// A column by which rows with the same key are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rank {
    column: usize,
    is_signed: bool,
    is_least: bool,
}

/// How the columns that are not of the key compare: those of the row that goes with those of the row above it.
type Outcome = Vec<Ordering>;

const ORDERINGS: [Ordering; 3] = [Ordering::Less, Ordering::Equal, Ordering::Greater];

impl Dominance {
    /// What rules of subsumption say of a relation with columns of these types, if they are of this form.
    pub(super) fn of(rules: &[Rule], types: &[Type]) -> Option<Self> {
        let pairs: Vec<Pairs> = rules.iter().map(Pairs::of).collect::<Option<_>>()?;
        let columns = pairs.first()?.compared();
        let is_ordered = |&column: &usize| matches!(types[column], Type::Number | Type::Unsigned);
        let is_alike = pairs.iter().all(|pairs| pairs.compared() == columns);
        if !is_alike || columns.len() > MOST || !columns.iter().all(is_ordered) {
            return None;
        }
        let mut is_lower = Vec::new();
        for outcome in outcomes(columns.len()) {
            let mut gives_way = false;
            for (pairs, rule) in pairs.iter().zip(rules) {
                gives_way |= pairs.admit(rule, &columns, &outcome)?;
            }
            is_lower.push((outcome, gives_way));
        }
        let key = (0..types.len()).filter(|column| !columns.contains(column)).collect();
        let says = |order: &Vec<(usize, bool)>| {
            is_lower.iter().all(|(outcome, gives_way)| is_behind(outcome, order) == *gives_way)
        };
        let order = orders(columns.len()).into_iter().find(says)?;
        let rank = |&(at, is_least): &(usize, bool)| {
            let column = columns[at];
            Rank { column, is_signed: types[column] == Type::Number, is_least }
        };
        Some(Self { key, ranks: order.iter().map(rank).collect() })
    }

    /// Whether a row of cells stands above another one with the same key.
    #[inline]
    pub(super) fn is_above(&self, row: &[i32], other: &[i32]) -> bool {
        let words = |column: usize| (word_of(row[column]), word_of(other[column]));
        let compared = self.ranks.iter().map(|rank| rank.compare(words(rank.column)));
        compared.fold(Ordering::Equal, Ordering::then) == Ordering::Less
    }
}

impl Rank {
    /// The one that comes first is less.
    #[inline]
    fn compare(self, (one, other): (Word, Word)) -> Ordering {
        let by_size =
            if self.is_signed { one.cast_signed().cmp(&other.cast_signed()) } else { one.cmp(&other) };
        if self.is_least { by_size } else { by_size.reverse() }
    }
}

/// The variables of the two rows of a rule, column by column: of the one that goes and of the one above it.
struct Pairs(Vec<(VarId, VarId)>);

impl Pairs {
    fn of(rule: &Rule) -> Option<Self> {
        let [Literal::Atom(lower), Literal::Atom(upper), ..] = rule.body.as_slice() else { return None };
        let pair = |(one, other): (&Arg, &Arg)| match (*one, *other) {
            (Arg::Var(one), Arg::Var(other)) => Some((one, other)),
            _ => None,
        };
        let pairs: Vec<_> = lower.args.iter().zip(&upper.args).map(pair).collect::<Option<_>>()?;
        // No variable stands in two columns.
        let is_known = |at: usize, &(one, other): &(VarId, VarId)| {
            pairs[..at].iter().any(|before| [before.0, before.1].iter().any(|it| [one, other].contains(it)))
        };
        let repeats = pairs.iter().enumerate().any(|(at, pair)| is_known(at, pair));
        (!repeats).then_some(Self(pairs))
    }

    /// The columns in which the rows may differ.
    fn compared(&self) -> Vec<usize> {
        (0..self.0.len()).filter(|&at| self.0[at].0 != self.0[at].1).collect()
    }

    /// Whether a rule holds where its rows compare so in these columns; none if that depends on anything else.
    fn admit(&self, rule: &Rule, columns: &[usize], outcome: &Outcome) -> Option<bool> {
        let mut holds = true;
        for literal in &rule.body[2..] {
            let Literal::Compare { op, left, right, negated, .. } = literal else { return None };
            let (left, right) = (left.as_variable()?, right.as_variable()?);
            let at = columns.iter().position(|&at| [(left, right), (right, left)].contains(&self.0[at]))?;
            let ordering = if self.0[columns[at]].0 == left { outcome[at] } else { outcome[at].reverse() };
            holds &= is_met(*op, ordering) != *negated;
        }
        Some(holds)
    }
}

fn is_met(op: Comparison, ordering: Ordering) -> bool {
    match op {
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessEqual => ordering.is_le(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterEqual => ordering.is_ge(),
    }
}

/// All ways in which so many columns can compare.
fn outcomes(columns: usize) -> Vec<Outcome> {
    (0..columns).fold(vec![Vec::new()], |outcomes, _| {
        let longer = |outcome: &Outcome| ORDERINGS.map(|ordering| [outcome.clone(), vec![ordering]].concat());
        outcomes.iter().flat_map(longer).collect()
    })
}

/// All lexicographic orders of so many columns, each with whether the least comes first.
fn orders(columns: usize) -> Vec<Vec<(usize, bool)>> {
    (0..columns).fold(vec![Vec::new()], |orders, _| {
        let longer = |order: &Vec<(usize, bool)>| {
            let left = (0..columns).filter(|at| order.iter().all(|(used, _)| used != at));
            let order = order.clone();
            let choices = left.flat_map(|at| [(at, true), (at, false)]);
            choices.map(|next| [order.clone(), vec![next]].concat()).collect::<Vec<_>>()
        };
        orders.iter().flat_map(longer).collect()
    })
}

/// Whether a row that compares so with another one comes behind it.
fn is_behind(outcome: &Outcome, order: &[(usize, bool)]) -> bool {
    let first = order.iter().find(|(at, _)| outcome[*at].is_ne());
    first.is_some_and(|&(at, is_least)| outcome[at].is_gt() == is_least)
}
