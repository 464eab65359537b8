//! Rules that unite values of an equivalence and read one: `same(y, z) :- to(x, y), same(x, w), to(w, z)`.
//!
//! The classes that are read link what stands left of them in the rule with what stands right, and whatever has one class is united. It
//! takes no pair of each two of these: one from the left with all of the right, and one from the right with all of the left, make the
//! same classes (if there is any on both sides). So two rules do, each of which reads a class once.

use super::parts::parts;
use crate::program::ir::{Arg, Atom, Expr, Literal, RelationId, Rule, VarId};

/// A rule whose body is what stands on one side, the atom of an equivalence that leads from there, and what stands on the other side.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The rule. Its first atom is of the equivalence too: all its values, or those of classes that grew.
    pub rule: Rule,
    /// The position of the atom that leads to the other side.
    pub link: usize,
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
        let [one, other] = sides(rule, link)?;
        let back = Link { from: link.to, to: link.from, ..link };
        Some([around(rule, link, &one, &other), around(rule, back, &other, &one)])
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

/// The positions of the literals on each side of a link, if the head has one term of each.
fn sides(rule: &Rule, link: Link) -> Option<[Vec<usize>; 2]> {
    let others: Vec<usize> = (0..rule.body.len()).filter(|&at| at != link.at).collect();
    let parts = parts(&rule.body, &others, &[].into());
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

fn around(rule: &Rule, link: Link, before: &[usize], behind: &[usize]) -> Linked {
    let Literal::Atom(atom) = &rule.body[link.at] else {
        return Linked { rule: rule.clone(), link: link.at };
    };
    let with = |second| Literal::Atom(Atom { args: vec![Arg::Var(link.from), second], ..atom.clone() });
    let of = |positions: &[usize]| positions.iter().map(|&at| rule.body[at].clone()).collect::<Vec<_>>();
    let mut body = vec![with(Arg::Wildcard)];
    body.extend(of(before));
    body.push(with(Arg::Var(link.to)));
    body.extend(of(behind));
    Linked { rule: Rule { body, ..rule.clone() }, link: before.len() + 1 }
}
