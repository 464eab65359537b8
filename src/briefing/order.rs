//! What is ordered and what is not, of visits to come: what only follows from other orders told is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::coming::visits_to_come;
use super::dated::Dated;
use super::names::Names;
use super::reading::{Entry, Reading, SYMBOL};
use super::saying::{Block, Saying, Topic};
use crate::evidence::Grade;
use crate::store::Word;

pub(super) fn order(reading: &Reading<'_>, names: &Names, dated: &Dated) -> Topic {
    let visits: Vec<Word> =
        visits_to_come(reading, dated).into_iter().flatten().map(|visit| visit.values[0]).collect();
    let blocks = [ordered(reading, names, &visits), not_ordered(reading, names, &visits)];
    Topic {
        title: "Order of what is to come".into(),
        blocks: blocks.into_iter().flatten().collect(),
        nothing: "No order between a visit to come and another event is told or missing.".into(),
    }
}

fn ordered(reading: &Reading<'_>, names: &Names, visits: &[Word]) -> Option<Block> {
    let columns = ["first", "second", "certainty"].map(|name| (name, SYMBOL));
    let orders = reading
        .facts("expected_event_order", columns)
        .or_else(|| reading.facts("expected_order", columns))?;
    let mut grades: BTreeMap<Word, BTreeMap<Word, Option<Grade>>> = BTreeMap::new();
    for order in &orders {
        let [first, second, grade] = order.values;
        grades.entry(first).or_default().insert(second, Grade::named(&reading.text(grade)));
    }
    // No event stands between the two by orders that are as sure.
    let is_step = |order: &&Entry<3>| {
        let [first, second, _] = order.values;
        let Some(after) = grades.get(&first) else { return true };
        let sure = after.get(&second);
        let leads_on = |middle: &Word| grades.get(middle).is_some_and(|it| it.get(&second) >= sure);
        !after.iter().any(|(middle, grade)| Some(grade) >= sure && leads_on(middle))
    };
    let visits: BTreeSet<Word> = visits.iter().copied().collect();
    let has_visit =
        |order: &&Entry<3>| visits.contains(&order.values[0]) || visits.contains(&order.values[1]);
    let saying = |order: &Entry<3>| {
        let [first, second, _] = order.values.map(|event| names.event(reading, event));
        Saying::part(format!("{first} comes before "), second, ".", vec![order.fact.clone()])
    };
    Some(Block {
        label: Some("Ordered".into()),
        sayings: orders.iter().filter(has_visit).filter(is_step).map(saying).collect(),
        ask: "expected_event_order(first, second, certainty)".into(),
        news: true,
    })
}

/// Each pair once, under the visit of the two; under the first where both are visits.
fn not_ordered(reading: &Reading<'_>, names: &Names, visits: &[Word]) -> Option<Block> {
    let mut pairs = reading.facts("not_ordered", [("one", SYMBOL), ("other", SYMBOL)])?;
    let ranks: BTreeMap<Word, usize> = visits.iter().enumerate().map(|(at, visit)| (*visit, at)).collect();
    let rank = |event: Word| ranks.get(&event).copied().unwrap_or(visits.len());
    pairs.retain(|pair| rank(pair.values[0]) < rank(pair.values[1]));
    pairs.sort_by_key(|pair| rank(pair.values[0]));
    let saying = |Entry { fact, values }: Entry<2>| {
        let [one, other] = values.map(|event| names.event(reading, event));
        Saying::part(format!("Nothing settles whether {one} comes before or after "), other, ".", vec![fact])
    };
    Some(Block {
        label: Some("Not ordered".into()),
        sayings: pairs.into_iter().map(saying).collect(),
        ask: "not_ordered(one, other)".into(),
        news: false,
    })
}
