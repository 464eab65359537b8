//! The map of ties as data: which states are tied, how strongly, which are opposed and which merely strained.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::reading::{Reading, SYMBOL};
use super::scope::Scope;
use crate::store::Word;

/// The most states on a map: those with the most bonds.
pub(super) const MOST: usize = 12;
/// The strengths of ties, the weakest first.
const STRENGTHS: [&str; 3] = ["weak", "firm", "close"];

/// States and what is between them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TieMap {
    /// The states, ordered by name.
    pub states: Vec<String>,
    /// What is between two of them, each pair once, ordered by their names.
    pub bonds: Vec<Bond>,
    /// How many states with fewer bonds are left out.
    pub more: usize,
}

/// What is between two states.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bond {
    /// The one, the first by name.
    pub one: String,
    /// The other.
    pub other: String,
    /// The strongest tie (`close`, `firm`, `weak`), if there is one.
    pub tie: Option<String>,
    /// On what they are tied.
    pub topics: BTreeSet<String>,
    /// On what one of them acts against the other.
    pub opposed: BTreeSet<String>,
    /// Over what their relations are strained.
    pub strained: BTreeSet<String>,
}

impl TieMap {
    /// The map of the relations `tie`, `opposed` and `strained`. Of one state: what is between it and those with which it has any
    /// bond.
    pub(super) fn new(reading: &Reading<'_>, scope: &Scope) -> Self {
        let mut bonds = Bonds::new();
        for [one, other, topic, strength] in rows(reading, "tie", ["one", "other", "topic", "strength"]) {
            let bond = between(&mut bonds, &one, &other);
            bond.topics.insert(topic);
            let rank = |word: &String| STRENGTHS.iter().position(|it| it == word);
            if bond.tie.as_ref().and_then(rank) < rank(&strength) {
                bond.tie = Some(strength);
            }
        }
        for [one, other, topic] in rows(reading, "opposed", ["one", "other", "topic"]) {
            between(&mut bonds, &one, &other).opposed.insert(topic);
        }
        for [one, other, topic] in rows(reading, "strained", ["one", "other", "topic"]) {
            between(&mut bonds, &one, &other).strained.insert(topic);
        }
        of_most_bonds(bonds, scope.state.as_deref())
    }
}

type Bonds = BTreeMap<(String, String), Bond>;

fn between<'b>(bonds: &'b mut Bonds, one: &str, other: &str) -> &'b mut Bond {
    let (one, other) = if one <= other { (one, other) } else { (other, one) };
    let bond = || Bond { one: one.to_owned(), other: other.to_owned(), ..Bond::default() };
    bonds.entry((one.to_owned(), other.to_owned())).or_insert_with(bond)
}

/// The rows of a relation as texts.
fn rows<const N: usize>(reading: &Reading<'_>, relation: &str, columns: [&str; N]) -> Vec<[String; N]> {
    let found = reading.facts(relation, columns.map(|name| (name, SYMBOL)));
    let text = |word: Word| reading.text(word);
    found.into_iter().flatten().map(|entry| entry.values.map(text)).collect()
}

/// The map of the states that have the most bonds, with one state if one is asked for.
fn of_most_bonds(mut bonds: Bonds, state: Option<&str>) -> TieMap {
    bonds.retain(|(one, other), _| one != other);
    if let Some(state) = state {
        let is_near = |name: &String| {
            name == state
                || bonds.keys().any(|(one, other)| {
                    [(one, other), (other, one)].iter().any(|(a, b)| *a == name && *b == state)
                })
        };
        let near: BTreeSet<String> = bonds
            .keys()
            .flat_map(|(one, other)| [one, other])
            .filter(|name| is_near(name))
            .cloned()
            .collect();
        bonds.retain(|(one, other), _| near.contains(one) && near.contains(other));
    }
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    bonds.keys().flat_map(|(one, other)| [one, other]).for_each(|name| *counts.entry(name).or_default() += 1);
    let mut ranked: Vec<(&String, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(name, count)| (Some(name.as_str()) != state, std::cmp::Reverse(*count)));
    let more = ranked.len().saturating_sub(MOST);
    ranked.truncate(MOST);
    let mut states: Vec<String> = ranked.into_iter().map(|(name, _)| name.clone()).collect();
    states.sort();
    bonds.retain(|(one, other), _| states.contains(one) && states.contains(other));
    TieMap { states, bonds: bonds.into_values().collect(), more }
}
