//! What each condition and each value of a clause says of the types of its slots.

use super::Inference;
use super::clash::Ground;
use super::fields::FieldOf;
use crate::diagnostic::Span;
use crate::program::clause::{Aggregate, Condition, ConditionKind, Value, ValueKind};
use crate::program::ir::{AggregateKind, Functor, NativeId, RelationId, VarId};
use crate::program::natives;
use crate::program::type_set::TypeSet;
use crate::program::types::TypeId;
use crate::program::vocabulary::{Shape, shape, test_operands};

impl Inference<'_> {
    pub(super) fn head(&mut self, relation: RelationId, terms: &[Value]) {
        for (column, term) in terms.iter().enumerate() {
            self.column(relation, column, term);
        }
    }

    pub(super) fn conditions(&mut self, conditions: &[Condition]) {
        for condition in conditions {
            self.condition(condition);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.kind {
            ConditionKind::Atom { relation, args, .. } => {
                for (column, arg) in args.iter().enumerate() {
                    if let Some(arg) = arg {
                        self.value(arg);
                        self.column(*relation, column, arg);
                    }
                }
            }
            ConditionKind::Compare { left, right, .. } => {
                self.value(left);
                self.value(right);
                self.join(left.slot, right.slot);
            }
            ConditionKind::Test { name, args, .. } => {
                for (arg, &allowed) in args.iter().zip(test_operands(*name)) {
                    self.value(arg);
                    self.narrow(arg.slot, allowed, arg.span, Ground::Test(*name));
                }
            }
            ConditionKind::Range { result, args } => self.range(*result, args, condition.span),
            ConditionKind::Unpack(unpack) => self.unpack(unpack, condition.span),
            ConditionKind::Aggregate(aggregate) => self.aggregate(aggregate, condition.span),
            ConditionKind::Unknown { args } => self.values(args),
            ConditionKind::False => {}
        }
    }

    fn range(&mut self, result: VarId, args: &[Value], span: Span) {
        self.values(args);
        let Some(result) = self.variables.get(result.0).map(|variable| variable.slot) else { return };
        self.narrow(result, TypeSet::NUMERIC, span, Ground::Words("`range` works on numbers"));
        for arg in args {
            self.join(result, arg.slot);
        }
    }

    fn aggregate(&mut self, aggregate: &Aggregate, span: Span) {
        self.conditions(&aggregate.body);
        if let Some(value) = &aggregate.value {
            self.value(value);
        }
        let Some(result) = self.variables.get(aggregate.result.0).map(|variable| variable.slot) else {
            return;
        };
        let sum = Ground::Words("`sum` takes `number`, `unsigned` or `float`");
        let mean = Ground::Words("`mean` takes `number`, `unsigned` or `float`");
        match (aggregate.kind, &aggregate.value) {
            (AggregateKind::Sum, Some(value)) => {
                self.narrow(value.slot, TypeSet::NUMERIC, value.span, sum);
                self.join(result, value.slot);
            }
            (AggregateKind::Mean, Some(value)) => {
                self.narrow(value.slot, TypeSet::NUMERIC, value.span, mean);
                self.narrow(result, TypeSet::FLOAT, span, Ground::Words("`mean` gives a `float`"));
            }
            (AggregateKind::Min | AggregateKind::Max, Some(value)) => self.join(result, value.slot),
            (_, _) => self.narrow(result, TypeSet::NUMBER, span, Ground::Words("`count` gives a `number`")),
        }
    }

    pub(super) fn values(&mut self, values: &[Value]) {
        for value in values {
            self.value(value);
        }
    }

    pub(super) fn value(&mut self, value: &Value) {
        let mut own = |allowed, words| self.narrow(value.slot, allowed, value.span, Ground::Words(words));
        match &value.kind {
            ValueKind::Variable(_) | ValueKind::Word(_) => {}
            ValueKind::Text(_) => own(TypeSet::TEXTUAL, "a string"),
            ValueKind::Integer(_) => own(TypeSet::NUMERIC, "an integer"),
            ValueKind::Unsigned(_) => own(TypeSet::UNSIGNED, "an `unsigned`"),
            ValueKind::Float(_) => own(TypeSet::FLOAT, "a `float`"),
            ValueKind::Call(functor, args) => self.call(*functor, args, value),
            ValueKind::Nil { written } => {
                own(TypeSet::RECORDS, "`nil` is a record");
                self.nils.extend(written.then_some((value.slot, value.span)));
            }
            ValueKind::Tuple(tuple) => self.tuple(tuple, value),
            ValueKind::Field { whole, branch, at, width } => {
                self.whole(whole.slot, *branch, whole.span);
                self.tuples.push((whole.slot, *width, value.span));
                let (whole, whole_span) = (whole.slot, whole.span);
                let (field, span) = (value.slot, value.span);
                let (branch, at, width) = (*branch, *at, *width);
                self.fields.push(FieldOf { whole, branch, at, width, field, span, whole_span });
            }
            ValueKind::Cast(operand, ty) => self.cast(operand, *ty, value),
            ValueKind::Tag(whole, branch) => {
                own(TypeSet::NUMBER, "the place of a branch");
                self.whole(whole.slot, Some(*branch), whole.span);
            }
        }
    }

    fn cast(&mut self, operand: &Value, ty: Option<TypeId>, value: &Value) {
        self.value(operand);
        let Some(ty) = ty else { return };
        let allowed = TypeSet::only(self.scope.lattice.primitive_of(ty));
        self.narrow(value.slot, allowed, value.span, Ground::Cast(ty));
        // As in Soufflé a constant is of the type that it is cast to; so is a record, of which nothing else tells the type.
        let is_constant = operand.parts().is_empty() && operand.variable().is_none();
        let is_record = matches!(&operand.kind, ValueKind::Tuple(tuple) if tuple.branch.is_none());
        if is_constant || is_record && allowed.meets(TypeSet::RECORDS) {
            self.narrow(operand.slot, allowed, operand.span, Ground::Cast(ty));
        }
    }

    fn call(&mut self, functor: Functor, args: &[Value], value: &Value) {
        self.values(args);
        if let Functor::Native(id) = functor {
            return self.native_call(id, args, value);
        }
        match shape(functor) {
            Shape::Uniform(allowed, ..) => {
                self.narrow(value.slot, allowed, value.span, Ground::Uniform(functor));
                for arg in args {
                    self.join(value.slot, arg.slot);
                }
            }
            Shape::Fixed(operands, result) => {
                for (arg, &allowed) in args.iter().zip(operands) {
                    self.narrow(arg.slot, allowed, arg.span, Ground::Operand(functor));
                }
                self.narrow(value.slot, TypeSet::only(result), value.span, Ground::Result(functor));
            }
        }
    }

    fn native_call(&mut self, id: NativeId, args: &[Value], value: &Value) {
        let Some((_, native)) = natives::types_of(&self.scope.natives, id) else { return };
        let lattice = &self.scope.lattice;
        let only = |ty: Option<TypeId>| ty.map_or(TypeSet::ALL, |ty| TypeSet::only(lattice.primitive_of(ty)));
        for (arg, ty) in args.iter().zip(&native.operands) {
            self.narrow(arg.slot, only(*ty), arg.span, Ground::Operand(Functor::Native(id)));
        }
        self.narrow(value.slot, only(native.result), value.span, Ground::Result(Functor::Native(id)));
    }

    fn column(&mut self, relation: RelationId, at: usize, arg: &Value) {
        let Some(ty) = self.scope.signature(relation).columns.get(at).and_then(|column| column.ty) else {
            return;
        };
        let allowed = TypeSet::only(self.scope.lattice.primitive_of(ty));
        self.narrow(arg.slot, allowed, arg.span, Ground::Column(relation, at));
    }
}
