//! The comparing executor: agreement passes through, any difference is a fault that is told exactly.

use std::sync::Arc;

use demarche::engine::{Compare, EngineError, Executor, Guard, Limits, Naive, Native, facts_of};
use demarche::program::ir::{Functor, Program, Rule};
use demarche::store::{Database, Dictionary, Table};

use crate::sorted;
use crate::support::builder::Builder;

/// Forgets the last row that it derives.
struct Forgetful;

impl Executor for Forgetful {
    fn name(&self) -> &'static str {
        "forgetful"
    }

    fn run(
        &self,
        program: &Program,
        input: Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Database, EngineError> {
        let mut database = Naive.run(program, input, dictionary, guard)?;
        let last = database.tables.last_mut().unwrap();
        *last = without_last(last);
        Ok(database)
    }

    fn answer(
        &self,
        rule: &Rule,
        database: &Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Table, EngineError> {
        Ok(without_last(&Naive.answer(rule, database, dictionary, guard)?))
    }
}

fn without_last(table: &Table) -> Table {
    Table::from_rows(table.arity(), table.rows().take(table.len() - 1))
}

/// ```
/// half(y) :- n(x), y = x / z, d(z).
/// ```
fn program(divisor: u64) -> Program {
    let mut program = Builder::default();
    let (n, d, half) = (program.numbers("n", 1), program.numbers("d", 1), program.numbers("half", 1));
    program.facts(n, &[[4], [8]]);
    program.facts(d, &[[divisor]]);
    program
        .rule(half, |rule| rule.atom(n, "x").atom(d, "z").compute("y", "x", Functor::Divide, "z").head("y"));
    program.finish()
}

fn run(compare: &Compare, program: &Program, guard: &Guard) -> Result<Database, EngineError> {
    compare.run(program, facts_of(program), &Dictionary::default(), guard)
}

#[test]
fn what_all_derive_is_the_result() {
    let compare = Compare::new(vec![Box::new(Native), Box::new(Naive)]);
    let program = program(2);
    let database = run(&compare, &program, &Guard::default()).unwrap();
    assert_eq!(sorted(&database, program.rules[0].head), [[2], [4]]);
}

#[test]
fn a_row_that_only_one_derives_is_told() {
    let compare = Compare::new(vec![Box::new(Native), Box::new(Forgetful)]);
    let program = program(2);
    let error = run(&compare, &program, &Guard::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "internal error: `native` and `forgetful` do not agree: `half` has 2 rows against 1; only the first has half(4)"
    );
    let compare = Compare::new(vec![Box::new(Forgetful), Box::new(Native)]);
    let database =
        Native.run(&program, facts_of(&program), &Dictionary::default(), &Guard::default()).unwrap();
    let answer = compare.answer(&program.rules[0], &database, &Dictionary::default(), &Guard::default());
    assert_eq!(
        answer.unwrap_err().to_string(),
        "internal error: `forgetful` and `native` do not agree: of the answers to `half#1` only one has the words [4]"
    );
}

#[test]
fn errors_agree_by_kind() {
    let compare = Compare::new(vec![Box::new(Native), Box::new(Naive)]);
    let error = run(&compare, &program(0), &Guard::default()).unwrap_err();
    assert!(matches!(error, EngineError::Functor { rule, .. } if rule == "half#1"));
    let few = Guard::new(Limits { facts: 1, ..Limits::default() }, Arc::default());
    let error = run(&compare, &program(2), &few).unwrap_err();
    assert!(matches!(error, EngineError::Limit(_)), "{error}");
}

#[test]
fn nothing_to_compare_is_a_fault() {
    let error = run(&Compare::new(Vec::new()), &program(2), &Guard::default()).unwrap_err();
    assert_eq!(error.to_string(), "internal error: there is no executor to compare");
}
