//! Between the words of a session and those of typed rows: each has a dictionary of its own.

use std::collections::HashMap;

use crate::program::ir::{Relation, Type};
use crate::store::{Dictionary, Word};
use crate::typed;

/// Translates rows both ways and remembers what it has translated.
pub(super) struct Translation<'a> {
    session: &'a Dictionary,
    known: HashMap<(Type, Word), Word>,
    back: HashMap<(Type, Word), Word>,
}

impl<'a> Translation<'a> {
    /// Between a session's dictionary and that of typed rows.
    pub(super) fn new(session: &'a Dictionary) -> Self {
        Self { session, known: HashMap::new(), back: HashMap::new() }
    }

    /// A session's row as words of typed rows.
    pub(super) fn typed(&mut self, relation: &Relation, row: &[Word]) -> Vec<Word> {
        let session = self.session;
        translated(&mut self.known, session, typed::dictionary(), relation, row)
    }

    /// The words of a typed row as a session's row.
    pub(super) fn of_session(&mut self, relation: &Relation, row: &[Word]) -> Vec<Word> {
        let session = self.session;
        translated(&mut self.back, typed::dictionary(), session, relation, row)
    }
}

fn translated(
    known: &mut HashMap<(Type, Word), Word>,
    from: &Dictionary,
    to: &Dictionary,
    relation: &Relation,
    row: &[Word],
) -> Vec<Word> {
    let columns = relation.attributes.iter().zip(row);
    let word = |(column, &word): (&crate::program::ir::Attribute, &Word)| match column.ty {
        Type::Symbol => *known.entry((column.ty, word)).or_insert_with(|| to.symbol(from.text(word))),
        Type::Date => *known.entry((column.ty, word)).or_insert_with(|| to.date(&from.date_of(word))),
        // The compiled modules have no records.
        _ => word,
    };
    columns.map(word).collect()
}
