//! Random programs: everything that follows has a proof that the checker accepts.

use std::cell::Cell;

use demarche::engine::{Executor, Guard, Native, facts_of};
use demarche::explain::{Checker, Proof, Prover, Reason};
use demarche::program::ir::{Literal, Program, RelationId};
use demarche::program::value::format_fact;
use demarche::session::{Session, Text};
use demarche::store::{Database, Dictionary};
use proptest::prelude::*;

use crate::support::random;
use crate::support::runner::repeatable;

/// The most facts of one relation that are proved.
const FACTS: usize = 12;

/// What was proved, so that a test that proves nothing of interest fails.
#[derive(Debug, Default)]
struct Tally {
    derived: Cell<usize>,
    high: Cell<usize>,
    negations: Cell<usize>,
    aggregates: Cell<usize>,
    several: Cell<usize>,
}

fn count(cell: &Cell<usize>, counts: bool) {
    cell.set(cell.get() + usize::from(counts));
}

impl Tally {
    fn add(&self, program: &Program, proof: &Proof, proofs: usize) {
        let rules = proof.steps.iter().filter_map(|step| match &step.reason {
            Reason::Rule(application) => program.rules.get(application.rule),
            Reason::Given => None,
        });
        let conditions: Vec<&Literal> = rules.flat_map(|rule| &rule.body).collect();
        count(&self.derived, proof.height() > 0);
        count(&self.high, proof.height() > 2);
        count(&self.negations, conditions.iter().any(|it| matches!(it, Literal::Negation(_))));
        count(&self.aggregates, conditions.iter().any(|it| matches!(it, Literal::Aggregate(_))));
        count(&self.several, proofs > 1);
    }
}

#[test]
fn everything_that_follows_has_a_proof() {
    let tally = Tally::default();
    let strategy = prop::collection::vec(any::<u32>(), 0..400);
    repeatable(300).run(&strategy, |choices| proved(choices, &tally)).unwrap();
    let Tally { derived, high, negations, aggregates, several } = &tally;
    let enough = [(derived, 300), (high, 1), (negations, 10), (aggregates, 20), (several, 50)];
    assert!(enough.iter().all(|(found, least)| found.get() >= *least), "too few of some kind: {tally:?}");
}

/// Recursion of several shapes over a graph: along one another, doubling, with a negation and an aggregate above.
const RECURSION: &str = "
.decl edge(a: number, b: number) .decl odd(a: number, b: number) .decl even(a: number, b: number)
odd(x, y) :- edge(x, y). even(x, z) :- odd(x, y), edge(y, z). odd(x, z) :- even(x, y), edge(y, z).
.decl path(a: number, b: number) path(x, y) :- edge(x, y). path(x, z) :- path(x, y), path(y, z).
.decl mates(a: number, b: number) mates(x, y) :- edge(z, x), edge(z, y), x != y.
mates(x, y) :- edge(a, x), mates(a, b), edge(b, y).
.decl apart(a: number, b: number) apart(x, y) :- path(x, _), path(_, y), !mates(x, y), !path(x, y).
.decl reach(a: number, n: number) reach(x, n) :- path(x, _), n = count : { path(x, _) }.
.decl best(a: number) best(x) :- reach(x, n), n = max m : { reach(_, m) }.
";

#[test]
fn what_follows_by_long_recursion_has_a_proof() {
    let tally = Tally::default();
    let edges = prop::collection::vec((0..9u8, 0..9u8), 4..13);
    let outcome = repeatable(16).run(&edges, |edges| {
        let facts: Vec<String> = edges.iter().map(|(a, b)| format!("edge({a}, {b}).")).collect();
        let facts = facts.join("\n");
        let mut session = Session::new(Box::new(Native));
        session.load(vec![Text::new("graph.dl", format!("{RECURSION}{facts}"))]).unwrap();
        let given = session.given_under(session.lens()).unwrap();
        let conclusions = session.conclusions().unwrap();
        prove_all(session.program(), &given, &conclusions, session.dictionary(), &tally)
    });
    outcome.unwrap();
    let Tally { derived, high, negations, aggregates, several } = &tally;
    let enough = [(derived, 300), (high, 20), (negations, 50), (aggregates, 40), (several, 100)];
    assert!(enough.iter().all(|(found, least)| found.get() >= *least), "too few of some kind: {tally:?}");
}

fn proved(choices: Vec<u32>, tally: &Tally) -> Result<(), TestCaseError> {
    // Elsewhere what gave way to another row may be what a fact was derived from.
    let random::Random { program, dictionary } = random::keeping_program(choices);
    let (input, guard) = (facts_of(&program), Guard::default());
    let Ok(conclusions) = Native.run(&program, input.clone(), &dictionary, &guard) else { return Ok(()) };
    prove_all(&program, &input, &conclusions, &dictionary, tally)
}

/// Proves the first facts of every relation, each in several ways, and checks every proof.
fn prove_all(
    program: &Program,
    input: &Database,
    conclusions: &Database,
    dictionary: &Dictionary,
    tally: &Tally,
) -> Result<(), TestCaseError> {
    let guard = Guard::default();
    let checker = Checker { program, input, conclusions, dictionary };
    let prover = Prover::new(program, input, conclusions, dictionary, &guard);
    for (at, table) in conclusions.tables.iter().enumerate() {
        let relation = RelationId(at);
        for row in table.rows().take(FACTS) {
            let fact = format_fact(&program.relations[at], row, dictionary);
            let least = prover.why(relation, row).unwrap();
            let least = least.unwrap_or_else(|| panic!("{fact} has no proof"));
            prop_assert_eq!(checker.check(&least, relation, row), Ok(()), "{}", fact);
            let (all, complete) = prover.why_all(relation, row, 3).unwrap();
            prop_assert!(!all.is_empty() || !complete, "{} has no proof among all", fact);
            for proof in &all {
                prop_assert_eq!(checker.check(proof, relation, row), Ok(()), "{}", fact);
                prop_assert!(least.height() <= proof.height(), "{} has a lower proof", fact);
            }
            prop_assert!(all.windows(2).all(|pair| pair[0].size() <= pair[1].size() && pair[0] != pair[1]));
            tally.add(program, &least, all.len());
        }
    }
    Ok(())
}
