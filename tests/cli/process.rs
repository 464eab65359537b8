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
