//! By what entries of an index are sorted, so that those between two values are searched for.

use super::{Word, word};

/// By what the entries of lists are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorting {
    /// The column, one of the payload.
    pub column: usize,
    /// What comes before what.
    pub order: Order,
}

/// An order of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As numbers.
    Signed,
    /// As unsigned numbers.
    Unsigned,
    /// As floats, with every NaN before or behind all others.
    Float,
}

impl Order {
    /// A number that is the less, the further a word stands to the front.
    #[inline]
    pub fn rank(self, word: Word) -> u64 {
        const SIGN: u64 = 1 << 63;
        match self {
            Self::Unsigned => word,
            // The greater the bits of a negative float, the less it is.
            Self::Float if word::to_float(word).is_sign_negative() => !word,
            Self::Signed | Self::Float => word ^ SIGN,
        }
    }

    /// The word of this rank.
    pub(super) fn of_rank(self, rank: u64) -> Option<Word> {
        match self {
            Self::Unsigned | Self::Signed => Some(self.rank(rank)),
            Self::Float => None,
        }
    }

    /// An integer less another that is not negative; none if there is no such integer.
    pub fn less(self, word: Word, other: Word) -> Option<Word> {
        let by = self.rank(other).checked_sub(self.rank(0))?;
        self.of_rank(self.rank(word).checked_sub(by)?)
    }

    /// An integer and another that is not negative; none if there is no such integer.
    pub fn more(self, word: Word, other: Word) -> Option<Word> {
        let by = self.rank(other).checked_sub(self.rank(0))?;
        self.of_rank(self.rank(word).checked_add(by)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_tell_what_comes_first() {
        let floats = [f64::NEG_INFINITY, -2.5, -1e-300, 0.0, 1e-300, 7.0, f64::INFINITY];
        let ranks = floats.map(|value| Order::Float.rank(word::from_float(value)));
        assert!(ranks.is_sorted_by(|one, other| one < other));
        let numbers =
            [i64::MIN, -1, 0, 1, i64::MAX].map(|value| Order::Signed.rank(word::from_number(value)));
        assert!(numbers.is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn integers_are_moved_as_far_as_there_are_any() {
        let signed = |one: i64, other: i64| {
            let (one, other) = (word::from_number(one), word::from_number(other));
            [Order::Signed.less(one, other), Order::Signed.more(one, other)].map(|it| it.map(word::to_number))
        };
        assert_eq!(signed(-5, 3), [Some(-8), Some(-2)]);
        assert_eq!(signed(i64::MIN + 1, 2), [None, Some(i64::MIN + 3)]);
        assert_eq!(signed(i64::MAX, i64::MAX), [Some(0), None]);
        assert_eq!(signed(7, -1), [None, None]);
        assert_eq!((Order::Unsigned.less(5, 3), Order::Unsigned.less(3, 5)), (Some(2), None));
        assert_eq!((Order::Unsigned.more(5, 3), Order::Unsigned.more(Word::MAX, 1)), (Some(8), None));
        assert_eq!((Order::Float.less(word::from_float(2.0), 0), Order::Float.more(0, 0)), (None, None));
    }
}
