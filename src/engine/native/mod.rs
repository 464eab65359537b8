//! The native executor: semi-naive evaluation of plans over flat tables, block by block.
//!
//! Rules that use only lower strata are evaluated once; the others in rounds, in each of which one atom of a recursive relation sees
//! only the rows of the last round (Bancilhon and Ramakrishnan 1986). [`pipeline`] evaluates one plan, [`relations`] holds what it
//! reads, this file decides what is evaluated when.

mod aggregates;
mod block;
mod kinds;
mod pipeline;
mod relations;
mod statistics;
mod steps;
mod subsumption;

use std::collections::BTreeMap;

use self::block::Block;
use self::kinds::Kinds;
use self::pipeline::{Context, Pipeline};
use self::relations::Relations;
use self::statistics::{Statistics, is_alike, relations};
use super::error::{Place, SAMPLE};
use super::guard::{Halt, Progress};
use super::{EngineError, Executor, Guard, size_limits};
use crate::plan::{Operand, Plan, View, plan};
use crate::program::ir::{Expr, Kind, Literal, Program, RelationId, Rule, Stratum};
use crate::store::{Database, Dictionary, Table, Word};

/// The native executor.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

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
        let progress = Progress::new(guard, program.rules.len());
        let kinds = Kinds::new(program, &input);
        let relations = Relations::new(input.tables);
        let (statistics, limits) = (Statistics::default(), size_limits(program));
        let mut run = Run { program, dictionary, relations, kinds, statistics, limits, progress };
        for stratum in &program.strata {
            run.stratum(stratum)?;
        }
        Ok(Database { tables: run.relations.tables.into_owned() })
    }

    fn answer(
        &self,
        rule: &Rule,
        database: &Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Table, EngineError> {
        let mut progress = Progress::new(guard, 1);
        let mut relations = Relations::new(database.tables.as_slice());
        let mut statistics = Statistics::default();
        statistics.look_at(&rule.body, &database.tables);
        let plan = plan(rule, None, &|_| false, &|id, columns| statistics.expected_rows(id, columns));
        let place = Place::Question(rule);
        let prepared = relations.prepare(&plan, &mut progress);
        prepared.map_err(|halt| halt.at(&place, &progress, dictionary))?;
        let mut answers = Table::new(rule.head_terms.len());
        let mut draw = Draw::new(&plan);
        loop {
            let context = Context { relations: &relations, dictionary, progress: &mut progress };
            let more = draw.next(context).and_then(|more| {
                let added = answers.insert_all(&draw.rows, draw.len);
                progress.derive(0, added as u64)?;
                Ok(more)
            });
            if !more.map_err(|halt| halt.at(&place, &progress, dictionary))? {
                return Ok(answers);
            }
        }
    }
}

/// Draws head rows from a plan, block by block.
struct Draw<'p> {
    head: &'p [Expr],
    /// The head, if nothing in it is to be computed.
    operands: Option<Vec<Operand>>,
    pipeline: Pipeline<'p>,
    block: Block,
    /// Head rows, one after the other.
    rows: Vec<Word>,
    /// How many.
    len: usize,
}

impl<'p> Draw<'p> {
    fn new(plan: &'p Plan) -> Self {
        let pipeline = Pipeline::new(plan, Block::unit(plan.variables));
        let operands = plan.head.iter().map(as_operand).collect();
        let block = Block::new(plan.variables);
        Self { head: &plan.head, operands, pipeline, block, rows: Vec::new(), len: 0 }
    }

    /// Replaces `rows` by the next head rows; false when there are no more.
    fn next(&mut self, mut context: Context) -> Result<bool, Halt> {
        self.rows.clear();
        self.len = 0;
        if !self.pipeline.next(&mut context, &mut self.block)? {
            return Ok(false);
        }
        if let Some(head) = &self.operands {
            let words = |row| head.iter().map(move |term| (row, *term));
            let words = (0..self.block.len).flat_map(words);
            self.rows.extend(words.map(|(row, term)| self.block.operand(term, row)));
            self.len = self.block.len;
            return Ok(true);
        }
        for row in 0..self.block.len {
            self.add(row, context.dictionary)?;
        }
        Ok(true)
    }

    /// Adds the head of one binding, unless one of its terms has no value.
    fn add(&mut self, row: usize, dictionary: &Dictionary) -> Result<(), Halt> {
        let start = self.rows.len();
        for term in self.head {
            let Some(word) = self.block.value(term, row, dictionary)? else {
                self.rows.truncate(start);
                return Ok(());
            };
            self.rows.push(word);
        }
        self.len += 1;
        Ok(())
    }
}

/// An expression that is a variable or a constant.
fn as_operand(expr: &Expr) -> Option<Operand> {
    match expr {
        Expr::Var(variable) => Some(Operand::Var(*variable)),
        Expr::Const(word) => Some(Operand::Const(*word)),
        Expr::Call { .. } => None,
    }
}

/// A rule with the atom that is to see the last round's rows, and its latest plan.
struct Version<'p> {
    at: usize,
    rule: &'p Rule,
    delta: Option<usize>,
    plan: Option<(Plan, Vec<usize>)>,
}

struct Run<'a> {
    program: &'a Program,
    dictionary: &'a Dictionary,
    relations: Relations<'a>,
    kinds: Kinds,
    statistics: Statistics,
    limits: BTreeMap<RelationId, usize>,
    progress: Progress<'a>,
}

