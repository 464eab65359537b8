//! Who stands with whom, by what ties, what sets members apart, and who stands against them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::names::{listing, party};
use super::reading::{Entry, Fact, Reading, SYMBOL};
use super::saying::{Block, FACTS, Saying, Topic};
use crate::evidence::Grade;
use crate::store::Word;

/// The most states that a sentence lists.
const STATES: usize = 8;

pub(super) fn blocs(reading: &Reading<'_>) -> Topic {
    let pairs = Pairs::new(reading);
    let blocks = [
        pairs.as_ref().map(|pairs| together(reading, pairs)),
        ties(reading),
        rifts(reading),
        against(reading, pairs.as_ref()),
        oppositions(reading),
    ];
    Topic {
        title: "Blocs".into(),
        blocks: blocks.into_iter().flatten().collect(),
        nothing: "Nobody is known to stand together, or against each other.".into(),
    }
}

/// The states of which each stands in the other's bloc: how surely, by which fact.
struct Pairs {
    found: BTreeMap<[Word; 2], (Option<Grade>, Fact)>,
    /// In the order of their names.
    states: Vec<Word>,
    /// For each two states, by their places, of which each stands with the other: how surely.
    sure: HashMap<[usize; 2], Option<Grade>>,
}

impl Pairs {
    fn new(reading: &Reading<'_>) -> Option<Self> {
        let rows = reading.facts("bloc", [("state", SYMBOL), ("member", SYMBOL)])?;
        let found = rows.into_iter().map(|Entry { fact, values }| (values, (reading.certainty(&fact), fact)));
        let found: BTreeMap<[Word; 2], (Option<Grade>, Fact)> = found.collect();
        let states: BTreeSet<Word> = found.keys().flatten().copied().collect();
        let mut states: Vec<Word> = states.into_iter().collect();
        states.sort_by_cached_key(|state| reading.text(*state));
        let grade = |pair: [Word; 2]| found.get(&pair).map(|(grade, _)| *grade);
        let both = |one: Word, other: Word| Some(grade([one, other])?.min(grade([other, one])?));
        let mut sure = HashMap::new();
        for (at, &one) in states.iter().enumerate() {
            let others = states.iter().enumerate();
            sure.extend(others.filter_map(|(to, &other)| Some(([at, to], both(one, other)?))));
        }
        Some(Self { found, states, sure })
    }

    /// Whether two states, by their places, stand together as surely as that.
    fn are_together(&self, one: usize, other: usize, least: Option<Grade>) -> bool {
        self.sure.get(&[one, other]).is_some_and(|grade| *grade >= least)
    }

    /// Groups in which everyone stands with everyone, the surest first; together they have every pair, as surely as it is known.
    fn groups(&self) -> Vec<Vec<Word>> {
        let mut levels: Vec<Option<Grade>> = self.found.values().map(|(grade, _)| *grade).collect();
        levels.sort_unstable();
        levels.dedup();
        let mut told: HashSet<[usize; 2]> = HashSet::new();
        let mut groups = Vec::new();
        let places: Vec<usize> = (0..self.states.len()).collect();
        for level in levels.into_iter().rev() {
            for [one, other] in pairs_of(&places) {
                if !told.contains(&[one, other]) && self.are_together(one, other, level) {
                    let group = self.group([one, other], level);
                    told.extend(pairs_of(&group));
                    groups.push(group.into_iter().filter_map(|at| self.states.get(at).copied()).collect());
                }
            }
        }
        groups
    }

    /// Two states with others, the first first, as long as everyone stands with everyone; by their places, in order.
    fn group(&self, pair: [usize; 2], level: Option<Grade>) -> Vec<usize> {
        let mut group = pair.to_vec();
        for state in (0..self.states.len()).filter(|it| !pair.contains(it)) {
            if group.iter().all(|&member| self.are_together(state, member, level)) {
                group.push(state);
            }
        }
        group.sort_unstable();
        group
    }

    /// Facts by which a group stands together: those of its first state with each other, enough for notes, and one of the least sure.
    /// All of them would be as many as the pairs of very many states in very many groups.
    fn telling(&self, group: &[Word]) -> Vec<Fact> {
        let all = || pairs_of(group).filter_map(|pair| self.found.get(&pair)).enumerate();
        let enough = group.len().max(FACTS);
        let least = all().filter(|(_, (grade, _))| grade.is_some()).min_by_key(|(_, (grade, _))| *grade);
        let least = least.filter(|(at, _)| *at >= enough);
        all().take(enough).chain(least).map(|(_, (_, fact))| fact.clone()).collect()
    }

