//! Indexes that hold what they find: from the cells of some columns of a table to lists of the cells of others.
//!
//! A list is read without a look at the table. It grows at its end, and remembers how long it was before the last round, so that
//! older rows, the last round's and all are stretches of one list.

use std::ops::Range;
use std::sync::Arc;

use super::lists::{Layout, List, Lists};
use super::narrow::with_room;
use super::sorting::Sorting;
use super::{Days, KeyMap};
use ordered::Extent;

mod ordered;

/// Lists by key.
///
/// It follows a growing table by [`Postings::extend`]. All lists lie in one vector; one that outgrows its place moves to one of twice
/// the size, and leaves its place to a shorter one.
#[derive(Clone, Debug)]
pub struct Postings {
    key: Vec<usize>,
    payload: Vec<usize>,
    groups: KeyMap<i32>,
    lists: Lists,
    cells: Vec<i32>,
    /// Places that were left, by the binary logarithm of their size.
    left: Vec<Vec<usize>>,
    covered: usize,
    round: u32,
    /// For each covered row the place of its entry in its list, where rows change in place.
    places: Option<Vec<u32>>,
    sorting: Option<Sorting>,
    /// By what dates are sorted.
    days: Arc<Days>,
    /// Whether all lists are in the order that is asked for.
    is_in_order: bool,
    /// Of each column of the payload what words it had when the lists were put in order.
    extents: Vec<Extent>,
}

/// Rows of a table: its cells, row after row, and how many a row has.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The cells.
    pub cells: &'a [i32],
    /// Cells a row.
    pub arity: usize,
}

impl Source<'_> {
    fn row(&self, at: usize) -> &[i32] {
        &self.cells[at * self.arity..(at + 1) * self.arity]
    }
}

/// How many rows are taken up between two calls of the caller's check.
const ROWS_AT_ONCE: usize = 1 << 14;

/// So few rows are taken up one by one: their searches need not be overlapped.
const FEW: usize = 8;

impl Postings {
    /// An index from the cells of `key` columns to those of `payload` columns that covers no row yet.
    pub fn new(key: Vec<usize>, payload: Vec<usize>) -> Self {
        let groups = KeyMap::new(key.len());
        let (lists, cells, left) = (Lists::default(), Vec::new(), Vec::new());
        let (covered, round, sorting, is_in_order) = (0, 0, None, true);
        let (places, extents, days) = (None, Vec::new(), Arc::default());
        Self {
            key,
            payload,
            groups,
            lists,
            cells,
            left,
            covered,
            round,
            places,
            sorting,
            days,
            is_in_order,
            extents,
        }
    }

    /// The same for a table whose rows keep their numbers and change in place; it covers no row yet.
    #[must_use]
    pub fn with_places(self) -> Self {
        Self { places: Some(Vec::new()), ..self }
    }

    /// Says that rows do not keep their numbers any more, or that none will change any more.
    pub fn settle(&mut self) {
        self.places = None;
    }

    /// Takes note that a row that it covers has other cells now. Where rows keep their numbers the cells of the key are the same.
    pub fn rewrite(&mut self, at: usize, old: &[i32], row: &[i32]) {
        let place = self.places.as_ref().map(|places| places.get(at));
        let (Some(place), Some(list)) = (place, self.list_of(row)) else {
            self.remove(old);
            self.take_up(row);
            self.covered += 1;
            return;
        };
        let Some(&place) = place else { return };
        let (width, at) = (self.payload.len(), self.lists.all(list).start + place as usize);
        let entry = &mut self.cells[at * width..(at + 1) * width];
        entry.iter_mut().zip(&self.payload).for_each(|(cell, &column)| *cell = row[column]);
    }

    /// The same with the entries of each list sorted whenever rows were taken up. Lists then do not tell rounds apart.
    #[must_use]
    pub fn sorted_by(self, sorting: Option<Sorting>, days: &Arc<Days>) -> Self {
        Self { sorting, days: Arc::clone(days), ..self }
    }

    /// By what the entries of lists are sorted.
    pub fn sorting(&self) -> Option<Sorting> {
        self.sorting
    }

    /// Whether all lists are in the order that is asked for; if not, the next call of [`Postings::extend`] puts them so.
    pub fn is_in_order(&self) -> bool {
        self.is_in_order
    }

    /// The columns of the key.
    pub fn key(&self) -> &[usize] {
        &self.key
    }

    /// The columns of an entry.
    pub fn payload(&self) -> &[usize] {
        &self.payload
    }

    /// How many lists it has.
    pub fn lists(&self) -> usize {
        self.lists.len()
    }

    /// How many rows it covers: the first so many of its table.
    pub fn covered(&self) -> usize {
        self.covered
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.lists.len()
    }

