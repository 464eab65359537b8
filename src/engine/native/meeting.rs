//! Whether two atoms that share one variable, all else being bound, meet: whether the lists of values that each has for it have one in
//! common. This closes a circle of four atoms, `a(x, y), b(y, z), c(z, w), d(w, x)`, of which `w` is not wanted.

use super::Halt;
use super::block::Block;
use super::context::Context;
use super::finder::Finder;
use crate::plan::{Existence, Join, Lookup, Operand, Other, Step};

/// How many pairs of values are compared at most; of longer lists the values are looked up one by one.
const COMPARED: usize = 1 << 12;

/// Marks which bindings have an answer, where two short lists tell, and leaves the other bindings.
pub(super) fn settle(
    existence: &Existence,
    bindings: &mut Block,
    holds: &mut [bool],
    context: &mut Context,
) -> Result<(), Halt> {
    let Some((join, other)) = meeting(existence) else { return Ok(()) };
    let (one, need) = (context.relations.finder(join), other.need());
    let other = context.relations.finder_of(&need);
    if !is_listed(&one) || !is_listed(&other) {
        return Ok(());
    }
    let (mut sites, mut others) = (Vec::with_capacity(bindings.len), Vec::with_capacity(bindings.len));
    one.find_all(bindings, &mut sites);
    other.find_all(bindings, &mut others);
    context.watch.look_at(sites.len())?;
    let (cells, other_cells) = (one.entries().cells, other.entries().cells);
    let lists = sites.into_iter().zip(others);
    let met: Vec<Option<bool>> =
        lists.map(|(one, other)| have_common(&cells[one], &other_cells[other])).collect();
    for (ordinal, met) in bindings.column(existence.ordinal).words.iter().zip(&met) {
        if let Some(holds) = usize::try_from(*ordinal).ok().and_then(|at| holds.get_mut(at)) {
            *holds |= *met == Some(true);
        }
    }
    bindings.retain(&met.iter().map(Option::is_none).collect::<Vec<_>>());
    Ok(())
}

/// The join and the other atom, if the body consists of the two.
fn meeting(existence: &Existence) -> Option<(&Join, &Other)> {
    let ([stage], []) = (existence.body.stages.as_slice(), existence.body.before.as_slice()) else {
        return None;
    };
    let ([other], [Step::Exists { lookup, negated: false }], [(_, variable)]) =
        (stage.join.others.as_slice(), stage.then.as_slice(), stage.join.binds.as_slice())
    else {
        return None;
    };
    let is_alone = stage.join.equal.is_empty() && stage.join.limits.is_none();
    (is_alone && is_atom_of(lookup, other, Operand::Var(*variable))).then_some((&stage.join, other))
}

/// Whether a lookup of whole rows is that of the other atom, with the variable in its remaining column.
fn is_atom_of(lookup: &Lookup, other: &Other, variable: Operand) -> bool {
    let part = &other.lookup;
    let given = |column| lookup.columns.iter().position(|it| *it == column).map(|at| lookup.key[at]);
    let mut columns = part.columns.iter().zip(&part.key);
    (lookup.relation, lookup.view) == (part.relation, part.view)
        && lookup.columns.len() == part.columns.len() + 1
        && given(other.column) == Some(variable)
        && columns.all(|(column, operand)| given(*column) == Some(*operand))
}

/// Whether the values are there as lists.
fn is_listed(finder: &Finder) -> bool {
    let entries = finder.entries();
    entries.width == 1 && !entries.is_to_check && !entries.are_rows
}

/// Whether two lists have a cell in common; not told where they are long.
fn have_common(one: &[i32], other: &[i32]) -> Option<bool> {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    (short.len() * long.len() <= COMPARED).then(|| short.iter().any(|cell| long.contains(cell)))
}
