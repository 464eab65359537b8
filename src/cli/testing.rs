//! `demarche test`: every `.test` block, one line a test, and for a failure what was derived instead.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{EngineArguments, FactsArguments, LensArguments, Report, TestArguments};
use super::opening::{Loading, load, open};
use crate::answer::escape::visible;
use crate::answer::json::{document, rows};
use crate::answer::table::{Fit, render};
use crate::answer::{Cell, Sheet};
use crate::diagnostic::Span;
use crate::session::{Session, TestFailure, TestOutcome, Text};
use crate::standard::bundled::{TESTS, TEXTS};
use crate::store::Word;
use crate::workplace::{Console, Exit, Interrupt, Outcome, Stop, Workplace};

/// Runs the tests of each file in a session of its own, or the bundled ones.
pub fn test(arguments: &TestArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let files = files(&arguments.paths).map_err(|(path, error)| {
        console.tell(&format!("error: cannot read `{}`: {error}\n", path.display()));
        Stop::Told(Exit::Wrong)
    })?;
    let mut tally = Tally { format: arguments.format, ..Tally::default() };
    if arguments.paths.is_empty() {
        console.tell("note: the bundled tests of the standard rules; name files or folders to run theirs\n");
        tally.add(&bundled(&arguments.engine, console, interrupt)?)?;
    }
    for file in files {
        let TestArguments { standard, engine, .. } = arguments;
        match loaded(&[file], *standard, engine, console, interrupt).and_then(|place| tally.add(&place)) {
            Err(Stop::Told(Exit::Wrong)) => tally.unsound = true,
            other => other?,
        }
    }
    tally.end(console)
}

/// The files named, and the `.dl` files of the folders named, in order of their names.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(files_below(path).map_err(|error| (path.clone(), error))?);
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries: io::Result<Vec<PathBuf>> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let mut entries = entries?;
    entries.sort();
    let mut found = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            found.extend(files_below(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "dl") {
            found.push(entry.strip_prefix(".").map(Path::to_owned).unwrap_or(entry));
        }
    }
    Ok(found)
}

#[derive(Default)]
struct Tally {
    format: Report,
    passed: usize,
    failed: usize,
    /// Whether a file could not be loaded.
    unsound: bool,
    tests: Vec<Value>,
}

impl Tally {
    /// Runs the tests of what is loaded.
    fn add(&mut self, place: &Workplace) -> Outcome<()> {
        for test in place.session.tests() {
            let outcome = place.session.run_test(test).map_err(|failure| place.stop(&failure))?;
            if outcome.passed() {
                self.passed += 1;
            } else {
                self.failed += 1;
            }
            match self.format {
                Report::Text => place.console.print(&lines(&outcome, place))?,
                Report::Json => self.tests.push(object(&outcome, &place.session)),
            }
        }
        Ok(())
    }

    fn end(self, console: Console) -> Outcome {
        let Self { passed, failed, .. } = self;
        match self.format {
            Report::Text => console.print(&format!("{passed} passed, {failed} failed\n"))?,
            Report::Json => {
                console
                    .print(&document(&json!({ "tests": self.tests, "passed": passed, "failed": failed })))?;
            }
        }
        Ok(match (self.unsound, failed) {
            (true, _) => Exit::Wrong,
            (false, 0) => Exit::Done,
            (false, _) => Exit::No,
        })
    }
}

fn loaded(
    files: &[PathBuf],
    standard: bool,
    engine: &EngineArguments,
    console: Console,
    interrupt: &Interrupt,
) -> Outcome<Workplace> {
    let facts = files.first().and_then(|file| file.parent()).unwrap_or(Path::new("."));
    let mut place = open(engine, Some(&FactsArguments::of(facts)), console, interrupt)?;
    load(&mut place, Loading { files, standard }, &LensArguments::default())?;
    Ok(place)
}

/// The bundled texts with their tests, as one program.
fn bundled(engine: &EngineArguments, console: Console, interrupt: &Interrupt) -> Outcome<Workplace> {
    let mut place = open(engine, None, console, interrupt)?;
    let texts = TEXTS.iter().chain(TESTS).map(|&(name, text)| Text::new(name, text)).collect();
    place.session.load(texts).map_err(|failure| place.stop(&failure))?;
    Ok(place)
}

/// `file:line:column` of a span.
fn place_of(session: &Session, span: Span) -> String {
    let position = session.sources().position(span);
    position.map_or_else(String::new, |(file, line, column)| format!("{file}:{line}:{column}"))
}

fn lines(outcome: &TestOutcome, place: &Workplace) -> String {
    let word = if outcome.passed() { "ok  " } else { "FAIL" };
    let at = place_of(&place.session, outcome.span);
    let failures: String = outcome.failures.iter().map(|failure| failure_lines(failure, place)).collect();
    format!("{word} {at} {}\n{failures}", visible(&outcome.title))
}

fn failure_lines(failure: &TestFailure, place: &Workplace) -> String {
    let at = place_of(&place.session, failure.span);
    let mut parts = vec![format!("  {at}: {}\n", visible(&failure.message))];
    parts.push(place.reporter().diagnostics(&failure.diagnostics));
    for (title, _, found) in self::parts(failure)
        .into_iter()
        .filter(|(_, _, found)| !found.is_empty() && !failure.columns.is_empty())
    {
        let sheet = sheet(failure, found, &place.session);
        parts.push(format!("  {title}:\n"));
        parts.extend(render(&sheet, Fit::default()).lines().map(|line| format!("  {line}\n")));
    }
    parts.concat()
}

fn parts(failure: &TestFailure) -> [(&'static str, &'static str, &[Vec<Word>]); 3] {
    [
        ("expected, and does not follow", "missing", &failure.missing),
        ("follows, and was not expected", "unexpected", &failure.unexpected),
        ("what follows nearby", "nearby", &failure.nearby),
    ]
}

fn sheet(failure: &TestFailure, found: &[Vec<Word>], session: &Session) -> Sheet {
    let mut sheet = Sheet::new(failure.columns.iter().map(|(name, _)| name.as_str()));
    for row in found {
        let cells = row.iter().zip(&failure.columns);
        sheet.rows.push(cells.map(|(&word, (_, ty))| Cell::of(word, *ty, session.dictionary())).collect());
    }
    sheet
}

fn object(outcome: &TestOutcome, session: &Session) -> Value {
    let failures: Vec<Value> = outcome
        .failures
        .iter()
        .map(|failure| {
            let mut object = json!({ "at": place_of(session, failure.span), "message": failure.message });
            for (_, key, found) in parts(failure) {
                object[key] = rows(&sheet(failure, found, session));
            }
            object
        })
        .collect();
    json!({
        "title": outcome.title,
        "at": place_of(session, outcome.span),
        "passed": outcome.passed(),
        "failures": failures,
    })
}
