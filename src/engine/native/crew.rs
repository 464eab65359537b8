//! Several threads at one rule.
//!
//! Each has joins of its own, over a share of the bindings, and reads what nobody changes meanwhile. After some work all pause; what
//! they derived is then taken up, by each thread into parts of the table's set that are its own, and those who have nothing left to
//! do get half of another's work. When a pause comes is told by counting rows, never by a clock: a run with so many threads does the
//! same each time. There are no locks.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::block::Block;
use super::context::Context;
use super::draw::Head;
use super::fan::Fan;
use super::kinds::Kinds;
use super::outgoing::Outgoing;
use super::pipeline::Pipeline;
use super::relations::Relations;
use super::{Halt, Watch};
use crate::plan::Plan;
use crate::program::ir::RelationId;
use crate::store::{Dictionary, Router};

/// What becomes of the bindings that the joins give.
pub(super) enum Output<'p> {
    Fan(Box<Fan<'p>>),
    Rows(Head<'p>),
}

/// The joins of a rule that were begun, and what is to become of their bindings.
pub(super) struct Begun<'p> {
    pub(super) rule: usize,
    pub(super) plan: &'p Plan,
    pub(super) pipeline: Pipeline<'p>,
    pub(super) output: Output<'p>,
}

/// What all threads read while they work.
#[derive(Clone, Copy)]
pub(super) struct Shared<'a> {
    pub(super) relations: &'a Relations<'a>,
    pub(super) dictionary: &'a Dictionary,
    pub(super) kinds: &'a Kinds,
    pub(super) block: usize,
    pub(super) head: RelationId,
    pub(super) router: Option<Router>,
    /// Whether rows that the head's table has may be left out.
    pub(super) is_plain: bool,
    /// How much work there is between two pauses.
    pub(super) share: usize,
}

/// A thread's work.
pub(super) struct Worker<'p, 'g> {
    pub(super) pipeline: Pipeline<'p>,
    pub(super) output: Output<'p>,
    pub(super) block: Block,
    /// The first binding of the block that was not given out.
    pub(super) next: usize,
    pub(super) out: Outgoing,
    pub(super) watch: Watch<'g>,
    /// Whether most rows that came apart from others were new when this was looked at: then nobody looks any more.
    pub(super) are_new: bool,
    pub(super) is_done: bool,
    pub(super) outcome: Result<(), Halt>,
}

/// In how many parts a table is for each thread, so that those who are done sooner have something to take up.
const PARTS: usize = 2;

/// The threads of a run.
#[derive(Debug)]
pub(super) struct Team {
    pub(super) threads: usize,
    /// How many rows one thread looks at before others are called.
    pub(super) alone: u64,
    /// About how many rows each looks at, or derives, between two pauses.
    pub(super) share: usize,
    /// The threads, once they were called.
    pub(super) pool: Option<Arc<ThreadPool>>,
    pub(super) benches: Benches,
}

/// What is kept from one rule to the next: memory to work in.
#[derive(Debug, Default)]
pub(super) struct Benches {
    pub(super) out: Vec<Outgoing>,
    pub(super) fresh: Vec<Vec<i32>>,
}

impl Team {
    pub(super) fn new(threads: usize, alone: usize, share: usize) -> Self {
        Self { threads, alone: alone as u64, share: share.max(1), pool: None, benches: Benches::default() }
    }

    /// In how many parts tables are.
    pub(super) fn parts(&self) -> usize {
        self.threads.next_power_of_two() * PARTS
    }

    /// After how many rows other threads are to be called.
    pub(super) fn alone(&self) -> u64 {
        if self.threads > 1 { self.alone } else { u64::MAX }
    }

    /// The threads, if one at work has reached a pause and there are others. Where the system gives none it works on alone.
    pub(super) fn call(&mut self, watch: &mut Watch) -> Option<Arc<ThreadPool>> {
        if !watch.is_due() {
            return None;
        }
        watch.pause_at(u64::MAX);
        self.pool()
    }

    /// The threads, if there are others.
    pub(super) fn pool(&mut self) -> Option<Arc<ThreadPool>> {
        if self.threads < 2 {
            return None;
        }
        if self.pool.is_none() {
            self.pool = ThreadPoolBuilder::new().num_threads(self.threads).build().ok().map(Arc::new);
            self.threads = if self.pool.is_some() { self.threads } else { 1 };
        }
        self.pool.clone()
    }
}

impl Output<'_> {
    fn another(&self) -> Self {
        match self {
            Self::Fan(fan) => Self::Fan(Box::new(fan.another())),
            Self::Rows(head) => Self::Rows(head.clone()),
        }
    }
}

