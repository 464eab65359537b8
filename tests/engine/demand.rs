//! Derivation by demand: what a question or an output asks for is what follows without it, by every executor.

use std::collections::BTreeSet;
use std::sync::Arc;

use demarche::diagnostic::Span;
use demarche::engine::{Executor, Guard, Limits, Naive, Native, Tuned, facts_of};
use demarche::program::Query;
use demarche::program::demand::{Demand, for_outputs_by_demand, for_question};
use demarche::program::ir::*;
use demarche::store::{Database, Dictionary, Table, Word};
use demarche::syntax::tree::Docs;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::support::load::load;
use crate::support::random::{Choices, Random, program};
use crate::support::show;
use crate::support::texts::text;
use crate::{eager, sorted};

/// Few enough facts for nested loops over them and over what is asked of them.
fn guard() -> Guard {
    Guard::new(Limits { facts: 60, rounds: 1000, ..Limits::default() }, Arc::default())
}

/// Enough for what is asked of so little, if there is an end of it.
fn ample() -> Guard {
    Guard::new(Limits { facts: 1000, rounds: 1000, ..Limits::default() }, Arc::default())
}

fn choices() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..400)
}

/// The question for the rows of a relation with these constants, which shows the other columns.
fn question(program: &Program, id: RelationId, constants: &[Option<Word>]) -> Query {
    let columns = &program.relations[id.0].attributes;
    let free: Vec<&Attribute> =
        columns.iter().zip(constants).filter(|(_, it)| it.is_none()).map(|(it, _)| it).collect();
    let mut next = 0..;
    let args = constants.iter().map(|it| match it {
        Some(word) => Arg::Const(*word),
        None => Arg::Var(VarId(next.next().unwrap())),
    });
    let atom = Atom { relation: id, args: args.collect(), span: Span::default() };
    let head = RelationId(program.relations.len());
    let rule = Rule {
        name: "question".into(),
        docs: Docs::default(),
        head,
        head_terms: (0..free.len()).map(|at| Expr::Var(VarId(at))).collect(),
        body: vec![Literal::Atom(atom)],
        variables: free.iter().map(|it| Variable { name: it.name.clone(), ty: it.ty }).collect(),
        span: Span::default(),
    };
    let attributes: Vec<Attribute> = free.into_iter().cloned().collect();
    let relation = Relation { name: "@question".into(), attributes, derived: true, ..Relation::default() };
    Query { head, relations: vec![relation], rules: vec![rule], columns: Vec::new(), warnings: Vec::new() }
}

/// What a demand is run on: what is given, and of the relations that it takes as complete all that follows.
fn given(program: &Program, demand: &Demand, whole: &Database) -> Database {
    let mut tables = facts_of(program).tables;
    for id in &demand.complete {
        tables[id.0] = whole.tables[id.0].clone();
    }
    let made = demand.program.relations.iter().skip(tables.len());
    tables.extend(made.map(|relation| Table::new(relation.attributes.len())));
    Database::new(tables)
}

/// A question for each derived relation, most of them with values of a row that follows.
fn questions(
    program: &Program,
    whole: &Database,
    choices: &mut Choices,
) -> Vec<(RelationId, Vec<Option<Word>>)> {
    let derived = (0..program.relations.len()).filter(|at| program.relations[*at].derived);
    let mut questions = Vec::new();
    for at in derived {
        let table = &whole.tables[at];
        let row = if table.is_empty() { 0 } else { choices.below(table.len()) };
        let constants = (0..table.arity()).map(|column| {
            let known = choices.below(2) == 0;
            let word = if table.is_empty() { 1 } else { table.word(row, column) };
            known.then_some(word)
        });
        questions.push((RelationId(at), constants.collect()));
    }
    questions
}

/// The free columns of the rows that have the constants.
fn answers(whole: &Database, id: RelationId, constants: &[Option<Word>]) -> Vec<Vec<Word>> {
    let fits = |row: &Vec<Word>| row.iter().zip(constants).all(|(word, it)| it.is_none_or(|it| it == *word));
    let free = |row: Vec<Word>| -> Vec<Word> {
        row.into_iter().zip(constants).filter(|(_, it)| it.is_none()).map(|(word, _)| word).collect()
    };
    let found: BTreeSet<Vec<Word>> = sorted(whole, id).into_iter().filter(fits).map(free).collect();
    found.into_iter().collect()
}

