//! The names that a sentence mentions, and a question of the page with them put where they may stand.

use std::collections::{BTreeMap, BTreeSet};

use super::guide::chapters;
use super::matter::{is_common, words};
use super::standing::Standing;
use crate::date::{Date, in_edtf};
use crate::program::ir::{Attribute, Relation, Type};
use crate::session::Session;
use crate::standard::bundled::NAMES_OF_EVENTS;
use crate::store::Word;

/// The most words of which a name is looked for.
const LONGEST: usize = 8;

/// The names that a sentence mentions, and what it has besides them.
#[derive(Clone)]
pub(super) struct Mentioned {
    /// The canonical names, each once: those of which the sentence says that something is done by them, then the others, in its order.
    names: Vec<Mention>,
    /// The kind of columns that tells most of each name that is known: of those that have it the one with the fewest names.
    kinds: BTreeMap<String, String>,
    columns: Columns,
    /// The told event that the sentence names by several words of its name, where that is one alone.
    event: Option<String>,
    /// The first date that the sentence names with its year, as EDTF writes it.
    pub(super) day: Option<String>,
    /// The told events that share the most words with the sentence.
    pub(super) events: Vec<String>,
    /// Whom the titles in it stand for, and on which days.
    pub(super) titles: Vec<String>,
    /// The sentence with a comma for each of the names.
    pub(super) rest: String,
}

/// What tells whom the words of a sentence mean, on the day that it names or that is judged.
struct Meaning<'s> {
    session: &'s Session,
    standing: &'s Standing,
    day: Option<Date>,
}

/// The columns that have a name: the relation, the place in it, and the name.
type Columns = BTreeSet<(String, usize, String)>;

/// A name with its part in the sentence, as far as the words beside it tell.
#[derive(Clone)]
struct Mention {
    name: String,
    /// What stands in the sentence for the name, where it is no alias: a city for its state.
    said: Option<String>,
    part: Part,
}

/// What a name is in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The one by whom it is done: "invited by Kim".
    By,
    /// The one who does or is it: "whom did Kim invite".
    Subject,
    /// Anything else.
    Other,
    /// Not the one who does it: "who invited Kim", "was Kim invited".
    Object,
}

/// Words before a name that make it the subject of its sentence.
const BEFORE_SUBJECTS: &str =
    "did do does has have had will would can could may might should is are was were";
/// Words before a name that make it belong to another word.
const BEFORE_OTHERS: &str = "of for from than";

impl Mentioned {
    /// Reads a sentence. Of names within each other the longest counts.
    pub(super) fn of(text: &str, session: &Session) -> Self {
        let (standing, day) = (Standing::of(session), day_in(text));
        let said = day.as_ref().and_then(|day| Date::parse(day).ok());
        let meant =
            Meaning { session, standing: &standing, day: said.or_else(|| session.sight().at.clone()) };
        let (mut names, rest) = names_in(text, &meant);
        let titles = names.iter().filter_map(|mention| mention.said.as_ref());
        let titles = titles.filter_map(|said| Some(format!("\"{said}\" is {}", standing.told(said)?)));
        let titles = titles.collect();
        names.sort_by_key(|mention| mention.part != Part::By);
        let mut all = session.lowered().names.canonical();
        all.extend(standing.texts());
        let (shared, events) = events(&rest, session);
        let event = events.first().filter(|_| events.len() == 1 && shared >= SHARED).cloned();
        all.extend(events.iter().map(String::as_str));
        let (mut kinds, columns) = places_of(&all, session);
        let canonical: BTreeSet<&str> = session.lowered().names.canonical().into_iter().collect();
        kinds.retain(|name, _| canonical.contains(name.as_str()));
        Self { names, kinds, columns, event, day, events, titles, rest }
    }

    /// Whether the event stands in a question.
    pub(super) fn has_event_in(&self, ask: &str) -> bool {
        self.event.as_ref().is_some_and(|event| ask.contains(&format!("\"{event}\"")))
    }

    /// The same where the sentence means the event of which it has but one word, if it is alone.
    pub(super) fn of_one_event(&self) -> Self {
        let event = self.events.first().filter(|_| self.events.len() == 1).cloned();
        Self { event, ..self.clone() }
    }

