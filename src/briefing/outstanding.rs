//! What is outstanding: who owes whom a visit, since when and on what ground, and where partial dates leave it open.

use std::collections::BTreeMap;

use super::calendar::{day, lasting, noun};
use super::names::{Names, listing, owner, party};
use super::reading::{DATE, Entry, Fact, Reading, SYMBOL};
use super::saying::{Block, Saying, Topic};
use crate::store::Word;

/// The most grounds that a sentence names.
const GROUNDS: usize = 3;

pub(super) fn outstanding(reading: &Reading<'_>, names: &Names) -> Topic {
    let blocks = [debts(reading, names), left_open(reading), overdue(reading)];
    Topic {
        title: "Outstanding".into(),
        blocks: blocks.into_iter().flatten().collect(),
        nothing: "Nobody is known to owe anybody a visit.".into(),
    }
}

fn debts(reading: &Reading<'_>, names: &Names) -> Option<Block> {
    let columns = [("who", SYMBOL), ("to", SYMBOL), ("since", DATE), ("ground", SYMBOL)];
    let mut debts = reading.facts("owes_visit", columns)?;
    // Stable: by debtor, creditor and date within a ground.
    debts.sort_by_key(|entry| reading.text(entry.values[3]));
    let details = Details::new(reading, names);
    let sayings = debts.into_iter().map(|entry| details.debt(entry)).collect();
    Some(Block { label: None, sayings, ask: "owes_visit(who, to, since, ground)".into(), news: true })
}

/// What else is told of debts, in words, with the fact that tells it.
struct Details<'a, 's> {
    reading: &'a Reading<'s>,
    /// Whose invitation was accepted.
    inviters: ByDebt,
    /// Which visit was not returned.
    unreturned: ByDebt,
    /// Up to when a source says that the visit had not been made.
    not_yet: ByDebt,
}

/// By debtor, creditor and since when.
type ByDebt = BTreeMap<[Word; 3], Vec<(String, Fact)>>;

impl<'a, 's> Details<'a, 's> {
    fn new(reading: &'a Reading<'s>, names: &Names) -> Self {
        let keyed = |relation: &str, of: &str, ty, told: &dyn Fn(Word) -> String| {
            let columns = [("who", SYMBOL), ("to", SYMBOL), ("since", DATE), (of, ty)];
            let mut details = ByDebt::new();
            for Entry { fact, values: [who, to, since, of] } in
                reading.facts(relation, columns).into_iter().flatten()
            {
                details.entry([who, to, since]).or_default().push((told(of), fact));
            }
            details
        };
        Self {
            reading,
            inviters: keyed("accepted_invitation", "inviter", SYMBOL, &|it| party(reading, it)),
            unreturned: keyed("unreturned_visit", "visit", SYMBOL, &|it| names.event(reading, it)),
            not_yet: keyed("unhonoured_so_far", "until", DATE, &|it| noun(&reading.date(it))),
        }
    }

    fn debt(&self, Entry { fact, values: [who, to, since, ground] }: Entry<4>) -> Saying {
        let mut facts = vec![fact];
        let mut of = |details: &ByDebt| {
            let fitting = details.get(&[who, to, since]).into_iter().flatten().cloned();
            let (told, because): (Vec<String>, Vec<Fact>) = fitting.unzip();
            facts.extend(because);
            Some(listing(&told, GROUNDS)).filter(|told| !told.is_empty())
        };
        let (mut ground, mut still) = (self.reading.text(ground), String::new());
        match ground.as_str() {
            "accepted invitation" => {
                ground += &of(&self.inviters).map_or_else(String::new, |who| format!(" by {who}"));
                still = of(&self.not_yet).map_or(still, |until| format!("; told as not made up to {until}"));
            }
            "unreturned visit" => {
                ground += &of(&self.unreturned).map_or_else(String::new, |visits| format!(": {visits}"));
            }
            _ => {}
        }
        let (reading, date) = (self.reading, self.reading.date(since));
        let days = reading.now().and_then(|now| lasting(&date, now));
        let days = days.map_or_else(String::new, |days| format!(", for {days}"));
        let (who, to, since) = (party(reading, who), party(reading, to), noun(&date));
        Saying::whole(format!("{who} has owed {to} a visit since {since}{days} ({ground}){still}."), facts)
    }
}

/// The debts that partial dates leave open, with the day from which each is certain.
fn left_open(reading: &Reading<'_>) -> Option<Block> {
    let columns = [("who", SYMBOL), ("to", SYMBOL), ("since", DATE), ("from", DATE)];
    let found: Vec<Vec<Entry<4>>> = ["outstanding_visit_undetermined", "owed_by_turn_undetermined"]
        .into_iter()
        .filter_map(|relation| reading.facts(relation, columns))
        .collect();
    if found.is_empty() {
        return None;
    }
    let saying = |Entry { fact, values: [who, to, since, from] }: Entry<4>| {
        let (who, to) = (party(reading, who), party(reading, to));
        let (since, from) = (noun(&reading.date(since)), reading.date(from));
        let certain = from.latest().map_or_else(|| noun(&from), day);
        Saying::whole(
            format!(
                "Whether {who} owes {to} a visit, since {since}, is left open; it is settled from {certain} on."
            ),
            vec![fact],
        )
    };
    Some(Block {
        label: Some("Left open by partial dates".into()),
        sayings: found.into_iter().flatten().map(saying).collect(),
        ask: "outstanding_visit_undetermined(who, to, since, from)".into(),
        news: true,
    })
}

/// Visits announced or expected for days that have passed, and of which nobody tells.
fn overdue(reading: &Reading<'_>) -> Option<Block> {
    let columns = [("who", SYMBOL), ("country", SYMBOL), ("due", DATE), ("grade", SYMBOL)];
    let saying = |Entry { fact, values: [who, country, due, grade] }: Entry<4>| {
        let visit = format!("{} visit to {}", owner(reading, who), party(reading, country));
        let (grade, due) = (reading.text(grade), noun(&reading.date(due)));
        let text = format!("{visit}, {grade} for {due}, is neither confirmed nor denied by anybody.");
        Saying::whole(text, vec![fact])
    };
    Some(Block {
        label: Some("Past due, and nobody tells of it".into()),
        sayings: reading.facts("unreported", columns)?.into_iter().map(saying).collect(),
        ask: "unreported(visit, who, to, due, grade)".into(),
        news: true,
    })
}
