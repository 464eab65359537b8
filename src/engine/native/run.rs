//! A run: which rules are evaluated when, and where their rows go.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Instant;

use super::aggregates;
use super::block::Block;
use super::context::Context;
use super::crew::{Begun, Output, Team};
use super::draw::Draw;
use super::existence;
use super::failing::can_fail;
use super::fan::Fan;
use super::folding::Folded;
use super::gathering::Gathering;
use super::kinds::Kinds;
use super::pipeline::Pipeline;
use super::relations::Relations;
use super::spare::Spare;
use super::standing::OfRound;
use super::statistics::Statistics;
use super::version::{Subsumption, Version};
use super::{Halt, Progress};
use crate::engine::EngineError;
use crate::engine::costs::Costs;
use crate::engine::error::{Place, SAMPLE};
use crate::plan::{Given, Known, Need, Plan, View, handed_on, plan, plan_linked};
use crate::program::ir::{Arg, Kind, Literal, Program, RelationId, Rule, Stratum};
use crate::store::Dictionary;

/// A run and all that it works on.
pub(super) struct Run<'a> {
    pub(super) program: &'a Program,
    pub(super) dictionary: &'a Dictionary,
    pub(super) relations: Relations<'a>,
    pub(super) kinds: Kinds,
    pub(super) statistics: Statistics,
    pub(super) limits: BTreeMap<RelationId, usize>,
    pub(super) progress: Progress<'a>,
    /// How many bindings a block holds.
    pub(super) block: usize,
    pub(super) costs: Costs,
    pub(super) team: Team,
    pub(super) spare: Spare,
    pub(super) gathering: Gathering,
    pub(super) folded: Folded,
    /// The round of the stratum, 0 before the first.
    pub(super) round: u64,
}

impl<'a> Run<'a> {
    pub(super) fn stratum(&mut self, stratum: &'a Stratum) -> Result<(), EngineError> {
        let has_kind = |id: &RelationId| self.program.relations[id.0].kind != Kind::Plain;
        if stratum.rules.is_empty() && !stratum.relations.iter().any(has_kind) && !self.is_recorded(stratum) {
            return Ok(());
        }
        let is_plain = |id: &RelationId| {
            matches!(self.program.relations[id.0].kind, Kind::Plain | Kind::Equivalence { .. })
        };
        let plain_rule = |&at: &usize| {
            let rule = &self.program.rules[at];
            !can_fail(rule) && !rule.asks_round()
        };
        self.relations.is_lenient = self.limits.is_empty()
            && !self.is_recorded(stratum)
            && stratum.relations.iter().all(is_plain)
            && stratum.rules.iter().all(plain_rule);
        let Self { kinds, relations, dictionary, progress, .. } = self;
        let begun =
            kinds.begin(self.program, stratum, relations.tables.to_mut(), dictionary, &mut progress.watch);
        begun.map_err(|halt| self.error(halt, stratum, None))?;
        self.number(stratum).map_err(|halt| self.error(halt, stratum, None))?;
        self.favour(stratum);
        let (mut once, mut rounds) =
            self.versions(stratum).map_err(|halt| self.error(halt, stratum, None))?;
        let (started, mut rounds_done) = (Instant::now(), 0);
        self.round = 0;
        self.report(stratum, 0);
        self.may_gather(stratum, !rounds.is_empty());
        self.evaluate(stratum, &mut once)?;
        self.end_gathering().map_err(|halt| self.error(halt, stratum, None))?;
        let mut subsumptions = self.subsumptions(stratum);
        let mut is_new = self.end_round(stratum, &mut subsumptions, Relations::begin)?;
        for round in 1.. {
            self.report(stratum, round);
            let Self { relations, progress, .. } = self;
            let begun = progress.begin_round(round).and_then(|()| progress.count(|| relations.bytes()));
            begun.map_err(|halt| self.error(halt, stratum, None))?;
            if !is_new || rounds.is_empty() || self.is_full(stratum) {
                break;
            }
            self.round = round;
            self.evaluate(stratum, &mut rounds)?;
            is_new = self.end_round(stratum, &mut subsumptions, Relations::advance)?;
            rounds_done = round;
        }
        once.append(&mut rounds);
        self.costs.strata.extend(self.cost(stratum, &once, rounds_done, started.elapsed()));
        for &id in &stratum.relations {
            self.relations.finish(id);
            self.statistics.finish(id, self.relations.tables[id.0].len());
        }
        self.relations.forget_groups();
        self.unfold();
        Ok(())
    }

