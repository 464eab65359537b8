//! What may be assumed, as whom, and what an assumption shows to the rules.

use super::cells::{Cell, Cells};
use crate::date::Date;
use crate::evidence::{ASSUMPTION, Certainty, Grade, companion, split_companion};
use crate::explain::phrase::CLAIMS;
use crate::program::ir::{Relation, RelationId};
use crate::session::Session;
use crate::store::Word;

/// A fact to be assumed, its values perhaps not all known.
#[derive(Clone, Debug)]
pub(super) struct Hypothesis {
    pub(super) relation: RelationId,
    pub(super) cells: Vec<Cell>,
    pub(super) certainty: Certainty,
}

/// A relation that an assumption of a fact of another one serves.
pub(super) struct Served {
    /// The relation whose facts are assumed.
    pub(super) base: RelationId,
    /// How certain the fact has to be taken to be; none where a column tells it.
    pub(super) certainty: Option<Certainty>,
}

/// What has to be assumed for a row of a relation; none if nothing may be.
pub(super) fn served(session: &Session, relation: RelationId) -> Option<Served> {
    let program = session.program();
    let name = program.relations.get(relation.0)?.name.as_str();
    let (base, kind) = split_companion(name).unwrap_or((name, ""));
    let id = find(session, base)?;
    let declared = program.relations.get(id.0)?;
    if session.lowered().survey.is_builtin(base) || declared.derived && !declared.assumable {
        return None;
    }
    let at_least = |floor: Grade| Certainty::Held(floor.max(session.lens().trust));
    let certainty = match kind {
        CLAIMS => None,
        "" => Some(Certainty::Held(Grade::Confirmed)),
        kind => Some(Grade::named(kind).map_or(Certainty::Denied, at_least)),
    };
    Some(Served { base: id, certainty })
}

fn find(session: &Session, name: &str) -> Option<RelationId> {
    session.program().relations.iter().position(|relation| relation.name == name).map(RelationId)
}

/// The rows that the rules see of an assumption, by relation: its own, those of its grades, its claim.
pub(super) fn rows(
    session: &Session,
    hypothesis: &Hypothesis,
    place: usize,
    cells: &mut Cells,
) -> Vec<(RelationId, Vec<Cell>)> {
    let Some(declared) = session.program().relations.get(hypothesis.relation.0) else { return Vec::new() };
    let own = &hypothesis.cells;
    let mut rows = Vec::new();
    let mut add = |name: &str, row: Vec<Cell>| rows.extend(find(session, name).map(|id| (id, row)));
    match hypothesis.certainty {
        Certainty::Denied => add(&companion(&declared.name, Certainty::Denied.name()), own.clone()),
        Certainty::Held(grade) => {
            add(&declared.name, own.clone());
            for floor in Grade::ALL.into_iter().filter(|floor| grade >= *floor) {
                add(&companion(&declared.name, floor.name()), own.clone());
            }
        }
    }
    let told: Vec<Cell> = claim(session, hypothesis.certainty, place)
        .into_iter()
        .map(|word| cells.holding(Some(word)))
        .collect();
    add(&companion(&declared.name, CLAIMS), [own.clone(), told.clone()].concat());
    if let (true, Some((name, rest))) = (session.lowered().survey.is_builtin("claim"), told.split_first()) {
        let relation = cells.holding(Some(session.dictionary().symbol(&declared.name)));
        add("claim", [&[*name, relation], rest].concat());
    }
    rows
}

/// What the columns of claims hold for an assumption.
fn claim(session: &Session, certainty: Certainty, place: usize) -> [Word; 7] {
    let dictionary = session.dictionary();
    let name = name(session, place);
    let unsaid = |column: &str| dictionary.date(&Date::unsaid(&format!("{name}:{column}")));
    let own = dictionary.symbol(ASSUMPTION);
    let grade = dictionary.symbol(certainty.name());
    [dictionary.symbol(&name), grade, own, own, own, unsaid("published"), unsaid("said")]
}

/// The name that the assumption added at a place would have.
pub(super) fn name(session: &Session, place: usize) -> String {
    format!("{ASSUMPTION}:{}", session.lens().assumed.len() + place + 1)
}

/// The columns of a relation.
pub(super) fn declared(session: &Session, relation: RelationId) -> Option<&Relation> {
    session.program().relations.get(relation.0)
}
