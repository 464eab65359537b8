//! What follows under a lens, worked out once and kept.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use super::{Compiled, Failure, Session};
use crate::engine::Guard;
use crate::evidence::{Lens, view};
use crate::program::Query;
use crate::program::ir::Rule;
use crate::store::{Database, Table};

/// How many results are kept: four levels of trust over a few lenses.
const KEPT: usize = 16;

/// The latest results, newest last.
#[derive(Default)]
pub(super) struct Memo {
    results: VecDeque<(u64, Lens, Rc<Database>)>,
}

impl Memo {
    fn find(&self, generation: u64, lens: &Lens) -> Option<Rc<Database>> {
        let found = self.results.iter().find(|(of, under, _)| *of == generation && under == lens);
        found.map(|(_, _, database)| Rc::clone(database))
    }

    fn keep(&mut self, generation: u64, lens: &Lens, database: Rc<Database>) {
        if self.results.len() == KEPT {
            self.results.pop_front();
        }
        self.results.push_back((generation, lens.clone(), database));
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
        let memo: &RefCell<Memo> = &self.concluded;
        if let Some(known) = memo.borrow().find(*generation, lens) {
            return Ok(known);
        }
        let input = view(program, lowered, inputs, lens, &self.dictionary)?;
        let database = Rc::new(self.executor.run(program, input, &self.dictionary, &self.guard())?);
        memo.borrow_mut().keep(*generation, lens, Rc::clone(&database));
        Ok(database)
    }

    /// What is given under a lens: the facts that everything else follows from.
    ///
    /// # Errors
    /// The lens does not fit the program.
    pub fn given_under(&self, lens: &Lens) -> Result<Database, Failure> {
        let Compiled { lowered, program, inputs, .. } = self.state.program.as_ref();
        Ok(view(program, lowered, inputs, lens, &self.dictionary)?)
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
        Guard::new(self.limits, Arc::clone(&self.interrupt))
    }
}
