//! What an answer passes over: more that follows of the same columns, the same told the other way round, and that each pair stands both
//! ways.
//!
//! As with [`super::hints`], a note is found by asking once more, never by guessing what was meant.

use std::collections::BTreeSet;

use super::ask::Row;
use super::bodies::{positive_atoms, with_atom};
use super::{Failure, Session};
use crate::engine::EngineError;
use crate::evidence::Lens;
use crate::program::Query;
use crate::program::ir::{Relation, Type};
use crate::standard::bundled::guide_relations;
use crate::store::{Table, Word};
use crate::syntax::printer;
use crate::syntax::tree::{Atom, Body, Literal, Name, TermKind};

/// The fewest rows of which it is told that pairs stand both ways: of two pairs.
const PAIRED: usize = 4;
/// The most rows that are looked through for pairs.
const LOOKED_THROUGH: usize = 10_000;

/// A question asked once more, and its rows.
type Found = (Query, Table);

impl Session {
    /// Notes beside the rows of a question of a single atom.
    pub(super) fn beside(
        &self,
        body: &Body,
        lens: &Lens,
        query: &Query,
        rows: &[Row],
    ) -> Result<Vec<String>, Failure> {
        let plain = self.lowered().body(body, &mut Vec::new());
        let Some((atom, relation)) = self.only_plain_atom(&plain) else { return Ok(Vec::new()) };
        let rows: BTreeSet<&[Word]> = rows.iter().map(|row| row.values.as_slice()).collect();
        let mut notes = Vec::new();
        if self.lowered().survey.may_be_annotated(&relation.name) {
            notes.extend(self.following(&plain, atom, relation, lens, query, &rows)?);
            notes.extend(self.exchanged(&plain, atom, relation, lens, "more ")?);
        }
        notes.extend(both_ways(atom, relation, query, &rows));
        Ok(notes)
    }

    /// What stands the other way round of a question of a single atom that finds nothing.
    pub(super) fn other_way_round(&self, body: &Body, lens: &Lens) -> Result<Vec<String>, Failure> {
        let plain = self.lowered().body(body, &mut Vec::new());
        match self.only_plain_atom(&plain) {
            Some((atom, relation)) => match self.exchanged(&plain, atom, relation, lens, "") {
                // The question is answered without what else may stand.
                Err(Failure::Engine(EngineError::Limit(_))) => Ok(Vec::new()),
                found => found,
            },
            None => Ok(Vec::new()),
        }
    }

