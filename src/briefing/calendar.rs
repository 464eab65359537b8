//! Partial dates and numbers of days in English. Nothing that a date leaves open is settled here.

use crate::date::{Date, Day, max_days, min_days};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The date after "since" or "of": `September 2023`, `10 or 11 April 2024`, `31 May 2018 or earlier`.
pub(super) fn noun(date: &Date) -> String {
    phrases(date).noun
}

/// When something is or was: `in September 2023`, `between 7 and 31 May 2024`, `on or after 10 April 2024`.
pub(super) fn at(date: &Date) -> String {
    phrases(date).at
}

struct Phrases {
    at: String,
    noun: String,
}

fn phrases(date: &Date) -> Phrases {
    let text = date.to_string();
    if date.is_unsaid() {
        return Phrases { at: "on a day not said".to_owned(), noun: "a day not said".to_owned() };
    }
    // Sets with gaps have no shorter words than their own.
    if text.contains(',') {
        return Phrases { at: format!("at {text}"), noun: text };
    }
    let plain = match (date.earliest(), date.latest(), date.is_throughout()) {
        (Some(first), Some(last), _) if first == last => once("on", day(first)),
        (Some(first), Some(last), true) => once("from", range(first, last, "to")),
        (Some(first), Some(last), false) => choice(first, last),
        (Some(first), None, false) => {
            Phrases { at: format!("on or after {}", day(first)), noun: format!("{} or later", day(first)) }
        }
        (Some(first), None, true) => once("from", format!("{} on", day(first))),
        (None, Some(last), false) => {
            Phrases { at: format!("on or before {}", day(last)), noun: format!("{} or earlier", day(last)) }
        }
        (None, Some(last), true) => {
            let until = format!("up to {}", day(last));
            Phrases { at: until.clone(), noun: until }
        }
        (None, None, _) => once("at", text.clone()),
    };
    marked(&plain, &text)
}

fn once(preposition: &str, noun: String) -> Phrases {
    Phrases { at: format!("{preposition} {noun}"), noun }
}

/// One unknown day of a stretch.
fn choice(first: Day, last: Day) -> Phrases {
    let ((year, month, _), (last_year, last_month, _)) = (first.parts(), last.parts());
    if is_first_of_month(first) && is_last_of_month(last) && year == last_year {
        if month == last_month {
            return once("in", unit(first, true));
        }
        if (month, last_month) == (1, 12) {
            return once("in", year.to_string());
        }
    }
    if last.number() - first.number() == 1 {
        return once("on", range(first, last, "or"));
    }
    let between = format!("between {}", range(first, last, "and"));
    Phrases { noun: format!("some day {between}"), at: between }
}

/// EDTF's marks of what is approximate (`~`), uncertain (`?`) or both (`%`).
fn marked(plain: &Phrases, text: &str) -> Phrases {
    let has = |marks: [char; 2]| text.contains(marks);
    let about = if has(['~', '%']) { " (approximately)" } else { "" };
    let doubt = if has(['?', '%']) { " (uncertain)" } else { "" };
    Phrases { at: format!("{}{about}{doubt}", plain.at), noun: format!("{}{about}{doubt}", plain.noun) }
}

/// Two days with a word between them; what they share is said once, and whole months without their days.
fn range(first: Day, last: Day, word: &str) -> String {
    let ((year, month, of_month), (last_year, last_month, _)) = (first.parts(), last.parts());
    let months = is_first_of_month(first) && is_last_of_month(last);
    let from = match (year == last_year, month == last_month) {
        (true, true) if !months => of_month.to_string(),
        (true, _) => without_year(first, months),
        (false, _) => unit(first, months),
    };
    format!("{from} {word} {}", unit(last, months))
}

fn unit(day: Day, whole_month: bool) -> String {
    format!("{} {}", without_year(day, whole_month), day.parts().0)
}

fn without_year(day: Day, whole_month: bool) -> String {
    let (_, month, of_month) = day.parts();
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    if whole_month { (*name).to_owned() } else { format!("{of_month} {name}") }
}

