//! Questions answered by demand: the same answers, from less.

use super::*;
use crate::engine::Native;
use crate::program::ir::RelationId;

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
