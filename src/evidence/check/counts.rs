//! Counts told against the members that are enumerated.
//!
//! A vocabulary has such counts when it declares `count_told`, with columns `count` and `number`, and `counted`, with columns
//! `count` and `event`.

use std::collections::{BTreeMap, BTreeSet};

use super::plain::plain_facts;
use super::{Finding, Kind, Weight};
use crate::evidence::{Certainty, Claim, Lowered};
use crate::program::ir::Program;
use crate::syntax::tree::{Atom, Term, TermKind};

const TOLD: &str = "count_told";
const MEMBER: &str = "counted";

/// Compares each count told with its distinct members. More members than told is an error; fewer is a note, since a teller may
/// name only some.
pub(super) fn check(program: &Program, lowered: &Lowered, findings: &mut Vec<Finding>) {
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let claimed = claims(lowered, MEMBER).map(|claim| claim.atom.as_ref());
    let plain =
        plain_facts(lowered).map(|fact| fact.atom.as_ref()).filter(|atom| atom.relation.node == MEMBER);
    for member in claimed.chain(plain) {
        if let (Some(count), Some(event)) =
            (text(column(program, member, "count")), text(column(program, member, "event")))
        {
            members.entry(count).or_default().insert(event);
        }
    }
    for claim in claims(lowered, TOLD) {
        let number = column(program, &claim.atom, "number").and_then(|term| match term.node {
            TermKind::Integer(number) | TermKind::Unsigned(number) => usize::try_from(number).ok(),
            _ => None,
        });
        if let (Some(count), Some(told)) = (text(column(program, &claim.atom, "count")), number) {
            let named = members.get(count).map_or(0, BTreeSet::len);
            findings.extend((named != told).then(|| finding(claim, count, told, named)));
        }
    }
}

fn claims<'a>(lowered: &'a Lowered, relation: &'a str) -> impl Iterator<Item = &'a Claim> {
    lowered.claims.iter().filter(move |it| it.relation == relation && it.certainty != Certainty::Denied)
}

fn column<'c>(program: &Program, fact: &'c Atom, name: &str) -> Option<&'c Term> {
    let relation = program.relations.iter().find(|relation| relation.name == fact.relation.node)?;
    let at = relation.attributes.iter().position(|attribute| attribute.name == name)?;
    fact.terms.get(at)
}

fn text(term: Option<&Term>) -> Option<&str> {
    match &term?.node {
        TermKind::String(text) => Some(text),
        _ => None,
    }
}

fn finding(claim: &Claim, count: &str, told: usize, named: usize) -> Finding {
    Finding {
        weight: if named > told { Weight::Error } else { Weight::Note },
        kind: Kind::Count,
        article: claim.article.to_string(),
        claim: Some(claim.name.to_string()),
        span: claim.span,
        message: format!("`{count}` tells {told}, and {named} are enumerated"),
    }
}
