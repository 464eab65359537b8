//! Levels of trust told by the facts that the rows of an answer can rest on: the same levels, and nothing inferred there.

use super::*;
use crate::engine::Native;
use crate::evidence::{Grade, Lens};

const RULES: &str = r#"
.decl visit(name: symbol, who: symbol, to: symbol, day: number) open assumable
.decl leader(who: symbol, of: symbol)
.decl went(name: symbol, from: symbol, to: symbol, day: number)
went(v, a, b, d) :- visit(v, p, b, d), leader(p, a).
.decl returned(name: symbol)
returned(v) :- went(v, a, b, d), went(_, b, a, e), d < e.
.decl outstanding(name: symbol, to: symbol) closed
outstanding(v, b) :- visit(v, _, b, _), !returned(v).
.decl visits(who: symbol, n: number)
visits(p, n) :- leader(p, _), n = count : { visit(_, p, _, _) }.
.decl reached(from: symbol, to: symbol)
reached(a, b) :- went(_, a, b, _).
reached(a, c) :- reached(a, b), went(_, b, c, _).
.decl refused(who: symbol)
refused(p) :- visit(_, p, _, _) @denied, !sure(p).
.decl sure(who: symbol)
sure(p) :- visit(_, p, _, _) @announced.
.decl stays(who: symbol)
stays(p) :- leader(p, _), !called_away(p).
.decl called_away(who: symbol)
called_away(p) :- visit(_, p, "c", _), !let_off(p).
.decl let_off(who: symbol)
let_off(p) :- visit(_, p, "d", _).
reached("d", "a").
.decl told(n: number)
told(n) :- n = count : { claim(_, "visit", _, _, _, _, _, _) }.

leader("A", "a"). leader("B", "b"). leader("C", "c").
visit("plain", "A", "c", 9).
.article courier { file = "courier.txt", published = "1999-05-03" }
visit("v1", "A", "b", 1) @confirmed("went", id: "k1").
visit("v2", "B", "a", 2) @announced("goes", id: "k2").
visit("v3", "B", "c", 3) @expected("will go", id: "k3") @denied("will not", id: "k4").
visit("v4", "C", "a", 4) @possible("may go", id: "k5").
visit("v5", "C", "b", 5) @denied("does not", id: "k6").
visit("plain", "A", "c", 9) @expected("will go too", id: "k7").
visit("v7", "A", "d", 7) @possible("may go there", id: "k8").
"#;

const QUESTIONS: [&str; 14] = [
    "outstanding(v, to)",
    "outstanding(\"v1\", to)",
    "visit(v, \"B\", to, d)",
    "visits(\"B\", n)",
    "visits(who, n), n > 0",
    "reached(\"a\", to)",
    "reached(\"c\", \"b\")",
    "refused(who)",
    "stays(who)",
    "reached(\"d\", to)",
    "sure(who), !refused(who)",
    "leader(p, a), n = count : { went(_, a, _, _) }",
    "visit(v, p, to, d) @expected, !returned(v)",
    "told(n)",
];

fn session_of(few_facts: usize) -> Session {
    let mut session = Session::new(Box::new(Native)).demanding(few_facts);
    if let Err(failure) = session.load(vec![Text::new("visits.dl", RULES)]) {
        panic!("{failure}");
    }
    session
}

/// The rows of a question with their levels, and what else is told of it.
fn told(session: &mut Session, question: &str) -> String {
    let answer = ask(session, question);
    let rows: Vec<(Vec<Word>, Vec<Grade>)> =
        answer.rows.iter().map(|row| (row.values.clone(), row.levels.clone())).collect();
    let values: Vec<Vec<Word>> = rows.iter().map(|(values, _)| values.clone()).collect();
    let levels: Vec<&Vec<Grade>> = rows.iter().map(|(_, levels)| levels).collect();
    format!("{} {:?} {levels:?}", answer.verdict.name(), shown(session, &answer.columns, &values))
}

#[test]
fn levels_are_those_that_are_inferred_whole() {
    let changes = [
        ".trust possible",
        ".assume visit(\"v6\", \"C\", \"b\", 6) @announced",
        ".retract k2",
        ".retract visit(_, \"C\", _, _)",
        ".assume visit(\"v3\", \"B\", \"c\", 3)",
        ".trust expected",
    ];
    let mut whole = session_of(usize::MAX);
    for (at, change) in changes.iter().enumerate() {
        enter(&mut whole, change);
        let mut sliced = session_of(0);
        changes[..=at].iter().for_each(|change| enter(&mut sliced, change));
        for question in QUESTIONS {
            assert_eq!(told(&mut sliced, question), told(&mut whole, question), "{change}: {question}");
        }
    }
}

#[test]
fn nothing_is_inferred_at_a_level_of_which_only_rows_are_told() {
    let has_stricter = |session: &Session| {
        let stricter = Lens { trust: Grade::Confirmed, ..session.lens().clone() };
        session.concluded.borrow().has_near(&session.place(&stricter))
    };
    let mut session = session_of(0);
    assert!(told(&mut session, "outstanding(\"v2\", to)").ends_with("[[Announced, Expected, Possible]]"));
    assert!(!has_stricter(&session));
    // What rests on all claims is inferred whole.
    told(&mut session, "told(n)");
    assert!(has_stricter(&session));
}
