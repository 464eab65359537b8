//! The order in which a rule passes on what it knows (sideways information passing).

use super::pattern::Known;
use crate::program::ir::{Arg, Atom, Literal, RelationId};

/// A condition with what is known before it.
pub(super) struct Step {
    /// Its position in the body.
    pub(super) at: usize,
    /// The variables known before it.
    pub(super) known: Known,
}

/// The conditions in the order in which they pass on what they know, each once.
///
/// Conditions that bind nothing stand as early as they can, then atoms of relations derived by demand (`is_asked`) that have a constant,
/// so that nothing else multiplies what they are asked for, then, from left to right, atoms to which something picked out leads. As in
/// evaluation, what can fail waits for all that does not need its result.
pub(super) fn order(body: &[Literal], mut known: Known, is_asked: &dyn Fn(RelationId) -> bool) -> Vec<Step> {
    let mut left: Vec<usize> = (0..body.len()).collect();
    let mut steps = Vec::with_capacity(body.len());
    while !left.is_empty() {
        let at = left.remove(next(body, &left, &known, is_asked));
        steps.push(Step { at, known: known.clone() });
        known.add(&body[at]);
    }
    steps
}

/// Which of the positions left comes next. The first of them always can: a body can be evaluated from left to right.
fn next(body: &[Literal], left: &[usize], known: &Known, is_asked: &dyn Fn(RelationId) -> bool) -> usize {
    let rank = |place: usize| -> Option<usize> {
        let literal = &body[left[place]];
        if literal.can_fail() || !is_ready(literal, left[..place].iter().map(|at| &body[*at]), known) {
            return None;
        }
        match literal {
            Literal::Atom(atom) if !known.selects(atom) => Some(3),
            Literal::Atom(atom) => Some(if is_asked(atom.relation) && has_constant(atom) { 1 } else { 2 }),
            _ => Some(0),
        }
    };
    let ranked = (0..left.len()).filter_map(|place| Some((rank(place)?, place)));
    ranked.min().map_or(0, |(_, place)| place)
}

fn has_constant(atom: &Atom) -> bool {
    atom.args.iter().any(|arg| matches!(arg, Arg::Const(_)))
}

/// Whether all that a condition needs has a value. An atom needs nothing, but waits for equations before it that give it a variable.
fn is_ready<'b>(literal: &Literal, mut before: impl Iterator<Item = &'b Literal>, known: &Known) -> bool {
    let is_bound = |variable| known.is_bound(variable);
    let variables = literal.variables();
    let mut open = variables.iter().filter(|variable| !is_bound(**variable));
    match (literal, literal.defines(is_bound)) {
        (Literal::Atom(_), _) => {
            let open: Vec<_> = open.collect();
            !before.any(|other| other.defines(is_bound).is_some_and(|defined| open.contains(&&defined)))
        }
        (_, Some(defined)) => open.all(|variable| *variable == defined),
        (_, None) => open.next().is_none(),
    }
}
