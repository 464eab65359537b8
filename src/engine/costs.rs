//! What a run cost: by stratum and by rule, how often something was evaluated, what came of it and how long it took.

use std::time::Duration;

use crate::diagnostic::Span;

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
