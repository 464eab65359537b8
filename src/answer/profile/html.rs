//! The costs of a run as one page of HTML that needs nothing beside it.

use std::fmt::Write as _;

use super::{dearest, largest, megabytes, version};
use crate::answer::escape::html as escaped;
use crate::engine::Costs;
use crate::engine::costs::{PlanCost, RuleCost, StratumCost};

const STYLE: &str = "\
body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }
table { border-collapse: collapse; margin: 0.5em 0 2em; }
th, td { padding: 0.2em 0.8em; text-align: right; border-bottom: 1px solid #8884; vertical-align: top; }
th:first-child, td:first-child { text-align: left; }
td.share { min-width: 12em; text-align: left; }
td.share span { display: inline-block; height: 0.8em; background: #4a7db8; }
details ol { text-align: left; margin: 0.3em 0; }
small { color: #777; }
:root { color-scheme: light dark; }
";

/// The page.
pub fn page(costs: &Costs) -> String {
    let seconds: f64 = costs.strata.iter().map(|stratum| stratum.time.as_secs_f64()).sum();
    let facts: u64 = dearest(costs).iter().map(|(_, rule)| rule.tally.facts).sum();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Profile</title>\n<style>\n{STYLE}</style>\n\
         <h1>Profile</h1>\n<p>{facts} facts derived in {seconds:.3} s, in {} strata.</p>\n{}{}{}</html>\n",
        costs.strata.len(),
        rules(costs, seconds),
        relations(costs),
        strata(costs),
    )
}

fn rules(costs: &Costs, all: f64) -> String {
    let mut text = String::from(
        "<h2>Rules</h2>\n<table>\n<tr><th>rule<th>seconds<th>share<th>evaluations<th>candidates<th>new\n",
    );
    for (_, rule) in dearest(costs) {
        let RuleCost { tally, .. } = rule;
        let seconds = tally.time.as_secs_f64();
        let share = if all > 0.0 { (100.0 * seconds / all).min(100.0) } else { 0.0 };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "<tr><td>{}{}</td><td>{seconds:.3}</td><td class=\"share\"><span style=\"width:{share:.1}%\"></span></td>\
             <td>{}</td><td>{}</td><td>{}</td>",
            escaped(&rule.rule),
            plans(&rule.plans),
            tally.evaluations,
            tally.candidates,
            tally.facts,
        );
    }
    text + "</table>\n"
}

/// The plans, folded away.
fn plans(plans: &[PlanCost]) -> String {
    let mut text = String::new();
    for plan in plans {
        let _ = write!(text, "<details><summary><small>plan{}</small></summary><ol>", version(plan));
        for join in &plan.joins {
            let _ = write!(
                text,
                "<li><code>{}</code> <small>{}</small></li>",
                escaped(&join.what),
                escaped(&join.why)
            );
        }
        text += "</ol></details>";
    }
    text
}

fn relations(costs: &Costs) -> String {
    let mut text = String::from(
        "<h2>Relations</h2>\n<table>\n<tr><th>relation<th>rows<th>MB of rows<th>MB of indexes\n",
    );
    for size in largest(costs) {
        let (name, rows) = (escaped(&size.relation), size.rows);
        let (table, indexes) = (megabytes(size.table), megabytes(size.indexes));
        let _ = writeln!(text, "<tr><td>{name}</td><td>{rows}</td><td>{table}</td><td>{indexes}</td>");
    }
    text + "</table>\n"
}

fn strata(costs: &Costs) -> String {
    let mut text = String::from("<h2>Strata</h2>\n<table>\n<tr><th>relations<th>rounds<th>seconds\n");
    for StratumCost { relations, rounds, time, .. } in &costs.strata {
        let names = escaped(&relations.join(", "));
        let _ = writeln!(text, "<tr><td>{names}</td><td>{rounds}</td><td>{:.3}</td>", time.as_secs_f64());
    }
    text + "</table>\n"
}