/// One day: `7 May 2024`.
pub(super) fn day(day: Day) -> String {
    unit(day, false)
}

fn is_first_of_month(day: Day) -> bool {
    day.parts().2 == 1
}

fn is_last_of_month(day: Day) -> bool {
    Day::from_number(day.number() + 1).is_none_or(is_first_of_month)
}

/// For how many days something has lasted from one date to another, at least and at most; nothing where neither can be told.
pub(super) fn lasting(since: &Date, now: &Date) -> Option<String> {
    let days = |count: i64| if count == 1 { "1 day".to_owned() } else { format!("{count} days") };
    match (min_days(since, now).map(|least| least.max(0)), max_days(since, now)) {
        (Some(least), Some(most)) if least == most => Some(days(most)),
        (Some(least), Some(most)) => Some(format!("{least} to {}", days(most))),
        (Some(least), None) => Some(format!("at least {}", days(least))),
        (None, Some(most)) => Some(format!("at most {}", days(most))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn dates_read_as_an_analyst_writes_them() {
        for (text, when, since) in [
            ("2024-05-07", "on 7 May 2024", "7 May 2024"),
            ("2023-09", "in September 2023", "September 2023"),
            ("2024", "in 2024", "2024"),
            ("2024~", "in 2024 (approximately)", "2024 (approximately)"),
            ("2024?", "in 2024 (uncertain)", "2024 (uncertain)"),
            ("[2024-04-10..2024-04-11]", "on 10 or 11 April 2024", "10 or 11 April 2024"),
            ("[2024-04-30..2024-05-01]", "on 30 April or 1 May 2024", "30 April or 1 May 2024"),
            ("[2024-05-07..2024-05-31]", "between 7 and 31 May 2024", "some day between 7 and 31 May 2024"),
            (
                "[2019-12-30..2020-01-04]",
                "between 30 December 2019 and 4 January 2020",
                "some day between 30 December 2019 and 4 January 2020",
            ),
            ("[2019-04..2019-06]", "between April and June 2019", "some day between April and June 2019"),
            ("[2023-05..2024-05]", "between May 2023 and May 2024", "some day between May 2023 and May 2024"),
            ("2024-05/2024-05", "from May to May 2024", "May to May 2024"),
            ("2024%", "in 2024 (approximately) (uncertain)", "2024 (approximately) (uncertain)"),
            ("[2024-04-10..]", "on or after 10 April 2024", "10 April 2024 or later"),
            ("[..2018-05-31]", "on or before 31 May 2018", "31 May 2018 or earlier"),
            ("2024-04-08/2024-04-09", "from 8 to 9 April 2024", "8 to 9 April 2024"),
            ("2019/2023", "from January 2019 to December 2023", "January 2019 to December 2023"),
            ("2024-04-08/..", "from 8 April 2024 on", "8 April 2024 on"),
            ("../2024-01-15", "up to 15 January 2024", "up to 15 January 2024"),
            ("[2019-05,2019-07]", "at [2019-05,2019-07]", "[2019-05,2019-07]"),
        ] {
            assert_eq!((at(&date(text)).as_str(), noun(&date(text)).as_str()), (when, since), "{text}");
        }
        assert_eq!(noun(&Date::unsaid("x")), "a day not said");
    }

    #[test]
    fn durations_are_a_least_and_a_most() {
        let lasts = |since: &str, now: &str| lasting(&date(since), &date(now));
        assert_eq!(lasts("2024-05-01", "2024-05-02").as_deref(), Some("1 day"));
        assert_eq!(lasts("2023-09", "2024-04-11").as_deref(), Some("194 to 223 days"));
        assert_eq!(lasts("[..2018-05-31]", "2018-06-02").as_deref(), Some("at least 2 days"));
        assert_eq!(lasts("[2018-05-31..]", "2018-06-02").as_deref(), Some("at most 2 days"));
        assert_eq!(lasts("2024-05", "2024-05-10").as_deref(), Some("0 to 9 days"));
    }
}
