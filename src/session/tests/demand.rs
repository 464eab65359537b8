//! Questions answered by demand: the same answers, from less.

use std::collections::BTreeSet;

use super::*;
use crate::engine::Native;
use crate::evidence::Grade;
use crate::program::ir::RelationId;
use crate::standard::bundled::TEXTS;

/// Twenty nodes in a row and a closure of them, with what rests on it.
fn program() -> String {
    let edges: Vec<String> = (10..30).map(|at| format!("edge(\"n{at}\", \"n{}\").", at + 1)).collect();
    let edges = edges.join(" ");
    format!(
        ".decl edge(a: symbol, b: symbol) {edges}
         .decl path(a: symbol, b: symbol)
         path(x, y) :- edge(x, y).
         path(x, z) :- edge(x, y), path(y, z).
         .decl apart(a: symbol, b: symbol)
         apart(x, y) :- edge(x, _), edge(y, _), !path(x, y).
         .decl from_n28(b: symbol)
         from_n28(y) :- path(\"n28\", y)."
    )
}

fn session_of(few_facts: usize) -> Session {
    let mut session = Session::new(Box::new(Native)).demanding(few_facts);
    if let Err(failure) = session.load(vec![Text::new("paths.dl", program())]) {
        panic!("{failure}");
    }
    session
}

fn held(session: &Session, relation: &str) -> bool {
    let id = session.program().relations.iter().position(|it| it.name == relation).map(RelationId);
    let line = session.line(&session.place(session.lens()), session.lens());
    let Ok(line) = line else { panic!("nothing stands in the way") };
    let held = id.is_some_and(|id| line.held.contains(&id));
    session.concluded.borrow_mut().keep(line);
    held
}

#[test]
fn an_answer_by_demand_is_the_answer() {
    let questions = [
        "path(\"n28\", x)",
        "path(x, \"n12\")",
        "path(\"n28\", \"n30\")",
        "path(\"n30\", \"n28\")",
        "path(\"n12\", x), path(x, \"n15\")",
        "edge(x, \"n12\"), path(x, y), y < \"n15\"",
        "edge(x, _), !path(x, \"n29\")",
        "n = count : { path(\"n25\", _) }",
        "path(\"n28\", x) ; path(x, \"n11\")",
        "apart(\"n12\", x)",
        "from_n28(x)",
    ];
    let (mut whole, mut asked) = (session_of(usize::MAX), session_of(0));
    for question in questions {
        assert_eq!(rows(&mut asked, question), rows(&mut whole, question), "{question}");
    }
    assert!(held(&whole, "path"));
}

#[test]
fn what_is_asked_by_demand_is_not_derived_whole() {
    let mut session = session_of(0);
    let count =
        |session: &Session| session.conclusions_for([], session.lens()).map(|database| database.rows()).ok();
    let before = count(&session);
    assert_eq!(rows(&mut session, "path(\"n28\", x)"), ["n29", "n30"]);
    assert_eq!(rows(&mut session, "from_n28(x)"), ["n29", "n30"]);
    assert!(!held(&session, "path") && !held(&session, "from_n28"));
    // Its own answers are gone with it.
    assert_eq!(count(&session), before);
    assert_eq!(rows(&mut session, "path(x, y), x > \"n27\"").len(), 3);
    assert!(held(&session, "path"));
}

#[test]
fn what_is_denied_by_a_rule_is_derived_whole_and_kept() {
    let mut session = session_of(0);
    assert_eq!(rows(&mut session, "apart(\"n29\", x)").len(), 20);
    assert!(held(&session, "path"));
}

#[test]
fn a_question_after_a_change_sees_it() {
    for few_facts in [0, usize::MAX] {
        let mut session = session_of(few_facts);
        assert_eq!(rows(&mut session, "path(\"n29\", x)"), ["n30"]);
        enter(&mut session, ".assume edge(\"n30\", \"n28\")");
        assert_eq!(rows(&mut session, "path(\"n29\", x)"), ["n28", "n29", "n30"], "{few_facts}");
        enter(&mut session, ".retract edge(\"n29\", \"n30\")");
        assert_eq!(rows(&mut session, "path(\"n29\", x)").len(), 0, "{few_facts}");
        assert_eq!(rows(&mut session, "path(\"n30\", x)"), ["n28", "n29"], "{few_facts}");
    }
}

#[test]
fn constants_that_nothing_has_are_told_of_with_the_nearest() {
    for few_facts in [0, usize::MAX] {
        let mut session = session_of(few_facts);
        let warnings = ask(&mut session, "path(\"n299\", x)").warnings;
        let told: Vec<_> = warnings.iter().map(|it| (it.message.as_str(), it.help.join(" "))).collect();
        let message = "no fact of `path` has \"n299\" as `a`";
        assert_eq!(told, [(message, "did you mean \"n29\"?".to_owned())], "{few_facts}");
        // n10 is reached from nowhere, but is not unknown as the end of one.
        let warnings = ask(&mut session, "path(x, \"n10\")").warnings;
        assert_eq!(warnings.len(), 1, "{few_facts}");
    }
}

#[test]
fn of_many_claims_nothing_is_inferred_before_it_is_asked_for() {
    let mut many = Session::new(Box::new(Native)).demanding(0);
    if let Err(failure) = many.load(vec![Text::new("utopia.dl", PROGRAM)]) {
        panic!("{failure}");
    }
    let mut few = session();
    assert!(many.follows_when_asked().is_ok_and(|it| it) && few.follows_when_asked().is_ok_and(|it| !it));
    for question in ["visited(who, where)", "free(who)", "visited(\"B. Minister\", \"Utopia\")"] {
        assert_eq!(rows(&mut many, question), rows(&mut few, question), "{question}");
        assert_eq!(ask(&mut many, question).verdict, ask(&mut few, question).verdict, "{question}");
    }
    assert!(held(&many, "visited") && !held(&many, "debt"));
}

/// Events with their days, each pair of which is in order by the surest ground; what is ordered directly is no order through others.
const ORDERS: &str = r#"
.decl day_of(event: symbol, day: date) open
.decl follows(one: symbol, other: symbol) open
.decl dated(one: symbol, other: symbol, how: symbol) closed magic
.decl dated_surely(one: symbol, other: symbol) closed magic
.decl order(one: symbol, other: symbol, how: symbol) closed magic
.decl direct(one: symbol, other: symbol) closed magic
.decl leads(one: symbol, other: symbol) closed
.decl once(event: symbol) closed
dated(x, y, "surely") :- day_of(x, d), day_of(y, e), d < e.
dated(x, y, "perhaps") :- day_of(x, d), day_of(y, e), may_precede(d, e), x != y.
dated_surely(x, y) :- dated(x, y, "surely"), dated(x, y, "perhaps").
leads(x, y) :- follows(x, y).
leads(x, z) :- leads(x, y), follows(y, z).
direct(x, y) :- dated(x, y, _).
direct(x, y) :- follows(x, y).
order(x, y, how) :- dated(x, y, how), how = "surely".
order(x, y, how) :- dated(x, y, how), !dated_surely(x, y).
order(x, y, "through") :- leads(x, y), !direct(x, y).
once(x) :- day_of(x, _).
.article courier { file = "courier.txt", published = "1999-05-03" }
day_of("a", "1999-01-01") @confirmed("on the first").
day_of("b", "1999-01") @announced("in January").
day_of("c", "1999-02-01") @confirmed("a month later").
day_of("d", "1999-02-01") @expected("as well").
follows("d", "c") @confirmed("then").
follows("c", "b") @possible("perhaps after that").
follows("b", "e") @confirmed("at last").
follows("e", "f") @confirmed("and then").
"#;

fn orders(few_facts: usize) -> Session {
    let mut session = Session::new(Box::new(Native)).demanding(few_facts);
    if let Err(failure) = session.load(vec![Text::new("orders.dl", ORDERS)]) {
        panic!("{failure}");
    }
    session
}

#[test]
fn of_many_claims_what_is_magic_is_asked_for_also_where_it_is_denied() {
    let (mut many, mut few) = (orders(0), orders(usize::MAX));
    assert_eq!(
        rows(&mut many, "order(\"d\", x, how)"),
        ["b | through | possible", "e | through | possible", "f | through | possible"]
    );
    for question in [
        "order(\"a\", x, how)",
        "order(x, \"c\", how)",
        "order(\"a\", \"d\", how)",
        "order(\"c\", \"a\", _)",
        "dated(x, \"b\", how)",
        "direct(\"e\", x)",
        "follows(x, _), order(\"b\", x, how)",
        "once(x), !order(x, \"c\", _)",
    ] {
        assert_eq!(rows(&mut many, question), rows(&mut few, question), "{question}");
        assert_eq!(ask(&mut many, question).verdict, ask(&mut few, question).verdict, "{question}");
    }
    for relation in ["order", "dated", "dated_surely", "direct"] {
        assert!(!held(&many, relation) && held(&few, relation), "{relation}");
    }
    // What binds nothing is asked for whole.
    assert_eq!(rows(&mut many, "order(x, y, how)"), rows(&mut few, "order(x, y, how)"));
}

#[test]
fn of_many_claims_what_is_magic_is_in_no_difference() {
    let differing = |session: &Session| {
        let before = Lens { trust: Grade::Confirmed, ..session.lens().clone() };
        let found = session.difference(&before, session.lens());
        let found = found.unwrap_or_else(|failure| panic!("{failure}"));
        let name = |id: RelationId| session.program().relations[id.0].name.to_string();
        let relations: Vec<String> = found.relations.iter().map(|it| name(it.relation)).collect();
        (relations, found.left_out.into_iter().map(name).collect::<Vec<String>>())
    };
    let whole = ["day_of", "follows", "dated", "dated_surely", "order", "direct", "leads", "once"];
    assert_eq!(differing(&orders(usize::MAX)), (whole.map(str::to_owned).to_vec(), Vec::new()));
    let (kept, left) = (["day_of", "follows", "leads", "once"], ["dated", "dated_surely", "order", "direct"]);
    assert_eq!(differing(&orders(0)), (kept.map(str::to_owned).to_vec(), left.map(str::to_owned).to_vec()));
}

#[test]
fn of_many_claims_the_order_of_one_event_is_that_among_all() {
    let bundled = |few_facts| {
        let mut session = Session::new(Box::new(Native)).demanding(few_facts);
        let texts = TEXTS.iter().map(|(name, text)| Text::new(*name, *text));
        session.load(texts.collect()).unwrap_or_else(|failure| panic!("{failure}"));
        session
    };
    let (mut many, mut few) = (bundled(0), bundled(usize::MAX));
    let names: BTreeSet<String> = ask(&mut few, "before(x, _, _, _, _)")
        .rows
        .iter()
        .map(|row| few.dictionary().text(row.values[0]).to_owned())
        .collect();
    assert!(names.len() > 50);
    for name in names.iter().step_by(20) {
        for question in [format!("before(\"{name}\", y, c, k, b)"), format!("before(x, \"{name}\", c, k, b)")]
        {
            assert_eq!(rows(&mut many, &question), rows(&mut few, &question), "{question}");
        }
    }
    assert!(!held(&many, "before") && held(&few, "before"));
}
