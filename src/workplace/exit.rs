//! The exit codes of the command, in one place.

use std::io;
use std::process::ExitCode;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// The answer is no: a test or a check failed.
    No,
    /// The input is wrong: the command line, a program, a file.
    Wrong,
    /// A limit was reached, so that there is no answer.
    Limit,
    /// A mistake of the program itself.
    Bug,
    /// The user interrupted it.
    Interrupted,
}

impl Exit {
    /// The code that the system sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::No => 1,
            Self::Wrong => 2,
            Self::Limit => 3,
            Self::Bug => 101,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command stopped before its end.
#[derive(Debug)]
pub enum Stop {
    /// The reason was told on the standard error.
    Told(Exit),
    /// The standard output does not take more.
    Output(io::Error),
}

impl Stop {
    /// The exit that it means. A reader that closed its end of a pipe has seen what it wanted.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Told(exit) => *exit,
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(_) => Exit::Wrong,
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The outcome of a command.
pub type Outcome<T = Exit> = Result<T, Stop>;
