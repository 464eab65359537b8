//! Trees with their variables replaced, aggregates included.

use crate::diagnostic::Located;
use crate::syntax::tree::{Aggregate, Atom, Body, Literal, Term, TermKind, Text};

/// Replaces each variable by what `of` gives for its name.
pub(super) struct Renaming<'a> {
    pub(super) of: &'a dyn Fn(&str) -> Text,
}

impl Renaming<'_> {
    pub(super) fn body(&self, body: &Body) -> Body {
        let conjunction =
            |literals: &Vec<Located<Literal>>| literals.iter().map(|it| self.literal(it)).collect();
        Body { alternatives: body.alternatives.iter().map(conjunction).collect() }
    }

    fn literal(&self, literal: &Located<Literal>) -> Located<Literal> {
        let node = match &literal.node {
            Literal::Atom(atom) => Literal::Atom(self.atom(atom)),
            Literal::Compare(op, left, right) => Literal::Compare(*op, self.term(left), self.term(right)),
            Literal::Constraint(name, terms) => Literal::Constraint(name.clone(), self.terms(terms)),
            Literal::Not(inner) => Literal::Not(Box::new(self.literal(inner))),
            Literal::Group(body) => Literal::Group(self.body(body)),
            Literal::Truth(truth) => Literal::Truth(*truth),
        };
        Located::new(node, literal.span)
    }

    fn atom(&self, atom: &Atom) -> Atom {
        Atom { terms: self.terms(&atom.terms), ..atom.clone() }
    }

    fn terms(&self, terms: &[Term]) -> Vec<Term> {
        terms.iter().map(|term| self.term(term)).collect()
    }

    pub(super) fn term(&self, term: &Term) -> Term {
        let node = match &term.node {
            TermKind::Variable(name) => TermKind::Variable((self.of)(name)),
            TermKind::Aggregate(aggregate) => TermKind::Aggregate(Box::new(Aggregate {
                kind: aggregate.kind.clone(),
                value: aggregate.value.as_ref().map(|value| self.term(value)),
                body: self.body(&aggregate.body),
            })),
            other => other.map_operands(|operand| self.term(operand)),
        };
        Located::new(node, term.span)
    }
}

/// The aggregates in a term that stand in no other.
pub(super) fn aggregates(term: &Term) -> Vec<&Aggregate> {
    match &term.node {
        TermKind::Aggregate(aggregate) => vec![aggregate],
        other => other.operands().into_iter().flat_map(aggregates).collect(),
    }
}
