//! Rows that are not kept, whatever rules derive them: a row of the relation stands above them, or has their place.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::field::Field;
use super::nearest::Pattern;
use crate::engine::guard::Halt;
use crate::explain::facts::FactId;
use crate::explain::heights::unify;
use crate::explain::route::Route;
use crate::explain::walk::{Walker, Way};
use crate::program::ir::{Kind, Literal, RelationId, Rule};
use crate::store::Word;

/// The position of the atom for the row that goes, and of that for the row above it.
const LESS: usize = 0;
const GREATER: usize = 1;

/// What keeps a row out that is wholly known; nothing for a pattern that is not.
pub(super) fn outdone(
    field: &Field<'_>,
    relation: RelationId,
    wanted: &Pattern,
) -> Result<Vec<String>, Halt> {
    let declared = field.ground.program.relations.get(relation.0);
    let row: Option<Vec<Word>> = wanted.iter().copied().collect();
    let (Some(declared), Some(row)) = (declared, row) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    match &declared.kind {
        Kind::Plain | Kind::Equivalence { .. } | Kind::Numbered { .. } | Kind::Rounds { .. } => {}
        Kind::Lattice(columns) => {
            let keys = row.len() - columns.len();
            let key = row.iter().enumerate().map(|(at, &word)| (at < keys).then_some(word));
            let key: Pattern = key.collect();
            let standing = field.ground.facts.matching(relation, &key).first().copied();
            found.extend(standing.map(|row| {
                let standing = told(field, FactId { relation, row });
                format!("its values are joined with others to {standing}")
            }));
        }
        Kind::Subsumptive(rules) => {
            for rule in rules {
                if let Some(above) = above(field, rule, &row)? {
                    found.push(format!("it gives way to {}", told(field, above)));
                }
            }
        }
        Kind::Choice(domains) => {
            for domain in domains {
                let key = row.iter().enumerate().map(|(at, &word)| domain.contains(&at).then_some(word));
                let key: Pattern = key.collect();
                let taken = field.ground.facts.matching(relation, &key).first().copied();
                let names: Vec<&str> = domain
                    .iter()
                    .filter_map(|&at| declared.attributes.get(at))
                    .map(|column| column.name.as_str())
                    .collect();
                found.extend(taken.map(|row| {
                    let taken = told(field, FactId { relation, row });
                    format!("its {} is taken by {taken}", names.join(" and "))
                }));
            }
        }
    }
    found.dedup();
    Ok(found)
}

fn told(field: &Field<'_>, fact: FactId) -> String {
    field.phrases().fact(fact.relation, field.ground.facts.row(fact))
}

/// A row above this one by a rule of subsumption.
fn above(field: &Field<'_>, rule: &Rule, row: &[Word]) -> Result<Option<FactId>, Halt> {
    let Some(Literal::Atom(less)) = rule.body.get(LESS) else { return Ok(None) };
    let mut way = Way::new(rule.variables.len(), rule.body.len());
    if !unify(less, row, &mut way.bindings) {
        return Ok(None);
    }
    let ground = field.ground;
    let bound: BTreeSet<_> = less.variables().collect();
    let route = Route::new(&rule.body, |at| at != LESS, &bound, ground.facts);
    let walker = Walker {
        facts: ground.facts,
        dictionary: ground.dictionary,
        admits: &|_| true,
        look_at: ground.look_at,
    };
    let mut above = None;
    _ = walker.walk(&route, &mut way, &mut |way| {
        above = way.facts.get(GREATER).copied().flatten();
        ControlFlow::Break(())
    })?;
    Ok(above)
}
