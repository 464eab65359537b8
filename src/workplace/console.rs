//! The two streams of the command: results on the standard output, everything else on the standard error.
//!
//! Each stream is judged alone: colour and width are a terminal's, and never under `NO_COLOR` or on a dumb terminal.

use std::io::{self, IsTerminal, Write};

use crate::answer::table::Fit;

/// The most rows of a table on a terminal.
const MOST_ROWS: usize = 40;

/// The streams with what is known of them.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    /// Whether results go to a terminal.
    pub terminal: bool,
    /// Whether results may have colour.
    pub colour: bool,
    /// Whether messages may have colour.
    pub colour_messages: bool,
}

impl Console {
    /// Looks at the streams of this process.
    pub fn new() -> Self {
        let allowed = colour_allowed();
        let terminal = io::stdout().is_terminal();
        Self { terminal, colour: allowed && terminal, colour_messages: allowed && io::stderr().is_terminal() }
    }

    /// Writes results. The error is the caller's to pass on: a closed pipe ends the command.
    pub fn print(self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Writes a message to the standard error. One that cannot be written is lost: there is nobody left to tell.
    pub fn tell(self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// How tables fit the standard output: the terminal's width and forty rows, or everything where there is none.
    pub fn fit(self) -> Fit {
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        let width = width.filter(|_| self.terminal);
        Fit { width, rows: self.terminal.then_some(MOST_ROWS), colour: self.colour }
    }
}

impl Default for Console {
    fn default() -> Self {
        Self::new()
    }
}

fn colour_allowed() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
