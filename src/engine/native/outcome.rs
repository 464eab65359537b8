//! How two values compare, as far as any comparison of the language can tell.
//!
//! How three of them can is told by [`super::scale`], what conditions make of it by [`super::conditions`].

use std::cmp::Ordering;

use crate::program::functor;
use crate::program::ir::{Comparison, Type};
use crate::store::{Dictionary, Word, word};

/// How one value stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// It is less.
    Less,
    /// It is greater.
    Greater,
    /// They are the same.
    Equal,
    /// They are the same, and neither is less than or equal to itself: NaN, or a date that leaves the day open.
    Same,
    /// It is another, less or equal, and not certainly less: of dates, of which the first ends on the day on which the second begins.
    NotAfter,
    /// The reverse.
    NotBefore,
    /// They are two expressions of one day.
    Even,
    /// Nothing is said of their order.
    Apart,
}

/// How many outcomes there are.
pub(super) const OUTCOMES: usize = 8;

impl Outcome {
    /// How a value of a type stands to another.
    #[inline]
    pub(super) fn between(ty: Type, one: Word, other: Word, dictionary: &Dictionary) -> Self {
        let ordering = match ty {
            Type::Number => Some(one.cast_signed().cmp(&other.cast_signed())),
            Type::Unsigned => Some(one.cmp(&other)),
            Type::Float => word::to_float(one).partial_cmp(&word::to_float(other)),
            Type::Symbol | Type::Date | Type::Record(_) | Type::Branches(_) => {
                return Self::looked_up(ty, one, other, dictionary);
            }
        };
        match ordering {
            Some(Ordering::Less) => Self::Less,
            Some(Ordering::Greater) => Self::Greater,
            Some(Ordering::Equal) => Self::Equal,
            None => Self::unordered(one == other),
        }
    }

    /// The same for values that the dictionary has.
    fn looked_up(ty: Type, one: Word, other: Word, dictionary: &Dictionary) -> Self {
        let holds = |op| functor::compare(op, ty, one, other, dictionary);
        Self::told(one == other, holds)
    }

    /// What comparisons tell.
    pub(super) fn told(is_same: bool, holds: impl Fn(Comparison) -> bool) -> Self {
        let not_after = holds(Comparison::LessEqual);
        match (is_same, not_after) {
            (true, true) => Self::Equal,
            (false, true) if holds(Comparison::Less) => Self::Less,
            (false, true) if holds(Comparison::GreaterEqual) => Self::Even,
            (false, true) => Self::NotAfter,
            (false, false) if holds(Comparison::Greater) => Self::Greater,
            (false, false) if holds(Comparison::GreaterEqual) => Self::NotBefore,
            (_, false) => Self::unordered(is_same),
        }
    }

    #[inline]
    pub(super) fn unordered(is_same: bool) -> Self {
        if is_same { Self::Same } else { Self::Apart }
    }

    /// How the other value stands to the one.
    pub(super) fn reversed(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::Greater => Self::Less,
            Self::NotAfter => Self::NotBefore,
            Self::NotBefore => Self::NotAfter,
            Self::Equal | Self::Same | Self::Even | Self::Apart => self,
        }
    }

    /// Whether the values are the same.
    pub(super) fn is_same(self) -> bool {
        matches!(self, Self::Equal | Self::Same)
    }

    /// Whether a comparison holds.
    pub(super) fn meets(self, op: Comparison) -> bool {
        match op {
            Comparison::Equal => self.is_same(),
            Comparison::NotEqual => !self.is_same(),
            Comparison::Less => self == Self::Less,
            Comparison::LessEqual => {
                matches!(self, Self::Less | Self::NotAfter | Self::Equal | Self::Even)
            }
            Comparison::Greater | Comparison::GreaterEqual => self.reversed().meets(op.mirrored()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    /// Values of a type, some of which have no order or stand in the same place.
    fn values(ty: Type, dictionary: &Dictionary) -> Vec<Word> {
        let date = |text| dictionary.date(&Date::parse(text).unwrap());
        match ty {
            Type::Float => [1.5, -0.0, f64::NAN, f64::INFINITY].map(word::from_float).to_vec(),
            Type::Symbol => ["b", "a", "c", "\u{1}unsaid"].map(|text| dictionary.symbol(text)).to_vec(),
            Type::Date => {
                ["2024-05-07", "[2024-05-07]", "2024-05", "2024-05/2024-06", "2024-05-31", "2024/.."]
                    .map(date)
                    .to_vec()
            }
            _ => [3, 1, 2_u64.pow(63), 7].to_vec(),
        }
    }

    #[test]
    fn outcomes_tell_what_comparisons_do() {
        use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        let dictionary = Dictionary::default();
        for ty in [Type::Number, Type::Unsigned, Type::Float, Type::Symbol, Type::Date] {
            let values = values(ty, &dictionary);
            for (&one, &other) in values.iter().flat_map(|one| values.iter().map(move |other| (one, other))) {
                let outcome = Outcome::between(ty, one, other, &dictionary);
                for op in [Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual] {
                    let holds = functor::compare(op, ty, one, other, &dictionary);
                    assert_eq!(outcome.meets(op), holds, "{outcome:?} {op:?} {ty:?}");
                }
                assert_eq!(outcome.reversed(), Outcome::between(ty, other, one, &dictionary));
            }
        }
    }
}
