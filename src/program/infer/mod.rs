//! The primitive type of everything in a clause, by unification.
//!
//! Each slot starts with all types possible; columns, operands, constants and equations narrow and join them (union-find over
//! sets of types, so the order of the conditions does not matter). What is still open at the end is a constant's own choice:
//! `number` for an integer, `symbol` for a string. Subtypes are compared in [`super::subtypes`].

mod clash;
mod fields;
mod reading;

use super::clause::{Clause, Slot, Variable};
use super::ir::Type;
use super::names::Scope;
use super::type_set::TypeSet;
use crate::diagnostic::{Diagnostic, Span};
use clash::{Ground, Reason};
use fields::FieldOf;

/// What is known of the types of a clause's slots.
#[derive(Debug)]
pub(super) struct Inference<'c> {
    scope: &'c Scope,
    variables: &'c [Variable],
    parent: Vec<usize>,
    /// By root: the types still possible.
    possible: Vec<TypeSet>,
    /// By root: why.
    reasons: Vec<Vec<Reason>>,
    /// By root: whether a clash was reported, after which nothing more is said of it.
    clashed: Vec<bool>,
    clashes: Vec<Diagnostic>,
    /// The fields whose types follow from those of their wholes.
    fields: Vec<FieldOf>,
    /// The records whose fields the text gives, with how many there are.
    tuples: Vec<(Slot, usize, Span)>,
    /// Where `nil` stands.
    nils: Vec<(Slot, Span)>,
}

/// The type of each slot of a clause, or none if some clash was reported.
pub(super) fn types(clause: &Clause, scope: &Scope, sink: &mut Vec<Diagnostic>) -> Option<Vec<Type>> {
    let mut inference = Inference::of_body(clause, scope);
    if let Some(head) = clause.head {
        inference.head(head, &clause.head_terms);
    }
    inference.settle_fields();
    inference.ambiguous();
    if !inference.clashes.is_empty() {
        sink.append(&mut inference.clashes);
        return None;
    }
    Some((0..clause.slots).map(|slot| inference.possible(Slot(slot)).preferred()).collect())
}

impl<'c> Inference<'c> {
    /// What the body and the terms of the head say, whatever the columns of the head's relation are.
    pub(super) fn of_body(clause: &'c Clause, scope: &'c Scope) -> Self {
        let mut inference = Self {
            scope,
            variables: &clause.variables,
            parent: (0..clause.slots).collect(),
            possible: vec![TypeSet::ALL; clause.slots],
            reasons: vec![Vec::new(); clause.slots],
            clashed: vec![false; clause.slots],
            clashes: Vec::new(),
            fields: Vec::new(),
            tuples: Vec::new(),
            nils: Vec::new(),
        };
        inference.conditions(&clause.body);
        inference.values(&clause.head_terms);
        inference.settle_fields();
        inference
    }

    /// The types still possible for a slot.
    pub(super) fn possible(&self, slot: Slot) -> TypeSet {
        self.possible[self.root(slot.0)]
    }

    /// A slot can only have types of the set.
    fn narrow(&mut self, slot: Slot, allowed: TypeSet, span: Span, ground: Ground) {
        let root = self.root(slot.0);
        if self.clashed[root] {
            return;
        }
        let reason = Reason { allowed, span, ground };
        let left = self.possible[root].and(allowed);
        if left.is_empty() {
            let diagnostic = self.clash(&self.reasons[root], std::slice::from_ref(&reason));
            self.clashes.push(diagnostic);
            self.clashed[root] = true;
            return;
        }
        self.possible[root] = left;
        self.reasons[root].push(reason);
    }

    /// Two slots have the same type.
    fn join(&mut self, a: Slot, b: Slot) {
        let (a, b) = (self.root(a.0), self.root(b.0));
        if a == b || self.clashed[a] || self.clashed[b] {
            return;
        }
        let left = self.possible[a].and(self.possible[b]);
        if left.is_empty() {
            let diagnostic = self.clash(&self.reasons[a], &self.reasons[b]);
            self.clashes.push(diagnostic);
            self.clashed[a] = true;
            self.clashed[b] = true;
            return;
        }
        let (keep, gone) = if self.reasons[a].len() >= self.reasons[b].len() { (a, b) } else { (b, a) };
        self.parent[gone] = keep;
        self.possible[keep] = left;
        let moved = std::mem::take(&mut self.reasons[gone]);
        self.reasons[keep].extend(moved);
    }

    fn root(&self, mut slot: usize) -> usize {
        while self.parent[slot] != slot {
            slot = self.parent[slot];
        }
        slot
    }
}