    /// The questions of the page in whose first relation the event stands.
    pub(super) fn of_event<'q>(&self, asks: &'q [[String; 2]]) -> Vec<&'q [String; 2]> {
        let has = |name: &str| {
            self.columns.iter().any(|(relation, _, it)| relation == name && Some(it) == self.event.as_ref())
        };
        asks.iter().filter(|[_, ask]| ask.split_once('(').is_some_and(|(name, _)| has(name))).collect()
    }

    /// Whether the sentence has what stands for a name, such as a title, and a relation has it.
    pub(super) fn is_said_in(&self, relation: &str) -> bool {
        let said = |name: &String| self.columns.iter().any(|(it, _, other)| it == relation && other == name);
        self.names.iter().filter_map(|mention| mention.said.as_ref()).any(said)
    }

    /// The questions in whose first relation every name mentioned stands, if any is mentioned.
    pub(super) fn all_in<'q>(&self, asks: &'q [[String; 2]]) -> Vec<&'q [String; 2]> {
        let has = |ask: &str| {
            let stands = |mention: &Mention| {
                self.columns.iter().any(|(relation, _, name)| {
                    *name == mention.name && ask.split_once('(').is_some_and(|(asked, _)| asked == relation)
                })
            };
            !self.names.is_empty() && self.names.iter().all(stands)
        };
        asks.iter().filter(|[_, ask]| has(ask)).collect()
    }

    /// The column, of those still open, in which a name stands best: one that has it, or else one of its own kind. `shown` are those in
    /// which the page has a name. A name that is not asked for never stands for the one who is.
    fn place(
        &self,
        mention: &Mention,
        relation: &Relation,
        shown: &BTreeSet<usize>,
        taken: &BTreeMap<usize, &str>,
    ) -> Option<usize> {
        let kind = self.kinds.get(&mention.name)?;
        let is_own = |at: usize| relation.attributes.get(at).is_some_and(|column| column.type_name == *kind);
        let has = |at: usize| self.columns.contains(&(relation.name.to_string(), at, mention.name.clone()));
        let asked_for = relation
            .attributes
            .iter()
            .position(|column| self.kinds.values().any(|kind| *kind == column.type_name));
        let is_open = |at: &usize| !taken.contains_key(at);
        let may_be =
            |at: &usize| mention.part != Part::Object || shown.contains(at) || Some(*at) != asked_for;
        let open = || (0..relation.attributes.len()).filter(is_open).filter(may_be);
        let fitting = || open().filter(|at| has(*at) || is_own(*at));
        match mention.part {
            Part::By | Part::Subject => fitting().next(),
            Part::Object => fitting().find(|at| shown.contains(at)).or_else(|| fitting().next()),
            Part::Other => open().find(|at| has(*at)).or_else(|| open().find(|at| is_own(*at))),
        }
    }

    /// The open column of a relation that has what stands for a name.
    fn stands_in(&self, said: &str, relation: &Relation, taken: &BTreeMap<usize, &str>) -> Option<usize> {
        let has = |at: &usize| self.columns.contains(&(relation.name.to_string(), *at, said.to_owned()));
        (0..relation.attributes.len()).filter(|at| !taken.contains_key(at)).find(has)
    }
}

/// The part of the name that stands between the words `before` and `after`.
fn part(before: &[&str], after: &[&str]) -> Part {
    let last = before.last().map(|word| word.to_lowercase()).unwrap_or_default();
    let is_in = |list: &str| list.split(' ').any(|it| it == last);
    let is_done_to = match after {
        ["been" | "be", verb, ..] => verb.ends_with("ed"),
        [verb, ..] => verb.ends_with("ed") && is_in("is are was were"),
        [] => false,
    };
    let first = before.first().map(|first| first.to_lowercase()).unwrap_or_default();
    let asks_who = first == "who";
    let is_of_another = is_in(BEFORE_OTHERS) || after.first() == Some(&"s");
    match () {
        () if last == "by" => Part::By,
        () if is_done_to => Part::Object,
        () if is_in(BEFORE_SUBJECTS) => Part::Subject,
        () if is_of_another && !asks_who => Part::Other,
        () if asks_who || first == "which" => Part::Object,
        () => Part::Other,
    }
}

