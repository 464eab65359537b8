//! What of a program its outputs, or a question, need.

use std::collections::BTreeSet;

use super::constants::tree_atoms;
use super::ir::{IoKind, Literal, Program, RelationId, Rule, Stratum};
use crate::syntax::tree::Body;

/// The program without the rules of relations that nothing written or shown rests on; if nothing is, all but those of relations that are
/// [`in_place`](super::ir::Relation::in_place).
#[must_use]
pub fn for_outputs(program: &Program) -> Program {
    let is_shown = |kind| matches!(kind, IoKind::Output | IoKind::Printsize);
    let shown: Vec<RelationId> =
        program.io.iter().filter(|io| is_shown(io.kind)).map(|io| io.relation).collect();
    let needed: BTreeSet<RelationId> =
        if shown.is_empty() { unasked(program).collect() } else { needed(program, shown) };
    with_strata(program, |stratum| stratum.relations.iter().any(|id| needed.contains(id)))
}

/// The relations whose rows are derived without being asked for by name.
pub fn unasked(program: &Program) -> impl Iterator<Item = RelationId> + '_ {
    let relations = program.relations.iter().enumerate();
    relations.filter(|(_, relation)| !relation.in_place).map(|(at, _)| RelationId(at))
}

/// The program without the rules of all strata but those wanted, and without facts, which a run is given as tables.
#[must_use]
pub fn with_strata(program: &Program, is_wanted: impl Fn(&Stratum) -> bool) -> Program {
    let idle = |stratum: &Stratum| Stratum { rules: Vec::new(), recursive: false, ..stratum.clone() };
    let kept = |stratum: &Stratum| if is_wanted(stratum) { stratum.clone() } else { idle(stratum) };
    Program {
        wrapping: program.wrapping,
        types: program.types.clone(),
        natives: program.natives.clone(),
        relations: program.relations.clone(),
        rules: program.rules.clone(),
        facts: Vec::new(),
        orders: program.orders.clone(),
        strata: program.strata.iter().map(kept).collect(),
        io: program.io.clone(),
    }
}

/// The relations that rules read, each as often as they name it.
pub fn read_by(rules: &[Rule]) -> Vec<RelationId> {
    let mut found = Vec::new();
    for rule in rules {
        reads(&rule.body, &mut found);
    }
    found
}

/// The relations of the program that a body names.
pub fn named_in(program: &Program, body: &Body) -> Vec<RelationId> {
    let find = |name: &str| program.relations.iter().position(|relation| relation.name == name);
    tree_atoms(body).into_iter().filter_map(|atom| find(&atom.relation.node)).map(RelationId).collect()
}

/// These relations, and everything that their rows may rest on.
#[must_use]
pub fn needed(program: &Program, mut open: Vec<RelationId>) -> BTreeSet<RelationId> {
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
