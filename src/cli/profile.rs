//! `--profile`: what a run cost, as a table for reading and as JSON for programs.

use serde_json::{Value, json};

use crate::answer::table::{Fit, render};
use crate::answer::{Cell, Sheet};
use crate::engine::Costs;
use crate::engine::costs::{RuleCost, StratumCost};

/// How many rules the table tells, the dearest first.
const MOST_RULES: usize = 20;

/// The rules that took longest, as a table.
pub fn table(costs: &Costs) -> String {
    let mut rules: Vec<(&StratumCost, &RuleCost)> = costs
        .strata
        .iter()
        .flat_map(|stratum| stratum.rules.iter().map(move |rule| (stratum, rule)))
        .collect();
    rules.sort_by_key(|(_, rule)| std::cmp::Reverse(rule.tally.time));
    let mut sheet = Sheet::new(["rule", "seconds", "rounds", "evaluations", "candidates", "new", "ns each"]);
    for (stratum, RuleCost { rule, tally, .. }) in rules.iter().take(MOST_RULES) {
        let each = tally.time.as_nanos() / u128::from(tally.candidates.max(1));
        let counts = [stratum.rounds, tally.evaluations, tally.candidates, tally.facts];
        let seconds = format!("{:.3}", tally.time.as_secs_f64());
        let mut row = vec![Cell::Text(rule.clone()), Cell::Text(seconds)];
        row.extend(counts.map(Cell::Unsigned));
        row.push(Cell::Unsigned(u64::try_from(each).unwrap_or(u64::MAX)));
        sheet.rows.push(row);
    }
    let left = rules.len().saturating_sub(MOST_RULES);
    let rest = if left > 0 { format!("and {left} more rules\n") } else { String::new() };
    format!("{}{rest}", render(&sheet, Fit { width: None, rows: None, colour: false }))
}

/// All costs.
pub fn json(costs: &Costs) -> Value {
    let rule = |RuleCost { rule, tally, .. }: &RuleCost| {
        json!({
            "rule": rule,
            "evaluations": tally.evaluations,
            "candidates": tally.candidates,
            "new": tally.facts,
            "seconds": tally.time.as_secs_f64(),
        })
    };
    let stratum = |stratum: &StratumCost| {
        json!({
            "relations": stratum.relations,
            "rounds": stratum.rounds,
            "seconds": stratum.time.as_secs_f64(),
            "rules": stratum.rules.iter().map(rule).collect::<Vec<_>>(),
        })
    };
    json!({ "strata": costs.strata.iter().map(stratum).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::diagnostic::Span;
    use crate::engine::costs::Tally;

    fn costs() -> Costs {
        let rule = |rule: &str, facts, millis| RuleCost {
            rule: rule.to_owned(),
            span: Span::default(),
            tally: Tally { evaluations: 3, candidates: 10, facts, time: Duration::from_millis(millis) },
        };
        let rules = vec![rule("path#1", 5, 1), rule("path#2", 4, 20)];
        let (relations, time) = (vec!["path".to_owned()], Duration::from_millis(21));
        Costs { strata: vec![StratumCost { relations, rounds: 2, time, rules }] }
    }

    #[test]
    fn the_dearest_rule_comes_first() {
        let lines: Vec<String> = table(&costs())
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            lines,
            [
                "rule seconds rounds evaluations candidates new ns each",
                "path#2 0.020 2 3 10 4 2000000",
                "path#1 0.001 2 3 10 5 100000",
            ]
        );
    }

    #[test]
    fn json_has_every_stratum_and_rule() {
        let told = json(&costs());
        assert_eq!(told["strata"][0]["relations"][0], "path");
        assert_eq!(told["strata"][0]["rounds"], 2);
        assert_eq!(told["strata"][0]["rules"][1]["new"], 4);
        assert_eq!(told["strata"][0]["rules"][1]["seconds"], 0.02);
    }
}