/// The names in a text, in order, each once, and the text with a comma for each.
fn names_in(text: &str, meaning: &Meaning<'_>) -> (Vec<Mention>, String) {
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let words: Vec<&str> = text.split(|c: char| !is_part(c)).filter(|it| !it.is_empty()).collect();
    let mut found: Vec<Mention> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (before, after) = words.split_at(at);
        let longest = (1..=LONGEST.min(after.len())).rev().find_map(|count| {
            let named = meaning.named(&after.get(..count)?.join(" "))?;
            Some((count, named))
        });
        let Some((count, (name, said))) = longest.filter(|_| !is_pronoun(before, after)) else {
            rest.extend(after.first());
            at += 1;
            continue;
        };
        at += count;
        rest.push(",");
        if !found.iter().any(|mention| mention.name == name) {
            let part = part(before, words.get(at..).unwrap_or_default());
            found.push(Mention { name, said, part });
        }
    }
    (found, rest.join(" "))
}

impl Meaning<'_> {
    /// The canonical name that a text means, and the text where it only stands for the name. One that may stand for several is taken
    /// for itself.
    fn named(&self, text: &str) -> Option<(String, Option<String>)> {
        let names = &self.session.lowered().names;
        let canonical = names.resolve_typed(text);
        if names.knows(canonical) {
            return Some((canonical.to_owned(), None));
        }
        let find = |text: &str| self.standing.find(text, self.day.as_ref());
        let otherwise = names.spelt_out(text);
        let (said, name) = find(text).or_else(|| find(otherwise.as_deref()?))?;
        Some((name.unwrap_or(said).to_owned(), Some(said.to_owned())))
    }
}

/// Whether the next word is a pronoun that is spelt as a name is: "tell us".
fn is_pronoun(before: &[&str], after: &[&str]) -> bool {
    const TO_WHOM: [&str; 6] = ["tell", "tells", "show", "give", "let", "for"];
    let last = before.last().map(|word| word.to_lowercase()).unwrap_or_default();
    after.first() == Some(&"us") && TO_WHOM.contains(&last.as_str())
}

/// The kind of each name, and the columns that have it. Columns of no declared kind tell nothing of what a name is.
fn places_of(names: &[&str], session: &Session) -> (BTreeMap<String, String>, Columns) {
    let Ok(database) = session.at_hand([], session.lens()) else { return Default::default() };
    let words: Vec<(Word, &str)> =
        names.iter().filter_map(|name| Some((session.dictionary().find_symbol(name)?, *name))).collect();
    let mut values: BTreeMap<&str, BTreeSet<Word>> = BTreeMap::new();
    let mut having = BTreeSet::new();
    for (relation, table) in session.program().relations.iter().zip(&database.tables) {
        let symbols = relation.attributes.iter().enumerate().filter(|(_, it)| it.ty == Type::Symbol);
        for (at, column) in symbols.filter(|(_, it)| it.type_name != "symbol") {
            let found: BTreeSet<Word> = table.column(at).collect();
            let here = words.iter().filter(|(word, _)| found.contains(word));
            having.extend(here.map(|(_, name)| (relation.name.to_string(), at, (*name).to_owned())));
            values.entry(&column.type_name).or_default().extend(found);
        }
    }
    let kind = |word: &Word| {
        let fitting = values.iter().filter(|(_, values)| values.contains(word));
        fitting.min_by_key(|(_, values)| values.len()).map(|(kind, _)| (*kind).to_owned())
    };
    let kinds = words.iter().filter_map(|(word, name)| Some(((*name).to_owned(), kind(word)?))).collect();
    (kinds, having)
}

