//! A session's answer as a reply: certainty beside each row, and for every verdict the sentence that says what it means.

use std::collections::BTreeSet;

use super::claims;
use super::reply::{Exhibit, Reply};
use super::sheet::{Cell, Sheet};
use crate::diagnostic::Diagnostic;
use crate::evidence::Grade;
use crate::program::ir::Attribute;
use crate::session::{Answer, Case, Failure, Row, Session, Verdict};
use crate::store::Word;

/// The reply to a question under the session's lens.
///
/// # Errors
/// The session was interrupted.
pub fn reply(session: &Session, question: &str, answer: &Answer) -> Result<Reply, Failure> {
    let mut reply = Reply {
        question: question.trim().to_owned(),
        verdict: answer.verdict.name().to_owned(),
        headline: match answer.verdict {
            Verdict::Weaker { grade, .. } => Some(format!("only {grade}")),
            _ => None,
        },
        certainty: answer.certainty().map(|grade| grade.name().to_owned()).filter(|_| !answer.is_open()),
        rows: answer.is_open().then(|| rows(session, answer)).transpose()?,
        because: sentence(answer).into_iter().collect(),
        ..Reply::default()
    };
    reply.exhibits.extend(exhibits(session, answer));
    if matches!(answer.verdict, Verdict::Yes | Verdict::False { .. } | Verdict::NobodySays { .. }) {
        reply.notes.extend(strange_constants(answer));
    }
    reply.notes.extend(answer.hints.iter().cloned());
    reply.notes.extend(answer.maybe_out.iter().map(|(article, published)| {
        format!("{article} may have been out by then (published {published}) and does not speak; `possibly` lets it")
    }));
    Ok(reply)
}

/// The code of the finding that no row has a constant in its column.
const STRANGE_CONSTANT: &str = "W0103";

/// The constants that no row has in their column, with the nearest that some row has.
fn strange_constants(answer: &Answer) -> impl Iterator<Item = String> {
    let found = answer.warnings.iter().filter(|warning| warning.code == STRANGE_CONSTANT);
    found.map(|warning| [std::slice::from_ref(&warning.message), &warning.help].concat().join("; "))
}

/// What else is odd about the question, to be shown with its place.
pub fn warnings(answer: &Answer) -> Vec<Diagnostic> {
    answer.warnings.iter().filter(|warning| warning.code != STRANGE_CONSTANT).cloned().collect()
}

fn rows(session: &Session, answer: &Answer) -> Result<Sheet, Failure> {
    // Rows about claims have no level; without rows the columns stay what they would be.
    let graded = session.lowered().survey.has_evidence()
        && (answer.rows.is_empty() || answer.rows.iter().any(|row| !row.levels.is_empty()));
    let names = answer.columns.iter().map(|(name, _)| name.as_str());
    let mut sheet = Sheet::new(names.chain(graded.then_some("certainty")));
    for row in &answer.rows {
        session.go_on()?;
        let values = row.values.iter().zip(&answer.columns);
        let mut cells: Vec<Cell> =
            values.map(|(&word, (_, ty))| Cell::of(word, *ty, session.dictionary())).collect();
        if graded {
            cells.push(Cell::Text(certainty(row, session.lens().trust)));
        }
        sheet.rows.push(cells);
    }
    Ok(sheet)
}

/// The strongest level at which a row follows; where it does not follow at every weaker one, all levels at which it does.
fn certainty(row: &Row, trust: Grade) -> String {
    if row.skips_a_level(trust) {
        let levels: Vec<&str> = row.levels.iter().map(|level| level.name()).collect();
        return format!("only at {}", levels.join(", "));
    }
    row.certainty().map_or_else(String::new, |grade| grade.name().to_owned())
}

fn sentence(answer: &Answer) -> Option<String> {
    let quoted =
        |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let are = |names: &[String]| if names.len() == 1 { "is" } else { "are" };
    match &answer.verdict {
        Verdict::Yes => None,
        Verdict::False { closed } if closed.is_empty() => Some("the conditions do not hold".to_owned()),
        Verdict::False { closed } => {
            Some(format!("{} {} closed, so what does not follow is not so", quoted(closed), are(closed)))
        }
        Verdict::Contradicted { .. } => Some("what follows says that it is not so".to_owned()),
        Verdict::Denied { .. } => Some("somebody says that it is not so".to_owned()),
        Verdict::Weaker { .. } => Some("nobody says it more surely, and more was asked for".to_owned()),
        Verdict::Undetermined => Some("partial dates leave it open".to_owned()),
        Verdict::NobodySays { open } => {
            Some(format!("{} {} open, so this is silence and not a no", quoted(open), are(open)))
        }
    }
}

fn exhibits(session: &Session, answer: &Answer) -> Vec<Exhibit> {
    let claims = |key: &'static str, title: &str, names: &[String]| {
        let names = || names.iter().map(String::as_str);
        let lines = Some(claims::lines(session, names()));
        Exhibit {
            key,
            relation: None,
            title: title.to_owned(),
            sheet: claims::sheet(session, names()),
            lines,
        }
    };
    let mut exhibits = Vec::new();
    match &answer.verdict {
        Verdict::Denied { claims: names } | Verdict::Weaker { claims: names, .. } => {
            exhibits.push(claims("claims", "", names));
        }
        _ => {}
    }
    if !answer.denials.is_empty() {
        exhibits.push(claims("denials", "it is denied too:", &answer.denials));
    }
    if let Verdict::Contradicted { cases: contrary } = &answer.verdict {
        exhibits.extend(cases(session, contrary, "denials", ""));
    }
    let beside = if answer.verdict == Verdict::Undetermined { "" } else { "undetermined besides:" };
    exhibits.extend(cases(session, &answer.undetermined, "undetermined", beside));
    exhibits.retain(|exhibit| !exhibit.sheet.rows.is_empty());
    exhibits
}

/// Rows of companion relations, one exhibit for each relation that holds such.
fn cases(session: &Session, cases: &[Case], key: &'static str, title: &str) -> Vec<Exhibit> {
    let relations: BTreeSet<&str> = cases.iter().map(|case| case.relation.as_str()).collect();
    let exhibit = |name: &str| {
        let relation = session.program().relations.iter().find(|relation| relation.name == name)?;
        let mut sheet = Sheet::new(relation.attributes.iter().map(|attribute| attribute.name.as_str()));
        for case in cases.iter().filter(|case| case.relation == name) {
            let cells = case.row.iter().zip(&relation.attributes);
            let cell =
                |(&word, attribute): (&Word, &Attribute)| Cell::of(word, attribute.ty, session.dictionary());
            sheet.rows.push(cells.map(cell).collect());
        }
        let relation = Some(name.to_owned());
        Some(Exhibit { key, relation, title: title.to_owned(), sheet, lines: None })
    };
    relations.into_iter().filter_map(exhibit).collect()
}
