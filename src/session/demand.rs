//! What is derived by demand: questions, where all that they rest on would be much, and outputs, where the program wants it.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::conclusions::is_of_one_piece;
use super::memo::Line;
use super::{Compiled, Failure, Session};
use crate::engine::EngineError;
use crate::evidence::Lens;
use crate::program::demand::{Demand, for_outputs_by_demand, for_question, magic};
use crate::program::ir::{Kind, Program, Relation, RelationId};
use crate::program::{Query, for_outputs, needed, read_by};
use crate::store::{Database, Table};

/// With fewer facts than so many below a question all that follows is soon derived, and kept for the next one.
pub(super) const FEW_FACTS: usize = 1000;

/// With so many times as many facts, a program with claims infers only what is asked for: all that follows is what a start and a
/// move of the lens tell of, and what hints are looked for in.
const WITH_CLAIMS: usize = 10;

/// Of which relations outputs derive only what they ask for: Soufflé's options `magic-transform` and `magic-transform-exclude`, names
/// parted by commas or `*`. What is left open here is as the program's pragmas say.
#[derive(Clone, Debug, Default)]
pub struct MagicTransform {
    /// Of these, and of those declared `magic`.
    pub names: Option<String>,
    /// Not of these, nor of those declared `no_magic`.
    pub excluded: Option<String>,
}

impl MagicTransform {
    fn chooses(&self, relation: &Relation) -> bool {
        let is_declared = |word: &str| relation.hints.iter().any(|hint| hint == word);
        let is_listed = |list: &Option<String>| {
            let names = list.iter().flat_map(|list| list.split(',')).map(str::trim);
            names.into_iter().any(|name| name == "*" || name == relation.name)
        };
        (is_declared("magic") || is_listed(&self.names))
            && !is_declared("no_magic")
            && !is_listed(&self.excluded)
    }
}

impl Session {
    /// What the program's outputs need of what follows under the session's lens, facts included; it is not kept. Relations that no
    /// directive names may be empty.
    ///
    /// # Errors
    /// As [`Session::conclusions`].
    pub fn conclusions_for_outputs(&self, magic: &MagicTransform) -> Result<Database, Failure> {
        let given = self.given_under(self.lens())?;
        let of_pragma = |key| self.pragma(key).map(str::to_owned);
        let magic = MagicTransform {
            names: magic.names.clone().or_else(|| of_pragma("magic-transform")),
            excluded: magic.excluded.clone().or_else(|| of_pragma("magic-transform-exclude")),
        };
        match for_outputs_by_demand(self.program(), |relation| magic.chooses(relation)) {
            Some(demanded) => {
                let count = given.tables.len();
                let run = self.run_for_outputs(&demanded, with_tables(given, &demanded))?;
                Ok(returned(run, count, Vec::new()))
            }
            None => self.run_for_outputs(&for_outputs(self.program()), given),
        }
    }

    /// The rows of a question that asks with known values for what recursion finds; none where all that it rests on is there, or is
    /// better derived whole, since that is little or is asked for anyway.
    pub(super) fn by_demand(&self, query: &Query, lens: &Lens) -> Result<Option<Table>, Failure> {
        let program = self.program();
        let Some(below) = self.below_recursion(read_by(&query.rules)) else { return Ok(None) };
        let mut line = self.line(&self.place(lens), lens)?;
        let demand =
            if self.is_much(&below, &line) { for_question(program, query, &line.held) } else { None };
        let demand =
            demand.filter(|demand| !is_of_one_piece(program) || missing(program, demand, &line).is_empty());
        if let Some(demand) = &demand {
            let missing = missing(program, demand, &line);
            line = self.grown(line, missing)?;
            return self.derived(query, demand, line);
        }
        self.concluded.borrow_mut().keep(line);
        Ok(None)
    }

    /// Whether all that follows of some relations is not there, and would be much.
    pub(super) fn rests_on_much(&self, relations: &[RelationId], lens: &Lens) -> Result<bool, Failure> {
        let Some(below) = self.below_recursion(relations.to_vec()) else { return Ok(false) };
        let line = self.line(&self.place(lens), lens)?;
        let is_much = self.is_much(&below, &line);
        self.concluded.borrow_mut().keep(line);
        Ok(is_much)
    }

    /// Whether to infer all that follows before anything is asked would be much.
    ///
    /// # Errors
    /// As [`Session::conclusions`].
    pub fn follows_when_asked(&self) -> Result<bool, Failure> {
        if self.lowered().survey.has_evidence() {
            return Ok(self.claims_much());
        }
        let all: Vec<RelationId> = (0..self.program().relations.len()).map(RelationId).collect();
        self.rests_on_much(&all, self.lens())
    }

    /// Whether a program with claims has so many facts that nothing but what is asked for is inferred from them.
    pub(super) fn claims_much(&self) -> bool {
        let Compiled { lowered, program, inputs, .. } = self.state.program.as_ref();
        let read: usize = inputs.tables.iter().map(|(_, table)| table.len()).sum();
        lowered.survey.has_evidence()
            && program.facts.len() + read >= self.few_facts.saturating_mul(WITH_CLAIMS)
    }

