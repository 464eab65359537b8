//! One version of a rule is evaluated, and its rows go where they belong: written out block by block, or list by list, by one thread or
//! several.

use std::time::Instant;

use super::Run;
use crate::engine::native::Halt;
use crate::engine::native::block::Block;
use crate::engine::native::context::Context;
use crate::engine::native::crew::{Begun, Output};
use crate::engine::native::draw::Draw;
use crate::engine::native::existence;
use crate::engine::native::fan::Fan;
use crate::engine::native::pipeline::Pipeline;
use crate::engine::native::version::Version;
use crate::plan::Plan;
use crate::program::ir::{Kind, Stratum};

/// By so many times as many rows are looked at by one thread where bindings may repeat.
const REPEATED: u64 = 256;

impl<'a> Run<'a> {
    pub(super) fn version(&mut self, stratum: &Stratum, version: &mut Version<'a>) -> Result<(), Halt> {
        let started = Instant::now();
        self.compute(stratum, version)?;
        self.fold(stratum, version)?;
        if !self.prepare(stratum, version)? {
            return Ok(());
        }
        let before = self.progress.watch.looked_at();
        let derived = self.derive(version).map_err(|halt| self.least_error(version, halt));
        version.looked_at = self.progress.watch.looked_at() - before;
        version.work += version.looked_at;
        if let Some(at) = version.at {
            self.progress.evaluated(at, started.elapsed());
        }
        derived
    }

    /// Adds what a prepared version derives to its head's table.
    fn derive(&mut self, version: &Version<'a>) -> Result<(), Halt> {
        let head = version.rule.head;
        self.relations.review(head, &mut self.progress.watch)?;
        let (Some(at), Some((plan, _))) = (version.at, &version.plan) else { return Ok(()) };
        if self.program.relations[head.0].kind == Kind::Plain
            && let Some(fan) = Fan::of(plan, head, &self.relations)
        {
            self.end_gathering()?;
            return self.spread(version, plan, fan);
        }
        let is_plain = self.program.relations[head.0].kind == Kind::Plain;
        if is_plain && plan.gives_each_row_once() && self.relations.tables[head.0].is_empty() {
            return self.append(at, plan);
        }
        let alone = self.alone(version, plan);
        self.progress.watch.pause_after(alone);
        let in_words = self.kinds.compares(head);
        let mut draw = Draw::within(&mut self.spare, plan, self.block).in_words(in_words);
        if let Some(first) = plan.stages.first() {
            let Self { relations, progress, team, .. } = self;
            let (order, call) = (existence::order(plan), || team.pool());
            draw.put_in_order(relations.in_order(&first.join, &order, alone, call, &mut progress.watch)?);
        }
        if version.looked_at > alone
            && !repeats(plan)
            && let Some(pool) = self.team.pool()
        {
            let Self { relations, dictionary, progress, block, .. } = self;
            draw.begin(Context { relations, dictionary, watch: &mut progress.watch, block: *block })?;
            let (pipeline, head) = draw.into_parts();
            return self.end_together(&pool, Begun { rule: at, plan, pipeline, output: Output::Rows(head) });
        }
        loop {
            let Self { relations, dictionary, progress, block, .. } = self;
            let watch = &mut progress.watch;
            if !draw.next(Context { relations, dictionary, watch, block: *block })? {
                draw.end(&mut self.spare);
                return Ok(());
            }
            self.relations.review(head, &mut self.progress.watch)?;
            self.admit(at, &draw.rows, draw.len)?;
            if let Some(pool) = self.team.call(&mut self.progress.watch) {
                let (pipeline, head) = draw.into_parts();
                return self
                    .end_together(&pool, Begun { rule: at, plan, pipeline, output: Output::Rows(head) });
            }
        }
    }

    /// Adds what a plan derives to its head's table, which is empty; all its rows are different.
    fn append(&mut self, rule: usize, plan: &Plan) -> Result<(), Halt> {
        let head = self.program.rules[rule].head;
        self.draw(plan, |cells, count, run| {
            run.relations.tables.to_mut()[head.0].append_cells(cells, count);
            run.progress.derive(rule, count as u64, count as u64)
        })
    }

