//! What one atom of an ordered body becomes: by which columns it is looked up, what its rows bind, and which other atom tells the same
//! variable. In which order atoms stand is told by `order`.

use std::collections::BTreeSet;

use super::{Join, Lookup, Operand, Other, View};
use crate::program::ir::{Arg, Atom, VarId};

/// What an atom is looked up by: its constants and the variables that are bound.
pub(super) fn lookup(atom: &Atom, view: View, bound: &BTreeSet<VarId>) -> Lookup {
    let given = atom.args.iter().enumerate().filter_map(|(column, arg)| match arg {
        Arg::Const(word) => Some((column, Operand::Const(*word))),
        Arg::Var(variable) if bound.contains(variable) => Some((column, Operand::Var(*variable))),
        Arg::Var(_) | Arg::Wildcard => None,
    });
    let (columns, key) = given.unzip();
    Lookup { relation: atom.relation, view, columns, key, once: false, values: false }
}

/// The join with an atom: what its rows bind, what has to be equal in them, and what is still needed later.
pub(super) fn join(
    atom: &Atom,
    lookup: Lookup,
    bound: &BTreeSet<VarId>,
    later: &BTreeSet<VarId>,
    is_set: bool,
) -> Join {
    let mut first_column: Vec<(usize, VarId)> = Vec::new();
    let mut equal = Vec::new();
    for (column, arg) in atom.args.iter().enumerate() {
        let Arg::Var(variable) = *arg else { continue };
        if bound.contains(&variable) {
            continue;
        }
        match first_column.iter().find(|(_, known)| *known == variable) {
            Some(&(first, _)) => equal.push((first, column)),
            None => first_column.push((column, variable)),
        }
    }
    first_column.retain(|(_, variable)| later.contains(variable));
    let keep: Vec<VarId> = bound.intersection(later).copied().collect();
    let unbound = atom.args.iter().filter(|arg| !is_given(**arg, bound)).count();
    let may_repeat = is_set && (keep.len() < bound.len() || first_column.len() + equal.len() < unbound);
    let compared = equal.iter().flat_map(|&(one, other)| [one, other]);
    let payload: BTreeSet<usize> = first_column.iter().map(|&(column, _)| column).chain(compared).collect();
    let payload = payload.into_iter().collect();
    let (limits, others, once_a_list) = (None, Vec::new(), None);
    let extreme = None;
    Join {
        lookup,
        equal,
        binds: first_column,
        keep,
        may_repeat,
        payload,
        limits,
        extreme,
        others,
        once_a_list,
    }
}

/// The rows of a join that binds one variable, by all its columns.
pub(super) fn whole(join: &Join, variable: VarId) -> Option<Lookup> {
    let &(column, _) = join.binds.first()?;
    let mut whole = Lookup { once: false, ..join.lookup.clone() };
    let at = whole.columns.partition_point(|&before| before < column);
    whole.columns.insert(at, column);
    whole.key.insert(at, Operand::Var(variable));
    Some(whole)
}

/// What a lookup of whole rows behind a join says of the one variable that the join binds: the join and the lookup have to be of whole
/// rows, and the other columns of the lookup bound before.
pub(super) fn other(join: &Join, lookup: &Lookup) -> Option<Other> {
    let [(column, variable)] = *join.binds.as_slice() else { return None };
    let of_whole_rows = join.equal.is_empty() && !join.lookup.columns.contains(&column);
    let depends = join.lookup.key.iter().any(|key| matches!(key, Operand::Var(_)));
    let by_key = of_whole_rows && depends && join.lookup.view != View::Delta;
    let mut key = lookup.key.clone();
    let at = key.iter().position(|&operand| operand == Operand::Var(variable)).filter(|_| by_key)?;
    key.remove(at);
    let was_bound = |operand: &Operand| match operand {
        Operand::Var(variable) => join.keep.contains(variable),
        Operand::Const(_) => true,
    };
    if key.is_empty() || !key.iter().all(was_bound) {
        return None;
    }
    let mut columns = lookup.columns.clone();
    let column = columns.remove(at);
    Some(Other {
        lookup: Lookup { columns, key, once: false, ..lookup.clone() },
        column,
        test: whole(join, variable)?,
    })
}

fn is_given(arg: Arg, bound: &BTreeSet<VarId>) -> bool {
    match arg {
        Arg::Const(_) => true,
        Arg::Var(variable) => bound.contains(&variable),
        Arg::Wildcard => false,
    }
}
