//! A block of bindings: one column of words a variable, as many rows as were bound together.

use crate::plan::Operand;
use crate::program::functor;
use crate::program::ir::{Expr, VarId};
use crate::store::{Dictionary, Word};

use super::Halt;

/// Bindings side by side. The column of a variable that is unbound, or that nothing needs any more, may be empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) len: usize,
    pub(super) columns: Vec<Vec<Word>>,
}

impl Block {
    /// An empty block for so many variables.
    pub(super) fn new(variables: usize) -> Self {
        Self { len: 0, columns: vec![Vec::new(); variables] }
    }

    /// One binding that binds nothing.
    pub(super) fn unit(variables: usize) -> Self {
        Self { len: 1, ..Self::new(variables) }
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.columns.iter_mut().for_each(Vec::clear);
    }

    /// The value of a bound variable.
    #[inline]
    pub(super) fn get(&self, variable: VarId, row: usize) -> Word {
        self.columns[variable.0][row]
    }

    #[inline]
    pub(super) fn operand(&self, operand: Operand, row: usize) -> Word {
        match operand {
            Operand::Var(variable) => self.get(variable, row),
            Operand::Const(word) => word,
        }
    }

    pub(super) fn column(&self, variable: VarId) -> &[Word] {
        &self.columns[variable.0]
    }

    /// Drops the rows for which `keep` is false.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        let kept = keep.iter().filter(|&&keep| keep).count();
        if kept == self.len {
            return;
        }
        self.len = kept;
        for column in self.columns.iter_mut().filter(|column| !column.is_empty()) {
            let mut marks = keep.iter();
            column.retain(|_| marks.next().is_some_and(|&keep| keep));
        }
    }

    /// Repeats each row so many times.
    pub(super) fn repeat(&mut self, times: &[usize]) {
        for column in self.columns.iter_mut().filter(|column| column.len() == times.len()) {
            let repeated =
                column.iter().zip(times).flat_map(|(&word, &times)| std::iter::repeat_n(word, times));
            *column = repeated.collect();
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
