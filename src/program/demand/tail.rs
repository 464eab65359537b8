//! Rules that ask on in the place of others, as a tail call does.
//!
//! `path(x, z) :- edge(x, y), path(y, z).` asked for `path(1, z)` asks for `path(2, z)`, and each answer to that is, with `1` in its
//! place, an answer to the first. It is enough to remember that 2 is asked in the place of 1; the answers to `path(2, z)` need not be
//! found for themselves. So a question from one constant costs what it reaches, and not all pairs on the way. Ross, "Tail recursion
//! elimination in deductive databases" (ACM TODS 21(2), 1996).

use super::pattern::{Known, Pattern};
use super::sideways::{Step, order};
use crate::program::ir::{Arg, Atom, Expr, Literal, RelationId, Rule, VarId};

/// How a rule answers where others ask in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The position of the atom that asks on, if one does: its free columns are those of the head.
    pub(super) call: Option<usize>,
    /// Whether the rule goes on from answers to the very question, and does not look at what is asked beyond that.
    pub(super) is_generic: bool,
}

/// The shape of a rule, if its relation can be asked in this way: each atom of the relation asks on, or is the very question.
pub(super) fn shape(
    rule: &Rule,
    pattern: &Pattern,
    is_askable: &dyn Fn(RelationId) -> bool,
) -> Option<Shape> {
    let of_head = |at: &usize| matches!(&rule.body[*at], Literal::Atom(atom) if atom.relation == rule.head);
    let calls: Vec<usize> = (0..rule.body.len()).filter(of_head).collect();
    let (same, others): (Vec<usize>, Vec<usize>) =
        calls.into_iter().partition(|at| is_same_question(rule, *at, pattern));
    let is_generic = !same.is_empty();
    if is_generic && !is_blind(rule, &same, pattern) {
        return None;
    }
    match others.as_slice() {
        [] => Some(Shape { call: None, is_generic }),
        [call] if asks_on(rule, *call, pattern, is_askable) => Some(Shape { call: Some(*call), is_generic }),
        _ => None,
    }
}

fn atom_at(rule: &Rule, at: usize) -> Option<&Atom> {
    match rule.body.get(at) {
        Some(Literal::Atom(atom)) => Some(atom),
        _ => None,
    }
}

/// The variables that terms are, if each is one and no two are the same.
fn distinct(terms: &[Expr]) -> Option<Vec<VarId>> {
    let variables: Vec<VarId> = terms.iter().map(Expr::as_variable).collect::<Option<_>>()?;
    let is_first = |at: usize| !variables[..at].contains(&variables[at]);
    (0..variables.len()).all(is_first).then_some(variables)
}

fn are(args: &[Arg], variables: &[VarId]) -> bool {
    args.iter().copied().eq(variables.iter().copied().map(Arg::Var))
}

/// Whether an atom asks what the rule answers.
fn is_same_question(rule: &Rule, at: usize, pattern: &Pattern) -> bool {
    let known = distinct(&pattern.known(&rule.head_terms));
    atom_at(rule, at).zip(known).is_some_and(|(atom, known)| are(&pattern.known(&atom.args), &known))
}

/// Whether the known variables of the head stand only there and in the known columns of these atoms.
fn is_blind(rule: &Rule, same: &[usize], pattern: &Pattern) -> bool {
    let known: Vec<VarId> = pattern.known(&rule.head_terms).iter().flat_map(Expr::variables).collect();
    let free = pattern.free(&rule.head_terms);
    let in_head = free.iter().flat_map(Expr::variables);
    let in_body = (0..rule.body.len()).flat_map(|at| match atom_at(rule, at) {
        Some(atom) if same.contains(&at) => {
            let free = pattern.free(&atom.args);
            free.iter().filter_map(|arg| if let Arg::Var(it) = arg { Some(*it) } else { None }).collect()
        }
        _ => rule.body[at].variables(),
    });
    in_head.chain(in_body).all(|variable| !known.contains(&variable))
}

/// Whether the free columns of an atom are those of the head, which nothing else looks at, and the rest of the rule gives the others.
fn asks_on(rule: &Rule, call: usize, pattern: &Pattern, is_askable: &dyn Fn(RelationId) -> bool) -> bool {
    let (Some(atom), Some(free)) = (atom_at(rule, call), distinct(&pattern.free(&rule.head_terms))) else {
        return false;
    };
    let known_terms = pattern.known(&rule.head_terms);
    let rest: Vec<Literal> =
        rule.body.iter().enumerate().filter(|(at, _)| *at != call).map(|(_, it)| it.clone()).collect();
    let on = pattern.known(&atom.args);
    let elsewhere = known_terms.iter().flat_map(Expr::variables);
    let elsewhere = elsewhere.chain(rest.iter().flat_map(Literal::variables));
    let elsewhere: Vec<VarId> = elsewhere.chain(on.iter().filter_map(variable)).collect();
    are(&pattern.free(&atom.args), &free)
        && !free.iter().any(|variable| elsewhere.contains(variable))
        && gives(
            &rest,
            Known::selecting(known_terms.iter().filter_map(Expr::as_variable)),
            atom,
            pattern,
            is_askable,
        )
}

fn variable(arg: &Arg) -> Option<VarId> {
    match arg {
        Arg::Var(variable) => Some(*variable),
        Arg::Const(_) | Arg::Wildcard => None,
    }
}

/// Whether the atom has this pattern behind the conditions.
fn gives(
    rest: &[Literal],
    mut known: Known,
    atom: &Atom,
    pattern: &Pattern,
    is_askable: &dyn Fn(RelationId) -> bool,
) -> bool {
    for Step { at, .. } in order(rest, known.clone(), is_askable) {
        known.add(&rest[at]);
    }
    known.pattern(atom, true) == *pattern
}