fn executors() -> Vec<Box<dyn Executor>> {
    vec![
        Box::new(Native),
        Box::new(Naive),
        Box::new(Tuned { block: 1, ..Tuned::default() }),
        Box::new(eager(3, 2)),
    ]
}

/// The program with some relations declared `magic`, so that they are asked for also where rules deny them.
fn with_magic(program: &Program, choices: &mut Choices) -> Program {
    let mut program = program.clone();
    for relation in &mut program.relations {
        relation.hints.extend((choices.below(3) == 0).then(|| "magic".to_owned()));
    }
    program
}

/// Asks a program for rows of each derived relation and compares with what follows; says how many questions went by demand.
fn compare(
    program: &Program,
    dictionary: &Dictionary,
    choices: &mut Choices,
) -> Result<usize, TestCaseError> {
    let Ok(whole) = Native.run(program, facts_of(program), dictionary, &guard()) else { return Ok(0) };
    let mut asked = 0;
    let program = &with_magic(program, choices);
    for (id, constants) in questions(program, &whole, choices) {
        let query = question(program, id, &constants);
        let Some(demand) = for_question(program, &query, &BTreeSet::new()) else { continue };
        asked += 1;
        for executor in executors() {
            let input = given(program, &demand, &whole);
            let run = executor.run(&demand.program, input, dictionary, &ample());
            let told = || format!("{} {constants:?} by {}", program.relations[id.0].name, executor.name());
            let found = run.map_err(|error| TestCaseError::fail(format!("{error}: {}", told())))?;
            prop_assert_eq!(
                sorted(&found, query.head),
                answers(&whole, id, &constants),
                "{} in {}",
                told(),
                show::text(program, dictionary)
            );
        }
    }
    Ok(asked)
}

/// The same for outputs: each derived relation in turn is the only one that is written.
fn compare_outputs(program: &Program, dictionary: &Dictionary) -> Result<usize, TestCaseError> {
    let Ok(whole) = Native.run(program, facts_of(program), dictionary, &guard()) else { return Ok(0) };
    let mut asked = 0;
    for at in (0..program.relations.len()).filter(|at| program.relations[*at].derived) {
        let (kind, relation) = (IoKind::Output, RelationId(at));
        let mut written = program.clone();
        written.io.push(Io { kind, relation, parameters: Vec::new(), span: Span::default() });
        let Some(demanded) = for_outputs_by_demand(&written, |_| true) else { continue };
        asked += 1;
        for executor in executors() {
            let mut input = facts_of(program);
            let made = demanded.relations.iter().skip(input.tables.len());
            input.tables.extend(made.map(|relation| Table::new(relation.attributes.len())));
            let found = executor.run(&demanded, input, dictionary, &ample());
            let found = found.map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(
                sorted(&found, relation),
                sorted(&whole, relation),
                "{}",
                show::text(program, dictionary)
            );
        }
    }
    Ok(asked)
}

proptest! {
    #[test]
    fn questions_by_demand_have_the_answers_that_follow(program_of in choices(), asking in choices()) {
        let Random { program, dictionary } = program(program_of);
        compare(&program, &dictionary, &mut Choices::new(asking))?;
        compare_outputs(&program, &dictionary)?;
    }

    #[test]
    fn questions_of_texts_by_demand_have_the_answers_that_follow(program_of in choices(), asking in choices()) {
        let dictionary = Dictionary::default();
        let program = load(&text(program_of), &dictionary).unwrap();
        compare(&program, &dictionary, &mut Choices::new(asking))?;
        compare_outputs(&program, &dictionary)?;
    }
}

#[test]
fn random_programs_are_asked_by_demand() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut questions, mut outputs) = (0, 0);
    for _ in 0..100 {
        let mut draw = || choices().new_tree(&mut runner).unwrap().current();
        let Random { program, dictionary } = program(draw());
        questions += compare(&program, &dictionary, &mut Choices::new(draw())).unwrap();
        outputs += compare_outputs(&program, &dictionary).unwrap();
    }
    assert!(questions >= 30, "only {questions} questions of 100 programs are asked by demand");
    assert!(outputs >= 3, "only {outputs} outputs of 100 programs are derived by demand");
}

