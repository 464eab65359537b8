//! A fan whose lists the table that it reads holds as bits in its own set: what the head's table lacks of a list is then found 64
//! cells at a time. Where lists are not bits, or short, nothing is done here.

use super::{Count, Fan, Halt, LONG, Spread};
use crate::engine::native::block::Block;
use crate::engine::native::outgoing::Outgoing;
use crate::engine::native::relations::Relations;

impl Fan<'_> {
    /// Adds to the head's table what the join makes of the bindings whose lists it finds as bits. What it found for these is done with.
    pub(super) fn spread_leaves(
        &mut self,
        relations: &mut Relations,
        block: &Block,
        count: &mut Count,
    ) -> Result<(), Halt> {
        let mut missing = std::mem::take(&mut self.run);
        for row in 0..block.len {
            missing.clear();
            if self.sites[row].len() < LONG {
                continue;
            }
            self.prefixes.clear();
            self.push_prefix(block, row);
            if !self.missing(relations, (block, row), 0, &mut missing) {
                continue;
            }
            let candidates = std::mem::take(&mut self.sites[row]).len();
            let table = &mut relations.tables.to_mut()[self.target.0];
            let added = if missing.is_empty() {
                0
            } else {
                table.insert_lists(&self.prefixes, &[missing.as_slice()])
            };
            count(Spread::of_bits(candidates, 1, added))?;
        }
        self.run = missing;
        Ok(())
    }

    /// Adds to `missing` the cells of a binding's list that the head's table lacks under the prefix which is put down last, from a place
    /// on; says whether the list is there as bits.
    pub(super) fn missing(
        &mut self,
        relations: &Relations,
        (block, row): (&Block, usize),
        prefix: usize,
        missing: &mut Vec<i32>,
    ) -> bool {
        let Some(read) = relations.leaves(self.join) else { return false };
        self.key.clear();
        self.key.extend(self.join.lookup.key.iter().map(|&operand| block.cell(operand, row)));
        relations.tables[self.target.0].missing(&self.prefixes[prefix..], (read, &self.key), missing)
    }

    /// Gives out what a binding's list has that the head's table lacks, or the list where it is not there as bits; the prefix is put
    /// down already.
    pub(super) fn give_leaf(
        &mut self,
        relations: &Relations,
        list: &[i32],
        block: &Block,
        row: usize,
        out: &mut Outgoing,
    ) {
        let mut arena = std::mem::take(&mut out.arena);
        let start = arena.len();
        if list.len() < LONG || !self.missing(relations, (block, row), 0, &mut arena) {
            arena.extend_from_slice(list);
        }
        let given = start..arena.len();
        out.arena = arena;
        // All of them were offered.
        out.offered += list.len() - given.len();
        if !given.is_empty() {
            out.add_list(&self.prefixes, given);
        }
    }
}
