//! The process around the commands: the command line, closed pipes, what is bundled.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use super::fixture::graph;
use super::transcript::Test;

#[test]
fn a_wrong_command_line_is_told_with_code_2() {
    Test::new()
        .args(["run"])
        .stderr(
            "error: the following required arguments were not provided:\n  <FILES>...\n\n\
             Usage: demarche run <FILES>...\n\nFor more information, try '--help'.\n",
        )
        .status(2)
        .run();
}

#[test]
fn the_version_is_a_result() {
    Test::new().args(["--version"]).stdout(concat!("demarche ", env!("CARGO_PKG_VERSION"), "\n")).run();
}

#[test]
fn the_manual_and_the_completions_know_every_command() {
    let commands = ["run", "query", "test", "check", "compile"];
    let named: Vec<String> = commands.map(|name| format!("demarche\\-{name}(1)")).to_vec();
    let parts: Vec<&str> = named.iter().map(String::as_str).collect();
    Test::new().args(["man"]).stdout_has(&parts).run();
    for (shell, option) in [("bash", "--as-of"), ("zsh", "--as-of"), ("fish", "-l as-of")] {
        Test::new().args(["completions", shell]).stdout_has(&["demarche", option]).run();
    }
}

/// A reader that has seen enough closes its end; that is no failure of the command.
#[test]
fn a_closed_pipe_ends_the_command_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let program = ".decl n(x: number)\n.decl pair(x: number, y: number)\nn(0).\nn(x + 1) :- n(x), x < 300.\n\
                   pair(x, y) :- n(x), n(y).\n.output pair(IO=stdout)\n";
    std::fs::write(folder.path().join("n.dl"), program).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["run", "n.dl"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut few = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut few).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(&few, b"---------------\n");
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
}

/// Lines come as long as they are taken, up to far more than a reader should want after Ctrl-C.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_reading_of_facts() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("n.dl"), ".decl n(x: number)\n.input n(IO=stdin)\n.output n\n")
        .unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["run", "n.dl"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut facts = child.stdin.take().unwrap();
    let lines = "12345\n".repeat(1 << 14);
    // More than a pipe holds: the command is reading by then.
    (0..20).for_each(|_| facts.write_all(lines.as_bytes()).unwrap());
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let taken = (0..1000).take_while(|_| facts.write_all(lines.as_bytes()).is_ok()).count();
    drop(facts);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), told.as_str()), (Some(130), "interrupted\n"));
    assert!(taken < 1000 && !folder.path().join("n.csv").exists());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_loading_of_a_program() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("slow.dl");
    assert!(Command::new("mkfifo").arg(&program).status().unwrap().success());
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["run", "slow.dl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It is opened when the command reads it. Whoever goes on after the interrupt finds a program that is wrong.
    let mut text = std::fs::OpenOptions::new().write(true).open(&program).unwrap();
    text.write_all(b".decl n(x: number)\nn(a).\n").unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let has_ended = |_: &i32| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        child.try_wait().unwrap().is_some()
    };
    _ = (0..1000).find(has_ended);
    drop(text);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), told.as_str()), (Some(130), "interrupted\n"));
}

/// A folder with a program of half a million pairs, whose directives follow.
#[cfg(unix)]
fn many_pairs(directives: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let program = ".decl n(x: number)\n.decl pair(x: number, y: number)\nn(x) :- x = range(0, 700).\n\
                   pair(x, y) :- n(x), n(y).\n";
    std::fs::write(folder.path().join("n.dl"), format!("{program}{directives}")).unwrap();
    folder
}

#[cfg(unix)]
fn running(folder: &std::path::Path) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(["run", "n.dl"]).current_dir(folder).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[cfg(unix)]
fn interrupt(child: &std::process::Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

#[cfg(unix)]
fn assert_interrupted(child: std::process::Child) {
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), told.as_str()), (Some(130), "interrupted\n"));
}

