//! All proofs of a fact, the smallest first.
//!
//! A proof is one choice for each fact that it uses. Partial proofs are extended best first, by how many facts they have at the
//! least; in none does a fact rest on itself, so there are finitely many.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::choice::{Choice, Choices};
use super::facts::FactId;
use super::heights::{Ground, Heights};
use super::proof::Proof;
use crate::engine::guard::Halt;

/// How many partial proofs are looked at before the search is given up.
const PATIENCE: usize = 20_000;

/// The smallest proofs of a fact.
pub(super) struct Smallest {
    pub(super) proofs: Vec<Proof>,
    /// Whether these are all there are.
    pub(super) complete: bool,
}

/// A proof in the making.
#[derive(Clone)]
struct Partial {
    chosen: HashMap<FactId, Option<Rc<Choice>>>,
    /// The facts still to be proved.
    open: Vec<FactId>,
}

impl Partial {
    fn size(&self) -> usize {
        self.chosen.len() + self.open.len()
    }

    /// Whether, by the choices made, the fact rests on the other.
    fn rests_on(&self, fact: FactId, other: FactId) -> bool {
        let mut open = vec![fact];
        let mut seen = HashSet::new();
        while let Some(fact) = open.pop() {
            if fact == other {
                return true;
            }
            if seen.insert(fact) {
                open.extend(self.chosen.get(&fact).into_iter().flatten().flat_map(|choice| choice.facts()));
            }
        }
        false
    }

    /// Proves an open fact by a choice; none if the fact would rest on itself.
    fn with(&self, fact: FactId, choice: Option<&Rc<Choice>>) -> Option<Self> {
        let mut next = self.clone();
        next.open.retain(|other| *other != fact);
        next.chosen.insert(fact, choice.cloned());
        for premise in choice.into_iter().flat_map(|choice| choice.facts()) {
            if next.rests_on(premise, fact) {
                return None;
            }
            if !next.chosen.contains_key(&premise) && !next.open.contains(&premise) {
                next.open.push(premise);
            }
        }
        Some(next)
    }
}

/// The search for proofs of facts that have heights.
struct Search<'g, 'a> {
    ground: &'g Ground<'a>,
    heights: &'g Heights,
    choices: HashMap<FactId, Rc<[Rc<Choice>]>>,
}

impl Ground<'_> {
    /// The smallest proofs of a fact, at most so many. `heights` are those of everything that it may rest on.
    pub(super) fn smallest(&self, heights: &Heights, goal: FactId, most: usize) -> Result<Smallest, Halt> {
        let mut found = Smallest { proofs: Vec::new(), complete: true };
        if heights.of(goal).is_none() {
            return Ok(found);
        }
        let mut search = Search { ground: self, heights, choices: HashMap::new() };
        let mut states = vec![Partial { chosen: HashMap::new(), open: vec![goal] }];
        let mut queue = BinaryHeap::from([Reverse((1, 0))]);
        while let Some(Reverse((_, at))) = queue.pop() {
            if found.proofs.len() == most || states.len() > PATIENCE {
                found.complete = false;
                break;
            }
            let state =
                std::mem::replace(&mut states[at], Partial { chosen: HashMap::new(), open: Vec::new() });
            if state.open.is_empty() {
                found.proofs.push(self.assemble(&complete(&state), goal));
                continue;
            }
            for next in search.extensions(&state)? {
                queue.push(Reverse((next.size(), states.len())));
                states.push(next);
            }
        }
        Ok(found)
    }
}

fn complete(state: &Partial) -> Choices {
    let owned = |(fact, choice): (&FactId, &Option<Rc<Choice>>)| (*fact, choice.as_deref().cloned());
    state.chosen.iter().map(owned).collect()
}

impl Search<'_, '_> {
    /// The ways to prove the open fact that has fewest.
    fn extensions(&mut self, state: &Partial) -> Result<Vec<Partial>, Halt> {
        let mut fewest: Option<(FactId, Rc<[Rc<Choice>]>)> = None;
        for &fact in &state.open {
            let choices = self.choices(fact)?;
            if self.heights.of(fact) == Some(0) {
                return Ok(state.with(fact, None).into_iter().collect());
            }
            if fewest.as_ref().is_none_or(|(_, least)| choices.len() < least.len()) {
                fewest = Some((fact, choices));
            }
        }
        let Some((fact, choices)) = fewest else { return Ok(Vec::new()) };
        Ok(choices.iter().filter_map(|choice| state.with(fact, Some(choice))).collect())
    }

    /// The applications of rules that derive a fact, the lowest premises first; none for what is given.
    fn choices(&mut self, fact: FactId) -> Result<Rc<[Rc<Choice>]>, Halt> {
        if let Some(known) = self.choices.get(&fact) {
            return Ok(Rc::clone(known));
        }
        let mut found: Vec<Rc<Choice>> = Vec::new();
        if self.heights.of(fact) != Some(0) {
            let admits = |premise| premise != fact && self.heights.of(premise).is_some();
            self.ground.each_choice(fact, &admits, &mut |choice| {
                found.push(Rc::new(choice));
                ControlFlow::Continue(())
            })?;
        }
        let height = |choice: &Choice| {
            choice.facts().map(|fact| u64::from(self.heights.of(fact).unwrap_or(0))).sum::<u64>()
        };
        found.sort_by(|one, other| {
            (height(one), one.rule)
                .cmp(&(height(other), other.rule))
                .then_with(|| self.ground.compare(one, other))
        });
        found.dedup_by(|one, other| one.rule == other.rule && one.premises == other.premises);
        let found: Rc<[Rc<Choice>]> = found.into();
        self.choices.insert(fact, Rc::clone(&found));
        Ok(found)
    }
}
