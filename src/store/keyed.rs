//! Rows by key: mostly one for each, of which another takes the place and the number, or a few that stand beside each other.
//!
//! Which of two rows is to stand is the business of whoever puts them in.

use super::KeyMap;
use super::cell::span;

/// Rows of cells, found by the columns of a key.
#[derive(Clone, Debug)]
pub struct Keyed {
    arity: usize,
    key: Vec<usize>,
    len: usize,
    cells: Vec<i32>,
    /// The keys of all rows that were not added unsought, numbered in order of first sight.
    keys: KeyMap<i32>,
    /// For each of these the number of a row that has it; as long as this is that of the key, there are none.
    firsts: Vec<u32>,
    /// How many rows were added unsought.
    unsought: usize,
    /// For each row the next one with its key; the last leads back to the first. As long as no key has two rows this is empty, and every
    /// row is its own next one.
    rings: Vec<u32>,
}

impl Keyed {
    /// No rows of so many cells, with these columns for a key.
    pub(super) fn new(arity: usize, key: Vec<usize>) -> Self {
        let (keys, cells, firsts, rings) = (KeyMap::new(key.len()), Vec::new(), Vec::new(), Vec::new());
        Self { arity, key, len: 0, cells, keys, firsts, unsought: 0, rings }
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
        let numbers = size_of_val(self.firsts.as_slice()) + size_of_val(self.rings.as_slice());
        size_of_val(self.cells.as_slice()) + self.keys.bytes() + numbers
    }

    /// All cells, row after row.
    pub(super) fn cells(&self) -> &[i32] {
        &self.cells
    }

    /// How many keys there are, but for those of rows that were added unsought.
    pub fn keys(&self) -> usize {
        self.keys.len()
    }

    /// The number of the key of a row that was not added unsought.
    pub fn key_of(&self, at: usize) -> Option<usize> {
        with_key(&self.key, self.row(at), |key| self.keys.find(key))
    }

    /// All cells, row after row.
    pub(super) fn into_cells(self) -> Vec<i32> {
        self.cells
    }

    /// The row of a number below that of rows.
    #[inline]
    pub fn row(&self, at: usize) -> &[i32] {
        &self.cells[span(self.arity, at)]
    }

    /// The numbers of all rows with the key of a row that is there, beginning with that of this row.
    #[inline]
    pub fn beside(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let next = move |&before: &usize| Some(self.next(before)).filter(|&next| next != at);
        std::iter::successors(Some(at), next)
    }

    /// Whether no key has several rows: then each keeps its number, whatever takes its place.
    #[inline]
    pub fn is_one_a_key(&self) -> bool {
        self.rings.is_empty()
    }

    /// The number of the next row with the key of a row.
    #[inline]
    fn next(&self, at: usize) -> usize {
        self.rings.get(at).map_or(at, |&next| next as usize)
    }

    /// The number of a row that has the key of this one, of which no other cells matter.
    #[inline]
    pub fn find(&self, row: &[i32]) -> Option<usize> {
        with_key(&self.key, row, |key| self.keys.find(key)).map(|key| self.first(key))
    }

    /// The same for many rows. What one search waits for does not depend on another, so that the processor waits for many at once.
    pub fn find_all(&self, rows: &[i32], found: &mut Vec<Option<usize>>) {
        found.clear();
        let rows = rows.chunks_exact(self.arity);
        match *self.key.as_slice() {
            [one] => found.extend(rows.map(|row| Some(self.first(self.keys.find(&[row[one]])?)))),
            _ => found.extend(rows.map(|row| self.find(row))),
        }
    }

    /// The number of the row to which a key leads.
    #[inline]
    fn first(&self, key: usize) -> usize {
        self.firsts.get(key).map_or(key, |&first| first as usize)
    }

    /// Lets a key lead to the row of another number.
    fn lead_to(&mut self, key: usize, row: usize) {
        if self.firsts.is_empty() {
            self.firsts = (0..self.keys.len()).map(number).collect();
        }
        self.firsts[key] = number(row);
    }

