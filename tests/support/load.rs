//! Programs from text, without evidence.

use demarche::components::instantiate;
use demarche::diagnostic::{Diagnostic, Severity, SourceId};
use demarche::program::check;
use demarche::program::ir::Program;
use demarche::store::Dictionary;
use demarche::syntax::{Mode, parse};

/// The checked program of a text, or the errors in it.
pub(crate) fn load(text: &str, dictionary: &Dictionary) -> Result<Program, Vec<Diagnostic>> {
    let parsed = parse(SourceId(0), text, Mode::File);
    if !parsed.diagnostics.is_empty() {
        return Err(parsed.diagnostics);
    }
    let instantiated = instantiate(&[&parsed.tree]);
    if !instantiated.diagnostics.is_empty() {
        return Err(instantiated.diagnostics);
    }
    let checked = check(&instantiated.or(&[&parsed.tree]), dictionary);
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    checked.program.ok_or_else(|| checked.diagnostics.into_iter().filter(is_error).collect())
}
