//! Results that are larger than one block of bindings, so that joins have to stop and go on in the middle of a row's matches.

use demarche::engine::{Executor, Guard, Native, facts_of};
use demarche::program::ir::{AggregateKind, Comparison, Functor, Program, RelationId};
use demarche::store::{Dictionary, Table, Word};

use crate::support::builder::Builder;

fn derived(program: &Program, relation: RelationId) -> Table {
    let database = Native.run(program, facts_of(program), &Dictionary::default(), &Guard::default()).unwrap();
    database.tables[relation.0].clone()
}

fn numbers(program: &mut Builder, below: Word) -> RelationId {
    let n = program.numbers("n", 1);
    for number in 0..below {
        program.fact(n, &[number]);
    }
    n
}

#[test]
fn a_product_has_every_pair() {
    let mut program = Builder::default();
    let n = numbers(&mut program, 3000);
    let (few, pair) = (program.numbers("few", 1), program.numbers("pair", 2));
    program.facts(few, &[[1], [2], [3]]);
    // pair(x, y) :- few(x), n(y), x < y.
    program.rule(pair, |rule| {
        rule.atom(few, "x").atom(n, "y");
        let (x, y) = (rule.expr("x"), rule.expr("y"));
        rule.compare(x, Comparison::Less, y).head("x y")
    });
    let pairs = derived(&program.finish(), pair);
    assert_eq!(pairs.len(), 2998 + 2997 + 2996);
    assert!((1..=3).all(|x| (x + 1..3000).all(|y| pairs.contains(&[x, y]))));
}

#[test]
fn a_key_with_many_rows_is_followed_to_its_end() {
    let mut program = Builder::default();
    let n = numbers(&mut program, 5000);
    let (class, same) = (program.numbers("class", 2), program.numbers("same", 2));
    // class(k, x) :- n(x), k = x % 2.
    program.rule(class, |rule| rule.atom(n, "x").compute("k", "x", Functor::Remainder, "2").head("k x"));
    // same(x, y) :- class(k, x), class(k, y), x < 2.
    program.rule(same, |rule| {
        rule.atom(class, "k x").atom(class, "k y");
        let (x, two) = (rule.expr("x"), rule.expr("2"));
        rule.compare(x, Comparison::Less, two).head("x y")
    });
    let same = derived(&program.finish(), same);
    assert_eq!(same.len(), 5000);
    assert!((0..5000).all(|y| same.contains(&[y % 2, y])));
}

#[test]
fn a_long_chain_closes_through_thousands_of_rounds() {
    let mut program = Builder::default();
    let (next, path) = (program.numbers("next", 2), program.numbers("path", 2));
    for number in 0..300 {
        program.fact(next, &[number, number + 1]);
    }
    // path(x, y) :- next(x, y).
    program.rule(path, |rule| rule.atom(next, "x y").head("x y"));
    // path(x, z) :- path(x, y), next(y, z).
    program.rule(path, |rule| rule.atom(path, "x y").atom(next, "y z").head("x z"));
    let path = derived(&program.finish(), path);
    assert_eq!(path.len(), 300 * 301 / 2);
    assert!((0..300).all(|x| (x + 1..=300).all(|y| path.contains(&[x, y]))));
}

#[test]
fn aggregates_take_in_all_blocks() {
    let mut program = Builder::default();
    let n = numbers(&mut program, 4000);
    let (class, totals) = (program.numbers("class", 2), program.numbers("totals", 3));
    // class(k, x) :- n(x), k = x % 1500.
    program.rule(class, |rule| rule.atom(n, "x").compute("k", "x", Functor::Remainder, "1500").head("k x"));
    // totals(k, c, s) :- class(k, _), c = count : { class(k, _) }, s = sum x : { class(k, x) }.
    program.rule(totals, |rule| {
        rule.atom(class, "k _");
        rule.aggregate("c", AggregateKind::Count, None, |body| {
            body.atom(class, "k _");
        });
        rule.aggregate("s", AggregateKind::Sum, Some("x"), |body| {
            body.atom(class, "k x");
        });
        rule.head("k c s")
    });
    let totals = derived(&program.finish(), totals);
    assert_eq!(totals.len(), 1500);
    for key in 0..1500 {
        let members: Vec<Word> = (key..4000).step_by(1500).collect();
        assert!(totals.contains(&[key, members.len() as Word, members.iter().sum()]), "{key}");
    }
}
