//! The primitive type of everything in a clause, by unification.
//!
//! Each slot starts with all types possible; columns, operands, constants and equations narrow and join them (union-find over
//! sets of types, so the order of the conditions does not matter). What is still open at the end is a constant's own choice:
//! `number` for an integer, `symbol` for a string. Subtypes are compared in [`super::subtypes`].

use std::collections::HashMap;

use super::clause::{
    Aggregate, Clause, Condition, ConditionKind, Slot, Tuple, Unpack, Value, ValueKind, Variable,
};
use super::ir::{AggregateKind, Functor, RelationId, Type, VarId};
use super::messages::{code, counted, shown};
use super::names::Scope;
use super::patterns::wrong_fields;
use super::type_set::TypeSet;
use super::types::{BranchRef, TypeId};
use super::vocabulary::{Shape, shape, test_name, test_operands};
use crate::diagnostic::{Diagnostic, Span};

/// Why a slot can only have certain types.
#[derive(Clone, Debug)]
struct Reason {
    allowed: TypeSet,
    span: Span,
    text: String,
}

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

/// A field of a record or branch.
#[derive(Clone, Copy, Debug)]
struct FieldOf {
    whole: Slot,
    branch: Option<BranchRef>,
    at: usize,
    /// How many fields the text gives the whole.
    width: usize,
    field: Slot,
    /// Where the field stands, and the whole.
    span: Span,
    whole_span: Span,
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

    fn head(&mut self, relation: RelationId, terms: &[Value]) {
        for (column, term) in terms.iter().enumerate() {
            self.column(relation, column, term);
        }
    }

    fn conditions(&mut self, conditions: &[Condition]) {
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
                    let text = format!("`{}` takes {}", test_name(*name), allowed.named(&self.scope.lattice));
                    self.narrow(arg.slot, allowed, arg.span, text);
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
        self.narrow(result, TypeSet::NUMERIC, span, "`range` works on numbers".to_owned());
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
        let numeric = |name: &str| format!("`{name}` takes `number`, `unsigned` or `float`");
        match (aggregate.kind, &aggregate.value) {
            (AggregateKind::Sum, Some(value)) => {
                self.narrow(value.slot, TypeSet::NUMERIC, value.span, numeric("sum"));
                self.join(result, value.slot);
            }
            (AggregateKind::Mean, Some(value)) => {
                self.narrow(value.slot, TypeSet::NUMERIC, value.span, numeric("mean"));
                self.narrow(result, TypeSet::FLOAT, span, "`mean` gives a `float`".to_owned());
            }
            (AggregateKind::Min | AggregateKind::Max, Some(value)) => self.join(result, value.slot),
            (_, _) => self.narrow(result, TypeSet::NUMBER, span, "`count` gives a `number`".to_owned()),
        }
    }

    fn values(&mut self, values: &[Value]) {
        for value in values {
            self.value(value);
        }
    }