    /// How many stand in the bloc of each state.
    fn sizes(&self) -> HashMap<Word, usize> {
        let mut sizes = HashMap::new();
        for [state, _] in self.found.keys() {
            *sizes.entry(*state).or_default() += 1;
        }
        sizes
    }
}

fn pairs_of<T: Copy>(all: &[T]) -> impl Iterator<Item = [T; 2]> {
    let rest = |at: usize| all.iter().skip(at + 1).copied();
    all.iter().enumerate().flat_map(move |(at, one)| rest(at).map(|other| [*one, other]))
}

fn parties(reading: &Reading<'_>, states: &[Word]) -> String {
    let names: Vec<String> = states.iter().map(|state| party(reading, *state)).collect();
    listing(&names, STATES)
}

fn together(reading: &Reading<'_>, pairs: &Pairs) -> Block {
    let saying = |group: Vec<Word>| {
        Saying::whole(format!("{} stand together.", parties(reading, &group)), pairs.telling(&group))
    };
    Block {
        label: None,
        sayings: pairs.groups().into_iter().map(saying).collect(),
        ask: "bloc(state, member)".into(),
        news: true,
    }
}

/// The rows of a relation that is read both ways, each pair once: that with the first name first.
fn once_a_pair<const N: usize>(reading: &Reading<'_>, rows: &[Entry<N>]) -> Vec<Entry<N>> {
    let all: BTreeSet<[Word; N]> = rows.iter().map(|row| row.values).collect();
    let kept = |row: &Entry<N>| {
        let mut turned = row.values;
        turned.swap(0, 1);
        reading.text(row.values[0]) < reading.text(row.values[1]) || !all.contains(&turned)
    };
    rows.iter().filter(|row| kept(row)).cloned().collect()
}

/// What ties pairs of states: by strength, the weak apart where nothing stronger holds two states together.
fn ties(reading: &Reading<'_>) -> Option<Block> {
    let columns = ["one", "other", "topic", "strength"].map(|name| (name, SYMBOL));
    let mut rows = once_a_pair(reading, &reading.facts("tie", columns)?);
    let rank = |row: &Entry<4>| {
        let strength = reading.text(row.values[3]);
        ["close", "firm", "weak"].iter().position(|it| *it == strength)
    };
    let pair = |row: &Entry<4>| [reading.text(row.values[0]), reading.text(row.values[1])];
    rows.sort_by_key(|row| (pair(row), rank(row)));
    let mut strengths: BTreeMap<[String; 2], BTreeSet<Word>> = BTreeMap::new();
    for row in &rows {
        strengths.entry(pair(row)).or_default().insert(row.values[3]);
    }
    let saying = |row: &Entry<4>| {
        let [one, other] = [row.values[0], row.values[1]];
        let strength = reading.text(row.values[3]);
        let is_weakest = strength == "weak";
        let is_alone = strengths.get(&pair(row)).is_none_or(|all| all.len() < 2);
        let only = if is_weakest && is_alone { " only" } else { "" };
        let head = format!("{} have {strength} ties{only}: ", parties(reading, &[one, other]));
        Saying::part(head, reading.text(row.values[2]), ".", vec![row.fact.clone()])
    };
    let sayings = rows.iter().map(saying).collect();
    Some(Block {
        label: Some("Ties".into()),
        sayings,
        ask: "tie(one, other, topic, kind, strength)".into(),
        news: true,
    })
}

fn rifts(reading: &Reading<'_>) -> Option<Block> {
    let rows = reading.facts("rift_in_bloc", ["state", "one", "other"].map(|name| (name, SYMBOL)))?;
    let all: BTreeSet<[Word; 3]> = rows.iter().map(|row| row.values).collect();
    let kept = |row: &Entry<3>| {
        let [state, one, other] = row.values;
        reading.text(one) < reading.text(other) || !all.contains(&[state, other, one])
    };
    let saying = |row: &Entry<3>| {
        let [state, one, other] = row.values.map(|state| party(reading, state));
        let text = format!("{one} and {other} both stand with {state}, and are set apart from each other.");
        Saying::whole(text, vec![row.fact.clone()])
    };
    Some(Block {
        label: Some("Rifts".into()),
        sayings: rows.iter().filter(|row| kept(row)).map(saying).collect(),
        ask: "rift_in_bloc(state, one, other)".into(),
        news: true,
    })
}

