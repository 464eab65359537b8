//! Tables: sets of rows of words, one a relation.

use std::sync::Arc;

use super::cell::{known_cell, word_of};
use super::classes::Classes;
use super::holding::Holding;
use super::keyed::Keyed;
use super::narrow::Narrow;
use super::written::Written;
use super::{Parted, Router, Word};

/// The rows of one relation, each once, in order of insertion.
///
/// All rows lie in one vector, one after the other, in 32 bits a word; beside it stands a set by which rows are told apart. As slices
/// of words they are written out where they are asked for. A copy shares the rows and the set until it is changed. Two tables are
/// equal when they hold the same rows, in whatever order.
#[derive(Clone, Debug)]
pub struct Table {
    arity: usize,
    rows: Rows,
    words: Written,
}

#[derive(Clone, Debug)]
enum Rows {
    /// Whether a table without columns has its one row.
    Unit(bool),
    Cells(Arc<Narrow>),
    Keyed(Box<Keyed>),
    Classes(Box<Classes>),
}

impl Default for Table {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Table {
    /// An empty table for rows of `arity` words.
    pub fn new(arity: usize) -> Self {
        let rows = if arity == 0 { Rows::Unit(false) } else { Rows::Cells(Arc::new(Narrow::new(arity))) };
        Self { arity, rows, words: Written::default() }
    }

    /// A table of rows that are different from each other.
    pub(super) fn of_cells(rows: Narrow) -> Self {
        Self { arity: rows.arity(), rows: Rows::Cells(Arc::new(rows)), words: Written::default() }
    }

    /// The cells of all words, row after row, without the set that tells rows apart.
    pub(super) fn into_cells(self) -> Vec<i32> {
        match self.rows {
            Rows::Cells(rows) => {
                Arc::try_unwrap(rows).map_or_else(|rows| rows.cells().to_vec(), Narrow::into_cells)
            }
            _ => self.cells().to_vec(),
        }
    }

    /// A table of the given rows.
    pub fn from_rows<'a>(arity: usize, rows: impl IntoIterator<Item = &'a [Word]>) -> Self {
        let mut table = Self::new(arity);
        for row in rows {
            table.insert(row);
        }
        table
    }

    /// An empty table of which one row stands for each key, until rows are added or taken out in the way of other tables.
    pub fn keyed(arity: usize, key: Vec<usize>) -> Self {
        Self { arity, rows: Rows::Keyed(Box::new(Keyed::new(arity, key))), words: Written::default() }
    }

    /// The rows by key, if there is one for each.
    pub fn as_keyed(&self) -> Option<&Keyed> {
        match &self.rows {
            Rows::Keyed(rows) => Some(rows),
            Rows::Unit(_) | Rows::Cells(_) | Rows::Classes(_) => None,
        }
    }

    /// The same rows, of which none stands for a key any more; they are told apart when somebody asks for a row.
    #[must_use]
    pub fn without_key(self) -> Self {
        match self.rows {
            Rows::Keyed(rows) if self.arity > 0 => {
                Self::of_cells(Narrow::of_distinct(self.arity, rows.into_cells()))
            }
            _ => self,
        }
    }

    /// The same, to be changed.
    pub fn as_keyed_mut(&mut self) -> Option<&mut Keyed> {
        self.words.forget();
        match &mut self.rows {
            Rows::Keyed(rows) => Some(rows),
            Rows::Unit(_) | Rows::Cells(_) | Rows::Classes(_) => None,
        }
    }

    /// An empty table of an equivalence, until rows are added or taken out in the way of other tables.
    pub fn equivalence() -> Self {
        Self { arity: 2, rows: Rows::Classes(Box::default()), words: Written::default() }
    }

