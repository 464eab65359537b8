//! Threads that each derive the rows for parts of the head's table that are their own.
//!
//! Where a rule ends in a fan, and its first and only other join tells the prefix of a row, as in `path(x, z) :- path(x, y), arc(y, z)`,
//! nothing has to be handed from one thread to another: each goes through all bindings and keeps its own.

use rayon::ThreadPool;
use rayon::prelude::*;

use super::block::Block;
use super::context::Context;
use super::crew::{Begun, Output, outcome};
use super::fan::Fan;
use super::pipeline::Pipeline;
use super::relations::Relations;
use super::run::Run;
use super::{Halt, Watch};
use crate::store::{Dictionary, Holding, Router};

/// How many rows tell whether threads would have as much to do as each other.
const SAMPLE: usize = 256;

/// A thread with what it holds.
struct Owner<'p, 'g> {
    pipeline: Pipeline<'p>,
    fan: Fan<'p>,
    block: Block,
    /// The first binding of the block that was not given out.
    next: usize,
    holding: Holding,
    watch: Watch<'g>,
    candidates: usize,
    is_done: bool,
    outcome: Result<(), Halt>,
}

impl Run<'_> {
    /// How the head's table is divided, if each thread can derive what belongs into its own parts.
    pub(super) fn divided_among_owners(&mut self, begun: &Begun) -> Option<Router> {
        let Output::Fan(fan) = &begun.output else { return None };
        let head = self.program.rules[begun.rule].head;
        let parts = self.team.parts();
        let router = self.relations.tables.to_mut()[head.0].divide(parts)?;
        let first = &begun.plan.stages.first()?.join;
        let columns = fan.prefix_columns(first, router)?;
        let is_read = self.relations.asks_table(begun.plan, head);
        let rows = begun.pipeline.rows_left().filter(|_| first.lookup.columns.is_empty() && !is_read)?;
        let table = self.relations.table(first.lookup.relation, first.lookup.view);
        let threads = self.team.threads;
        if (rows.len() as u64) < self.team.alone() / 16 || table.as_classes().is_some() {
            return None;
        }
        let (mut shares, step) = (vec![0; threads], (rows.len() / SAMPLE).max(1));
        for row in rows.step_by(step) {
            let cells = &table.cells()[row * table.arity()..(row + 1) * table.arity()];
            let prefix: Vec<i32> = columns.iter().map(|&column| cells[column]).collect();
            shares[router.holder(&prefix, threads)] += 1;
        }
        // Half as much again as everybody's share is still less than to hand over everything.
        let (most, all) = (shares.iter().max()?, shares.iter().sum::<usize>());
        (most * threads * 2 <= all * 3).then_some(router)
    }

    /// Ends what was begun with one thread, each thread adding rows to parts of its own.
    pub(super) fn end_with_owners(
        &mut self,
        pool: &ThreadPool,
        begun: Begun<'_>,
        router: Router,
    ) -> Result<(), Halt> {
        let head = self.program.rules[begun.rule].head;
        let Begun { rule, plan, pipeline, output: Output::Fan(fan) } = begun else { return Ok(()) };
        let mut benches = std::mem::take(&mut self.team.benches);
        let table = &mut self.relations.tables.to_mut()[head.0];
        let mut owners: Vec<Owner> = Vec::new();
        for holding in table.lend(router, self.team.threads, &mut benches.fresh) {
            owners.push(Owner {
                pipeline: pipeline.copy(),
                fan: fan.another(),
                block: Block::new(plan.variables),
                next: 0,
                holding,
                watch: self.progress.watch.another(),
                candidates: 0,
                is_done: false,
                outcome: Ok(()),
            });
        }
        let ended = pool.install(|| self.derive_by_owners(rule, &mut owners));
        self.progress.watch.join(owners.iter().map(|owner| &owner.watch));
        let holdings = owners.into_iter().map(|owner| owner.holding).collect();
        self.relations.tables.to_mut()[head.0].take_back(holdings, &mut benches.fresh);
        self.team.benches = benches;
        ended
    }

    /// Lets all derive until the next pause, and takes up what is new, until there is nothing left to do.
    fn derive_by_owners(&mut self, rule: usize, owners: &mut [Owner<'_, '_>]) -> Result<(), Halt> {
        let head = self.program.rules[rule].head;
        while owners.iter().any(|owner| !owner.is_done) {
            let Self { relations, dictionary, block, team, .. } = self;
            let shared = Shared { relations, dictionary, block: *block, share: team.share };
            owners.par_iter_mut().for_each(|owner| owner.outcome = owner.derive(shared));
            outcome(owners.iter().map(|owner| &owner.outcome))?;
            let offered: usize = owners.iter_mut().map(|owner| std::mem::take(&mut owner.candidates)).sum();
            let table = &mut self.relations.tables.to_mut()[head.0];
            let added = table.add_fresh(owners.iter_mut().map(|owner| &mut owner.holding));
            self.progress.derive(rule, offered as u64, added as u64)?;
        }
        Ok(())
    }
}

/// What all threads read while they work.
#[derive(Clone, Copy)]
struct Shared<'a> {
    relations: &'a Relations<'a>,
    dictionary: &'a Dictionary,
    block: usize,
    /// How much work there is between two pauses.
    share: usize,
}

impl Owner<'_, '_> {
    /// Works until it has done its share or all that there is.
    fn derive(&mut self, shared: Shared<'_>) -> Result<(), Halt> {
        self.watch.pause_after(shared.share as u64);
        while !self.is_done && !self.watch.is_due() {
            if self.next == self.block.len {
                self.draw(shared)?;
            }
            let Self { fan, block, holding, .. } = self;
            let (next, candidates) = fan.give_own(shared.relations, block, self.next, holding);
            self.next = next;
            self.candidates += candidates;
            self.watch.look_at(candidates)?;
        }
        Ok(())
    }

    /// Draws the next block of bindings and keeps those whose rows are for its parts.
    fn draw(&mut self, shared: Shared<'_>) -> Result<(), Halt> {
        let Shared { relations, dictionary, block, .. } = shared;
        let mut context = Context { relations, dictionary, watch: &mut self.watch, block };
        self.next = 0;
        self.is_done = !self.pipeline.next(&mut context, &mut self.block)?;
        self.fan.find_own(relations, dictionary, &mut self.block, &self.holding);
        Ok(())
    }
}