    /// Tells empty tables which column rules hand on under conditions: that is best held together.
    fn favour(&mut self, stratum: &Stratum) {
        let is_complete = |id: RelationId| !stratum.relations.contains(&id);
        for &id in &stratum.relations {
            let rules = stratum.rules.iter().map(|&at| &self.program.rules[at]);
            let column = handed_on(id, rules, &is_complete);
            if column.is_some() && self.relations.tables[id.0].is_empty() {
                self.relations.tables.to_mut()[id.0].favour(column);
            }
        }
    }

    /// The rules that use only lower strata, and the others once for each of their recursive atoms. What closes an equivalence is
    /// among neither: [`kinds`] does that.
    fn versions(&mut self, stratum: &Stratum) -> Result<(Vec<Version<'a>>, Vec<Version<'a>>), Halt> {
        let program = self.program;
        let closes = |at: usize| program.relations[program.rules[at].head.0].kind.closing().contains(&at);
        let (mut once, mut rounds) = (Vec::new(), Vec::new());
        for at in stratum.rules.iter().copied().filter(|&at| !closes(at)) {
            let rule = &program.rules[at];
            let deltas = recursive_atoms(rule, stratum);
            if deltas.is_empty() {
                once.extend(self.by_links(Version::new(Some(at), Cow::Borrowed(rule), None)));
            } else if let Some(rule) = self.unsettled(stratum, rule)? {
                let version = |delta| Version::new(Some(at), rule.clone(), Some(delta));
                rounds.extend(deltas.into_iter().flat_map(|delta| self.by_links(version(delta))));
            }
        }
        Ok((once, rounds))
    }

