//! Which rows of the page of questions are nearest to the words of a sentence.
//!
//! A word counts the more the fewer rows have it. Which words count at all is told by [`super::matter`].

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::matter::{Kind, Telling, meant_alone, words};

/// How much a word counts that one row alone has; one that only asks for a place or a day counts half as much.
const RAREST: usize = 1000;
/// How much a word counts that tells only that an event is meant.
const ANY_EVENT: usize = 10;
/// How much a word counts at most by which somebody is named as the holder of an office.
const OFFICE: usize = 150;
/// How much it counts that a row begins as the text does, with who or where: more than any event, less than any other word.
const BEGINS: usize = 60;

/// A row of the page by its words.
struct Row {
    /// The words of the matter, and of the names of the relations.
    matter: Vec<String>,
    /// The words of what to ask, its columns among them.
    ask: Vec<String>,
    whole: [String; 2],
}

impl Row {
    fn new(row: [String; 2]) -> Self {
        let [matter, ask] = &row;
        let relations = ask.split('(').map(|part| part.rsplit([' ', ',']).next().unwrap_or(part));
        let matter = words(matter).chain(relations.flat_map(words)).collect();
        Self { matter, ask: words(ask).collect(), whole: row }
    }

    /// How near a word is; what tells of any event is as near as the word for it.
    fn nearness(&self, telling: &Telling) -> usize {
        let of_events = if telling.kind == Kind::AnyEvent { self.near("event") } else { 0 };
        self.near(&telling.word).max(of_events)
    }

    /// 2 for the word itself, 1 for one that differs in its ending or stands among the columns.
    fn near(&self, word: &str) -> usize {
        let is_there = || self.matter.iter().chain(&self.ask).any(|it| alike(word, it));
        if self.matter.iter().any(|it| it == word) { 2 } else { usize::from(is_there()) }
    }
}

/// The rows, at most so many, that share words with those asked, nearest first.
pub(super) fn nearest(
    text: &str,
    asked: &[Telling],
    rows: Vec<[String; 2]>,
    most: usize,
) -> Vec<[String; 2]> {
    let rows: Vec<Row> = rows.into_iter().map(Row::new).collect();
    let weighed = weighed(asked, &rows);
    let shared =
        |row: &Row| -> usize { weighed.iter().map(|(telling, weight)| weight * row.nearness(telling)).sum() };
    let first = words(text).next().filter(|first| first != "what");
    let begins = |row: &Row| usize::from(first.is_some() && row.matter.first() == first.as_ref());
    let mut scored: Vec<(usize, Row)> =
        rows.into_iter().map(|row| (shared(&row), row)).filter(|(shared, _)| *shared > 0).collect();
    scored.sort_by_key(|(shared, row)| Reverse(shared + BEGINS * begins(row)));
    scored.into_iter().take(most).map(|(_, row)| row.whole).collect()
}

/// The words asked, each once, with how much they count; with what they mean alone where no row has any other.
fn weighed(asked: &[Telling], rows: &[Row]) -> Vec<(Telling, usize)> {
    let weight = |telling: &Telling| {
        let having = rows.iter().filter(|row| row.nearness(telling) > 0).count();
        let by_rarity = RAREST.checked_div(having).unwrap_or(0);
        match telling.kind {
            Kind::Matter => by_rarity,
            Kind::Asking => by_rarity / 2,
            Kind::Office => by_rarity.min(OFFICE),
            Kind::AnyEvent => ANY_EVENT,
        }
    };
    let tells = |telling: &Telling| telling.kind != Kind::AnyEvent && weight(telling) > 0;
    let alone = if asked.iter().any(tells) { Vec::new() } else { meant_alone(asked) };
    let all: BTreeSet<Telling> = asked.iter().cloned().chain(alone).collect();
    all.into_iter()
        .map(|telling| {
            let weight = weight(&telling);
            (telling, weight)
        })
        .collect()
}

/// Whether two words differ in their ending only, as `owe`, `owes` and `owed` do.
fn alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let stem = short.strip_suffix(|_: char| true).filter(|stem| stem.len() >= 3);
    if short.chars().all(|c| c.is_ascii_digit()) {
        return long == short;
    }
    long == short
        || (long.starts_with(short) && short.len() >= 3 && long.len() - short.len() < short.len().min(4))
        || (long.len() == short.len() && stem.is_some_and(|stem| long.starts_with(stem)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[(&str, Kind)]) -> Vec<Telling> {
        words.iter().map(|&(word, kind)| Telling { word: word.to_owned(), kind }).collect()
    }

    fn first(text: &str, words: &[(&str, Kind)]) -> Vec<String> {
        let rows = [
            ["Who announced which event?", "announcement(who, event)"],
            ["Which visits have been promised?", "announced_visit(visit, who)"],
            ["Who met whom?", "met(one, other, day)"],
            ["Where is an event held?", "event_place(event, place)"],
        ];
        let rows = rows.map(|row| row.map(str::to_owned)).to_vec();
        nearest(text, &asked(words), rows, 2).into_iter().map(|[_, ask]| ask).collect()
    }

    #[test]
    fn rare_words_count_more_than_the_beginning_and_that_more_than_any_event() {
        let announced = [("announced", Kind::Matter), ("visit", Kind::AnyEvent)];
        assert_eq!(
            first("who announced the visit", &announced),
            ["announcement(who, event)", "announced_visit(visit, who)"]
        );
        assert_eq!(
            first("which visit was announced", &announced),
            ["announced_visit(visit, who)", "announcement(who, event)"]
        );
        assert_eq!(first("who is where", &[("where", Kind::Asking)]), ["event_place(event, place)"]);
        assert_eq!(
            first("where did they meet", &[("where", Kind::Asking), ("met", Kind::Matter)]),
            ["met(one, other, day)", "event_place(event, place)"]
        );
        assert_eq!(first("who", &[("day", Kind::Matter)]), ["met(one, other, day)"]);
        assert_eq!(first("who", &[("nowhere", Kind::Matter)]), [""; 0]);
    }

    #[test]
    fn a_word_for_any_event_has_its_meaning_alone() {
        let alone = first("a summit in Paris", &[("summit", Kind::AnyEvent), ("paris", Kind::Matter)]);
        assert_eq!(alone.first().map(String::as_str), Some("met(one, other, day)"));
        let beside = first("where the summit is", &[("where", Kind::Asking), ("summit", Kind::AnyEvent)]);
        assert_eq!(beside.first().map(String::as_str), Some("event_place(event, place)"));
    }

    #[test]
    fn endings_make_no_difference_and_beginnings_do() {
        for (one, other) in [("owe", "owed"), ("owes", "owed"), ("visit", "visited"), ("travel", "travel")] {
            assert!(alike(one, other) && alike(other, one), "{one} {other}");
        }
        for (one, other) in [("met", "meeting"), ("2019", "20190"), ("unsaid", "said"), ("to", "tour")] {
            assert!(!alike(one, other), "{one} {other}");
        }
    }
}