/// A question of the page with the names of a sentence in the columns of its first relation, its example's own taken out; unchanged
/// where none of them fits.
pub(super) fn filled(ask: &str, mentioned: &Mentioned, session: &Session) -> String {
    let parts = ask.split_once('(').and_then(|(name, rest)| Some((name, rest.split_once(')')?)));
    let Some((name, (written, rest))) = parts else { return ask.to_owned() };
    let Some(relation) = session.program().relations.iter().find(|it| it.name == name) else {
        return ask.to_owned();
    };
    let written = written.split(", ").enumerate();
    let shown: BTreeSet<usize> =
        written.filter(|(_, text)| text.starts_with('"')).map(|(at, _)| at).collect();
    let mut taken: BTreeMap<usize, &str> = BTreeMap::new();
    for mention in &mentioned.names {
        let said =
            mention.said.as_ref().and_then(|said| Some((mentioned.stands_in(said, relation, &taken)?, said)));
        let place = || mentioned.place(mention, relation, &shown, &taken);
        if let Some((at, name)) = said.or_else(|| Some((place()?, &mention.name))) {
            taken.insert(at, name);
        }
    }
    let event = mentioned
        .event
        .as_ref()
        .and_then(|event| Some((mentioned.stands_in(event, relation, &taken)?, event)));
    taken.extend(event.map(|(at, name)| (at, name.as_str())));
    let on_the_day = mentioned.day.as_ref().and_then(|day| on_day(day, relation)).unwrap_or_default();
    if taken.is_empty() && on_the_day.is_empty() {
        return ask.to_owned();
    }
    let argument = |(at, column): (usize, &Attribute)| {
        taken.get(&at).map_or_else(|| column.name.to_string(), |name| format!("\"{name}\""))
    };
    let arguments: Vec<String> = relation.attributes.iter().enumerate().map(argument).collect();
    format!("{name}({}){on_the_day}{rest}", arguments.join(", "))
}

/// The condition that what a relation tells may fall on a day, if it has a day.
fn on_day(day: &str, relation: &Relation) -> Option<String> {
    let column = relation.attributes.iter().find(|column| column.ty == Type::Date)?;
    Some(format!(", may_overlap({}, \"{day}\")", column.name))
}

/// The most words of a date.
const WORDS_OF_DATE: usize = 5;

/// The first date in a text, with as many words as belong to it; none but those with a year.
fn day_in(text: &str) -> Option<String> {
    let is_edge = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches(is_edge)).collect();
    let from = |at: usize| {
        let most = WORDS_OF_DATE.min(words.len() - at);
        (1..=most).rev().find_map(|count| in_edtf(&words.get(at..at + count)?.join(" ")))
    };
    (0..words.len()).find_map(from)
}

/// The names of told events that have the words of a sentence, as far as these are no words of the page of questions nor of names.
fn events(rest: &str, session: &Session) -> (usize, Vec<String>) {
    let rows = chapters().into_iter().flat_map(|chapter| chapter.rows);
    let of_page: BTreeSet<String> = rows.flat_map(|row| words(&row.join(" ")).collect::<Vec<_>>()).collect();
    let is_telling = |word: &String| !is_common(word) && !of_page.contains(word);
    named_by(&words(rest).filter(is_telling).collect(), session)
}

/// How many names of events and acts are offered.
const OFFERED: usize = 3;
/// How many words of a sentence such a name must have, unless it alone has one.
const SHARED: usize = 2;

/// The names of told events and acts that share the most of some words, which are in lower case, in order; and how many they share.
fn named_by(words: &BTreeSet<String>, session: &Session) -> (usize, Vec<String>) {
    let Ok(database) = session.at_hand([], session.lens()) else { return Default::default() };
    let survey = &session.lowered().survey;
    let told = session.program().relations.iter().zip(&database.tables);
    let told = told.filter(|(relation, _)| survey.may_be_annotated(&relation.name));
    let first: BTreeSet<Word> = told
        .filter(|(relation, _)| relation.attributes.first().is_some_and(|it| it.type_name == NAMES_OF_EVENTS))
        .flat_map(|(_, table)| table.rows().filter_map(|row| row.first().copied()).collect::<Vec<_>>())
        .filter(|word| !session.dictionary().is_unsaid_symbol(*word))
        .collect();
    let names = first.into_iter().map(|word| session.dictionary().text(word).to_string());
    let shared = |name: &String| {
        let own: BTreeSet<String> =
            name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        if name.contains(' ') { 0 } else { own.intersection(words).count() }
    };
    let mut scored: Vec<(usize, String)> = names.map(|name| (shared(&name), name)).collect();
    let most = scored.iter().map(|(shared, _)| *shared).max().unwrap_or(0);
    scored.retain(|(shared, _)| *shared == most && most > 0);
    if most < SHARED && scored.len() > 1 {
        return Default::default();
    }
    let mut names: Vec<String> = scored.into_iter().map(|(_, name)| name).collect();
    names.sort();
    names.truncate(OFFERED);
    (most, names)
}
