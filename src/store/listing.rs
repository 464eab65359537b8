//! The indexes that a database keeps from one use to the next, and how they follow rows that go.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::postings::Source;
use super::{Postings, Table};

/// Takes rows of the last round, or such from before it, out of all indexes of a table, which are up to date.
pub fn forget_of_round(indexes: &mut [Arc<Postings>], gone: &Table, is_new: bool) {
    for index in indexes {
        let index = Arc::make_mut(index);
        gone.cells().chunks_exact(gone.arity().max(1)).for_each(|row| index.remove_of_round(row, is_new));
    }
}

/// Brings all indexes of a table up to date with rows that are to be taken out of it.
pub fn forget_all(indexes: &mut [Arc<Postings>], table: &Table, gone: &Table) {
    if gone.is_empty() || indexes.is_empty() {
        return;
    }
    let source = Source { cells: table.cells(), arity: table.arity() };
    let rows = gone.cells().chunks_exact(gone.arity().max(1)).zip(table.have(gone));
    let rows: Vec<&[i32]> = rows.filter(|(_, is_there)| *is_there).map(|(row, _)| row).collect();
    for index in indexes.iter_mut().map(Arc::make_mut) {
        // It takes up the rows that it does not cover yet before it loses any.
        let Ok(()) = index.extend(source, table.len(), |_| Ok::<_, Infallible>(()));
        for row in &rows {
            index.remove(row);
        }
    }
}

/// The indexes of a database's tables, in the order of these. A copy shares them until it changes them.
///
/// They are right as long as tables only grow; whoever takes rows out of a table, or puts another in its place, brings its indexes
/// up to date or drops them.
#[derive(Debug, Default)]
pub struct Indexes(Mutex<Kept>);

#[derive(Clone, Debug, Default)]
struct Kept {
    listings: Vec<Vec<Arc<Postings>>>,
    /// How many times the rows of a table were looked through for want of an index on some columns.
    searches: BTreeMap<(usize, Vec<usize>), usize>,
}

impl Clone for Indexes {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.kept().clone()))
    }
}

impl Indexes {
    /// These.
    pub fn of(listings: Vec<Vec<Arc<Postings>>>) -> Self {
        Self(Mutex::new(Kept { listings, ..Kept::default() }))
    }

    /// All of them, to be kept again: nothing is kept until then, so that they may be changed in place.
    pub fn take(&self) -> Vec<Vec<Arc<Postings>>> {
        std::mem::take(&mut self.kept().listings)
    }

    /// Keeps these in place of what was kept.
    pub fn keep(&self, listings: Vec<Vec<Arc<Postings>>>) {
        self.kept().listings = listings;
    }

    /// Notes that a table is looked through so many times for want of an index on some columns, and tells how many times it was in all.
    pub fn search(&self, table: usize, columns: &[usize], times: usize) -> usize {
        let mut kept = self.kept();
        let searches = kept.searches.entry((table, columns.to_vec())).or_default();
        *searches = searches.saturating_add(times);
        *searches
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
