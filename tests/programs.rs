//! Every program in `tests/language` is run by the command under each executor and writes exactly what stands beside it.
//!
//! `NAME/program.dl` is the program, `NAME/facts` the folder of its inputs, `NAME/expected` that of its outputs, in which `stdout` and
//! `stderr` are what it says; where there is a `stderr`, the program must fail. `NAME/options` holds more options of the command.
//! `DEMARCHE_BLESS=1 cargo test --test programs` writes what is expected anew, for review before it is committed;
//! `DEMARCHE_ONLY=NAME` runs only the programs whose names have this in them.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The contents of files by name.
type Files = BTreeMap<String, String>;

const EXECUTORS: [&str; 2] = ["naive", "native"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language")
}

/// The programs' folders in order of their names.
fn programs() -> Outcome<Vec<PathBuf>> {
    let only = env::var("DEMARCHE_ONLY").unwrap_or_default();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().contains(&only)) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn command(program: &Path, executor: &str, output: &Path) -> Outcome<Output> {
    let options = fs::read_to_string(program.join("options")).unwrap_or_default();
    let facts = if program.join("facts").is_dir() { "facts" } else { "." };
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.current_dir(program).env("NO_COLOR", "1");
    command.args(["run", "program.dl", "-F", facts, "-D"]).arg(output).args(["--engine", executor]);
    Ok(command.args(options.split_whitespace()).output()?)
}

/// What a program writes: its files, and what it says where it says anything.
fn written(program: &Path, executor: &str) -> Outcome<Files> {
    let output = tempfile::tempdir()?;
    let run = command(program, executor, output.path())?;
    let mut files = read(output.path())?;
    let failed = !run.status.success();
    for (name, text) in [("stdout", run.stdout), ("stderr", if failed { run.stderr } else { Vec::new() })] {
        if !text.is_empty() || (failed && name == "stderr") {
            files.insert(name.to_owned(), String::from_utf8(text)?);
        }
    }
    Ok(files)
}

fn read(folder: &Path) -> Outcome<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().ok_or("a name")?.to_string_lossy().into_owned();
        let text = fs::read(&path)?;
        files.insert(name, String::from_utf8(text).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    Ok(files)
}

fn bless(program: &Path) -> Outcome<()> {
    let expected = program.join("expected");
    if expected.is_dir() {
        fs::remove_dir_all(&expected)?;
    }
    fs::create_dir(&expected)?;
    for (name, text) in written(program, EXECUTORS[0])? {
        fs::write(expected.join(name), text)?;
    }
    Ok(())
}

/// The differences of one program, one text an executor.
fn differences(program: &Path) -> Outcome<Vec<String>> {
    let expected =
        read(&program.join("expected")).map_err(|error| format!("{}: {error}", program.display()))?;
    if expected.is_empty() {
        return Err(format!("{}: nothing is expected", program.display()).into());
    }
    let mut found = Vec::new();
    for executor in EXECUTORS {
        let written = written(program, executor)?;
        if written != expected {
            found.push(format!(
                "{} ({executor}):\nexpected {expected:#?}\nwritten {written:#?}",
                program.display()
            ));
        }
    }
    Ok(found)
}

#[test]
fn each_program_writes_what_is_expected() -> Outcome<()> {
    let blessing = env::var_os("DEMARCHE_BLESS").is_some_and(|value| value == "1");
    let mut found = Vec::new();
    for program in programs()? {
        if blessing {
            bless(&program)?;
        }
        found.extend(differences(&program)?);
    }
    assert!(found.is_empty(), "{}", found.join("\n\n"));
    Ok(())
}
