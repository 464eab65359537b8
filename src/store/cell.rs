//! Cells: words as tables and indexes keep them, in 32 bits each.
//!
//! A word whose value as a signed number is neither too large nor below -2³⁰ is its own cell: codes of the dictionary and most numbers
//! are. Any other has a code among all such words (see `codes`), and its cell is that code counted from the least cell on.
//! Equal words have equal cells in all tables; what comes before what is told by words alone.

use std::ops::Range;

use super::Word;
use super::codes::{CODES, MOST};
use super::row_set::hash_row;

/// What rows and keys consist of: cells, or whole words where they are not kept for long.
pub trait Cell: Copy + Eq + Default + std::fmt::Debug {
    /// Whether it takes 32 bits, so that a few of them stand in the slots of a [`super::KeyMap`].
    const IS_NARROW: bool;

    /// Its bits; different ones have different bits.
    fn bits(self) -> u64;

    /// That of these bits.
    fn of_bits(bits: u64) -> Self;
}

impl Cell for i32 {
    const IS_NARROW: bool = true;

    #[inline]
    fn bits(self) -> u64 {
        i64::from(self).cast_unsigned()
    }

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the bits are those of a cell")]
    fn of_bits(bits: u64) -> Self {
        bits as Self
    }
}

impl Cell for Word {
    const IS_NARROW: bool = false;

    #[inline]
    fn bits(self) -> u64 {
        self
    }

    #[inline]
    fn of_bits(bits: u64) -> Self {
        bits
    }
}

/// The value that no cell has: structures mark free places with it.
pub(super) const FREE: i32 = i32::MIN;

/// The cell of the first code; those of the others follow.
const FIRST_CODED: i32 = FREE + 1;

/// The least cell that is its own word.
const LEAST_PLAIN: i32 = -1 << 30;

const _: () =
    assert!(MOST <= FIRST_CODED.abs_diff(LEAST_PLAIN), "codes are cells below those of plain words");

/// Whether a cell is the word that it stands for.
#[inline]
pub fn is_plain(cell: i32) -> bool {
    cell >= LEAST_PLAIN
}

/// The cell of a word that is its own.
#[inline]
fn plain(word: Word) -> Option<i32> {
    i32::try_from(word.cast_signed()).ok().filter(|&cell| is_plain(cell))
}

/// The cell of a word. When there is no room for further codes, [`is_full`] says so from then on, and the cell stands for nothing.
#[inline]
pub fn cell_of(word: Word) -> i32 {
    plain(word).unwrap_or_else(|| coded(CODES.code(word).unwrap_or_default()))
}

/// Adds the cells of words to `cells`. Words with codes are looked up together, so that their list is read in order.
pub fn cells_of(words: &[Word], cells: &mut Vec<i32>) {
    let first = cells.len();
    let mut others = Vec::new();
    cells.extend(words.iter().enumerate().map(|(at, &word)| {
        plain(word).unwrap_or_else(|| {
            others.push((word, at));
            0
        })
    }));
    CODES.codes(&others, |at, code| cells[first + at] = coded(code.unwrap_or_default()));
}

/// The cell of a word, unless no table can have it, since it has no code.
#[inline]
pub fn known_cell(word: Word) -> Option<i32> {
    plain(word).or_else(|| CODES.find(word).map(coded))
}

/// The word of a cell.
#[inline]
pub fn word_of(cell: i32) -> Word {
    if is_plain(cell) { cell.bits() } else { CODES.word(cell.abs_diff(FIRST_CODED)) }
}

#[inline]
fn coded(code: u32) -> i32 {
    FIRST_CODED.wrapping_add_unsigned(code)
}

/// Keeps of the cells from a place on those for which `keep` holds. Every cell is written, to be written over if it is not kept: nobody
/// can foresee which are.
#[inline]
pub fn retain_cells(cells: &mut Vec<i32>, from: usize, keep: impl Fn(i32) -> bool) {
    let mut kept = from;
    for at in from..cells.len() {
        let cell = cells[at];
        cells[kept] = cell;
        kept += usize::from(keep(cell));
    }
    cells.truncate(kept);
}

/// Whether more words that have no cell of their own were met than there are codes; results are wrong then.
pub fn is_full() -> bool {
    CODES.is_full()
}

/// About how many bytes the words take that have codes.
pub fn coded_bytes() -> u64 {
    CODES.bytes()
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// So many rows are searched for before any of them is added.
pub(super) const AHEAD: usize = 64;
/// A set of so many parts does not fit in the cache that is near.
pub(super) const FAR: usize = 1 << 14;

/// Where the cells of a row stand.
pub(super) fn span(arity: usize, at: usize) -> Range<usize> {
    at * arity..(at + 1) * arity
}

/// Adds a row to others: some cells, one, and those behind it. Short rows, which most are, are written without a loop.
#[inline]
pub(super) fn push_row(rows: &mut Vec<i32>, before: &[i32], cell: i32, behind: &[i32]) {
    match (before, behind) {
        (&[one], []) => rows.extend_from_slice(&[one, cell]),
        ([], &[one]) => rows.extend_from_slice(&[cell, one]),
        (&[one, other], []) => rows.extend_from_slice(&[one, other, cell]),
        _ => {
            rows.extend_from_slice(before);
            rows.push(cell);
            rows.extend_from_slice(behind);
        }
    }
}

/// The hash by which a [`super::KeyMap`] finds a key.
#[inline]
pub fn hash_key(key: &[i32]) -> u64 {
    hash_cells(key)
}

/// The hash of a sequence of cells.
#[inline]
pub(super) fn hash_cells<T: Cell>(cells: &[T]) -> u64 {
    match cells {
        // Fibonacci hashing: the high bits of the product depend on all bits of the cell.
        [one] => one.bits().wrapping_mul(GOLDEN),
        [one, other] if T::IS_NARROW => {
            let (low, high) = (one.bits().rotate_left(32) ^ other.bits()).carrying_mul(GOLDEN, 0);
            low ^ high
        }
        cells => hash_row(cells),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(number: i64) -> Word {
        number.cast_unsigned()
    }

    #[test]
    fn small_numbers_are_their_own_cells() {
        for number in [0, 1, -1, i32::MAX, LEAST_PLAIN] {
            let word = word(i64::from(number));
            assert_eq!((cell_of(word), known_cell(word), word_of(number)), (number, Some(number), word));
        }
    }

    #[test]
    fn other_words_have_one_cell_each_once_they_were_met() {
        let met =
            [i64::from(LEAST_PLAIN) - 1, i64::from(i32::MIN), i64::from(i32::MAX) + 1, i64::MIN, i64::MAX];
        for word in met.map(word).into_iter().chain([1.5_f64.to_bits(), f64::NAN.to_bits()]) {
            let cell = cell_of(word);
            assert!((FIRST_CODED..LEAST_PLAIN).contains(&cell));
            assert_eq!((word_of(cell), cell_of(word), known_cell(word)), (word, cell, Some(cell)));
        }
        assert_eq!(known_cell(word(-0x1234_5678_9ABC_DEF0)), None);
    }
}
