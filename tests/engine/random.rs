//! Random programs: whatever the oracle derives, every executor derives.

use std::sync::Arc;

use demarche::engine::{EngineError, Executor, Guard, Limits, Naive, Native, Tuned, difference, facts_of};
use demarche::program::ir::Program;
use demarche::store::Dictionary;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestCaseError;

use crate::eager;
use crate::support::fronts::fronts;
use crate::support::load::load;
use crate::support::random::{Random, numbering_program, program};
use crate::support::show;

/// Few enough facts for a nested loop over all of them.
fn guard() -> Guard {
    Guard::new(Limits { facts: 150, ..Limits::default() }, Arc::default())
}

fn choices() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..400)
}

/// Sizes of blocks, with counts of threads.
fn settings() -> impl Iterator<Item = (usize, usize)> {
    let blocks = [1, 2, 3, 7, Tuned::default().block];
    blocks.into_iter().flat_map(|block| [1, 2, 8].map(|threads| (block, threads)))
}

/// The native executor derives what the oracle does, in blocks of whatever size and with any number of threads.
fn agree(random: &Random, guard: &Guard) -> Result<(), TestCaseError> {
    let Random { program, dictionary } = random;
    let run = |executor: &dyn Executor| executor.run(program, facts_of(program), dictionary, guard);
    let expected = run(&Naive);
    for (block, threads) in settings() {
        let tuned = if threads > 1 {
            eager(block, threads)
        } else {
            Tuned { block, gather: block, ..Tuned::default() }
        };
        let text = || show::text(program, dictionary);
        match (&expected, run(&tuned)) {
            (Ok(expected), Ok(derived)) => {
                let told = difference(program, expected, &derived, dictionary);
                prop_assert_eq!(told, None, "in blocks of {} by {}: {}", block, threads, text());
            }
            // A sum in a recursive rule may grow until it overflows or reaches the limit.
            (Err(EngineError::Limit(_)), Err(EngineError::Limit(_)))
            | (Err(EngineError::Functor { .. }), Err(EngineError::Functor { .. })) => {}
            (expected, derived) => {
                prop_assert!(
                    false,
                    "{:?} against {:?} of\n{}",
                    expected.as_ref().err(),
                    derived.err(),
                    text()
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn native_derives_what_naive_derives(choices in choices()) {
        agree(&numbering_program(choices), &guard())?;
    }

    #[test]
    fn rows_give_way_as_in_the_oracle(choices in choices()) {
        agree(&fronts(choices), &Guard::default())?;
    }
}

proptest! {
    #[test]
    fn a_program_means_the_same_as_its_text_and_as_an_instance_of_it(choices in choices(), in_component in any::<bool>()) {
        let Random { program, dictionary } = program(choices);
        let text = show::text(&program, &dictionary);
        let text = if in_component { format!(".comp Program {{\n{text}\n}}\n.init p = Program\n") } else { text };
        let read = load(&text, &dictionary);
        prop_assert!(read.is_ok(), "{:?} in\n{text}", read.err());
        let read = read.unwrap();
        let run = |program| Native.run(program, facts_of(program), &dictionary, &guard());
        match (run(&program), run(&read)) {
            (Ok(built), Ok(read)) => {
                let told = difference(&program, &built, &read, &dictionary);
                prop_assert_eq!(told, None, "{}", text);
            }
            (built, read) => prop_assert_eq!(built.is_err(), read.is_err(), "{}", text),
        }
    }
}

#[test]
fn random_programs_derive_something_and_stay_within_limits() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut derived, mut limited, mut settled) = (0, 0, 0);
    for _ in 0..200 {
        let choices = choices().new_tree(&mut runner).unwrap().current();
        let Random { program, dictionary } = program(choices);
        let input = facts_of(&program);
        settled += usize::from(kinds_matter(&program, &dictionary));
        match Native.run(&program, input.clone(), &dictionary, &guard()) {
            Ok(database) if database != input => derived += 1,
            Ok(_) => {}
            Err(_) => limited += 1,
        }
    }
    assert!(settled >= 20, "in only {settled} of 200 programs it matters what kinds of relations there are");
    assert!(derived >= 100, "only {derived} of 200 programs derive anything");
    assert!(limited <= 60, "{limited} of 200 programs reach the limit");
}

/// Whether the program derives something else when all its relations are plain ones.
fn kinds_matter(program: &Program, dictionary: &Dictionary) -> bool {
    let mut plain = program.clone();
    let mut closing = Vec::new();
    for relation in &mut plain.relations {
        closing.extend(std::mem::take(&mut relation.kind).closing());
    }
    for stratum in &mut plain.strata {
        stratum.rules.retain(|rule| !closing.contains(rule));
    }
    let run = |program: &Program| Native.run(program, facts_of(program), dictionary, &guard());
    match (run(program), run(&plain)) {
        (Ok(settled), Ok(plain)) => settled != plain,
        _ => false,
    }
}
