//! Texts as checked programs.

use std::path::Path;

use demarche::diagnostic::SourceMap;
use demarche::program::check;
use demarche::program::ir::Program;
use demarche::store::Dictionary;
use demarche::syntax::{Mode, parse};

/// A checked program with what its words and spans mean.
pub(crate) struct Checked {
    pub(crate) program: Program,
    pub(crate) dictionary: Dictionary,
    pub(crate) sources: SourceMap,
}

/// Checks a text of this name.
pub(crate) fn checked(name: &str, text: &str) -> Checked {
    let mut sources = SourceMap::default();
    let parsed = parse(sources.add(name, text), text, Mode::File);
    assert_eq!(parsed.diagnostics, []);
    let dictionary = Dictionary::default();
    let checked = check(&[&parsed.tree], &dictionary);
    let program = checked.program.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    Checked { program, dictionary, sources }
}

/// The program that `generated.rs` is compiled from.
pub(crate) fn every_construct() -> Checked {
    let text = std::fs::read_to_string(Path::new("tests/compile/every_construct.dl")).unwrap();
    checked("tests/compile/every_construct.dl", &text)
}
