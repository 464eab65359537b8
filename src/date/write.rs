//! The canonical expression of dates that arithmetic makes: the shortest form that reads back as the same days.

use super::days::{Days, Stretch};
use super::{Day, Meaning};

/// The expression of a meaning; none where EDTF has no words for it (every day there is).
pub(super) fn expression(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Once(days) => once(days),
        Meaning::Throughout { certain, possible } if certain == possible => throughout(certain),
        Meaning::Throughout { certain, possible } => Some(unknown_end(certain, possible)),
    }
}

fn once(days: &Days) -> Option<String> {
    match days.stretches() {
        [one] => calendar_unit(*one).or_else(|| Some(format!("[{}]", element(*one)?))),
        several => Some(format!("[{}]", elements(several)?)),
    }
}

fn throughout(days: &Days) -> Option<String> {
    match days.stretches() {
        [one] => match (one.first(), one.last()) {
            (None, None) => None,
            (first, last) => Some(format!("{}/{}", end(first, ".."), end(last, ".."))),
        },
        several => Some(format!("{{{}}}", elements(several)?)),
    }
}

/// An interval that surely has the days `certain` and perhaps more at an end.
fn unknown_end(certain: &Days, possible: &Days) -> String {
    let first = match (certain.first(), possible.first()) {
        (Some(day), None) => format!("..{day}"),
        (day, _) => end(day, ".."),
    };
    let last = match (certain.last(), possible.last()) {
        (Some(day), None) => format!("{day}.."),
        (day, _) => end(day, ".."),
    };
    format!("{first}/{last}")
}

fn end(day: Option<Day>, open: &str) -> String {
    day.map_or_else(|| open.to_owned(), |day| day.to_string())
}

fn elements(stretches: &[Stretch]) -> Option<String> {
    let parts: Option<Vec<_>> = stretches.iter().map(|stretch| element(*stretch)).collect();
    parts.map(|parts| parts.join(","))
}

fn element(stretch: Stretch) -> Option<String> {
    match (stretch.first(), stretch.last()) {
        (None, None) => None,
        (first, last) if first == last => first.map(|day| day.to_string()),
        (first, last) => Some(format!("{}..{}", end(first, ""), end(last, ""))),
    }
}

/// A day, a whole month or a whole year in its own form.
fn calendar_unit(stretch: Stretch) -> Option<String> {
    let (first, last) = (stretch.first()?, stretch.last()?);
    if first == last {
        return Some(first.to_string());
    }
    let (from, to) = (first.civil()?, last.civil()?);
    let text = first.to_string();
    if from == from.first_of_month() && to == from.last_of_month() {
        return text.strip_suffix("-01").map(str::to_owned);
    }
    let whole_year = from == from.first_of_year() && to == from.last_of_year();
    whole_year.then(|| text.strip_suffix("-01-01").map(str::to_owned)).flatten()
}
