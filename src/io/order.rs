//! The order in which rows are shown: column by column, each by what it stands for and never by its code.

use std::collections::HashMap;

use crate::program::ir::Type;
use crate::program::value::compare_words;
use crate::store::{Dictionary, Word};

/// The rows sorted by the values of their columns: numbers by size, symbols by text, dates by their order.
///
/// Each word is first replaced by a key whose order as an integer is the order of its value, so that sorting itself
/// looks nothing up.
pub fn sorted<'a>(
    rows: impl Iterator<Item = &'a [Word]>,
    types: &[Type],
    dictionary: &Dictionary,
) -> Vec<&'a [Word]> {
    let rows: Vec<&[Word]> = rows.collect();
    let ranks: Vec<Option<HashMap<Word, Word>>> =
        types.iter().enumerate().map(|(column, &ty)| ranks(&rows, column, ty, dictionary)).collect();
    let keys: Vec<Word> = rows.iter().flat_map(|row| key(row, types, &ranks)).collect();
    let width = types.len();
    let key_of = |row: usize| keys.get(row * width..(row + 1) * width);
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_unstable_by(|&a, &b| key_of(a).cmp(&key_of(b)));
    order.into_iter().filter_map(|row| rows.get(row).copied()).collect()
}

/// For a coded column, the place of each code among the values of that column.
fn ranks(rows: &[&[Word]], column: usize, ty: Type, dictionary: &Dictionary) -> Option<HashMap<Word, Word>> {
    if matches!(ty, Type::Number | Type::Unsigned | Type::Float) {
        return None;
    }
    let mut codes: Vec<Word> = rows.iter().filter_map(|row| row.get(column).copied()).collect();
    codes.sort_unstable();
    codes.dedup();
    match ty {
        Type::Date => codes.sort_by_cached_key(|&code| dictionary.date_of(code)),
        Type::Record(_) | Type::Branches(_) => codes.sort_by(|&a, &b| compare_words(ty, a, b, dictionary)),
        _ => codes.sort_by_cached_key(|&code| dictionary.text(code)),
    }
    Some(codes.into_iter().zip(0..).collect())
}

fn key<'a>(
    row: &'a [Word],
    types: &'a [Type],
    ranks: &'a [Option<HashMap<Word, Word>>],
) -> impl Iterator<Item = Word> + 'a {
    row.iter().zip(types).zip(ranks).map(|((&word, &ty), ranks)| match ranks {
        Some(ranks) => ranks.get(&word).copied().unwrap_or(Word::MAX),
        None => plain_key(word, ty),
    })
}

const SIGN: Word = 1 << 63;

fn plain_key(word: Word, ty: Type) -> Word {
    match ty {
        Type::Number => word ^ SIGN,
        Type::Float if word & SIGN != 0 => !word,
        Type::Float => word | SIGN,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_in_the_order_of_their_values() {
        let dictionary = Dictionary::default();
        let (b, a) = (dictionary.symbol("b"), dictionary.symbol("a"));
        let n = i64::cast_unsigned;
        let f = f64::to_bits;
        let rows = [[b, n(-1), f(0.5)], [a, n(2), f(-1.0)], [a, n(-3), f(0.0)], [a, n(2), f(-2.0)]];
        let types = [Type::Symbol, Type::Number, Type::Float];
        let sorted = sorted(rows.iter().map(|row| &row[..]), &types, &dictionary);
        assert_eq!(sorted, [&rows[2][..], &rows[3], &rows[1], &rows[0]]);
    }
}
