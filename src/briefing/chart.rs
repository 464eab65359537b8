//! The timeline as data: visits made and to come and debts, as stretches of days; and when articles came out.

use serde::Serialize;

use super::coming::visits_to_come;
use super::dated::Dated;
use super::names::{Names, party};
use super::reading::{DATE, Entry, Reading, SYMBOL};
use super::saying::Saying;
use super::scope::Scope;
use crate::date::{Date, Day};

/// The most bars.
const MOST: usize = 20;
/// How many days before the day judged the timeline reaches back: six years.
const REACH: i64 = 6 * 366;

/// Visits and debts over time. Days are counted from 1970-01-01.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// By first possible day, then last, then label.
    pub bars: Vec<Bar>,
    /// How many older ones there are.
    pub older: usize,
    /// The day judged.
    pub judged: Option<i64>,
    /// When each article that speaks was out at the latest, with its name.
    pub published: Vec<(i64, String)>,
}

/// A stretch of days.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Bar {
    /// The first possible day; none where that is open.
    pub first: Option<i64>,
    /// The last possible day; none where that is open.
    pub last: Option<i64>,
    /// What it is.
    pub label: String,
    /// Of which kind.
    pub kind: Kind,
}

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A visit that was made, on a day or on days of the stretch.
    Made,
    /// A visit to come, within the stretch by the sharpest claims.
    Coming,
    /// A visit owed up to the day judged.
    Owed,
}

impl Chart {
    /// What concerns the scope.
    pub(super) fn new(reading: &Reading<'_>, names: &Names, scope: &Scope) -> Self {
        let has = |saying: &Saying| scope.has(reading.session, names, saying);
        let mut bars: Vec<Bar> = made(reading, &has);
        bars.extend(coming(reading, names.dated(), &has));
        bars.extend(owed(reading, &has));
        bars.sort();
        bars.dedup();
        let judged = reading.now().and_then(Date::latest).map(Day::number);
        let all = bars.len();
        bars.retain(|bar| bar.last.is_none_or(|last| judged.is_none_or(|day| last >= day - REACH)));
        bars.drain(..bars.len().saturating_sub(MOST));
        let articles = reading.session.sight();
        let published =
            articles.articles().filter_map(|it| Some((it.published.latest()?.number(), it.name.to_string())));
        let mut published: Vec<(i64, String)> = published.collect();
        published.sort();
        Self { older: all - bars.len(), bars, judged, published }
    }
}

fn bar(date: &Date, label: String, kind: Kind) -> Bar {
    Bar { first: date.earliest().map(Day::number), last: date.latest().map(Day::number), label, kind }
}

fn made(reading: &Reading<'_>, has: &dyn Fn(&Saying) -> bool) -> Vec<Bar> {
    let columns = [("who", SYMBOL), ("country", SYMBOL), ("day", DATE)];
    let bar = |Entry { fact, values: [who, country, day] }: Entry<3>| {
        let saying =
            Saying::whole(format!("{} to {}", party(reading, who), party(reading, country)), vec![fact]);
        has(&saying).then(|| bar(&reading.date(day), saying.head, Kind::Made))
    };
    reading.facts("done", columns).into_iter().flatten().filter_map(bar).collect()
}

fn coming(reading: &Reading<'_>, dated: &Dated, has: &dyn Fn(&Saying) -> bool) -> Vec<Bar> {
    let bar = |Entry { fact, values: [visit, who, country, _] }: Entry<4>| {
        let saying =
            Saying::whole(format!("{} to {}", party(reading, who), party(reading, country)), vec![fact]);
        let date = dated.sharpest(visit).cloned().unwrap_or_else(|| Date::unsaid("chart"));
        has(&saying).then(|| bar(&date, saying.head, Kind::Coming))
    };
    visits_to_come(reading, dated).into_iter().flatten().filter_map(bar).collect()
}

fn owed(reading: &Reading<'_>, has: &dyn Fn(&Saying) -> bool) -> Vec<Bar> {
    let columns = [("who", SYMBOL), ("to", SYMBOL), ("since", DATE), ("ground", SYMBOL)];
    let bar = |Entry { fact, values: [who, to, since, ground] }: Entry<4>| {
        let text = format!("{} owes {} ({})", party(reading, who), party(reading, to), reading.text(ground));
        let saying = Saying::whole(text, vec![fact]);
        let since = reading.date(since);
        let now = reading.now().and_then(Date::latest).map(Day::number);
        has(&saying).then(|| Bar { last: now, ..bar(&since, saying.head, Kind::Owed) })
    };
    reading.facts("owes_visit", columns).into_iter().flatten().filter_map(bar).collect()
}
