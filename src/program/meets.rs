//! Conditions on columns of lattices.
//!
//! A condition meets such a column by its lower bounds, as in Soufflé: an atom with a value there holds where the meet of the value and
//! the column is not the bottom, and a variable in several such columns is the meet of them all. That needs `Glb` and `Bottom`;
//! without them values are compared as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::aggregates::grounded_where;
use super::builder::Builder;
use super::clause::{Aggregate, Condition, ConditionKind, Place, Value, ValueKind};
use super::expand::Plain;
use super::ir::{AggregateKind, Comparison, Meet, RelationId, VarId};
use super::met::Bounds;
use crate::diagnostic::Span;
use crate::syntax::tree::{Atom, Literal, Term, TermKind, Text};

impl<'t> Builder<'_, '_, 't> {
    /// The cell of a column of a lattice with a meet.
    fn meet(&self, relation: RelationId, column: usize) -> Option<Meet> {
        let scope = &self.normaliser.scope;
        let cells = scope.cells.get(&relation)?;
        let keys = scope.signature(relation).columns.len() - cells.len();
        cells.get(column.checked_sub(keys)?)?.meet
    }

    /// The meet of the column of an atom, where it is of a lattice.
    fn meet_of(&self, atom: &Atom, column: usize) -> Option<Meet> {
        self.meet(self.normaliser.scope.find(&atom.relation.node)?, column)
    }

    /// What there is to know of a conjunction.
    pub(super) fn bounds(&self, conjunction: &[Plain<'t>]) -> Bounds {
        if self.normaliser.scope.cells.is_empty() {
            return Bounds::default();
        }
        let is_cell = |atom: &Atom, column: usize| self.meet_of(atom, column).is_some();
        let known = grounded_where(conjunction, &|atom, column| !is_cell(atom, column));
        let mut known: BTreeSet<Text> = known.into_iter().map(Text::new).collect();
        if let Some((_, outer)) = self.frames.split_last() {
            known.extend(outer.iter().flat_map(|frame| frame.keys().cloned()));
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for plain in conjunction.iter().filter(|plain| !plain.negated) {
            let Literal::Atom(atom) = plain.literal else { continue };
            for (column, term) in atom.terms.iter().enumerate() {
                if let TermKind::Variable(name) = &term.node
                    && is_cell(atom, column)
                {
                    *counts.entry(name).or_default() += 1;
                }
            }
        }
        let several = counts.into_iter().filter(|(name, count)| *count > 1 && !known.contains(*name));
        let met = several.map(|(name, _)| (Text::new(name), Vec::new())).collect();
        Bounds { known, met }
    }

    /// An argument of an atom that holds: where the column is of a lattice and the value is known elsewhere, a variable that has more
    /// than the bottom in common with it.
    pub(super) fn bounded_argument(
        &mut self,
        relation: RelationId,
        column: usize,
        term: &'t Term,
    ) -> Option<Value> {
        let meet = self.meet(relation, column).filter(|_| !matches!(term.node, TermKind::Wildcard));
        let Some(meet) = meet else { return self.argument(term, Place::Atom) };
        if let TermKind::Variable(name) = &term.node
            && !self.bounds.known.contains(name)
        {
            if !self.bounds.met.contains_key(name) {
                return self.argument(term, Place::Atom);
            }
            let own = self.fresh_value(term.span);
            // The name keeps its uses, so that messages find it.
            self.variable(name, term.span, Place::Atom);
            self.bounds.met.entry(name.clone()).or_default().push((own.clone(), meet));
            return Some(own);
        }
        let own = self.fresh_value(term.span);
        let value = self.value(term, Place::Operand);
        let common = self.common(&meet, own.clone(), value, term.span);
        self.is_more(common, &meet, term.span);
        Some(own)
    }

    /// Adds that each name in several columns of lattices is the meet of them, and more than the bottom.
    pub(super) fn meet_all(&mut self) {
        let by_name: BTreeMap<Text, _> = std::mem::take(&mut self.bounds.met).into_iter().collect();
        for (name, values) in by_name {
            let mut values = values.into_iter();
            let Some((first, meet)) = values.next() else { continue };
            let span = first.span;
            let all = values.fold(first, |all, (next, own)| self.common(&own, all, next, span));
            let id = self.look_up(&name).unwrap_or_else(|| self.declare_here(&name));
            let left = self.of_variable(id, span);
            self.push(
                ConditionKind::Compare {
                    op: Comparison::Equal,
                    left: left.clone(),
                    right: all,
                    negated: false,
                },
                span,
            );
            self.is_more(left, &meet, span);
        }
    }

    fn common(&mut self, meet: &Meet, one: Value, other: Value, span: Span) -> Value {
        Value { kind: ValueKind::Call(meet.functor, vec![one, other]), slot: self.new_slot(), span }
    }

    fn is_more(&mut self, value: Value, meet: &Meet, span: Span) {
        let bottom = Value { kind: ValueKind::Word(meet.bottom), slot: self.new_slot(), span };
        let kind =
            ConditionKind::Compare { op: Comparison::NotEqual, left: value, right: bottom, negated: false };
        self.push(kind, span);
    }

    /// Whether a denied atom gives a value where its column is of a lattice.
    pub(super) fn denies_bounds(&self, atom: &Atom) -> bool {
        let given = |(column, term): (usize, &Term)| {
            !matches!(term.node, TermKind::Wildcard) && self.meet_of(atom, column).is_some()
        };
        atom.terms.iter().enumerate().any(given)
    }

    /// `!relation(…)` with values in columns of lattices: no row has more than the bottom in common with each.
    pub(super) fn deny_bounds(&mut self, atom: &'t Atom, relation: RelationId, span: Span) {
        let given: Vec<Option<Value>> =
            atom.terms.iter().map(|term| self.argument(term, Place::Negation)).collect();
        let outer: BTreeSet<_> = {
            let mut outer = BTreeSet::new();
            given.iter().flatten().for_each(|value| value.each_variable(&mut |id| _ = outer.insert(id)));
            outer
        };
        let result = self.fresh();
        let outside = std::mem::take(&mut self.out);
        let first = self.variables.len();
        let mut args = Vec::new();
        for (column, value) in given.into_iter().enumerate() {
            args.push(match (value, self.meet(relation, column)) {
                (Some(value), Some(meet)) => {
                    let own = self.fresh_value(span);
                    let common = self.common(&meet, own.clone(), value, span);
                    self.is_more(common, &meet, span);
                    Some(own)
                }
                (value, _) => value,
            });
        }
        self.out.insert(0, Condition { kind: ConditionKind::Atom { relation, args, negated: false }, span });
        let locals = (first..self.variables.len()).map(VarId).collect();
        let body = std::mem::replace(&mut self.out, outside);
        let outer = outer.into_iter().collect();
        let kind = AggregateKind::Count;
        self.push(
            ConditionKind::Aggregate(Aggregate { kind, result, value: None, body, outer, locals }),
            span,
        );
        let none = Value { kind: ValueKind::Integer(0), slot: self.new_slot(), span };
        let left = self.of_variable(result, span);
        let kind = ConditionKind::Compare { op: Comparison::Equal, left, right: none, negated: false };
        self.push(kind, span);
    }
}
