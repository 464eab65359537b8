//! Least heights found backwards: from the goals to what they may rest on, and no further.
//!
//! All applications of rules that derive a goal are collected, then those that derive their premises, and so on; over these alone the
//! rounds are counted. Every proof of a goal lies within, so the heights are those that counting over all facts gives (see
//! [`super::heights`]). Where the goals may rest on too much, the search says so instead of going on.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use super::facts::FactId;
use super::heights::{Ground, Heights, heights};
use crate::engine::guard::Halt;

/// How many applications of rules are collected before the search is given up.
const MOST_STEPS: usize = 50_000;
/// How many rows are looked at before it is.
const MOST_ROWS: usize = 2_000_000;

/// The heights of the goals and of whatever is lower than the highest of them; with `all`, of everything that they may rest on. A
/// goal without a height has no proof from what was given.
pub(super) fn heights_for(ground: &Ground<'_>, goals: &[FactId], all: bool) -> Result<Heights, Halt> {
    let looked = Cell::new(0);
    let look_at = |rows: usize| {
        looked.set(looked.get() + rows);
        (ground.look_at)(rows)?;
        if looked.get() > MOST_ROWS { Err(Halt::Interrupted) } else { Ok(()) }
    };
    let Ground { program, facts, input, dictionary, .. } = *ground;
    let bounded = Ground { program, facts, input, dictionary, look_at: &look_at };
    match heights_below(&bounded, goals) {
        Ok(Some(found)) => Ok(Heights::from(found)),
        Err(halt) if looked.get() <= MOST_ROWS => Err(halt),
        Ok(None) | Err(_) => heights(ground, goals, all),
    }
}

/// An application of a rule: what it derives, and how many of its premises have no height yet.
struct Step {
    derives: FactId,
    open: usize,
}

/// What the goals may rest on, collected so far.
#[derive(Default)]
struct Cone {
    steps: Vec<Step>,
    /// For each fact, the steps that use it, once a use.
    uses: HashMap<FactId, Vec<usize>>,
}

/// The least heights of the goals and of all that they may rest on, of those that have any; none if that is too much.
fn heights_below(ground: &Ground<'_>, goals: &[FactId]) -> Result<Option<HashMap<FactId, u32>>, Halt> {
    let mut cone = Cone::default();
    let mut heights: HashMap<FactId, u32> = HashMap::new();
    let mut latest: Vec<FactId> = Vec::new();
    let mut open: Vec<FactId> = Vec::new();
    for &goal in goals {
        cone.wants(goal, &mut open);
    }
    while let Some(fact) = open.pop() {
        if ground.is_given(fact) {
            heights.insert(fact, 0);
            latest.push(fact);
        } else if !cone.add(ground, fact, &mut open)? {
            return Ok(None);
        }
    }
    for round in 1.. {
        let mut reached = cone.round(&latest, round, &mut heights);
        if round == 1 {
            reached.extend(cone.without_premises(&mut heights));
        }
        if reached.is_empty() {
            break;
        }
        latest = reached;
    }
    Ok(Some(heights))
}

impl Cone {
    /// Notes that a fact is used; it is open when it was not used before.
    fn wants(&mut self, fact: FactId, open: &mut Vec<FactId>) {
        self.uses.entry(fact).or_insert_with(|| {
            open.push(fact);
            Vec::new()
        });
    }

