//! Rows of typed values, and sets of them by relation, as generated modules declare them.

use std::cmp::Ordering;

use crate::program::ir::Type;
use crate::store::Word;

/// A row of one relation. Implemented by [`relation!`](crate::relation).
pub trait Row: Copy + Ord {
    /// The relation's name in the rule files.
    const RELATION: &'static str;
    /// Its columns.
    const COLUMNS: &'static [&'static str];
    /// Their types.
    const TYPES: &'static [Type];

    /// Its words in [`dictionary`](super::dictionary).
    fn words(&self) -> Vec<Word>;

    /// The row of some words, if there are as many as columns.
    fn from_words(words: &[Word]) -> Option<Self>;
}

/// Rows of several relations, reached by the relation's name. Implemented by [`facts!`](crate::facts).
pub trait Facts: Default {
    /// The relations, in order of declaration.
    const RELATIONS: &'static [&'static str];

    /// Adds a row of words in [`dictionary`](super::dictionary) and says whether there is such a relation with so many columns.
    fn add(&mut self, relation: &str, words: &[Word]) -> bool;

    /// Visits every row with its relation and words, relation by relation in order of declaration.
    fn visit(&self, visitor: &mut dyn FnMut(&'static str, &[Word]));
}

/// Adds a row to the rows of its relation.
#[doc(hidden)]
pub fn push<R: Row>(rows: &mut Vec<R>, words: &[Word]) -> bool {
    let row = R::from_words(words);
    rows.extend(row);
    row.is_some()
}

/// Visits the rows of one relation.
#[doc(hidden)]
pub fn visit<R: Row>(rows: &[R], visitor: &mut dyn FnMut(&'static str, &[Word])) {
    for row in rows {
        visitor(R::RELATION, &row.words());
    }
}

/// The rows in their order, each once.
pub fn sorted<R: Row>(rows: impl IntoIterator<Item = R>) -> Vec<R> {
    let rows: Vec<R> = rows.into_iter().collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    sort_numbers(&mut order, &|a, b| rows.get(a).cmp(&rows.get(b)));
    let mut result: Vec<R> = order.into_iter().filter_map(|at| rows.get(at).copied()).collect();
    result.dedup();
    result
}

// Not generic: a sort for each of two hundred types of row would double the time it takes to compile a generated module.
fn sort_numbers(order: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    order.sort_unstable_by(|&a, &b| compare(a, b));
}
