//! What is said of types that cannot be had together: one message for each clash, with one use of either side.

use super::Inference;
use crate::diagnostic::{Diagnostic, Span};
use crate::program::clause::{Place, TestName, Use, Variable};
use crate::program::functor;
use crate::program::ir::{Functor, RelationId, ShapeId, Type};
use crate::program::messages::{code, counted, shown};
use crate::program::natives;
use crate::program::type_set::TypeSet;
use crate::program::types::TypeId;
use crate::program::vocabulary::test_name;

/// Why a slot can only have certain types.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reason {
    pub(super) allowed: TypeSet,
    pub(super) span: Span,
    pub(super) ground: Ground,
}

/// What asks for types; it is put into words only for a message.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ground {
    /// What these words say.
    Words(&'static str),
    /// A column of a relation, by its place.
    Column(RelationId, usize),
    /// An argument of a constraint.
    Test(TestName),
    /// A functor whose operands and result are of one type.
    Uniform(Functor),
    /// An operand of a functor.
    Operand(Functor),
    /// The result of a functor.
    Result(Functor),
    /// A cast.
    Cast(TypeId),
    /// A field of a record or branch.
    Field(ShapeId),
}

impl Inference<'_> {
    /// The clash of what two sets of reasons ask for, shown with one reason of each.
    pub(super) fn clash(&self, left: &[Reason], right: &[Reason]) -> Diagnostic {
        let disjoint = |pair: &(&Reason, &Reason)| pair.0.allowed.and(pair.1.allowed).is_empty();
        let mut pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
        let narrowest = || (left.last(), right.last());
        let (one, other) = match pairs.find(disjoint) {
            Some((a, b)) => (Some(a), Some(b)),
            None => narrowest(),
        };
        let (Some(one), Some(other)) = (one, other) else {
            // A slot without reasons has all types possible and clashes with nothing.
            return Diagnostic::error(code::CLASH, "types clash", Span::default(), "");
        };
        // What the head asks for is at fault where the body says otherwise; else what comes later.
        let key = |reason: &Reason| (self.is_in_head(reason.span), reason.span.source, reason.span.start);
        let (first, second) = if key(one) <= key(other) { (one, other) } else { (other, one) };
        let (wanted, found) =
            (first.allowed.described(&self.scope.lattice), second.allowed.described(&self.scope.lattice));
        let named = self.variable_at(second.span).or_else(|| self.variable_at(first.span));
        let message = match named {
            Some(name) => format!("`{name}` cannot be both {wanted} and {found}"),
            None if first.span == second.span => {
                let needed = second.allowed.named(&self.scope.lattice);
                format!("{} where {needed} is needed", self.words(first))
            }
            None => format!("types clash: {wanted} and {found}"),
        };
        let mut diagnostic = Diagnostic::error(code::CLASH, message, second.span, self.words(second));
        let types = [first.allowed, second.allowed];
        if types.contains(&TypeSet::only(Type::Date)) && types.contains(&TypeSet::NUMERIC) {
            diagnostic = diagnostic.with_help("a date stands in double quotes: `\"2024\"`, `\"2024-05-07\"`");
        }
        if first.span == second.span {
            return diagnostic;
        }
        diagnostic.with_label(first.span, self.words(first))
    }

    fn words(&self, reason: &Reason) -> String {
        let lattice = &self.scope.lattice;
        let types = reason.allowed.named(lattice);
        match reason.ground {
            Ground::Words(words) => words.to_owned(),
            Ground::Column(relation, at) => {
                let signature = self.scope.signature(relation);
                let column = signature.columns.get(at).map_or("", |column| column.name.as_str());
                format!("column `{column}` of {} is {types}", shown(&signature.name))
            }
            Ground::Test(name) => format!("`{}` takes {types}", test_name(name)),
            Ground::Uniform(functor) => format!("`{}` works on {types}", self.functor(functor)),
            Ground::Operand(functor) => format!("`{}` takes {types} here", self.functor(functor)),
            Ground::Result(functor) => format!("`{}` gives {types}", self.functor(functor)),
            Ground::Cast(ty) => format!("cast to {}", shown(lattice.name(ty))),
            Ground::Field(shape) => {
                format!("a field of {} that is {types}", shown(lattice.shape_name(shape)))
            }
        }
    }

    /// A functor as it is written.
    fn functor(&self, functor: Functor) -> String {
        match functor {
            Functor::Native(id) => {
                let found = natives::types_of(&self.scope.natives, id);
                found.map_or_else(String::new, |(name, _)| format!("@{name}"))
            }
            functor => functor::name(functor).to_owned(),
        }
    }

    fn is_in_head(&self, span: Span) -> bool {
        let here = |one: &Use| one.place == Place::Head && one.span == span;
        self.variables.iter().flat_map(|variable| &variable.uses).any(here)
    }

    /// The variable that the text has at a place.
    fn variable_at(&self, span: Span) -> Option<&str> {
        let here = |variable: &&Variable| variable.uses.iter().any(|one| one.span == span);
        self.variables.iter().find(here).map(|variable| variable.name.as_str())
    }
}

pub(super) fn different_widths(first: usize, place: Span, width: usize, span: Span) -> Diagnostic {
    let message = format!(
        "a record with {} is compared with one with {}",
        counted(first, "field"),
        counted(width, "field")
    );
    Diagnostic::error(code::AMBIGUOUS, message, span, counted(width, "field"))
        .with_label(place, counted(first, "field"))
}
