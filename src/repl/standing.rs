//! What stands for a name in a sentence: a city for its state, an office for its only holder, a spokesman's house for whose voice it is.
//!
//! It is read off facts and conclusions; where they lead to several names, none is meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::session::Session;
use crate::standard::bundled::STANDING_FOR;

/// Texts in lower case, each with itself as written and the canonical name for which it stands.
#[derive(Default)]
pub(super) struct Standing(BTreeMap<String, (String, String)>);

impl Standing {
    pub(super) fn of(session: &Session) -> Self {
        let relations = &session.program().relations;
        let ids = relations.iter().enumerate().filter(|(_, it)| STANDING_FOR.contains(&it.name.as_str()));
        let ids: Vec<usize> = ids.map(|(id, _)| id).collect();
        let asked = ids.iter().map(|id| crate::program::ir::RelationId(*id));
        let Ok(database) = session.at_hand(asked, session.lens()) else { return Self::default() };
        let mut meant: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
        for table in ids.iter().filter_map(|id| database.tables.get(*id)) {
            for row in table.rows() {
                let (Some(text), Some(name)) = (row.first(), row.get(1)) else { continue };
                let [text, name] = [text, name].map(|word| session.dictionary().text(*word).to_string());
                if session.lowered().names.knows(&name) && !session.lowered().names.knows(&text) {
                    meant.entry(text.to_lowercase()).or_insert((text, BTreeSet::new())).1.insert(name);
                }
            }
        }
        let only = |(key, (text, names)): (String, (String, BTreeSet<String>))| {
            let mut names = names.into_iter();
            let first = names.next()?;
            names.next().is_none().then_some((key, (text, first)))
        };
        Self(meant.into_iter().filter_map(only).collect())
    }

    /// A text of a sentence as the facts have it, and the name for which it stands.
    pub(super) fn find(&self, text: &str) -> Option<(&str, &str)> {
        self.0.get(&text.to_lowercase()).map(|(text, name)| (text.as_str(), name.as_str()))
    }

    /// The texts as the facts have them.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|(text, _)| text.as_str())
    }
}
