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
        .stdin(".assume edge(\"b\", \"c\")\n.diff\n.diff edge\n.diff nothing\n")
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
nothing differs
"#,
        )
        .stderr("3 facts appeared, 0 fell (.diff)\n  + path(\"a\", \"c\")\n  + path(\"b\", \"c\")\n")
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
