//! The module of every construct: up to date, the same as the naive executor, and typed.

use demarche::compile::compile;
use demarche::engine::{Executor, Guard, Naive, difference, facts_of};
use demarche::standard::Compiled;
use demarche::typed::{Name, PartialDate};

use crate::generated::{Conclusions, FINGERPRINT, Given, Leg, Stay, run, run_on_given};
use crate::program::every_construct;

const PATH: &str = "tests/compile/generated.rs";

/// `DEMARCHE_BLESS=1 cargo test --test compile` writes the module anew instead of comparing it.
#[test]
fn the_module_is_what_compile_writes() {
    let checked = every_construct();
    let compiled = compile(&checked.program, &checked.dictionary, &checked.sources);
    assert_eq!(compiled.left, []);
    if std::env::var_os("DEMARCHE_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(PATH, &compiled.text).unwrap();
    }
    assert!(std::fs::read_to_string(PATH).unwrap() == compiled.text, "{PATH} is stale");
}

#[test]
fn the_module_derives_what_the_naive_executor_does() {
    let checked = every_construct();
    let (program, dictionary, guard) = (&checked.program, &checked.dictionary, Guard::default());
    let executor = Compiled::new("test", FINGERPRINT, run_on_given);
    assert!(executor.fits(program, dictionary));
    let naive = Naive.run(program, facts_of(program), dictionary, &guard).unwrap();
    let crepe = executor.run(program, facts_of(program), dictionary, &guard).unwrap();
    assert_eq!(difference(program, &naive, &crepe, dictionary), None);
    let empty: Vec<&str> = (program.relations.iter().zip(&crepe.tables))
        .filter(|(_, table)| table.is_empty())
        .map(|(relation, _)| relation.name.as_str())
        .collect();
    assert_eq!(empty, ["closed_day"], "every other construct is to be tried by some row");
}

#[test]
fn stated_facts_hold_beside_those_given() {
    let day: PartialDate = "2000-01".parse().unwrap();
    let given = Given { stay: vec![Stay::new("C. Consul", "Utopia", day)], ..Given::default() };
    let conclusions = run(&given).unwrap();
    let stays: Vec<String> =
        conclusions.stay.iter().map(|stay| format!("{} {} {}", stay.who, stay.where_, stay.day)).collect();
    let expected = [
        "A. Envoy Arcadia 1999-05",
        "A. Envoy Arcadia 1999-06-02",
        "A. Envoy Utopia 1999-05",
        "B. Minister Arcadia 1999/..",
        "C. Consul Arcadia 2000-01",
        "C. Consul Utopia 2000-01",
    ];
    assert_eq!(stays, expected);
    // Without the stated day no stay leads to another.
    assert_eq!(run_on_given(&given).unwrap().stay, given.stay);
}

#[test]
fn rows_are_serialised_with_names_and_dates() {
    let conclusions = run_on_given(&Given {
        leg: vec![Leg::new("Utopia", "Ruritania", 2)],
        stay: vec![Stay::new("A. Envoy", Name::unsaid("stay:3:2"), PartialDate::unsaid("stay:3:3"))],
        ..Given::default()
    });
    let json = serde_json::to_value(conclusions.unwrap()).unwrap();
    assert_eq!(json["reach"], serde_json::json!([{"from": "Utopia", "to": "Ruritania"}]));
    let stay = serde_json::json!([
        {"who": "A. Envoy", "where": {"unsaid": "stay:3:2"}, "day": {"unsaid": "stay:3:3"}},
    ]);
    assert_eq!(json["stay"], stay);
    let read: Conclusions = serde_json::from_value(json).unwrap();
    assert_eq!(read.stay[0].where_, Name::unsaid("stay:3:2"));
}

#[test]
fn what_does_not_fit_is_not_read() {
    let error = |text: &str| serde_json::from_str::<Given>(text).unwrap_err().to_string();
    let day = r#"{"stay": [{"who": "A. Envoy", "where": "Utopia", "day": "1999-13"}]}"#;
    assert!(error(day).starts_with("\"1999-13\" is no date: "), "{}", error(day));
    assert_eq!(
        error(r#"{"leg": [{"from": "Utopia", "days": 2}]}"#),
        "missing field `to` at line 1 column 38"
    );
    let twice = r#"{"leg": [{"from": "Utopia", "from": "Utopia"}]}"#;
    assert_eq!(error(twice), "duplicate field `from` at line 1 column 45");
    assert!(error(r#"{"legs": []}"#).starts_with("unknown field `legs`, expected one of `leg`, `stay`"));
}

#[test]
fn a_functor_that_fails_is_an_error_with_its_rule() {
    let legs = vec![Leg::new("a", "b", i64::MAX), Leg::new("b", "c", 1)];
    let fault = run_on_given(&Given { leg: legs, ..Given::default() }).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "rule total#1: cannot compute 9223372036854775807 * 2: the result does not fit a number (64 bits)"
    );
}
