//! The text of the compiled standard rules, and when it is used.

use std::path::Path;

use demarche::compile::compile;
use demarche::engine::Native;
use demarche::session::Session;
use demarche::standard::{CREPE, generated};

use crate::bundle::session;

/// `DEMARCHE_BLESS=1 cargo test --test standard` writes the module anew instead of comparing it.
#[test]
fn the_compiled_rules_are_up_to_date() {
    let mut session = Session::new(Box::new(Native));
    session.load_files(&["rules/standard.dl"]).unwrap();
    let compiled = compile(session.program(), session.dictionary(), session.sources());
    let path = Path::new("src/standard/generated.rs");
    if std::env::var_os("DEMARCHE_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(path, &compiled.text).unwrap();
    }
    let checked_in = std::fs::read_to_string(path).unwrap();
    let first_difference = checked_in.lines().zip(compiled.text.lines()).position(|(old, new)| old != new);
    assert!(
        checked_in == compiled.text,
        "src/standard/generated.rs is stale from line {}; write it anew with\n    \
         cargo run --no-default-features -- compile --split rules/standard.dl -o src/standard/generated.rs",
        first_difference.map_or(0, |line| line + 1)
    );
}

#[test]
fn the_bundled_rules_are_derived_by_crepe() {
    let session = session(&[]);
    assert!(CREPE.fits(session.program(), session.dictionary()));
}

#[test]
fn rules_on_top_leave_the_bundled_ones_to_crepe() {
    let session = session(&[".decl host(state: symbol) host(s) :- visit(_, _, s, _)."]);
    assert!(CREPE.fits(session.program(), session.dictionary()));
}

#[test]
fn a_rule_more_for_a_bundled_relation_runs_natively() {
    let session = session(&["outstanding_visit(p, \"Utopia\", \"1999\") :- person(p, \"Utopia\")."]);
    assert!(!CREPE.fits(session.program(), session.dictionary()));
}

#[test]
fn only_relations_that_rest_on_an_aggregate_are_left_out() {
    let mut left: Vec<&str> = generated::LEFT_OUT.iter().map(|(relation, _)| *relation).collect();
    left.sort_unstable();
    let expected = [
        "balance",
        "balance_cannot_be_told",
        "count_conflict",
        "count_incomplete",
        "untold_total",
        "visits_made",
    ];
    assert_eq!(left, expected);
}
