//! What of a program its outputs need.

use std::collections::BTreeSet;

use super::ir::{IoKind, Literal, Program, RelationId, Stratum};

/// The program without the rules of relations that nothing written or shown rests on; the whole program if nothing is written or shown.
#[must_use]
pub fn for_outputs(program: &Program) -> Program {
    let is_shown = |kind| matches!(kind, IoKind::Output | IoKind::Printsize);
    let shown: Vec<RelationId> =
        program.io.iter().filter(|io| is_shown(io.kind)).map(|io| io.relation).collect();
    let mut part = program.clone();
    if !shown.is_empty() {
        let needed = needed(program, shown);
        let idle = |stratum: &&mut Stratum| stratum.relations.iter().all(|id| !needed.contains(id));
        for stratum in part.strata.iter_mut().filter(idle) {
            (stratum.rules, stratum.recursive) = (Vec::new(), false);
        }
    }
    part
}

/// Everything that rows of these relations may rest on.
fn needed(program: &Program, mut open: Vec<RelationId>) -> BTreeSet<RelationId> {
    let mut needed = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !needed.insert(id) {
            continue;
        }
        let rules = program.rules.iter().filter(|rule| rule.head == id);
        let subsumptions = program.relations.get(id.0).map(|relation| relation.kind.subsumptions());
        for rule in rules.chain(subsumptions.unwrap_or_default()) {
            reads(&rule.body, &mut open);
        }
    }
    needed
}

fn reads(body: &[Literal], found: &mut Vec<RelationId>) {
    for literal in body {
        match literal {
            Literal::Atom(atom) | Literal::Negation(atom) => found.push(atom.relation),
            Literal::Aggregate(aggregate) => reads(&aggregate.body, found),
            _ => {}
        }
    }
}
