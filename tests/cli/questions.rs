//! `demarche query`: every verdict, the lens as options, and the forms of answers.

use super::fixture::visits;
use super::transcript::Test;

#[test]
fn rows_are_sorted_and_have_their_certainty() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, who, c, d)", "v.dl"])
        .stdout(
            "  v       who        c          d        certainty
  autumn  C. Consul  Utopia     1999-10  expected
  spring  A. Envoy   Utopia     1999-04  confirmed
  summer  A. Envoy   Ruritania  1999-07  announced
3 rows
",
        )
        .run();
}

#[test]
fn a_yes_has_its_certainty() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visited(\"A. Envoy\", \"Utopia\")", "v.dl"])
        .stdout("yes (confirmed)\n")
        .run();
}

#[test]
fn an_alias_is_resolved() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visited(\"Envoy A\", c)", "v.dl"])
        .stdout(
            "  c       certainty
  Utopia  confirmed
1 row
",
        )
        .run();
}

#[test]
fn what_is_closed_is_false() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visited(\"C. Consul\", \"Utopia\")", "v.dl"])
        .stdout(
            r#"false: `visited` is closed, so what does not follow is not so
note: no fact of `visited` has "C. Consul" as `who`
note: the same names stand in visit(name, "C. Consul", "Utopia", day)
"#,
        )
        .status(1)
        .run();
}

#[test]
fn silence_is_no_no() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, \"C. Consul\", \"Ruritania\", d)", "v.dl"])
        .stdout(
            "nobody says: `visit` is open, so this is silence and not a no\n\
             note: with another value stands visit(v, \"C. Consul\", \"Utopia\", d)\n",
        )
        .status(1)
        .run();
}

#[test]
fn a_denial_is_shown_with_its_claim() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(_, \"A. Envoy\", \"Ruritania\", _)", "v.dl", "--speakers", "\"B. Spokesman\""])
        .stdout(
            r#"denied: somebody says that it is not so
  visit("summer", "A. Envoy", "Ruritania", "1999-07")
    denied     no-plan  “there is no such plan”
               herald (1999-05-02) by B. Spokesman
"#,
        )
        .status(1)
        .run();
}

#[test]
fn less_than_the_question_demands_is_told_with_denials() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(_, \"A. Envoy\", \"Ruritania\", _) @confirmed", "v.dl"])
        .stdout(
            r#"only announced: nobody says it more surely, and more was asked for
  visit("summer", "A. Envoy", "Ruritania", "1999-07")
    announced  herald:18  “will travel to Ruritania in July”
               herald (1999-05-02) in its own voice
it is denied too:
  visit("summer", "A. Envoy", "Ruritania", "1999-07")
    denied     no-plan  “there is no such plan”
               herald (1999-05-02) by B. Spokesman
"#,
        )
        .status(1)
        .run();
}

#[test]
fn less_than_asked_for_is_told() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, \"C. Consul\", c, d)", "v.dl", "--trust", "announced"])
        .stdout(
            r#"only expected: nobody says it more surely, and more was asked for
  visit("autumn", "C. Consul", "Utopia", "1999-10")
    expected   courier:23  “is likely to come in October”
               courier ([1999-06-10..1999-06-20]) by an official (anonymous, courier)
"#,
        )
        .status(1)
        .run();
}

#[test]
fn a_yes_that_is_denied_too_says_so() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(_, \"A. Envoy\", \"Ruritania\", _)", "v.dl"])
        .stdout(
            r#"yes (announced)
it is denied too:
  visit("summer", "A. Envoy", "Ruritania", "1999-07")
    denied     no-plan  “there is no such plan”
               herald (1999-05-02) by B. Spokesman
"#,
        )
        .run();
}

#[test]
fn undetermined_cases_have_their_day() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "awaited(\"A. Envoy\", \"Ruritania\")", "v.dl", "--at", "1999-07-15"])
        .stdout(
            "\
undetermined: partial dates leave it open
  who       country    from
  A. Envoy  Ruritania  1999-07-31
",
        )
        .status(1)
        .run();
}

#[test]
fn an_article_that_may_have_been_out_is_named() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, \"C. Consul\", c, d)", "v.dl", "--as-of", "1999-06-15"])
        .stdout(r#"nobody says: `visit` is open, so this is silence and not a no
note: no fact of `visit` has "C. Consul" as `who`; told of by courier, unseen under this lens
note: courier may have been out by then (published [1999-06-10..1999-06-20]) and does not speak; `possibly` lets it
"#)
        .status(1)
        .run();
}

#[test]
fn and_speaks_when_that_is_enough() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, \"C. Consul\", c, d)", "v.dl", "--as-of", "1999-06-15", "--possibly"])
        .stdout(
            "  v       c       d        certainty
  autumn  Utopia  1999-10  expected
1 row
",
        )
        .run();
}

