//! The relations during a run: tables, the indexes that plans ask for, and which rows belong to which round.

use std::borrow::Cow;
use std::ops::Range;

use crate::plan::{Lookup, Plan, View};
use crate::program::ir::RelationId;
use crate::store::{Index, Table, Word};

use super::block::Block;
use super::{Halt, Progress};

/// How many rows an index takes up between two looks at the guard.
const ROWS_AT_ONCE: usize = 1 << 14;

/// Where the rows of a relation are parted: below `old` those from before the last round, from there to `end` those of the last
/// round. Rows from `end` on are being derived now and not seen yet.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    old: usize,
    end: usize,
    is_growing: bool,
}

/// What plans read.
#[derive(Debug)]
pub(super) struct Relations<'a> {
    pub(super) tables: Cow<'a, [Table]>,
    indexes: Vec<Vec<Index>>,
    marks: Vec<Marks>,
}

impl<'a> Relations<'a> {
    /// Tables whose rows are all there from the beginning.
    pub(super) fn new(tables: impl Into<Cow<'a, [Table]>>) -> Self {
        let tables = tables.into();
        let marks =
            tables.iter().map(|table| Marks { old: 0, end: table.len(), is_growing: false }).collect();
        Self { indexes: vec![Vec::new(); tables.len()], tables, marks }
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
        end > 0
    }

    /// Says that the relation is complete.
    pub(super) fn finish(&mut self, relation: RelationId) {
        let end = self.tables[relation.0].len();
        self.marks[relation.0] = Marks { old: 0, end, is_growing: false };
    }

    /// Takes rows out of a relation that is being derived. What numbers its rows is made anew.
    pub(super) fn remove(&mut self, relation: RelationId, rows: &Table) {
        let table = &self.tables[relation.0];
        let marks = &mut self.marks[relation.0];
        let kept = |at: &usize| !rows.contains(table.row(*at));
        let left = Table::from_rows(table.arity(), (0..table.len()).filter(kept).map(|at| table.row(at)));
        let old = (0..marks.old).filter(kept).count();
        *marks = Marks { old, end: left.len(), is_growing: true };
        self.indexes[relation.0].clear();
        self.tables.to_mut()[relation.0] = left;
    }

    /// The row numbers of a view.
    pub(super) fn range(&self, relation: RelationId, view: View) -> Range<usize> {
        let marks = self.marks[relation.0];
        match view {
            View::All => 0..marks.end,
            View::Old => 0..marks.old,
            View::Delta => marks.old..marks.end,
        }
    }

    /// Makes the indexes that the plan needs, or brings them up to date.
    pub(super) fn prepare(&mut self, plan: &Plan, progress: &mut Progress) -> Result<(), Halt> {
        for lookup in plan.lookups() {
            if !self.needs_index(lookup) {
                continue;
            }
            let indexes = &mut self.indexes[lookup.relation.0];
            let at = indexes.iter().position(|index| index.columns() == lookup.columns);
            let at = at.unwrap_or_else(|| {
                indexes.push(Index::new(lookup.columns.clone()));
                indexes.len() - 1
            });
            let table = &self.tables[lookup.relation.0];
            while let taken @ 1.. = indexes[at].extend_by(table, ROWS_AT_ONCE) {
                progress.look_at(taken)?;
            }
        }
        Ok(())
    }

    /// How to find the rows of a lookup.
    pub(super) fn finder<'r>(&'r self, lookup: &'r Lookup) -> Finder<'r> {
        let table = &self.tables[lookup.relation.0];
        let range = self.range(lookup.relation, lookup.view);
        let indexes = self.indexes[lookup.relation.0].iter().filter(|_| self.needs_index(lookup));
        let index = { indexes }.find(|index| index.columns() == lookup.columns);
        Finder { table, lookup, range, index }
    }

    /// Whether an index pays. A table knows its rows itself, but not which of them are from which round.
    fn needs_index(&self, lookup: &Lookup) -> bool {
        let is_part = lookup.columns.len() < self.tables[lookup.relation.0].arity();
        !lookup.once && !lookup.columns.is_empty() && (is_part || self.marks[lookup.relation.0].is_growing)
    }
}

/// Finds the rows of one lookup.
pub(super) struct Finder<'r> {
    pub(super) table: &'r Table,
    lookup: &'r Lookup,
    range: Range<usize>,
    /// Without an index each row is looked at.
    index: Option<&'r Index>,
}

/// Where the rows for one binding are; it may be kept while tables grow.
#[derive(Clone, Copy, Debug)]
pub(super) enum Site {
    /// In a group of the index.
    Group(usize),
    /// No row has the key.
    Nowhere,
    /// Each row is to be looked at.
    Everywhere,
}

/// Rows found for one binding.
pub(super) enum Found<'r> {
    /// By number.
    Listed(&'r [u32]),
    /// In a stretch, as far as they have the key.
    Stretch(Range<usize>),
}

impl Found<'_> {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Listed(rows) => rows.len(),
            Self::Stretch(range) => range.len(),
        }
    }
}

impl<'r> Finder<'r> {
    /// What is found for each binding of the block, in their order. The searches are made one after the other and used later, so that
    /// the processor waits for many of them at once.
    pub(super) fn find_all(&self, block: &Block, key: &mut Vec<Word>, sites: &mut Vec<Site>) {
        sites.clear();
        let Some(index) = self.index else {
            sites.resize(block.len, Site::Everywhere);
            return;
        };
        sites.extend((0..block.len).map(|row| {
            self.write_key(block, row, key);
            index.group(self.table, key).map_or(Site::Nowhere, Site::Group)
        }));
    }

    /// The candidates at a site; those of a stretch are still to be [checked](Self::has_key).
    pub(super) fn found(&self, site: Site) -> Found<'r> {
        match (site, self.index) {
            (Site::Group(group), Some(index)) => Found::Listed(index.rows_of(group, &self.range)),
            (Site::Nowhere | Site::Group(_), _) => Found::Listed(&[]),
            (Site::Everywhere, _) => Found::Stretch(self.range.clone()),
        }
    }

    fn write_key(&self, block: &Block, row: usize, key: &mut Vec<Word>) {
        key.clear();
        key.extend(self.lookup.key.iter().map(|operand| block.operand(*operand, row)));
    }

    /// Whether candidates of a stretch have to be checked.
    pub(super) fn is_to_check(&self) -> bool {
        self.index.is_none() && !self.lookup.columns.is_empty()
    }

    /// Whether a row has the key.
    pub(super) fn has_key(&self, at: usize, block: &Block, row: usize) -> bool {
        let given = self.lookup.columns.iter().zip(&self.lookup.key);
        given
            .into_iter()
            .all(|(&column, &operand)| self.table.word(at, column) == block.operand(operand, row))
    }

    /// Whether a whole row is given and may be any row of the table.
    fn is_whole(&self) -> bool {
        self.lookup.columns.len() == self.table.arity() && self.range == (0..self.table.len())
    }

    /// Whether any row is found for the binding.
    pub(super) fn exists(&self, block: &Block, row: usize, key: &mut Vec<Word>) -> bool {
        if self.is_whole() {
            self.write_key(block, row, key);
            return self.table.contains(key);
        }
        let Some(index) = self.index else {
            return { self.range.clone() }.any(|at| self.has_key(at, block, row));
        };
        self.write_key(block, row, key);
        !index.rows(self.table, key, &self.range).is_empty()
    }
}
