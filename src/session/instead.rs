//! What stands instead, where a question of a single atom finds nothing because of one of its constants: the values that the column has
//! beside the others.
//!
//! As with [`super::beside`], a note is found by asking once more, never by guessing what was meant.

use super::bodies::{positive_atoms, with_atom};
use super::{Failure, Session};
use crate::engine::EngineError;
use crate::evidence::Lens;
use crate::program::ir::Type;
use crate::program::value::spell_word;
use crate::store::{Table, Word};
use crate::syntax::printer;
use crate::syntax::tree::{Atom, Body, Literal, Term, TermKind};

/// The most values that are told.
const TOLD: usize = 3;
/// The variable in place of the constant. No question can name it: it holds a character that names have not.
const INSTEAD: &str = "value instead";

impl Session {
    /// The facts that have all constants of an atom but one, the last that is at fault; its first constant stays, whatever it is, since
    /// without it the facts are about another matter. None where there are many.
    pub(super) fn instead(&self, body: &Body, lens: &Lens) -> Result<Vec<String>, Failure> {
        let plain = self.lowered().body(body, &mut Vec::new());
        let [atom] = positive_atoms(&plain)[..] else { return Ok(Vec::new()) };
        if atom.annotation.is_some() || !self.lowered().survey.has_evidence() {
            return Ok(Vec::new());
        }
        for at in constants(atom).skip(1).collect::<Vec<_>>().into_iter().rev() {
            match self.with_another(&plain, atom, at, lens) {
                // The question is answered without what else may stand.
                Err(Failure::Engine(EngineError::Limit(_))) => return Ok(Vec::new()),
                found => match found? {
                    told if told.is_empty() => {}
                    told if told.len() > TOLD => return Ok(Vec::new()),
                    told => return Ok(vec![format!("with another value stands {}", told.join(", "))]),
                },
            }
        }
        Ok(Vec::new())
    }

    /// Whether the first argument of the body's only atom is the name of an event that claims tell of.
    pub(super) fn begins_with_an_event(&self, body: &Body) -> bool {
        let first = match positive_atoms(body)[..] {
            [atom] => atom.terms.first().map(|term| &term.node),
            _ => None,
        };
        matches!(first, Some(TermKind::String(name)) if self.tells_of_event(name))
    }

    /// The atom with each value in place of its argument `at` for which there are rows.
    fn with_another(&self, body: &Body, atom: &Atom, at: usize, lens: &Lens) -> Result<Vec<String>, Failure> {
        let variable = Term::new(TermKind::Variable(INSTEAD.into()), atom.relation.span);
        let open = with_term(atom, at, variable);
        let asked = with_atom(body, 0, &|_| (open.clone(), Vec::<Literal>::new()));
        let Ok((_, query)) = self.checked(&asked) else { return Ok(Vec::new()) };
        let Some(place) = query.columns.iter().position(|(name, _)| name == INSTEAD) else {
            return Ok(Vec::new());
        };
        let values = self.values(&self.table(&query, lens)?, place, query.columns[place].1);
        let shown = |value: String| printer::atom(&open).replace(INSTEAD, &value);
        Ok(values.into_iter().map(shown).collect())
    }

    /// What a column has, each value once and as it is written, in order.
    fn values(&self, rows: &Table, column: usize, ty: Type) -> Vec<String> {
        let mut values: Vec<Word> = rows.column(column).collect();
        values.sort_by(|a, b| crate::program::value::compare_rows(&[ty], &[*a], &[*b], self.dictionary()));
        values.dedup();
        values.into_iter().map(|value| spell_word(value, ty, self.dictionary())).collect()
    }
}

/// The places of an atom's constants.
fn constants(atom: &Atom) -> impl Iterator<Item = usize> + '_ {
    let is_constant = |term: &Term| matches!(term.node, TermKind::String(_) | TermKind::Integer(_));
    atom.terms.iter().enumerate().filter(move |(_, term)| is_constant(term)).map(|(at, _)| at)
}

fn with_term(atom: &Atom, at: usize, term: Term) -> Atom {
    let mut changed = atom.clone();
    if let Some(place) = changed.terms.get_mut(at) {
        *place = term;
    }
    changed
}
