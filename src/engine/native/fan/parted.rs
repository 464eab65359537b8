//! A fan for several threads at work: what each derives is kept apart, by the part of the table to which it belongs.

use super::Fan;
use crate::engine::native::block::Block;
use crate::engine::native::outgoing::Outgoing;
use crate::engine::native::relations::Relations;
use crate::store::Router;

impl Fan<'_> {
    /// The same join and head, for another thread.
    pub(in crate::engine::native) fn another(&self) -> Self {
        let (sites, prefixes, run) = (Vec::new(), Vec::new(), Vec::new());
        Self { sites, prefixes, run, head: self.head.clone(), ..*self }
    }

    /// Looks up what the join finds for a block, which is given out after that by [`Fan::give`].
    pub(in crate::engine::native) fn find(&mut self, relations: &Relations, block: &Block) {
        relations.finder(self.join).find_all(block, &mut self.sites);
    }

    /// Gives out what the join makes of the block from this binding on, until there is enough; returns the first binding left.
    pub(in crate::engine::native) fn give(
        &mut self,
        relations: &Relations,
        block: &Block,
        from: usize,
        enough: usize,
        out: &mut Outgoing,
    ) -> usize {
        let mut next = from;
        let lists = relations.lists(self.join);
        while next < block.len && out.weight() < enough {
            next = match (lists, out.router) {
                (Some(cells), Some(router)) => self.give_lists(cells, router, block, next, out),
                (Some(cells), None) => self.give_rows(&cells[self.sites[next].clone()], block, next, out),
                (None, _) => block.len,
            };
        }
        next
    }

    /// Gives out a binding, or a run of bindings, as prefixes with lists.
    fn give_lists(
        &mut self,
        cells: &[i32],
        router: Router,
        block: &Block,
        row: usize,
        out: &mut Outgoing,
    ) -> usize {
        self.leaf = router.leaf();
        let site = self.sites[row].clone();
        if site.is_empty() {
            return row + 1;
        }
        let is_own = self.given == self.leaf;
        let end = if is_own { row + 1 } else { self.end_of_run(block, row) };
        self.prefixes.clear();
        if is_own {
            self.push_prefix(block, row);
            out.add_list(&self.prefixes, site);
        } else {
            self.collect_run(block, row..end);
            self.give_run(&cells[site], block, row, out);
        }
        end
    }

    /// Gives out a run: for each cell of the list, all cells of the run.
    fn give_run(&mut self, list: &[i32], block: &Block, row: usize, out: &mut Outgoing) {
        let start = out.arena.len();
        out.arena.extend_from_slice(&self.run);
        self.push_prefixes(block, row, list);
        let width = self.head.len() - 1;
        for at in 0..list.len() {
            out.add_list(&self.prefixes[at * width..(at + 1) * width], start..out.arena.len());
        }
    }

    /// Gives out the rows of one binding one by one.
    fn give_rows(&self, list: &[i32], block: &Block, row: usize, out: &mut Outgoing) -> usize {
        for &cell in list {
            let head = self.head.iter().enumerate();
            out.rows.cells.extend(head.map(
                |(at, &operand)| {
                    if at == self.given { cell } else { block.cell(operand, row) }
                },
            ));
        }
        out.place(list.len(), self.head.len());
        row + 1
    }

    /// Whether lists are stretches of the index, and not of what runs were collected.
    pub(in crate::engine::native) fn gives_stretches(&self, router: Router) -> bool {
        self.given == router.leaf()
    }
}
