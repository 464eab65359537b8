//! The prover: proofs of facts over one set of conclusions.

use std::cell::RefCell;

use super::demand::heights_for;
use super::facts::Facts;
use super::heights::Ground;
use super::proof::Proof;
use crate::engine::guard::{Halt, Progress};
use crate::engine::{EngineError, Guard, LimitReached};
use crate::program::ir::{Program, RelationId};
use crate::store::{Database, Dictionary, Word};

/// Finds proofs over the conclusions of a program. Indexes made for one question serve the next.
pub struct Prover<'a> {
    program: &'a Program,
    input: &'a Database,
    facts: Facts<'a>,
    dictionary: &'a Dictionary,
    guard: &'a Guard,
}

impl<'a> Prover<'a> {
    /// A prover over what was given and everything that follows from it.
    pub fn new(
        program: &'a Program,
        input: &'a Database,
        conclusions: &'a Database,
        dictionary: &'a Dictionary,
        guard: &'a Guard,
    ) -> Self {
        Self { program, input, facts: Facts::new(conclusions), dictionary, guard }
    }

    /// A proof of least height; none for what does not hold.
    ///
    /// # Errors
    /// The guard ended the search.
    pub fn why(&self, relation: RelationId, row: &[Word]) -> Result<Option<Proof>, EngineError> {
        self.why_from(self.input, relation, row)
    }

    /// A proof of least height from a part of what was given; none if there is none. What is absent is absent from all conclusions.
    ///
    /// # Errors
    /// As [`Prover::why`].
    pub fn why_from(
        &self,
        given: &Database,
        relation: RelationId,
        row: &[Word],
    ) -> Result<Option<Proof>, EngineError> {
        let Some(goal) = self.facts.find(relation, row) else { return Ok(None) };
        self.search(given, |ground| {
            let heights = heights_for(ground, &[goal], false)?;
            ground.least(&heights, goal)
        })
    }

    /// The proofs of a fact with the fewest facts, at most so many, and whether these are all there are. In none of them does a fact
    /// rest on itself; what was given is proved no other way.
    ///
    /// # Errors
    /// As [`Prover::why`].
    pub fn why_all(
        &self,
        relation: RelationId,
        row: &[Word],
        most: usize,
    ) -> Result<(Vec<Proof>, bool), EngineError> {
        let Some(goal) = self.facts.find(relation, row) else { return Ok((Vec::new(), true)) };
        let found = self.search(self.input, |ground| {
            let heights = heights_for(ground, &[goal], true)?;
            ground.smallest(&heights, goal, most)
        })?;
        Ok((found.proofs, found.complete))
    }

    fn search<T>(
        &self,
        given: &Database,
        search: impl FnOnce(&Ground<'_>) -> Result<T, Halt>,
    ) -> Result<T, EngineError> {
        let progress = RefCell::new(Progress::new(self.guard, 1));
        let ground = Ground {
            program: self.program,
            facts: &self.facts,
            input: given,
            dictionary: self.dictionary,
            look_at: &|rows| progress.borrow_mut().look_at(rows),
        };
        search(&ground).map_err(stopped)
    }
}

/// A search belongs to no rule and derives nothing: its limits are told without any.
pub(super) fn stopped(halt: Halt) -> EngineError {
    match halt {
        Halt::Interrupted => EngineError::Interrupted,
        Halt::Functor(error) => EngineError::Internal(error.to_string()),
        Halt::Limit(limit) => EngineError::Limit(Box::new(LimitReached {
            limit,
            relations: Vec::new(),
            rules: Vec::new(),
            sample: Vec::new(),
        })),
    }
}
