//! Cells: words as tables and indexes keep them, in 32 bits wherever they fit.
//!
//! A narrow cell is a word whose value as a signed number fits 32 bits; codes of the dictionary and most numbers do. The meaning of a
//! word is the same in either form.

use std::ops::Range;

use super::Word;
use super::row_set::hash_words;

/// A word in the form in which it is kept.
pub trait Cell: Copy + Eq + Default + std::fmt::Debug {
    /// Whether a cell takes 32 bits, so that a single one is its own mark in a [`super::KeyMap`].
    const IS_NARROW: bool;

    /// The cell of a word, if the word fits.
    fn of(word: Word) -> Option<Self>;

    /// The word.
    fn word(self) -> Word;
}

/// The value that no narrow cell has: structures mark free places with it.
pub(super) const FREE: i32 = i32::MIN;

impl Cell for i32 {
    const IS_NARROW: bool = true;

    #[inline]
    fn of(word: Word) -> Option<Self> {
        Self::try_from(word.cast_signed()).ok().filter(|&cell| cell != FREE)
    }

    #[inline]
    fn word(self) -> Word {
        i64::from(self).cast_unsigned()
    }
}

impl Cell for Word {
    const IS_NARROW: bool = false;

    #[inline]
    fn of(word: Word) -> Option<Self> {
        Some(word)
    }

    #[inline]
    fn word(self) -> Word {
        self
    }
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

/// The hash of a sequence of cells.
#[inline]
pub(super) fn hash_cells<T: Cell>(cells: &[T]) -> u64 {
    match cells {
        // Fibonacci hashing: the high bits of the product depend on all bits of the cell.
        [one] => one.word().wrapping_mul(GOLDEN),
        [one, other] if T::IS_NARROW => {
            let (low, high) = (one.word().rotate_left(32) ^ other.word()).carrying_mul(GOLDEN, 0);
            low ^ high
        }
        cells => hash_words(cells.iter().map(|cell| cell.word())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_cells_keep_the_sign_and_refuse_what_does_not_fit() {
        let word = |number: i64| number.cast_unsigned();
        for number in [0, 1, -1, i64::from(i32::MAX), i64::from(i32::MIN) + 1] {
            assert_eq!(i32::of(word(number)).map(Cell::word), Some(word(number)));
        }
        for number in [i64::from(i32::MIN), i64::from(i32::MAX) + 1, i64::MIN, i64::MAX] {
            assert_eq!(i32::of(word(number)), None);
        }
    }
}
