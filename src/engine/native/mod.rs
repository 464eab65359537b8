//! The native executor: semi-naive evaluation of plans over flat tables, block by block.
//!
//! Rules that use only lower strata are evaluated once; the others in rounds, in each of which one atom of a recursive relation sees
//! only the rows of the last round (Bancilhon and Ramakrishnan 1986). [`run`] decides what is evaluated when, [`pipeline`] evaluates
//! one plan, [`relations`] holds what it reads.

mod account;
mod aggregates;
mod arithmetic;
mod block;
mod choice;
mod column;
mod conditions;
mod context;
mod crew;
mod distinct;
mod dominance;
mod draw;
mod existence;
mod expiry;
mod failing;
mod fan;
mod finder;
mod folded;
mod front;
mod gathering;
mod groups;
mod keys;
mod kinds;
mod least_error;
mod maintain;
mod meeting;
mod numbering;
mod once;
mod order;
mod outcome;
mod outgoing;
mod owner;
mod pipeline;
mod recall;
mod recent;
mod relations;
mod run;
mod scale;
mod spare;
mod standing;
mod statistics;
mod steps;
mod subsumption;
mod together;
mod version;

pub use self::maintain::{Maintained, Upkeep};

use self::context::Context;
use self::crew::Team;
use self::draw::Draw;
use self::expiry::Expiry;
use self::folded::Folded;
use self::gathering::Gathering;
use self::kinds::Kinds;
use self::relations::Relations;
use self::run::Run;
use self::spare::Spare;
use self::statistics::Statistics;
use super::error::Place;
use super::guard::{Halt, Progress, Watch};
use super::{Costs, EngineError, Executor, Guard, size_limits};
use crate::plan::{Lookup, Plan, plan};
use crate::program::ir::{Program, RelationId, Rule};
use crate::store::{Changes, Database, Dictionary, Indexes, Table};

/// The native executor as it is by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

/// The native executor with settings of its own. They change how long a run takes, never what it derives.
#[derive(Clone, Copy, Debug)]
pub struct Tuned {
    /// How many bindings a block holds; at least 1.
    pub block: usize,
    /// How many threads there are at most; at least 1.
    pub threads: usize,
    /// How many rows one thread looks at in an evaluation of a rule before others are called.
    pub alone: usize,
    /// How many rows each thread looks at or derives, about, between two exchanges with the others.
    pub share: usize,
    /// How many rows a relation that no rule of its stratum reads has to have before its rows are told apart together, while nearly all
    /// of them are new.
    pub gather: usize,
    /// How many rows a recursive rule has to have looked at for each row of what it would find beforehand of relations that are complete.
    pub fold: u64,
}

impl Default for Tuned {
    fn default() -> Self {
        Self { block: 1024, threads: 1, alone: 1 << 11, share: 1 << 18, gather: 1 << 13, fold: 16 }
    }
}

impl Tuned {
    fn within(guard: &Guard) -> Self {
        let default = Self::default();
        // What is only written needs no set; who asks or changes something afterwards does.
        let gather = if guard.is_for_outputs() { default.gather } else { usize::MAX };
        Self { threads: guard.threads(), gather, ..default }
    }

