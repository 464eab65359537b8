//! Proofs as data: steps that lead from given facts to the fact proved, each fact proved once.

use crate::program::ir::RelationId;
use crate::store::Word;

/// A proof. Steps use only earlier steps; the last is what is proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The steps, each of a different fact.
    pub steps: Vec<Step>,
}

/// A fact with the reason that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Of which relation.
    pub relation: RelationId,
    /// Its values.
    pub row: Vec<Word>,
    /// Why it holds.
    pub reason: Reason,
}

/// Why a fact holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was given: by a text, an input, or what the lens shows.
    Given,
    /// A rule derives it.
    Rule(Application),
}

/// A rule with values for its variables under which all its conditions hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its place among the program's rules.
    pub rule: usize,
    /// The values of its variables; those local to an aggregate have none.
    pub bindings: Vec<Option<Word>>,
    /// For each condition of its body, the step that proves it; none for one that needs no fact.
    pub premises: Vec<Option<usize>>,
}

impl Proof {
    /// How many facts it has.
    pub fn size(&self) -> usize {
        self.steps.len()
    }

    /// How many steps of rules lie between what is given and what is proved: the longest path.
    pub fn height(&self) -> usize {
        let mut heights: Vec<usize> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            heights.push(match &step.reason {
                Reason::Given => 0,
                Reason::Rule(application) => {
                    let premises = application.premises.iter().flatten();
                    1 + premises.filter_map(|&premise| heights.get(premise).copied()).max().unwrap_or(0)
                }
            });
        }
        heights.last().copied().unwrap_or(0)
    }
}
