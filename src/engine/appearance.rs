//! The order in which rows of one rule and round are chosen from: by value, with symbols in the order of their first appearance.
//!
//! As in Soufflé, the symbols that are given come in the order in which they were met; those that rules make come behind them, by
//! text. Codes of the dictionary, which depend on what was run before, play no part.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::program::ir::{Kind, Program, Type};
use crate::program::value::compare_words;
use crate::store::{Database, Dictionary, Word};

/// The symbols that are given, by first appearance.
#[derive(Debug, Default)]
pub(super) struct Appearance {
    rank: HashMap<Word, usize>,
}

impl Appearance {
    /// The symbols of the input, table by table; nothing for a program in which nothing is chosen.
    pub(super) fn of(program: &Program, input: &Database) -> Self {
        let mut rank = HashMap::new();
        if program.relations.iter().any(|relation| matches!(relation.kind, Kind::Choice(_))) {
            for (relation, table) in program.relations.iter().zip(&input.tables) {
                let columns = 0..relation.attributes.len();
                let symbols: Vec<usize> =
                    columns.filter(|&column| relation.attributes[column].ty == Type::Symbol).collect();
                for row in table.rows() {
                    for &column in &symbols {
                        let next = rank.len();
                        rank.entry(row[column]).or_insert(next);
                    }
                }
            }
        }
        Self { rank }
    }

    /// The order of two rows whose columns have these types: by the first column that differs.
    pub(super) fn compare_rows(
        &self,
        types: &[Type],
        one: &[Word],
        other: &[Word],
        dictionary: &Dictionary,
    ) -> Ordering {
        let columns = types.iter().zip(one.iter().zip(other));
        let compared = columns.map(|(&ty, (&one, &other))| self.compare_words(ty, one, other, dictionary));
        { compared }.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn compare_words(&self, ty: Type, one: Word, other: Word, dictionary: &Dictionary) -> Ordering {
        let rank = |word: Word| self.rank.get(&word).filter(|_| ty == Type::Symbol);
        match (rank(one), rank(other)) {
            (Some(one), Some(other)) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => compare_words(ty, one, other, dictionary),
        }
    }
}