    fn run_with(
        &self,
        team: Team,
        program: &Program,
        input: Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Database, EngineError> {
        let progress = Progress::new(guard, program.rules.len());
        let (kinds, limits) = (Kinds::new(program, &input), size_limits(program));
        let relations = Relations::new(input.tables, dictionary).with_indexes(input.indexes.take());
        let (statistics, block, costs) = (Statistics::default(), self.block.max(1), Costs::default());
        let expiry = guard.is_for_outputs().then(|| Expiry::of(program));
        let are_tested = expiry.as_ref().map(Expiry::are_tested).unwrap_or_default();
        let mut run = Run {
            program,
            dictionary,
            relations,
            kinds,
            statistics,
            limits,
            progress,
            block,
            costs,
            team,
            spare: Spare::default(),
            gathering: Gathering::new(self.gather, are_tested),
            folded: Folded::new(self.fold),
            round: 0,
        };
        let ended = program.strata.iter().enumerate().try_for_each(|(at, stratum)| {
            run.stratum(stratum)?;
            if let Some(expiry) = &expiry {
                run.let_go(expiry, at);
            }
            Ok(())
        });
        if let Some(live) = guard.live() {
            live.end();
        }
        ended?;
        guard.tell(|| run.costs);
        Ok(database(run.relations))
    }

    /// The rows that a plan finds; none if tables would have to be passed over too often for want of indexes.
    fn drawn(
        &self,
        plan: &Plan,
        relations: &Relations<'_>,
        dictionary: &Dictionary,
        progress: &mut Progress<'_>,
    ) -> Result<Option<Table>, Halt> {
        let (mut answers, block) = (Table::new(plan.head.len()), self.block.max(1));
        let mut draw = Draw::new(plan, block);
        progress.watch.pause_at(u64::MAX - 1);
        while !relations.lacks_passes() {
            let context = Context { relations, dictionary, watch: &mut progress.watch, block };
            let more = draw.next(context)?;
            let added = answers.insert_cells(&draw.rows.cells, draw.len);
            progress.derive(0, draw.len as u64, added as u64)?;
            if !more {
                return Ok(Some(answers));
            }
        }
        Ok(None)
    }

    fn team(&self, program: &Program) -> Team {
        let threads = if failing::needs_one_thread(program) { 1 } else { self.threads };
        Team::new(threads, self.alone, self.share)
    }
}

/// The tables with their indexes, which questions and changes will need.
fn database(relations: Relations<'_>) -> Database {
    let (tables, indexes) = relations.into_parts();
    Database { tables, indexes: Indexes::of(indexes) }
}

impl Executor for Native {
    fn name(&self) -> &'static str {
        "native"
    }

    fn run(
        &self,
        program: &Program,
        input: Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Database, EngineError> {
        Tuned::within(guard).run(program, input, dictionary, guard)
    }

    fn answer(
        &self,
        rule: &Rule,
        database: &Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Table, EngineError> {
        Tuned::within(guard).answer(rule, database, dictionary, guard)
    }

    fn maintain(
        &self,
        program: &Program,
        database: &mut Database,
        upkeep: &mut Upkeep,
        changes: &Changes,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Option<Maintained>, EngineError> {
        maintain::maintain(program, database, upkeep, changes, dictionary, guard)
    }
}

impl Executor for Tuned {
    fn name(&self) -> &'static str {
        "native"
    }

    fn run(
        &self,
        program: &Program,
        input: Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Database, EngineError> {
        let mut team = self.team(program);
        let given: u64 = input.tables.iter().map(|table| table.len() as u64).sum();
        // From within a pool its threads are called sooner than from outside.
        match if given < team.alone() { None } else { team.pool() } {
            Some(pool) => pool.install(|| self.run_with(team, program, input, dictionary, guard)),
            None => self.run_with(team, program, input, dictionary, guard),
        }
    }

    fn answer(
        &self,
        rule: &Rule,
        database: &Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Table, EngineError> {
        let mut progress = Progress::new(guard, 1);
        let indexes = database.indexes.take();
        let mut relations = Relations::new(database.tables.as_slice(), dictionary).with_indexes(indexes);
        // A question is one rule of many, and over in less time than full samples take.
        let mut statistics = Statistics::rough();
        statistics.look_at(&rule.body, &database.tables);
        let plan = plan(rule, None, None, &|_| false, &|id, given| {
            statistics.expected_rows(id, given, &database.tables)
        });
        let is_equivalence = |id: RelationId| database.tables[id.0].as_classes().is_some();
        let plan = plan.with_split_scans(&is_equivalence);
        let place = Place::Question(rule);
        let asked = |lookup: &Lookup| database.indexes.search(lookup.relation.0, &lookup.columns, 1);
        let answers = relations.prepare_to_ask(&plan, &asked, &mut progress.watch).and_then(|()| {
            let found = self.drawn(&plan, &relations, dictionary, &mut progress)?;
            if found.is_some() {
                return Ok(found);
            }
            // There are too many keys to be looked for without indexes.
            relations.allow_passes(usize::MAX);
            progress = Progress::new(guard, 1);
            relations.prepare(&plan, &mut progress.watch)?;
            self.drawn(&plan, &relations, dictionary, &mut progress)
        });
        database.indexes.keep(relations.indexes().to_vec());
        answers.map(Option::unwrap_or_default).map_err(|halt| halt.at(&place, &progress, dictionary))
    }

    fn maintain(
        &self,
        program: &Program,
        database: &mut Database,
        upkeep: &mut Upkeep,
        changes: &Changes,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Option<Maintained>, EngineError> {
        maintain::maintain(program, database, upkeep, changes, dictionary, guard)
    }
}
