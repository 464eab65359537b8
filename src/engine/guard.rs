//! What keeps a run from going on for ever: limits, a flag that interrupts it, and the account of who derived how much.
//!
//! A limit that is reached is an error and never a shorter answer.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::program::functor::FunctorError;

/// How far a run may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most facts that rules may derive.
    pub facts: u64,
    /// Most rounds of one stratum.
    pub rounds: u64,
    /// Longest time, counted from the making of the guard.
    pub time: Option<Duration>,
}

impl Default for Limits {
    /// Ten million facts, a hundred thousand rounds, any time.
    fn default() -> Self {
        Self { facts: 10_000_000, rounds: 100_000, time: None }
    }
}

/// The limit that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So many facts are the most allowed.
    Facts(u64),
    /// So many rounds.
    Rounds(u64),
    /// So much time.
    Time(Duration),
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Facts(most) => write!(out, "more than {most} facts were derived"),
            Self::Rounds(most) => write!(out, "a stratum needed more than {most} rounds"),
            Self::Time(most) => write!(out, "it took longer than {most:?}"),
        }
    }
}

/// The limits of one run and the flag by which another thread or a signal ends it.
#[derive(Clone, Debug)]
pub struct Guard {
    limits: Limits,
    interrupt: Arc<AtomicBool>,
    started: Instant,
}

impl Guard {
    /// A guard whose time starts now. Setting `interrupt` ends the run soon after.
    pub fn new(limits: Limits, interrupt: Arc<AtomicBool>) -> Self {
        Self { limits, interrupt, started: Instant::now() }
    }

    /// Its limits.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    pub(super) fn check(&self) -> Result<(), Halt> {
        if self.interrupt.load(Ordering::Relaxed) {
            return Err(Halt::Interrupted);
        }
        match self.limits.time {
            Some(most) if self.started.elapsed() > most => Err(Halt::Limit(Limit::Time(most))),
            _ => Ok(()),
        }
    }
}

impl Default for Guard {
    /// The default limits and a flag that nobody sets.
    fn default() -> Self {
        Self::new(Limits::default(), Arc::default())
    }
}

/// Why an evaluation stopped, before it is known where; see [`super::EngineError`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Halt {
    Functor(FunctorError),
    Limit(Limit),
    Interrupted,
}

impl From<FunctorError> for Halt {
    fn from(error: FunctorError) -> Self {
        Self::Functor(error)
    }
}

/// How many candidates pass between two looks at the flag and the clock.
const PATIENCE: usize = 1024;

/// The account of one run: facts derived in all and by each rule.
#[derive(Debug)]
pub(crate) struct Progress<'a> {
    guard: &'a Guard,
    unchecked: usize,
    facts: u64,
    by_rule: Vec<u64>,
    offered: Vec<u64>,
}

impl<'a> Progress<'a> {
    /// Nothing done yet by so many rules.
    pub(crate) fn new(guard: &'a Guard, rules: usize) -> Self {
        Self { guard, unchecked: 0, facts: 0, by_rule: vec![0; rules], offered: vec![0; rules] }
    }

    /// Counts rows looked at; every so often looks at the flag and the clock.
    pub(crate) fn look_at(&mut self, candidates: usize) -> Result<(), Halt> {
        self.unchecked += candidates;
        if self.unchecked < PATIENCE {
            return Ok(());
        }
        self.unchecked = 0;
        self.guard.check()
    }

    /// Counts rows that a rule offered, and those among them that are new facts.
    pub(crate) fn derive(&mut self, rule: usize, offered: u64, facts: u64) -> Result<(), Halt> {
        self.facts += facts;
        self.offered[rule] += offered;
        self.by_rule[rule] += facts;
        let most = self.guard.limits.facts;
        if self.facts > most { Err(Halt::Limit(Limit::Facts(most))) } else { Ok(()) }
    }

    /// How many facts may still be derived.
    pub(crate) fn room(&self) -> u64 {
        self.guard.limits.facts.saturating_sub(self.facts)
    }

    /// Begins the round of this number, counted from 1.
    pub(crate) fn begin_round(&self, number: u64) -> Result<(), Halt> {
        let most = self.guard.limits.rounds;
        if number > most { Err(Halt::Limit(Limit::Rounds(most))) } else { self.guard.check() }
    }

    /// The rules that derived most so far, with how much, the first three.
    pub(crate) fn busiest(&self) -> Vec<(usize, u64)> {
        let mut rules: Vec<(usize, u64)> = self.by_rule.iter().copied().enumerate().collect();
        rules.retain(|&(_, facts)| facts > 0);
        rules.sort_by_key(|&(rule, facts)| (std::cmp::Reverse(facts), rule));
        rules.truncate(3);
        rules
    }
}
