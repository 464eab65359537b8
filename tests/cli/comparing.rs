//! `demarche diff` and `.diff`, word for word.

use crate::fixture::{graph, visits};
use crate::transcript::Test;

#[test]
fn lenses_are_compared() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["diff", "v.dl", "--from", "--as-of 1999-06", "--to", "--as-of 1999-06-30 --retract arrival"])
        .stdout(
            r#"visited -1
  - visited("A. Envoy", "Utopia")
      no longer shown: visit("spring", "A. Envoy", "Utopia", "1999-04") @confirmed  [arrival, confirmed: “arrived in the capital of Utopia”]
besides: visit +1 -1, awaited +1
"#,
        )
        .run();
}

#[test]
fn json_has_the_reasons() {
    Test::new()
        .file("g.dl", graph("edge(\"a\", \"b\")."))
        .args([
            "diff",
            "g.dl",
            "--to",
            "--assume 'edge(\"b\", \"c\")' --retract 'edge(\"a\", _)'",
            "--format",
            "json",
        ])
        .stdout(
            r#"{
  "main": [
    {
      "relation": "path",
      "appeared": [
        {
          "fact": "path(\"b\", \"c\")",
          "because": [
            {
              "kind": "given",
              "fact": "edge(\"b\", \"c\")",
              "grounds": [
                {
                  "kind": "assumption",
                  "name": "assumption:1",
                  "certainty": "confirmed"
                }
              ]
            }
          ]
        }
      ],
      "fell": [
        {
          "fact": "path(\"a\", \"b\")",
          "because": [
            {
              "kind": "given",
              "fact": "edge(\"a\", \"b\")",
              "grounds": [
                {
                  "kind": "text",
                  "place": "g.dl:5"
                }
              ]
            }
          ]
        }
      ]
    }
  ],
  "other": [
    {
      "relation": "edge",
      "appeared": [
        {
          "fact": "edge(\"b\", \"c\")"
        }
      ],
      "fell": [
        {
          "fact": "edge(\"a\", \"b\")"
        }
      ]
    }
  ]
}
"#,
        )
        .run();
}

#[test]
fn the_last_change_is_told_with_its_reasons() {
    Test::new()
        .file("g.dl", graph("edge(\"a\", \"b\")."))
        .args(["g.dl"])
        .stdin(".assume edge(\"b\", \"c\")\n.diff\n.diff edge\n.diff paths\n")
        .stdout(
            r#"path +2
  + path("a", "c")
      now shown: edge("b", "c")  [assumption:1, taken as confirmed]
  + path("b", "c")
      now shown: edge("b", "c")  [assumption:1, taken as confirmed]
besides: edge +1
edge +1
  + edge("b", "c")
      now shown: edge("b", "c")  [assumption:1, taken as confirmed]
"#,
        )
        .stderr("3 facts appeared, 0 fell (.diff)\n  + path(\"a\", \"c\")\n  + path(\"b\", \"c\")\nerror: unknown relation `paths`; did you mean `path`?\n")
        .status(2)
        .run();
}

#[test]
fn options_that_are_no_lens_are_told() {
    Test::new()
        .args(["diff", "--from", "--trust sure"])
        .status(2)
        .stderr(
            "error: invalid value '--trust sure' for '--from <LENS>': invalid value 'sure' for '--trust <GRADE>'\n\n\
             For more information, try '--help'.\n",
        )
        .run();
}

#[test]
fn histories_are_told() {
    Test::new()
        .file("v.dl", visits(""))
        .args(["timeline", "awaited(\"C. Consul\", c)", "v.dl"])
        .stdout(
            r#"by knowledge, judged at 1999-06-20; by the day judged, as of 1999-06-20
awaited("C. Consul", "Utopia")
  known   1999-06-10 to 1999-06-19    possibly known  (courier may be out)
          since 1999-06-20            holds  (courier is out)
  judged  until 1999-09-30            holds
          1999-10-01 to 1999-10-30    undetermined
          since 1999-10-31            does not follow
"#,
        )
        .run();
}

#[test]
fn what_no_day_touches_holds_always() {
    Test::new()
        .file("g.dl", graph("edge(\"a\", \"b\")."))
        .args(["timeline", "path(a, b)", "g.dl"])
        .stdout(
            r#"by knowledge, judged at no day; by the day judged, as of no day
path("a", "b")
  known   always                      holds
  judged  always                      holds
"#,
        )
        .run();
}

#[test]
fn a_history_without_facts_is_a_no() {
    Test::new()
        .file("g.dl", graph("edge(\"a\", \"b\")."))
        .args(["timeline", "path(\"b\", to)", "g.dl"])
        .stdout("nothing follows on any day\n")
        .status(1)
        .run();
}

