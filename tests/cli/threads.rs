//! Any number of threads writes the same bytes and fails with the same words.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Rules of every kind over a graph of 200 nodes, each of which derives enough to be shared out.
const PROGRAM: &str = r#"
.decl n(x: number)
n(x) :- x = range(0, 200).

.decl edge(x: number, y: number)
edge(x, (x + 1) % 200) :- n(x).
edge(x, (x * 3 + 11) % 200) :- n(x), x % 3 = 0.

.decl path(x: number, y: number)
.output path
path(x, y) :- edge(x, y).
path(x, z) :- path(x, y), edge(y, z).

.decl same(x: number, y: number)
.output same
same(x, y) :- edge(a, x), edge(a, y), x != y.
same(x, y) :- edge(a, x), same(a, b), edge(b, y).

.decl apart(x: number, y: number)
.output apart
apart(x, y) :- n(x), n(y), !edge(x, y).

// Words that do not fit 32 bits.
.decl far(x: number, y: number)
.output far
far(x * 10000000019, y - 1) :- path(x, y).

.decl triple(x: number, y: number, z: number)
.output triple
triple(x, y, z) :- path(x, y), edge(y, z).

.decl label(text: symbol, pair: Pair)
.type Pair = [x: number, y: number]
.output label
label(cat("from ", to_string(x), " to ", to_string(y)), [x, y]) :- path(x, y).

.decl labelled(x: number)
.output labelled
labelled(x) :- label(_, [x, _]).

.decl mean_of(x: number, mean: float, sum: float)
.output mean_of
mean_of(x, m, s) :- n(x), m = mean to_float(y) : { path(x, y) }, s = sum 1.0 / to_float(y + 1) : { path(x, y) }.

.decl chosen(x: number, y: number) choice-domain x, y
.output chosen
chosen(x, y) :- path(x, y).

.decl steps(x: number, y: number, d: number)
.output steps
steps(x, x, 0) :- n(x).
steps(x, z, d + 1) :- steps(x, y, d), edge(y, z), d < 6.
steps(x, y, one) <= steps(x, y, other) :- one > other.

.decl linked(x: number, y: number) eqrel
.output linked
linked(x, y) :- edge(x, y), x % 5 = 0, y < 60.

.decl some(x: number, y: number)
.output some
.limitsize some(n=100)
some(x, y) :- edge(x, y).
some(x, z) :- some(x, y), some(y, z).
"#;

fn run(folder: &Path, threads: &str, program: &str, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(folder).args(["run", program, "-j", threads]).args(more).output().unwrap()
}

/// The files of a folder with what stands in them, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = entries.map(|path| (name(&path), fs::read(&path).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn what_is_written_does_not_depend_on_threads() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("p.dl"), PROGRAM).unwrap();
    let written = ["1", "2", "8"].map(|threads| {
        let out = folder.path().join(threads);
        fs::create_dir(&out).unwrap();
        let output = run(folder.path(), threads, "p.dl", &["-D", threads]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        files(&out)
    });
    assert_eq!(written[0].len(), 12);
    let rows = |name: &str| {
        let (_, bytes) = written[0].iter().find(|(file, _)| file == name).unwrap();
        bytes.split(|&byte| byte == b'\n').count() - 1
    };
    assert_eq!((rows("path.csv"), rows("apart.csv"), rows("triple.csv")), (40_000, 39_734, 53_200));
    for (one, several) in written[1..].iter().flat_map(|several| written[0].iter().zip(several)) {
        assert!(one == several, "{} differs", one.0);
    }
}

/// Many bindings fail, each with other words; those of the first by its words are told.
const FAILING: &str = "\
.decl n(x: number)
n(x) :- x = range(0, 300).
.decl q(z: number)
.output q
q(z) :- n(x), n(y), z = x * 1000 / (y - 200).
";

#[test]
fn the_same_error_is_told_by_any_number_of_threads() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("p.dl"), FAILING).unwrap();
    for threads in ["1", "2", "8"] {
        let output = run(folder.path(), threads, "p.dl", &["-D", "-"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("cannot compute 0 / 0: division by zero"), "{threads}: {told}");
    }
}

#[test]
fn a_limit_is_told_with_the_same_words() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("p.dl"), PROGRAM).unwrap();
    let told = ["1", "2", "8"].map(|threads| {
        let output = run(folder.path(), threads, "p.dl", &["-D", "-", "--max-facts", "180000"]);
        assert_eq!(output.status.code(), Some(3));
        String::from_utf8_lossy(&output.stderr).into_owned()
    });
    assert!(told[0].contains("more than 180000 facts were derived"), "{}", told[0]);
    assert_eq!((&told[1], &told[2]), (&told[0], &told[0]));
}
