//! A session wanders from lens to lens at random, over so many facts and claims that a few changed ones are looked for without sets
//! and indexes: each time what follows is what a run from nothing derives, and answers are those of a session that begins there.

use std::fmt::Write as _;

use demarche::engine::{Limits, Native};
use demarche::evidence::Lens;
use demarche::program::value::format_word;
use demarche::session::{Row, Session, Text};

use crate::following::{compare, enter};
use crate::support::numbers::Numbers;

const RULES: &str = "
.decl visit(name: symbol, who: symbol, to: symbol, day: date) open assumable
.decl leader(who: symbol, of: symbol)
.decl weight(of: symbol, n: float) assumable
.decl went(name: symbol, from: symbol, to: symbol, day: date)
went(v, a, b, d) :- visit(v, p, b, d), leader(p, a).
.decl returned(name: symbol)
returned(v) :- went(v, a, b, d), went(_, b, a, e), d < e.
.decl outstanding(name: symbol, who: symbol, to: symbol) closed
outstanding(v, p, b) :- visit(v, p, b, _), !returned(v).
.decl sure(who: symbol, to: symbol)
sure(p, b) :- visit(_, p, b, _) @confirmed, !refused(p, b).
.decl refused(who: symbol, to: symbol)
refused(p, b) :- visit(_, p, b, _) @denied.
.decl visits(who: symbol, n: number)
visits(p, n) :- leader(p, _), n = count : { visit(_, p, _, _) }.
.decl tie(a: symbol, b: symbol) assumable
tie(a, b) :- went(_, a, b, _), went(_, b, a, _), weight(a, n), n > 0.5.
.decl bloc(a: symbol, b: symbol)
bloc(a, b) :- tie(a, b).
bloc(a, c) :- bloc(a, b), tie(b, c).
.decl told(who: symbol, n: number)
told(o, n) :- claim(_, _, _, _, _, o, _, _), n = count : { claim(_, _, _, _, _, o, _, _) }.
.decl kin(a: symbol, b: symbol) eqrel
kin(a, b) :- tie(a, b).
.decl last(who: symbol, day: date)
last(p, d) :- visit(_, p, _, d).
last(p, d) <= last(p, e) :- d < e.
";

const LEADERS: u64 = 90;
const COUNTRIES: u64 = 30;

fn visit(numbers: &mut Numbers) -> String {
    let (name, who, to) = (numbers.below(6000), numbers.below(LEADERS), numbers.below(COUNTRIES));
    let (year, month) = (1990 + numbers.below(30), 1 + numbers.below(9));
    format!("visit(\"v{name}\", \"p{who}\", \"c{to}\", \"{year}-0{month}\")")
}

/// Visits, each stated plainly or claimed in one of two articles, some of them both.
fn text(visits: u64, claimed: bool, numbers: &mut Numbers) -> String {
    let mut text = RULES.to_owned();
    (0..LEADERS).for_each(|at| _ = writeln!(text, "leader(\"p{at}\", \"c{}\").", at % COUNTRIES));
    (0..COUNTRIES).for_each(|at| _ = writeln!(text, "weight(\"c{at}\", 0.{at}1)."));
    let grades = ["confirmed", "announced", "announced", "denied"];
    for half in 0..2 {
        _ = writeln!(text, ".article a{half} {{ file = \"a{half}.txt\", published = \"202{half}-01-01\" }}");
        for at in (0..visits).filter(|at| at % 2 == half) {
            let visit = visit(numbers);
            let grade = grades[usize::try_from(numbers.below(4)).unwrap()];
            let claim = format!(" @{grade}(\"so\", by: [\"s{}\"], id: \"k{at}\")", numbers.below(5));
            let is_claimed = claimed && numbers.below(8) > 0;
            _ = writeln!(text, "{visit}{}.", if is_claimed { &claim } else { "" });
            if numbers.below(20) == 0 {
                _ = writeln!(text, "{visit}.");
            }
        }
    }
    text
}

fn session(text: &str) -> Session {
    let mut session = Session::new(Box::new(Native)).guarded(Limits::NONE, std::sync::Arc::default());
    session.load(vec![Text::new("visits.dl", text)]).unwrap();
    session
}

/// A directive that suits the text.
fn directive(numbers: &mut Numbers) -> String {
    let (visit, number) = (visit(numbers), numbers.below(90));
    match numbers.below(14) {
        0 | 1 => format!(".assume {visit}"),
        2 => format!(
            ".assume {visit} @{}",
            ["possible", "expected", "denied"][usize::try_from(number % 3).unwrap()]
        ),
        3 => format!(".assume weight(\"c{}\", 12345.678)", number % COUNTRIES),
        4 => format!(".assume tie(\"c{}\", \"c{}\")", number % COUNTRIES, number % 7),
        5 | 6 => format!(".retract k{}", numbers.below(4000)),
        7 | 8 => format!(".retract visit(\"v{}\", _, _, _)", numbers.below(6000)),
        9 => format!(".retract visit(_, \"p{number}\", \"c{}\", _)", number % COUNTRIES),
        10 => format!(".retract weight(\"c{}\", _)", number % COUNTRIES),
        11 => format!(".retract leader(\"p{number}\", _)"),
        12 => format!(".as_of \"202{}-02-01\"", number % 3),
        _ => {
            format!(".trust {}", ["announced", "confirmed", "possible"][usize::try_from(number % 3).unwrap()])
        }
    }
}

