//! The last join of a rule where it only adds one column to the head: rows are not written out for the set to take apart again, but
//! handed over as lists with what stands before them.

mod own;
mod parted;

use super::Halt;
use super::block::Block;
use super::finder::Site;
use super::relations::Relations;
use crate::plan::{Join, Operand, Plan};
use crate::program::ir::{Expr, RelationId};
use crate::store::Table;

/// How many candidates are handed over between two looks at the guard.
const CANDIDATES_AT_ONCE: usize = 1 << 15;

/// The last join of a plan, and the head.
pub(super) struct Fan<'p> {
    pub(super) join: &'p Join,
    head: Vec<Operand>,
    /// The column of the head that the join gives.
    given: usize,
    sites: Vec<Site>,
    /// The column by which the head's table takes lists.
    leaf: usize,
    prefixes: Vec<i32>,
    /// Cells of that column for a run of bindings.
    run: Vec<i32>,
}

/// A variable or a constant; none for what is to be computed.
pub(super) fn as_operand(expr: &Expr) -> Option<Operand> {
    match expr {
        Expr::Var(variable) => Some(Operand::Var(*variable)),
        Expr::Const(word) => Some(Operand::Const(*word)),
        Expr::Call { .. } => None,
    }
}

impl<'p> Fan<'p> {
    /// The fan of a plan, if its last join binds one variable by an index, and the head has that variable in one column and nothing
    /// to be computed.
    pub(super) fn of(plan: &'p Plan) -> Option<Self> {
        let last = plan.stages.last()?;
        let join = &last.join;
        let [(_, variable)] = *join.binds.as_slice() else { return None };
        let is_plain = last.then.is_empty() && join.equal.is_empty() && join.limits.is_none();
        if !is_plain || join.once_a_list || join.lookup.once || join.lookup.columns.is_empty() {
            return None;
        }
        let head: Vec<Operand> = plan.head.iter().map(as_operand).collect::<Option<_>>()?;
        let mut places = (0..head.len()).filter(|&at| head[at] == Operand::Var(variable));
        let given = places.next()?;
        if places.next().is_some() {
            return None;
        }
        let (sites, prefixes, run) = (Vec::new(), Vec::new(), Vec::new());
        Some(Self { join, head, given, leaf: given, sites, prefixes, run })
    }

    /// The columns by which the rows that the plan starts from are best put in order, most important first, if those are rows of its
    /// first join: bindings with the same key then stand together, and among them those with the same other words.
    pub(super) fn order(&mut self, first: &Join, leaf: usize) -> Vec<usize> {
        self.leaf = leaf;
        if self.given == leaf {
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
        let others = self.head.iter().enumerate().filter(|(at, _)| *at != self.given && *at != self.leaf);
        others.map(|(_, &operand)| operand)
    }

    /// Adds to the head's table what the join makes of a block of bindings. `count` is told how many candidates there were and how
    /// many rows were new, every so often.
    pub(super) fn spread(
        &mut self,
        relations: &mut Relations,
        head: RelationId,
        block: &Block,
        mut count: impl FnMut(usize, usize) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        relations.finder(self.join).find_all(block, &mut self.sites);
        let (table, lists) = relations.table_and_lists(head, self.join);
        self.leaf = table.leaf();
        match lists {
            Some(cells) if self.given == self.leaf => self.spread_lists(table, cells, block, &mut count),
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
        count: &mut impl FnMut(usize, usize) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let mut lists = Vec::with_capacity(block.len);
        let (mut candidates, mut added) = (0, 0);
        self.prefixes.clear();
        for row in 0..block.len {
            let list = &cells[self.sites[row].clone()];
            if list.is_empty() {
                continue;
            }
            self.push_prefix(block, row);
            lists.push(list);
            candidates += list.len();
            if candidates >= CANDIDATES_AT_ONCE {
                added += table.insert_lists(&self.prefixes, &lists);
                count(candidates, added)?;
                (candidates, added) = (0, 0);
                self.prefixes.clear();
                lists.clear();
            }
        }
        added += table.insert_lists(&self.prefixes, &lists);
        count(candidates, added)
    }

    /// Adds the head without the column of the lists to the prefixes.
    fn push_prefix(&mut self, block: &Block, row: usize) {
        let others = self.head[..self.leaf].iter().chain(&self.head[self.leaf + 1..]);
        self.prefixes.extend(others.map(|&operand| block.cell(operand, row)));
    }

    /// The join gives another column: the bindings of a run find the same cells, and are together a list for each of these.
    fn spread_runs(
        &mut self,
        table: &mut Table,
        cells: &[i32],
        block: &Block,
        count: &mut impl FnMut(usize, usize) -> Result<(), Halt>,
    ) -> Result<(), Halt> {
        let mut first = 0;
        while first < block.len {
            let end = self.end_of_run(block, first);
            let rows = std::mem::replace(&mut first, end)..end;
            let list = &cells[self.sites[rows.start].clone()];
            if list.is_empty() {
                continue;
            }
            self.collect_run(block, rows.clone());
            let at_once = (CANDIDATES_AT_ONCE / self.run.len()).max(1);
            for list in list.chunks(at_once) {
                self.push_prefixes(block, rows.start, list);
                let added = table.insert_lists(&self.prefixes, &vec![self.run.as_slice(); list.len()]);
                count(list.len() * self.run.len(), added)?;
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

    /// Gathers the cells of a run for the column of the lists.
    fn collect_run(&mut self, block: &Block, rows: Site) {
        let own = self.head[self.leaf];
        self.run.clear();
        self.run.extend(rows.map(|row| block.cell(own, row)));
    }

    fn push_prefixes(&mut self, block: &Block, row: usize, list: &[i32]) {
        self.prefixes.clear();
        for &cell in list {
            for (at, &operand) in self.head.iter().enumerate().filter(|(at, _)| *at != self.leaf) {
                self.prefixes.push(if at == self.given { cell } else { block.cell(operand, row) });
            }
        }
    }
}
