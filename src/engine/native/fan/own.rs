//! A fan for threads that each add rows to parts of the head's table that are their own: every thread goes through all bindings, keeps
//! those whose rows are for its parts, and joins only these.

use super::{CANDIDATES_AT_ONCE, Fan};
use crate::engine::native::block::Block;
use crate::engine::native::column::Column;
use crate::engine::native::relations::Relations;
use crate::plan::{Join, Operand};
use crate::store::{Dictionary, Holding, Router};

impl Fan<'_> {
    /// The columns of the rows of the first join in which the prefixes of the head's rows stand, if that join gives them, the fan gives
    /// what leaves hold, and there is nothing else in a prefix.
    pub(in crate::engine::native) fn prefix_columns(
        &self,
        first: &Join,
        router: Router,
    ) -> Option<Vec<usize>> {
        if !self.gives_stretches(router) {
            return None;
        }
        let column = |&operand: &Operand| match operand {
            Operand::Var(variable) => {
                first.binds.iter().find(|(_, bound)| *bound == variable).map(|&(column, _)| column)
            }
            Operand::Const(_) => None,
        };
        let leaf = router.leaf();
        self.head[..leaf].iter().chain(&self.head[leaf + 1..]).map(column).collect()
    }

    /// Keeps of a block the bindings whose rows are for the parts of a holder, and looks up what the join finds for them.
    pub(in crate::engine::native) fn find_own(
        &mut self,
        relations: &Relations,
        dictionary: &Dictionary,
        block: &mut Block,
        holding: &Holding,
    ) {
        self.leaf = holding.router().leaf();
        let mut keep = Vec::with_capacity(block.len);
        if let Some(column) = self.only_other(block) {
            let holds = |row| column.known_cell(row).is_some_and(|cell| holding.holds(&[cell]));
            keep.extend((0..block.len).map(holds));
        } else {
            for row in 0..block.len {
                self.prefixes.clear();
                self.push_prefix(block, row);
                keep.push(holding.holds(&self.prefixes));
            }
        }
        block.retain(&keep);
        self.find(relations, dictionary, block);
    }

    /// The values of the prefixes, if these are of one column.
    fn only_other<'b>(&self, block: &'b Block) -> Option<&'b Column> {
        let mut others = self.head.iter().enumerate().filter(|(at, _)| *at != self.leaf);
        match (others.next(), others.next()) {
            (Some((_, &Operand::Var(variable))), None) => Some(block.column(variable)),
            _ => None,
        }
    }

    /// Adds what the join makes of the block from this binding on to what the thread holds, until that was a good deal of work; returns
    /// the first binding left, and how many candidates there were.
    pub(in crate::engine::native) fn give_own(
        &mut self,
        relations: &Relations,
        block: &Block,
        from: usize,
        holding: &mut Holding,
    ) -> (usize, usize) {
        let cells = relations.lists(self.join).unwrap_or_default();
        let (mut next, mut candidates, mut lists) = (from, 0, Vec::with_capacity(block.len - from));
        self.prefixes.clear();
        while next < block.len && candidates < CANDIDATES_AT_ONCE {
            let list = &cells[self.sites[next].clone()];
            if !list.is_empty() {
                self.push_prefix(block, next);
                lists.push(list);
                candidates += list.len();
            }
            next += 1;
        }
        holding.insert_lists(&self.prefixes, &lists);
        (next, candidates)
    }
}
