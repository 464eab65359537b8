//! Readable names: of events, made from what the facts say of them, and of parties; and the states that each is of.
//!
//! An event that no fact describes keeps its own name, as words.

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::at;
use super::dated::Dated;
use super::reading::{DATE, Reading, SYMBOL};
use crate::date::Date;
use crate::program::ir::Type;
use crate::store::Word;

/// The most participants that a meeting's name tells.
const PARTIES: usize = 3;

/// What events are called, and which states names belong to.
pub(super) struct Names {
    /// When events are, as the reading has it.
    dated: Dated,
    events: BTreeMap<Word, Described>,
    states: BTreeMap<Word, BTreeSet<Word>>,
}

#[derive(Clone)]
struct Described {
    phrase: String,
    /// When it was or is to be, by the surest claims.
    day: Date,
}

impl Names {
    /// The names that a reading gives.
    pub(super) fn new(reading: &Reading<'_>) -> Self {
        let dated = Dated::new(reading);
        let mut names = Self { dated, events: BTreeMap::new(), states: BTreeMap::new() };
        names.persons(reading);
        names.visits(reading);
        names.gatherings(reading);
        names.invitations(reading);
        names.tell_apart(reading);
        names.acts(reading);
        names.tell_apart(reading);
        names
    }

    /// When events are.
    pub(super) fn dated(&self) -> &Dated {
        &self.dated
    }

    /// An event in words.
    pub(super) fn event(&self, reading: &Reading<'_>, event: Word) -> String {
        let described = self.events.get(&event).map(|it| it.phrase.clone());
        described.unwrap_or_else(|| format!("“{}”", as_words(&reading.text(event))))
    }

    /// An event in words, or a party.
    pub(super) fn event_or_party(&self, reading: &Reading<'_>, name: Word) -> String {
        if self.events.contains_key(&name) { self.event(reading, name) } else { party(reading, name) }
    }

    /// Whether a name has to do with a state: it is that state, of it, or an event in which it has a part.
    pub(super) fn concerns(&self, name: Word, state: Word) -> bool {
        name == state || self.states.get(&name).is_some_and(|states| states.contains(&state))
    }

    /// Names an event that has no name yet; `day` counts where nothing surer is told of its days.
    fn describe(&mut self, event: Word, phrase: String, day: &Date, parties: &[Word]) {
        let mut states: BTreeSet<Word> = parties.iter().copied().collect();
        let of_parties = parties.iter().filter_map(|party| self.states.get(party));
        states.extend(of_parties.flatten().copied().collect::<Vec<_>>());
        self.states.entry(event).or_default().extend(states);
        let surest = self.dated.of(event).first().map_or(day, |(_, day)| day);
        self.events.entry(event).or_insert_with(|| Described { phrase, day: surest.clone() });
    }

    fn persons(&mut self, reading: &Reading<'_>) {
        let persons = reading.facts("person", [("name", SYMBOL), ("state", SYMBOL)]);
        for entry in persons.into_iter().flatten() {
            let [name, state] = entry.values;
            self.states.entry(name).or_default().insert(state);
        }
    }

    /// Visits told, denied or inferred.
    fn visits(&mut self, reading: &Reading<'_>) {
        for relation in ["visit", "visit@denied", "stay"] {
            let columns = [("visit", SYMBOL), ("who", SYMBOL), ("country", SYMBOL), ("day", DATE)];
            for entry in reading.facts(relation, columns).into_iter().flatten() {
                let [visit, who, country, day] = entry.values;
                let phrase = format!("{} visit to {}", owner(reading, who), party(reading, country));
                self.describe(visit, phrase, &reading.date(day), &[who, country]);
            }
        }
    }

    /// Meetings and other happenings, by their kind and participants.
    fn gatherings(&mut self, reading: &Reading<'_>) {
        let mut taking_part: BTreeMap<Word, Vec<[Word; 2]>> = BTreeMap::new();
        let columns = [("event", SYMBOL), ("who", SYMBOL), ("side", SYMBOL)];
        for entry in reading.facts("participant", columns).into_iter().flatten() {
            let [event, who, side] = entry.values;
            taking_part.entry(event).or_default().push([who, side]);
        }
        for (relation, name) in [("meeting", "meeting"), ("happening", "event")] {
            let columns = [(name, SYMBOL), ("kind", SYMBOL), ("day", DATE)];
            for entry in reading.facts(relation, columns).into_iter().flatten() {
                let [event, kind, day] = entry.values;
                let parties = taking_part.get(&event).map_or(&[][..], Vec::as_slice);
                let phrase = gathering(reading, event, kind, parties);
                self.describe(event, phrase, &reading.date(day), parties.as_flattened());
            }
        }
    }

