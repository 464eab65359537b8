//! The costs of a run as JSON.

use serde_json::{Value, json};

use crate::engine::Costs;
use crate::engine::costs::{PlanCost, RelationCost, RuleCost, StratumCost};
use crate::plan::Described;

/// All costs.
pub fn value(costs: &Costs) -> Value {
    json!({ "strata": costs.strata.iter().map(stratum).collect::<Vec<_>>() })
}

fn stratum(stratum: &StratumCost) -> Value {
    json!({
        "relations": stratum.relations,
        "rounds": stratum.rounds,
        "seconds": stratum.time.as_secs_f64(),
        "rules": stratum.rules.iter().map(rule).collect::<Vec<_>>(),
        "sizes": stratum.sizes.iter().map(size).collect::<Vec<_>>(),
    })
}

fn rule(RuleCost { rule, tally, plans, .. }: &RuleCost) -> Value {
    json!({
        "rule": rule,
        "evaluations": tally.evaluations,
        "candidates": tally.candidates,
        "new": tally.facts,
        "seconds": tally.time.as_secs_f64(),
        "plans": plans.iter().map(plan).collect::<Vec<_>>(),
    })
}

fn plan(PlanCost { delta, joins }: &PlanCost) -> Value {
    let join = |Described { what, why }: &Described| json!({ "join": what, "why": why });
    json!({ "delta": delta, "joins": joins.iter().map(join).collect::<Vec<_>>() })
}

fn size(RelationCost { relation, rows, table, indexes }: &RelationCost) -> Value {
    json!({ "relation": relation, "rows": rows, "table_bytes": table, "index_bytes": indexes })
}
