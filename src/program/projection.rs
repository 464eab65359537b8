//! Relations of what is left of another where some columns or fields do not matter.
//!
//! Two places need one: a count over what is told apart by its named variables alone, and a denial of records of which some
//! fields may be anything.

use super::builder::{Builder, Helper, Title};
use super::clause::{Condition, ConditionKind, Part, Place, Unpack, Value};
use super::expand::Plain;
use super::ir::RelationId;
use super::names::{Column, Signature};
use crate::diagnostic::Span;
use crate::syntax::tree::{Atom, Docs, Term, TermKind};

impl<'t> Builder<'_, '_, 't> {
    /// Puts in place of each atom with `_` one over the columns that matter, so that rows which differ elsewhere are one.
    pub(super) fn project(&mut self, body: &mut [Condition]) {
        for condition in body {
            let span = condition.span;
            let ConditionKind::Atom { relation, args, negated: false } = &mut condition.kind else {
                continue;
            };
            if args.iter().all(Option::is_some) {
                continue;
            }
            let kept: Vec<bool> = args.iter().map(Option::is_some).collect();
            *relation = self.projected(*relation, &kept, span);
            args.retain(Option::is_some);
        }
    }

    /// The relation of some columns of another.
    fn projected(&mut self, relation: RelationId, kept: &[bool], span: Span) -> RelationId {
        self.helper(span, |builder| {
            let args: Vec<Option<Value>> =
                kept.iter().map(|&is_kept| is_kept.then(|| builder.fresh_value(span))).collect();
            let head = args.iter().flatten().cloned().collect();
            builder.push(ConditionKind::Atom { relation, args, negated: false }, span);
            head
        })
    }

    /// An atom with records of which some fields may be anything, as one over what is left without these fields.
    pub(super) fn match_in_part(&mut self, atom: &'t Atom, relation: RelationId, plain: &Plain<'t>) {
        let span = plain.span;
        let place = if plain.negated { Place::Negation } else { Place::Atom };
        let mut args = Vec::new();
        for term in &atom.terms {
            self.leaves(term, place, &mut args);
        }
        let left = self.helper(span, |builder| {
            let mut head = Vec::new();
            let place = builder.out.len();
            let whole: Vec<Option<Value>> =
                atom.terms.iter().map(|term| builder.shape(term, &mut head)).collect();
            let kind = ConditionKind::Atom { relation, args: whole, negated: false };
            builder.out.insert(place, Condition { kind, span });
            head
        });
        self.push(ConditionKind::Atom { relation: left, args, negated: plain.negated }, span);
    }

    /// The values that such an atom asks of: its arguments, and of a record its fields.
    fn leaves(&mut self, term: &'t Term, place: Place, found: &mut Vec<Option<Value>>) {
        match &term.node {
            TermKind::Wildcard => {}
            TermKind::Record(fields) | TermKind::Branch(_, fields) if term.hides_field() => {
                for field in fields {
                    self.leaves(field, place, found);
                }
            }
            _ => found.push(self.argument(term, place)),
        }
    }

    /// A variable in place of a term, with the condition that it has the term's shape; those for values go to `head`, in the order of
    /// [`Self::leaves`].
    fn shape(&mut self, term: &'t Term, head: &mut Vec<Value>) -> Option<Value> {
        let (TermKind::Record(fields) | TermKind::Branch(_, fields)) = &term.node else {
            let leaf = (!matches!(term.node, TermKind::Wildcard)).then(|| self.fresh_value(term.span));
            head.extend(leaf.clone());
            return leaf;
        };
        let whole = self.fresh_value(term.span);
        if !term.hides_field() {
            head.push(whole.clone());
            return Some(whole);
        }
        let branch = match &term.node {
            TermKind::Branch(name, fields) => match self.branch(name, fields.len(), term.span) {
                Ok(branch) => Some(branch),
                Err(diagnostic) => {
                    self.normaliser.sink.push(*diagnostic);
                    return Some(whole);
                }
            },
            _ => None,
        };
        let fields =
            fields.iter().map(|field| Part { slot: self.new_slot(), value: self.shape(field, head) });
        let fields = fields.collect();
        let unpack =
            Unpack { whole: whole.clone(), branch, fields, tag: self.new_slot(), built: self.new_slot() };
        self.push(ConditionKind::Unpack(unpack), term.span);
        Some(whole)
    }

    pub(super) fn fresh_value(&mut self, span: Span) -> Value {
        let id = self.fresh();
        self.of_variable(id, span)
    }

    /// A relation of its own for a part of the rule; `build` makes the conditions of its one clause and gives the head.
    fn helper(
        &mut self,
        span: Span,
        build: impl FnOnce(&mut Builder<'_, '_, 't>) -> Vec<Value>,
    ) -> RelationId {
        let ordinal = self.normaliser.scope.len();
        let title = Title { name: format!("{}@{ordinal}", self.title.name).into(), docs: Docs::default() };
        let mut builder = Builder::new(self.normaliser, title.clone());
        let head = build(&mut builder);
        let columns: Vec<Column> =
            (0..head.len()).map(|at| Column { name: format!("c{at}").into(), ty: None }).collect();
        let mut clause = builder.finish(None, head, span);
        let relation = self.normaliser.scope.add(Signature { name: title.name, columns, span });
        clause.head = Some(relation);
        self.normaliser.done.helpers.push(Helper { relation, clauses: vec![clause] });
        relation
    }
}
