//! What a run cost: as tables for reading, as JSON for programs ([`json`]), as one page of HTML ([`html`]).

pub mod html;
pub mod json;

use std::fmt::Write as _;
use std::path::Path;

use super::table::{Fit, render};
use super::{Cell, Sheet};
use crate::engine::Costs;
use crate::engine::costs::{PlanCost, RelationCost, RuleCost, StratumCost};

/// How many rules the table tells, the dearest first.
const MOST_RULES: usize = 20;
/// Of how many of them the plans are told.
const MOST_PLANS: usize = 3;
/// How many relations the table of sizes tells, the largest first.
const MOST_RELATIONS: usize = 10;

/// The rules that took longest, the plans of the first of them, and the largest relations.
pub fn text(costs: &Costs) -> String {
    if costs.strata.is_empty() {
        return "No rule was evaluated.\n".to_owned();
    }
    let plans: String = dearest(costs).into_iter().take(MOST_PLANS).map(|(_, rule)| plans(rule)).collect();
    format!("{}\n{plans}\n{}", rules(costs), sizes(costs))
}

/// All costs in the form for a file of this name: a page where it ends in `.html`, else JSON.
pub fn document(costs: &Costs, file: &Path) -> String {
    let is_page = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"));
    if is_page { html::page(costs) } else { format!("{:#}\n", json::value(costs)) }
}

/// All rules with their strata, those that took longest first.
fn dearest(costs: &Costs) -> Vec<(&StratumCost, &RuleCost)> {
    let mut rules = Vec::new();
    for stratum in &costs.strata {
        rules.extend(stratum.rules.iter().map(|rule| (stratum, rule)));
    }
    rules.sort_by_key(|(_, rule)| std::cmp::Reverse(rule.tally.time));
    rules
}

/// The relations that were derived, the largest first.
fn largest(costs: &Costs) -> Vec<&RelationCost> {
    let mut relations: Vec<&RelationCost> =
        costs.strata.iter().flat_map(|stratum| &stratum.sizes).filter(|size| size.rows > 0).collect();
    relations.sort_by_key(|size| std::cmp::Reverse(size.table + size.indexes));
    relations
}

fn rules(costs: &Costs) -> String {
    let rules = dearest(costs);
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
    shown(&sheet) + &more(rules.len(), MOST_RULES, "rules")
}

fn sizes(costs: &Costs) -> String {
    let relations = largest(costs);
    let mut sheet = Sheet::new(["relation", "rows", "MB of rows", "MB of indexes"]);
    for size in relations.iter().take(MOST_RELATIONS) {
        let mut row = vec![Cell::Text(size.relation.clone()), Cell::Unsigned(size.rows)];
        row.extend([size.table, size.indexes].map(|bytes| Cell::Text(megabytes(bytes))));
        sheet.rows.push(row);
    }
    shown(&sheet) + &more(relations.len(), MOST_RELATIONS, "relations")
}

fn shown(sheet: &Sheet) -> String {
    render(sheet, Fit { width: None, rows: None, colour: false })
}

fn more(all: usize, most: usize, what: &str) -> String {
    let left = all.saturating_sub(most);
    if left > 0 { format!("and {left} more {what}\n") } else { String::new() }
}

/// The plans of a rule, join by join, with why each join is where it is.
fn plans(rule: &RuleCost) -> String {
    let mut text = String::new();
    for plan in &rule.plans {
        let _ = writeln!(text, "{}{}:", rule.rule, version(plan));
        for join in &plan.joins {
            let _ = writeln!(text, "  {}  [{}]", join.what, join.why);
        }
    }
    text
}

/// Which of the versions of a recursive rule a plan is for.
fn version(plan: &PlanCost) -> String {
    plan.delta.map_or_else(String::new, |at| format!(", new rows in condition {}", at + 1))
}

fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::diagnostic::Span;
    use crate::engine::costs::Tally;
    use crate::plan::Described;

    fn costs() -> Costs {
        let rule = |rule: &str, facts, millis, plans| RuleCost {
            rule: rule.to_owned(),
            span: Span::default(),
            tally: Tally { evaluations: 3, candidates: 10, facts, time: Duration::from_millis(millis) },
            plans,
        };
        let join = |what: &str, why: &str| Described { what: what.to_owned(), why: why.to_owned() };
        let joins = vec![
            join("path(x, y) (the last round's rows)", "what is new comes first"),
            join("edge(=y, z)", "rows expected: 1.5"),
        ];
        let plans = vec![PlanCost { delta: Some(0), joins }];
        let rules = vec![rule("path#1", 5, 1, Vec::new()), rule("path<2>", 4, 20, plans)];
        let (relations, time) = (vec!["path".to_owned()], Duration::from_millis(21));
        let size = RelationCost { relation: "path".to_owned(), rows: 9, table: 3 << 19, indexes: 1 << 20 };
        Costs { strata: vec![StratumCost { relations, rounds: 2, time, rules, sizes: vec![size] }] }
    }

    #[test]
    fn the_dearest_rule_comes_first() {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines: Vec<String> = text(&costs()).lines().map(words).collect();
        assert_eq!(
            lines,
            [
                "rule seconds rounds evaluations candidates new ns each",
                "path<2> 0.020 2 3 10 4 2000000",
                "path#1 0.001 2 3 10 5 100000",
                "",
                "path<2>, new rows in condition 1:",
                "path(x, y) (the last round's rows) [what is new comes first]",
                "edge(=y, z) [rows expected: 1.5]",
                "",
                "relation rows MB of rows MB of indexes",
                "path 9 1.5 1.0",
            ]
        );
        assert_eq!(text(&Costs::default()), "No rule was evaluated.\n");
    }

    #[test]
    fn json_has_every_stratum_rule_plan_and_size() {
        let told = json::value(&costs());
        assert_eq!(told["strata"][0]["relations"][0], "path");
        assert_eq!(told["strata"][0]["rounds"], 2);
        assert_eq!(told["strata"][0]["rules"][1]["new"], 4);
        assert_eq!(told["strata"][0]["rules"][1]["seconds"], 0.02);
        assert_eq!(told["strata"][0]["rules"][1]["plans"][0]["delta"], 0);
        assert_eq!(told["strata"][0]["rules"][1]["plans"][0]["joins"][1]["join"], "edge(=y, z)");
        assert_eq!(told["strata"][0]["sizes"][0]["index_bytes"], 1 << 20);
    }

    #[test]
    fn the_page_holds_all_and_needs_nothing_else() {
        let page = html::page(&costs());
        assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
        for told in ["path&lt;2&gt;", "edge(=y, z)", "rows expected: 1.5", "<td>1.5</td><td>1.0</td>"] {
            assert!(page.contains(told), "{told} in {page}");
        }
        for foreign in ["http", "src=", "<script", "@import", "path<2>"] {
            assert!(!page.contains(foreign), "{foreign}");
        }
    }
}
