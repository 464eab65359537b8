//! The conditions behind the last join of a plan as filters of whole lists, where they can be told so.

use crate::engine::native::relations::Relations;
use crate::engine::native::steps::flip;
use crate::plan::{Lookup, Operand, Plan, Step};
use crate::program::ir::{Comparison, RelationId, Type};
use crate::store::Word;

/// Lists of so many cells on average are worth being sieved: of shorter ones rows are tested together, whatever list they are of.
const WORTH_SIEVING: usize = 6;

/// A condition on the cells of a list.
#[derive(Clone, Copy)]
pub(super) enum Filter<'p> {
    /// That a table has a row in which a cell stands in this column, or that it has none.
    Row { lookup: &'p Lookup, column: usize, is_wanted: bool },
    /// That a cell is not this value.
    Other(Operand),
    /// That the integer of a cell stands so to this value, in the order of words with a bit [flipped](flip).
    Ordered { op: Comparison, than: Operand, flip: Word },
}

/// The conditions behind the last join of a plan as filters of lists for the one column of the head that it gives, of those in `given`: none
/// if there are some that cannot be told so, or if it does not pay.
pub(super) fn filters<'p>(
    plan: &'p Plan,
    given: &[(usize, usize)],
    target: RelationId,
    relations: &Relations,
) -> Option<Vec<Filter<'p>>> {
    let last = plan.stages.last().filter(|last| !last.then.is_empty());
    let Some(last) = last else { return Some(Vec::new()) };
    let &[(at, _)] = given else { return None };
    let own = relations.mean_list(&last.join.need());
    // Nothing is lost by not asking other atoms for the values.
    let is_least = || last.join.others.iter().all(|other| own <= relations.mean_list(&other.need()));
    if plan.head.len() < 2 || own < WORTH_SIEVING || !is_least() {
        return None;
    }
    let listed = Operand::of(&plan.head[at])?;
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
        Step::Compare { op, ty, left, right, negated } => {
            let op = if *negated { op.denied() } else { *op };
            compared((op, *ty), listed, Operand::of(left)?, Operand::of(right)?)
        }
        _ => None,
    }
}

/// What a comparison of operands asks of what is listed, if that is one of them and cells or integers tell.
fn compared(
    (op, ty): (Comparison, Type),
    listed: Operand,
    left: Operand,
    right: Operand,
) -> Option<Filter<'static>> {
    let (op, than) = match (left == listed, right == listed) {
        (true, false) => (op, right),
        (false, true) => (op.mirrored(), left),
        _ => return None,
    };
    match (op, ty) {
        // Of floats, cells tell which are the same, not which are equal.
        (_, Type::Float) | (Comparison::Equal, _) => None,
        (Comparison::NotEqual, _) => Some(Filter::Other(than)),
        _ => flip(op, ty).map(|flip| Filter::Ordered { op, than, flip }),
    }
}
