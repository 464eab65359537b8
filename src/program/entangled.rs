//! Aggregates that each need a variable of the other.
//!
//! As in Soufflé, a rule cannot have two conditions with aggregates of which each has a variable that, taken alone, only the other gives a value:
//! which of the two comes first would be unclear. A relation of its own for one of them makes it clear.

use std::collections::BTreeSet;

use super::aggregates::destructured;
use super::messages::code;
use super::variables::{self, Depth, RuleAt};
use crate::diagnostic::{Diagnostic, Located};
use crate::syntax::tree::{Aggregate, Body, Comparison, Literal, Term, TermKind};

/// Reports the conditions of each rule that are so entangled.
pub(super) fn check(rules: &[RuleAt<'_>], sink: &mut Vec<Diagnostic>) {
    for conjunction in rules.iter().flat_map(|(rule, _)| &rule.body.alternatives) {
        let counted: Vec<Condition<'_>> = conjunction.iter().filter_map(Condition::of).collect();
        for one in &counted {
            if let Some(other) = counted.iter().find(|other| one.needs(other) && other.needs(one)) {
                sink.push(entangled(one, other));
            }
        }
    }
}

/// A condition that aggregates.
struct Condition<'t> {
    literal: &'t Located<Literal>,
    /// The variables that it gives a value when it stands alone.
    given: BTreeSet<&'t str>,
    /// Those that it does not.
    needed: BTreeSet<&'t str>,
}

impl<'t> Condition<'t> {
    fn of(literal: &'t Located<Literal>) -> Option<Self> {
        let Literal::Compare(op, left, right) = &literal.node else { return None };
        let aggregates: Vec<&Aggregate> = [left, right].into_iter().flat_map(outermost).collect();
        if aggregates.is_empty() {
            return None;
        }
        let mut given = BTreeSet::new();
        equated(*op, left, right, &mut given);
        for aggregate in &aggregates {
            given_in(&aggregate.body, &mut given);
        }
        let all = variables::of_terms([left, right], Depth::Everywhere);
        let needed = all.iter().map(|one| one.node).filter(|name| !given.contains(name)).collect();
        Some(Self { literal, given, needed })
    }

    fn needs(&self, other: &Self) -> bool {
        !self.needed.is_disjoint(&other.given)
    }
}

/// The aggregates in a term that stand in no other.
fn outermost(term: &Term) -> Vec<&Aggregate> {
    match &term.node {
        TermKind::Aggregate(aggregate) => vec![aggregate],
        other => other.operands().into_iter().flat_map(outermost).collect(),
    }
}

/// A variable that is equal to something has that value.
fn equated<'t>(op: Comparison, left: &'t Term, right: &'t Term, given: &mut BTreeSet<&'t str>) {
    if op == Comparison::Equal {
        destructured(left, given);
        destructured(right, given);
    }
}

/// The variables that atoms and equations of a body give a value.
fn given_in<'t>(body: &'t Body, given: &mut BTreeSet<&'t str>) {
    for literal in body.alternatives.iter().flatten() {
        match &literal.node {
            Literal::Atom(atom) => atom.terms.iter().for_each(|term| destructured(term, given)),
            Literal::Compare(op, left, right) => equated(*op, left, right, given),
            Literal::Group(body) => given_in(body, given),
            _ => {}
        }
    }
}

fn entangled(one: &Condition<'_>, other: &Condition<'_>) -> Diagnostic {
    let message = "two aggregates each need a variable of the other";
    let name = |of: &Condition<'_>, from: &Condition<'_>| {
        of.needed.intersection(&from.given).next().map_or_else(String::new, |name| format!("`{name}`"))
    };
    Diagnostic::error(
        code::ENTANGLED,
        message,
        one.literal.span,
        format!("{} stands in an atom of the other alone", name(one, other)),
    )
    .with_label(other.literal.span, format!("{} stands in an atom of the first alone", name(other, one)))
    .with_help("compute one of them in a relation of its own")
}
