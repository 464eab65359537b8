//! The values of one variable in a block of bindings, and operands looked up in one.
//!
//! Values that a table gave are kept as its cells, so that a join hands them on without a look at what they stand for; values that
//! were computed are kept as words, and get cells when a row is made of them.

use std::ops::Range;

use crate::store::{Cell as _, Word, cell_of, known_cell, word_of};

/// What is found for one binding: a stretch of entries of the index, or of rows of the table where there is none. It may be kept
/// while tables grow.
pub(super) type Site = Range<usize>;

/// The values of a variable, row by row: cells or words, never both. All columns of a variable in a plan are of the same kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) cells: Vec<i32>,
    pub(super) words: Vec<Word>,
}

impl Column {
    pub(super) fn len(&self) -> usize {
        self.cells.len() + self.words.len()
    }

    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.words.clear();
    }

    /// The value in a row.
    #[inline]
    pub(super) fn word(&self, row: usize) -> Word {
        match self.cells.get(row) {
            Some(&cell) => word_of(cell),
            None => self.words[row],
        }
    }

    /// The values of all rows.
    pub(super) fn to_words(&self) -> Vec<Word> {
        if self.cells.is_empty() {
            self.words.clone()
        } else {
            self.cells.iter().copied().map(word_of).collect()
        }
    }

    /// The cell of the value in a row, unless no table can have it.
    #[inline]
    pub(super) fn known_cell(&self, row: usize) -> Option<i32> {
        match self.cells.get(row) {
            Some(&cell) => Some(cell),
            None => known_cell(self.words[row]),
        }
    }

    /// The cell of the value in a row, which is to stand in a table.
    #[inline]
    pub(super) fn cell(&self, row: usize) -> i32 {
        match self.cells.get(row) {
            Some(&cell) => cell,
            None => cell_of(self.words[row]),
        }
    }

    /// What tells the value in a row from the others of the column.
    #[inline]
    pub(super) fn mark(&self, row: usize) -> Word {
        match self.cells.get(row) {
            Some(&cell) => cell.bits(),
            None => self.words[row],
        }
    }

    /// Adds the value that another column has in a row.
    pub(super) fn push_of(&mut self, other: &Self, row: usize) {
        self.push_times(other, row, 1);
    }

    fn push_times(&mut self, other: &Self, row: usize, times: usize) {
        match other.cells.get(row) {
            Some(&cell) => self.cells.extend(std::iter::repeat_n(cell, times)),
            None => self.words.extend(std::iter::repeat_n(other.words[row], times)),
        }
    }

    /// Adds for each stretch that was found for a row the value that another column has in that row.
    pub(super) fn push_found(&mut self, other: &Self, stretches: &[(usize, Site)]) {
        if are_single(stretches) {
            let rows = stretches.iter().map(|(row, _)| *row);
            if other.words.is_empty() {
                self.cells.extend(rows.map(|row| other.cells[row]));
            } else {
                self.words.extend(rows.map(|row| other.words[row]));
            }
            return;
        }
        for (row, stretch) in stretches {
            self.push_times(other, *row, stretch.len());
        }
    }

    /// Drops the rows for which `keep` is false.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        retain(&mut self.cells, keep);
        retain(&mut self.words, keep);
    }

    /// Keeps these rows, in ascending order; where few are kept that is sooner done than to look at each.
    pub(super) fn keep(&mut self, rows: &[usize]) {
        keep(&mut self.cells, rows);
        keep(&mut self.words, rows);
    }

    /// Repeats each row so many times.
    pub(super) fn repeat(&mut self, times: &[usize]) {
        let mut repeated = Self::default();
        for (row, &times) in times.iter().enumerate() {
            repeated.push_times(self, row, times);
        }
        *self = repeated;
    }

    /// The rows from one on, which are taken away; none of an empty column.
    pub(super) fn split_off(&mut self, from: usize) -> Self {
        let Self { cells, words } = self;
        Self { cells: cells.split_off(from.min(cells.len())), words: words.split_off(from.min(words.len())) }
    }

    /// A copy of the rows from one on; none of an empty column.
    pub(super) fn from(&self, from: usize) -> Self {
        let Self { cells, words } = self;
        Self {
            cells: cells.get(from..).unwrap_or_default().to_vec(),
            words: words.get(from..).unwrap_or_default().to_vec(),
        }
    }
}

/// Whether one candidate was found for each row, as where a key has one row.
pub(super) fn are_single(stretches: &[(usize, Site)]) -> bool {
    stretches.iter().all(|(_, stretch)| stretch.len() == 1)
}

/// Every value is written, to be written over if it is not kept: nobody can foresee which are.
fn retain<T: Copy>(values: &mut Vec<T>, keep: &[bool]) {
    let mut kept = 0;
    for (at, &is_kept) in keep.iter().enumerate().take(values.len()) {
        values[kept] = values[at];
        kept += usize::from(is_kept);
    }
    values.truncate(kept);
}

fn keep<T: Copy>(values: &mut Vec<T>, rows: &[usize]) {
    if !values.is_empty() {
        rows.iter().enumerate().for_each(|(kept, &row)| values[kept] = values[row]);
        values.truncate(rows.len());
    }
}

