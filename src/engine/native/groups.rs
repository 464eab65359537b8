//! The groups of an aggregate, all found at once: the outer bindings that its body has answers for, each with its result.
//!
//! How the body is evaluated is the business of [`super::aggregates`].

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Halt;
use super::arithmetic;
use super::block::Block;
use crate::plan::{Aggregation, Operand};
use crate::program::functor::{Accumulator, Accumulators, FunctorError};
use crate::program::ir::VarId;
use crate::store::{Dictionary, KeyMap, Word};

/// Groups under their keys, numbered in order of first sight.
#[derive(Debug)]
pub(super) struct Groups {
    keys: KeyMap<i32>,
    results: Accumulators,
    /// For groups with answers whose values could not be computed, the first error by its words.
    failed: BTreeMap<usize, FunctorError>,
}

impl Groups {
    /// No group of this aggregate.
    pub(super) fn new(aggregation: &Aggregation) -> Self {
        let Aggregation { kind, ty, wrapping, outer, .. } = aggregation;
        let empty = Accumulator::new(*kind, *ty).wrapping(*wrapping);
        Self { keys: KeyMap::new(outer.len()), results: Accumulators::new(empty), failed: BTreeMap::new() }
    }

    /// Takes up a block of answers to the body.
    pub(super) fn take(
        &mut self,
        aggregation: &Aggregation,
        answers: &Block,
        dictionary: &Dictionary,
    ) -> Result<(), Halt> {
        let mut groups = Vec::with_capacity(answers.len);
        self.keys.number_keys(&keys(&aggregation.outer, answers), |group| groups.push(group));
        self.results.reach(self.keys.len());
        let Some(value) = aggregation.body.head.get(aggregation.outer.len()) else {
            for group in groups {
                self.results.add(group, 0, dictionary);
            }
            return Ok(());
        };
        let all = arithmetic::with_given(std::iter::once(value), answers, |given| {
            let [column] = *given else { return };
            for (row, &group) in groups.iter().enumerate() {
                self.results.add(group, column.word(row), dictionary);
            }
        });
        if all.is_some() {
            return Ok(());
        }
        for (row, group) in groups.into_iter().enumerate() {
            match answers.value(value, row, dictionary) {
                Ok(value) => value.into_iter().for_each(|value| self.results.add(group, value, dictionary)),
                Err(Halt::Functor(error)) => self.fail(group, error),
                Err(halt) => return Err(halt),
            }
        }
        Ok(())
    }

    fn fail(&mut self, group: usize, error: FunctorError) {
        let least = self.failed.entry(group).or_insert_with(|| error.clone());
        if error.to_string() < least.to_string() {
            *least = error;
        }
    }

    /// The same when all answers were taken up.
    pub(super) fn settled(mut self) -> Self {
        self.results.settle();
        self
    }

    /// About how many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        self.keys.bytes() + self.results.bytes()
    }

    /// The result for each binding of a block, of an aggregate with these outer variables.
    pub(super) fn find(&self, aggregation: &Aggregation, block: &Block) -> Result<Vec<Option<Word>>, Halt> {
        let given: Vec<_> =
            aggregation.outer.iter().map(|&variable| block.given(Operand::Var(variable))).collect();
        let mut key = Vec::with_capacity(given.len());
        // First all groups: the searches do not depend on each other, so that the processor waits for many of them at once.
        let group = |row: usize| {
            key.clear();
            key.extend(given.iter().map_while(|column| column.known_cell(row)));
            if key.len() == given.len() { self.keys.find(&key) } else { None }
        };
        let groups: Vec<Option<usize>> = (0..block.len).map(group).collect();
        let of_nothing = Accumulator::new(aggregation.kind, aggregation.ty).finish()?;
        groups.into_iter().map(|group| group.map_or(Ok(of_nothing), |it| self.result(it))).collect()
    }

    fn result(&self, group: usize) -> Result<Option<Word>, Halt> {
        match self.failed.get(&group) {
            Some(error) => Err(error.clone().into()),
            None => Ok(self.results.result(group)?),
        }
    }
}

/// The keys of bindings, one after the other.
fn keys(outer: &[VarId], block: &Block) -> Vec<i32> {
    let mut keys = vec![0; block.len * outer.len()];
    for (at, &variable) in outer.iter().enumerate() {
        let cells = keys[at..].iter_mut().step_by(outer.len());
        cells.enumerate().for_each(|(row, cell)| *cell = block.cell(Operand::Var(variable), row));
    }
    keys
}

/// Groups that are given out one after the other, each as a binding of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing {
    groups: Option<(Arc<Groups>, Arc<[i32]>)>,
    left: Range<usize>,
}

impl Listing {
    /// All groups.
    pub(super) fn of(groups: Arc<Groups>) -> Self {
        let (left, keys) = (0..groups.keys.len(), groups.keys.keys().into());
        Self { groups: Some((groups, keys)), left }
    }

    /// How many groups are left.
    pub(super) fn left(&self) -> usize {
        self.left.len()
    }

    /// Gives away half of the groups that are left.
    pub(super) fn split(&mut self) -> Self {
        let from = self.left.start + self.left.len().div_ceil(2);
        let half = Self { groups: self.groups.clone(), left: from..self.left.end };
        self.left.end = from;
        half
    }

    /// Replaces `out` by the next groups that have results, out of so many; false when there are no more.
    pub(super) fn next(
        &mut self,
        aggregation: &Aggregation,
        most: usize,
        out: &mut Block,
    ) -> Result<bool, Halt> {
        let Some((groups, keys)) = self.groups.as_ref().filter(|_| !self.left.is_empty()) else {
            return Ok(false);
        };
        let stretch = self.left.start..self.left.end.min(self.left.start + most.max(1));
        self.left.start = stretch.end;
        let results: Vec<Option<Word>> =
            stretch.clone().map(|group| groups.result(group)).collect::<Result<_, _>>()?;
        let width = aggregation.outer.len();
        let keys = &keys[stretch.start * width..stretch.end * width];
        for (at, variable) in aggregation.outer.iter().enumerate() {
            out.columns[variable.0].cells.extend(keys[at..].iter().step_by(width));
        }
        let keep: Vec<bool> = results.iter().map(Option::is_some).collect();
        let words = &mut out.columns[aggregation.result.0].words;
        words.extend(results.into_iter().map(Option::unwrap_or_default));
        out.len = stretch.len();
        out.retain(&keep);
        Ok(true)
    }
}
