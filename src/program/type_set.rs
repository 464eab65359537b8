//! Sets of types, as inference narrows them.

use super::ir::{ShapeId, Type};
use super::messages::either;
use super::types::{Lattice, PRIMITIVES};

/// A set of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TypeSet {
    primitive: u8,
    records: Shapes,
    branches: Shapes,
}

/// Which record types, or which algebraic data types, are in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shapes {
    None,
    Only(ShapeId),
    All,
}

impl Shapes {
    const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, other) => other,
            (own, Self::All) => own,
            (Self::Only(own), Self::Only(other)) if own.0 == other.0 => self,
            _ => Self::None,
        }
    }

    /// Two different shapes together are taken for all: no construct asks for just two.
    const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, other) => other,
            (own, Self::None) => own,
            (Self::Only(own), Self::Only(other)) if own.0 == other.0 => self,
            _ => Self::All,
        }
    }

    const fn is_none(self) -> bool {
        matches!(self, Self::None)
    }
}

impl TypeSet {
    const NONE: Self = Self { primitive: 0, records: Shapes::None, branches: Shapes::None };
    pub(super) const SYMBOL: Self = Self::only(Type::Symbol);
    pub(super) const NUMBER: Self = Self::only(Type::Number);
    pub(super) const UNSIGNED: Self = Self::only(Type::Unsigned);
    pub(super) const FLOAT: Self = Self::only(Type::Float);
    pub(super) const DATE: Self = Self::only(Type::Date);
    pub(super) const INTEGRAL: Self = Self::NUMBER.or(Self::UNSIGNED);
    pub(super) const SIGNED: Self = Self::NUMBER.or(Self::FLOAT);
    pub(super) const NUMERIC: Self = Self::INTEGRAL.or(Self::FLOAT);
    pub(super) const TEXTUAL: Self = Self::SYMBOL.or(Self::DATE);
    pub(super) const CONVERTIBLE: Self = Self::NUMERIC.or(Self::SYMBOL);
    pub(super) const RECORDS: Self = Self { records: Shapes::All, ..Self::NONE };
    pub(super) const BRANCHES: Self = Self { branches: Shapes::All, ..Self::NONE };
    /// All but records and branches.
    pub(super) const PRIMITIVE: Self = Self::NUMERIC.or(Self::TEXTUAL);
    pub(super) const ALL: Self = Self::PRIMITIVE.or(Self::RECORDS).or(Self::BRANCHES);

    /// The set of one type.
    pub(super) const fn only(ty: Type) -> Self {
        let primitive = match ty {
            Type::Symbol => 1,
            Type::Number => 2,
            Type::Unsigned => 4,
            Type::Float => 8,
            Type::Date => 16,
            Type::Record(shape) => return Self { records: Shapes::Only(shape), ..Self::NONE },
            Type::Branches(shape) => return Self { branches: Shapes::Only(shape), ..Self::NONE },
        };
        Self { primitive, ..Self::NONE }
    }

    /// The types of either.
    pub(super) const fn or(self, other: Self) -> Self {
        Self {
            primitive: self.primitive | other.primitive,
            records: self.records.or(other.records),
            branches: self.branches.or(other.branches),
        }
    }

    /// The types of both.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            primitive: self.primitive & other.primitive,
            records: self.records.and(other.records),
            branches: self.branches.and(other.branches),
        }
    }

    /// Whether no type is left.
    pub(super) const fn is_empty(self) -> bool {
        self.primitive == 0 && self.records.is_none() && self.branches.is_none()
    }

    /// Whether both have a type in common.
    pub(super) const fn meets(self, other: Self) -> bool {
        !self.and(other).is_empty()
    }

    /// The record type or algebraic data type, if it is the only type.
    pub(super) fn shape(self) -> Option<Type> {
        match self {
            Self { primitive: 0, records: Shapes::Only(shape), branches: Shapes::None } => {
                Some(Type::Record(shape))
            }
            Self { primitive: 0, records: Shapes::None, branches: Shapes::Only(shape) } => {
                Some(Type::Branches(shape))
            }
            _ => None,
        }
    }

    /// The type that is taken where several are possible: `number` before `unsigned` before `float`, `symbol` before `date`.
    /// None where only records or branches of no certain type are left.
    pub(super) fn decided(self) -> Option<Type> {
        let mut primitives = PRIMITIVES.iter().map(|&(_, ty)| ty);
        primitives.find(|&ty| self.meets(Self::only(ty))).or(self.shape())
    }

    /// The same; where there is none, a record that no type declares.
    pub(super) fn preferred(self) -> Type {
        self.decided().unwrap_or(Type::Record(ShapeId::ANONYMOUS))
    }

    /// What its types have in common, in words.
    pub(super) fn described(self, lattice: &Lattice) -> String {
        if self == Self::NUMERIC { "numeric".to_owned() } else { self.named(lattice) }
    }

    /// The names of the types: `a`, `b` or `c`.
    pub(super) fn named(self, lattice: &Lattice) -> String {
        let primitives = PRIMITIVES.iter().filter(|(_, ty)| self.meets(Self::only(*ty)));
        let mut names: Vec<String> = primitives.map(|(name, _)| (*name).to_owned()).collect();
        for (shapes, any) in [(self.records, "a record"), (self.branches, "a branch")] {
            match shapes {
                Shapes::None => {}
                Shapes::Only(shape) => names.push(lattice.shape_name(shape).to_owned()),
                Shapes::All => names.push(any.to_owned()),
            }
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        either(&names).replace("`a record`", "a record").replace("`a branch`", "a branch")
    }
}
