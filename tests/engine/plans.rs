//! Programs whose plans do more than join one atom after the other: the rows are those of the definition in blocks of every size and
//! on several threads.

use demarche::engine::{Executor, Guard, Naive, Native, Tuned, difference, facts_of};
use demarche::store::Dictionary;

use crate::eager;
use crate::support::load::load;

/// Runs a program in every way, and returns how many rows each of its relations has.
fn sizes(text: &str) -> Vec<usize> {
    let dictionary = Dictionary::default();
    let program = load(text, &dictionary).unwrap();
    let run = |executor: &dyn Executor| {
        executor.run(&program, facts_of(&program), &dictionary, &Guard::default()).unwrap()
    };
    let expected = run(&Naive);
    let alone = [1, 2, 3, 7].map(|block| Tuned { block, ..Tuned::default() });
    for tuned in alone.into_iter().chain([eager(1, 2), eager(3, 3), eager(1024, 2)]) {
        assert_eq!(difference(&program, &expected, &run(&tuned), &dictionary), None, "{tuned:?}");
    }
    assert_eq!(difference(&program, &expected, &run(&Native), &dictionary), None);
    expected.tables.iter().map(demarche::store::Table::len).collect()
}

fn facts<const N: usize>(relation: &str, rows: impl IntoIterator<Item = [usize; N]>) -> String {
    let line =
        |row: [usize; N]| format!("{relation}({}).\n", row.map(|number| number.to_string()).join(", "));
    rows.into_iter().map(line).collect()
}

/// Spokes there and back, and a rim.
fn wheel(nodes: usize) -> String {
    let spokes = (1..nodes).flat_map(|node| [[0, node], [node, 0]]);
    facts("arc", spokes.chain((1..nodes - 1).map(|node| [node, node + 1])))
}

#[test]
fn triangles_over_a_hub_are_all_found() {
    let program = ".decl arc(x: number, y: number)
        .decl triangle(x: number, y: number, z: number)
        triangle(x, y, z) :- arc(x, y), arc(y, z), arc(z, x).
        .decl back(x: number, n: number)
        back(x, n) :- arc(x, _), n = count : { arc(x, y), arc(y, z), arc(z, x) }.
        ";
    // Each arc of the rim closes one triangle, which begins at any of its three corners.
    assert_eq!(sizes(&(program.to_owned() + &wheel(24)))[1..], [3 * 22, 24]);
}

#[test]
fn circles_are_found_while_they_grow() {
    let program = "
        .decl arc(x: number, y: number)
        .decl near(x: number, y: number)
        near(x, y) :- arc(x, y), x < 6.
        near(x, z) :- near(x, y), arc(y, z), near(z, y), near(y, x).
        ";
    assert_eq!(sizes(&(program.to_owned() + &wheel(16))).len(), 2);
}

#[test]
fn what_the_head_has_no_part_in_only_has_to_hold() {
    let program = "
        .decl arc(x: number, y: number)
        .decl begins(x: number)
        begins(x) :- arc(x, y), arc(y, z), arc(z, w), w > 15.
        .decl apart(x: number)
        apart(x) :- arc(x, _), arc(y, z), arc(z, y), y != z.
        .decl never(x: number)
        never(x) :- arc(x, _), arc(y, y), arc(y, z).
        .decl far(x: number)
        far(1).
        far(y) :- far(x), arc(x, y), arc(z, w), arc(w, z).
        .decl stuck(x: number)
        stuck(1).
        stuck(y) :- stuck(x), arc(x, y), arc(z, z).
        ";
    assert_eq!(sizes(&(program.to_owned() + &wheel(20)))[1..], [20, 20, 0, 20, 1]);
}

#[test]
fn equations_are_solved_for_what_an_atom_wants() {
    let program = "
        .decl fib(n: number, v: number)
        fib(0, 0). fib(1, 1).
        fib(n + 1, a + b) :- fib(n, a), fib(n - 1, b), n < 40.
        .decl down(n: unsigned)
        down(7).
        down(n) :- down(m), small(n), m = n + 1.
        .decl small(n: unsigned)
        small(0). small(3). small(5). small(6).
        .decl mirrored(n: number)
        mirrored(n) :- fib(n, _), fib(m, _), m = 20 - n.
        ";
    assert_eq!(sizes(program)[..2], [41, 3]);
    assert_eq!(sizes(program)[3..], [21]);
}

#[test]
fn an_equation_that_cannot_be_turned_round_holds_for_nothing() {
    // One less than the least number would be the greatest, were it to wrap.
    let program = "
        .decl least(n: number)
        least(-9223372036854775808).
        .decl value(n: number)
        value(5). value(9223372036854775806).
        .decl before(n: number)
        before(n) :- least(m), value(n), m = n + 1.
        ";
    assert_eq!(sizes(program), [1, 2, 0]);
}

#[test]
fn dropped_rows_leave_the_rounds_apart() {
    let program = "
        .decl arc(x: number, y: number)
        .decl distance(x: number, d: number)
        distance(0, 0).
        distance(y, d + 1 + (x * 7 + y * 5) % 11) :- distance(x, d), arc(x, y).
        distance(x, d) <= distance(x, e) :- e < d.
        .decl pair(x: number, y: number, d: number)
        pair(x, y, d) :- arc(x, y), d = 1 + (x * 3 + y) % 7.
        pair(x, z, d + e) :- pair(x, y, d), pair(y, z, e), d + e < 12.
        pair(x, y, d) <= pair(x, y, e) :- e < d.
        ";
    let arcs = (0..40_usize).flat_map(|at| [[at % 13, (at * 5 + 1) % 13], [at % 11, (at * 3 + 2) % 13]]);
    assert_eq!(sizes(&(program.to_owned() + &facts("arc", arcs)))[1], 13);
}
