//! What stands for a name in a sentence: a city for its state, an office for its holder, a spokesman's house for whose voice it is.
//!
//! It is read off facts and conclusions. An office has its holder on the days for which he is attested; where they lead to several
//! names, none is meant.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::date::{Date, may_overlap};
use crate::program::ir::{Relation, RelationId, Type};
use crate::session::Session;
use crate::standard::bundled::STANDING_FOR;
use crate::store::Table;

/// What texts in lower case stand for.
#[derive(Default)]
pub(super) struct Standing(BTreeMap<String, Meant>);

/// What a text stands for.
struct Meant {
    /// The text as the facts have it.
    text: String,
    /// Canonical names, each with the days for which it is meant; none where it is meant on any day.
    names: BTreeMap<String, Vec<Arc<Date>>>,
}

impl Standing {
    pub(super) fn of(session: &Session) -> Self {
        let relations = session.program().relations.iter().enumerate();
        let relations: Vec<(RelationId, &Relation)> = relations
            .filter(|(_, it)| STANDING_FOR.contains(&it.name.as_str()))
            .map(|(id, it)| (RelationId(id), it))
            .collect();
        let asked = relations.iter().map(|(id, _)| *id);
        let Ok(database) = session.at_hand(asked, session.lens()) else { return Self::default() };
        let (mut meant, known) = (BTreeMap::new(), &session.lowered().names);
        for (id, relation) in relations {
            let day = relation.attributes.iter().position(|column| column.ty == Type::Date);
            for row in database.tables.get(id.0).into_iter().flat_map(Table::rows) {
                let (Some(text), Some(name)) = (row.first(), row.get(1)) else { continue };
                let [text, name] = [text, name].map(|word| session.dictionary().text(*word).to_string());
                if known.knows(&name) && !known.knows(&text) {
                    let day = day.and_then(|at| row.get(at)).map(|day| session.dictionary().date_of(*day));
                    let new = Meant { text: text.clone(), names: BTreeMap::new() };
                    let meant: &mut Meant = meant.entry(text.to_lowercase()).or_insert(new);
                    meant.names.entry(name).or_default().extend(day);
                }
            }
        }
        Self(meant)
    }

    /// A text of a sentence as the facts have it, and the name for which it stands on a day, if that is one alone.
    pub(super) fn find(&self, text: &str, day: Option<&Date>) -> Option<(&str, Option<&str>)> {
        self.0.get(&text.to_lowercase()).map(|meant| (meant.text.as_str(), meant.on(day)))
    }

    /// The texts as the facts have them.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|meant| meant.text.as_str())
    }

    /// Whom a text stands for on which days, in words; none where days make no difference.
    pub(super) fn told(&self, text: &str) -> Option<String> {
        let meant = self.0.get(&text.to_lowercase())?;
        let told = meant.names.iter().filter(|(_, days)| !days.is_empty()).map(|(name, days)| {
            let days: Vec<String> = days.iter().map(ToString::to_string).collect();
            format!("\"{name}\" on {}", days.join(", "))
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

impl Meant {
    /// The only name, or else the only one that is meant on a day.
    fn on(&self, day: Option<&Date>) -> Option<&str> {
        let is_on = |days: &Vec<Arc<Date>>| day.is_some_and(|day| days.iter().any(|it| may_overlap(it, day)));
        let attested = || self.names.iter().filter(|(_, days)| is_on(days)).map(|(name, _)| name);
        only(self.names.keys()).or_else(|| only(attested())).map(String::as_str)
    }
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}
