//! The database: one table a relation, and the indexes of the tables that are worth keeping.

use super::listing::{Indexes, forget_all};
use super::{Changes, Table};

/// One table a relation, in the order of the program's relations. Two are equal when their tables are.
#[derive(Clone, Debug, Default)]
pub struct Database {
    /// The tables, indexed by relation.
    pub tables: Vec<Table>,
    /// Their indexes, as far as some were made and are kept.
    pub indexes: Indexes,
}

impl Database {
    /// These tables, without indexes.
    pub fn new(tables: Vec<Table>) -> Self {
        Self { tables, indexes: Indexes::default() }
    }

    /// Empty tables of the given arities.
    pub fn with_arities(arities: impl IntoIterator<Item = usize>) -> Self {
        Self::new(arities.into_iter().map(Table::new).collect())
    }

    /// How many rows there are in all.
    pub fn rows(&self) -> usize {
        self.tables.iter().map(Table::len).sum()
    }

    /// Takes out what went and adds what came. The indexes follow.
    pub fn apply(&mut self, changes: &Changes) {
        let mut indexes = self.indexes.take();
        for (at, change) in changes.iter() {
            let Some(table) = self.tables.get_mut(at) else { continue };
            if let Some(indexes) = indexes.get_mut(at) {
                forget_all(indexes, table, &change.removed);
            }
            table.remove_all(&change.removed);
            table.insert_table(&change.added);
        }
        self.indexes.keep(indexes);
    }
}

impl PartialEq for Database {
    fn eq(&self, other: &Self) -> bool {
        self.tables == other.tables
    }
}

impl Eq for Database {}
