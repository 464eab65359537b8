//! Rows met last that changed nothing, and never will: where many rows stand for a key, one that comes again need not be compared with
//! them again.

use crate::store::Word;

/// How many rows are remembered; a row takes the place of another one.
const SLOTS: usize = 1 << 13;

/// Rows that were dropped.
#[derive(Debug, Default)]
pub(super) struct Recent {
    /// The rows, one after the other, each at the place that its hash says; none while nothing was dropped.
    rows: Vec<Word>,
    is_taken: Vec<bool>,
}

impl Recent {
    /// Whether a row is among them.
    #[inline]
    pub(super) fn has(&self, row: &[Word]) -> bool {
        let at = slot(row);
        self.is_taken.get(at).is_some_and(|&is_taken| is_taken)
            && self.rows[at * row.len()..][..row.len()] == *row
    }

    /// Adds a row; all have as many words.
    pub(super) fn add(&mut self, row: &[Word]) {
        if self.is_taken.is_empty() {
            self.rows.resize(SLOTS * row.len(), 0);
            self.is_taken.resize(SLOTS, false);
        }
        let at = slot(row);
        self.rows[at * row.len()..][..row.len()].copy_from_slice(row);
        self.is_taken[at] = true;
    }
}

/// The place of a row.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the high bits are fewer than those of a size")]
fn slot(row: &[Word]) -> usize {
    let mixed = |hash: u64, &word: &Word| (hash.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (row.iter().fold(0, mixed) >> (u64::BITS - SLOTS.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_remembered_until_another_takes_its_place() {
        let mut recent = Recent::default();
        assert!(!recent.has(&[0, 0]));
        let row = |number: Word| [number, number * 3 + 1];
        (0..50_000).for_each(|number| recent.add(&row(number)));
        assert!(recent.has(&row(49_999)) && !recent.has(&[49_999, 0]));
        let known = (0..100_000).filter(|&number| recent.has(&row(number))).collect::<Vec<_>>();
        assert!(
            known.len() <= SLOTS && known.len() > SLOTS / 2 && known.iter().all(|&number| number < 50_000)
        );
    }
}
