//! The declaration that the head of a rule lacks, as the rule's body suggests it.
//!
//! It serves a message alone: types are read off the columns in which variables stand, and nothing is checked by them.

use std::collections::BTreeSet;

use super::messages::{code, shown};
use super::names::Scope;
use crate::diagnostic::suggest::is_slip;
use crate::diagnostic::{Diagnostic, suggest::suggest};
use crate::syntax::tree::{Aggregate, AggregateKind, Atom, Body, Comparison, Literal, Rule, Term, TermKind};

/// What stands under the caret of a head whose relation is not declared, and of no other fault.
pub const UNDECLARED_HEAD: &str = "no `.decl` declares what this rule concludes";

/// The fault of a rule's head whose relation is not declared; none where it is, or where its name is a slip for another.
pub(super) fn undeclared(rule: &Rule, head: &Atom, scope: &Scope) -> Option<Diagnostic> {
    let name = head.relation.node.as_str();
    let is_slip = |near: &&str| is_slip(name, near);
    if scope.find(name).is_some() || suggest(name, scope.relation_names()).as_ref().is_some_and(is_slip) {
        return None;
    }
    let message = format!("unknown relation {}", shown(name));
    let help = format!("declare it first: `{}`", declaration(rule, head, scope));
    Some(
        Diagnostic::error(code::UNKNOWN_RELATION, message, head.relation.span, UNDECLARED_HEAD)
            .with_help(help),
    )
}

fn declaration(rule: &Rule, head: &Atom, scope: &Scope) -> String {
    let mut taken = BTreeSet::new();
    let column = |(at, term): (usize, &Term)| {
        let named = match &term.node {
            TermKind::Variable(name) => name.to_string(),
            _ => format!("column{}", at + 1),
        };
        let name = if taken.insert(named.clone()) { named } else { format!("{named}{}", at + 1) };
        format!("{name}: {}", of_term(term, &rule.body, scope).unwrap_or("symbol"))
    };
    let columns: Vec<String> = head.terms.iter().enumerate().map(column).collect();
    format!(".decl {}({})", head.relation.node, columns.join(", "))
}

/// The name of a term's type; none where nothing in the body tells it.
fn of_term<'s>(term: &Term, body: &Body, scope: &'s Scope) -> Option<&'s str> {
    match &term.node {
        TermKind::Variable(name) => of_variable(name, body, scope),
        TermKind::Integer(_) | TermKind::Binary(..) | TermKind::Unary(..) => Some("number"),
        TermKind::Unsigned(_) => Some("unsigned"),
        TermKind::Float(_) => Some("float"),
        TermKind::Functor(name, _) if matches!(name.node.as_str(), "earliest" | "latest") => Some("date"),
        TermKind::Functor(name, _) if is_of_numbers(&name.node) => Some("number"),
        TermKind::Aggregate(aggregate) => of_aggregate(aggregate, body, scope),
        _ => None,
    }
}

fn is_of_numbers(functor: &str) -> bool {
    matches!(functor, "min_days" | "max_days" | "strlen" | "to_number" | "ord")
}

fn of_aggregate<'s>(aggregate: &Aggregate, body: &Body, scope: &'s Scope) -> Option<&'s str> {
    match (aggregate.kind.node, &aggregate.value) {
        (AggregateKind::Count, _) => Some("number"),
        (AggregateKind::Mean, _) => Some("float"),
        (_, Some(value)) => of_term(value, &aggregate.body, scope).or_else(|| of_term(value, body, scope)),
        (_, None) => None,
    }
}

/// The type of the first column in which the body has a variable, or of what it is said to be equal to.
fn of_variable<'s>(name: &str, body: &Body, scope: &'s Scope) -> Option<&'s str> {
    let is_it = |term: &Term| matches!(&term.node, TermKind::Variable(other) if other == name);
    let literals = || body.alternatives.iter().flatten().map(|literal| &literal.node);
    let in_columns = literals().find_map(|literal| match literal {
        Literal::Atom(atom) => {
            let at = atom.terms.iter().position(is_it)?;
            scope.type_of_column(&atom.relation.node, at)
        }
        Literal::Group(inner) => of_variable(name, inner, scope),
        _ => None,
    });
    let by_equation = || {
        literals().find_map(|literal| match literal {
            Literal::Compare(Comparison::Equal, one, other) if is_it(one) && !is_variable(other) => {
                of_term(other, body, scope)
            }
            Literal::Compare(Comparison::Equal, other, one) if is_it(one) && !is_variable(other) => {
                of_term(other, body, scope)
            }
            _ => None,
        })
    };
    in_columns.or_else(by_equation)
}

fn is_variable(term: &Term) -> bool {
    matches!(term.node, TermKind::Variable(_))
}
