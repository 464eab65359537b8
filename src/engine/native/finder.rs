//! Finding the rows of one lookup, for all bindings of a block: by an index, in a table's own set, or by looking at each row.

use std::ops::Range;

use super::arithmetic;
use super::block::Block;
use super::column::{Given, Site};
use crate::plan::{Beside, Bound, Limits, Lookup, Operand, View};
use crate::program::ir::Comparison;
use crate::store::sorting::{By, rank_of_day};
use crate::store::{Classes, Days, Dictionary, Postings, Table, Word};

/// The rows of so small a table are soon looked through, and an index of it soon made.
pub(super) const SMALL: usize = 1024;

/// Of a stretch of sorted entries those that stand so to a value of this rank.
fn within(index: &Postings, site: Site, op: Comparison, rank: u64) -> Site {
    match op {
        Comparison::Greater => index.from(site, |other| other <= rank),
        Comparison::GreaterEqual => index.from(site, |other| other < rank),
        Comparison::Less => site.start..index.from(site, |other| other < rank).start,
        Comparison::LessEqual => site.start..index.from(site, |other| other <= rank).start,
        Comparison::Equal | Comparison::NotEqual => site,
    }
}

/// The rank with which that of a column is compared, if at most so much is added to the column, or taken from it; none where all ranks
/// are above it, or below, or if it is not known how much that is.
fn moved(op: Comparison, rank: u64, beside: Option<u64>) -> Option<u64> {
    if is_lower(op) { rank.checked_sub(beside?) } else { rank.checked_add(beside?) }
}

fn is_lower(op: Comparison) -> bool {
    matches!(op, Comparison::Greater | Comparison::GreaterEqual)
}

/// The rank of the value of a bound. A date is certainly behind another whose latest day is before its earliest.
fn rank(bound: &Bound, by: By, value: Word, days: &Days) -> u64 {
    match by {
        By::Earliest if is_lower(bound.op) => rank_of_day(days.latest(value)),
        _ => by.rank(value, days),
    }
}

/// Finds the rows of one lookup.
pub(super) struct Finder<'r> {
    pub(super) table: &'r Table,
    pub(super) lookup: &'r Lookup,
    pub(super) range: Range<usize>,
    /// Without an index each row is looked at.
    pub(super) index: Option<&'r Postings>,
    /// Classes find what they are asked for themselves.
    pub(super) classes: Option<&'r Classes>,
    /// Whether all rows of the table are those of the last round.
    pub(super) is_apart: bool,
    /// Whether the table itself tells what is found.
    pub(super) is_known: bool,
}

/// So many rows of a table are passed over between two looks at the time, and so many count as one that is looked at.
const PASSED_AT_ONCE: usize = 1 << 16;
const PASSED_AS_ONE: usize = 16;

/// Where no list is.
const NO_LIST: Site = usize::MAX..usize::MAX;

/// Cells of which a site is a stretch, so many an entry.
#[derive(Clone, Copy)]
pub(super) struct Entries<'r> {
    pub(super) cells: &'r [i32],
    pub(super) width: usize,
    /// Whether the entries are rows of the table, among which those are still to be [found](Finder::next_rows) that are wanted.
    pub(super) is_to_check: bool,
    /// Whether the entries are rows of the table.
    pub(super) are_rows: bool,
}

/// The keys of the bindings of a block.
struct KeyRows<'b> {
    operands: Vec<Given<'b>>,
    key: Vec<i32>,
}

impl<'b> KeyRows<'b> {
    fn new(operands: &[Operand], block: &'b Block) -> Self {
        let operands: Vec<Given> = operands.iter().map(|&operand| block.given(operand)).collect();
        Self { key: Vec::with_capacity(operands.len()), operands }
    }

    /// The cells of a binding's key; none if it has a value that no table can have.
    fn of(&mut self, row: usize) -> Option<&[i32]> {
        self.key.clear();
        self.key.extend(self.operands.iter().map_while(|operand| operand.known_cell(row)));
        (self.key.len() == self.operands.len()).then_some(&self.key)
    }
}

impl<'r> Finder<'r> {
    /// What is found for each binding of the block, in their order. The searches are made one after the other and used later, so that
    /// the processor waits for many of them at once.
    pub(super) fn find_all(&self, block: &Block, sites: &mut Vec<Site>) {
        sites.clear();
        if let Some(classes) = self.classes {
            sites.extend((0..block.len).map(|row| self.equivalent(classes, block, row)));
            return;
        }
        match self.index {
            None => sites.resize(block.len, self.range.clone()),
            Some(index) => self.search(index, block, sites),
        }
    }

