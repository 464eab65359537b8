//! What keeps a run from going on for ever: limits, a flag that interrupts it, and the account of who derived how much.
//!
//! A limit that is reached is an error and never a shorter answer.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::costs::{Costs, Tally};
use super::live::Live;
use crate::program::functor::FunctorError;
use crate::store::cell;

/// How far a run may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most facts that rules may derive.
    pub facts: u64,
    /// Most rounds of one stratum.
    pub rounds: u64,
    /// Longest time, counted from the making of the guard.
    pub time: Option<Duration>,
    /// About the most bytes that relations and their indexes may take.
    pub memory: Option<u64>,
}

impl Default for Limits {
    /// Ten million facts, a hundred thousand rounds, any time and memory: what a question at a prompt may need.
    fn default() -> Self {
        Self { facts: 10_000_000, rounds: 100_000, time: None, memory: None }
    }
}

impl Limits {
    /// None.
    pub const NONE: Self = Self { facts: u64::MAX, rounds: u64::MAX, time: None, memory: None };
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
    /// So many bytes.
    Memory(u64),
    /// More different values outside the 32 bits of a cell than can be told apart (see [`crate::store::cell`]).
    Values,
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Facts(most) => write!(out, "more than {most} facts were derived"),
            Self::Rounds(most) => write!(out, "a stratum needed more than {most} rounds"),
            Self::Time(most) => write!(out, "it took longer than {most:?}"),
            Self::Memory(most) => write!(out, "relations needed more than {} MB of memory", most >> 20),
            Self::Values => out.write_str("there are more than a billion different floats and large numbers"),
        }
    }
}

/// The limits of one run and the flag by which another thread or a signal ends it.
#[derive(Clone, Debug)]
pub struct Guard {
    limits: Limits,
    interrupt: Arc<AtomicBool>,
    started: Instant,
    costs: Option<Arc<Mutex<Costs>>>,
    threads: usize,
    live: Option<Arc<Live>>,
    is_for_outputs: bool,
}

impl Guard {
    /// A guard whose time starts now. Setting `interrupt` ends the run soon after.
    pub fn new(limits: Limits, interrupt: Arc<AtomicBool>) -> Self {
        Self {
            limits,
            interrupt,
            started: Instant::now(),
            costs: None,
            threads: 1,
            live: None,
            is_for_outputs: false,
        }
    }

    /// The same guard, to which a run also tells its costs, in place of those of an earlier run.
    #[must_use]
    pub fn telling(mut self, costs: Option<Arc<Mutex<Costs>>>) -> Self {
        self.costs = costs;
        self
    }

