//! Where the facts of files stand: found by reading the files once more, and only when somebody asks.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::Session;
use crate::io::rows_with_lines;
use crate::program::ir::{Io, IoKind, RelationId};
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
        for directive in self.program().io.iter().filter(|io| io.kind == IoKind::Input) {
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
        let Some(relation) = self.program().relations.get(directive.relation.0) else { return };
        let mut lines: HashMap<Vec<Word>, usize> = HashMap::new();
        let mut note = |row: &[Word], line: usize| {
            if wanted.contains(row) {
                lines.entry(row.to_vec()).or_insert(line);
            }
        };
        // A file that cannot be read any more gives no lines, which says all there is to say.
        let Ok(Some(path)) = rows_with_lines(directive, relation, folder, &self.dictionary, &mut note) else {
            return;
        };
        let file = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        for (row, line) in lines {
            places.found.entry((directive.relation, row)).or_insert_with(|| (file.clone(), line));
        }
    }
}
