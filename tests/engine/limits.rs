//! What stops a run: errors in functors, limits, an interrupt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use demarche::diagnostic::Span;
use demarche::engine::live::Live;
use demarche::engine::{Costs, EngineError, Executor as _, Guard, Limit, Limits, Native, facts_of};
use demarche::program::ir::{Functor, Io, IoKind, Program, RelationId};
use demarche::store::Dictionary;

use crate::support::builder::Builder;
use crate::{executors, sorted};

/// ```
/// n(0).
/// n(y) :- n(x), y = x + 1.
/// ```
fn endless() -> (Program, RelationId) {
    let mut program = Builder::default();
    let n = program.numbers("n", 1);
    program.fact(n, &[0]);
    program.rule(n, |rule| rule.atom(n, "x").compute("y", "x", Functor::Add, "1").head("y"));
    (program.finish(), n)
}

fn failure(program: &Program, guard: &Guard) -> Vec<EngineError> {
    let run = |executor: Box<dyn demarche::engine::Executor>| {
        executor.run(program, facts_of(program), &Dictionary::default(), guard).unwrap_err()
    };
    executors().into_iter().map(run).collect()
}

#[test]
fn too_many_facts_are_an_error_that_names_the_rule() {
    let limits = Limits { facts: 100, ..Limits::default() };
    for error in failure(&endless().0, &Guard::new(limits, Arc::default())) {
        let EngineError::Limit(reached) = error else { panic!("{error}") };
        assert_eq!(reached.limit, Limit::Facts(100));
        assert_eq!(reached.relations, ["n"]);
        assert_eq!(reached.rules, [("n#1".to_owned(), 101, Span::default())]);
        assert_eq!(
            reached.to_string(),
            "more than 100 facts were derived while computing `n`; most by rule `n#1` (101); \
             for example n(0), n(1), n(2)"
        );
    }
}

#[test]
fn too_many_rounds_are_an_error() {
    let limits = Limits { rounds: 50, ..Limits::default() };
    for error in failure(&endless().0, &Guard::new(limits, Arc::default())) {
        let EngineError::Limit(reached) = error else { panic!("{error}") };
        assert_eq!((reached.limit, reached.rules[0].1), (Limit::Rounds(50), 50));
    }
}

#[test]
fn memory_runs_out() {
    let limits = Limits { memory: Some(20_000), ..Limits::default() };
    for error in failure(&endless().0, &Guard::new(limits, Arc::default())) {
        let EngineError::Limit(reached) = error else { panic!("{error}") };
        assert_eq!((reached.limit, reached.relations), (Limit::Memory(20_000), vec!["n".to_owned()]));
    }
}

#[test]
fn a_run_tells_what_each_rule_cost() {
    let (mut program, n) = endless();
    program.io.push(Io {
        kind: IoKind::Limitsize,
        relation: n,
        parameters: vec![("n".to_owned(), "5".to_owned())],
        span: Span::default(),
    });
    let place = Arc::default();
    let guard = Guard::default().telling(Some(Arc::clone(&place)));
    Native.run(&program, facts_of(&program), &Dictionary::default(), &guard).unwrap();
    let costs: Costs = place.lock().unwrap().clone();
    assert_eq!(costs.strata.len(), 1);
    assert_eq!((costs.strata[0].relations.as_slice(), costs.strata[0].rounds), (&["n".to_owned()][..], 4));
    let [rule] = costs.strata[0].rules.as_slice() else { panic!("one rule") };
    let tally = rule.tally;
    assert_eq!((rule.rule.as_str(), tally.evaluations, tally.candidates, tally.facts), ("n#1", 4, 4, 4));
}

#[test]
fn time_runs_out() {
    let limits = Limits { time: Some(Duration::ZERO), ..Limits::default() };
    for error in failure(&endless().0, &Guard::new(limits, Arc::default())) {
        assert!(matches!(error, EngineError::Limit(reached) if reached.limit == Limit::Time(Duration::ZERO)));
    }
}