    /// The same guard for a run that may keep so many threads busy.
    #[must_use]
    pub fn threaded(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// How many threads a run may keep busy. What it derives does not depend on it.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// The same guard, to which a run also tells how far it is.
    #[must_use]
    pub fn reporting(mut self, live: Option<Arc<Live>>) -> Self {
        self.live = live;
        self
    }

    /// The same guard for a run after which only relations that the program's directives name are looked at: others may be empty then.
    #[must_use]
    pub fn for_outputs(mut self) -> Self {
        self.is_for_outputs = true;
        self
    }

    /// The same guard for a run after which any relation is looked at.
    #[must_use]
    pub(super) fn for_all(mut self) -> Self {
        self.is_for_outputs = false;
        self
    }

    /// Whether only relations that directives name are looked at afterwards.
    pub(super) fn is_for_outputs(&self) -> bool {
        self.is_for_outputs
    }

    /// What a run tells how far it is, if anybody wants to know.
    pub(super) fn live(&self) -> Option<&Live> {
        self.live.as_deref()
    }

    /// Whether anybody wants to know the costs of a run.
    pub(super) fn wants_costs(&self) -> bool {
        self.costs.is_some()
    }

    /// Hands over the costs of a run, if anybody wants them.
    pub(super) fn tell(&self, costs: impl FnOnce() -> Costs) {
        if let Some(place) = &self.costs {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = costs();
        }
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

/// About how many bytes a new fact takes until the tables are looked at.
const BYTES_A_FACT: u64 = 24;

/// How many rows are looked at or derived between two counts of what all tables take: a count is dearer than a small stratum.
const UNCOUNTED_ROWS: u64 = 16_384;

/// What a thread looks at every so often while it works.
#[derive(Clone, Debug)]
pub(crate) struct Watch<'a> {
    guard: &'a Guard,
    unchecked: usize,
    /// How many rows were looked at in all.
    looked_at: u64,
    /// At which number the thread is to pause.
    pause: u64,
}

impl<'a> Watch<'a> {
    pub(crate) fn new(guard: &'a Guard) -> Self {
        Self { guard, unchecked: 0, looked_at: 0, pause: u64::MAX }
    }

    /// Another of the same guard.
    pub(crate) fn another(&self) -> Self {
        Self::new(self.guard)
    }

    /// Sets a pause after so many rows more; returns the number at which the last was set.
    pub(crate) fn pause_after(&mut self, rows: u64) -> u64 {
        self.pause_at(self.looked_at.saturating_add(rows))
    }

    /// Sets a pause at a number of rows; returns that at which the last was set.
    pub(crate) fn pause_at(&mut self, rows: u64) -> u64 {
        std::mem::replace(&mut self.pause, rows)
    }

    /// Pauses at once, if a pause is set at all: where none is, nobody would go on with what is left then.
    pub(crate) fn pause_now(&mut self) {
        if self.pause < u64::MAX {
            self.pause = 0;
        }
    }

    /// How many rows were looked at.
    pub(crate) fn looked_at(&self) -> u64 {
        self.looked_at
    }

    /// Adds what others looked at.
    pub(crate) fn join<'o>(&mut self, others: impl Iterator<Item = &'o Self>)
    where
        Self: 'o,
    {
        self.looked_at += others.map(|other| other.looked_at).sum::<u64>();
    }

    /// Whether it is time to pause. Work that is begun and not finished then goes on later.
    #[inline]
    pub(crate) fn is_due(&self) -> bool {
        self.looked_at >= self.pause
    }

    /// Looks at the flag and the clock, of work that looks at no candidates.
    pub(crate) fn check(&self) -> Result<(), Halt> {
        self.guard.check()
    }

    /// Counts rows looked at; every so often looks at the flag and the clock.
    pub(crate) fn look_at(&mut self, candidates: usize) -> Result<(), Halt> {
        self.unchecked += candidates;
        self.looked_at += candidates as u64;
        if self.unchecked < PATIENCE {
            return Ok(());
        }
        self.unchecked = 0;
        self.guard.check()
    }
}

/// The account of one run: facts derived in all and by each rule.
#[derive(Debug)]
pub(crate) struct Progress<'a> {
    guard: &'a Guard,
    /// That of the thread that keeps the account.
    pub(crate) watch: Watch<'a>,
    facts: u64,
    by_rule: Vec<Tally>,
    /// About how many bytes are in use.
    memory: u64,
    /// How many rows had been looked at and derived when the bytes were counted last.
    counted_at: Option<u64>,
}

impl<'a> Progress<'a> {
    /// Nothing done yet by so many rules.
    pub(crate) fn new(guard: &'a Guard, rules: usize) -> Self {
        let watch = Watch::new(guard);
        Self { guard, watch, facts: 0, by_rule: vec![Tally::default(); rules], memory: 0, counted_at: None }
    }

    /// Counts rows looked at; see [`Watch::look_at`].
    pub(crate) fn look_at(&mut self, candidates: usize) -> Result<(), Halt> {
        self.watch.look_at(candidates)
    }

    /// Counts rows that a rule offered, and those among them that are new facts.
    pub(crate) fn derive(&mut self, rule: usize, offered: u64, facts: u64) -> Result<(), Halt> {
        self.facts += facts;
        if let Some(live) = self.guard.live() {
            live.count(self.facts);
        }
        let tally = &mut self.by_rule[rule];
        (tally.candidates, tally.facts) = (tally.candidates + offered, tally.facts + facts);
        self.hold(self.memory + facts * BYTES_A_FACT)?;
        let most = self.guard.limits.facts;
        if self.facts > most {
            // What came at once with the first fact too many is not told: it depends on how much is done at once.
            let beyond = self.facts - most - 1;
            (self.facts, self.by_rule[rule].facts) =
                (most + 1, self.by_rule[rule].facts.saturating_sub(beyond));
            return Err(Halt::Limit(Limit::Facts(most)));
        }
        Ok(())
    }