impl<'p, 'g> Worker<'p, 'g> {
    pub(super) fn new(
        pipeline: Pipeline<'p>,
        output: Output<'p>,
        variables: usize,
        watch: Watch<'g>,
        benches: &mut Benches,
    ) -> Self {
        let (block, out) = (Block::new(variables), benches.out.pop().unwrap_or_default());
        Self { pipeline, output, block, next: 0, out, watch, are_new: false, is_done: false, outcome: Ok(()) }
    }

    /// Works until it has done its share or all that there is.
    pub(super) fn work(&mut self, shared: Shared<'_>) {
        self.out.clear(shared.router);
        self.outcome = self.derive(shared).and_then(|()| self.keep_open(shared));
    }

    /// Drops of what it derived what is known to change nothing.
    fn keep_open(&mut self, shared: Shared<'_>) -> Result<(), Halt> {
        let table = &shared.relations.tables[shared.head.0];
        if shared.is_plain {
            let before = self.out.count;
            if !self.are_new {
                self.out.drop_known(table);
            }
            self.are_new |= !table.is_empty() && self.out.count > before / 4 * 3;
            return Ok(());
        }
        let Self { out, watch, .. } = self;
        let kept = shared.kinds.keep_open(shared.head, &mut out.rows, table, shared.dictionary, watch)?;
        out.count = kept.unwrap_or(out.count);
        Ok(())
    }

    fn derive(&mut self, shared: Shared<'_>) -> Result<(), Halt> {
        self.watch.pause_after(shared.share as u64);
        while !self.is_done && self.out.weight() < shared.share && !self.watch.is_due() {
            if self.next == self.block.len {
                self.draw(shared)?;
            }
            let before = self.out.looked_at();
            self.give(shared)?;
            self.watch.look_at(self.out.looked_at() - before)?;
        }
        Ok(())
    }

    /// Draws the next block of bindings.
    fn draw(&mut self, shared: Shared<'_>) -> Result<(), Halt> {
        let Shared { relations, dictionary, block, .. } = shared;
        let mut context = Context { relations, dictionary, watch: &mut self.watch, block };
        self.next = 0;
        self.is_done = !self.pipeline.next(&mut context, &mut self.block)?;
        if let Output::Fan(fan) = &mut self.output {
            fan.find(relations, dictionary, &mut self.block);
        }
        Ok(())
    }

    /// Gives out what becomes of the block.
    fn give(&mut self, shared: Shared<'_>) -> Result<(), Halt> {
        match &mut self.output {
            Output::Fan(fan) => {
                let Shared { relations, share, .. } = shared;
                self.next = fan.give(relations, &self.block, self.next, share, &mut self.out);
            }
            Output::Rows(head) => {
                let rows = head.rows(&self.block, shared.dictionary, &mut self.out.rows)?;
                self.out.place(rows, head.arity());
                self.next = self.block.len;
            }
        }
        Ok(())
    }
}

/// Gives those who have nothing to do half of the work of whoever has most, as long as there is any to give.
pub(super) fn share_out(workers: &mut Vec<Worker<'_, '_>>, threads: usize, benches: &mut Benches) {
    for at in 0..threads {
        if workers.get(at).is_some_and(|worker| !worker.is_done) {
            continue;
        }
        let busiest = (0..workers.len()).max_by_key(|&at| (workers[at].pipeline.left(), Reverse(at)));
        let Some(busiest) = busiest else { return };
        let giver = &mut workers[busiest];
        let Some(pipeline) = giver.pipeline.split() else { return };
        let (output, watch) = (giver.output.another(), giver.watch.another());
        let variables = giver.block.columns.len();
        match workers.get_mut(at) {
            Some(idle) => (idle.pipeline, idle.is_done) = (pipeline, false),
            None => {
                workers.push(Worker::new(pipeline, output, variables, watch, benches));
            }
        }
    }
}

/// The error of those who failed, the same whoever failed first: that of a functor before any other.
pub(super) fn outcome<'o>(outcomes: impl Iterator<Item = &'o Result<(), Halt>>) -> Result<(), Halt> {
    let failed = outcomes.filter_map(|outcome| outcome.clone().err());
    let by_text = |halt: &Halt| match halt {
        Halt::Functor(error) => (0, error.to_string()),
        Halt::Limit(limit) => (1, limit.to_string()),
        Halt::Interrupted => (2, String::new()),
    };
    failed.min_by_key(by_text).map_or(Ok(()), Err)
}