#[cfg(unix)]
fn names(folder: &std::path::Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Nobody writes to the pipe that is read: nothing but the signal ends that.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_command_that_waits_for_facts() {
    let folder = many_pairs(".input n(filename=\"n.facts\")\n.output pair\n");
    let pipe = folder.path().join("n.facts");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = running(folder.path());
    // It is open when the command has opened it too.
    let facts = std::fs::File::options().write(true).open(&pipe).unwrap();
    interrupt(&child);
    assert_interrupted(child);
    drop(facts);
    assert_eq!(names(folder.path()), ["n.dl", "n.facts"]);
}

/// A pipe takes a few of these rows, and nobody reads the others.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_command_whose_results_nobody_takes() {
    let folder = many_pairs(".output pair(IO=stdout)\n");
    let mut child = running(folder.path());
    let mut results = child.stdout.take().unwrap();
    results.read_exact(&mut [0; 16]).unwrap();
    interrupt(&child);
    assert_interrupted(child);
    drop(results);
}

#[cfg(all(unix, feature = "sqlite"))]
#[test]
fn an_interrupt_ends_the_writing_of_a_database() {
    let folder = many_pairs(".output pair(IO=sqlite, dbname=\"n.db\")\n");
    let mut child = running(folder.path());
    while child.try_wait().unwrap().is_none() && names(folder.path()) == ["n.dl"] {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    interrupt(&child);
    assert_interrupted(child);
    assert_eq!(names(folder.path()), ["n.dl"]);
}

/// The database is there before the pipe is opened, which nobody reads as yet, and the other file is to follow.
#[cfg(all(unix, feature = "sqlite"))]
#[test]
fn results_that_begin_to_take_their_places_all_do() {
    let outputs = "n(IO=sqlite, dbname=\"n.db\")\n.output n(filename=\"a\")\n.output n(filename=\"b\")\n";
    let folder = many_pairs(&format!(".output {outputs}"));
    let pipe = folder.path().join("a");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut child = running(folder.path());
    while child.try_wait().unwrap().is_none() && !folder.path().join("n.db").exists() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    interrupt(&child);
    // A press takes a moment to arrive, and the command waits.
    std::thread::sleep(std::time::Duration::from_millis(50));
    let piped = std::fs::read_to_string(&pipe).unwrap();
    assert_interrupted(child);
    assert_eq!(piped.lines().count(), 700);
    assert_eq!(names(folder.path()), ["a", "b", "n.db", "n.dl"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("b")).unwrap(), piped);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_at_the_size_allowed_is_told_and_nothing_is_replaced() {
    for (directive, told) in [
        (
            ".output pair(filename=\"old\")\n",
            "error: cannot write `old` of relation `pair`: File too large (os error 27)\n",
        ),
        #[cfg(feature = "sqlite")]
        (
            ".output pair(IO=sqlite, dbname=\"new.db\")\n",
            "error: cannot write `new.db` of relation `pair`: disk I/O error\n",
        ),
    ] {
        let folder = many_pairs(directive);
        std::fs::write(folder.path().join("old"), "old").unwrap();
        let output = Command::new("sh")
            .args(["-c", "ulimit -f 8; exec \"$0\" run n.dl", env!("CARGO_BIN_EXE_demarche")])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(
            (output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()),
            (Some(2), told)
        );
        assert_eq!(names(folder.path()), ["n.dl", "old"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("old")).unwrap(), "old");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_nothing_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("g.dl"), graph("edge(\"a\", \"b\").\n.output path(IO=stdout)\n"))
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["run", "g.dl"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(std::fs::File::create("/dev/full").unwrap())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        told,
        "error: the standard output does not take more: No space left on device (os error 28)\n"
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_bundled_articles_and_rules_answer_at_once() {
    Test::new()
        .stdin("outstanding_visit(who, to, since)\n")
        .stdout(
            "  who             to           since    certainty\n  \
             Vladimir Putin  North Korea  2023-09  confirmed\n1 row\n",
        )
        .run();
}

#[test]
fn the_bundled_rules_can_stand_beside_other_files() {
    Test::new()
        .file("mine.dl", ".decl debtor(who: symbol)\ndebtor(who) :- outstanding_visit(who, _, _).\n")
        .args(["query", "debtor(who)", "mine.dl", "--standard", "--format", "jsonl"])
        .stdout("{\"who\":\"Vladimir Putin\",\"certainty\":\"confirmed\"}\n")
        .run();
}
