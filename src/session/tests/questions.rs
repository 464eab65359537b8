//! Rows with their certainty, and the reasons of empty answers.

use super::*;
use crate::evidence::Grade;

#[test]
fn rows_carry_the_strongest_trust_at_which_they_follow() {
    let mut session = session();
    assert_eq!(
        rows(&mut session, "visit(v, p, c, d)"),
        [
            "v1 | A. Envoy | Utopia | 1999-06 | expected",
            "v1 | A. Envoy | Utopia | 1999-06-02 | confirmed",
            "v2 | A. Envoy | Ruritania | 1999-04 | confirmed",
            "v3 | B. Minister | Ruritania | 1999-06 | confirmed",
        ]
    );
    assert_eq!(rows(&mut session, "visited(p, \"Utopia\")"), ["A. Envoy | confirmed"]);
}

#[test]
fn plain_programs_have_no_certainty() {
    let mut session = loaded(".decl edge(a: number, b: number) edge(1, 2).");
    assert_eq!(rows(&mut session, "edge(a, b)"), ["1 | 2"]);
    assert_eq!(ask(&mut session, "edge(1, 2)").certainty(), None);
}

#[test]
fn with_negation_a_row_may_skip_levels() {
    // free(p) :- leader(p), !planned(p, _).   planned needs @expected, and at `confirmed` nothing expected is seen
    let mut session = session();
    enter(&mut session, ".as_of \"1999-05-10\"");
    assert_eq!(rows(&mut session, "planned(p, c)"), ["A. Envoy | Utopia | expected"]);
    assert_eq!(rows(&mut session, "free(p)"), ["B. Minister | confirmed"]);
    enter(&mut session, ".trust announced");
    let answer = ask(&mut session, "free(p)");
    let levels: Vec<_> = answer.rows.iter().map(|row| row.levels.clone()).collect();
    assert_eq!(levels, [[Grade::Confirmed, Grade::Announced], [Grade::Confirmed, Grade::Announced]]);
}

#[test]
fn questions_may_use_any_name_and_ask_for_claims() {
    let mut session = session();
    assert_eq!(
        rows(&mut session, "visit(_, \"Envoy A\", c, _) @{claim: i, certainty: k, origin: o}"),
        [
            "Ruritania | april | confirmed | courier",
            "Utopia | denial | denied | B. Spokesman",
            "Utopia | plan | expected | an official (anonymous, courier)",
            "Utopia | second | confirmed | herald",
        ]
    );
}

#[test]
fn an_empty_answer_says_which_it_is() {
    let mut session = session();
    let cases = [
        ("visited(\"B. Minister\", \"Utopia\")", "false"),
        ("visit(_, \"B. Minister\", \"Utopia\", _)", "denied"),
        ("visit(_, \"C. Consul\", \"Utopia\", _)", "nobody says"),
        ("visited(p, c), visit(_, p, c, d), d < \"1990\"", "nobody says"),
        ("debt(\"B. Minister\", \"Utopia\")", "undetermined"),
        ("debt(\"A. Envoy\", \"Utopia\")", "yes"),
    ];
    for (question, expected) in cases {
        assert_eq!(verdict(&mut session, question), expected, "{question}");
    }
}

#[test]
fn a_denial_names_its_claims() {
    let mut session = session();
    let question = "visit(\"v4\", w, _, _)";
    assert_eq!(ask(&mut session, question).verdict, Verdict::Denied { claims: vec!["never".to_owned()] });
    // Held and denied at once: the answer is yes, and the denial stands beside it.
    let both = ask(&mut session, "visit(\"v1\", _, \"Utopia\", \"1999-06\")");
    assert_eq!((both.verdict, both.denials), (Verdict::Yes, vec!["denial".to_owned()]));
}

#[test]
fn what_is_only_expected_says_so() {
    let mut session = session();
    enter(&mut session, ".as_of \"1999-05-10\"");
    let only_expected = Verdict::Weaker { grade: Grade::Expected, claims: vec!["plan".to_owned()] };
    let answer = ask(&mut session, "visit(v, p, \"Utopia\", _) @confirmed");
    assert_eq!((answer.verdict, answer.denials), (only_expected.clone(), vec!["denial".to_owned()]));
    enter(&mut session, ".trust confirmed");
    assert_eq!(ask(&mut session, "visit(v, p, \"Utopia\", _)").verdict, only_expected);
}