    /// Takes note of how many bytes `count` finds in use, where enough was done since the last count.
    pub(crate) fn count(&mut self, count: impl FnOnce() -> u64) -> Result<(), Halt> {
        let now = self.watch.looked_at + self.facts;
        if self.counted_at.is_some_and(|then| now - then < UNCOUNTED_ROWS) {
            return Ok(());
        }
        self.counted_at = Some(now);
        self.hold(count())
    }

    /// Takes note of so many bytes more.
    pub(crate) fn take(&mut self, bytes: u64) -> Result<(), Halt> {
        self.hold(self.memory + bytes)
    }

    /// Takes note of how many bytes are about in use.
    pub(crate) fn hold(&mut self, bytes: u64) -> Result<(), Halt> {
        self.memory = bytes;
        match self.guard.limits.memory {
            _ if cell::is_full() => Err(Halt::Limit(Limit::Values)),
            Some(most) if bytes > most => Err(Halt::Limit(Limit::Memory(most))),
            _ => Ok(()),
        }
    }

    /// Whether anybody wants to know what the run costs.
    pub(crate) fn wants_costs(&self) -> bool {
        self.guard.wants_costs()
    }

    /// What the run tells how far it is, if anybody wants to know.
    pub(crate) fn live(&self) -> Option<&Live> {
        self.guard.live()
    }

    /// Counts an evaluation of a rule that took so long.
    pub(crate) fn evaluated(&mut self, rule: usize, time: Duration) {
        let tally = &mut self.by_rule[rule];
        (tally.evaluations, tally.time) = (tally.evaluations + 1, tally.time + time);
    }

    /// What evaluations of a rule came to so far.
    pub(crate) fn tally(&self, rule: usize) -> Tally {
        self.by_rule[rule]
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
        let mut rules: Vec<(usize, u64)> = self.by_rule.iter().map(|tally| tally.facts).enumerate().collect();
        rules.retain(|&(_, facts)| facts > 0);
        rules.sort_by_key(|&(rule, facts)| (std::cmp::Reverse(facts), rule));
        rules.truncate(3);
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(limits: Limits) -> Guard {
        Guard::new(limits, Arc::default())
    }

    #[test]
    fn a_limit_is_the_most_that_is_allowed() {
        let guard = guard(Limits { facts: 10, rounds: 3, time: None, memory: Some(1000) });
        let mut progress = Progress::new(&guard, 1);
        assert_eq!(progress.hold(1000), Ok(()));
        assert_eq!(progress.hold(1001), Err(Halt::Limit(Limit::Memory(1000))));
        assert_eq!(progress.begin_round(3), Ok(()));
        assert_eq!(progress.begin_round(4), Err(Halt::Limit(Limit::Rounds(3))));
        assert_eq!(progress.hold(0), Ok(()));
        assert_eq!((progress.derive(0, 12, 10), progress.room()), (Ok(()), 0));
    }

    #[test]
    fn what_came_with_the_first_fact_too_many_is_not_told() {
        let guard = guard(Limits { facts: 10, ..Limits::NONE });
        let mut progress = Progress::new(&guard, 2);
        assert_eq!(progress.derive(0, 4, 4), Ok(()));
        assert_eq!(progress.derive(1, 20, 15), Err(Halt::Limit(Limit::Facts(10))));
        assert_eq!(progress.busiest(), [(1, 7), (0, 4)]);
    }

    #[test]
    fn the_busiest_rules_are_three_that_derived_something_the_first_of_equals_first() {
        let guard = guard(Limits::NONE);
        let mut progress = Progress::new(&guard, 6);
        for (rule, facts) in [(1, 5), (2, 7), (4, 5), (5, 1)] {
            assert_eq!(progress.derive(rule, facts, facts), Ok(()));
        }
        assert_eq!(progress.busiest(), [(2, 7), (1, 5), (4, 5)]);
        let mut few = Progress::new(&guard, 3);
        assert_eq!((few.derive(1, 9, 2), few.busiest()), (Ok(()), vec![(1, 2)]));
    }

    #[test]
    fn bytes_are_counted_anew_after_enough_rows() {
        let guard = guard(Limits { memory: Some(100), ..Limits::NONE });
        let mut progress = Progress::new(&guard, 1);
        assert_eq!(progress.count(|| 50), Ok(()));
        assert_eq!(progress.count(|| 500), Ok(()));
        assert_eq!(progress.look_at(16_384), Ok(()));
        assert_eq!(progress.count(|| 500), Err(Halt::Limit(Limit::Memory(100))));
    }
}
