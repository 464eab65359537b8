//! Claims for reading: the fact, how sure, which article, who said so and when, in which words.

use super::sheet::{Cell, Sheet};
use crate::evidence::Claim;
use crate::program::value::UNSAID;
use crate::session::Session;
use crate::store::dictionary::UNSAID_MARK;
use crate::syntax::printer;
use crate::syntax::tree::Atom;

/// The claims of these names, in the order given; assumptions speak under their own name.
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
        "note",
    ]);
    for name in names {
        if let Some(claim) = session.lowered().claim(name) {
            sheet.rows.push(row(session, claim));
        } else if let Some(assumed) = session.lens().assumed.iter().find(|assumed| assumed.name == name) {
            let mut row = vec![text(fact(&assumed.atom)), text(assumed.certainty.name()), text(name)];
            row.resize(sheet.columns.len(), text(""));
            sheet.rows.push(row);
        }
    }
    without_empty_columns(sheet)
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
        text(claim.quote.as_ref().map_or_else(String::new, |quote| format!("“{quote}”"))),
        text(grounds(claim)),
    ]
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// The chain of speakers, from the nearest to the origin.
fn speakers(claim: &Claim) -> String {
    let shown = claim.speakers.iter().map(|name| if name.starts_with(UNSAID_MARK) { UNSAID } else { name });
    shown.collect::<Vec<_>>().join(" ← ")
}

/// What the claim rests on beyond its quote, and the curator's remark.
fn grounds(claim: &Claim) -> String {
    let basis = claim.basis.iter().map(|ground| ground.text().to_owned());
    basis.chain(claim.note.clone()).collect::<Vec<_>>().join("; ")
}

/// A fact as it is written, what is left unsaid in words.
pub fn fact(atom: &Atom) -> String {
    printer::atom(atom)
}

/// The sheet without the columns in which nothing stands.
fn without_empty_columns(sheet: Sheet) -> Sheet {
    let used: Vec<bool> = (0..sheet.columns.len())
        .map(|column| {
            sheet
                .rows
                .iter()
                .any(|row| row.get(column).is_some_and(|cell| *cell != Cell::Text(String::new())))
        })
        .collect();
    let columns = sheet.columns.into_iter().zip(&used).filter(|(_, used)| **used).map(|(column, _)| column);
    let keep = |row: Vec<Cell>| {
        row.into_iter().zip(&used).filter(|(_, used)| **used).map(|(cell, _)| cell).collect()
    };
    Sheet { columns: columns.collect(), rows: sheet.rows.into_iter().map(keep).collect() }
}
