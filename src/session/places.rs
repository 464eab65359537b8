//! Where the facts of files stand: found by reading the files once more, and only when somebody asks.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::Session;
use crate::io::read_inputs;
use crate::program::ir::{Io, IoKind, Program, RelationId, Type};
use crate::store::Word;

/// A fact by its relation and values.
type Key = (RelationId, Vec<Word>);

/// The files and lines of facts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    found: HashMap<Key, (String, usize)>,
}

impl Places {
    /// The file of a fact and its line, counted from 1.
    pub(crate) fn of(&self, relation: RelationId, row: &[Word]) -> Option<&(String, usize)> {
        self.found.get(&(relation, row.to_vec()))
    }
}

impl Session {
    /// Where the first of the lines stands that gives each of these facts. Facts of other sources than files of lines have none, nor
    /// has one whose file has changed.
    pub(crate) fn places_of_inputs(&self, wanted: &[Key]) -> Places {
        let mut places = Places::default();
        let Some(folder) = &self.facts_folder else { return places };
        for directive in self.program().io.iter().filter(|io| io.kind == IoKind::Input && has_lines(io)) {
            let of_file: HashSet<&[Word]> = wanted
                .iter()
                .filter(|(relation, _)| *relation == directive.relation)
                .map(|(_, row)| row.as_slice())
                .collect();
            if !of_file.is_empty() {
                self.places_in(directive, folder, &of_file, &mut places);
            }
        }
        places
    }

    fn places_in(&self, directive: &Io, folder: &Path, wanted: &HashSet<&[Word]>, places: &mut Places) {
        let program = self.program();
        let Some(relation) = program.relations.get(directive.relation.0) else { return };
        let symbols: Vec<usize> =
            (0..relation.attributes.len()).filter(|&at| relation.attributes[at].ty == Type::Symbol).collect();
        let file = file_of(directive, folder, &relation.name);
        let only = Program {
            relations: program.relations.clone(),
            io: vec![directive.clone()],
            ..Program::default()
        };
        let mut line = 1 + usize::from(is_set(directive, "headers"));
        let mut note = |id: RelationId, row: &[Word]| {
            if wanted.contains(row) {
                places.found.entry((id, row.to_vec())).or_insert_with(|| (file.clone(), line));
            }
            // A quoted field may go on over several lines.
            let breaks =
                symbols.iter().filter_map(|&at| row.get(at)).map(|&word| self.line_breaks(directive, word));
            line += 1 + breaks.sum::<usize>();
        };
        // A file that cannot be read any more gives no lines, which says all there is to say.
        _ = read_inputs(&only, folder, &self.dictionary, &mut note);
    }

    fn line_breaks(&self, directive: &Io, word: Word) -> usize {
        if is_set(directive, "rfc4180") { self.dictionary.text(word).matches('\n').count() } else { 0 }
    }
}

fn parameter<'d>(directive: &'d Io, key: &str) -> Option<&'d str> {
    directive.parameters.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

fn is_set(directive: &Io, key: &str) -> bool {
    parameter(directive, key) == Some("true")
}

fn has_lines(directive: &Io) -> bool {
    parameter(directive, "IO").is_none_or(|io| io == "file")
}

/// The file as a user would open it.
fn file_of(directive: &Io, folder: &Path, relation: &str) -> String {
    let name = parameter(directive, "filename").map_or_else(|| format!("{relation}.facts"), str::to_owned);
    let path = folder.join(name);
    path.strip_prefix(".").unwrap_or(&path).display().to_string()
}
