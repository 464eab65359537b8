//! The relations during a run: tables, the indexes that plans ask for, and which rows belong to which round.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};

use rayon::ThreadPool;

use crate::plan::{Aggregation, Join, Lookup, Need, Plan, View};
use crate::program::ir::{RelationId, VarId};
pub(super) use crate::store::Postings as Index;
use crate::store::listing::{forget_all, forget_of_round};
use crate::store::postings::Source;
use crate::store::{Classes, Days, Dictionary, Table, cell};

mod placing;
mod preparing;

use super::finder::Finder;
use super::groups::Groups;
use super::order::{sorted, sorted_by_stretches};
use super::{Halt, Watch};

/// So many passes over tables a few changed rows, or a question, may make for want of indexes.
pub(super) const PASSES: usize = 64;

/// How many rows are worth being put in order.
const WORTH_SORTING: usize = 64;

/// Where the rows of a relation are parted: below `old` those from before the last round, from there to `end` those of the last
/// round. Rows from `end` on are being derived now and not seen yet.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    old: usize,
    end: usize,
    is_growing: bool,
}

/// The last round's rows of a relation that keeps them apart: copies of rows that took the places of others.
#[derive(Debug)]
struct Round {
    rows: Table,
    indexes: Vec<Arc<Index>>,
}

/// What plans read.
#[derive(Debug)]
pub(super) struct Relations<'a> {
    pub(super) tables: Cow<'a, [Table]>,
    indexes: Vec<Vec<Arc<Index>>>,
    marks: Vec<Marks>,
    /// Of relations whose rows stand by key, while they grow. All rows that stand are old ones then: what a rule finds once more changes
    /// nothing.
    rounds: BTreeMap<usize, Round>,
    /// Whether a test for a whole row may see rows that are derived in the same round. That ends the rounds sooner, and changes what
    /// there is when they are cut short.
    pub(super) is_lenient: bool,
    /// Whether tables without a set are looked through row by row, as they are for a few rows that changed.
    pub(super) spares_sets: bool,
    /// How many times tables may be passed over yet for want of an index, and whether more was wanted.
    passes: Passes,
    /// The groups of aggregates that rules of the stratum ask for, which have all that they are found in from lower strata.
    groups: Vec<(Aggregation, Arc<Groups>)>,
    /// The days of dates, by which indexes are sorted.
    days: Arc<Days>,
}

/// How many times tables may be passed over yet, where somebody counts: below none more was wanted.
#[derive(Debug)]
struct Passes(AtomicIsize);

/// Whether an index finds what a lookup is to find. Where only existence matters, any entries will do.
fn serves(index: &Index, need: &Need) -> bool {
    index.key() == need.lookup.columns
        && need.payload.is_none_or(|payload| index.payload() == payload)
        && (need.sorting.is_none() || index.sorting() == need.sorting)
}

/// Of the rows that a join takes, leaves the first of those next to each other that bind the same.
fn drop_repeated(cells: &mut Vec<i32>, arity: usize, join: &Join) {
    let mut kept = 0;
    for row in (0..cells.len()).step_by(arity) {
        let is_taken = join.equal.iter().all(|&(one, other)| cells[row + one] == cells[row + other]);
        let differs = |&(column, _): &(usize, VarId)| cells[row + column] != cells[kept - arity + column];
        if is_taken && (kept == 0 || join.binds.iter().any(differs)) {
            cells.copy_within(row..row + arity, kept);
            kept += arity;
        }
    }
    cells.truncate(kept);
}

/// An index for a table that covers no row yet.
fn begun(need: &Need, table: &Table, marks: Marks, days: &Arc<Days>) -> Index {
    let payload = need.payload.unwrap_or_default();
    let index = Index::new(need.lookup.columns.clone(), payload.to_vec()).sorted_by(need.sorting, days);
    if table.as_keyed().is_some() && marks.is_growing { index.with_places() } else { index }
}

/// Brings an index up to date with its table.
fn bring_up(index: &mut Arc<Index>, table: &Table, marks: Marks, watch: &mut Watch) -> Result<(), Halt> {
    if !marks.is_growing && index.covered() == marks.end && index.is_in_order() {
        return Ok(());
    }
    let (index, source) = (Arc::make_mut(index), Source { cells: table.cells(), arity: table.arity() });
    let mut check = |rows| watch.look_at(rows);
    if marks.is_growing && index.covered() <= marks.old {
        index.extend(source, marks.old, &mut check)?;
        index.begin_round();
    }
    index.extend(source, marks.end, &mut check)
}

