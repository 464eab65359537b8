//! What is odd about the dates of a body: days sought within a date that is one unknown day.

use super::constants::tree_atoms;
use super::ir::Program;
use super::messages::code;
use crate::date::{Date, within};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Atom, Body, TermKind};

/// Warns of `within(d, "2024")`: `"2024"` is one unknown day of that year, and nothing is certainly within it.
pub(super) fn never_within(program: &Program, body: &Body, sink: &mut Vec<Diagnostic>) {
    let is_relation = program.relations.iter().any(|relation| relation.name == "within");
    if is_relation {
        return;
    }
    sink.extend(tree_atoms(body).into_iter().filter_map(unknown_day).map(|(text, span)| warning(text, span)));
}

/// The second operand of `within` with its place, if it is a date of one unknown day.
fn unknown_day(atom: &Atom) -> Option<(&str, Span)> {
    let [_, whole] = atom.terms.as_slice() else { return None };
    let TermKind::String(text) = &whole.node else { return None };
    let date = Date::parse(text).ok()?;
    (atom.relation.node == "within" && !within(&date, &date)).then_some((text, whole.span))
}

fn warning(text: &str, span: Span) -> Diagnostic {
    let throughout = if text.starts_with(|first: char| first.is_ascii_digit()) {
        format!("`\"{text}/{text}\"`")
    } else {
        format!("`throughout(\"{text}\", \"{text}\")`")
    };
    let message = format!("nothing is certainly within \"{text}\", which is one unknown day");
    Diagnostic::warning(code::NEVER_WITHIN, message, span, "only a single day is within such a date")
        .with_help(format!("all the days of it are {throughout}; `may_be_within` asks for what is possible"))
}
