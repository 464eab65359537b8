//! A module that `demarche compile` wrote, as an executor.
//!
//! It derives by crepe what the module derives, as long as the program has exactly the module's rules for it, and everything else
//! natively: what was left out of the module, and what was loaded or typed on top. A program with other rules runs natively whole.

use std::collections::BTreeSet;

use crate::compile::fingerprint;
use crate::engine::{EngineError, Executor, Guard, Limit, LimitReached, Maintained, Native, Upkeep};
use crate::program::ir::{Program, RelationId, Rule, Stratum};
use crate::store::{Changes, Database, Dictionary, Table};
use crate::typed::{Facts, Fault};

use super::translation::Translation;

/// The rules of a generated module, by its `Given` and `Conclusions`.
#[derive(Clone, Copy, Debug)]
pub struct Compiled<G, C> {
    name: &'static str,
    fingerprint: u64,
    run: fn(&G) -> Result<C, Fault>,
    is_for_parts: bool,
}

impl<G: Facts, C: Facts> Compiled<G, C> {
    /// An executor of this name from a module's `FINGERPRINT` and `run_on_given`.
    pub const fn new(name: &'static str, fingerprint: u64, run: fn(&G) -> Result<C, Fault>) -> Self {
        Self { name, fingerprint, run, is_for_parts: true }
    }

    /// The same for those who often ask for a part of what follows: the module derives everything or nothing, so that parts are left to
    /// the native executor.
    #[must_use]
    pub const fn for_whole_programs(self) -> Self {
        Self { is_for_parts: false, ..self }
    }

    /// Whether the program has the module's relations and derives them by the module's rules.
    pub fn fits(&self, program: &Program, dictionary: &Dictionary) -> bool {
        fingerprint(program, dictionary, C::RELATIONS) == self.fingerprint
    }

    /// What the module takes of an input, as typed rows; none if the input has rows of a relation that the module only derives.
    ///
    /// `input` has a table for each relation of the program, in their order.
    pub fn given(&self, program: &Program, input: &Database, dictionary: &Dictionary) -> Option<G> {
        Self::taken(program, input, &mut Translation::new(dictionary))
    }

    fn taken(program: &Program, input: &Database, translation: &mut Translation<'_>) -> Option<G> {
        let mut given = G::default();
        let tables = program.relations.iter().zip(&input.tables);
        for (relation, table) in tables.filter(|(it, _)| C::RELATIONS.contains(&it.name.as_str())) {
            if !table.rows().all(|row| given.add(&relation.name, &translation.typed(relation, row))) {
                return None;
            }
        }
        Some(given)
    }

    /// Adds what the module derived to the tables of its relations, as far as the program has rules in their strata: of a program with
    /// idle strata only the rest is asked for, and what else follows would stand there unknown to whoever leads it to another lens.
    fn adopt(program: &Program, database: &mut Database, conclusions: &C, translation: &mut Translation<'_>) {
        let active = program.strata.iter().filter(|stratum| !stratum.rules.is_empty());
        let wanted: BTreeSet<RelationId> = active.flat_map(|it| it.relations.iter().copied()).collect();
        let mut at: Option<(&str, usize)> = None;
        conclusions.visit(&mut |name, row| {
            if at.is_none_or(|(last, _)| last != name) {
                at = program.relations.iter().position(|relation| relation.name == name).map(|id| (name, id));
            }
            let asked = at.filter(|(_, id)| wanted.contains(&RelationId(*id)));
            let place = asked.and_then(|(_, id)| program.relations.get(id).zip(database.tables.get_mut(id)));
            if let Some((relation, table)) = place.filter(|(relation, _)| relation.derived) {
                table.insert(&translation.of_session(relation, row));
            }
        });
    }
}

impl<G: Facts, C: Facts> Executor for Compiled<G, C> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn run(
        &self,
        program: &Program,
        mut input: Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Database, EngineError> {
        let is_wanted = self.is_for_parts || !is_part(program, C::RELATIONS);
        if !is_wanted || !self.fits(program, dictionary) {
            return Native.run(program, input, dictionary, guard);
        }
        let mut translation = Translation::new(dictionary);
        let Some(given) = Self::taken(program, &input, &mut translation) else {
            return Native.run(program, input, dictionary, guard);
        };
        guard.look()?;
        let before = rows(&input);
        let conclusions = (self.run)(&given).map_err(|fault| functor_error(program, fault))?;
        Self::adopt(program, &mut input, &conclusions, &mut translation);
        let most = guard.limits().facts;
        if rows(&input) - before > most {
            return Err(EngineError::Limit(Box::new(LimitReached::somewhere(Limit::Facts(most)))));
        }
        Native.run(&without(program, C::RELATIONS), input, dictionary, guard)
    }

    fn answer(
        &self,
        rule: &Rule,
        database: &Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Table, EngineError> {
        Native.answer(rule, database, dictionary, guard)
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
        Native.maintain(program, database, upkeep, changes, dictionary, guard)
    }
}

fn rows(database: &Database) -> u64 {
    database.tables.iter().map(|table| table.len() as u64).sum()
}

fn functor_error(program: &Program, fault: Fault) -> EngineError {
    let rule = program.rules.iter().find(|rule| rule.name == fault.rule);
    EngineError::Functor {
        rule: fault.rule.to_owned(),
        span: rule.map(|rule| rule.span).unwrap_or_default(),
        error: fault.error,
    }
}

/// Whether some of these relations, which rules derive, are not asked for.
fn is_part(program: &Program, relations: &[&str]) -> bool {
    let is_derived = |id: &RelationId| {
        let relation = program.relations.get(id.0).filter(|relation| relation.derived);
        relation.is_some_and(|relation| relations.contains(&relation.name.as_str()))
    };
    let is_idle = |stratum: &&Stratum| stratum.rules.is_empty();
    program.strata.iter().filter(is_idle).any(|stratum| stratum.relations.iter().any(is_derived))
}

/// The program without the rules of some relations, which are taken as derived.
fn without(program: &Program, relations: &[&str]) -> Program {
    let done = |id: &RelationId| {
        let relation = program.relations.get(id.0);
        relation.is_some_and(|relation| relations.contains(&relation.name.as_str()))
    };
    let rest = |stratum: &Stratum| {
        let mut rest = stratum.clone();
        if stratum.relations.iter().any(done) {
            (rest.rules, rest.recursive) = (Vec::new(), false);
        }
        rest
    };
    Program {
        wrapping: program.wrapping,
        types: program.types.clone(),
        natives: program.natives.clone(),
        relations: program.relations.clone(),
        rules: program.rules.clone(),
        facts: Vec::new(),
        orders: program.orders.clone(),
        strata: program.strata.iter().map(rest).collect(),
        io: program.io.clone(),
    }
}
