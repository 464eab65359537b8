//! Every conclusion asserted in `tests/conclusions/` is reached by every executor.
//!
//! What lives here: the running of the `.test` blocks, one executor after the other. What is asserted, and why, stands beside the
//! assertions, in the files of that folder.

#![expect(clippy::expect_used, clippy::panic, reason = "what fails here fails a test")]

use std::path::{Path, PathBuf};

use demarche::engine::{Executor, Naive, Native};
use demarche::session::{Session, TestOutcome};
use demarche::standard::CREPE;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conclusions");
    let entries = std::fs::read_dir(&folder).expect("the folder of conclusions is part of the project");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    files.sort();
    files
}

/// All files in one session, so that tests under the same lens share its conclusions.
fn session(executor: Box<dyn Executor>) -> Session {
    let mut session = Session::new(executor);
    let warnings = session.load_files(&files()).unwrap_or_else(|failure| panic!("{failure:?}"));
    let messages: Vec<_> = warnings.iter().map(|warning| &warning.message).collect();
    assert!(messages.is_empty(), "{messages:#?}");
    session
}

fn all_pass(executor: Box<dyn Executor>) {
    let session = session(executor);
    let run = |test| session.run_test(test).unwrap_or_else(|failure| panic!("{failure:?}"));
    let outcomes: Vec<TestOutcome> = session.tests().iter().map(run).collect();
    let failed: Vec<_> = outcomes.iter().filter(|outcome| !outcome.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(outcomes.len() >= 60, "{} tests", outcomes.len());
    let expectations: usize = outcomes.iter().map(|outcome| outcome.expectations).sum();
    assert!(expectations >= 200, "{expectations} expectations");
}

#[test]
fn the_native_executor_reaches_every_conclusion() {
    all_pass(Box::new(Native));
}

#[test]
fn the_naive_executor_reaches_every_conclusion() {
    all_pass(Box::new(Naive));
}

#[test]
fn the_compiled_rules_reach_every_conclusion() {
    let session = session(Box::new(CREPE));
    assert!(
        CREPE.fits(session.program(), session.dictionary()),
        "the rules are not those compiled: they would run natively"
    );
    all_pass(Box::new(CREPE));
}
