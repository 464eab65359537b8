//! Sentences with what they rest on, and how those that differ in one part become one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::names::listing;
use super::reading::{Fact, Reading};
use crate::evidence::Grade;

/// The most parts that a sentence lists.
const PARTS: usize = 6;
/// The most facts that the notes of a sentence are sought for.
pub(super) const FACTS: usize = 12;

/// A sentence: `head`, its parts, `tail`. Sentences of the same head and tail and as sure are told as one.
#[derive(Clone, Debug, Default)]
pub(super) struct Saying {
    /// How it begins.
    pub(super) head: String,
    /// What differs from the sentences that it may be told with; nothing for one that stands alone.
    pub(super) parts: Vec<String>,
    /// How it ends.
    pub(super) tail: String,
    /// What it tells: it is as sure as the least sure of these.
    pub(super) facts: Vec<Fact>,
    /// Claims that it speaks of itself.
    pub(super) claims: Vec<String>,
    /// Whether its subjects were gathered from facts that stand each for itself: it has changed where one of them has.
    pub(super) is_gathered: bool,
    /// Whether it follows without the latest article, and is told for having fallen with it.
    pub(super) has_fallen: bool,
}

impl Saying {
    /// A sentence that stands alone.
    pub(super) fn whole(text: String, facts: Vec<Fact>) -> Self {
        Self { head: text, facts, ..Self::default() }
    }

    /// A sentence that may be told with others.
    pub(super) fn part(head: String, part: String, tail: &str, facts: Vec<Fact>) -> Self {
        Self { head, parts: vec![part], tail: tail.to_owned(), facts, ..Self::default() }
    }

    /// The sentence, with a capital first where it begins with a word of its own.
    pub(super) fn text(&self) -> String {
        let text = format!("{}{}{}", self.head, listing(&self.parts, PARTS), self.tail);
        let is_word =
            text.split(' ').next().is_some_and(|word| word.bytes().all(|it| it.is_ascii_lowercase()));
        let mut rest = text.chars();
        match rest.next() {
            Some(first) if is_word => format!("{}{}", first.to_ascii_uppercase(), rest.as_str()),
            _ => text,
        }
    }

    /// How sure the sentence is.
    pub(super) fn certainty(&self, reading: &Reading<'_>) -> Option<Grade> {
        self.facts.iter().filter_map(|fact| reading.certainty(fact)).min()
    }
}

/// A sentence and how sure it is.
pub(super) type Sure = (Option<Grade>, Saying);

/// The sentences with those joined that may be told as one, each where the first of them stands; `sure` tells how sure one is. Of what
/// a sentence tells the first facts stay, for its notes.
pub(super) fn joined(sayings: Vec<Saying>, sure: impl Fn(&Saying) -> Option<Grade>) -> Vec<Sure> {
    let mut found: Vec<Sure> = Vec::new();
    let mut places: BTreeMap<(Option<Grade>, String, String), usize> = BTreeMap::new();
    let mut told: BTreeSet<(usize, String)> = BTreeSet::new();
    for mut saying in sayings {
        let certainty = sure(&saying);
        let stands_alone = saying.parts.is_empty();
        let key = (certainty, saying.head.clone(), saying.tail.clone());
        let place = if stands_alone { found.len() } else { *places.entry(key).or_insert(found.len()) };
        saying.parts.retain(|part| told.insert((place, part.clone())));
        match found.get_mut(place) {
            Some((_, other)) => join(other, saying),
            None => found.push((certainty, saying)),
        }
    }
    for (_, saying) in &mut found {
        saying.facts.truncate(FACTS);
    }
    found
}

fn join(into: &mut Saying, saying: Saying) {
    into.parts.extend(saying.parts);
    into.claims.extend(saying.claims);
    if into.facts.len() < FACTS {
        into.facts.extend(saying.facts);
    }
}

/// Sentences that belong together.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// What they have in common, where that has to be said.
    pub(super) label: Option<Cow<'static, str>>,
    /// The sentences, in order.
    pub(super) sayings: Vec<Saying>,
    /// The question that shows all of them.
    pub(super) ask: Cow<'static, str>,
    /// Whether a change of them is worth telling.
    pub(super) news: bool,
}

/// What one heading is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Topic {
    /// The heading.
    pub(super) title: Cow<'static, str>,
    /// What stands below it; nothing where the program has no words for it.
    pub(super) blocks: Vec<Block>,
    /// What is said where no sentence is.
    pub(super) nothing: Cow<'static, str>,
}
