//! Which relations are derived whole, because what they hold depends on more than single rows.

use std::collections::BTreeSet;

use crate::program::ir::{IoKind, Kind, Literal, Program, RelationId, Rule};
use crate::program::needed::needed;

/// The relations, of those that the roots need, of which rows can be derived by demand.
///
/// Not so, with all that they rest on: relations that other rules deny or aggregate over, so that the program keeps its strata; those in
/// which rows give way to each other, are joined, numbered or counted by rounds; and those that are limited in size. `tops` are
/// the rules of a question, which nothing reads: what they deny and aggregate can be asked for as well. So can what is `deniable`.
pub(super) fn askable(
    program: &Program,
    roots: &[RelationId],
    tops: &BTreeSet<usize>,
    deniable: &BTreeSet<RelationId>,
) -> BTreeSet<RelationId> {
    let reached = needed(program, roots.to_vec());
    let mut withheld: Vec<RelationId> =
        reached.iter().copied().filter(|id| !keeps_to_itself(program, *id)).collect();
    let rules = program.rules.iter().enumerate();
    for (_, rule) in rules.filter(|(at, rule)| reached.contains(&rule.head) && !tops.contains(at)) {
        complete(&rule.body, false, deniable, &mut withheld);
        if rule.asks_round() {
            withheld.push(rule.head);
        }
    }
    let limits = program.io.iter().filter(|io| io.kind == IoKind::Limitsize);
    withheld.extend(limits.map(|io| io.relation).filter(|id| reached.contains(id)));
    let withheld = needed(program, withheld);
    let is_derived = |id: &RelationId| program.relations.get(id.0).is_some_and(|relation| relation.derived);
    reached.into_iter().filter(|id| is_derived(id) && !withheld.contains(id)).collect()
}

fn keeps_to_itself(program: &Program, id: RelationId) -> bool {
    program.relations.get(id.0).is_some_and(|relation| relation.kind == Kind::Plain)
}

/// The relations that have to be complete before a body is evaluated.
fn complete(
    body: &[Literal],
    aggregated: bool,
    deniable: &BTreeSet<RelationId>,
    found: &mut Vec<RelationId>,
) {
    for literal in body {
        match literal {
            Literal::Negation(atom) if !aggregated && deniable.contains(&atom.relation) => {}
            Literal::Negation(atom) => found.push(atom.relation),
            Literal::Atom(atom) if aggregated => found.push(atom.relation),
            Literal::Aggregate(aggregate) => complete(&aggregate.body, true, deniable, found),
            _ => {}
        }
    }
}

/// Those of some relations that are found by recursion.
pub(super) fn recursive(program: &Program, among: &BTreeSet<RelationId>) -> BTreeSet<RelationId> {
    let recursive = program.strata.iter().filter(|stratum| stratum.recursive);
    recursive.flat_map(|stratum| &stratum.relations).copied().filter(|id| among.contains(id)).collect()
}

/// Whether a rule is put in order by hand.
pub(super) fn is_planned(program: &Program, id: RelationId) -> bool {
    let planned = |at: &usize| program.rules.get(*at).is_some_and(|rule: &Rule| rule.head == id);
    program.orders.keys().any(|(at, _)| planned(at))
}
