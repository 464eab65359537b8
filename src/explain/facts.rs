//! The conclusions with their indexes: which rows hold given words in given columns.
//!
//! This is all that explanations ask of an executor: the database that every one of them gives back.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::engine::guard::Limit;
use crate::engine::{EngineError, LimitReached};
use crate::program::ir::RelationId;
use crate::store::{Database, Index, Table, Word};

/// A database in which everything is derived, and the indexes that were wanted so far.
pub(super) struct Facts<'a> {
    database: &'a Database,
    nothing: Table,
    indexes: RefCell<Indexes>,
    /// The indexes on all columns.
    whole: RefCell<HashMap<RelationId, Rc<Index>>>,
}

/// The most pairs of an equivalence of which explanations keep account, row by row.
const MOST_PAIRS: usize = 1 << 26;

/// Refuses to number the rows of an equivalence with too many pairs.
///
/// # Errors
/// A limit of memory.
pub(super) fn can_be_numbered(database: &Database) -> Result<(), EngineError> {
    let is_great = |table: &Table| table.as_classes().is_some() && table.len() > MOST_PAIRS;
    if database.tables.iter().any(is_great) {
        let limit = Limit::Memory((MOST_PAIRS * 2 * size_of::<Word>()) as u64);
        return Err(EngineError::Limit(Box::new(LimitReached::somewhere(limit))));
    }
    Ok(())
}

/// By relation and columns.
type Indexes = HashMap<(RelationId, Vec<usize>), Rc<Index>>;

/// A fact: its relation and the number of its row there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FactId {
    pub(super) relation: RelationId,
    pub(super) row: usize,
}

impl<'a> Facts<'a> {
    pub(super) fn new(database: &'a Database) -> Self {
        Self { database, nothing: Table::default(), indexes: RefCell::default(), whole: RefCell::default() }
    }

    /// The rows of a relation; none for one that the database does not have.
    pub(super) fn table(&self, relation: RelationId) -> &Table {
        self.database.tables.get(relation.0).unwrap_or(&self.nothing)
    }

    /// The values of a fact.
    pub(super) fn row(&self, fact: FactId) -> &[Word] {
        self.table(fact.relation).row(fact.row)
    }

    /// The fact of these values, if there is one.
    pub(super) fn find(&self, relation: RelationId, row: &[Word]) -> Option<FactId> {
        let table = self.table(relation);
        if row.len() != table.arity() {
            return None;
        }
        self.every_column(relation).rows(table, row).next().map(|row| FactId { relation, row })
    }

    /// The index of a relation on all its columns.
    fn every_column(&self, relation: RelationId) -> Rc<Index> {
        if let Some(made) = self.whole.borrow().get(&relation) {
            return Rc::clone(made);
        }
        let columns: Vec<usize> = (0..self.table(relation).arity()).collect();
        let made = self.index(relation, &columns);
        self.whole.borrow_mut().insert(relation, Rc::clone(&made));
        made
    }

    /// The index of a relation on these columns, made when it is first wanted.
    pub(super) fn index(&self, relation: RelationId, columns: &[usize]) -> Rc<Index> {
        let key = (relation, columns.to_vec());
        let mut indexes = self.indexes.borrow_mut();
        let made = indexes.entry(key).or_insert_with(|| Rc::new(Index::new(self.table(relation), columns)));
        Rc::clone(made)
    }

    /// The numbers of the rows that hold the given words, in ascending order.
    pub(super) fn matching(&self, relation: RelationId, pattern: &[Option<Word>]) -> Vec<usize> {
        let table = self.table(relation);
        let columns: Vec<usize> = (0..pattern.len()).filter(|&at| pattern[at].is_some()).collect();
        if columns.is_empty() {
            return (0..table.len()).collect();
        }
        let key: Vec<Word> = pattern.iter().flatten().copied().collect();
        self.index(relation, &columns).rows(table, &key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_any_columns() {
        let table = Table::from_rows(2, [&[1, 2][..], &[2, 2], &[1, 3]]);
        let database = Database::new(vec![table]);
        let facts = Facts::new(&database);
        let relation = RelationId(0);
        assert_eq!(facts.matching(relation, &[Some(1), None]), [0, 2]);
        assert_eq!(facts.matching(relation, &[None, Some(2)]), [0, 1]);
        assert_eq!(facts.matching(relation, &[None, None]), [0, 1, 2]);
        assert_eq!(facts.matching(relation, &[Some(2), Some(3)]), [0; 0]);
        assert_eq!(facts.find(relation, &[1, 3]), Some(FactId { relation, row: 2 }));
        assert_eq!(facts.find(relation, &[1]), None);
        assert_eq!(facts.find(RelationId(7), &[1, 3]), None);
    }
}
