//! The names that a sentence mentions, and a question of the page with them put where they may stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::program::ir::{Relation, Type};
use crate::session::Session;
use crate::store::Word;

/// The most words of which a name is looked for.
const LONGEST: usize = 8;

/// The names that a sentence mentions.
pub(super) struct Mentioned {
    /// The canonical names, each once: those of which the sentence says that something is done by them, then the others, in its order.
    names: Vec<Mention>,
    /// The kind of columns that tells most of each name that is known: of those that have it the one with the fewest names.
    kinds: BTreeMap<String, String>,
    columns: Columns,
}

/// The columns that have a name: the relation, the place in it, and the name.
type Columns = BTreeSet<(String, usize, String)>;

/// A name with its part in the sentence, as far as the words beside it tell.
struct Mention {
    name: String,
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
        let mut names = names_in(text, session);
        names.sort_by_key(|mention| mention.part != Part::By);
        let (kinds, columns) = places_of(&session.lowered().names.canonical(), session);
        Self { names, kinds, columns }
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

/// The canonical names in a text, in order, each once.
fn names_in(text: &str, session: &Session) -> Vec<Mention> {
    let names = &session.lowered().names;
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|it| !it.is_empty()).collect();
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST.min(words.len() - at)).rev().find_map(|count| {
            let words = words.get(at..at + count)?.join(" ");
            let canonical = names.resolve_typed(&words);
            names.knows(canonical).then(|| (count, canonical.to_owned()))
        });
        let (count, name) = longest.unwrap_or_default();
        if count > 0 && !found.iter().any(|mention| mention.name == name) {
            let part = part(words.get(..at).unwrap_or_default(), words.get(at + count..).unwrap_or_default());
            found.push(Mention { name, part });
        }
        at += count.max(1);
    }
    found
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
        if let Some(at) = mentioned.place(mention, relation, &shown, &taken) {
            taken.insert(at, &mention.name);
        }
    }
    if taken.is_empty() {
        return ask.to_owned();
    }
    let argument = |(at, column): (usize, &crate::program::ir::Attribute)| {
        taken.get(&at).map_or_else(|| column.name.to_string(), |name| format!("\"{name}\""))
    };
    let arguments: Vec<String> = relation.attributes.iter().enumerate().map(argument).collect();
    format!("{name}({}){rest}", arguments.join(", "))
}

/// How many names of events and acts are offered.
const OFFERED: usize = 3;
/// How many words of a sentence such a name must have, unless it alone has one.
const SHARED: usize = 2;

/// The names of told events and acts that share the most of some words, which are in lower case; in order.
pub(super) fn named_by(words: &BTreeSet<String>, session: &Session) -> Vec<String> {
    let Ok(database) = session.at_hand([], session.lens()) else { return Vec::new() };
    let survey = &session.lowered().survey;
    let told = session.program().relations.iter().zip(&database.tables);
    let told = told.filter(|(relation, _)| survey.may_be_annotated(&relation.name));
    let first: BTreeSet<Word> = told
        .filter(|(relation, _)| relation.attributes.first().is_some_and(|it| it.ty == Type::Symbol))
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
        return Vec::new();
    }
    let mut names: Vec<String> = scored.into_iter().map(|(_, name)| name).collect();
    names.sort();
    names.truncate(OFFERED);
    names
}
