//! `demarche fmt`: files in their places, `--check`, the standard input.

use super::transcript::Test;

const UNTIDY: &str = "// edges\n.decl edge(a:number,b:number)\nedge( 1,2 ).   edge(2,3). // two\n\n\n\n#ifdef MORE\nedge(3,4).\n#endif\n";
const TIDY: &str = "// edges\n.decl edge(a: number, b: number)\nedge(1, 2). edge(2, 3). // two\n\n#ifdef MORE\nedge(3, 4).\n#endif\n";

#[test]
fn files_are_formatted_in_their_places() {
    Test::new()
        .file("a.dl", UNTIDY)
        .file("b/c.dl", UNTIDY)
        .file("b/d.dl", TIDY)
        .file("b/notes.txt", "a  b")
        .args(["fmt", "a.dl", "b"])
        .stdout("a.dl\nb/c.dl\n")
        .leaves("a.dl", TIDY)
        .leaves("b/c.dl", TIDY)
        .leaves("b/d.dl", TIDY)
        .leaves("b/notes.txt", "a  b")
        .run();
}

#[test]
fn check_names_what_would_change_and_writes_nothing() {
    Test::new()
        .file("a.dl", UNTIDY)
        .file("b.dl", TIDY)
        .args(["fmt", "--check", "a.dl", "b.dl"])
        .stdout("a.dl\n")
        .status(1)
        .leaves("a.dl", UNTIDY)
        .run();
    Test::new().file("b.dl", TIDY).args(["fmt", "--check", "b.dl"]).run();
}

#[test]
fn the_standard_input_becomes_the_standard_output() {
    Test::new().args(["fmt", "--stdin"]).stdin(UNTIDY).stdout(TIDY).run();
    Test::new().args(["fmt", "--stdin", "--check"]).stdin(UNTIDY).stdout("<stdin>\n").status(1).run();
}

#[test]
fn what_cannot_be_read_is_told_and_left_alone() {
    let message = "\
error[E0010]: expected `,` or `)`, found `.`
 --> bad.dl:1:8
  |
1 | edge( 1.
  |     -  ^
  |     |
  |     opened here
error: cannot read `nowhere.dl`: No such file or directory (os error 2)
";
    Test::new()
        .file("bad.dl", "edge( 1.\n")
        .file("good.dl", UNTIDY)
        .args(["fmt", "bad.dl", "nowhere.dl", "good.dl"])
        .stdout("good.dl\n")
        .stderr(message)
        .status(2)
        .leaves("bad.dl", "edge( 1.\n")
        .leaves("good.dl", TIDY)
        .run();
}

#[test]
fn something_to_format_must_be_named() {
    Test::new().args(["fmt"]).stderr_has(&["required arguments were not provided", "FILES"]).status(2).run();
}
