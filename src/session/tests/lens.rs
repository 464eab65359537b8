//! What the lens shows: days, trust, articles, speakers, hypotheticals and retractions.

use super::*;

fn visits(session: &mut Session) -> Vec<String> {
    rows(session, "visit(v, _, _, _)").into_iter().map(|row| row.replace(" | ", " ")).collect()
}

#[test]
fn only_articles_certainly_out_speak() {
    let mut session = session();
    enter(&mut session, ".as_of \"1999-05-02\"");
    assert_eq!(visits(&mut session), [""; 0]);
    enter(&mut session, ".as_of \"1999-05-03\"");
    assert_eq!(visits(&mut session), ["v1 expected", "v2 confirmed"]);
    enter(&mut session, ".as_of \"1999-06-15\"");
    let answer = ask(&mut session, "visit(v, _, _, _)");
    let held_back: Vec<String> = answer.maybe_out.iter().map(|(name, day)| format!("{name} {day}")).collect();
    assert_eq!((answer.rows.len(), held_back), (2, vec!["herald [1999-06-01..1999-06-30]".to_owned()]));
    enter(&mut session, ".as_of \"1999-06-15\" possibly");
    assert_eq!(visits(&mut session), ["v1 confirmed", "v2 confirmed", "v3 confirmed"]);
    assert_eq!(ask(&mut session, "visit(v, _, _, _)").maybe_out, []);
}

#[test]
fn the_days_are_the_latest_possible_publication_unless_set() {
    let mut session = session();
    assert_eq!(rows(&mut session, "as_of(a), at(b)"), ["1999-06-30 | 1999-06-30 | confirmed"]);
    enter(&mut session, ".at \"1999-05\"");
    assert_eq!(rows(&mut session, "as_of(a), at(b)"), ["1999-06-30 | 1999-05 | confirmed"]);
}

#[test]
fn trust_hides_what_is_less_sure_and_no_denial() {
    let mut session = session();
    enter(&mut session, ".trust confirmed");
    assert_eq!(visits(&mut session), ["v1 confirmed", "v2 confirmed", "v3 confirmed"]);
    assert_eq!(
        rows(&mut session, "claim(i, \"visit\", k, a, _, _, _, _)"),
        [
            "april | confirmed | courier | confirmed",
            "denial | denied | courier | confirmed",
            "june | confirmed | herald | confirmed",
            "never | denied | herald | confirmed",
            "second | confirmed | herald | confirmed",
        ]
    );
}

#[test]
fn articles_and_speakers_are_chosen_by_name() {
    let mut session = session();
    enter(&mut session, ".articles herald");
    assert_eq!(visits(&mut session), ["v1 confirmed", "v3 confirmed"]);
    assert_eq!(rows(&mut session, "article(a, _, _)"), ["herald | confirmed"]);
    enter(&mut session, ".articles all");
    enter(&mut session, ".speakers \"News Agency\"");
    assert_eq!(visits(&mut session), ["v1 expected"]);
    enter(&mut session, ".speakers except \"News Agency\", \"herald\"");
    assert_eq!(visits(&mut session), ["v2 confirmed"]);
    assert_eq!(refused(session.enter("<prompt>", ".articles currier", 1)), "no article is called `currier`");
    assert_eq!(visits(&mut session), ["v2 confirmed"]);
}

#[test]
fn a_hypothetical_is_seen_on_every_day_and_can_be_taken_back() {
    let mut session = session();
    enter(&mut session, ".as_of \"1990\"");
    enter(&mut session, ".assume visit(\"v9\", \"Envoy A\", \"Utopia\", \"1989\")");
    assert_eq!(rows(&mut session, "visited(p, c)"), ["A. Envoy | Utopia | confirmed"]);
    enter(&mut session, ".assume visit(\"v8\", \"B. Minister\", \"Utopia\", \"1989\") @announced");
    assert_eq!(visits(&mut session), ["v8 announced", "v9 confirmed"]);
    enter(&mut session, ".retract assumption:1");
    assert_eq!(visits(&mut session), ["v8 announced"]);
    enter(&mut session, ".assume visit(\"v7\", \"B. Minister\", \"Utopia\", \"1988\") @denied");
    assert_eq!(verdict(&mut session, "visit(\"v7\", _, _, _)"), "denied");
    assert_eq!(
        refused(session.enter("<prompt>", ".assume visited(\"A. Envoy\", \"Utopia\")", 1)),
        "`visited` is derived by rules and cannot be assumed"
    );
}

#[test]
fn claims_articles_and_facts_are_retracted_with_what_rests_on_them_alone() {
    let mut session = session();
    enter(&mut session, ".retract second");
    assert_eq!(
        rows(&mut session, "visited(p, c)"),
        ["A. Envoy | Ruritania | confirmed", "B. Minister | Ruritania | confirmed"]
    );
    enter(&mut session, ".retract visit(_, \"B. Minister\", _, _)");
    assert_eq!(rows(&mut session, "visited(p, c)"), ["A. Envoy | Ruritania | confirmed"]);
    assert_eq!(session.lens().lost_grounds(session.lowered()), []);
    enter(&mut session, ".retract courier");
    assert_eq!(visits(&mut session), [""; 0]);
    let lost: Vec<String> = session
        .lens()
        .lost_grounds(session.lowered())
        .into_iter()
        .map(|it| format!("{} rests on {}", it.of, it.ground))
        .collect();
    assert_eq!(lost, ["herald rests on april", "herald rests on courier", "second rests on plan"]);
    assert_eq!(
        refused(session.enter("<prompt>", ".retract secnod", 1)),
        "no claim or article is called `secnod`"
    );
}

#[test]
fn plain_facts_are_retracted_too() {
    let mut session = session();
    enter(&mut session, ".retract leader(\"B. Minister\")");
    assert_eq!(rows(&mut session, "leader(p)"), ["A. Envoy | confirmed"]);
}

#[test]
fn lenses_are_compared_relation_by_relation() {
    let session = session();
    let early = Lens { as_of: Some(crate::date::Date::parse("1999-05-10").unwrap()), ..Lens::default() };
    let difference = session.difference(&early, &Lens::default()).unwrap();
    let told: Vec<String> = difference
        .relations
        .iter()
        .map(|it| {
            let name = &session.program().relations[it.relation.0].name;
            format!("{name} +{} -{}", it.appeared.len(), it.fell.len())
        })
        .collect();
    assert_eq!(
        told,
        ["visit +2 -0", "visited +2 -0", "planned +0 -1", "free +1 -0", "debt_undetermined +1 -0"]
    );
    assert_eq!(difference.counts(), (6, 1));
}

#[test]
fn a_change_can_be_undone() {
    let mut session = session();
    enter(&mut session, ".trust confirmed");
    enter(&mut session, ".as_of \"1990\"");
    assert_eq!(session.undo().as_deref(), Some("as of 1990"));
    assert_eq!(session.lens().trust, crate::evidence::Grade::Confirmed);
    assert_eq!(visits(&mut session).len(), 3);
    assert_eq!(session.undo().as_deref(), Some("trust confirmed"));
    assert_eq!(session.undo().as_deref(), Some("loaded utopia.dl"));
    assert_eq!(session.undo(), None);
    assert_eq!(session.program().relations.len(), 0);
}
