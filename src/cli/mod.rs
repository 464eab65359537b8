//! The command line: what is asked, how it ends.
//!
//! [`args`] reads the words, [`opening`] makes a session of them, each command has a file of its own. Everything that can be
//! asked of a program lives below, in `session`.

pub mod args;
pub mod checking;
pub mod comparing;
pub mod compiling;
pub mod explaining;
pub mod formatting;
mod memory;
pub mod native;
pub mod opening;
pub mod prompting;
pub mod reading;
pub mod running;
pub mod souffle;
pub mod telling;
pub mod testing;
mod words;

use std::panic::PanicHookInfo;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use args::{Arguments, Command};

use crate::workplace::{Console, Exit, Interrupt, Outcome, Stop, outlive_full_files};

/// Runs the command that this process was started with and returns its exit code.
pub fn main() -> ExitCode {
    let console = Console::new();
    std::panic::set_hook(Box::new(move |info| {
        console.tell(&bug(info));
        std::process::exit(Exit::Bug.code().into());
    }));
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return told_by_clap(&error).into(),
    };
    outlive_full_files();
    let interrupt = Interrupt::install();
    ended(dispatch(&arguments, console, &interrupt), console).into()
}

/// Help and the version are results; anything else that clap says is about a wrong command line.
fn told_by_clap(error: &clap::Error) -> Exit {
    let printed = error.print();
    if error.use_stderr() || printed.is_err() { Exit::Wrong } else { Exit::Done }
}

fn ended(outcome: Outcome, console: Console) -> Exit {
    match outcome {
        Ok(exit) => exit,
        Err(stop) => {
            if let (Stop::Output(error), Exit::Wrong) = (&stop, stop.exit()) {
                console.tell(&format!("error: the standard output does not take more: {error}\n"));
            }
            stop.exit()
        }
    }
}

fn dispatch(arguments: &Arguments, console: Console, interrupt: &Interrupt) -> Outcome {
    match &arguments.command {
        Some(Command::Run(arguments)) => running::run(arguments, console, interrupt),
        Some(Command::Query(arguments)) => running::query(arguments, console, interrupt),
        Some(Command::Why(arguments)) => explaining::why(arguments, console, interrupt),
        Some(Command::Diff(arguments)) => comparing::diff(arguments, console, interrupt),
        Some(Command::Whynot(arguments)) => explaining::whynot(arguments, console, interrupt),
        Some(Command::Sensitivity(arguments)) => explaining::sensitivity(arguments, console, interrupt),
        Some(Command::Brief(arguments)) => telling::brief(arguments, console, interrupt),
        Some(Command::Timeline(arguments)) => telling::timeline(arguments, console, interrupt),
        Some(Command::Test(arguments)) => testing::test(arguments, console, interrupt),
        Some(Command::Check(arguments)) => checking::check(arguments, console, interrupt),
        Some(Command::Completions { shell }) => completions(*shell, console),
        Some(Command::Man) => manual(console),
        Some(Command::Fmt(arguments)) => formatting::run(arguments, console, interrupt),
        Some(Command::Compile(arguments)) => compiling::compile(arguments, console, interrupt),
        None => prompting::prompt(&arguments.prompt, console, interrupt),
    }
}

fn completions(shell: clap_complete::Shell, console: Console) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "demarche", &mut script);
    console.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

fn manual(console: Console) -> Outcome {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    console.print(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}

/// What is told of a panic: a mistake of the program, never of its user.
fn bug(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(String::new, |place| format!(" at {place}"));
    let message = info.payload_as_str().unwrap_or("no message");
    format!(
        "demarche: internal error{place}: {message}\nThis is a bug. Please report it with the input that led to it.\n"
    )
}
