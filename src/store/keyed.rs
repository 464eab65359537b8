//! Rows of which one stands for each key: another row with the same key takes its place, and its number.
//!
//! Which of two rows is to stand is the business of whoever puts them in.

use super::cell::span;
use super::row_set::{RowSet, hash_words};
use super::{Cell as _, Word};

/// Rows of cells of which no two agree in the columns of the key.
#[derive(Clone, Debug)]
pub struct Keyed {
    arity: usize,
    key: Vec<usize>,
    len: usize,
    cells: Vec<i32>,
    /// Row numbers, under the hashes of the keys.
    numbers: RowSet,
}

impl Keyed {
    /// No rows of so many cells, with these columns for a key.
    pub(super) fn new(arity: usize, key: Vec<usize>) -> Self {
        Self { arity, key, len: 0, cells: Vec::new(), numbers: RowSet::default() }
    }

    /// The columns of the key.
    pub fn key(&self) -> &[usize] {
        &self.key
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.cells.as_slice()) + self.numbers.bytes()
    }

    /// All cells, row after row.
    pub(super) fn cells(&self) -> &[i32] {
        &self.cells
    }

    /// The row of a number below that of rows.
    #[inline]
    pub fn row(&self, at: usize) -> &[i32] {
        &self.cells[span(self.arity, at)]
    }

    /// The number of the row that has the key of this one.
    #[inline]
    pub fn find(&self, row: &[i32]) -> Option<usize> {
        self.numbers.find(self.hash(row), |at| self.agrees(at, row))
    }

    /// The same for many rows. What one search waits for does not depend on another, so that the processor waits for many at once.
    pub fn find_all(&self, rows: &[i32], found: &mut Vec<Option<usize>>) {
        found.clear();
        found.extend(rows.chunks_exact(self.arity).map(|row| self.numbers.likely(self.hash(row))));
        for (found, row) in found.iter_mut().zip(rows.chunks_exact(self.arity)) {
            if found.is_some_and(|at| !self.agrees(at, row)) {
                *found = self.find(row);
            }
        }
    }

    #[inline]
    fn agrees(&self, at: usize, row: &[i32]) -> bool {
        let standing = self.row(at);
        self.key.iter().all(|&column| standing[column] == row[column])
    }

    #[inline]
    fn hash(&self, row: &[i32]) -> u64 {
        hash_key(&self.key, row)
    }

    /// Whether the row is there.
    pub(super) fn contains(&self, row: &[i32]) -> bool {
        self.find(row).is_some_and(|at| self.row(at) == row)
    }

    /// Adds a row whose key no row has.
    pub fn push(&mut self, row: &[i32]) {
        self.cells.extend_from_slice(row);
        let (cells, arity, key) = (&self.cells, self.arity, &self.key);
        let rehash = |at: usize| hash_key(key, &cells[span(arity, at)]);
        self.numbers.insert(hash_key(key, row), self.len, |_| false, rehash);
        self.len += 1;
    }

    /// Puts a row in the place of the one of this number, which has its key.
    pub fn replace(&mut self, at: usize, row: &[i32]) {
        self.cells[span(self.arity, at)].copy_from_slice(row);
    }
}

#[inline]
fn hash_key(key: &[usize], row: &[i32]) -> u64 {
    let bits = |&column: &usize| -> Word { row[column].bits() };
    hash_words(key.iter().map(bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_takes_the_place_of_the_one_with_its_key() {
        let mut rows = Keyed::new(3, vec![2, 0]);
        for number in 0..1000 {
            rows.push(&[number % 10, 7, number / 10]);
        }
        assert_eq!(rows.find(&[3, 8, 42]), Some(423));
        let mut found = Vec::new();
        rows.find_all(&[3, 8, 42, 3, 7, 100, 9, 0, 0], &mut found);
        assert_eq!(found, [Some(423), None, Some(9)]);
        rows.replace(423, &[3, 9, 42]);
        assert_eq!((rows.len(), rows.row(423), rows.row(424)), (1000, &[3, 9, 42][..], &[4, 7, 42][..]));
        assert!(rows.contains(&[3, 9, 42]) && !rows.contains(&[3, 7, 42]));
    }

    #[test]
    fn an_empty_key_stands_once() {
        let mut rows = Keyed::new(1, Vec::new());
        assert_eq!(rows.find(&[5]), None);
        rows.push(&[5]);
        assert_eq!(rows.find(&[4]), Some(0));
    }
}
