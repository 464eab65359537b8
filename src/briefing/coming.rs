//! What is next: visits to come, soonest first as far as that is told, and other events to come.

use std::collections::{HashMap, HashSet};

use super::calendar::at;
use super::dated::Dated;
use super::names::{Names, listing, party};
use super::reading::{Entry, Reading, SYMBOL};
use super::saying::{Block, Saying, Topic};
use crate::date::Date;
use crate::evidence::Grade;
use crate::store::Word;

/// The most states that a sentence lists.
const STATES: usize = 4;

pub(super) fn coming(reading: &Reading<'_>, names: &Names, dated: &Dated) -> Topic {
    let visits = visits_to_come(reading, dated);
    let told: HashSet<Word> = visits.iter().flatten().map(|visit| visit.values[0]).collect();
    Topic {
        title: "Next".into(),
        blocks: visits
            .map(|visits| block(reading, dated, visits))
            .into_iter()
            .chain(others(reading, names, dated, &told))
            .collect(),
        nothing: "Nothing is known to come.".into(),
    }
}

/// The visits to come, those before which fewer others are expected first.
pub(super) fn visits_to_come(reading: &Reading<'_>, dated: &Dated) -> Option<Vec<Entry<4>>> {
    let columns = [("visit", SYMBOL), ("who", SYMBOL), ("country", SYMBOL), ("grade", SYMBOL)];
    let mut visits = reading.facts("visit_to_come", columns)?;
    let orders = reading.facts("expected_order", [("first", SYMBOL), ("second", SYMBOL)]).unwrap_or_default();
    let mut before: HashMap<Word, usize> = HashMap::new();
    for order in orders {
        *before.entry(order.values[1]).or_default() += 1;
    }
    visits.sort_by_cached_key(|visit| {
        let event = visit.values[0];
        (before.get(&event).copied().unwrap_or_default(), dated.sharpest(event).cloned())
    });
    Some(visits)
}

fn block(reading: &Reading<'_>, dated: &Dated, visits: Vec<Entry<4>>) -> Block {
    let columns = [("state", SYMBOL), ("rank", SYMBOL), ("visit", SYMBOL)];
    let mut next = reading.facts("next_visit", columns).unwrap_or_default();
    next.retain(|entry| reading.text(entry.values[1]) == "any");
    let saying = |Entry { fact, values: [visit, who, country, grade] }: Entry<4>| {
        let next_for: Vec<&Entry<3>> = next.iter().filter(|it| it.values[2] == visit).collect();
        let states: Vec<String> = next_for.iter().map(|it| party(reading, it.values[0])).collect();
        let next_for = next_for.iter().map(|it| it.fact.clone());
        let text = format!(
            "{} {} {}{}{}.",
            party(reading, who),
            is_to_visit(&reading.text(grade)),
            party(reading, country),
            when(dated.of(visit)),
            if states.is_empty() {
                String::new()
            } else {
                format!("; next for {}", listing(&states, STATES))
            },
        );
        Saying::whole(text, [fact].into_iter().chain(next_for).collect())
    };
    Block {
        label: None,
        sayings: visits.into_iter().map(saying).collect(),
        ask: "visit_to_come(visit, who, to, grade)".into(),
        news: true,
    }
}

/// The verb for the stage that a visit has reached.
fn is_to_visit(grade: &str) -> &'static str {
    match grade {
        "possible" => "may visit",
        "expected" => "is expected to visit",
        "confirmed" => "goes on to visit",
        _ => "is to visit",
    }
}

/// When an event is, by the surest claims, and how much sharper weaker ones have it.
fn when(dates: &[(Grade, Date)]) -> String {
    let Some(((_, date), sharper)) = dates.split_first() else { return String::new() };
    let told = sharper.iter().map(|(grade, date)| format!("; {} by what is {grade}", at(date)));
    format!(" {}{}", at(date), told.collect::<String>())
}

/// Events to come that are no visits.
fn others(reading: &Reading<'_>, names: &Names, dated: &Dated, told: &HashSet<Word>) -> Option<Block> {
    let mut events = reading.facts("to_come", [("event", SYMBOL), ("certainty", SYMBOL)])?;
    events.retain(|it| !told.contains(&it.values[0]));
    events.sort_by_cached_key(|it| dated.sharpest(it.values[0]).cloned());
    let saying = |Entry { fact, values: [event, certainty] }: Entry<2>| {
        let name = names.event(reading, event);
        let when = when(dated.of(event));
        let when = if name.ends_with(&when) || when.is_empty() { String::new() } else { format!(",{when}") };
        // Mostly the line is as sure as the event; then it need not be said twice.
        let grade = reading.text(certainty);
        let is_same = reading.certainty(&fact).is_some_and(|sure| sure.name() == grade);
        let grade = if is_same { String::new() } else { format!(", {grade}") };
        Saying::whole(format!("{name}{when}{grade}."), vec![fact])
    };
    Some(Block {
        label: Some("Other events to come".into()),
        sayings: events.into_iter().map(saying).collect(),
        ask: "to_come(event, certainty)".into(),
        news: false,
    })
}
