//! The lens in words, and what a change of it brings and takes.

use crate::answer::table::Fit;
use crate::answer::wrap::wrap;
use crate::date::Date;
use crate::diff::{Detail, changes, folds, summary, text};
use crate::evidence::{Lens, directives};
use crate::program::ir::RelationId;
use crate::session::{Failure, Session};

/// The most changes that `.diff` shows one by one.
const SHOWN: usize = 60;

/// The lens in words: the days it stands for, who speaks, and the directives that make it so.
pub fn shown(session: &Session) -> String {
    let sight = session.sight();
    let day = |day: Option<&Date>| day.map_or_else(|| "no day".to_owned(), ToString::to_string);
    let speaking: Vec<&str> = sight.articles().map(|article| article.name.as_str()).collect();
    let colon = if speaking.is_empty() { "" } else { ": " };
    let mut lines = vec![
        format!("as of {}, judged at {}", day(sight.as_of.as_ref()), day(sight.at.as_ref())),
        format!("trust {}", session.lens().trust),
        format!(
            "{} of {} articles speak{colon}{}",
            speaking.len(),
            session.lowered().articles.len(),
            speaking.join(", ")
        ),
    ];
    lines.extend(sight.maybe_out().into_iter().map(|article| {
        format!("{} may have been out by then (published {})", article.name, article.published)
    }));
    lines.extend(directives(session.lens()).into_iter().map(|directive| format!("  {directive}")));
    lines.join("\n") + "\n"
}

/// What the lens is now, how many facts came and went since it was `before`, and which main conclusions.
pub fn change(session: &Session, before: &Lens, width: Option<u16>) -> Result<String, Failure> {
    let sight = session.sight();
    let days = match (&sight.as_of, &sight.at) {
        (Some(day), Some(at)) if at != day => format!("as of {day}, judged at {at}: "),
        (Some(day), _) => format!("as of {day}: "),
        (None, _) => String::new(),
    };
    let articles = match (session.lowered().articles.len(), sight.articles().count()) {
        (0, _) => String::new(),
        (_, 0) => "no article speaks; ".to_owned(),
        (_, 1) => "1 article speaks; ".to_owned(),
        (_, several) => format!("{several} articles speak; "),
    };
    let mut lines = Vec::new();
    if session.follows_when_asked()? {
        lines
            .push(format!("{days}{articles}what follows is inferred when it is asked for (.diff infers it)"));
    } else {
        let (appeared, fell) = session.difference(before, session.lens())?.counts();
        lines.push(format!("{days}{articles}{appeared} facts appeared, {fell} fell (.diff)"));
        lines.extend(summary(&changes(session, before, session.lens(), None, 0)?));
    }
    lines.extend(unsettled(sight.as_of.as_ref().filter(|day| before.as_of.as_ref() != Some(*day))));
    lines.extend(
        session
            .lens()
            .lost_grounds(session.lowered())
            .into_iter()
            .map(|lost| format!("note: {} rests on {}, which is retracted", lost.of, lost.ground)),
    );
    Ok(lines.iter().map(|line| wrap(line, width) + "\n").collect())
}

/// What a day of knowledge that is one unknown day of several stands for.
fn unsettled(day: Option<&Date>) -> Option<String> {
    let day = day.filter(|day| !day.is_day())?;
    let last = day.latest()?;
    Some(format!(
        "note: {day} is some day of several, so only what was known before all of them is; for the last write .as-of {last}"
    ))
}

/// What came and went since the lens was `before`, the main conclusions with their reasons; with a relation, all of it.
pub fn difference(
    session: &Session,
    before: &Lens,
    relation: Option<RelationId>,
    fit: Fit,
) -> Result<String, Failure> {
    let folded = Detail { width: fit.width, rows: Some(5), reasons: Some(2), all: Some(SHOWN), other: false };
    let whole = Detail { width: fit.width, other: true, ..Detail::default() };
    let detail = if relation.is_some() { whole } else { folded };
    let counted = changes(session, before, session.lens(), relation, 0)?;
    if folds(&counted, detail) {
        return Ok(text(&counted, detail));
    }
    Ok(text(&changes(session, before, session.lens(), relation, detail.rows.unwrap_or(usize::MAX))?, detail))
}
