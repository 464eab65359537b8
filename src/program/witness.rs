//! Witnesses: variables that only the body of a `min` or `max` binds and that are used outside of it.
//!
//! As in Soufflé, `oldest(who, m) :- m = max age : { person(who, age) }` gives whoever has that age: the body is asked a second
//! time with the result as the value. Sums and counts have no witness.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::{
    Aggregate, Clause, Condition, ConditionKind, Part, Slot, Tuple, Unpack, Value, ValueKind, Variable,
};
use super::ir::{AggregateKind, Comparison, VarId};

/// Asks the body of each `min` and `max` with a witness a second time.
pub(super) fn expose(clause: &mut Clause) {
    let bound = bound_outside(&clause.body);
    let mut again = Vec::new();
    let mut body = std::mem::take(&mut clause.body);
    for condition in &mut body {
        let span = condition.span;
        let ConditionKind::Aggregate(aggregate) = &mut condition.kind else { continue };
        lift(aggregate, &bound, clause, &mut again);
        let witnesses = witnesses(aggregate, &bound);
        let (false, Some(value)) = (witnesses.is_empty(), aggregate.value.clone()) else { continue };
        let locals = aggregate.locals.clone();
        let outside = fresh(&locals, clause);
        again.extend(aggregate.body.iter().map(|inner| renamed(inner, &outside)));
        again.push(equation(aggregate.result, &renamed_value(&value, &outside), clause, span));
        hide(aggregate, &witnesses, &value, clause);
    }
    body.extend(again);
    clause.body = body;
}

/// Makes witnesses the aggregate's own.
fn hide(aggregate: &mut Aggregate, witnesses: &[VarId], value: &Value, clause: &mut Clause) {
    let inside = fresh(witnesses, clause);
    aggregate.body = aggregate.body.iter().map(|inner| renamed(inner, &inside)).collect();
    aggregate.value = Some(renamed_value(value, &inside));
    aggregate.outer.retain(|id| !witnesses.contains(id));
    aggregate.locals.extend(inside.values().map(|(id, _)| *id));
}

/// Brings the witnesses of a `min` or `max` inside of another aggregate into the rule: it is asked there too, where all else that it uses is known
/// there.
fn lift(outer: &mut Aggregate, bound: &BTreeSet<VarId>, clause: &mut Clause, again: &mut Vec<Condition>) {
    let inside = bound_outside(&outer.body);
    let known: BTreeSet<VarId> = bound.union(&inside).copied().collect();
    for condition in &mut outer.body {
        let span = condition.span;
        let ConditionKind::Aggregate(inner) = &mut condition.kind else { continue };
        lift(inner, bound, clause, again);
        let witnesses = witnesses(inner, &known);
        let is_known = inner.outer.iter().all(|id| bound.contains(id) || witnesses.contains(id));
        let (true, false, Some(value)) = (is_known, witnesses.is_empty(), inner.value.clone()) else {
            continue;
        };
        let outside = fresh(&inner.locals, clause);
        again.extend(inner.body.iter().map(|condition| renamed(condition, &outside)));
        hide(inner, &witnesses, &value, clause);
        let mut copy = inner.clone();
        copy.result = fresh(&[inner.result], clause).values().next().map_or(inner.result, |(id, _)| *id);
        again.push(equation(copy.result, &renamed_value(&value, &outside), clause, span));
        again.push(Condition { kind: ConditionKind::Aggregate(copy), span });
        outer.outer.retain(|id| !witnesses.contains(id));
    }
}

/// The variables that something outside of aggregates gives a value, the results of aggregates among them.
fn bound_outside(body: &[Condition]) -> BTreeSet<VarId> {
    let mut bound = BTreeSet::new();
    loop {
        let before = bound.len();
        for condition in body {
            match &condition.kind {
                ConditionKind::Atom { negated: false, .. } | ConditionKind::Unknown { .. } => {
                    condition.each_variable(&mut |id| {
                        bound.insert(id);
                    });
                }
                ConditionKind::Compare { op: Comparison::Equal, left, right, negated: false } => {
                    for (alone, other) in [(left, right), (right, left)] {
                        let known = other.all_variables(&|id| bound.contains(&id));
                        bound.extend(alone.variable().filter(|_| known));
                    }
                }
                ConditionKind::Unpack(unpack) => {
                    let known = |id: VarId| bound.contains(&id);
                    if unpack.whole.all_variables(&known) || unpack.all_fields(&known) {
                        condition.each_variable(&mut |id| {
                            bound.insert(id);
                        });
                    }
                }
                ConditionKind::Range { result, args } => {
                    let known = args.iter().all(|arg| arg.all_variables(&|id| bound.contains(&id)));
                    bound.extend(known.then_some(*result));
                }
                ConditionKind::Aggregate(aggregate) => {
                    bound.insert(aggregate.result);
                }
                _ => {}
            }
        }
        if bound.len() == before {
            return bound;
        }
    }
}

