//! Tables: sets of rows of words, one a relation, and the database that holds them by relation.

use std::ops::Range;

use super::Word;
use super::pair_set::PairSet;
use super::row_set::{RowSet, hash_words};
use super::value_set::ValueSet;

/// The rows of one relation, each once, in order of insertion.
///
/// All words lie in one vector, row after row; beside it stands a set by which rows are told apart. Two tables are equal when they
/// hold the same rows, in whatever order.
#[derive(Clone, Debug, Default)]
pub struct Table {
    arity: usize,
    len: usize,
    words: Vec<Word>,
    set: Set,
}

/// What tells the rows apart, by arity.
#[derive(Clone, Debug)]
enum Set {
    One(ValueSet),
    Two(PairSet),
    /// Row numbers, under the hashes of the rows.
    Any(RowSet),
}

impl Default for Set {
    fn default() -> Self {
        Self::Any(RowSet::default())
    }
}

impl Table {
    /// An empty table for rows of `arity` words.
    pub fn new(arity: usize) -> Self {
        let set = match arity {
            1 => Set::One(ValueSet::default()),
            2 => Set::Two(PairSet::default()),
            _ => Set::default(),
        };
        Self { arity, set, ..Self::default() }
    }

    /// A table of the given rows.
    pub fn from_rows<'a>(arity: usize, rows: impl IntoIterator<Item = &'a [Word]>) -> Self {
        let mut table = Self::new(arity);
        for row in rows {
            table.insert(row);
        }
        table
    }

    /// How many words a row has.
    pub fn arity(&self) -> usize {
        self.arity
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds a row and says whether it is new.
    pub fn insert(&mut self, row: &[Word]) -> bool {
        debug_assert_eq!(row.len(), self.arity, "a row has as many words as its table");
        let is_new = match (&mut self.set, row) {
            (Set::One(values), &[value]) => values.insert(value),
            (Set::Two(pairs), &[first, second]) => pairs.insert(first, second),
            (Set::Any(rows), row) => {
                let (arity, words) = (self.arity, &self.words);
                let row_at = |at: usize| &words[span(arity, at)];
                rows.insert(hash(row), self.len, |at| row_at(at) == row, |at| hash(row_at(at))).is_none()
            }
            _ => false,
        };
        if is_new {
            self.words.extend_from_slice(row);
            self.len += 1;
        }
        is_new
    }

    /// Adds so many rows, given one after the other, and says how many are new.
    ///
    /// Rows that are there already are found first: these searches do not depend on each other, so that the processor waits for many
    /// of them at once, and what is left finds its place in the cache.
    pub fn insert_all(&mut self, rows: &[Word], count: usize) -> usize {
        let arity = self.arity;
        let row = |at: usize| &rows[span(arity, at)];
        let is_far = matches!(self.set, Set::Any(_)) && arity > 0;
        let unknown: Vec<usize> = (0..count).filter(|&at| !is_far || !self.contains(row(at))).collect();
        unknown.into_iter().filter(|&at| self.insert(row(at))).count()
    }

    /// Whether the row is there.
    pub fn contains(&self, row: &[Word]) -> bool {
        match (&self.set, row) {
            (Set::One(values), &[value]) => values.contains(value),
            (Set::Two(pairs), &[first, second]) => pairs.contains(first, second),
            (Set::Any(rows), row) => rows.find(hash(row), |at| self.row(at) == row).is_some(),
            _ => false,
        }
    }

    /// The row of a number below [`Table::len`].
    pub fn row(&self, at: usize) -> &[Word] {
        &self.words[span(self.arity, at)]
    }

    /// One word: a row below [`Table::len`], a column below [`Table::arity`].
    pub fn word(&self, row: usize, column: usize) -> Word {
        self.words[row * self.arity + column]
    }

    /// The rows in order of insertion.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Word]> {
        (0..self.len).map(|at| self.row(at))
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.arity == other.arity && self.len == other.len && self.rows().all(|row| other.contains(row))
    }
}

impl Eq for Table {}

fn span(arity: usize, at: usize) -> Range<usize> {
    at * arity..(at + 1) * arity
}

fn hash(row: &[Word]) -> u64 {
    hash_words(row.iter().copied())
}

/// One table a relation, in the order of the program's relations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Database {
    /// The tables, indexed by relation.
    pub tables: Vec<Table>,
}

impl Database {
    /// Empty tables of the given arities.
    pub fn with_arities(arities: impl IntoIterator<Item = usize>) -> Self {
        Self { tables: arities.into_iter().map(Table::new).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_kept_once() {
        let mut table = Table::new(2);
        assert!(table.insert(&[1, 2]));
        assert!(table.insert(&[2, 1]));
        assert!(!table.insert(&[1, 2]));
        assert_eq!((table.len(), table.contains(&[2, 1]), table.contains(&[3, 3])), (2, true, false));
        assert_eq!(table.rows().collect::<Vec<_>>(), [[1, 2], [2, 1]]);
    }

    #[test]
    fn a_table_without_columns_holds_at_most_the_empty_row() {
        let mut table = Table::new(0);
        assert!(table.is_empty() && !table.contains(&[]));
        assert!(table.insert(&[]) && !table.insert(&[]));
        assert_eq!(table.rows().collect::<Vec<_>>(), [&[] as &[Word]]);
    }

    #[test]
    fn tables_are_equal_as_sets() {
        let one = Table::from_rows(1, [&[1][..], &[2]]);
        let other = Table::from_rows(1, [&[2][..], &[1]]);
        assert_eq!(one, other);
        assert_ne!(one, Table::from_rows(1, [&[1][..], &[3]]));
        assert_ne!(one, Table::from_rows(1, [&[1][..]]));
    }

    #[test]
    fn growth_loses_no_row_of_any_arity() {
        for arity in 1..=4 {
            let row = |number: Word| [number, number / 7, number % 100, number / 100][..arity].to_vec();
            let mut table = Table::new(arity);
            assert!((0..10_000).all(|number| table.insert(&row(number))));
            assert!((0..10_000).all(|number| table.contains(&row(number)) && !table.insert(&row(number))));
            assert_eq!(table.len(), 10_000);
            assert_eq!(table.row(4321), row(4321));
        }
    }
}