    /// Whether the row is there.
    pub(super) fn contains(&self, row: &[i32]) -> bool {
        self.find(row).is_some_and(|first| self.beside(first).any(|at| self.row(at) == row))
    }

    /// Adds a row whose key no row has.
    pub fn push(&mut self, row: &[i32]) {
        self.cells.extend_from_slice(row);
        let key = with_key(&self.key, row, |key| self.keys.number(key));
        if key < self.len || !self.firsts.is_empty() {
            self.firsts.extend((self.firsts.len()..key).map(number));
            self.firsts.push(number(self.len));
        }
        if !self.rings.is_empty() {
            self.rings.push(number(self.len));
        }
        self.len += 1;
    }

    /// Adds a row whose key no row has, and which whoever adds it finds in a way of its own: nobody may search for its key until
    /// [all can be found](Self::make_sought).
    pub fn push_unsought(&mut self, row: &[i32]) {
        debug_assert!(self.rings.is_empty(), "no key has several rows");
        self.cells.extend_from_slice(row);
        self.unsought += 1;
        self.len += 1;
    }

    /// Lets all rows be found by their keys.
    pub fn make_sought(&mut self) {
        if std::mem::take(&mut self.unsought) == 0 {
            return;
        }
        (self.keys, self.firsts) = (KeyMap::new(self.key.len()), Vec::new());
        for row in self.cells.chunks_exact(self.arity) {
            with_key(&self.key, row, |key| self.keys.number(key));
        }
    }

    /// Adds a row that has the key of the one of this number.
    pub fn push_beside(&mut self, at: usize, row: &[i32]) {
        self.make_sought();
        if self.rings.is_empty() {
            self.rings = (0..self.len).map(number).collect();
        }
        self.cells.extend_from_slice(row);
        self.rings.push(self.rings[at]);
        self.rings[at] = number(self.len);
        self.len += 1;
    }

    /// Takes out a row beside which there are others with its key. The last row takes its number.
    fn remove(&mut self, at: usize) {
        let next = self.next(at);
        debug_assert_ne!(next, at, "no key is left without a row");
        self.lead(at, next);
        self.len -= 1;
        if at < self.len {
            self.lead(self.len, at);
            self.rings[at] = self.rings[self.len];
            self.cells.copy_within(span(self.arity, self.len), at * self.arity);
        }
        self.rings.truncate(self.len);
        self.cells.truncate(self.len * self.arity);
    }

    /// Puts a row in the place of one of those of these numbers, which have its key, and takes the others out. Tells each before it goes,
    /// and whether the row gets its number.
    pub fn supersede(
        &mut self,
        outdone: &mut [usize],
        row: &[i32],
        mut tell: impl FnMut(&[i32], Option<usize>),
    ) {
        // From the last on: a row that takes the number of another is none of them.
        outdone.sort_unstable();
        let Some((&first, others)) = outdone.split_first() else { return };
        for &at in others.iter().rev() {
            tell(self.row(at), None);
            self.remove(at);
        }
        tell(self.row(first), Some(first));
        self.replace(first, row);
        if !self.rings.is_empty() {
            self.put_first(first);
        }
    }

    /// Lets searches for a key begin with a row: one that outdid others is likely to outdo more.
    fn put_first(&mut self, at: usize) {
        if let Some(key) = self.key_of(at) {
            self.lead_to(key, at);
        }
    }

    /// Lets whatever leads to a row lead to another one.
    fn lead(&mut self, from: usize, to: usize) {
        let before = self.beside(from).last().unwrap_or(from);
        self.rings[before] = number(to);
        match self.key_of(from) {
            Some(key) if self.first(key) == from => self.lead_to(key, to),
            _ => {}
        }
    }

    /// Puts a row in the place of the one of this number, which has its key.
    pub fn replace(&mut self, at: usize, row: &[i32]) {
        self.cells[span(self.arity, at)].copy_from_slice(row);
    }
}

/// A key of so many columns is put together without taking memory.
const FEW: usize = 8;

