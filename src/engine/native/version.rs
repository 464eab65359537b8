//! Rules as a run evaluates them: one version for each atom that is to see the last round's rows.

use std::borrow::Cow;

use super::statistics::{is_alike, relations};
use crate::plan::{Linked, Plan, linked};
use crate::program::ir::{RelationId, Rule};
use crate::store::Table;

/// So few rows of a round are as good as none when it is asked whether a plan suits another round.
const FEW: usize = 64;

/// A rule with the atom that is to see the last round's rows, and its latest plan.
pub(super) struct Version<'p> {
    /// Its number in the program, if it is one of the program's rules.
    pub(super) at: Option<usize>,
    pub(super) rule: Cow<'p, Rule>,
    pub(super) delta: Option<usize>,
    /// The rule that is evaluated in its place, where values are united through a link.
    pub(super) linked: Option<Linked>,
    /// Whether it asks for the number of the round.
    pub(super) asks_round: bool,
    /// The relations on whose sizes the plan depends.
    pub(super) reads: Vec<RelationId>,
    pub(super) plan: Option<(Plan, Vec<usize>)>,
    /// How many rows of the last round there were when it was made, if it depends on that.
    pub(super) new_rows: Option<usize>,
    /// How many rows were looked at when it was evaluated last.
    pub(super) looked_at: u64,
    /// How many rows were looked at in all evaluations, and of how many on it may pay to join atoms beforehand.
    pub(super) work: u64,
    pub(super) fold_at: u64,
    /// Whether it was asked already which values are best computed beforehand.
    pub(super) is_computed: bool,
}

impl<'p> Version<'p> {
    pub(super) fn new(at: Option<usize>, rule: Cow<'p, Rule>, delta: Option<usize>) -> Self {
        let (reads, asks_round) = (relations(&rule.body), rule.asks_round());
        let fold_at = if delta.is_some() && !asks_round { 0 } else { u64::MAX };
        let (linked, plan, new_rows, looked_at, work) = (None, None, None, 0, 0);
        let is_computed = asks_round;
        Self {
            at,
            rule,
            delta,
            linked,
            asks_round,
            reads,
            plan,
            new_rows,
            looked_at,
            work,
            fold_at,
            is_computed,
        }
    }

    /// The two versions that do for one whose rule unites values through a link of an equivalence, or else the version itself.
    pub(super) fn by_links(self, is_equivalence: &dyn Fn(RelationId) -> bool) -> Vec<Self> {
        match linked(&self.rule, self.delta, is_equivalence) {
            None => vec![self],
            Some(both) => {
                let version = |linked| Self {
                    linked: Some(linked),
                    fold_at: u64::MAX,
                    is_computed: true,
                    ..Self::new(self.at, self.rule.clone(), self.delta)
                };
                both.map(version).into()
            }
        }
    }

    /// Whether it has a plan that still suits the sizes of its relations, and so many rows of the last round.
    pub(super) fn suits(&self, tables: &[Table], new_rows: usize) -> bool {
        let sizes_alike = |(then, now): (&usize, &RelationId)| is_alike(*then, tables[now.0].len());
        let rounds_alike = self.new_rows.is_none_or(|then| is_alike(then.max(FEW), new_rows.max(FEW)));
        rounds_alike
            && self.plan.as_ref().is_some_and(|(_, then)| then.iter().zip(&self.reads).all(sizes_alike))
    }
}

/// The rules by which rows of a relation go.
pub(super) struct Subsumption<'p> {
    pub(super) relation: RelationId,
    /// What they say of rows of the round.
    pub(super) new: Vec<Version<'p>>,
    /// What they say of older rows.
    pub(super) old: Vec<Version<'p>>,
}
