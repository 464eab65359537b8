//! What is odd about the dates of a body: days sought within a date that is one unknown day, and such a date as a bound.

use super::constants::tree_atoms;
use super::ir::{Program, Type};
use super::messages::code;
use crate::date::{Date, within};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Atom, Body, Comparison, Literal, Term, TermKind};

/// Warns of `within(d, "2024")`: `"2024"` is one unknown day of that year, and nothing is certainly within it.
pub(super) fn never_within(program: &Program, body: &Body, sink: &mut Vec<Diagnostic>) {
    let mut found = tree_atoms(body).into_iter().filter_map(unknown_day).peekable();
    let is_relation = || program.relations.iter().any(|relation| relation.name == "within");
    if found.peek().is_some() && !is_relation() {
        sink.extend(found.map(|(text, span)| warning(text, span)));
    }
}

/// The second operand of `within` with its place, if it is a date of one unknown day.
fn unknown_day(atom: &Atom) -> Option<(&str, Span)> {
    let [_, whole] = atom.terms.as_slice() else { return None };
    let TermKind::String(text) = &whole.node else { return None };
    if atom.relation.node != "within" {
        return None;
    }
    let date = Date::parse(text).ok()?;
    (!within(&date, &date)).then_some((text, whole.span))
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

/// Warns of `d >= "2023"`: `"2023"` is one unknown day of that year, so only what is not before its last day is certainly not before it.
pub(super) fn blunt_bounds(program: &Program, body: &Body, sink: &mut Vec<Diagnostic>) {
    let comparisons = body.alternatives.iter().flatten().filter_map(|literal| match &literal.node {
        Literal::Compare(op, left, right) => Some((*op, left, right)),
        _ => None,
    });
    for (op, left, right) in comparisons {
        let found = match op {
            Comparison::GreaterEqual => bound(program, body, left, right).map(|it| (it, true)),
            Comparison::LessEqual => bound(program, body, left, right).map(|it| (it, false)),
            _ => None,
        };
        sink.extend(found.and_then(|((text, span), from)| blunt_bound(text, span, from)));
    }
}

/// The text of the bound with its place, where a date of some atom is compared with it.
fn bound<'b>(program: &Program, body: &Body, left: &Term, right: &'b Term) -> Option<(&'b str, Span)> {
    let (TermKind::Variable(name), TermKind::String(text)) = (&left.node, &right.node) else { return None };
    let is_date = |atom: &Atom| {
        let relation = program.relations.iter().find(|relation| relation.name == atom.relation.node);
        let columns = relation.into_iter().flat_map(|relation| relation.attributes.iter().zip(&atom.terms));
        columns
            .filter(|(column, _)| column.ty == Type::Date)
            .any(|(_, term)| matches!(&term.node, TermKind::Variable(other) if other == name))
    };
    tree_atoms(body).into_iter().any(is_date).then_some((text, right.span))
}

fn blunt_bound(text: &str, span: Span, from: bool) -> Option<Diagnostic> {
    let date = Date::parse(text).ok().filter(|date| !date.is_throughout())?;
    let (first, last) = (date.earliest()?, date.latest()?);
    if first == last {
        return None;
    }
    let (op, asked, meant) = if from { (">=", last, first) } else { ("<=", first, last) };
    let message = format!("`{op} \"{text}\"` asks for days that are certainly {op} any day of \"{text}\"");
    let label = format!("one unknown day: the same as `{op} \"{asked}\"` here");
    let help = format!("to count the days of \"{text}\" in write `{op} \"{meant}\"`");
    Some(Diagnostic::warning(code::BLUNT_BOUND, message, span, label).with_help(help))
}
