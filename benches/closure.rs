//! Times the native executor on recursive joins over graphs made here: `cargo bench --bench closure [NAME…]`.
//!
//! Prints the size of the result and the seconds of evaluation; reading the program and making the graph are not counted.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::sync::Arc;
use std::time::Instant;

use demarche::diagnostic::SourceId;
use demarche::engine::{Executor, Guard, Limits, Native, facts_of};
use demarche::program::check;
use demarche::store::{Dictionary, Word};
use demarche::syntax::{Mode, parse};

const CLOSURE: &str = "
    .decl arc(x: number, y: number)
    .decl result(x: number, y: number)
    result(x, y) :- arc(x, y).
    result(x, z) :- result(x, y), arc(y, z).
";

const SAME_GENERATION: &str = "
    .decl arc(x: number, y: number)
    .decl result(x: number, y: number)
    result(x, y) :- arc(a, x), arc(a, y), x != y.
    result(x, y) :- arc(a, x), result(a, b), arc(b, y).
";

type Arcs = Vec<[Word; 2]>;
type Case = (&'static str, &'static str, fn() -> Arcs);

/// A random graph of so many nodes in which each arc is there with probability `arcs / nodes²`.
fn random(nodes: Word, arcs: usize) -> Arcs {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = move || {
        // Marsaglia's xorshift.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % nodes
    };
    (0..arcs).map(|_| [next(), next()]).filter(|[from, to]| from != to).collect()
}

fn chain(nodes: Word) -> Arcs {
    (0..nodes).map(|node| [node, node + 1]).collect()
}

fn grid(side: Word) -> Arcs {
    let right = |row, column| [row * side + column, row * side + column + 1];
    let down = |row, column| [row * side + column, (row + 1) * side + column];
    let rights = (0..side).flat_map(|row| (0..side - 1).map(move |column| right(row, column)));
    let downs = (0..side - 1).flat_map(|row| (0..side).map(move |column| down(row, column)));
    rights.chain(downs).collect()
}

fn measure(name: &str, text: &str, arcs: &Arcs) {
    let dictionary = Dictionary::default();
    let program = check(&[&parse(SourceId(0), text, Mode::File).tree], &dictionary).program.unwrap();
    let mut input = facts_of(&program);
    for arc in arcs {
        input.tables[0].insert(arc);
    }
    let guard = Guard::new(Limits { facts: u64::MAX, ..Limits::default() }, Arc::default());
    let started = Instant::now();
    let database = Native.run(&program, input, &dictionary, &guard).unwrap();
    println!("{name}: {} rows in {:.2} s", database.tables[1].len(), started.elapsed().as_secs_f64());
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with('-')).collect();
    let cases: [Case; 4] = [
        ("closure-random", CLOSURE, || random(3000, 10_800)),
        ("closure-grid", CLOSURE, || grid(80)),
        ("closure-chain", CLOSURE, || chain(4000)),
        ("generation-random", SAME_GENERATION, || random(2000, 7200)),
    ];
    for (name, text, arcs) in cases {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            measure(name, text, &arcs());
        }
    }
}