    fn value(&mut self, value: &Value) {
        let mut own = |allowed, text: &str| self.narrow(value.slot, allowed, value.span, text.to_owned());
        match &value.kind {
            ValueKind::Variable(_) => {}
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
        let text = format!("cast to {}", shown(self.scope.lattice.name(ty)));
        self.narrow(value.slot, allowed, value.span, text.clone());
        // As in Soufflé a constant is of the type that it is cast to, if it can be.
        let can_be = self.possible(operand.slot).meets(allowed);
        if operand.parts().is_empty() && operand.variable().is_none() && can_be {
            self.narrow(operand.slot, allowed, operand.span, text);
        }
    }

    fn tuple(&mut self, tuple: &Tuple, value: &Value) {
        self.whole(value.slot, tuple.branch, value.span);
        self.tuples.push((value.slot, tuple.fields.len(), value.span));
        self.values(&tuple.fields);
        let fields = tuple.fields.iter().map(|field| (field.slot, field.span));
        self.consists(value.slot, tuple.branch, fields.collect(), value.span);
    }

    fn unpack(&mut self, unpack: &Unpack, span: Span) {
        self.whole(unpack.whole.slot, unpack.branch, span);
        self.tuples.push((unpack.whole.slot, unpack.fields.len(), span));
        self.join(unpack.whole.slot, unpack.built);
        for field in &unpack.fields {
            if let Some(value) = &field.value {
                self.value(value);
                self.join(value.slot, field.slot);
            }
        }
        let place = |value: &Option<Value>| value.as_ref().map_or(span, |value| value.span);
        let fields = unpack.fields.iter().map(|field| (field.slot, place(&field.value)));
        self.consists(unpack.whole.slot, unpack.branch, fields.collect(), span);
    }

    /// A slot is a record, or the type of a branch.
    fn whole(&mut self, slot: Slot, branch: Option<BranchRef>, span: Span) {
        let (allowed, text) = match branch {
            Some(branch) => (TypeSet::only(Type::Branches(branch.shape)), "a branch"),
            None => (TypeSet::RECORDS, "a record"),
        };
        self.narrow(slot, allowed, span, text.to_owned());
    }

    fn consists(
        &mut self,
        whole: Slot,
        branch: Option<BranchRef>,
        fields: Vec<(Slot, Span)>,
        whole_span: Span,
    ) {
        let width = fields.len();
        let of = |(at, (field, span))| FieldOf { whole, branch, at, width, field, span, whole_span };
        self.fields.extend(fields.into_iter().enumerate().map(of));
    }

    /// Gives fields the types that they have in wholes whose type is known, and one type to the same fields of one whole, until
    /// nothing more follows. Each field is settled once and joined once, so this ends.
    fn settle_fields(&mut self) {
        loop {
            let pending = std::mem::take(&mut self.fields);
            let before = pending.len();
            let mut first: HashMap<(usize, usize, usize), Slot> = HashMap::new();
            for field in pending {
                let place = (self.root(field.whole.0), field.at, field.width);
                match (self.possible(field.whole).shape(), first.get(&place).copied()) {
                    (Some(ty), _) => self.settle(field, ty),
                    (None, Some(other)) => self.join(other, field.field),
                    (None, None) => {
                        first.insert(place, field.field);
                        self.fields.push(field);
                    }
                }
            }
            if self.fields.len() == before {
                return;
            }
        }
    }

    fn settle(&mut self, field: FieldOf, whole: Type) {
        let Some(shape) = whole.shape() else { return };
        let lattice = &self.scope.lattice;
        let Some(fields) = lattice.fields_of(shape, field.branch.map_or(0, |branch| branch.tag)) else {
            return;
        };
        if field.width != fields.types.len() {
            let what = shown(lattice.shape_name(shape));
            let diagnostic = wrong_fields(&what, fields.types.len(), field.width, field.whole_span);
            // Each field of the record finds the same, and nothing more is said of any.
            if !self.clashes.iter().any(|one| one.primary.span == field.whole_span) {
                self.clashes.push(diagnostic);
            }
            let root = self.root(field.field.0);
            self.clashed[root] = true;
            return;
        }
        let Some(Some(ty)) = fields.types.get(field.at).copied() else { return };
        let allowed = TypeSet::only(lattice.primitive_of(ty));
        let text =
            format!("a field of {} that is {}", shown(lattice.shape_name(shape)), allowed.named(lattice));
        self.narrow(field.field, allowed, field.span, text);
    }

    /// Reports records of no certain type: those that cannot be equal, and each `nil` without others.
    fn ambiguous(&mut self) {
        let mut built: HashMap<usize, (usize, Span)> = HashMap::new();
        for (slot, width, span) in std::mem::take(&mut self.tuples) {
            let root = self.root(slot.0);
            let &mut (first, place) = built.entry(root).or_insert((width, span));
            if first != width && self.possible[root].decided().is_none() && !self.clashed[root] {
                self.clashed[root] = true;
                self.clashes.push(different_widths(first, place, width, span));
            }
        }
        for (slot, span) in std::mem::take(&mut self.nils) {
            let root = self.root(slot.0);
            if self.possible[root].decided().is_some() || self.clashed[root] || built.contains_key(&root) {
                continue;
            }
            self.clashed[root] = true;
            let message = "nothing tells which record this `nil` is";
            self.clashes.push(
                Diagnostic::error(code::AMBIGUOUS, message, span, "of no certain type")
                    .with_help("an atom with it, or `as(nil, type)`, tells its type"),
            );
        }
    }

    fn call(&mut self, functor: Functor, args: &[Value], value: &Value) {
        self.values(args);
        let name = super::functor::name(functor);
        match shape(functor) {
            Shape::Uniform(allowed, ..) => {
                let text = format!("`{name}` works on {}", allowed.named(&self.scope.lattice));
                self.narrow(value.slot, allowed, value.span, text);
                for arg in args {
                    self.join(value.slot, arg.slot);
                }
            }
            Shape::Fixed(operands, result) => {
                for (arg, &allowed) in args.iter().zip(operands) {
                    let text = format!("`{name}` takes {} here", allowed.named(&self.scope.lattice));
                    self.narrow(arg.slot, allowed, arg.span, text);
                }
                let allowed = TypeSet::only(result);
                self.narrow(
                    value.slot,
                    allowed,
                    value.span,
                    format!("`{name}` gives {}", allowed.named(&self.scope.lattice)),
                );
            }
        }
    }

    fn column(&mut self, relation: RelationId, column: usize, arg: &Value) {
        let signature = self.scope.signature(relation);
        let Some(column) = signature.columns.get(column) else { return };
        let Some(ty) = column.ty else { return };
        let allowed = TypeSet::only(self.scope.lattice.primitive_of(ty));
        let text = format!(
            "column `{}` of {} is {}",
            column.name,
            shown(&signature.name),
            allowed.named(&self.scope.lattice)
        );
        self.narrow(arg.slot, allowed, arg.span, text);
    }

    /// A slot can only have types of the set.
    fn narrow(&mut self, slot: Slot, allowed: TypeSet, span: Span, text: String) {
        let root = self.root(slot.0);
        if self.clashed[root] {
            return;
        }
        let reason = Reason { allowed, span, text };
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

    /// The clash of what two sets of reasons ask for, shown with one reason of each.
    fn clash(&self, left: &[Reason], right: &[Reason]) -> Diagnostic {
        let disjoint = |pair: &(&Reason, &Reason)| pair.0.allowed.and(pair.1.allowed).is_empty();
        let mut pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
        let narrowest = || (left.last(), right.last());
        let (one, other) = match pairs.find(disjoint) {
            Some((a, b)) => (Some(a), Some(b)),
            None => narrowest(),
        };
        let (Some(one), Some(other)) = (one, other) else {
            // A slot without reasons has all types possible and clashes with nothing.
            return Diagnostic::error(code::CLASH, "types clash", Span::default(), "");
        };
        let key = |reason: &Reason| (reason.span.source, reason.span.start);
        let (first, second) = if key(one) <= key(other) { (one, other) } else { (other, one) };
        let (wanted, found) =
            (first.allowed.described(&self.scope.lattice), second.allowed.described(&self.scope.lattice));
        let named = self.variable_at(first.span).or_else(|| self.variable_at(second.span));
        let message = match named {
            Some(name) => format!("`{name}` cannot be both {wanted} and {found}"),
            None if first.span == second.span => {
                format!("{} where {} is needed", first.text, second.allowed.named(&self.scope.lattice))
            }
            None => format!("types clash: {wanted} and {found}"),
        };
        let mut diagnostic = Diagnostic::error(code::CLASH, message, second.span, second.text.as_str());
        let types = [first.allowed, second.allowed];
        if types.contains(&TypeSet::only(Type::Date)) && types.contains(&TypeSet::NUMERIC) {
            diagnostic = diagnostic.with_help("a date stands in double quotes: `\"2024\"`, `\"2024-05-07\"`");
        }
        if first.span == second.span {
            return diagnostic;
        }
        diagnostic.with_label(first.span, first.text.as_str())
    }

    /// The variable that the text has at a place.
    fn variable_at(&self, span: Span) -> Option<&str> {
        let here = |variable: &&Variable| variable.uses.iter().any(|one| one.span == span);
        self.variables.iter().find(here).map(|variable| variable.name.as_str())
    }
}

fn different_widths(first: usize, place: Span, width: usize, span: Span) -> Diagnostic {
    let message = format!(
        "a record with {} is compared with one with {}",
        counted(first, "field"),
        counted(width, "field")
    );
    Diagnostic::error(code::AMBIGUOUS, message, span, counted(width, "field"))
        .with_label(place, counted(first, "field"))
}
