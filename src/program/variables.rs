//! Which variables a piece of the tree names.

use super::expand::Plain;
use crate::diagnostic::{Located, Span};
use crate::syntax::tree::{Aggregate, Body, Literal, Rule, Term, TermKind};

/// Whether to look into aggregates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// Only what stands outside of aggregates.
    Outside,
    /// Everything.
    Everywhere,
}

/// A rule with its place.
pub(super) type RuleAt<'t> = (&'t Rule, Span);

/// A variable as written, with its place.
pub(super) type Occurrence<'t> = Located<&'t str>;

/// The variables of terms, in order of the text.
pub(super) fn of_terms<'t>(terms: impl IntoIterator<Item = &'t Term>, depth: Depth) -> Vec<Occurrence<'t>> {
    let mut found = Vec::new();
    for term in terms {
        term_variables(term, depth, &mut found);
    }
    found
}

/// The variables of a conjunction, in order of the text.
pub(super) fn of_plain<'t>(literals: &[Plain<'t>], depth: Depth) -> Vec<Occurrence<'t>> {
    let mut found = Vec::new();
    for plain in literals {
        literal_variables(plain.literal, depth, &mut found);
    }
    found
}

/// The variables of a body, in order of the text.
pub(super) fn of_body(body: &Body, depth: Depth) -> Vec<Occurrence<'_>> {
    let mut found = Vec::new();
    body_variables(body, depth, &mut found);
    found
}

/// Every occurrence of a variable in a rule.
pub(super) fn of_rule(rule: &Rule) -> Vec<Occurrence<'_>> {
    let mut found = of_terms(rule.heads.iter().flat_map(|head| &head.terms), Depth::Everywhere);
    body_variables(&rule.body, Depth::Everywhere, &mut found);
    found
}

/// Each name once, in order of first appearance.
pub(super) fn distinct<'t>(occurrences: &[Occurrence<'t>]) -> Vec<&'t str> {
    let mut seen = hashbrown::HashSet::with_capacity(occurrences.len());
    occurrences.iter().map(|occurrence| occurrence.node).filter(|name| seen.insert(*name)).collect()
}

fn body_variables<'t>(body: &'t Body, depth: Depth, found: &mut Vec<Occurrence<'t>>) {
    for literal in body.alternatives.iter().flatten() {
        literal_variables(&literal.node, depth, found);
    }
}

fn literal_variables<'t>(literal: &'t Literal, depth: Depth, found: &mut Vec<Occurrence<'t>>) {
    match literal {
        Literal::Atom(atom) => terms_variables(&atom.terms, depth, found),
        Literal::Constraint(_, terms) => terms_variables(terms, depth, found),
        Literal::Compare(_, left, right) => {
            term_variables(left, depth, found);
            term_variables(right, depth, found);
        }
        Literal::Not(inner) => literal_variables(&inner.node, depth, found),
        Literal::Group(body) => body_variables(body, depth, found),
        Literal::Truth(_) => {}
    }
}

fn terms_variables<'t>(terms: &'t [Term], depth: Depth, found: &mut Vec<Occurrence<'t>>) {
    for term in terms {
        term_variables(term, depth, found);
    }
}

fn term_variables<'t>(term: &'t Term, depth: Depth, found: &mut Vec<Occurrence<'t>>) {
    match &term.node {
        TermKind::Variable(name) => found.push(Occurrence::new(name.as_str(), term.span)),
        TermKind::Aggregate(aggregate) if depth == Depth::Everywhere => aggregate_variables(aggregate, found),
        kind => {
            for operand in kind.operands() {
                term_variables(operand, depth, found);
            }
        }
    }
}

fn aggregate_variables<'t>(aggregate: &'t Aggregate, found: &mut Vec<Occurrence<'t>>) {
    terms_variables(aggregate.value.as_slice(), Depth::Everywhere, found);
    body_variables(&aggregate.body, Depth::Everywhere, found);
}