#[test]
fn a_set_flag_interrupts_even_a_single_join() {
    let mut program = Builder::default();
    let (n, triple) = (program.numbers("n", 1), program.numbers("triple", 3));
    for number in 0..2000 {
        program.fact(n, &[number]);
    }
    // triple(x, y, z) :- n(x), n(y), n(z).
    program.rule(triple, |rule| rule.atom(n, "x").atom(n, "y").atom(n, "z").head("x y z"));
    let guard = Guard::new(Limits::default(), Arc::new(AtomicBool::new(true)));
    for error in failure(&program.finish(), &guard) {
        assert_eq!(error, EngineError::Interrupted);
    }
}

#[test]
fn a_flag_set_while_a_join_runs_ends_it() {
    let mut program = Builder::default();
    let (n, sum) = (program.numbers("n", 1), program.numbers("sum", 1));
    for number in 0..20_000 {
        program.fact(n, &[number]);
    }
    // sum(b) :- n(x), n(y), n(z), a = x + y, b = a + z.
    program.rule(sum, |rule| {
        rule.atom(n, "x").atom(n, "y").atom(n, "z");
        rule.compute("a", "x", Functor::Add, "y").compute("b", "a", Functor::Add, "z").head("b")
    });
    let program = program.finish();
    for executor in executors() {
        let flag = Arc::new(AtomicBool::new(false));
        let guard = Guard::new(Limits::default(), Arc::clone(&flag));
        let setter = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            flag.store(true, Ordering::Relaxed);
        });
        let result = executor.run(&program, facts_of(&program), &Dictionary::default(), &guard);
        setter.join().unwrap();
        assert_eq!(result.err(), Some(EngineError::Interrupted), "{}", executor.name());
    }
}

#[test]
fn an_error_in_a_functor_names_the_rule_and_the_values() {
    let mut program = Builder::default();
    let (n, half) = (program.numbers("n", 1), program.numbers("half", 1));
    program.facts(n, &[[7]]);
    // half(y) :- n(x), y = x / 0.
    program.rule(half, |rule| rule.atom(n, "x").compute("y", "x", Functor::Divide, "0").head("y"));
    for error in failure(&program.finish(), &Guard::default()) {
        assert_eq!(error.to_string(), "rule `half#1`: cannot compute 7 / 0: division by zero");
    }
}

#[test]
fn limitsize_ends_the_rounds_when_the_relation_is_so_large() {
    let (mut program, n) = endless();
    program.io.push(Io {
        kind: IoKind::Limitsize,
        relation: n,
        parameters: vec![("n".to_owned(), "5".to_owned())],
        span: Span::default(),
    });
    for executor in executors() {
        let database =
            executor.run(&program, facts_of(&program), &Dictionary::default(), &Guard::default()).unwrap();
        assert_eq!(sorted(&database, n), [[0], [1], [2], [3], [4]], "{}", executor.name());
    }
}

#[test]
fn a_run_tells_how_far_it_is() {
    let (program, _) = endless();
    let (flag, live) = (Arc::new(AtomicBool::new(false)), Arc::<Live>::default());
    let guard = Guard::new(Limits::NONE, Arc::clone(&flag)).reporting(Some(Arc::clone(&live)));
    let seen = Arc::clone(&live);
    let watcher = std::thread::spawn(move || {
        loop {
            if let Some(standing) = seen.standing().filter(|standing| standing.round > 100) {
                flag.store(true, Ordering::Relaxed);
                return (standing.stratum, standing.strata, standing.relation, seen.facts() >= 100);
            }
        }
    });
    let result = Native.run(&program, facts_of(&program), &Dictionary::default(), &guard);
    assert_eq!(result.err(), Some(EngineError::Interrupted));
    assert_eq!(watcher.join().unwrap(), (1, 1, "n".to_owned(), true));
    assert_eq!((live.standing(), live.facts()), (None, 0));
}
