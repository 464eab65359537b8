//! A fan for several threads at work: what each derives is kept apart, by the part of the table to which it belongs.

use super::Fan;
use crate::engine::native::block::Block;
use crate::engine::native::distinct::Distinct;
use crate::engine::native::outgoing::Outgoing;
use crate::engine::native::relations::Relations;
use crate::store::Router;

impl Fan<'_> {
    /// The same join and head, for another thread.
    pub(in crate::engine::native) fn another(&self) -> Self {
        let (sites, prefixes, run, key) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let repeated = self.repeated.as_ref().map(|_| Distinct::default());
        let (head, given) = (self.head.clone(), self.given.clone());
        let filters = self.filters.clone();
        Self { head, given, sites, prefixes, run, key, repeated, filters, ..*self }
    }

    /// Gives out what the join found for the block from this binding on, until there is enough; returns the first binding left.
    pub(in crate::engine::native) fn give(
        &mut self,
        relations: &Relations,
        block: &Block,
        from: usize,
        enough: usize,
        out: &mut Outgoing,
    ) -> usize {
        if self.is_sieved() {
            return self.give_sieved(relations, block, from, out);
        }
        let mut next = from;
        let lists = relations.lists(self.join);
        while next < block.len && out.weight() < enough {
            next = match (lists, out.router) {
                (Some(cells), Some(router)) => self.give_lists(relations, cells, (router, block, next), out),
                (Some(cells), None) => self.give_rows(cells, block, next, out),
                (None, _) => block.len,
            };
        }
        next
    }

    /// Gives out a binding, or a run of bindings, as prefixes with lists.
    fn give_lists(
        &mut self,
        relations: &Relations,
        cells: &[i32],
        (router, block, row): (Router, &Block, usize),
        out: &mut Outgoing,
    ) -> usize {
        self.leaf = router.leaf();
        let site = self.sites[row].clone();
        if site.is_empty() {
            return row + 1;
        }
        let is_own = self.gives_lists();
        let end = if is_own { row + 1 } else { self.end_of_run(block, row) };
        self.prefixes.clear();
        if is_own {
            self.push_prefix(block, row);
            if self.has_leaves {
                self.give_leaf(relations, self.entries(cells, row), block, row, out);
            } else {
                out.add_list(&self.prefixes, site);
            }
        } else if self.collect_run(block, row..end) {
            self.give_run(self.entries(cells, row), block, row, out);
        } else {
            return self.give_rows(cells, block, row, out);
        }
        end
    }

    /// Gives out a run: for each entry, all cells of the run.
    fn give_run(&mut self, entries: &[i32], block: &Block, row: usize, out: &mut Outgoing) {
        let start = out.arena.len();
        out.arena.extend_from_slice(&self.run);
        self.push_prefixes(block, row, entries);
        for prefix in self.prefixes.chunks_exact(self.head.len() - 1) {
            out.add_list(prefix, start..out.arena.len());
        }
    }

    /// Gives out the rows of one binding one by one.
    fn give_rows(&self, cells: &[i32], block: &Block, row: usize, out: &mut Outgoing) -> usize {
        for entry in self.entries(cells, row).chunks_exact(self.width) {
            out.rows.cells.extend(self.row(entry, block, row));
        }
        out.place(self.sites[row].len(), self.head.len());
        row + 1
    }

    /// Whether lists are stretches of the index, and not of what was collected.
    pub(in crate::engine::native) fn gives_stretches(&self, router: Router) -> bool {
        !self.has_leaves && !self.is_sieved() && matches!(*self.given, [(at, _)] if at == router.leaf())
    }
}
