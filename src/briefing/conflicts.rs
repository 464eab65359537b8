//! What cannot all be so: claims, orders, days and counts that contradict each other.

use std::collections::BTreeSet;

use super::calendar::at;
use super::names::Names;
use super::reading::{DATE, Entry, NUMBER, Reading, SYMBOL};
use super::saying::{Block, Saying, Topic};
use crate::store::Word;

pub(super) fn conflicts(reading: &Reading<'_>, names: &Names) -> Topic {
    let blocks =
        [claims(reading, names), orders(reading, names), days(reading, names), counts(reading, names)];
    Topic {
        title: "Conflicts".into(),
        blocks: blocks.into_iter().flatten().collect(),
        nothing: "No two claims contradict each other.".into(),
    }
}

fn claims(reading: &Reading<'_>, names: &Names) -> Option<Block> {
    let rows = reading.facts("conflict", ["one", "other", "about", "why"].map(|name| (name, SYMBOL)))?;
    let all: BTreeSet<[Word; 4]> = rows.iter().map(|row| row.values).collect();
    let is_kept = |row: &Entry<4>| {
        let [one, other, about, why] = row.values;
        reading.text(one) < reading.text(other) || !all.contains(&[other, one, about, why])
    };
    let saying = |row: &Entry<4>| {
        let [one, other, about, why] = row.values;
        let about = names.event_or_party(reading, about);
        let text = format!("Two claims about {about} contradict each other: {}.", reading.text(why));
        let claims = vec![reading.text(one), reading.text(other)];
        Saying { claims, ..Saying::whole(text, vec![row.fact.clone()]) }
    };
    Some(Block {
        label: None,
        sayings: rows.iter().filter(|row| is_kept(row)).map(saying).collect(),
        ask: "conflict(one, other, about, why)".into(),
        news: true,
    })
}

fn orders(reading: &Reading<'_>, names: &Names) -> Option<Block> {
    let rows = reading.facts("order_conflict", ["first", "second", "why"].map(|name| (name, SYMBOL)))?;
    let saying = |Entry { fact, values: [first, second, why] }: Entry<3>| {
        let (first, second) = (names.event(reading, first), names.event(reading, second));
        let text = format!("The order of {first} and {second} clashes: {}.", reading.text(why));
        Saying::whole(text, vec![fact])
    };
    Some(Block {
        label: None,
        sayings: rows.into_iter().map(saying).collect(),
        ask: "order_conflict(first, second, why)".into(),
        news: true,
    })
}

fn days(reading: &Reading<'_>, names: &Names) -> Option<Block> {
    let columns = [("event", SYMBOL), ("least", DATE), ("most", DATE), ("certainty", SYMBOL)];
    let saying = |Entry { fact, values: [event, least, most, certainty] }: Entry<4>| {
        let (least, most) = (at(&reading.date(least)), at(&reading.date(most)));
        let (event, certainty) = (names.event(reading, event), reading.text(certainty));
        let text = format!(
            "What is {certainty} leaves no day for {event}: not before the one {least}, not after the one {most}."
        );
        Saying::whole(text, vec![fact])
    };
    Some(Block {
        label: None,
        sayings: reading.facts("dates_clash", columns)?.into_iter().map(saying).collect(),
        ask: "dates_clash(event, least, most, certainty)".into(),
        news: true,
    })
}

fn counts(reading: &Reading<'_>, names: &Names) -> Option<Block> {
    let columns = [("total", SYMBOL), ("told", NUMBER), ("named", NUMBER)];
    let saying = |Entry { fact, values: [total, told, named] }: Entry<3>| {
        let count = names.event(reading, total);
        // Numbers are their own words.
        let text = format!(
            "The count {count} is told as {}, and {} are named.",
            told.cast_signed(),
            named.cast_signed()
        );
        Saying::whole(text, vec![fact])
    };
    Some(Block {
        label: None,
        sayings: reading.facts("count_conflict", columns)?.into_iter().map(saying).collect(),
        ask: "count_conflict(total, told, named)".into(),
        news: true,
    })
}
