//! Changes over a small invented program, word for word.

use super::*;
use crate::engine::Native;
use crate::evidence::Lens;
use crate::program::ir::RelationId;
use crate::session::{Session, Text};

const PROGRAM: &str = r#"
.decl invited(who: symbol, to: symbol) open
.decl came(who: symbol, to: symbol, day: date) open
.decl came_once(who: symbol, to: symbol) closed
.decl awaited(who: symbol, to: symbol) closed
came_once(who, to) :- came(who, to, day), at(today), day <= today.
awaited(who, to) :- invited(who, to), !came_once(who, to).
.article early { file = "early.txt", published = "1999-03-01" }
invited("A. Envoy", "Utopia") @confirmed("was asked to come", id: "asked").
.article late { file = "late.txt", published = "1999-05-02" }
came("A. Envoy", "Utopia", "1999-05-01") @confirmed("arrived in Utopia", id: "arrived").
invited("B. Consul", "Utopia") @announced("will be asked").
"#;

/// The changes between the lenses that directives make.
fn compared(from: &str, to: &str, detail: Detail) -> String {
    let mut session = Session::new(Box::new(Native));
    session.load(vec![Text::new("v.dl", PROGRAM)]).unwrap();
    let mut lens = |directives: &str| -> Lens {
        let plain = session.lens().clone();
        session.enter("lens", directives, 1).unwrap();
        let made = session.lens().clone();
        session.set_lens(plain, "");
        made
    };
    let (from, to) = (lens(from), lens(to));
    text(&changes(&session, &from, &to, None, usize::MAX).unwrap(), detail)
}

#[test]
fn what_appears_is_led_back_to_new_claims_and_what_falls_to_what_stands_in_its_way() {
    let expected = "\
came_once +1
  + came_once(\"A. Envoy\", \"Utopia\")
      now shown: came(\"A. Envoy\", \"Utopia\", \"1999-05-01\")  [arrived, confirmed: “arrived in Utopia”]
awaited +1 -1
  + awaited(\"B. Consul\", \"Utopia\")
      now shown: invited(\"B. Consul\", \"Utopia\")  [late:12, announced: “will be asked”]
  - awaited(\"A. Envoy\", \"Utopia\")
      now: came_once(\"A. Envoy\", \"Utopia\")
besides: invited +1, came +1
";
    assert_eq!(compared(".as_of \"1999-04\"", "", Detail::default()), expected);
}

#[test]
fn the_way_back_is_told_the_other_way_round() {
    let expected = "\
came_once -1
  - came_once(\"A. Envoy\", \"Utopia\")
      no longer shown: came(\"A. Envoy\", \"Utopia\", \"1999-05-01\")  [arrived, confirmed: “arrived in Utopia”]
awaited +1
  + awaited(\"A. Envoy\", \"Utopia\")
      no longer: came_once(\"A. Envoy\", \"Utopia\")
besides: came -1
";
    assert_eq!(compared("", ".retract arrived", Detail::default()), expected);
}

#[test]
fn what_is_long_is_folded() {
    let detail = Detail { rows: Some(0), other: true, ..Detail::default() };
    let expected = "\
awaited -1
  - … and 1 more
invited -1
  - … and 1 more
";
    assert_eq!(compared("", ".trust confirmed", detail), expected);
    assert_eq!(compared("", "", detail), "nothing differs\n");
}

#[test]
fn assumptions_are_reasons() {
    let expected = "\
came_once +1
  + came_once(\"C. Clerk\", \"Utopia\")
      now shown: came(\"C. Clerk\", \"Utopia\", \"1999-01\")  [assumption:1, taken as confirmed]
besides: came +1
";
    assert_eq!(
        compared("", ".assume came(\"C. Clerk\", \"Utopia\", \"1999-01\")", Detail::default()),
        expected
    );
}

#[test]
fn what_only_says_claims_again_is_no_main_conclusion() {
    let mut session = Session::new(Box::new(Native));
    let words = ".decl words_of(who: symbol, words: symbol)\n\
                words_of(who, words) :- claim_speaker(name, _, who), claim_quote(name, words).\n";
    session.load(vec![Text::new("v.dl", PROGRAM), Text::new("words.dl", words)]).unwrap();
    let before = Lens { as_of: crate::date::Date::parse("1999-04").ok(), ..session.lens().clone() };
    let changes = changes(&session, &before, session.lens(), None, 0).unwrap();
    let names = |changed: &[Changed]| changed.iter().map(|it| it.relation.clone()).collect::<Vec<_>>();
    assert_eq!(names(&changes.main), ["came_once", "awaited"]);
    assert_eq!(names(&changes.other), ["invited", "came", "words_of"]);
}

#[test]
fn only_the_relation_asked_for_is_compared() {
    let mut session = Session::new(Box::new(Native));
    session.load(vec![Text::new("v.dl", PROGRAM)]).unwrap();
    let before = Lens { as_of: crate::date::Date::parse("1999-04").ok(), ..session.lens().clone() };
    let awaited = session.program().relations.iter().position(|it| it.name == "awaited").map(RelationId);
    let changes = changes(&session, &before, session.lens(), awaited, 0).unwrap();
    let relations: Vec<&str> = changes.main.iter().map(|it| it.relation.as_str()).collect();
    assert_eq!((relations, changes.other), (vec!["awaited"], Vec::new()));
}
