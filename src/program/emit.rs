//! Typed, ordered clauses into the rules of the checked program: constants become words, variables get their types.

use super::clause::{Aggregate, Clause, Condition, ConditionKind, TestName, Value, ValueKind};
use super::constant::{Literal, word};
use super::functor::wrapping;
use super::ir::{self, Arg, Comparison, Expr, Functor, Literal as Goal, RelationId, Rule, Test, Type};
use super::vocabulary::meant;
use crate::diagnostic::Diagnostic;
use crate::store::tuples::NIL;
use crate::store::{Dictionary, Word};

/// The rule of a clause whose slots have these types; constants that are none of their type are reported.
pub(super) fn rule(
    clause: &Clause,
    head: RelationId,
    types: &[Type],
    wrapping: bool,
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) -> Option<Rule> {
    let before = sink.len();
    let mut emitter = Emitter { types, wrapping, dictionary, sink };
    let head_terms = clause.head_terms.iter().map(|term| emitter.expr(term)).collect();
    let body = emitter.conjunction(&clause.body);
    let variable = |variable: &super::clause::Variable| ir::Variable {
        name: variable.name.clone(),
        ty: emitter.types[variable.slot.0],
    };
    let variables = clause.variables.iter().map(variable).collect();
    let rule = Rule {
        name: clause.name.clone(),
        docs: clause.docs.clone(),
        head,
        head_terms,
        body,
        variables,
        span: clause.span,
    };
    (sink.len() == before).then_some(rule)
}

struct Emitter<'a> {
    types: &'a [Type],
    /// Whether arithmetic wraps.
    wrapping: bool,
    dictionary: &'a Dictionary,
    sink: &'a mut Vec<Diagnostic>,
}

impl Emitter<'_> {
    fn conjunction(&mut self, conditions: &[Condition]) -> Vec<Goal> {
        conditions.iter().map(|condition| self.condition(condition)).collect()
    }

    fn condition(&mut self, condition: &Condition) -> Goal {
        match &condition.kind {
            ConditionKind::Atom { relation, args, negated } => {
                let args = args.iter().map(|arg| self.arg(arg.as_ref())).collect();
                let atom = ir::Atom { relation: *relation, args, span: condition.span };
                if *negated { Goal::Negation(atom) } else { Goal::Atom(atom) }
            }
            ConditionKind::Compare { op, left, right, negated } => self.compare(*op, left, right, *negated),
            ConditionKind::Test { name, args, negated } => Goal::Test {
                test: self.test(*name, args),
                args: args.iter().map(|arg| self.expr(arg)).collect(),
                negated: *negated,
            },
            ConditionKind::Aggregate(aggregate) => Goal::Aggregate(self.aggregate(aggregate)),
            ConditionKind::Range { result, args } => Goal::Range {
                result: *result,
                ty: args.first().map_or(Type::Number, |arg| self.types[arg.slot.0]),
                args: args.iter().map(|arg| self.expr(arg)).collect(),
            },
            // Patterns are gone since the conditions were ordered. A condition at fault was reported, and no rule with a reported fault is used.
            ConditionKind::Unpack(_) | ConditionKind::Unknown { .. } | ConditionKind::False => Goal::False,
        }
    }

    fn arg(&mut self, arg: Option<&Value>) -> Arg {
        let Some(value) = arg else { return Arg::Wildcard };
        match value.variable() {
            Some(id) => Arg::Var(id),
            None => Arg::Const(self.constant(value)),
        }
    }

    fn compare(&mut self, op: Comparison, left: &Value, right: &Value, negated: bool) -> Goal {
        let ty = self.types[left.slot.0];
        let partial = matches!(ty, Type::Date | Type::Float);
        let (op, negated) = if negated && !partial { (op.denied(), false) } else { (op, negated) };
        Goal::Compare { op, ty, left: self.expr(left), right: self.expr(right), negated }
    }

    fn test(&self, name: TestName, args: &[Value]) -> Test {
        let of_date = args.first().is_some_and(|arg| self.types[arg.slot.0] == Type::Date);
        match name {
            TestName::Match => Test::Match,
            TestName::Contains => Test::Contains,
            TestName::Within => Test::Within,
            TestName::MayPrecede => Test::MayPrecede,
            TestName::MayOverlap => Test::MayOverlap,
            TestName::MayBeWithin => Test::MayBeWithin,
            TestName::Unsaid if of_date => Test::UnsaidDate,
            TestName::Unsaid => Test::UnsaidSymbol,
        }
    }

    fn aggregate(&mut self, aggregate: &Aggregate) -> ir::Aggregate {
        ir::Aggregate {
            result: aggregate.result,
            kind: aggregate.kind,
            ty: aggregate.value.as_ref().map_or(Type::Number, |value| self.types[value.slot.0]),
            wrapping: self.wrapping,
            value: aggregate.value.as_ref().map(|value| self.expr(value)),
            body: self.conjunction(&aggregate.body),
            outer: aggregate.outer.clone(),
            locals: aggregate.locals.clone(),
        }
    }

    fn expr(&mut self, value: &Value) -> Expr {
        match &value.kind {
            ValueKind::Variable(id) => Expr::Var(*id),
            ValueKind::Call(functor, args) => {
                let ty = args.first().map_or(Type::Symbol, |arg| self.types[arg.slot.0]);
                let args = args.iter().map(|arg| self.expr(arg)).collect();
                let functor = meant(*functor, ty);
                let functor = if self.wrapping { wrapping(functor) } else { functor };
                Expr::Call { functor, ty, args }
            }
            ValueKind::Nil { .. } => Expr::Const(NIL),
            // The word stays as it is.
            ValueKind::Cast(operand, _) => self.expr(operand),
            ValueKind::Tuple(tuple) => {
                let ty = self.types[value.slot.0];
                let tag = tuple.branch.map(|branch| Expr::Const(branch.tag as Word));
                let fields = tuple.fields.iter().map(|field| self.expr(field));
                let args = tag.into_iter().chain(fields.collect::<Vec<_>>()).collect();
                let functor = if tuple.branch.is_some() { Functor::Branch } else { Functor::Record };
                Expr::Call { functor, ty, args }
            }
            ValueKind::Field { whole, branch, at, width } => {
                let place = Expr::Const((at + usize::from(branch.is_some())) as Word);
                let ty = self.types[whole.slot.0];
                let args = vec![self.expr(whole), place, Expr::Const(*width as Word)];
                Expr::Call { functor: Functor::Field, ty, args }
            }
            ValueKind::Tag(whole, _) => {
                let ty = self.types[whole.slot.0];
                Expr::Call { functor: Functor::Tag, ty, args: vec![self.expr(whole)] }
            }
            _ => Expr::Const(self.constant(value)),
        }
    }

    fn constant(&mut self, value: &Value) -> Word {
        let literal = match &value.kind {
            ValueKind::Text(text) => Literal::Text(text),
            ValueKind::Unsigned(value) => Literal::Unsigned(*value),
            ValueKind::Integer(value) => Literal::Integer(*value),
            ValueKind::Float(value) => Literal::Float(*value),
            ValueKind::Nil { .. } => return NIL,
            ValueKind::Word(word) => return *word,
            ValueKind::Variable(_)
            | ValueKind::Call(..)
            | ValueKind::Tuple(_)
            | ValueKind::Field { .. }
            | ValueKind::Cast(..)
            | ValueKind::Tag(..) => return 0,
        };
        let ty = self.types[value.slot.0];
        word(literal, ty, value.span, self.dictionary).unwrap_or_else(|diagnostic| {
            self.sink.push(*diagnostic);
            0
        })
    }
}
