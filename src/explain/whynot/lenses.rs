//! The changes of the lens under which something would hold, each tried.

use super::nearest::Pattern;
use crate::date::{Date, Day};
use crate::evidence::{Grade, Lens, Retraction, Selection};
use crate::program::ir::RelationId;
use crate::session::{Failure, Session};

/// The changes, of each kind the smallest: a weaker trust, a later day of knowledge, more articles, more speakers, something no longer
/// retracted.
pub(super) fn would_hold(
    session: &Session,
    relation: RelationId,
    wanted: &Pattern,
) -> Result<Vec<String>, Failure> {
    if !session.lowered().survey.has_evidence() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for candidates in [trusts(session), days(session), selections(session), retractions(session)] {
        for (words, lens) in candidates {
            if holds(session, &lens, relation, wanted)? {
                found.push(words);
                break;
            }
        }
    }
    Ok(found)
}

type Candidates = Vec<(String, Lens)>;

/// Whether some fact matches under a lens.
pub(super) fn holds(
    session: &Session,
    lens: &Lens,
    relation: RelationId,
    wanted: &Pattern,
) -> Result<bool, Failure> {
    let conclusions = session.conclusions_for([relation], lens)?;
    Ok(conclusions.tables.get(relation.0).is_some_and(|table| table.numbers_like(wanted).next().is_some()))
}

fn trusts(session: &Session) -> Candidates {
    let lens = session.lens();
    let weaker = Grade::ALL.into_iter().filter(|grade| *grade < lens.trust);
    weaker.map(|trust| (format!("at trust {trust}"), Lens { trust, ..lens.clone() })).collect()
}

/// The days on which more articles are certainly out.
fn days(session: &Session) -> Candidates {
    let lens = session.lens();
    let Some(now) = session.sight().as_of else { return Vec::new() };
    let published = session.lowered().articles.iter().filter_map(|article| article.published.latest());
    let mut later: Vec<Day> = published.filter(|day| now.latest().is_none_or(|now| *day > now)).collect();
    later.sort_unstable();
    later.dedup();
    let as_of =
        |day: Day| (format!("as of {day}"), Lens { as_of: Some(Date::from_day(day)), ..lens.clone() });
    let mut candidates: Candidates = Vec::new();
    if !lens.possibly && lens.as_of.is_some() {
        let words = format!("as of {now} possibly");
        candidates.push((words, Lens { possibly: true, ..lens.clone() }));
    }
    candidates.extend(later.into_iter().map(as_of));
    candidates
}

fn selections(session: &Session) -> Candidates {
    let lens = session.lens();
    let mut candidates = Vec::new();
    if lens.articles != Selection::All {
        candidates.push(("with all articles".to_owned(), Lens { articles: Selection::All, ..lens.clone() }));
    }
    if lens.speakers != Selection::All {
        candidates.push(("with all speakers".to_owned(), Lens { speakers: Selection::All, ..lens.clone() }));
    }
    candidates
}

fn retractions(session: &Session) -> Candidates {
    let lens = session.lens();
    let without = |at: usize| {
        let mut changed = lens.clone();
        let words = match changed.retracted.remove(at) {
            Retraction::Claim(name) | Retraction::Article(name) => format!("if {name} were not retracted"),
            Retraction::Fact(atom) => format!("if the facts of {} were not retracted", atom.relation.node),
        };
        (words, changed)
    };
    (0..lens.retracted.len()).map(without).collect()
}
