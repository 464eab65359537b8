//! A fan whose last join is followed by conditions on its rows: the lists that the join finds are sieved, each as a whole, by what tables
//! hold under the prefix that a binding tells.
//!
//! That is done where these tables, and that of the head, hold the column of the lists together under the others. Else rows are written
//! out and tested by `steps`.

use super::filters::Filter;
use super::{CANDIDATES_AT_ONCE, Count, Fan, Halt, Spread};
use crate::engine::native::block::Block;
use crate::engine::native::column::Site;
use crate::engine::native::outgoing::Outgoing;
use crate::engine::native::relations::Relations;

/// What passed of lists, of which the prefixes are put down: stretches of cells.
#[derive(Default)]
struct Sifted {
    lists: Vec<Site>,
    cells: Vec<i32>,
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
        let (mut next, mut sifted) = (0, Sifted::default());
        while next < block.len {
            let looked_at = self.sift(relations, block, &mut next, &mut sifted);
            let Sifted { lists, cells } = &sifted;
            let lists: Vec<&[i32]> = lists.iter().map(|list| &cells[list.clone()]).collect();
            let table = &mut relations.tables.to_mut()[self.target.0];
            let added = table.insert_lists(&self.prefixes, &lists);
            count(Spread { candidates: cells.len(), looked_at, added })?;
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
        let looked_at = self.sift(relations, block, &mut next, &mut sifted);
        let (width, start) = (self.head.len() - 1, out.arena.len());
        out.unfit += looked_at - sifted.cells.len();
        for (at, list) in sifted.lists.iter().enumerate() {
            let prefix = &self.prefixes[at * width..(at + 1) * width];
            out.add_list(prefix, start + list.start..start + list.end);
        }
        out.arena.append(&mut sifted.cells);
        next
    }

    /// Replaces `sifted` by what passes of the lists of bindings from one on, until that was a good deal of work; goes on to the first
    /// binding left, and says how many cells were looked at.
    fn sift(&mut self, relations: &Relations, block: &Block, next: &mut usize, sifted: &mut Sifted) -> usize {
        let found = relations.lists(self.join).unwrap_or_default();
        let mut looked_at = 0;
        self.prefixes.clear();
        sifted.lists.clear();
        sifted.cells.clear();
        while *next < block.len && looked_at < CANDIDATES_AT_ONCE {
            let row = std::mem::replace(next, *next + 1);
            let (list, start) = (&found[self.sites[row].clone()], sifted.cells.len());
            looked_at += list.len();
            sifted.cells.extend_from_slice(list);
            self.sieve(relations, (block, row), &mut sifted.cells, start);
            if start < sifted.cells.len() {
                self.push_prefix(block, row);
                sifted.lists.push(start..sifted.cells.len());
            }
        }
        looked_at
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
                    let Some(other) = block.given(operand).known_cell(row) else { continue };
                    let mut at = from;
                    while let Some(behind) = cells[at..].iter().position(|&cell| cell == other) {
                        at += behind;
                        cells.swap_remove(at);
                    }
                }
            }
        }
    }
}
