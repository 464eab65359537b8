//! Looking for rows by words that they have, where there is no index.

use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use super::{Narrow, Rows, Table};
use crate::store::Word;
use crate::store::cell::known_cell;

impl Table {
    /// The rows that have a word in any column, each copied out.
    pub fn rows_with(&self, word: Word) -> impl Iterator<Item = Vec<Word>> + '_ {
        let found: BTreeSet<usize> =
            (0..self.arity).flat_map(|column| self.numbers_having(column, word)).collect();
        found.into_iter().map(|at| (0..self.arity).map(|column| self.word(at, column)).collect())
    }

    /// The rows that another table lacks, in order.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Self {
        let (Rows::Cells(own), Rows::Cells(others)) = (&self.rows, &other.rows) else {
            return Self::from_rows(self.arity, self.rows().filter(|row| !other.contains(row)));
        };
        if Arc::ptr_eq(own, others) {
            return Self::new(self.arity);
        }
        let mut found = Vec::with_capacity(self.len());
        others.have(own.cells(), &mut found);
        let lacking = own.rows().zip(found).filter(|(_, is_there)| !is_there);
        let cells = lacking.flat_map(|(row, _)| row).copied().collect();
        Self::of_cells(Narrow::of_distinct(self.arity, cells))
    }

    /// The numbers of the rows that have a word in a column, ascending.
    pub fn numbers_having(&self, column: usize, word: Word) -> impl Iterator<Item = usize> + '_ {
        let wanted = known_cell(word).filter(|_| column < self.arity());
        self.numbers_found(wanted.map(|cell| (vec![column], vec![cell])))
    }

    /// The numbers of the rows that have these words, where there are any, in the first columns, ascending.
    pub fn numbers_like(&self, words: &[Option<Word>]) -> impl Iterator<Item = usize> + '_ {
        let wanted = words.iter().enumerate().filter_map(|(column, &word)| Some((column, word?)));
        // No row has a word that no cell stands for, nor one in a column that is not there.
        let wanted = wanted.map(|(column, word)| Some((column, known_cell(word)?)));
        let wanted: Option<(Vec<usize>, Vec<i32>)> = wanted.collect();
        self.numbers_found(wanted.filter(|(columns, _)| columns.iter().all(|&column| column < self.arity())))
    }

    /// The numbers of the rows that have these cells in these columns, if any can have them.
    fn numbers_found(&self, wanted: Option<(Vec<usize>, Vec<i32>)>) -> impl Iterator<Item = usize> + use<'_> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let (columns, key) = wanted.as_ref()?;
            let found = self.first_having(columns, key, from..self.len())?;
            from = found + 1;
            Some(found)
        })
    }

    /// The number of the first row of a stretch of them that has these cells in these columns, which are there.
    pub fn first_having(&self, columns: &[usize], key: &[i32], stretch: Range<usize>) -> Option<usize> {
        let mut found = None;
        self.each_having(columns, key, stretch, &mut |at| found.replace(at).is_some());
        found
    }

    /// Gives `take` the numbers of the rows of a stretch that have these cells in these columns, which are there, one after the other, as
    /// long as it wants more; says where the search ended. What is looked for often so costs far less than a look at each row.
    pub fn each_having(
        &self,
        columns: &[usize],
        key: &[i32],
        stretch: Range<usize>,
        take: &mut dyn FnMut(usize) -> bool,
    ) -> usize {
        let end = stretch.end.max(stretch.start);
        let broken_off = match &self.rows {
            Rows::Cells(rows) if !columns.is_empty() => rows.each_having((columns, key), stretch, take),
            _ => self.each_by_look(columns, key, stretch, take),
        };
        broken_off.break_value().unwrap_or(end)
    }

    /// The same by a look at each row.
    fn each_by_look(
        &self,
        columns: &[usize],
        key: &[i32],
        stretch: Range<usize>,
        take: &mut dyn FnMut(usize) -> bool,
    ) -> ControlFlow<usize> {
        let cells = if columns.is_empty() { &[][..] } else { self.cells() };
        let is_cell =
            |at: usize| move |(&column, &cell): (&usize, &i32)| cells[at * self.arity + column] == cell;
        for at in stretch {
            if columns.iter().zip(key).all(is_cell(at)) && !take(at) {
                return ControlFlow::Break(at + 1);
            }
        }
        ControlFlow::Continue(())
    }

    /// The same rows, each copied out.
    pub fn rows_like(&self, words: &[Option<Word>]) -> impl Iterator<Item = Vec<Word>> + '_ {
        self.numbers_like(words).map(|at| (0..self.arity).map(|column| self.word(at, column)).collect())
    }
}
