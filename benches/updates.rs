//! Times single changes of very many facts against a run from nothing: `cargo bench --bench updates [-- FACTS]`.
//!
//! Events of visits between countries under rules of the shape of the standard ones (visits returned and outstanding, counts, ties,
//! blocs), told as plain facts and as claims, and a closure that gains and loses an edge. Each change is timed from the directive to the
//! answer of a bound question.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

#[path = "../tests/support/numbers.rs"]
mod numbers;

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use demarche::engine::{Limits, Native};
use demarche::session::{Session, Text};

use numbers::Numbers;

const RULES: &str = r"
.decl visit(name: symbol, who: symbol, to: symbol, day: date) open assumable
.decl leader(who: symbol, of: symbol)
.decl country(of: symbol)
.decl went(name: symbol, from: symbol, to: symbol, day: date)
.decl visited(who: symbol, to: symbol) closed
.decl returned(name: symbol)
.decl outstanding(name: symbol, who: symbol, to: symbol, since: date) closed
.decl visits(who: symbol, n: number)
.decl tie(a: symbol, b: symbol)
.decl bloc(a: symbol, b: symbol)
.decl apart(a: symbol, b: symbol)
went(v, a, b, d) :- visit(v, p, b, d), leader(p, a).
visited(p, b) :- visit(_, p, b, _).
returned(v) :- went(v, a, b, d), went(_, b, a, e), d < e.
outstanding(v, p, b, d) :- visit(v, p, b, d), !returned(v).
visits(p, n) :- leader(p, _), n = count : { visit(_, p, _, _) }.
tie(a, b) :- went(_, a, b, _), went(_, b, a, _).
bloc(a, b) :- tie(a, b).
bloc(a, c) :- bloc(a, b), tie(b, c).
apart(a, b) :- country(a), country(b), !bloc(a, b), a != b.
country(a) :- leader(_, a).
";

const CLOSURE: &str = r"
.decl edge(a: number, b: number) assumable
.decl path(a: number, b: number)
path(x, y) :- edge(x, y).
path(x, z) :- path(x, y), edge(y, z).
";

/// Countries, and leaders of each.
const COUNTRIES: u64 = 400;
const LEADERS: u64 = 50;

/// So many visits, each with what the ending makes of its number.
fn events(count: u64, ending: impl Fn(u64) -> String) -> String {
    let (mut text, mut numbers) = (String::new(), Numbers(7));
    for visit in 0..count {
        let (leader, to) = (numbers.below(COUNTRIES * LEADERS), numbers.below(COUNTRIES));
        let (year, month, day) = (1990 + numbers.below(30), 1 + numbers.below(12), 1 + numbers.below(28));
        let ending = ending(visit);
        _ = writeln!(
            text,
            "visit(\"v{visit}\", \"p{leader}\", \"c{to}\", \"{year}-{month:02}-{day:02}\"){ending}."
        );
    }
    text
}

fn leaders() -> String {
    let leader = |at| format!("leader(\"p{at}\", \"c{}\").\n", at % COUNTRIES);
    (0..COUNTRIES * LEADERS).map(leader).collect()
}

fn session(text: &str) -> Session {
    let mut session = Session::new(Box::new(Native)).guarded(Limits::NONE, Arc::default());
    session.load(vec![Text::new("bench.dl", text)]).unwrap();
    session
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    black_box(work());
    started.elapsed()
}

/// Changes by directive, each asked about by a bound question and then taken back.
struct Measured<'c> {
    name: &'c str,
    question: &'c str,
    changes: &'c [(&'c str, &'c str)],
}

fn line(name: &str, what: &str, time: Duration, fresh: Duration) {
    let (time, ratio) = (time.as_secs_f64() * 1e3, fresh.as_secs_f64() / time.as_secs_f64());
    println!("{name:16} {what:36} {time:10.2} ms {ratio:9.1} times as fast as from nothing");
}

fn measure(text: &str, changes: &Measured<'_>) {
    let Measured { name, question, changes } = changes;
    let mut session = session(text);
    let fresh = timed(|| session.ask(question).unwrap());
    println!("{name:16} from nothing to the answer {:.0} ms", fresh.as_secs_f64() * 1e3);
    line(name, "the same question again", timed(|| session.ask(question).unwrap()), fresh);
    for (what, directive) in *changes {
        let followed = session.followed();
        let time = timed(|| {
            session.enter("<bench>", directive, 1).unwrap();
            session.ask(question).unwrap()
        });
        assert!(session.followed() > followed, "{what} was inferred from nothing");
        line(name, what, time, fresh);
        let time = timed(|| {
            session.undo();
            session.ask(question).unwrap()
        });
        line(name, "  taken back", time, fresh);
    }
}

fn edges(nodes: u64, count: u64) -> String {
    let mut numbers = Numbers(7);
    let mut text = CLOSURE.to_owned();
    (0..count).for_each(|_| _ = writeln!(text, "edge({}, {}).", numbers.below(nodes), numbers.below(nodes)));
    text
}

fn main() {
    let count: u64 = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(500_000);
    let given = [RULES, &leaders()].concat();
    let changes = [
        ("first assumed fact", ".assume visit(\"new\", \"p7\", \"c8\", \"2019-05-05\")"),
        ("another assumed fact", ".assume visit(\"newer\", \"p9\", \"c8\", \"2019-05-06\")"),
        ("retracted fact", ".retract visit(\"v77\", _, _, _)"),
        ("another retracted fact", ".retract visit(\"v78\", _, _, _)"),
    ];
    let question = "outstanding(v, \"p7\", \"c8\", d)";
    let plain = [given.as_str(), &events(count, |_| String::new())].concat();
    measure(&plain, &Measured { name: "plain facts", question, changes: &changes });
    let article = ".article courier { file = \"courier.txt\", published = \"2020-01-01\" }\n";
    let grade = |at: u64| ["confirmed", "confirmed", "confirmed", "announced"][(at % 4) as usize];
    let claim = |at: u64| format!(" @{}(\"so it was\", id: \"c{at}\")", grade(at));
    let claims = [given.as_str(), article, &events(count, claim)].concat();
    let retraction = [("retracted claim", ".retract c77"), changes[0], changes[1]];
    measure(&claims, &Measured { name: "claims", question, changes: &retraction });
    let closures = [("closure, sparse", edges(20_000, 18_000)), ("closure, dense", edges(1500, 5000))];
    for (name, text) in closures {
        let changes = [("edge added", ".assume edge(3, 4)"), ("edge removed", ".retract edge(_, 5)")];
        measure(&text, &Measured { name, question: "path(3, x)", changes: &changes });
    }
}
