//! The distinct bindings of some variables, numbered in order of first sight.

use super::block::Block;
use crate::program::ir::VarId;
use crate::store::{KeyMap, Word};

/// Bindings of these variables, each with its ordinal.
#[derive(Clone)]
pub(super) struct Keys {
    variables: Vec<VarId>,
    ordinals: KeyMap<Word>,
    /// The bindings by ordinal, one after the other.
    words: Vec<Word>,
}

impl Keys {
    pub(super) fn new(variables: Vec<VarId>) -> Self {
        Self { ordinals: KeyMap::new(variables.len()), variables, words: Vec::new() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// The ordinal of each row's binding; one not met before gets the next.
    pub(super) fn ordinals(&mut self, block: &Block) -> Vec<usize> {
        let mut key = Vec::with_capacity(self.variables.len());
        let ordinals = (0..block.len).map(|row| {
            key.clear();
            key.extend(self.variables.iter().map(|&variable| block.get(variable, row)));
            let known = self.ordinals.len();
            let ordinal = self.ordinals.number(&key);
            if ordinal == known {
                self.words.extend_from_slice(&key);
            }
            ordinal
        });
        ordinals.collect()
    }

    /// The bindings from an ordinal on, with their ordinals as a variable of their own, in a block for so many variables.
    pub(super) fn bindings(&self, first: usize, ordinal: VarId, variables: usize) -> Block {
        let (end, width) = (self.len(), self.variables.len());
        let mut block = Block::new(variables);
        block.len = end - first;
        for (column, variable) in self.variables.iter().enumerate() {
            block.columns[variable.0].extend((first..end).map(|row| self.words[row * width + column]));
        }
        block.columns[ordinal.0].extend((first..end).map(|row| row as Word));
        block
    }
}
