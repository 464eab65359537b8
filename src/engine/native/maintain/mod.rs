//! Maintenance: a finished database follows changes of what is given, instead of being derived anew.
//!
//! Stratum by stratum, by delete and rederive (Gupta, Mumick and Subrahmanian, SIGMOD 1993; the form of Motik, Nenov, Piro and Horrocks,
//! Artificial Intelligence 269, 2019): what may have lost a derivation is taken out, what has another is put back, and what the changes bring
//! is added semi-naively. A stratum of which nothing changed that it reads is left alone. One whose rows give way to each other, and one
//! of which too much would go, is derived anew from the strata below, and those above see only by which rows it differs.
//! [`versions`] rewrites the rules, [`follow`] takes a stratum through the steps.

mod follow;
mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use self::follow::those_of;
use self::versions::Versions;
use super::folded::Folded;
use super::gathering::Gathering;
use super::kinds::Kinds;
use super::relations::Relations;
use super::run::Run;
use super::spare::Spare;
use super::statistics::Statistics;
use super::{Halt, Progress};
use crate::engine::error::Place;
use crate::engine::guard::Limit;
use crate::engine::{Costs, EngineError, Guard, LimitReached, size_limits};
use crate::plan::Plan;
use crate::program::ir::{Kind, Literal, Program, Relation, RelationId, Rule, Stratum};
use crate::store::{Change, Changes, Database, Dictionary, Indexes, Table};

/// What is remembered of a database between changes: what was given of relations that rules derive as well, and plans.
#[derive(Clone, Debug)]
pub struct Upkeep {
    given: BTreeMap<usize, Table>,
    versions: BTreeMap<usize, Rc<Versions>>,
    /// By rule and version, with the sizes that the relations had.
    plans: BTreeMap<(usize, usize), (Rc<Plan>, Vec<usize>)>,
    statistics: Statistics,
}

/// What a change of what is given has come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Maintained {
    /// The rows that came and went, given and derived.
    pub changes: Changes,
    /// How many strata with rules followed the change.
    pub followed: usize,
    /// How many were derived anew.
    pub anew: usize,
}

impl Default for Upkeep {
    fn default() -> Self {
        let (given, versions, plans) = Default::default();
        Self { given, versions, plans, statistics: Statistics::rough() }
    }
}

impl Upkeep {
    /// For the database that follows from an input.
    pub fn new(program: &Program, input: &Database) -> Self {
        let made = made(program);
        let given = input.tables.iter().enumerate().filter(|(at, _)| made.contains(at));
        Self { given: given.map(|(at, table)| (at, table.clone())).collect(), ..Self::default() }
    }

    /// What is given of a relation that rules derive as well; none of another, whose table holds it.
    pub fn given(&self, relation: usize) -> Option<&Table> {
        self.given.get(&relation)
    }

    /// Takes note of what is given of relations that rules derive as well.
    fn take_note(&mut self, relation: usize, change: &Change) {
        if let Some(given) = self.given.get_mut(&relation) {
            given.remove_all(&change.removed);
            given.insert_table(&change.added);
        }
    }

    /// Takes note of changes of what is given where the database has followed by other means.
    pub fn turn(&mut self, changes: &Changes) {
        changes.iter().for_each(|(at, change)| self.take_note(at, change));
    }
}

/// The relations whose rows are more, or fewer, than what is given of them.
fn made(program: &Program) -> BTreeSet<usize> {
    let heads = program.rules.iter().map(|rule| rule.head.0);
    let kinds = program.relations.iter().enumerate().filter(|(_, it)| it.kind != Kind::Plain);
    heads.chain(kinds.map(|(at, _)| at)).collect()
}