/// More rows than 32 bits can number do not fit in memory together with what finds them.
fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// Calls with the cells that a row has in the columns of a key.
#[inline]
fn with_key<R>(columns: &[usize], row: &[i32], call: impl FnOnce(&[i32]) -> R) -> R {
    match *columns {
        [one] => call(&[row[one]]),
        [one, two] => call(&[row[one], row[two]]),
        [one, two, three] => call(&[row[one], row[two], row[three]]),
        _ if columns.len() <= FEW => {
            let mut key = [0; FEW];
            key.iter_mut().zip(columns).for_each(|(cell, &column)| *cell = row[column]);
            call(&key[..columns.len()])
        }
        _ => call(&columns.iter().map(|&column| row[column]).collect::<Vec<i32>>()),
    }
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
    fn rows_with_one_key_come_and_go() {
        // Keys 0 to 6 have the numbers that leave them over divided by 7.
        let mut rows = Keyed::new(2, vec![0]);
        let key = |number: i32| [number % 7, number];
        for number in 0..1000 {
            match rows.find(&key(number)) {
                Some(at) => rows.push_beside(at, &key(number)),
                None => rows.push(&key(number)),
            }
        }
        for number in (0..1000).filter(|number| number % 3 > 0) {
            let first = rows.find(&key(number)).unwrap();
            let at = rows.beside(first).find(|&at| rows.row(at) == key(number)).unwrap();
            rows.remove(at);
        }
        rows.push(&[9, 9]);
        assert_eq!(rows.len(), 335);
        for of in 0..7 {
            let first = rows.find(&[of, 0]).unwrap();
            let mut found: Vec<i32> = rows.beside(first).map(|at| rows.row(at)[1]).collect();
            found.sort_unstable();
            let left: Vec<i32> = (0..1000).filter(|number| number % 7 == of && number % 3 == 0).collect();
            assert_eq!(found, left);
        }
        assert!(rows.contains(&[2, 9]) && !rows.contains(&[3, 10]) && rows.contains(&[9, 9]));
        (10..200).for_each(|key| rows.push(&[key, key]));
        assert!((10..200).all(|key| rows.contains(&[key, key])) && rows.contains(&[2, 9]));
    }

    #[test]
    fn rows_added_unsought_are_found_when_all_are_made_so() {
        let mut rows = Keyed::new(2, vec![0]);
        for number in 0..100 {
            if number % 3 == 0 { rows.push(&[number, 7]) } else { rows.push_unsought(&[number, 8]) }
        }
        assert_eq!((rows.find(&[99, 0]), rows.row(98), rows.is_one_a_key()), (Some(99), &[98, 8][..], true));
        rows.push_beside(98, &[98, 9]);
        let found: Vec<Option<usize>> = (0..100).map(|number| rows.find(&[number, 0])).collect();
        assert_eq!(found, (0..100).map(Some).collect::<Vec<_>>());
        assert!(rows.contains(&[98, 9]) && !rows.contains(&[98, 7]));
    }

    #[test]
    fn keys_of_any_width_lead_to_their_rows() {
        for width in 1..11 {
            let mut rows = Keyed::new(width + 1, (1..=width).rev().collect());
            let row = |number: i32| {
                let key = (1..).zip(0..width).map(move |(column, _)| number * 828 % 1013 * column);
                std::iter::once(number).chain(key).collect::<Vec<i32>>()
            };
            (0..500).for_each(|number| rows.push(&row(number)));
            let mut found = Vec::new();
            rows.find_all(&(0..600).flat_map(row).collect::<Vec<i32>>(), &mut found);
            assert_eq!(found, (0..600).map(|at| Some(at).filter(|&at| at < 500)).collect::<Vec<_>>());
            assert_eq!((rows.keys(), rows.key_of(77)), (500, Some(77)));
        }
    }

    #[test]
    fn an_empty_key_stands_once() {
        let mut rows = Keyed::new(1, Vec::new());
        assert_eq!(rows.find(&[5]), None);
        rows.push(&[5]);
        assert_eq!(rows.find(&[4]), Some(0));
    }
}
