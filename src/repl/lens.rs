//! The lens as the directives that make it: for showing it and for saving it.

use crate::answer::table::Fit;
use crate::answer::wrap::wrap;
use crate::date::Date;
use crate::diagnostic::{Located, Span};
use crate::diff::{Detail, changes, summary, text};
use crate::evidence::{Assumption, Lens, Retraction, Selection};
use crate::program::ir::RelationId;
use crate::session::{Failure, Session};
use crate::syntax::printer;
use crate::syntax::tree::{self, Evidence, Fact, LensDirective, Name, Statement};

/// The directives that make the lens what it is, one a line; nothing for the plain lens.
pub fn directives(lens: &Lens) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(lens.as_of.as_ref().map(|day| LensDirective::AsOf(located(day.to_string()), lens.possibly)));
    found.extend(lens.at.as_ref().map(|day| LensDirective::At(located(day.to_string()))));
    if lens.trust != Lens::default().trust {
        found.push(LensDirective::Trust(located(lens.trust.name().to_owned())));
    }
    found.extend(selection(&lens.articles).map(LensDirective::Articles));
    found.extend(selection(&lens.speakers).map(LensDirective::Speakers));
    found.extend(lens.assumed.iter().map(|assumed| LensDirective::Assume(assumption(assumed))));
    found.extend(lens.retracted.iter().map(|retracted| LensDirective::Retract(retraction(retracted))));
    found.into_iter().map(|directive| printer::statement(&Statement::Lens(directive))).collect()
}

fn located<T>(node: T) -> Located<T> {
    Located::new(node, Span::default())
}

fn selection(selection: &Selection) -> Option<tree::Selection> {
    let names = |names: &std::collections::BTreeSet<String>| -> Vec<Name> {
        names.iter().cloned().map(located).collect()
    };
    match selection {
        Selection::All => None,
        Selection::Only(chosen) => Some(tree::Selection::Only(names(chosen))),
        Selection::Except(excepted) => Some(tree::Selection::Except(names(excepted))),
    }
}

fn assumption(assumed: &Assumption) -> Fact {
    let evidence = Evidence {
        grade: located(assumed.certainty.name().to_owned()),
        quote: None,
        by: Vec::new(),
        said: None,
        id: None,
        basis: Vec::new(),
        note: None,
    };
    Fact { docs: Vec::new(), atom: assumed.atom.clone(), evidence: vec![located(evidence)] }
}

fn retraction(retracted: &Retraction) -> tree::Retraction {
    match retracted {
        Retraction::Claim(name) | Retraction::Article(name) => tree::Retraction::Named(located(name.clone())),
        Retraction::Fact(atom) => tree::Retraction::Fact(atom.clone()),
    }
}

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
    let (appeared, fell) = session.difference(before, session.lens())?.counts();
    let mut lines = vec![format!("{days}{articles}{appeared} facts appeared, {fell} fell (.diff)")];
    lines.extend(summary(&changes(session, before, session.lens(), None, false)?));
    lines.extend(
        session
            .lens()
            .lost_grounds(session.lowered())
            .into_iter()
            .map(|lost| format!("note: {} rests on {}, which is retracted", lost.of, lost.ground)),
    );
    Ok(lines.iter().map(|line| wrap(line, width) + "\n").collect())
}

/// What came and went since the lens was `before`, the main conclusions with their reasons; with a relation, all of it.
pub fn difference(session: &Session, before: &Lens, relation: &str, fit: Fit) -> Result<String, Failure> {
    let wanted = session.program().relations.iter().position(|known| known.name == relation).map(RelationId);
    if wanted.is_none() && !relation.is_empty() {
        return Ok("nothing differs\n".to_owned());
    }
    let folded = Detail { width: fit.width, rows: Some(5), reasons: Some(2), other: false };
    let whole = Detail { width: fit.width, other: true, ..Detail::default() };
    let changes = changes(session, before, session.lens(), wanted, true)?;
    Ok(text(&changes, if wanted.is_some() { whole } else { folded }))
}
