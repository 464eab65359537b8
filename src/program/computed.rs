//! Facts that are no constants but computed by aggregates, ranges or casts: rules without conditions.

use crate::diagnostic::{Located, Span};
use crate::syntax::tree::{Atom, Body, Fact, Literal, Rule, Statement, Term, TermKind, Tree};

/// Whether a fact without evidence needs to be computed as a rule.
pub(super) fn is_computed(fact: &Fact) -> bool {
    fact.evidence.is_empty() && fact.atom.terms.iter().any(needs_rule)
}

fn needs_rule(term: &Term) -> bool {
    match &term.node {
        TermKind::Aggregate(_) | TermKind::Cast(..) | TermKind::UserFunctor(..) => true,
        TermKind::Functor(name, _) if name.node == "range" => true,
        // Most facts are of these, and there are many.
        TermKind::String(_) | TermKind::Integer(_) | TermKind::Unsaid => false,
        kind => kind.operands().into_iter().any(needs_rule),
    }
}

/// The rules that such facts are.
pub(super) fn rules(trees: &[&Tree]) -> Vec<(Rule, Span)> {
    let statements = trees.iter().flat_map(|tree| &tree.statements);
    let rule = |statement: &Located<Statement>| match &statement.node {
        Statement::Fact(fact) if is_computed(fact) => {
            let truth = Located::new(Literal::Truth(true), statement.span);
            let body = Body { alternatives: vec![vec![truth]] };
            let rule = Rule {
                docs: fact.docs.clone(),
                heads: vec![Atom::clone(&fact.atom)],
                body,
                plan: Vec::new(),
            };
            Some((rule, statement.span))
        }
        _ => None,
    };
    statements.filter_map(rule).collect()
}
