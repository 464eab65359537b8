//! Proofs as graphs: DOT for Graphviz, and Mermaid. Arrows lead from a fact to what it rests on.

use std::fmt::Write as _;

use super::account::{Account, ClaimTold, Condition, Ground, Told};
use crate::answer::escape::visible;

/// A graph in the making: what both languages share.
struct Graph {
    nodes: Vec<Node>,
    edges: Vec<(String, String)>,
}

struct Node {
    id: String,
    lines: Vec<String>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Derived,
    Given,
    Condition,
}

/// A proof in the language of Graphviz.
pub fn dot(account: &Account) -> String {
    let graph = Graph::of(account);
    let mut text = String::from("digraph proof {\n  node [fontname=\"sans-serif\"];\n");
    for node in &graph.nodes {
        let shape = match node.kind {
            Kind::Derived => "box",
            Kind::Given => "note",
            Kind::Condition => "plaintext",
        };
        let lines: Vec<String> =
            node.lines.iter().map(|line| visible(line).replace('\\', "\\\\").replace('"', "\\\"")).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {} [shape={shape}, label=\"{}\"];", node.id, lines.join("\\n"));
    }
    for (from, to) in &graph.edges {
        let _ = writeln!(text, "  {from} -> {to};");
    }
    text + "}\n"
}

/// A proof in the language of Mermaid.
pub fn mermaid(account: &Account) -> String {
    let graph = Graph::of(account);
    let mut text = String::from("flowchart TD\n");
    for node in &graph.nodes {
        let (open, close) = match node.kind {
            Kind::Derived => ("[", "]"),
            Kind::Given => ("([", "])"),
            Kind::Condition => ("{{", "}}"),
        };
        let lines: Vec<String> = node.lines.iter().map(|line| entities(line)).collect();
        let _ = writeln!(text, "  {}{open}\"{}\"{close}", node.id, lines.join("<br/>"));
    }
    for (from, to) in &graph.edges {
        let _ = writeln!(text, "  {from} --> {to}");
    }
    text
}

/// The text with what Mermaid would read as markup written as entities.
fn entities(line: &str) -> String {
    let mut text = String::new();
    for character in visible(line).chars() {
        match character {
            '"' | '<' | '>' | '&' | '#' | '`' => drop(write!(text, "#{};", u32::from(character))),
            other => text.push(other),
        }
    }
    text
}

impl Graph {
    fn of(account: &Account) -> Self {
        let mut graph = Self { nodes: Vec::new(), edges: Vec::new() };
        for (at, step) in account.steps.iter().enumerate().rev() {
            graph.step(at, step);
        }
        graph
    }

    fn step(&mut self, at: usize, step: &Told) {
        let id = format!("s{at}");
        let mut lines = vec![step.fact.clone()];
        lines.extend(step.rule.iter().map(|rule| match &rule.place {
            Some(place) => format!("{}, {place}", rule.name),
            None => rule.name.clone(),
        }));
        lines.extend(step.grounds.iter().map(ground));
        let kind = if step.rule.is_some() { Kind::Derived } else { Kind::Given };
        self.nodes.push(Node { id: id.clone(), lines, kind });
        for (place, condition) in step.conditions.iter().enumerate() {
            let to = match condition {
                Condition::Fact { step } => format!("s{step}"),
                other => self.condition(format!("s{at}c{place}"), other),
            };
            self.edges.push((id.clone(), to));
        }
    }

    fn condition(&mut self, id: String, condition: &Condition) -> String {
        let lines = match condition {
            Condition::Absent { fact, world, .. } => vec![format!("no {fact}"), format!("({world})")],
            Condition::Test { text, compared } => {
                std::iter::once(text.clone()).chain(compared.clone()).collect()
            }
            Condition::Aggregate { text, members, total } => {
                let left = total - members.len();
                let more = (left > 0).then(|| format!("… and {left} more"));
                std::iter::once(text.clone()).chain(members.iter().cloned()).chain(more).collect()
            }
            Condition::Fact { .. } => Vec::new(),
        };
        self.nodes.push(Node { id: id.clone(), lines, kind: Kind::Condition });
        id
    }
}

fn ground(ground: &Ground) -> String {
    match ground {
        Ground::Claim(ClaimTold { name, certainty, quote, .. }) => match quote {
            Some(quote) => format!("{name} ({certainty}): “{quote}”"),
            None => format!("{name} ({certainty})"),
        },
        Ground::Assumption { name, certainty } => format!("{name} ({certainty})"),
        other => other.place(),
    }
}
