//! The terms directly inside a term. What stands in an aggregate is a body of its own and is not among them.

use super::tree::{Term, TermKind};

impl Term {
    /// Whether it is a record or branch with a field, at any depth, that may be anything.
    pub fn hides_field(&self) -> bool {
        let hidden = |field: &Self| matches!(field.node, TermKind::Wildcard) || field.hides_field();
        match &self.node {
            TermKind::Record(fields) | TermKind::Branch(_, fields) => fields.iter().any(hidden),
            _ => false,
        }
    }
}

impl TermKind {
    /// The operands, fields or the like, from left to right.
    pub fn operands(&self) -> Vec<&Term> {
        match self {
            Self::Unary(_, operand) | Self::Cast(operand, _) => vec![operand],
            Self::Binary(_, left, right) => vec![left, right],
            Self::Functor(_, terms)
            | Self::UserFunctor(_, terms)
            | Self::Record(terms)
            | Self::Branch(_, terms) => terms.iter().collect(),
            Self::Variable(_)
            | Self::Wildcard
            | Self::String(_)
            | Self::Integer(_)
            | Self::Unsigned(_)
            | Self::Float(_)
            | Self::Unsaid
            | Self::Nil
            | Self::Counter
            | Self::Aggregate(_) => Vec::new(),
        }
    }

    /// The same with each operand replaced.
    #[must_use]
    pub fn map_operands(&self, mut map: impl FnMut(&Term) -> Term) -> Self {
        let mut all = |terms: &[Term]| terms.iter().map(&mut map).collect();
        match self {
            Self::Functor(name, terms) => Self::Functor(name.clone(), all(terms)),
            Self::UserFunctor(name, terms) => Self::UserFunctor(name.clone(), all(terms)),
            Self::Record(terms) => Self::Record(all(terms)),
            Self::Branch(name, terms) => Self::Branch(name.clone(), all(terms)),
            Self::Unary(op, operand) => Self::Unary(*op, Box::new(map(operand))),
            Self::Cast(operand, ty) => Self::Cast(Box::new(map(operand)), ty.clone()),
            Self::Binary(op, left, right) => {
                let left = Box::new(map(left));
                Self::Binary(*op, left, Box::new(map(right)))
            }
            other => other.clone(),
        }
    }
}