    /// The atom of a body that has one, without annotation, and its relation; none in a program without evidence.
    fn only_plain_atom<'b>(&'b self, body: &'b Body) -> Option<(&'b Atom, &'b Relation)> {
        let only = match positive_atoms(body).as_slice() {
            [only] if only.annotation.is_none() => *only,
            _ => return None,
        };
        let relation = self.relation(&only.relation.node)?;
        self.lowered().survey.has_evidence().then_some((only, relation))
    }

    /// Conclusions of the guide with the very columns of a told relation that have rows which nobody tells.
    fn following(
        &self,
        body: &Body,
        atom: &Atom,
        told: &Relation,
        lens: &Lens,
        query: &Query,
        rows: &BTreeSet<&[Word]>,
    ) -> Result<Vec<String>, Failure> {
        let mut notes = Vec::new();
        for name in guide_relations().collect::<BTreeSet<_>>() {
            let alike = self.relation(name).is_some_and(|it| it.derived && has_columns_of(it, told));
            if !alike {
                continue;
            }
            let renamed = Atom { relation: Name::new(name.into(), atom.relation.span), ..atom.clone() };
            let found = self.rows_with(body, &renamed, lens)?;
            let same_columns = found.as_ref().is_some_and(|(other, _)| other.columns == query.columns);
            let more = found.iter().flat_map(|(_, found)| found.rows()).filter(|row| !rows.contains(row));
            match more.count() {
                count if same_columns && count > 0 => {
                    notes.push(format!(
                        "{count} more {} from other facts: {}",
                        follow(count),
                        asked(&renamed)
                    ));
                }
                _ => {}
            }
        }
        Ok(notes)
    }

    /// What a relation has of a constant in another column of the same kind, which a question for both ways would miss. `more` is said
    /// beside rows.
    fn exchanged(
        &self,
        body: &Body,
        atom: &Atom,
        relation: &Relation,
        lens: &Lens,
        more: &str,
    ) -> Result<Vec<String>, Failure> {
        let mut notes = Vec::new();
        for (one, other) in pairs(relation) {
            let is_text =
                |at: usize| matches!(atom.terms.get(at).map(|it| &it.node), Some(TermKind::String(_)));
            if is_text(one) == is_text(other) {
                continue;
            }
            let mut turned = atom.clone();
            turned.terms.swap(one, other);
            let count = self.rows_with(body, &turned, lens)?.map_or(0, |(_, found)| found.len());
            if count > 0 {
                notes.push(format!("{count} {more}{} the other way round: {}", stand(count), asked(&turned)));
            }
        }
        Ok(notes)
    }

    /// The rows of the body with another atom in place of its only one; none where that cannot be asked.
    fn rows_with(&self, body: &Body, atom: &Atom, lens: &Lens) -> Result<Option<Found>, Failure> {
        let asked = with_atom(body, 0, &|_| (atom.clone(), Vec::<Literal>::new()));
        let Ok((_, query)) = self.checked(&asked) else { return Ok(None) };
        let rows = self.table(&query, lens)?;
        Ok(Some((query, rows)))
    }
}

fn has_columns_of(one: &Relation, other: &Relation) -> bool {
    let columns = |relation: &Relation| -> Vec<(String, String)> {
        relation.attributes.iter().map(|it| (it.name.to_string(), it.type_name.to_string())).collect()
    };
    columns(one) == columns(other)
}

/// The pairs of columns of symbols that are declared alike.
fn pairs(relation: &Relation) -> Vec<(usize, usize)> {
    let columns = &relation.attributes;
    let symbols = columns.iter().enumerate().filter(|(_, column)| column.ty == Type::Symbol);
    let after = |at: usize| columns.iter().enumerate().skip(at + 1);
    symbols
        .flat_map(|(at, column)| {
            after(at).filter(|(_, it)| it.type_name == column.type_name).map(move |(other, _)| (at, other))
        })
        .collect()
}

/// That each pair of two variables of the question stands both ways, and how to have it once.
fn both_ways(atom: &Atom, relation: &Relation, query: &Query, rows: &BTreeSet<&[Word]>) -> Option<String> {
    if !(PAIRED..=LOOKED_THROUGH).contains(&rows.len()) {
        return None;
    }
    let place = |at: usize| match &atom.terms.get(at)?.node {
        TermKind::Variable(name) => query.columns.iter().position(|(column, _)| column == name),
        _ => None,
    };
    let mirrored = |one: usize, other: usize| {
        rows.iter().all(|row| {
            let mut turned = row.to_vec();
            turned.swap(one, other);
            rows.contains(turned.as_slice())
        })
    };
    pairs(relation).into_iter().find_map(|(left, right)| {
        let (one, other) = (place(left)?, place(right)?);
        let name = |at: usize| query.columns.get(at).map(|(name, _)| name.as_str());
        let (first, second) = (name(one)?, name(other)?);
        (one != other && mirrored(one, other)).then(|| {
            format!(
                "each pair stands both ways; `, {first} < {second}` behind the question leaves one of them"
            )
        })
    })
}

/// The atom as it is typed.
fn asked(atom: &Atom) -> String {
    printer::atom(atom)
}

fn follow(count: usize) -> &'static str {
    if count == 1 { "row follows" } else { "rows follow" }
}

fn stand(count: usize) -> &'static str {
    if count == 1 { "row stands" } else { "rows stand" }
}
