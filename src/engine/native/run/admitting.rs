//! Where a rule's rows go: to the table of its head, or, of a relation that no rule of its stratum reads and while nearly all are new, to
//! what is gathered, where rows are told apart together (see [`crate::store::Gathered`]) in place of one by one.

use super::Run;
use crate::engine::native::Halt;
use crate::engine::native::block::HeadRows;
use crate::engine::native::gathering::Gathering;
use crate::engine::native::kinds::Offer;
use crate::program::ir::{Kind, RelationId, Stratum};
use crate::store::{Gathered, Table};

/// Rows of so many columns are gathered although the relation needs a set at last: one made of all rows at once is made sooner.
const LEAST_TESTED: usize = 3;
/// Fewer rows are soon told apart by one thread.
const WORTH_THREADS: usize = 1 << 16;
/// Where so many rows share a prefix they are soon added to its leaf.
const TOGETHER: usize = 16;

impl Run<'_> {
    /// Tells whether rows may be gathered in a stratum, of which it is known whether it is recursive.
    pub(super) fn may_gather(&mut self, stratum: &Stratum, is_recursive: bool) {
        let is_wide = |id: &RelationId| {
            let relation = &self.program.relations[id.0];
            let is_tested = self.gathering.are_tested.get(id.0).copied().unwrap_or_default();
            let least = if is_tested { LEAST_TESTED } else { 2 };
            relation.kind == Kind::Plain && relation.attributes.len() >= least
        };
        self.gathering.relation = match stratum.relations.as_slice() {
            [one] if !is_recursive && self.limits.is_empty() && !self.is_recorded(stratum) => {
                Some(*one).filter(is_wide)
            }
            _ => None,
        };
    }

    /// Takes up so many rows that a rule derived.
    pub(in crate::engine::native) fn admit(
        &mut self,
        rule: usize,
        rows: &HeadRows,
        count: usize,
    ) -> Result<(), Halt> {
        let head = self.program.rules[rule].head;
        if let Some(gathered) = self.gathering.rows.as_mut().filter(|_| self.gathering.relation == Some(head))
        {
            gathered.add(&rows.cells, rule);
            let (is_full, waiting) = (gathered.is_full(), gathered.waiting() as u64);
            self.progress.derive(rule, count as u64, 0)?;
            self.progress.take(size_of_val(rows.cells.as_slice()) as u64)?;
            return if is_full || waiting > self.progress.room() { self.tell_apart() } else { Ok(()) };
        }
        let Self { relations, kinds, dictionary, progress, .. } = self;
        let offer = Offer { relation: head, rule, rows, count };
        let added =
            kinds.insert(&offer, &mut relations.tables.to_mut()[head.0], dictionary, &mut progress.watch)?;
        self.progress.derive(rule, count as u64, added as u64)?;
        self.gather_if_new(rule, head);
        Ok(())
    }

    /// Gathers rows from now on if nearly all that the rule derived so far were new, and no set would hold them closely together.
    fn gather_if_new(&mut self, rule: usize, head: RelationId) {
        let (tally, table) = (self.progress.tally(rule), &mut self.relations.tables.to_mut()[head.0]);
        if self.gathering.relation != Some(head)
            || table.len() < self.gathering.after
            || tally.facts * 8 < tally.candidates * 7
            || self.progress.room() < self.gathering.least_room()
        {
            return;
        }
        if table.rows_of_a_prefix() >= TOGETHER {
            self.gathering.relation = None;
            return;
        }
        let none = Table::new(table.arity());
        self.gathering.rows = Some(Gathered::of(std::mem::replace(table, none)));
    }

    /// Tells rows apart, and ends with that if many repeat or few more may come.
    fn tell_apart(&mut self) -> Result<(), Halt> {
        let Self { gathering, team, progress, .. } = self;
        let Some(gathered) = &mut gathering.rows else { return Ok(()) };
        let pool = if gathered.waiting() < WORTH_THREADS { None } else { team.pool() };
        let new = gathered.tell_apart(pool.as_deref(), &|| progress.watch.check())?;
        let (repeats, bytes) = (gathered.repeats(), gathered.bytes() as u64);
        let counted = new.into_iter().try_for_each(|(rule, new)| self.progress.derive(rule, 0, new as u64));
        let counted = counted.and_then(|()| self.progress.hold(self.relations.bytes() + bytes));
        if counted.is_err() || repeats || self.progress.room() < self.gathering.least_room() {
            self.end_gathering()?;
        }
        counted
    }

    /// Puts what was gathered in its table; nothing more is gathered in this stratum. Where that is stopped, the rows that were told apart
    /// before are left.
    pub(in crate::engine::native) fn end_gathering(&mut self) -> Result<(), Halt> {
        let Self { gathering: Gathering { relation, rows, .. }, team, progress, .. } = self;
        let (Some(relation), Some(mut gathered)) = (relation.take(), rows.take()) else { return Ok(()) };
        let pool = if gathered.waiting() < WORTH_THREADS { None } else { team.pool() };
        let told = match gathered.waiting() {
            0 => Ok(Vec::new()),
            _ => gathered.tell_apart(pool.as_deref(), &|| progress.watch.check()),
        };
        self.relations.tables.to_mut()[relation.0] = gathered.into_table();
        told?.into_iter().try_for_each(|(rule, new)| self.progress.derive(rule, 0, new as u64))
    }
}
