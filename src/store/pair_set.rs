//! A set of pairs of words: for each first word the set of its second ones.
//!
//! What joins derive comes in runs with the same first word, so that most insertions touch one small set only.

use super::Word;
use super::row_set::{RowSet, hash_words};
use super::value_set::ValueSet;

/// A set of pairs.
#[derive(Clone, Debug, Default)]
pub(super) struct PairSet {
    /// Positions in `groups`, under the hashes of the first words.
    firsts: RowSet,
    groups: Vec<(Word, ValueSet)>,
    /// The group used last.
    latest: usize,
}

impl PairSet {
    pub(super) fn contains(&self, first: Word, second: Word) -> bool {
        let group = self.firsts.find(hash(first), |at| self.groups[at].0 == first);
        group.is_some_and(|at| self.groups[at].1.contains(second))
    }

    /// Adds a pair and says whether it is new.
    pub(super) fn insert(&mut self, first: Word, second: Word) -> bool {
        match self.groups.get_mut(self.latest) {
            Some((latest, seconds)) if *latest == first => seconds.insert(second),
            _ => {
                self.latest = self.group(first);
                self.groups[self.latest].1.insert(second)
            }
        }
    }

    /// The position of the group of this first word, which may be new.
    fn group(&mut self, first: Word) -> usize {
        let (next, groups) = (self.groups.len(), &self.groups);
        let same = |at: usize| groups[at].0 == first;
        let found = self.firsts.insert(hash(first), next, same, |at| hash(groups[at].0));
        found.unwrap_or_else(|| {
            self.groups.push((first, ValueSet::default()));
            next
        })
    }
}

fn hash(first: Word) -> u64 {
    hash_words(std::iter::once(first))
}
