//! Times single changes of very many facts, and moves of the lens, against a run from nothing: `cargo bench --bench updates [-- FACTS NAME…]`.
//!
//! Events of visits between countries under rules of the shape of the standard ones (visits returned and outstanding, counts, ties,
//! blocs), told as plain facts and as claims, and a closure that gains and loses an edge. Each change is timed from the directive to the
//! answer of a bound question. Names, or parts of them, choose what is measured.
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
use std::time::Instant;

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

/// What depends on the day judged.
const DAYS: &str = r"
.decl past(name: symbol, who: symbol) closed
.decl ahead(name: symbol, to: symbol) closed
past(v, p) :- visit(v, p, _, d), at(t), d <= t.
ahead(v, b) :- visit(v, _, b, d), at(t), t < d.
";

/// Countries, and leaders of each.
const COUNTRIES: u64 = 400;
const LEADERS: u64 = 50;
/// How many claims an article has, and how many agencies there are.
const AN_ARTICLE: u64 = 100;
const AGENCIES: u64 = 5000;

/// So many visits, each with what stands before it and what its fact ends with.
fn events(count: u64, told: impl Fn(u64) -> [String; 2]) -> String {
    let (mut text, mut numbers) = (String::new(), Numbers(7));
    for visit in 0..count {
        let (leader, to) = (numbers.below(COUNTRIES * LEADERS), numbers.below(COUNTRIES));
        let (year, month, day) = (1990 + numbers.below(30), 1 + numbers.below(12), 1 + numbers.below(28));
        let [before, ending] = told(visit);
        _ = writeln!(
            text,
            "{before}visit(\"v{visit}\", \"p{leader}\", \"c{to}\", \"{year}-{month:02}-{day:02}\"){ending}."
        );
    }
    text
}

/// Nothing but the fact.
fn plainly(_: u64) -> [String; 2] {
    Default::default()
}

/// A claim of the one article.
fn by_courier(at: u64) -> [String; 2] {
    let article = ".article courier { file = \"courier.txt\", published = \"2020-01-01\" }\n";
    let grade = if at % 4 == 3 { "announced" } else { "confirmed" };
    let begun = if at == 0 { article } else { "" };
    [begun.to_owned(), format!(" @{grade}(\"so it was\", id: \"c{at}\")")]
}

/// A claim of one of very many articles, of which one appears a day, and of agencies.
fn by_articles(at: u64) -> [String; 2] {
    let grade = match at % 1000 {
        999 => "possible",
        rest if rest % 4 == 3 => "announced",
        _ => "confirmed",
    };
    let (article, agency) = (at / AN_ARTICLE, at * 7919 % AGENCIES);
    let (year, month, day) = (2005 + article / 336, article / 28 % 12 + 1, article % 28 + 1);
    let published = format!("{year}-{month:02}-{day:02}");
    let begun = match at % AN_ARTICLE {
        0 => format!(".article art{article} {{ file = \"{article}.txt\", published = \"{published}\" }}\n"),
        _ => String::new(),
    };
    [begun, format!(" @{grade}(\"so it was\", id: \"c{at}\", by: [\"agency {agency}\"])")]
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

/// How long something takes: by the clock, and by the processor where the system tells.
#[derive(Clone, Copy)]
struct Times {
    clock: f64,
    processor: Option<f64>,
}

impl Times {
    /// In milliseconds.
    fn of<T>(work: impl FnOnce() -> T) -> Self {
        let (started, before) = (Instant::now(), processor());
        black_box(work());
        let clock = started.elapsed().as_secs_f64() * 1e3;
        Self { clock, processor: before.zip(processor()).map(|(before, after)| after - before) }
    }

    /// What counts where other work runs beside.
    fn own(self) -> f64 {
        self.processor.unwrap_or(self.clock)
    }

    fn shown(self) -> String {
        let processor =
            self.processor.map(|time| format!("{time:10.2} ms of the processor")).unwrap_or_default();
        format!("{:10.2} ms{processor}", self.clock)
    }
}

/// How many milliseconds this thread has run.
fn processor() -> Option<f64> {
    // What is told is brought up to date when the scheduler is called.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e6)
}

/// Changes by directive, each asked about by a bound question and then taken back.
struct Measured<'c> {
    name: &'c str,
    question: &'c str,
    /// What changes, and the directive.
    changes: &'c [(&'c str, &'c str)],
}

fn line(name: &str, what: &str, times: Times, fresh: Times) {
    let ratio = fresh.own() / times.own();
    println!("{name:16} {what:48} {} {ratio:9.1} times as fast as from nothing", times.shown());
}