impl<'a> Relations<'a> {
    /// Tables whose rows are all there from the beginning.
    pub(super) fn new(tables: impl Into<Cow<'a, [Table]>>, dictionary: &Dictionary) -> Self {
        let (tables, days) = (tables.into(), Arc::clone(dictionary.days()));
        let marks =
            tables.iter().map(|table| Marks { old: 0, end: table.len(), is_growing: false }).collect();
        let indexes = vec![Vec::new(); tables.len()];
        let (rounds, groups, passes) = (BTreeMap::new(), Vec::new(), Passes(AtomicIsize::new(isize::MAX)));
        Self { indexes, tables, marks, rounds, is_lenient: false, spares_sets: false, passes, groups, days }
    }

    /// Adds a relation that is complete.
    pub(super) fn add(&mut self, table: Table) -> RelationId {
        self.marks.push(Marks { old: 0, end: table.len(), is_growing: false });
        self.indexes.push(Vec::new());
        self.tables.to_mut().push(table);
        RelationId(self.tables.len() - 1)
    }

    /// Leaves of all relations the first so many.
    pub(super) fn truncate(&mut self, relations: usize) {
        if relations < self.tables.len() {
            self.tables.to_mut().truncate(relations);
            self.indexes.truncate(relations);
            self.marks.truncate(relations);
        }
    }

    /// The same with indexes that were kept, in the order of the tables.
    #[must_use]
    pub(super) fn with_indexes(self, mut indexes: Vec<Vec<Arc<Index>>>) -> Self {
        indexes.resize(self.tables.len(), Vec::new());
        Self { indexes, ..self }
    }

    /// The tables and their indexes.
    pub(super) fn into_parts(self) -> (Vec<Table>, Vec<Vec<Arc<Index>>>) {
        (self.tables.into_owned(), self.indexes)
    }

    /// The indexes.
    pub(super) fn indexes(&self) -> &[Vec<Arc<Index>>] {
        &self.indexes
    }

    /// Lets tables be passed over so many times from now on for want of an index.
    pub(super) fn allow_passes(&mut self, most: usize) {
        self.passes = Passes(AtomicIsize::new(isize::try_from(most).unwrap_or(isize::MAX)));
    }

