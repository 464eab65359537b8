//! The conclusions with their indexes: which rows hold given words in given columns.
//!
//! This is all that explanations ask of an executor: the database that every one of them gives back.

use std::cell::RefCell;
use std::cmp::Ordering;
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
    /// How many times the rows of a relation were looked through for want of an index.
    looks: RefCell<HashMap<(RelationId, Vec<usize>), usize>>,
    /// The values of columns, as far as they were asked for.
    values: RefCell<HashMap<Column, Rc<[Word]>>>,
}

/// A relation and a column of it.
type Column = (RelationId, usize);

/// So many looks at all rows of a relation cost less than to make an index of them.
const LOOKS: usize = 6;

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
        let (indexes, whole, looks) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { database, nothing: Table::default(), indexes, whole, looks, values: RefCell::default() }
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
        let columns: Vec<usize> = (0..row.len()).collect();
        let found = if self.whole.borrow().contains_key(&relation) || !self.may_look(relation, &columns) {
            self.every_column(relation).rows(table, row).next()
        } else {
            table.numbers_like(&row.iter().copied().map(Some).collect::<Vec<_>>()).next()
        };
        found.map(|row| FactId { relation, row })
    }

    /// Whether the rows of a relation are looked through for those with some values rather than an index is made, as it is for a few
    /// searches.
    fn may_look(&self, relation: RelationId, columns: &[usize]) -> bool {
        let key = (relation, columns.to_vec());
        if self.indexes.borrow().contains_key(&key) {
            return false;
        }
        let mut looks = self.looks.borrow_mut();
        let looks = looks.entry(key).or_default();
        *looks += 1;
        *looks <= LOOKS
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

    /// The values of a column, the most frequent first, then in their order, which is the same each time.
    pub(super) fn frequent(
        &self,
        relation: RelationId,
        column: usize,
        order: &dyn Fn(Word, Word) -> Ordering,
    ) -> Rc<[Word]> {
        let count = || {
            let mut counts: HashMap<Word, usize> = HashMap::new();
            let table = self.table(relation);
            table.column(column).for_each(|word| *counts.entry(word).or_default() += 1);
            let mut counted: Vec<(Word, usize)> = counts.into_iter().collect();
            counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| order(a.0, b.0)));
            counted.into_iter().map(|(word, _)| word).collect()
        };
        Rc::clone(self.values.borrow_mut().entry((relation, column)).or_insert_with(count))
    }

    /// The numbers of the rows that hold the given words, in ascending order.
    pub(super) fn matching(&self, relation: RelationId, pattern: &[Option<Word>]) -> Vec<usize> {
        let table = self.table(relation);
        let columns: Vec<usize> = (0..pattern.len()).filter(|&at| pattern[at].is_some()).collect();
        if columns.is_empty() {
            return (0..table.len()).collect();
        }
        if self.may_look(relation, &columns) {
            return table.numbers_like(pattern).collect();
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

    #[test]
    fn many_searches_find_what_the_first_did() {
        let rows: Vec<[Word; 2]> = (0..100).map(|at| [at % 7, at]).collect();
        let database = Database::new(vec![Table::from_rows(2, rows.iter().map(<[Word; 2]>::as_slice))]);
        let (facts, relation) = (Facts::new(&database), RelationId(0));
        let first = facts.matching(relation, &[Some(3), None]);
        assert_eq!(first, (3..100).step_by(7).collect::<Vec<_>>());
        for _ in 0..2 * LOOKS {
            assert_eq!(facts.matching(relation, &[Some(3), None]), first);
            assert_eq!(facts.find(relation, &[3, 10]), Some(FactId { relation, row: 10 }));
            assert_eq!(facts.find(relation, &[3, 11]), None);
        }
        assert_eq!((facts.indexes.borrow().len(), facts.whole.borrow().len()), (2, 1));
    }
}
