//! What commands and the prompt work with: a session, the two streams, Ctrl-C, and the exit codes.
//!
//! [`exit`] holds the codes, [`console`] the streams, [`report`] turns failures into text, [`sizes`] keeps full files from
//! ending the process. Nothing here knows the command line or the prompt.

pub mod console;
pub mod exit;
pub mod interrupt;
pub mod progress;
pub mod report;
pub mod sizes;

pub use console::Console;
pub use exit::{Exit, Outcome, Stop};
pub use interrupt::Interrupt;
pub use progress::Progress;
pub use report::Reporter;
pub use sizes::outlive_full_files;

use crate::diagnostic::{Diagnostic, Span};
use crate::session::{Failure, Session};

/// A session with its surroundings.
pub struct Workplace {
    /// The session.
    pub session: Session,
    /// The two streams.
    pub console: Console,
    /// Ctrl-C.
    pub interrupt: Interrupt,
    /// What shows how far inferences are, where it is shown.
    pub progress: Option<Progress>,
}

impl Workplace {
    /// Leaves the session to the system, which takes its memory back at once: the process is about to end.
    pub fn leave(self) {
        std::mem::forget(self.session);
    }

    /// Tells of a failure that ends the command.
    pub fn stop(&self, failure: &Failure) -> Stop {
        Stop::Told(self.tell(failure))
    }

    /// Tells of a failure and returns the exit that it means.
    pub fn tell(&self, failure: &Failure) -> Exit {
        let (text, exit) = self.reporter().failure(failure);
        self.console.tell(&text);
        exit
    }

    /// Tells of errors or warnings about sources.
    pub fn warn(&self, diagnostics: &[Diagnostic]) {
        self.console.tell(&self.reporter().diagnostics(diagnostics));
    }

    /// What turns failures into text.
    pub fn reporter(&self) -> Reporter<'_> {
        Reporter { sources: self.session.sources(), colour: self.console.colour_messages }
    }

    /// The text of a span, on one line.
    pub fn source_text(&self, span: Span) -> String {
        self.session.sources().text(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
