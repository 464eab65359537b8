//! No text makes reading, lowering or checking panic: programs of the other tests with tokens dropped, doubled and exchanged.

#![expect(clippy::panic, reason = "what fails here fails a test")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use demarche::diagnostic::render::{Style, render_all};
use demarche::diagnostic::{Severity, SourceId};
use demarche::engine::Naive;
use demarche::session::{Failure, Session, Text};
use demarche::syntax::formatter::format;
use proptest::prelude::*;
use proptest::sample::Index;

/// The programs of `tests/diagnostics` and `tests/language`, each cut into words and single characters.
fn programs() -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = |folder: &str| -> Result<Vec<PathBuf>, std::io::Error> {
        fs::read_dir(tests.join(folder))?.map(|entry| Ok(entry?.path())).collect()
    };
    let mut paths = files("diagnostics")?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "dl"));
    paths.extend(files("language")?.into_iter().map(|folder| folder.join("program.dl")));
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

/// Everything up to the checked program; a message must be showable, and an error must leave no program. Formatting twice changes
/// nothing more.
fn examine(text: &str) {
    let mut session = Session::new(Box::new(Naive));
    let found = match session.load(vec![Text::new("a.dl", text)]) {
        Ok(warnings) => warnings,
        Err(Failure::Wrong(found)) => {
            assert!(found.iter().any(|one| one.severity == Severity::Error), "{text}");
            found
        }
        Err(failure) => panic!("{failure} in {text}"),
    };
    let strata = &session.program().strata;
    let in_strata: usize = strata.iter().map(|stratum| stratum.relations.len()).sum();
    assert_eq!(in_strata, session.program().relations.len(), "every relation is in one stratum: {text}");
    render_all(&found, session.sources(), Style::Plain);
    if let Ok(once) = format(SourceId::default(), text) {
        assert_eq!(format(SourceId::default(), &once).as_ref(), Ok(&once), "{text}");
    }
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
