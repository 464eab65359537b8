//! The conditions behind the last join of a plan as filters of whole lists, where they can be told so.

use crate::engine::native::relations::Relations;
use crate::plan::{Lookup, Operand, Plan, Step, View};
use crate::program::ir::{Comparison, RelationId, Type};

/// Lists of so many cells on average are worth being sieved: of shorter ones rows are tested together, whatever list they are of.
const WORTH_SIEVING: usize = 6;

/// A condition on the cells of a list.
#[derive(Clone, Copy)]
pub(super) enum Filter<'p> {
    /// That a table has a row in which a cell stands in this column, or that it has none.
    Row { lookup: &'p Lookup, column: usize, is_wanted: bool },
    /// That a cell is not this value.
    Other(Operand),
}

/// The conditions behind the last join of a plan as filters of lists for the column of the head that is `listed`: none if there are some
/// that cannot be told so, or if it does not pay. The join gives the columns of the head in `given`.
pub(super) fn filters<'p>(
    plan: &'p Plan,
    (listed, given): (Operand, &[(usize, usize)]),
    target: RelationId,
    relations: &Relations,
) -> Option<Vec<Filter<'p>>> {
    let last = plan.stages.last().filter(|last| !last.then.is_empty());
    let Some(last) = last else { return Some(Vec::new()) };
    let leaf = relations.tables[target.0].leaves()?;
    let is_recursive = plan.stages.first()?.join.lookup.view == View::Delta;
    let own = relations.mean_list(&last.join.need());
    // Nothing is lost by not asking other atoms for the values.
    let is_least = || last.join.others.iter().all(|other| own <= relations.mean_list(&other.need()));
    let gives_lists = plan.head.len() > 1 && matches!(*given, [(at, _)] if at == leaf);
    if !is_recursive || !gives_lists || own < WORTH_SIEVING || !is_least() {
        return None;
    }
    last.then.iter().map(|step| filter(step, listed, target, relations)).collect()
}

fn filter<'p>(
    step: &'p Step,
    listed: Operand,
    target: RelationId,
    relations: &Relations,
) -> Option<Filter<'p>> {
    match step {
        // What the head's table has changes meanwhile.
        Step::Exists { lookup, negated } if lookup.relation != target && relations.knows(lookup) => {
            let mut places = lookup.key.iter().enumerate().filter(|(_, operand)| **operand == listed);
            let (Some((column, _)), None) = (places.next(), places.next()) else { return None };
            let are_together = relations.table(lookup.relation, lookup.view).leaves() == Some(column);
            are_together.then_some(Filter::Row { lookup, column, is_wanted: !negated })
        }
        // Of floats, cells tell which are the same, not which are equal.
        Step::Compare { ty: Type::Float, .. } => None,
        Step::Compare { op: Comparison::NotEqual, left, right, negated: false, .. }
        | Step::Compare { op: Comparison::Equal, left, right, negated: true, .. } => {
            match (Operand::of(left)?, Operand::of(right)?) {
                (one, other) if (one == listed) == (other == listed) => None,
                (one, other) => Some(Filter::Other(if one == listed { other } else { one })),
            }
        }
        _ => None,
    }
}
