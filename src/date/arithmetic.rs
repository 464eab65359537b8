//! Counting and moving days: what the functors on dates compute.

use super::days::{Days, Stretch};
use super::{Date, Day, Meaning, write};

/// The least number of days from `d` to `e` (negative when `e` may come first); none when an end that it needs is open.
///
/// ```
/// use demarche::date::{Date, min_days};
/// let date = |text| Date::parse(text).unwrap();
/// assert_eq!(min_days(&date("2024-05-01"), &date("2024-05")), Some(0));
/// assert_eq!(min_days(&date("2024-05"), &date("2024-06-02")), Some(2));
/// assert_eq!(min_days(&date("2024/.."), &date("2024-06-02")), None);
/// ```
pub fn min_days(d: &Date, e: &Date) -> Option<i64> {
    Some(e.earliest()?.number() - d.latest()?.number())
}

/// The greatest number of days from `d` to `e`; none when an end that it needs is open.
///
/// ```
/// use demarche::date::{Date, max_days};
/// let date = |text| Date::parse(text).unwrap();
/// assert_eq!(max_days(&date("2024-05"), &date("2024-06-02")), Some(32));
/// ```
pub fn max_days(d: &Date, e: &Date) -> Option<i64> {
    Some(e.latest()?.number() - d.earliest()?.number())
}

/// One unknown day from the earliest of `d` to the latest of `e`; none when that stretch is empty or open at both ends.
///
/// ```
/// use demarche::date::{Date, once};
/// let date = |text| Date::parse(text).unwrap();
/// assert_eq!(once(&date("2024-05-07"), &date("2024-06")).unwrap().to_string(), "[2024-05-07..2024-06-30]");
/// assert_eq!(once(&date("2024-05-07"), &date("2024/..")).unwrap().to_string(), "[2024-05-07..]");
/// assert_eq!(once(&date("2024-05"), &date("2024-05")).unwrap().to_string(), "2024-05");
/// assert_eq!(once(&date("2024-06"), &date("2024-05")), None);
/// ```
pub fn once(d: &Date, e: &Date) -> Option<Date> {
    made(Meaning::Once(between(d, e)?))
}

/// Every day from the earliest of `d` to the latest of `e`; none when that stretch is empty or open at both ends.
///
/// ```
/// use demarche::date::{Date, throughout};
/// let date = |text| Date::parse(text).unwrap();
/// assert_eq!(throughout(&date("2024-05-07"), &date("2024-06")).unwrap().to_string(), "2024-05-07/2024-06-30");
/// assert_eq!(throughout(&date("../2024"), &date("2024-06")).unwrap().to_string(), "../2024-06-30");
/// ```
pub fn throughout(d: &Date, e: &Date) -> Option<Date> {
    let days = between(d, e)?;
    made(Meaning::throughout(days.clone(), days))
}

/// The date with each of its days moved by `n` days, open ends left open; none for an unsaid date or where a day would leave the
/// calendar.
///
/// ```
/// use demarche::date::{Date, add_days};
/// let date = |text| Date::parse(text).unwrap();
/// assert_eq!(add_days(&date("2024-02-28"), 2).unwrap().to_string(), "2024-03-01");
/// assert_eq!(add_days(&date("2024-05"), 1).unwrap().to_string(), "[2024-05-02..2024-06-01]");
/// assert_eq!(add_days(&date("9999-12-31"), 1), None);
/// ```
pub fn add_days(d: &Date, n: i64) -> Option<Date> {
    if d.is_unsaid() {
        return None;
    }
    if n == 0 {
        return Some(d.clone());
    }
    made(match &d.meaning {
        Meaning::Once(days) => Meaning::Once(days.moved(n)?),
        Meaning::Throughout { certain, possible } => {
            Meaning::throughout(certain.moved(n)?, possible.moved(n)?)
        }
    })
}

fn between(d: &Date, e: &Date) -> Option<Days> {
    let (first, last): (Option<Day>, Option<Day>) = (d.earliest(), e.latest());
    first.or(last)?;
    Some(Days::union(vec![Stretch::new(first, last)?]))
}

fn made(meaning: Meaning) -> Option<Date> {
    Some(Date { text: write::expression(&meaning)?.into(), meaning })
}
