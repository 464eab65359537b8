//! What is derived, construct by construct.

use std::collections::BTreeSet;

use demarche::date::Date;
use demarche::engine::{EngineError, Executor as _, Guard, Native, facts_of};
use demarche::program::ir::{AggregateKind, Comparison, Expr, Functor, Literal, RelationId, Type};
use demarche::store::{Dictionary, Word, word};

use crate::support::builder::Builder;
use crate::support::load::load;
use crate::{assert_rows, executors};

#[test]
fn a_closure_is_transitive() {
    let mut program = Builder::default();
    let edge = program.numbers("edge", 2);
    let path = program.numbers("path", 2);
    program.facts(edge, &[[1, 2], [2, 3], [3, 1], [4, 1]]);
    // path(x, y) :- edge(x, y).
    program.rule(path, |rule| rule.atom(edge, "x y").head("x y"));
    // path(x, z) :- path(x, y), path(y, z).
    program.rule(path, |rule| rule.atom(path, "x y").atom(path, "y z").head("x z"));
    let all =
        [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3], [3, 1], [3, 2], [3, 3], [4, 1], [4, 2], [4, 3]];
    assert_rows(&program.finish(), path, &all);
}

#[test]
fn mutual_recursion_starts_from_facts_of_either_relation() {
    let mut program = Builder::default();
    let next = program.numbers("next", 2);
    let even = program.numbers("even", 1);
    let odd = program.numbers("odd", 1);
    program.facts(next, &[[0, 1], [1, 2], [2, 3], [3, 4], [10, 11], [11, 12]]);
    program.facts(even, &[[0]]);
    program.facts(odd, &[[11]]);
    // odd(y) :- even(x), next(x, y).
    program.rule(odd, |rule| rule.atom(even, "x").atom(next, "x y").head("y"));
    // even(y) :- odd(x), next(x, y).
    program.rule(even, |rule| rule.atom(odd, "x").atom(next, "x y").head("y"));
    let program = program.finish();
    assert_rows(&program, even, &[[0], [2], [4], [12]]);
    assert_rows(&program, odd, &[[1], [3], [11]]);
}

#[test]
fn constants_repeated_variables_and_wildcards_select_rows() {
    let mut program = Builder::default();
    let triple = program.numbers("triple", 3);
    let (same, first, any) =
        (program.numbers("same", 1), program.numbers("first", 1), program.numbers("any", 0));
    program.facts(triple, &[[1, 1, 5], [1, 2, 5], [3, 3, 6], [4, 4, 5]]);
    // same(x) :- triple(x, x, 5).
    program.rule(same, |rule| rule.atom(triple, "x x 5").head("x"));
    // first(x) :- triple(x, _, _).
    program.rule(first, |rule| rule.atom(triple, "x _ _").head("x"));
    // any() :- triple(_, _, 6).
    program.rule(any, |rule| rule.atom(triple, "_ _ 6").head(""));
    let program = program.finish();
    assert_rows(&program, same, &[[1], [4]]);
    assert_rows(&program, first, &[[1], [3], [4]]);
    assert_rows(&program, any, &[[]]);
}

#[test]
fn relations_without_columns_hold_or_do_not() {
    let mut program = Builder::default();
    let (rain, wet, dry, sure) = (
        program.numbers("rain", 0),
        program.numbers("wet", 0),
        program.numbers("dry", 0),
        program.numbers("sure", 0),
    );
    program.fact(rain, &[]);
    // wet() :- rain().
    program.rule(wet, |rule| rule.atom(rain, "").head(""));
    // dry() :- !wet().
    program.rule(dry, |rule| rule.not(wet, "").head(""));
    // sure() :- !dry().
    program.rule(sure, |rule| rule.not(dry, "").head(""));
    let program = program.finish();
    assert_rows(&program, wet, &[[]]);
    assert_rows::<0>(&program, dry, &[]);
    assert_rows(&program, sure, &[[]]);
}

