//! The comparisons: certain when they hold for every choice of readings, possible when for some.
//!
//! Each is decided on the bounds of the readings alone, or on the sets of their days; nothing is enumerated.

use super::days::Days;
use super::{Date, Meaning};

/// The least and the greatest number that the first day of a reading can have, then those of the last day.
struct Span {
    first: (i64, i64),
    last: (i64, i64),
}

fn span(date: &Date) -> Span {
    match &date.meaning {
        Meaning::Once(days) => Span { first: (days.low(), days.high()), last: (days.low(), days.high()) },
        Meaning::Throughout { certain, possible } => {
            Span { first: (possible.low(), certain.low()), last: (certain.high(), possible.high()) }
        }
    }
}

/// The earliest and the latest day that a date can be or cover, as days since the first of 1970; one that is left unsaid can be any that
/// an integer numbers.
///
/// ```
/// use demarche::date::{Date, bounds};
/// assert_eq!(bounds(&Date::parse("1970-02").unwrap()), (31, 58));
/// ```
pub fn bounds(date: &Date) -> (i64, i64) {
    let Span { first, last } = span(date);
    (first.0, last.1)
}

/// The days in every reading.
fn certain(date: &Date) -> Option<&Days> {
    match &date.meaning {
        Meaning::Once(days) => days.is_one_day().then_some(days),
        Meaning::Throughout { certain, .. } => Some(certain),
    }
}

/// `d < e`: the last day of `d` certainly precedes the first of `e`.
///
/// ```
/// use demarche::date::{Date, certainly_before};
/// let date = |text| Date::parse(text).unwrap();
/// assert!(certainly_before(&date("2024-04"), &date("2024-05-07")));
/// assert!(!certainly_before(&date("2024-05"), &date("2024-05-07")));
/// ```
pub fn certainly_before(d: &Date, e: &Date) -> bool {
    span(d).last.1 < span(e).first.0
}

/// `d <= e`: the last day of `d` is certainly not after the first of `e`.
///
/// ```
/// use demarche::date::{Date, certainly_not_after};
/// let date = |text| Date::parse(text).unwrap();
/// assert!(certainly_not_after(&date("2024-05-07"), &date("2024-05-07")));
/// assert!(!certainly_not_after(&date("2024-05"), &date("2024-05")));
/// ```
pub fn certainly_not_after(d: &Date, e: &Date) -> bool {
    span(d).last.1 <= span(e).first.0
}

/// Whether every day that `d` can be or covers certainly lies in `e`; when `e` is one unknown day, only when both are the same
/// single day.
///
/// ```
/// use demarche::date::{Date, within};
/// let date = |text| Date::parse(text).unwrap();
/// assert!(within(&date("2024-05"), &date("2024-04/2024-06")));
/// assert!(!within(&date("2024-05-07"), &date("2024-05")));
/// assert!(within(&date("2024-05-07"), &date("[2024-05-07]")));
/// ```
pub fn within(d: &Date, e: &Date) -> bool {
    certain(e).is_some_and(|days| d.possible().is_subset(days))
}

/// Whether the last day of `d` may precede the first of `e`.
///
/// ```
/// use demarche::date::{Date, may_precede};
/// let date = |text| Date::parse(text).unwrap();
/// assert!(may_precede(&date("2024-05"), &date("2024-05")));
/// assert!(!may_precede(&date("2024-05/2024-06"), &date("2024-06")));
/// ```
pub fn may_precede(d: &Date, e: &Date) -> bool {
    span(d).last.0 < span(e).first.1
}

/// Whether `d` and `e` may have a day in common.
///
/// ```
/// use demarche::date::{Date, may_overlap};
/// let date = |text| Date::parse(text).unwrap();
/// assert!(may_overlap(&date("2024-05"), &date("2024-05-07")));
/// assert!(!may_overlap(&date("[2019-05,2019-07]"), &date("2019-06")));
/// ```
pub fn may_overlap(d: &Date, e: &Date) -> bool {
    d.possible().shares_a_day(e.possible())
}

/// Whether every day of `d` may lie in `e`.
///
/// ```
/// use demarche::date::{Date, may_be_within};
/// let date = |text| Date::parse(text).unwrap();
/// assert!(may_be_within(&date("2024-05"), &date("2024-05-07/2024-05-09")));
/// assert!(!may_be_within(&date("2024-05/2024-06"), &date("2024-05")));
/// ```
pub fn may_be_within(d: &Date, e: &Date) -> bool {
    match (&d.meaning, &e.meaning) {
        (Meaning::Once(days), _) => days.shares_a_day(e.possible()),
        // A reading of one unknown day holds no stretch of several.
        (Meaning::Throughout { certain, .. }, Meaning::Once(days)) => {
            certain.is_one_day() && certain.is_subset(days)
        }
        (Meaning::Throughout { certain, .. }, Meaning::Throughout { possible, .. }) => {
            certain.is_subset(possible)
        }
    }
}
