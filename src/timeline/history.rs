//! The history of conclusions: the rules run for each day at which something can change.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::days::{cone, of_dates, of_publication};
use super::intervals::{Interval, State, intervals};
use super::subject::Subject;
use crate::date::{Date, Day};
use crate::evidence::{Article, Lens, Sight};
use crate::explain::fact;
use crate::program::ir::{RelationId, Type};
use crate::program::value::compare_rows;
use crate::session::{Failure, Session};
use crate::store::Word;

/// Since when conclusions hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The day of knowledge of the histories by day judged.
    pub as_of: Option<String>,
    /// The day judged of the histories by knowledge.
    pub at: Option<String>,
    /// Each conclusion, relation by relation as asked for, ordered by values.
    pub conclusions: Vec<History>,
}

/// Since when one conclusion holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct History {
    /// The conclusion.
    pub fact: String,
    /// How it stood by what was known, the day judged unchanged.
    pub known: Vec<Interval>,
    /// How it stood, by what is known now, on each day judged.
    pub judged: Vec<Interval>,
}

/// A day, or the time before all others, with the state of what follows then.
type Moment = (Option<Day>, BTreeMap<Vec<Word>, State>);

/// The histories of the subjects under the session's lens. Days that a rule computes and puts into no relation, and counts of days,
/// are looked at only where a date of the facts begins or is over.
///
/// # Errors
/// As [`Session::conclusions_under`].
pub fn timeline(session: &Session, subjects: &[Subject]) -> Result<Timeline, Failure> {
    let sight = session.sight();
    let mut conclusions = Vec::new();
    let mut by_knowledge = Vec::new();
    for subject in subjects {
        by_knowledge.push(known(session, subject, sight.at.as_ref())?);
    }
    let days = days_judged(session, subjects)?;
    for (subject, known) in subjects.iter().zip(by_knowledge) {
        let judged = judged(session, subject, &days)?;
        conclusions.extend(histories(session, subject.relation, &known, &judged));
    }
    let text = |date: Option<Date>| date.map(|date| date.to_string());
    Ok(Timeline { as_of: text(sight.as_of), at: text(sight.at), conclusions })
}

/// How the facts stood on each day of publication, and before the first.
fn known(session: &Session, subject: &Subject, at: Option<&Date>) -> Result<Vec<Moment>, Failure> {
    let days = of_publication(chosen(session).into_iter());
    let knowing = |day: Day| {
        let as_of = Some(Date::from_day(day));
        Lens { as_of, possibly: false, at: at.cloned(), ..session.lens().clone() }
    };
    let mut moments = Vec::new();
    for (from, lens) in lenses(session, &days, &knowing) {
        let [mut holds, open] = subject.rows(session, &lens)?;
        let mut states: BTreeMap<Vec<Word>, State> = BTreeMap::new();
        states.extend(open.into_iter().map(|row| (row, State::Undetermined)));
        if !Sight::new(&lens, session.lowered()).maybe_out().is_empty() {
            let [perhaps, _] = subject.rows(session, &Lens { possibly: true, ..lens })?;
            let either = perhaps.symmetric_difference(&holds).cloned();
            states.extend(either.map(|row| (row, State::Possibly)));
            holds.retain(|row| perhaps.contains(row));
        }
        states.extend(holds.into_iter().map(|row| (row, State::Holds)));
        moments.push((from, states));
    }
    Ok(moments)
}

/// The lens of each of these days, and before them that of the day before the first; where there is no day, the session's.
fn lenses(session: &Session, days: &BTreeSet<Day>, on: &dyn Fn(Day) -> Lens) -> Vec<(Option<Day>, Lens)> {
    let Some(first) = days.first() else { return vec![(None, session.lens().clone())] };
    let eve = Day::from_number(first.number() - 1).map(|eve| (None, on(eve)));
    eve.into_iter().chain(days.iter().map(|&day| (Some(day), on(day)))).collect()
}

/// The articles that may speak on some day.
fn chosen(session: &Session) -> Vec<&Article> {
    let always = Lens { as_of: Some(Date::unsaid("timeline")), possibly: true, ..session.lens().clone() };
    let names: Vec<String> =
        Sight::new(&always, session.lowered()).articles().map(|article| article.name.clone()).collect();
    session.lowered().articles.iter().filter(|article| names.contains(&article.name)).collect()
}

/// The days judged that matter, until no new one turns up among what follows on them.
fn days_judged(session: &Session, subjects: &[Subject]) -> Result<BTreeSet<Day>, Failure> {
    let cone = cone(session.program(), subjects.iter().map(|subject| subject.relation));
    let mut days = of_dates(session, &cone, session.conclusions()?.as_ref());
    let mut open: Vec<Day> = days.iter().copied().collect();
    while let Some(day) = open.pop() {
        let found = of_dates(session, &cone, session.conclusions_under(&judging(session, day))?.as_ref());
        open.extend(found.into_iter().filter(|day| days.insert(*day)));
    }
    Ok(days)
}

fn judging(session: &Session, day: Day) -> Lens {
    Lens { at: Some(Date::from_day(day)), ..session.lens().clone() }
}

/// How the facts stand on each of these days judged, and before the first.
fn judged(session: &Session, subject: &Subject, days: &BTreeSet<Day>) -> Result<Vec<Moment>, Failure> {
    let mut moments = Vec::new();
    for (from, lens) in lenses(session, days, &|day| judging(session, day)) {
        let [holds, open] = subject.rows(session, &lens)?;
        let mut states: BTreeMap<Vec<Word>, State> = BTreeMap::new();
        states.extend(open.into_iter().map(|row| (row, State::Undetermined)));
        states.extend(holds.into_iter().map(|row| (row, State::Holds)));
        moments.push((from, states));
    }
    Ok(moments)
}

fn histories(session: &Session, relation: RelationId, known: &[Moment], judged: &[Moment]) -> Vec<History> {
    let all = known.iter().chain(judged).flat_map(|(_, states)| states.keys());
    let mut rows: Vec<&Vec<Word>> = all.collect::<BTreeSet<_>>().into_iter().collect();
    let declared = session.program().relations.get(relation.0);
    let types: Vec<Type> = declared.iter().flat_map(|it| &it.attributes).map(|column| column.ty).collect();
    rows.sort_by(|a, b| compare_rows(&types, a, b, session.dictionary()));
    let articles = chosen(session);
    let published = |day: Day| {
        let told = articles.iter().filter_map(|article| {
            let (first, last) = (article.published.earliest(), article.published.latest());
            match (last == Some(day), first == Some(day)) {
                (true, _) => Some(format!("{} is out", article.name)),
                (false, true) => Some(format!("{} may be out", article.name)),
                (false, false) => None,
            }
        });
        told.collect()
    };
    let of = |moments: &[Moment], row: &Vec<Word>| -> Vec<(Option<Day>, State)> {
        moments.iter().map(|(day, states)| (*day, states.get(row).copied().unwrap_or(State::Not))).collect()
    };
    let history = |row: &Vec<Word>| History {
        fact: fact(session, relation, row),
        known: intervals(&of(known, row), &published),
        judged: intervals(&of(judged, row), &|_| Vec::new()),
    };
    rows.into_iter().map(history).collect()
}
