//! A hash map from keys of one width to numbers that are given in order of first sight.
//!
//! Open addressing with linear probing. A slot is 64 bits: a mark of the key and its number. A key of one narrow cell is its own
//! mark; any other key is kept beside the slots and compared when its mark fits.

use std::borrow::Cow;
use std::ops::Range;

use super::cell::{AHEAD, Cell, FAR, hash_cells};

const SMALLEST: usize = 16;

/// Numbers for keys.
#[derive(Clone, Debug)]
pub struct KeyMap<T> {
    width: usize,
    /// Mark in the high half, number and 1 in the low one; zero is free.
    slots: Vec<u64>,
    /// The keys by number, one after the other, unless marks are keys.
    keys: Vec<T>,
    len: usize,
}

impl<T: Cell> KeyMap<T> {
    /// No keys of so many cells.
    pub fn new(width: usize) -> Self {
        Self { width, slots: Vec::new(), keys: Vec::new(), len: 0 }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        size_of_val(self.slots.as_slice()) + size_of_val(self.keys.as_slice())
    }

    /// The number of a key, if it has one.
    #[inline]
    pub fn find(&self, key: &[T]) -> Option<usize> {
        self.find_hashed(key, hash_cells(key))
    }

    /// The number of a key of which the hash is known.
    #[inline]
    pub(super) fn find_hashed(&self, key: &[T], hash: u64) -> Option<usize> {
        if self.len == 0 {
            return None;
        }
        self.probe(key, hash).ok()
    }

    /// The number of a key; a new key gets the next.
    #[inline]
    pub fn number(&mut self, key: &[T]) -> usize {
        self.number_hashed(key, hash_cells(key))
    }

    /// The number of a key of which the hash is known.
    #[inline]
    pub(super) fn number_hashed(&mut self, key: &[T], hash: u64) -> usize {
        if (self.len + 1) * 8 > self.slots.len() * 5 {
            self.grow();
        }
        match self.probe(key, hash) {
            Ok(number) => number,
            Err(slot) => {
                self.slots[slot] = u64::from(self.mark(key, hash)) << 32 | (self.len as u64 + 1);
                if !self.has_exact_marks() {
                    self.keys.extend_from_slice(key);
                }
                self.len += 1;
                self.len - 1
            }
        }
    }

    /// Tells the numbers of the keys of these rows, one after the other; new keys get the next.
    ///
    /// In a large map they are searched for first, many at a time: the processor waits for many of these searches at once.
    pub(super) fn number_all<const N: usize>(
        &mut self,
        rows: Range<usize>,
        key: impl Fn(usize) -> [T; N],
        mut tell: impl FnMut(usize),
    ) {
        for first in rows.clone().step_by(AHEAD) {
            let stretch = first..rows.end.min(first + AHEAD);
            if self.len > FAR {
                let met = stretch.clone().filter(|&row| self.find(&key(row)).is_some());
                std::hint::black_box(met.count());
            }
            stretch.for_each(|row| tell(self.number(&key(row))));
        }
    }

    /// Tells the numbers of keys given one after the other, each of at least one cell; new keys get the next. In a large map they are searched
    /// for first, as by [`Self::number_all`].
    pub fn number_keys(&mut self, keys: &[T], mut tell: impl FnMut(usize)) {
        for stretch in keys.chunks(AHEAD * self.width) {
            if self.len > FAR {
                let met = stretch.chunks_exact(self.width).filter(|key| self.find(key).is_some());
                std::hint::black_box(met.count());
            }
            stretch.chunks_exact(self.width).for_each(|key| tell(self.number(key)));
        }
    }

