//! The formats of inputs and outputs: what is read from and written to each, and what is said of a bad one.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::transcript::Test;

/// A relation with a column of each type, copied from input to output.
fn copied(input: &str, output: &str) -> String {
    format!(
        ".decl r(s: symbol, n: number, u: unsigned, f: float, d: date)
.decl t(s: symbol, n: number, u: unsigned, f: float, d: date)
.input r({input})
.output t({output})
t(s, n, u, f, d) :- r(s, n, u, f, d).
"
    )
}

const ROWS: &str = "\
a \"b\"\t-9223372036854775808\t18446744073709551615\t0.5\t1999-05
é\t7\t7\t-1e+300\t2001
";

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn json_has_a_list_for_each_row() {
    let rows = r#"[["a \"b\"", -9223372036854775808, 18446744073709551615, 0.5, "1999-05"],
["é", 7, 7, -1e+300, "2001"]]
"#;
    Test::new()
        .file("p.dl", copied("", "IO=jsonfile"))
        .file("r.facts", ROWS)
        .args(["run", "p.dl"])
        .leaves("t.json", rows)
        .run();
    Test::new()
        .file("p.dl", copied("IO=jsonfile", ""))
        .file("r.json", rows)
        .args(["run", "p.dl"])
        .leaves("t.csv", ROWS)
        .run();
}

#[test]
fn json_has_an_object_for_each_row() {
    let rows = r#"[{"s": "a \"b\"", "n": -9223372036854775808, "u": 18446744073709551615, "f": 0.5, "d": "1999-05"},
{"s": "é", "n": 7, "u": 7, "f": -1e+300, "d": "2001"}]
"#;
    Test::new()
        .file("p.dl", copied("", "IO=jsonfile, format=object, filename=\"x.json\""))
        .file("r.facts", ROWS)
        .args(["run", "p.dl"])
        .leaves("x.json", rows)
        .run();
    Test::new()
        .file("p.dl", copied("IO=jsonfile, filename=\"x.json\"", ""))
        .file("x.json", rows)
        .args(["run", "p.dl"])
        .leaves("t.csv", ROWS)
        .run();
}