    /// Counts passes that are to be made; says whether they are too many.
    pub(super) fn count_passes(&self, passes: usize) -> bool {
        let passes = isize::try_from(passes).unwrap_or(isize::MAX);
        let count = |left: isize| (left < isize::MAX).then(|| left.saturating_sub(passes));
        self.passes
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, count)
            .is_ok_and(|left| left < passes)
    }

    /// Whether more passes were wanted than are allowed.
    pub(super) fn lacks_passes(&self) -> bool {
        self.passes.0.load(Ordering::Relaxed) < 0
    }

    /// Adds rows to a relation that is complete.
    pub(super) fn put(&mut self, relation: RelationId, rows: &Table) {
        let table = &mut self.tables.to_mut()[relation.0];
        table.insert_table(rows);
        self.finish(relation);
    }

    /// Takes rows out of a relation that is complete.
    pub(super) fn take_out(&mut self, relation: RelationId, rows: &Table) {
        let table = &mut self.tables.to_mut()[relation.0];
        forget_all(&mut self.indexes[relation.0], table, rows);
        table.remove_all(rows);
        self.finish(relation);
    }

    /// Puts another table in the place of a relation's, and returns that one.
    pub(super) fn replace(&mut self, relation: RelationId, table: Table) -> Table {
        self.indexes[relation.0].clear();
        let old = std::mem::replace(&mut self.tables.to_mut()[relation.0], table);
        self.finish(relation);
        old
    }

    /// Makes the last round's rows old and those derived since the last round's; says whether there are any of these.
    pub(super) fn advance(&mut self, relation: RelationId) -> bool {
        let marks = &mut self.marks[relation.0];
        *marks = Marks { old: marks.end, end: self.tables[relation.0].len(), is_growing: true };
        marks.old < marks.end
    }

    /// Takes all rows that the relation has as derived in the last round.
    pub(super) fn begin(&mut self, relation: RelationId) -> bool {
        let end = self.tables[relation.0].len();
        self.marks[relation.0] = Marks { old: 0, end, is_growing: true };
        self.indexes[relation.0].clear();
        end > 0
    }

    /// Says that the relation is complete.
    pub(super) fn finish(&mut self, relation: RelationId) {
        let end = self.tables[relation.0].len();
        self.marks[relation.0] = Marks { old: 0, end, is_growing: false };
        if self.rounds.remove(&relation.0).is_some() {
            self.indexes[relation.0].iter_mut().for_each(|index| Arc::make_mut(index).settle());
        }
    }

    /// Forgets the rows of a relation that nobody reads any more.
    pub(super) fn forget(&mut self, relation: RelationId) {
        let arity = self.tables[relation.0].arity();
        self.replace(relation, Table::new(arity));
    }

    /// Forgets what finds the rows of a relation, which are all that is wanted from now on.
    pub(super) fn forget_searches(&mut self, relation: RelationId) {
        self.indexes[relation.0].clear();
        self.forget_set(relation);
    }

    /// Forgets the set by which a relation knows its rows; it is made again if anybody asks.
    pub(super) fn forget_set(&mut self, relation: RelationId) {
        if let Cow::Owned(tables) = &mut self.tables {
            tables[relation.0].forget_set();
        }
    }

    /// The last round's rows of a relation, where they are kept apart and asked for.
    fn round(&self, relation: RelationId, view: View) -> Option<&Round> {
        self.rounds.get(&relation.0).filter(|_| view == View::Delta)
    }

    /// The table in which the rows of a view stand, at the numbers of [`Self::range`].
    pub(super) fn table(&self, relation: RelationId, view: View) -> &Table {
        self.round(relation, view).map_or(&self.tables[relation.0], |round| &round.rows)
    }

    /// Takes rows out of a relation that is being derived. Where it is known of all whether they were derived in the last round or
    /// before it, indexes follow; else they are made anew.
    pub(super) fn remove(
        &mut self,
        relation: RelationId,
        rows: &Table,
        are_new: Option<bool>,
        watch: &mut Watch,
    ) -> Result<(), Halt> {
        let (marks, table) = (&mut self.marks[relation.0], &mut self.tables.to_mut()[relation.0]);
        let indexes = &mut self.indexes[relation.0];
        for mut index in std::mem::take(indexes) {
            if are_new.is_some() {
                bring_up(&mut index, table, *marks, watch)?;
                indexes.push(index);
            }
        }
        forget_of_round(indexes, rows, are_new.unwrap_or_default());
        let old = table.remove_parted(rows, marks.old);
        *marks = Marks { old, end: table.len(), is_growing: true };
        Ok(())
    }

    /// The groups of an aggregate, if they were kept.
    pub(super) fn groups(&self, aggregation: &Aggregation) -> Option<&Arc<Groups>> {
        self.groups.iter().find(|(of, _)| of == aggregation).map(|(_, groups)| groups)
    }

    /// Keeps the groups of an aggregate until the stratum ends.
    pub(super) fn keep_groups(&mut self, aggregation: Aggregation, groups: Arc<Groups>) {
        self.groups.push((aggregation, groups));
    }

    /// Forgets the groups of all aggregates.
    pub(super) fn forget_groups(&mut self) {
        self.groups.clear();
    }

    /// About how many bytes tables and indexes take, with the words behind their cells.
    pub(super) fn bytes(&self) -> u64 {
        let tables = self.tables.iter().map(Table::bytes);
        let indexes = self.indexes.iter().flatten().map(|index| index.bytes());
        let rounds = self.rounds.values().map(|round| round.rows.bytes());
        let groups = self.groups.iter().map(|(_, groups)| groups.bytes());
        let bytes = tables.chain(indexes).chain(rounds).chain(groups).map(|bytes| bytes as u64);
        bytes.sum::<u64>() + cell::coded_bytes()
    }

    /// About how many bytes the indexes of a relation take.
    pub(super) fn index_bytes(&self, relation: RelationId) -> u64 {
        self.indexes[relation.0].iter().map(|index| index.bytes() as u64).sum()
    }

    /// The row numbers of a view.
    pub(super) fn range(&self, relation: RelationId, view: View) -> Range<usize> {
        if let Some(round) = self.round(relation, view) {
            return 0..round.rows.len();
        }
        if let Some(classes) = self.tables[relation.0].as_classes() {
            return 0..if view == View::Delta { classes.new_pairs() } else { classes.pairs() };
        }
        let marks = self.marks[relation.0];
        match view {
            View::All => 0..marks.end,
            View::Old => 0..marks.old,
            View::Delta => marks.old..marks.end,
        }
    }

    /// How to find the rows of a join.
    pub(super) fn finder<'r>(&'r self, join: &'r Join) -> Finder<'r> {
        self.finder_of(&join.need())
    }

    /// How to find out whether a lookup finds any row.
    pub(super) fn witness<'r>(&'r self, lookup: &'r Lookup) -> Finder<'r> {
        self.finder_of(&Need::of(lookup, None))
    }

    /// How to find what is needed.
    pub(super) fn finder_of<'r>(&'r self, need: &Need<'r>) -> Finder<'r> {
        let (need, lookup) = (self.for_now(need), need.lookup);
        let table = self.table(lookup.relation, lookup.view);
        let range = self.range(lookup.relation, lookup.view);
        let index = self.usable(&need).map(Arc::as_ref);
        let is_apart = self.round(lookup.relation, lookup.view).is_some();
        let classes = table.as_classes();
        let is_known = self.knows(lookup) && (!self.spares_sets || table.has_set());
        Finder { table, lookup, range, index, classes, is_apart, is_known }
    }

    /// The index by which a lookup is made, if it is not to look at each row. What is looked up only once uses an index that is there
    /// for other reasons.
    fn usable(&self, need: &Need) -> Option<&Arc<Index>> {
        let lookup = need.lookup;
        let marks = self.marks[lookup.relation.0];
        let may_serve =
            |index: &Index| self.needs_index(need) || (!marks.is_growing && index.covered() == marks.end);
        let is_for_all = lookup.columns.is_empty() && need.sorting.is_none();
        let indexes = if is_for_all || self.knows(lookup) { &[][..] } else { self.indexes_of(lookup) };
        indexes.iter().find(|index| serves(index, need) && may_serve(index))
    }

    /// The indexes of the table in which the rows of a lookup stand.
    fn indexes_of(&self, lookup: &Lookup) -> &[Arc<Index>] {
        let round = self.round(lookup.relation, lookup.view);
        round.map_or(&self.indexes[lookup.relation.0], |round| &round.indexes)
    }

    /// What is needed as it can be had now: lists of a relation that grows tell rounds apart and are not sorted, nor are classes, and for
    /// one look nothing is sorted.
    fn for_now<'n>(&self, need: &Need<'n>) -> Need<'n> {
        let at = need.lookup.relation.0;
        let is_sortable = !self.marks[at].is_growing && self.tables[at].as_classes().is_none();
        Need { sorting: need.sorting.filter(|_| is_sortable && !need.lookup.once), ..*need }
    }

    /// Whether there is an index for what is needed of a relation, which is kept while the relation grows.
    pub(super) fn has_index(&self, need: &Need) -> bool {
        let relation = need.lookup.relation.0;
        let is_kept = !self.rounds.contains_key(&relation) && self.tables[relation].as_keyed().is_none();
        is_kept && self.indexes[relation].iter().any(|index| serves(index, need))
    }

    /// Whether an index pays. A table knows its rows itself, but not which of them are from which round, nor which lie between two values.
    fn needs_index(&self, need: &Need) -> bool {
        let lookup = need.lookup;
        let is_equivalence = self.tables[lookup.relation.0].as_classes().is_some();
        let is_limited = !lookup.columns.is_empty() || need.sorting.is_some();
        !lookup.once && is_limited && !is_equivalence && !self.knows(lookup)
    }

    /// Whether the table itself tells what a lookup finds.
    pub(super) fn knows(&self, lookup: &Lookup) -> bool {
        let is_whole = lookup.columns.len() == self.tables[lookup.relation.0].arity();
        let any_round = lookup.view != View::Delta && self.is_lenient;
        // What stands for each key does not change while rules are evaluated, and the last round has a table of its own.
        let is_apart = self.rounds.contains_key(&lookup.relation.0);
        is_whole && (any_round || is_apart || !self.marks[lookup.relation.0].is_growing)
    }

    /// Whether a plan asks the table of a relation whether it has a row.
    pub(super) fn asks_table(&self, plan: &Plan, relation: RelationId) -> bool {
        let asked = plan.each_need(&mut |need| {
            if need.lookup.relation == relation && self.knows(need.lookup) { Err(()) } else { Ok(()) }
        });
        asked.is_err()
    }

    /// The rows that a join meets, in ascending order of these columns; where there are several threads to call, and enough rows, each
    /// thread puts a stretch of them in order among themselves. None where the order does not matter much, or the join does not meet all rows of a stretch of a table.
    pub(super) fn in_order(
        &self,
        join: &Join,
        columns: &[usize],
        enough: u64,
        call: impl FnOnce() -> Option<Arc<ThreadPool>>,
        watch: &mut Watch,
    ) -> Result<Option<Vec<i32>>, Halt> {
        if columns.is_empty() {
            return Ok(None);
        }
        let lookup = &join.lookup;
        let table = self.table(lookup.relation, lookup.view);
        let arity = table.arity();
        let rows = self.range(lookup.relation, lookup.view);
        let is_by_index = !lookup.columns.is_empty() || join.limits.is_some();
        if is_by_index || rows.len() < WORTH_SORTING || table.as_classes().is_some() {
            return Ok(None);
        }
        let cells = &table.cells()[rows.start * arity..rows.end * arity];
        let pool = if rows.len() as u64 > enough { call() } else { None };
        let mut sorted = match pool {
            None => sorted(cells, arity, columns, &mut |rows| watch.look_at(rows))?,
            Some(pool) => {
                let (each, watch) = (rows.len().div_ceil(pool.current_num_threads()), &*watch);
                let check = || {
                    let mut watch = watch.another();
                    move |rows| watch.look_at(rows)
                };
                pool.install(|| sorted_by_stretches(cells, arity, columns, each, check))?
            }
        };
        if join.may_repeat {
            drop_repeated(&mut sorted, arity, join);
        }
        Ok(Some(sorted))
    }

    /// Reconsiders how the rows of a relation are kept.
    pub(super) fn review(&mut self, relation: RelationId, watch: &mut Watch) -> Result<(), Halt> {
        self.tables.to_mut()[relation.0].review(&mut |rows| watch.look_at(rows))
    }

    /// The cells of which what a join finds are stretches, if it wants one column and need not look at each row.
    pub(super) fn lists<'r>(&'r self, join: &'r Join) -> Option<&'r [i32]> {
        let entries = self.finder(join).entries();
        (!entries.are_rows).then_some(entries.cells)
    }

    /// The table whose own set holds together what a join finds in one column, and perhaps rows that are being derived now: those may be
    /// seen wherever a test for a whole row may see them.
    pub(super) fn leaves(&self, join: &Join) -> Option<&Table> {
        let Join { lookup, binds, .. } = join;
        let (at, table) = (lookup.relation.0, &self.tables[lookup.relation.0]);
        let may_see = !self.marks[at].is_growing || (self.is_lenient && !self.rounds.contains_key(&at));
        let column = table.leaves().filter(|_| may_see && lookup.view == View::All)?;
        let is_all_else = lookup.columns.len() + 1 == table.arity() && !lookup.columns.contains(&column);
        (is_all_else && matches!(**binds, [(bound, _)] if bound == column)).then_some(table)
    }

    /// How many entries a list of the index that is needed has on average; none where there is no such index.
    pub(super) fn mean_list(&self, need: &Need) -> usize {
        self.usable(need).map_or(0, |index| index.covered() / index.len().max(1))
    }

    /// A table to which rows are added, and the lists that a join reads meanwhile.
    pub(super) fn table_and_lists(&mut self, head: RelationId, join: &Join) -> (&mut Table, Option<&[i32]>) {
        let (need, read) = (join.need(), join.lookup.relation.0);
        let indexes = match self.rounds.get(&read) {
            Some(round) if join.lookup.view == View::Delta => &round.indexes,
            _ => &self.indexes[read],
        };
        let index = indexes.iter().find(|index| serves(index, &need));
        let lists = index.map(|index| index.cells());
        let tables = self.tables.to_mut();
        if tables[read].as_classes().is_none() {
            return (&mut tables[head.0], lists);
        }
        match tables.get_disjoint_mut([head.0, read]) {
            Ok([table, read]) => (table, read.as_classes().map(Classes::cells)),
            Err(_) => unreachable!("rows are added to an equivalence in another way"),
        }
    }
}
