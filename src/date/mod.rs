//! Partial dates: EDTF expressions with their possible days, and the certain and possible comparisons over them.
//!
//! `edtf-core` parses; the meaning is Demarche's own (see `docs/language.md`). A date leaves open which days it stands for. Each
//! way of settling that is a *reading*, a set of days: `"2024-05"` has 31 readings of one day each, `"2024-05/2024-06"` one reading
//! of 61 days. A comparison is certain when it holds for every choice of readings of the two dates, and possible when it holds for
//! some. Days are counted from 1970-01-01.

mod arithmetic;
mod compare;
mod day;
mod days;
mod parse;
mod spoken;
mod write;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use smol_str::{SmolStr, ToSmolStr as _, format_smolstr};

pub use arithmetic::{add_days, max_days, min_days, once, throughout};
pub use compare::{
    bounds, certainly_before, certainly_not_after, may_be_within, may_overlap, may_precede, within,
};
pub use day::Day;
use days::Days;
pub use spoken::in_edtf;

/// The first character of an unsaid date's text; no EDTF expression can contain it.
const UNSAID_MARK: char = '\u{1}';

/// A date as EDTF expresses it, in canonical form; equal when the canonical expressions are.
///
/// The marks `?`, `~` and `%` (uncertain, approximate) are kept in the expression and do not move the bounds: EDTF defines no width
/// for them, and to invent one would be false precision. A time of day does not move them either: the day is the one written.
/// An interval covers its two ends whole: `"2019-04/2024"` runs from the first of April 2019 to the last day of 2024. An end left
/// unknown (`"2019/"`) may lie anywhere, an open one (`"2019/.."`) does not come.
///
/// Dates are ordered by earliest day, then latest day, then text, an open end before or after every day; this order serves `min`,
/// `max` and display, and says nothing of what precedes what.
///
/// ```
/// use demarche::date::Date;
/// let may = Date::parse("2024-05")?;
/// assert_eq!(may.earliest().map(|day| day.to_string()).as_deref(), Some("2024-05-01"));
/// assert_eq!(may.latest().map(|day| day.to_string()).as_deref(), Some("2024-05-31"));
/// assert_eq!(Date::parse("?2024-?05-?07")?.to_string(), "2024-05-07?");
/// assert_eq!(Date::parse("2024-02-30").unwrap_err().offset, 8);
/// # Ok::<(), demarche::date::DateError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Date {
    /// Short ones stand in place: there may be as many as claims.
    text: SmolStr,
    meaning: Meaning,
}

/// What a date stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    /// One unknown day of these.
    Once(Days),
    /// Every day of a stretch that has at least the days `certain` and at most the days `possible`; they differ only where an end
    /// is unknown. Neither is empty.
    Throughout { certain: Days, possible: Days },
}

impl Meaning {
    /// Every day of a stretch; a single known day is the same as that day once.
    fn throughout(certain: Days, possible: Days) -> Self {
        if possible.is_one_day() { Self::Once(possible) } else { Self::Throughout { certain, possible } }
    }
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, without a final period.
    pub message: String,
    /// The byte of the text at which it is wrong.
    pub offset: usize,
}

