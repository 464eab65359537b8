//! The head rows of a plan, drawn block by block.

use super::Halt;
use super::arithmetic;
use super::block::{Block, HeadRows};
use super::column::Given;
use super::context::Context;
use super::fan::as_operand;
use super::pipeline::Pipeline;
use super::spare::Spare;
use crate::plan::Plan;
use crate::program::ir::Expr;
use crate::store::{Dictionary, cell_of};

/// The head of a plan, ready to be made of blocks of bindings.
#[derive(Clone)]
pub(super) struct Head<'p> {
    terms: &'p [Expr],
    /// Whether rows are made in words, so that those of rows that are dropped get no cells.
    in_words: bool,
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
        Self { terms: &plan.head, in_words: false }
    }

    /// How many cells a row has.
    pub(super) fn arity(&self) -> usize {
        self.terms.len()
    }

    /// Adds the rows of a block to `rows`, and says how many there are.
    pub(super) fn rows(
        &self,
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
        let mut len = 0;
        for row in 0..block.len {
            len += usize::from(if self.in_words {
                self.row(&mut rows.words, |term| block.value(term, row, dictionary))?
            } else {
                self.row(&mut rows.cells, |term| cell(term, block, row, dictionary))?
            });
        }
        Ok(len)
    }

    /// Adds the row of one binding, unless one of its terms has no value; says whether it did.
    fn row<T>(
        &self,
        rows: &mut Vec<T>,
        mut value: impl FnMut(&Expr) -> Result<Option<T>, Halt>,
    ) -> Result<bool, Halt> {
        let start = rows.len();
        for term in self.terms {
            let Some(value) = value(term)? else {
                rows.truncate(start);
                return Ok(false);
            };
            rows.push(value);
        }
        Ok(true)
    }
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

/// The cell of a term's value in a row.
fn cell(term: &Expr, block: &Block, row: usize, dictionary: &Dictionary) -> Result<Option<i32>, Halt> {
    match as_operand(term) {
        Some(operand) => Ok(Some(block.cell(operand, row))),
        None => Ok(block.value(term, row, dictionary)?.map(cell_of)),
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
