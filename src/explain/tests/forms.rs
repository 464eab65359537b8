//! Proofs as JSON, for Graphviz and for Mermaid, and `whynot` and `sensitivity` as JSON, to the letter.

use crate::engine::Native;
use crate::explain::{
    Bounds, Form, Layout, Reach, sensitivity, show_sensitivity, show_why, show_whynot, why, whynot,
};
use crate::session::{Session, Text};

/// A proof with a claim, a negation, a comparison of dates and an aggregate in it; what is quoted has marks of every language.
const PROGRAM: &str = r#".decl came(who: symbol, day: date) open
.decl left(who: symbol) closed
.decl stays(who: symbol, visits: number) closed
/// `who` came before June and did not leave.
stays(who, n) :- came(who, day), day < "1999-06", !left(who), n = count : { came(who, _) }.
.article courier { file = "courier.txt", published = "1999-05-03" }
came("A. \"Al\" Envoy", "1999-05") @confirmed("came <here> & #now")."#;

fn told(question: &str, tell: impl Fn(&Session, &crate::syntax::tree::Body) -> String) -> String {
    let mut session = Session::new(Box::new(Native));
    session.load(vec![Text::new("v.dl", PROGRAM)]).expect("the program is sound");
    let body = session.question("<question>", question, 1).expect("it is a question");
    tell(&session, &body)
}

fn proof(form: Form) -> String {
    told("stays(who, n)", |session, body| {
        let why = why(session, body, None, Bounds::default()).expect("it ends");
        show_why(&why, form, Layout::default())
    })
}

#[test]
fn a_proof_as_json() {
    let expected = r#"{
  "answers": [
    {
      "fact": "stays(\"A. \\\"Al\\\" Envoy\", 1)",
      "proofs": [
        {
          "fact": "stays(\"A. \\\"Al\\\" Envoy\", 1)",
          "height": 1,
          "weakest": {
            "claim": "courier:7",
            "certainty": "confirmed"
          },
          "steps": [
            {
              "fact": "came(\"A. \\\"Al\\\" Envoy\", \"1999-05\")",
              "grounds": [
                {
                  "kind": "claim",
                  "name": "courier:7",
                  "certainty": "confirmed",
                  "article": "courier",
                  "published": "1999-05-03",
                  "quote": "came <here> & #now"
                }
              ]
            },
            {
              "fact": "stays(\"A. \\\"Al\\\" Envoy\", 1)",
              "rule": {
                "name": "stays#1",
                "place": "v.dl:5",
                "says": "`who` came before June and did not leave."
              },
              "conditions": [
                {
                  "kind": "fact",
                  "step": 0
                },
                {
                  "kind": "test",
                  "text": "\"1999-05\" < \"1999-06\"",
                  "compared": "1999-05-31 is before 1999-06-01"
                },
                {
                  "kind": "absent",
                  "fact": "left(\"A. \\\"Al\\\" Envoy\")",
                  "world": "closed",
                  "declared": "v.dl:2"
                },
                {
                  "kind": "aggregate",
                  "text": "1 = count : { came(\"A. \\\"Al\\\" Envoy\", _) }",
                  "members": [
                    "came(\"A. \\\"Al\\\" Envoy\", \"1999-05\")"
                  ],
                  "total": 1
                }
              ]
            }
          ]
        }
      ],
      "complete": false
    }
  ],
  "total": 1
}
"#;
    assert_eq!(proof(Form::Json), expected);
}

