//! Relations of which one row stands for each key: the best by [`Dominance`], or the join of all in columns of lattices.
//!
//! What a round derives is compared with what stands as it comes, and what changes nothing is dropped at once; the rest is kept
//! apart, one row a key, until the round is over, and is then the last round's.

use super::Halt;
use super::dominance::Dominance;
use crate::program::functor;
use crate::program::ir::LatticeColumn;
use crate::store::{Dictionary, Keyed, Table, Word, cell_of, known_cell, word_of};

/// So many rows are looked up before any of them is compared: the processor then waits for many of them at once.
const AHEAD: usize = 64;

/// A relation of which one row stands for each key.
#[derive(Debug)]
pub(super) struct Standing {
    arity: usize,
    rule: Rule,
    /// The rows of the round.
    next: Table,
}

/// What becomes of two rows with the same key.
#[derive(Debug)]
enum Rule {
    /// One of them stands.
    Best(Dominance),
    /// The last columns are joined.
    Join(Vec<LatticeColumn>),
}

impl Standing {
    /// Of rows with so many columns the best stand.
    pub(super) fn best(arity: usize, dominance: Dominance) -> Self {
        Self::new(arity, Rule::Best(dominance))
    }

    /// The last columns are those of lattices.
    pub(super) fn join(arity: usize, columns: &[LatticeColumn]) -> Self {
        Self::new(arity, Rule::Join(columns.to_vec()))
    }

    fn new(arity: usize, rule: Rule) -> Self {
        let mut standing = Self { arity, rule, next: Table::default() };
        standing.next = standing.none();
        standing
    }

    /// A table for what stands.
    pub(super) fn none(&self) -> Table {
        let key = match &self.rule {
            Rule::Best(dominance) => dominance.key.clone(),
            Rule::Join(columns) => (0..self.arity - columns.len()).collect(),
        };
        Table::keyed(self.arity, key)
    }

    /// The rows of the round; they are given once.
    pub(super) fn take_round(&mut self) -> Table {
        let none = self.none();
        std::mem::replace(&mut self.next, none)
    }

    /// Takes up rows, given one after the other, beside those that stand; says for how many keys the round has a row now that had none.
    pub(super) fn take_all(
        &mut self,
        rows: &[Word],
        standing: &Table,
        dictionary: &Dictionary,
    ) -> Result<usize, Halt> {
        let (Some(standing), Some(next)) = (standing.as_keyed(), self.next.as_keyed_mut()) else {
            return Ok(0);
        };
        let before = next.len();
        let (mut cells, mut found) = (Vec::with_capacity(AHEAD * self.arity), Vec::with_capacity(AHEAD));
        for rows in rows.chunks(AHEAD * self.arity) {
            cells.clear();
            cells.extend(rows.iter().map(|&word| cell_of(word)));
            standing.find_all(&cells, &mut found);
            for (row, &at) in cells.chunks_exact(self.arity).zip(&found) {
                let base = at.map(|at| standing.row(at));
                match &self.rule {
                    Rule::Best(dominance) => put_best(next, row, base, dominance),
                    Rule::Join(columns) => put_joined(next, row, base, columns, dictionary)?,
                }
            }
        }
        Ok(next.len() - before)
    }

    /// Keeps of rows, given one after the other, those that may change what stands; says how many these are. Those of which a word is
    /// new to all tables may.
    pub(super) fn keep_open(&self, rows: &mut Vec<Word>, standing: &Table) -> usize {
        let (Rule::Best(dominance), Some(standing)) = (&self.rule, standing.as_keyed()) else {
            return rows.len() / self.arity;
        };
        let (mut kept, mut cells) = (0, Vec::with_capacity(self.arity));
        for first in (0..rows.len()).step_by(self.arity) {
            let row = first..first + self.arity;
            cells.clear();
            cells.extend(rows[row.clone()].iter().map_while(|&word| known_cell(word)));
            let is_above = |at: usize| dominance.is_above(&cells, standing.row(at));
            if cells.len() < self.arity || standing.find(&cells).is_none_or(is_above) {
                rows.copy_within(row, kept * self.arity);
                kept += 1;
            }
        }
        rows.truncate(kept * self.arity);
        kept
    }
}

/// Adds a row to those of the round unless one of them, or the one that stands, is above it.
fn put_best(next: &mut Keyed, row: &[i32], standing: Option<&[i32]>, dominance: &Dominance) {
    if standing.is_some_and(|standing| !dominance.is_above(row, standing)) {
        return;
    }
    match next.find(row) {
        Some(at) if dominance.is_above(row, next.row(at)) => next.replace(at, row),
        Some(_) => {}
        None => next.push(row),
    }
}

/// Joins a row to that of the round, or to the one that stands, and adds to the round what is another row then.
fn put_joined(
    next: &mut Keyed,
    row: &[i32],
    standing: Option<&[i32]>,
    columns: &[LatticeColumn],
    dictionary: &Dictionary,
) -> Result<(), Halt> {
    let of_round = next.find(row);
    let Some(base) = of_round.map(|at| next.row(at)).or(standing) else {
        next.push(row);
        return Ok(());
    };
    let mut joined = base.to_vec();
    let values = row.len() - columns.len()..;
    for (column, (cell, &other)) in columns.iter().zip(joined[values.clone()].iter_mut().zip(&row[values])) {
        let operands = [word_of(*cell), word_of(other)];
        if let Some(value) = functor::evaluate(column.join, column.ty, &operands, dictionary)? {
            *cell = cell_of(value);
        }
    }
    match of_round {
        _ if joined == base => {}
        Some(at) => next.replace(at, &joined),
        None => next.push(&joined),
    }
    Ok(())
}
