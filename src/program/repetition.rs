//! What may be said of a relation only once: how it is kept, where its rows come from and go to, how large it may become.

use std::collections::BTreeMap;

use super::messages::{code, shown};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{IoDirective, IoKind, Name, Qualifier, RelationDecl};

/// The words of which a declaration has at most one.
const REPRESENTATIONS: [&str; 4] = ["btree", "brie", "eqrel", "btree_delete"];

/// Reports words of a declaration that were said before.
pub(super) fn of_qualifiers(decl: &RelationDecl, sink: &mut Vec<Diagnostic>) {
    let mut said: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for qualifier in &decl.qualifiers {
        let Some((group, word)) = group(&qualifier.node) else { continue };
        match said.get(group) {
            Some((first, place)) if *first == word => sink.push(again(decl, word, qualifier.span, *place)),
            Some((first, place)) => {
                let message = format!("{} cannot be both `{first}` and `{word}`", shown(&decl.name.node));
                let label = "a relation is kept in one way";
                let one = Diagnostic::error(code::BAD_QUALIFIER, message, qualifier.span, label);
                sink.push(one.with_label(*place, "declared so here"));
            }
            None => _ = said.insert(group, (word, qualifier.span)),
        }
    }
}

/// The word of a qualifier and what else it excludes.
fn group(qualifier: &Qualifier) -> Option<(&str, &str)> {
    let word = match qualifier {
        Qualifier::Hint(word) => word.as_str(),
        Qualifier::Input => "input",
        Qualifier::Output => "output",
        Qualifier::Printsize => "printsize",
        _ => return None,
    };
    Some((if REPRESENTATIONS.contains(&word) { "representation" } else { word }, word))
}

fn again(decl: &RelationDecl, word: &str, place: Span, first: Span) -> Diagnostic {
    let message = format!("`{word}` is said twice of {}", shown(&decl.name.node));
    Diagnostic::error(code::BAD_QUALIFIER, message, place, "the same word again")
        .with_label(first, "first here")
}

/// Reports a second `.printsize` or `.limitsize` of one relation, and limits that are no number of rows.
pub(super) fn of_directives(directives: &[(&IoDirective, Span)], sink: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(&str, &str), Span> = BTreeMap::new();
    for (directive, span) in directives {
        let word = match directive.kind {
            IoKind::Printsize => ".printsize",
            IoKind::Limitsize => ".limitsize",
            IoKind::Input | IoKind::Output => continue,
        };
        for name in &directive.relations {
            match first.get(&(word, name.node.as_str())) {
                Some(place) => sink.push(second(word, name, *place)),
                None => _ = first.insert((word, &name.node), name.span),
            }
        }
        if directive.kind == IoKind::Limitsize {
            sink.extend(bad_limit(directive, *span));
        }
    }
}

fn second(word: &str, name: &Name, first: Span) -> Diagnostic {
    let message = format!("a second `{word}` of {}", shown(&name.node));
    Diagnostic::error(code::REPEATED_DIRECTIVE, message, name.span, "named again here")
        .with_label(first, "first here")
}

/// What is wrong with the limit of a `.limitsize`.
fn bad_limit(directive: &IoDirective, place: Span) -> Option<Diagnostic> {
    let help = "write a number of rows: `.limitsize r(n=1000)`";
    let Some((_, limit)) = directive.parameters.iter().find(|(key, _)| key.node == "n") else {
        let message = "`.limitsize` without a limit";
        return Some(Diagnostic::error(code::BAD_LIMIT, message, place, "it needs `n`").with_help(help));
    };
    if limit.node.parse::<usize>().is_ok() {
        return None;
    }
    let message = format!("`{}` is no number of rows", limit.node);
    let label = "where the rounds of its stratum are to end";
    Some(Diagnostic::error(code::BAD_LIMIT, message, limit.span, label).with_help(help))
}
