//! Errors and warnings about source text: where (span), what, what would be right.
//!
//! [`span`] places text; a [`Diagnostic`] is data only and says nothing of how it is shown.

pub mod levels;
pub mod render;
pub mod span;
pub mod suggest;

pub use span::{Located, SourceId, SourceMap, Span};

/// A number with its noun: `1 argument`, `2 arguments`.
///
/// ```
/// use demarche::diagnostic::counted;
/// assert_eq!([counted(1, "row"), counted(2, "row")], ["1 row", "2 rows"]);
/// ```
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The input is wrong; nothing runs.
    Error,
    /// The input runs, but probably does not mean what its author wanted.
    Warning,
}

/// One finding about the source text.
///
/// The code (`E0102`, `W0003`) is stable and names the kind of finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// The stable code of this kind of finding.
    pub code: &'static str,
    /// One sentence without a final period: what is wrong, with the offending names and values.
    pub message: String,
    /// The place, with a short label under the caret.
    pub primary: Label,
    /// Other places that matter, such as the declaration.
    pub secondary: Vec<Label>,
    /// What to do about it: the nearest name, the expected form.
    pub help: Vec<String>,
}

/// A place in the source with the words that belong under its caret (may be empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// The words under the caret.
    pub text: String,
}

impl Diagnostic {
    /// An error with its place and no further labels.
    pub fn error(
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Error, code, message.into(), span, label.into())
    }

    /// A warning with its place and no further labels.
    pub fn warning(
        code: &'static str,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, code, message.into(), span, label.into())
    }

    fn new(severity: Severity, code: &'static str, message: String, span: Span, text: String) -> Self {
        Self {
            severity,
            code,
            message,
            primary: Label { span, text },
            secondary: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds a line of help.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}