#[test]
fn an_assumption_counts() {
    Test::new()
        .file("v.dl", visits(""))
        .args([
            "query",
            "visited(\"C. Consul\", c)",
            "v.dl",
            "--assume",
            "visit(\"v9\", \"C. Consul\", \"Utopia\", \"1999-05-01\")",
        ])
        .stdout(
            "  c       certainty
  Utopia  confirmed
1 row
",
        )
        .run();
}

#[test]
fn a_retracted_claim_does_not() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visited(\"A. Envoy\", c)", "v.dl", "--retract", "arrival"])
        .stdout(
            r#"false: `visited` is closed, so what does not follow is not so
note: no fact of `visited` has "A. Envoy" as `who`
note: "A. Envoy" stands in visit("summer", "A. Envoy", "Ruritania", "1999-07")
"#,
        )
        .status(1)
        .run();
}

#[test]
fn articles_can_be_left_out() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, w, c, d)", "v.dl", "--articles", "except herald"])
        .stdout(
            "  v       w          c       d        certainty
  autumn  C. Consul  Utopia  1999-10  expected
1 row
",
        )
        .run();
}

#[test]
fn speakers_can_be_left_out() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, w, c, d)", "v.dl", "--speakers", "\"News Agency\""])
        .stdout(
            "  v       w         c       d        certainty
  spring  A. Envoy  Utopia  1999-04  confirmed
1 row
",
        )
        .run();
}

#[test]
fn an_unknown_article_is_told_with_the_nearest() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, w, c, d)", "v.dl", "--articles", "harald"])
        .stderr(
            "\
error[E0703]: no article is called `harald`
 --> --articles:1:11
  |
1 | .articles harald
  |           ^^^^^^ names no article
  |
  = help: did you mean `herald`?
",
        )
        .status(2)
        .run();
}

#[test]
fn an_unknown_claim_is_told() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, w, c, d)", "v.dl", "--retract", "nothing:9"])
        .stderr(
            "\
error[E0703]: no claim or article is called `nothing:9`
 --> --retract:1:10
  |
1 | .retract nothing:9
  |          ^^^^^^^^^ names no claim or article
",
        )
        .status(2)
        .run();
}

#[test]
fn an_assumption_that_does_not_fit_is_told() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, w, c, d)", "v.dl", "--assume", "visit(\"x\")"])
        .stderr(
            r#"error[E0102]: `visit` has 4 columns, but 1 argument is given
 --> --assume:1:9
  |
1 | .assume visit("x")
  |         ^^^^^ 1 argument
  |
 ::: v.dl:2:7
  |
2 | .decl visit(name: symbol, who: symbol, country: symbol, day: date) open assumable
  |       ----- declared with 4 columns: name, who, country, day
  |
  = help: give one for each column: `visit(name, who, country, day)`
"#,
        )
        .status(2)
        .run();
}

#[test]
fn an_unknown_relation_is_told_with_the_nearest() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "vist(v, w, c, d)", "v.dl"])
        .stderr(
            "\
error[E0101]: unknown relation `vist`
 --> <question>:1:1
  |
1 | vist(v, w, c, d)
  | ^^^^ no `.decl` declares it
  |
  = help: did you mean `visit`?
",
        )
        .status(2)
        .run();
}

#[test]
fn a_misspelt_constant_is_told_with_the_nearest() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, \"A. Envoi\", c, d)", "v.dl"])
        .stdout(
            r#"nobody says: `visit` is open, so this is silence and not a no
note: no fact of `visit` has "A. Envoi" as `who`; did you mean "A. Envoy"?
"#,
        )
        .status(1)
        .run();
}

#[test]
fn a_wrong_number_of_arguments_is_told() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v)", "v.dl"])
        .stderr(
            "\
error[E0102]: `visit` has 4 columns, but 1 argument is given
 --> <question>:1:1
  |
1 | visit(v)
  | ^^^^^ 1 argument
  |
 ::: v.dl:2:7
  |
2 | .decl visit(name: symbol, who: symbol, country: symbol, day: date) open assumable
  |       ----- declared with 4 columns: name, who, country, day
  |
  = help: give one for each column: `visit(name, who, country, day)`
",
        )
        .status(2)
        .run();
}

#[test]
fn a_question_of_the_wrong_type_is_told() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, 3, c, d)", "v.dl"])
        .stderr(
            "\
error[E0201]: an integer where `symbol` is needed
 --> <question>:1:10
  |
1 | visit(v, 3, c, d)
  |          ^ column `who` of `visit` is `symbol`
",
        )
        .status(2)
        .run();
}

