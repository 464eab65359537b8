//! What the atoms of a question match: whole rows, and the claims that the lens shows of them.

use super::bodies::{asking_for_claims, conjunction, every_column, positive_atoms};
use super::verdict::column_places;
use super::{Failure, Session};
use crate::evidence::{Grade, Lens};
use crate::program::ir::RelationId;
use crate::store::{Table, Word};
use crate::syntax::tree::{Atom, Body, Literal};

/// What one atom of a question matches, by itself.
#[derive(Clone, Debug)]
pub(crate) struct Matched {
    pub(crate) relation: RelationId,
    /// The rows, each once.
    pub(crate) rows: Vec<Vec<Word>>,
    /// The names of the claims of a base relation that the lens's days and choices show, denials among them, whatever their grade.
    pub(crate) claims: Vec<String>,
}

impl Session {
    /// What the atoms that a question asks for match, each by itself and whatever its annotation.
    pub(crate) fn matched(&self, body: &Body) -> Result<Vec<Matched>, Failure> {
        self.checked(body)?;
        positive_atoms(body).into_iter().filter_map(|atom| self.matched_by(atom).transpose()).collect()
    }

    fn matched_by(&self, atom: &Atom) -> Result<Option<Matched>, Failure> {
        let name = &atom.relation.node;
        let Some(at) = self.program().relations.iter().position(|relation| relation.name == *name) else {
            return Ok(None);
        };
        let claims =
            if self.lowered().survey.may_be_annotated(name) { self.claims_of(atom)? } else { Vec::new() };
        Ok(Some(Matched { relation: RelationId(at), rows: self.rows_of(atom)?, claims }))
    }

    fn claims_of(&self, atom: &Atom) -> Result<Vec<String>, Failure> {
        let lens = Lens { trust: Grade::Possible, ..self.lens().clone() };
        let asked = conjunction(vec![Literal::Atom(asking_for_claims(atom))], atom.relation.span);
        self.claims_found(&asked, &lens, &|_| true)
    }

    fn rows_of(&self, atom: &Atom) -> Result<Vec<Vec<Word>>, Failure> {
        let (every, equations) = every_column(&Atom { annotation: None, ..atom.clone() });
        let mut literals = vec![Literal::Atom(every)];
        literals.extend(equations);
        let (_, query) = self.checked(&conjunction(literals, atom.relation.span))?;
        let places = column_places(&query, atom.terms.len());
        let rows: Table = self.table(&query, self.lens())?;
        let whole = |row: &[Word]| places.iter().filter_map(|place| row.get(*place).copied()).collect();
        Ok(rows.rows().map(whole).collect())
    }
}
