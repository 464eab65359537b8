//! Safety: every variable of a clause gets a value from somewhere, and the body stands in an order in which evaluation from left
//! to right meets each variable bound before it is needed.
//!
//! The verdict does not depend on the order of the text; the order of the text is kept wherever it can be.

use std::collections::BTreeSet;

use super::clause::{Aggregate, Clause, Condition, ConditionKind, Place, Unpack, Use, Value, Variable};
use super::ir::{Comparison, VarId};
use super::messages::code;
use crate::diagnostic::{Diagnostic, SourceId, Span};

/// Which variables have a value.
type Bound = BTreeSet<VarId>;

/// Orders the body of a clause, those of its aggregates included. Variables that nothing binds are reported, each once; one
/// that only lacks a value because another does is not.
pub(super) fn order(clause: &mut Clause) -> Vec<Diagnostic> {
    let mut orderer = Orderer { variables: &clause.variables, span: clause.span, found: Vec::new() };
    let mut bound = Bound::new();
    let body = std::mem::take(&mut clause.body);
    clause.body = orderer.conjunction(body, &mut bound);
    orderer.head(&clause.head_terms, &mut bound);
    orderer.found
}

struct Orderer<'a> {
    variables: &'a [Variable],
    /// The place of the clause, for variables that its text does not have.
    span: Span,
    found: Vec<Diagnostic>,
}

impl Orderer<'_> {
    fn conjunction(&mut self, mut pending: Vec<Condition>, bound: &mut Bound) -> Vec<Condition> {
        let mut ordered = Vec::with_capacity(pending.len());
        while !pending.is_empty() {
            let Some(at) = pending.iter().position(|condition| is_ready(condition, bound)) else {
                self.report(&pending, bound);
                continue;
            };
            let mut condition = pending.remove(at);
            if let ConditionKind::Unpack(unpack) = condition.kind {
                pending.splice(at..at, settled(unpack, condition.span, bound));
                continue;
            }
            if let ConditionKind::Aggregate(aggregate) = &mut condition.kind {
                self.aggregate(aggregate);
            }
            condition.each_variable(&mut |id| {
                bound.insert(id);
            });
            ordered.push(condition);
        }
        ordered
    }

    fn aggregate(&mut self, aggregate: &mut Aggregate) {
        let mut bound: Bound = aggregate.outer.iter().copied().collect();
        let body = std::mem::take(&mut aggregate.body);
        aggregate.body = self.conjunction(body, &mut bound);
        let Some(value) = &aggregate.value else { return };
        for id in unbound_in(value, &bound) {
            self.report_variable(id, &[]);
            bound.insert(id);
        }
    }

    fn head(&mut self, terms: &[Value], bound: &mut Bound) {
        for term in terms {
            for id in unbound_in(term, bound) {
                self.report_variable(id, &[]);
                bound.insert(id);
            }
        }
    }

    /// Reports one variable that keeps the pending conditions waiting and goes on as if it were bound.
    fn report(&mut self, pending: &[Condition], bound: &mut Bound) {
        let waiting: BTreeSet<VarId> =
            pending.iter().flat_map(|condition| lacking(condition, bound)).collect();
        let follows = |id: &VarId| pending.iter().any(|condition| equation_gives(condition, *id, bound));
        let first_use =
            |id: &VarId| self.variables.get(id.0).and_then(|variable| variable.uses.first()).map(key);
        let root = waiting
            .iter()
            .filter(|id| !follows(id))
            .min_by_key(|id| (first_use(id).is_none(), first_use(id)));
        match root.or_else(|| waiting.first()).copied() {
            Some(id) => {
                self.report_variable(id, pending);
                bound.insert(id);
            }
            // A condition waits only for variables; without one there is nothing to wait for.
            None => pending.iter().for_each(|condition| {
                condition.each_variable(&mut |id| {
                    bound.insert(id);
                });
            }),
        }
    }

    fn report_variable(&mut self, id: VarId, pending: &[Condition]) {
        let Some(variable) = self.variables.get(id.0) else { return };
        let inside = pending.iter().any(|condition| binds_inside(condition, id));
        self.found.push(ungrounded(variable, inside, self.span));
    }
}

fn key(one: &Use) -> (SourceId, u32) {
    (one.span.source, one.span.start)
}

/// A pattern as the conditions that match it, by what is bound.
fn settled(unpack: Unpack, span: Span, bound: &Bound) -> Vec<Condition> {
    let known = |id: VarId| bound.contains(&id);
    if unpack.whole.all_variables(&known) { unpack.taken_apart(span) } else { vec![unpack.built(span)] }
}

