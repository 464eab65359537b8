//! One civil day, counted from 1970-01-01 in the proleptic Gregorian calendar.
//!
//! The calendar is `jiff`'s, so a day lies in the years −9999 to 9999; whatever would leave them has no value.

use std::fmt;

use jiff::civil;

/// A civil day.
///
/// ```
/// use demarche::date::Day;
/// let day = Day::from_civil(2024, 2, 29).expect("2024 is a leap year");
/// assert_eq!(day.to_string(), "2024-02-29");
/// assert_eq!(day.number(), 19_782);
/// assert_eq!(Day::from_number(19_783).map(|next| next.to_string()), Some("2024-03-01".to_owned()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The day of a year, month and day of the month, if there is such a day in the years −9999 to 9999.
    pub fn from_civil(year: i64, month: u8, day: u8) -> Option<Self> {
        let date =
            civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        epoch().until(date.ok()?).ok().map(|span| Self(span.get_days()))
    }

    /// The day that lies so many days after 1970-01-01 (before it, when negative), if the calendar reaches it.
    pub fn from_number(number: i64) -> Option<Self> {
        let day = Self(i32::try_from(number).ok()?);
        day.civil().map(|_| day)
    }

    /// How many days lie between 1970-01-01 and this day.
    ///
    /// ```
    /// # use demarche::date::Day;
    /// assert_eq!(Day::from_civil(1970, 1, 1).map(Day::number), Some(0));
    /// assert_eq!(Day::from_civil(1969, 12, 31).map(Day::number), Some(-1));
    /// ```
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }

    /// Year, month and day of the month.
    ///
    /// ```
    /// # use demarche::date::Day;
    /// assert_eq!(Day::from_civil(2024, 2, 29).map(Day::parts), Some((2024, 2, 29)));
    /// ```
    pub fn parts(self) -> (i16, i8, i8) {
        let date = self.civil().unwrap_or_default();
        (date.year(), date.month(), date.day())
    }

    /// Year, month and day of the month. Every day that was made has them.
    pub(super) fn civil(self) -> Option<civil::Date> {
        epoch().checked_add(jiff::Span::new().try_days(self.0).ok()?).ok()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        let sign = if year < 0 { "-" } else { "" };
        write!(out, "{sign}{:04}-{month:02}-{day:02}", year.unsigned_abs())
    }
}

fn epoch() -> civil::Date {
    civil::Date::constant(1970, 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_counts_up_by_one_and_reads_back() {
        let first = Day::from_civil(1800, 1, 1).unwrap().number();
        let mut expected = first;
        for year in 1800..2200 {
            for month in 1..=12 {
                for day in 1..=31 {
                    let Some(made) = Day::from_civil(year, month, day) else { continue };
                    assert_eq!(made.number(), expected, "{year}-{month}-{day}");
                    assert_eq!(made.to_string(), format!("{year:04}-{month:02}-{day:02}"));
                    assert_eq!(Day::from_number(expected), Some(made));
                    expected += 1;
                }
            }
        }
        assert_eq!(expected - first, 146_097, "days in four Gregorian centuries");
    }

    #[test]
    fn the_calendar_has_ends() {
        let last = Day::from_civil(9999, 12, 31).unwrap();
        assert_eq!(Day::from_number(last.number() + 1), None);
        let first = Day::from_civil(-9999, 1, 1).unwrap();
        assert_eq!(first.to_string(), "-9999-01-01");
        assert_eq!(Day::from_number(first.number() - 1), None);
        assert_eq!(Day::from_civil(2023, 2, 29), None);
        assert_eq!(Day::from_civil(99_999, 1, 1), None);
        assert_eq!(Day::from_number(i64::MAX), None);
    }
}