#[test]
fn negation_sees_the_finished_lower_stratum() {
    let mut program = Builder::default();
    let (node, edge) = (program.numbers("node", 1), program.numbers("edge", 2));
    let (reached, apart, leaf) =
        (program.numbers("reached", 1), program.numbers("apart", 1), program.numbers("leaf", 1));
    program.facts(node, &[[1], [2], [3], [4]]);
    program.facts(edge, &[[1, 2], [2, 3]]);
    program.fact(reached, &[1]);
    // reached(y) :- reached(x), edge(x, y).
    program.rule(reached, |rule| rule.atom(reached, "x").atom(edge, "x y").head("y"));
    // apart(x) :- node(x), !reached(x).
    program.rule(apart, |rule| rule.atom(node, "x").not(reached, "x").head("x"));
    // leaf(x) :- node(x), !edge(x, _).
    program.rule(leaf, |rule| rule.atom(node, "x").not(edge, "x _").head("x"));
    let program = program.finish();
    assert_rows(&program, apart, &[[4]]);
    assert_rows(&program, leaf, &[[3], [4]]);
}

#[test]
fn equations_bind_in_either_direction_and_compare_what_is_bound() {
    let mut program = Builder::default();
    let (number, next, fixed) =
        (program.numbers("number", 1), program.numbers("next", 2), program.numbers("fixed", 1));
    program.facts(number, &[[1], [2], [4]]);
    // next(x, y) :- number(x), y = x + 1, number(y).
    program.rule(next, |rule| {
        rule.atom(number, "x").compute("y", "x", Functor::Add, "1").atom(number, "y").head("x y")
    });
    // fixed(x) :- number(x), x = x * x.
    program.rule(fixed, |rule| rule.atom(number, "x").compute("x", "x", Functor::Multiply, "x").head("x"));
    let program = program.finish();
    assert_rows(&program, next, &[[1, 2]]);
    assert_rows(&program, fixed, &[[1]]);
}

#[test]
fn large_values_are_compared_whether_a_table_has_them_or_not() {
    let dictionary = Dictionary::default();
    let program = load(
        ".decl given(n: number)
         .decl r(rule: number)
         given(9000000000000000001).
         r(1) :- 42.4242 = 42.1717.
         r(2) :- 42.4242 != 42.1717.
         r(3) :- 42.4242 != 42.4242.
         r(4) :- 42.4242 = 42.4242.
         r(5) :- given(n), n = 9000000000000000002.
         r(6) :- given(n), n != 9000000000000000002.
         r(7) :- given(n), n = 9000000000000000001.
         r(8) :- given(n), x = n + 1, x = 9000000000000000002.
         r(9) :- given(n), x = n + 1, x != 9000000000000000002.",
        &dictionary,
    )
    .unwrap();
    let r = program.relations.iter().position(|relation| relation.name == "r").map(RelationId).unwrap();
    assert_rows(&program, r, &[[2], [4], [6], [7], [8]]);
}

#[test]
fn a_later_date_stands_though_a_day_is_excepted() {
    let dictionary = Dictionary::default();
    let program = load(
        r#".decl last(x: number, at: date)
         last(1, "2024-05-07"). last(1, "2024-05-09"). last(1, "2024-05-08"). last(1, "2024/..").
         last(2, "2024-05-01"). last(2, "2024-05-03").
         last(x, a) <= last(x, b) :- a < b, a != "2024-05-01"."#,
        &dictionary,
    )
    .unwrap();
    let day = |text| dictionary.date(&Date::parse(text).unwrap());
    let left = [[1, day("2024-05-09")], [1, day("2024/..")], [2, day("2024-05-01")], [2, day("2024-05-03")]];
    let expected: BTreeSet<Vec<Word>> = left.iter().map(|row| row.to_vec()).collect();
    for executor in executors() {
        let derived = executor.run(&program, facts_of(&program), &dictionary, &Guard::default()).unwrap();
        let found: BTreeSet<Vec<Word>> = derived.tables[0].rows().map(<[Word]>::to_vec).collect();
        assert_eq!(found, expected, "{}", executor.name());
    }
}

