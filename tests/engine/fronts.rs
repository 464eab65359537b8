//! Long fronts: of many rows of a key those that none is above in two values, whatever the types, beside the oracle.

use demarche::engine::{Executor, Guard, Naive, Tuned, difference, facts_of};
use demarche::program::ir::Program;
use demarche::store::{Database, Dictionary};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::eager;
use crate::support::load::load;
use crate::support::random::Choices;

/// The types of two values, and when one row is above another in each of them.
const AXES: [(&str, &str); 5] = [
    ("number", "c <= a, b <= d"),
    ("number", "a <= c, b <= d"),
    ("unsigned", "c <= a, d <= b"),
    ("float", "c <= a, b <= d"),
    // Of rows that agree in neither value both stand.
    ("number", "c <= a, b = d"),
];

/// A random program of rows that stand by key, forty and more a key, some of which come of others in the rounds of a recursion.
fn program(choices: Vec<u32>) -> String {
    let mut choices = Choices::new(choices);
    let (ty, above) = AXES[choices.below(5)];
    let is_signed = ty != "unsigned";
    // Some numbers are beyond 32 bits.
    let scale = [1, 1 << 35][choices.below(2)];
    let mut fact = || {
        let (k, a) = (choices.below(2), choices.below(60));
        // The greater the one, the greater the other, more or less: then few are above many.
        let [a, b] = [a, a + choices.below(4)].map(|value| match ty {
            "float" => format!("{value}.5"),
            "unsigned" => format!("{value}u"),
            _ => ((i64::try_from(value).unwrap() - 30) * scale).to_string(),
        });
        format!("point({k}, {a}, {b}).\n")
    };
    let mut facts = (0..90).map(|_| fact()).collect::<String>();
    if ty == "float" && choices.one_in(2) {
        facts += "point(0, 0.0 / 0.0, 1.0). point(0, 3.5, 0.0 / 0.0).\n";
    }
    let joined = if is_signed {
        "front(k, min(a, c), max(b, d)) :- front(k, a, b), front(k, c, d), a <= d, c <= b, k = 1.\n"
    } else {
        "front(k, min(a, c), min(b, d)) :- front(k, a, b), front(k, c, d), k = 1.\n"
    };
    format!(
        ".decl point(k: number, a: {ty}, b: {ty}) .decl front(k: number, a: {ty}, b: {ty}) btree_delete
        {facts}front(k, a, b) :- point(k, a, b).
        front(1 - k, b, a) :- front(k, a, b), point(_, b, _).
        {joined}front(k, a, b) <= front(k, c, d) :- {above}.\n"
    )
}

fn run(text: &str, executor: &dyn Executor) -> (Program, Database, Dictionary) {
    let dictionary = Dictionary::default();
    let program = load(text, &dictionary).unwrap();
    let database = executor.run(&program, facts_of(&program), &dictionary, &Guard::default()).unwrap();
    (program, database, dictionary)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn long_fronts_are_those_of_the_oracle(choices in proptest::collection::vec(any::<u32>(), 60..300)) {
        let text = program(choices);
        let (program, expected, dictionary) = run(&text, &Naive);
        let few = [1, 2, 3, 7].map(|block| [eager(block, 1), eager(block, 2)]).concat();
        for tuned in few.into_iter().chain([Tuned::default(), eager(1024, 8)]) {
            let met = tuned.run(&program, facts_of(&program), &dictionary, &Guard::default()).unwrap();
            prop_assert_eq!(difference(&program, &expected, &met, &dictionary), None, "{:?} {}", tuned, text);
        }
    }
}

#[test]
fn fronts_are_long() {
    let mut runner = TestRunner::deterministic();
    let mut long = 0;
    for _ in 0..40 {
        let choices = proptest::collection::vec(any::<u32>(), 300).new_tree(&mut runner).unwrap().current();
        let (_, database, _) = run(&program(choices), &Tuned::default());
        long += usize::from(database.tables[1].len() > 40);
    }
    assert!(long > 10, "{long} of 40");
}
