//! Why something does not hold, as data.

use serde::Serialize;

use crate::explain::account::{ClaimTold, RuleTold};

/// Why nothing answers a question of one atom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WhyNot {
    /// How many facts answer the question; with any, there is nothing to tell.
    pub answers: usize,
    /// What is missing.
    pub missing: Missing,
    /// Which rows of the relation stand above it or have its place, so that it is not kept whatever rules derive it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outdone: Vec<String>,
    /// What is odd about the question: constants that nothing has in their column, with the nearest that something has.
    pub notes: Vec<String>,
    /// The cases that partial dates leave open.
    pub undetermined: Vec<String>,
    /// What follows and says that it is not so.
    pub denied: Vec<String>,
    /// Changes of the lens under which it would hold, each tried.
    pub would_hold: Vec<String>,
    /// The smallest sets of facts that would make it hold if they were assumed, each tried.
    pub assumptions: Vec<Suggestion>,
    /// Facts each of which may be taken back for it to hold, each tried: a negation that fails rests on them.
    pub retractions: Vec<String>,
    /// How many facts such a set may have; 0 where none was looked for.
    pub together: usize,
    /// Whether the search for such sets ended before it had seen all of them.
    pub cut_short: bool,
}

/// Facts that would make something hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The facts, as `.assume` takes them.
    pub assume: Vec<String>,
}

/// Something that no fact matches, with what stands in the way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// What is missing; `_` for any value.
    pub fact: String,
    /// What its absence means: `closed` or `open`.
    pub world: &'static str,
    /// What became of each rule that could derive it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Attempt>,
    /// Facts that differ from it in one column.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<Near>,
    /// Claims of it that do not count here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Uncounted>,
    /// Whether it was told of before, or lies deeper than was asked for, so that its rules are left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub folded: bool,
}

/// A rule with the values under which it comes closest to deriving what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attempt {
    /// The rule.
    pub rule: RuleTold,
    /// The conditions that hold.
    pub holds: Vec<String>,
    /// The condition that fails.
    pub fails: String,
    /// Why it fails, where that is not plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// What is missing for it, if it asks for a fact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// The conditions that were not reached.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_reached: Vec<String>,
}

/// A fact that differs in one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Near {
    /// The fact.
    pub fact: String,
    /// How it differs.
    pub differs: String,
}

/// A claim that does not count, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Uncounted {
    /// The claim.
    pub claim: ClaimTold,
    /// Why it does not count, and when it would.
    pub because: String,
}