#[test]
fn a_division_waits_for_the_conditions_that_guard_it() {
    let mut program = Builder::default();
    let (pair, ratio) = (program.numbers("pair", 2), program.numbers("ratio", 1));
    program.facts(pair, &[[6, 2], [6, 0]]);
    // ratio(z) :- pair(x, y), z = x / y, y != 0.
    program.rule(ratio, |rule| {
        rule.atom(pair, "x y").compute("z", "x", Functor::Divide, "y");
        let (y, zero) = (rule.expr("y"), rule.expr("0"));
        rule.compare(y, Comparison::NotEqual, zero).head("z")
    });
    assert_rows(&program.finish(), ratio, &[[3]]);
}

#[test]
fn what_fails_is_told_though_an_answer_was_found_before() {
    let mut program = Builder::default();
    let (n, some) = (program.numbers("n", 1), program.numbers("some", 0));
    (0..3000).for_each(|number| program.fact(n, &[number]));
    program.fact(n, &[1 << 40]);
    // some() :- n(x), n(x), y = x * x.
    program
        .rule(some, |rule| rule.atom(n, "x").atom(n, "x").compute("y", "x", Functor::Multiply, "x").head(""));
    let program = program.finish();
    let run = Native.run(&program, facts_of(&program), &Dictionary::default(), &Guard::default());
    assert!(matches!(run, Err(EngineError::Functor { .. })), "{:?}", run.err());
}

#[test]
fn what_is_given_is_new_in_the_first_round() {
    let text = ".decl e(x: number)\n.decl d = debug_delta(e)\ne(1). e(2).";
    let program = load(text, &Dictionary::default()).unwrap();
    let told = program.relations.iter().position(|relation| relation.name == "d").unwrap();
    assert_rows(&program, RelationId(told), &[[1, 0], [2, 0]]);
}

#[test]
fn aggregates_are_taken_for_each_binding_outside() {
    let mut program = Builder::default();
    let (city, visit) = (program.numbers("city", 1), program.numbers("visit", 3));
    let (count, total, least, mean) = (
        program.numbers("count", 2),
        program.numbers("total", 1),
        program.numbers("least", 2),
        program.relation("mean", &[Type::Float]),
    );
    program.facts(city, &[[1], [2], [3]]);
    program.facts(visit, &[[1, 10, 7], [1, 11, 7], [2, 10, 5]]);
    // count(c, n) :- city(c), n = count : { visit(c, _, _) }.
    program.rule(count, |rule| {
        rule.atom(city, "c");
        rule.aggregate("n", AggregateKind::Count, None, |body| {
            body.atom(visit, "c _ _");
        });
        rule.head("c n")
    });
    // total(t) :- t = sum d : { visit(_, _, d) }.
    program.rule(total, |rule| {
        rule.aggregate("t", AggregateKind::Sum, Some("d"), |body| {
            body.atom(visit, "_ _ d");
        });
        rule.head("t")
    });
    // least(c, m) :- city(c), m = min p : { visit(c, p, _) }.
    program.rule(least, |rule| {
        rule.atom(city, "c");
        rule.aggregate("m", AggregateKind::Min, Some("p"), |body| {
            body.atom(visit, "c p _");
        });
        rule.head("c m")
    });
    // mean(m) :- m = mean d : { visit(_, _, d) }.
    program.rule(mean, |rule| {
        rule.aggregate("m", AggregateKind::Mean, Some("d"), |body| {
            body.atom(visit, "_ _ d");
        });
        let m = rule.typed("m", Type::Float);
        vec![Expr::Var(m)]
    });
    let program = program.finish();
    assert_rows(&program, count, &[[1, 2], [2, 1], [3, 0]]);
    assert_rows(&program, total, &[[19]]);
    assert_rows(&program, least, &[[1, 10], [2, 10]]);
    assert_rows(&program, mean, &[[word::from_float(19.0 / 3.0)]]);
}

