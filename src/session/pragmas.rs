//! What `.pragma` sets: the levels of warnings, and where files are looked up and written.
//!
//! The keys are the long names of the command's options, as in Soufflé; what is said on the command line wins.

use super::codes;
use crate::diagnostic::levels::{Level, Levels};
use crate::diagnostic::suggest::suggest;
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Name, Statement, Tree};

/// The keys that mean something here, or that mean something to Soufflé about how it runs a program.
const KEYS: [&str; 27] = [
    "allow",
    "deny",
    "no-warn",
    "warn",
    "wno",
    "suppress-warnings",
    "wrap",
    "fact-dir",
    "output-dir",
    "auto-schedule",
    "debug-report",
    "disable-transformers",
    "emit-statistics",
    "inline-exclude",
    "include-dir",
    "jobs",
    "legacy",
    "libraries",
    "library-dir",
    "live-profile",
    "macro",
    "magic-transform",
    "magic-transform-exclude",
    "profile",
    "profile-frequency",
    "provenance",
    "verbose",
];

/// A pragma: its key, and its value or nothing.
#[derive(Clone, Copy)]
struct Pragma<'t> {
    key: &'t Name,
    value: &'t str,
    /// Where the value stands, or else the key.
    place: Span,
}

fn pragmas<'t>(trees: &[&'t Tree]) -> Vec<Pragma<'t>> {
    let statements = trees.iter().flat_map(|tree| &tree.statements);
    let found = statements.filter_map(|statement| match &statement.node {
        Statement::Pragma(words) => {
            let key = words.first()?;
            let value = words.get(1);
            let place = value.unwrap_or(key).span;
            Some(Pragma { key, value: value.map(|value| value.node.as_str()).unwrap_or_default(), place })
        }
        _ => None,
    });
    found.collect()
}

/// The levels of warnings that texts ask for.
pub(super) fn levels(trees: &[&Tree], diagnostics: &mut Vec<Diagnostic>) -> Levels {
    let mut levels = Levels::default();
    for Pragma { key, value, place } in pragmas(trees) {
        let set = match key.node.as_str() {
            "allow" | "wno" => levels.set(value, Level::Allow),
            "warn" => levels.set(value, Level::Warn),
            "deny" => levels.set(value, Level::Deny),
            "no-warn" => levels.set("all", Level::Allow),
            "suppress-warnings" if value == "*" => levels.set("all", Level::Allow),
            other if KEYS.contains(&other) => Ok(()),
            _ => {
                diagnostics.push(unknown(key));
                Ok(())
            }
        };
        if let Err(message) = set {
            diagnostics.push(Diagnostic::error(codes::UNKNOWN_WARNING, message, place, ""));
        }
    }
    levels
}

/// The value of the last pragma of a key.
pub(super) fn value<'t>(trees: &[&'t Tree], key: &str) -> Option<&'t str> {
    let of_key = pragmas(trees).into_iter().rev().find(|pragma| pragma.key.node == key);
    of_key.map(|pragma| pragma.value)
}

fn unknown(key: &Name) -> Diagnostic {
    let message = format!("pragma `{}` has no effect", key.node);
    let diagnostic = Diagnostic::warning(codes::UNKNOWN_PRAGMA, message, key.span, "nothing knows this key");
    match suggest(&key.node, KEYS) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}
