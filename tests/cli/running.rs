//! `demarche run`: inputs, outputs, limits and everything that can be wrong with files.

use super::fixture::graph;
use super::transcript::Test;

#[test]
fn inputs_become_outputs() {
    Test::new()
        .file(
            "g.dl",
            graph(
                "\
.input edge
.output path
.printsize path
",
            ),
        )
        .file(
            "in/edge.facts",
            "\
a\tb
b\tc
",
        )
        .file("out/.keep", "")
        .args(["run", "g.dl", "-F", "in", "-D", "out"])
        .stdout("path\t3\n")
        .leaves(
            "out/path.csv",
            "\
a\tb
a\tc
b\tc
",
        )
        .run();
}

#[test]
fn outputs_go_to_the_standard_output_for_a_dash() {
    Test::new()
        .file(
            "g.dl",
            graph(
                r#"edge("b", "c"). edge("a", "b").
.output path
"#,
            ),
        )
        .args(["run", "g.dl", "-D", "-"])
        .stdout(
            "\
---------------
path
a\tb
===============
a\tb
a\tc
b\tc
===============
",
        )
        .run();
}

#[test]
fn csv_has_headers_and_quotes() {
    Test::new()
        .file(
            "g.dl",
            graph(
                r#".input edge(filename="e.csv", rfc4180=true, headers=true)
.output path(rfc4180=true, headers=true)
"#,
            ),
        )
        .file(
            "e.csv",
            r#"from,to
"a, b","say ""x"""
"#,
        )
        .args(["run", "g.dl"])
        .leaves(
            "path.csv",
            r#"a,b
"a, b","say ""x"""
"#,
        )
        .run();
}

#[test]
fn facts_come_from_the_standard_input() {
    Test::new()
        .file(
            "g.dl",
            graph(
                r#".input edge(IO=stdin, delimiter=" ")
.output path
"#,
            ),
        )
        .args(["run", "g.dl", "-D-"])
        .stdin(
            "\
a b
b c",
        )
        .stdout(
            "\
---------------
path
a\tb
===============
a\tb
a\tc
b\tc
===============
",
        )
        .run();
}

#[test]
fn the_program_comes_from_the_standard_input() {
    Test::new()
        .args(["run", "-", "-D-"])
        .stdin(graph(
            r#"edge("a","b").
.output edge
"#,
        ))
        .stdout(
            "\
---------------
edge
a\tb
===============
a\tb
===============
",
        )
        .run();
}

#[test]
fn outputs_have_the_form_asked_for() {
    Test::new()
        .file(
            "g.dl",
            graph(
                r#"edge("a", "b").
.output path
"#,
            ),
        )
        .args(["run", "g.dl", "-D-", "--format", "json"])
        .stdout(
            r#"{
  "relation": "path",
  "rows": [
    {
      "a": "a",
      "b": "b"
    }
  ]
}
"#,
        )
        .run();
}

#[test]
fn every_relation_is_named_in_a_table() {
    Test::new()
        .file(
            "g.dl",
            graph(
                r#"edge("a", "b").
.output edge, path
"#,
            ),
        )
        .args(["run", "g.dl", "-D-", "--format", "table"])
        .stdout(
            "\
edge
  a  b
  a  b
1 row
path
  a  b
  a  b
1 row
",
        )
        .run();
}

#[test]
fn every_row_is_named_in_json_lines() {
    Test::new()
        .file(
            "g.dl",
            graph(
                r#"edge("a", "b").
.output edge, path
"#,
            ),
        )
        .args(["run", "g.dl", "-D-", "--format", "jsonl"])
        .stdout(
            r#"{"relation":"edge","row":{"a":"a","b":"b"}}
{"relation":"path","row":{"a":"a","b":"b"}}
"#,
        )
        .run();
}

#[test]
fn nothing_to_show_is_told() {
    Test::new()
        .file("g.dl", graph(""))
        .args(["run", "g.dl"])
        .stderr(
            "\
warning[W0102]: relation `edge` is never defined
 --> g.dl:3:15
  |
1 | .decl edge(a: symbol, b: symbol)
  |       ---- declared here
2 | .decl path(a: symbol, b: symbol)
3 | path(x, y) :- edge(x, y).
  |               ^^^^^^^^^^ no fact, rule or `.input` gives it a row
  |
  = help: declare it `open` if its facts are to come from elsewhere
note: nothing is shown, since there is no .output or .printsize
",
        )
        .run();
}

