//! The groups of an aggregate, all found at once: the outer bindings that its body has answers for, each with its result.
//!
//! Many groups are kept in parts, by the hashes of their keys: answers wait until there are some for each part, which is then taken up
//! within the near cache, and by several threads side by side. How the body is evaluated is the business of [`super::aggregates`].

use std::sync::Arc;

use rayon::ThreadPool;
use rayon::prelude::*;

use self::part::{Answers, Part};
use super::Halt;
use super::arithmetic;
use super::block::Block;
use crate::plan::{Aggregation, Operand};
use crate::program::functor::{Accumulator, Accumulators};
use crate::program::ir::VarId;
use crate::store::{Dictionary, Word, hash_key, part_of};

mod listing;
mod part;

pub(super) use listing::Listing;

/// In how many parts many groups are, a power of two.
const PARTS: usize = 64;
/// So many groups do not fit in the near cache.
const MANY: usize = 1 << 14;
/// So many answers are taken up at once.
const AT_ONCE: usize = 1 << 17;

/// Groups under their keys, by part numbered in order of first sight.
#[derive(Debug)]
pub(super) struct Groups {
    /// How many cells a key has.
    width: usize,
    /// One, or [`PARTS`].
    parts: Vec<Part>,
    /// The answers that each part has not taken up yet, where there are several.
    waiting: Vec<Answers>,
    /// Who takes up the answers for several parts, if there is more than one thread.
    pool: Option<Arc<ThreadPool>>,
    /// The number of the first group behind each part when all are numbered in one go.
    ends: Vec<usize>,
}

impl Groups {
    /// No group of this aggregate.
    pub(super) fn new(aggregation: &Aggregation) -> Self {
        let Aggregation { kind, ty, wrapping, outer, .. } = aggregation;
        let empty = Accumulator::new(*kind, *ty).wrapping(*wrapping);
        let one = Part::new(outer.len(), Accumulators::new(empty));
        Self { width: outer.len(), parts: vec![one], waiting: Vec::new(), pool: None, ends: Vec::new() }
    }

    /// Takes up a block of answers to the body. Threads are called when there are many groups.
    pub(super) fn take(
        &mut self,
        aggregation: &Aggregation,
        answers: &Block,
        dictionary: &Dictionary,
        call: &mut dyn FnMut() -> Option<Arc<ThreadPool>>,
    ) -> Result<(), Halt> {
        let keys = keys(&aggregation.outer, answers);
        let Some(value) = aggregation.body.head.get(self.width) else {
            self.add(&keys, &[], dictionary, call);
            return Ok(());
        };
        let words = arithmetic::with_given(std::iter::once(value), answers, |given| {
            (0..answers.len).flat_map(|row| given.iter().map(move |column| column.word(row))).collect()
        });
        if let Some::<Vec<Word>>(values) = words {
            self.add(&keys, &values, dictionary, call);
            return Ok(());
        }
        for (row, key) in keys.chunks_exact(self.width).enumerate() {
            let value = answers.value(value, row, dictionary);
            let (part, group) = self.number(key);
            match value {
                Ok(value) => value.into_iter().for_each(|value| part.add(group, value, dictionary)),
                Err(Halt::Functor(error)) => part.fail(group, error),
                Err(halt) => return Err(halt),
            }
        }
        Ok(())
    }

    /// Gives answers to their groups: keys one after the other, with a value each unless they are only counted.
    fn add(
        &mut self,
        keys: &[i32],
        values: &[Word],
        dictionary: &Dictionary,
        call: &mut dyn FnMut() -> Option<Arc<ThreadPool>>,
    ) {
        if let [one] = self.parts.as_mut_slice() {
            one.take(keys, values, dictionary);
            // Single cells that lie close together lead to their groups without a hash.
            if one.len() > MANY && self.width > 1 {
                self.divide();
                self.pool = call();
            }
            return;
        }
        for (row, key) in keys.chunks_exact(self.width).enumerate() {
            self.waiting[part_of(hash_key(key), PARTS)].add(key, values.get(row).copied());
        }
        if self.waiting.iter().map(Answers::len).sum::<usize>() >= AT_ONCE {
            self.take_up(dictionary);
        }
    }

    /// Puts the groups of the only part into many.
    fn divide(&mut self) {
        let Some(one) = self.parts.pop() else { return };
        self.parts.resize_with(PARTS, || one.another());
        self.waiting.resize_with(PARTS, Answers::default);
        let part = |key: &[i32]| part_of(hash_key(key), PARTS);
        one.scatter(&part, &mut self.parts);
    }

    /// Lets every part take up the answers that wait for it.
    fn take_up(&mut self, dictionary: &Dictionary) {
        let Self { parts, waiting, pool, .. } = self;
        let take = |(part, answers): (&mut Part, &mut Answers)| part.take_all(answers, dictionary);
        match pool {
            Some(pool) => {
                pool.install(|| parts.par_iter_mut().zip(waiting.par_iter_mut()).for_each(take));
            }
            None => parts.iter_mut().zip(waiting).for_each(take),
        }
    }

    /// The part of a key, with the number of its group there; a new key gets the next.
    fn number(&mut self, key: &[i32]) -> (&mut Part, usize) {
        let at = part_of(hash_key(key), self.parts.len());
        let part = &mut self.parts[at];
        let group = part.number(key);
        (part, group)
    }

    /// The same when all answers were taken up.
    pub(super) fn settled(mut self, dictionary: &Dictionary) -> Self {
        self.take_up(dictionary);
        (self.waiting, self.pool) = (Vec::new(), None);
        self.parts.iter_mut().for_each(Part::settle);
        let mut end = 0;
        self.ends.extend(self.parts.iter().map(|part| {
            end += part.len();
            end
        }));
        self
    }

    /// How many [settled](Self::settled) groups there are.
    fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    /// The part of a [settled](Self::settled) group, of which the number among all is known, and its number there.
    fn place(&self, group: usize) -> (usize, usize) {
        let at = self.ends.partition_point(|&end| end <= group);
        (at, group + self.parts[at].len() - self.ends[at])
    }

    /// About how many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        self.parts.iter().map(Part::bytes).sum()
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
            let hash = hash_key(&key);
            let part = &self.parts[part_of(hash, self.parts.len())];
            let group = if key.len() == given.len() { part.find(&key, hash) } else { None };
            Some((part, group?))
        };
        let groups: Vec<Option<(&Part, usize)>> = (0..block.len).map(group).collect();
        let of_nothing = Accumulator::new(aggregation.kind, aggregation.ty).finish()?;
        let result = |(part, group): (&Part, usize)| part.result(group);
        groups.into_iter().map(|group| group.map_or(Ok(of_nothing), result)).collect()
    }
}

/// The keys of bindings, one after the other.
fn keys(outer: &[VarId], block: &Block) -> Vec<i32> {
    let mut keys = vec![0; block.len * outer.len()];
    for (at, &variable) in outer.iter().enumerate() {
        let (given, cells) =
            (block.given(Operand::Var(variable)), keys[at..].iter_mut().step_by(outer.len()));
        if given.is_of_cells() {
            given.spread(cells);
        } else {
            cells.enumerate().for_each(|(row, cell)| *cell = given.cell(row));
        }
    }
    keys
}