/// The rows that are kept of so many, in ascending order.
pub(super) fn kept_rows(keep: &[bool]) -> Vec<usize> {
    let (mut rows, mut kept) = (vec![0; keep.len()], 0);
    for (row, &is_kept) in keep.iter().enumerate() {
        rows[kept] = row;
        kept += usize::from(is_kept);
    }
    rows.truncate(kept);
    rows
}

/// What an operand stands for in a block.
#[derive(Clone, Copy)]
pub(super) enum Given<'b> {
    Column(&'b Column),
    /// A constant, with its cell if any table can have it.
    Const(Word, Option<i32>),
}

/// The values of one side of a comparison.
#[derive(Clone, Copy)]
pub(super) enum Side<'b, T> {
    /// That of each row.
    Each(&'b [T]),
    /// The same in all rows.
    Same(T),
}

impl<'b> Given<'b> {
    /// The cells of all values, where these are known without a look at what they stand for.
    pub(super) fn cells(self) -> Option<Side<'b, i32>> {
        match self {
            Self::Column(column) => column.words.is_empty().then_some(Side::Each(&column.cells)),
            Self::Const(_, cell) => cell.map(Side::Same),
        }
    }

    /// All values, where they were computed.
    pub(super) fn words(self) -> Option<Side<'b, Word>> {
        match self {
            Self::Column(column) => column.cells.is_empty().then_some(Side::Each(&column.words)),
            Self::Const(word, _) => Some(Side::Same(word)),
        }
    }
}

impl Given<'_> {
    #[inline]
    pub(super) fn word(self, row: usize) -> Word {
        match self {
            Self::Column(column) => column.word(row),
            Self::Const(word, _) => word,
        }
    }

    /// The cell of the value, unless no table can have it.
    #[inline]
    pub(super) fn known_cell(self, row: usize) -> Option<i32> {
        match self {
            Self::Column(column) => column.known_cell(row),
            Self::Const(_, cell) => cell,
        }
    }

    /// The cell of the value, which is to stand in a table.
    #[inline]
    pub(super) fn cell(self, row: usize) -> i32 {
        match self {
            Self::Column(column) => column.cell(row),
            Self::Const(word, cell) => cell.unwrap_or_else(|| cell_of(word)),
        }
    }

    /// Whether every value has a cell, without a look at what it stands for.
    pub(super) fn is_of_cells(self) -> bool {
        match self {
            Self::Column(column) => column.words.is_empty(),
            Self::Const(_, cell) => cell.is_some(),
        }
    }

    /// Writes down the cells of the values, row after row. Every value [has one](Self::is_of_cells).
    pub(super) fn spread<'c>(self, cells: impl Iterator<Item = &'c mut i32>) {
        match self {
            Self::Column(column) => cells.zip(&column.cells).for_each(|(cell, &value)| *cell = value),
            Self::Const(_, value) => cells.for_each(|cell| *cell = value.unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAR: Word = 1 << 40;

    #[test]
    fn a_value_is_the_same_as_a_cell_and_as_a_word() {
        let words = Column { words: vec![1, FAR, Word::MAX], ..Column::default() };
        let cells = Column { cells: (0..3).map(|row| words.cell(row)).collect(), ..Column::default() };
        for row in 0..3 {
            assert_eq!(cells.word(row), words.word(row));
            assert_eq!(cells.known_cell(row), words.known_cell(row));
            assert_eq!(cells.cell(row), words.cell(row));
        }
        assert!(cells.mark(0) != cells.mark(1) && words.mark(0) != words.mark(1));
        let unknown = Column { words: vec![0x7777_1234_5678_9ABC], ..Column::default() };
        assert_eq!(unknown.known_cell(0), None);
    }

    #[test]
    fn columns_of_either_kind_are_thinned_repeated_and_parted_alike() {
        let words = Column { words: vec![5, FAR, 7, FAR + 1], ..Column::default() };
        let cells = Column { cells: (0..4).map(|row| words.cell(row)).collect(), ..Column::default() };
        let read = |column: &Column| (0..column.len()).map(|row| column.word(row)).collect::<Vec<_>>();
        for column in [words, cells] {
            let mut kept = column.clone();
            let mut same = column.clone();
            kept.keep(&kept_rows(&[false, true, true, false]));
            same.retain(&[false, true, true, false]);
            assert_eq!(read(&same), read(&kept));
            assert_eq!(read(&kept), [FAR, 7]);
            kept.repeat(&[2, 0]);
            assert_eq!(read(&kept), [FAR, FAR]);
            kept.push_of(&column, 0);
            kept.push_found(&column, &[(2, 8..10), (1, 0..0)]);
            assert_eq!(read(&kept), [FAR, FAR, 5, 7, 7]);
            kept.push_found(&column, &[(3, 8..9), (0, 0..1)]);
            assert_eq!(
                (read(&kept.from(4)), read(&kept.split_off(5)), kept.len()),
                (vec![7, FAR + 1, 5], vec![FAR + 1, 5], 5)
            );
            assert_eq!((Column::default().split_off(3).len(), Column::default().from(3).len()), (0, 0));
        }
    }
}
