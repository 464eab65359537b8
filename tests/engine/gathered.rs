//! Rows that are kept as they come and told apart together: which ones there are, to which rule they count, and when they are too many.

use std::sync::{Arc, Mutex};

use demarche::engine::{Costs, EngineError, Executor as _, Guard, Limit, Limits, Tuned, facts_of};
use demarche::program::ir::Program;
use demarche::store::{Database, Dictionary};

use crate::eager;
use crate::support::load::load;

/// Of 3600 rows of each rule for `p` those of the first are different, and 1800 of the second are no rows of the first.
const TEXT: &str = ".decl e(k: number)
e(k) :- k = range(0, 3600).
.decl p(k: number, s: number)
p(k, k + 1) :- e(k).
p(k, k + k % 2) :- e(k).
";

const FACTS: u64 = 3600 + 3600 + 1800;

/// One thread and several, which gather after a few rows, or never.
fn settings() -> [Tuned; 4] {
    let alone = |gather| Tuned { gather, ..Tuned::default() };
    [alone(8), Tuned { share: 300, gather: 8, ..eager(100, 2) }, eager(7, 3), alone(usize::MAX)]
}

fn run(program: &Program, tuned: &Tuned, guard: &Guard) -> Result<Database, EngineError> {
    tuned.run(program, facts_of(program), &Dictionary::default(), guard)
}

fn guard(facts: u64) -> Guard {
    Guard::new(Limits { facts, ..Limits::default() }, Arc::default())
}

#[test]
fn rows_come_once_and_count_to_the_rule_that_had_them_first() {
    let program = load(TEXT, &Dictionary::default()).unwrap();
    let relation = program.relations.iter().position(|relation| relation.name == "p").unwrap();
    for tuned in settings() {
        let costs = Arc::new(Mutex::new(Costs::default()));
        let told = Guard::default().telling(Some(Arc::clone(&costs)));
        let table = &run(&program, &tuned, &told).unwrap().tables[relation];
        let expected = |k: u64| [[k, k + 1], [k, k + k % 2]];
        assert_eq!(table.len(), 5400);
        assert!((0..3600).flat_map(expected).all(|row| table.contains(&row)), "{tuned:?}");
        let costs = costs.lock().unwrap();
        let rules = costs.strata.iter().flat_map(|stratum| &stratum.rules);
        let of_p = rules.filter(|rule| rule.rule.starts_with("p#"));
        let tallies: Vec<(u64, u64)> = of_p.map(|rule| (rule.tally.candidates, rule.tally.facts)).collect();
        assert_eq!(tallies, [(3600, 3600), (3600, 1800)], "{tuned:?}");
    }
}

#[test]
fn the_first_row_too_many_is_an_error_and_no_row_before_it() {
    let program = load(TEXT, &Dictionary::default()).unwrap();
    for tuned in settings() {
        assert!(run(&program, &tuned, &guard(FACTS)).is_ok(), "{tuned:?}");
        let EngineError::Limit(reached) = run(&program, &tuned, &guard(FACTS - 1)).unwrap_err() else {
            panic!("{tuned:?}")
        };
        assert_eq!(
            (reached.limit, reached.relations.as_slice()),
            (Limit::Facts(FACTS - 1), &["p".to_owned()][..])
        );
        assert!(!reached.sample.is_empty(), "{tuned:?}");
    }
}