    /// What is looked through for hints: everything that follows under a lens or, where claims are many, what is given and all that
    /// follows of some relations.
    ///
    /// # Errors
    /// As [`Session::conclusions_under`].
    pub(crate) fn at_hand(
        &self,
        relations: impl IntoIterator<Item = RelationId>,
        lens: &Lens,
    ) -> Result<Rc<Database>, Failure> {
        if self.claims_much() { self.conclusions_for(relations, lens) } else { self.conclusions_under(lens) }
    }

    /// What follows under a lens: where claims are many, of these relations if there are any; else everything.
    ///
    /// # Errors
    /// As [`Session::conclusions_under`].
    pub(crate) fn conclusions_of_many(
        &self,
        relations: &[RelationId],
        lens: &Lens,
    ) -> Result<Rc<Database>, Failure> {
        if self.claims_much() && !relations.is_empty() {
            self.conclusions_for(relations.iter().copied(), lens)
        } else {
            self.conclusions_under(lens)
        }
    }

    /// Relations of which only what is asked for is inferred: where claims are many, those that are declared `magic`.
    pub(crate) fn left_to_questions(&self) -> BTreeSet<RelationId> {
        if self.claims_much() { magic(self.program()).collect() } else { BTreeSet::new() }
    }

    /// Whether some of these relations rest on any of which only what is asked for is inferred.
    pub(super) fn rests_on_questions(&self, relations: &[RelationId]) -> bool {
        let left = self.left_to_questions();
        !left.is_empty() && !needed(self.program(), relations.to_vec()).is_disjoint(&left)
    }

    /// What relations rest on, where there is recursion among it. With claims, which are seen at every level of trust and told of beside
    /// answers, all that follows is derived, save what is left to questions.
    fn below_recursion(&self, relations: Vec<RelationId>) -> Option<BTreeSet<RelationId>> {
        let program = self.program();
        let below = needed(program, relations);
        if self.lowered().survey.has_evidence() {
            return Some(below).filter(|below| !below.is_disjoint(&self.left_to_questions()));
        }
        let mut recursive = program.strata.iter().filter(|stratum| stratum.recursive);
        recursive.any(|stratum| stratum.relations.iter().any(|id| below.contains(id))).then_some(below)
    }

    fn is_much(&self, below: &BTreeSet<RelationId>, line: &Line) -> bool {
        let rows = |id: &RelationId| {
            let is_told = self.program().relations.get(id.0).is_some_and(|relation| !relation.derived);
            line.database.tables.get(id.0).filter(|_| is_told).map_or(0, Table::len)
        };
        !below.is_subset(&line.held) && below.iter().map(rows).sum::<usize>() >= self.few_facts
    }

    /// Runs the demand over the tables of a line, which are lent to it, and keeps the line as it was. None where it has no result:
    /// then all that the question rests on decides.
    fn derived(&self, query: &Query, demand: &Demand, mut line: Line) -> Result<Option<Table>, Failure> {
        let lent = Rc::unwrap_or_clone(std::mem::take(&mut line.database));
        let count = lent.tables.len();
        let before: Vec<(usize, Table)> =
            demand.derived.iter().map(|id| (id.0, lent.tables[id.0].clone())).collect();
        let mut run = match self.run(&demand.program, with_tables(lent, &demand.program)) {
            Ok(run) => run,
            Err(Failure::Engine(EngineError::Interrupted)) => return Err(EngineError::Interrupted.into()),
            Err(_) => return Ok(None),
        };
        let answers = std::mem::take(&mut run.tables[query.head.0]);
        line.database = Rc::new(returned(run, count, before));
        self.concluded.borrow_mut().keep(line);
        Ok(Some(answers))
    }
}

/// The database with empty tables for those relations of a program that it has none for.
pub(super) fn with_tables(mut database: Database, program: &Program) -> Database {
    let made = program.relations.iter().skip(database.tables.len());
    database.tables.extend(made.map(|relation| Table::new(relation.attributes.len())));
    database
}

/// The first so many tables, of which some are put back.
fn returned(mut run: Database, count: usize, before: Vec<(usize, Table)>) -> Database {
    let mut indexes = run.indexes.take();
    indexes.truncate(count);
    run.tables.truncate(count);
    for (at, table) in before {
        run.tables[at] = table;
        if let Some(indexes) = indexes.get_mut(at) {
            indexes.clear();
        }
    }
    run.indexes.keep(indexes);
    run
}

/// What a demand takes as complete and has to be derived before.
fn missing(program: &Program, demand: &Demand, line: &Line) -> Vec<RelationId> {
    let is_there = |id: &RelationId| {
        let relation = &program.relations[id.0];
        line.held.contains(id) || (!relation.derived && relation.kind == Kind::Plain)
    };
    demand.complete.iter().copied().filter(|id| !is_there(id)).collect()
}