fn measure(text: &str, changes: &Measured<'_>) {
    let Measured { name, question, changes } = changes;
    let mut session = session(text);
    let fresh = Times::of(|| session.ask(question).unwrap());
    println!("{name:16} {:48} {}", "from nothing to the answer", fresh.shown());
    line(name, "the same question again", Times::of(|| session.ask(question).unwrap()), fresh);
    for (what, directive) in *changes {
        let followed = session.followed();
        let times = Times::of(|| {
            session.enter("<bench>", directive, 1).unwrap();
            session.ask(question).unwrap()
        });
        let way = if session.followed() > followed { "followed" } else { "not followed" };
        line(name, &format!("{what} ({way})"), times, fresh);
        let times = Times::of(|| {
            session.undo();
            session.ask(question).unwrap()
        });
        line(name, "  taken back", times, fresh);
    }
}

fn edges(nodes: u64, count: u64) -> String {
    let mut numbers = Numbers(7);
    let mut text = CLOSURE.to_owned();
    (0..count).for_each(|_| _ = writeln!(text, "edge({}, {}).", numbers.below(nodes), numbers.below(nodes)));
    text
}

/// Assumptions and retractions of single facts and claims.
fn single(count: u64, wanted: &dyn Fn(&str) -> bool) {
    let given = [RULES, &leaders()].concat();
    let changes = [
        ("first assumed fact", ".assume visit(\"new\", \"p7\", \"c8\", \"2019-05-05\")"),
        ("another assumed fact", ".assume visit(\"newer\", \"p9\", \"c8\", \"2019-05-06\")"),
        ("retracted fact", ".retract visit(\"v77\", _, _, _)"),
        ("another retracted fact", ".retract visit(\"v78\", _, _, _)"),
    ];
    let question = "outstanding(v, \"p7\", \"c8\", d)";
    if wanted("plain facts") {
        let plain = [given.as_str(), &events(count, plainly)].concat();
        measure(&plain, &Measured { name: "plain facts", question, changes: &changes });
    }
    if wanted("claims") {
        let claims = [given.as_str(), &events(count, by_courier)].concat();
        let changes = [("retracted claim", ".retract c77"), changes[0], changes[1]];
        measure(&claims, &Measured { name: "claims", question, changes: &changes });
    }
}

/// Moves of the lens.
fn moves(count: u64, wanted: &dyn Fn(&str) -> bool) {
    let given = [RULES, DAYS, &leaders()].concat();
    let question = "past(v, \"p7\")";
    if wanted("moves, facts") {
        let plain = [given.as_str(), ".at \"2019-06-15\"\n", &events(count, plainly)].concat();
        let changes = [
            (".at, a day later", ".at \"2019-06-16\""),
            (".at, twenty years earlier", ".at \"1999-06-16\""),
            (".as_of", ".as_of \"2020-01-02\""),
            (".trust", ".trust confirmed"),
        ];
        measure(&plain, &Measured { name: "moves, facts", question, changes: &changes });
    }
    if wanted("moves, claims") {
        let claims = [given.as_str(), ".at \"2019-06-15\"\n", &events(count, by_articles)].concat();
        let changes = [
            (".as_of, a day earlier", ".as_of \"2019-11-15\""),
            (".as_of, a week earlier", ".as_of \"2019-11-09\""),
            (".as_of, ten years earlier", ".as_of \"2009-11-09\""),
            (".at, a day later", ".at \"2019-06-16\""),
            (".at, twenty years earlier", ".at \"1999-06-16\""),
            (".articles except one", ".articles except art7"),
            (".speakers except one", ".speakers except \"agency 7\""),
            (".trust, one claim in 1000 less", ".trust announced"),
            (".trust, one claim in four less", ".trust confirmed"),
        ];
        measure(&claims, &Measured { name: "moves, claims", question, changes: &changes });
    }
}

fn closures(wanted: &dyn Fn(&str) -> bool) {
    for (name, nodes, count) in [("closure, sparse", 20_000, 18_000), ("closure, dense", 1500, 5000)] {
        if wanted(name) {
            let changes = [("edge added", ".assume edge(3, 4)"), ("edge removed", ".retract edge(_, 5)")];
            measure(&edges(nodes, count), &Measured { name, question: "path(3, x)", changes: &changes });
        }
    }
}

fn main() {
    let count = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(500_000);
    let names: Vec<String> =
        std::env::args().skip(1).filter(|it| !it.starts_with("--") && it.parse::<u64>().is_err()).collect();
    let wanted = |name: &str| names.is_empty() || names.iter().any(|part| name.contains(part.as_str()));
    single(count, &wanted);
    moves(count, &wanted);
    closures(&wanted);
}