#[test]
fn a_missing_program_is_told() {
    Test::new()
        .args(["run", "no.dl"])
        .stderr("error: cannot read `no.dl`: No such file or directory (os error 2)\n")
        .status(2)
        .run();
}

#[test]
fn a_missing_file_of_facts_is_told() {
    Test::new()
        .file(
            "g.dl",
            graph(
                "\
.input edge
.output path
",
            ),
        )
        .file("path.csv", "old\n")
        .args(["run", "g.dl"])
        .stderr(
            "\
error: cannot read `edge.facts` of relation `edge`: No such file or directory (os error 2)
",
        )
        .status(2)
        .leaves("path.csv", "old\n")
        .run();
}

#[test]
fn bad_facts_are_told_line_by_line() {
    Test::new()
        .file(
            "g.dl",
            "\
.decl n(a: symbol, b: number, c: date)
.input n
.output n
",
        )
        .file(
            "n.facts",
            "\
a\tx\t1999
b\t1
c\t1\t1999-02-30
d\t1\t1999\te
",
        )
        .args(["run", "g.dl"])
        .stderr(
            "\
error: column 2 (`b`) of `n` cannot be `x`
 --> n.facts:1:3
  |
1 | a    x    1999
  |      ^ expected a 64-bit number

error: `n` needs 3 fields a line, this line has 2
 --> n.facts:2:4
  |
2 | b    1
  |       ^ expected a: symbol, b: number, c: date

error: column 3 (`c`) of `n` cannot be `1999-02-30`
 --> n.facts:3:5
  |
3 | c    1    1999-02-30
  |           ^^^^^^^^^^ expected an EDTF date: day is out of range for the month
",
        )
        .status(2)
        .run();
}

#[test]
fn bytes_that_are_not_utf8_are_told() {
    Test::new()
        .file(
            "g.dl",
            graph(
                "\
.input edge
.output path
",
            ),
        )
        .file("edge.facts", b"a\tb\nc\t\xff\n")
        .args(["run", "g.dl"])
        .stderr(
            "\
error: byte 2 of the line is not UTF-8
 --> edge.facts:2:3
  |
2 | c    �
  |      ^ expected UTF-8
",
        )
        .status(2)
        .run();
}

#[test]
fn a_program_that_is_not_utf8_is_told() {
    Test::new()
        .file("g.dl", b".decl e(a: symbol)\ne(\"\xff\").\n")
        .args(["run", "g.dl"])
        .stderr("error: cannot read `g.dl`: byte 22, on line 2, is not UTF-8\n")
        .status(2)
        .run();
}

#[test]
fn a_quote_that_never_closes_is_told() {
    Test::new()
        .file(
            "g.dl",
            graph(
                "\
.input edge(rfc4180=true)
.output path
",
            ),
        )
        .file("edge.facts", "\"a,b\n")
        .args(["run", "g.dl"])
        .stderr(
            r#"error: this quote is never closed
 --> edge.facts:1:1
  |
1 | "a,b
  | ^ expected `"`, then the delimiter or the end of the line
"#,
        )
        .status(2)
        .run();
}

#[test]
fn an_unknown_kind_of_input_is_told() {
    Test::new()
        .file("g.dl", graph(".input edge(IO=xml)\n"))
        .args(["run", "g.dl"])
        .stderr(
            "\
error[E0802]: `IO=xml` is not supported
 --> g.dl:5:1
  |
5 | .input edge(IO=xml)
  | ^^^^^^^^^^^^^^^^^^^ of this directive
  |
  = help: IO is `file` or `stdin`, `jsonfile` or `json` (the standard input), `jsonlfile` or `jsonl` (the standard input), `sqlite`, or `parquet`
",
        )
        .status(2)
        .run();
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    Test::new()
        .file("g.dl", graph(".output path\n"))
        .args(["run", "g.dl", "-D", "nowhere"])
        .stderr(
            "\
warning[W0102]: relation `edge` is never defined
 --> g.dl:3:15
  |
1 | .decl edge(a: symbol, b: symbol)
  |       ---- declared here
2 | .decl path(a: symbol, b: symbol)
3 | path(x, y) :- edge(x, y).
  |               ^^^^^^^^^^ no fact, rule or `.input` gives it a row
  |
  = help: declare it `open` if its facts are to come from elsewhere
error: cannot write `nowhere/path.csv` of relation `path`: No such file or directory (os error 2)
",
        )
        .status(2)
        .run();
}

