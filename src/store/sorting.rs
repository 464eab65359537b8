//! By what entries of an index are sorted, so that those between two values are searched for.

use super::{Days, Word, word};

/// By what the entries of lists are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorting {
    /// The column, one of the payload.
    pub column: usize,
    /// What comes before what.
    pub by: By,
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

/// By what entries are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Their words.
    Words(Order),
    /// The earliest days of their dates.
    Earliest,
}

impl By {
    /// A number that is the less, the further a word stands to the front.
    #[inline]
    pub fn rank(self, word: Word, days: &Days) -> u64 {
        match self {
            Self::Words(order) => order.rank(word),
            Self::Earliest => rank_of_day(days.earliest(word)),
        }
    }
}

impl Order {
    /// A number that is the less, the further a word stands to the front.
    #[inline]
    pub fn rank(self, word: Word) -> u64 {
        match self {
            Self::Unsigned => word,
            // The greater the bits of a negative float, the less it is.
            Self::Float if word::to_float(word).is_sign_negative() => !word,
            Self::Signed | Self::Float => word ^ SIGN,
        }
    }
}

/// The bit that parts negative integers from the others.
const SIGN: u64 = 1 << 63;

/// The rank of a date whose earliest day this is, among dates by the earliest day.
pub fn rank_of_day(day: i64) -> u64 {
    day.cast_unsigned() ^ SIGN
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
}
