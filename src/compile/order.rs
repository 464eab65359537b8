//! The order in which crepe meets the conditions of a rule: it joins them as they are written.
//!
//! Conditions that cannot fail come as soon as their variables are bound; among atoms, the one with most bound columns is next,
//! first of all in a recursive rule the recursive one, from whose new rows each round starts. What can fail is put off until nothing
//! else is left, as on every executor.

use std::collections::HashSet;

use crate::program::ir::{Arg, Atom, Literal, Rule, Stratum, VarId};

/// The conditions of a rule in the order in which crepe should meet them.
pub(super) fn ordered<'a>(rule: &'a Rule, stratum: &Stratum) -> Vec<&'a Literal> {
    let mut rest: Vec<&Literal> = rule.body.iter().collect();
    let mut bound = HashSet::new();
    let mut result = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        // The checker has shown that some order binds everything; were there none, the conditions stay as they stand.
        let next = rest.remove(next(&rest, &bound, stratum).unwrap_or(0));
        bound.extend(next.variables());
        result.push(next);
    }
    result
}

fn next(rest: &[&Literal], bound: &HashSet<VarId>, stratum: &Stratum) -> Option<usize> {
    let ready = |literal: &&Literal| is_ready(literal, bound);
    rest.iter()
        .position(|literal| ready(literal) && !literal.can_fail())
        .or_else(|| best_atom(rest, bound, stratum))
        .or_else(|| rest.iter().position(ready))
}

/// Whether a condition that is no atom has all variables bound that it needs.
fn is_ready(literal: &Literal, bound: &HashSet<VarId>) -> bool {
    let defined = literal.defines(|var| bound.contains(&var));
    let ready = |var: &VarId| bound.contains(var) || defined == Some(*var);
    !matches!(literal, Literal::Atom(_))
        && literal.variables().iter().all(ready)
        && !defines_itself(literal, defined)
}

/// Whether the variable that an equation would bind stands on its other side too.
fn defines_itself(literal: &Literal, defined: Option<VarId>) -> bool {
    defined.is_some_and(|defined| literal.variables().iter().filter(|&&var| var == defined).count() > 1)
}

fn best_atom(rest: &[&Literal], bound: &HashSet<VarId>, stratum: &Stratum) -> Option<usize> {
    let rank =
        |atom: &Atom| (bound.is_empty() && stratum.relations.contains(&atom.relation), fixed(atom, bound));
    let atoms = rest.iter().enumerate().filter_map(|(at, literal)| match literal {
        Literal::Atom(atom) => Some((rank(atom), std::cmp::Reverse(at))),
        _ => None,
    });
    atoms.max().map(|(_, std::cmp::Reverse(at))| at)
}

/// How many columns of an atom hold constants or bound variables.
fn fixed(atom: &Atom, bound: &HashSet<VarId>) -> usize {
    let constants = atom.args.iter().filter(|arg| matches!(arg, Arg::Const(_))).count();
    constants + atom.variables().filter(|var| bound.contains(var)).count()
}