/// Whether a condition can be evaluated with these variables bound.
fn is_ready(condition: &Condition, bound: &Bound) -> bool {
    let has = |id: VarId| bound.contains(&id);
    match &condition.kind {
        ConditionKind::Atom { negated: false, .. } | ConditionKind::Unknown { .. } | ConditionKind::False => {
            true
        }
        ConditionKind::Atom { args, .. } => args.iter().flatten().all(|arg| arg.all_variables(&has)),
        ConditionKind::Compare { op, left, right, negated } => {
            let (l, r) = (left.all_variables(&has), right.all_variables(&has));
            let equation = *op == Comparison::Equal && !negated;
            l && r || equation && (l && right.variable().is_some() || r && left.variable().is_some())
        }
        ConditionKind::Test { args, .. } => args.iter().all(|arg| arg.all_variables(&has)),
        ConditionKind::Range { args, .. } => args.iter().all(|arg| arg.all_variables(&has)),
        ConditionKind::Unpack(unpack) => unpack.whole.all_variables(&has) || unpack.all_fields(&has),
        ConditionKind::Aggregate(aggregate) => aggregate.outer.iter().all(|id| has(*id)),
    }
}

/// The variables for which a condition waits.
fn lacking(condition: &Condition, bound: &Bound) -> Vec<VarId> {
    if let ConditionKind::Aggregate(aggregate) = &condition.kind {
        return aggregate.outer.iter().filter(|id| !bound.contains(id)).copied().collect();
    }
    if let ConditionKind::Range { args, .. } = &condition.kind {
        return args.iter().flat_map(|arg| unbound_in(arg, bound)).collect();
    }
    let mut found = Vec::new();
    condition.each_variable(&mut |id| {
        if !bound.contains(&id) {
            found.push(id);
        }
    });
    found
}

/// Whether a condition would give the variable a value if the others in it had theirs.
fn equation_gives(condition: &Condition, id: VarId, bound: &Bound) -> bool {
    let gives = |alone: &Value, other: &Value| {
        alone.variable() == Some(id)
            && !unbound_in(other, bound).is_empty()
            && !unbound_in(other, bound).contains(&id)
    };
    match &condition.kind {
        ConditionKind::Compare { op: Comparison::Equal, left, right, negated: false } => {
            // Of two variables alone, neither waits for the other more than the reverse.
            let both_alone = left.variable().is_some() && right.variable().is_some();
            !both_alone && (gives(left, right) || gives(right, left))
        }
        ConditionKind::Aggregate(aggregate) => aggregate.result == id && !aggregate.outer.contains(&id),
        ConditionKind::Range { result, .. } => *result == id,
        _ => false,
    }
}

/// Whether an atom inside an aggregate has the variable: there it does not get its value for the rule around.
fn binds_inside(condition: &Condition, id: VarId) -> bool {
    let ConditionKind::Aggregate(aggregate) = &condition.kind else { return false };
    aggregate.body.iter().any(|inner| match &inner.kind {
        ConditionKind::Atom { args, negated: false, .. } => {
            args.iter().flatten().any(|arg| arg.variable() == Some(id))
        }
        _ => false,
    })
}

fn unbound_in(value: &Value, bound: &Bound) -> Vec<VarId> {
    let mut found = Vec::new();
    value.each_variable(&mut |id| {
        if !bound.contains(&id) {
            found.push(id);
        }
    });
    found
}

fn ungrounded(variable: &Variable, inside_aggregate: bool, clause: Span) -> Diagnostic {
    let name = &variable.name;
    let message = format!("variable `{name}` is not grounded");
    let mut uses = variable.uses.iter();
    let first = uses.next();
    let (span, label) = match first {
        Some(one) => (one.span, place_text(one.place)),
        // Only a clause made for an alternative of an aggregate has a variable that does not stand in it.
        None => (clause, "an alternative of this aggregate needs its value"),
    };
    let mut diagnostic = Diagnostic::error(code::UNGROUNDED, message, span, label);
    for other in uses.take(3) {
        diagnostic = diagnostic.with_label(other.span, place_text(other.place));
    }
    if inside_aggregate {
        diagnostic.with_help(format!(
            "an atom inside an aggregate gives `{name}` no value outside of it; add an atom outside that has `{name}`"
        ))
    } else {
        diagnostic
            .with_help(format!("add an atom without `!` that has `{name}`, or an equation `{name} = …`"))
    }
}

fn place_text(place: Place) -> &'static str {
    match place {
        Place::Head => "the head needs its value",
        Place::Atom => "an atom inside the aggregate has it",
        Place::Negation => "`!` asks only of values that are known",
        Place::Comparison => "a comparison needs its value",
        Place::Test => "the condition needs its value",
        Place::Operand => "the expression needs its value",
        Place::Aggregated => "the aggregate needs its value",
    }
}
