//! Records and branches in rules: built where a value is needed, taken apart where one is matched.
//!
//! Beside an atom or an equation of a body `[x, y]` is a pattern: a condition that the whole consists of the fields. Whichever is known
//! gives the other, which [`super::safety`] decides; the whole is then built, or each field asked of it.

use super::builder::Builder;
use super::clause::{Condition, ConditionKind, Part, Place, Tuple, Unpack, Value, ValueKind};
use super::ir::Comparison;
use super::messages::{code, counted, nearest_help, shown};
use super::types::BranchRef;
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Name, Term, TermKind};

impl<'t> Builder<'_, '_, 't> {
    /// Whether a term is a record or a branch.
    pub(super) fn is_pattern(term: &Term) -> bool {
        matches!(term.node, TermKind::Record(_) | TermKind::Branch(..))
    }

    /// A record or branch that is built of its fields.
    pub(super) fn tuple(&mut self, term: &'t Term, place: Place) -> Value {
        let inner = if place == Place::Aggregated { place } else { Place::Operand };
        let (branch, fields): (_, &[Term]) = match &term.node {
            TermKind::Branch(name, fields) => match self.branch(name, fields.len(), term.span) {
                Ok(branch) => (Some(branch), fields),
                Err(diagnostic) => {
                    self.unknown(fields, term.span);
                    return self.at_fault(*diagnostic);
                }
            },
            TermKind::Record(fields) => (None, fields),
            _ => (None, &[]),
        };
        let fields = fields.iter().map(|field| self.value(field, inner)).collect();
        Value { kind: ValueKind::Tuple(Tuple { branch, fields }), slot: self.new_slot(), span: term.span }
    }

    /// A record or branch in a body that is matched: a variable, with the condition that it consists of the fields.
    pub(super) fn matched(&mut self, term: &'t Term) -> Value {
        let id = self.fresh();
        let whole = self.of_variable(id, term.span);
        self.consists(whole.clone(), term);
        whole
    }

    /// Adds the condition that a variable consists of the fields of a term.
    pub(super) fn consists(&mut self, whole: Value, term: &'t Term) {
        let (branch, fields): (_, &[Term]) = match &term.node {
            TermKind::Branch(name, fields) => match self.branch(name, fields.len(), term.span) {
                Ok(branch) => (Some(branch), fields),
                Err(diagnostic) => {
                    self.normaliser.sink.push(*diagnostic);
                    self.unknown(fields, term.span);
                    return self.push(ConditionKind::Unknown { args: vec![whole] }, term.span);
                }
            },
            TermKind::Record(fields) => (None, fields),
            _ => return,
        };
        let place = self.out.len();
        let fields = fields.iter().map(|field| self.part(field)).collect();
        let unpack = Unpack { whole, branch, fields, tag: self.new_slot(), built: self.new_slot() };
        // The whole stands before what is nested in it, so that it is taken apart from the outside in.
        self.out.insert(place, Condition { kind: ConditionKind::Unpack(unpack), span: term.span });
    }

    fn part(&mut self, term: &'t Term) -> Part {
        let slot = self.new_slot();
        let value = match &term.node {
            TermKind::Wildcard => None,
            TermKind::Record(_) | TermKind::Branch(..) => Some(self.matched(term)),
            TermKind::Variable(_) => Some(self.value(term, Place::Atom)),
            _ => Some(self.value(term, Place::Operand)),
        };
        Part { value, slot }
    }

    /// `left = right` where one side is a record or branch.
    pub(super) fn equate(&mut self, whole: &'t Term, pattern: &'t Term, span: Span) {
        let value = match whole.node {
            TermKind::Record(_) | TermKind::Branch(..) => self.matched(whole),
            TermKind::Wildcard => return drop(self.matched(pattern)),
            _ => self.value(whole, Place::Comparison),
        };
        if value.variable().is_some() {
            return self.consists(value, pattern);
        }
        let known = self.matched(pattern);
        let kind =
            ConditionKind::Compare { op: Comparison::Equal, left: known, right: value, negated: false };
        self.push(kind, span);
    }

    pub(super) fn branch(&self, name: &Name, given: usize, span: Span) -> Result<BranchRef, Box<Diagnostic>> {
        let lattice = &self.normaliser.scope.lattice;
        let Some(branch) = lattice.branch(&name.node) else {
            return Err(Box::new(unknown_branch(name, &lattice.branch_names())));
        };
        let declared = lattice.fields_of(branch.shape, branch.tag).map_or(0, |fields| fields.types.len());
        if declared == given {
            return Ok(branch);
        }
        Err(Box::new(wrong_fields(&shown(&format!("${}", name.node)), declared, given, span)))
    }
}

/// The error for a branch that no type has.
pub(super) fn unknown_branch(name: &Name, known: &[&str]) -> Diagnostic {
    let message = format!("unknown branch `${}`", name.node);
    let diagnostic = Diagnostic::error(code::UNKNOWN_BRANCH, message, name.span, "no `.type` has it");
    match nearest_help(&name.node, known.iter().copied()) {
        Some(help) => {
            diagnostic.with_help(help.replace('`', "").replace("mean ", "mean `$").replace('?', "`?"))
        }
        None => diagnostic,
    }
}

/// The error for a record or branch with a wrong number of fields.
pub(super) fn wrong_fields(what: &str, declared: usize, given: usize, span: Span) -> Diagnostic {
    let message = format!(
        "{what} has {}, but {given} {} given",
        counted(declared, "field"),
        if given == 1 { "is" } else { "are" }
    );
    Diagnostic::error(code::WRONG_FIELDS, message, span, counted(given, "field"))
}
