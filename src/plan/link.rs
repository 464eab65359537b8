//! Rules that unite values of an equivalence and read one: `same(y, z) :- to(x, y), same(x, w), to(w, z)`.
//!
//! The classes that are read link what stands left of them in the rule with what stands right, and whatever has one class is united. It
//! takes no pair of each two of these: one from the left with all of the right, and one from the right with all of the left, make the
//! same classes (if there is any on both sides). So two rules do, each of which reads a class once; or once for each field, as in
//! `same(a, b) :- same(x, y), field(x, f, a), field(y, f, b)`, where both sides share the field.

use std::collections::BTreeSet;

use super::parts::parts;
use crate::program::ir::{Arg, Atom, Expr, Literal, RelationId, Rule, VarId};

/// A rule whose body is what stands on one side, the atom of an equivalence that leads from there, and what stands on the other side.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The rule. Its first atom is of the equivalence too: all its values, or those of classes that grew.
    pub rule: Rule,
    /// The position of the atom that leads to the other side.
    pub link: usize,
    /// What atoms of both sides have besides: what it is says, with the class, what is united.
    pub shared: Vec<VarId>,
}

/// The atom of an equivalence, from one value to another.
#[derive(Clone, Copy)]
struct Link {
    at: usize,
    from: VarId,
    to: VarId,
}

/// The two rules that do for one that unites values, of which `delta` is the atom that sees the last round's rows; none if there is
/// no atom of an equivalence by which its body falls apart into the two sides, or if it is another than `delta`.
pub fn linked(
    rule: &Rule,
    delta: Option<usize>,
    is_equivalence: &dyn Fn(RelationId) -> bool,
) -> Option<[Linked; 2]> {
    let links = rule.body.iter().enumerate().filter_map(|(at, literal)| link(at, literal, is_equivalence));
    let mut links = links.filter(|link| delta.is_none_or(|delta| delta == link.at));
    links.find_map(|link| {
        let nothing = BTreeSet::new();
        let apart = sides(rule, link, &nothing).map(|sides| (sides, nothing));
        let ([one, other], shared) = apart.or_else(|| {
            let shared = shared(rule, link);
            sides(rule, link, &shared).map(|sides| (sides, shared))
        })?;
        let back = Link { from: link.to, to: link.from, ..link };
        let shared: Vec<VarId> = shared.into_iter().collect();
        Some([around(rule, link, [&one, &other], &shared), around(rule, back, [&other, &one], &shared)])
    })
}

fn link(at: usize, literal: &Literal, is_equivalence: &dyn Fn(RelationId) -> bool) -> Option<Link> {
    let Literal::Atom(Atom { relation, args, .. }) = literal else { return None };
    match *args.as_slice() {
        [Arg::Var(from), Arg::Var(to)] if from != to && is_equivalence(*relation) => {
            Some(Link { at, from, to })
        }
        _ => None,
    }
}

/// What atoms with the one end of a link have in common with atoms with the other, and the head does not have.
fn shared(rule: &Rule, link: Link) -> BTreeSet<VarId> {
    let beside = |end: VarId| -> BTreeSet<VarId> {
        let others = rule.body.iter().enumerate().filter(|&(at, _)| at != link.at);
        let atoms = others.filter(|(_, literal)| matches!(literal, Literal::Atom(_)));
        let having = atoms.map(|(_, literal)| literal.variables()).filter(|all| all.contains(&end));
        having.flatten().filter(|variable| ![link.from, link.to].contains(variable)).collect()
    };
    let head: BTreeSet<VarId> = rule.head_terms.iter().flat_map(Expr::variables).collect();
    let (one, other) = (beside(link.from), beside(link.to));
    one.intersection(&other).copied().filter(|variable| !head.contains(variable)).collect()
}

/// The positions of the literals on each side of a link, if the head has one term of each, and nothing but what is `shared` connects them.
fn sides(rule: &Rule, link: Link, shared: &BTreeSet<VarId>) -> Option<[Vec<usize>; 2]> {
    let others: Vec<usize> = (0..rule.body.len()).filter(|&at| at != link.at).collect();
    let parts = parts(&rule.body, &others, shared);
    let (behind, before): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| part.variables.contains(&link.to));
    if behind.iter().any(|part| part.variables.contains(&link.from)) {
        return None;
    }
    let is_behind = |variable: &VarId| {
        *variable == link.to || behind.iter().any(|part| part.variables.contains(variable))
    };
    let stands = |term: &Expr, side: bool| term.variables().iter().all(|it| is_behind(it) == side);
    let [one, other] = rule.head_terms.as_slice() else { return None };
    let is_across = |side| stands(one, side) && stands(other, !side);
    let positions = |parts: Vec<super::parts::Part>| {
        let mut all: Vec<usize> = parts.into_iter().flat_map(|part| part.literals).collect();
        all.sort_unstable();
        all
    };
    (is_across(false) || is_across(true)).then(|| [positions(before), positions(behind)])
}

fn around(rule: &Rule, link: Link, [before, behind]: [&[usize]; 2], shared: &[VarId]) -> Linked {
    let shared = shared.to_vec();
    let Literal::Atom(atom) = &rule.body[link.at] else {
        return Linked { rule: rule.clone(), link: link.at, shared };
    };
    let with = |second| Literal::Atom(Atom { args: vec![Arg::Var(link.from), second], ..atom.clone() });
    let of = |positions: &[usize]| positions.iter().map(|&at| rule.body[at].clone()).collect::<Vec<_>>();
    let mut body = vec![with(Arg::Wildcard)];
    body.extend(of(before));
    body.push(with(Arg::Var(link.to)));
    body.extend(of(behind));
    Linked { rule: Rule { body, ..rule.clone() }, link: before.len() + 1, shared }
}
