//! Facts without evidence: no quote vouches for them, and they count as confirmed.

use std::collections::BTreeSet;

use super::{Finding, Kind, Weight};
use crate::evidence::Lowered;
use crate::syntax::tree::{Fact, Statement};

/// Reports each fact without evidence of a relation whose other facts have claims: it may have been forgotten.
pub(super) fn check(lowered: &Lowered, findings: &mut Vec<Finding>) {
    let claimed: BTreeSet<&str> = lowered.claims.iter().map(|claim| claim.relation.as_str()).collect();
    let bare = plain_facts(lowered).filter(|fact| claimed.contains(fact.atom.relation.node.as_str()));
    findings.extend(bare.map(|fact| Finding {
        weight: Weight::Note,
        kind: Kind::Plain,
        article: String::new(),
        claim: None,
        span: fact.atom.relation.span,
        message: format!(
            "a fact of `{}` without evidence counts as confirmed, said by nobody",
            fact.atom.relation.node
        ),
    }));
}

/// The facts without evidence, save those of the provided relations.
pub(super) fn plain_facts(lowered: &Lowered) -> impl Iterator<Item = &Fact> {
    let facts = lowered.tree.statements.iter().filter_map(|statement| match &statement.node {
        Statement::Fact(fact) => Some(fact),
        _ => None,
    });
    facts.filter(|fact| {
        let relation = fact.atom.relation.node.as_str();
        !lowered.survey.is_builtin(relation) && !relation.contains('@')
    })
}
