//! Rows taken out: the last ones take their places, in the cells, in the set and in the marks.
//!
//! Which rows are there is told by the set, or for a few rows without one by a look at all (see `few`).

use std::convert::Infallible;
use std::sync::OnceLock;

use super::few::FEW;
use super::sketch::Rows;
use super::{Narrow, Set, present};
use crate::store::KeyMap;
use crate::store::cell::span;

impl Narrow {
    /// Takes rows out and says how many were there. The last rows take their places.
    pub(in crate::store) fn remove_rows<'r>(
        &mut self,
        rows: impl ExactSizeIterator<Item = &'r [i32]>,
    ) -> usize {
        if self.spares_set(rows.len()) {
            return self.remove_few(rows);
        }
        self.set();
        let before = self.len;
        let Self { arity, len, cells, set, sketches, .. } = self;
        match present(set) {
            Set::Flat(numbers) => {
                for row in rows {
                    if let Some(at) = numbers.take_out(cells, *len, row) {
                        *len -= 1;
                        sketches.take_out(at, Rows { cells, arity: *arity });
                    }
                }
            }
            Set::Trie(trie) => {
                let mut gone = KeyMap::new(*arity);
                rows.filter(|row| trie.remove(row)).for_each(|row| _ = gone.number(row));
                self.take_out(&gone);
            }
        }
        before - self.len
    }

    /// Takes rows out so that of the first `old` rows those that are left stand first still; returns how many these are. From then on
    /// the set numbers the rows.
    pub(in crate::store) fn remove_parted<'r>(
        &mut self,
        rows: impl Iterator<Item = &'r [i32]>,
        mut old: usize,
    ) -> usize {
        if !matches!(self.set.get(), Some(Set::Flat(_))) {
            let Ok(flat) = self.flat(&mut |_| Ok::<_, Infallible>(()));
            self.set = OnceLock::from(Set::Flat(flat));
        }
        self.review = usize::MAX;
        self.sketches.forget();
        let Set::Flat(numbers) = present(&mut self.set) else { return old };
        for row in rows {
            if let Some(at) = numbers.take_out_parted(&mut self.cells, self.len, old, row) {
                self.len -= 1;
                old -= usize::from(at < old);
            }
        }
        old
    }

    /// Takes out rows that are there, searched for from the end: what came last goes first, most often.
    fn take_out(&mut self, gone: &KeyMap<i32>) {
        if gone.len() <= FEW {
            let mut rows = Vec::new();
            gone.each(|row, _| rows.push(row.to_vec()));
            for row in &rows {
                self.remove_row(row);
            }
            return;
        }
        let (mut at, mut left) = (self.len, gone.len());
        while left > 0 && at > 0 {
            at -= 1;
            if gone.find(self.row(at)).is_some() {
                self.vacate(at);
                left -= 1;
            }
        }
    }

    /// Takes out the row of a number, in whose place the last one is put; the set knows of it.
    pub(super) fn vacate(&mut self, at: usize) {
        let last = span(self.arity, self.len - 1);
        self.cells.copy_within(last.clone(), at * self.arity);
        self.cells.truncate(last.start);
        self.len -= 1;
        self.sketches.take_out(at, Rows { cells: &self.cells, arity: self.arity });
    }
}
