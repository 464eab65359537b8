//! Binding by binding, from which of several atoms a join takes the values of its variable: those that short lists have in common, or
//! all of the atom that has the fewest. The others are tested behind it. Cyclic bodies are so evaluated within the bound of their
//! largest possible result.

use super::Halt;
use super::block::Block;
use super::column::Column;
use super::column::Site;
use super::context::Context;
use super::relations::Relations;
use crate::plan::{Join, Other};

/// Where a binding finds fewer rows on average, to ask other atoms does not pay.
const WORTH_ASKING: usize = 8;

/// How many pairs of values are compared at most for a binding: beyond that it takes less time to look values up one by one.
const COMPARED: usize = 1 << 12;

/// The choices made for a block of bindings.
pub(super) struct Choice<'p> {
    others: &'p [Other],
    /// For each binding the atom chosen: 0 is that of the join, the others are counted from 1; behind them comes what is `common`.
    chosen: Vec<usize>,
    /// What lists were found to have in common.
    common: Vec<i32>,
    is_mixed: bool,
    /// Whether values were given that the join's own atom may lack.
    is_untested: bool,
    found: Vec<Site>,
    keep: Vec<bool>,
}

impl<'p> Choice<'p> {
    /// The choice of a join that has one.
    pub(super) fn of(join: &'p Join) -> Option<Self> {
        let (chosen, common, found, keep) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let others = &join.others;
        let choice = Self { others, chosen, common, is_mixed: false, is_untested: false, found, keep };
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
        let (common, found, keep) = (self.common.clone(), Vec::new(), Vec::new());
        let Self { others, is_mixed, .. } = *self;
        Self { others, chosen, common, is_mixed, is_untested: false, found, keep }
    }

    /// Replaces what the join finds for a binding by what it has in common with another atom, where both are short lists, or by what
    /// another atom has where that is less.
    pub(super) fn choose(&mut self, relations: &Relations, join: &Join, input: &Block, sites: &mut [Site]) {
        self.chosen.clear();
        self.chosen.resize(input.len, 0);
        self.common.clear();
        let own = relations.finder(join).entries();
        // Without an index what is found is the whole table.
        let is_worth = sites.iter().map(ExactSizeIterator::len).sum::<usize>() > WORTH_ASKING * input.len;
        if !own.are_rows && is_worth {
            for at in 0..self.others.len() {
                self.ask(relations, own.cells, at, input, sites);
            }
        }
        self.is_mixed = self.chosen.iter().any(|&chosen| chosen > 0);
    }

    /// Asks one of the other atoms.
    fn ask(&mut self, relations: &Relations, own: &[i32], at: usize, input: &Block, sites: &mut [Site]) {
        let need = self.others[at].need();
        let finder = relations.finder_of(&need);
        let entries = finder.entries();
        if entries.are_rows {
            return;
        }
        finder.find_all(input, &mut self.found);
        let in_common = self.others.len() + 1;
        for ((site, found), chosen) in sites.iter_mut().zip(&self.found).zip(&mut self.chosen) {
            let is_first = *chosen == 0 || *chosen == in_common;
            if is_first && site.len() * found.len() <= COMPARED {
                let (start, values) = (self.common.len(), &entries.cells[found.clone()]);
                if *chosen == 0 {
                    push_common(&own[site.clone()], values, &mut self.common);
                } else {
                    let before = self.common[site.clone()].to_vec();
                    push_common(&before, values, &mut self.common);
                }
                (*site, *chosen) = (start..self.common.len(), in_common);
            } else if found.len() < site.len() {
                (*site, *chosen) = (found.clone(), at + 1);
            }
        }
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
        let own = std::iter::once(relations.finder(join).entries().cells);
        let cells: Vec<&[i32]> = own.chain(others).chain([self.common.as_slice()]).collect();
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

/// Adds the cells that two lists have in common.
fn push_common(one: &[i32], other: &[i32], common: &mut Vec<i32>) {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    common.extend(short.iter().filter(|cell| long.contains(cell)));
}
