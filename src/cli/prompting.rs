//! `demarche` without a command: the prompt at a terminal, or the statements of the standard input.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;

use super::args::{Arguments, PromptArguments};
use super::opening::{Loading, load, open};
use crate::diagnostic::suggest::suggest;
use crate::repl::Repl;
use crate::workplace::{Console, Interrupt, Outcome};

/// Opens the prompt where both streams are terminals. `-` among the files asks for the standard input in any case.
pub fn prompt(arguments: &PromptArguments, console: Console, interrupt: &Interrupt) -> Outcome {
    let PromptArguments { files, standard, facts, format, echo, lens, engine } = arguments;
    let files: Vec<PathBuf> = files.iter().filter(|file| !is_stdin(file)).cloned().collect();
    let piped = files.len() < arguments.files.len() || !io::stdin().is_terminal() || !console.terminal;
    let mut place = open(engine, Some(facts), console, interrupt)?;
    hint_at_command(&files, console);
    load(&mut place, Loading { files: &files, standard: *standard }, lens)?;
    let repl = Repl::new(place, *format);
    if piped {
        return repl.piped(io::stdin().lock(), *echo);
    }
    interrupt.going_on(|| repl.interactive())
}

/// A lone word that is no file was probably meant as a command.
fn hint_at_command(files: &[PathBuf], console: Console) {
    let [file] = files else { return };
    let definition = Arguments::command();
    let commands = definition.get_subcommands().filter(|command| !command.is_hide_set());
    let near = file.to_str().and_then(|word| suggest(word, commands.map(clap::Command::get_name)));
    if let Some(near) = near.filter(|_| !file.exists()) {
        console.tell(&format!(
            "note: `{}` is read as a file; did you mean the command `{near}`?\n",
            file.display()
        ));
    }
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new("-")
}
