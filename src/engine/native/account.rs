//! The costs of a finished stratum: what its rules did by which plans, and what its relations take.

use std::time::Duration;

use super::run::Run;
use super::version::Version;
use crate::engine::costs::{PlanCost, RelationCost, RuleCost, StratumCost};
use crate::plan::{Describer, Given, View};
use crate::program::ir::{RelationId, Stratum};

impl Run<'_> {
    /// Tells whoever watches that this round of a stratum begins.
    pub(super) fn report(&self, stratum: &Stratum, round: u64) {
        let Some(live) = self.progress.live() else { return };
        let strata = &self.program.strata;
        let at = strata.iter().position(|other| std::ptr::eq(other, stratum)).unwrap_or_default();
        let delta = |id: &RelationId| self.relations.range(*id, View::Delta).len();
        let growing = stratum.relations.iter().copied().max_by_key(delta);
        let name = growing.map_or("", |id| self.program.relations[id.0].name.as_str());
        live.tell(at + 1, strata.len(), round, name);
    }

    /// The costs of a finished stratum, if it has rules and anybody wants to know.
    pub(super) fn cost(
        &self,
        stratum: &Stratum,
        versions: &[Version],
        rounds: u64,
        time: Duration,
    ) -> Option<StratumCost> {
        let rule_cost = |&at: &usize| {
            let rule = &self.program.rules[at];
            let plans = versions.iter().filter(|version| version.at == Some(at));
            let plans = plans.filter_map(|version| self.plan_cost(version)).collect();
            RuleCost { rule: rule.name.to_string(), span: rule.span, tally: self.progress.tally(at), plans }
        };
        let name = |id: &RelationId| self.program.relations[id.0].name.to_string();
        (!stratum.rules.is_empty() && self.progress.wants_costs()).then(|| StratumCost {
            relations: stratum.relations.iter().map(name).collect(),
            rounds,
            time,
            rules: stratum.rules.iter().map(rule_cost).collect(),
            sizes: stratum.relations.iter().map(|&id| self.size(id)).collect(),
        })
    }

    fn plan_cost(&self, version: &Version) -> Option<PlanCost> {
        let (plan, _) = version.plan.as_ref()?;
        let tables = &self.relations.tables;
        let expected_rows =
            |id: RelationId, given: &[Given]| self.statistics.expected_rows(id, given, tables);
        let Self { program, dictionary, .. } = *self;
        let rule = version.linked.as_ref().map_or(version.rule.as_ref(), |linked| &linked.rule);
        let describer = Describer {
            program,
            rule,
            dictionary,
            expected_rows: &expected_rows,
            joined: self.folded.joined(),
        };
        Some(PlanCost { delta: version.delta, joins: describer.describe(plan) })
    }

    fn size(&self, id: RelationId) -> RelationCost {
        let table = &self.relations.tables[id.0];
        RelationCost {
            relation: self.program.relations[id.0].name.to_string(),
            rows: table.len() as u64,
            table: table.bytes() as u64,
            indexes: self.relations.index_bytes(id),
        }
    }
}
