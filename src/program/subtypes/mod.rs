//! Subtypes in a clause: which declared types each of its values has, and whether the head's columns admit them.
//!
//! As in Soufflé, a value's type is the greatest common subtype of the columns, fields and casts that give it one, and of what it
//! is compared with; it must be a subtype of the head's column. Constants and computed values fit every subtype of their primitive
//! type. What a clause says is read in [`reading`], kept and narrowed in [`bounds`].

mod bounds;
mod reading;

use bounds::{Bound, Bounds};

use super::clause::{Clause, Value};
use super::ir::{RelationId, Type};
use super::messages::{code, either, shown};
use super::names::Scope;
use super::types::TypeId;
use crate::diagnostic::Diagnostic;

/// Reports values without a common type and head columns that do not admit theirs; says whether there was none. `types` are the
/// primitive types of the slots.
pub(super) fn check(clause: &Clause, types: &[Type], scope: &Scope, sink: &mut Vec<Diagnostic>) -> bool {
    let before = sink.len();
    let mut bounds = Bounds::new(clause, types, scope);
    bounds.read(clause);
    sink.append(&mut bounds.clashes);
    if let (Some(head), false) = (clause.head, scope.legacy) {
        check_head(clause, head, scope, &bounds, sink);
    }
    sink.len() == before
}

fn check_head(
    clause: &Clause,
    head: RelationId,
    scope: &Scope,
    bounds: &Bounds<'_>,
    sink: &mut Vec<Diagnostic>,
) {
    let signature = scope.signature(head);
    // The columns of relations that the checker made have the primitive types alone.
    if signature.name.contains('@') {
        return;
    }
    for (term, column) in clause.head_terms.iter().zip(&signature.columns) {
        let (Some(wanted), bound) = (column.ty, bounds.of(term.slot)) else { continue };
        if !bound.clashed && !bound.types.iter().all(|&ty| scope.lattice.is_subtype(ty, wanted)) {
            let place = format!("column `{}` of {}", column.name, shown(&signature.name));
            sink.push(not_admitted(bounds.name(term), term, bound, wanted, &place, scope));
        }
    }
}

fn not_admitted(
    name: Option<&str>,
    term: &Value,
    bound: &Bound,
    wanted: TypeId,
    place: &str,
    scope: &Scope,
) -> Diagnostic {
    let lattice = &scope.lattice;
    let found: Vec<&str> = bound.types.iter().map(|&ty| lattice.name(ty)).collect();
    let wanted_name = lattice.name(wanted);
    let subject = name.map_or_else(|| "the value".to_owned(), |name| format!("`{name}`"));
    let mut diagnostic = Diagnostic::error(
        code::NOT_SUBTYPE,
        format!("{subject} is a {}, which is no subtype of `{wanted_name}`", either(&found)),
        term.span,
        format!("{place} is `{wanted_name}`"),
    );
    let outside = bound.places.iter().find(|place| !lattice.is_subtype(place.ty, wanted));
    if let Some(place) = outside.filter(|place| place.span != term.span) {
        diagnostic = diagnostic.with_label(place.span, place.words(lattice));
    }
    diagnostic
}
