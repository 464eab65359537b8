//! Questions asked anew of changed facts: whether a row of a pattern follows, inferred from nothing and by demand where that can be.

use std::collections::BTreeSet;

use super::bodies::conjunction;
use super::conclusions::is_of_one_piece;
use super::demand::with_tables;
use super::{Failure, Session};
use crate::diagnostic::Span;
use crate::engine::EngineError;
use crate::program::demand::{Demand, for_question};
use crate::program::ir::{Program, RelationId};
use crate::program::{Query, check_query, needed, with_strata};
use crate::store::{Database, Word};
use crate::syntax::tree::{Atom, Literal};

/// What is to be found, and the programs that find it.
pub(crate) struct Inquiry {
    relation: RelationId,
    wanted: Vec<Option<Word>>,
    /// All that decides it.
    whole: Program,
    by_demand: Option<ByDemand>,
}

/// A question by demand.
struct ByDemand {
    /// What it takes as complete.
    before: Program,
    demand: Program,
    answers: RelationId,
}

impl Session {
    /// The question whether a relation has a row with some words; `atom` asks for it, where it can be written.
    pub(crate) fn inquiry(
        &self,
        relation: RelationId,
        wanted: &[Option<Word>],
        atom: Option<Atom>,
    ) -> Inquiry {
        let whole = self.deriving(&BTreeSet::from([relation]));
        let by_demand = atom.filter(|_| !is_of_one_piece(self.program())).and_then(|atom| {
            let body = conjunction(vec![Literal::Atom(atom)], Span::default());
            let query = check_query(self.program(), &body, &self.dictionary).ok()?;
            let demand = for_question(self.program(), &query, &BTreeSet::new())?;
            Some(self.by_demand_of(&query, demand))
        });
        Inquiry { relation, wanted: wanted.to_vec(), whole, by_demand }
    }

    fn by_demand_of(&self, query: &Query, demand: Demand) -> ByDemand {
        ByDemand { before: self.deriving(&demand.complete), demand: demand.program, answers: query.head }
    }

    /// The program as far as it derives these relations.
    fn deriving(&self, relations: &BTreeSet<RelationId>) -> Program {
        let needed = needed(self.program(), relations.iter().copied().collect());
        with_strata(self.program(), |stratum| stratum.relations.iter().any(|id| needed.contains(id)))
    }

    /// Whether what an inquiry asks for follows from what is given.
    ///
    /// # Errors
    /// A limit was reached, a functor has no result, or the run was interrupted.
    pub(crate) fn is_found(&self, inquiry: &Inquiry, given: Database) -> Result<bool, Failure> {
        if let Some(by_demand) = &inquiry.by_demand {
            match self.is_answered(by_demand, given.clone()) {
                Err(Failure::Engine(EngineError::Interrupted)) => return Err(EngineError::Interrupted.into()),
                // All that decides it meets the same limit or functor, and tells of it as it always does.
                Err(_) => {}
                found => return found,
            }
        }
        let concluded = self.run(&inquiry.whole, given)?;
        let table = concluded.tables.get(inquiry.relation.0);
        Ok(table.is_some_and(|table| table.numbers_like(&inquiry.wanted).next().is_some()))
    }

    fn is_answered(&self, by_demand: &ByDemand, given: Database) -> Result<bool, Failure> {
        let before = self.run(&by_demand.before, given)?;
        let answered = self.run(&by_demand.demand, with_tables(before, &by_demand.demand))?;
        Ok(answered.tables.get(by_demand.answers.0).is_some_and(|table| !table.is_empty()))
    }
}