#[test]
fn a_limit_of_facts_is_an_error() {
    Test::new()
        .file("g.dl", "\
.decl n(x: number)
n(0).
n(x + 1) :- n(x), x < 1000000.
.output n
")
        .file("n.csv", "old\n")
        .args(["run", "g.dl", "--max-facts", "100"])
        .stderr("\
error: more than 100 facts were derived while computing `n`; most by rule `n#1` (101); for example n(0), n(1), n(2)
  rule `n#1` stands at g.dl:3
  --max-facts sets this limit
")
        .status(3)
        .leaves("n.csv", "old\n")
        .run();
}

#[test]
fn overflow_names_the_rule_and_the_values() {
    Test::new()
        .file(
            "g.dl",
            "\
.decl n(x: number)
.decl m(x: number)
n(9223372036854775807).
m(x + 1) :- n(x).
.output m
",
        )
        .args(["run", "g.dl"])
        .stderr(
            "\
error[E0901]: rule `m#1` has no result
 --> g.dl:4:1
  |
4 | m(x + 1) :- n(x).
  | ^^^^^^^^^^^^^^^^^ cannot compute 9223372036854775807 + 1: the result does not fit a number (64 bits)
",
        )
        .status(2)
        .run();
}

#[test]
fn every_error_of_a_file_is_told() {
    Test::new()
        .file(
            "g.dl",
            graph(
                "\
path(x, y) :- egde(x, y).
path(x, y) :- edge(x).
",
            ),
        )
        .args(["run", "g.dl"])
        .stderr(
            "\
error[E0101]: unknown relation `egde`
 --> g.dl:5:15
  |
5 | path(x, y) :- egde(x, y).
  |               ^^^^ no `.decl` declares it
  |
  = help: did you mean `edge`?

error[E0301]: variable `y` is not grounded
 --> g.dl:6:9
  |
6 | path(x, y) :- edge(x).
  |         ^ the head needs its value
  |
  = help: add an atom without `!` that has `y`, or an equation `y = …`

error[E0102]: `edge` has 2 columns, but 1 argument is given
 --> g.dl:6:15
  |
1 | .decl edge(a: symbol, b: symbol)
  |       ---- declared with 2 columns: a, b
...
6 | path(x, y) :- edge(x).
  |               ^^^^ 1 argument
  |
  = help: give one for each column: `edge(a, b)`
",
        )
        .status(2)
        .run();
}

#[test]
fn a_missing_comma_is_placed() {
    Test::new()
        .file("g.dl", graph("path(x y).\n"))
        .args(["run", "g.dl"])
        .stderr(
            "\
error[E0010]: expected `,` or `)`, found `y`
 --> g.dl:5:8
  |
5 | path(x y).
  |     -  ^
  |     |
  |     opened here
",
        )
        .status(2)
        .run();
}

#[test]
fn executors_can_be_compared() {
    Test::new()
        .file(
            "g.dl",
            graph(
                r#"edge("a","b"). edge("b","a").
.output path
"#,
            ),
        )
        .args(["run", "g.dl", "--engine", "compare", "-D-"])
        .stdout(
            "\
---------------
path
a\tb
===============
a\ta
a\tb
b\ta
b\tb
===============
",
        )
        .run();
}

#[test]
fn an_unknown_engine_is_told() {
    Test::new()
        .file("g.dl", graph(""))
        .args(["run", "g.dl", "--engine", "fast"])
        .stderr(
            "\
error: invalid value 'fast' for '--engine <ENGINE>'
  [possible values: auto, native, naive, crepe, compare]

For more information, try '--help'.
",
        )
        .status(2)
        .run();
}

#[test]
fn a_bad_day_is_told_before_anything_is_read() {
    Test::new()
        .args(["query", "p(x)", "no.dl", "--as-of", "1999-13"])
        .stderr("\
error: invalid value '1999-13' for '--as-of <DAY>': not an EDTF date: month must be 01-12 or a sub-year code 21-41 (at byte 5)

For more information, try '--help'.
")
        .status(2)
        .run();
}

#[test]
fn a_misspelt_command_is_read_as_a_file() {
    Test::new()
        .args(["chek"])
        .stderr(
            "\
note: `chek` is read as a file; did you mean the command `check`?
error: cannot read `chek`: No such file or directory (os error 2)
",
        )
        .status(2)
        .run();
}
