//! `demarche run` in the place of Soufflé's command: the options of its scripts, and the levels of warnings.

use super::transcript::Test;

const NUMBERS: &str = "\
.decl n(x: number)
.output n
n(SIZE).
";

/// A rule with a warning: `x` is used once.
const ODD: &str = "\
.decl n(x: number)
.decl m(x: number)
.output m
n(1).
m(1) :- n(x).
";

const ODD_WARNING: &str = "\
warning[W0101]: variable `x` is used once
 --> odd.dl:5:11
  |
5 | m(1) :- n(x).
  |           ^ nothing else in the rule has it
  |
  = help: write `_`, or `_x` to keep the name
";

fn shown(rows: &str) -> String {
    format!("---------------\nm\nx\n===============\n{rows}\n===============\n")
}

fn odd(args: &[&str]) -> Test {
    let args: Vec<&str> = ["run", "odd.dl", "-D", "-"].iter().chain(args).copied().collect();
    Test::new().file("odd.dl", ODD).args(args.iter().copied())
}

#[test]
fn macros_and_folders_are_given_as_to_souffle() {
    Test::new()
        .file("p.dl", NUMBERS)
        .file("out/.keep", "")
        .args(["run", "-MSIZE=3 UNUSED", "-I.", "-Iout", "-j", "auto", "-Dout", "-F.", "p.dl"])
        .leaves("out/n.csv", "3\n")
        .run();
}

#[test]
fn options_that_tune_souffle_do_nothing() {
    Test::new()
        .file("p.dl", NUMBERS.replace("SIZE", "1"))
        .args([
            "run",
            "p.dl",
            "-v",
            "-m",
            "*",
            "-z",
            "MinimiseProgramTransformer",
            "--legacy",
            "-L.",
            "-lfunctors",
        ])
        .leaves("n.csv", "1\n")
        .run();
}

#[test]
fn what_asks_for_something_else_than_a_run_is_refused() {
    let cases = [
        (
            ["-c"].as_slice(),
            "`--compile (-c)` asks for C++, and no program is compiled here: leave it out, and the program runs at once",
        ),
        (
            &["-o", "x"],
            "`--dl-program (-o)` asks for C++, and no program is compiled here: leave it out, and the program runs at once",
        ),
        (
            &["-g", "x.cpp"],
            "`--generate (-g)` asks for C++, and no program is compiled here: leave it out, and the program runs at once",
        ),
        (&["-t", "explain"], "`--provenance (-t)` is another command here: `demarche why 'ATOM' FILES`"),
        (&["-r", "x.html"], "`--debug-report (-r)` is not there"),
    ];
    for (options, message) in cases {
        let args: Vec<&str> = ["run", "p.dl"].iter().chain(options).copied().collect();
        Test::new().file("p.dl", NUMBERS).args(args).stderr(format!("error: {message}\n")).status(2).run();
    }
}

#[test]
fn a_folder_for_included_files_must_be_there() {
    Test::new()
        .file("p.dl", NUMBERS)
        .args(["run", "p.dl", "-I", "nowhere"])
        .stderr("error: the folder for included files `nowhere` does not exist\n")
        .status(2)
        .run();
}

#[test]
fn the_number_of_jobs_is_above_zero() {
    Test::new()
        .file("p.dl", NUMBERS)
        .args(["run", "p.dl", "-j", "0"])
        .stderr_has(&["invalid value '0' for '--jobs <N>': neither `auto` nor a number above 0"])
        .status(2)
        .run();
}

#[test]
fn warnings_are_told_unless_silenced() {
    odd(&[]).stdout(shown("1")).stderr(ODD_WARNING).run();
    for silence in [
        ["-w"].as_slice(),
        &["--allow", "W0101"],
        &["--allow=used-once"],
        &["--wno=var-appears-once"],
        &["--wno", "all"],
    ] {
        odd(silence).stdout(shown("1")).run();
    }
    odd(&["--allow", "never-defined"]).stdout(shown("1")).stderr(ODD_WARNING).run();
}

#[test]
fn a_warning_that_is_denied_is_an_error() {
    let error = ODD_WARNING.replace("warning[", "error[");
    odd(&["--deny", "used-once"]).stderr(error.as_str()).status(2).run();
    odd(&["-w", "--deny", "all"]).stderr(error).status(2).run();
}

#[test]
fn a_warning_of_no_known_name_is_refused() {
    let message = "error: there is no warning `used-onec`; did you mean `used-once`?\n";
    odd(&["--allow", "used-onec"]).stderr(message).status(2).run();
}

#[test]
fn a_pragma_sets_levels_and_the_command_line_wins() {
    let program = |pragma: &str| format!("{ODD}.pragma {pragma}\n");
    let run = |pragma: &str, args: &[&str]| {
        let args: Vec<&str> = ["run", "odd.dl", "-D", "-"].iter().chain(args).copied().collect();
        Test::new().file("odd.dl", program(pragma)).args(args.iter().copied())
    };
    run("\"allow\" \"used-once\"", &[]).stdout(shown("1")).run();
    run("\"no-warn\"", &[]).stdout(shown("1")).run();
    run("\"deny\" \"all\"", &["-w"]).stdout(shown("1")).run();
    run("\"allow\" \"all\"", &["--deny", "W0101"])
        .stderr(ODD_WARNING.replace("warning[", "error["))
        .status(2)
        .run();
    Test::new().file("odd.dl", ODD).args(["run", "odd.dl", "-D-", "-P", "no-warn"]).stdout(shown("1")).run();
}

#[test]
fn pragmas_name_the_folders() {
    let pragmas = ".pragma \"fact-dir\" \"in\"\n.pragma \"output-dir\" \"out\"\n.decl n(x: number)\n.input n\n.output n\n";
    let test = |args: &[&str]| {
        let test = Test::new().file("p.dl", pragmas).file("in/n.facts", "1\n").file("other/n.facts", "2\n");
        test.file("out/.keep", "").args(["run", "p.dl"].iter().chain(args).copied().collect::<Vec<_>>())
    };
    test(&[]).leaves("out/n.csv", "1\n").run();
    test(&["-F", "other", "-D", "."]).leaves("n.csv", "2\n").run();
}

#[test]
fn a_program_is_shown_as_read_and_as_instantiated() {
    let program = "#define N 1\n.comp C { .decl n(x: number) n(N). }\n.init c = C\n";
    let shown = |what: &str, expected: &str| {
        Test::new().file("p.dl", program).args(["run", "p.dl", "--show", what]).stdout(expected).run();
    };
    shown("initial-ast", ".comp C {\n    .decl n(x: number)\n\n    n(1).\n}\n\n.init c = C\n");
    shown("transformed-ast", ".decl c.n(x: number)\n\nc.n(1).\n");
    shown("parse-errors", "");
}

#[test]
fn levels_and_folders_hold_at_the_prompt_too() {
    Test::new()
        .file("odd.dl", ODD)
        .args(["odd.dl", "--allow", "used-once"])
        .stdin("m(x)\nm(2) :- n(y).\nm(x)\n")
        .stdout("  x\n  1\n1 row\n  x\n  1\n  2\n2 rows\n")
        .run();
}
