//! Facts with their evidence, articles and the lens as text.

use super::super::tree::{
    Article, Evidence, Fact, Ground, LensDirective, Name, Retraction, Selection, Speaker, Text,
};
use super::{WIDTH, docs, formula, joined, name_or_quoted, quoted};
use crate::diagnostic::Located;

/// A fact without documentation and final period; each annotation on a line of its own unless all fit on one.
pub(super) fn fact(fact: &Fact) -> String {
    let atom = formula::atom(&fact.atom);
    let claims: Vec<String> = fact.evidence.iter().map(|claim| evidence(&claim.node)).collect();
    let one_line: String =
        std::iter::once(&atom).chain(&claims).map(String::as_str).collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= WIDTH {
        return one_line;
    }
    claims.iter().fold(atom, |text, claim| format!("{text}\n    {claim}"))
}

fn evidence(evidence: &Evidence) -> String {
    let by = (!evidence.by.is_empty()).then(|| format!("by: {}", one_or_many(&evidence.by, speaker)));
    let basis =
        (!evidence.basis.is_empty()).then(|| format!("basis: {}", one_or_many(&evidence.basis, ground)));
    let text =
        |key: &str, value: Option<&Located<Text>>| value.map(|value| format!("{key}{}", quoted(&value.node)));
    let parts: Vec<String> = [
        text("", evidence.quote.as_ref()),
        by,
        text("said: ", evidence.said.as_deref()),
        text("id: ", evidence.id.as_deref()),
        basis,
        text("note: ", evidence.note.as_deref()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let grade = &evidence.grade.node;
    if parts.is_empty() { format!("@{grade}") } else { format!("@{grade}({})", parts.join(", ")) }
}

fn one_or_many<T>(items: &[T], print: impl Fn(&T) -> String) -> String {
    match items {
        [only] => print(only),
        several => format!("[{}]", joined(several, ", ", print)),
    }
}

fn speaker(speaker: &Speaker) -> String {
    match speaker {
        Speaker::Named(name) => quoted(&name.node),
        Speaker::Anonymous(name) => format!("anonymous({})", quoted(&name.node)),
        Speaker::Unsaid(_) => "unsaid".to_owned(),
    }
}

fn ground(ground: &Ground) -> String {
    match ground {
        Ground::Text(words) => quoted(&words.node),
        Ground::Claim(name) => format!("claim({})", quoted(&name.node)),
        Ground::Article(name) => format!("article({})", quoted(&name.node)),
    }
}

/// An article with an entry a line.
pub(super) fn article(article: &Article) -> String {
    let entry =
        |(key, grounds): &(Name, Vec<Ground>)| format!("    {} = {}", key.node, one_or_many(grounds, ground));
    let entries = joined(&article.entries, ",\n", entry);
    let name = name_or_quoted(&article.name.node);
    format!("{}.article {name} {{\n{entries}\n}}", docs(&article.docs))
}

/// A directive of the lens.
pub(super) fn lens(directive: &LensDirective) -> String {
    match directive {
        LensDirective::AsOf(day, false) => format!(".as_of {}", quoted(&day.node)),
        LensDirective::AsOf(day, true) => format!(".as_of {} possibly", quoted(&day.node)),
        LensDirective::At(day) => format!(".at {}", quoted(&day.node)),
        LensDirective::Trust(grade) => format!(".trust {}", name_or_quoted(&grade.node)),
        LensDirective::Articles(chosen) => format!(".articles {}", selection(chosen)),
        LensDirective::Speakers(chosen) => format!(".speakers {}", selection(chosen)),
        LensDirective::Assume(assumed) => format!(".assume {}", fact(assumed)),
        LensDirective::Retract(Retraction::Fact(atom)) => format!(".retract {}", formula::atom(atom)),
        LensDirective::Retract(Retraction::Named(name)) => format!(".retract {}", name_or_quoted(&name.node)),
    }
}

fn selection(selection: &Selection) -> String {
    match selection {
        Selection::All => "all".to_owned(),
        Selection::Only(names) => joined(names, ", ", selected),
        Selection::Except(names) => format!("except {}", joined(names, ", ", selected)),
    }
}

/// A name that must not be taken for a word of the selection.
fn selected(name: &Name) -> String {
    match name.node.as_str() {
        word @ ("all" | "except") => quoted(word),
        other => name_or_quoted(other),
    }
}
