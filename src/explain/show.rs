//! Explanations in the form that was asked for.

use super::account::Account;
use super::graph::{dot, mermaid};
use super::sensitivity::{Carried, Sensitivity};
use super::text::{Layout, text};
use super::why::{Explained, Why};
use super::whynot::account::WhyNot;
use super::whynot::text::whynot_text;
use crate::answer::escape::visible;
use crate::diagnostic::counted;

/// The forms of an explanation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Trees of lines.
    #[default]
    Text,
    /// One JSON document.
    Json,
    /// Graphs for Graphviz, one a proof.
    Dot,
    /// Graphs for Mermaid, one a proof.
    Mermaid,
}

/// Why the answers to a question hold, in a form.
pub fn show_why(why: &Why, form: Form, layout: Layout) -> String {
    match form {
        Form::Text => why_text(why, layout),
        Form::Json => document(why),
        Form::Dot => graphs(why, dot),
        Form::Mermaid => graphs(why, mermaid),
    }
}

/// What carries conclusions alone, as text.
fn sensitivity_text(told: &Sensitivity) -> String {
    if told.answers.is_empty() {
        return "nothing to carry: there is no answer (see whynot)\n".to_owned();
    }
    let answers: Vec<String> = told.answers.iter().map(carried).collect();
    let counts = [
        (told.claims, "claim"),
        (told.articles, "article"),
        (told.speakers, "speaker"),
        (told.facts, "fact"),
    ];
    let tried = counts.into_iter().filter(|(count, _)| *count > 0);
    let tried: Vec<String> = tried.map(|(count, noun)| counted(count, noun)).collect();
    let tried = if tried.is_empty() { "nothing".to_owned() } else { tried.join(", ") };
    format!("{}left out one by one: {tried}\n", answers.concat())
}

fn carried(answer: &Carried) -> String {
    let mut lines = format!("{}\n", visible(&answer.fact));
    let kinds = [
        ("claim", &answer.claims),
        ("article", &answer.articles),
        ("speaker", &answer.speakers),
        ("fact", &answer.facts),
    ];
    for (kind, names) in kinds {
        for name in names {
            lines.extend(["    falls without the ", kind, " ", &visible(name), "\n"]);
        }
    }
    if kinds.iter().all(|(_, names)| names.is_empty()) {
        lines.push_str("    nothing carries it alone\n");
    }
    lines
}

/// Why something does not hold, in a form; what is missing has no graph, so the forms other than JSON are text.
pub fn show_whynot(told: &WhyNot, form: Form, layout: Layout) -> String {
    if form == Form::Json { document(told) } else { whynot_text(told, layout) }
}

/// What carries conclusions alone, in a form; a table has no graph, so the forms other than JSON are text.
pub fn show_sensitivity(told: &Sensitivity, form: Form) -> String {
    if form == Form::Json { document(told) } else { sensitivity_text(told) }
}

fn graphs(why: &Why, graph: fn(&Account) -> String) -> String {
    let proofs = why.answers.iter().flat_map(|answer| &answer.proofs);
    proofs.map(graph).collect::<Vec<_>>().join("\n")
}

/// One document on lines of its own.
pub(super) fn document(value: &impl serde::Serialize) -> String {
    // Explanations are structs of texts and numbers, which always have a JSON form.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Why the answers to a question hold, as text; each line ended.
pub fn why_text(why: &Why, layout: Layout) -> String {
    if why.total == 0 {
        return "nothing to explain: there is no answer (see whynot)\n".to_owned();
    }
    let mut parts: Vec<String> = why.answers.iter().map(|answer| explained(answer, layout)).collect();
    let left = why.total - why.answers.len();
    if left > 0 {
        parts.push(format!("… and {left} more {}\n", if left == 1 { "answer" } else { "answers" }));
    }
    parts.join("\n")
}

fn explained(answer: &Explained, layout: Layout) -> String {
    let proofs: Vec<String> = answer.proofs.iter().map(|account| text(account, layout)).collect();
    match (proofs.as_slice(), answer.complete) {
        ([], _) if answer.gone => {
            format!(
                "{}\n    it was derived from rows that have given way since (whynot tells to which)\n",
                answer.fact
            )
        }
        ([], _) => format!("{}\n    no proof without them\n", answer.fact),
        ([only], false) => only.clone(),
        ([only], true) => format!("{only}the only proof\n"),
        (several, complete) => {
            let count = several.len();
            let numbered = several.iter().zip(1..);
            let numbered: Vec<String> =
                numbered.map(|(tree, at)| format!("proof {at} of {count}\n{tree}")).collect();
            let end = if complete { "there are no others" } else { "there may be more" };
            format!("{}\n{end}\n", numbered.join("\n"))
        }
    }
}
