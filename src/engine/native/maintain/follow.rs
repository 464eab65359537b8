//! One stratum through delete and rederive: what may fall, what still stands, what comes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::versions::{Sense, Version, Versions, changed};
use super::{FEW, Keeper};
use crate::engine::native::context::Context;
use crate::engine::native::draw::Draw;
use crate::engine::native::finder::SMALL;
use crate::engine::native::relations::PASSES;
use crate::engine::native::statistics::{is_alike, relations};
use crate::engine::native::{Halt, Tuned};
use crate::plan::{Given, Lookup, Need, Plan, Step, View, plan};
use crate::program::ir::{RelationId, Stratum};
use crate::store::{Change, Indexes, Table};

/// Rows by relation.
type Rows = BTreeMap<usize, Table>;

/// Which version of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Reading(usize),
    Rederiving,
}

/// A part of a stratum's rows that may go before it is cheaper derived anew: one in so many. In a recursive stratum most is found in
/// several ways, so that more is looked at for each row that goes.
const PART: usize = 4;
const PART_OF_RECURSIVE: usize = 16;

impl Keeper<'_> {
    /// Brings a stratum of plain relations to its new state; false, with nothing changed in it, if too much of it would go.
    pub(super) fn follow(
        &mut self,
        stratum: &Stratum,
        lower: &[RelationId],
        own: &[(usize, &Change)],
    ) -> Result<bool, Halt> {
        let Some(doomed) = self.doomed(stratum, lower, own)? else { return Ok(false) };
        for (&at, rows) in &doomed {
            self.relations.take_out(RelationId(at), rows);
        }
        let restored = self.bring(stratum, own, &doomed)?;
        for id in &stratum.relations {
            let mut change = Change::none(self.relations.tables[id.0].arity());
            doomed.get(&id.0).iter().flat_map(|rows| rows.rows()).for_each(|row| change.remove(row));
            restored.get(&id.0).iter().flat_map(|rows| rows.rows()).for_each(|row| change.add(row));
            self.done.changes.set(id.0, change);
        }
        Ok(true)
    }

    /// The rows of which some derivation, or the fact itself, is gone; none if they are too many. They are found in the state before the change.
    fn doomed(
        &mut self,
        stratum: &Stratum,
        lower: &[RelationId],
        own: &[(usize, &Change)],
    ) -> Result<Option<Rows>, Halt> {
        let mut open = Rows::new();
        for (at, change) in own {
            merge(&mut open, *at, &those_of(&change.removed, &self.relations.tables[*at], true));
        }
        if open.is_empty() && !self.takes(stratum) {
            return Ok(Some(open));
        }
        let rows: usize = stratum.relations.iter().map(|id| self.relations.tables[id.0].len()).sum();
        self.turn(lower, false);
        let part = if stratum.recursive { PART_OF_RECURSIVE } else { PART };
        let doomed = self.doomed_before(stratum, open, FEW.max(rows / part));
        self.turn(lower, true);
        doomed
    }

    /// Whether anything that changed below may take a row of the stratum with it.
    fn takes(&mut self, stratum: &Stratum) -> bool {
        stratum.rules.iter().any(|&rule| {
            let versions = self.versions(rule);
            versions.reading.iter().any(|version| self.gone(version).is_some())
        })
    }

    /// The rows whose change may take conclusions with it.
    fn gone(&self, version: &Version) -> Option<Table> {
        let change = self.done.changes.get(version.relation.0)?;
        affecting(change, version.sense, true)
    }

    fn doomed_before(
        &mut self,
        stratum: &Stratum,
        mut open: Rows,
        most: usize,
    ) -> Result<Option<Rows>, Halt> {
        let mut doomed = Rows::new();
        let is_there = |table: &Table, row: &[i32]| table.contains_cells(row);
        for &rule in &stratum.rules {
            for (at, version) in self.versions(rule).reading.iter().enumerate() {
                if let Some(gone) = self.gone(version) {
                    let found = self.heads(rule, Which::Reading(at), &gone, &is_there, most)?;
                    merge(&mut open, version.rule.head.0, &found);
                }
            }
        }
        while !open.is_empty() {
            for (&at, rows) in &open {
                merge(&mut doomed, at, rows);
            }
            if doomed.values().map(Table::len).sum::<usize>() > most {
                return Ok(None);
            }
            let mut next = Rows::new();
            for &rule in &stratum.rules {
                for (at, version) in self.versions(rule).reading.iter().enumerate() {
                    let Some(gone) = open.get(&version.relation.0) else { continue };
                    let known = doomed.get(&version.rule.head.0);
                    let is_new = |table: &Table, row: &[i32]| {
                        table.contains_cells(row) && known.is_none_or(|known| !known.contains_cells(row))
                    };
                    let found = self.heads(rule, Which::Reading(at), gone, &is_new, most)?;
                    merge(&mut next, version.rule.head.0, &found);
                }
            }
            open = next;
        }
        Ok(Some(doomed))
    }

    /// Puts back what stands in spite of all, adds what comes, and returns both.
    fn bring(&mut self, stratum: &Stratum, own: &[(usize, &Change)], doomed: &Rows) -> Result<Rows, Halt> {
        let mut open = self.still_given(doomed);
        for (at, change) in own {
            merge(&mut open, *at, &those_of(&change.added, &self.relations.tables[*at], false));
        }
        let is_missing = |table: &Table, row: &[i32]| !table.contains_cells(row);
        for &rule in &stratum.rules {
            let versions = self.versions(rule);
            let head = versions.rederiving.rule.head.0;
            if let Some(gone) = doomed.get(&head) {
                let found = self.heads(rule, Which::Rederiving, gone, &is_missing, usize::MAX)?;
                merge(&mut open, head, &found);
            }
            for (at, version) in versions.reading.iter().enumerate() {
                let change = self.done.changes.get(version.relation.0);
                if let Some(come) = change.and_then(|change| affecting(change, version.sense, false)) {
                    let found = self.heads(rule, Which::Reading(at), &come, &is_missing, usize::MAX)?;
                    merge(&mut open, head, &found);
                }
            }
        }
        let mut brought = Rows::new();
        while !open.is_empty() {
            for (&at, rows) in &open {
                self.relations.put(RelationId(at), rows);
                merge(&mut brought, at, rows);
            }
            let mut next = Rows::new();
            for &rule in &stratum.rules {
                for (at, version) in self.versions(rule).reading.iter().enumerate() {
                    let Some(come) = open.get(&version.relation.0) else { continue };
                    let found = self.heads(rule, Which::Reading(at), come, &is_missing, usize::MAX)?;
                    merge(&mut next, version.rule.head.0, &found);
                }
            }
            open = next;
        }
        Ok(brought)
    }

    /// Those of the rows that are given.
    fn still_given(&self, rows: &Rows) -> Rows {
        let mut given = Rows::new();
        for (&at, rows) in rows {
            if let Some(known) = self.upkeep.given.get(&at) {
                merge(&mut given, at, &those_of(rows, known, true));
            }
        }
        given
    }

    /// Turns changed relations to the state after the change or before it.
    fn turn(&mut self, lower: &[RelationId], after: bool) {
        for &id in lower {
            let Some(change) = self.done.changes.get(id.0) else { continue };
            let (gone, come) =
                if after { (&change.removed, &change.added) } else { (&change.added, &change.removed) };
            self.relations.take_out(id, gone);
            self.relations.put(id, come);
        }
    }

    /// The wanted head rows of a version of a rule over changed rows; as soon as they are more than `most`, not all of them.
    fn heads(
        &mut self,
        rule: usize,
        which: Which,
        rows: &Table,
        wanted: &dyn Fn(&Table, &[i32]) -> bool,
        most: usize,
    ) -> Result<Table, Halt> {
        let versions = self.versions(rule);
        let version = match which {
            Which::Reading(at) => &versions.reading[at],
            Which::Rederiving => &versions.rederiving,
        };
        let place = changed(version.relation, self.shift);
        self.relations.replace(place, rows.clone());
        self.relations.begin(place);
        let plan = self.plan(rule, which, version);
        self.prepare(&plan, rows.len())?;
        let head = version.rule.head.0;
        let mut found = self.drawn(&plan, head, wanted, most)?;
        if self.relations.lacks_passes() {
            // They are too many to be looked for without indexes, from now on.
            for lookup in early_lookups(&plan) {
                may_search(&self.searches, lookup, SEARCHES);
            }
            self.relations.prepare(&plan, &mut self.progress.watch)?;
            self.relations.allow_passes(usize::MAX);
            found = self.drawn(&plan, head, wanted, most)?;
        }
        self.relations.allow_passes(usize::MAX);
        self.relations.replace(place, Table::new(rows.arity()));
        Ok(found)
    }

    /// Makes the indexes and sets that a plan needs for so many changed rows, save those without which a few searches cost less.
    fn prepare(&mut self, plan: &Plan, rows: usize) -> Result<(), Halt> {
        let Self { relations, searches, progress, .. } = self;
        let early = early_lookups(plan);
        let is_few = rows <= PASSES;
        let mut spared = |need: &Need, size: usize| {
            let is_early = early.iter().any(|lookup| std::ptr::eq(*lookup, need.lookup));
            is_early && is_few && size > SMALL && may_search(searches, need.lookup, rows)
        };
        relations.allow_passes(PASSES);
        relations.prepare_but(plan, &mut spared, &mut progress.watch)
    }

    /// The wanted head rows that a plan finds; some of them if they are more than `most`, or if tables would have to be passed over too
    /// often.
    fn drawn(
        &mut self,
        plan: &Plan,
        head: usize,
        wanted: &dyn Fn(&Table, &[i32]) -> bool,
        most: usize,
    ) -> Result<Table, Halt> {
        let (block, arity) = (Tuned::default().block, plan.head.len());
        let mut found = Table::new(arity);
        let mut draw = Draw::new(plan, block);
        // It pauses when tables would have to be passed over too often, not before.
        self.progress.watch.pause_at(u64::MAX - 1);
        while found.len() <= most && !self.relations.lacks_passes() {
            let (relations, watch) = (&self.relations, &mut self.progress.watch);
            if !draw.next(Context { relations, dictionary: self.dictionary, watch, block })? {
                break;
            }
            let table = &self.relations.tables[head];
            let row = |at: usize| &draw.rows.cells[at * arity..(at + 1) * arity];
            let new = (0..draw.len).map(row).filter(|row| wanted(table, row));
            new.for_each(|row| _ = found.insert_cells(row, 1));
        }
        self.progress.watch.pause_at(u64::MAX);
        Ok(found)
    }

    fn versions(&mut self, rule: usize) -> Rc<Versions> {
        let make = || Rc::new(Versions::of(&self.program.rules[rule], self.shift));
        Rc::clone(self.upkeep.versions.entry(rule).or_insert_with(make))
    }

    /// The plan of a version, made again when the sizes of its relations have changed much.
    fn plan(&mut self, rule: usize, which: Which, version: &Version) -> Rc<Plan> {
        let tables = &self.relations.tables;
        let key = (rule, if let Which::Reading(at) = which { at + 1 } else { 0 });
        let sizes: Vec<usize> = relations(&version.rule.body).iter().map(|id| tables[id.0].len()).collect();
        let suits = |then: &[usize]| then.iter().zip(&sizes).all(|(&then, &now)| is_alike(then, now));
        if let Some((plan, then)) = self.upkeep.plans.get(&key)
            && suits(then)
        {
            return Rc::clone(plan);
        }
        let statistics = &mut self.upkeep.statistics;
        statistics.look_at(&version.rule.body, tables);
        let expected = |id: RelationId, given: &[Given]| statistics.expected_rows(id, given, tables);
        let plan = Rc::new(plan(&version.rule, Some(0), None, &|_| false, &expected));
        self.upkeep.plans.insert(key, (Rc::clone(&plan), sizes));
        plan
    }
}

