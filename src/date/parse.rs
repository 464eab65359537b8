//! From an EDTF expression, parsed by `edtf-core`, to the days of its readings.

use edtf_core::{Bound, BoundDate, Edtf, IntervalEndpoint, SetElement, SetKind};

use super::days::{Days, Stretch};
use super::{Date, DateError, Day, Meaning};

/// An expression such as `XXXX-05` names one stretch a year; a text that names more stretches than this is refused.
const MAX_STRETCHES: usize = 10_000;

/// Reads an EDTF expression.
pub(super) fn parse(text: &str) -> Result<Date, DateError> {
    let edtf = Edtf::parse(text)
        .map_err(|error| DateError { message: error.message.to_owned(), offset: error.offset })?;
    let meaning = meaning(&edtf).map_err(|message| DateError { message: message.to_owned(), offset: 0 })?;
    Ok(Date { text: edtf.to_string().into(), meaning })
}

type Outcome<T> = Result<T, &'static str>;

const OUT_OF_CALENDAR: &str = "the calendar has only the years -9999 to 9999";
const OUT_OF_ORDER: &str = "the interval ends before it starts";
const TOO_MANY: &str = "the expression names more than 10,000 separate stretches of days";

fn meaning(edtf: &Edtf) -> Outcome<Meaning> {
    match edtf {
        Edtf::Date(date) => Ok(Meaning::Once(Days::union(date_stretches(date)?))),
        Edtf::DateTime(moment) => Ok(Meaning::Once(Days::union(date_stretches(&moment.date)?))),
        Edtf::Interval(interval) => interval_meaning(interval.start, interval.end),
        Edtf::Set(set) => {
            let days = set_days(&set.elements)?;
            Ok(match set.kind {
                SetKind::OneMember => Meaning::Once(days),
                SetKind::AllMembers => Meaning::throughout(days.clone(), days),
            })
        }
    }
}

fn set_days(elements: &[SetElement]) -> Outcome<Days> {
    let mut stretches = Vec::new();
    for element in elements {
        match element {
            SetElement::Date(date) => stretches.extend(date_stretches(date)?),
            SetElement::OnOrBefore(date) => stretches.extend(Stretch::new(None, Some(ends(date)?.1))),
            SetElement::OnOrAfter(date) => stretches.extend(Stretch::new(Some(ends(date)?.0), None)),
            SetElement::Range(from, to) => {
                stretches.extend(Stretch::new(Some(ends(from)?.0), Some(ends(to)?.1)));
            }
        }
        if stretches.len() > MAX_STRETCHES {
            return Err(TOO_MANY);
        }
    }
    Ok(Days::union(stretches))
}

/// An interval covers both ends whole. Beyond an end that is unknown, or known only as "on or before" or "on or after", its days
/// are possible and not certain.
fn interval_meaning(start: IntervalEndpoint, end: IntervalEndpoint) -> Outcome<Meaning> {
    use IntervalEndpoint::{OnOrAfter, OnOrBefore, Open, Unknown};
    let first = dated(&start)?.map(|(first, _)| first);
    let last = dated(&end)?.map(|(_, last)| last);
    let certain = Stretch::new(
        // What begins on an unknown day covers at least the other end, which is dated: the grammar demands one.
        if start == Unknown { dated(&end)?.map(|(first, _)| first) } else { first },
        if end == Unknown { dated(&start)?.map(|(_, last)| last) } else { last },
    );
    let possible = Stretch::new(
        if matches!(start, Open | Unknown | OnOrBefore(_)) { None } else { first },
        if matches!(end, Open | Unknown | OnOrAfter(_)) { None } else { last },
    );
    let whole = |stretch: Option<Stretch>| stretch.map(|it| Days::union(vec![it])).ok_or(OUT_OF_ORDER);
    Ok(Meaning::throughout(whole(certain)?, whole(possible)?))
}

fn dated(end: &IntervalEndpoint) -> Outcome<Option<(Day, Day)>> {
    match end {
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => Ok(None),
        IntervalEndpoint::Date(date)
        | IntervalEndpoint::OnOrBefore(date)
        | IntervalEndpoint::OnOrAfter(date) => ends(date).map(Some),
    }
}

/// The first and the last day of a date.
fn ends(date: &edtf_core::Date) -> Outcome<(Day, Day)> {
    let bounds = Edtf::Date(*date).bounds();
    let day = |bound| match bound {
        Bound::Date(BoundDate { year, month, day }) => Day::from_civil(year, month, day),
        _ => None,
    };
    day(bounds.earliest).zip(day(bounds.latest)).ok_or(OUT_OF_CALENDAR)
}

/// The stretches of a date; unspecified digits may leave gaps between them (`2024-XX-15`).
fn date_stretches(date: &edtf_core::Date) -> Outcome<Vec<Stretch>> {
    let date = without_free_tail(*date);
    let (first, last) = ends(&date)?;
    if !date.has_unspecified() {
        return Ok(Stretch::new(Some(first), Some(last)).into_iter().collect());
    }
    let values = Edtf::Date(date).values().map_err(|_| OUT_OF_CALENDAR)?;
    let mut stretches: Vec<Stretch> = Vec::new();
    for value in values {
        let Edtf::Date(value) = value else { continue };
        let (first, last) = ends(&value)?;
        stretches.extend(Stretch::new(Some(first), Some(last)));
        if stretches.len() > MAX_STRETCHES {
            return Err(TOO_MANY);
        }
    }
    Ok(stretches)
}

/// The same days without components of which no digit is given: `2024-05-XX` is the month, `2024-XX-XX` the year.
fn without_free_tail(mut date: edtf_core::Date) -> edtf_core::Date {
    let free = |field: edtf_core::DateField| field.digits == [None, None];
    if date.day.is_some_and(free) {
        date.day = None;
    }
    if date.day.is_none() && date.month.is_some_and(free) {
        date.month = None;
    }
    date
}
