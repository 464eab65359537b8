//! An index in the form of its table's cells, and the indexes that a database keeps from one use to the next.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::postings::Source;
use super::{Cell, Cells, Postings, Table, Word};

/// An index in the form of its table's cells.
#[derive(Clone, Debug)]
pub enum Listing {
    /// Of a table whose words take 32 bits each.
    Narrow(Postings<i32>),
    /// Of a table of whole words.
    Wide(Postings<Word>),
}

impl Listing {
    /// An index from the cells of `key` columns to those of `payload` columns that covers no row yet, for a table of such cells.
    pub fn new(cells: Cells, key: &[usize], payload: &[usize]) -> Self {
        match cells {
            Cells::Narrow(_) => Self::Narrow(Postings::new(key.to_vec(), payload.to_vec())),
            Cells::Wide(_) => Self::Wide(Postings::new(key.to_vec(), payload.to_vec())),
        }
    }

    /// The columns of the key.
    pub fn key(&self) -> &[usize] {
        match self {
            Self::Narrow(index) => index.key(),
            Self::Wide(index) => index.key(),
        }
    }

    /// The columns of an entry.
    pub fn payload(&self) -> &[usize] {
        match self {
            Self::Narrow(index) => index.payload(),
            Self::Wide(index) => index.payload(),
        }
    }

    /// The cells of its entries, if they take 32 bits each.
    pub fn narrow_cells(&self) -> Option<&[i32]> {
        match self {
            Self::Narrow(index) => Some(index.cells()),
            Self::Wide(_) => None,
        }
    }

    /// How many rows it covers: the first so many of its table.
    pub fn covered(&self) -> usize {
        match self {
            Self::Narrow(index) => index.covered(),
            Self::Wide(index) => index.covered(),
        }
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Narrow(index) => index.bytes(),
            Self::Wide(index) => index.bytes(),
        }
    }

    /// Takes up the rows that it does not cover yet and then takes out those of `gone` that the table has, before the table does; says
    /// whether it could: a table that has become wide needs another index.
    pub fn forget(&mut self, table: &Table, gone: &Table) -> bool {
        match (self, table.cells()) {
            (Self::Narrow(index), Cells::Narrow(cells)) => forget(index, cells, table, gone),
            (Self::Wide(index), Cells::Wide(cells)) => forget(index, cells, table, gone),
            _ => return false,
        }
        true
    }
}

/// Takes rows of the last round, or such from before it, out of all indexes of a table, which are up to date.
pub fn forget_of_round(indexes: &mut [Arc<Listing>], gone: &Table, is_new: bool) {
    for row in gone.rows() {
        for index in indexes.iter_mut() {
            match Arc::make_mut(index) {
                Listing::Narrow(index) => {
                    // Rows of narrow tables have narrow words alone.
                    let cells: Vec<i32> = row.iter().filter_map(|&word| i32::of(word)).collect();
                    index.remove_of_round(&cells, is_new);
                }
                Listing::Wide(index) => index.remove_of_round(row, is_new),
            }
        }
    }
}

/// Brings all indexes of a table up to date with rows that are to be taken out of it; an index that cannot follow is dropped.
pub fn forget_all(indexes: &mut Vec<Arc<Listing>>, table: &Table, gone: &Table) {
    if !gone.is_empty() {
        indexes.retain_mut(|index| Arc::make_mut(index).forget(table, gone));
    }
}

fn forget<T: Cell>(index: &mut Postings<T>, cells: &[T], table: &Table, gone: &Table) {
    let source = Source { cells, arity: table.arity() };
    let Ok(()) = index.extend(source, table.len(), |_| Ok::<_, Infallible>(()));
    let mut row = Vec::with_capacity(table.arity());
    for words in gone.rows().filter(|words| table.contains(words)) {
        row.clear();
        row.extend(words.iter().filter_map(|&word| T::of(word)));
        index.remove(&row);
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
    listings: Vec<Vec<Arc<Listing>>>,
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
    pub fn of(listings: Vec<Vec<Arc<Listing>>>) -> Self {
        Self(Mutex::new(Kept { listings, ..Kept::default() }))
    }

    /// All of them, to be kept again: nothing is kept until then, so that they may be changed in place.
    pub fn take(&self) -> Vec<Vec<Arc<Listing>>> {
        std::mem::take(&mut self.kept().listings)
    }

    /// Keeps these in place of what was kept.
    pub fn keep(&self, listings: Vec<Vec<Arc<Listing>>>) {
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
