//! Functors of native libraries: a small library of C, compiled here, and what is refused without it.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

const LIBRARY: &str = r#"
#include <stdint.h>
#include <string.h>

int64_t twice(int64_t x) { return 2 * x; }
uint64_t high_bit(uint64_t x) { return x | 0x8000000000000000u; }
double half(double x) { return x / 2.0; }
const char *yes_or_no(int64_t x) { return x ? "yes" : "no"; }
int64_t mixed(double a, int64_t b, const char *c, double d) { return (int64_t) (a * 1000.0) + b * 100 + (int64_t) strlen(c) * 10 + (int64_t) d; }
int64_t nothing(void) { return 42; }
const char *none(const char *text) { return 0; }
const char *broken(const char *text) { return "\xff"; }
int64_t gcd(int64_t a, int64_t b) { while (b) { int64_t t = a % b; a = b; b = t; } return a < 0 ? -a : a; }
int64_t lcm(int64_t a, int64_t b) { return a && b ? a / gcd(a, b) * b : 0; }
"#;

const DECLARED: &str = "\
.functor twice(x: number): number
.functor high_bit(unsigned): unsigned
.functor half(float): float
.functor yes_or_no(number): symbol
.functor mixed(float, number, symbol, float): number
.functor nothing(): number
.functor none(symbol): symbol
.functor broken(symbol): symbol
.functor gcd(number, number): number
.functor lcm(number, number): number
";

/// A folder with `libfunctors.so`, or what it is called here.
fn library() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("functors.c"), LIBRARY).unwrap();
    let file = format!("{}functors{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let made = Command::new(compiler)
        .args(["-shared", "-fPIC", "-o", &file, "functors.c"])
        .current_dir(folder.path())
        .status()
        .unwrap();
    assert!(made.success(), "the C compiler makes the library");
    folder
}

/// What `demarche run` says of a program in a folder: exit code, standard output, standard error.
fn run(folder: &Path, program: &str, options: &[&str]) -> (Option<i32>, String, String) {
    std::fs::write(folder.join("p.dl"), program).unwrap();
    command(folder, &[&["run", "p.dl", "-D", "-"], options].concat(), "")
}