    /// Adds every application that derives a fact; false when there are too many in all.
    fn add(&mut self, ground: &Ground<'_>, fact: FactId, open: &mut Vec<FactId>) -> Result<bool, Halt> {
        let admits = |premise| premise != fact;
        ground.each_choice(fact, &admits, &mut |choice| {
            let step = self.steps.len();
            let mut premises = 0;
            for premise in choice.facts() {
                self.wants(premise, open);
                self.uses.entry(premise).or_default().push(step);
                premises += 1;
            }
            self.steps.push(Step { derives: fact, open: premises });
            if self.steps.len() > MOST_STEPS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        Ok(self.steps.len() <= MOST_STEPS)
    }

    /// Gives height 1 to what rules derive without premises.
    fn without_premises(&self, heights: &mut HashMap<FactId, u32>) -> Vec<FactId> {
        // Steps that use facts have none open either, once all of these have heights.
        let used: HashSet<usize> = self.uses.values().flatten().copied().collect();
        let derived =
            (0..self.steps.len()).filter(|step| !used.contains(step)).map(|step| self.steps[step].derives);
        let mut reached = Vec::new();
        for fact in derived {
            heights.entry(fact).or_insert_with(|| {
                reached.push(fact);
                1
            });
        }
        reached
    }

    /// One round: what has all its premises now, the last of them in the round before.
    fn round(&mut self, latest: &[FactId], round: u32, heights: &mut HashMap<FactId, u32>) -> Vec<FactId> {
        let mut reached = Vec::new();
        for fact in latest {
            for &step in self.uses.get(fact).into_iter().flatten() {
                let step = &mut self.steps[step];
                step.open -= 1;
                if step.open == 0 && !heights.contains_key(&step.derives) {
                    heights.insert(step.derives, round);
                    reached.push(step.derives);
                }
            }
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::facts::Facts;
    use crate::explain::tests::Case;
    use crate::program::ir::RelationId;

    /// Recursion of several shapes, a fact that is given and derived, a rule without premises, one that rests on itself.
    const PROGRAM: &str = "
.decl edge(a: number, b: number) edge(1, 2). edge(2, 3). edge(3, 1). edge(3, 4). edge(4, 5). edge(2, 5).
.decl path(a: number, b: number) path(1, 5). path(x, y) :- edge(x, y). path(x, z) :- path(x, y), path(y, z).
.decl back(a: number, b: number) back(x, y) :- back(y, x). back(y, x) :- path(x, y), !edge(x, y).
.decl seven(n: number) seven(n) :- n = 3 + 4. .decl all(n: number) all(n) :- seven(n), n > 6. all(x) :- back(x, _), seven(y), y > x.
";

    #[test]
    fn heights_found_backwards_are_those_found_forwards() {
        let case = Case::new(PROGRAM);
        let facts = Facts::new(&case.conclusions);
        let Case { program, dictionary, input, .. } = &case;
        let ground = Ground { program, facts: &facts, input, dictionary, look_at: &|_| Ok(()) };
        let mut compared = 0;
        for (at, table) in case.conclusions.tables.iter().enumerate() {
            for row in 0..table.len() {
                let goal = FactId { relation: RelationId(at), row };
                let forwards = heights(&ground, &[goal], true).expect("nothing stops it");
                let backwards =
                    heights_below(&ground, &[goal]).expect("nothing stops it").expect("it is small");
                assert_eq!(backwards.get(&goal).copied(), forwards.of(goal), "{goal:?}");
                compared += 1;
            }
        }
        assert_eq!(compared, 46);
    }

    #[test]
    fn what_is_too_much_is_counted_forwards() {
        // path(x, z) :- path(x, y), path(y, z) over a clique: each pair has one application a node.
        let edges: String = (0..60).flat_map(|a| (0..60).map(move |b| format!("edge({a}, {b}). "))).collect();
        let case = Case::new(&format!(
            ".decl edge(a: number, b: number) {edges} .decl path(a: number, b: number)
             path(x, y) :- edge(x, y). path(x, z) :- path(x, y), path(y, z)."
        ));
        let facts = Facts::new(&case.conclusions);
        let Case { program, dictionary, input, .. } = &case;
        let ground = Ground { program, facts: &facts, input, dictionary, look_at: &|_| Ok(()) };
        let goal = facts.find(case.relation("path"), &[3, 5]).expect("it follows");
        assert_eq!(heights_below(&ground, &[goal]).expect("nothing stops it"), None);
        assert_eq!(heights_for(&ground, &[goal], false).expect("nothing stops it").of(goal), Some(1));
    }
}
