//! No text makes reading, lowering or checking panic: programs of the other tests with tokens dropped, doubled and exchanged.

use std::error::Error;
use std::fs;
use std::path::Path;

use demarche::diagnostic::SourceMap;
use demarche::diagnostic::render::{Style, render_all};
use demarche::evidence::lower;
use demarche::program::check;
use demarche::store::Dictionary;
use demarche::syntax::{Mode, parse};
use proptest::prelude::*;
use proptest::sample::Index;

/// The programs of `tests/diagnostics`, each cut into words and single characters.
fn programs() -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut paths =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, std::io::Error>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "dl"));
    paths.sort();
    paths.iter().map(|path| Ok(tokens(&fs::read_to_string(path)?))).collect()
}

fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut in_word = false;
    for character in text.chars() {
        let wordlike = character.is_alphanumeric() || character == '_';
        match found.last_mut() {
            Some(last) if in_word && wordlike => last.push(character),
            _ => found.push(character.to_string()),
        }
        in_word = wordlike;
    }
    found
}

/// One change of a program: which, and where.
#[derive(Clone, Debug)]
enum Change {
    Drop(Index),
    Double(Index),
    Exchange(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<Index>().prop_map(Change::Drop),
        any::<Index>().prop_map(Change::Double),
        any::<(Index, Index)>().prop_map(|(a, b)| Change::Exchange(a, b)),
    ]
}

fn changed(mut tokens: Vec<String>, changes: &[Change]) -> String {
    for change in changes {
        if tokens.is_empty() {
            break;
        }
        let place = |index: &Index| index.index(tokens.len());
        match change {
            Change::Drop(at) => {
                let at = place(at);
                tokens.remove(at);
            }
            Change::Double(at) => {
                let at = place(at);
                tokens.insert(at, tokens[at].clone());
            }
            Change::Exchange(a, b) => {
                let (a, b) = (place(a), place(b));
                tokens.swap(a, b);
            }
        }
    }
    tokens.concat()
}

/// Everything up to the checked program; a message must be showable, and an error must leave no program.
fn examine(text: &str) {
    let mut sources = SourceMap::default();
    let parsed = parse(sources.add("a.dl", text), text, Mode::File);
    let (lowered, mut found) = lower(&sources, &[&parsed.tree]);
    let checked = check(&[&lowered.tree], &Dictionary::default());
    let wrong = checked.diagnostics.iter().any(|one| one.severity == demarche::diagnostic::Severity::Error);
    assert_eq!(checked.program.is_none(), wrong, "{text}");
    if let Some(program) = &checked.program {
        let in_strata: usize = program.strata.iter().map(|stratum| stratum.relations.len()).sum();
        assert_eq!(in_strata, program.relations.len(), "every relation is in one stratum: {text}");
    }
    found.extend(parsed.diagnostics);
    found.extend(checked.diagnostics);
    render_all(&found, &sources, Style::Plain);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damaged_program_makes_the_checker_panic(which in any::<Index>(), changes in prop::collection::vec(change(), 0..12)) {
        let programs = programs().expect("the programs can be read");
        examine(&changed(programs[which.index(programs.len())].clone(), &changes));
    }

    #[test]
    fn no_mixture_of_two_programs_makes_the_checker_panic(a in any::<Index>(), b in any::<Index>(), changes in prop::collection::vec(change(), 0..6)) {
        let programs = programs().expect("the programs can be read");
        let mut tokens = programs[a.index(programs.len())].clone();
        tokens.extend(programs[b.index(programs.len())].clone());
        examine(&changed(tokens, &changes));
    }
}
