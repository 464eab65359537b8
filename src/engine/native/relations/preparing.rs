//! Makes the indexes that plans need, and brings them up to date with their tables.

use std::sync::Arc;

use rayon::ThreadPool;
use rayon::prelude::*;

use super::{Index, Marks, PASSES, Relations, begun, bring_up, serves};
use crate::engine::native::finder::SMALL;
use crate::engine::native::{Halt, Watch};
use crate::plan::{Lookup, Need, Plan, View};
use crate::store::Table;

/// What has been looked for so many times without an index for questions gets one for the next.
const SEARCHES: usize = 64;

impl Relations<'_> {
    /// Makes the indexes that the plan needs, or brings them up to date.
    pub(in crate::engine::native) fn prepare(&mut self, plan: &Plan, watch: &mut Watch) -> Result<(), Halt> {
        self.prepare_but(plan, &mut |_, _| false, watch)
    }

    /// The same without making those indexes and sets that `spared` says can be done without, given the size of their table. Each row is
    /// looked at then.
    pub(in crate::engine::native) fn prepare_but(
        &mut self,
        plan: &Plan,
        spared: &mut dyn FnMut(&Need, usize) -> bool,
        watch: &mut Watch,
    ) -> Result<(), Halt> {
        plan.each_need(&mut |need| {
            if self.knows(need.lookup) {
                let table = &self.tables[need.lookup.relation.0];
                let is_spared = !table.has_set() && spared(&need, table.len());
                return if is_spared { Ok(()) } else { table.prepare(&mut |rows| watch.look_at(rows)) };
            }
            let need = self.for_now(&need);
            let relation = need.lookup.relation.0;
            let is_there = || self.indexes[relation].iter().any(|index| serves(index, &need));
            let is_spared =
                !self.needs_index(&need) || (!is_there() && spared(&need, self.tables[relation].len()));
            if is_spared { Ok(()) } else { self.prepare_index(&need, watch) }
        })
    }

    /// Makes what a question needs, save where a few passes over all rows cost less: what is searched for is looked up without an index
    /// until `asked` has told of it often enough. Where tables would have to be passed over for very many bindings,
    /// [passes are lacking](Relations::lacks_passes) then.
    pub(in crate::engine::native) fn prepare_to_ask(
        &mut self,
        plan: &Plan,
        asked: &dyn Fn(&Lookup) -> usize,
        watch: &mut Watch,
    ) -> Result<(), Halt> {
        let counted: Vec<&Lookup> = plan.begun_lookups().collect();
        let is_counted = |need: &Need| counted.iter().any(|lookup| std::ptr::eq(*lookup, need.lookup));
        self.spares_sets = true;
        self.allow_passes(PASSES);
        let mut spared = |need: &Need, size: usize| {
            size > SMALL && (need.lookup.once || is_counted(need)) && asked(need.lookup) <= SEARCHES
        };
        self.prepare_but(plan, &mut spared, watch)?;
        self.prepare_once(plan, &mut |lookup| asked(lookup) > SEARCHES, watch)
    }

    /// Makes those indexes for what is looked up only once that are worth it, and brings up to date those that are there.
    pub(in crate::engine::native) fn prepare_once(
        &mut self,
        plan: &Plan,
        is_worth: &mut dyn FnMut(&Lookup) -> bool,
        watch: &mut Watch,
    ) -> Result<(), Halt> {
        plan.each_need(&mut |need| {
            let need = self.for_now(&need);
            let lookup = need.lookup;
            let is_large = self.tables[lookup.relation.0].len() > SMALL;
            if lookup.once && is_large && !lookup.columns.is_empty() && !self.knows(lookup) {
                let is_there = self.indexes[lookup.relation.0].iter().any(|index| serves(index, &need));
                if is_there || is_worth(lookup) {
                    return self.prepare_index(&need, watch);
                }
            }
            Ok(())
        })
    }

    fn prepare_index(&mut self, need: &Need, watch: &mut Watch) -> Result<(), Halt> {
        let (relation, view) = (need.lookup.relation.0, need.lookup.view);
        if self.tables[relation].as_classes().is_some() {
            return Ok(());
        }
        let (table, marks, indexes) = match self.rounds.get_mut(&relation) {
            Some(round) if view == View::Delta => {
                let marks = Marks { old: 0, end: round.rows.len(), is_growing: false };
                (&round.rows, marks, &mut round.indexes)
            }
            _ => (&self.tables[relation], self.marks[relation], &mut self.indexes[relation]),
        };
        if let Some(at) = indexes.iter().position(|index| serves(index, need)) {
            return bring_up(&mut indexes[at], table, marks, watch);
        }
        let mut index = Arc::new(begun(need, table, marks, &self.days));
        bring_up(&mut index, table, marks, watch)?;
        indexes.push(index);
        Ok(())
    }

    /// The indexes needed that do not cover all rows of their tables yet, with these; those that are missing are begun.
    fn lagging(&mut self, needs: &[Need]) -> Vec<(&mut Arc<Index>, &Table, Marks)> {
        let stands = |need: &&Need| self.round(need.lookup.relation, need.lookup.view).is_none();
        let needs: Vec<Need> = needs.iter().filter(stands).map(|need| self.for_now(need)).collect();
        let missing: Vec<&Need> = needs.iter().filter(|need| self.needs_index(need)).collect();
        for need in missing {
            let at = need.lookup.relation.0;
            if !self.indexes[at].iter().any(|index| serves(index, need)) {
                let index = begun(need, &self.tables[at], self.marks[at], &self.days);
                self.indexes[at].push(Arc::new(index));
            }
        }
        let of_relation = self.indexes.iter_mut().zip(self.tables.iter()).zip(&self.marks).enumerate();
        let lagging = of_relation.flat_map(|(at, ((indexes, table), &marks))| {
            let needs = &needs;
            let is_needed = move |index: &Index| {
                let mut needs = needs.iter().filter(|need| need.lookup.relation.0 == at);
                index.covered() < marks.end && needs.any(|need| serves(index, need))
            };
            let lagging = indexes.iter_mut().filter(move |index| is_needed(index));
            lagging.map(move |index| (index, table, marks))
        });
        lagging.collect()
    }

    /// Brings indexes up to date by several threads, each index by one, where there is enough to do for more than one: so many rows.
    pub(in crate::engine::native) fn prepare_together(
        &mut self,
        needs: &[Need],
        enough: u64,
        call: impl FnOnce() -> Option<Arc<ThreadPool>>,
        watch: &Watch,
    ) -> Result<(), Halt> {
        // Indexes of few rows are soon made by one thread, when a plan asks for them.
        let most = needs.iter().map(|need| self.tables[need.lookup.relation.0].len() as u64).sum::<u64>();
        if most < enough {
            return Ok(());
        }
        let mut lagging = self.lagging(needs);
        let rows = lagging.iter().map(|(index, _, marks)| (marks.end - index.covered()) as u64).sum::<u64>();
        if lagging.len() < 2 || rows < enough {
            return Ok(());
        }
        let Some(pool) = call() else { return Ok(()) };
        let follow = |(index, table, marks): &mut (&mut Arc<Index>, &Table, Marks)| {
            bring_up(index, table, *marks, &mut watch.another())
        };
        pool.install(|| lagging.par_iter_mut().try_for_each(follow))
    }
}