/// Makes a database follow changes of what is given; none, and nothing done, where the order of what is given, or in which round a row is
/// derived, matters.
///
/// After an error the database is of no use.
pub(super) fn maintain(
    program: &Program,
    database: &mut Database,
    upkeep: &mut Upkeep,
    changes: &Changes,
    dictionary: &Dictionary,
    guard: &Guard,
) -> Result<Option<Maintained>, EngineError> {
    let by_order = |relation: &Relation| matches!(relation.kind, Kind::Choice(_) | Kind::Rounds { .. });
    if program.relations.iter().any(by_order) || program.rules.iter().any(Rule::asks_round) {
        return Ok(None);
    }
    // To tell by which pairs a great equivalence has changed costs more than to infer everything again.
    let is_great = |table: &Table| table.as_classes().is_some() && table.len() > PAIRS;
    if database.tables.iter().any(is_great) {
        return Ok(None);
    }
    let mut keeper = Keeper::new(program, database, upkeep, dictionary, guard);
    for stratum in &program.strata {
        keeper.stratum(stratum, changes)?;
    }
    keeper.check_limit()?;
    let Keeper { relations, searches, shift, done, .. } = keeper;
    let (mut tables, mut indexes) = relations.into_parts();
    tables.truncate(shift);
    indexes.truncate(shift);
    searches.keep(indexes);
    (database.tables, database.indexes) = (tables, searches);
    Ok(Some(done))
}

/// A database on its way from one state to another.
struct Keeper<'a> {
    program: &'a Program,
    dictionary: &'a Dictionary,
    guard: &'a Guard,
    upkeep: &'a mut Upkeep,
    progress: Progress<'a>,
    /// The relations of the program, and behind them as many for changed rows.
    relations: Relations<'a>,
    /// What was looked through for want of an index.
    searches: Indexes,
    /// How many relations the program has.
    shift: usize,
    /// What has changed in the relations that are through.
    done: Maintained,
}

impl<'a> Keeper<'a> {
    fn new(
        program: &'a Program,
        database: &mut Database,
        upkeep: &'a mut Upkeep,
        dictionary: &'a Dictionary,
        guard: &'a Guard,
    ) -> Self {
        let mut tables = std::mem::take(&mut database.tables);
        let shift = tables.len();
        tables.extend((0..shift).map(|at| Table::new(tables[at].arity())).collect::<Vec<_>>());
        let searches = std::mem::take(&mut database.indexes);
        let mut relations = Relations::new(tables, dictionary).with_indexes(searches.take());
        relations.spares_sets = true;
        let progress = Progress::new(guard, program.rules.len());
        let done = Maintained::default();
        Self { program, dictionary, guard, upkeep, progress, relations, searches, shift, done }
    }

    /// Brings a stratum to its new state. `changes` are those of what is given.
    fn stratum(&mut self, stratum: &'a Stratum, changes: &Changes) -> Result<(), EngineError> {
        let own: Vec<(usize, &Change)> =
            stratum.relations.iter().filter_map(|id| Some((id.0, changes.get(id.0)?))).collect();
        let lower = self.changed_below(stratum);
        if own.is_empty() && lower.is_empty() {
            return Ok(());
        }
        for (at, change) in &own {
            self.upkeep.take_note(*at, change);
        }
        if self.is_given(stratum) {
            for (at, change) in own {
                self.adopt(RelationId(at), change);
            }
            return Ok(());
        }
        let halted = |halt: Halt, it: &Self| it.error(halt, stratum, None);
        if self.may_follow(stratum, &lower)
            && self.follow(stratum, &lower, &own).map_err(|halt| halted(halt, self))?
        {
            self.done.followed += 1;
            return Ok(());
        }
        self.done.anew += 1;
        self.derive_anew(stratum)
    }

    /// The relations below the stratum that it reads and that have changed.
    fn changed_below(&self, stratum: &Stratum) -> Vec<RelationId> {
        let mut read = BTreeSet::new();
        let subsumptions =
            stratum.relations.iter().flat_map(|id| self.program.relations[id.0].kind.subsumptions());
        let rules = stratum.rules.iter().map(|&at| &self.program.rules[at]);
        rules.chain(subsumptions).for_each(|rule| reads(&rule.body, &mut read));
        let is_lower =
            |id: &RelationId| !stratum.relations.contains(id) && self.done.changes.get(id.0).is_some();
        read.into_iter().filter(is_lower).collect()
    }

    /// Whether the stratum holds what is given and nothing else.
    fn is_given(&self, stratum: &Stratum) -> bool {
        stratum.rules.is_empty()
            && stratum.relations.iter().all(|id| self.program.relations[id.0].kind == Kind::Plain)
    }

