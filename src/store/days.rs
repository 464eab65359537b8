//! The days of dates in parallel columns, so that dates are compared as integers.

use std::sync::OnceLock;

use super::Word;
use super::appended::Appended;
use crate::date::{Date, bounds};

/// How many chunks hold as many dates as 32 bits can number.
const CHUNKS: usize = 27;

/// Of each date of a dictionary, by its code, the earliest and the latest day that it can be or cover, as days since the first of 1970. They
/// are read without a lock.
#[derive(Debug)]
pub struct Days {
    bounds: Appended<OnceLock<(i64, i64)>, CHUNKS>,
}

impl Default for Days {
    fn default() -> Self {
        Self { bounds: Appended::new() }
    }
}

impl Days {
    /// Takes up the date of a code.
    pub(super) fn add(&self, code: u32, date: &Date) {
        if let Some(place) = self.bounds.place(code) {
            place.get_or_init(|| bounds(date));
        }
    }

    /// The earliest day of a date; of a code that no date has the least integer.
    #[inline]
    pub fn earliest(&self, code: Word) -> i64 {
        self.bounds(code).map_or(i64::MIN, |(earliest, _)| earliest)
    }

    /// The latest day of a date; of a code that no date has the greatest integer.
    #[inline]
    pub fn latest(&self, code: Word) -> i64 {
        self.bounds(code).map_or(i64::MAX, |(_, latest)| latest)
    }

    #[inline]
    fn bounds(&self, code: Word) -> Option<(i64, i64)> {
        self.bounds.get(code)?.get().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Dictionary;

    #[test]
    fn a_date_has_the_days_of_its_readings() {
        let dictionary = Dictionary::default();
        let days = |text: &str| {
            let code = dictionary.date(&Date::parse(text).unwrap());
            (dictionary.days().earliest(code), dictionary.days().latest(code))
        };
        assert_eq!(days("1970-01-02"), (1, 1));
        assert_eq!(days("1970-01"), (0, 30));
        assert_eq!(days("1970-01-02/1970-01-05"), (1, 4));
        assert_eq!(days("1970/..").0, 0);
        let of = |code| (dictionary.days().earliest(code), dictionary.days().latest(code));
        let unsaid = Date::unsaid("meeting");
        assert_eq!((of(dictionary.date(&unsaid)), of(1 << 40)), (bounds(&unsaid), (i64::MIN, i64::MAX)));
    }
}
