//! Names without a canonical form.
//!
//! Names are declared by plain facts: what stands in a column called `name`, and what an alias leads to, is canonical. A column
//! whose type is that of such a column holds names, and so does the chain of speakers.

use std::collections::{BTreeMap, BTreeSet};

use super::plain::plain_facts;
use super::{Finding, Kind, Weight};
use crate::diagnostic::suggest::suggest;
use crate::evidence::builtin::ALIAS;
use crate::evidence::{Claim, Lowered};
use crate::program::ir::{Attribute, Program, Relation};
use crate::store::dictionary::UNSAID_MARK;
use crate::syntax::tree::{TermKind, Text};

const NAME: &str = "name";

/// The canonical names and the types of the columns that hold them.
struct Declared<'a> {
    names: BTreeSet<&'a str>,
    types: BTreeSet<&'a str>,
}

/// Reports each name without a canonical form once an article.
pub(super) fn check(program: &Program, lowered: &Lowered, findings: &mut Vec<Finding>) {
    let relations: BTreeMap<&str, &Relation> =
        program.relations.iter().map(|relation| (relation.name.as_str(), relation)).collect();
    let declared = declared(&relations, lowered);
    if declared.types.is_empty() {
        return;
    }
    let mut seen = BTreeSet::new();
    for claim in &lowered.claims {
        for name in names(claim, &relations, &declared) {
            let known = declared.names.contains(name) || name == claim.article || is_anonymous(name, claim);
            if !known && seen.insert((claim.article.as_str(), name)) {
                findings.push(finding(claim, name, &declared));
            }
        }
    }
}

fn declared<'a>(relations: &BTreeMap<&str, &'a Relation>, lowered: &'a Lowered) -> Declared<'a> {
    let mut declared = Declared { names: BTreeSet::new(), types: BTreeSet::new() };
    for fact in plain_facts(lowered) {
        let Some(relation) = relations.get(fact.atom.relation.node.as_str()) else { continue };
        for (attribute, term) in relation.attributes.iter().zip(&fact.atom.terms) {
            if let (true, TermKind::String(text)) = (attribute.name == NAME, &term.node) {
                declared.names.insert(text);
                declared.types.insert(&attribute.type_name);
            }
        }
    }
    declared.names.extend(lowered.names.canonical());
    declared
}

/// The names that a claim uses: in its fact and as its speakers.
fn names<'c>(
    claim: &'c Claim,
    relations: &BTreeMap<&str, &Relation>,
    declared: &Declared<'_>,
) -> Vec<&'c str> {
    let attributes: &[Attribute] =
        relations.get(claim.relation.as_str()).map_or(&[], |relation| relation.attributes.as_slice());
    let columns = attributes.iter().zip(&claim.atom.terms);
    let in_fact = columns.filter(|(attribute, _)| declared.types.contains(attribute.type_name.as_str()));
    let in_fact = in_fact.filter_map(|(_, term)| match &term.node {
        TermKind::String(text) => Some(text.as_str()),
        _ => None,
    });
    in_fact.chain(claim.speakers.iter().map(Text::as_str)).collect()
}

/// Whether a name is that of a speaker whom the article leaves without one.
fn is_anonymous(name: &str, claim: &Claim) -> bool {
    name.starts_with(UNSAID_MARK) || name.ends_with(&format!(" (anonymous, {})", claim.article))
}

fn finding(claim: &Claim, name: &str, declared: &Declared<'_>) -> Finding {
    let near = suggest(name, declared.names.iter().copied());
    let help = near.map_or_else(
        || format!("; declare it, or give it an `{ALIAS}`"),
        |canonical| format!("; `{canonical}` is near to it"),
    );
    Finding {
        weight: Weight::Error,
        kind: Kind::Name,
        article: claim.article.to_string(),
        claim: Some(claim.name.to_string()),
        span: claim.fact_span,
        message: format!("`{name}` is no canonical name{help}"),
    }
}
