//! `demarche fmt`: rule and fact files in one manner.

use std::io::Read as _;
use std::path::Path;

use super::args::FormatArguments;
use super::testing::files;
use crate::diagnostic::{Diagnostic, SourceMap};
use crate::io::text;
use crate::io::write::replace;
use crate::syntax::formatter::format;
use crate::workplace::{Console, Exit, Interrupt, Outcome, Reporter, Stop};

/// Formats files in their places, or the standard input to the standard output. With `--check` nothing is written, and the exit is no
/// when something would be.
pub fn run(arguments: &FormatArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let mut work = Work { console, interrupt, check: arguments.check, changed: 0, wrong: false };
    if arguments.stdin {
        work.standard_input()?;
    }
    let paths = files(&arguments.files).map_err(|(path, error)| {
        console.tell(&format!("error: cannot read `{}`: {error}\n", path.display()));
        Stop::Told(Exit::Wrong)
    })?;
    for path in &paths {
        work.file(path)?;
    }
    Ok(match (work.wrong, work.check && work.changed > 0) {
        (true, _) => Exit::Wrong,
        (false, true) => Exit::No,
        (false, false) => Exit::Done,
    })
}

struct Work<'a> {
    console: Console,
    interrupt: &'a Interrupt,
    check: bool,
    changed: usize,
    wrong: bool,
}

impl Work<'_> {
    fn standard_input(&mut self) -> Outcome<()> {
        let mut before = String::new();
        if let Err(error) = std::io::stdin().lock().read_to_string(&mut before) {
            self.fail(&format!("error: cannot read the standard input: {error}\n"));
            return Ok(());
        }
        let Some(after) = self.formatted("<stdin>", &before) else { return Ok(()) };
        if !self.check {
            return Ok(self.console.print(&after)?);
        }
        self.note(Path::new("<stdin>"), before != after)
    }

    fn file(&mut self, path: &Path) -> Outcome<()> {
        let before = match text::read(path) {
            Ok(before) => before,
            Err(error) => {
                self.fail(&format!("error: {error}\n"));
                return Ok(());
            }
        };
        let Some(after) = self.formatted(&path.display().to_string(), &before) else { return Ok(()) };
        if before != after
            && !self.check
            && let Err(error) = self.interrupt.sparing(|| replace(path, after.as_bytes()))
        {
            self.fail(&format!("error: cannot write `{}`: {error}\n", path.display()));
            return Ok(());
        }
        self.note(path, before != after)
    }

    /// Names a file that changes.
    fn note(&mut self, path: &Path, changes: bool) -> Outcome<()> {
        if changes {
            self.changed += 1;
            self.console.print(&format!("{}\n", path.display()))?;
        }
        Ok(())
    }

    fn formatted(&mut self, name: &str, before: &str) -> Option<String> {
        let mut sources = SourceMap::default();
        let source = sources.add(name, before);
        let formatted = format(source, before);
        formatted.map_err(|wrong| self.diagnostics(&wrong, &sources)).ok()
    }

    fn diagnostics(&mut self, wrong: &[Diagnostic], sources: &SourceMap) {
        let reporter = Reporter { sources, colour: self.console.colour_messages };
        self.fail(&reporter.diagnostics(wrong));
    }

    fn fail(&mut self, message: &str) {
        self.console.tell(message);
        self.wrong = true;
    }
}
