//! Aggregates by group: whatever the groups are asked for by, they are those that the oracle finds binding by binding.

use std::collections::BTreeMap;
use std::sync::Arc;

use demarche::engine::{EngineError, Executor, Guard, Limits, Naive, Tuned, difference, facts_of};
use demarche::program::ir::RelationId;
use demarche::store::{Dictionary, Word, word};
use proptest::prelude::*;

use crate::support::load::load;
use crate::support::random::Choices;
use crate::{eager, executors, sorted};

const HEADER: &str = "
    .decl item(k: number, s: symbol, x: number, f: float)
    .decl key(k: number)
    .decl name(s: symbol)
    .decl step(k: number)
    key(1). key(2). key(7). name(\"a\"). name(\"z\").
";
const SYMBOLS: [&str; 3] = ["a", "b", "c"];
const NUMBERS: [&str; 6] = ["0", "1", "2", "-3", "1099511627776", "9223372036854775807"];
const FLOATS: [&str; 5] = ["0.1", "0.2", "1e16", "-1e16", "3.5"];

/// What asks for groups: by what they are found, what else may stand there, and what the aggregates share with it.
const ASKED: [(&str, &str, &str); 7] = [
    ("item(k, _, _, _)", "k", "item(k, s, x, f)"),
    ("item(k, s, _, _)", "k, s", "item(k, s, x, f)"),
    ("item(k, _, _, _), key(k)", "k", "item(k, s, x, f)"),
    ("key(k)", "k", "item(k, s, x, f)"),
    ("name(s)", "s", "item(k, s, x, f)"),
    ("item(k, _, _, _)", "k", "item(k, s, x, f), item(_, s, y, _)"),
    ("key(k), name(s)", "k, s", "item(k, s, x, f)"),
];
const AGGREGATES: [&str; 9] =
    ["count", "sum x", "min x", "max x * 2", "sum x * x", "sum f", "mean f", "max f", "min x - x"];
const CONDITIONS: [&str; 4] = ["", ", x > 0", ", !key(x)", ", f < 1.0"];

/// A random program of rules over groups; one asks in the rounds of a recursion.
fn program(choices: Vec<u32>) -> String {
    let mut choices = Choices::new(choices);
    let facts = (0..choices.between(0, 14)).map(|_| fact(&mut choices)).collect::<String>();
    let rules = (0..choices.between(1, 3)).map(|at| rule(at, &mut choices)).collect::<String>();
    let recursion = "step(0).\nstep(k + 1) :- step(k), k < 4, n = count : { item(k, _, _, _) }, n < 3.\n";
    [HEADER, &facts, &rules, recursion].concat()
}

fn fact(choices: &mut Choices) -> String {
    let [s, x, f] = [choices.below(3), choices.below(6), choices.below(5)];
    format!("item({}, \"{}\", {}, {}).\n", choices.below(5), SYMBOLS[s], NUMBERS[x], FLOATS[f])
}

fn rule(number: usize, choices: &mut Choices) -> String {
    let (asked, keys, body) = ASKED[choices.below(7)];
    let (mut columns, mut results, mut told) = (Vec::new(), Vec::new(), Vec::new());
    columns.extend(keys.split(", ").map(|key| if key == "k" { "k: number" } else { "s: symbol" }.to_owned()));
    for at in 0..choices.between(1, 3) {
        let (aggregate, condition) = (AGGREGATES[choices.below(9)], CONDITIONS[choices.below(4)]);
        let ty = if aggregate.ends_with(" f") { "float" } else { "number" };
        columns.push(format!("r{at}: {ty}"));
        results.push(format!("r{at}"));
        told.push(format!("r{at} = {aggregate} : {{ {body}{condition} }}"));
    }
    let [columns, results, told] = [columns, results, told].map(|parts| parts.join(", "));
    let name = format!("told{number}");
    format!(".decl {name}({columns})\n{name}({keys}, {results}) :- {asked}, {told}.\n")
}

proptest! {
    #[test]
    fn groups_are_those_of_the_oracle(choices in proptest::collection::vec(any::<u32>(), 0..120)) {
        let (text, dictionary) = (program(choices), Dictionary::default());
        let program = load(&text, &dictionary).unwrap();
        let guard = Guard::new(Limits::default(), Arc::default());
        let run = |executor: &dyn Executor| executor.run(&program, facts_of(&program), &dictionary, &guard);
        let expected = run(&Naive);
        // Which of several errors is told does not depend on blocks and threads.
        let mut told = None;
        for (block, threads) in [1, 2, 3, 7, Tuned::default().block].map(|block| [1, 2, 8].map(|it| (block, it))).concat() {
            let tuned = if threads > 1 { eager(block, threads) } else { Tuned { block, ..Tuned::default() } };
            match (&expected, run(&tuned)) {
                (Ok(expected), Ok(derived)) => {
                    prop_assert_eq!(difference(&program, expected, &derived, &dictionary), None, "{}", text);
                }
                (Err(EngineError::Functor { .. }), Err(met @ EngineError::Functor { .. })) => {
                    let told = told.get_or_insert_with(|| met.to_string());
                    prop_assert_eq!(&*told, &met.to_string(), "{}", text);
                }
                (expected, met) => {
                    prop_assert!(false, "{:?} against {:?} of {}", expected.as_ref().err(), met.err(), text);
                }
            }
        }
    }
}

#[test]
fn a_group_that_nobody_asks_for_may_overflow() {
    let dictionary = Dictionary::default();
    let text = ".decl item(k: number, x: number) .decl asked(k: number) .decl total(k: number, n: number)
        item(1, 3). item(1, 4). item(2, 9223372036854775807). item(2, 1). item(3, 4611686018427387904).
        asked(1). asked(4).
        total(k, n) :- asked(k), n = sum x : { item(k, x) }.
        total(k, n) :- asked(k), n = sum x * 2 : { item(k, x) }, k > 1.";
    let program = load(text, &dictionary).unwrap();
    let database = eager(2, 2).run(&program, facts_of(&program), &dictionary, &Guard::default()).unwrap();
    assert_eq!(sorted(&database, RelationId(2)), [[1, 7], [4, 0]]);
}

#[test]
fn many_groups_come_out_in_several_blocks_and_by_several_threads() {
    let dictionary = Dictionary::default();
    // least(k, a, n, j) :- item(k, _), a = min x : { item(k, x) }, n = count : { item(k, _) }, key(a, j).
    let text = ".decl item(k: number, x: number) .decl key(a: number, j: number)
        .decl least(k: number, a: number, n: number, j: number)
        least(k, a, n, j) :- item(k, _), a = min x : { item(k, x) }, n = count : { item(k, _) }, key(a, j).";
    let program = load(text, &dictionary).unwrap();
    let mut facts = facts_of(&program);
    for x in 0..6000 {
        facts.tables[0].insert(&[x % 2000, x]);
        facts.tables[1].insert(&[x / 2, x]);
    }
    let expected: Vec<Vec<Word>> = (0..2000).flat_map(|k| [0, 1].map(|j| vec![k, k, 3, 2 * k + j])).collect();
    for (block, threads) in [(7, 1), (1024, 1), (3, 2), (1024, 2), (64, 8)] {
        let tuned = Tuned { block, threads, alone: 100, share: 300, gather: 50, fold: 1 };
        let database = tuned.run(&program, facts.clone(), &dictionary, &Guard::default()).unwrap();
        assert_eq!(sorted(&database, RelationId(2)), expected, "{block} {threads}");
    }
}

/// More groups than the near cache holds, and more answers than wait at once: what comes of them does not depend on the parts in which
/// they are, nor on threads.
#[test]
fn groups_in_parts_have_all_of_their_answers() {
    let dictionary = Dictionary::default();
    let text = ".decl item(k: number, s: number, x: number, f: float) .decl asked(k: number)
        .decl told(k: number, s: number, n: number, total: number, least: number, mean: float)
        told(k, s, n, t, l, m) :- item(k, s, _, _), asked(k), n = count : { item(k, s, _, _) },
            t = sum x : { item(k, s, x, _) }, l = min x * 2 : { item(k, s, x, _) }, m = mean f : { item(k, s, _, f) }.";
    let program = load(text, &dictionary).unwrap();
    let mut facts = facts_of(&program);
    let mut groups = BTreeMap::<(i64, i64), Vec<(i64, f64)>>::new();
    for row in 0..140_000_i64 {
        // Keys and values beyond 32 bits among them.
        let (k, s) = (row % 171 * ((1 << 33) - 1), row * 7919 % 101);
        let (x, f) =
            (row * 31 % 1009 - 500 * ((row % 3) << 34), f64::from(i8::try_from(row % 77).unwrap()) / 4.0);
        let words = [k.cast_unsigned(), s.cast_unsigned(), x.cast_unsigned(), word::from_float(f)];
        if facts.tables[0].insert(&words) {
            groups.entry((k, s)).or_default().push((x, f));
        }
    }
    assert!(groups.len() > 17_000);
    // No value can be told for a group that nobody asks for.
    for x in [i64::MAX, i64::MAX - 1] {
        facts.tables[0].insert(&[7, 7, x.cast_unsigned(), 0]);
    }
    (0..171_u64).for_each(|k| _ = facts.tables[1].insert(&[k * ((1 << 33) - 1)]));
    let told = |(&(k, s), rows): (&(i64, i64), &Vec<(i64, f64)>)| {
        let (count, total) = (u8::try_from(rows.len()).unwrap(), rows.iter().map(|(x, _)| x).sum::<i64>());
        let least = rows.iter().map(|(x, _)| x * 2).min().unwrap_or_default();
        let mean = word::from_float(rows.iter().map(|(_, f)| f).sum::<f64>() / f64::from(count));
        vec![
            k.cast_unsigned(),
            s.cast_unsigned(),
            count.into(),
            total.cast_unsigned(),
            least.cast_unsigned(),
            mean,
        ]
    };
    let mut expected: Vec<Vec<Word>> = groups.iter().map(told).collect();
    expected.sort_unstable();
    for threads in [1, 2, 8] {
        let tuned = Tuned { threads, ..Tuned::default() };
        let database = tuned.run(&program, facts.clone(), &dictionary, &Guard::default()).unwrap();
        assert!(sorted(&database, RelationId(2)) == expected, "{threads}");
    }
}

/// The rows of the relation `told` of a program, by every executor.
fn told_rows(text: &str) -> Vec<Vec<Word>> {
    let dictionary = Dictionary::default();
    let program = load(text, &dictionary).unwrap();
    let told = RelationId(program.relations.iter().position(|it| it.name == "told").unwrap());
    let run = |executor: Box<dyn Executor>| {
        let database = executor.run(&program, facts_of(&program), &dictionary, &Guard::default()).unwrap();
        sorted(&database, told)
    };
    let mut found: Vec<Vec<Vec<Word>>> = executors().into_iter().map(run).collect();
    found.dedup();
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

const ITEMS: &str =
    ".decl item(k: number, x: number) .decl key(k: number) .decl wide(x: number, y: number, z: number)
    item(1, 1). item(1, 3). item(2, 2). item(3, 1). key(2). key(3).
    wide(2, 3, 7). wide(2, 4, 9). wide(3, 4, 8). wide(3, 3, 1).
    .decl told(k: number, n: number) ";

#[test]
fn a_count_is_told_where_nothing_fits_it() {
    for (body, counts) in [
        ("item(k, x), x > 2", [[1, 1], [2, 0], [3, 0]]),
        ("item(k, 2)", [[1, 0], [2, 1], [3, 0]]),
        ("item(k, k)", [[1, 1], [2, 1], [3, 0]]),
        ("item(k, _), key(7)", [[1, 0], [2, 0], [3, 0]]),
    ] {
        // told(k, n) :- item(k, _), n = count : { item(k, x), x > 2 }.
        let rule = format!("told(k, n) :- item(k, _), n = count : {{ {body} }}.");
        assert_eq!(told_rows(&format!("{ITEMS}{rule}")), counts, "{rule}");
    }
}

#[test]
fn groups_are_those_that_the_rest_of_the_rule_asks_for() {
    for (rule, rows) in [
        ("told(k, n) :- item(k, 2), n = max x : { item(k, x) }.", vec![[2, 2]]),
        ("told(k, 0) :- key(k), 8 = max z : { wide(k, _, z), key(k) }.", vec![[3, 0]]),
        ("told(k, n) :- y = 3, key(k), n = max z : { wide(k, y, z), key(k) }.", vec![[2, 7], [3, 1]]),
        (
            "told(k, n) :- item(k, _), n = max x : { item(k, x) }, i = range(0, 3), i != 1.",
            vec![[1, 3], [2, 2], [3, 1]],
        ),
    ] {
        assert_eq!(told_rows(&format!("{ITEMS}{rule}")), rows, "{rule}");
    }
}
