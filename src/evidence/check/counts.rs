//! Counts told against the members that are enumerated.
//!
//! A vocabulary has such counts when it declares `count_told`, with columns `count` and `number`, and `counted`, with columns
//! `count` and `event`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Kind, Weight};
use crate::evidence::{Certainty, Claim, Lowered};
use crate::program::ir::Program;
use crate::syntax::tree::{Term, TermKind};

const TOLD: &str = "count_told";
const MEMBER: &str = "counted";

/// Compares each count told with its distinct members. More members than told is an error; fewer is a note, since a teller may
/// name only some.
pub(super) fn check(program: &Program, lowered: &Lowered, findings: &mut Vec<Finding>) {
    let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for claim in claims(lowered, MEMBER) {
        if let (Some(count), Some(event)) =
            (text(column(program, claim, "count")), text(column(program, claim, "event")))
        {
            members.entry(count).or_default().insert(event);
        }
    }
    for claim in claims(lowered, TOLD) {
        let number = column(program, claim, "number").and_then(|term| match term.node {
            TermKind::Integer(number) | TermKind::Unsigned(number) => usize::try_from(number).ok(),
            _ => None,
        });
        if let (Some(count), Some(told)) = (text(column(program, claim, "count")), number) {
            let named = members.get(count).map_or(0, BTreeSet::len);
            findings.extend((named != told).then(|| finding(claim, count, told, named)));
        }
    }
}

fn claims<'a>(lowered: &'a Lowered, relation: &'a str) -> impl Iterator<Item = &'a Claim> {
    lowered.claims.iter().filter(move |it| it.relation == relation && it.certainty != Certainty::Denied)
}

fn column<'c>(program: &Program, claim: &'c Claim, name: &str) -> Option<&'c Term> {
    let relation = program.relations.iter().find(|relation| relation.name == claim.relation)?;
    let at = relation.attributes.iter().position(|attribute| attribute.name == name)?;
    claim.atom.terms.get(at)
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
        article: claim.article.clone(),
        claim: Some(claim.name.clone()),
        span: claim.span,
        message: format!("`{count}` tells {told}, and {named} are enumerated"),
    }
}