    /// Takes what is given of a relation without rules.
    fn adopt(&mut self, relation: RelationId, change: &Change) {
        let table = &self.relations.tables[relation.0];
        let done = Change {
            added: those_of(&change.added, table, false),
            removed: those_of(&change.removed, table, true),
        };
        self.relations.take_out(relation, &done.removed);
        self.relations.put(relation, &done.added);
        self.done.changes.set(relation.0, done);
    }

    /// Whether a stratum can follow changes, and is not likely to cost less anew.
    fn may_follow(&self, stratum: &Stratum, lower: &[RelationId]) -> bool {
        let limits = size_limits(self.program);
        let is_plain =
            |id: &RelationId| self.program.relations[id.0].kind == Kind::Plain && !limits.contains_key(id);
        let changed: usize = lower.iter().filter_map(|id| self.done.changes.get(id.0)).map(Change::len).sum();
        let rows: usize = lower.iter().map(|id| self.relations.tables[id.0].len()).sum();
        stratum.relations.iter().all(is_plain) && (changed <= FEW || changed * 2 <= rows)
    }

    /// Derives a stratum anew from what is given and the strata below.
    fn derive_anew(&mut self, stratum: &'a Stratum) -> Result<(), EngineError> {
        let given = |at: usize| self.upkeep.given.get(&at).cloned();
        let mut before = Vec::with_capacity(stratum.relations.len());
        for &id in &stratum.relations {
            let table = given(id.0).unwrap_or_else(|| self.relations.tables[id.0].clone());
            before.push((id, self.relations.replace(id, table)));
        }
        let mut run = self.run();
        run.relations.spares_sets = false;
        let derived = run.stratum(stratum);
        run.unfold();
        self.relations = run.relations;
        self.relations.spares_sets = true;
        derived?;
        for (id, before) in before {
            self.done.changes.set(id.0, Change::between(&before, &self.relations.tables[id.0]));
        }
        Ok(())
    }

    /// A run over the relations as they are.
    fn run(&mut self) -> Run<'a> {
        Run {
            program: self.program,
            dictionary: self.dictionary,
            relations: std::mem::replace(&mut self.relations, Relations::new(Vec::new(), self.dictionary)),
            kinds: Kinds::new(self.program, &Database::default()),
            statistics: Statistics::default(),
            limits: size_limits(self.program),
            progress: Progress::new(self.guard, self.program.rules.len()),
            block: super::Tuned::default().block,
            costs: Costs::default(),
            team: super::Tuned::within(self.guard).team(self.program),
            spare: Spare::default(),
            gathering: Gathering::new(usize::MAX, Vec::new()),
            folded: Folded::new(super::Tuned::default().fold),
            round: 0,
        }
    }

    /// A database must not hold more than a run from nothing may derive.
    fn check_limit(&self) -> Result<(), EngineError> {
        let made = self
            .upkeep
            .given
            .iter()
            .map(|(&at, given)| kept(&self.relations.tables[at]).saturating_sub(given.len()) as u64);
        let most = self.guard.limits().facts;
        if made.sum::<u64>() > most {
            return Err(EngineError::Limit(Box::new(LimitReached::somewhere(Limit::Facts(most)))));
        }
        Ok(())
    }

    fn error(&self, halt: Halt, stratum: &Stratum, rule: Option<&Rule>) -> EngineError {
        let place = Place::Stratum { program: self.program, stratum, rule, sample: Vec::new() };
        halt.at(&place, &self.progress, self.dictionary)
    }
}

/// How many rows a table keeps: of an equivalence its values.
fn kept(table: &Table) -> usize {
    table.as_classes().map_or(table.len(), |classes| classes.values(false).len())
}

/// The most pairs of an equivalence that changes follow.
const PAIRS: usize = 1 << 20;

/// So many rows are always worth following.
const FEW: usize = 256;

fn reads(body: &[Literal], found: &mut BTreeSet<RelationId>) {
    for literal in body {
        match literal {
            Literal::Atom(atom) | Literal::Negation(atom) => _ = found.insert(atom.relation),
            Literal::Aggregate(aggregate) => reads(&aggregate.body, found),
            _ => {}
        }
    }
}
