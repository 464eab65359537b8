//! Integers that take up the keys of a row, one column after the other, so that they are in the order of the rows.

use std::ops::Range;

use crate::store::Word;

/// An integer that takes up the keys of a row.
pub(super) trait Packed: Copy + Ord + Send {
    fn shifted(self, bits: u32, key: Word) -> Self;
    fn split(self, bits: u32) -> (Self, Word);
    const ZERO: Self;
}

impl Packed for u64 {
    const ZERO: Self = 0;

    fn shifted(self, bits: u32, key: Word) -> Self {
        self.checked_shl(bits).unwrap_or_default() | key
    }

    fn split(self, bits: u32) -> (Self, Word) {
        (self.checked_shr(bits).unwrap_or_default(), self & low(bits))
    }
}

impl Packed for u128 {
    const ZERO: Self = 0;

    fn shifted(self, bits: u32, key: Word) -> Self {
        self << bits | Self::from(key)
    }

    fn split(self, bits: u32) -> (Self, Word) {
        let part = self & Self::from(low(bits));
        (self >> bits, Word::try_from(part).unwrap_or_default())
    }
}

/// An integer of so many times 64 bits, the highest first.
pub(super) type Limbs<const N: usize> = [u64; N];

impl<const N: usize> Packed for Limbs<N> {
    const ZERO: Self = [0; N];

    fn shifted(mut self, bits: u32, key: Word) -> Self {
        let mut lower = key;
        for limb in self.iter_mut().rev() {
            let higher = limb.checked_shr(Word::BITS - bits).unwrap_or_default();
            *limb = limb.checked_shl(bits).unwrap_or_default() | lower;
            lower = higher;
        }
        self
    }

    fn split(mut self, bits: u32) -> (Self, Word) {
        let mut higher = 0_u64;
        for limb in &mut self {
            let lower = *limb & low(bits);
            *limb = limb.checked_shr(bits).unwrap_or_default()
                | higher.checked_shl(Word::BITS - bits).unwrap_or_default();
            higher = lower;
        }
        (self, higher)
    }
}

/// So many low bits.
fn low(bits: u32) -> Word {
    Word::MAX.checked_shr(Word::BITS - bits).unwrap_or_default()
}

/// Gives the keys of the rows of a range of places to `look`.
pub(super) fn each_packed<P: Packed>(
    keys: &[P],
    bits: &[u32],
    range: Range<usize>,
    mut look: impl FnMut(&[Word]),
) {
    let mut row = vec![0; bits.len()];
    for key in keys.get(range).unwrap_or_default() {
        unpack(*key, bits, &mut row);
        look(&row);
    }
}

fn unpack<P: Packed>(mut packed: P, bits: &[u32], row: &mut [Word]) {
    for (key, &bits) in row.iter_mut().zip(bits).rev() {
        (packed, *key) = packed.split(bits);
    }
}
