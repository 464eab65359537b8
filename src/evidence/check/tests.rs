//! Checks of invented articles, each finding with its words.

use super::*;
use crate::store::Dictionary;
use crate::syntax::{Mode, parse};

const PROGRAM: &str = r#"
.type Person = symbol
.decl person(name: Person) closed
.decl visit(name: symbol, who: Person, day: date) open
.decl forecast(name: symbol, window: date) open
.decl count_told(count: symbol, who: Person, number: number) open
.decl counted(count: symbol, event: symbol) open
person("A. Envoy").
person("B. Minister").
alias("the envoy", "A. Envoy").
.article courier { file = "courier.txt", published = "1999-05-03" }
"#;

const TEXT: &str = "The envoy came in April. “Twice he was here,” said Mr. Minister.\nNobody asked why.\n";

fn report(claims: &str, text: &str) -> (Report, SourceMap) {
    let mut map = SourceMap::default();
    let whole = format!("{PROGRAM}{claims}");
    let id = map.add("courier.dl", whole.as_str());
    let parsed = parse(id, &whole, Mode::File);
    assert_eq!(parsed.diagnostics, []);
    let (lowered, diagnostics) = crate::evidence::lower(&map, &[&parsed.tree]);
    assert_eq!(diagnostics, []);
    let checked = lowered.check(&Dictionary::default());
    let program = checked.program.unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    (check(&program, &lowered, &Texts::from([("courier".to_owned(), text.to_owned())])), map)
}

/// The findings but for untouched sentences.
fn findings(claims: &str) -> Vec<String> {
    let (report, _) = report(claims, TEXT);
    let others = report.findings.iter().filter(|finding| finding.kind != Kind::Sentence);
    others.map(|it| format!("{:?} {} {}", it.weight, it.kind.name(), it.message)).collect()
}

#[test]
fn a_sound_article_has_its_share_and_its_untouched_sentences() {
    let (report, map) = report(
        r#"visit("v1", "the envoy", "1999-04") @confirmed("came in April").
visit("v1", "A. Envoy", "1999-04") @possible("Twice … Minister", by: ["B. Minister"])."#,
        TEXT,
    );
    let expected = "\
courier.dl:11:10: note [sentence]: no claim touches the sentence in line 2 of `courier.txt`: “Nobody asked why.”
courier: 2 claims, 2 of 3 sentences touched, quotes cover 31.3 % of the text
0 errors, 1 note
";
    assert_eq!(report.shown(&map).to_string(), expected);
}

#[test]
fn quotes_must_occur_letter_by_letter() {
    assert_eq!(
        findings(r#"visit("v1", "A. Envoy", "1999-04") @confirmed("came in march")."#),
        ["Error quote the quote “came in march” does not occur; “came in” does, what follows differs"]
    );
    assert_eq!(
        findings(r#"visit("v1", "A. Envoy", "1999-04") @confirmed("Twice he … came in April")."#),
        [
            "Error quote the quote “Twice he … came in April” does not occur; “Twice he” does, what follows differs"
        ]
    );
    assert_eq!(
        findings(r#"visit("v1", "A. Envoy", "1999-04") @confirmed."#),
        ["Error quote the claim has no quote, so nothing finds it in its article"]
    );
}

#[test]
fn nothing_is_confirmed_or_said_after_publication() {
    assert_eq!(
        findings(
            r#"visit("v1", "A. Envoy", "1999-06") @confirmed("came in April").
visit("v2", "A. Envoy", "1999-04/1999-05-07") @confirmed("came in April").
visit("v3", "A. Envoy", "1999-05") @confirmed("came in April").
visit("v4", "A. Envoy", "1999-06") @announced("came in April", said: "1999-05-04").
forecast("f1", "1999-06") @confirmed("came in April")."#
        ),
        [
            "Error date confirmed with `day` 1999-06, after the article was published (1999-05-03)",
            "Error date confirmed with `day` 1999-04/1999-05-07, after the article was published (1999-05-03)",
            "Error date said on 1999-05-04, after the article was published (1999-05-03)",
        ]
    );
}

#[test]
fn names_are_canonical_or_declared() {
    assert_eq!(
        findings(
            r#"visit("v1", "A Envoy", "1999-04") @confirmed("came in April", by: ["C. Consul"]).
visit("v2", "A Envoy", "1999-04") @confirmed("came in April", by: [anonymous("an official"), unsaid])."#
        ),
        [
            "Error name `A Envoy` is no canonical name; `A. Envoy` is near to it",
            "Error name `C. Consul` is no canonical name; declare it, or give it an `alias`",
        ]
    );
}

#[test]
fn counts_are_compared_with_their_members() {
    let counts = |told: u32| {
        findings(&format!(
            r#"count_told("twice", "A. Envoy", {told}) @confirmed("Twice he was here").
counted("twice", "v1") @confirmed("Twice he was here").
counted("twice", "v2") @confirmed("Twice he was here") @confirmed("was here")."#
        ))
    };
    assert_eq!(counts(2), [""; 0]);
    assert_eq!(counts(1), ["Error count `twice` tells 1, and 2 are enumerated"]);
    assert_eq!(counts(3), ["Note count `twice` tells 3, and 2 are enumerated"]);
}

#[test]
fn an_article_without_its_text_is_an_error() {
    let mut map = SourceMap::default();
    let id = map.add("courier.dl", PROGRAM);
    let parsed = parse(id, PROGRAM, Mode::File);
    let (lowered, _) = crate::evidence::lower(&map, &[&parsed.tree]);
    let program = lowered.check(&Dictionary::default()).program.unwrap();
    let report = check(&program, &lowered, &Texts::new());
    let told: Vec<_> = report.findings.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(told, ["the text `courier.txt` of the article was not found"]);
    assert_eq!((report.errors(), report.coverage), (1, vec![]));
}

#[test]
fn much_quoted_articles_are_told() {
    let text = "The envoy came in April.";
    let (report, _) =
        report(r#"visit("v1", "A. Envoy", "1999-04") @confirmed("The envoy came in April")."#, text);
    let told: Vec<_> = report.findings.iter().map(|it| (it.weight, it.message.as_str())).collect();
    assert_eq!(told, [(Weight::Note, "quotes cover 95.8 % of the text; fewer words find the places")]);
}

#[test]
fn a_fact_without_evidence_beside_claims_is_pointed_out_and_counts_as_a_member() {
    let claims = r#"count_told("trips", "A. Envoy", 2) @confirmed("Twice he was here").
counted("trips", "v1") @confirmed("he was here").
counted("trips", "v2")."#;
    assert_eq!(
        findings(claims),
        ["Note evidence a fact of `counted` without evidence counts as confirmed, said by nobody"]
    );
}