    fn search(&self, index: &Postings, block: &Block, sites: &mut Vec<Site>) {
        // First the numbers of all lists, each in the place of its site. No row has a word that no cell stands for.
        let numbered = |list: Option<usize>| list.map_or(NO_LIST, |list| list..list);
        match *self.lookup.key.as_slice() {
            [Operand::Var(one)] => {
                let column = block.column(one);
                let list = |row| index.list(&[column.known_cell(row)?]);
                sites.extend((0..block.len).map(|row| numbered(list(row))));
            }
            [Operand::Var(one), Operand::Var(two)] => {
                let (one, two) = (block.column(one), block.column(two));
                let list = |row| index.list(&[one.known_cell(row)?, two.known_cell(row)?]);
                sites.extend((0..block.len).map(|row| numbered(list(row))));
            }
            ref operands => {
                let mut keys = KeyRows::new(operands, block);
                sites
                    .extend((0..block.len).map(|row| numbered(keys.of(row).and_then(|key| index.list(key)))));
            }
        }
        let stretch = match self.lookup.view {
            _ if self.is_apart => Postings::all,
            View::All => Postings::all,
            View::Old => Postings::old,
            View::Delta => Postings::new_ones,
        };
        for site in sites {
            *site = if *site == NO_LIST { 0..0 } else { stretch(index, site.start) };
        }
    }

    /// What an equivalence has for a binding.
    fn equivalent(&self, classes: &Classes, block: &Block, row: usize) -> Site {
        let is_new = self.is_new();
        let cell = |operand| block.given(operand).known_cell(row);
        match *self.lookup.key.as_slice() {
            [] if self.lookup.values => 0..classes.values(is_new).len(),
            [] => self.range.clone(),
            [one] => cell(one).map_or(0..0, |one| classes.equivalent(one, is_new)),
            [one, other, ..] => {
                let are = cell(one).zip(cell(other));
                0..usize::from(are.is_some_and(|(one, other)| classes.contains(one, other, is_new)))
            }
        }
    }

    /// Whether only rows of the last round are meant.
    fn is_new(&self) -> bool {
        self.lookup.view == View::Delta
    }

    /// Leaves out of what was found what does not keep to the limits of the join, if it is sorted by them; says whether it left out all that
    /// does not, where the limits have nothing beside the column.
    pub(super) fn keep_to(
        &self,
        limits: &Limits,
        block: &Block,
        dictionary: &Dictionary,
        sites: &mut [Site],
    ) -> bool {
        let is_sorted = |index: &&Postings| index.sorting() == Some(limits.sorting) && index.is_in_order();
        let Some(index) = self.index.filter(is_sorted) else { return false };
        let mut is_exact = true;
        let (by, days) = (limits.sorting.by, dictionary.days());
        let greatest = |bound: &Bound| match bound.beside {
            None => Some(0),
            Some(Beside::Const(word)) => by.rank(word, days).checked_sub(by.rank(0, days)),
            Some(Beside::Column(column)) => index.greatest(column),
            Some(Beside::Gap(column)) => {
                index.gap(column).map(|gap| if is_lower(bound.op) { gap.above } else { gap.below })
            }
        };
        let beside: Vec<Option<u64>> = limits.each.iter().map(greatest).collect();
        for (bound, beside) in limits.each.iter().zip(beside) {
            let keep_to = |site: &mut Site, value: Word| {
                if site.start < site.end
                    && let Some(rank) = moved(bound.op, rank(bound, by, value, days), beside)
                {
                    *site = within(index, site.clone(), bound.op, rank);
                }
            };
            let all = arithmetic::with_given(std::iter::once(&bound.value), block, |given| {
                for (row, site) in sites.iter_mut().enumerate() {
                    for value in given {
                        keep_to(site, value.word(row));
                    }
                }
            });
            if all.is_none() {
                for (row, site) in sites.iter_mut().enumerate() {
                    // What has no value, or fails, is dealt with behind the join.
                    match block.value(&bound.value, row, dictionary) {
                        Ok(Some(value)) => keep_to(site, value),
                        _ => is_exact = false,
                    }
                }
            }
        }
        is_exact
    }

