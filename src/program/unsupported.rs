//! What is read and cannot be run yet, each refused at its place.

use super::messages::code;
use crate::diagnostic::{Diagnostic, Span};

/// The error for a construct that cannot be run yet.
pub(super) fn unsupported(what: &str, place: Span) -> Diagnostic {
    Diagnostic::error(code::UNSUPPORTED, format!("{what} are not supported yet"), place, "")
        .with_help("docs/souffle.md lists what is")
}
