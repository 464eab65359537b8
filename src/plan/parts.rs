//! The parts of a body that share no unbound variable: each can be evaluated without the others.

use std::collections::BTreeSet;

use crate::program::ir::{Expr, Literal, RelationId, Rule, VarId};

/// Literals that hang together by unbound variables.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// Their positions, ascending.
    pub(super) literals: Vec<usize>,
    /// Their unbound variables.
    pub(super) variables: BTreeSet<VarId>,
}

/// The parts of a body's literals at these positions, by their first literal.
pub(super) fn parts(body: &[Literal], positions: &[usize], bound: &BTreeSet<VarId>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for &at in positions {
        let variables = body[at].variables().into_iter().filter(|it| !bound.contains(it)).collect();
        let own = Part { literals: vec![at], variables };
        let shares = |part: &Part| !part.variables.is_disjoint(&own.variables);
        let (joined, apart): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(shares);
        parts = apart;
        parts.push(joined.into_iter().chain([own]).reduce(union).unwrap_or_else(Part::empty));
    }
    parts.sort_by_key(|part| part.literals.first().copied());
    parts
}

fn union(mut one: Part, other: Part) -> Part {
    one.literals.extend(other.literals);
    one.literals.sort_unstable();
    one.variables.extend(other.variables);
    one
}

impl Part {
    fn empty() -> Self {
        Self { literals: Vec::new(), variables: BTreeSet::new() }
    }
}

/// The parts of a rule's body in which the head has no share, each as the positions of its literals: those with atoms, all of relations
/// for which `is_complete` holds, and with nothing that can fail. Whether there is an answer to such a part does not change any more.
pub fn settled_parts(rule: &Rule, is_complete: &dyn Fn(RelationId) -> bool) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..rule.body.len()).collect();
    let head: BTreeSet<VarId> = rule.head_terms.iter().flat_map(Expr::variables).collect();
    let is_settled = |at: usize| match &rule.body[at] {
        Literal::Atom(atom) | Literal::Negation(atom) => is_complete(atom.relation),
        other => !other.can_fail(),
    };
    let atoms =
        |part: &Part| part.literals.iter().filter(|&&at| matches!(rule.body[at], Literal::Atom(_))).count();
    let parts = parts(&rule.body, &all, &BTreeSet::new()).into_iter();
    let parts = parts.filter(|part| {
        part.variables.is_disjoint(&head) && atoms(part) > 0 && part.literals.iter().all(|&at| is_settled(at))
    });
    parts.map(|part| part.literals).collect()
}
