//! What can be asked: the list of relations, and the description of one.

use std::fmt::Write as _;

use crate::answer::table::{self, Fit};
use crate::answer::{Sheet, escape};
use crate::diagnostic::{SourceMap, Span};
use crate::program::ir::{Program, Relation, RelationId, World};

/// The groups in the order of the list.
const GROUPS: [(&str, Group); 4] = [
    ("What is concluded", Group::Conclusion),
    ("What is concluded on the way", Group::Step),
    ("What is told", Group::Base),
    ("What every program has", Group::BuiltIn),
];

/// Where the rows of a relation come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// From rules, and asked for by itself.
    Conclusion,
    /// From rules, and a step to other conclusions: listed when it is looked for.
    Step,
    /// From the texts.
    Base,
    /// From the evidence layer.
    BuiltIn,
}

/// Whether a relation is a companion that no user can name.
pub fn is_companion(name: &str) -> bool {
    name.contains('@')
}

/// The relations with their columns and the first sentence of their meaning, steps on the way merely counted; with a word, those
/// that have it, and with `all`, every one. `groups` says where each relation
/// stands; those without a group are left out.
pub fn list(program: &Program, groups: &[Option<Group>], word: &str, fit: Fit) -> String {
    let wanted = if word == "all" { String::new() } else { word.to_lowercase() };
    let mut text = String::new();
    for (title, wanted_group) in GROUPS {
        let mut sheet = Sheet::new(["relation", "meaning"]);
        let mut found: Vec<&Relation> = program
            .relations
            .iter()
            .zip(groups)
            .filter(|(_, group)| **group == Some(wanted_group))
            .map(|(relation, _)| relation)
            .filter(|relation| mentions(relation, &wanted))
            .collect();
        if wanted_group == Group::Step && word.is_empty() {
            if !found.is_empty() {
                let _ = writeln!(text, "{title} ({}): .relations all, or .relations WORD", found.len());
            }
            continue;
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        for relation in &found {
            sheet.push([signature(relation), first_sentence(&relation.docs)]);
        }
        if !found.is_empty() {
            let _ = writeln!(text, "{title} ({})", found.len());
            text += &body(&table::render(&sheet, Fit { rows: None, colour: false, ..fit }));
        }
    }
    if text.is_empty() {
        format!("No relation has `{}` in its name or meaning.\n", escape::visible(word))
    } else {
        text
    }
}

/// A table without its header.
fn body(table: &str) -> String {
    table.split_once('\n').map_or_else(String::new, |(_, body)| body.to_owned())
}

fn mentions(relation: &Relation, word: &str) -> bool {
    relation.name.to_lowercase().contains(word)
        || relation.docs.iter().any(|line| line.to_lowercase().contains(word))
}

/// The relation with its columns, as a question has them.
pub fn signature(relation: &Relation) -> String {
    let columns: Vec<&str> = relation.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    format!("{}({})", relation.name, columns.join(", "))
}

/// What a relation means, in short.
pub fn first_sentence(docs: &[String]) -> String {
    let text = docs.join(" ");
    text.split_once(". ").map_or(text.clone(), |(first, _)| format!("{first}."))
}

/// The columns, meaning and rules of a relation, as the sources have them.
pub fn describe(program: &Program, id: RelationId, sources: &SourceMap) -> Option<String> {
    let relation = program.relations.get(id.0)?;
    let columns =
        relation.attributes.iter().map(|attribute| format!("{}: {}", attribute.name, attribute.type_name));
    let columns: Vec<String> = columns.collect();
    let mut text = format!("{}({})", relation.name, columns.join(", "));
    text += match relation.world {
        World::Closed => "  closed: what does not follow is false",
        World::Open => "  open: what does not follow is merely not said",
        World::Undeclared => "",
    };
    text.push('\n');
    for line in relation.docs.iter() {
        let _ = writeln!(text, "  {line}");
    }
    if let Some(companion) = relation.undetermined.and_then(|id| program.relations.get(id.0)) {
        let _ = writeln!(text, "  Cases that partial dates leave open are in {}.", signature(companion));
    }
    if let Some(companion) = relation.denied.and_then(|id| program.relations.get(id.0)) {
        let _ = writeln!(text, "  What is told not to be so is in {}.", signature(companion));
    }
    if let Some((file, line, _)) = sources.position(relation.span) {
        let _ = writeln!(text, "  declared at {file}:{line}");
    }
    // Rules split from one statement are neighbours and share its span.
    let mut spans: Vec<Span> =
        program.rules.iter().filter(|rule| rule.head == id).map(|rule| rule.span).collect();
    spans.dedup();
    for span in spans {
        if let Some((file, line, _)) = sources.position(span) {
            let _ = writeln!(text, "\n// {file}:{line}\n{}", source_text(sources, span));
        }
    }
    Some(text)
}

fn source_text(sources: &SourceMap, span: Span) -> String {
    let text =
        sources.get(span.source).and_then(|source| source.text.get(span.start as usize..span.end as usize));
    text.unwrap_or_default()
        .lines()
        .map(|line| escape::visible(line).into_owned())
        .collect::<Vec<_>>()
        .join("\n")
}
