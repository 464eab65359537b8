//! A few rows among many that nobody has made a set of: they are looked for row by row, some times, before a set is made.
//!
//! What changes one fact of half a million would wait longer for the set than for a look at all rows.

use std::ops::{ControlFlow, Range};

use super::sketch::Rows;
use super::{FIRST_REVIEW, Narrow};

/// So few rows are looked for one by one.
pub(super) const FEW: usize = 128;
/// So many looks at the marks of all rows cost about what it costs to make a set of them.
const LOOKS: usize = 1024;
/// So many rows at the end are looked at first: what came last goes first, most often.
const LAST: usize = 64;
/// The form of a set of so many rows is not asked for again on account of a few more.
const SETTLED: usize = 1 << 16;

impl Narrow {
    /// Whether so few rows are searched for without a set: there is none, and to make it would cost more.
    fn is_without_set(&self, rows: usize) -> bool {
        self.set.get().is_none() && rows <= FEW && self.len >= FIRST_REVIEW
    }

    /// The same, as long as that did not happen too often.
    pub(super) fn spares_set(&mut self, rows: usize) -> bool {
        let spares = self.is_without_set(rows) && self.looks < LOOKS;
        self.looks += if spares { rows } else { 0 };
        spares
    }

    /// Whether so few rows are added to the set as it is.
    pub(super) fn is_settled(&self, rows: usize) -> bool {
        self.has_set() && rows <= FEW && self.len >= SETTLED
    }

    /// Whether the set is made.
    pub(in crate::store) fn has_set(&self) -> bool {
        self.set.get().is_some()
    }

    /// Tells of each row, given one after the other, whether it is there; of a few without making a set.
    pub(in crate::store) fn have(&self, rows: &[i32], found: &mut Vec<bool>) {
        if self.is_without_set(rows.len() / self.arity) {
            found.extend(rows.chunks_exact(self.arity).map(|row| self.place(row).is_some()));
        } else {
            self.contain_all(rows, found);
        }
    }

    /// The number of a row.
    fn place(&self, row: &[i32]) -> Option<usize> {
        let last = self.len.saturating_sub(LAST);
        let among_last = (last..self.len).rev().find(|&at| self.row(at) == row);
        let columns: Vec<usize> = (0..self.arity).collect();
        among_last.or_else(|| {
            let mut found = None;
            _ = self.each_having((&columns, row), 0..last, &mut |at| found.replace(at).is_some());
            found
        })
    }

    /// Gives `take` the rows of a stretch that have these cells in these columns, one after the other, as long as it wants more. Breaks
    /// off behind the last that was taken.
    pub(in crate::store) fn each_having(
        &self,
        key: (&[usize], &[i32]),
        stretch: Range<usize>,
        take: &mut dyn FnMut(usize) -> bool,
    ) -> ControlFlow<usize> {
        self.sketches.each(Rows { cells: &self.cells, arity: self.arity }, key, stretch, take)
    }

    /// Takes out a row, which the set knows of, and says whether it was there.
    pub(super) fn remove_row(&mut self, row: &[i32]) -> bool {
        let place = self.place(row);
        place.inspect(|&at| self.vacate(at)).is_some()
    }

    /// Adds a few rows, given one after the other, and says how many are new.
    pub(super) fn insert_few(&mut self, rows: &[i32]) -> usize {
        let before = self.len;
        for row in rows.chunks_exact(self.arity) {
            if self.place(row).is_none() {
                self.cells.extend_from_slice(row);
                self.len += 1;
            }
        }
        self.len - before
    }

    /// Takes a few rows out and says how many were there. The last rows take their places.
    pub(super) fn remove_few<'r>(&mut self, rows: impl Iterator<Item = &'r [i32]>) -> usize {
        rows.filter(|row| self.remove_row(row)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many rows of two cells, without a set.
    fn many(rows: i32) -> Narrow {
        Narrow::of_distinct(2, (0..rows).flat_map(|at| [at / 3, at]).collect())
    }

    fn have(rows: &Narrow, row: &[i32]) -> bool {
        let mut found = Vec::new();
        rows.have(row, &mut found);
        found == [true]
    }

    #[test]
    fn a_few_rows_come_and_go_without_a_set() {
        let mut rows = many(10_000);
        assert_eq!(rows.insert_rows(&[7, 7, 2, 6, 7, 7]), 1);
        assert!(have(&rows, &[7, 7]) && !have(&rows, &[7, 8]));
        let gone = [[0, 0], [0, 0], [7, 7], [9, 9]];
        assert_eq!(rows.remove_rows(gone.iter().map(<[i32; 2]>::as_slice)), 2);
        assert_eq!((rows.len(), rows.row(0), rows.has_set()), (9999, &[3333, 9999][..], false));
        assert!(!have(&rows, &[0, 0]) && have(&rows, &[3333, 9999]));
    }

    #[test]
    fn what_changes_often_gets_a_set_and_stays_the_same() {
        let (mut rows, mut sure) = (many(5000), many(5000));
        assert!(sure.contains(&[0, 0]));
        for at in 0..600 {
            let (come, gone) = ([at, at + 1], [[at, at * 3 + 1]]);
            assert_eq!(rows.insert_rows(&come), sure.insert_rows(&come), "{at}");
            let gone = || gone.iter().map(<[i32; 2]>::as_slice);
            assert_eq!(rows.remove_rows(gone()), sure.remove_rows(gone()), "{at}");
        }
        assert!(rows.has_set() && rows.len() == sure.len());
        assert!(rows.rows().all(|row| sure.contains(row)));
    }

    #[test]
    fn many_rows_and_small_tables_have_a_set_at_once() {
        let (mut rows, mut small) = (many(5000), many(10));
        assert_eq!((rows.insert_rows(&[1; 300]), small.insert_rows(&[1, 1])), (1, 1));
        assert!(rows.has_set() && small.has_set());
    }
}