    /// The entries of which sites are stretches.
    pub(super) fn entries(&self) -> Entries<'r> {
        if let Some(classes) = self.classes.filter(|_| self.lookup.values || !self.lookup.columns.is_empty())
        {
            let cells = if self.lookup.values { classes.values(self.is_new()) } else { classes.cells() };
            return Entries { cells, width: 1, is_to_check: false, are_rows: false };
        }
        let (cells, width) = match self.index {
            None => (self.table.cells(), self.table.arity()),
            Some(index) => (index.cells(), index.payload().len()),
        };
        let are_rows = self.index.is_none();
        Entries { cells, width, is_to_check: are_rows && !self.lookup.columns.is_empty(), are_rows }
    }

    /// The next rows found for bindings of the block that stand in their sites, which are stretches of the table, from a place on: a
    /// binding, and how many rows of its site were looked at. At most so many are looked at; says how many, where rows that are passed
    /// over count little.
    pub(super) fn next_rows(
        &self,
        block: &Block,
        (sites, at): (&[Site], &mut (usize, usize)),
        most: usize,
        stretches: &mut Vec<(usize, Site)>,
    ) -> usize {
        let mut keys = KeyRows::new(&self.lookup.key, block);
        let mut looked_at = 0;
        while at.0 < block.len && looked_at < most {
            let (row, site) = (at.0, &sites[at.0]);
            let first = site.start + at.1;
            let stretch = first..site.end.min(first + PASSED_AT_ONCE);
            let (mut found, room) = (0, most - looked_at);
            let next = keys.of(row).map_or(site.end, |key| {
                self.table.each_having(&self.lookup.columns, key, stretch, &mut |at| {
                    match stretches.last_mut().filter(|(of, last)| *of == row && last.end == at) {
                        Some((_, last)) => last.end += 1,
                        None => stretches.push((row, at..at + 1)),
                    }
                    found += 1;
                    found < room
                })
            });
            looked_at += 1 + found + (next - first) / PASSED_AS_ONE;
            *at = if next < site.end { (row, next - site.start) } else { (row + 1, 0) };
        }
        looked_at
    }

    /// The first row of a stretch of the table that has a key, which has at least one column.
    fn first_having(&self, key: &[i32], stretch: Site) -> Option<usize> {
        self.table.first_having(&self.lookup.columns, key, stretch)
    }

    /// Whether each search is a pass over a table that is not small.
    pub(super) fn passes_over_all(&self) -> bool {
        let has_other_way = self.index.is_some() || self.classes.is_some() || self.is_known;
        !has_other_way && !self.lookup.columns.is_empty() && self.range.len() > SMALL
    }

    /// For each binding of the block, whether the table has the row that it tells.
    fn are_held(&self, block: &Block, found: &mut Vec<bool>) {
        let mut keys = KeyRows::new(&self.lookup.key, block);
        if keys.operands.is_empty() || !keys.operands.iter().all(|operand| operand.is_of_cells()) {
            return found.extend(
                (0..block.len).map(|row| keys.of(row).is_some_and(|key| self.table.contains_cells(key))),
            );
        }
        let arity = keys.operands.len();
        let mut rows = vec![0; block.len * arity];
        for (column, operand) in keys.operands.iter().enumerate() {
            operand.spread(rows.iter_mut().skip(column).step_by(arity));
        }
        self.table.contain_all(&rows, found);
    }

    /// For each binding of the block, whether any row is found.
    pub(super) fn exist(&self, block: &Block, found: &mut Vec<bool>) {
        if let Some(classes) = self.classes {
            found.extend((0..block.len).map(|row| !self.equivalent(classes, block, row).is_empty()));
        } else if self.is_known {
            self.are_held(block, found);
        } else if self.index.is_some() {
            let mut sites = Vec::with_capacity(block.len);
            self.find_all(block, &mut sites);
            found.extend(sites.into_iter().map(|site| !site.is_empty()));
        } else if self.lookup.columns.is_empty() {
            found.extend((0..block.len).map(|_| !self.range.is_empty()));
        } else {
            let mut keys = KeyRows::new(&self.lookup.key, block);
            let any = |key: &[i32]| self.first_having(key, self.range.clone()).is_some();
            found.extend((0..block.len).map(|row| keys.of(row).is_some_and(&any)));
        }
    }
}
