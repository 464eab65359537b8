//! What a clause says of declared types: first the columns, fields and casts, then what is compared with what.

use super::bounds::{Bounds, Giver};
use crate::program::clause::{Aggregate, Clause, Condition, ConditionKind, Value, ValueKind};
use crate::program::ir::{AggregateKind, RelationId, ShapeId};
use crate::program::messages::is_part_of_rule;
use crate::program::types::{BranchRef, TypeId};

impl Bounds<'_> {
    /// Reads a clause, whose patterns are by now equations.
    pub(super) fn read(&mut self, clause: &Clause) {
        self.given(&clause.body);
        self.values(&clause.head_terms);
        self.compared(&clause.body);
    }

    fn given(&mut self, conditions: &[Condition]) {
        for condition in conditions {
            match &condition.kind {
                ConditionKind::Atom { relation, args, negated: false } => self.atom(*relation, args),
                ConditionKind::Atom { args, .. } => self.values(args.iter().flatten()),
                ConditionKind::Compare { left, right, .. } => {
                    self.value(left);
                    self.value(right);
                    self.taken_apart(left, right);
                }
                ConditionKind::Test { args, .. } | ConditionKind::Range { args, .. } => {
                    self.values(args);
                }
                ConditionKind::Aggregate(aggregate) => {
                    self.given(&aggregate.body);
                    self.values(&aggregate.value);
                }
                ConditionKind::Unpack(_) | ConditionKind::Unknown { .. } | ConditionKind::False => {}
            }
        }
    }

    fn atom(&mut self, relation: RelationId, args: &[Option<Value>]) {
        let signature = self.scope.signature(relation);
        // What the checker made for a part of a rule has columns of primitive types, which say nothing of subtypes.
        if is_part_of_rule(&signature.name) {
            return;
        }
        for (arg, column) in args.iter().zip(&signature.columns) {
            if let (Some(arg), Some(ty)) = (arg, column.ty) {
                self.narrow(arg, ty, Giver::Column);
            }
        }
    }

    fn values<'v>(&mut self, values: impl IntoIterator<Item = &'v Value>) {
        for value in values {
            self.value(value);
        }
    }

    fn value(&mut self, value: &Value) {
        match &value.kind {
            ValueKind::Tuple(tuple) => {
                for (at, field) in tuple.fields.iter().enumerate() {
                    self.field(field, value, tuple.branch, at);
                }
            }
            ValueKind::Field { whole, branch, at, .. } => self.field(value, whole, *branch, *at),
            ValueKind::Cast(_, Some(ty)) => self.narrow(value, *ty, Giver::Cast),
            _ => {}
        }
        self.values(value.parts());
    }

    /// What is equal to a field of a pattern is of the field's type, which is said where it stands.
    fn taken_apart(&mut self, left: &Value, right: &Value) {
        if let ValueKind::Field { whole, branch, at, .. } = &right.kind {
            self.field(left, whole, *branch, *at);
        }
    }

    /// A value is a field of a record or branch.
    fn field(&mut self, field: &Value, whole: &Value, branch: Option<BranchRef>, at: usize) {
        let Some((ty, shape)) = self.type_of_field(whole, branch, at) else { return };
        self.narrow(field, ty, Giver::Field(shape));
    }

    fn type_of_field(
        &self,
        whole: &Value,
        branch: Option<BranchRef>,
        at: usize,
    ) -> Option<(TypeId, ShapeId)> {
        let lattice = &self.scope.lattice;
        let shape = self.types.get(whole.slot.0)?.shape()?;
        let fields = lattice.fields_of(shape, branch.map_or(0, |branch| branch.tag))?;
        let ty = fields.types.get(at).copied().flatten()?;
        Some((ty, shape))
    }

    fn compared(&mut self, conditions: &[Condition]) {
        for condition in conditions {
            match &condition.kind {
                ConditionKind::Compare { left, right, .. } => {
                    self.join(left.slot, right.slot, condition.span);
                }
                ConditionKind::Aggregate(aggregate) => {
                    self.compared(&aggregate.body);
                    self.aggregated(aggregate, condition);
                }
                _ => {}
            }
        }
    }

    /// What a `min`, `max` or `sum` gives is of the type of what it is taken of.
    fn aggregated(&mut self, aggregate: &Aggregate, condition: &Condition) {
        let keeps = matches!(aggregate.kind, AggregateKind::Min | AggregateKind::Max | AggregateKind::Sum);
        let result = self.variables.get(aggregate.result.0).map(|variable| variable.slot);
        if let (true, Some(value), Some(result)) = (keeps, &aggregate.value, result) {
            self.join(result, value.slot, condition.span);
        }
    }
}