/// The grade that a question falls short of is the strongest that it demands, or the trust of the lens.
#[test]
fn what_is_weaker_is_so_in_whatever_the_question_demands_most() {
    let grade = |session: &mut Session, question: &str| match ask(session, question).verdict {
        Verdict::Weaker { grade, .. } => Some(grade),
        _ => None,
    };
    let mut session = session();
    enter(&mut session, ".as_of \"1999-05-10\"");
    let both = "visit(v, _, \"Utopia\", _) @confirmed, visit(v, _, _, _) @possible";
    assert_eq!(grade(&mut session, both), Some(Grade::Expected));
    // What else the question asks for stays at the trust of the lens.
    enter(&mut session, ".assume visit(\"v9\", \"B. Minister\", \"Ruritania\", \"1989\") @possible");
    let with_another = "visit(\"v1\", _, \"Utopia\", _) @confirmed, visit(\"v9\", _, _, _)";
    assert_eq!(grade(&mut session, with_another), Some(Grade::Expected));
    // The lens may demand more than the question.
    enter(&mut session, ".trust confirmed");
    assert_eq!(grade(&mut session, "visit(\"v1\", _, \"Utopia\", _) @possible"), Some(Grade::Expected));
}

#[test]
fn nothing_is_merely_unsaid_of_relations_that_are_closed() {
    let mut session = session();
    // Each of the two has rows, and no row of one fits a row of the other.
    let apart = "visited(p, \"Utopia\"), debt(p, _), visited(p, \"Nowhere\")";
    assert_eq!(verdict(&mut session, apart), "false");
    let Verdict::False { closed } =
        ask(&mut session, "visited(p, \"Utopia\"), free(p), p < \"B\", p > \"B\"").verdict
    else {
        panic!("both relations are closed")
    };
    assert_eq!(closed, ["free", "visited"]);
    // `leader` is not declared to be open, and no claim tells of it.
    assert_eq!(verdict(&mut session, "leader(\"C. Consul\")"), "false");
    let open = ["visit", "visit@claims", "visit@denied", "leader", "visited", "unknown"];
    assert_eq!(open.map(|name| session.is_open(name)), [true, true, true, false, false, false]);
}

#[test]
fn undetermined_cases_come_once_each_and_in_order() {
    // debt_undetermined(p, "Utopia", e) :- visit(_, p, "Ruritania", d), …   and each leader goes with each case.
    let mut session = session();
    for (name, who) in [("v8", "Z. Consul"), ("v9", "C. Consul")] {
        enter(&mut session, &format!(".assume visit(\"{name}\", \"{who}\", \"Ruritania\", \"1999-06\")"));
    }
    let answer = ask(&mut session, "debt(who, \"Utopia\"), leader(l)");
    let who = |case: &Case| session.dictionary().text(case.row[0]).to_string();
    let cases: Vec<String> = answer.undetermined.iter().map(who).collect();
    assert_eq!(cases, ["B. Minister", "C. Consul", "Z. Consul"]);
}

#[test]
fn undetermined_cases_come_with_the_day_with_the_day_that_settles_them() {
    let mut session = session();
    let answer = ask(&mut session, "debt(who, \"Utopia\")");
    let cases: Vec<_> =
        answer.undetermined.iter().map(|case| (case.relation.as_str(), case.row.len())).collect();
    assert_eq!(cases, [("debt_undetermined", 3)]);
    let day = answer.undetermined.first().and_then(|case| case.row.last().copied()).unwrap();
    assert_eq!(session.dictionary().date_of(day).to_string(), "1999-07-01");
    assert_eq!(rows(&mut session, "debt(who, _)"), ["A. Envoy | confirmed"]);
}

#[test]
fn a_constant_that_nothing_has_is_told() {
    let mut session = session();
    let warnings = ask(&mut session, "visited(\"A. Envoi\", c)").warnings;
    let told: Vec<_> = warnings.iter().map(|it| (it.message.as_str(), it.help.as_slice())).collect();
    assert_eq!(
        told,
        [("no fact of `visited` has \"A. Envoi\" as `who`", &["did you mean \"A. Envoy\"?".to_owned()][..])]
    );
}

