//! The head rows of a plan, drawn block by block.

use super::Halt;
use super::block::Block;
use super::context::Context;
use super::fan::as_operand;
use super::pipeline::Pipeline;
use super::spare::Spare;
use crate::plan::{Operand, Plan};
use crate::program::ir::Expr;
use crate::store::{Dictionary, Word};

/// The head of a plan, ready to be made of blocks of bindings.
#[derive(Clone)]
pub(super) struct Head<'p> {
    terms: &'p [Expr],
    /// The terms, if none of them is to be computed.
    operands: Option<Vec<Operand>>,
}

/// Draws head rows from a plan, block by block.
pub(super) struct Draw<'p> {
    head: Head<'p>,
    pipeline: Pipeline<'p>,
    block: Block,
    /// Head rows, one after the other.
    pub(super) rows: Vec<Word>,
    /// How many.
    pub(super) len: usize,
}

impl<'p> Head<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        Self { terms: &plan.head, operands: plan.head.iter().map(as_operand).collect() }
    }

    /// How many words a row has.
    pub(super) fn arity(&self) -> usize {
        self.terms.len()
    }

    /// Adds the rows of a block to `rows`, and says how many.
    pub(super) fn rows(
        &self,
        block: &Block,
        dictionary: &Dictionary,
        rows: &mut Vec<Word>,
    ) -> Result<usize, Halt> {
        if let Some(operands) = &self.operands {
            let words = |row| operands.iter().map(move |term| (row, *term));
            let words = (0..block.len).flat_map(words);
            rows.extend(words.map(|(row, term)| block.operand(term, row)));
            return Ok(block.len);
        }
        let mut len = 0;
        for row in 0..block.len {
            len += usize::from(self.row(block, row, dictionary, rows)?);
        }
        Ok(len)
    }

    /// Adds the row of one binding, unless one of its terms has no value; says whether it did.
    fn row(
        &self,
        block: &Block,
        row: usize,
        dictionary: &Dictionary,
        rows: &mut Vec<Word>,
    ) -> Result<bool, Halt> {
        let start = rows.len();
        for term in self.terms {
            let Some(word) = block.value(term, row, dictionary)? else {
                rows.truncate(start);
                return Ok(false);
            };
            rows.push(word);
        }
        Ok(true)
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
        let (block, rows) = (spare.block(plan.variables), spare.words());
        Self { head: Head::of(plan), pipeline, block, rows, len: 0 }
    }

    /// Keeps the memory for others to work in.
    pub(super) fn end(self, spare: &mut Spare) {
        self.pipeline.end(spare);
        spare.keep_block(self.block);
        spare.keep_words(self.rows);
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
