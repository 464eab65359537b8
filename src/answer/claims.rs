//! Claims for reading: the fact, how sure, which article, who said so and when, in which words.

use super::sheet::{Cell, Sheet};
use crate::evidence::{Assumption, Claim};
use crate::program::value::UNSAID;
use crate::session::Session;
use crate::store::dictionary::UNSAID_MARK;
use crate::syntax::printer;
use crate::syntax::tree::Atom;

/// The claims of these names, in the order given, as rows; assumptions speak under their own name.
pub fn sheet<'n>(session: &Session, names: impl IntoIterator<Item = &'n str>) -> Sheet {
    let mut sheet = Sheet::new([
        "fact",
        "certainty",
        "claim",
        "article",
        "published",
        "speaker",
        "said",
        "quote",
        "grounds",
    ]);
    for name in names {
        if let Some(claim) = session.lowered().claim(name) {
            sheet.rows.push(row(session, claim));
        } else if let Some(assumed) = assumed(session, name) {
            let mut row = vec![text(fact(&assumed.atom)), text(assumed.certainty.name()), text(name)];
            row.resize(sheet.columns.len(), Cell::Empty);
            sheet.rows.push(row);
        }
    }
    sheet
}

/// The claims of these names for reading: each fact once, below it who says so and in which words.
pub fn lines<'n>(session: &Session, names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last = String::new();
    for name in names {
        let claim = session.lowered().claim(name);
        let Some(atom) =
            claim.map(|claim| claim.atom.as_ref()).or_else(|| Some(&assumed(session, name)?.atom))
        else {
            continue;
        };
        let fact = fact(atom);
        if fact != last {
            lines.push(format!("  {fact}"));
            last = fact;
        }
        match claim {
            Some(claim) => lines.extend(claim_lines(session, claim)),
            None => lines
                .extend(assumed(session, name).map(|it| format!("    {:9}  {name}", it.certainty.name()))),
        }
    }
    lines
}

fn claim_lines(session: &Session, claim: &Claim) -> Vec<String> {
    let quote = claim.quote.as_ref().map_or_else(String::new, |quote| format!("  “{quote}”"));
    let mut lines = vec![format!("    {:9}  {}{quote}", claim.certainty.name(), claim.name)];
    let published = session.lowered().article(&claim.article).map(|article| article.published.to_string());
    let voice = if claim.speakers == [claim.article.as_str()] {
        "in its own voice".to_owned()
    } else {
        format!("by {}", speakers(claim))
    };
    let said = claim.said.as_ref().map_or_else(String::new, |day| format!(", said {day}"));
    lines.push(format!("{MARGIN}{} ({}) {voice}{said}", claim.article, published.unwrap_or_default()));
    lines
        .extend(Some(grounds(claim)).filter(|grounds| !grounds.is_empty()).map(|it| format!("{MARGIN}{it}")));
    lines
}

/// Where what belongs to a claim stands, below its name.
const MARGIN: &str = "               ";

fn assumed<'s>(session: &'s Session, name: &str) -> Option<&'s Assumption> {
    session.lens().assumed.iter().find(|assumed| assumed.name == name)
}

fn row(session: &Session, claim: &Claim) -> Vec<Cell> {
    let published = session.lowered().article(&claim.article).map(|article| article.published.to_string());
    vec![
        text(fact(&claim.atom)),
        text(claim.certainty.name()),
        text(claim.name.as_str()),
        text(claim.article.as_str()),
        text(published.unwrap_or_default()),
        text(speakers(claim)),
        text(claim.said.as_ref().map_or_else(String::new, ToString::to_string)),
        text(claim.quote.as_deref().unwrap_or_default()),
        text(grounds(claim)),
    ]
}

fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// The chain of speakers, from the nearest to the origin.
fn speakers(claim: &Claim) -> String {
    let shown = claim.speakers.iter().map(|name| if name.starts_with(UNSAID_MARK) { UNSAID } else { name });
    shown.collect::<Vec<_>>().join(" ← ")
}

/// What the claim rests on beyond its quote, and the curator's remark.
fn grounds(claim: &Claim) -> String {
    let basis = claim.basis.iter().map(|ground| ground.text().to_owned());
    basis.chain(claim.note.as_ref().map(ToString::to_string)).collect::<Vec<_>>().join("; ")
}

/// A fact as it is written, what is left unsaid in words.
pub fn fact(atom: &Atom) -> String {
    printer::atom(atom)
}
