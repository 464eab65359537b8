//! What the latest article changed: sentences that follow with it and not without it, those that fell with it, and those that
//! follow more or less surely; the days unchanged.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::calendar::at;
use super::grounds::Readings;
use super::names::party;
use super::reading::{DATE, Entry, Fact, Reading, SYMBOL};
use super::saying::{Block, Saying, Topic};
use crate::evidence::{Article, Grade};

/// The changes, of sentences that `has` admits; the topics are those with the article and those without it.
pub(super) fn news(
    readings: &Readings<'_>,
    [now, before]: [&[Topic]; 2],
    latest: &Article,
    has: impl Fn(&Saying) -> bool,
) -> Topic {
    let sayings = |topics: &[Topic], reading: &Reading<'_>, has_fallen: bool| -> Vec<Saying> {
        let told =
            topics.iter().flat_map(|it| &it.blocks).filter(|it| it.news).flat_map(|it| it.sayings.clone());
        let made = made(reading).into_iter().filter(|it| has(it));
        made.chain(told).map(|it| Saying { has_fallen, ..it }).collect()
    };
    let new = sayings(now, &readings.now, false);
    let old = readings.before.as_ref().map(|it| sayings(before, it, true)).unwrap_or_default();
    let (new_texts, old_texts) = (by_text(&new), by_text(&old));
    let lacking = |of: &[Saying], other: &ByText<'_>| -> Vec<Saying> {
        let lacks =
            |saying: &&Saying| !other.contains_key(&saying.text()) && !is_gathered_anew(readings, saying);
        of.iter().filter(lacks).cloned().collect()
    };
    let block = |label: &'static str, sayings| Block {
        label: Some(Cow::Borrowed(label)),
        sayings,
        ask: format!(".retract {}, and then .diff", latest.name).into(),
        news: false,
    };
    Topic {
        title: format!("What changed with {}, published {}", latest.name, at(&latest.published)).into(),
        blocks: vec![
            block("New", lacking(&new, &old_texts)),
            block("No longer", lacking(&old, &new_texts)),
            block("More or less sure than before", otherwise_sure(readings, &new, &old_texts)),
        ],
        nothing: "It changed nothing of this.".into(),
    }
}

/// Sentences by what they say.
type ByText<'s> = BTreeMap<String, &'s Saying>;

fn by_text(sayings: &[Saying]) -> ByText<'_> {
    sayings.iter().rev().map(|saying| (saying.text(), saying)).collect()
}

/// Whether a sentence differs in nothing but what it is told together with: each of its facts follows as surely both ways.
fn is_gathered_anew(readings: &Readings<'_>, saying: &Saying) -> bool {
    let Some(before) = &readings.before else { return false };
    let stays = |fact: &Fact| before.certainty(fact) == readings.now.certainty(fact);
    saying.is_gathered && saying.facts.iter().all(stays)
}

/// Visits made.
fn made(reading: &Reading<'_>) -> Vec<Saying> {
    let columns = [("who", SYMBOL), ("country", SYMBOL), ("day", DATE)];
    let saying = |Entry { fact, values: [who, country, day] }: Entry<3>| {
        let (who, country) = (party(reading, who), party(reading, country));
        Saying::whole(format!("{who} visited {country} {}.", at(&reading.date(day))), vec![fact])
    };
    reading.facts("done", columns).into_iter().flatten().map(saying).collect()
}

/// The sentences that follow both ways and not as surely, with how sure they were.
fn otherwise_sure(readings: &Readings<'_>, new: &[Saying], old: &ByText<'_>) -> Vec<Saying> {
    let changed = |saying: &Saying| {
        let text = saying.text();
        let (is, was) = (readings.certainty(saying), readings.certainty(old.get(&text)?));
        let was = was.filter(|_| is != was).map(Grade::name)?;
        let text = format!("{} (before: {was}).", text.trim_end_matches('.'));
        Some(Saying { head: text, parts: Vec::new(), tail: String::new(), ..saying.clone() })
    };
    new.iter().filter_map(changed).collect()
}
