//! The head rows of a plan, drawn block by block.

use super::Halt;
use super::arithmetic;
use super::block::{Block, HeadRows};
use super::column::Given;
use super::context::Context;
use super::pipeline::Pipeline;
use super::recall::Recall;
use super::spare::Spare;
use crate::plan::{Operand, Plan};
use crate::program::ir::Expr;
use crate::store::{Dictionary, Word, cells_of};

/// The head of a plan, ready to be made of blocks of bindings.
#[derive(Clone)]
pub(super) struct Head<'p> {
    terms: &'p [Expr],
    /// Whether rows are made in words, so that those of rows that are dropped get no cells.
    in_words: bool,
    computed: Computed,
}

/// Draws head rows from a plan, block by block.
pub(super) struct Draw<'p> {
    head: Head<'p>,
    pipeline: Pipeline<'p>,
    block: Block,
    pub(super) rows: HeadRows,
    /// How many.
    pub(super) len: usize,
}

impl<'p> Head<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        Self { terms: &plan.head, in_words: false, computed: Computed::of(&plan.head) }
    }

    /// How many cells a row has.
    pub(super) fn arity(&self) -> usize {
        self.terms.len()
    }

    /// Adds the rows of a block to `rows`, and says how many there are.
    pub(super) fn rows(
        &mut self,
        block: &Block,
        dictionary: &Dictionary,
        rows: &mut HeadRows,
    ) -> Result<usize, Halt> {
        let spread = |given: &[Given<'_>]| {
            if self.in_words {
                let of_row = |row| given.iter().map(move |term| term.word(row));
                rows.words.extend((0..block.len).flat_map(of_row));
            } else {
                spread_out(block.len, given, &mut rows.cells);
            }
        };
        if arithmetic::with_given(self.terms.iter(), block, spread).is_some() {
            return Ok(block.len);
        }
        let (arity, starts) = (self.terms.len(), (rows.cells.len(), rows.words.len()));
        let cells = if self.in_words { 0 } else { block.len * arity };
        rows.cells.resize(starts.0 + cells, 0);
        rows.words.resize(starts.1 + block.len * arity - cells, 0);
        let Self { terms, in_words, computed, .. } = self;
        computed.begin(block.len);
        for (column, term) in terms.iter().enumerate() {
            let operand = Operand::of(term);
            if operand.is_none() {
                computed.compute(column, term, block, dictionary)?;
            }
            match operand {
                Some(operand) if *in_words => {
                    let given = block.given(operand);
                    let words = (0..block.len).map(|row| given.word(row));
                    place(&mut rows.words, (starts.1 + column, arity), words);
                }
                Some(operand) => {
                    let given = block.given(operand);
                    let cells = (0..block.len).map(|row| given.cell(row));
                    place(&mut rows.cells, (starts.0 + column, arity), cells);
                }
                None if *in_words => {
                    place(&mut rows.words, (starts.1 + column, arity), computed.words.iter().copied());
                }
                None => {
                    place(&mut rows.cells, (starts.0 + column, arity), computed.cells().iter().copied());
                }
            }
        }
        Ok(computed.drop_valueless(rows, starts, arity))
    }
}

/// The values of terms that are to be computed, a term at a time.
#[derive(Clone)]
struct Computed {
    /// What is remembered of each term.
    recalls: Vec<Option<Recall>>,
    /// Whether all terms so far have a value, row by row.
    keep: Vec<bool>,
    /// The values of the term at hand.
    words: Vec<Word>,
    cells: Vec<i32>,
}

impl Computed {
    fn of(terms: &[Expr]) -> Self {
        let recalls = terms.iter().map(|term| Recall::of([term], false)).collect();
        Self { recalls, keep: Vec::new(), words: Vec::new(), cells: Vec::new() }
    }

    fn begin(&mut self, rows: usize) {
        self.keep.clear();
        self.keep.resize(rows, true);
    }

    /// Computes a term in all rows in which those before it have values.
    fn compute(
        &mut self,
        column: usize,
        term: &Expr,
        block: &Block,
        dictionary: &Dictionary,
    ) -> Result<(), Halt> {
        self.words.clear();
        for (row, keep) in self.keep.iter_mut().enumerate() {
            let compute = || block.value(term, row, dictionary);
            let value = match &mut self.recalls[column] {
                _ if !*keep => None,
                Some(recall) => recall.result(block, row, compute)?,
                None => compute()?,
            };
            *keep = value.is_some();
            self.words.push(value.unwrap_or_default());
        }
        Ok(())
    }