    /// The versions that do for one: where the classes of an equivalence are all that its rows are for, it need not derive them all.
    fn by_links(&self, version: Version<'a>) -> Vec<Version<'a>> {
        let is_equivalence = |id: RelationId| self.relations.tables[id.0].as_classes().is_some();
        let is_planned = version.at.is_some_and(|at| self.program.orders.keys().any(|(rule, _)| *rule == at));
        let is_free =
            self.limits.is_empty() && !is_planned && !version.asks_round && !can_fail(&version.rule);
        if is_free && is_equivalence(version.rule.head) {
            version.by_links(&is_equivalence)
        } else {
            vec![version]
        }
    }

    /// Settles what was derived, marks it as the last round's and drops what is subsumed; says whether any relation of the stratum has
    /// rows of the last round.
    fn end_round(
        &mut self,
        stratum: &Stratum,
        subsumptions: &mut [Subsumption<'a>],
        mark: impl Fn(&mut Relations<'a>, RelationId) -> bool,
    ) -> Result<bool, EngineError> {
        let settled = stratum.relations.iter().try_for_each(|&id| {
            let table = &mut self.relations.tables.to_mut()[id.0];
            self.kinds.settle(id, table, self.dictionary, &mut self.progress)
        });
        let mut ended = settled;
        for &id in &stratum.relations {
            let (dictionary, progress) = (self.dictionary, &mut self.progress);
            if let Some((OfRound { rows, beside, uncounted, by }, standing)) = self.kinds.take_round(id) {
                let outdoes = |row: &[i32], other: &[i32]| standing.outdoes(row, other, dictionary);
                let counted = if uncounted > 0 { progress.derive(by, 0, uncounted as u64) } else { Ok(()) };
                let placed = self.relations.place(id, (rows, beside), outdoes, &mut progress.watch);
                ended = ended.and(counted).and(placed);
            } else {
                mark(&mut self.relations, id);
            }
        }
        let ended =
            ended.and_then(|()| self.subsume(stratum, subsumptions)).and_then(|()| self.record(stratum));
        ended.map_err(|halt| self.error(halt, stratum, None))?;
        Ok(stratum.relations.iter().any(|&id| !self.relations.range(id, View::Delta).is_empty()))
    }

    fn is_full(&self, stratum: &Stratum) -> bool {
        let len = |id: &RelationId| self.relations.tables[id.0].len();
        stratum.relations.iter().any(|id| self.limits.get(id).is_some_and(|&most| len(id) >= most))
    }

    fn evaluate(&mut self, stratum: &Stratum, versions: &mut [Version<'a>]) -> Result<(), EngineError> {
        let prepared = self.prepare_together(stratum, versions);
        prepared.map_err(|halt| self.error(halt, stratum, None))?;
        for version in versions {
            let evaluated = self.version(stratum, version).or_else(|halt| {
                // What there is already is told with the error.
                self.end_gathering().and(Err(halt))
            });
            evaluated.map_err(|halt| self.error(halt, stratum, Some(&version.rule)))?;
        }
        Ok(())
    }

    fn version(&mut self, stratum: &Stratum, version: &mut Version<'a>) -> Result<(), Halt> {
        let started = Instant::now();
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
    pub(super) fn heads(
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

    /// Makes the indexes that versions need by several threads, where there are some and it pays.
    fn prepare_together(&mut self, stratum: &Stratum, versions: &mut [Version<'a>]) -> Result<(), Halt> {
        let delta = |&id: &RelationId| self.relations.range(id, View::Delta).len() as u64;
        let is_first = versions.iter().all(|version| version.plan.is_none());
        let rows: u64 = stratum.relations.iter().map(delta).sum();
        // Few rows of the last round are soon in all indexes.
        if self.team.alone() == u64::MAX || (!is_first && rows < self.team.alone() / 8) {
            return Ok(());
        }
        let mut plans = Vec::with_capacity(versions.len());
        for version in versions {
            if self.is_due(version) {
                self.replan(stratum, version);
                plans.extend(version.plan.as_ref().map(|(plan, _)| plan));
            }
        }
        let mut needs = Vec::new();
        for plan in plans {
            let Ok(()) = plan.each_need(&mut |need| {
                needs.push(need);
                Ok::<_, Infallible>(())
            });
        }
        let Self { relations, team, progress, .. } = self;
        relations.prepare_together(&needs, team.alone() / 2, || team.pool(), &progress.watch)
    }

    /// Whether there may be rows of the last round for a version. Of few it is seen whether they have its constants.
    fn is_due(&self, version: &Version<'a>) -> bool {
        let Some(Literal::Atom(atom)) = version.delta.map(|at| &version.rule.body[at]) else { return true };
        let mut rows = self.relations.range(atom.relation, View::Delta);
        let table = self.relations.table(atom.relation, View::Delta);
        let fits = |row: usize| {
            atom.args.iter().enumerate().all(|(column, arg)| match arg {
                Arg::Const(word) => table.word(row, column) == *word,
                Arg::Var(_) | Arg::Wildcard => true,
            })
        };
        if rows.len() > FEW { true } else { rows.any(fits) }
    }

    /// Makes the plan of a version and the indexes that it needs; says whether there is anything for it to do.
    fn prepare(&mut self, stratum: &Stratum, version: &mut Version<'a>) -> Result<bool, Halt> {
        if !self.is_due(version) {
            return Ok(false);
        }
        self.replan(stratum, version);
        if let Some((plan, _)) = &version.plan {
            self.relations.prepare(plan, &mut self.progress.watch)?;
            self.find_groups(plan)?;
        }
        Ok(true)
    }

    /// Finds the groups that a plan needs, which are the same in all rounds of a stratum.
    fn find_groups(&mut self, plan: &Plan) -> Result<(), Halt> {
        plan.each_at_once(&mut |aggregation| {
            if self.relations.groups(aggregation).is_none() {
                let Self { relations, dictionary, progress, block, team, .. } = self;
                let watch = &mut progress.watch;
                let mut context = Context { relations, dictionary, watch, block: *block };
                let (variables, call) = (plan.variables, &mut || team.pool());
                let groups = aggregates::groups(aggregation, variables, &mut context, call)?;
                self.relations.keep_groups(aggregation.clone(), groups);
            }
            Ok(())
        })
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
            if !fan.is_sieved() {
                relations.review(head, &mut progress.watch)?;
            }
            fan.spread(relations, &mut block, |spread| {
                progress.look_at(spread.looked_at)?;
                progress.derive(rule, spread.candidates as u64, spread.added as u64)
            })?;
            if let Some(pool) = self.team.call(&mut self.progress.watch) {
                return self
                    .end_together(&pool, Begun { rule, plan, pipeline, output: Output::Fan(Box::new(fan)) });
            }
        }
    }

    /// Plans the version unless it has a plan that still suits the sizes of its relations.
    fn replan(&mut self, stratum: &Stratum, version: &mut Version) {
        let (rule, tables) = (version.rule.as_ref(), &self.relations.tables);
        let asks_round = version.asks_round;
        if !asks_round && version.suits(tables) {
            return;
        }
        let sizes = version.reads.iter().map(|id| tables[id.0].len()).collect();
        self.statistics.look_at(&rule.body, tables);
        let is_recursive = |id: RelationId| stratum.relations.contains(&id);
        let expected = |id: RelationId, given: &[Given]| self.statistics.expected_rows(id, given, tables);
        let order = version.at.zip(version.delta).and_then(|key| self.program.orders.get(&key));
        let in_round = asks_round.then(|| rule.in_round(self.round));
        let rule = in_round.as_ref().unwrap_or(rule);
        let plan = match &version.linked {
            Some(linked) => plan_linked(linked, version.delta.is_some(), &expected),
            None => plan(rule, version.delta, order.map(Vec::as_slice), &is_recursive, &expected),
        };
        let mut plan = plan.with_split_scans(&|id| tables[id.0].as_classes().is_some());
        if let Some(delta) = version.delta.filter(|_| order.is_none() && version.linked.is_none()) {
            let given = |&column: &usize| Given { column, value: Known::Nothing };
            let is_worth = |need: &Need| {
                let columns: Vec<Given> = need.lookup.columns.iter().map(given).collect();
                self.relations.has_index(need) && expected(need.lookup.relation, &columns) >= WORTH_CROSSING
            };
            plan = plan.with_crossing_last(rule, delta, &is_worth);
        }
        version.plan = Some((plan, sizes));
    }

    fn error(&self, halt: Halt, stratum: &Stratum, rule: Option<&Rule>) -> EngineError {
        let rows = |&id: &RelationId| {
            self.relations.tables[id.0].rows().take(SAMPLE).map(move |row| (id, row.to_vec()))
        };
        let sample = stratum.relations.iter().flat_map(rows).take(SAMPLE).collect();
        let place = Place::Stratum { program: self.program, stratum, rule, sample };
        halt.at(&place, &self.progress, self.dictionary)
    }
}

/// Whether a join may give bindings that the next one is to meet only once.
fn repeats(plan: &Plan) -> bool {
    plan.stages.iter().any(|stage| stage.join.may_repeat)
}

/// By so many times as many rows are looked at by one thread where bindings may repeat.
const REPEATED: u64 = 256;

/// So few rows are soon looked at.
const FEW: usize = 16;

/// Where so many rows have what the rest of a body needs of them, the rest is not asked for each.
const WORTH_CROSSING: f64 = 6.0;

/// The positions of the atoms whose relations belong to the stratum.
fn recursive_atoms(rule: &Rule, stratum: &Stratum) -> Vec<usize> {
    let is_recursive = |literal: &Literal| match literal {
        Literal::Atom(atom) => stratum.relations.contains(&atom.relation),
        _ => false,
    };
    (0..rule.body.len()).filter(|&at| is_recursive(&rule.body[at])).collect()
}