    /// How many rows one thread looks at before others are called. Where bindings may repeat, which threads find out each for itself, and
    /// are met only once, what comes before them is best left to one.
    fn alone(&self, version: &Version, plan: &Plan) -> u64 {
        let is_left_to_one = version.delta.is_none() && repeats(plan);
        self.team.alone().saturating_mul(if is_left_to_one { REPEATED } else { 1 })
    }

    /// Gives `take` the cells of the head rows of a version, block by block.
    pub(in crate::engine::native) fn heads(
        &mut self,
        stratum: &Stratum,
        version: &mut Version<'a>,
        take: impl FnMut(&[i32], usize, &mut Self) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let is_due = self.prepare(stratum, version)?;
        match &version.plan {
            Some((plan, _)) if is_due => self.draw(plan, take),
            _ => Ok(()),
        }
    }

    /// Gives `take` the cells of the head rows of a plan, block by block.
    fn draw(
        &mut self,
        plan: &Plan,
        mut take: impl FnMut(&[i32], usize, &mut Self) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let mut draw = Draw::within(&mut self.spare, plan, self.block);
        self.progress.watch.pause_at(u64::MAX);
        loop {
            let Self { relations, dictionary, progress, block, .. } = self;
            let watch = &mut progress.watch;
            if !draw.next(Context { relations, dictionary, watch, block: *block })? {
                draw.end(&mut self.spare);
                return Ok(());
            }
            take(&draw.rows.cells, draw.len, self)?;
        }
    }

    /// Adds the rows of a plan that ends in a fan to the head's table.
    fn spread(&mut self, version: &Version, plan: &Plan, mut fan: Fan) -> Result<(), Halt> {
        let Some(rule) = version.at else { return Ok(()) };
        let head = self.program.rules[rule].head;
        let Some((_, stages)) = plan.stages.split_last() else { return Ok(()) };
        let spare = &mut self.spare;
        let unit = Block { len: 1, ..spare.block(plan.variables) };
        let pipeline = Pipeline::within(spare, &plan.before, stages, unit, self.block);
        let mut pipeline = pipeline.start_from(plan.groups.as_deref());
        if let Some(first) = stages.first().map(|stage| &stage.join) {
            let Self { relations, progress, team, .. } = self;
            let order = match fan.order(first, relations) {
                order if order.is_empty() => existence::order(plan),
                order => order,
            };
            let (enough, call) = (team.alone(), || team.pool());
            pipeline.put_in_order(relations.in_order(first, &order, enough, call, &mut progress.watch)?);
        }
        let mut block = self.spare.block(plan.variables);
        // Rows that are not written out are soon made.
        let alone = self.alone(version, plan).saturating_mul(2);
        self.progress.watch.pause_after(alone);
        if version.looked_at > alone
            && !repeats(plan)
            && let Some(pool) = self.team.pool()
        {
            let Self { relations, dictionary, progress, .. } = self;
            let watch = &mut progress.watch;
            pipeline.begin(&mut Context { relations, dictionary, watch, block: self.block })?;
            return self
                .end_together(&pool, Begun { rule, plan, pipeline, output: Output::Fan(Box::new(fan)) });
        }
        loop {
            let Self { relations, dictionary, progress, .. } = self;
            let watch = &mut progress.watch;
            let mut context = Context { relations, dictionary, watch, block: self.block };
            if !pipeline.next(&mut context, &mut block)? {
                pipeline.end(&mut self.spare);
                self.spare.keep_block(block);
                return Ok(());
            }
            relations.review(head, &mut progress.watch)?;
            fan.spread(relations, dictionary, &mut block, |spread| {
                progress.look_at(spread.looked_at)?;
                progress.derive(rule, spread.candidates as u64, spread.added as u64)
            })?;
            if let Some(pool) = self.team.call(&mut self.progress.watch) {
                return self
                    .end_together(&pool, Begun { rule, plan, pipeline, output: Output::Fan(Box::new(fan)) });
            }
        }
    }
}

/// Whether a join may give bindings that the next one is to meet only once.
fn repeats(plan: &Plan) -> bool {
    plan.stages.iter().any(|stage| stage.join.may_repeat)
}
