//! `inline` relations: where one is used, the bodies of its rules are put in its place.
//!
//! What follows is the same; but a rule of an inline relation may leave a variable to be given a value where it is used. [`check`]
//! refuses what cannot be put in place, as Soufflé does, [`place`] puts it there, [`rename`] keeps the variables apart.

mod check;
mod place;
mod rename;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::ir::{Kind, Relation, RelationId, Rule};
use super::messages::code;
use super::needed::read_by;
use super::variables::RuleAt;
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::syntax::tree::{self, Atom, Body, IoDirective, Literal, Qualifier, RelationDecl, Text};

/// What an inline relation stands for: one head and body each.
type Definitions<'t> = BTreeMap<&'t str, Vec<Definition<'t>>>;

/// One fact or rule of an inline relation.
struct Definition<'t> {
    head: &'t Atom,
    /// None of a fact.
    body: Option<&'t Body>,
}

/// The rules with inline relations replaced, if anything is inline and can be.
pub(super) struct Inlined<'t> {
    /// Those that name no inline relation are as they were.
    pub(super) rules: Vec<(Cow<'t, tree::Rule>, Span)>,
    /// The relations of which nothing is left in any body.
    pub(super) relations: BTreeSet<Text>,
}

/// Puts the rules of inline relations in place. None when no relation is inline or what is wrong with them was reported.
pub(super) fn inlined<'t>(
    decls: &[&'t RelationDecl],
    excluded: &[&str],
    facts: &[&'t Atom],
    rules: &[RuleAt<'t>],
    io: &[(&'t IoDirective, Span)],
    sink: &mut Vec<Diagnostic>,
) -> Option<Inlined<'t>> {
    let inline: Vec<&RelationDecl> = decls.iter().copied().filter(|decl| is_inline(decl, excluded)).collect();
    if inline.is_empty() {
        return None;
    }
    let definitions = definitions(&inline, facts, rules);
    let before = sink.len();
    check::check(&inline, &definitions, rules, io, sink);
    if sink.len() > before {
        return None;
    }
    let is_inline = |atom: &Atom| definitions.contains_key(atom.relation.node.as_str());
    let replaced = rules.iter().map(|(rule, span)| {
        if !atoms(&rule.body).into_iter().any(|(atom, ..)| is_inline(atom)) {
            return (Cow::Borrowed(*rule), *span);
        }
        let mut places = place::Places::new(&definitions, rule);
        let body = places.body(&rule.body);
        if places.is_too_much() {
            sink.push(too_much(*span));
        }
        let (docs, heads, plan) = (rule.docs.clone(), rule.heads.clone(), rule.plan.clone());
        (Cow::Owned(tree::Rule { docs, heads, body, plan }), *span)
    });
    let rules = replaced.collect();
    Some(Inlined { rules, relations: definitions.keys().map(Text::new).collect() })
}

/// Marks the inline relations that nothing names any more: no rule, and no other relation as its companion or to keep its rounds.
pub(super) fn set_apart(
    decls: &[&RelationDecl],
    excluded: &[&str],
    rules: &[Rule],
    relations: &mut [Relation],
) {
    let named: BTreeSet<RelationId> =
        read_by(rules).into_iter().chain(relations.iter().flat_map(named)).collect();
    let inline: BTreeSet<&str> =
        decls.iter().filter(|decl| is_inline(decl, excluded)).map(|decl| decl.name.node.as_str()).collect();
    for (at, relation) in relations.iter_mut().enumerate() {
        relation.in_place =
            relation.derived && inline.contains(relation.name.as_str()) && !named.contains(&RelationId(at));
    }
}

/// The relations that a declaration names, or its rules of subsumption.
fn named(relation: &Relation) -> Vec<RelationId> {
    let mut named = read_by(relation.kind.subsumptions());
    named.extend([relation.undetermined, relation.denied].into_iter().flatten());
    if let Kind::Rounds { of, .. } = &relation.kind {
        named.push(*of);
    }
    named
}

/// Whether a relation is to be put in place; `no_inline` and the pragma `inline-exclude` have the last word.
fn is_inline(decl: &RelationDecl, excluded: &[&str]) -> bool {
    let has = |word: &str| {
        decl.qualifiers.iter().any(|one| matches!(&one.node, Qualifier::Hint(hint) if hint == word))
    };
    has("inline") && !has("no_inline") && !excluded.contains(&decl.name.node.as_str())
}

fn definitions<'t>(inline: &[&'t RelationDecl], facts: &[&'t Atom], rules: &[RuleAt<'t>]) -> Definitions<'t> {
    let mut definitions: Definitions<'t> =
        inline.iter().map(|decl| (decl.name.node.as_str(), Vec::new())).collect();
    let heads = rules.iter().flat_map(|(rule, _)| rule.heads.iter().map(|head| (head, Some(&rule.body))));
    for (head, body) in facts.iter().map(|fact| (*fact, None)).chain(heads) {
        if let Some(known) = definitions.get_mut(head.relation.node.as_str()) {
            known.push(Definition { head, body });
        }
    }
    definitions
}

fn too_much(rule: Span) -> Diagnostic {
    let message = format!("more than {} rules would be put in place", place::LIMIT);
    Diagnostic::error(code::TOO_MANY, message, rule, "this rule uses inline relations")
        .with_help("declare some of them without `inline`")
}

/// The atoms of a body, each with whether it is negated and whether it stands in an aggregate, in order of the text.
fn atoms(body: &Body) -> Vec<(&Atom, Span, bool, bool)> {
    let mut found = Vec::new();
    collect(body, (false, false), &mut found);
    found
}

fn collect<'t>(
    body: &'t Body,
    (negated, aggregated): (bool, bool),
    found: &mut Vec<(&'t Atom, Span, bool, bool)>,
) {
    for literal in body.alternatives.iter().flatten() {
        collect_literal(literal, (negated, aggregated), found);
    }
}

fn collect_literal<'t>(
    literal: &'t Located<Literal>,
    (negated, aggregated): (bool, bool),
    found: &mut Vec<(&'t Atom, Span, bool, bool)>,
) {
    let terms = |terms: &mut dyn Iterator<Item = &'t tree::Term>, found: &mut Vec<_>| {
        for aggregate in terms.flat_map(rename::aggregates) {
            collect(&aggregate.body, (false, true), found);
        }
    };
    match &literal.node {
        Literal::Atom(atom) => {
            found.push((atom, literal.span, negated, aggregated));
            terms(&mut atom.terms.iter(), found);
        }
        Literal::Constraint(_, args) => terms(&mut args.iter(), found),
        Literal::Compare(_, left, right) => terms(&mut [left, right].into_iter(), found),
        Literal::Not(inner) => collect_literal(inner, (!negated, aggregated), found),
        Literal::Group(body) => collect(body, (negated, aggregated), found),
        Literal::Truth(_) => {}
    }
}
