//! Some of the groups of an aggregate: those whose keys have hashes of one part. Nothing here knows of other parts.

use std::collections::BTreeMap;

use crate::engine::native::Halt;
use crate::program::functor::{Accumulators, FunctorError};
use crate::store::{Dictionary, KeyMap, Word};

/// Groups under their keys, numbered in order of first sight.
#[derive(Debug)]
pub(super) struct Part {
    width: usize,
    keys: KeyMap<i32>,
    results: Accumulators,
    /// For groups with answers whose values could not be computed, the first error by its words.
    failed: BTreeMap<usize, FunctorError>,
}

/// Answers of a body that wait to be taken up: the keys of their groups, one after the other, with a value each unless they are only counted.
#[derive(Debug, Default)]
pub(super) struct Answers {
    keys: Vec<i32>,
    values: Vec<Word>,
    len: usize,
}

impl Answers {
    pub(super) fn add(&mut self, key: &[i32], value: Option<Word>) {
        // Short keys, which most are, are written without a call.
        match *key {
            [one, two] => self.keys.extend_from_slice(&[one, two]),
            [one, two, three] => self.keys.extend_from_slice(&[one, two, three]),
            [one, two, three, four] => self.keys.extend_from_slice(&[one, two, three, four]),
            _ => self.keys.extend_from_slice(key),
        }
        self.values.extend(value);
        self.len += 1;
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }
}

impl Part {
    /// No groups with keys of so many cells, to which these results belong.
    pub(super) fn new(width: usize, results: Accumulators) -> Self {
        Self { width, keys: KeyMap::new(width), results, failed: BTreeMap::new() }
    }

    /// Another of the same kind, without any group.
    pub(super) fn another(&self) -> Self {
        Self::new(self.width, self.results.another())
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// About how many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        self.keys.bytes() + self.results.bytes()
    }

    /// The keys by number, one after the other.
    pub(super) fn keys(&self) -> Vec<i32> {
        self.keys.keys().into_owned()
    }

    /// The number of a group; a new key gets the next.
    pub(super) fn number(&mut self, key: &[i32]) -> usize {
        let group = self.keys.number(key);
        self.results.reach(self.keys.len());
        group
    }

    /// The number of a group of which the hash of the key is known, if there is one.
    pub(super) fn find(&self, key: &[i32], hash: u64) -> Option<usize> {
        self.keys.find_hashed(key, hash)
    }

    /// Gives a value to a group.
    pub(super) fn add(&mut self, group: usize, value: Word, dictionary: &Dictionary) {
        self.results.add(group, value, dictionary);
    }

    /// Gives answers to their groups: keys one after the other, with a value each unless they are only counted.
    pub(super) fn take(&mut self, keys: &[i32], values: &[Word], dictionary: &Dictionary) {
        let mut groups = Vec::with_capacity(keys.len() / self.width);
        self.keys.number_keys(keys, |group| groups.push(group));
        self.results.reach(self.keys.len());
        for (row, group) in groups.into_iter().enumerate() {
            self.results.add(group, values.get(row).copied().unwrap_or_default(), dictionary);
        }
    }

    /// Gives all answers that wait to their groups.
    pub(super) fn take_all(&mut self, answers: &mut Answers, dictionary: &Dictionary) {
        self.take(&answers.keys, &answers.values, dictionary);
        answers.keys.clear();
        answers.values.clear();
        answers.len = 0;
    }

    /// Notes that a value of a group could not be computed.
    pub(super) fn fail(&mut self, group: usize, error: FunctorError) {
        let least = self.failed.entry(group).or_insert_with(|| error.clone());
        if error.to_string() < least.to_string() {
            *least = error;
        }
    }

    /// Puts each group into one of these parts, told by its key.
    pub(super) fn scatter(self, part: &dyn Fn(&[i32]) -> usize, parts: &mut [Self]) {
        let keys = self.keys.keys();
        let place = |key: &[i32]| {
            let at = part(key);
            (at, parts[at].number(key))
        };
        let places: Vec<(usize, usize)> = keys.chunks_exact(self.width).map(place).collect();
        let mut results: Vec<&mut Accumulators> = parts.iter_mut().map(|part| &mut part.results).collect();
        self.results.scatter(&places, &mut results);
        for (group, error) in self.failed {
            let (at, place) = places[group];
            parts[at].failed.insert(place, error);
        }
    }

    /// Says that all answers were given.
    pub(super) fn settle(&mut self) {
        self.results.settle();
    }

    /// The result of a group.
    pub(super) fn result(&self, group: usize) -> Result<Option<Word>, Halt> {
        match self.failed.get(&group) {
            Some(error) => Err(error.clone().into()),
            None => Ok(self.results.result(group)?),
        }
    }
}
