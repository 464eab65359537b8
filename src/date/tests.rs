//! Dates against an oracle that enumerates every reading, and expressions against the days that the standard gives them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use proptest::prelude::*;

use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn bounds(text: &str) -> (String, String) {
    let end = |day: Option<Day>| day.map_or_else(|| "open".to_owned(), |day| day.to_string());
    (end(date(text).earliest()), end(date(text).latest()))
}

#[test]
fn bounds_of_each_form() {
    for (text, first, last) in [
        ("2024-05-07", "2024-05-07", "2024-05-07"),
        ("2024-05-07T23:30:00-08:00", "2024-05-07", "2024-05-07"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02~", "2024-02-01", "2024-02-29"),
        ("2024-05?", "2024-05-01", "2024-05-31"),
        ("2019-04-2X", "2019-04-20", "2019-04-29"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2019-XX", "2019-01-01", "2019-12-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("[2019-04-16..2019-04-30]", "2019-04-16", "2019-04-30"),
        ("[2024-04-10..]", "2024-04-10", "open"),
        ("[..2019]", "open", "2019-12-31"),
        ("2019-04/2024-01-15", "2019-04-01", "2024-01-15"),
        ("2024/..", "2024-01-01", "open"),
        ("2024/", "2024-01-01", "open"),
        ("/2024-05", "open", "2024-05-31"),
        ("{2019-05,2019-07}", "2019-05-01", "2019-07-31"),
        ("-0044-03-15", "-0044-03-15", "-0044-03-15"),
    ] {
        assert_eq!(bounds(text), (first.to_owned(), last.to_owned()), "{text}");
    }
}

#[test]
fn refusals_say_where_and_why() {
    for (text, message, offset) in [
        ("", "empty input", 0),
        ("soon", "year must have exactly four digits (or X)", 0),
        ("2024-02-30", "day is out of range for the month", 8),
        ("2024-13", "month must be 01-12 or a sub-year code 21-41", 5),
        ("2024-06/2024-05", "interval end precedes interval start", 8),
        ("..2025/2024", "the interval ends before it starts", 0),
        ("../..", "interval needs at least one dated endpoint", 0),
        ("Y12345", "the calendar has only the years -9999 to 9999", 0),
        ("XXXX-XX-15", "the expression names more than 10,000 separate stretches of days", 0),
        ("2024-0é", "EDTF permits ASCII characters only", 6),
    ] {
        let error = Date::parse(text).unwrap_err();
        assert_eq!((error.message.as_str(), error.offset), (message, offset), "{text}");
    }
}

#[test]
fn gaps_are_kept() {
    let set = date("[2019-05,2019-07]");
    assert!(!may_overlap(&set, &date("2019-06")));
    assert!(!may_be_within(&date("2019-06-15"), &set));
    assert!(may_precede(&set, &date("2019-06")));
    let fifteenths = date("2024-XX-15");
    assert!(!may_overlap(&fifteenths, &date("2024-03-16/2024-04-14")));
    assert!(may_overlap(&fifteenths, &date("2024-03-16/2024-04-15")));
    let both = date("{2019-05,2019-07}");
    assert!(within(&date("2019-07"), &both));
    assert!(!within(&date("2019-05/2019-07"), &both));
}

#[test]
fn the_unsaid_may_be_any_day_and_is_certainly_none() {
    let (unsaid, day) = (Date::unsaid("x"), date("2024-05-07"));
    assert!(may_precede(&unsaid, &day) && may_precede(&day, &unsaid));
    assert!(may_overlap(&unsaid, &day) && may_be_within(&unsaid, &day));
    assert!(!certainly_before(&unsaid, &day) && !certainly_before(&day, &unsaid));
    assert!(!within(&unsaid, &day) && !within(&day, &unsaid));
    assert_eq!((min_days(&unsaid, &day), add_days(&unsaid, 1)), (None, None));
    assert_eq!(once(&unsaid, &day).unwrap().to_string(), "[..2024-05-07]");
}

#[test]
fn order_is_by_earliest_then_latest_then_text() {
    let mut dates = ["2024-05~", "2024-05-01", "2024", "2024-05", "../2024", "2024/..", "[..2023]"].map(date);
    dates.sort();
    let texts: Vec<_> = dates.iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["[..2023]", "../2024", "2024", "2024/..", "2024-05-01", "2024-05", "2024-05~"]);
}

/// A date of the small calendar of the oracle: its expression and its readings.
struct Model {
    text: String,
    readings: Vec<BTreeSet<i64>>,
}

/// The days that the expressions name.
const NAMED: RangeInclusive<i64> = 1..=4;
/// Stand for "no first day" and "no last day"; the few days between them and the named ones for all the others.
const ENDS: (i64, i64) = (-3, 8);

fn iso(day: i64) -> String {
    format!("2024-05-{:02}", day + 9)
}

/// One unknown day of some: an open end holds the days short of the mark of infinity.
fn one_of(text: String, days: impl IntoIterator<Item = i64>) -> Model {
    Model { text, readings: days.into_iter().map(|day| BTreeSet::from([day])).collect() }
}

/// Every day from one of `starts` to one of `ends`.
fn from_to(text: String, starts: impl IntoIterator<Item = i64>, ends: RangeInclusive<i64>) -> Model {
    let mut readings = Vec::new();
    for start in starts {
        for end in ends.clone().filter(|end| start <= *end) {
            readings.push((start..=end).collect());
        }
    }
    Model { text, readings }
}

fn models() -> Vec<Model> {
    let mut all = Vec::new();
    for a in NAMED {
        let (back, on) = (ENDS.0 + 1..=a, a..=ENDS.1 - 1);
        all.push(one_of(iso(a), [a]));
        all.push(one_of(format!("[{}..]", iso(a)), on));
        all.push(one_of(format!("[..{}]", iso(a)), back));
        all.push(from_to(format!("{}/..", iso(a)), [a], ENDS.1..=ENDS.1));
        all.push(from_to(format!("../{}", iso(a)), [ENDS.0], a..=a));
        all.push(from_to(format!("{}/", iso(a)), [a], a..=ENDS.1));
        all.push(from_to(format!("/{}", iso(a)), ENDS.0..=a, a..=a));
        for b in a..=*NAMED.end() {
            all.push(one_of(format!("[{}..{}]", iso(a), iso(b)), a..=b));
            all.push(one_of(format!("[{},{}]", iso(a), iso(b)), BTreeSet::from([a, b])));
            all.push(one_of(
                format!("[..{},{}]", iso(a), iso(b)),
                (ENDS.0 + 1..=a).chain([b]).collect::<BTreeSet<_>>(),
            ));
            all.push(from_to(format!("{}/{}", iso(a), iso(b)), [a], b..=b));
            all.push(from_to(format!("{}/{}..", iso(a), iso(b)), [a], b..=ENDS.1));
            all.push(from_to(format!("..{}/{}", iso(a), iso(b)), ENDS.0..=a, b..=b));
            all.push(Model {
                text: format!("{{{},{}}}", iso(a), iso(b)),
                readings: vec![BTreeSet::from([a, b])],
            });
        }
    }
    all
}

#[test]
fn comparisons_agree_with_every_choice_of_readings() {
    type Holds = fn(&BTreeSet<i64>, &BTreeSet<i64>) -> bool;
    type Decides = fn(&Date, &Date) -> bool;
    let before: Holds = |d, e| d.last() < e.first();
    let not_after: Holds = |d, e| d.last() <= e.first();
    let inside: Holds = |d, e| d.is_subset(e);
    let meets: Holds = |d, e| !d.is_disjoint(e);
    let certain: [(&str, Decides, Holds); 3] =
        [("<", certainly_before, before), ("<=", certainly_not_after, not_after), ("within", within, inside)];
    let possible: [(&str, Decides, Holds); 3] = [
        ("may_precede", may_precede, before),
        ("may_overlap", may_overlap, meets),
        ("may_be_within", may_be_within, inside),
    ];
    let models: Vec<_> = models().into_iter().map(|model| (date(&model.text), model)).collect();
    assert_eq!(models.len(), 98);
    for (d, left) in &models {
        for (e, right) in &models {
            let mut pairs = left.readings.iter().flat_map(|d| right.readings.iter().map(move |e| (d, e)));
            for (name, decides, holds) in certain {
                let expected = pairs.clone().all(|(d, e)| holds(d, e));
                assert_eq!(decides(d, e), expected, "{} {name} {}", left.text, right.text);
            }
            for (name, decides, holds) in possible {
                let expected = pairs.clone().any(|(d, e)| holds(d, e));
                assert_eq!(decides(d, e), expected, "{} {name} {}", left.text, right.text);
            }
            assert!(pairs.next().is_some(), "every date has a reading");
        }
    }
}

#[test]
fn bounds_agree_with_the_readings() {
    for model in models() {
        let days: BTreeSet<i64> = model.readings.iter().flatten().copied().collect();
        let (first, last) = (*days.first().unwrap(), *days.last().unwrap());
        let expected = |day: i64| NAMED.contains(&day).then(|| iso(day));
        assert_eq!(
            date(&model.text).earliest().map(|day| day.to_string()),
            expected(first),
            "{}",
            model.text
        );
        assert_eq!(date(&model.text).latest().map(|day| day.to_string()), expected(last), "{}", model.text);
    }
}

#[test]
fn what_arithmetic_writes_reads_back_as_the_same_days() {
    for model in models() {
        let moved = add_days(&date(&model.text), 30).unwrap();
        let read = date(&moved.to_string());
        assert_eq!(read.meaning, moved.meaning, "{} became {moved}", model.text);
        assert_eq!(read.to_string(), moved.to_string());
        assert_eq!(add_days(&moved, -30).unwrap().meaning, date(&model.text).meaning, "{}", model.text);
    }
}

proptest! {
    #[test]
    fn counts_of_days_enclose_every_choice(a in 0i64..3000, b in 0i64..60, c in 0i64..3000, e in 0i64..60) {
        let stretch = |from: i64, length: i64| {
            let day = |number| Date::from_day(Day::from_number(number).unwrap());
            once(&day(from), &day(from + length)).unwrap()
        };
        let (left, right) = (stretch(a, b), stretch(c, e));
        let counts: BTreeSet<i64> = (a..=a + b).flat_map(|x| (c..=c + e).map(move |y| y - x)).collect();
        prop_assert_eq!(min_days(&left, &right), counts.first().copied());
        prop_assert_eq!(max_days(&left, &right), counts.last().copied());
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9XYET~?%/.,{}\\[\\]:+-]{0,16}") {
        if let Ok(read) = Date::parse(&text) {
            let again = date(&read.to_string());
            prop_assert_eq!(&again, &read);
            prop_assert_eq!(again.meaning, read.meaning);
        }
    }
}

#[test]
fn no_days_added_leave_a_date_as_it_was_written() {
    for text in ["2024?", "2024-21", "[2024-05-02,2024-05-04]", "2024-05-07/.."] {
        assert_eq!(add_days(&date(text), 0).unwrap().to_string(), text);
    }
}
