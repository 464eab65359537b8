//! What follows under one lens and not under another.

use std::cmp::Ordering;

use super::{Failure, Session};
use crate::evidence::{Lens, split_companion};
use crate::program::ir::{Relation, RelationId, Type};
use crate::program::value::compare_rows;
use crate::store::{Table, Word};

/// The difference between two sets of conclusions, relation by relation in the order of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The relations that differ.
    pub relations: Vec<RelationDifference>,
    /// The relations that are not compared, since of them only what is asked for is inferred from so many claims.
    pub left_out: Vec<RelationId>,
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
    /// What appears and what falls from one lens to another, among facts and conclusions; the provided relations, those of the
    /// claims themselves and those that are put in place aside.
    ///
    /// # Errors
    /// As [`Session::conclusions_under`].
    pub fn difference(&self, from: &Lens, to: &Lens) -> Result<Difference, Failure> {
        let changes = self.changes_between(from, to)?;
        let left = self.left_to_questions();
        let relation = |at: usize| self.program().relations.get(at);
        let is_shown = |relation: &&Relation| {
            !relation.in_place
                && split_companion(&relation.name).is_none()
                && !self.lowered().survey.is_builtin(&relation.name)
        };
        let compared = changes.iter().filter(|(at, _)| !left.contains(&RelationId(*at)));
        let differing = compared.filter_map(|(at, change)| {
            let relation = relation(at).filter(is_shown)?;
            let types: Vec<Type> = relation.attributes.iter().map(|attribute| attribute.ty).collect();
            let order = |a: &[Word], b: &[Word]| compare_rows(&types, a, b, self.dictionary());
            let (appeared, fell) = (in_order(&change.added, &order), in_order(&change.removed, &order));
            Some(RelationDifference { relation: RelationId(at), appeared, fell })
        });
        Ok(Difference { relations: differing.collect(), left_out: left.iter().copied().collect() })
    }
}

fn in_order(table: &Table, order: &dyn Fn(&[Word], &[Word]) -> Ordering) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = table.rows().map(<[Word]>::to_vec).collect();
    rows.sort_by(|a, b| order(a, b));
    rows
}
