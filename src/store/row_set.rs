//! A hash set of row numbers: open addressing with linear probing over one flat vector, no allocation per row.
//!
//! It stores neither rows nor hashes; whoever owns the rows says how they hash and when two are the same.

use super::filled::filled;
use super::{Cell, Word};

/// Row numbers take the low bits of a slot, a tag from the hash the high ones. Zero is an empty slot.
const ROW_BITS: u32 = 40;
const ROW_MASK: u64 = (1 << ROW_BITS) - 1;
const SMALLEST: usize = 16;

/// A set of row numbers under caller-given hashes.
#[derive(Clone, Debug, Default)]
pub(super) struct RowSet {
    slots: Vec<u64>,
    used: usize,
}

impl RowSet {
    /// How many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.slots.as_slice())
    }

    /// No rows, and room for so many.
    pub(super) fn with_room(rows: usize) -> Self {
        let size = (rows * 3 / 2 + 1).next_power_of_two().max(SMALLEST);
        Self { slots: filled(0, size), used: 0 }
    }

    /// The row of this hash for which `same` holds.
    pub(super) fn find(&self, hash: u64, same: impl Fn(usize) -> bool) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        self.probe(hash, same).ok()
    }

    /// What stands where the search for a hash begins. Many such glances wait for nothing but memory, and for that all at once, where
    /// searches wait one by one: how each goes on the processor has to guess.
    #[inline]
    pub(super) fn glance(&self, hash: u64) -> u64 {
        self.slots.get(low_bits(hash) & self.slots.len().wrapping_sub(1)).copied().unwrap_or_default()
    }

    /// A row of this hash, as far as the tag tells, which leaves one in some ten million in doubt.
    #[inline]
    pub(super) fn likely(&self, hash: u64) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        self.probe(hash, |_| true).ok()
    }

    /// Adds `row` under `hash` unless a row for which `same` holds is there already; returns that row. The row is the number of rows
    /// that are there: they are numbered without gaps.
    ///
    /// `rehash` gives the hash of a row added earlier.
    pub(super) fn insert(
        &mut self,
        hash: u64,
        row: usize,
        same: impl Fn(usize) -> bool,
        rehash: impl Fn(usize) -> u64,
    ) -> Option<usize> {
        debug_assert_eq!(row, self.used, "rows are numbered without gaps");
        if (self.used + 1) * 3 > self.slots.len() * 2 {
            self.grow(0..self.used, rehash);
        }
        match self.probe(hash, same) {
            Ok(found) => Some(found),
            Err(slot) => {
                self.slots[slot] = pack(hash, row);
                self.used += 1;
                None
            }
        }
    }

    /// Puts another row, which is not there, in the place of one of this hash that is.
    fn repoint(&mut self, hash: u64, from: usize, to: usize) {
        if let Some(slot) = self.slot_of(hash, |row| row == from) {
            self.slots[slot] = pack(hash, to);
        }
    }

    /// Takes out the row of this hash for which `same` holds, and returns it.
    ///
    /// What was placed further on because of it moves up; `rehash` gives the hash of any row.
    fn remove(
        &mut self,
        hash: u64,
        same: impl Fn(usize) -> bool,
        rehash: impl Fn(usize) -> u64,
    ) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let (mut free, mask) = (self.slot_of(hash, same)?, self.slots.len() - 1);
        let row = unpack(self.slots[free]);
        let mut at = (free + 1) & mask;
        while self.slots[at] != 0 {
            let home = low_bits(rehash(unpack(self.slots[at]))) & mask;
            if at.wrapping_sub(home) & mask >= at.wrapping_sub(free) & mask {
                self.slots[free] = self.slots[at];
                free = at;
            }
            at = (at + 1) & mask;
        }
        self.slots[free] = 0;
        self.used -= 1;
        Some(row)
    }

    /// Takes a row out of the rows, given one after the other, that this set numbers, and returns the number that it had. The last row
    /// takes its place.
    pub(super) fn take_out<T: Cell>(&mut self, cells: &mut Vec<T>, rows: usize, row: &[T]) -> Option<usize> {
        self.take_out_parted(cells, rows, 0, row)
    }

    /// The same where the first `old` rows are to stand before the others still; returns the number that the row had. The last of the
    /// old ones takes the place of an old row, and the last of all its own.
    pub(super) fn take_out_parted<T: Cell>(
        &mut self,
        cells: &mut Vec<T>,
        rows: usize,
        old: usize,
        row: &[T],
    ) -> Option<usize> {
        let arity = row.len();
        let row_at = |at: usize| &cells[at * arity..(at + 1) * arity];
        let at = self.remove(hash_row(row), |at| row_at(at) == row, |at| hash_row(row_at(at)))?;
        let mut free = at;
        if at < old {
            self.renumber(cells, arity, old - 1, free);
            free = old - 1;
        }
        self.renumber(cells, arity, rows - 1, free);
        cells.truncate((rows - 1) * arity);
        Some(at)
    }

    /// Moves a row to the place of one that was taken out.
    fn renumber<T: Cell>(&mut self, cells: &mut [T], arity: usize, from: usize, to: usize) {
        if from == to {
            return;
        }
        let hash = hash_row(&cells[from * arity..(from + 1) * arity]);
        self.repoint(hash, from, to);
        cells.copy_within(from * arity..(from + 1) * arity, to * arity);
    }

    /// The slot of the row of this hash for which `same` holds.
    fn slot_of(&self, hash: u64, same: impl Fn(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut at = low_bits(hash) & mask;
        while self.slots[at] != 0 {
            if self.slots[at] >> ROW_BITS == hash >> ROW_BITS && same(unpack(self.slots[at])) {
                return Some(at);
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// The row found, or the empty slot at which the search ended. There is always an empty slot: `insert` keeps a third free.
    fn probe(&self, hash: u64, same: impl Fn(usize) -> bool) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = low_bits(hash) & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return Err(at);
            }
            let row = unpack(slot);
            if slot >> ROW_BITS == hash >> ROW_BITS && same(row) {
                return Ok(row);
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self, rows: impl Iterator<Item = usize>, rehash: impl Fn(usize) -> u64) {
        let size = (self.slots.len() * 2).max(SMALLEST);
        // The old slots tell nothing that the rows do not; in the order of their numbers these are read one after the other.
        self.slots = Vec::new();
        self.slots.resize(size, 0);
        for row in rows {
            let hash = rehash(row);
            if let Err(slot) = self.probe(hash, |_| false) {
                self.slots[slot] = pack(hash, row);
            }
        }
    }
}

fn pack(hash: u64, row: usize) -> u64 {
    (hash >> ROW_BITS << ROW_BITS) | (row as u64 + 1)
}

fn unpack(slot: u64) -> usize {
    low_bits(slot & ROW_MASK) - 1
}

/// Where `usize` is 32 bits wide a table of 2³² rows does not fit in memory, and a hash only loses bits that no slot needs.
#[expect(clippy::cast_possible_truncation, reason = "only low bits are wanted")]
fn low_bits(value: u64) -> usize {
    value as usize
}

/// The hash of a row: narrow cells are folded in by twos.
#[inline]
pub(super) fn hash_row<T: Cell>(row: &[T]) -> u64 {
    if !T::IS_NARROW {
        return hash_words(row.iter().map(|cell| cell.bits()));
    }
    let (pairs, last) = row.as_chunks::<2>();
    let pairs = pairs.iter().map(|[one, other]| one.bits() << 32 | other.bits() & u64::from(u32::MAX));
    hash_words(pairs.chain(last.iter().map(|cell| cell.bits())))
}

/// The hash of a sequence of words: each is folded in by a 128-bit product whose halves are joined (the mixing step of wyhash).
pub fn hash_words(words: impl Iterator<Item = Word>) -> u64 {
    const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
    const FACTOR: u64 = 0xD1B5_4A32_D192_ED03;
    words.fold(SEED, |hash, word| {
        let (low, high) = (hash.rotate_left(23) ^ word).carrying_mul(FACTOR, 0);
        low ^ high
    })
}
