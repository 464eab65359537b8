//! The declared types of a clause's slots: sets that places narrow and comparisons join (union-find).

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Span};
use crate::program::clause::{Clause, Slot, Value, Variable};
use crate::program::ir::{ShapeId, Type};
use crate::program::messages::{code, shown};
use crate::program::names::Scope;
use crate::program::types::{Lattice, TypeId};

/// Where a value gets a declared type.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) ty: TypeId,
    pub(super) span: Span,
    pub(super) giver: Giver,
}

/// What gives a value a declared type there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Giver {
    /// A column of an atom.
    Column,
    /// A cast.
    Cast,
    /// The declaration of the record or branch whose field it is.
    Field(ShapeId),
}

impl Place {
    /// What gives the type, in words.
    pub(super) fn words(&self, lattice: &Lattice) -> String {
        let ty = lattice.name(self.ty);
        match self.giver {
            Giver::Column => format!("a `{ty}` here"),
            Giver::Cast => format!("cast to `{ty}`"),
            Giver::Field(shape) => format!("a field of {} that is `{ty}`", shown(lattice.shape_name(shape))),
        }
    }
}

/// The declared types of a slot, with the places that give them. A slot without places fits every type.
#[derive(Clone, Debug, Default)]
pub(super) struct Bound {
    pub(super) types: BTreeSet<TypeId>,
    pub(super) places: Vec<Place>,
    /// Whether a clash was reported, after which nothing more is said of it.
    pub(super) clashed: bool,
}

/// The bounds of all slots of a clause.
#[derive(Debug)]
pub(super) struct Bounds<'c> {
    pub(super) scope: &'c Scope,
    /// The primitive type of each slot.
    pub(super) types: &'c [Type],
    pub(super) variables: &'c [Variable],
    parent: Vec<usize>,
    /// What is known of each root.
    known: Vec<Bound>,
    pub(super) clashes: Vec<Diagnostic>,
}

impl<'c> Bounds<'c> {
    /// Nothing read yet.
    pub(super) fn new(clause: &'c Clause, types: &'c [Type], scope: &'c Scope) -> Self {
        Self {
            scope,
            types,
            variables: &clause.variables,
            parent: (0..clause.slots).collect(),
            known: vec![Bound::default(); clause.slots],
            clashes: Vec::new(),
        }
    }

    /// What is known of a slot.
    pub(super) fn of(&self, slot: Slot) -> &Bound {
        &self.known[self.root(slot)]
    }

    /// The variable that a value is, by the name that the text gives it.
    pub(super) fn name(&self, value: &Value) -> Option<&'c str> {
        let variable = self.variables.get(value.variable()?.0)?;
        (!variable.uses.is_empty()).then_some(variable.name.as_str())
    }

    /// A value is of a declared type.
    pub(super) fn narrow(&mut self, value: &Value, ty: TypeId, giver: Giver) {
        let root = self.root(value.slot);
        let place = Place { ty, span: value.span, giver };
        let bound = &self.known[root];
        if bound.clashed {
            return;
        }
        let is_known = bound.types.len() == 1 && bound.types.contains(&ty);
        if !is_known {
            let left = self.common(&bound.types, &BTreeSet::from([ty]));
            if left.is_empty() {
                let clash = self.apart(self.name(value), bound, &place);
                self.clash(root, clash);
                return;
            }
            self.known[root].types = left;
        }
        self.known[root].places.push(place);
    }

    /// Two values are compared at a place and have one type.
    pub(super) fn join(&mut self, left: Slot, right: Slot, span: Span) {
        let (left, right) = (self.root(left), self.root(right));
        let (kept, gone) = (left.min(right), left.max(right));
        if kept == gone {
            return;
        }
        let (a, b) = (&self.known[left], &self.known[right]);
        let types = self.common(&a.types, &b.types);
        let open = a.places.is_empty() || b.places.is_empty();
        if a.clashed || b.clashed {
            self.known[kept].clashed = true;
        } else if types.is_empty() && !open {
            let clash = self.incomparable(a, b, span);
            self.clash(kept, clash);
        }
        self.parent[gone] = kept;
        let moved = std::mem::take(&mut self.known[gone].places);
        let kept = &mut self.known[kept];
        kept.types = types;
        kept.places.extend(moved);
    }

    fn clash(&mut self, root: usize, clash: Diagnostic) {
        self.clashes.push(clash);
        self.known[root].clashed = true;
    }

    fn root(&self, slot: Slot) -> usize {
        let mut at = slot.0;
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    /// The types that both have; a side that has none yet takes all of the other's.
    fn common(&self, left: &BTreeSet<TypeId>, right: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
        match (left.is_empty(), right.is_empty()) {
            (true, _) => right.clone(),
            (_, true) => left.clone(),
            _ => self.scope.lattice.common(left, right),
        }
    }

    fn are_apart(&self, one: TypeId, other: TypeId) -> bool {
        self.scope.lattice.common(&BTreeSet::from([one]), &BTreeSet::from([other])).is_empty()
    }

    /// The clash of a value with the types that it has by now.
    fn apart(&self, name: Option<&str>, bound: &Bound, place: &Place) -> Diagnostic {
        let apart = bound.places.iter().find(|other| self.are_apart(other.ty, place.ty));
        let lattice = &self.scope.lattice;
        let own = lattice.name(place.ty);
        let other = apart.or(bound.places.last());
        let subject = name.map_or_else(|| "a value".to_owned(), |name| format!("`{name}`"));
        let message = match other {
            Some(other) => {
                format!("{subject} cannot be both `{}` and `{own}`", lattice.name(other.ty))
            }
            None => format!("{subject} cannot be a `{own}`"),
        };
        let diagnostic = Diagnostic::error(code::NO_COMMON, message, place.span, place.words(lattice));
        self.labelled(diagnostic, other)
    }

    /// The clash of two values that are compared.
    fn incomparable(&self, left: &Bound, right: &Bound, span: Span) -> Diagnostic {
        let pairs = left.places.iter().flat_map(|a| right.places.iter().map(move |b| (a, b)));
        let apart = pairs.clone().find(|(a, b)| self.are_apart(a.ty, b.ty));
        let (one, other) = apart.or(pairs.last()).unzip();
        let name = |place: Option<&Place>| place.map_or("", |place| self.scope.lattice.name(place.ty));
        let message = format!("a `{}` is compared with a `{}`, and no value is both", name(one), name(other));
        let diagnostic = Diagnostic::error(code::NO_COMMON, message, span, "compared here");
        self.labelled(self.labelled(diagnostic, one), other)
    }

    fn labelled(&self, diagnostic: Diagnostic, place: Option<&Place>) -> Diagnostic {
        match place {
            Some(place) => diagnostic.with_label(place.span, place.words(&self.scope.lattice)),
            None => diagnostic,
        }
    }
}
