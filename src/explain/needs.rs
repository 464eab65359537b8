//! What relations depend on, under negation and in aggregates too, and the part of a program that derives it.

use std::collections::BTreeSet;

use crate::program::ir::{Literal, Program, RelationId};

/// The relations that decide what some relations hold, themselves among them.
pub fn needs(program: &Program, of: impl IntoIterator<Item = RelationId>) -> BTreeSet<RelationId> {
    let mut needed = BTreeSet::new();
    let mut open: Vec<RelationId> = of.into_iter().collect();
    while let Some(relation) = open.pop() {
        if needed.insert(relation) {
            let rules = program.rules.iter().filter(|rule| rule.head == relation);
            open.extend(rules.flat_map(|rule| read(&rule.body)));
        }
    }
    needed
}

/// The relations that a relation decides, itself among them.
pub fn dependents(program: &Program, of: RelationId) -> BTreeSet<RelationId> {
    let mut found = BTreeSet::from([of]);
    loop {
        let depends = |body: &[Literal]| read(body).iter().any(|relation| found.contains(relation));
        let heads = program.rules.iter().filter(|rule| !found.contains(&rule.head) && depends(&rule.body));
        let heads: Vec<RelationId> = heads.map(|rule| rule.head).collect();
        if heads.is_empty() {
            return found;
        }
        found.extend(heads);
    }
}

fn read(body: &[Literal]) -> Vec<RelationId> {
    let relations = body.iter().flat_map(|literal| match literal {
        Literal::Atom(atom) | Literal::Negation(atom) => vec![atom.relation],
        Literal::Aggregate(aggregate) => read(&aggregate.body),
        _ => Vec::new(),
    });
    relations.collect()
}

/// The program as far as it derives these relations.
pub fn part(program: &Program, needed: &BTreeSet<RelationId>) -> Program {
    let mut part = program.clone();
    part.strata.retain(|stratum| stratum.relations.iter().any(|relation| needed.contains(relation)));
    part.facts.clear();
    part
}
