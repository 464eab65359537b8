//! Choices: for a fact, the applications of rules that derive it, and a proof put together from one choice a fact.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use super::facts::FactId;
use super::heights::{Ground, Heights, head};
use super::proof::{Application, Proof, Reason, Step};
use super::route::Route;
use super::walk::{Bindings, Walker, Way};
use crate::engine::guard::Halt;
use crate::program::ir::{Expr, Rule, Type, VarId};
use crate::program::value::compare_rows;
use crate::store::Word;

/// A rule with values under which it derives a fact.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) rule: usize,
    pub(super) bindings: Bindings,
    /// For each condition of its body, the fact that an atom met.
    pub(super) premises: Vec<Option<FactId>>,
}

impl Choice {
    /// The facts that it rests on, in the order of the body.
    pub(super) fn facts(&self) -> impl DoubleEndedIterator<Item = FactId> + '_ {
        self.premises.iter().flatten().copied()
    }
}

/// The reason of each fact of a proof; none for those given.
pub(super) type Choices = HashMap<FactId, Option<Choice>>;

impl Ground<'_> {
    /// Calls `found` with each application of a rule that derives the fact from admitted facts, until it stops.
    pub(super) fn each_choice(
        &self,
        fact: FactId,
        admits: &dyn Fn(FactId) -> bool,
        found: &mut dyn FnMut(Choice) -> ControlFlow<()>,
    ) -> Result<(), Halt> {
        let row = self.facts.row(fact);
        let walker = Walker { facts: self.facts, dictionary: self.dictionary, admits, look_at: self.look_at };
        for (at, rule) in self.program.rules.iter().enumerate() {
            let Some(mut way) = (if rule.head == fact.relation { head_bound(rule, row) } else { None })
            else {
                continue;
            };
            let bound = bound_variables(&way.bindings);
            let route = Route::new(&rule.body, |_| true, &bound, self.facts);
            let outcome = walker.walk(&route, &mut way, &mut |way| {
                if head(rule, way, self.dictionary).as_deref() != Some(row) {
                    return ControlFlow::Continue(());
                }
                found(Choice { rule: at, bindings: way.bindings.clone(), premises: way.facts.clone() })
            })?;
            if outcome.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// A proof of least height; none for a goal without a height.
    ///
    /// Among the applications of least height the one with the lowest premises is taken, then the first in the order of the program
    /// and of the values, so that the proof does not depend on the executor.
    pub(super) fn least(&self, heights: &Heights, goal: FactId) -> Result<Option<Proof>, Halt> {
        let mut choices = Choices::new();
        let mut open = vec![goal];
        while let Some(fact) = open.pop() {
            if choices.contains_key(&fact) {
                continue;
            }
            let choice = match heights.of(fact) {
                None => return Ok(None),
                Some(0) => None,
                Some(height) => self.lowest(heights, fact, height)?,
            };
            open.extend(choice.iter().flat_map(Choice::facts));
            choices.insert(fact, choice);
        }
        Ok(Some(self.assemble(&choices, goal)))
    }

    fn lowest(&self, heights: &Heights, fact: FactId, height: u32) -> Result<Option<Choice>, Halt> {
        let mut best: Option<(u64, Choice)> = None;
        let admits = |premise| heights.of(premise).is_some_and(|below| below < height);
        self.each_choice(fact, &admits, &mut |choice| {
            let sum = choice.facts().map(|fact| u64::from(heights.of(fact).unwrap_or(height))).sum();
            let better = |(least, kept): &(u64, Choice)| {
                (sum, choice.rule).cmp(&(*least, kept.rule)).then_with(|| self.compare(&choice, kept)).is_lt()
            };
            if best.as_ref().is_none_or(better) {
                best = Some((sum, choice));
            }
            ControlFlow::Continue(())
        })?;
        Ok(best.map(|(_, choice)| choice))
    }

    /// The order of two applications of one rule by the values of their premises.
    pub(super) fn compare(&self, one: &Choice, other: &Choice) -> Ordering {
        let pairs = one.facts().zip(other.facts());
        pairs
            .map(|(one, other)| self.compare_facts(one, other))
            .find(|it| it.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// The order of two facts of one relation by their values.
    pub(super) fn compare_facts(&self, one: FactId, other: FactId) -> Ordering {
        let types: Vec<Type> = self.types(one);
        compare_rows(&types, self.facts.row(one), self.facts.row(other), self.dictionary)
    }

    fn types(&self, fact: FactId) -> Vec<Type> {
        let relation = self.program.relations.get(fact.relation.0);
        relation.map_or_else(Vec::new, |relation| relation.attributes.iter().map(|it| it.ty).collect())
    }

    /// The proof that choices make, premises before what rests on them. No fact may rest on itself.
    pub(super) fn assemble(&self, choices: &Choices, goal: FactId) -> Proof {
        let mut proof = Proof { steps: Vec::new() };
        let mut places: HashMap<FactId, usize> = HashMap::new();
        let mut open = vec![(goal, false)];
        while let Some((fact, premises_done)) = open.pop() {
            if places.contains_key(&fact) {
                continue;
            }
            let choice = choices.get(&fact).and_then(Option::as_ref);
            match choice {
                Some(choice) if !premises_done => {
                    open.push((fact, true));
                    open.extend(choice.facts().rev().map(|premise| (premise, false)));
                    continue;
                }
                _ => {}
            }
            places.insert(fact, proof.steps.len());
            let reason = choice.map_or(Reason::Given, |choice| Reason::Rule(application(choice, &places)));
            proof.steps.push(Step { relation: fact.relation, row: self.facts.row(fact).to_vec(), reason });
        }
        proof
    }
}

fn application(choice: &Choice, places: &HashMap<FactId, usize>) -> Application {
    let place = |fact: &Option<FactId>| fact.and_then(|fact| places.get(&fact).copied());
    Application {
        rule: choice.rule,
        bindings: choice.bindings.clone(),
        premises: choice.premises.iter().map(place).collect(),
    }
}

/// A way in which the head's variables have the values of the row; none if its constants or repeated variables forbid it.
pub(super) fn head_bound(rule: &Rule, row: &[Word]) -> Option<Way> {
    let mut way = Way::new(rule.variables.len(), rule.body.len());
    let fits = rule.head_terms.iter().zip(row).all(|(term, &word)| match term {
        Expr::Var(VarId(variable)) => *way.bindings[*variable].get_or_insert(word) == word,
        Expr::Const(constant) => *constant == word,
        Expr::Call { .. } => true,
    });
    fits.then_some(way)
}

/// The variables that have values.
pub(super) fn bound_variables(bindings: &Bindings) -> BTreeSet<VarId> {
    (0..bindings.len()).filter(|&at| bindings[at].is_some()).map(VarId).collect()
}