/// How many rows are made for a question, besides those of the question itself, or none where it does not go by demand.
fn rows_made(text: &str, relation: &str, constants: &[Option<Word>]) -> Option<usize> {
    let dictionary = Dictionary::default();
    let program = load(text, &dictionary).unwrap();
    let id = RelationId(program.relations.iter().position(|it| it.name == relation).unwrap());
    let whole = Native.run(&program, facts_of(&program), &dictionary, &Guard::default()).unwrap();
    let query = question(&program, id, constants);
    let demand = for_question(&program, &query, &BTreeSet::new())?;
    let made = executors().into_iter().map(|executor| {
        let input = given(&program, &demand, &whole);
        let before = input.rows();
        let found = executor.run(&demand.program, input, &dictionary, &Guard::default()).unwrap();
        assert_eq!(sorted(&found, query.head), answers(&whole, id, constants), "{}", executor.name());
        found.rows() - before - found.tables[query.head.0].len()
    });
    let made: BTreeSet<usize> = made.collect();
    assert_eq!(made.len(), 1, "{made:?}");
    made.into_iter().next()
}

/// A chain of 60 edges with a closure by this rule.
fn chain(rule: &str) -> String {
    let edges: Vec<String> = (1..=60).map(|at| format!("edge({at}, {}).\n", at + 1)).collect();
    let edges = edges.concat();
    format!(
        ".decl edge(x: number, y: number)\n.decl path(x: number, y: number)\n{edges}path(x, y) :- edge(x, y).\n{rule}\n"
    )
}

#[test]
fn a_question_from_one_node_makes_as_many_rows_as_it_reaches() {
    let from = |rule: &str, node| rows_made(&chain(rule), "path", &[Some(node), None]);
    // path(x, z) :- path(x, y), edge(y, z).   asked for path(51, z): the question and its ten answers.
    assert_eq!(from("path(x, z) :- path(x, y), edge(y, z).", 51), Some(11));
    // path(x, z) :- edge(x, y), path(y, z).   what is asked in the place of 51: itself and the ten that it reaches.
    assert_eq!(from("path(x, z) :- edge(x, y), path(y, z).", 51), Some(22));
    // path(x, z) :- path(x, y), path(y, z).   the same.
    assert_eq!(from("path(x, z) :- path(x, y), path(y, z).", 51), Some(22));
}

#[test]
fn a_question_to_one_node_makes_as_many_rows_as_reach_it() {
    let to = |rule: &str, node| rows_made(&chain(rule), "path", &[None, Some(node)]);
    assert_eq!(to("path(x, z) :- path(x, y), edge(y, z).", 11), Some(22));
    assert_eq!(to("path(x, z) :- edge(x, y), path(y, z).", 11), Some(11));
    assert_eq!(to("path(x, z) :- path(x, y), path(y, z).", 11), Some(22));
}

#[test]
fn what_is_denied_is_derived_whole_unless_the_question_denies_it() {
    let rules = "path(x, z) :- path(x, y), edge(y, z).
.decl apart(x: number, y: number)
apart(x, y) :- edge(x, _), edge(y, _), !path(x, y).
.decl far(x: number, y: number)
far(x, y) :- apart(x, y).
far(x, z) :- far(x, y), edge(y, z).";
    // Only far(30, _) is derived by demand: the question, its 30 answers from apart, and the 31 behind them.
    assert_eq!(rows_made(&chain(rules), "far", &[Some(30), None]), Some(62));
    assert_eq!(rows_made(&chain(rules), "apart", &[Some(30), None]), None);
}

#[test]
fn a_question_for_everything_is_not_asked_by_demand() {
    let rule = "path(x, z) :- path(x, y), edge(y, z).";
    assert_eq!(rows_made(&chain(rule), "path", &[None, None]), None);
    assert_eq!(rows_made(&chain(rule), "edge", &[Some(1), None]), None);
}

#[test]
fn values_that_functors_make_are_not_asked_for_without_end() {
    // up(x, n) :- y = x + 1, up(y, m), n = m + 1.   asks for up(y, _) with ever greater y, were y a known value.
    let text = ".decl top(x: number)\ntop(9).\n.decl up(x: number, n: number)
up(x, 0) :- top(x).
up(x, n) :- up(y, m), x = y - 1, x > 0, y = x + 1, n = m + 1.";
    assert_eq!(rows_made(text, "up", &[Some(3), None]), None);
}
