//! What follows under a lens, worked out once and kept.

use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use super::{Compiled, Failure, Session};
use crate::engine::Guard;
use crate::evidence::{Lens, Sight, view};
use crate::program::ir::{Program, Rule};
use crate::program::{Query, for_outputs};
use crate::store::{Database, Table};

/// Results are kept while they hold no more rows than this together, and a few in any case: the levels of trust over two lenses.
const KEPT_ROWS: usize = 4_000_000;
const KEPT_AT_LEAST: usize = 8;

/// The latest results, the one used last at the end.
#[derive(Default)]
pub(super) struct Memo {
    results: VecDeque<Known>,
}

struct Known {
    generation: u64,
    lens: Lens,
    database: Rc<Database>,
    rows: usize,
}

impl Memo {
    fn find(&mut self, generation: u64, lens: &Lens) -> Option<Rc<Database>> {
        let at =
            self.results.iter().position(|known| known.generation == generation && known.lens == *lens)?;
        let known = self.results.remove(at)?;
        let database = Rc::clone(&known.database);
        self.results.push_back(known);
        Some(database)
    }

    fn keep(&mut self, generation: u64, lens: Lens, database: Rc<Database>) {
        let rows = database.tables.iter().map(Table::len).sum();
        self.results.push_back(Known { generation, lens, database, rows });
        let mut total: usize = self.results.iter().map(|known| known.rows).sum();
        while total > KEPT_ROWS && self.results.len() > KEPT_AT_LEAST {
            total -= self.results.pop_front().map_or(0, |oldest| oldest.rows);
        }
    }
}

impl Session {
    /// Everything that follows under the session's lens, facts included.
    ///
    /// # Errors
    /// A limit was reached, a functor has no result, or the run was interrupted.
    pub fn conclusions(&self) -> Result<Rc<Database>, Failure> {
        self.conclusions_under(&self.state.lens)
    }

    /// Everything that follows under a lens.
    ///
    /// # Errors
    /// As [`Session::conclusions`]; or the lens does not fit the program.
    pub fn conclusions_under(&self, lens: &Lens) -> Result<Rc<Database>, Failure> {
        let Compiled { generation, lowered, program, inputs } = self.state.program.as_ref();
        let key = self.with_days(lens);
        if let Some(known) = self.concluded.borrow_mut().find(*generation, &key) {
            return Ok(known);
        }
        let input = view(program, lowered, &inputs.tables, lens, &self.dictionary)?;
        let database = Rc::new(self.executor.run(program, input, &self.dictionary, &self.guard())?);
        self.concluded.borrow_mut().keep(*generation, key, Rc::clone(&database));
        Ok(database)
    }

    /// What the program's outputs need of what follows under the session's lens, facts included; it is not kept.
    ///
    /// # Errors
    /// As [`Session::conclusions`].
    pub fn conclusions_for_outputs(&self) -> Result<Database, Failure> {
        self.run(&for_outputs(self.program()), self.given_under(&self.state.lens)?)
    }

    /// What is given under a lens: the facts that everything else follows from.
    ///
    /// # Errors
    /// The lens does not fit the program.
    pub fn given_under(&self, lens: &Lens) -> Result<Database, Failure> {
        let Compiled { lowered, program, inputs, .. } = self.state.program.as_ref();
        Ok(view(program, lowered, &inputs.tables, lens, &self.dictionary)?)
    }

    /// The lens with its two days as they come out, so that a day left unset and the same day set are one lens.
    fn with_days(&self, lens: &Lens) -> Lens {
        let sight = Sight::new(lens, self.lowered());
        let (as_of, at) = (sight.as_of, sight.at);
        Lens { as_of, at, ..lens.clone() }
    }

    /// What a program of the same relations derives, by the session's executor and within its limits.
    pub(crate) fn run(&self, program: &Program, given: Database) -> Result<Database, Failure> {
        Ok(self.executor.run(program, given, &self.dictionary, &self.guard())?)
    }

    /// The rows of a question over a database in which everything is derived.
    pub(super) fn evaluate(&self, query: &Query, database: &Database) -> Result<Table, Failure> {
        let mut answers = Table::new(query.columns.len());
        if query.relations.len() == 1 {
            for rule in &query.rules {
                self.answer(rule, database)?.rows().for_each(|row| _ = answers.insert(row));
            }
            return Ok(answers);
        }
        // Aggregates over several alternatives have relations of their own, which stand after those of the program.
        let mut database = database.clone();
        database.tables.extend(query.relations.iter().map(|made| Table::new(made.attributes.len())));
        for rule in &query.rules {
            let rows = self.answer(rule, &database)?;
            if let Some(table) = database.tables.get_mut(rule.head.0) {
                rows.rows().for_each(|row| _ = table.insert(row));
            }
        }
        Ok(database.tables.get(query.head.0).cloned().unwrap_or(answers))
    }

    /// The answers of one rule over such a database.
    pub(crate) fn answer(&self, rule: &Rule, database: &Database) -> Result<Table, Failure> {
        Ok(self.executor.answer(rule, database, &self.dictionary, &self.guard())?)
    }

    /// The session's limits and interrupt, the time counted from now.
    pub(crate) fn guard(&self) -> Guard {
        Guard::new(self.limits, Arc::clone(&self.interrupt)).telling(Some(Arc::clone(&self.costs)))
    }
}
