//! Terms, literals and bodies as text, with no more parentheses than reading them back needs.

use super::super::keyword;
use super::super::operator::{LOOSEST_LEVEL, PREFIX_LEVEL, comparison_spelling, infix_of, prefix_spelling};
use super::super::tree::{Aggregate, Annotation, Atom, Body, Literal, Term, TermKind};
use super::{joined, quoted};
use crate::diagnostic::Located;

/// An atom with its annotation.
pub fn atom(atom: &Atom) -> String {
    let annotation = match atom.annotation.as_ref().map(|annotation| &annotation.node) {
        None => String::new(),
        Some(Annotation::Grade(grade)) => format!(" @{}", grade.node),
        Some(Annotation::Fields(fields)) => {
            let fields = joined(fields, ", ", |(key, value)| format!("{}: {}", key.node, term(value)));
            format!(" @{{{fields}}}")
        }
    };
    format!("{}{annotation}", call(&atom.relation.node, &atom.terms))
}

/// A body on one line.
pub fn body(body: &Body) -> String {
    joined(&body.alternatives, " ; ", |literals| joined(literals, ", ", |node| literal(&node.node)))
}

/// A body with a line for each literal, indented.
pub(super) fn tall_body(body: &Body) -> String {
    let alternative = |literals: &Vec<_>| {
        joined(literals, ",\n", |node: &Located<Literal>| format!("    {}", literal(&node.node)))
    };
    joined(&body.alternatives, " ;\n", alternative)
}

/// One condition of a body.
pub fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Atom(atom) => self::atom(atom),
        Literal::Compare(comparison, left, right) => {
            format!("{} {} {}", term(left), comparison_spelling(*comparison), term(right))
        }
        Literal::Constraint(name, terms) => call(&name.node, terms),
        Literal::Truth(truth) => truth.to_string(),
        Literal::Not(inner) => match &inner.node {
            compared @ Literal::Compare(..) => format!("!({})", self::literal(compared)),
            other => format!("!{}", self::literal(other)),
        },
        Literal::Group(inner) => format!("({})", body(inner)),
    }
}

/// A term.
pub fn term(term: &Term) -> String {
    bound(term, LOOSEST_LEVEL)
}

/// A term where only operators of at least the level `floor` need no parentheses.
fn bound(term: &Term, floor: u8) -> String {
    let (text, level) = written(&term.node);
    if level < floor { format!("({text})") } else { text }
}

/// The level of what contains no operator outside of brackets.
const TIGHTEST_LEVEL: u8 = u8::MAX;

/// A term with the level of its loosest operator.
fn written(kind: &TermKind) -> (String, u8) {
    let text = match kind {
        TermKind::Unary(op, inner) => {
            return (format!("{}{}", prefix_spelling(*op), operand(inner, PREFIX_LEVEL)), PREFIX_LEVEL);
        }
        TermKind::Binary(op, left, right) => {
            let infix = infix_of(*op);
            let (left, right) = (operand(left, infix.left_floor()), operand(right, infix.right_floor()));
            return (format!("{left} {} {right}", infix.spelling), infix.level);
        }
        TermKind::Variable(name) => name.to_string(),
        TermKind::Wildcard => "_".to_owned(),
        TermKind::String(text) => quoted(text),
        TermKind::Integer(value) => value.to_string(),
        TermKind::Unsigned(value) => format!("{value}u"),
        TermKind::Float(value) => format!("{value:?}"),
        TermKind::Unsaid => "unsaid".to_owned(),
        TermKind::Functor(name, terms) => call(&name.node, terms),
        TermKind::UserFunctor(name, terms) => format!("@{}", call(&name.node, terms)),
        TermKind::Nil => "nil".to_owned(),
        TermKind::Record(fields) => format!("[{}]", joined(fields, ", ", term)),
        TermKind::Branch(name, fields) => format!("${}", call(&name.node, fields)),
        TermKind::Cast(inner, ty) => format!("as({}, {})", term(inner), ty.node),
        TermKind::Counter => "autoinc()".to_owned(),
        TermKind::Aggregate(inner) => aggregate(inner),
    };
    (text, TIGHTEST_LEVEL)
}

/// An operand. What could be taken for the beginning of an aggregate stands in parentheses.
fn operand(term: &Term, floor: u8) -> String {
    let name = match &term.node {
        TermKind::Variable(name) => name,
        TermKind::Functor(name, terms) if terms.len() == 1 => &name.node,
        _ => return bound(term, floor),
    };
    let text = bound(term, floor);
    if keyword::aggregate(name).is_some() { format!("({text})") } else { text }
}

fn aggregate(aggregate: &Aggregate) -> String {
    let name = keyword::aggregate_name(aggregate.kind.node);
    let value = match &aggregate.value {
        None => String::new(),
        Some(value) if is_plain(&value.node) => format!(" {}", term(value)),
        Some(value) => format!(" ({})", term(value)),
    };
    format!("{name}{value} : {{ {} }}", body(&aggregate.body))
}

/// Whether an aggregate's value needs no parentheses.
fn is_plain(value: &TermKind) -> bool {
    match value {
        TermKind::Variable(name) => keyword::aggregate(name).is_none(),
        other => matches!(other, TermKind::Wildcard | TermKind::String(_) | TermKind::Integer(_)),
    }
}

fn call(name: &str, terms: &[Term]) -> String {
    format!("{name}({})", joined(terms, ", ", term))
}
