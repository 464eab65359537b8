//! What has followed changes of what is given is what a run from nothing derives: random programs under random changes, and chosen
//! cases in which it is told which way was taken.

use std::cell::Cell;
use std::sync::Arc;

use demarche::engine::{Executor, Guard, Limits, Maintained, Native, Upkeep, difference};
use demarche::program::ir::{Fact, Program};
use demarche::store::{Changes, Database, Dictionary, Word};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::support::load::load;
use crate::support::random::{Random, keeping_program, program};
use crate::support::show;

fn guard() -> Guard {
    Guard::new(Limits { facts: 400, ..Limits::default() }, Arc::default())
}

/// The database of some facts of a program.
fn given<'f>(program: &Program, facts: impl Iterator<Item = &'f Fact>) -> Database {
    let arities = program.relations.iter().map(|relation| relation.attributes.len());
    let mut database = Database::with_arities(arities);
    facts.for_each(|fact| _ = database.tables[fact.relation.0].insert(&fact.row));
    database
}

/// The facts of which the mask has the bit.
fn under(program: &Program, mask: u64) -> Database {
    let is_there = |(at, _): &(usize, &Fact)| mask >> (at % 64) & 1 == 1;
    given(program, program.facts.iter().enumerate().filter(is_there).map(|(_, fact)| fact))
}

/// Lets a database follow one choice of facts after the other, and compares it each time with a run from nothing. Tells how many
/// strata followed, how many were derived anew, and how many times facts changed.
fn follow(
    program: &Program,
    dictionary: &Dictionary,
    masks: &[u64],
) -> Result<(usize, usize, usize), TestCaseError> {
    let run = |input: &Database| Native.run(program, input.clone(), dictionary, &guard());
    let (mut followed, mut anew, mut shifted) = (0, 0, 0);
    let mut input = under(program, u64::MAX);
    let Ok(mut database) = run(&input) else { return Ok((0, 0, 0)) };
    let mut upkeep = Upkeep::new(program, &input);
    for &mask in masks {
        let next = under(program, mask);
        let changes = Changes::between(&input, &next);
        let before = database.clone();
        let done = Native.maintain(program, &mut database, &mut upkeep, &changes, dictionary, &guard());
        let Ok(fresh) = run(&next) else { break };
        let text = || format!("{}\nwith {mask:b} after {changes:?}", show::text(program, dictionary));
        match done {
            Ok(Some(done)) => {
                prop_assert_eq!(difference(program, &fresh, &database, dictionary), None, "{}", text());
                prop_assert_eq!(&done.changes, &Changes::between(&before, &database), "{}", text());
                followed += done.followed;
                anew += done.anew;
                shifted += usize::from(!changes.is_empty());
            }
            Ok(None) => break,
            Err(error) => prop_assert!(false, "{error} of\n{}", text()),
        }
        input = next;
    }
    Ok((followed, anew, shifted))
}

/// Masks that differ from each other in a few facts.
fn steps(seeds: &[(u8, u8, bool)]) -> Vec<u64> {
    let mut mask = u64::MAX;
    let step = |&(one, other, two): &(u8, u8, bool)| {
        mask ^= 1 << (one % 64);
        if two {
            mask ^= 1 << (other % 64);
        }
        mask
    };
    seeds.iter().map(step).collect()
}

fn seeds() -> impl Strategy<Value = Vec<(u8, u8, bool)>> {
    proptest::collection::vec((0..32_u8, 0..32_u8, any::<bool>()), 1..12)
}

fn compare(cases: u32, program: impl Fn(Vec<u32>) -> Random) -> (usize, usize, usize) {
    let total = Cell::new((0, 0, 0));
    let choices = proptest::collection::vec(any::<u32>(), 0..400);
    let config = ProptestConfig { cases, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&(choices, seeds()), |(choices, seeds)| {
        let Random { program, dictionary } = program(choices);
        let (followed, anew, changed) = follow(&program, &dictionary, &steps(&seeds))?;
        let (f, a, c) = total.get();
        total.set((f + followed, a + anew, c + changed));
        Ok(())
    });
    outcome.unwrap();
    total.get()
}

#[test]
fn random_programs_follow_random_changes() {
    let (followed, anew, changed) = compare(400, keeping_program);
    assert!(changed > 300, "only {changed} changes");
    assert!(followed > 300 && anew == 0, "{followed} strata followed, {anew} were derived anew");
}

#[test]
fn relations_of_every_kind_follow_random_changes() {
    let (followed, anew, changed) = compare(400, program);
    assert!(
        changed > 100 && followed > 50 && anew > 20,
        "{followed} followed, {anew} anew, {changed} changes"
    );
}

/// A program from text with all its facts given, and what follows from them.
struct Case {
    program: Program,
    dictionary: Dictionary,
    input: Database,
    database: Database,
    upkeep: Upkeep,
}

impl Case {
    fn new(text: &str) -> Self {
        let dictionary = Dictionary::default();
        let program = load(text, &dictionary).unwrap();
        let input = given(&program, program.facts.iter());
        let database = Native.run(&program, input.clone(), &dictionary, &Guard::default()).unwrap();
        let upkeep = Upkeep::new(&program, &input);
        Self { program, dictionary, input, database, upkeep }
    }

    fn table(&self, relation: &str) -> usize {
        self.program.relations.iter().position(|it| it.name == relation).unwrap()
    }