    /// The cells of the values; large ones are looked up together.
    fn cells(&mut self) -> &[i32] {
        self.cells.clear();
        cells_of(&self.words, &mut self.cells);
        &self.cells
    }

    /// Drops the rows, from the given places on, of which a term has no value; says how many are left.
    fn drop_valueless(&self, rows: &mut HeadRows, starts: (usize, usize), arity: usize) -> usize {
        let kept = self.keep.iter().filter(|keep| **keep).count();
        if kept < self.keep.len() {
            retain_rows(&mut rows.cells, starts.0, arity, &self.keep);
            retain_rows(&mut rows.words, starts.1, arity, &self.keep);
        }
        kept
    }
}

/// Puts values one under the other: the first at a place, the others so many places further on each.
fn place<T>(rows: &mut [T], (first, step): (usize, usize), values: impl Iterator<Item = T>) {
    let places = rows.get_mut(first..).unwrap_or_default().iter_mut().step_by(step);
    places.zip(values).for_each(|(place, value)| *place = value);
}

/// Keeps of the rows from a place on those that are to be kept.
fn retain_rows<T: Copy>(rows: &mut Vec<T>, start: usize, arity: usize, keep: &[bool]) {
    let mut next = start;
    for at in (start..rows.len()).step_by(arity).zip(keep).filter_map(|(at, keep)| keep.then_some(at)) {
        rows.copy_within(at..at + arity, next);
        next += arity;
    }
    rows.truncate(next);
}

/// Adds the cells of terms in so many rows.
fn spread_out(len: usize, terms: &[Given<'_>], rows: &mut Vec<i32>) {
    let (start, arity) = (rows.len(), terms.len());
    rows.resize(start + len * arity, 0);
    for (column, term) in terms.iter().enumerate() {
        let cells = rows[start..].iter_mut().skip(column).step_by(arity);
        cells.enumerate().for_each(|(row, cell)| *cell = term.cell(row));
    }
}

impl<'p> Draw<'p> {
    pub(super) fn new(plan: &'p Plan, block: usize) -> Self {
        Self::within(&mut Spare::default(), plan, block)
    }

    /// The same with memory that is there already.
    pub(super) fn within(spare: &mut Spare, plan: &'p Plan, block: usize) -> Self {
        let unit = Block { len: 1, ..spare.block(plan.variables) };
        let pipeline = Pipeline::within(spare, &plan.before, &plan.stages, unit, block);
        let pipeline = pipeline.start_from(plan.groups.as_deref());
        let (block, rows) = (spare.block(plan.variables), spare.rows());
        Self { head: Head::of(plan), pipeline, block, rows, len: 0 }
    }

    /// The same with rows in words, or else as cells.
    pub(super) fn in_words(mut self, in_words: bool) -> Self {
        self.head.in_words = in_words;
        self
    }

    /// Gives the first join its rows in another order; see [`Pipeline::put_in_order`].
    pub(super) fn put_in_order(&mut self, rows: Option<Vec<i32>>) {
        self.pipeline.put_in_order(rows);
    }

    /// Keeps the memory for others to work in.
    pub(super) fn end(self, spare: &mut Spare) {
        self.pipeline.end(spare);
        spare.keep_block(self.block);
        spare.keep_rows(self.rows);
    }

    /// Replaces `rows` by the next head rows; false when there are no more.
    pub(super) fn next(&mut self, mut context: Context) -> Result<bool, Halt> {
        self.rows.clear();
        self.len = 0;
        if !self.pipeline.next(&mut context, &mut self.block)? {
            return Ok(false);
        }
        self.len = self.head.rows(&self.block, context.dictionary, &mut self.rows)?;
        Ok(true)
    }

    /// Looks up what the first join finds; see [`Pipeline::begin`].
    pub(super) fn begin(&mut self, mut context: Context) -> Result<(), Halt> {
        self.pipeline.begin(&mut context)
    }

    /// The joins, as far as they are, for others to go on with.
    pub(super) fn into_parts(self) -> (Pipeline<'p>, Head<'p>) {
        (self.pipeline, self.head)
    }
}
