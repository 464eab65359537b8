//! The distinct bindings of some variables, numbered in order of first sight.

use super::block::Block;
use super::column::Column;
use crate::plan::Operand;
use crate::program::ir::VarId;
use crate::store::{Cell as _, KeyMap, Word};

/// Bindings of these variables, each with its ordinal.
#[derive(Clone)]
pub(super) struct Keys {
    variables: Vec<VarId>,
    ordinals: KeyMap<Word>,
    /// The values of each variable by ordinal.
    columns: Vec<Column>,
}

impl Keys {
    pub(super) fn new(variables: Vec<VarId>) -> Self {
        let columns = vec![Column::default(); variables.len()];
        Self { ordinals: KeyMap::new(variables.len()), variables, columns }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ordinals.len()
    }

    /// The ordinal of each row's binding; one not met before gets the next.
    pub(super) fn ordinals(&mut self, block: &Block) -> Vec<usize> {
        let Self { variables, ordinals, columns } = self;
        let mut key = Vec::with_capacity(variables.len());
        let of_row = |row| {
            key.clear();
            key.extend(variables.iter().map(|&variable| block.column(variable).mark(row)));
            let known = ordinals.len();
            let ordinal = ordinals.number(&key);
            if ordinal == known {
                let values = columns.iter_mut().zip(&*variables);
                values.for_each(|(column, &variable)| column.push_of(block.column(variable), row));
            }
            ordinal
        };
        (0..block.len).map(of_row).collect()
    }

    /// The ordinal of the binding in a row of another block, in which values may be kept otherwise, if it was met.
    pub(super) fn find(&self, block: &Block, row: usize, key: &mut Vec<Word>) -> Option<usize> {
        key.clear();
        key.extend(self.variables.iter().zip(&self.columns).map(|(&variable, column)| {
            if column.cells.is_empty() {
                block.get(variable, row)
            } else {
                block.cell(Operand::Var(variable), row).bits()
            }
        }));
        self.ordinals.find(key)
    }

    /// The bindings from an ordinal on, with their ordinals as a variable of their own, in a block for so many variables.
    pub(super) fn bindings(&self, first: usize, ordinal: VarId, variables: usize) -> Block {
        let mut block = Block::new(variables);
        block.len = self.len() - first;
        for (column, variable) in self.columns.iter().zip(&self.variables) {
            block.columns[variable.0] = column.from(first);
        }
        block.columns[ordinal.0].words.extend((first..self.len()).map(|row| row as Word));
        block
    }
}
