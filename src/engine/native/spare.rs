//! Memory to work in that is kept from one evaluation to the next: programs of very many rounds would ask for it again in each.

use super::block::{Block, HeadRows};
use super::column::Site;

/// What nobody works in at the moment; its contents are of no meaning.
#[derive(Debug, Default)]
pub(super) struct Spare {
    blocks: Vec<Block>,
    finds: Vec<Finds>,
    rows: Vec<HeadRows>,
}

/// What a join found and looks at.
#[derive(Debug, Default)]
pub(super) struct Finds {
    /// What is being looked at: bindings with candidates.
    pub(super) stretches: Vec<(usize, Site)>,
    /// Where the candidates of each binding are.
    pub(super) sites: Vec<Site>,
}

impl Spare {
    /// An empty block for so many variables, at least.
    pub(super) fn block(&mut self, variables: usize) -> Block {
        let mut block = self.blocks.pop().unwrap_or_default();
        block.clear();
        if block.columns.len() < variables {
            block.columns.resize_with(variables, Default::default);
        }
        block
    }

    /// Finds that are empty.
    pub(super) fn finds(&mut self) -> Finds {
        let mut finds = self.finds.pop().unwrap_or_default();
        finds.stretches.clear();
        finds.sites.clear();
        finds
    }

    /// No rows.
    pub(super) fn rows(&mut self) -> HeadRows {
        let mut rows = self.rows.pop().unwrap_or_default();
        rows.clear();
        rows
    }

    pub(super) fn keep_block(&mut self, block: Block) {
        self.blocks.push(block);
    }

    pub(super) fn keep_finds(&mut self, finds: Finds) {
        self.finds.push(finds);
    }

    pub(super) fn keep_rows(&mut self, rows: HeadRows) {
        self.rows.push(rows);
    }
}
