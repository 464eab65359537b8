//! What cannot be put in place: circles of inline relations, their reading and writing, negations that would ask of variables that
//! only the rule put there has, and aggregates, which count rows.

use std::collections::{BTreeMap, BTreeSet};

use super::{Definition, Definitions, atoms};
use crate::diagnostic::{Diagnostic, Span};
use crate::program::messages::{code, shown};
use crate::program::variables::{self, Depth, RuleAt};
use crate::syntax::tree::{Atom, IoDirective, Qualifier, RelationDecl, Term, TermKind};

/// Reports all that is wrong with inline relations and their uses.
pub(super) fn check(
    inline: &[&RelationDecl],
    definitions: &Definitions<'_>,
    rules: &[RuleAt<'_>],
    io: &[(&IoDirective, Span)],
    sink: &mut Vec<Diagnostic>,
) {
    sink.extend(inline.iter().filter(|decl| is_io(decl, io)).map(|decl| read_or_written(decl)));
    sink.extend(cycle(inline, definitions));
    for (rule, _) in rules {
        for (atom, span, negated, aggregated) in atoms(&rule.body) {
            let Some(known) = definitions.get(atom.relation.node.as_str()) else { continue };
            if aggregated {
                sink.push(in_aggregate(atom, span));
            } else if negated {
                sink.extend(under_negation(atom, known, span));
            }
            sink.extend(counter(&atom.terms, atom));
        }
    }
    for (head, body) in definitions.values().flatten().map(|one| (one.head, one.body)) {
        let counted = body.into_iter().flat_map(atoms).find_map(|(atom, ..)| counter(&atom.terms, head));
        sink.extend(counter(&head.terms, head).or(counted));
    }
}

fn is_io(decl: &RelationDecl, io: &[(&IoDirective, Span)]) -> bool {
    let name = &decl.name.node;
    let said = decl
        .qualifiers
        .iter()
        .any(|one| matches!(one.node, Qualifier::Input | Qualifier::Output | Qualifier::Printsize));
    said || io.iter().any(|(directive, _)| directive.relations.iter().any(|one| one.node == *name))
}

fn error(message: String, place: Span, label: &str) -> Diagnostic {
    Diagnostic::error(code::BAD_INLINE, message, place, label)
}

fn read_or_written(decl: &RelationDecl) -> Diagnostic {
    let message = format!("{} is read or written and cannot be inline", shown(&decl.name.node));
    error(message, decl.name.span, "an inline relation has no rows of its own")
        .with_help("take `inline` away: it changes no result")
}

fn in_aggregate(atom: &Atom, place: Span) -> Diagnostic {
    let message = format!("inline relation {} cannot stand in an aggregate", shown(&atom.relation.node));
    error(message, place, "an aggregate ranges over rows")
        .with_help("take `inline` away: it changes no result")
}

/// Why an inline relation cannot be denied here.
fn under_negation(atom: &Atom, definitions: &[Definition<'_>], place: Span) -> Option<Diagnostic> {
    let name = shown(&atom.relation.node);
    if let Some(term) = atom.terms.iter().find(|term| has_wildcard(term)) {
        let message = format!("inline relation {name} cannot be negated with `_`");
        return Some(error(message, term.span, "`!` would ask for a value"));
    }
    let own = definitions.iter().find_map(own_variable)?;
    let message = format!("inline relation {name} cannot be negated");
    let label = format!("a rule of it has `{own}`, which is not in its head");
    Some(error(message, place, &label).with_help("take `inline` away: it changes no result"))
}

fn has_wildcard(term: &Term) -> bool {
    matches!(term.node, TermKind::Wildcard) || term.node.operands().into_iter().any(has_wildcard)
}

/// A variable of the body that the head does not have.
fn own_variable(definition: &Definition<'_>) -> Option<String> {
    let head = variables::of_terms(&definition.head.terms, Depth::Everywhere);
    let body = definition.body.map(|body| variables::of_body(body, Depth::Everywhere)).unwrap_or_default();
    let own = body.iter().find(|one| !head.iter().any(|known| known.node == one.node))?;
    Some(own.node.to_owned())
}

fn counter(terms: &[Term], atom: &Atom) -> Option<Diagnostic> {
    let place = terms.iter().find_map(counter_in)?;
    let message = format!("inline relation {} cannot have a counter", shown(&atom.relation.node));
    Some(error(message, place, "it would count once for each use"))
}

fn counter_in(term: &Term) -> Option<Span> {
    match &term.node {
        TermKind::Counter => Some(term.span),
        other => other.operands().into_iter().find_map(counter_in),
    }
}

/// The first circle of inline relations, at the declaration that comes first.
fn cycle(inline: &[&RelationDecl], definitions: &Definitions<'_>) -> Option<Diagnostic> {
    let uses: BTreeMap<&str, BTreeSet<&str>> =
        definitions.iter().map(|(name, known)| (*name, used(known, definitions))).collect();
    let start = inline.iter().find(|decl| reaches(&decl.name.node, &decl.name.node, &uses))?;
    let others = inline
        .iter()
        .map(|decl| decl.name.node.as_str())
        .filter(|name| reaches(&start.name.node, name, &uses) && reaches(name, &start.name.node, &uses));
    let names: Vec<String> = others.map(shown).collect();
    let message = format!("{} cannot be inline, since it depends on itself", shown(&start.name.node));
    let label = if names.len() > 1 {
        format!("the circle: {}", names.join(", "))
    } else {
        "it stands in its own rules".to_owned()
    };
    Some(error(message, start.name.span, &label).with_help("take `inline` away from one of them"))
}

/// The inline relations in the bodies of some definitions.
fn used<'t>(known: &[Definition<'t>], definitions: &Definitions<'t>) -> BTreeSet<&'t str> {
    let names =
        known.iter().filter_map(|one| one.body).flat_map(atoms).map(|(atom, ..)| atom.relation.node.as_str());
    names.filter(|name| definitions.contains_key(name)).collect()
}

/// Whether one relation needs another by one step or more.
fn reaches(from: &str, to: &str, uses: &BTreeMap<&str, BTreeSet<&str>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = uses.get(from).into_iter().flatten().copied().collect();
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            open.extend(uses.get(at).into_iter().flatten());
        }
    }
    false
}
