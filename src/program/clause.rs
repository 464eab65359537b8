//! A clause: one head and a conjunction, names resolved, types not yet found.
//!
//! [`super::normalise`] makes clauses out of rules, [`super::infer`] finds the types of their slots, [`super::safety`] orders
//! their bodies, [`super::emit`] turns them into [`super::ir::Rule`]s.

use super::ir::{AggregateKind, Comparison, Functor, RelationId, VarId};
use super::types::{BranchRef, TypeId};
use crate::diagnostic::Span;
use crate::store::Word;
use crate::syntax::tree::{Docs, Text};

/// Something in a clause that has a type: a variable, a constant, a call, an aggregated value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Slot(pub(super) usize);

/// One head and a conjunction.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) name: Text,
    pub(super) docs: Docs,
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
    pub(super) name: Text,
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
    Text(Text),
    /// An integer without suffix; wide enough for every `number` and `unsigned` and their negatives.
    Integer(i128),
    Unsigned(u64),
    Float(f64),
    /// A constant of the type that its slot has.
    Word(Word),
    Call(Functor, Vec<Value>),
    /// `nil`, written or excluded by a pattern.
    Nil {
        written: bool,
    },
    /// `[a, b]` or `$A(a, b)`.
    Tuple(Tuple),
    /// A field of a record or branch with so many fields.
    Field {
        whole: Box<Value>,
        branch: Option<BranchRef>,
        at: usize,
        width: usize,
    },
    /// The place of a branch among those of its type.
    Tag(Box<Value>, BranchRef),
    /// The same word as a value of another type; none when the type is at fault, which was reported.
    Cast(Box<Value>, Option<TypeId>),
}

/// A record, or a branch with its fields.
#[derive(Clone, Debug)]
pub(super) struct Tuple {
    pub(super) branch: Option<BranchRef>,
    pub(super) fields: Vec<Value>,
}

/// The condition that a variable is a record or branch with certain fields.
#[derive(Clone, Debug)]
pub(super) struct Unpack {
    /// A variable.
    pub(super) whole: Value,
    pub(super) branch: Option<BranchRef>,
    pub(super) fields: Vec<Part>,
    /// The slot of the whole's tag.
    pub(super) tag: Slot,
    /// The slot of what is built of the fields.
    pub(super) built: Slot,
}

/// A field of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it must be; none for `_`.
    pub(super) value: Option<Value>,
    /// The slot of the field as it is asked of the whole.
    pub(super) slot: Slot,
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
    Unpack(Unpack),
    /// `result = range(args)`.
    Range {
        result: VarId,
        args: Vec<Value>,
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

    /// The values that it is made of.
    pub(super) fn parts(&self) -> &[Value] {
        match &self.kind {
            ValueKind::Call(_, parts) | ValueKind::Tuple(Tuple { fields: parts, .. }) => parts,
            ValueKind::Field { whole, .. } | ValueKind::Tag(whole, _) | ValueKind::Cast(whole, _) => {
                std::slice::from_ref(&**whole)
            }
            ValueKind::Variable(_)
            | ValueKind::Text(_)
            | ValueKind::Integer(_)
            | ValueKind::Unsigned(_)
            | ValueKind::Float(_)
            | ValueKind::Word(_)
            | ValueKind::Nil { .. } => &[],
        }
    }

    /// Calls `visit` with every variable in the value, left to right.
    pub(super) fn each_variable(&self, visit: &mut impl FnMut(VarId)) {
        match &self.kind {
            ValueKind::Variable(id) => visit(*id),
            _ => {
                for part in self.parts() {
                    part.each_variable(visit);
                }
            }
        }
    }

    /// Whether `holds` is true of every variable in the value.
    pub(super) fn all_variables(&self, holds: &impl Fn(VarId) -> bool) -> bool {
        match &self.kind {
            ValueKind::Variable(id) => holds(*id),
            _ => self.parts().iter().all(|part| part.all_variables(holds)),
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
            ConditionKind::Range { result, args } => {
                visit(*result);
                for arg in args {
                    arg.each_variable(visit);
                }
            }
            ConditionKind::Unpack(unpack) => {
                unpack.whole.each_variable(visit);
                unpack
                    .fields
                    .iter()
                    .flat_map(|field| &field.value)
                    .for_each(|value| value.each_variable(visit));
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

impl Unpack {
    /// Whether every field has a value whose variables `holds`.
    pub(super) fn all_fields(&self, holds: &impl Fn(VarId) -> bool) -> bool {
        self.fields.iter().all(|field| field.value.as_ref().is_some_and(|value| value.all_variables(holds)))
    }

    /// The equation that builds the whole of its fields.
    pub(super) fn built(self, span: Span) -> Condition {
        let fields = self.fields.into_iter().filter_map(|field| field.value).collect();
        let kind = ValueKind::Tuple(Tuple { branch: self.branch, fields });
        equal(self.whole, Value { kind, slot: self.built, span }, span)
    }

    /// The conditions that take the whole apart: that it is the branch, or no `nil`, then what each field is.
    pub(super) fn taken_apart(self, span: Span) -> Vec<Condition> {
        let whole = || Box::new(self.whole.clone());
        let first = match self.branch {
            Some(branch) => self.is_branch(branch, span),
            None => self.is_no_nil(span),
        };
        let fields = self.fields.iter().enumerate().filter_map(|(at, field)| {
            let kind = ValueKind::Field { whole: whole(), branch: self.branch, at, width: self.fields.len() };
            let asked = Value { kind, slot: field.slot, span };
            Some(equal(field.value.clone()?, asked, span))
        });
        std::iter::once(first).chain(fields).collect()
    }

    fn is_branch(&self, branch: BranchRef, span: Span) -> Condition {
        let place = ValueKind::Integer(i128::try_from(branch.tag).unwrap_or(i128::MAX));
        let asked = ValueKind::Tag(Box::new(self.whole.clone()), branch);
        let value = |kind| Value { kind, slot: self.tag, span };
        equal(value(asked), value(place), span)
    }

    fn is_no_nil(&self, span: Span) -> Condition {
        let nil = Value { kind: ValueKind::Nil { written: false }, slot: self.built, span };
        let (op, left) = (Comparison::NotEqual, self.whole.clone());
        Condition { kind: ConditionKind::Compare { op, left, right: nil, negated: false }, span }
    }
}

fn equal(left: Value, right: Value, span: Span) -> Condition {
    Condition { kind: ConditionKind::Compare { op: Comparison::Equal, left, right, negated: false }, span }
}
