//! The head rows of a plan, drawn block by block.

use super::Halt;
use super::block::Block;
use super::fan::as_operand;
use super::pipeline::{Context, Pipeline};
use crate::plan::{Operand, Plan};
use crate::program::ir::Expr;
use crate::store::{Dictionary, Word};

/// Draws head rows from a plan, block by block.
pub(super) struct Draw<'p> {
    head: &'p [Expr],
    /// The head, if nothing in it is to be computed.
    operands: Option<Vec<Operand>>,
    pipeline: Pipeline<'p>,
    block: Block,
    /// Head rows, one after the other.
    pub(super) rows: Vec<Word>,
    /// How many.
    pub(super) len: usize,
}

impl<'p> Draw<'p> {
    pub(super) fn new(plan: &'p Plan, block: usize) -> Self {
        let pipeline = Pipeline::new(&plan.before, &plan.stages, Block::unit(plan.variables), block);
        let operands = plan.head.iter().map(as_operand).collect();
        let block = Block::new(plan.variables);
        Self { head: &plan.head, operands, pipeline, block, rows: Vec::new(), len: 0 }
    }

    /// Replaces `rows` by the next head rows; false when there are no more.
    pub(super) fn next(&mut self, mut context: Context) -> Result<bool, Halt> {
        self.rows.clear();
        self.len = 0;
        if !self.pipeline.next(&mut context, &mut self.block)? {
            return Ok(false);
        }
        if let Some(head) = &self.operands {
            let words = |row| head.iter().map(move |term| (row, *term));
            let words = (0..self.block.len).flat_map(words);
            self.rows.extend(words.map(|(row, term)| self.block.operand(term, row)));
            self.len = self.block.len;
            return Ok(true);
        }
        for row in 0..self.block.len {
            self.add(row, context.dictionary)?;
        }
        Ok(true)
    }

    /// Adds the head of one binding, unless one of its terms has no value.
    fn add(&mut self, row: usize, dictionary: &Dictionary) -> Result<(), Halt> {
        let start = self.rows.len();
        for term in self.head {
            let Some(word) = self.block.value(term, row, dictionary)? else {
                self.rows.truncate(start);
                return Ok(());
            };
            self.rows.push(word);
        }
        self.len += 1;
        Ok(())
    }
}
