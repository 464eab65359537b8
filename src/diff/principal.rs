//! The main conclusions of a program: those that an analyst asks for.

use std::collections::BTreeSet;

use crate::evidence::split_companion;
use crate::program::ir::{Program, RelationId};
use crate::standard::bundled::guide_relations;

/// The main conclusions of a program, the first to be told first: the relations that rules derive and that the guide to the standard
/// rules asks for, in its order; where a program has none of these, every relation that its rules derive, in its own order.
pub fn principal(program: &Program) -> Vec<RelationId> {
    let derived = |name: &str| {
        let found = program.relations.iter().position(|relation| relation.derived && relation.name == name);
        found.map(RelationId)
    };
    let mut seen = BTreeSet::new();
    let asked: Vec<RelationId> =
        guide_relations().filter_map(derived).filter(|id| seen.insert(*id)).collect();
    if !asked.is_empty() {
        return asked;
    }
    let own = |(at, relation): (usize, &crate::program::ir::Relation)| {
        (relation.derived && split_companion(&relation.name).is_none()).then_some(RelationId(at))
    };
    program.relations.iter().enumerate().filter_map(own).collect()
}
