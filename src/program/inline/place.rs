//! Puts what inline relations stand for in their place.
//!
//! `r(a, b + 1)` by `r(x, y) :- s(x, y, z).` becomes `(y = b + 1, s(a, y, z))`, with the variables of the rule apart from all others: they
//! keep their names where no other has them, for whoever reads the rule in an explanation. Several rules become alternatives.

use std::collections::{BTreeMap, BTreeSet};

use super::rename::Renaming;
use super::{Definition, Definitions};
use crate::diagnostic::{Located, Span};
use crate::program::variables::{self, Depth};
use crate::syntax::tree::{Atom, Body, Comparison, Literal, Rule, Term, TermKind, Text};

/// How many rules may be put in place in one rule.
pub(super) const LIMIT: usize = 4096;

/// The places of one rule.
pub(super) struct Places<'d, 't> {
    definitions: &'d Definitions<'t>,
    /// The names of variables in the rule so far.
    taken: BTreeSet<Text>,
    /// How many rules were put in place.
    placed: usize,
}

impl<'d, 't> Places<'d, 't> {
    pub(super) fn new(definitions: &'d Definitions<'t>, rule: &Rule) -> Self {
        let taken = variables::of_rule(rule).into_iter().map(|one| one.node.into()).collect();
        Self { definitions, taken, placed: 0 }
    }

    /// Whether there were more than [`LIMIT`]; what was replaced then is not all.
    pub(super) fn is_too_much(&self) -> bool {
        self.placed > LIMIT
    }

    pub(super) fn body(&mut self, body: &Body) -> Body {
        let alternatives = body.alternatives.iter();
        Body { alternatives: alternatives.map(|literals| self.conjunction(literals)).collect() }
    }

    fn conjunction(&mut self, literals: &[Located<Literal>]) -> Vec<Located<Literal>> {
        literals.iter().map(|literal| self.literal(literal)).collect()
    }

    fn literal(&mut self, literal: &Located<Literal>) -> Located<Literal> {
        let node = match &literal.node {
            Literal::Atom(atom) => match self.definitions.get(atom.relation.node.as_str()) {
                Some(definitions) => self.group(atom, definitions, literal.span),
                None => return literal.clone(),
            },
            Literal::Not(inner) => Literal::Not(Box::new(self.literal(inner))),
            Literal::Group(body) => Literal::Group(self.body(body)),
            Literal::Compare(..) | Literal::Constraint(..) | Literal::Truth(_) => return literal.clone(),
        };
        Located::new(node, literal.span)
    }

    /// What an atom stands for.
    fn group(&mut self, atom: &Atom, definitions: &[Definition<'_>], place: Span) -> Literal {
        let mut alternatives = Vec::new();
        for definition in definitions {
            // An atom with a wrong number of arguments stays, to be reported where its names are resolved.
            if definition.head.terms.len() != atom.terms.len() {
                return Literal::Atom(atom.clone());
            }
            self.placed += 1;
            if self.is_too_much() {
                return Literal::Truth(false);
            }
            alternatives.push(self.alternative(atom, definition, place));
        }
        if alternatives.is_empty() { Literal::Truth(false) } else { Literal::Group(Body { alternatives }) }
    }

    fn alternative(
        &mut self,
        atom: &Atom,
        definition: &Definition<'_>,
        place: Span,
    ) -> Vec<Located<Literal>> {
        let names = self.names(atom, definition);
        let name = |name: &str| names.get(name).cloned().unwrap_or_default();
        let renaming = Renaming { of: &name };
        let mut conjunction = Vec::new();
        for (own, outer) in definition.head.terms.iter().zip(&atom.terms) {
            let own = renaming.term(own);
            if own.node != outer.node && outer.node != TermKind::Wildcard {
                conjunction.push(equation(own, outer, place));
            }
        }
        match definition.body {
            Some(body) => {
                let body = self.body(&renaming.body(body));
                conjunction.push(Located::new(Literal::Group(body), place));
            }
            None => conjunction.push(Located::new(Literal::Truth(true), place)),
        }
        conjunction
    }
}

impl Places<'_, '_> {
    /// What the variables of a definition are called in place of an atom.
    fn names<'n>(&mut self, atom: &'n Atom, definition: &'n Definition<'_>) -> BTreeMap<&'n str, Text> {
        let given = given(definition.head, atom);
        let mut names: BTreeMap<&str, Text> =
            given.into_iter().map(|(own, outer)| (own, outer.into())).collect();
        for own in variables_of(definition) {
            names.entry(own).or_insert_with(|| self.free_name(own));
        }
        names
    }

    fn free_name(&mut self, own: &str) -> Text {
        // With a blank in it, it is no name that a program can have.
        let numbered = format!("{own} {}", self.placed);
        if self.taken.insert(own.into()) { own.into() } else { numbered.into() }
    }
}

/// The variables of a definition, those of its aggregates included.
fn variables_of<'t>(definition: &Definition<'t>) -> Vec<&'t str> {
    let head = variables::of_terms(&definition.head.terms, Depth::Everywhere);
    let body = definition.body.map(|body| variables::of_body(body, Depth::Everywhere)).unwrap_or_default();
    head.into_iter().chain(body).map(|one| one.node).collect()
}

fn equation(own: Term, outer: &Term, place: Span) -> Located<Literal> {
    Located::new(Literal::Compare(Comparison::Equal, own, outer.clone()), place)
}

/// The variables of a head that are a variable of the atom by another name, each of either once.
fn given<'n>(head: &'n Atom, atom: &'n Atom) -> Vec<(&'n str, &'n str)> {
    let mut taken = (BTreeSet::new(), BTreeSet::new());
    let mut given = Vec::new();
    for (own, outer) in head.terms.iter().zip(&atom.terms) {
        if let (TermKind::Variable(own), TermKind::Variable(outer)) = (&own.node, &outer.node)
            && taken.0.insert(own)
            && taken.1.insert(outer)
        {
            given.push((own.as_str(), outer.as_str()));
        }
    }
    given
}
