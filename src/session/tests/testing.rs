//! Tests that pass, and what those that fail say.

use super::*;

fn outcome(steps: &str) -> (Session, TestOutcome) {
    let session = loaded(&format!("{PROGRAM}\n.test \"a title\" {{\n{steps}\n}}"));
    let outcome =
        session.run_test(&session.tests()[0]).unwrap_or_else(|failure| panic!("{steps}: {failure}"));
    (session, outcome)
}

/// What the failures of a test say.
fn failures(steps: &str) -> Vec<String> {
    outcome(steps).1.failures.into_iter().map(|failure| failure.message).collect()
}

#[test]
fn every_kind_of_expectation_can_be_met() {
    let (_, outcome) = outcome(
        r#"
        .as_of "1999-05-10"
        .expect planned("Envoy A", "Utopia")
        .expect planned("A. Envoy", "Utopia") @expected
        .expect none visited(_, "Utopia")
        .expect denied visit("v1", _, _, _)
        .assume visit("v9", "B. Minister", "Utopia", "1999-05-01")
        .expect exactly visited(who, where) { ("Envoy A", "Ruritania"), ("B. Minister", "Utopia") }
        .expect exactly visit(v, "C. Consul", _, _) { }
        .as_of "1999-07-01" .at "1999-06-15"
        .expect undetermined debt("B. Minister", "Utopia")
        .expect debt("A. Envoy", to), to = "Utopia""#,
    );
    assert_eq!((outcome.title.as_str(), outcome.expectations, outcome.passed()), ("a title", 8, true));
}

#[test]
fn each_kind_of_expectation_can_fail() {
    assert_eq!(failures(".expect visited(\"B. Minister\", \"Utopia\")"), ["there is no answer: false"]);
    assert_eq!(failures(".expect visit(_, \"B. Minister\", \"Utopia\", _)"), ["there is no answer: denied"]);
    assert_eq!(
        failures(".expect visited(\"A. Envoy\", \"Utopia\") @announced"),
        ["its certainty is confirmed, not announced"]
    );
    assert_eq!(failures(".expect planned(\"A. Envoy\", _) @expected"), ["there is no answer: false"]);
    assert_eq!(failures(".expect none visited(p, c)"), ["3 rows not expected"]);
    assert_eq!(
        failures(".expect undetermined debt(\"A. Envoy\", _)"),
        ["nothing leaves it undetermined: yes"]
    );
    assert_eq!(
        failures(".expect undetermined visited(_, _)"),
        ["`visited` declares no relation of undetermined cases"]
    );
    assert_eq!(failures(".expect denied visit(\"v2\", _, _, _)"), ["no visible claim denies it"]);
    assert_eq!(
        failures(".expect exactly visited(p, c) { (\"A. Envoy\") }"),
        ["a row of 1 value where the question has 2 variables"]
    );
    assert_eq!(failures(".expect visitd(p)"), ["unknown relation `visitd`"]);
    assert_eq!(failures(".articles curier"), ["no article is called `curier`"]);
}

#[test]
fn a_difference_lists_rows_and_an_absence_what_is_near() {
    let (session, outcome) =
        outcome(".expect exactly visited(p, \"Ruritania\") { (\"A. Envoy\"), (\"C. Consul\") }");
    let failure = &outcome.failures[0];
    assert_eq!(failure.message, "1 row missing, 1 row not expected");
    assert_eq!(shown(&session, &failure.columns, &failure.missing), ["C. Consul"]);
    assert_eq!(shown(&session, &failure.columns, &failure.unexpected), ["B. Minister"]);

    let (session, outcome) = self::outcome(".expect visited(\"B. Minister\", \"Utopia\")");
    let failure = &outcome.failures[0];
    let columns: Vec<&str> = failure.columns.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(columns, ["any who", "any where"]);
    assert_eq!(
        shown(&session, &failure.columns, &failure.nearby),
        ["A. Envoy | Ruritania", "A. Envoy | Utopia", "B. Minister | Ruritania"]
    );
}

#[test]
fn a_test_does_not_look_through_the_sessions_lens() {
    let mut session = loaded(&format!("{PROGRAM}\n.test \"t\" {{ .expect visited(_, \"Utopia\") }}"));
    enter(&mut session, ".as_of \"1990\"");
    assert!(session.run_test(&session.tests()[0]).unwrap().passed());
}

#[test]
fn steps_that_do_not_fit_are_found_without_inference() {
    let text = ".test \"t\" { .expect visited(_) .as_of \"soon\" .expect visited(_, _) }";
    let session = loaded(&format!("{PROGRAM}\n{text}"));
    let messages: Vec<String> = session.check_tests().into_iter().map(|it| it.message).collect();
    assert_eq!(messages, ["`visited` has 2 columns, but 1 argument is given", "`soon` is not a date"]);
}
