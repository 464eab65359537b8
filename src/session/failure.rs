//! Why something asked of a session was not done. A failure leaves the session as it was.

use std::fmt;

use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::EngineError;
use crate::io::IoError;
use crate::io::text::TextError;

/// Why something was not done.
#[derive(Debug)]
pub enum Failure {
    /// A text is wrong; warnings may stand among the errors.
    Wrong(Vec<Diagnostic>),
    /// A file could not be read.
    Text(TextError),
    /// Facts named by `.input` could not be read.
    Inputs(Vec<IoError>),
    /// Inference stopped.
    Engine(EngineError),
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self::Wrong(diagnostics)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Wrong(vec![diagnostic])
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

impl From<TextError> for Failure {
    fn from(error: TextError) -> Self {
        Self::Text(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong(diagnostics) => {
                let errors = diagnostics.iter().filter(|it| it.severity == Severity::Error);
                let messages: Vec<_> = errors.map(|it| it.message.as_str()).collect();
                out.write_str(&messages.join("; "))
            }
            Self::Text(error) => error.fmt(out),
            Self::Inputs(errors) => write!(out, "{} of the inputs could not be read", errors.len()),
            Self::Engine(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for Failure {}
