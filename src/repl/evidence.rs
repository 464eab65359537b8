//! What the prompt shows of articles, speakers and the claims behind facts.

use std::collections::BTreeMap;

use crate::answer::{Cell, Sheet};
use crate::evidence::{Article, Basis};
use crate::explain::Sources;
use crate::program::value::UNSAID;
use crate::session::Session;
use crate::store::dictionary::UNSAID_MARK;

/// The articles with their days, whether they speak, and the grounds of their dates.
pub fn articles(session: &Session) -> Sheet {
    let sight = session.sight();
    let maybe: Vec<&str> = sight.maybe_out().into_iter().map(|article| article.name.as_str()).collect();
    let mut sheet = Sheet::new(["article", "outlet", "published", "speaks", "claims", "grounds"]);
    for article in &session.lowered().articles {
        let speaks = match () {
            () if sight.speaks(article) => "yes",
            () if maybe.contains(&article.name.as_str()) => "may be out",
            () => "no",
        };
        let claims = session.lowered().claims.iter().filter(|claim| claim.article == article.name).count();
        sheet.rows.push(vec![
            Cell::Text(article.name.to_string()),
            article.outlet.clone().map_or(Cell::NotSaid, Cell::Text),
            Cell::Text(article.published.to_string()),
            Cell::Text(speaks.to_owned()),
            Cell::Unsigned(claims as u64),
            Cell::Text(grounds(article)),
        ]);
    }
    sheet
}

fn grounds(article: &Article) -> String {
    article.basis.iter().map(Basis::text).collect::<Vec<_>>().join("; ")
}

/// The speakers of the claims that the lens shows, with how many of them each speaks or relays.
pub fn speakers(session: &Session) -> Sheet {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for claim in session.sight().claims() {
        for speaker in &claim.speakers {
            let name = if speaker.starts_with(UNSAID_MARK) { UNSAID } else { speaker };
            *counts.entry(name).or_default() += 1;
        }
    }
    let mut sheet = Sheet::new(["speaker", "claims"]);
    for (speaker, claims) in counts {
        sheet.rows.push(vec![Cell::Text(speaker.to_owned()), Cell::Unsigned(claims)]);
    }
    sheet
}

/// The names of the claims and assumptions behind facts, and in sentences what else they rest on.
pub fn sources(session: &Session, found: &Sources<'_>) -> (Vec<String>, Vec<String>) {
    let claims = found.claims.iter().map(|claim| claim.name.to_string());
    let names: Vec<String> =
        claims.chain(found.assumptions.iter().map(|assumed| assumed.name.clone())).collect();
    let mut sentences: Vec<String> =
        found.places.iter().map(|place| format!("a fact without claim stands at {place}")).collect();
    sentences.extend(found.rules.iter().map(|rule| {
        let place = session.sources().position(rule.span);
        let place = place.map_or_else(String::new, |(file, line, _)| format!(" at {file}:{line}"));
        format!("concluded by the rule `{}`{place}", rule.name)
    }));
    (names, sentences)
}
