//! Test blocks as text, a step a line.

use super::super::tree::{Body, Expectation, Term, Test, TestStep};
use super::{docs, evidence, formula, joined, quoted};
use crate::diagnostic::Located;

/// A whole block.
pub(super) fn test(test: &Test) -> String {
    let steps = joined(&test.steps, "", |node| format!("    {}\n", step(&node.node)));
    format!("{}.test {} {{\n{steps}}}", docs(&test.docs), quoted(&test.title.node))
}

fn step(step: &TestStep) -> String {
    match step {
        TestStep::Lens(directive) => evidence::lens(directive),
        TestStep::Expect(expectation) => format!(".expect {}", self::expectation(expectation)),
    }
}

fn expectation(expectation: &Expectation) -> String {
    match expectation {
        Expectation::Some(body) => plain(body),
        Expectation::Certainty(atom, grade) => format!("{} @{}", formula::atom(atom), grade.node),
        Expectation::None(body) => format!("none {}", formula::body(body)),
        Expectation::Exactly(body, rows) => {
            format!("exactly {} {{ {} }}", formula::body(body), joined(rows, ", ", row))
        }
        Expectation::Undetermined(atom) => format!("undetermined {}", formula::atom(atom)),
        Expectation::Denied(atom) => format!("denied {}", formula::atom(atom)),
    }
}

/// A body that begins with a variable called like a word of expectations has its first literal in parentheses.
fn plain(body: &Body) -> String {
    let text = formula::body(body);
    let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    let after = text.get(word.len()..).unwrap_or("");
    let first = body.alternatives.iter().flatten().next().map(|first| formula::literal(&first.node));
    match first.and_then(|first| Some(format!("({first}){}", text.strip_prefix(&first)?))) {
        Some(parted) if EXPECTATIONS.contains(&word) && after.starts_with(' ') => parted,
        _ => text,
    }
}

/// The words that say what kind of expectation follows.
const EXPECTATIONS: [&str; 4] = ["none", "exactly", "undetermined", "denied"];

fn row(row: &Located<Vec<Term>>) -> String {
    format!("({})", joined(&row.node, ", ", formula::term))
}