const QUESTIONS: [&str; 9] = [
    "outstanding(v, \"p7\", to)",
    "sure(\"p3\", to)",
    "visit(v, \"p5\", to, d)",
    "bloc(\"c1\", x)",
    "visits(\"p8\", n)",
    "outstanding(v, \"p9\", to), !sure(\"p9\", to)",
    "visit(v, \"p7\", to, d), went(v, from, to, d), !returned(v)",
    "told(\"s2\", n)",
    "tie(\"c3\", \"c4\")",
];

fn answers(session: &mut Session) -> Vec<String> {
    let asked = QUESTIONS.iter().map(|question| {
        let answer = session.ask(question).unwrap();
        let shown = |row: &Row| {
            let words = row.values.iter().zip(&answer.columns);
            let words = words.map(|(&word, (_, ty))| format_word(word, *ty, session.dictionary()));
            format!("{:?} {:?}", words.collect::<Vec<_>>(), row.levels)
        };
        let mut rows: Vec<String> = answer.rows.iter().map(shown).collect();
        rows.sort();
        format!("{question}: {:?} {rows:?}", answer.verdict)
    });
    asked.collect()
}

/// A place to wander over.
#[derive(Clone, Copy)]
struct Ground {
    visits: u64,
    claimed: bool,
    /// Whether levels of trust are told as where facts are very many.
    much: bool,
    threads: usize,
}

/// Wanders so many steps, and back to lenses where it has been.
fn wander(ground: Ground, steps: u64, seed: u64) {
    let mut numbers = Numbers(seed);
    let text = text(ground.visits, ground.claimed, &mut numbers);
    let few = if ground.much { 0 } else { usize::MAX };
    let mut there = session(&text).demanding(few).threaded(ground.threads);
    let mut lenses: Vec<Lens> = vec![there.lens().clone()];
    there.conclusions().unwrap();
    // The text itself is not taken back.
    let mut moves = 0;
    for step in 0..steps {
        let what = match numbers.below(6) {
            0 => {
                let at = usize::try_from(numbers.below(lenses.len() as u64)).unwrap();
                moves += 1;
                there.set_lens(lenses[at].clone(), "an earlier lens");
                format!("lens {at} of {}", lenses.len())
            }
            1 if moves > 0 => {
                moves -= 1;
                format!("{:?} taken back", there.undo())
            }
            _ => {
                let directive = directive(&mut numbers);
                // A claim may be no more than a plain fact.
                let is_name = directive.starts_with(".retract k");
                if !is_name || there.lowered().claim(&directive[9..]).is_some() {
                    enter(&mut there, &directive);
                    moves += 1;
                }
                directive
            }
        };
        lenses.push(there.lens().clone());
        compare(&there, &format!("seed {seed}, step {step}: {what}"));
        if step % 5 == 0 {
            let mut begun = session(&text).demanding(usize::MAX);
            begun.set_lens(there.lens().clone(), "the same lens");
            assert_eq!(answers(&mut there), answers(&mut begun), "seed {seed}, step {step}: {what}");
        }
    }
    assert!(there.followed() * 5 > steps, "only {} of {steps} steps were followed", there.followed());
}

const MANY: Ground = Ground { visits: 4500, claimed: true, much: false, threads: 1 };

#[test]
fn many_claims_follow_a_wandering_lens() {
    wander(MANY, 24, 1);
}

#[test]
fn many_plain_facts_follow_a_wandering_lens() {
    wander(Ground { claimed: false, ..MANY }, 24, 2);
}

#[test]
fn few_facts_follow_a_wandering_lens() {
    (3..8).for_each(|seed| wander(Ground { visits: 150, ..MANY }, 40, seed));
}

#[test]
fn levels_of_trust_are_told_by_the_facts_that_rows_can_rest_on() {
    (8..14).for_each(|seed| wander(Ground { visits: 150, much: true, ..MANY }, 40, seed));
    wander(Ground { much: true, threads: 2, ..MANY }, 24, 14);
}

/// Wanders many more ways: `DEMARCHE_WANDERINGS=100 cargo test --test explain far -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn far_wanderings() {
    let ways = std::env::var("DEMARCHE_WANDERINGS").ok().and_then(|ways| ways.parse().ok()).unwrap_or(20);
    for seed in 100..100 + ways {
        let threads = [1, 2, 8][usize::try_from(seed % 3).unwrap()];
        let (much, claimed) = (seed % 2 == 0, seed % 5 > 0);
        let visits = if seed % 8 == 0 { 4500 } else { 100 + seed % 7 * 60 };
        wander(Ground { visits, claimed, much, threads }, 40, seed);
    }
}
