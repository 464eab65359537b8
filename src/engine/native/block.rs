//! A block of bindings: one column a variable, as many rows as were bound together; and the rows of a head that are made of them.

use crate::plan::Operand;
use crate::program::functor;
use crate::program::ir::{Expr, VarId};
use crate::store::{Dictionary, Word, cell_of, known_cell};

use super::Halt;
use super::column::{Column, Given, kept_rows};

/// Bindings side by side. The column of a variable that is unbound, or that nothing needs any more, may be empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) len: usize,
    pub(super) columns: Vec<Column>,
}

/// Head rows, one after the other: as cells, or as words.
#[derive(Debug, Default)]
pub(super) struct HeadRows {
    pub(super) cells: Vec<i32>,
    pub(super) words: Vec<Word>,
}

impl HeadRows {
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.words.clear();
    }
}

impl Block {
    /// An empty block for so many variables.
    pub(super) fn new(variables: usize) -> Self {
        Self { len: 0, columns: vec![Column::default(); variables] }
    }

    /// One binding that binds nothing.
    pub(super) fn unit(variables: usize) -> Self {
        Self { len: 1, ..Self::new(variables) }
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.columns.iter_mut().for_each(Column::clear);
    }

    /// The value of a bound variable.
    #[inline]
    pub(super) fn get(&self, variable: VarId, row: usize) -> Word {
        self.columns[variable.0].word(row)
    }

    /// The cell of an operand's value, which is to stand in a table.
    #[inline]
    pub(super) fn cell(&self, operand: Operand, row: usize) -> i32 {
        match operand {
            Operand::Var(variable) => self.columns[variable.0].cell(row),
            Operand::Const(word) => cell_of(word),
        }
    }

    /// What tells an operand's value from those that it has in other rows.
    #[inline]
    pub(super) fn mark(&self, operand: Operand, row: usize) -> Word {
        match operand {
            Operand::Var(variable) => self.columns[variable.0].mark(row),
            Operand::Const(word) => word,
        }
    }

    pub(super) fn column(&self, variable: VarId) -> &Column {
        &self.columns[variable.0]
    }

    /// What an operand stands for, to be read in many rows.
    pub(super) fn given(&self, operand: Operand) -> Given<'_> {
        match operand {
            Operand::Var(variable) => Given::Column(self.column(variable)),
            Operand::Const(word) => Given::Const(word, known_cell(word)),
        }
    }

    /// Drops the rows for which `keep` is false.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        let kept = keep.iter().filter(|&&keep| keep).count();
        if kept == self.len {
            return;
        }
        let bound = self.columns.iter_mut().filter(|column| column.len() == self.len);
        if kept < self.len / 4 {
            let rows = kept_rows(keep);
            bound.for_each(|column| column.keep(&rows));
        } else {
            bound.for_each(|column| column.retain(keep));
        }
        self.len = kept;
    }

    /// Repeats each row so many times.
    pub(super) fn repeat(&mut self, times: &[usize]) {
        for column in self.columns.iter_mut().filter(|column| column.len() == times.len()) {
            column.repeat(times);
        }
        self.len = times.iter().sum();
    }

    /// The value of an expression in one row; none where a functor in it has none.
    pub(super) fn value(
        &self,
        expr: &Expr,
        row: usize,
        dictionary: &Dictionary,
    ) -> Result<Option<Word>, Halt> {
        match expr {
            Expr::Var(variable) => Ok(Some(self.get(*variable, row))),
            Expr::Const(word) => Ok(Some(*word)),
            Expr::Call { functor, ty, args } => match args.as_slice() {
                _ if functor::is_compound(*functor, *ty, args) => {
                    let mut value = |expr: &Expr| self.value(expr, row, dictionary);
                    functor::compound(*functor, *ty, args, &mut value, dictionary)
                }
                [a] => match self.value(a, row, dictionary)? {
                    Some(a) => Ok(functor::evaluate(*functor, *ty, &[a], dictionary)?),
                    None => Ok(None),
                },
                [a, b] => match (self.value(a, row, dictionary)?, self.value(b, row, dictionary)?) {
                    (Some(a), Some(b)) => Ok(functor::evaluate(*functor, *ty, &[a, b], dictionary)?),
                    _ => Ok(None),
                },
                args => match self.values(args, row, dictionary)? {
                    Some(values) => Ok(functor::evaluate(*functor, *ty, &values, dictionary)?),
                    None => Ok(None),
                },
            },
        }
    }

    /// The values of several expressions in one row; none where one of them has none.
    pub(super) fn values(
        &self,
        exprs: &[Expr],
        row: usize,
        dictionary: &Dictionary,
    ) -> Result<Option<Vec<Word>>, Halt> {
        exprs.iter().map(|expr| self.value(expr, row, dictionary)).collect()
    }
}
