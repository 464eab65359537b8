//! Looking for rows by words that they have, where there is no index.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Rows, Table};
use crate::store::Word;
use crate::store::cell::known_cell;

impl Table {
    /// The rows that have a word in any column, each copied out.
    pub fn rows_with(&self, word: Word) -> impl Iterator<Item = Vec<Word>> + '_ {
        let found: BTreeSet<usize> =
            (0..self.arity).flat_map(|column| self.numbers_having(column, word)).collect();
        found.into_iter().map(|at| (0..self.arity).map(|column| self.word(at, column)).collect())
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

    /// The number of the first row of a stretch of them that has these cells in these columns, which are there. What is looked for often
    /// so costs far less than a look at each row.
    pub fn first_having(&self, columns: &[usize], key: &[i32], stretch: Range<usize>) -> Option<usize> {
        let cells = match &self.rows {
            _ if columns.is_empty() => return stretch.clone().next(),
            Rows::Cells(rows) => return rows.first_having(columns, key, stretch),
            _ => self.cells(),
        };
        let has = |row: &[i32]| columns.iter().zip(key).all(|(&column, &cell)| row[column] == cell);
        stretch.into_iter().find(|&at| has(&cells[at * self.arity..(at + 1) * self.arity]))
    }

    /// The same rows, each copied out.
    pub fn rows_like(&self, words: &[Option<Word>]) -> impl Iterator<Item = Vec<Word>> + '_ {
        self.numbers_like(words).map(|at| (0..self.arity).map(|column| self.word(at, column)).collect())
    }
}
