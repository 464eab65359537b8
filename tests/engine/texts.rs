//! Random programs as text: whatever the oracle derives of them, every executor derives.

use std::sync::Arc;

use demarche::engine::{EngineError, Executor, Guard, Limits, Naive, Native, Tuned, difference, facts_of};
use demarche::program::ir::{Io, IoKind, RelationId};
use demarche::store::Dictionary;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::eager;
use crate::support::load::load;
use crate::support::texts::text;

fn guard() -> Guard {
    Guard::new(Limits { facts: 200, rounds: 1000, ..Limits::default() }, Arc::default())
}

fn choices() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..300)
}

proptest! {
    #[test]
    fn native_derives_of_texts_what_naive_derives(choices in choices()) {
        let text = text(choices);
        let dictionary = Dictionary::default();
        let program = load(&text, &dictionary);
        prop_assert!(program.is_ok(), "{:?} in\n{text}", program.err());
        let program = program.unwrap();
        let run = |executor: &dyn Executor| executor.run(&program, facts_of(&program), &dictionary, &guard());
        let naive = run(&Naive);
        let whole = Tuned::default();
        for tuned in [Tuned { block: 1, gather: 1, ..whole }, eager(3, 2), whole] {
            match (&naive, run(&tuned)) {
                (Ok(naive), Ok(native)) => {
                    let told = difference(&program, naive, &native, &dictionary);
                    prop_assert_eq!(told, None, "by {:?}: {}", tuned, text);
                }
                (Err(EngineError::Limit(_)), Err(EngineError::Limit(_)))
                | (Err(EngineError::Functor { .. }), Err(EngineError::Functor { .. })) => {}
                (naive, native) => {
                    prop_assert!(false, "{:?} against {:?} of\n{text}", naive.as_ref().err(), native.err());
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn what_is_shown_is_there_though_the_rest_was_let_go(choices in choices(), shown in any::<u32>()) {
        let text = text(choices);
        let dictionary = Dictionary::default();
        let mut program = load(&text, &dictionary).unwrap();
        let relations = (0..program.relations.len()).map(RelationId);
        let shown: Vec<RelationId> = relations.filter(|id| shown >> (id.0 % 32) & 1 == 1).collect();
        let output = |&relation| Io {
            kind: IoKind::Output,
            relation,
            parameters: Vec::new(),
            span: program.relations[0].span,
        };
        program.io = shown.iter().map(output).collect();
        let run = |guard| eager(3, 2).run(&program, facts_of(&program), &dictionary, &guard);
        if let (Ok(all), Ok(some)) = (run(guard()), run(guard().for_outputs())) {
            for id in shown {
                prop_assert_eq!(&all.tables[id.0], &some.tables[id.0], "{}", text);
            }
        }
    }
}

/// What the texts are to have, each by words of it.
const CONSTRUCTS: [&str; 16] = [
    "$Both(",
    "$Circle(n",
    "[n",
    ", [",
    "range(",
    "as(",
    "to_float(",
    "cat(",
    "!(",
    " ; ",
    "!r",
    "eqrel",
    "choice-domain",
    "<= r",
    ".init",
    " min n",
];

#[test]
fn random_texts_derive_something_with_every_construct() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut derived = 0;
    let mut seen = [0; CONSTRUCTS.len()];
    let mut nested = 0;
    for _ in 0..300 {
        let text = text(choices().new_tree(&mut runner).unwrap().current());
        let dictionary = Dictionary::default();
        let program = load(&text, &dictionary).unwrap_or_else(|found| panic!("{found:?} in\n{text}"));
        let input = facts_of(&program);
        if Native.run(&program, input.clone(), &dictionary, &guard()).is_ok_and(|result| result != input) {
            derived += 1;
            nested += usize::from(text.lines().any(|line| line.matches(" : {").count() > 1));
            for (seen, construct) in seen.iter_mut().zip(CONSTRUCTS) {
                *seen += usize::from(text.contains(construct));
            }
        }
    }
    assert!(derived >= 150, "only {derived} of 300 texts derive anything");
    assert!(nested >= 5, "only {nested} of 300 texts nest aggregates");
    for (seen, construct) in seen.iter().zip(CONSTRUCTS) {
        assert!(*seen >= 3, "only {seen} of 300 texts that derive something have `{construct}`");
    }
}
