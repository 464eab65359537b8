//! What a word can be: its type, and the shapes of records and of branches.
//!
//! A record is stored once in the [`Dictionary`](super::Dictionary) as the tuple of its fields, a branch as the tuple of its place
//! among the branches and its fields; the word is the tuple's code. Which fields there are is told by the [`Shape`].

/// The types of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// Text.
    Symbol,
    /// 64-bit signed.
    Number,
    /// 64-bit unsigned.
    Unsigned,
    /// 64-bit IEEE.
    Float,
    /// EDTF.
    Date,
    /// A record or `nil`.
    Record(ShapeId),
    /// A value of an algebraic data type.
    Branches(ShapeId),
}

impl Type {
    /// The shape of a record or of branches.
    pub fn shape(self) -> Option<ShapeId> {
        match self {
            Self::Record(shape) | Self::Branches(shape) => Some(shape),
            Self::Symbol | Self::Number | Self::Unsigned | Self::Float | Self::Date => None,
        }
    }
}

/// A shape in a [`Dictionary`](super::Dictionary).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub u32);

impl ShapeId {
    /// The shape of records that no type declares: they are compared within a rule and stand in no column.
    pub const ANONYMOUS: Self = Self(u32::MAX);
}

/// What the values of a record type or an algebraic data type consist of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The name of the type.
    pub name: String,
    /// The branches in order; of a record type a single one without a name.
    pub branches: Vec<Branch>,
}

/// The fields of a record or of one branch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branch {
    /// The branch's name, empty for a record.
    pub name: String,
    /// The types of the fields, with their names.
    pub fields: Vec<(String, Type)>,
}

impl Shape {
    /// The fields of a record type.
    pub fn fields(&self) -> &[(String, Type)] {
        self.branches.first().map_or(&[], |branch| &branch.fields)
    }
}