    fn invitations(&mut self, reading: &Reading<'_>) {
        let columns = ["invitation", "inviter", "invitee", "country", "day"].map(column);
        let mut invitations = BTreeMap::new();
        for entry in reading.facts("invitation", columns).into_iter().flatten() {
            let [invitation, by, invitee, country, day] = entry.values;
            let to = format!("to {}", party(reading, country));
            let phrase = format!("{} invitation of {} {to}", owner(reading, by), party(reading, invitee));
            self.describe(invitation, phrase, &reading.date(day), &[by, invitee, country]);
            let short = format!("{} invitation {to}", owner(reading, by));
            invitations.insert(invitation, (short, [by, country]));
        }
        let columns = ["acceptance", "invitation", "who", "day"].map(column);
        for entry in reading.facts("acceptance", columns).into_iter().flatten() {
            let [acceptance, invitation, who, day] = entry.values;
            let what = invitations.get(&invitation).map_or("an invitation", |(short, _)| short);
            let mut parties: Vec<Word> =
                invitations.get(&invitation).iter().flat_map(|(_, parties)| *parties).collect();
            parties.push(who);
            let phrase = format!("{} acceptance of {what}", owner(reading, who));
            self.describe(acceptance, phrase, &reading.date(day), &parties);
        }
    }

    /// Acts about other events.
    fn acts(&mut self, reading: &Reading<'_>) {
        let columns = ["scheduling", "event", "day"].map(column);
        for entry in reading.facts("scheduling", columns).into_iter().flatten() {
            let [act, event, day] = entry.values;
            let phrase = format!("the fixing of the schedule of {}", self.event(reading, event));
            self.describe(act, phrase, &reading.date(day), &[event]);
        }
        for (relation, who, about, day) in [
            ("announcement", "who", "event", "day"),
            ("forecast", "holder", "event", "window"),
            ("withdrawal", "who", "what", "day"),
        ] {
            // The act's own name stands in the column of the relation's name.
            let columns = [relation, who, about, day].map(column);
            for entry in reading.facts(relation, columns).into_iter().flatten() {
                let [act, who, about, day] = entry.values;
                let about_it = self.event(reading, about);
                let phrase = format!("{} {relation} of {about_it}", owner(reading, who));
                self.describe(act, phrase, &reading.date(day), &[who, about]);
            }
        }
    }

    /// Adds to events that are called the same the year, or the day, or their own names: whatever first tells them all apart.
    fn tell_apart(&mut self, reading: &Reading<'_>) {
        let mut called: BTreeMap<String, Vec<Word>> = BTreeMap::new();
        for (event, described) in &self.events {
            called.entry(described.phrase.clone()).or_default().push(*event);
        }
        for events in called.into_values().filter(|events| events.len() > 1) {
            let dates = || events.iter().filter_map(|event| self.events.get(event)).map(|it| &it.day);
            let years: Vec<String> =
                dates().map(|day| year(day).map_or_else(|| at(day), |year| format!("in {year}"))).collect();
            let days: Vec<String> = dates().map(at).collect();
            let names = || events.iter().map(|event| format!("({})", reading.text(*event))).collect();
            let endings = [years, days].into_iter().find(|endings| all_differ(endings)).unwrap_or_else(names);
            for (event, ending) in events.iter().zip(endings) {
                if let Some(described) = self.events.get_mut(event) {
                    described.phrase = format!("{} {ending}", described.phrase);
                }
            }
        }
    }
}

fn all_differ(texts: &[String]) -> bool {
    texts.iter().collect::<BTreeSet<_>>().len() == texts.len()
}

/// The year in which a date lies wholly.
fn year(date: &Date) -> Option<i16> {
    let (first, last) = (date.earliest()?.parts().0, date.latest()?.parts().0);
    (first == last).then_some(first)
}

/// A column of acts with its type.
fn column(name: &str) -> (&str, Type) {
    (name, if ["day", "window"].contains(&name) { DATE } else { SYMBOL })
}

fn gathering(reading: &Reading<'_>, event: Word, kind: Word, parties: &[[Word; 2]]) -> String {
    let kind = reading.text(kind);
    let named = |[who, side]: &[Word; 2]| party(reading, if reading.is_unsaid(*who) { *side } else { *who });
    let mut told: Vec<String> = Vec::new();
    for name in parties.iter().map(named) {
        if !told.contains(&name) {
            told.push(name);
        }
    }
    if told.is_empty() {
        return format!("the {kind} “{}”", as_words(&reading.text(event)));
    }
    format!("the {kind} of {}", listing(&told, PARTIES))
}

/// A party, with "the" where the program says that it is also called so.
pub(super) fn party(reading: &Reading<'_>, name: Word) -> String {
    if reading.is_unsaid(name) {
        return "somebody not named".to_owned();
    }
    let text = reading.text(name);
    let with_article = format!("the {text}");
    if reading.session.lowered().names.resolve(&with_article, None) == text { with_article } else { text }
}

/// A party before what is its own.
pub(super) fn owner(reading: &Reading<'_>, name: Word) -> String {
    let party = party(reading, name);
    let ending = if party.ends_with('s') { "’" } else { "’s" };
    party + ending
}

/// A stable name as words.
fn as_words(name: &str) -> String {
    name.replace(['-', '_'], " ")
}

/// `a, b and c`; of more than `most`, how many others there are.
pub(super) fn listing(items: &[String], most: usize) -> String {
    let shown = items.get(..most).unwrap_or(items);
    match (shown, items.len() - shown.len()) {
        ([], _) => String::new(),
        ([one], 0) => one.clone(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    }
}