#[test]
fn a_proof_for_graphviz() {
    let expected = r#"digraph proof {
  node [fontname="sans-serif"];
  s1 [shape=box, label="stays(\"A. \\\"Al\\\" Envoy\", 1)\nstays#1, v.dl:5"];
  s1c1 [shape=plaintext, label="\"1999-05\" < \"1999-06\"\n1999-05-31 is before 1999-06-01"];
  s1c2 [shape=plaintext, label="no left(\"A. \\\"Al\\\" Envoy\")\n(closed)"];
  s1c3 [shape=plaintext, label="1 = count : { came(\"A. \\\"Al\\\" Envoy\", _) }\ncame(\"A. \\\"Al\\\" Envoy\", \"1999-05\")"];
  s0 [shape=note, label="came(\"A. \\\"Al\\\" Envoy\", \"1999-05\")\ncourier:7 (confirmed): “came <here> & #now”"];
  s1 -> s0;
  s1 -> s1c1;
  s1 -> s1c2;
  s1 -> s1c3;
}
"#;
    assert_eq!(proof(Form::Dot), expected);
}

#[test]
fn a_proof_for_mermaid() {
    let expected = r##"flowchart TD
  s1["stays(#34;A. \#34;Al\#34; Envoy#34;, 1)<br/>stays#35;1, v.dl:5"]
  s1c1{{"#34;1999-05#34; #60; #34;1999-06#34;<br/>1999-05-31 is before 1999-06-01"}}
  s1c2{{"no left(#34;A. \#34;Al\#34; Envoy#34;)<br/>(closed)"}}
  s1c3{{"1 = count : { came(#34;A. \#34;Al\#34; Envoy#34;, _) }<br/>came(#34;A. \#34;Al\#34; Envoy#34;, #34;1999-05#34;)"}}
  s0(["came(#34;A. \#34;Al\#34; Envoy#34;, #34;1999-05#34;)<br/>courier:7 (confirmed): “came #60;here#62; #38; #35;now”"])
  s1 --> s0
  s1 --> s1c1
  s1 --> s1c2
  s1 --> s1c3
"##;
    assert_eq!(proof(Form::Mermaid), expected);
}

#[test]
fn what_is_missing_as_json() {
    let found = told("stays(\"B. Consul\", 1)", |session, body| {
        let told = whynot(session, body, Reach { together: 1, ..Reach::default() }).expect("it ends");
        show_whynot(&told, Form::Json, Layout::default())
    });
    let expected = r#"{
  "answers": 0,
  "missing": {
    "fact": "stays(\"B. Consul\", 1)",
    "world": "closed",
    "rules": [
      {
        "rule": {
          "name": "stays#1",
          "place": "v.dl:5",
          "says": "`who` came before June and did not leave."
        },
        "holds": [],
        "fails": "came(\"B. Consul\", day)",
        "missing": {
          "fact": "came(\"B. Consul\", _)",
          "world": "open"
        },
        "not_reached": [
          "day < \"1999-06\"",
          "!left(\"B. Consul\")",
          "1 = count : { came(\"B. Consul\", _) }"
        ]
      }
    ],
    "nearest": [
      {
        "fact": "stays(\"A. \\\"Al\\\" Envoy\", 1)",
        "differs": "who is \"A. \\\"Al\\\" Envoy\", not \"B. Consul\""
      }
    ]
  },
  "notes": [],
  "undetermined": [],
  "denied": [],
  "would_hold": [],
  "assumptions": [
    {
      "assume": [
        "came(\"B. Consul\", \"1999-05-03\")"
      ]
    }
  ],
  "retractions": [],
  "together": 1,
  "cut_short": false
}
"#;
    assert_eq!(found, expected);
}

#[test]
fn what_carries_a_conclusion_as_json() {
    let found = told("stays(who, 1)", |session, body| {
        show_sensitivity(&sensitivity(session, body).expect("it ends"), Form::Json)
    });
    let expected = r#"{
  "answers": [
    {
      "fact": "stays(\"A. \\\"Al\\\" Envoy\", 1)",
      "claims": [
        "courier:7"
      ],
      "articles": [
        "courier"
      ],
      "speakers": [],
      "facts": []
    }
  ],
  "claims": 1,
  "articles": 1,
  "speakers": 0,
  "facts": 0
}
"#;
    assert_eq!(found, expected);
}
