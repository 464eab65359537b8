//! Subtypes in a clause: what a variable is by the atoms that bind it, and whether the head's columns admit it.
//!
//! As in Soufflé, a variable's type is the greatest common subtype of the columns where it stands in a body, and must be a
//! subtype of the head's column. Constants and computed values fit every subtype of their primitive type.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::{Clause, Condition, ConditionKind};
use super::ir::{Comparison, VarId};
use super::messages::{code, either, shown};
use super::names::{Column, Scope};
use super::types::TypeId;
use crate::diagnostic::{Diagnostic, Span};

/// The declared types of a variable, with the places that give them.
#[derive(Debug, Default)]
struct Bound {
    types: BTreeSet<TypeId>,
    places: Vec<(TypeId, Span)>,
    clashed: bool,
}

/// Reports variables without a common type and head columns that do not admit theirs; says whether there was none.
pub(super) fn check(clause: &Clause, scope: &Scope, sink: &mut Vec<Diagnostic>) -> bool {
    let before = sink.len();
    let mut same: Vec<usize> = (0..clause.variables.len()).collect();
    equal_variables(&clause.body, &mut same);
    let mut bounds = BTreeMap::new();
    bind(clause, &clause.body, scope, &same, &mut bounds, sink);
    if !scope.legacy {
        check_head(clause, scope, &same, &bounds, sink);
    }
    sink.len() == before
}

fn root(same: &[usize], id: VarId) -> usize {
    let mut at = id.0;
    while same[at] != at {
        at = same[at];
    }
    at
}

/// Joins variables that an equation makes equal.
fn equal_variables(conditions: &[Condition], same: &mut [usize]) {
    for condition in conditions {
        match &condition.kind {
            ConditionKind::Compare { op: Comparison::Equal, left, right, negated: false } => {
                if let (Some(a), Some(b)) = (left.variable(), right.variable()) {
                    let (a, b) = (root(same, a), root(same, b));
                    same[a.max(b)] = a.min(b);
                }
            }
            ConditionKind::Aggregate(aggregate) => equal_variables(&aggregate.body, same),
            _ => {}
        }
    }
}

fn bind(
    clause: &Clause,
    conditions: &[Condition],
    scope: &Scope,
    same: &[usize],
    bounds: &mut BTreeMap<usize, Bound>,
    sink: &mut Vec<Diagnostic>,
) {
    for condition in conditions {
        match &condition.kind {
            ConditionKind::Atom { relation, args, negated: false } => {
                let columns = &scope.signature(*relation).columns;
                for (arg, column) in args.iter().zip(columns) {
                    let Some(arg) = arg else { continue };
                    if let (Some(id), Some(ty)) = (arg.variable(), column.ty) {
                        let bound = bounds.entry(root(same, id)).or_default();
                        let name = &clause.variables[id.0].name;
                        sink.extend(narrow(bound, ty, arg.span, name, scope));
                    }
                }
            }
            ConditionKind::Aggregate(aggregate) => bind(clause, &aggregate.body, scope, same, bounds, sink),
            _ => {}
        }
    }
}

fn narrow(bound: &mut Bound, ty: TypeId, span: Span, name: &str, scope: &Scope) -> Option<Diagnostic> {
    if bound.clashed {
        return None;
    }
    if bound.places.is_empty() {
        bound.types.insert(ty);
    } else {
        let left = scope.lattice.common(&bound.types, &BTreeSet::from([ty]));
        if left.is_empty() {
            bound.clashed = true;
            return Some(no_common(bound, ty, span, name, scope));
        }
        bound.types = left;
    }
    bound.places.push((ty, span));
    None
}

fn no_common(bound: &Bound, ty: TypeId, span: Span, name: &str, scope: &Scope) -> Diagnostic {
    let lattice = &scope.lattice;
    let apart = |other: TypeId| lattice.common(&BTreeSet::from([other]), &BTreeSet::from([ty])).is_empty();
    let other = bound.places.iter().find(|(other, _)| apart(*other)).or(bound.places.last());
    let own = lattice.name(ty);
    let message = match other {
        Some((other, _)) => format!("`{name}` cannot be both `{}` and `{own}`", lattice.name(*other)),
        None => format!("`{name}` cannot be a `{own}`"),
    };
    let diagnostic = Diagnostic::error(code::NO_COMMON, message, span, format!("a `{own}` here"));
    match other {
        Some((other, at)) => diagnostic.with_label(*at, format!("a `{}` here", lattice.name(*other))),
        None => diagnostic,
    }
}

fn check_head(
    clause: &Clause,
    scope: &Scope,
    same: &[usize],
    bounds: &BTreeMap<usize, Bound>,
    sink: &mut Vec<Diagnostic>,
) {
    let Some(head) = clause.head else { return };
    let signature = scope.signature(head);
    for (term, column) in clause.head_terms.iter().zip(&signature.columns) {
        let (Some(id), Some(wanted)) = (term.variable(), column.ty) else { continue };
        let Some(bound) = bounds.get(&root(same, id)) else { continue };
        let fits = bound.types.iter().all(|&ty| scope.lattice.is_subtype(ty, wanted));
        if !fits && !bound.clashed && !is_of_helper(&signature.name) {
            sink.push(not_admitted(
                &clause.variables[id.0].name,
                term.span,
                bound,
                wanted,
                column,
                scope,
                head,
            ));
        }
    }
}

/// Relations that the checker made have columns of the primitive types alone.
fn is_of_helper(name: &str) -> bool {
    name.contains('@')
}

fn not_admitted(
    name: &str,
    span: Span,
    bound: &Bound,
    wanted: TypeId,
    column: &Column,
    scope: &Scope,
    head: super::ir::RelationId,
) -> Diagnostic {
    let lattice = &scope.lattice;
    let found: Vec<&str> = bound.types.iter().map(|&ty| lattice.name(ty)).collect();
    let wanted_name = lattice.name(wanted);
    let signature = scope.signature(head);
    let mut diagnostic = Diagnostic::error(
        code::NOT_SUBTYPE,
        format!("`{name}` is a {}, which is no subtype of `{wanted_name}`", either(&found)),
        span,
        format!("column `{}` of {} is `{wanted_name}`", column.name, shown(&signature.name)),
    );
    if let Some((ty, at)) = bound.places.iter().find(|(ty, _)| !lattice.is_subtype(*ty, wanted)) {
        diagnostic = diagnostic.with_label(*at, format!("a `{}` here", lattice.name(*ty)));
    }
    diagnostic
}
