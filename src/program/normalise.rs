//! Rules into clauses: several heads, disjunction, groups and negated groups are split; expressions in arguments of body atoms
//! become variables with an equation beside them; aggregates become conditions with a result variable.
//!
//! Names are resolved on the way. How one clause is built is in [`super::builder`].

use std::collections::HashSet;

use super::builder::{Builder, HeadSource, HeadTerms, Normaliser, Title};
use super::expand::{Alternatives, Plain};
use super::ir::RelationId;
use super::messages::code;
use super::undeclared::undeclared;
use super::variables::{self, Depth};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Atom, Body, Docs, Rule};

impl Normaliser<'_> {
    /// One clause for each head (titled by `title`) and alternative of a rule.
    pub(super) fn rule(&mut self, rule: &Rule, span: Span, mut title: impl FnMut(&Atom) -> Title) {
        let Some(alternatives) = self.alternatives(&rule.body, rule.heads.len(), span) else { return };
        for head in &rule.heads {
            self.reject_annotation(head);
            let relation = match undeclared(rule, head, self.scope) {
                Some(fault) => {
                    self.sink.push(fault);
                    None
                }
                None => self.scope.resolve(head).map_err(|diagnostic| self.sink.push(*diagnostic)).ok(),
            };
            let title = title(head);
            for alternative in &alternatives {
                let head = HeadSource { relation, terms: HeadTerms::Written(&head.terms), span };
                let clause = Builder::new(self, title.clone()).clause(&head, alternative);
                self.done.clauses.push(clause);
            }
        }
    }

    /// One clause for each alternative of a question, with the named variables as its columns.
    pub(super) fn question(&mut self, body: &Body, columns: &[&str], relation: RelationId, span: Span) {
        let Some(alternatives) = self.alternatives(body, 1, span) else { return };
        let missing = missing_columns(body, columns, &alternatives);
        if !missing.is_empty() {
            return self.sink.extend(missing);
        }
        let title = Title { name: "question".into(), docs: Docs::default() };
        for alternative in &alternatives {
            let head = HeadSource { relation: Some(relation), terms: HeadTerms::Names(columns), span };
            let clause = Builder::new(self, title.clone()).clause(&head, alternative);
            self.done.clauses.push(clause);
        }
    }
}

/// The errors for variables of a question that some of its alternatives lack.
fn missing_columns(body: &Body, columns: &[&str], alternatives: &Alternatives<'_>) -> Vec<Diagnostic> {
    let names = |alternative: &Vec<Plain<'_>>| {
        variables::of_plain(alternative, Depth::Outside)
            .iter()
            .map(|one| one.node.to_owned())
            .collect::<HashSet<_>>()
    };
    let names: Vec<HashSet<String>> = alternatives.iter().map(names).collect();
    let lacking = |name: &&&str| names.iter().any(|names| !names.contains(**name));
    let everywhere = variables::of_body(body, Depth::Outside);
    let missing =
        columns.iter().filter(lacking).filter_map(|name| everywhere.iter().find(|one| one.node == *name));
    let report = |one: &variables::Occurrence<'_>| {
        let message = format!("variable `{}` does not stand in every alternative", one.node);
        Diagnostic::error(code::UNGROUNDED, message, one.span, "the other side of `;` gives it no value")
            .with_help("write `_` where the value does not matter, or ask one question for each alternative")
    };
    missing.map(report).collect()
}
