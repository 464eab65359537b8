//! What a run cost: by stratum and by rule, how often something was evaluated, what came of it and how long it took.

use std::time::Duration;

use crate::diagnostic::Span;
use crate::plan::Described;

/// The costs of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// The strata in which anything was done, in order.
    pub strata: Vec<StratumCost>,
}

/// The costs of a stratum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StratumCost {
    /// The relations that it completes.
    pub relations: Vec<String>,
    /// Rounds after the first.
    pub rounds: u64,
    /// How long it took.
    pub time: Duration,
    /// Its rules, in the order of the program.
    pub rules: Vec<RuleCost>,
    /// What the relations that it completes took when it was complete.
    pub sizes: Vec<RelationCost>,
}

/// What a relation takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationCost {
    /// Its name.
    pub relation: String,
    /// How many rows it has.
    pub rows: u64,
    /// About how many bytes its table takes.
    pub table: u64,
    /// About how many bytes its indexes take, as far as they were made by then.
    pub indexes: u64,
}

/// How a rule was evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanCost {
    /// The atom of the body, counted from 0, that saw only the last round's rows, in a recursive rule.
    pub delta: Option<usize>,
    /// The joins of the latest plan, in order.
    pub joins: Vec<Described>,
}

/// The costs of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCost {
    /// Its name.
    pub rule: String,
    /// Where it stands.
    pub span: Span,
    /// What it was evaluated for: how often, with what result, in what time.
    pub tally: Tally,
    /// The latest plan for each of its recursive atoms, or the only one.
    pub plans: Vec<PlanCost>,
}

/// What evaluations of a rule came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many evaluations; a recursive rule has one for each of its recursive atoms and each round with new rows of it.
    pub evaluations: u64,
    /// How many rows it derived, known ones among them.
    pub candidates: u64,
    /// How many of these were new.
    pub facts: u64,
    /// How long that took, indexes included.
    pub time: Duration,
}
