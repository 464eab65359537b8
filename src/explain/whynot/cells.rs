//! Values that are not all known yet: cells that may be free, known, or the same as another.

use crate::program::ir::{Expr, VarId};
use crate::store::{Dictionary, Word};

/// A cell by number.
pub(super) type Cell = usize;

#[derive(Clone, Copy, Debug)]
enum State {
    Free,
    Known(Word),
    Same(Cell),
}

/// All cells of one line of search.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    states: Vec<State>,
}

impl Cells {
    /// So many new free cells, the first of which is returned; the others follow it.
    pub(super) fn free(&mut self, count: usize) -> Cell {
        let first = self.states.len();
        self.states.resize(first + count, State::Free);
        first
    }

    /// A new cell that holds a word, or is free.
    pub(super) fn holding(&mut self, word: Option<Word>) -> Cell {
        self.states.push(word.map_or(State::Free, State::Known));
        self.states.len() - 1
    }

    /// The word of a cell, if it is known.
    pub(super) fn word(&self, cell: Cell) -> Option<Word> {
        match self.states.get(self.root(cell)) {
            Some(State::Known(word)) => Some(*word),
            _ => None,
        }
    }

    /// The words that are known, each once, in the order of the cells.
    pub(super) fn words(&self) -> Vec<Word> {
        let mut words = Vec::new();
        for state in &self.states {
            match state {
                State::Known(word) if !words.contains(word) => words.push(*word),
                _ => {}
            }
        }
        words
    }

    fn root(&self, mut cell: Cell) -> Cell {
        while let Some(State::Same(other)) = self.states.get(cell) {
            cell = *other;
        }
        cell
    }

    /// Makes two cells the same; false if they hold different words.
    pub(super) fn unify(&mut self, one: Cell, other: Cell) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        match (self.word(one), self.word(other)) {
            (Some(one), Some(other)) => one == other,
            _ if one == other => true,
            (Some(_), None) => self.set(other, State::Same(one)),
            _ => self.set(one, State::Same(other)),
        }
    }

    /// Gives a cell a word; false if it holds another.
    pub(super) fn bind(&mut self, cell: Cell, word: Word) -> bool {
        let root = self.root(cell);
        match self.word(root) {
            Some(known) => known == word,
            None => self.set(root, State::Known(word)),
        }
    }

    fn set(&mut self, cell: Cell, state: State) -> bool {
        self.states.get_mut(cell).map(|old| *old = state).is_some()
    }

    /// The words of the variables of a rule whose cells begin at `base`.
    pub(super) fn bindings(&self, base: Cell, variables: usize) -> Vec<Option<Word>> {
        (base..base + variables).map(|cell| self.word(cell)).collect()
    }

    /// The value of an expression over such variables, if they are known and it has one.
    pub(super) fn value(
        &self,
        expr: &Expr,
        base: Cell,
        variables: usize,
        dictionary: &Dictionary,
    ) -> Option<Word> {
        crate::explain::walk::value(expr, &self.bindings(base, variables), dictionary)
    }

    /// Whether all variables are known.
    pub(super) fn all_known(&self, variables: &[VarId], base: Cell) -> bool {
        variables.iter().all(|variable| self.word(base + variable.0).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_has_one_word() {
        let mut cells = Cells::default();
        let (a, b, c) = (cells.free(3), 1, 2);
        assert!(cells.unify(a, b) && cells.unify(b, c) && cells.unify(c, a));
        assert!(cells.bind(b, 7));
        assert_eq!((cells.word(a), cells.word(c)), (Some(7), Some(7)));
        assert!(!cells.bind(c, 8));
        let other = cells.holding(Some(8));
        assert!(!cells.unify(a, other));
        assert_eq!(cells.words(), [7, 8]);
    }
}
