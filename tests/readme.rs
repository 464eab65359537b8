//! The README's sessions are what really appears: every `console` block is run and compared, line by line.
//!
//! A block is a list of commands (`$ demarche …`), each with its output; lines that begin with `> ` are typed at the prompt that the
//! command opens. `DEMARCHE_BLESS=1 cargo test --test readme` writes what appears into the README.

#![expect(clippy::expect_used, reason = "a test may stop where its surroundings are not as they must be")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const BINARY: &str = env!("CARGO_BIN_EXE_demarche");

#[test]
fn sessions_are_what_really_appears() {
    let written = std::fs::read_to_string(README).expect("the README is beside Cargo.toml");
    let appears = rerun(&written);
    assert!(appears.matches("$ demarche").count() >= 5, "the README shows sessions");
    if std::env::var_os("DEMARCHE_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(README, appears).expect("the README can be written");
    } else {
        similar(&written, &appears);
    }
}

/// The text with every console block replaced by what its commands print now.
fn rerun(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if line == "```console" {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            out.push_str(&rerun_block(&block));
            out.push_str("```\n");
        }
    }
    out
}

fn rerun_block(block: &[&str]) -> String {
    let commands = block.iter().enumerate().filter(|(_, line)| line.starts_with("$ ")).map(|(at, _)| at);
    let starts: Vec<usize> = commands.collect();
    let ends = starts.iter().skip(1).copied().chain([block.len()]);
    starts.iter().zip(ends).map(|(&start, end)| rerun_command(&block[start..end])).collect()
}

fn rerun_command(lines: &[&str]) -> String {
    let typed = lines.iter().filter_map(|line| line.strip_prefix("> "));
    let typed: String = typed.flat_map(|line| [line, "\n"]).collect();
    let command = lines[0].trim_start_matches("$ ");
    let run = command.replacen("cargo run --release", "demarche", 1);
    let run = if typed.is_empty() { run } else { format!("{run} --echo") };
    format!("{}\n{}", lines[0], output(&run, &typed))
}

/// What a shell prints for the command, errors included, in a folder of its own beside the examples.
fn output(command: &str, typed: &str) -> String {
    let folder = Path::new(BINARY).parent().expect("the binary is in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut child = Command::new("sh")
        .args(["-c", &format!("{command} 2>&1")])
        .env("PATH", format!("{}:{path}", folder.display()))
        .env("NO_COLOR", "1")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    child.stdin.take().expect("piped").write_all(typed.as_bytes()).expect("the command reads");
    let output = child.wait_with_output().expect("the command ends");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// Fails at the first line that differs, with both.
fn similar(written: &str, appears: &str) {
    for (at, (one, other)) in written.lines().zip(appears.lines()).enumerate() {
        assert_eq!(one, other, "README.md, line {}", at + 1);
    }
    assert_eq!(written.lines().count(), appears.lines().count());
}