impl<'a> Run<'a> {
    fn stratum(&mut self, stratum: &'a Stratum) -> Result<(), EngineError> {
        self.kinds.begin(self.program, stratum, self.relations.tables.to_mut());
        let (mut once, mut rounds) = self.versions(stratum);
        self.evaluate(stratum, &mut once)?;
        let mut is_new = self.end_round(stratum, Relations::begin)?;
        for round in 1.. {
            let begun = self.progress.begin_round(round);
            begun.map_err(|halt| self.error(halt, stratum, None))?;
            if !is_new || rounds.is_empty() || self.is_full(stratum) {
                break;
            }
            self.evaluate(stratum, &mut rounds)?;
            is_new = self.end_round(stratum, Relations::advance)?;
        }
        stratum.relations.iter().for_each(|&id| self.relations.finish(id));
        Ok(())
    }

    /// The rules that use only lower strata, and the others once for each of their recursive atoms. What closes an equivalence is
    /// among neither: [`kinds`] does that.
    fn versions(&self, stratum: &Stratum) -> (Vec<Version<'a>>, Vec<Version<'a>>) {
        let program = self.program;
        let closes = |at: usize| match &program.relations[program.rules[at].head.0].kind {
            Kind::Equivalence { closing } => closing.contains(&at),
            _ => false,
        };
        let (mut once, mut rounds) = (Vec::new(), Vec::new());
        for at in stratum.rules.iter().copied().filter(|&at| !closes(at)) {
            let rule = &program.rules[at];
            let deltas = recursive_atoms(rule, stratum);
            if deltas.is_empty() {
                once.push(Version { at, rule, delta: None, plan: None });
            }
            let version = |delta| Version { at, rule, delta: Some(delta), plan: None };
            rounds.extend(deltas.into_iter().map(version));
        }
        (once, rounds)
    }

    /// Settles what was derived, marks it as the last round's and drops what is subsumed; says whether any relation of the stratum has
    /// rows of the last round.
    fn end_round(
        &mut self,
        stratum: &Stratum,
        mark: impl Fn(&mut Relations<'a>, RelationId) -> bool,
    ) -> Result<bool, EngineError> {
        let settled = stratum.relations.iter().try_for_each(|&id| {
            let table = &mut self.relations.tables.to_mut()[id.0];
            self.kinds.settle(id, table, self.dictionary, &mut self.progress)
        });
        stratum.relations.iter().for_each(|&id| _ = mark(&mut self.relations, id));
        let ended = settled.and_then(|()| self.subsume(stratum));
        ended.map_err(|halt| self.error(halt, stratum, None))?;
        Ok(stratum.relations.iter().any(|&id| !self.relations.range(id, View::Delta).is_empty()))
    }

    fn is_full(&self, stratum: &Stratum) -> bool {
        let len = |id: &RelationId| self.relations.tables[id.0].len();
        stratum.relations.iter().any(|id| self.limits.get(id).is_some_and(|&most| len(id) >= most))
    }

    fn evaluate(&mut self, stratum: &Stratum, versions: &mut [Version<'a>]) -> Result<(), EngineError> {
        for version in versions {
            let rule = version.rule;
            let evaluated = self.version(stratum, version);
            evaluated.map_err(|halt| self.error(halt, stratum, Some(rule)))?;
        }
        Ok(())
    }

    fn version(&mut self, stratum: &Stratum, version: &mut Version<'a>) -> Result<(), Halt> {
        let (at, head) = (version.at, version.rule.head);
        self.heads(stratum, version, |rows, count, run| {
            let table = &mut run.relations.tables.to_mut()[head.0];
            let added = run.kinds.insert(head, at, rows, count, table);
            run.progress.derive(at, added as u64)
        })
    }

    /// Gives `take` the head rows of a version, block by block.
    fn heads(
        &mut self,
        stratum: &Stratum,
        version: &mut Version<'a>,
        mut take: impl FnMut(&[Word], usize, &mut Self) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let rule = version.rule;
        if let Some(Literal::Atom(atom)) = version.delta.map(|at| &rule.body[at])
            && self.relations.range(atom.relation, View::Delta).is_empty()
        {
            return Ok(());
        }
        self.replan(stratum, version);
        let Some((plan, _)) = &version.plan else { return Ok(()) };
        self.relations.prepare(plan, &mut self.progress)?;
        let mut draw = Draw::new(plan);
        loop {
            let Self { relations, dictionary, progress, .. } = self;
            if !draw.next(Context { relations, dictionary, progress })? {
                return Ok(());
            }
            take(&draw.rows, draw.len, self)?;
        }
    }

    /// Plans the version unless it has a plan that still suits the sizes of its relations.
    fn replan(&mut self, stratum: &Stratum, version: &mut Version) {
        let rule = version.rule;
        let tables = &self.relations.tables;
        let sizes: Vec<usize> = relations(&rule.body).iter().map(|id| tables[id.0].len()).collect();
        let suits = |then: &[usize]| then.iter().zip(&sizes).all(|(&then, &now)| is_alike(then, now));
        if version.plan.as_ref().is_some_and(|(_, then)| suits(then)) {
            return;
        }
        self.statistics.look_at(&rule.body, tables);
        let is_recursive = |id: RelationId| stratum.relations.contains(&id);
        let expected = |id: RelationId, columns: &[usize]| self.statistics.expected_rows(id, columns);
        version.plan = Some((plan(rule, version.delta, &is_recursive, &expected), sizes));
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

/// The positions of the atoms whose relations belong to the stratum.
fn recursive_atoms(rule: &Rule, stratum: &Stratum) -> Vec<usize> {
    let is_recursive = |literal: &Literal| match literal {
        Literal::Atom(atom) => stratum.relations.contains(&atom.relation),
        _ => false,
    };
    (0..rule.body.len()).filter(|&at| is_recursive(&rule.body[at])).collect()
}
