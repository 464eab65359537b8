//! A clause: one head and a conjunction, names resolved, types not yet found.
//!
//! [`super::normalise`] makes clauses out of rules, [`super::infer`] finds the types of their slots, [`super::safety`] orders
//! their bodies, [`super::emit`] turns them into [`super::ir::Rule`]s.

use super::ir::{AggregateKind, Comparison, Functor, RelationId, VarId};
use crate::diagnostic::Span;

/// Something in a clause that has a type: a variable, a constant, a call, an aggregated value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Slot(pub(super) usize);

/// One head and a conjunction.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) name: String,
    pub(super) docs: Vec<String>,
    /// None when the head's relation is unknown, which was reported.
    pub(super) head: Option<RelationId>,
    pub(super) head_terms: Vec<Value>,
    pub(super) body: Vec<Condition>,
    pub(super) variables: Vec<Variable>,
    /// How many slots there are.
    pub(super) slots: usize,
    pub(super) span: Span,
}

/// A variable of a clause.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) slot: Slot,
    /// Where it stands, in order of the text.
    pub(super) uses: Vec<Use>,
}

/// A place where a variable stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub(super) span: Span,
    pub(super) place: Place,
}

/// What a variable's place asks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Head,
    Atom,
    Negation,
    Comparison,
    Test,
    Operand,
    Aggregated,
}

/// A term whose names are resolved.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) kind: ValueKind,
    pub(super) slot: Slot,
    pub(super) span: Span,
}

/// What a value can be.
#[derive(Clone, Debug)]
pub(super) enum ValueKind {
    Variable(VarId),
    Text(String),
    /// An integer without suffix; wide enough for every `number` and `unsigned` and their negatives.
    Integer(i128),
    Unsigned(u64),
    Float(f64),
    Call(Functor, Vec<Value>),
}

/// One condition of a clause with its place.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) kind: ConditionKind,
    pub(super) span: Span,
}

/// What a condition can be.
#[derive(Clone, Debug)]
pub(super) enum ConditionKind {
    /// `relation(args)`, or its negation. None stands for an argument `_`.
    Atom {
        relation: RelationId,
        args: Vec<Option<Value>>,
        negated: bool,
    },
    /// An atom or test at fault, which was reported; as an atom it binds its variables, so that nothing follows from the fault.
    Unknown {
        args: Vec<Value>,
    },
    Compare {
        op: Comparison,
        left: Value,
        right: Value,
        negated: bool,
    },
    Test {
        name: TestName,
        args: Vec<Value>,
        negated: bool,
    },
    Aggregate(Aggregate),
    False,
}

/// The named constraints before types are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TestName {
    Match,
    Contains,
    Within,
    MayPrecede,
    MayOverlap,
    MayBeWithin,
    Unsaid,
}

/// `result = kind value : { body }`.
#[derive(Clone, Debug)]
pub(super) struct Aggregate {
    pub(super) kind: AggregateKind,
    pub(super) result: VarId,
    pub(super) value: Option<Value>,
    pub(super) body: Vec<Condition>,
    /// The variables of the clause around it that the body uses, in order of their ids.
    pub(super) outer: Vec<VarId>,
    /// The variables that the body has for itself, in order of their ids.
    pub(super) locals: Vec<VarId>,
}

impl Value {
    /// The variable, if the value is one alone.
    pub(super) fn variable(&self) -> Option<VarId> {
        match self.kind {
            ValueKind::Variable(id) => Some(id),
            _ => None,
        }
    }

    /// Calls `visit` with every variable in the value, left to right.
    pub(super) fn each_variable(&self, visit: &mut impl FnMut(VarId)) {
        match &self.kind {
            ValueKind::Variable(id) => visit(*id),
            ValueKind::Call(_, args) => {
                for arg in args {
                    arg.each_variable(visit);
                }
            }
            ValueKind::Text(_) | ValueKind::Integer(_) | ValueKind::Unsigned(_) | ValueKind::Float(_) => {}
        }
    }

    /// Whether `holds` is true of every variable in the value.
    pub(super) fn all_variables(&self, holds: &impl Fn(VarId) -> bool) -> bool {
        match &self.kind {
            ValueKind::Variable(id) => holds(*id),
            ValueKind::Call(_, args) => args.iter().all(|arg| arg.all_variables(holds)),
            ValueKind::Text(_) | ValueKind::Integer(_) | ValueKind::Unsigned(_) | ValueKind::Float(_) => true,
        }
    }
}

impl Condition {
    /// Calls `visit` with every variable that the condition shares with those beside it: of an aggregate, the result and the
    /// outer variables.
    pub(super) fn each_variable(&self, visit: &mut impl FnMut(VarId)) {
        match &self.kind {
            ConditionKind::Atom { args, .. } => {
                for arg in args.iter().flatten() {
                    arg.each_variable(visit);
                }
            }
            ConditionKind::Unknown { args } | ConditionKind::Test { args, .. } => {
                for arg in args {
                    arg.each_variable(visit);
                }
            }
            ConditionKind::Compare { left, right, .. } => {
                left.each_variable(visit);
                right.each_variable(visit);
            }
            ConditionKind::Aggregate(aggregate) => {
                visit(aggregate.result);
                for &id in &aggregate.outer {
                    visit(id);
                }
            }
            ConditionKind::False => {}
        }
    }
}
