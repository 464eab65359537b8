//! Tables: sets of rows of words, one a relation, and the database that holds them by relation.

use std::collections::HashSet;

use super::Word;

/// The rows of one relation, each once, in order of insertion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    arity: usize,
    rows: Vec<Box<[Word]>>,
    seen: HashSet<Box<[Word]>>,
}

impl Table {
    /// An empty table for rows of `arity` words.
    pub fn new(arity: usize) -> Self {
        Self { arity, ..Self::default() }
    }

    /// How many words a row has.
    pub fn arity(&self) -> usize {
        self.arity
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a row and says whether it is new.
    pub fn insert(&mut self, row: &[Word]) -> bool {
        debug_assert_eq!(row.len(), self.arity, "a row has as many words as its table");
        let new = self.seen.insert(row.into());
        if new {
            self.rows.push(row.into());
        }
        new
    }

    /// Whether the row is there.
    pub fn contains(&self, row: &[Word]) -> bool {
        self.seen.contains(row)
    }

    /// The rows in order of insertion.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Word]> {
        self.rows.iter().map(AsRef::as_ref)
    }
}

/// One table a relation, in the order of the program's relations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Database {
    /// The tables, indexed by relation.
    pub tables: Vec<Table>,
}
