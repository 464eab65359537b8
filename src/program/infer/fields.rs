//! Records and branches in inference: their fields have the types that the declaration of the whole gives them.
//!
//! The type of a whole may be found after its fields were read, so what is asked of fields is kept until it is known.

use hashbrown::HashMap;

use super::Inference;
use super::clash::{Ground, different_widths};
use crate::diagnostic::{Diagnostic, Span};
use crate::program::clause::{Slot, Tuple, Unpack, Value};
use crate::program::ir::Type;
use crate::program::messages::{code, shown};
use crate::program::patterns::wrong_fields;
use crate::program::type_set::TypeSet;
use crate::program::types::BranchRef;

/// A field of a record or branch.
#[derive(Clone, Copy, Debug)]
pub(super) struct FieldOf {
    pub(super) whole: Slot,
    pub(super) branch: Option<BranchRef>,
    pub(super) at: usize,
    /// How many fields the text gives the whole.
    pub(super) width: usize,
    pub(super) field: Slot,
    /// Where the field stands, and the whole.
    pub(super) span: Span,
    pub(super) whole_span: Span,
}

impl Inference<'_> {
    pub(super) fn tuple(&mut self, tuple: &Tuple, value: &Value) {
        self.whole(value.slot, tuple.branch, value.span);
        self.tuples.push((value.slot, tuple.fields.len(), value.span));
        self.values(&tuple.fields);
        let fields = tuple.fields.iter().map(|field| (field.slot, field.span));
        self.consists(value.slot, tuple.branch, fields.collect(), value.span);
    }

    pub(super) fn unpack(&mut self, unpack: &Unpack, span: Span) {
        self.whole(unpack.whole.slot, unpack.branch, span);
        self.tuples.push((unpack.whole.slot, unpack.fields.len(), span));
        self.join(unpack.whole.slot, unpack.built);
        for field in &unpack.fields {
            if let Some(value) = &field.value {
                self.value(value);
                self.join(value.slot, field.slot);
            }
        }
        let place = |value: &Option<Value>| value.as_ref().map_or(span, |value| value.span);
        let fields = unpack.fields.iter().map(|field| (field.slot, place(&field.value)));
        self.consists(unpack.whole.slot, unpack.branch, fields.collect(), span);
    }

    /// A slot is a record, or the type of a branch.
    pub(super) fn whole(&mut self, slot: Slot, branch: Option<BranchRef>, span: Span) {
        let (allowed, words) = match branch {
            Some(branch) => (TypeSet::only(Type::Branches(branch.shape)), "a branch"),
            None => (TypeSet::RECORDS, "a record"),
        };
        self.narrow(slot, allowed, span, Ground::Words(words));
    }

    fn consists(
        &mut self,
        whole: Slot,
        branch: Option<BranchRef>,
        fields: Vec<(Slot, Span)>,
        whole_span: Span,
    ) {
        let width = fields.len();
        let of = |(at, (field, span))| FieldOf { whole, branch, at, width, field, span, whole_span };
        self.fields.extend(fields.into_iter().enumerate().map(of));
    }

    /// Gives fields the types that they have in wholes whose type is known, and one type to the same fields of one whole, until
    /// nothing more follows. Each field is settled once and joined once, so this ends.
    pub(super) fn settle_fields(&mut self) {
        loop {
            let pending = std::mem::take(&mut self.fields);
            let before = pending.len();
            let mut first: HashMap<(usize, usize, usize), Slot> = HashMap::new();
            for field in pending {
                let place = (self.root(field.whole.0), field.at, field.width);
                match (self.possible(field.whole).shape(), first.get(&place).copied()) {
                    (Some(ty), _) => self.settle(field, ty),
                    (None, Some(other)) => self.join(other, field.field),
                    (None, None) => {
                        first.insert(place, field.field);
                        self.fields.push(field);
                    }
                }
            }
            if self.fields.len() == before {
                return;
            }
        }
    }

    fn settle(&mut self, field: FieldOf, whole: Type) {
        let Some(shape) = whole.shape() else { return };
        let lattice = &self.scope.lattice;
        let Some(fields) = lattice.fields_of(shape, field.branch.map_or(0, |branch| branch.tag)) else {
            return;
        };
        if field.width != fields.types.len() {
            let what = shown(lattice.shape_name(shape));
            let diagnostic = wrong_fields(&what, fields.types.len(), field.width, field.whole_span);
            // Each field of the record finds the same, and nothing more is said of any.
            if !self.clashes.iter().any(|one| one.primary.span == field.whole_span) {
                self.clashes.push(diagnostic);
            }
            let root = self.root(field.field.0);
            self.clashed[root] = true;
            return;
        }
        let Some(Some(ty)) = fields.types.get(field.at).copied() else { return };
        let allowed = TypeSet::only(lattice.primitive_of(ty));
        self.narrow(field.field, allowed, field.span, Ground::Field(shape));
    }

    /// Reports records of no certain type: those that cannot be equal, and each `nil` without others.
    pub(super) fn ambiguous(&mut self) {
        let mut built: HashMap<usize, (usize, Span)> = HashMap::new();
        for (slot, width, span) in std::mem::take(&mut self.tuples) {
            let root = self.root(slot.0);
            let &mut (first, place) = built.entry(root).or_insert((width, span));
            if first != width && self.possible[root].decided().is_none() && !self.clashed[root] {
                self.clashed[root] = true;
                self.clashes.push(different_widths(first, place, width, span));
            }
        }
        for (slot, span) in std::mem::take(&mut self.nils) {
            let root = self.root(slot.0);
            if self.possible[root].decided().is_some() || self.clashed[root] || built.contains_key(&root) {
                continue;
            }
            self.clashed[root] = true;
            let message = "nothing tells which record this `nil` is";
            self.clashes.push(
                Diagnostic::error(code::AMBIGUOUS, message, span, "of no certain type")
                    .with_help("an atom with it, or `as(nil, type)`, tells its type"),
            );
        }
    }
}
