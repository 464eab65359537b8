//! The names of a session, for completion and highlighting.

use std::cell::RefCell;
use std::rc::Rc;

use super::catalogue::is_companion;
use super::commands::{Action, Found, find};
use super::editor::{Lexicon, Signature};
use crate::diagnostic::SourceId;
use crate::explain::Request;
use crate::program::ir::RelationId;
use crate::program::value::spell_word;
use crate::syntax::{Mode, parse};
use crate::workplace::Workplace;

/// What a session knows, shared with the line editor, which asks only while no statement runs.
pub struct SessionLexicon {
    /// The session with its surroundings.
    pub place: Rc<RefCell<Workplace>>,
}

impl Lexicon for SessionLexicon {
    fn relations(&self) -> Vec<Signature> {
        let place = self.place.borrow();
        let relations = place.session.program().relations.iter();
        let named = relations.filter(|relation| !is_companion(&relation.name));
        named
            .map(|relation| Signature {
                name: relation.name.to_string(),
                columns: relation.attributes.iter().map(|attribute| attribute.name.to_string()).collect(),
            })
            .collect()
    }

    fn constants(&self, relation: &str, column: usize) -> Vec<String> {
        let place = self.place.borrow();
        let session = &place.session;
        let found = session.program().relations.iter().position(|known| known.name == relation);
        let Some(id) = found else { return Vec::new() };
        let Ok(database) = session.conclusions_for([RelationId(id)], session.lens()) else {
            return Vec::new();
        };
        let ty = session.program().relations.get(id).and_then(|known| known.attributes.get(column));
        let (Some(table), Some(ty)) = (database.tables.get(id), ty.map(|attribute| attribute.ty)) else {
            return Vec::new();
        };
        let words = table.column(column);
        let mut constants: Vec<String> = words
            .map(|word| spell_word(word, ty, session.dictionary()))
            .filter(|text| text != "unsaid")
            .collect();
        constants.sort();
        constants.dedup();
        constants
    }

    fn articles(&self) -> Vec<String> {
        let place = self.place.borrow();
        place.session.lowered().articles.iter().map(|article| article.name.to_string()).collect()
    }

    fn unfinished(&self, text: &str) -> bool {
        unfinished(text)
    }
}

/// Whether more lines must follow: the statement, or that of a dot command, ends in its middle.
pub fn unfinished(text: &str) -> bool {
    let trimmed = text.trim_start();
    if let Some(request) = Request::read(text) {
        return ends_early(request.question);
    }
    let Some(rest) = trimmed.strip_prefix('.') else { return ends_early(text) };
    let (word, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    match find(word) {
        Found::Statement => ends_early(text),
        Found::Command(command) => match command.action {
            Action::Assume | Action::Retract | Action::Source | Action::Sensitivity | Action::Add => {
                ends_early(argument)
            }
            _ => false,
        },
        Found::Ambiguous(_) | Found::Unknown(_) => false,
    }
}

fn ends_early(text: &str) -> bool {
    parse(SourceId::default(), text, Mode::Prompt).unfinished
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_goes_on_while_it_is_plainly_unfinished() {
        for text in
            ["visit(x,", "p(x) :-", "p(x) :- q(x),", ".assume visit(\"v\",", ".test \"t\" {", "/* open"]
        {
            assert!(unfinished(text), "{text}");
        }
        for text in
            ["", "visit(x)", "visit(x).", ".as-of", ".source visit(x)", ".nonsense (", "visit(x) @denied"]
        {
            assert!(!unfinished(text), "{text}");
        }
    }
}
