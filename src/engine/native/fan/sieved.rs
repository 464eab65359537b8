//! A fan whose last join is followed by conditions on its rows: the lists that the join finds are sieved, each as a whole, by values of a
//! binding, or by what tables hold under the prefix that it tells.
//!
//! Where the head's table holds the column of the lists together under the others it takes what passes as lists, else as rows. Conditions
//! that are not of one column are no filters: rows are written out for these and tested by `steps`.

use super::filters::Filter;
use super::{CANDIDATES_AT_ONCE, Count, Fan, Halt, LONG, Spread};
use crate::engine::native::block::Block;
use crate::engine::native::column::Site;
use crate::engine::native::outgoing::Outgoing;
use crate::engine::native::relations::Relations;
use crate::program::ir::Comparison;
use crate::store::{Word, retain_cells, word_of};

/// What passed of lists, of which the prefixes are put down: stretches of cells.
#[derive(Default)]
struct Sifted {
    lists: Vec<Site>,
    cells: Vec<i32>,
    /// How many cells, or words of bits, were looked at.
    looked_at: usize,
}

impl Fan<'_> {
    /// Whether there are conditions on what the join finds.
    pub(in crate::engine::native) fn is_sieved(&self) -> bool {
        !self.filters.is_empty()
    }

    /// Adds to the head's table what passes of a block of bindings.
    pub(super) fn spread_sieved(
        &mut self,
        relations: &mut Relations,
        block: &Block,
        count: &mut Count,
    ) -> Result<(), Halt> {
        let (mut next, mut sifted, mut rows) = (0, Sifted::default(), Vec::new());
        let takes_lists = self.is_taken_in_lists(self.leaf);
        while next < block.len {
            self.sift(relations, block, (&mut next, takes_lists), &mut sifted);
            let Sifted { lists, cells, looked_at } = &sifted;
            let table = &mut relations.tables.to_mut()[self.target.0];
            let added = if takes_lists {
                let lists: Vec<&[i32]> = lists.iter().map(|list| &cells[list.clone()]).collect();
                table.insert_lists(&self.prefixes, &lists)
            } else {
                rows.clear();
                self.write_out(&sifted, &mut rows);
                table.insert_cells(&rows, cells.len())
            };
            count(Spread { candidates: cells.len(), looked_at: *looked_at, added })?;
        }
        Ok(())
    }

    /// Gives out what passes of the block from a binding on; returns the first binding left.
    pub(super) fn give_sieved(
        &mut self,
        relations: &Relations,
        block: &Block,
        from: usize,
        out: &mut Outgoing,
    ) -> usize {
        let (mut next, mut sifted) = (from, Sifted::default());
        let takes_lists = out.router.is_some_and(|router| self.is_taken_in_lists(router.leaf()));
        self.sift(relations, block, (&mut next, takes_lists), &mut sifted);
        out.unfit += sifted.looked_at.saturating_sub(sifted.cells.len());
        if takes_lists {
            let (width, start) = (self.head.len() - 1, out.arena.len());
            for (at, list) in sifted.lists.iter().enumerate() {
                let prefix = &self.prefixes[at * width..(at + 1) * width];
                out.add_list(prefix, start + list.start..start + list.end);
            }
            out.arena.append(&mut sifted.cells);
        } else {
            self.write_out(&sifted, &mut out.rows.cells);
            out.place(sifted.cells.len(), self.head.len());
        }
        next
    }

    /// Whether what the join gives is the column of which the head's table takes lists. There are lists of it either way.
    fn is_taken_in_lists(&mut self, leaf: usize) -> bool {
        self.leaf = self.given.first().map_or(leaf, |&(listed, _)| listed);
        self.leaf == leaf
    }

    /// Adds the rows that passed.
    fn write_out(&self, sifted: &Sifted, rows: &mut Vec<i32>) {
        let width = self.head.len() - 1;
        rows.reserve(sifted.cells.len() * self.head.len());
        for (at, list) in sifted.lists.iter().enumerate() {
            let (before, behind) = self.prefixes[at * width..(at + 1) * width].split_at(self.leaf);
            for &cell in &sifted.cells[list.clone()] {
                rows.extend_from_slice(before);
                rows.push(cell);
                rows.extend_from_slice(behind);
            }
        }
    }

    /// Replaces `sifted` by what passes of the lists of bindings from one on, until that was a good deal of work; goes on to the first
    /// binding left. Of what is for a table that takes lists, cells may be left out that it has.
    fn sift(
        &mut self,
        relations: &Relations,
        block: &Block,
        (next, takes_lists): (&mut usize, bool),
        sifted: &mut Sifted,
    ) {
        let found = relations.lists(self.join).unwrap_or_default();
        self.prefixes.clear();
        sifted.lists.clear();
        sifted.cells.clear();
        sifted.looked_at = 0;
        while *next < block.len && sifted.looked_at < CANDIDATES_AT_ONCE {
            let row = std::mem::replace(next, *next + 1);
            let (list, start, prefix) =
                (&found[self.sites[row].clone()], sifted.cells.len(), self.prefixes.len());
            if list.is_empty() {
                continue;
            }
            self.push_prefix(block, row);
            let is_long = takes_lists && self.has_leaves && list.len() >= LONG;
            if is_long && self.missing(relations, (block, row), prefix, &mut sifted.cells) {
                sifted.looked_at += list.len() / 64 + sifted.cells.len() - start;
            } else {
                sifted.cells.extend_from_slice(list);
                sifted.looked_at += list.len();
            }
            self.sieve(relations, (block, row), &mut sifted.cells, start);
            if start < sifted.cells.len() {
                sifted.lists.push(start..sifted.cells.len());
            } else {
                self.prefixes.truncate(prefix);
            }
        }
    }

    /// Keeps of the cells from a place on, the list of a binding, those that pass.
    fn sieve(
        &mut self,
        relations: &Relations,
        (block, row): (&Block, usize),
        cells: &mut Vec<i32>,
        from: usize,
    ) {
        for at in 0..self.filters.len() {
            if from == cells.len() {
                return;
            }
            match self.filters[at] {
                Filter::Row { lookup, column, is_wanted } => {
                    let others = lookup.key.iter().enumerate().filter(|&(at, _)| at != column);
                    self.key.clear();
                    self.key.extend(others.map_while(|(_, &operand)| block.given(operand).known_cell(row)));
                    if self.key.len() + 1 == lookup.key.len() {
                        let table = relations.table(lookup.relation, lookup.view);
                        table.sieve(&self.key, is_wanted, cells, from);
                    } else if is_wanted {
                        cells.truncate(from);
                    }
                }
                Filter::Other(operand) => {
                    if let Some(other) = block.given(operand).known_cell(row) {
                        leave_out(other, cells, from);
                    }
                }
                Filter::Ordered { op, than, flip } => {
                    retain_ordered((op, flip), block.given(than).word(row), cells, from);
                }
            }
        }
    }
}

/// Leaves out a cell, which hardly any of the cells from a place on is.
fn leave_out(other: i32, cells: &mut Vec<i32>, from: usize) {
    let mut at = from;
    while let Some(behind) = cells[at..].iter().position(|&cell| cell == other) {
        at += behind;
        cells.swap_remove(at);
    }
}

/// Keeps of the cells from a place on those whose words, with a bit flipped, stand so to another.
fn retain_ordered((op, flip): (Comparison, Word), than: Word, cells: &mut Vec<i32>, from: usize) {
    let than = than ^ flip;
    let rank = |cell: i32| word_of(cell) ^ flip;
    match op {
        Comparison::Equal => retain_cells(cells, from, |cell| rank(cell) == than),
        Comparison::NotEqual => retain_cells(cells, from, |cell| rank(cell) != than),
        Comparison::Less => retain_cells(cells, from, |cell| rank(cell) < than),
        Comparison::LessEqual => retain_cells(cells, from, |cell| rank(cell) <= than),
        Comparison::Greater => retain_cells(cells, from, |cell| rank(cell) > than),
        Comparison::GreaterEqual => retain_cells(cells, from, |cell| rank(cell) >= than),
    }
}
