//! Open addressing with linear probing, in slots that hold the keys themselves: narrow cells, and the number behind them.

use std::iter::zip;

use super::super::cell::hash_cells;
use super::super::filled::filled;

const SMALLEST: usize = 16;

/// Slots of `N` numbers of 32 bits: the `N - 1` cells of a key, then its number and 1; zero is free.
#[derive(Clone, Debug, Default)]
pub(super) struct Exact<const N: usize> {
    slots: Vec<[u32; N]>,
    len: usize,
}

impl<const N: usize> Exact<N> {
    /// No keys, and room for so many.
    pub(super) fn with_room(keys: usize) -> Self {
        let size = (keys * 8 / 5 + 1).next_power_of_two().max(SMALLEST);
        Self { slots: filled([0; N], size), len: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.slots.as_slice())
    }

    /// The number of a key, of which the last place is of no account.
    #[inline]
    pub(super) fn find(&self, key: &[u32; N], hash: u64) -> Option<usize> {
        if self.len == 0 {
            return None;
        }
        self.probe(key, hash).ok()
    }

    /// What stands where the search for a hash begins.
    #[inline]
    pub(super) fn glance(&self, hash: u64) -> u64 {
        self.slots.get(self.home(hash)).map_or(0, |slot| u64::from(slot[N - 1]))
    }

    /// The number of a key; a new key gets the next.
    #[inline]
    pub(super) fn number(&mut self, key: &[u32; N], hash: u64) -> usize {
        if self.is_full() {
            *self = self.grown();
        }
        match self.probe(key, hash) {
            Ok(number) => number,
            Err(at) => {
                self.len += 1;
                self.slots[at] = slot(key, self.len - 1);
                self.len - 1
            }
        }
    }

    /// Whether there is no room for another key.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        (self.len + 1) * 8 > self.slots.len() * 5
    }

    /// The same with twice the room.
    #[cold]
    pub(super) fn grown(&self) -> Self {
        let size = (self.slots.len() * 2).max(SMALLEST);
        let mut grown = Self { slots: filled([0; N], size), len: self.len };
        self.slots.iter().filter(|slot| slot[N - 1] > 0).for_each(|slot| grown.put(slot));
        grown
    }

    /// The number found, or the free slot at which the search ended; there always is one.
    #[inline]
    fn probe(&self, key: &[u32; N], hash: u64) -> Result<usize, usize> {
        let mut at = self.home(hash);
        loop {
            let slot = &self.slots[at];
            if slot[N - 1] == 0 {
                return Err(at);
            }
            if slot[..N - 1] == key[..N - 1] {
                return Ok(slot[N - 1] as usize - 1);
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

    /// Puts a slot of another map, whose key this one lacks, in its place.
    fn put(&mut self, slot: &[u32; N]) {
        let mut cells = [0_i32; N];
        zip(&mut cells, slot).for_each(|(cell, bits)| *cell = bits.cast_signed());
        if let Err(at) = self.probe(slot, hash_cells(&cells[..N - 1])) {
            self.slots[at] = *slot;
        }
    }

    /// Tells every slot, which begins with the cells of a key, with the key's number, in the order of their hashes.
    pub(super) fn each(&self, mut tell: impl FnMut(&[u32; N], usize)) {
        let held = self.slots.iter().filter(|slot| slot[N - 1] > 0);
        held.for_each(|slot| tell(slot, slot[N - 1] as usize - 1));
    }
}

impl Exact<2> {
    /// Adds a key that is not there, with its number; there is room for it.
    pub(super) fn place(&mut self, key: u32, number: usize) {
        self.put(&slot(&[key, 0], number));
        self.len += 1;
    }
}

/// The slot of a key with its number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "more keys than 32 bits count do not fit in memory with what they stand for"
)]
fn slot<const N: usize>(key: &[u32; N], number: usize) -> [u32; N] {
    let mut slot = *key;
    slot[N - 1] = number as u32 + 1;
    slot
}
