//! The main conclusions of a program: those that an analyst asks for.

use std::collections::BTreeSet;

use crate::evidence::{Survey, split_companion};
use crate::explain::needs;
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
        (relation.derived && !relation.in_place && split_companion(&relation.name).is_none())
            .then_some(RelationId(at))
    };
    program.relations.iter().enumerate().filter_map(own).collect()
}

/// Whether a relation only says again what claims say of themselves: its rules look at nothing but what the evidence layer provides.
/// What changes of it is told by the articles and claims that come and go, and is no change of a conclusion.
pub(super) fn restates_claims(program: &Program, survey: &Survey, relation: RelationId) -> bool {
    let is_told = |id: &RelationId| {
        *id == relation || program.relations.get(id.0).is_some_and(|it| survey.is_builtin(&it.name))
    };
    let needed = needs(program, [relation]);
    needed.len() > 1 && needed.iter().all(is_told)
}
