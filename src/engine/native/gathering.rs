//! What is gathered in a stratum: rows that are kept as they come, to be told apart together. When that is done is told by the run.

use crate::program::ir::RelationId;
use crate::store::Gathered;

/// When no more than so many times as many facts may still be derived rows are told apart one by one: the first one too many is an error.
const LEAST_ROOM: usize = 64;

/// What is gathered in the present stratum.
#[derive(Debug)]
pub(super) struct Gathering {
    /// The relation of which that may be done.
    pub(super) relation: Option<RelationId>,
    pub(super) rows: Option<Gathered>,
    /// How many rows a table has to have before it is known whether nearly all are new.
    pub(super) after: usize,
    /// The relations of which later strata may ask whether they have a row, as far as that is known: these need a set at last.
    pub(super) are_tested: Vec<bool>,
}

impl Gathering {
    pub(super) fn new(after: usize, are_tested: Vec<bool>) -> Self {
        Self { relation: None, rows: None, after, are_tested }
    }

    /// How many more facts may have to be derived.
    pub(super) fn least_room(&self) -> u64 {
        self.after.saturating_mul(LEAST_ROOM) as u64
    }

    /// Whether rows of a relation are being gathered.
    pub(super) fn gathers(&self, relation: RelationId) -> bool {
        self.relation == Some(relation) && self.rows.is_some()
    }
}
