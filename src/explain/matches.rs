//! Which rows of some conclusions a pattern matches, told as facts; indexes made for one pattern serve the next.

use super::facts::{FactId, Facts};
use super::leaves::{Pattern, fact};
use crate::program::ir::Type;
use crate::program::value::compare_rows;
use crate::session::Session;
use crate::store::{Database, Word};

/// Looks patterns up in conclusions of a session's program.
pub struct Matches<'a> {
    session: &'a Session,
    facts: Facts<'a>,
}

impl<'a> Matches<'a> {
    /// Over everything that follows under some lens.
    pub fn new(session: &'a Session, conclusions: &'a Database) -> Self {
        Self { session, facts: Facts::new(conclusions) }
    }

    /// The first match by its values, as a program writes it.
    pub fn first(&self, pattern: &Pattern) -> Option<String> {
        self.first_of(pattern, |_| true)
    }

    /// The first match by its values that is not among other conclusions.
    pub fn first_beyond(&self, pattern: &Pattern, other: &Database) -> Option<String> {
        let table = other.tables.get(pattern.relation.0);
        self.first_of(pattern, |row| !table.is_some_and(|table| table.contains(row)))
    }

    fn first_of(&self, pattern: &Pattern, admits: impl Fn(&[Word]) -> bool) -> Option<String> {
        let declared = self.session.program().relations.get(pattern.relation.0)?;
        let types: Vec<Type> = declared.attributes.iter().map(|column| column.ty).collect();
        let matching = self.facts.matching(pattern.relation, &pattern.values);
        let rows = matching.into_iter().map(|row| self.facts.row(FactId { relation: pattern.relation, row }));
        let dictionary = self.session.dictionary();
        let first = rows.filter(|row| admits(row)).min_by(|a, b| compare_rows(&types, a, b, dictionary));
        first.map(|row| fact(self.session, pattern.relation, row))
    }
}
