//! What follows under one lens and not under another.

use std::cmp::Ordering;

use super::{Failure, Session};
use crate::evidence::{Lens, split_companion};
use crate::program::ir::{RelationId, Type};
use crate::program::value::compare_rows;
use crate::store::{Table, Word};

/// The difference between two sets of conclusions, relation by relation in the order of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The relations that differ.
    pub relations: Vec<RelationDifference>,
}

/// The rows by which one relation differs, ordered by their values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationDifference {
    /// Which relation.
    pub relation: RelationId,
    /// The rows that follow only under the second lens.
    pub appeared: Vec<Vec<Word>>,
    /// The rows that follow only under the first.
    pub fell: Vec<Vec<Word>>,
}

impl Difference {
    /// How many rows appeared and how many fell, over all relations.
    pub fn counts(&self) -> (usize, usize) {
        let appeared = self.relations.iter().map(|relation| relation.appeared.len()).sum();
        let fell = self.relations.iter().map(|relation| relation.fell.len()).sum();
        (appeared, fell)
    }
}

impl Session {
    /// What appears and what falls from one lens to another, among facts and conclusions; the provided relations and those of the
    /// claims themselves aside.
    ///
    /// # Errors
    /// As [`Session::conclusions_under`].
    pub fn difference(&self, from: &Lens, to: &Lens) -> Result<Difference, Failure> {
        let (before, after) = (self.conclusions_under(from)?, self.conclusions_under(to)?);
        let mut difference = Difference::default();
        for (at, relation) in self.program().relations.iter().enumerate() {
            let shown = split_companion(&relation.name).is_none()
                && !self.lowered().survey.is_builtin(&relation.name);
            let (Some(old), Some(new), true) = (before.tables.get(at), after.tables.get(at), shown) else {
                continue;
            };
            let types: Vec<Type> = relation.attributes.iter().map(|attribute| attribute.ty).collect();
            let order = |a: &[Word], b: &[Word]| compare_rows(&types, a, b, self.dictionary());
            let (appeared, fell) = (missing(new, old, &order), missing(old, new, &order));
            if !appeared.is_empty() || !fell.is_empty() {
                difference.relations.push(RelationDifference { relation: RelationId(at), appeared, fell });
            }
        }
        Ok(difference)
    }
}

/// The rows of one table that another lacks.
fn missing(of: &Table, lacking: &Table, order: &dyn Fn(&[Word], &[Word]) -> Ordering) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> =
        of.rows().filter(|row| !lacking.contains(row)).map(<[Word]>::to_vec).collect();
    rows.sort_by(|a, b| order(a, b));
    rows
}