    /// Follows facts that come and go, and compares with a run from nothing.
    fn change(&mut self, relation: &str, gone: &[&[Word]], come: &[&[Word]]) -> Maintained {
        let (at, before) = (self.table(relation), self.input.clone());
        let width = self.input.tables[at].arity();
        self.input.tables[at].remove_all(&demarche::store::Table::from_rows(width, gone.iter().copied()));
        for row in come {
            self.input.tables[at].insert(row);
        }
        let changes = Changes::between(&before, &self.input);
        let Self { program, database, upkeep, dictionary, input } = self;
        let guard = Guard::default();
        let done = Native.maintain(program, database, upkeep, &changes, dictionary, &guard).unwrap().unwrap();
        let fresh = Native.run(program, input.clone(), dictionary, &guard).unwrap();
        assert_eq!(difference(program, &fresh, database, dictionary), None);
        done
    }

    fn rows(&self, relation: &str) -> Vec<Vec<Word>> {
        crate::sorted(&self.database, demarche::program::ir::RelationId(self.table(relation)))
    }
}

#[test]
fn a_closure_loses_and_gains_what_an_edge_carries() {
    let mut case = Case::new(
        ".decl edge(a: number, b: number) .decl path(a: number, b: number)
         path(x, y) :- edge(x, y). path(x, z) :- path(x, y), edge(y, z).
         edge(1, 2). edge(2, 3). edge(3, 1). edge(3, 4).",
    );
    let done = case.change("edge", &[&[3, 1]], &[]);
    assert_eq!((done.followed, done.anew), (1, 0));
    assert_eq!(case.rows("path"), [[1, 2], [1, 3], [1, 4], [2, 3], [2, 4], [3, 4]]);
    let done = case.change("edge", &[], &[&[4, 1]]);
    assert_eq!((done.changes.len(), case.rows("path").len()), (1 + 10, 16));
    assert_eq!(case.change("edge", &[&[4, 1]], &[&[3, 1]]).anew, 0);
}

#[test]
fn what_is_given_of_a_derived_relation_stands_by_itself() {
    let mut case = Case::new(
        ".decl e(a: number) .decl p(a: number) assumable .decl q(a: number)
         p(x) :- e(x). q(x) :- p(x). e(1). p(1). p(2).",
    );
    assert_eq!(case.change("e", &[&[1]], &[]).changes.len(), 1);
    assert_eq!(case.change("p", &[&[1]], &[]).changes.len(), 2);
    assert_eq!(case.rows("q"), [[2]]);
    case.change("e", &[], &[&[2]]);
    assert_eq!(case.change("p", &[&[2]], &[]).changes.len(), 0);
}

#[test]
fn a_stratum_of_which_nothing_changed_is_left_alone() {
    let mut case = Case::new(
        ".decl a(x: number) .decl b(x: number) .decl ra(x: number) .decl rb(x: number) .decl n(x: number)
         ra(x) :- a(x), !b(x). rb(x) :- b(x). n(c) :- c = count : { rb(_) }. a(1). a(2). b(2). b(3).",
    );
    let done = case.change("a", &[&[1]], &[&[4]]);
    assert_eq!((done.followed, done.anew), (1, 0));
    let done = case.change("b", &[&[2]], &[]);
    assert_eq!((done.followed, done.anew), (3, 0));
    assert_eq!((case.rows("ra"), case.rows("n")), (vec![vec![2], vec![4]], vec![vec![1]]));
}

#[test]
fn rows_that_give_way_are_derived_anew_and_those_above_follow() {
    let mut case = Case::new(
        ".decl offer(x: number, n: number) .decl best(x: number, n: number) .decl good(x: number)
         best(x, n) :- offer(x, n). best(x, n1) <= best(x, n2) :- n1 < n2. good(x) :- best(x, n), n > 4.
         offer(1, 3). offer(1, 5). offer(2, 6).",
    );
    let done = case.change("offer", &[&[1, 5]], &[]);
    assert_eq!((done.followed, done.anew), (1, 1));
    assert_eq!((case.rows("best"), case.rows("good")), (vec![vec![1, 3], vec![2, 6]], vec![vec![2]]));
}

#[test]
fn words_beyond_32_bits_come_and_go() {
    let mut case = Case::new(
        ".decl a(x: number, y: number) .decl b(y: number, z: number) .decl c(x: number, z: number)
         c(x, z) :- a(x, y), b(y, z). a(1, 2). a(3, 2). b(2, 5).",
    );
    let wide = 1 << 40;
    case.change("a", &[], &[&[wide, 2]]);
    case.change("b", &[&[2, 5]], &[&[2, wide]]);
    case.change("a", &[&[wide, 2]], &[]);
    assert_eq!(case.rows("c"), [[1, wide], [3, wide]]);
}

#[test]
fn a_choice_is_never_maintained() {
    let text = ".decl e(x: number) .decl one(x: number) choice-domain x one(x) :- e(x). e(1).";
    let mut case = Case::new(text);
    let before = case.database.clone();
    let changes = Changes::between(&case.input, &Database::with_arities([1, 1]));
    let Case { program, database, upkeep, dictionary, .. } = &mut case;
    let done = Native.maintain(program, database, upkeep, &changes, dictionary, &Guard::default());
    assert_eq!((done.unwrap(), &before), (None, &*database));
}
