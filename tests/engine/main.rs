//! Executors on programs built by hand: the same exact results from each of them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../support/mod.rs"]
mod support;

mod blocks;
mod broad;
mod compare;
mod demand;
mod dense;
mod fronts;
mod gathered;
mod groups;
mod limits;
mod maintain;
mod plans;
mod random;
mod results;
mod texts;

use demarche::engine::{Executor, Guard, Naive, Native, Tuned, facts_of};
use demarche::program::ir::{Program, RelationId};
use demarche::store::{Database, Dictionary, Word};

/// Every executor that the engine has, and two that stop and go on more often, one of them with several threads.
fn executors() -> Vec<Box<dyn Executor>> {
    let alone = Tuned { block: 3, gather: 1, ..Tuned::default() };
    vec![Box::new(Naive), Box::new(Native), Box::new(alone), Box::new(eager(3, 3))]
}

/// The native executor with blocks of so many bindings and so many threads, called at once and often.
fn eager(block: usize, threads: usize) -> Tuned {
    Tuned { block, threads, alone: 0, share: 5, gather: 2, fold: 0 }
}

fn sorted(database: &Database, relation: RelationId) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = database.tables[relation.0].rows().map(<[Word]>::to_vec).collect();
    rows.sort_unstable();
    rows
}

/// Asserts that every executor derives exactly these rows from the facts of the program.
fn assert_rows<const N: usize>(program: &Program, relation: RelationId, expected: &[[Word; N]]) {
    for executor in executors() {
        let database =
            executor.run(program, facts_of(program), &Dictionary::default(), &Guard::default()).unwrap();
        assert_eq!(sorted(&database, relation), expected, "{}", executor.name());
    }
}