impl fmt::Display for DateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} (at byte {})", self.message, self.offset)
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// Reads an EDTF expression (ISO 8601-2:2019, levels 0 to 2).
    ///
    /// # Errors
    /// The text is not EDTF, names a day outside the years −9999 to 9999, or more than 10,000 separate stretches of days.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// let set = Date::parse("[2019-05,2019-07]")?;
    /// assert_eq!(set.latest().map(|day| day.to_string()).as_deref(), Some("2019-07-31"));
    /// assert_eq!(Date::parse("2024-W20").unwrap_err().message, "month must be two digits (or X)");
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, DateError> {
        parse::parse(text)
    }

    /// A date that the text leaves open: it may be any day. `label` tells the fact and column, so that it equals itself alone.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// let unsaid = Date::unsaid("visit:12:3");
    /// assert_eq!(unsaid.to_string(), "not said");
    /// assert_eq!((unsaid.earliest(), unsaid.latest()), (None, None));
    /// assert_ne!(unsaid, Date::unsaid("visit:13:3"));
    /// ```
    pub fn unsaid(label: &str) -> Self {
        Self { text: format_smolstr!("{UNSAID_MARK}{label}"), meaning: Meaning::Once(Days::all()) }
    }

    /// The date that is this day.
    ///
    /// ```
    /// # use demarche::date::{Date, Day};
    /// let day = Day::from_civil(2024, 5, 7).expect("a day of the calendar");
    /// assert_eq!(Date::from_day(day), Date::parse("2024-05-07").unwrap());
    /// ```
    pub fn from_day(day: Day) -> Self {
        let days = Days::union(days::Stretch::new(Some(day), Some(day)).into_iter().collect());
        Self { text: day.to_smolstr(), meaning: Meaning::Once(days) }
    }

    /// The earliest day that the date can be or cover; none when that end is open, unknown or unsaid.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// assert_eq!(Date::parse("../2024")?.earliest(), None);
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    pub fn earliest(&self) -> Option<Day> {
        self.possible().first()
    }

    /// The latest day that the date can be or cover; none when that end is open, unknown or unsaid.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// assert_eq!(Date::parse("[2024-04-10..]")?.latest(), None);
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    pub fn latest(&self) -> Option<Day> {
        self.possible().last()
    }

    /// Whether the text left the date open.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// assert!(Date::unsaid("speech").is_unsaid());
    /// assert!(!Date::parse("XXXX")?.is_unsaid());
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    pub fn is_unsaid(&self) -> bool {
        self.text.starts_with(UNSAID_MARK)
    }

    /// The label of a date that the text left open, as [`Date::unsaid`] was given it.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// assert_eq!(Date::unsaid("speech").unsaid_label(), Some("speech"));
    /// assert_eq!(Date::parse("2024")?.unsaid_label(), None);
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    pub fn unsaid_label(&self) -> Option<&str> {
        self.text.strip_prefix(UNSAID_MARK)
    }

    /// Whether the date is one known day.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// assert!(Date::parse("2024-05-07")?.is_day());
    /// assert!(!Date::parse("2024-05")?.is_day());
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    pub fn is_day(&self) -> bool {
        self.possible().is_one_day()
    }

    /// Whether the date stands for every day of a stretch rather than for one day of it.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// assert!(Date::parse("2024-05/2024-06")?.is_throughout());
    /// assert!(!Date::parse("2024-05")?.is_throughout());
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    pub fn is_throughout(&self) -> bool {
        matches!(self.meaning, Meaning::Throughout { .. })
    }

    /// The stretches of days, without gaps in them, that the date can be or covers, in order, each by its first and last day; an
    /// open end has no day.
    ///
    /// ```
    /// # use demarche::date::Date;
    /// let date = Date::parse("[2019-05-01,2019-07..]")?;
    /// let days = date.stretches().map(|(first, last)| (first.map(|it| it.to_string()), last.is_some()));
    /// assert_eq!(days.collect::<Vec<_>>(), [(Some("2019-05-01".into()), true), (Some("2019-07-01".into()), false)]);
    /// # Ok::<(), demarche::date::DateError>(())
    /// ```
    pub fn stretches(&self) -> impl Iterator<Item = (Option<Day>, Option<Day>)> {
        self.possible().stretches().iter().map(|stretch| (stretch.first(), stretch.last()))
    }

    /// The days in some reading.
    fn possible(&self) -> &Days {
        match &self.meaning {
            Meaning::Once(days) | Meaning::Throughout { possible: days, .. } => days,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.is_unsaid() { "not said" } else { &self.text })
    }
}

impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Date {}

impl Hash for Date {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |date: &Self| (date.possible().low(), date.possible().high());
        key(self).cmp(&key(other)).then_with(|| self.text.cmp(&other.text))
    }
}

#[cfg(test)]
mod tests;
