//! Proofs through rules that were put in place, and of facts of relations that are.

use crate::engine::Native;
use crate::explain::{Bounds, Form, Layout, Reach, show_why, show_whynot, why, whynot};
use crate::session::{Session, Text};
use crate::syntax::tree::Body;

const EVENTS: &str = r#".decl event(name: symbol, day: number)
event("talks", 1). event("visit", 2). event("summit", 3).
.decl marked(name: symbol)
marked("summit").
.decl earlier(first: symbol, second: symbol) inline
earlier(first, second) :- event(first, one), event(second, other), one < other.
.decl after_marked(name: symbol)
after_marked(name) :- marked(other), earlier(other, name).
"#;

fn told(question: &str, tell: impl Fn(&Session, &Body) -> String) -> String {
    let mut session = Session::new(Box::new(Native));
    session.load(vec![Text::new("events.dl", EVENTS)]).expect("the program is sound");
    let body = session.question("<question>", question, 1).expect("it is a question");
    tell(&session, &body)
}

#[test]
fn a_fact_of_a_relation_put_in_place_is_proved() {
    let proof = told("earlier(\"visit\", x)", |session, body| {
        show_why(
            &why(session, body, None, Bounds::default()).expect("it ends"),
            Form::Text,
            Layout::default(),
        )
    });
    let expected = "earlier(\"visit\", \"summit\")  [earlier#1, events.dl:6]
├─ event(\"visit\", 2)  [events.dl:2]
├─ event(\"summit\", 3)  [events.dl:2]
└─ 2 < 3
";
    assert_eq!(proof, expected);
}

#[test]
fn variables_of_rules_put_in_place_keep_their_names_where_they_can() {
    let account = told("after_marked(\"none\")", |session, body| {
        let account = whynot(session, body, Reach { together: 0, ..Reach::default() }).expect("it ends");
        show_whynot(&account, Form::Text, Layout::default())
    });
    let expected = "no after_marked(\"none\")  (it does not follow)
  by after_marked#1, events.dl:8:
    ✓ marked(\"summit\")
    ✓ event(\"summit\", 3)
    ✗ event(\"none\", other 1)
    ? 3 < other 1
";
    assert_eq!(account, expected);
}
