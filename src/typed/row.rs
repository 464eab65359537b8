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
    let Some(row) = R::from_words(words) else { return false };
    rows.push(row);
    true
}

/// Visits the rows of one relation.
#[doc(hidden)]
pub fn visit<R: Row>(rows: &[R], visitor: &mut dyn FnMut(&'static str, &[Word])) {
    for row in rows {
        visitor(R::RELATION, &row.words());
    }
}

/// The rows in their order, each once.
pub fn sorted<R: Row>(rows: &[R]) -> Vec<R> {
    let mut result: Vec<R> = Vec::with_capacity(rows.len());
    for at in order(rows.len(), &|a, b| rows.get(a).cmp(&rows.get(b))) {
        if let Some(&row) = rows.get(at)
            && result.last() != Some(&row)
        {
            result.push(row);
        }
    }
    result
}

// Not generic, and no iterator adapters above: what is compiled anew for each of some hundred types of row has to be small.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_unstable_by(|&a, &b| compare(a, b));
    order
}