/// Who stands against whom: states told of together where the same is told of each, each pair once.
fn against(reading: &Reading<'_>, pairs: Option<&Pairs>) -> Option<Block> {
    let mut rows = reading.facts("counter_bloc", ["state", "other", "why"].map(|name| (name, SYMBOL)))?;
    let sizes = pairs.map(Pairs::sizes).unwrap_or_default();
    // Those with a bloc behind them first; a pair that is told from their side is not told from the other.
    rows.sort_by_key(|row| std::cmp::Reverse(sizes.get(&row.values[0])));
    let mut told: BTreeSet<[Word; 2]> = BTreeSet::new();
    rows.retain(|row| {
        let [state, other, _] = row.values;
        let is_told = told.contains(&[other, state]);
        if !is_told {
            told.insert([state, other]);
        }
        !is_told
    });
    Some(Block {
        label: Some("Against each other".into()),
        sayings: fronts(reading, rows),
        ask: "counter_bloc(state, other, why)".into(),
        news: true,
    })
}

/// The pairs that have the one state and ground in common as one, and of these those with the same others.
fn fronts(reading: &Reading<'_>, rows: Vec<Entry<3>>) -> Vec<Saying> {
    type Front = (Option<Grade>, Word, Word, Vec<Word>, Vec<Fact>);
    let mut by_other: Vec<Front> = Vec::new();
    for Entry { fact, values: [state, other, why] } in rows {
        let certainty = reading.certainty(&fact);
        match by_other.iter_mut().find(|it| (it.0, it.1, it.2) == (certainty, other, why)) {
            Some(front) => {
                front.3.push(state);
                front.4.push(fact);
            }
            None => by_other.push((certainty, other, why, vec![state], vec![fact])),
        }
    }
    let saying = |(_, other, why, mut states, facts): Front| {
        states.sort_by_key(|state| reading.text(*state));
        let head = format!("Against {} ({}): ", parties(reading, &states), reading.text(why));
        Saying { is_gathered: true, ..Saying::part(head, party(reading, other), ".", facts) }
    };
    by_other.into_iter().map(saying).collect()
}

fn oppositions(reading: &Reading<'_>) -> Option<Block> {
    let opposed = reading.facts("opposed", ["one", "other", "topic"].map(|name| (name, SYMBOL)));
    let strained = reading.facts("strained", ["one", "other", "topic"].map(|name| (name, SYMBOL)));
    if opposed.is_none() && strained.is_none() {
        return None;
    }
    let acts = opposed.into_iter().flatten().map(|Entry { fact, values: [one, other, topic] }| {
        let head = format!("{} acts against {} on ", party(reading, one), party(reading, other));
        Saying::part(head, reading.text(topic), ".", vec![fact])
    });
    let strained = once_a_pair(reading, &strained.unwrap_or_default());
    let cool = strained.into_iter().map(|Entry { fact, values: [one, other, topic] }| {
        let head = format!("Relations of {} are strained over ", parties(reading, &[one, other]));
        Saying::part(head, reading.text(topic), ".", vec![fact])
    });
    Some(Block {
        label: Some("What sets them apart".into()),
        sayings: acts.chain(cool).collect(),
        ask: "opposed(one, other, topic, strength)".into(),
        news: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::ir::RelationId;

    #[test]
    fn a_group_is_told_by_few_of_its_facts_and_as_surely() {
        let states: Vec<Word> = (0..30).collect();
        // bloc(one, other) of every two of thirty states, of which one pair is merely possible.
        let found = pairs_of(&states).map(|pair| {
            let grade = if pair == [20, 27] { Grade::Possible } else { Grade::Announced };
            (pair, (Some(grade), Fact { relation: RelationId(0), row: pair.to_vec() }))
        });
        let pairs = Pairs { found: found.collect(), states: states.clone(), sure: HashMap::new() };
        let told: Vec<Vec<Word>> = pairs.telling(&states).into_iter().map(|fact| fact.row).collect();
        let mut expected: Vec<Vec<Word>> = (1..30).map(|other| vec![0, other]).collect();
        expected.extend([vec![1, 2], vec![20, 27]]);
        assert_eq!(told, expected);
        // Of a few states every pair is told, each once.
        let few = pairs.telling(&[20, 21, 27]);
        assert_eq!(
            few.iter().map(|fact| fact.row.clone()).collect::<Vec<_>>(),
            [[20, 21], [20, 27], [21, 27]]
        );
    }
}
