//! What a brief about one state is concerned with: the state, its people, and the events in which they have a part.

use std::collections::BTreeSet;

use super::names::Names;
use super::reading::{Reading, SYMBOL};
use super::saying::Saying;
use crate::program::ir::Type;
use crate::session::{Failure, Session};
use crate::store::Word;

/// The state that a brief is about, or every state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Its canonical name.
    pub state: Option<String>,
}

/// The relations, with their columns, that tell which states there are.
const STATES: [(&str, &str); 6] = [
    ("state", "name"),
    ("person", "state"),
    ("visit", "country"),
    ("tie", "one"),
    ("opposed", "one"),
    ("opposed", "other"),
];

impl Scope {
    /// Whether a sentence tells of the scope.
    pub(super) fn has(&self, session: &Session, names: &Names, saying: &Saying) -> bool {
        let Some(state) = self.word(session) else { return true };
        let types = |relation: usize| session.program().relations.get(relation).map(|it| &it.attributes);
        saying.facts.iter().any(|fact| {
            let columns = fact.row.iter().zip(types(fact.relation.0).into_iter().flatten());
            columns
                .filter(|(_, column)| column.ty == Type::Symbol)
                .any(|(word, _)| names.concerns(*word, state))
        })
    }

    /// The state as values have it.
    pub(super) fn word(&self, session: &Session) -> Option<Word> {
        self.state.as_ref().map(|state| session.dictionary().symbol(state))
    }
}

/// The states that the facts under the session's lens tell of, by canonical name.
///
/// # Errors
/// As [`Session::conclusions_under`].
pub fn states(session: &Session) -> Result<BTreeSet<String>, Failure> {
    let reading = Reading::new(session, session.lens().clone())?;
    let named = STATES.iter().filter_map(|(relation, column)| reading.facts(relation, [(column, SYMBOL)]));
    Ok(named.flatten().map(|entry| reading.text(entry.values[0])).collect())
}
