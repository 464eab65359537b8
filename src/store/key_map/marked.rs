//! Open addressing with linear probing, for keys of any width: a slot of 64 bits holds a mark of the key and its number, and the key
//! stands beside the slots, to be compared when its mark fits.

use super::super::cell::Cell;
use super::super::filled::filled;

const SMALLEST: usize = 16;

/// Numbers for keys of so many cells.
#[derive(Clone, Debug)]
pub(super) struct Marked<T> {
    width: usize,
    /// Mark in the high half, number and 1 in the low one; zero is free. The mark tells the slot's home too.
    slots: Vec<u64>,
    /// The keys by number, one after the other.
    keys: Vec<T>,
    len: usize,
}

impl<T: Cell> Marked<T> {
    pub(super) fn new(width: usize) -> Self {
        Self { width, slots: Vec::new(), keys: Vec::new(), len: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.slots.as_slice()) + size_of_val(self.keys.as_slice())
    }

    /// The keys by number, one after the other.
    pub(super) fn keys(&self) -> &[T] {
        &self.keys
    }

    #[inline]
    pub(super) fn find(&self, key: &[T], hash: u64) -> Option<usize> {
        if self.len == 0 {
            return None;
        }
        self.probe(key, hash).ok()
    }

    /// What stands where the search for a hash begins.
    #[inline]
    pub(super) fn glance(&self, hash: u64) -> u64 {
        self.slots.get(self.home(mark(hash))).copied().unwrap_or_default()
    }

    /// The number of a key; a new key gets the next.
    #[inline]
    pub(super) fn number(&mut self, key: &[T], hash: u64) -> usize {
        if (self.len + 1) * 8 > self.slots.len() * 5 {
            self.grow();
        }
        match self.probe(key, hash) {
            Ok(number) => number,
            Err(slot) => {
                self.slots[slot] = mark(hash) << 32 | (self.len as u64 + 1);
                self.keys.extend_from_slice(key);
                self.len += 1;
                self.len - 1
            }
        }
    }

    /// Makes room for so many keys if there is none yet.
    pub(super) fn reserve(&mut self, keys: usize) {
        let size = (keys * 8 / 5 + 1).next_power_of_two().max(SMALLEST);
        if self.len == 0 && size > self.slots.len() {
            self.slots = filled(0, size);
        }
    }

    /// Tells every key with its number, in the order of their hashes.
    pub(super) fn each(&self, mut tell: impl FnMut(&[T], usize)) {
        let numbers = self.slots.iter().filter(|&&slot| slot != 0).map(|&slot| number_in(slot));
        numbers.for_each(|number| tell(self.key(number), number));
    }

    /// The number found, or the free slot at which the search ended; there always is one.
    #[inline]
    fn probe(&self, key: &[T], hash: u64) -> Result<usize, usize> {
        let mut at = self.home(mark(hash));
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return Err(at);
            }
            // A comparison of no cells is not left to the library: what it may read, masked, takes long where no memory is.
            if slot >> 32 == mark(hash) && (key.is_empty() || self.key(number_in(slot)) == key) {
                return Ok(number_in(slot));
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// The slot from which a mark is searched, by its high bits.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "it is below the number of slots")]
    fn home(&self, mark: u64) -> usize {
        (mark << 32 >> (u64::BITS - self.slots.len().trailing_zeros())) as usize
    }

    #[inline]
    fn key(&self, number: usize) -> &[T] {
        &self.keys[number * self.width..(number + 1) * self.width]
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(SMALLEST);
        let old = std::mem::replace(&mut self.slots, filled(0, size));
        for slot in old.into_iter().filter(|&slot| slot != 0) {
            let mut at = self.home(slot >> 32);
            while self.slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = slot;
        }
    }
}

/// The mark of a key, the high half of its hash.
#[inline]
fn mark(hash: u64) -> u64 {
    hash >> 32
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the number is the low half")]
fn number_in(slot: u64) -> usize {
    slot as u32 as usize - 1
}