    /// The classes of an equivalence, if the table keeps these and not its rows.
    pub fn as_classes(&self) -> Option<&Classes> {
        match &self.rows {
            Rows::Classes(classes) => Some(classes),
            Rows::Unit(_) | Rows::Cells(_) | Rows::Keyed(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn as_classes_mut(&mut self) -> Option<&mut Classes> {
        self.words.forget();
        match &mut self.rows {
            Rows::Classes(classes) => Some(classes),
            Rows::Unit(_) | Rows::Cells(_) | Rows::Keyed(_) => None,
        }
    }

    /// The rows, ready for any change: forgets the words written out, and that one row stands for each key or that they are those of
    /// an equivalence.
    fn rows_mut(&mut self) -> &mut Rows {
        self.words.forget();
        if let Rows::Keyed(_) | Rows::Classes(_) = self.rows {
            self.rows = Rows::Cells(Arc::new(Narrow::of_distinct(self.arity, self.cells().to_vec())));
        }
        &mut self.rows
    }

    /// How many words a row has.
    pub fn arity(&self) -> usize {
        self.arity
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Unit(is_there) => usize::from(*is_there),
            Rows::Cells(rows) => rows.len(),
            Rows::Keyed(rows) => rows.len(),
            Rows::Classes(classes) => classes.pairs(),
        }
    }

    /// About how many bytes it takes.
    pub fn bytes(&self) -> usize {
        match &self.rows {
            Rows::Unit(_) => 0,
            Rows::Cells(rows) => rows.bytes(),
            Rows::Keyed(rows) => rows.bytes(),
            Rows::Classes(classes) => classes.bytes(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a row and says whether it is new.
    pub fn insert(&mut self, row: &[Word]) -> bool {
        debug_assert_eq!(row.len(), self.arity, "a row has as many words as its table");
        match self.rows_mut() {
            Rows::Unit(is_there) => !std::mem::replace(is_there, true),
            Rows::Cells(rows) => Arc::make_mut(rows).insert_words(row),
            Rows::Keyed(_) | Rows::Classes(_) => false,
        }
    }

    /// Adds so many rows, given as cells one after the other, and says how many are new.
    pub fn insert_cells(&mut self, rows: &[i32], count: usize) -> usize {
        match self.rows_mut() {
            Rows::Unit(is_there) => usize::from(count > 0 && !std::mem::replace(is_there, true)),
            Rows::Cells(table) => Arc::make_mut(table).insert_rows(rows),
            Rows::Keyed(_) | Rows::Classes(_) => 0,
        }
    }

    /// Adds so many rows, given as cells one after the other, that differ from each other and from those that are there. They are told
    /// apart when somebody asks for a row.
    pub fn append_cells(&mut self, rows: &[i32], count: usize) {
        match self.rows_mut() {
            Rows::Unit(is_there) => *is_there |= count > 0,
            Rows::Cells(table) => Arc::make_mut(table).append(rows),
            Rows::Keyed(_) | Rows::Classes(_) => {}
        }
    }

    /// Adds the rows of another table; one that is empty shares them.
    pub fn insert_table(&mut self, other: &Self) {
        match (&self.rows, &other.rows) {
            (Rows::Cells(rows), Rows::Cells(_)) if rows.len() == 0 => self.clone_from(other),
            (Rows::Unit(_), _) if !other.is_empty() => _ = self.insert(&[]),
            _ => _ = self.insert_cells(other.cells(), other.len()),
        }
    }

    /// Makes the set by which rows are told apart, if nobody has asked for one yet, so that tests find it. `check` is called every so
    /// often with how many rows were looked at.
    ///
    /// # Errors
    /// That of `check`.
    pub fn prepare<E>(&self, check: &mut impl FnMut(usize) -> Result<(), E>) -> Result<(), E> {
        match &self.rows {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => Ok(()),
            Rows::Cells(rows) => rows.prepare(check),
        }
    }

    /// Forgets the set by which rows are told apart, unless others share it. It is made again when somebody asks for a row.
    pub fn forget_set(&mut self) {
        if let Rows::Cells(rows) = &mut self.rows
            && let Some(rows) = Arc::get_mut(rows)
        {
            rows.forget_set();
        }
    }

    /// Reconsiders in which form the rows are best kept, if they have become many more since the last time. `check` is called every so
    /// often with how many rows were looked at.
    ///
    /// # Errors
    /// That of `check`; the rows are kept as before then.
    pub fn review<E>(&mut self, check: &mut impl FnMut(usize) -> Result<(), E>) -> Result<(), E> {
        match &mut self.rows {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => Ok(()),
            Rows::Cells(rows) => Arc::make_mut(rows).review(check),
        }
    }

    /// Tells the column of which cells are best held together, all else being equal: other prefixes have to be fewer by more then.
    pub fn favour(&mut self, column: Option<usize>) {
        if let Rows::Cells(rows) = &mut self.rows {
            Arc::make_mut(rows).favour(column);
        }
    }

    /// The column by which [`Table::insert_lists`] takes lists until the table is [reviewed](Table::review) or rows are added in another
    /// way. The table has at least one column.
    pub fn leaf(&self) -> usize {
        match &self.rows {
            Rows::Unit(_) => 0,
            Rows::Cells(rows) => rows.leaf(),
            Rows::Keyed(_) | Rows::Classes(_) => self.arity - 1,
        }
    }

    /// How many of the first rows agree in all columns but one on average, for the column of which these are most.
    pub fn rows_of_a_prefix(&self) -> usize {
        match &self.rows {
            Rows::Cells(rows) => rows.rows_of_a_prefix(),
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => 1,
        }
    }

    /// The column of which the set of rows holds the cells together, under the other columns, if there is such a set already.
    pub fn leaves(&self) -> Option<usize> {
        match &self.rows {
            Rows::Cells(rows) => rows.leaves(),
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => None,
        }
    }

    /// Keeps of the cells from a place on those that stand in the column of [leaves](Table::leaves) under a prefix, or the others. There are
    /// leaves.
    pub fn sieve(&self, prefix: &[i32], are_wanted: bool, cells: &mut Vec<i32>, from: usize) {
        if let Rows::Cells(rows) = &self.rows {
            rows.sieve(prefix, are_wanted, cells, from);
        }
    }

    /// Adds to `missing`, in ascending order, the cells that another table has in the column of its [leaves](Table::leaves) under a
    /// prefix, and this one lacks in that of its own under another prefix. It does so only where the other holds them as bits, and
    /// says whether it did: that takes a step for 64 cells.
    pub fn missing(
        &self,
        prefix: &[i32],
        (other, its_prefix): (&Self, &[i32]),
        missing: &mut Vec<i32>,
    ) -> bool {
        match (&self.rows, &other.rows) {
            (Rows::Cells(rows), Rows::Cells(others)) => rows.missing(prefix, (others, its_prefix), missing),
            _ => false,
        }
    }

    /// Adds, for each of the prefixes given one after the other, the rows of it and each of a list of cells for the column told by
    /// [`Table::leaf`]; says how many rows are new.
    pub fn insert_lists(&mut self, prefixes: &[i32], lists: &[&[i32]]) -> usize {
        match self.rows_mut() {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => 0,
            Rows::Cells(rows) => Arc::make_mut(rows).insert_lists(prefixes, lists),
        }
    }

    /// The same where each of the prefixes, of which each has at least one cell, has the same list.
    pub fn insert_product(&mut self, prefixes: &[i32], list: &[i32]) -> usize {
        match self.rows_mut() {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => 0,
            Rows::Cells(rows) => Arc::make_mut(rows).insert_product(prefixes, list),
        }
    }

    /// Takes rows out so that of the first `old` rows those that are left stand first still, in whatever order; returns how many
    /// these are. It takes as long as there are rows to take out, save for the first time.
    pub fn remove_parted(&mut self, rows: &Self, old: usize) -> usize {
        match (self.rows_mut(), rows.cells()) {
            (Rows::Cells(table), cells) => {
                Arc::make_mut(table).remove_parted(cells.chunks_exact(rows.arity), old)
            }
            _ => old - self.remove_all(rows).min(old),
        }
    }

    /// Takes rows out and says how many were there. The last rows take their places: beyond that the order stays.
    pub fn remove_all(&mut self, rows: &Self) -> usize {
        debug_assert_eq!(rows.arity, self.arity, "rows are as wide as those of the table");
        match (self.rows_mut(), rows.cells()) {
            (Rows::Cells(table), cells) => Arc::make_mut(table).remove_rows(cells.chunks_exact(rows.arity)),
            (Rows::Unit(is_there), _) if !rows.is_empty() => usize::from(std::mem::take(is_there)),
            _ => 0,
        }
    }

    /// Divides the set into so many parts, a power of two, so that as many threads may add rows at once, and says how rows are parted;
    /// none for a table of which the set cannot be divided.
    pub fn divide(&mut self, parts: usize) -> Option<Router> {
        match &mut self.rows {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => None,
            Rows::Cells(rows) => Arc::make_mut(rows).divide(parts),
        }
    }

    /// Adds candidates parted as [`Table::divide`] said of the table as it is, each with the cells of which its lists are stretches;
    /// says how many rows are new. Threads of the pool in which this is called add them, and the table comes out the same
    /// whatever they do when. `fresh` is room to work in, kept for the next time.
    pub fn insert_parted(
        &mut self,
        router: Router,
        candidates: &[(&Parted, &[i32])],
        fresh: &mut Vec<Vec<i32>>,
    ) -> usize {
        match self.rows_mut() {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => 0,
            Rows::Cells(rows) => Arc::make_mut(rows).insert_parted(router, candidates, fresh),
        }
    }

    /// Lends the set, divided as [`Table::divide`] said, to so many holders, each of which adds rows to parts of its own. Until they are
    /// [taken back](Table::take_back) nobody may ask the table whether it has a row, or add one. `fresh` is room to work in.
    pub fn lend(&mut self, router: Router, holders: usize, fresh: &mut Vec<Vec<i32>>) -> Vec<Holding> {
        match self.rows_mut() {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => Vec::new(),
            Rows::Cells(rows) => Arc::make_mut(rows).lend(router, holders, fresh),
        }
    }

    /// Puts the rows that are new to holders behind the others, in the order of the holders, and says how many.
    pub fn add_fresh<'h>(&mut self, holdings: impl Iterator<Item = &'h mut Holding>) -> usize {
        match self.rows_mut() {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => 0,
            Rows::Cells(rows) => Arc::make_mut(rows).add_fresh(holdings),
        }
    }

    /// Takes back what was lent, given in the same order.
    pub fn take_back(&mut self, holdings: Vec<Holding>, fresh: &mut Vec<Vec<i32>>) {
        if let Rows::Cells(rows) = self.rows_mut() {
            Arc::make_mut(rows).take_back(holdings, fresh);
        }
    }

    /// Whether the row is there.
    pub fn contains(&self, row: &[Word]) -> bool {
        let mut cells = [0; 8];
        if let Some(cells) = cells.get_mut(..row.len()) {
            return known_cells(row.iter().zip(cells.iter_mut())) && self.contains_cells(cells);
        }
        let mut cells = vec![0; row.len()];
        known_cells(row.iter().zip(&mut cells)) && self.contains_cells(&cells)
    }

    /// Tells of each row of another table whether it is there. A few are looked for among all rows if there is no set of these yet.
    pub fn have(&self, rows: &Self) -> Vec<bool> {
        let mut found = Vec::with_capacity(rows.len());
        match (&self.rows, &rows.rows) {
            (Rows::Cells(own), Rows::Cells(others)) => own.have(others.cells(), &mut found),
            _ => found.extend(rows.rows().map(|row| self.contains(row))),
        }
        found
    }

    /// Whether tests find whatever tells the rows apart as it is, and need not make it first.
    pub fn has_set(&self) -> bool {
        match &self.rows {
            Rows::Unit(_) | Rows::Keyed(_) | Rows::Classes(_) => true,
            Rows::Cells(rows) => rows.has_set(),
        }
    }

    /// Whether the row of these cells is there.
    pub fn contains_cells(&self, row: &[i32]) -> bool {
        match &self.rows {
            Rows::Unit(is_there) => *is_there,
            Rows::Cells(rows) => rows.contains(row),
            Rows::Keyed(rows) => rows.contains(row),
            Rows::Classes(classes) => matches!(*row, [one, other] if classes.contains(one, other, false)),
        }
    }

    /// Tells of each row of cells, given one after the other, whether it is there. The table has at least one column.
    pub fn contain_all(&self, rows: &[i32], found: &mut Vec<bool>) {
        match &self.rows {
            Rows::Cells(own) => own.contain_all(rows, found),
            _ => found.extend(rows.chunks_exact(self.arity.max(1)).map(|row| self.contains_cells(row))),
        }
    }

    /// The row of a number below [`Table::len`].
    pub fn row(&self, at: usize) -> &[Word] {
        self.words.row(self.cells(), self.arity, at)
    }

    /// One word: a row below [`Table::len`], a column below [`Table::arity`].
    pub fn word(&self, row: usize, column: usize) -> Word {
        word_of(self.cells()[row * self.arity + column])
    }

    /// One cell: a row below [`Table::len`], a column below [`Table::arity`].
    pub fn cell(&self, row: usize, column: usize) -> i32 {
        self.cells()[row * self.arity + column]
    }

    /// The words of a column below [`Table::arity`], row by row; of an equivalence each once, however many rows have it.
    pub fn column(&self, column: usize) -> impl Iterator<Item = Word> + '_ {
        let (cells, first, step) = match &self.rows {
            Rows::Classes(classes) => (classes.values(false), 0, 1),
            _ => (self.cells(), column, self.arity.max(1)),
        };
        cells.iter().skip(first).step_by(step).map(|&cell| word_of(cell))
    }

    /// The rows in order of insertion.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[Word]> {
        (0..self.len()).map(|at| self.row(at))
    }

    /// The cells of all words, row after row.
    pub fn cells(&self) -> &[i32] {
        match &self.rows {
            Rows::Unit(_) => &[],
            Rows::Cells(rows) => rows.cells(),
            Rows::Keyed(rows) => rows.cells(),
            Rows::Classes(classes) => classes.rows(),
        }
    }
}

/// Puts the cells of words where they belong; false if one of them has none, so that no table has it.
fn known_cells<'r>(mut words: impl Iterator<Item = (&'r Word, &'r mut i32)>) -> bool {
    words.all(|(&word, place)| known_cell(word).map(|cell| *place = cell).is_some())
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.arity == other.arity && self.len() == other.len() && self.rows().all(|row| other.contains(row))
    }
}

impl Eq for Table {}

mod looking;
#[cfg(test)]
mod tests;
