//! Many rows on their way into a table, as they are read: they are told apart together, and in the cache, instead of one by one.

use super::cell::cells_of;
use super::distinct::keep_all_first;
use super::narrow::{Narrow, with_room};
use super::{Table, Word};

/// Rows that may repeat.
#[derive(Debug)]
pub struct Bulk {
    table: Table,
    /// The rows that are not in the table, one after the other.
    cells: Vec<i32>,
    /// The number of cells at which repeated rows are dropped, so that a few rows told many times do not fill the memory.
    full: usize,
}

/// The least number of cells at which repeated rows are dropped.
const FULL: usize = 1 << 23;

impl Bulk {
    /// No rows of so many words.
    pub fn new(arity: usize) -> Self {
        Self::onto(Table::new(arity))
    }

    /// The rows of a table.
    pub fn onto(table: Table) -> Self {
        Self { table, cells: Vec::new(), full: FULL }
    }

    /// Adds rows, given one after the other; without columns, the one row.
    pub fn add(&mut self, rows: &[Word]) {
        if self.table.arity() == 0 {
            self.table.insert(&[]);
            return;
        }
        cells_of(rows, &mut self.cells);
        if self.cells.len() >= self.full {
            keep_all_first(&mut self.cells, self.table.arity());
            self.full = FULL.max(self.cells.len() * 4);
        }
    }

    /// Adds the rows of a table of as many columns; where there are none yet they are shared.
    pub fn add_table(&mut self, rows: &Table) {
        if self.cells.is_empty() {
            self.table.insert_table(rows);
        } else {
            self.cells.extend_from_slice(rows.cells());
        }
    }

    /// The table of the rows, in the order in which they came first.
    pub fn finish(self) -> Table {
        let Self { mut table, mut cells, .. } = self;
        if table.is_empty() && table.arity() > 0 {
            keep_all_first(&mut cells, table.arity());
            cells.shrink_to(with_room(cells.len()));
            return Table::of_cells(Narrow::of_distinct(table.arity(), cells));
        }
        // Rows that are shared stay so if there are no others.
        if !cells.is_empty() {
            table.insert_cells(&cells, cells.len() / table.arity().max(1));
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_once_and_in_order() {
        let rows: Vec<Word> = (0..30_000).flat_map(|at: Word| [at * 7919 % 5003, (at % 11) << 40]).collect();
        let expected = Table::from_rows(2, rows.chunks(2));
        let mut bulk = Bulk::new(2);
        rows.chunks(1000).for_each(|rows| bulk.add(rows));
        let table = bulk.finish();
        assert!(table.rows().eq(expected.rows()));
        let mut more = Bulk::onto(table);
        more.add(&[1, 2, 0, 0]);
        let table = more.finish();
        assert_eq!((table.len(), table.row(expected.len())), (expected.len() + 1, &[1, 2][..]));
    }

    #[test]
    fn what_is_full_goes_on() {
        let mut bulk = Bulk { full: 10, ..Bulk::new(1) };
        (0..100).for_each(|at| bulk.add(&[at % 3, at / 50]));
        assert_eq!(bulk.finish().rows().collect::<Vec<_>>(), [[0], [1], [2]]);
    }

    #[test]
    fn a_row_without_columns_is_there_or_not() {
        let mut bulk = Bulk::new(0);
        bulk.add(&[]);
        bulk.add(&[]);
        assert_eq!((bulk.finish().len(), Bulk::new(0).finish().len()), (1, 0));
    }
}
