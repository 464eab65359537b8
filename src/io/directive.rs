//! The parameters of one directive: their values, flags, and what to say of a bad one.
//!
//! Which parameters a directive knows is checked with the program; what their values mean is read here and in `options`.

use super::error::IoError;
use crate::diagnostic::Diagnostic;
use crate::program::ir::Io;

/// The value of a parameter; the last one given counts.
pub(super) fn parameter<'a>(io: &'a Io, key: &str) -> Option<&'a str> {
    io.parameters.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// A parameter that is `true` or `false`, and false when it is not given.
pub(super) fn flag(io: &Io, key: &str) -> Result<bool, IoError> {
    match parameter(io, key) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => Err(bad_value(io, format!("`{key}` is `true` or `false`, not `{other}`"))),
    }
}

/// `IO` names a kind that the directive does not have, or that this build leaves out.
pub(super) fn unsupported(io: &Io, kind: &str, known: &str) -> IoError {
    let error =
        Diagnostic::error("E0802", format!("`IO={kind}` is not supported"), io.span, "of this directive");
    IoError::Directive(Box::new(error.with_help(known)))
}

/// A parameter has a value that it cannot have.
pub(super) fn bad_value(io: &Io, message: String) -> IoError {
    wrong(io, "E0803", message, "a bad value of a parameter")
}

/// Something else is wrong with a directive.
pub(super) fn wrong(io: &Io, code: &'static str, message: String, label: &str) -> IoError {
    IoError::Directive(Box::new(Diagnostic::error(code, message, io.span, label)))
}