#[test]
fn a_rule_is_no_question() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, w, c, d) :- visit(v, w, c, d).", "v.dl"])
        .stderr(
            "\
error[E0706]: one question is expected
 --> <question>:1:1
  |
1 | visit(v, w, c, d) :- visit(v, w, c, d).
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ an atom or a body, and nothing else
",
        )
        .status(2)
        .run();
}

#[test]
fn csv_is_exact_and_words_go_aside() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, \"C. Consul\", c, d)", "v.dl", "--format", "csv", "--as-of", "1999-06-15"])
        .stdout("v,c,d,certainty\n")
        .stderr(r#"nobody says: `visit` is open, so this is silence and not a no
note: no fact of `visit` has "C. Consul" as `who`; told of by courier, unseen under this lens
note: courier may have been out by then (published [1999-06-10..1999-06-20]) and does not speak; `possibly` lets it
"#)
        .status(1)
        .run();
}

#[test]
fn json_has_everything() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(_, \"A. Envoy\", \"Ruritania\", _) @confirmed", "v.dl", "--format", "json"])
        .stdout(
            r#"{
  "question": "visit(_, \"A. Envoy\", \"Ruritania\", _) @confirmed",
  "answer": "announced",
  "because": [
    "nobody says it more surely, and more was asked for"
  ],
  "claims": [
    {
      "fact": "visit(\"summer\", \"A. Envoy\", \"Ruritania\", \"1999-07\")",
      "certainty": "announced",
      "claim": "herald:18",
      "article": "herald",
      "published": "1999-05-02",
      "speaker": "herald",
      "said": null,
      "quote": "will travel to Ruritania in July",
      "grounds": null
    }
  ],
  "denials": [
    {
      "fact": "visit(\"summer\", \"A. Envoy\", \"Ruritania\", \"1999-07\")",
      "certainty": "denied",
      "claim": "no-plan",
      "article": "herald",
      "published": "1999-05-02",
      "speaker": "B. Spokesman",
      "said": null,
      "quote": "there is no such plan",
      "grounds": null
    }
  ],
  "notes": []
}
"#,
        )
        .status(1)
        .run();
}

#[test]
fn json_has_undetermined_cases_by_relation() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "awaited(\"A. Envoy\", c)", "v.dl", "--at", "1999-07-15", "--format", "json"])
        .stdout(
            r#"{
  "question": "awaited(\"A. Envoy\", c)",
  "answer": "undetermined",
  "columns": [
    "c",
    "certainty"
  ],
  "rows": [],
  "because": [
    "partial dates leave it open"
  ],
  "undetermined": {
    "awaited_undetermined": [
      {
        "who": "A. Envoy",
        "country": "Ruritania",
        "from": "1999-07-31"
      }
    ]
  },
  "notes": []
}
"#,
        )
        .status(1)
        .run();
}

#[test]
fn json_lines_are_rows() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["query", "visit(v, w, c, d), d < \"1999-06\"", "v.dl", "--format", "jsonl"])
        .stdout(
            r#"{"v":"spring","w":"A. Envoy","c":"Utopia","d":"1999-04","certainty":"confirmed"}
"#,
        )
        .run();
}

#[test]
fn tables_show_control_characters() {
    Test::new()
        .file("s.dl", ".decl s(x: symbol)\ns(\"a\\tb\u{1b}[31m\u{202e}\").\n")
        .args(["query", "s(x)", "s.dl"])
        .stdout(
            r"  x
  a\tb\u{1b}[31m\u{202e}
1 row
",
        )
        .run();
}

#[test]
fn json_keeps_them() {
    Test::new()
        .file("s.dl", ".decl s(x: symbol)\ns(\"a\\tb\u{1b}[31m\").\n")
        .args(["query", "s(x)", "s.dl", "--format", "jsonl"])
        .stdout("{\"x\":\"a\\tb\\u001b[31m\"}\n")
        .run();
}

#[test]
fn what_only_hints_would_need_does_not_fail_a_question() {
    // pair(a, b) :- number(a), number(b).   over 300 numbers: 90,000 pairs, more than the limit.
    let numbers: Vec<String> = (0..300).map(|at| format!("number({at}).\n")).collect();
    let pairs =
        ".decl number(n: number)\n.decl pair(a: number, b: number)\npair(a, b) :- number(a), number(b).\n";
    let program = visits(&format!("{pairs}{}", numbers.concat()));
    for country in ["Ruritania", "Atlantis"] {
        Test::new()
            .file("v.dl", &program)
            .args(["query", &format!("visited(who, \"{country}\")"), "v.dl", "--max-facts", "5000"])
            .stdout(format!(
                "false: `visited` is closed, so what does not follow is not so
note: no fact of `visited` has \"{country}\" as `country`
"
            ))
            .status(1)
            .run();
    }
}
