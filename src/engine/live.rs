//! How far a run is, for another thread that watches it. Nothing here shows anything.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// How far the present run is, if there is one.
#[derive(Debug, Default)]
pub struct Live {
    facts: AtomicU64,
    standing: Mutex<Option<Standing>>,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// When the run began.
    pub started: Instant,
    /// The stratum that is computed, counted from 1.
    pub stratum: usize,
    /// How many there are.
    pub strata: usize,
    /// The round of it, counted from 0.
    pub round: u64,
    /// The relation of the stratum that grew most in the round before.
    pub relation: String,
}

impl Live {
    /// How many facts the present run has derived.
    pub fn facts(&self) -> u64 {
        self.facts.load(Ordering::Relaxed)
    }

    /// Where the present run stands; none between runs.
    pub fn standing(&self) -> Option<Standing> {
        self.lock().clone()
    }

    pub(super) fn count(&self, facts: u64) {
        self.facts.store(facts, Ordering::Relaxed);
    }

    /// Says where the run stands; it began when this was first said.
    pub(super) fn tell(&self, stratum: usize, strata: usize, round: u64, relation: &str) {
        let mut standing = self.lock();
        let started = standing.as_ref().map_or_else(Instant::now, |standing| standing.started);
        *standing = Some(Standing { started, stratum, strata, round, relation: relation.to_owned() });
    }

    /// Says that the run is over.
    pub(super) fn end(&self) {
        *self.lock() = None;
        self.count(0);
    }

    fn lock(&self) -> MutexGuard<'_, Option<Standing>> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
