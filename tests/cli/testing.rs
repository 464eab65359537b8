//! `demarche test` and `demarche check`.

use super::fixture::visits;
use super::transcript::Test;

#[test]
fn one_line_a_test() {
    Test::new()
        .file(
            "t.dl",
            visits(
                r#"
.test "The envoy has been to Utopia" {
    .expect visited("A. Envoy", "Utopia")
    .expect exactly visited(w, c) { ("A. Envoy", "Utopia") }
}
"#,
            ),
        )
        .args(["test", "t.dl"])
        .stdout(
            "\
ok   t.dl:32:7 The envoy has been to Utopia
1 passed, 0 failed
",
        )
        .run();
}

#[test]
fn without_paths_the_bundled_tests_are_run() {
    Test::new()
        .args(["test"])
        .stdout_has(&[
            "ok   tests/conclusions/alignment.dl:",
            "ok   tests/conclusions/visits.dl:",
            " passed, 0 failed\n",
        ])
        .stderr("note: the bundled tests of the standard rules; name files or folders to run theirs\n")
        .run();
}

#[test]
fn failures_show_the_difference() {
    Test::new()
        .file(
            "f.dl",
            visits(
                r#"
.test "Nobody has been anywhere" {
    .expect none visited(_, _)
    .expect exactly visited(w, c) { ("A. Envoy", "Utopia"), ("C. Consul", "Utopia") }
    .expect visited("C. Consul", _)
}
.test "It is confirmed" {
    .expect visited("A. Envoy", _) @confirmed
}
"#,
            ),
        )
        .args(["test", "f.dl"])
        .stdout(
            "\
FAIL f.dl:32:7 Nobody has been anywhere
  f.dl:33:5: 1 row not expected
  f.dl:34:5: 1 row missing, 0 rows not expected
  expected, and does not follow:
    w          c
    C. Consul  Utopia
  f.dl:35:5: there is no answer: false
  what follows nearby:
    any who
    A. Envoy
ok   f.dl:37:7 It is confirmed
1 passed, 1 failed
",
        )
        .status(1)
        .run();
}

#[test]
fn failures_have_a_machine_form() {
    Test::new()
        .file(
            "f.dl",
            visits(
                r#"
.test "Nobody has been anywhere" {
    .expect none visited(_, _)
    .expect exactly visited(w, c) { ("A. Envoy", "Utopia"), ("C. Consul", "Utopia") }
    .expect visited("C. Consul", _)
}
.test "It is confirmed" {
    .expect visited("A. Envoy", _) @confirmed
}
"#,
            ),
        )
        .args(["test", "f.dl", "--format", "json"])
        .stdout(
            r#"{
  "tests": [
    {
      "title": "Nobody has been anywhere",
      "at": "f.dl:32:7",
      "passed": false,
      "failures": [
        {
          "at": "f.dl:33:5",
          "message": "1 row not expected",
          "missing": [],
          "unexpected": [
            {}
          ],
          "nearby": []
        },
        {
          "at": "f.dl:34:5",
          "message": "1 row missing, 0 rows not expected",
          "missing": [
            {
              "w": "C. Consul",
              "c": "Utopia"
            }
          ],
          "unexpected": [],
          "nearby": []
        },
        {
          "at": "f.dl:35:5",
          "message": "there is no answer: false",
          "missing": [],
          "unexpected": [],
          "nearby": [
            {
              "any who": "A. Envoy"
            }
          ]
        }
      ]
    },
    {
      "title": "It is confirmed",
      "at": "f.dl:37:7",
      "passed": true,
      "failures": []
    }
  ],
  "passed": 1,
  "failed": 1
}
"#,
        )
        .status(1)
        .run();
}

#[test]
fn a_folder_is_tested_file_by_file() {
    Test::new()
        .file(
            "a.dl",
            visits(
                r#"
.test "The envoy has been to Utopia" {
    .expect visited("A. Envoy", "Utopia")
    .expect exactly visited(w, c) { ("A. Envoy", "Utopia") }
}
"#,
            ),
        )
        .file(
            "sub/b.dl",
            visits(
                r#"
.test "The envoy has been to Utopia" {
    .expect visited("A. Envoy", "Utopia")
    .expect exactly visited(w, c) { ("A. Envoy", "Utopia") }
}
"#,
            ),
        )
        .file("c.txt", "x")
        .args(["test", "."])
        .stdout(
            "\
ok   a.dl:32:7 The envoy has been to Utopia
ok   sub/b.dl:32:7 The envoy has been to Utopia
2 passed, 0 failed
",
        )
        .run();
}

#[test]
fn a_file_that_does_not_load_is_told_and_the_rest_is_tested() {
    Test::new()
        .file("a.dl", ".decl x(\n")
        .file(
            "b.dl",
            visits(
                r#"
.test "The envoy has been to Utopia" {
    .expect visited("A. Envoy", "Utopia")
    .expect exactly visited(w, c) { ("A. Envoy", "Utopia") }
}
"#,
            ),
        )
        .args(["test", "a.dl", "b.dl"])
        .stdout(
            "\
ok   b.dl:32:7 The envoy has been to Utopia
1 passed, 0 failed
",
        )
        .stderr(
            "\
error[E0010]: expected an attribute's name, found the end of the text
 --> a.dl:1:9
  |
1 | .decl x(
  |         ^
",
        )
        .status(2)
        .run();
}

#[test]
fn a_program_is_checked() {
    Test::new()
        .file(
            "t.dl",
            visits(
                r#"
.test "The envoy has been to Utopia" {
    .expect visited("A. Envoy", "Utopia")
    .expect exactly visited(w, c) { ("A. Envoy", "Utopia") }
}
"#,
            ),
        )
        .args(["check", "t.dl"])
        .stdout("4 relations, 3 rules, 2 articles, 4 claims, 1 test: no error\n")
        .run();
}

#[test]
fn quotes_are_checked_against_the_texts() {
    Test::new()
        .file("t.dl", visits(r#"
.test "The envoy has been to Utopia" {
    .expect visited("A. Envoy", "Utopia")
    .expect exactly visited(w, c) { ("A. Envoy", "Utopia") }
}
"#))
        .file("texts/herald.txt", "\
The envoy arrived in the capital of Utopia. He will travel to Ruritania in June. The spokesman said that there is no such plan.
")
        .file("texts/courier.txt", "The consul is likely to come in October.\n")
        .args(["check", "t.dl", "--articles", "texts"])
        .stdout("\
t.dl:18:16: error [quote] herald:18: the quote “will travel to Ruritania in July” does not occur; “will travel to Ruritania in” does, what follows differs
t.dl:9:10: note [sentence]: no claim touches the sentence in line 1 of `herald.txt`: “He will travel to Ruritania in June.”
t.dl:21:10: note [coverage]: quotes cover 68.3 % of the text; fewer words find the places
herald: 3 claims, 2 of 3 sentences touched, quotes cover 41.4 % of the text
courier: 1 claim, 1 of 1 sentence touched, quotes cover 68.3 % of the text
1 error, 2 notes
")
        .status(1)
        .run();
}

#[test]
fn a_bad_expectation_fails_the_check() {
    Test::new()
        .file(
            "t.dl",
            visits(
                r#".test "Bad" {
    .expect vsited(_, _)
}
"#,
            ),
        )
        .args(["check", "t.dl"])
        .stderr(
            "\
error[E0101]: unknown relation `vsited`
  --> t.dl:32:13
   |
32 |     .expect vsited(_, _)
   |             ^^^^^^ no `.decl` declares it
   |
   = help: did you mean `visited`?
",
        )
        .status(1)
        .run();
}
