//! Rows of whole words, for what does not fit narrow cells, and for the table without columns.

use super::cell::span;
use super::narrow::Narrow;
use super::row_set::{RowSet, hash_row};
use super::{Cell as _, Word};

/// Rows, each once, in order of insertion.
#[derive(Clone, Debug, Default)]
pub(super) struct Wide {
    arity: usize,
    len: usize,
    words: Vec<Word>,
    set: RowSet,
}

impl Wide {
    pub(super) fn new(arity: usize) -> Self {
        Self { arity, ..Self::default() }
    }

    /// The same rows in the same order.
    pub(super) fn of(narrow: &Narrow, arity: usize) -> Self {
        let mut wide = Self::new(arity);
        wide.words.reserve(narrow.cells().len());
        for row in (0..narrow.len()).map(|at| narrow.row(at)) {
            wide.words.extend(row.iter().map(|cell| cell.word()));
            wide.admit_last();
        }
        wide
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.words.as_slice()) + self.set.bytes()
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The rows in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Word]> {
        (0..self.len).map(|at| self.row(at))
    }

    pub(super) fn row(&self, at: usize) -> &[Word] {
        &self.words[span(self.arity, at)]
    }

    pub(super) fn contains(&self, row: &[Word]) -> bool {
        self.set.find(hash_row(row), |at| self.row(at) == row).is_some()
    }

    /// Adds a row and says whether it is new.
    pub(super) fn insert(&mut self, row: &[Word]) -> bool {
        self.words.extend_from_slice(row);
        self.admit_last()
    }

    /// Takes a row out and says whether it was there. The last row takes its place.
    pub(super) fn remove(&mut self, row: &[Word]) -> bool {
        let was_there = self.set.take_out(&mut self.words, self.len, row);
        self.len -= usize::from(was_there);
        was_there
    }

    /// As [`Narrow::remove_parted`].
    pub(super) fn remove_parted<'r>(
        &mut self,
        rows: impl Iterator<Item = &'r [Word]>,
        mut old: usize,
    ) -> usize {
        for row in rows {
            if let Some(at) = self.set.take_out_parted(&mut self.words, self.len, old, row) {
                self.len -= 1;
                old -= usize::from(at < old);
            }
        }
        old
    }

    /// Counts the row behind the others if it is new, and takes it away if not.
    fn admit_last(&mut self) -> bool {
        let (arity, words, next) = (self.arity, &self.words, self.len);
        let row_at = |at: usize| &words[span(arity, at)];
        let row = row_at(next);
        let same = |at| row_at(at) == row;
        let is_new = self.set.insert(hash_row(row), next, same, |at| hash_row(row_at(at))).is_none();
        if is_new {
            self.len += 1;
        } else {
            self.words.truncate(next * arity);
        }
        is_new
    }
}
