//! The facts that something would hold without: those that a failing negation rests on, each taken back and tried.

use std::collections::BTreeSet;

use super::suggest::Tryout;
use crate::evidence::Retraction;
use crate::explain::atom::atom;
use crate::explain::leaves::{Goal, Leaf, leaves};
use crate::program::ir::RelationId;
use crate::session::{Failure, Session};
use crate::store::Word;

/// How many facts in the way are taken apart.
const BLOCKERS: usize = 4;
/// How many facts are taken back to see what follows then.
const TRIED: usize = 24;

/// A fact that stands in the way: a negation found it.
pub(super) type Blocker = (RelationId, Vec<Word>);

/// At most `most` facts that texts give and that the blockers rest on, each of which may be taken back for the thing to hold, as
/// `.retract` takes them.
pub(super) fn retractions(
    session: &Session,
    tryout: &Tryout<'_>,
    blockers: &[Blocker],
    most: usize,
) -> Result<Vec<String>, Failure> {
    let goals: Vec<Goal<'_>> =
        blockers.iter().take(BLOCKERS).map(|(relation, row)| (*relation, row.as_slice())).collect();
    if goals.is_empty() {
        return Ok(Vec::new());
    }
    let given = leaves(session, session.lens(), &goals)?.into_iter().flat_map(|leaves| leaves.given);
    let mut seen = BTreeSet::new();
    let retractable: Vec<Leaf> = given
        .filter(|leaf| is_retractable(session, leaf) && seen.insert((leaf.base, leaf.row.clone())))
        .collect();
    let mut found = Vec::new();
    for leaf in retractable.into_iter().take(TRIED) {
        let Some(atom) = atom(session, leaf.base, &leaf.row).filter(|_| found.len() < most) else { continue };
        let mut lens = session.lens().clone();
        let words = crate::syntax::printer::atom(&atom);
        lens.retracted.push(Retraction::Fact(atom));
        if tryout.holds_under(&lens)? {
            found.push(words);
        }
    }
    Ok(found)
}

/// Whether a text gives the fact and a user might doubt it: it has claims, or it may be assumed as well.
fn is_retractable(session: &Session, leaf: &Leaf) -> bool {
    let survey = &session.lowered().survey;
    session.program().relations.get(leaf.base.0).is_some_and(|base| {
        !survey.is_builtin(&base.name) && (survey.may_be_annotated(&base.name) || base.assumable)
    })
}