#[test]
fn json_is_read_from_and_printed_to_the_standard_streams() {
    Test::new()
        .file("p.dl", ".decl r(a: number, b: symbol)\n.input r(IO=json)\n.output r(IO=json, format=object)\n")
        .args(["run", "p.dl"])
        .stdin(r#"[{"b": "x", "a": 2}, [1, "y"]]"#)
        .stdout("[{\"a\": 1, \"b\": \"y\"},\n{\"a\": 2, \"b\": \"x\"}]\n")
        .run();
}

#[test]
fn json_of_no_rows_is_an_empty_array() {
    Test::new()
        .file("p.dl", ".decl r(a: number)\n.input r(IO=json)\n.output r(IO=json)\n.output r(IO=jsonl)\n")
        .args(["run", "p.dl"])
        .stdin("[ ]")
        .stdout("[]\n")
        .run();
}

#[test]
fn json_tells_of_a_relation_without_columns_whether_it_holds() {
    Test::new()
        .file("p.dl", ".decl r()\n.input r(IO=json)\n.output r(IO=json)\n")
        .args(["run", "p.dl"])
        .stdin("[null]")
        .stdout("[null]\n")
        .run();
}

#[test]
fn json_keeps_floats_that_it_has_no_numbers_for_in_quotes() {
    Test::new()
        .file("p.dl", ".decl r(f: float)\n.input r(IO=json)\n.output r(IO=json)\n")
        .args(["run", "p.dl"])
        .stdin(r#"[["inf"], ["-inf"], [1]]"#)
        .stdout("[[\"-inf\"],\n[1],\n[\"inf\"]]\n")
        .run();
}

#[test]
fn json_lines_have_a_row_each() {
    Test::new()
        .file("p.dl", copied("IO=jsonlfile", "IO=jsonlfile, format=object, compress=false"))
        .file(
            "r.jsonl",
            "[\"a\", 1, 2, 3, \"1999\"]\n\n{\"s\":\"b\",\"n\":1,\"u\":2,\"f\":0.25,\"d\":\"1999-05-07\"}",
        )
        .args(["run", "p.dl"])
        .leaves(
            "t.jsonl",
            "\
{\"s\": \"a\", \"n\": 1, \"u\": 2, \"f\": 3, \"d\": \"1999\"}
{\"s\": \"b\", \"n\": 1, \"u\": 2, \"f\": 0.25, \"d\": \"1999-05-07\"}
",
        )
        .run();
}

#[test]
fn packed_inputs_are_known_by_their_content() {
    Test::new()
        .file("p.dl", copied("", ""))
        .file("r.facts", packed(ROWS))
        .args(["run", "p.dl"])
        .leaves("t.csv", ROWS)
        .run();
    Test::new()
        .file("p.dl", ".decl r(a: number)\n.input r(IO=jsonfile)\n.output r(IO=stdout)\n")
        .file("r.json", packed("[[1]]"))
        .args(["run", "p.dl"])
        .stdout("---------------\nr\n===============\n1\n===============\n")
        .run();
}

#[test]
fn packed_outputs_are_what_a_packed_input_can_be() {
    Test::new()
        .file(
            "p.dl",
            ".decl r(a: number)\nr(1). r(2).\n.output r(compress=true)\n.output r(IO=jsonfile, compress=true)\n",
        )
        .after(["run", "p.dl"])
        .args(["run", "q.dl"])
        .file(
            "q.dl",
            ".decl r(a: number)\n.input r(filename=\"r.csv.gz\")\n.input r(IO=jsonfile, filename=\"r.json.gz\")\n\
             .printsize r\n",
        )
        .stdout("r\t2\n")
        .run();
}

#[test]
fn damaged_gzip_is_told_and_nothing_is_written() {
    let mut damaged = packed(ROWS);
    damaged.truncate(damaged.len() - 6);
    Test::new()
        .file("p.dl", copied("", ""))
        .file("r.facts", damaged)
        .file("t.csv", "old\n")
        .args(["run", "p.dl"])
        .stderr("error: cannot read `r.facts` of relation `r`: its gzip data end too early\n")
        .status(2)
        .leaves("t.csv", "old\n")
        .run();
}

/// A relation of two columns that is read from a file of JSON.
fn json(content: &str) -> Test {
    Test::new()
        .file("p.dl", ".decl r(a: number, b: symbol)\n.input r(IO=jsonfile)\n.output r\n")
        .file("r.json", content)
        .file("r.csv", "old\n")
        .args(["run", "p.dl"])
        .status(2)
        .leaves("r.csv", "old\n")
}

#[test]
fn json_of_another_shape_is_told() {
    json("{\"a\": 1}\n")
        .stderr(
            "\
error: this is JSON of another kind
 --> r.json:1:1
  |
1 | {\"a\": 1}
  | ^ expected an array of rows
",
        )
        .run();
}

#[test]
fn text_that_is_no_json_is_told_with_its_place() {
    json("[[1, \"a\"],\n [2, \"b\"\n")
        .stderr(
            "\
error: this is no JSON: EOF while parsing a list
 --> r.json:2:9
  |
2 |  [2, \"b\"
  |         ^ expected an array of rows
",
        )
        .run();
}

#[test]
fn every_bad_row_of_json_is_told() {
    json(
        "[[1],\n [1, \"a\", 2],\n [\"1\", \"a\"],\n [1, 2],\n {\"a\": 1},\n {\"a\": 1, \"b\": \"\", \"c\": 2},\n 7,\n [1.5, \"a\"]]\n",
    )
    .stderr(
        "\
error: a row of `r` has 2 values, this one 1
 --> r.json:1:2
  |
1 | [[1],
  |  ^^^ expected a: number, b: symbol

error: a row of `r` has 2 values, this one 3
 --> r.json:2:2
  |
2 |  [1, \"a\", 2],
  |  ^^^^^^^^^^^ expected a: number, b: symbol

error: column 1 (`a`) of `r` cannot be `\\\"1\\\"`
 --> r.json:3:3
  |
3 |  [\"1\", \"a\"],
  |   ^^^ expected a 64-bit number

error: column 2 (`b`) of `r` cannot be `2`
 --> r.json:4:6
  |
4 |  [1, 2],
  |      ^ expected a string

error: this row of `r` lacks `b`
 --> r.json:5:2
  |
5 |  {\"a\": 1},
  |  ^^^^^^^^ expected a: number, b: symbol

error: `r` has no column `c`
 --> r.json:6:25
  |
6 |  {\"a\": 1, \"b\": \"\", \"c\": 2},
  |                         ^ expected a: number, b: symbol

error: a row of `r` is a list or an object
 --> r.json:7:2
  |
7 |  7,
  |  ^ expected a: number, b: symbol

error: column 1 (`a`) of `r` cannot be `1.5`
 --> r.json:8:3
  |
8 |  [1.5, \"a\"]]
  |   ^^^ expected a 64-bit number
",
    )
    .run();
}

#[test]
fn a_bad_line_of_json_lines_is_told_and_the_others_are_read() {
    Test::new()
        .file("p.dl", ".decl r(a: number)\n.input r(IO=jsonlfile)\n.output r(IO=stdout)\n")
        .file("r.jsonl", "[1]\n[2\n[3]\n")
        .args(["run", "p.dl", "--skip-bad-rows", "1"])
        .stdout("---------------\nr\n===============\n1\n3\n===============\n")
        .stderr(
            "\
warning: this is no JSON: EOF while parsing a list
 --> r.jsonl:2:3
  |
2 | [2
  |   ^ expected a row in JSON
note: 1 bad row was skipped
",
        )
        .run();
}

/// A relation of two columns, one line of which is bad in each way.
fn bad_lines(options: &[&str]) -> Test {
    Test::new()
        .file("p.dl", ".decl r(a: number, b: symbol)\n.input r\n.output r\n")
        .file("r.facts", b"1\ta\nx\tb\n2\n3\t\xff\n4\td\n")
        .file("r.csv", "old\n")
        .args(["run", "p.dl"])
        .args(options.iter().copied())
}

const BAD_LINES: [&str; 3] = [
    "\
: column 1 (`a`) of `r` cannot be `x`
 --> r.facts:2:1
  |
2 | x    b
  | ^ expected a 64-bit number
",
    "\
: `r` needs 2 fields a line, this line has 1
 --> r.facts:3:2
  |
3 | 2
  |  ^ expected a: number, b: symbol
",
    "\
: byte 2 of the line is not UTF-8
 --> r.facts:4:3
  |
4 | 3    \u{fffd}
  |      ^ expected UTF-8
",
];

#[test]
fn bad_rows_are_skipped_and_told_as_far_as_is_allowed() {
    let told: Vec<String> = BAD_LINES.iter().map(|line| format!("warning{line}")).collect();
    bad_lines(&["--skip-bad-rows", "3"])
        .stderr(format!("{}note: 3 bad rows were skipped\n", told.concat()))
        .leaves("r.csv", "1\ta\n4\td\n")
        .run();
}

#[test]
fn one_bad_row_more_than_is_allowed_is_an_error() {
    let told: Vec<String> = BAD_LINES.iter().map(|line| format!("error{line}")).collect();
    bad_lines(&["--skip-bad-rows", "2"]).stderr(told.join("\n")).status(2).leaves("r.csv", "old\n").run();
}

#[test]
fn a_missing_file_of_facts_is_one_without_rows_where_that_is_allowed() {
    Test::new()
        .file("p.dl", ".decl r(a: number)\n.input r\n.input r(IO=jsonfile)\n.output r\n")
        .args(["run", "p.dl", "--allow-missing-facts"])
        .leaves("r.csv", "")
        .run();
    Test::new()
        .file("p.dl", ".decl r(a: number)\n.input r\n.output r\n")
        .args(["run", "p.dl", "-w"])
        .leaves("r.csv", "")
        .run();
}

#[test]
fn a_folder_is_no_file_of_facts_even_where_missing_ones_are_allowed() {
    Test::new()
        .file("p.dl", ".decl r(a: number)\n.input r\n.output r\n")
        .file("r.facts/x", "")
        .args(["run", "p.dl", "--allow-missing-facts"])
        .stderr("error: cannot read `r.facts` of relation `r`: Is a directory (os error 21)\n")
        .status(2)
        .run();
}

#[test]
fn fields_beyond_the_columns_are_left_out_and_told_once() {
    Test::new()
        .file("p.dl", ".decl r(a: number)\n.input r\n.output r\n")
        .file("r.facts", "1\n2\tx\ty\n3\tz\n")
        .args(["run", "p.dl"])
        .stderr(
            "\
warning: `r` needs 1 field a line, this line has 3
 --> r.facts:2:3
  |
2 | 2    x    y
  |      ^^^^^^ expected a: number
note: the last fields of lines such as this in r.facts are not read (2 in all)
",
        )
        .leaves("r.csv", "1\n2\n3\n")
        .run();
}

#[test]
fn names_headers_and_delimiters_are_as_the_directive_says() {
    Test::new()
        .file(
            "p.dl",
            ".decl r(a: number, b: symbol)
.input r(name=\"e\", delimiter=\" , \", headers=true)
.output r(name=\"f\", delimiter=\"::\", headers=true)
.output r(filename=\"g\", headers=true, attributeNames=\"A and B\")
",
        )
        .file("in/e.facts", "x , y\n1 , a\n2 , \n")
        .args(["run", "p.dl", "-F", "in"])
        .leaves("f.csv", "a::b\n1::a\n2::\n")
        .leaves("g", "A and B\n1\ta\n2\t\n")
        .run();
}

#[test]
fn a_parameter_that_nobody_knows_is_told_and_has_no_effect() {
    Test::new()
        .file("p.dl", ".decl r(a: number)\nr(1).\n.output r(filemname=\"x\")\n")
        .args(["run", "p.dl"])
        .stderr(
            "\
warning[W0106]: unknown parameter `filemname`
 --> p.dl:3:11
  |
3 | .output r(filemname=\"x\")
  |           ^^^^^^^^^ `.output` does not know it, and it has no effect
  |
  = help: did you mean `filename`?
",
        )
        .leaves("r.csv", "1\n")
        .run();
}

#[test]
fn bad_parameters_are_told_before_anything_runs() {
    Test::new()
        .file(
            "p.dl",
            ".decl r(a: number)\nr(1).\n.output r(IO=jsonfile, format=map)\n.output r(IO=stdout, compress=true)\n",
        )
        .args(["check", "p.dl"])
        .stderr(
            "\
error[E0803]: `format` is `list` or `object`, not `map`
 --> p.dl:3:1
  |
3 | .output r(IO=jsonfile, format=map)
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a bad value of a parameter

error[E0803]: only a file of text can be compressed
 --> p.dl:4:1
  |
4 | .output r(IO=stdout, compress=true)
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a bad value of a parameter
",
        )
        .status(2)
        .run();
}

#[test]
fn a_full_disk_is_told_and_no_other_file_is_touched() {
    Test::new()
        .file("p.dl", ".decl r(a: number)\nr(1).\n.output r(filename=\"/dev/full\")\n")
        .args(["run", "p.dl"])
        .stderr("error: cannot write `/dev/full` of relation `r`: No space left on device (os error 28)\n")
        .status(2)
        .run();
}

#[test]
fn an_output_cannot_replace_a_folder() {
    for kind in ["file", "jsonfile"] {
        Test::new()
            .file(
                "p.dl",
                format!(".decl r(a: number)\nr(1).\n.output r(IO={kind}, filename=\"x\")\n.output r\n"),
            )
            .file("x/y", "")
            .file("r.csv", "old\n")
            .args(["run", "p.dl"])
            .stderr("error: cannot write `x` of relation `r`: is a directory\n")
            .status(2)
            .leaves("r.csv", "old\n")
            .run();
    }
}

const NESTED: &str = "\
.type Pair = [s: symbol, rest: Pair]
.type Tree = Leaf {} | Node {left: Tree, p: Pair}
.decl r(p: Pair, t: Tree)
";

#[test]
fn records_and_branches_are_read_and_written_as_souffle_has_them() {
    Test::new()
        .file(
            "p.dl",
            NESTED.to_owned() + ".input r\n.output r\n.output r(rfc4180=true, filename=\"q.csv\")\n",
        )
        .file("r.facts", "nil\t$Leaf\n[a, [ \"b, c\" , nil]]\t$Node( $Leaf, [x y, nil])\n")
        .args(["run", "p.dl"])
        .leaves("r.csv", "nil\t$Leaf\n[a, [b, c, nil]]\t$Node($Leaf, [x y, nil])\n")
        .leaves(
            "q.csv",
            "\"nil\",\"$Leaf\"\n\"[\"\"a\"\", [\"\"b, c\"\", nil]]\",\"$Node($Leaf, [\"\"x y\"\", nil])\"\n",
        )
        .run();
}

#[test]
fn a_delimiter_within_brackets_ends_no_field() {
    Test::new()
        .file("p.dl", NESTED.to_owned() + ".input r(delimiter=\", \")\n.output r\n")
        .file("r.facts", "[a, [b, nil]], $Node($Leaf, [c, nil])\nnil, $Leaf\n")
        .args(["run", "p.dl"])
        .leaves("r.csv", "nil\t$Leaf\n[a, [b, nil]]\t$Node($Leaf, [c, nil])\n")
        .run();
}

#[test]
fn bad_records_and_branches_are_told_with_the_place_in_them() {
    Test::new()
        .file("p.dl", NESTED.to_owned() + ".input r\n.output r\n")
        .file("r.facts", "[a, nil\t$Leaf\nnil\t$Lef\n")
        .args(["run", "p.dl"])
        .stderr(
            "\
error: column 1 (`p`) of `r` cannot be `[a, nil`
 --> r.facts:1:1
  |
1 | [a, nil    $Leaf
  | ^^^^^^^ expected `]` at character 8 of the value

error: column 2 (`t`) of `r` cannot be `$Lef`
 --> r.facts:2:5
  |
2 | nil    $Lef
  |        ^^^^ expected `$Leaf` or `$Node` at character 1 of the value
",
        )
        .status(2)
        .run();
}

#[test]
fn records_in_json_are_lists_or_objects_and_branches_texts() {
    let lists = "[[null, \"$Leaf\"],\n[[\"a\", [\"b\", null]], \"$Node($Leaf, [\\\"c\\\", nil])\"]]\n";
    let objects = "[{\"p\": null, \"t\": \"$Leaf\"},\n{\"p\": {\"s\": \"a\", \"rest\": {\"s\": \"b\", \"rest\": null}}, \
                   \"t\": \"$Node($Leaf, [\\\"c\\\", nil])\"}]\n";
    for (given, format, expected) in [(objects, "list", lists), (lists, "object", objects)] {
        Test::new()
            .file(
                "p.dl",
                NESTED.to_owned() + &format!(".input r(IO=json)\n.output r(IO=json, format={format})\n"),
            )
            .args(["run", "p.dl"])
            .stdin(given)
            .stdout(expected)
            .run();
    }
}

#[test]
fn bad_records_in_json_are_told() {
    Test::new()
        .file("p.dl", NESTED.to_owned() + ".input r(IO=jsonlfile)\n.output r\n")
        .file("r.jsonl", "[[\"a\", 1], \"$Leaf\"]\n[{\"s\": \"a\"}, \"$Leaf\"]\n[null, 7]\n")
        .args(["run", "p.dl"])
        .stderr(
            "\
error: column 1 (`p`) of `r` cannot be `1`
 --> r.jsonl:1:8
  |
1 | [[\"a\", 1], \"$Leaf\"]
  |        ^ expected `null`, or a list or object of s, rest

error: column 1 (`p`) of `r` cannot be `{\\\"s\\\": \\\"a\\\"}`
 --> r.jsonl:2:2
  |
2 | [{\"s\": \"a\"}, \"$Leaf\"]
  |  ^^^^^^^^^^ expected `null`, or a list or object of s, rest

error: column 2 (`t`) of `r` cannot be `7`
 --> r.jsonl:3:8
  |
3 | [null, 7]
  |        ^ expected a string
",
        )
        .status(2)
        .run();
}