/// So many searches without an index cost about what it costs to make one.
const SEARCHES: usize = 256;

/// Whether so many keys are still to be searched for by passes over all rows, rather than by an index that is not there yet.
fn may_search(searches: &Indexes, lookup: &Lookup, keys: usize) -> bool {
    searches.search(lookup.relation.0, &lookup.columns, keys) <= SEARCHES
}

/// The lookups that are made about once for each changed row, as far as the relations do not count that they are made more often.
fn early_lookups(plan: &Plan) -> Vec<&Lookup> {
    let Some(first) = plan.stages.first().filter(|stage| stage.join.lookup.view == View::Delta) else {
        return Vec::new();
    };
    if first.then.iter().any(|step| matches!(step, Step::Range { is_check: false, .. })) {
        return Vec::new();
    }
    plan.begun_lookups().collect()
}

/// The rows of a change that take conclusions with them, or else bring some, where a rule reads them so.
fn affecting(change: &Change, sense: Sense, takes: bool) -> Option<Table> {
    let rows = match (sense, takes) {
        (Sense::Positive, true) | (Sense::Negative, false) => change.removed.clone(),
        (Sense::Positive, false) | (Sense::Negative, true) => change.added.clone(),
        (Sense::Aggregated, _) => {
            let mut both = change.added.clone();
            both.insert_table(&change.removed);
            both
        }
    };
    (!rows.is_empty()).then_some(rows)
}

/// The rows of one table that another has, or lacks.
pub(super) fn those_of(rows: &Table, table: &Table, are_there: bool) -> Table {
    let found = rows.rows().zip(table.have(rows)).filter(|(_, is_there)| *is_there == are_there);
    Table::from_rows(rows.arity(), found.map(|(row, _)| row))
}

fn merge(into: &mut Rows, at: usize, rows: &Table) {
    if !rows.is_empty() {
        let table = into.entry(at).or_insert_with(|| Table::new(rows.arity()));
        table.insert_table(rows);
    }
}
