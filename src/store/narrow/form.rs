//! In which form the set of rows is kept: by prefix and by which column, or flat; asked again when the rows have become many more.

use std::convert::Infallible;
use std::sync::OnceLock;

use super::{Narrow, Set};
use crate::store::KeyMap;
use crate::store::cell::{AHEAD, Cell as _};
use crate::store::row_set::{RowSet, hash_row, hash_words};
use crate::store::trie::{MOST_COLUMNS, Trie};

/// One prefix in so many is looked at in a review.
const SAMPLED: u64 = 16;
/// A sample that is larger by so much than was to be expected is so for a reason.
const MARGIN: f64 = 1.25;
/// How many rows are looked at between two calls of a caller's check.
const ROWS_AT_ONCE: usize = 1 << 14;

impl Narrow {
    /// Changes to the set that suits the rows, if they have become many more since the last time this was asked; there is a set then.
    pub(super) fn choose_set(&mut self) {
        if self.len >= self.review {
            let Ok(()) = self.review(&mut |_| Ok::<(), Infallible>(()));
        }
        self.set();
    }

    /// As [`Self::choose_set`], and calls `check` every so often with how many rows were looked at. After an error of it the set is as
    /// it was.
    pub(in crate::store) fn review<E>(
        &mut self,
        check: &mut impl FnMut(usize) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.len < self.review || self.arity == 1 {
            return Ok(());
        }
        let (leaf, rows_a_prefix) = self.best_leaf(check)?;
        let is_flat = self.arity > 2 && rows_a_prefix < 2.0;
        let suits = match self.set.get() {
            Some(Set::Trie(trie)) => !is_flat && trie.leaf_column() == leaf,
            Some(Set::Flat(_)) => is_flat,
            None => false,
        };
        if !suits {
            let set = if is_flat { Set::Flat(self.flat(check)?) } else { Set::Trie(self.trie(leaf, check)?) };
            self.set = OnceLock::from(set);
        }
        self.review = self.len * 4;
        Ok(())
    }

    /// Tells all rows, some at a time, with the number of the first of them, and calls `check` every so often.
    fn each_stretch<E>(
        &self,
        check: &mut impl FnMut(usize) -> Result<(), E>,
        mut tell: impl FnMut(usize, &[i32]),
    ) -> Result<(), E> {
        let cells = &self.cells[..self.len * self.arity];
        for (first, rows) in (0..).step_by(AHEAD).zip(cells.chunks(AHEAD * self.arity)) {
            if first % ROWS_AT_ONCE == 0 {
                check(ROWS_AT_ONCE)?;
            }
            tell(first, rows);
        }
        Ok(())
    }

    pub(super) fn trie<E>(
        &self,
        leaf: usize,
        check: &mut impl FnMut(usize) -> Result<(), E>,
    ) -> Result<Trie, E> {
        let mut trie = Trie::new(self.arity, leaf, self.parts);
        self.each_stretch(check, |_, rows| {
            rows.chunks_exact(self.arity).for_each(|row| _ = trie.insert(row));
        })?;
        Ok(trie)
    }

    pub(super) fn flat<E>(&self, check: &mut impl FnMut(usize) -> Result<(), E>) -> Result<RowSet, E> {
        let mut set = RowSet::with_room(self.len);
        let mut hashes = [0; AHEAD];
        self.each_stretch(check, |first, rows| {
            let glances = hashes.iter_mut().zip(rows.chunks_exact(self.arity)).map(|(hash, row)| {
                *hash = hash_row(row);
                set.glance(*hash)
            });
            std::hint::black_box(glances.fold(0, |met, slot| met ^ slot));
            for (at, &hash) in (first..first + rows.len() / self.arity).zip(&hashes) {
                set.insert(hash, at, |_| false, |other| hash_row(self.row(other)));
            }
        })?;
        Ok(set)
    }

    /// The column whose cells are best held by leaves, with how many rows a prefix then has on average. The present column is only left
    /// for one of half as many prefixes; the favoured one counts as if it had half as many.
    fn best_leaf<E>(&self, check: &mut impl FnMut(usize) -> Result<(), E>) -> Result<(usize, f64), E> {
        let present = self.leaf();
        let weight = |column: usize| if self.favoured == Some(column) { 2.0 } else { 1.0 };
        let mut best = (present, self.rows_a_present_prefix(check)?);
        for column in (0..self.arity).filter(|&column| column != present && self.arity <= MOST_COLUMNS) {
            let least = if best.0 == present { best.1 * 2.0 } else { best.1 } * weight(best.0);
            if let Some(rows) = self.rows_a_prefix(column, least / weight(column), check)? {
                best = (column, rows);
            }
        }
        Ok(best)
    }

    /// How many rows agree in all columns but that of the leaves: a set by prefixes knows how many these are.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn rows_a_present_prefix<E>(&self, check: &mut impl FnMut(usize) -> Result<(), E>) -> Result<f64, E> {
        match self.set.get() {
            Some(Set::Trie(trie)) => Ok(self.len as f64 / (trie.prefixes() as f64).max(1.0)),
            Some(Set::Flat(_)) | None => Ok(self.rows_a_prefix(self.leaf(), 0.0, check)?.unwrap_or(0.0)),
        }
    }

    /// How many rows agree in all columns but one, as far as a sample of the prefixes tells, if these are more than `least`. It is
    /// given up as soon as surely too many prefixes were met for that.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn rows_a_prefix<E>(
        &self,
        leaf: usize,
        least: f64,
        check: &mut impl FnMut(usize) -> Result<(), E>,
    ) -> Result<Option<f64>, E> {
        let mut met = KeyMap::new(self.arity - 1);
        let mut prefix: Vec<i32> = Vec::with_capacity(self.arity);
        let mut rows = 0_usize;
        let most = self.len as f64 / SAMPLED as f64 * MARGIN;
        for (at, row) in self.rows().enumerate() {
            if at % ROWS_AT_ONCE == 0 {
                if met.len() as f64 * least > most {
                    return Ok(None);
                }
                check(ROWS_AT_ONCE)?;
            }
            let cells = || row[..leaf].iter().chain(&row[leaf + 1..]);
            if hash_words(cells().map(|cell| cell.bits())) % SAMPLED == 0 {
                prefix.clear();
                prefix.extend(cells());
                met.number(&prefix);
                rows += 1;
            }
        }
        let rows = rows as f64 / (met.len() as f64).max(1.0);
        Ok(Some(rows).filter(|&rows| rows > least))
    }
}
