//! Binding by binding, from which of several atoms a join takes the values of its variable: from the one that has the fewest. The
//! others are tested behind it. Cyclic bodies are so evaluated within the bound of their largest possible result.

use super::Halt;
use super::block::Block;
use super::column::Column;
use super::context::Context;
use super::finder::Site;
use super::relations::Relations;
use crate::plan::{Join, Other};

/// Where a binding finds fewer rows on average, to ask other atoms does not pay.
const WORTH_ASKING: usize = 8;

/// The choices made for a block of bindings.
pub(super) struct Choice<'p> {
    others: &'p [Other],
    /// For each binding the atom chosen: 0 is that of the join, the others are counted from 1.
    chosen: Vec<usize>,
    is_mixed: bool,
    /// Whether values were given that the join's own atom may lack.
    is_untested: bool,
    found: Vec<Site>,
    keep: Vec<bool>,
}

impl<'p> Choice<'p> {
    /// The choice of a join that has one.
    pub(super) fn of(join: &'p Join) -> Option<Self> {
        let (chosen, found, keep) = (Vec::new(), Vec::new(), Vec::new());
        let choice = Self { others: &join.others, chosen, is_mixed: false, is_untested: false, found, keep };
        (!join.others.is_empty()).then_some(choice)
    }

    /// The choices for the bindings from a row on, which are given away.
    pub(super) fn split(&mut self, from: usize) -> Self {
        let chosen = self.chosen.split_off(from);
        self.another(chosen)
    }

    /// The choice for one of the bindings.
    pub(super) fn of_one(&self, row: usize) -> Self {
        self.another(vec![self.chosen[row]])
    }

    fn another(&self, chosen: Vec<usize>) -> Self {
        let (found, keep) = (Vec::new(), Vec::new());
        Self { others: self.others, chosen, is_mixed: self.is_mixed, is_untested: false, found, keep }
    }

    /// Replaces what the join finds for a binding where another atom has fewer values.
    pub(super) fn choose(&mut self, relations: &Relations, join: &Join, input: &Block, sites: &mut [Site]) {
        self.chosen.clear();
        self.chosen.resize(input.len, 0);
        // Without an index what is found is the whole table.
        let has_index = !relations.finder(join).entries().are_rows;
        if has_index && sites.iter().map(ExactSizeIterator::len).sum::<usize>() > WORTH_ASKING * input.len {
            for (at, other) in self.others.iter().enumerate() {
                let need = other.need();
                let finder = relations.finder_of(&need);
                if finder.entries().are_rows {
                    continue;
                }
                finder.find_all(input, &mut self.found);
                for ((site, found), chosen) in sites.iter_mut().zip(&self.found).zip(&mut self.chosen) {
                    if found.len() < site.len() {
                        (*site, *chosen) = (found.clone(), at + 1);
                    }
                }
            }
        }
        self.is_mixed = self.chosen.iter().any(|&chosen| chosen > 0);
    }

    /// Adds the values of these stretches to a column, if another atom than the join's was chosen for any binding; says whether it did.
    pub(super) fn copy(
        &mut self,
        relations: &Relations,
        join: &Join,
        stretches: &[(usize, Site)],
        column: &mut Column,
    ) -> bool {
        if !self.is_mixed {
            return false;
        }
        self.is_untested = true;
        let others = self.others.iter().map(|other| relations.finder_of(&other.need()).entries().cells);
        let cells: Vec<&[i32]> =
            std::iter::once(relations.finder(join).entries().cells).chain(others).collect();
        for (row, stretch) in stretches {
            column.cells.extend_from_slice(&cells[self.chosen[*row]][stretch.clone()]);
        }
        true
    }

    /// Drops the bindings whose values the join's own atom lacks.
    pub(super) fn test(&mut self, block: &mut Block, context: &mut Context) -> Result<(), Halt> {
        if let (true, Some(other)) = (std::mem::take(&mut self.is_untested), self.others.first()) {
            context.watch.look_at(block.len)?;
            self.keep.clear();
            context.relations.witness(&other.test).exist(block, &mut self.keep);
            block.retain(&self.keep);
        }
        Ok(())
    }
}
