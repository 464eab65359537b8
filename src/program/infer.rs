//! The primitive type of everything in a clause, by unification.
//!
//! Each slot starts with all types possible; columns, operands, constants and equations narrow and join them (union-find over
//! sets of types, so the order of the conditions does not matter). What is still open at the end is a constant's own choice:
//! `number` for an integer, `symbol` for a string. Subtypes are compared in [`super::subtypes`].

use super::clause::{Aggregate, Clause, Condition, ConditionKind, Slot, Value, ValueKind, Variable};
use super::ir::{AggregateKind, Functor, RelationId, Type};
use super::messages::{code, either, shown};
use super::names::Scope;
use super::vocabulary::{Shape, TypeSet, shape, test_name, test_operands};
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
}

/// The type of each slot of a clause, or none if some clash was reported.
pub(super) fn types(clause: &Clause, scope: &Scope, sink: &mut Vec<Diagnostic>) -> Option<Vec<Type>> {
    let mut inference = Inference::of_body(clause, scope);
    if let Some(head) = clause.head {
        inference.head(head, &clause.head_terms);
    }
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
        };
        inference.conditions(&clause.body);
        inference.values(&clause.head_terms);
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
                    let text = format!("`{}` takes {}", test_name(*name), either(&allowed.names()));
                    self.narrow(arg.slot, allowed, arg.span, text);
                }
            }
            ConditionKind::Aggregate(aggregate) => self.aggregate(aggregate, condition.span),
            ConditionKind::Unknown { args } => self.values(args),
            ConditionKind::False => {}
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
        let numeric = |name: &str| format!("`{name}` takes {}", either(&TypeSet::NUMERIC.names()));
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
        }
    }

    fn call(&mut self, functor: Functor, args: &[Value], value: &Value) {
        self.values(args);
        let name = super::functor::name(functor);
        match shape(functor) {
            Shape::Uniform(allowed, ..) => {
                let text = format!("`{name}` works on {}", either(&allowed.names()));
                self.narrow(value.slot, allowed, value.span, text);
                for arg in args {
                    self.join(value.slot, arg.slot);
                }
            }
            Shape::Fixed(operands, result) => {
                for (arg, &allowed) in args.iter().zip(operands) {
                    let text = format!("`{name}` takes {} here", either(&allowed.names()));
                    self.narrow(arg.slot, allowed, arg.span, text);
                }
                let allowed = TypeSet::only(result);
                self.narrow(
                    value.slot,
                    allowed,
                    value.span,
                    format!("`{name}` gives {}", either(&allowed.names())),
                );
            }
        }
    }

    fn column(&mut self, relation: RelationId, column: usize, arg: &Value) {
        let signature = self.scope.signature(relation);
        let Some(column) = signature.columns.get(column) else { return };
        let Some(ty) = column.ty else { return };
        let allowed = TypeSet::only(self.scope.lattice.primitive_of(ty));
        let text =
            format!("column `{}` of {} is {}", column.name, shown(&signature.name), either(&allowed.names()));
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
        let (wanted, found) = (first.allowed.described(), second.allowed.described());
        let named = self.variable_at(first.span).or_else(|| self.variable_at(second.span));
        let message = match named {
            Some(name) => format!("`{name}` cannot be both {wanted} and {found}"),
            None if first.span == second.span => {
                format!("{} where {} is needed", first.text, either(&second.allowed.names()))
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
