//! Times what a user at the prompt waits for, on the bundled articles and rules: `cargo bench --bench lens`.
//!
//! Prints the median of several runs each: from nothing to the first answer, and each change of the lens with its differences.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use demarche::diff::changes;
use demarche::engine::Native;
use demarche::session::{Session, Text};
use demarche::standard::bundled::TEXTS;

const RUNS: usize = 11;

/// What is done, as directives of the lens.
const CHANGES: [(&str, &str); 6] = [
    ("day of knowledge", ".as_of \"2019-04-25\""),
    ("day judged", ".at \"2019-06-01\""),
    ("trust", ".trust announced"),
    ("assumption", ".assume visit(\"supposed\", \"Vladimir Putin\", \"North Korea\", \"2024-04-01\")"),
    ("retraction of a fact", ".retract acceptance(_, _, _, _)"),
    ("retraction of an article", ".retract choe_jan_2024"),
];

fn loaded() -> Session {
    let mut session = Session::new(Box::new(Native));
    session.load(TEXTS.iter().map(|&(name, text)| Text::new(name, text)).collect()).unwrap();
    session
}

fn first_answer() -> Duration {
    let started = Instant::now();
    let answer = loaded().ask("outstanding_visit(who, to, since)").unwrap();
    black_box(answer.rows.len());
    started.elapsed()
}

/// From the directive to the differences it makes; what held before is known already, as it is at the prompt.
fn change(directive: &str) -> Duration {
    let mut session = loaded();
    session.conclusions().unwrap();
    let before = session.lens().clone();
    let started = Instant::now();
    session.enter("<bench>", directive, 1).unwrap();
    black_box(changes(&session, &before, session.lens(), None, 0).unwrap());
    started.elapsed()
}

fn report(name: &str, run: impl Fn() -> Duration) {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort_unstable();
    println!("{name:28} {:8.1} ms", times[RUNS / 2].as_secs_f64() * 1e3);
}

fn main() {
    report("start to first answer", first_answer);
    for (name, directive) in CHANGES {
        report(name, || change(directive));
    }
}