#[test]
fn an_aggregate_may_stand_in_another_and_be_checked_against_a_bound_result() {
    let mut program = Builder::default();
    let (city, visit, wanted) =
        (program.numbers("city", 1), program.numbers("visit", 2), program.numbers("wanted", 2));
    let (busiest, right) = (program.numbers("busiest", 1), program.numbers("right", 1));
    program.facts(city, &[[1], [2], [3]]);
    program.facts(visit, &[[1, 10], [1, 11], [2, 10]]);
    program.facts(wanted, &[[1, 2], [2, 2], [3, 0]]);
    // busiest(m) :- m = max n : { city(c), n = count : { visit(c, _) } }.
    program.rule(busiest, |rule| {
        rule.aggregate("m", AggregateKind::Max, Some("n"), |outer| {
            outer.atom(city, "c");
            outer.aggregate("n", AggregateKind::Count, None, |inner| {
                inner.atom(visit, "c _");
            });
        });
        rule.head("m")
    });
    // right(c) :- wanted(c, n), n = count : { visit(c, _) }.
    program.rule(right, |rule| {
        rule.atom(wanted, "c n");
        rule.aggregate("n", AggregateKind::Count, None, |body| {
            body.atom(visit, "c _");
        });
        rule.head("c")
    });
    let program = program.finish();
    assert_rows(&program, busiest, &[[2]]);
    assert_rows(&program, right, &[[1], [3]]);
}

#[test]
fn false_derives_nothing_and_an_empty_body_its_constants() {
    let mut program = Builder::default();
    let (never, always) = (program.numbers("never", 1), program.numbers("always", 2));
    // never(1) :- false.
    program.rule(never, |rule| {
        rule.body.push(Literal::False);
        rule.head("1")
    });
    // always(1, 2) :- true.
    program.rule(always, |rule| rule.head("1 2"));
    let program = program.finish();
    assert_rows::<1>(&program, never, &[]);
    assert_rows(&program, always, &[[1, 2]]);
}

#[test]
fn a_question_is_answered_over_what_was_derived() {
    let mut program = Builder::default();
    let (edge, path) = (program.numbers("edge", 2), program.numbers("path", 2));
    program.facts(edge, &[[1, 2], [2, 3]]);
    // path(x, y) :- edge(x, y).
    program.rule(path, |rule| rule.atom(edge, "x y").head("x y"));
    // path(x, z) :- path(x, y), edge(y, z).
    program.rule(path, |rule| rule.atom(path, "x y").atom(edge, "y z").head("x z"));
    // path(x, 3), !edge(x, 3).
    let question = program.standalone(path, |rule| rule.atom(path, "x 3").not(edge, "x 3").head("x"));
    let program = program.finish();
    let (dictionary, guard) = (Dictionary::default(), Guard::default());
    for executor in executors() {
        let database = executor.run(&program, facts_of(&program), &dictionary, &guard).unwrap();
        let answers = executor.answer(&question, &database, &dictionary, &guard).unwrap();
        assert_eq!(answers.rows().collect::<Vec<_>>(), [[1]], "{}", executor.name());
    }
}

/// Rows that bind the same as one that the join does not take stand next to it once they are in order.
#[test]
fn of_many_rows_in_order_those_with_unequal_columns_hide_no_others() {
    let mut program = Builder::default();
    let (pair, found) = (program.numbers("pair", 3), program.numbers("found", 2));
    let given: Vec<[Word; 3]> =
        (0..100).flat_map(|at| [[at, at + 1, 0], [at, at, 1], [at + 200, at, 2]]).collect();
    program.facts(pair, &given);
    // found(y, x) :- pair(x, x, _), pair(y, x, _).
    program.rule(found, |rule| rule.atom(pair, "x x _").atom(pair, "y x _").head("y x"));
    let below = |x: Word| [[x.wrapping_sub(1), x], [x, x], [x + 200, x]];
    let mut expected: Vec<[Word; 2]> = (0..100).flat_map(below).skip(1).collect();
    expected.sort_unstable();
    assert_rows(&program.finish(), found, &expected);
}
