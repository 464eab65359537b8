//! Histories over a small invented program, word for word.

use super::*;
use crate::engine::Native;
use crate::session::{Session, Text};

const PROGRAM: &str = r#"
.decl invited(who: symbol, day: date) open
.decl came(who: symbol, day: date) open
.decl owes(who: symbol) closed undetermined owes_undetermined
.decl owes_undetermined(who: symbol, from: date) closed
owes(who) :- invited(who, since), at(now), since <= now, !may_have_come(who), !has_come(who).
has_come(who) :- came(who, day), at(now), day <= now.
.decl has_come(who: symbol) closed
may_have_come(who) :- came(who, day), at(now), !(now < day), !(day <= now).
.decl may_have_come(who: symbol) closed
owes_undetermined(who, latest(since)) :- invited(who, since), at(now), !(since <= now), !(now < since).
owes_undetermined(who, latest(day)) :- invited(who, since), at(now), since <= now, came(who, day), may_have_come(who).
.article early { file = "early.txt", published = "1999-03-20" }
invited("A. Envoy", "1999-03") @confirmed.
.article late { file = "late.txt", published = "[1999-05-08..1999-05-10]" }
came("A. Envoy", "[1999-05-01..1999-05-03]") @confirmed.
"#;

fn shown(atom: Option<&str>) -> String {
    let mut session = Session::new(Box::new(Native));
    session.load(vec![Text::new("v.dl", PROGRAM)]).unwrap();
    let subjects = match atom {
        None => Subject::watched(&session),
        Some(atom) => {
            let body = session.question("q", atom, 1).unwrap();
            vec![Subject::asked(&session, &body).unwrap()]
        }
    };
    text(&timeline(&session, &subjects).unwrap(), None)
}

#[test]
fn a_debt_is_open_where_dates_are_and_ends_when_the_visit_is_known() {
    let expected = "\
by knowledge, judged at 1999-05-10; by the day judged, as of 1999-05-10
owes(\"A. Envoy\")
  known   1999-03-20 to 1999-05-07    holds  (early is out)
          1999-05-08 to 1999-05-09    possibly known  (late may be out)
          since 1999-05-10            does not follow  (late is out)
  judged  1999-03-01 to 1999-03-30    undetermined
          1999-03-31 to 1999-04-30    holds
          1999-05-01 to 1999-05-02    undetermined
          since 1999-05-03            does not follow
";
    assert_eq!(shown(Some("owes(who)")), expected);
}

#[test]
fn without_an_atom_the_main_conclusions_of_a_plain_program_are_followed() {
    let all = shown(None);
    let facts: Vec<&str> = all.lines().filter(|line| line.ends_with(')') && !line.starts_with(' ')).collect();
    let expected = [
        "owes(\"A. Envoy\")",
        "owes_undetermined(\"A. Envoy\", \"1999-03-31\")",
        "owes_undetermined(\"A. Envoy\", \"1999-05-03\")",
        "has_come(\"A. Envoy\")",
        "may_have_come(\"A. Envoy\")",
    ];
    assert_eq!(facts, expected);
}

#[test]
fn what_never_follows_has_no_history() {
    assert_eq!(shown(Some("owes(\"B. Consul\")")), "nothing follows on any day\n");
}
