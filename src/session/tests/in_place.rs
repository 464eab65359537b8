//! Relations whose rules were put in place: derived for those who ask, and for nobody else.

use super::*;
use crate::program::ir::RelationId;

const EVENTS: &str = r#"
.decl event(name: symbol, day: number) assumable
event("talks", 1). event("visit", 2). event("summit", 3).
.decl marked(name: symbol)
marked("talks").
// All pairs of events, put in place where it is used.
.decl earlier(first: symbol, second: symbol) inline
earlier(x, y) :- event(x, d), event(y, e), d < e.
.decl after_marked(name: symbol)
after_marked(y) :- marked(x), earlier(x, y).
"#;

/// How many rows of a relation are among what follows unasked.
fn unasked(session: &Session, relation: &str) -> usize {
    let id = session.program().relations.iter().position(|it| it.name == relation).map(RelationId);
    let concluded = session.conclusions().unwrap_or_else(|failure| panic!("{failure}"));
    id.and_then(|id| concluded.tables.get(id.0)).map_or(0, crate::store::Table::len)
}

#[test]
fn what_was_put_in_place_is_derived_only_when_it_is_asked_for() {
    let mut session = loaded(EVENTS);
    assert_eq!((unasked(&session, "earlier"), unasked(&session, "after_marked")), (0, 2));
    assert_eq!(rows(&mut session, "earlier(x, y)"), ["talks | summit", "talks | visit", "visit | summit"]);
    assert_eq!(rows(&mut session, "after_marked(x), !earlier(x, \"summit\")"), ["summit"]);
}

#[test]
fn a_difference_does_not_depend_on_what_was_asked_before() {
    let mut session = loaded(EVENTS);
    let before = session.lens().clone();
    assert_eq!(rows(&mut session, "earlier(x, y)").len(), 3);
    enter(&mut session, ".assume event(\"treaty\", 4)");
    let found = session.difference(&before, session.lens()).unwrap_or_else(|failure| panic!("{failure}"));
    let name = |id: RelationId| session.program().relations[id.0].name.as_str();
    let differing: Vec<_> = found.relations.iter().map(|it| (name(it.relation), it.appeared.len())).collect();
    assert_eq!(differing, [("event", 1), ("after_marked", 1)]);
    assert_eq!(rows(&mut session, "earlier(x, \"treaty\")").len(), 3);
}

#[test]
fn what_another_relation_names_is_derived() {
    // As the cases that are left open of another relation.
    let named = format!(
        "{EVENTS} .decl done(name: symbol) undetermined open_case
        done(x) :- marked(x), event(x, 0).
        .decl open_case(name: symbol, day: date) inline
        open_case(x, \"2024\") :- marked(x)."
    );
    assert_eq!(unasked(&loaded(&named), "open_case"), 1);
    // What gives way is no rule that could have anything put in place.
    let settled = format!(
        "{EVENTS} .decl last(name: symbol)
        last(x) :- event(x, _).
        last(x) <= last(y) :- earlier(x, y)."
    );
    let session = loaded(&settled);
    assert_eq!((unasked(&session, "last"), unasked(&session, "earlier")), (1, 3));
}
