//! What is refused, and in which words.

use super::*;

/// The findings of a program, as code and message.
fn findings(text: &str) -> Vec<String> {
    let (_, diagnostics) = lowered(&[text]);
    diagnostics.iter().map(|it| format!("{} {}", it.code, it.message)).collect()
}

/// The findings of what stands below an article and a relation `p`.
fn below_article(text: &str) -> Vec<String> {
    findings(&format!(
        ".decl p(x: symbol) .decl q(x: symbol) q(x) :- p(x).\n\
         .article courier {{ file = \"courier.txt\", published = \"1999-05\" }}\n{text}"
    ))
}

#[test]
fn evidence_outside_an_article() {
    assert_eq!(
        findings(r#".decl p(x: symbol) p("x") @confirmed("words")."#),
        ["E0601 a claim of `p` stands under no article"]
    );
}

#[test]
fn a_quote_too_long() {
    assert_eq!(
        below_article(
            r#"p("x") @confirmed("one two three four five six seven eight nine ten eleven twelve thirteen")."#
        ),
        ["E0602 a quote of 13 words; at most 12 are wanted"]
    );
    assert_eq!(
        below_article(
            r#"p("x") @confirmed("one two three four five six … seven eight nine ten eleven twelve")."#
        ),
        [""; 0]
    );
}

#[test]
fn names_taken_twice() {
    assert_eq!(
        below_article(r#".article courier { file = "b", published = "1999" }"#),
        ["E0603 two articles are called `courier`"]
    );
    assert_eq!(
        below_article(r#"p("x") @confirmed("a", id: "k"). p("y") @confirmed("b", id: "k")."#),
        ["E0604 two claims are called `k`"]
    );
}

#[test]
fn annotations_where_there_are_no_claims() {
    assert_eq!(
        below_article("q(x) :- q(x) @confirmed."),
        ["E0605 `@` on `q`, which has no claims of its own: rules derive it"]
    );
    assert_eq!(
        below_article("q(x) :- article(x, _, _) @confirmed."),
        ["E0605 `@` on `article`, which has no claims of its own: it is provided"]
    );
    assert_eq!(
        below_article(r#"alias("a", "b") @confirmed("c")."#),
        ["E0605 `alias` takes no claims: the evidence layer provides it"]
    );
}

#[test]
fn dates_that_are_none() {
    assert_eq!(below_article(r#"p("x") @confirmed("a", said: "soon")."#), ["E0501 `soon` is not a date"]);
    assert_eq!(
        findings(r#".article a { file = "f", published = "1999-02-30" }"#),
        ["E0501 `1999-02-30` is not a date"]
    );
}

#[test]
fn grounds_that_are_not_there() {
    let (_, diagnostics) = lowered(&[r#".decl p(x: symbol)
        .article courier { file = "f", published = "1999", basis = article("courrier") }
        p("x") @confirmed("a", id: "plan-1", basis: claim("plan-2"))."#]);
    let told: Vec<_> = diagnostics.iter().map(|it| (it.message.as_str(), it.help.as_slice())).collect();
    assert_eq!(
        told,
        [
            ("no article is called `courrier`", &["did you mean `courier`?".to_owned()][..]),
            ("no claim is called `plan-2`", &["did you mean `plan-1`?".to_owned()]),
        ]
    );
}

#[test]
fn articles_that_leave_out_what_they_must_say() {
    assert_eq!(
        findings(r#".article a { outlet = "The Courier" }"#),
        ["E0607 the article `a` does not say `published`", "E0607 the article `a` does not say `file`"]
    );
    assert_eq!(
        findings(r#".article a { file = ["f", "g"], published = "1999" }"#),
        ["E0608 `file` is one text"]
    );
}

#[test]
fn aliases_without_an_end() {
    assert_eq!(
        findings(
            r#"alias("a", "b"). alias("b", "a"). alias("c", "d"). alias("c", "e"). alias("f", "a"). alias("g", "g")."#
        ),
        [
            "E0609 the aliases lead in a circle: a → b → a",
            "E0609 `c` is another name of both `d` and `e`",
            "E0609 the aliases lead in a circle: g → g",
        ]
    );
}