/// The outer variables of a `min` or `max` that nothing outside binds and that an atom inside does.
fn witnesses(aggregate: &Aggregate, bound: &BTreeSet<VarId>) -> Vec<VarId> {
    if !matches!(aggregate.kind, AggregateKind::Min | AggregateKind::Max) {
        return Vec::new();
    }
    let inside = bound_outside(&aggregate.body);
    aggregate.outer.iter().filter(|id| !bound.contains(id) && inside.contains(id)).copied().collect()
}

type Renaming = BTreeMap<VarId, (VarId, Slot)>;

/// New variables of the clause in place of some.
fn fresh(ids: &[VarId], clause: &mut Clause) -> Renaming {
    let mut renaming = Renaming::new();
    for &id in ids {
        let new = VarId(clause.variables.len());
        let slot = Slot(clause.slots);
        clause.slots += 1;
        let Some(old) = clause.variables.get(id.0) else { continue };
        let name = old.name.clone();
        clause.variables.push(Variable { name, slot, uses: Vec::new() });
        renaming.insert(id, (new, slot));
    }
    renaming
}

fn equation(result: VarId, value: &Value, clause: &Clause, span: crate::diagnostic::Span) -> Condition {
    let slot = clause.variables.get(result.0).map_or(value.slot, |variable| variable.slot);
    let left = Value { kind: ValueKind::Variable(result), slot, span };
    let kind = ConditionKind::Compare { op: Comparison::Equal, left, right: value.clone(), negated: false };
    Condition { kind, span }
}

fn renamed(condition: &Condition, to: &Renaming) -> Condition {
    let of = |value: &Value| renamed_value(value, to);
    let kind = match &condition.kind {
        ConditionKind::Atom { relation, args, negated } => ConditionKind::Atom {
            relation: *relation,
            args: args.iter().map(|arg| arg.as_ref().map(of)).collect(),
            negated: *negated,
        },
        ConditionKind::Unknown { args } => ConditionKind::Unknown { args: args.iter().map(of).collect() },
        ConditionKind::Compare { op, left, right, negated } => {
            ConditionKind::Compare { op: *op, left: of(left), right: of(right), negated: *negated }
        }
        ConditionKind::Test { name, args, negated } => {
            ConditionKind::Test { name: *name, args: args.iter().map(of).collect(), negated: *negated }
        }
        ConditionKind::Unpack(unpack) => ConditionKind::Unpack(renamed_unpack(unpack, to)),
        ConditionKind::Range { result, args } => ConditionKind::Range {
            result: to.get(result).map_or(*result, |(new, _)| *new),
            args: args.iter().map(of).collect(),
        },
        ConditionKind::Aggregate(inner) => ConditionKind::Aggregate(renamed_aggregate(inner, to)),
        ConditionKind::False => ConditionKind::False,
    };
    Condition { kind, span: condition.span }
}

fn renamed_unpack(unpack: &Unpack, to: &Renaming) -> Unpack {
    let part =
        |part: &Part| Part { value: part.value.as_ref().map(|value| renamed_value(value, to)), ..*part };
    Unpack {
        whole: renamed_value(&unpack.whole, to),
        fields: unpack.fields.iter().map(part).collect(),
        ..*unpack
    }
}

/// An aggregate inside the one that is asked again. Its own variables may be the same in both: they are nobody else's.
fn renamed_aggregate(aggregate: &Aggregate, to: &Renaming) -> Aggregate {
    let id = |id: &VarId| to.get(id).map_or(*id, |(new, _)| *new);
    let mut outer: Vec<VarId> = aggregate.outer.iter().map(id).collect();
    outer.sort_unstable();
    Aggregate {
        kind: aggregate.kind,
        result: id(&aggregate.result),
        value: aggregate.value.as_ref().map(|value| renamed_value(value, to)),
        body: aggregate.body.iter().map(|inner| renamed(inner, to)).collect(),
        outer,
        locals: aggregate.locals.clone(),
    }
}

fn renamed_value(value: &Value, to: &Renaming) -> Value {
    match &value.kind {
        ValueKind::Variable(id) => match to.get(id) {
            Some(&(new, slot)) => Value { kind: ValueKind::Variable(new), slot, span: value.span },
            None => value.clone(),
        },
        ValueKind::Call(functor, args) => {
            let args = args.iter().map(|arg| renamed_value(arg, to)).collect();
            Value { kind: ValueKind::Call(*functor, args), ..*value }
        }
        ValueKind::Tuple(Tuple { branch, fields }) => {
            let fields = fields.iter().map(|field| renamed_value(field, to)).collect();
            Value { kind: ValueKind::Tuple(Tuple { branch: *branch, fields }), ..*value }
        }
        ValueKind::Cast(operand, ty) => {
            let operand = Box::new(renamed_value(operand, to));
            Value { kind: ValueKind::Cast(operand, *ty), ..*value }
        }
        _ => value.clone(),
    }
}