    /// Whether there is no list.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        let places = self.places.as_deref().map_or(0, size_of_val);
        size_of_val(self.cells.as_slice()) + self.lists.bytes() + self.groups.bytes() + places
    }

    /// Says that the rows taken up from now on are those of another round.
    pub fn begin_round(&mut self) {
        self.round += 1;
    }

    /// Takes up the rows of the same table from [`Postings::covered`] to `end`; `check` is called every so often with how many were
    /// taken up.
    ///
    /// # Errors
    /// That of `check`; the index is of no use then.
    pub fn extend<E>(
        &mut self,
        source: Source,
        end: usize,
        mut check: impl FnMut(usize) -> Result<(), E>,
    ) -> Result<(), E> {
        let rows = self.covered..end.max(self.covered);
        self.covered = rows.end;
        let is_first = self.lists.is_empty();
        self.is_in_order &= rows.is_empty() || self.sorting.is_none();
        if rows.len() <= FEW && !is_first {
            rows.clone().for_each(|row| self.take_up(source.row(row)));
            self.put_in_order();
            return check(rows.len());
        }
        let mut numbers = Vec::with_capacity(rows.len().min(ROWS_AT_ONCE));
        for first in rows.clone().step_by(ROWS_AT_ONCE) {
            let stretch = first..rows.end.min(first + ROWS_AT_ONCE);
            check(stretch.len())?;
            if !is_first {
                numbers.clear();
            }
            self.number(source, stretch.clone(), &mut numbers);
            if !is_first {
                self.begin_lists();
                numbers.iter().zip(stretch).for_each(|(&list, row)| self.append(list, source.row(row)));
            }
        }
        if is_first && !rows.is_empty() {
            self.lay_out(source, rows, &numbers, check)?;
        }
        self.put_in_order();
        Ok(())
    }

    /// Takes up the first rows, whose lists have these numbers: each list gets a place of exactly the size that it has.
    fn lay_out<E>(
        &mut self,
        source: Source,
        rows: Range<usize>,
        numbers: &[u32],
        mut check: impl FnMut(usize) -> Result<(), E>,
    ) -> Result<(), E> {
        let layout = Layout::of(numbers, self.groups.len()).filter(|_| self.places.is_none());
        let stretches = numbers.chunks(ROWS_AT_ONCE).zip(rows.step_by(ROWS_AT_ONCE));
        let Some(mut layout) = layout else {
            self.begin_lists();
            for (numbers, first) in stretches {
                check(numbers.len())?;
                numbers.iter().zip(first..).for_each(|(&list, row)| self.append(list, source.row(row)));
            }
            return Ok(());
        };
        let (width, cells) = (self.payload.len(), &mut self.cells);
        cells.reserve_exact(with_room(numbers.len() * width));
        cells.resize(numbers.len() * width, 0);
        for (numbers, first) in stretches {
            check(numbers.len())?;
            for (&list, row) in numbers.iter().zip(first..) {
                let (at, row) = (layout.place(list), source.row(row));
                let entry = &mut cells[at * width..(at + 1) * width];
                entry.iter_mut().zip(&self.payload).for_each(|(cell, &column)| *cell = row[column]);
            }
        }
        self.lists = layout.finish(self.round);
        Ok(())
    }

    /// Where an entry holds a column of the payload.
    fn place(&self, column: usize) -> usize {
        self.payload.iter().position(|&other| other == column).unwrap_or_default()
    }

    /// Takes up one row, without memory to work in.
    fn take_up(&mut self, row: &[i32]) {
        let list = match *self.key.as_slice() {
            [one] => self.groups.number(&[row[one]]),
            [one, two] => self.groups.number(&[row[one], row[two]]),
            ref columns => self.groups.number(&columns.iter().map(|&column| row[column]).collect::<Vec<_>>()),
        };
        self.begin_lists();
        self.append(number(list), row);
    }

    /// Begins lists for new keys.
    fn begin_lists(&mut self) {
        let (count, round) = (self.groups.len(), self.round);
        self.lists.open().resize(count, List { round, ..List::default() });
    }

    /// The numbers of the rows' lists, which may be new.
    fn number(&mut self, source: Source, rows: Range<usize>, numbers: &mut Vec<u32>) {
        match *self.key.as_slice() {
            [one] => {
                self.groups.number_all(rows, |at| [source.row(at)[one]], |list| numbers.push(number(list)));
            }
            [one, two] => {
                let key = |at: usize| [source.row(at)[one], source.row(at)[two]];
                self.groups.number_all(rows, key, |list| numbers.push(number(list)));
            }
            ref columns => {
                let mut key = Vec::with_capacity(columns.len());
                for row in rows.map(|at| source.row(at)) {
                    key.clear();
                    key.extend(columns.iter().map(|&column| row[column]));
                    numbers.push(number(self.groups.number(&key)));
                }
            }
        }
    }

    fn append(&mut self, number: u32, row: &[i32]) {
        let list = &mut self.lists.open()[number as usize];
        if list.round != self.round {
            (list.old, list.round) = (list.len, self.round);
        }
        if list.len == list.capacity {
            self.relocate(number as usize);
        }
        let list = &mut self.lists.open()[number as usize];
        let (width, at) = (self.payload.len(), list.start + list.len as usize);
        if let Some(places) = &mut self.places {
            places.push(list.len);
        }
        list.len += 1;
        let entry = &mut self.cells[at * width..(at + 1) * width];
        entry.iter_mut().zip(&self.payload).for_each(|(cell, &column)| *cell = row[column]);
    }

    /// Takes out one entry of a row that is covered, in whatever round it was derived.
    pub fn remove(&mut self, row: &[i32]) {
        if let Some(number) = self.list_of(row) {
            self.remove_within(number, row, self.all(number));
        }
    }

    /// Takes out one entry of a row that is covered and was derived in the last round or before it.
    pub fn remove_of_round(&mut self, row: &[i32], is_new: bool) {
        if let Some(number) = self.list_of(row) {
            self.remove_within(number, row, if is_new { self.new_ones(number) } else { self.old(number) });
        }
    }

    fn list_of(&self, row: &[i32]) -> Option<usize> {
        let key: Vec<i32> = self.key.iter().map(|&column| row[column]).collect();
        self.groups.find(&key)
    }

    /// Takes out an entry of a row from a stretch of a list. The last of the older entries takes the place of an older one, the last of
    /// all the place that is free then.
    fn remove_within(&mut self, number: usize, row: &[i32], entries: Range<usize>) {
        let width = self.payload.len();
        let is_of_row = |at: &usize| {
            let entry = &self.cells[at * width..(at + 1) * width];
            entry.iter().zip(&self.payload).all(|(&cell, &column)| cell == row[column])
        };
        let Some(found) = entries.rev().find(is_of_row) else { return };
        let (old, end) = (self.old(number), self.all(number).end - 1);
        let from_before = found < old.end;
        let mut free = found;
        for from in from_before.then(|| old.end - 1).into_iter().chain([end]) {
            self.cells.copy_within(from * width..(from + 1) * width, free * width);
            free = from;
        }
        self.is_in_order = self.sorting.is_none();
        let list = &mut self.lists.open()[number];
        list.old -= u32::from(from_before && list.round == self.round);
        list.len -= 1;
        self.covered -= 1;
    }

    /// Moves a full list to a place of the next power of two.
    fn relocate(&mut self, number: usize) {
        let (list, width) = (self.lists.open()[number], self.payload.len());
        let capacity = (list.capacity + 1).next_power_of_two();
        let class = capacity.trailing_zeros() as usize;
        let start = self.left.get_mut(class).and_then(Vec::pop).unwrap_or_else(|| {
            let start = self.cells.len().checked_div(width).unwrap_or_default();
            self.cells.resize((start + capacity as usize) * width, 0);
            start
        });
        let from = list.start * width;
        self.cells.copy_within(from..from + list.len as usize * width, start * width);
        if list.capacity.is_power_of_two() {
            let class = list.capacity.trailing_zeros() as usize;
            if self.left.len() <= class {
                self.left.resize(class + 1, Vec::new());
            }
            self.left[class].push(list.start);
        }
        self.lists.open()[number] = List { start, capacity, ..list };
    }

    /// The number of the list of a key, if any row has it. It stays the same while the index grows.
    #[inline]
    pub fn list(&self, key: &[i32]) -> Option<usize> {
        self.groups.find(key)
    }

    /// The entries of all covered rows of a list, as a stretch for [`Postings::entries`].
    #[inline]
    pub fn all(&self, list: usize) -> Range<usize> {
        self.lists.all(list)
    }

    /// The entries from before the last round.
    pub fn old(&self, list: usize) -> Range<usize> {
        self.lists.before(list, self.round)
    }

    /// The entries of the last round.
    pub fn new_ones(&self, list: usize) -> Range<usize> {
        self.old(list).end..self.all(list).end
    }

    /// All entries, of which stretches of entries are stretches.
    pub fn cells(&self) -> &[i32] {
        &self.cells
    }

    /// The cells of a stretch of entries, entry after entry.
    #[inline]
    pub fn entries(&self, stretch: Range<usize>) -> &[i32] {
        let width = self.payload.len();
        &self.cells[stretch.start * width..stretch.end * width]
    }
}

/// A table with so many rows that their numbers leave 32 bits does not fit in memory together with its index.
fn number(list: usize) -> u32 {
    u32::try_from(list).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
