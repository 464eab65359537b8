//! The rows of one relation with all that their text depends on.

use super::super::order;
use crate::program::ir::{Relation, Type};
use crate::store::{Dictionary, Table, Word};

/// The rows of a relation.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    /// Whose they are.
    pub(super) relation: &'a Relation,
    /// Themselves.
    pub(super) table: &'a Table,
    /// What their words stand for.
    pub(super) dictionary: &'a Dictionary,
}

impl<'a> Rows<'a> {
    /// The types of the columns.
    pub(super) fn types(&self) -> Vec<Type> {
        self.relation.attributes.iter().map(|attribute| attribute.ty).collect()
    }

    /// The rows in the order in which they are shown.
    pub(super) fn sorted(&self) -> Vec<&'a [Word]> {
        order::sorted(self.table.rows(), &self.types(), self.dictionary)
    }
}