#[test]
fn a_retraction_of_the_articles_words_changes_a_debt_into_an_older_one() {
    Test::new()
        .stdin(".retract acceptance(\"putin-accepts-2023\", _, _, _)\n.diff outstanding_visit\n")
        .stdout(
            r#"outstanding_visit +1 -1
  + outstanding_visit("Vladimir Putin", "North Korea", "2019-04")
      no longer: ended("putin-accepts-2019")
  - outstanding_visit("Vladimir Putin", "North Korea", "2023-09")
      no longer shown: acceptance("putin-accepts-2023", "kim-invites-putin-2023", "Vladimir Putin", "2023-09")  [choe_jan_2024:95, confirmed: “Putin accepted Labor Party”; 2 more]
"#
            .replace("choe_jan_2024:95", &line_of("choe_jan_2024", "Putin accepted Labor Party"))
            .as_str(),
        )
        .tells(&[" facts appeared, ", " fell (.diff)"])
        .run();
}

#[test]
fn a_retraction_of_an_article_makes_another_trip_the_next() {
    Test::new()
        .stdin(".retract nk_spring_2024\n.diff next_trip\n.diff outstanding_visit\n.diff\n.diff next_tripp\n")
        .stdout_has(&[
            r#"next_trip +1 -1
  + next_trip("Vladimir Putin", "North Korea", "putin-north-korea-2024", "possible")
      no longer: other_trip_first("putin-north-korea-2024", "Vladimir Putin")
  - next_trip("Vladimir Putin", "China", "putin-china-2024", "announced")
      no longer shown: visit("putin-china-2024", "Vladimir Putin", "China", "2024") @announced  [ministry-putin-china-2024, announced: “revealed Putin’s plan”]
"#,
            "nothing differs\n",
            "visited -",
            "besides: ",
            " more relations\ntoo long to show one by one; with a relation, its changes with their reasons\n",
        ])
        .tells(&["4 articles speak", "error: unknown relation `next_tripp`; did you mean `next_trip`?\n"])
        .status(2)
        .run();
}

#[test]
fn a_retraction_of_one_claim_as_text_and_json() {
    let args = ["diff", "--to", "--retract putin-accepts-2023-spring"];
    Test::new()
        .args(args)
        .stdout(
            r#"before -1
  - before("kim-invites-putin-2023", "putin-accepts-2023", "confirmed", "acceptance", "putin-accepts-2023-spring")
      no longer shown: acceptance("putin-accepts-2023", "kim-invites-putin-2023", "Vladimir Putin", "2023-09") @confirmed  [putin-accepts-2023-spring, confirmed: “he accepted Kim’s invitation”]
besides: says -1, told_by -1, told_at_least -4, order_step -1, stated_step -1, claim_day -1, spoken -1
"#,
        )
        .run();
    Test::new()
        .args(args)
        .args(["--format", "json"])
        .stdout_has(&[
            r#"{
  "main": [
    {
      "relation": "before",
      "appeared": [],
      "fell": [
        {
          "fact": "before(\"kim-invites-putin-2023\", \"putin-accepts-2023\", \"confirmed\", \"acceptance\", \"putin-accepts-2023-spring\")",
          "because": [
            {
              "kind": "given",
              "fact": "acceptance(\"putin-accepts-2023\", \"kim-invites-putin-2023\", \"Vladimir Putin\", \"2023-09\") @confirmed",
              "grounds": [
                {
                  "kind": "claim",
                  "name": "putin-accepts-2023-spring",
                  "certainty": "confirmed",
                  "article": "nk_spring_2024",
                  "published": "[2024-04-10..2024-04-11]",
                  "quote": "he accepted Kim’s invitation"
                }
              ]
            }
          ]
        }
      ]
    }
  ],
  "other": [
    {
      "relation": "says",
"#,
        ])
        .run();
}

#[test]
fn an_assumption_ends_a_debt_and_a_count_has_its_reason() {
    Test::new()
        .stdin(
            ".assume visit(\"v9\", \"Putin\", \"North Korea\", \"2024-04-01\")\n.diff outstanding_visit\n.diff visits_made\n",
        )
        .stdout_has(&[
            r#"outstanding_visit -1
  - outstanding_visit("Vladimir Putin", "North Korea", "2023-09")
      now: ended("putin-accepts-2023")
"#,
            r#"      now: counted_visit("v9", "Russia", "North Korea", "#,
        ])
        .tells(&[" fell (.diff)"])
        .run();
}

/// The name of the claim of an article with these words: the line at which its `@` stands.
fn line_of(article: &str, words: &str) -> String {
    let text = std::fs::read_to_string(format!("{}/seeds/{article}.dl", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let line = text.lines().position(|line| line.contains('@') && line.contains(words)).unwrap();
    format!("{article}:{}", line + 1)
}
