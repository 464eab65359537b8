//! Dates against the day of publication: nothing is confirmed, and nothing was said, after the article came out.

use super::{Finding, Kind, Weight};
use crate::date::{Date, certainly_before};
use crate::evidence::{Article, Certainty, Claim, Grade};
use crate::program::ir::{Program, Type};
use crate::syntax::tree::TermKind;

/// The column that holds what is foretold: a forecast is confirmed as an act, while its window lies ahead.
const FORETOLD: &str = "window";

/// Checks the dates of an article's claims.
pub(super) fn check(program: &Program, article: &Article, claims: &[&Claim], findings: &mut Vec<Finding>) {
    for claim in claims {
        if let Some(said) = claim.said.as_ref().filter(|said| certainly_before(&article.published, said)) {
            let message = format!("said on {said}, after the article was published ({})", article.published);
            findings.push(finding(claim, message));
        }
        if claim.certainty == Certainty::Held(Grade::Confirmed) {
            for (column, date) in dates(program, claim) {
                if lies_ahead(&date, &article.published) {
                    let published = &article.published;
                    let message = format!(
                        "confirmed with `{column}` {date}, after the article was published ({published})"
                    );
                    findings.push(finding(claim, message));
                }
            }
        }
    }
}

/// Whether a date, or the end of what is so throughout it, certainly comes after the publication.
fn lies_ahead(date: &Date, published: &Date) -> bool {
    let end = date.latest().filter(|_| date.is_throughout()).map(Date::from_day);
    certainly_before(published, date) || end.is_some_and(|end| certainly_before(published, &end))
}

/// The dates of a claim's fact with the names of their columns.
fn dates<'p>(program: &'p Program, claim: &Claim) -> Vec<(&'p str, Date)> {
    let Some(relation) = program.relations.iter().find(|relation| relation.name == claim.relation) else {
        return Vec::new();
    };
    let columns = relation.attributes.iter().zip(&claim.atom.terms);
    columns
        .filter(|(attribute, _)| attribute.ty == Type::Date && attribute.name != FORETOLD)
        .filter_map(|(attribute, term)| match &term.node {
            TermKind::String(text) => Some((attribute.name.as_str(), Date::parse(text).ok()?)),
            _ => None,
        })
        .collect()
}

fn finding(claim: &Claim, message: String) -> Finding {
    Finding {
        weight: Weight::Error,
        kind: Kind::Date,
        article: claim.article.to_string(),
        claim: Some(claim.name.to_string()),
        span: claim.span,
        message,
    }
}