    /// The keys by number, one after the other.
    pub fn keys(&self) -> Cow<'_, [T]> {
        if !self.has_exact_marks() {
            return Cow::Borrowed(&self.keys);
        }
        let mut keys = vec![T::default(); self.len];
        self.each(|key, number| keys[number] = key[0]);
        Cow::Owned(keys)
    }

    /// Makes room for so many keys. Who adds the keys of another map in the order in which that tells them has to: in a map that is
    /// too small they would all stand together.
    pub(super) fn reserve(&mut self, keys: usize) {
        let size = (keys * 8 / 5 + 1).next_power_of_two().max(SMALLEST);
        if self.len == 0 && size > self.slots.len() {
            self.slots = vec![0; size];
        }
    }

    /// Tells every key with its number, in the order of their hashes.
    pub(super) fn each(&self, mut tell: impl FnMut(&[T], usize)) {
        for &slot in self.slots.iter().filter(|&&slot| slot != 0) {
            match self.exact_key(slot) {
                Some(key) => tell(&[key], number_in(slot)),
                None => tell(self.key(number_in(slot)), number_in(slot)),
            }
        }
    }

    /// The key of a slot whose mark is its key.
    fn exact_key(&self, slot: u64) -> Option<T> {
        let mark = (slot >> 32) as u32;
        self.has_exact_marks().then(|| T::of_bits(u64::from(mark)))
    }

    fn has_exact_marks(&self) -> bool {
        T::IS_NARROW && self.width == 1
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "a mark is the low half of a word")]
    fn mark(&self, key: &[T], hash: u64) -> u32 {
        match key {
            [one] if self.has_exact_marks() => one.bits() as u32,
            _ => hash as u32,
        }
    }

    /// The number found, or the free slot at which the search ended; there always is one.
    #[inline]
    fn probe(&self, key: &[T], hash: u64) -> Result<usize, usize> {
        let mark = u64::from(self.mark(key, hash));
        let mut at = self.home(hash);
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return Err(at);
            }
            if slot >> 32 == mark {
                let number = number_in(slot);
                if self.has_exact_marks() || is_same(self.key(number), key) {
                    return Ok(number);
                }
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The slot from which a hash is searched, by its high bits.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "it is below the number of slots")]
    fn home(&self, hash: u64) -> usize {
        (hash >> (u64::BITS - self.slots.len().trailing_zeros())) as usize
    }

    fn key(&self, number: usize) -> &[T] {
        &self.keys[number * self.width..(number + 1) * self.width]
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(SMALLEST);
        let old = std::mem::replace(&mut self.slots, vec![0; size]);
        for slot in old.into_iter().filter(|&slot| slot != 0) {
            let mut at = self.home(self.hash_of(slot));
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = slot;
        }
    }

    fn hash_of(&self, slot: u64) -> u64 {
        match self.exact_key(slot) {
            Some(key) => hash_cells(&[key]),
            None => hash_cells(self.key(number_in(slot))),
        }
    }
}

/// Whether two keys are the same; those of two cells, which are frequent, are compared without a loop.
#[inline]
fn is_same<T: Cell>(one: &[T], other: &[T]) -> bool {
    match (one, other) {
        ([a, b], [c, d]) => a == c && b == d,
        _ => one == other,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the number is the low half")]
fn number_in(slot: u64) -> usize {
    slot as u32 as usize - 1
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn agrees<T: Cell + Ord>(width: usize, cells: &[T]) {
        let (mut map, mut plain) = (KeyMap::new(width), BTreeMap::new());
        for key in cells.chunks_exact(width) {
            assert_eq!(map.find(key), plain.get(key).copied());
            let next = plain.len();
            assert_eq!(map.number(key), *plain.entry(key.to_vec()).or_insert(next));
        }
        assert_eq!(map.len(), plain.len());
        assert!(plain.iter().all(|(key, &number)| map.find(key) == Some(number)));
    }

    proptest! {
        #[test]
        fn keys_are_numbered_in_order_of_first_sight(
            cells in proptest::collection::vec(prop_oneof![-20..20, any::<i32>()], 0..400), width in 1..4_usize
        ) {
            agrees(width, &cells);
            let words: Vec<u64> = cells.iter().map(|&cell| Cell::bits(cell)).collect();
            agrees(width, &words);
        }
    }

    #[test]
    fn the_empty_key_has_one_number() {
        let mut map = KeyMap::<i32>::new(0);
        assert_eq!((map.find(&[]), map.number(&[]), map.number(&[]), map.find(&[])), (None, 0, 0, Some(0)));
    }
}
