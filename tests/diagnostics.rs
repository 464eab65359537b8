//! Every malformed program in `tests/diagnostics` gets exactly the messages written beside it.
//!
//! `NAME.dl` is read as a file, `NAME.prompt` as typed at the prompt, and `NAME.command` tells how the command is called: an argument a
//! line, then, behind an empty line, its standard input. `NAME.stderr` holds the rendered diagnostics. What commands read lies in `loaded`.
//! `DEMARCHE_BLESS=1 cargo test --test diagnostics` writes them anew, for review before they are committed.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use demarche::diagnostic::SourceMap;
use demarche::diagnostic::render::{Style, render_all};
use demarche::engine::Naive;
use demarche::session::{Failure, Session, Text};
use demarche::syntax::{Mode, parse};

/// How a malformed program reaches the checker.
const KINDS: [&str; 3] = ["dl", "prompt", "command"];

/// Findings that no text here can call forth, with the reason.
const WITHOUT_PROGRAM: [(&str, &str); 2] = [
    ("E0006", "a text of four gigabytes"),
    ("E0112", "the evidence layer takes every `@` away before; only trees checked without it can have one"),
];

type Outcome<T> = Result<T, Box<dyn Error>>;

/// All that is found wrong with a program that stands in a file. A layer looks only at what the layer before it found no error in.
fn of_file(program: &Path, name: &str, text: String) -> String {
    let mut session = Session::new(Box::new(Naive));
    // Tests run in the folder of the package; messages name no folder outside of it.
    let path = program.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(program);
    let text = Text { name: name.to_owned(), text: text.into(), first_line: 1, path: Some(path.to_owned()) };
    let found = match session.load(vec![text]) {
        Ok(warnings) | Err(Failure::Wrong(warnings)) => warnings,
        Err(failure) => return format!("error: {failure}\n"),
    };
    render_all(&found, session.sources(), Style::Plain)
}

/// What is wrong with a text that is typed at the prompt, before it is held against any program.
fn of_prompt(name: &str, text: &str) -> String {
    let mut sources = SourceMap::default();
    let parsed = parse(sources.add(name, text), text, Mode::Prompt);
    render_all(&parsed.diagnostics, &sources, Style::Plain)
}

/// What the command says: on its standard error, or in the report of a failed test on its standard output.
fn of_command(text: &str) -> Outcome<String> {
    let (arguments, input) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(folder()).env("NO_COLOR", "1").args(arguments.lines());
    let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    running.stdin.take().ok_or("a standard input")?.write_all(input.as_bytes())?;
    let said = running.wait_with_output()?;
    Ok(String::from_utf8(if said.stderr.is_empty() { said.stdout } else { said.stderr })?)
}

fn rendered(program: &Path) -> Outcome<String> {
    let text = fs::read_to_string(program)?;
    if program.extension().is_some_and(|kind| kind == "command") {
        return of_command(&text);
    }
    let name = program.file_name().and_then(|name| name.to_str()).ok_or("a name in UTF-8")?;
    Ok(if name.ends_with(".prompt") { of_prompt(name, &text) } else { of_file(program, name, text) })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

fn files(extensions: &[&str]) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path.extension().and_then(|extension| extension.to_str()).is_some_and(|e| extensions.contains(&e))
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[test]
fn each_program_has_exactly_its_diagnostics() -> Outcome<()> {
    let bless = std::env::var_os("DEMARCHE_BLESS").is_some_and(|value| value == "1");
    let mut differing = Vec::new();
    for program in files(&KINDS)? {
        let expected_file = program.with_extension("stderr");
        let found = rendered(&program)?;
        if bless {
            fs::write(&expected_file, &found)?;
        }
        let expected = fs::read_to_string(&expected_file).unwrap_or_default();
        if found.is_empty() || found != expected {
            differing.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", program.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    Ok(())
}

#[test]
fn no_message_is_left_without_its_program() -> Outcome<()> {
    for expected in files(&["stderr"])? {
        let has_program = KINDS.iter().any(|kind| expected.with_extension(kind).exists());
        assert!(has_program, "{} belongs to no program", expected.display());
    }
    Ok(())
}

/// The codes of rendered diagnostics.
fn codes(rendered: &str) -> impl Iterator<Item = &str> {
    let headings =
        rendered.lines().filter_map(|line| line.strip_prefix("error[").or(line.strip_prefix("warning[")));
    headings.filter_map(|heading| heading.split_once(']').map(|(code, _)| code))
}

/// The codes that the documentation explains.
fn documented() -> Outcome<BTreeSet<String>> {
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md"))?;
    let rows = table.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" |"));
    Ok(rows.map(|(code, _)| code.to_owned()).filter(|code| code.starts_with(['E', 'W'])).collect())
}

#[test]
fn every_code_in_a_message_is_explained_and_every_code_explained_has_a_message() -> Outcome<()> {
    let mut shown = BTreeSet::new();
    for expected in files(&["stderr"])? {
        shown.extend(codes(&fs::read_to_string(&expected)?).map(str::to_owned));
    }
    let mut known = documented()?;
    let unexplained: Vec<_> = shown.difference(&known).collect();
    assert!(unexplained.is_empty(), "not in docs/diagnostics.md: {unexplained:?}");
    for (code, reason) in WITHOUT_PROGRAM {
        assert!(known.remove(code) && !shown.contains(code), "{code} ({reason})");
    }
    let without: Vec<_> = known.difference(&shown).collect();
    assert!(without.is_empty(), "no program in tests/diagnostics has: {without:?}");
    Ok(())
}
