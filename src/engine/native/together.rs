//! A run with several threads: each works until the next pause, and what they derived is taken up.

use rayon::ThreadPool;
use rayon::prelude::*;

use super::Halt;
use super::crew::{Begun, Benches, Output, Shared, Worker, outcome, share_out};
use super::outgoing::Outgoing;
use super::run::Run;
use crate::program::ir::Kind;
use crate::store::Router;

impl Run<'_> {
    /// Ends with several threads what was begun with one.
    pub(super) fn end_together(&mut self, pool: &ThreadPool, begun: Begun<'_>) -> Result<(), Halt> {
        if let Some(router) = self.divided_among_owners(&begun) {
            return self.end_with_owners(pool, begun, router);
        }
        let Begun { rule, plan, pipeline, output } = begun;
        let (watch, mut benches) = (self.progress.watch.another(), std::mem::take(&mut self.team.benches));
        let mut workers = vec![Worker::new(pipeline, output, plan.variables, watch, &mut benches)];
        let ended = pool.install(|| {
            while workers.iter().any(|worker| !worker.is_done) {
                self.work_together(rule, &mut workers, &mut benches)?;
            }
            Ok(())
        });
        self.progress.watch.join(workers.iter().map(|worker| &worker.watch));
        benches.out.extend(workers.into_iter().map(|worker| worker.out));
        self.team.benches = benches;
        ended
    }

    /// Lets everybody work until the next pause, and takes up what was derived.
    fn work_together(
        &mut self,
        rule: usize,
        workers: &mut Vec<Worker<'_, '_>>,
        benches: &mut Benches,
    ) -> Result<(), Halt> {
        share_out(workers, self.team.threads, benches);
        let head = self.program.rules[rule].head;
        self.relations.review(head, &mut self.progress.watch)?;
        let is_plain = self.program.relations[head.0].kind == Kind::Plain && !self.gathering.gathers(head);
        let parts = self.team.parts();
        let router = if is_plain { self.relations.tables.to_mut()[head.0].divide(parts) } else { None };
        let Self { relations, dictionary, kinds, block, .. } = self;
        let (block, share) = (*block, self.team.share);
        let shared = Shared { relations, dictionary, kinds, block, head, router, is_plain, share };
        workers.par_iter_mut().for_each(|worker| worker.work(shared));
        outcome(workers.iter().map(|worker| &worker.outcome))?;
        self.take_up(rule, workers, &mut benches.fresh, router)
    }

    /// Adds to the head's table what was derived.
    fn take_up<'w>(
        &mut self,
        rule: usize,
        workers: &'w [Worker<'_, '_>],
        fresh: &mut Vec<Vec<i32>>,
        router: Option<Router>,
    ) -> Result<(), Halt> {
        let head = self.program.rules[rule].head;
        if let (Some(router), Some(first)) = (router, workers.first()) {
            let (table, lists) = match &first.output {
                Output::Fan(fan) if fan.gives_stretches(router) => {
                    self.relations.table_and_lists(head, fan.join)
                }
                _ => (&mut self.relations.tables.to_mut()[head.0], None),
            };
            let of_worker = |worker: &'w Worker| {
                let Outgoing { parted, arena, .. } = &worker.out;
                (parted, lists.unwrap_or(arena.as_slice()))
            };
            let candidates: Vec<_> = workers.iter().map(of_worker).collect();
            let added = table.insert_parted(router, &candidates, fresh);
            self.progress.derive(rule, 0, added as u64)?;
        }
        workers.iter().try_for_each(|worker| {
            let Outgoing { rows, count, offered, .. } = &worker.out;
            // Those that were left out, or taken up by parts, are counted too.
            self.progress.derive(rule, offered.saturating_sub(*count) as u64, 0)?;
            self.admit(rule, rows, *count)
        })
    }
}