/// What `demarche` says in a folder, with some standard input: exit code, standard output, standard error.
fn command(folder: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    std::fs::write(folder.join("input"), input).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(arguments)
        .env("NO_COLOR", "1")
        .current_dir(folder)
        .stdin(File::open(folder.join("input")).unwrap())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The rows that a program writes to the standard output under both executors.
fn rows(rules: &str, options: &[&str]) -> Vec<String> {
    let folder = library();
    let program = format!("{DECLARED}{rules}");
    let mut results = ["naive", "native"].map(|engine| {
        let (status, out, err) = run(folder.path(), &program, &[options, &["--engine", engine]].concat());
        assert_eq!((status, err.as_str()), (Some(0), ""), "{engine}");
        out
    });
    assert_eq!(results[0], results[1]);
    // Between two lines of signs stand the rows, below the name and the columns.
    std::mem::take(&mut results[0])
        .lines()
        .skip(4)
        .filter(|line| !line.contains("==="))
        .map(str::to_owned)
        .collect()
}

const ALLOWED: [&str; 1] = ["--allow-native"];

#[test]
fn every_type_goes_to_c_and_comes_back() {
    let rules = ".decl n(x: number)\nn(-3). n(0). n(9223372036854775807).\n\
        .decl out(a: number, b: symbol, c: unsigned, d: float)\n\
        out(y, @yes_or_no(x), @high_bit(1), @half(to_float(y))) :- n(x), x < 5, y = @twice(x).\n.output out\n";
    let high = "9223372036854775809";
    assert_eq!(rows(rules, &ALLOWED), [format!("-6\tyes\t{high}\t-3"), format!("0\tno\t{high}\t0")]);
}

#[test]
fn operands_of_all_types_may_be_mixed_and_be_none() {
    let rules = ".decl t(x: symbol)\nt(\"four\").\n.decl out(a: number, b: number)\n\
        out(@mixed(1.5, 2, x, 7.9), @nothing()) :- t(x).\nout(@twice(@nothing()), 0).\n.output out\n";
    assert_eq!(rows(rules, &ALLOWED), ["84\t0", "1747\t42"]);
}

#[test]
fn a_condition_that_needs_no_value_is_asked_before_a_call() {
    let rules = ".decl t(x: symbol)\nt(\"a\"). t(\"bb\").\n.decl out(x: symbol)\n\
        out(x) :- t(x), y = @none(x), y != \"\", x = \"c\".\nout(x) :- t(x), @mixed(0.0, 0, x, 0.0) = 20.\n.output out\n";
    assert_eq!(rows(rules, &ALLOWED), ["bb"]);
}

#[test]
fn a_lattice_joins_and_meets_by_functors_of_a_library() {
    let rules = ".lattice number<> { Bottom -> 1, Lub -> @lcm(_, _), Glb -> @gcd(_, _) }\n\
        .decl n(x: symbol, y: number<>)\nn(\"a\", 4). n(\"a\", 6). n(\"b\", 5). n(\"c\", 9).\n\
        .decl out(x: symbol, y: number)\nout(x, y) :- n(x, y), n(\"a\", y).\nout(x, 0) :- n(x, 10).\n.output out\n";
    assert_eq!(rows(rules, &ALLOWED), ["a\t0", "a\t12", "b\t0", "c\t3"]);
}

#[test]
fn a_library_is_found_by_its_name_its_folder_or_its_file() {
    let folder = library();
    let program = format!("{DECLARED}.decl out(x: number)\nout(@nothing()).\n.output out\n");
    let file = format!("./{}functors{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    for options in [vec!["-l", "functors", "-L", "."], vec!["-lfunctors"], vec!["-l", &file]] {
        let options = [vec!["--allow-native"], options].concat();
        let (status, out, err) = run(folder.path(), &program, &options);
        assert_eq!((status, out.contains("42"), err.as_str()), (Some(0), true, ""), "{options:?}");
    }
    let (status, _, err) = run(folder.path(), &program, &["--allow-native", "-l", "other"]);
    assert_eq!((status, err.as_str()), (Some(2), "error: library `other` is not in `.`\n"));
    let (status, _, err) = run(folder.path(), &program, &["--allow-native", "-l", "./functors.c"]);
    assert!(status == Some(2) && err.starts_with("error: cannot load `./functors.c`: "), "{err}");
}

#[test]
fn what_a_library_cannot_give_is_an_error_with_the_call() {
    let folder = library();
    let of = |rule: &str| {
        let program = format!("{DECLARED}.decl out(x: symbol)\n{rule}\n.output out\n");
        run(folder.path(), &program, &ALLOWED).2
    };
    assert!(of("out(@none(\"a\")).").contains("cannot compute @none(\"a\"): the library gave no text"));
    assert!(
        of("out(@broken(\"a\")).")
            .contains("cannot compute @broken(\"a\"): the library gave a text that is not UTF-8")
    );
}

#[test]
fn nothing_is_loaded_without_leave() {
    let folder = library();
    let program = format!("{DECLARED}.decl out(x: number)\nout(@nothing()).\n.output out\n");
    for options in [&[][..], &["-l", "functors"]] {
        let (status, out, err) = run(folder.path(), &program, options);
        assert_eq!((status, out.as_str()), (Some(2), ""));
        assert!(err.contains("error[E0135]: functor `@nothing` is of a native library"), "{err}");
        assert!(err.contains("`--allow-native -l LIBRARY -L FOLDER` loads one"), "{err}");
    }
}

#[test]
fn every_command_that_infers_calls_libraries_where_it_may() {
    let folder = library();
    let program = format!(
        "{DECLARED}.decl n(x: number)\nn(4).\n.decl out(x: number)\nout(@twice(x)) :- n(x).\n\
        .test \"twice\" {{ .expect exactly out(x) {{ (8) }} }}\n"
    );
    std::fs::write(folder.path().join("p.dl"), program).unwrap();
    let answer = "  x\n  8\n1 row\n";
    let cases: [(&[&str], &str, &str); 4] = [
        (&["query", "out(x)", "p.dl"], "", answer),
        (&["p.dl"], "out(x)\n", answer),
        (&["test", "p.dl"], "", "1 passed, 0 failed\n"),
        (&["check", "p.dl"], "", ""),
    ];
    for (arguments, input, expected) in cases {
        let (status, out, err) = command(folder.path(), &[arguments, &ALLOWED].concat(), input);
        assert_eq!((status, err.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(out.ends_with(expected), "{arguments:?}: {out}");
        let (status, _, err) = command(folder.path(), arguments, input);
        assert_eq!(status, Some(2), "{arguments:?}");
        assert!(
            err.contains("error[E0135]: functor `@twice` is of a native library"),
            "{arguments:?}: {err}"
        );
    }
}

#[test]
fn what_cannot_be_called_is_refused_by_name() {
    let folder = library();
    let program = "\
.type List = [head: number, tail: List]
.functor push(List): List
.functor pack(List): List stateful
.functor many(number, number, number, number, number): number
.functor absent(number): number
.functor twice(number): number
.functor twice(float): number
.decl out(x: number)
out(x) :- x = @many(1, 2, 3, 4, 5).
out(x) :- x = @absent(1).
out(x) :- x = @twyce(1).
out(x) :- x = @twice(1, 2).
out(x) :- x = @twice(1.5).
out(x) :- [x, _] = @pack(nil).
out(x) :- x = @push(nil).
.output out
";
    let (status, _, err) = run(folder.path(), program, &ALLOWED);
    let found: Vec<&str> = err.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        (status, found),
        (
            Some(2),
            vec![
                "error[E0135]: a functor cannot take or give `List`",
                "error[E0135]: functor `@twice` is declared twice",
                "error[E0135]: functor `@many` takes more than 4 operands",
                "error[E0135]: no library has functor `@absent`",
                "error[E0107]: unknown functor `@twyce`",
                "error[E0108]: `@twice` takes 1 operand, but 2 are given",
                "error[E0201]: a `float` where `number` is needed",
                "error[E0113]: stateful functors are not supported yet",
            ]
        )
    );
}
