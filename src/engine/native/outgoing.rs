//! What one of several threads derives until all of them pause: candidates for the table of the head, to be taken up together.

use crate::store::{Parted, Router, Table};

use super::block::HeadRows;
use super::column::Site;

/// Candidates of one thread.
#[derive(Debug, Default)]
pub(super) struct Outgoing {
    /// How the table takes candidates from several threads at once, if it can.
    pub(super) router: Option<Router>,
    /// Rows so taken.
    pub(super) parted: Parted,
    /// Cells that lists of these are stretches of, unless an index has them.
    pub(super) arena: Vec<i32>,
    /// Other rows.
    pub(super) rows: HeadRows,
    /// How many.
    pub(super) count: usize,
    /// How many rows there were in all, those left out among them.
    pub(super) offered: usize,
    /// How many were looked at and did not meet the conditions.
    pub(super) unfit: usize,
}

/// What a row apart weighs, as [`Parted::weight`] has it.
const ROW: usize = 16;

impl Outgoing {
    /// Forgets all candidates.
    pub(super) fn clear(&mut self, router: Option<Router>) {
        self.router = router;
        self.parted.clear(router.map_or(0, Router::parts));
        self.arena.clear();
        self.rows.clear();
        (self.count, self.offered, self.unfit) = (0, 0, 0);
    }

    /// How many rows were looked at.
    pub(super) fn looked_at(&self) -> usize {
        self.offered + self.unfit
    }

    /// About how long it takes to take up the candidates, in cells.
    pub(super) fn weight(&self) -> usize {
        self.parted.weight() + self.count * ROW
    }

    /// Adds the rows of a prefix and each cell of a stretch.
    pub(super) fn add_list(&mut self, prefix: &[i32], stretch: Site) {
        self.offered += stretch.len();
        self.parted.add_list(prefix, stretch);
    }

    /// Moves so many rows, which stand at the end of the others, to where the table takes them best.
    pub(super) fn place(&mut self, rows: usize, arity: usize) {
        self.offered += rows;
        let Some(router) = self.router else {
            self.count += rows;
            return;
        };
        let start = self.rows.cells.len() - rows * arity;
        for row in self.rows.cells[start..].chunks_exact(arity) {
            self.parted.add_row(router, row);
        }
        self.rows.cells.truncate(start);
    }

    /// Drops of the rows apart those that the table has.
    pub(super) fn drop_known(&mut self, table: &Table) {
        let arity = table.arity();
        if arity == 0 {
            self.count = self.count.min(usize::from(table.is_empty()));
            return;
        }
        let mut kept = 0;
        for row in (0..self.count).map(|row| row * arity) {
            if !table.contains_cells(&self.rows.cells[row..row + arity]) {
                self.rows.cells.copy_within(row..row + arity, kept * arity);
                kept += 1;
            }
        }
        self.rows.cells.truncate(kept * arity);
        self.count = kept;
    }
}
