//! The last join of a rule where it gives columns of the head as they are: rows are not written out for the set to take apart again,
//! but handed over as lists with what stands before them.

mod filters;
mod leaves;
mod own;
mod parted;
mod sieved;

use self::filters::{Filter, filters};
use super::Halt;
use super::block::Block;
use super::column::Site;
use super::distinct::Distinct;
use super::relations::Relations;
use crate::plan::{Join, Operand, Plan};
use crate::program::ir::RelationId;
use crate::store::{Dictionary, Table};

/// How many candidates are handed over between two looks at the guard.
const CANDIDATES_AT_ONCE: usize = 1 << 15;

/// Lists of so many cells are worth being taken as bits, where they are for so many bindings.
const LONG: usize = 24;
const MANY: usize = 4;

/// Lists of so many cells on average are worth a look at what the table that is read holds as bits.
const WORTH_LEAVES: usize = 12;

/// Lists of so many cells on average are worth putting the bindings in the order of their keys, although what each adds to the head's
/// table then lies apart.
const WORTH_ORDER: usize = 128;

/// The last join of a plan, and the head.
pub(super) struct Fan<'p> {
    pub(super) join: &'p Join,
    head: Vec<Operand>,
    /// The head's relation.
    target: RelationId,
    /// The columns of the head that the join gives, each with its place in an entry.
    given: Vec<(usize, usize)>,
    /// How many cells an entry has.
    width: usize,
    sites: Vec<Site>,
    /// The column by which the head's table takes lists.
    leaf: usize,
    prefixes: Vec<i32>,
    /// Cells of that column for a run of bindings.
    run: Vec<i32>,
    /// Cells of the key of a binding.
    key: Vec<i32>,
    /// What the join before may repeat.
    repeated: Option<Distinct>,
    /// Whether the table that the join reads held what it finds, long lists, in leaves of its set when the evaluation began.
    has_leaves: bool,
    /// The conditions on what the join finds.
    filters: Vec<Filter<'p>>,
}

/// What was handed over since the last look at the guard.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spread {
    pub(super) candidates: usize,
    /// How many cells, or words of bits, were looked at.
    pub(super) looked_at: usize,
    /// How many rows were new.
    pub(super) added: usize,
}

/// Is told every so often what was handed over.
type Count<'c> = dyn FnMut(Spread) -> Result<(), Halt> + 'c;

impl Spread {
    /// So many candidates looked at one by one.
    fn of_cells(candidates: usize, added: usize) -> Self {
        Self { candidates, looked_at: candidates, added }
    }

    /// So many candidates looked at as bits, for so many prefixes.
    fn of_bits(candidates: usize, prefixes: usize, added: usize) -> Self {
        Self { candidates, looked_at: candidates / 64 + prefixes * 4 + added, added }
    }
}

impl<'p> Fan<'p> {
    /// The fan of a plan, if its last join finds what it binds by an index, the head has each of these variables in one column and
    /// nothing to be computed, if the column by which the head's table takes lists is the only one of them or none, and if the conditions
    /// behind the join, where there are any, can be told of lists.
    pub(super) fn of(plan: &'p Plan, target: RelationId, relations: &Relations) -> Option<Self> {
        let (last, others) = plan.stages.split_last()?;
        let join = &last.join;
        if !join.equal.is_empty()
            || join.once_a_list.is_some()
            || join.lookup.once
            || join.lookup.columns.is_empty()
        {
            return None;
        }
        let head: Vec<Operand> = plan.head.iter().map(Operand::of).collect::<Option<_>>()?;
        let place = |&at: &usize| {
            let bound = join.binds.iter().find(|&&(_, variable)| head[at] == Operand::Var(variable));
            bound.map(|&(column, _)| (at, join.place(column)))
        };
        let leaf = relations.tables[target.0].leaf();
        let given: Vec<(usize, usize)> = (0..head.len()).filter_map(|at| place(&at)).collect();
        let is_list = given.len() == 1 || given.iter().all(|&(at, _)| at != leaf);
        if given.is_empty() || given.len() != join.binds.len() || !is_list {
            return None;
        }
        let width = join.payload.len();
        let (sites, prefixes, run, key) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let repeated = others.last().and_then(|before| before.join.may_repeat.then(Distinct::default));
        let has_leaves =
            relations.leaves(join).is_some() && relations.mean_list(&join.need()) >= WORTH_LEAVES;
        let filters = filters(plan, &given, target, relations)?;
        Some(Self {
            join,
            head,
            target,
            given,
            width,
            sites,
            leaf,
            prefixes,
            run,
            key,
            repeated,
            has_leaves,
            filters,
        })
    }