#[test]
fn a_constant_that_a_weaker_claim_or_a_denial_has_is_known() {
    let mut session = session();
    enter(&mut session, ".trust confirmed");
    for question in [
        "visit(\"v1\", _, _, _) @announced",
        "visit(\"v4\", _, _, _)",
        "visit(_, _, _, \"1999-06\") @confirmed",
    ] {
        assert_eq!(ask(&mut session, question).warnings, [], "{question}");
    }
    let warnings = ask(&mut session, "visit(\"v5\", _, _, _) @announced").warnings;
    let told: Vec<_> = warnings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(told, ["no fact of `visit` has \"v5\" as `name`"]);
}

#[test]
fn what_is_no_question_is_refused() {
    let mut session = session();
    assert_eq!(refused(session.ask("leader(x). leader(y).")), "one question is expected");
    assert_eq!(refused(session.ask("visitd(x)")), "unknown relation `visitd`");
    assert_eq!(
        refused(session.ask("visited(p, c) @confirmed")),
        "`@` on `visited`, which has no claims of its own: rules derive it"
    );
    let mut plain = loaded(".decl edge(a: number, b: number) edge(1, 2).");
    assert_eq!(
        refused(plain.ask("edge(1, b) @confirmed")),
        "`@` on `edge`, which has no claims of its own: no article speaks in this program"
    );
}

