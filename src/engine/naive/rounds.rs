//! Rules that ask for the number of the round. What they derive depends on when they are applied, so that they are applied to what
//! is new alone: some atom of a relation of the stratum meets a row of the last round, as in semi-naive evaluation.

use super::{Rows, Search};
use crate::engine::guard::Halt;
use crate::program::ir::{Literal, RelationId, Rule, Stratum};

/// What the rule derives in a round, where `before` are the rows as they were before the last one.
pub(super) fn of_round(
    search: &mut Search<'_, '_>,
    rule: &Rule,
    at: usize,
    before: &[Rows],
    stratum: &Stratum,
    round: u64,
) -> Result<Rows, Halt> {
    let rule = rule.in_round(round);
    let mut found = Rows::new();
    let mut is_recursive = false;
    for place in 0..rule.body.len() {
        let Literal::Atom(atom) = &rule.body[place] else { continue };
        if !stratum.relations.contains(&atom.relation) {
            continue;
        }
        is_recursive = true;
        let relation = atom.relation.0;
        let new: Rows = search.rows[relation].difference(&before[relation]).cloned().collect();
        let rows: Vec<Rows> = search.rows.iter().cloned().chain([new]).collect();
        let mut rule = rule.clone();
        if let Literal::Atom(atom) = &mut rule.body[place] {
            atom.relation = RelationId(rows.len() - 1);
        }
        let mut search = Search { rows: &rows, dictionary: search.dictionary, progress: search.progress };
        found.extend(search.rule(&rule, at, &Rows::new())?);
    }
    if is_recursive { Ok(found) } else { search.rule(&rule, at, &Rows::new()) }
}
