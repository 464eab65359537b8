//! Terms into values: names of functors resolved, aggregates and expressions in atoms given variables of their own.

use super::builder::Builder;
use super::clause::{ConditionKind, Place, Use, Value, ValueKind};
use super::ir::{Comparison, Functor, VarId};
use super::messages::code;
use super::natives;
use super::types::{TypeId, unknown_type};
use super::variables::{self, Depth};
use super::vocabulary::{binary, functor_of, unary};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Name, Term, TermKind, UnaryOp};

impl<'t> Builder<'_, '_, 't> {
    /// An argument of a body atom: a variable, a constant, or nothing for `_`.
    pub(super) fn argument(&mut self, term: &'t Term, place: Place) -> Option<Value> {
        if matches!(term.node, TermKind::Wildcard) {
            let counts = self.rows_count && place == Place::Atom;
            return counts.then(|| {
                let id = self.fresh();
                self.of_variable(id, term.span)
            });
        }
        if place == Place::Atom && Self::is_pattern(term) {
            return Some(self.matched(term));
        }
        let inner = if matches!(term.node, TermKind::Variable(_)) { place } else { Place::Operand };
        let value = self.value(term, inner);
        if matches!(value.kind, ValueKind::Call(..) | ValueKind::Tuple(_) | ValueKind::Cast(..)) {
            let id = self.fresh();
            let left = self.of_variable(id, term.span);
            let equation = ConditionKind::Compare {
                op: Comparison::Equal,
                left: left.clone(),
                right: value,
                negated: false,
            };
            self.push(equation, term.span);
            return Some(left);
        }
        Some(value)
    }

    /// A use of a variable by name.
    pub(super) fn variable(&mut self, name: &str, span: Span, place: Place) -> VarId {
        let id = self.look_up(name).unwrap_or_else(|| self.declare_here(name));
        self.variables[id.0].uses.push(Use { span, place });
        id
    }

    /// A term where a value is needed.
    pub(super) fn value(&mut self, term: &'t Term, place: Place) -> Value {
        let span = term.span;
        let kind = match &term.node {
            TermKind::Variable(name) => {
                let id = self.variable(name, span, place);
                return self.of_variable(id, span);
            }
            TermKind::Wildcard => return self.at_fault(wildcard(span, place)),
            TermKind::Unsaid => return self.at_fault(unsaid_in_body(span)),
            TermKind::Aggregate(aggregate) => {
                let result = self.fresh();
                self.aggregate(aggregate, result, span);
                return self.of_variable(result, span);
            }
            TermKind::Record(_) | TermKind::Branch(..) => return self.tuple(term, place),
            TermKind::Nil => ValueKind::Nil { written: true },
            TermKind::Cast(operand, ty) => {
                let ty = self.type_of(ty);
                ValueKind::Cast(Box::new(self.value(operand, operand_place(place))), ty)
            }
            TermKind::Counter => ValueKind::Call(Functor::Counter, Vec::new()),
            TermKind::UserFunctor(name, operands) => {
                match natives::find(&self.normaliser.scope.natives, name, operands.len()) {
                    Ok(functor) => {
                        let inner = operand_place(place);
                        ValueKind::Call(
                            functor,
                            operands.iter().map(|term| self.value(term, inner)).collect(),
                        )
                    }
                    Err(diagnostic) => return self.uncallable(diagnostic, operands, term),
                }
            }
            TermKind::String(text) => ValueKind::Text(text.clone()),
            TermKind::Integer(value) => ValueKind::Integer(i128::from(*value)),
            TermKind::Unsigned(value) => ValueKind::Unsigned(*value),
            TermKind::Float(value) => ValueKind::Float(*value),
            TermKind::Unary(op, operand) => self.unary(*op, operand, place),
            TermKind::Binary(op, left, right) => {
                let inner = operand_place(place);
                ValueKind::Call(binary(*op), vec![self.value(left, inner), self.value(right, inner)])
            }
            TermKind::Functor(name, operands) => match functor_of(name, operands.len()) {
                Ok(Functor::Range) => {
                    let inner = operand_place(place);
                    let args = operands.iter().map(|term| self.value(term, inner)).collect();
                    let result = self.fresh();
                    self.push(ConditionKind::Range { result, args }, span);
                    return self.of_variable(result, span);
                }
                Ok(functor) => {
                    let inner = operand_place(place);
                    ValueKind::Call(functor, operands.iter().map(|term| self.value(term, inner)).collect())
                }
                Err(diagnostic) => {
                    self.unknown(operands, span);
                    return self.at_fault(*diagnostic);
                }
            },
        };
        Value { kind, slot: self.new_slot(), span }
    }

    /// The type of a name; one that nothing declares is reported.
    fn type_of(&mut self, name: &Name) -> Option<TypeId> {
        let lattice = &self.normaliser.scope.lattice;
        let id = lattice.id(&name.node);
        if lattice.find(&name.node).is_none() {
            let diagnostic = unknown_type(name, &lattice.names());
            self.normaliser.sink.push(diagnostic);
        }
        id
    }

    fn unary(&mut self, op: UnaryOp, operand: &'t Term, place: Place) -> ValueKind {
        match (op, &operand.node) {
            (UnaryOp::Negate, TermKind::Integer(value)) => ValueKind::Integer(-i128::from(*value)),
            (UnaryOp::Negate, TermKind::Float(value)) => ValueKind::Float(-value),
            _ => ValueKind::Call(unary(op), vec![self.value(operand, operand_place(place))]),
        }
    }

    /// A call that cannot be made; its variables are not at fault for that.
    fn uncallable(
        &mut self,
        diagnostic: Option<Box<Diagnostic>>,
        operands: &'t [Term],
        term: &'t Term,
    ) -> Value {
        let named = variables::of_terms(operands, Depth::Everywhere);
        let args = named.iter().map(|one| {
            let id = self.variable(one.node, one.span, Place::Atom);
            self.of_variable(id, one.span)
        });
        let args = args.collect();
        self.push(ConditionKind::Unknown { args }, term.span);
        self.normaliser.sink.extend(diagnostic.map(|diagnostic| *diagnostic));
        self.fitting(term.span)
    }

    /// Reports a fault and gives a value that fits everywhere, so that nothing follows from it.
    pub(super) fn at_fault(&mut self, diagnostic: Diagnostic) -> Value {
        let span = diagnostic.primary.span;
        self.normaliser.sink.push(diagnostic);
        self.fitting(span)
    }

    /// A value that fits everywhere.
    fn fitting(&mut self, span: Span) -> Value {
        let id = self.fresh();
        let value = self.of_variable(id, span);
        self.push(ConditionKind::Unknown { args: vec![value.clone()] }, span);
        value
    }
}

/// The place of an operand of a value at `place`: an aggregated value stays one.
fn operand_place(place: Place) -> Place {
    if place == Place::Aggregated { place } else { Place::Operand }
}

fn wildcard(span: Span, place: Place) -> Diagnostic {
    let label = if place == Place::Head { "a head needs a value" } else { "a value is needed here" };
    Diagnostic::error(code::WILDCARD, "`_` has no value", span, label)
        .with_help("`_` can only be an argument of an atom in a body")
}

/// The error for `unsaid` where a value is compared. The word is read as a variable there, which a program may have; standing alone
/// it is not meant as one.
pub(super) fn unsaid_in_body(span: Span) -> Diagnostic {
    Diagnostic::error(
        code::BAD_UNSAID,
        "`unsaid` is no value to compare with",
        span,
        "only a fact can leave it unsaid",
    )
    .with_help("`unsaid(x)` asks for it")
}
