//! The contextual words, each list in one place, with the message for a word that is on none.

use super::codes;
use super::tree::{AggregateKind, Text};
use crate::diagnostic::suggest::suggest;
use crate::diagnostic::{Diagnostic, Located, Span};

/// The directives that Soufflé has too.
pub(super) const SOUFFLE_DIRECTIVES: [&str; 14] = [
    "type",
    "decl",
    "input",
    "output",
    "printsize",
    "limitsize",
    "include",
    "pragma",
    "comp",
    "init",
    "override",
    "functor",
    "lattice",
    "plan",
];

/// Soufflé's directives that newer programs do without.
pub(super) const OLD_DIRECTIVES: [&str; 3] = ["symbol_type", "number_type", "once"];

/// The additions, with underscores.
pub(super) const ADDED_DIRECTIVES: [&str; 10] =
    ["article", "as_of", "at", "trust", "articles", "speakers", "assume", "retract", "test", "expect"];

/// The directives that a misspelt one may have been.
pub(super) fn directives() -> Vec<&'static str> {
    [SOUFFLE_DIRECTIVES.as_slice(), ADDED_DIRECTIVES.as_slice()].concat()
}

/// The directives that stand inside a test.
pub(super) const STEPS: [&str; 8] =
    ["as_of", "at", "trust", "articles", "speakers", "assume", "retract", "expect"];

/// The grades of certainty, and the denial.
pub(super) const GRADES: [&str; 5] = ["confirmed", "announced", "expected", "possible", "denied"];

/// The keys of `.article`.
pub(super) const ARTICLE_KEYS: [&str; 5] = ["file", "outlet", "relays", "published", "basis"];

/// The keys of a claim's annotation.
pub(super) const EVIDENCE_KEYS: [&str; 5] = ["by", "said", "id", "basis", "note"];

/// The keys of `@{…}`.
pub(super) const FIELD_KEYS: [&str; 7] =
    ["certainty", "article", "by", "origin", "published", "said", "claim"];

/// The words after a relation's attributes.
pub(super) const QUALIFIERS: [&str; 18] = [
    "closed",
    "open",
    "undetermined",
    "denied",
    "assumable",
    "input",
    "output",
    "printsize",
    "inline",
    "no_inline",
    "magic",
    "no_magic",
    "brie",
    "btree",
    "btree_delete",
    "eqrel",
    "override",
    "overridable",
];

const AGGREGATES: [AggregateKind; 5] =
    [AggregateKind::Count, AggregateKind::Sum, AggregateKind::Min, AggregateKind::Max, AggregateKind::Mean];

/// The names of the aggregate functions.
pub(super) fn aggregate_names() -> impl Iterator<Item = &'static str> {
    AGGREGATES.into_iter().map(aggregate_name)
}

/// The aggregate function of a name.
pub(super) fn aggregate(name: &str) -> Option<AggregateKind> {
    AGGREGATES.into_iter().find(|kind| aggregate_name(*kind) == name)
}

/// The name of an aggregate function.
pub(super) fn aggregate_name(kind: AggregateKind) -> &'static str {
    match kind {
        AggregateKind::Count => "count",
        AggregateKind::Sum => "sum",
        AggregateKind::Min => "min",
        AggregateKind::Max => "max",
        AggregateKind::Mean => "mean",
    }
}

/// The message for a word that is not on its list, with the nearest that is, or else the whole list.
pub(super) fn unknown(code: &'static str, noun: &str, word: &str, place: Span, known: &[&str]) -> Diagnostic {
    unlisted(Diagnostic::error(code, format!("unknown {noun} `{word}`"), place, ""), word, known, "")
}

/// The same for a key of an article, claim or annotation; a word that columns have for what a key binds leads to that key.
pub(super) fn unknown_key(word: &str, place: Span, known: &[&str]) -> Diagnostic {
    let meant = match word {
        "speaker" | "who" | "holder" => "by",
        "grade" => "certainty",
        "day" => "said",
        _ => "",
    };
    if known.contains(&meant) {
        let message = format!("unknown key `{word}`");
        return Diagnostic::error(codes::UNKNOWN_KEY, message, place, "")
            .with_help(format!("did you mean `{meant}`?"));
    }
    unknown(codes::UNKNOWN_KEY, "key", word, place, known)
}

/// The same for a directive, which is shown with its dot.
pub(super) fn unknown_directive(word: &str, place: Span, known: &[&str]) -> Diagnostic {
    let message = format!("unknown directive `.{word}`");
    unlisted(Diagnostic::error(codes::UNKNOWN_DIRECTIVE, message, place, ""), word, known, ".")
}

fn unlisted(diagnostic: Diagnostic, word: &str, known: &[&str], dot: &str) -> Diagnostic {
    let help = match suggest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{dot}{near}`?"),
        None => format!("known are {}", listed(known, dot)),
    };
    diagnostic.with_help(help)
}

/// The message for a grade that is none.
pub(super) fn unknown_grade(grade: &Located<Text>) -> Option<Diagnostic> {
    let known = GRADES.contains(&grade.node.as_str());
    (!known).then(|| unknown(codes::UNKNOWN_GRADE, "grade", &grade.node, grade.span, &GRADES))
}

/// The message for a level of trust that is no grade. A denial is one, and is refused by the lens, which says why.
pub(super) fn unknown_level(level: &Located<Text>) -> Option<Diagnostic> {
    let known = GRADES.contains(&level.node.as_str());
    let levels = GRADES.split_last().map_or(&[][..], |(_, levels)| levels);
    (!known).then(|| unknown(codes::UNKNOWN_GRADE, "level of trust", &level.node, level.span, levels))
}

fn listed(words: &[&str], dot: &str) -> String {
    words.iter().map(|word| format!("`{dot}{word}`")).collect::<Vec<_>>().join(", ")
}