#[test]
fn what_follows_may_deny_a_conclusion() {
    // stayed_away(p, c, d) :- visit(_, p, c, d) @denied.
    let mut session = loaded(
        ".decl visit(name: symbol, who: symbol, where: symbol, day: date)
.decl came(who: symbol, where: symbol) open denied stayed_away
.decl stayed_away(who: symbol, where: symbol, day: date)
came(p, c) :- visit(_, p, c, _) @confirmed.
stayed_away(p, c, d) :- visit(_, p, c, d) @denied.
.article courier { file = \"courier.txt\", published = \"1999-05-03\" }
visit(\"v1\", \"A. Envoy\", \"Utopia\", \"1999\") @denied(\"never came\").
visit(\"v2\", \"B. Minister\", \"Utopia\", \"1999\") @confirmed(\"came\").",
    );
    assert_eq!(verdict(&mut session, "came(\"B. Minister\", \"Utopia\")"), "yes");
    assert_eq!(verdict(&mut session, "came(\"A. Envoy\", \"Ruritania\")"), "nobody says");
    let Verdict::Contradicted { cases } = ask(&mut session, "came(\"A. Envoy\", c)").verdict else {
        panic!("the denial is found")
    };
    let found: Vec<_> = cases.iter().map(|case| (case.relation.as_str(), case.row.len())).collect();
    assert_eq!(found, [("stayed_away", 3)]);
}

#[test]
fn what_is_told_not_to_be_so_counts_more_than_what_dates_leave_open() {
    let mut session = loaded(
        ".decl visit(name: symbol, who: symbol, day: date)
.decl came(who: symbol) open denied stayed_away undetermined perhaps_came
.decl stayed_away(who: symbol)
.decl perhaps_came(who: symbol, from: date)
came(p) :- visit(_, p, d) @confirmed, d < \"1999\".
stayed_away(p) :- visit(_, p, _) @denied.
perhaps_came(p, \"2000\") :- visit(_, p, d) @confirmed, may_precede(d, \"1999\"), !(d < \"1999\").
.article courier { file = \"courier.txt\", published = \"1999-05-03\" }
visit(\"v1\", \"A. Envoy\", \"1999\") @confirmed(\"came\").
visit(\"v2\", \"A. Envoy\", \"1998\") @denied(\"never came\").
visit(\"v3\", \"B. Minister\", \"1999~\") @confirmed(\"came\").",
    );
    assert_eq!(rows(&mut session, "perhaps_came(p, _)"), ["A. Envoy | confirmed", "B. Minister | confirmed"]);
    assert_eq!(verdict(&mut session, "came(\"A. Envoy\")"), "denied");
    assert_eq!(verdict(&mut session, "came(\"B. Minister\")"), "undetermined");
}

#[test]
fn a_day_that_is_not_the_lens_s_leads_to_what_sets_it() {
    let mut session = session();
    enter(&mut session, ".as_of \"1999-05-10\"");
    let hints = |session: &mut Session, question: &str| ask(session, question).hints;
    assert_eq!(
        hints(&mut session, "at(\"1999-05-01\")"),
        ["the day judged is 1999-05-10; `.at 1999-05-01` sets another"]
    );
    assert_eq!(
        hints(&mut session, "visited(p, \"Ruritania\"), as_of(\"1999-05-01\")"),
        ["the day of knowledge is 1999-05-10; `.as-of 1999-05-01` sets another"]
    );
    assert_eq!(hints(&mut session, "at(\"1999-05-10\")"), [""; 0]);
}

#[test]
fn where_one_constant_stands_in_the_way_what_stands_instead_is_told() {
    let mut session = session();
    let hints = |session: &mut Session, question: &str| ask(session, question).hints;
    assert_eq!(
        hints(&mut session, "visit(\"v2\", \"Envoy A\", \"Utopia\", day)"),
        ["with another value stands visit(\"v2\", \"A. Envoy\", \"Ruritania\", day)"]
    );
    assert_eq!(
        hints(&mut session, "visit(\"v1\", who, \"Utopia\", \"1999-07\")"),
        [
            "with another value stands visit(\"v1\", who, \"Utopia\", \"1999-06\"), visit(\"v1\", who, \"Utopia\", \"1999-06-02\")"
        ]
    );
    // The last that is at fault: without the day too there is nothing in Ruritania.
    assert_eq!(
        hints(&mut session, "visit(\"v3\", _, \"Utopia\", \"1999-06\")"),
        ["with another value stands visit(\"v3\", _, \"Ruritania\", \"1999-06\")"]
    );
    // The first constant says what the question is about, and two that do not fit have nothing instead.
    for question in [
        "visit(\"v9\", who, \"Utopia\", day)",
        "visit(\"v3\", \"A. Envoy\", \"Utopia\", day)",
        "visited(\"A. Envoy\", c)",
    ] {
        assert!(
            hints(&mut session, question).iter().all(|hint| !hint.starts_with("with another")),
            "{question}"
        );
    }
}

/// More values than three are no hint.
#[test]
fn many_values_that_stand_instead_are_not_told() {
    let mut session = session();
    for at in 1..=4 {
        let question = "visit(\"v7\", \"C. Consul\", \"Nowhere\", _)";
        let hints = ask(&mut session, question).hints;
        let told: Vec<_> = hints.iter().filter(|hint| hint.starts_with("with another")).collect();
        assert_eq!(told.len(), usize::from((2..=4).contains(&at)), "{at} before: {told:?}");
        enter(&mut session, &format!(".assume visit(\"v7\", \"C. Consul\", \"Land {at}\", \"1999\")"));
    }
    let hints = ask(&mut session, "visit(\"v7\", \"C. Consul\", \"Nowhere\", _)").hints;
    assert!(hints.iter().all(|hint| !hint.starts_with("with another")), "{hints:?}");
}

/// Of an event the value that is told says more than where its name stands beside the one asked for.
#[test]
fn what_stands_instead_for_an_event_comes_before_where_both_names_stand() {
    for (ty, hint) in [
        ("Event", "with another value stands place(\"fair\", \"Bern\")"),
        ("Thing", "the same names stand in seen(\"fair\", \"Rome\")"),
    ] {
        let mut session = loaded(&format!(
            ".type {ty} <: symbol .decl place(event: {ty}, place: symbol) open .decl seen(event: {ty}, place: symbol) open
.article courier {{ file = \"courier.txt\", published = \"1999-05-03\" }}
place(\"fair\", \"Bern\") @confirmed(\"in Bern\"). seen(\"fair\", \"Rome\") @confirmed(\"seen from Rome\")."
        ));
        assert_eq!(ask(&mut session, "place(\"fair\", \"Rome\")").hints, [hint], "{ty}");
    }
}