    /// The columns by which the rows that the plan starts from are best put in order, most important first, if those are rows of its
    /// first join: bindings with the same key then stand together, and among them those with the same other words. If these are lists
    /// as they are, that matters only where lists are long, or where the first join would give the same binding more than once.
    pub(super) fn order(&self, first: &Join, relations: &Relations) -> Vec<usize> {
        let is_long =
            || relations.mean_list(&self.join.need()) >= WORTH_ORDER && relations.leaves(self.join).is_none();
        if self.gives_lists() && !first.may_repeat && !is_long() {
            return Vec::new();
        }
        let column = |operand: &Operand| match operand {
            Operand::Var(variable) => {
                first.binds.iter().find(|(_, bound)| bound == variable).map(|&(at, _)| at)
            }
            Operand::Const(_) => None,
        };
        let key: Option<Vec<usize>> = self.join.lookup.key.iter().map(column).collect();
        let others: Vec<usize> = self.others().filter_map(|operand| column(&operand)).collect();
        key.map_or_else(Vec::new, |key| key.into_iter().chain(others).collect())
    }

    /// The head's columns that the binding gives, save that of the lists.
    fn others(&self) -> impl Iterator<Item = Operand> + '_ {
        let others =
            self.head.iter().enumerate().filter(|(at, _)| *at != self.leaf && self.place(*at).is_none());
        others.map(|(_, &operand)| operand)
    }

    /// Where an entry has a column of the head, if the join gives it.
    fn place(&self, column: usize) -> Option<usize> {
        self.given.iter().find(|&&(at, _)| at == column).map(|&(_, place)| place)
    }

    /// Whether what the join finds are lists as the head's table takes them.
    fn gives_lists(&self) -> bool {
        matches!(*self.given, [(at, _)] if at == self.leaf)
    }

    /// The cells of the entries that the join found for a binding.
    fn entries<'c>(&self, cells: &'c [i32], row: usize) -> &'c [i32] {
        let site = &self.sites[row];
        &cells[site.start * self.width..site.end * self.width]
    }

    /// Looks up what the join finds for a block.
    pub(super) fn find(&mut self, relations: &Relations, dictionary: &Dictionary, block: &mut Block) {
        if let Some(repeated) = &mut self.repeated {
            repeated.apply(block);
        }
        let finder = relations.finder(self.join);
        finder.find_all(block, &mut self.sites);
        if let Some(limits) = &self.join.limits {
            finder.keep_to(limits, block, dictionary, &mut self.sites);
        }
    }

    /// Adds to the head's table what the join makes of a block of bindings, and tells `count` of it every so often.
    pub(super) fn spread(
        &mut self,
        relations: &mut Relations,
        dictionary: &Dictionary,
        block: &mut Block,
        mut count: impl FnMut(Spread) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        self.find(relations, dictionary, block);
        self.leaf = relations.tables[self.target.0].leaf();
        if self.is_sieved() {
            return self.spread_sieved(relations, block, &mut count);
        }
        if self.has_leaves && self.gives_lists() {
            self.spread_leaves(relations, block, &mut count)?;
        }
        let (table, lists) = relations.table_and_lists(self.target, self.join);
        match lists {
            Some(cells) if self.gives_lists() => self.spread_lists(table, cells, block, &mut count),
            Some(cells) => self.spread_runs(table, cells, block, &mut count),
            None => Ok(()),
        }
    }

    /// The join gives the column of the lists: each binding has a prefix and a list.
    fn spread_lists(
        &mut self,
        table: &mut Table,
        cells: &[i32],
        block: &Block,
        count: &mut Count,
    ) -> Result<(), Halt> {
        let mut lists = Vec::with_capacity(block.len);
        let (mut candidates, mut added, mut next) = (0, 0, 0);
        self.prefixes.clear();
        while next < block.len {
            let row = next;
            let list = self.entries(cells, row);
            next = self.end_of_list(row, list.len());
            if next - row >= MANY {
                added += table.insert_lists(&self.prefixes, &lists);
                self.prefixes.clear();
                lists.clear();
                added += self.spread_list(table, list, block, row..next);
            } else if list.is_empty() {
                continue;
            } else {
                self.push_prefix(block, row);
                lists.push(list);
            }
            candidates += list.len() * (next - row);
            if candidates >= CANDIDATES_AT_ONCE {
                added += table.insert_lists(&self.prefixes, &lists);
                count(Spread::of_cells(candidates, added))?;
                (candidates, added) = (0, 0);
                self.prefixes.clear();
                lists.clear();
            }
        }
        added += table.insert_lists(&self.prefixes, &lists);
        count(Spread::of_cells(candidates, added))
    }

    /// Where the bindings end that find the same as one, if that are so many cells and so many bindings that it pays to take them
    /// together; else behind that one.
    fn end_of_list(&self, row: usize, cells: usize) -> usize {
        let alike = self.sites[row..].iter().take_while(|&site| *site == self.sites[row]);
        let same = if cells < LONG { 1 } else { alike.count() };
        row + if same < MANY { 1 } else { same }
    }

    /// Adds the rows of bindings that find the same list; says how many are new. There are no prefixes put down before or after.
    fn spread_list(&mut self, table: &mut Table, list: &[i32], block: &Block, rows: Site) -> usize {
        rows.for_each(|row| self.push_prefix(block, row));
        let added = table.insert_product(&self.prefixes, list);
        self.prefixes.clear();
        added
    }

    /// Adds the head without the column of the lists to the prefixes.
    fn push_prefix(&mut self, block: &Block, row: usize) {
        let others = self.head[..self.leaf].iter().chain(&self.head[self.leaf + 1..]);
        self.prefixes.extend(others.map(|&operand| block.cell(operand, row)));
    }

    /// The join gives other columns: the bindings of a run find the same entries, and are together a list for each of these.
    fn spread_runs(
        &mut self,
        table: &mut Table,
        cells: &[i32],
        block: &Block,
        count: &mut Count,
    ) -> Result<(), Halt> {
        let mut first = 0;
        while first < block.len {
            let end = self.end_of_run(block, first);
            let rows = std::mem::replace(&mut first, end)..end;
            let entries = self.entries(cells, rows.start);
            if entries.is_empty() {
                continue;
            }
            if !self.collect_run(block, rows.clone()) {
                let added = self.add_row_by_row(table, entries, block, rows.clone());
                count(Spread::of_cells(self.sites[rows.start].len() * rows.len(), added))?;
                continue;
            }
            let at_once = (CANDIDATES_AT_ONCE / self.run.len()).max(1);
            for entries in entries.chunks(at_once * self.width) {
                self.push_prefixes(block, rows.start, entries);
                let added = table.insert_product(&self.prefixes, &self.run);
                let prefixes = entries.len() / self.width;
                let candidates = prefixes * self.run.len();
                count(if self.run.len() >= LONG && prefixes >= MANY {
                    Spread::of_bits(candidates, prefixes, added)
                } else {
                    Spread::of_cells(candidates, added)
                })?;
            }
        }
        Ok(())
    }

    /// Where a run of bindings ends that find the same and differ in nothing that the head has but the column of the lists.
    fn end_of_run(&self, block: &Block, first: usize) -> usize {
        let is_same = |row: usize| {
            self.sites[row] == self.sites[first]
                && self.others().all(|operand| block.mark(operand, row) == block.mark(operand, first))
        };
        (first + 1..block.len).find(|&row| !is_same(row)).unwrap_or(block.len)
    }

    /// Gathers the cells of a run for the column of the lists, if the bindings give it.
    fn collect_run(&mut self, block: &Block, rows: Site) -> bool {
        if self.place(self.leaf).is_some() {
            return false;
        }
        let own = self.head[self.leaf];
        self.run.clear();
        self.run.extend(rows.map(|row| block.cell(own, row)));
        true
    }

    /// Puts down the prefix of each entry.
    fn push_prefixes(&mut self, block: &Block, row: usize, entries: &[i32]) {
        let mut prefixes = std::mem::take(&mut self.prefixes);
        prefixes.clear();
        let columns = self.head.iter().enumerate().filter(|(at, _)| *at != self.leaf);
        let columns: Vec<(Option<usize>, i32)> = columns
            .map(|(at, &operand)| {
                self.place(at).map_or_else(|| (None, block.cell(operand, row)), |place| (Some(place), 0))
            })
            .collect();
        for entry in entries.chunks_exact(self.width) {
            prefixes.extend(columns.iter().map(|&(place, cell)| place.map_or(cell, |place| entry[place])));
        }
        self.prefixes = prefixes;
    }

    /// The cells of a row: those of an entry where the join gives them, else of a binding.
    fn row<'r>(&'r self, entry: &'r [i32], block: &'r Block, row: usize) -> impl Iterator<Item = i32> + 'r {
        let cell = move |(at, &operand): (usize, &Operand)| {
            self.place(at).map_or_else(|| block.cell(operand, row), |place| entry[place])
        };
        self.head.iter().enumerate().map(cell)
    }

    /// Adds the rows of bindings that find the same entries, and says how many are new.
    fn add_row_by_row(&self, table: &mut Table, entries: &[i32], block: &Block, rows: Site) -> usize {
        let mut cells = Vec::with_capacity(entries.len() * rows.len());
        for row in rows {
            for entry in entries.chunks_exact(self.width) {
                cells.extend(self.row(entry, block, row));
            }
        }
        table.insert_cells(&cells, cells.len() / self.head.len())
    }
}
