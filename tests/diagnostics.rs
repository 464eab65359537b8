//! Every malformed program in `tests/diagnostics` gets exactly the messages written beside it.
//!
//! `NAME.dl` is read as a file and `NAME.prompt` as typed at the prompt; `NAME.stderr` holds the rendered diagnostics.
//! `DEMARCHE_BLESS=1 cargo test --test diagnostics` writes them anew, for review before they are committed.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use demarche::diagnostic::SourceMap;
use demarche::diagnostic::render::{Style, render_all};
use demarche::engine::Naive;
use demarche::session::{Failure, Session, Text};
use demarche::syntax::{Mode, parse};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// All that is found wrong with a program that stands in a file. A layer looks only at what the layer before it found no error in.
fn of_file(program: &Path, name: &str, text: String) -> String {
    let mut session = Session::new(Box::new(Naive));
    // Tests run in the folder of the package; messages name no folder outside of it.
    let path = program.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(program);
    let text = Text { name: name.to_owned(), text, first_line: 1, path: Some(path.to_owned()) };
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

fn rendered(program: &Path) -> Outcome<String> {
    let text = fs::read_to_string(program)?;
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
    let bless = std::env::var_os("DEMARCHE_BLESS").is_some();
    let mut differing = Vec::new();
    for program in files(&["dl", "prompt"])? {
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
        let has_program = ["dl", "prompt"].iter().any(|kind| expected.with_extension(kind).exists());
        assert!(has_program, "{} belongs to no program", expected.display());
    }
    Ok(())
}

#[test]
fn every_code_in_a_message_is_explained() -> Outcome<()> {
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md"))?;
    for expected in files(&["stderr"])? {
        for line in fs::read_to_string(&expected)?.lines() {
            let heading = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["));
            let Some((code, _)) = heading.and_then(|rest| rest.split_once(']')) else { continue };
            assert!(table.contains(&format!("| {code} |")), "{code} is not in docs/diagnostics.md");
        }
    }
    Ok(())
}
