//! What was joined or computed beforehand in a stratum, and how much work has to be saved for it. Which atoms are, and when, is told by the run.

use crate::plan::Joined;
use crate::program::ir::{Arg, RelationId, VarId};

/// For fewer rows than these it is not asked whether it pays.
const FEWEST: u64 = 1 << 10;

/// What was joined or computed beforehand in the present stratum.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// To find a row beforehand is worth it where so many rows were looked at.
    pub(super) worth: u64,
    pub(super) joined: Vec<Joined>,
    /// What each of them was joined of; none where values were computed.
    pub(super) shapes: Vec<Option<Shape>>,
}

/// Relations with their arguments, and the columns that are kept.
pub(super) type Shape = (Vec<(RelationId, Vec<Arg>)>, Vec<VarId>);

impl Folded {
    /// Nothing, and how many rows have to be looked at for each row that is found beforehand.
    pub(super) fn new(worth: u64) -> Self {
        Self { worth, ..Self::default() }
    }

    /// For less work than this nothing is done beforehand.
    pub(super) fn fewest(&self) -> u64 {
        FEWEST * self.worth
    }

    /// For how much work it pays to find so many rows beforehand.
    pub(super) fn cost_of(&self, rows: u64) -> u64 {
        rows.saturating_mul(self.worth)
    }

    /// The relations that hold it.
    pub(super) fn joined(&self) -> &[Joined] {
        &self.joined
    }
}
