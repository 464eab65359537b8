//! The changes from one lens to another, the main conclusions first, each with its reasons.

use serde::Serialize;

use super::causes::{Cause, causes};
use super::principal::{principal, restates_claims};
use crate::evidence::Lens;
use crate::explain::{Goal, fact};
use crate::program::ir::RelationId;
use crate::session::{Failure, RelationDifference, Session};
use crate::store::Word;

/// What changes from one lens to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The main conclusions that differ, in the order in which they are told.
    pub main: Vec<Changed>,
    /// The other relations that differ, in the order of the program.
    pub other: Vec<Changed>,
    /// The relations that are not compared, since of them only what is asked for is inferred from so many claims.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// How one relation differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Its name.
    pub relation: String,
    /// What follows only under the second lens, ordered by values.
    pub appeared: Vec<Change>,
    /// What follows only under the first.
    pub fell: Vec<Change>,
}

/// One fact that came or went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The fact.
    pub fact: String,
    /// Why, as far as its least proof tells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Cause>,
}

/// Compares two lenses. With `only`, that relation alone. Of each main conclusion, and of `only`, the first `reasons` changes that came
/// and as many that went have their reasons.
///
/// # Errors
/// As [`Session::conclusions_under`], for either lens.
pub fn changes(
    session: &Session,
    from: &Lens,
    to: &Lens,
    only: Option<RelationId>,
    reasons: usize,
) -> Result<Changes, Failure> {
    let difference = session.difference(from, to)?;
    let (program, survey) = (session.program(), &session.lowered().survey);
    let mut main = principal(program);
    main.retain(|id| !restates_claims(program, survey, *id));
    let rank = |id: RelationId| main.iter().position(|other| *other == id);
    let mut relations = difference.relations;
    relations.retain(|changed| only.is_none_or(|only| only == changed.relation));
    relations.sort_by_key(|changed| rank(changed.relation).unwrap_or(usize::MAX));
    let is_main = |changed: &&RelationDifference| rank(changed.relation).is_some();
    let explained: Vec<&RelationDifference> =
        relations.iter().filter(|it| is_main(it) || only.is_some()).collect();
    let mut why_appeared =
        causes(session, &goals(&explained, reasons, |it| &it.appeared), to, from)?.into_iter();
    let mut why_fell = causes(session, &goals(&explained, reasons, |it| &it.fell), from, to)?.into_iter();
    let name = |id: &RelationId| program.relations.get(id.0).map(|it| it.name.to_string());
    let mut changes =
        Changes { left_out: difference.left_out.iter().filter_map(name).collect(), ..Changes::default() };
    for changed in &relations {
        let is_explained = explained.iter().any(|it| it.relation == changed.relation);
        let told = |rows: &[Vec<Word>], why: &mut dyn Iterator<Item = Vec<Cause>>| -> Vec<Change> {
            let because = |why: &mut dyn Iterator<Item = Vec<Cause>>| why.next().unwrap_or_default();
            let change = |(at, row): (usize, &Vec<Word>)| Change {
                fact: fact(session, changed.relation, row),
                because: if is_explained && at < reasons { because(why) } else { Vec::new() },
            };
            rows.iter().enumerate().map(change).collect()
        };
        let appeared = told(&changed.appeared, &mut why_appeared);
        let fell = told(&changed.fell, &mut why_fell);
        let name = session.program().relations.get(changed.relation.0).map(|it| it.name.to_string());
        let told = Changed { relation: name.unwrap_or_default(), appeared, fell };
        if rank(changed.relation).is_some() { changes.main.push(told) } else { changes.other.push(told) }
    }
    Ok(changes)
}

fn goals<'d>(
    changed: &[&'d RelationDifference],
    most: usize,
    rows: impl Fn(&'d RelationDifference) -> &'d Vec<Vec<Word>>,
) -> Vec<Goal<'d>> {
    let of =
        |it: &&'d RelationDifference| rows(it).iter().take(most).map(|row| (it.relation, row.as_slice()));
    changed.iter().flat_map(|it| of(it).collect::<Vec<_>>()).collect()
}
