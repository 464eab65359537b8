//! `demarche` without a command: the prompt at a terminal, or the statements of the standard input.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::args::PromptArguments;
use super::opening::{Loading, load, open};
use crate::repl::Repl;
use crate::workplace::{Console, Interrupt, Outcome};

/// Opens the prompt where both streams are terminals. `-` among the files asks for the standard input in any case.
pub fn prompt(arguments: &PromptArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let PromptArguments { files, standard, format, echo, lens, engine } = arguments;
    let files: Vec<PathBuf> = files.iter().filter(|file| !is_stdin(file)).cloned().collect();
    let piped = files.len() < arguments.files.len() || !io::stdin().is_terminal() || !console.terminal;
    let mut place = open(engine, Some(Path::new(".")), console, interrupt);
    load(&mut place, Loading { files: &files, standard: *standard }, lens)?;
    let repl = Repl::new(place, *format);
    if piped { repl.piped(io::stdin().lock(), *echo) } else { repl.interactive() }
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}
