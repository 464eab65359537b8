//! Hostile text: deep nesting, long chains, truncation, noise. Nothing may panic, overflow the stack or take long.

use std::time::{Duration, Instant};

use super::{file, findings};
use crate::diagnostic::SourceId;
use crate::syntax::{Mode, parse};

/// Runs on the two-megabyte stack that test threads have, and within a time that only linear work keeps.
fn quickly(work: impl FnOnce()) {
    let start = Instant::now();
    work();
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
}

/// What opens a level, in every way that a body has.
const OPENINGS: [&str; 13] = [
    "(",
    "p(",
    "!",
    "-",
    "(-",
    "f(a, ",
    "min ",
    "a = count : { ",
    "1 < count : { ",
    "(b + ",
    "2 ^ ",
    "!(p(), ",
    "p() @{by: max x : { ",
];

#[test]
fn a_million_brackets_are_one_error() {
    quickly(|| {
        for (place, opening) in OPENINGS.into_iter().enumerate() {
            let depth = if place == 0 { 1_000_000 } else { 20_000 };
            let text = format!("r(x) :- {}", opening.repeat(depth));
            let found = findings(&file(&text));
            assert_eq!(found.len(), 1, "{opening}");
            assert!(found[0].ends_with("E0012 nesting deeper than 128"), "{opening}: {}", found[0]);
        }
    });
}

#[test]
fn brackets_nest_to_the_limit_and_no_further() {
    let nested = |depth: usize| format!("r() :- x = {}1{}.", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(findings(&file(&nested(128))), Vec::<String>::new());
    assert_eq!(findings(&file(&nested(129))), ["139..140 E0012 nesting deeper than 128"]);
}

#[test]
fn operators_nest_to_the_limit_and_no_further() {
    let chain = |operators: usize| format!("r() :- x = 1{}.", " + 1".repeat(operators));
    assert_eq!(findings(&file(&chain(128))), Vec::<String>::new());
    assert_eq!(findings(&file(&chain(129))).len(), 1);
    let in_parentheses = |each: usize| format!("r() :- x = ((1{0}){0}).", " * 2".repeat(each));
    assert_eq!(findings(&file(&in_parentheses(63))), Vec::<String>::new());
    assert_eq!(findings(&file(&in_parentheses(64))).len(), 1);
}

#[test]
fn alternatives_are_not_tried_one_after_the_other() {
    quickly(|| {
        let text = format!("r() :- {}p(){}.", "((".repeat(60), ", x < 1) ; q())".repeat(60));
        assert_eq!(findings(&file(&text)), Vec::<String>::new());
        let prompt = parse(SourceId::default(), &text, Mode::Prompt);
        assert_eq!(findings(&prompt), Vec::<String>::new());
    });
}
