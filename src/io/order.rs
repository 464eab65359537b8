//! The order in which rows are shown: column by column, each by what it stands for and never by its code.
//!
//! Each word is first replaced by a key whose order as an integer is the order of its value, and the keys of a row are packed into one
//! integer where they fit, so that sorting looks nothing up. The rows are then read back from the keys.

use std::collections::HashMap;
use std::io;
use std::ops::Range;

use super::packed::{Limbs, Packed, each_packed};
use super::parts::{Effort, sorted};
use super::stop::Stop;
use crate::program::ir::Type;
use crate::program::value::compare_words;
use crate::store::{Classes, Dictionary, Table, Word, word_of};

/// The rows of a table in the order in which they are shown: numbers by size, symbols by text, dates by their order.
#[derive(Debug)]
pub struct Ordered {
    columns: Vec<Column>,
    keys: Keys,
}

/// How the keys of a column stand for its words.
#[derive(Debug)]
pub enum Column {
    /// The key is how far the word is above the least one, in the order of its type.
    Plain(Type, Word),
    /// The key is the place of the word among these, which stand in order.
    Coded(Vec<Word>),
}

/// The keys of an equivalence: each value with all of its class.
#[derive(Debug)]
struct Pairs {
    /// The keys of all values in order, each with the number of its class.
    values: Vec<(Word, usize)>,
    /// How many pairs begin with a value before each of these, and in the end how many there are.
    starts: Vec<usize>,
    /// The members of each class in order.
    classes: Vec<Vec<Word>>,
}

/// The keys of all rows in order.
#[derive(Debug)]
enum Keys {
    /// Each row in one integer, with so many bits for each column.
    Packed(Vec<u64>, Vec<u32>),
    /// Each row in one wide integer.
    Wide(Vec<u128>, Vec<u32>),
    /// Each row in an integer of 256 bits.
    Wider(Vec<Limbs<4>>, Vec<u32>),
    /// Each row in an integer of 512 bits.
    Widest(Vec<Limbs<8>>, Vec<u32>),
    /// The pairs of an equivalence.
    Pairs(Pairs),
    /// All keys one after the other, and the numbers of the rows.
    Apart(Vec<Word>, Vec<usize>),
}

impl Ordered {
    /// The rows of a table whose columns have these types.
    ///
    /// # Errors
    /// It is to stop.
    pub fn of(
        table: &Table,
        types: &[Type],
        dictionary: &Dictionary,
        effort: Effort<'_>,
    ) -> io::Result<Self> {
        let columns = types.iter().enumerate();
        let ranking: Vec<Ranking> = columns
            .map(|(column, &ty)| Ranking::of(Words::of(table, column), ty, dictionary, effort))
            .collect::<io::Result<_>>()?;
        let bits: Vec<u32> =
            ranking.iter().map(|ranking| Word::BITS - ranking.most.leading_zeros()).collect();
        let keys = match (bits.iter().sum(), table.as_classes().zip(ranking.first())) {
            (_, Some((equivalence, ranking))) => Keys::Pairs(Pairs::of(equivalence, ranking, effort)?),
            (0..=64, _) => Keys::Packed(packed(table, &ranking, &bits, effort)?, bits),
            (65..=128, _) => Keys::Wide(packed(table, &ranking, &bits, effort)?, bits),
            (129..=256, _) => Keys::Wider(packed(table, &ranking, &bits, effort)?, bits),
            (257..=512, _) => Keys::Widest(packed(table, &ranking, &bits, effort)?, bits),
            _ => apart(table, &ranking, effort)?,
        };
        Ok(Self { columns: ranking.into_iter().map(|ranking| ranking.column).collect(), keys })
    }

    /// How the keys of each column stand for its words.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match &self.keys {
            Keys::Packed(keys, _) => keys.len(),
            Keys::Wide(keys, _) => keys.len(),
            Keys::Wider(keys, _) => keys.len(),
            Keys::Widest(keys, _) => keys.len(),
            Keys::Pairs(pairs) => pairs.len(),
            Keys::Apart(_, order) => order.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gives the keys of each row of a range of places to `look`, in order.
    pub fn each_key(&self, range: Range<usize>, mut look: impl FnMut(&[Word])) {
        let width = self.columns.len();
        match &self.keys {
            Keys::Packed(keys, bits) => each_packed(keys, bits, range, look),
            Keys::Wide(keys, bits) => each_packed(keys, bits, range, look),
            Keys::Wider(keys, bits) => each_packed(keys, bits, range, look),
            Keys::Widest(keys, bits) => each_packed(keys, bits, range, look),
            Keys::Pairs(pairs) => pairs.each_key(range, look),
            Keys::Apart(keys, order) => {
                for &at in order.get(range).unwrap_or_default() {
                    look(keys.get(at * width..(at + 1) * width).unwrap_or_default());
                }
            }
        }
    }

    /// Gives each row to `look`, in order.
    pub fn each(&self, look: impl FnMut(&[Word])) {
        self.each_in(0..self.len(), look);
    }

    /// Gives each row of a range of places to `look`, in order.
    pub fn each_in(&self, range: Range<usize>, mut look: impl FnMut(&[Word])) {
        let mut row = Vec::with_capacity(self.columns.len());
        self.each_key(range, |keys| {
            row.clear();
            row.extend(keys.iter().zip(&self.columns).map(|(&key, column)| column.word(key)));
            look(&row);
        });
    }
}

impl Column {
    /// The word that a key stands for.
    pub fn word(&self, key: Word) -> Word {
        match self {
            Self::Plain(ty, least) => plain_word(least.wrapping_add(key), *ty),
            Self::Coded(words) => {
                usize::try_from(key).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
            }
        }
    }
}

/// The keys of a column.
struct Ranking {
    column: Column,
    /// The greatest key.
    most: Word,
    /// For a coded column, the key of each code.
    ranks: Vec<u32>,
}

/// The words of a column.
#[derive(Clone, Copy)]
struct Words<'a> {
    table: &'a Table,
    column: usize,
    /// Of an equivalence each value once will do.
    values: Option<&'a [i32]>,
}

impl<'a> Words<'a> {
    fn of(table: &'a Table, column: usize) -> Self {
        Self { table, column, values: table.as_classes().map(|classes| classes.values(false)) }
    }

    /// Gives each to `look`, some often.
    fn each(self, stop: Stop<'_>, mut look: impl FnMut(Word)) -> io::Result<()> {
        for stretch in stop.stretches(self.values.map_or(self.table.len(), <[i32]>::len)) {
            match self.values {
                Some(cells) => cells[stretch?].iter().for_each(|&cell| look(word_of(cell))),
                None => stretch?.for_each(|row| look(self.table.word(row, self.column))),
            }
        }
        Ok(())
    }
}

impl Ranking {
    fn of(words: Words<'_>, ty: Type, dictionary: &Dictionary, effort: Effort<'_>) -> io::Result<Self> {
        if is_plain(ty) {
            Self::plain(words, ty, effort.stop)
        } else {
            Self::coded(words, ty, dictionary, effort)
        }
    }

    fn plain(words: Words<'_>, ty: Type, stop: Stop<'_>) -> io::Result<Self> {
        let (mut least, mut most) = (Word::MAX, 0);
        words.each(stop, |word| {
            let key = plain_key(word, ty);
            (least, most) = (least.min(key), most.max(key));
        })?;
        // Where there is no word at all, no key is more than 0.
        let least = least.min(most);
        Ok(Self { column: Column::Plain(ty, least), most: most - least, ranks: Vec::new() })
    }

    fn coded(words: Words<'_>, ty: Type, dictionary: &Dictionary, effort: Effort<'_>) -> io::Result<Self> {
        let codes = in_order(&distinct(words, effort.stop)?, ty, dictionary, effort)?;
        let mut ranks = vec![0; codes.iter().max().map_or(0, |&most| place(most) + 1)];
        for (rank, &code) in (0..).zip(&codes) {
            if let Some(place) = ranks.get_mut(place(code)) {
                *place = rank;
            }
        }
        let most = (codes.len() as Word).saturating_sub(1);
        Ok(Self { column: Column::Coded(codes), most, ranks })
    }

    fn key(&self, word: Word) -> Word {
        match &self.column {
            Column::Plain(ty, least) => plain_key(word, *ty).wrapping_sub(*least),
            Column::Coded(_) => self.ranks.get(place(word)).copied().map_or(0, Word::from),
        }
    }
}

/// The values of an equivalence, each with the number of its class, and where the members of each class lie.
type Classed = (Vec<(Word, usize)>, Vec<Range<usize>>);

/// The values as keys.
fn classed(equivalence: &Classes, ranking: &Ranking, stop: Stop<'_>) -> io::Result<Classed> {
    let (cells, mut values, mut classes) = (equivalence.values(false), Vec::new(), Vec::new());
    let mut numbers = HashMap::new();
    for stretch in stop.stretches(cells.len()) {
        for &cell in &cells[stretch?] {
            let members = equivalence.equivalent(cell, false);
            // Classes are told apart by where their members lie.
            let number = *numbers.entry(members.start).or_insert(classes.len());
            if number == classes.len() {
                classes.push(members);
            }
            values.push((ranking.key(word_of(cell)), number));
        }
    }
    Ok((values, classes))
}

impl Pairs {
    fn of(equivalence: &Classes, ranking: &Ranking, effort: Effort<'_>) -> io::Result<Self> {
        let (values, classes) = classed(equivalence, ranking, effort.stop)?;
        let values = sorted(values.len(), |at| values[at], Ord::cmp, effort)?;
        let keys = |members: Range<usize>| {
            let cells = &equivalence.cells()[members];
            sorted(cells.len(), |at| ranking.key(word_of(cells[at])), Ord::cmp, effort)
        };
        let classes = classes.into_iter().map(keys).collect::<io::Result<Vec<_>>>()?;
        let ends = values.iter().scan(0, |pairs, &(_, class)| {
            *pairs += classes[class].len();
            Some(*pairs)
        });
        Ok(Self { starts: std::iter::once(0).chain(ends).collect(), values, classes })
    }

    fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    fn each_key(&self, range: Range<usize>, mut look: impl FnMut(&[Word])) {
        let first = self.starts.partition_point(|&start| start <= range.start).saturating_sub(1);
        for (&(key, class), &start) in self.values.iter().zip(&self.starts).skip(first) {
            let members = &self.classes[class];
            let from = range.start.saturating_sub(start);
            let end = range.end.saturating_sub(start).min(members.len());
            for &other in members.get(from..end).unwrap_or_default() {
                look(&[key, other]);
            }
            if start + members.len() >= range.end {
                return;
            }
        }
    }
}

/// Codes are given one after the other, so that they are places in a list.
fn place(code: Word) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}

/// The codes among words, each once, ascending.
fn distinct(words: Words<'_>, stop: Stop<'_>) -> io::Result<Vec<Word>> {
    let mut seen: Vec<bool> = Vec::new();
    words.each(stop, |word| {
        let at = place(word);
        if at >= seen.len() {
            seen.resize((at + 1).max(seen.len() * 2), false);
        }
        if let Some(seen) = seen.get_mut(at) {
            *seen = true;
        }
    })?;
    Ok((0..).zip(seen).filter_map(|(code, seen)| seen.then_some(code)).collect())
}

/// Codes in the order of what they stand for.
fn in_order(codes: &[Word], ty: Type, dictionary: &Dictionary, effort: Effort<'_>) -> io::Result<Vec<Word>> {
    match ty {
        Type::Symbol => by_value(codes, |code| dictionary.text(code), effort),
        Type::Date => by_value(codes, |code| dictionary.date_of(code), effort),
        _ => {
            let compare = |&a: &Word, &b: &Word| compare_words(ty, a, b, dictionary).then(a.cmp(&b));
            sorted(codes.len(), |at| codes[at], compare, effort)
        }
    }
}

/// Codes in the order of values, each of which is looked up once.
fn by_value<V: Ord + Send>(
    codes: &[Word],
    value: impl Fn(Word) -> V,
    effort: Effort<'_>,
) -> io::Result<Vec<Word>> {
    let pairs = sorted(codes.len(), |at| (value(codes[at]), codes[at]), Ord::cmp, effort)?;
    Ok(pairs.into_iter().map(|(_, code)| code).collect())
}

fn pack<P: Packed>(table: &Table, row: usize, ranking: &[Ranking], bits: &[u32]) -> P {
    let columns = ranking.iter().zip(bits).enumerate();
    columns.fold(P::ZERO, |packed, (column, (ranking, &bits))| {
        packed.shifted(bits, ranking.key(table.word(row, column)))
    })
}

/// The keys of all rows in order.
fn packed<P: Packed>(
    table: &Table,
    ranking: &[Ranking],
    bits: &[u32],
    effort: Effort<'_>,
) -> io::Result<Vec<P>> {
    sorted(table.len(), |row| pack(table, row, ranking, bits), Ord::cmp, effort)
}

fn apart(table: &Table, ranking: &[Ranking], effort: Effort<'_>) -> io::Result<Keys> {
    let width = ranking.len();
    let mut keys: Vec<Word> = Vec::with_capacity(table.len() * width);
    for stretch in effort.stop.stretches(table.len()) {
        for row in stretch? {
            keys.extend(ranking.iter().enumerate().map(|(column, it)| it.key(table.word(row, column))));
        }
    }
    let key_of = |row: usize| keys.get(row * width..(row + 1) * width);
    let order = sorted(table.len(), |row| row, |&a, &b| key_of(a).cmp(&key_of(b)), effort)?;
    Ok(Keys::Apart(keys, order))
}

const SIGN: Word = 1 << 63;

/// Whether words of a type are ordered by themselves and not by what the dictionary says.
fn is_plain(ty: Type) -> bool {
    matches!(ty, Type::Number | Type::Unsigned | Type::Float)
}

fn plain_key(word: Word, ty: Type) -> Word {
    match ty {
        Type::Number => word ^ SIGN,
        Type::Float if word & SIGN != 0 => !word,
        Type::Float => word | SIGN,
        _ => word,
    }
}

fn plain_word(key: Word, ty: Type) -> Word {
    match ty {
        Type::Number => key ^ SIGN,
        Type::Float if key & SIGN != 0 => key ^ SIGN,
        Type::Float => !key,
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(
        rows: &[Vec<Word>],
        types: &[Type],
        dictionary: &Dictionary,
        threads: usize,
    ) -> Vec<Vec<Word>> {
        let table = Table::from_rows(types.len(), rows.iter().map(Vec::as_slice));
        let mut found = Vec::new();
        let effort = Effort { threads, stop: Stop::default() };
        Ordered::of(&table, types, dictionary, effort).unwrap().each(|row| found.push(row.to_vec()));
        found
    }

    #[test]
    fn rows_come_in_the_order_of_their_values() {
        let dictionary = Dictionary::default();
        let (b, a) = (dictionary.symbol("b"), dictionary.symbol("a"));
        let n = i64::cast_unsigned;
        let f = f64::to_bits;
        let rows = [[b, n(-1), f(0.5)], [a, n(2), f(-1.0)], [a, n(-3), f(0.0)], [a, n(2), f(-2.0)]]
            .map(|row| row.to_vec());
        let types = [Type::Symbol, Type::Number, Type::Float];
        let expected = [&rows[2], &rows[3], &rows[1], &rows[0]];
        assert_eq!(ordered(&rows, &types, &dictionary, 1), expected.map(Vec::clone));
    }

    #[test]
    fn keys_of_every_width_keep_order_and_values() {
        let dictionary = Dictionary::default();
        let n = i64::cast_unsigned;
        for most in [0, 1, 200, i64::from(u32::MAX), i64::MAX] {
            for width in [1, 2, 3, 4, 5, 8, 9] {
                let cells = [0, 1, -1, most, -most, most / 3].map(n);
                let rows: Vec<Vec<Word>> = (0..6)
                    .map(|at| (0..width).map(|column| cells[(at + column * at) % 6]).collect())
                    .collect();
                let types = vec![Type::Number; width];
                let mut expected = rows.clone();
                expected.sort_by_key(|row| row.iter().map(|word| word.cast_signed()).collect::<Vec<_>>());
                expected.dedup();
                assert_eq!(ordered(&rows, &types, &dictionary, 1), expected, "{most} {width}");
            }
        }
    }

    #[test]
    fn pairs_of_an_equivalence_are_the_same_in_any_stretches() {
        let mut table = Table::equivalence();
        if let Some(classes) = table.as_classes_mut() {
            for (one, other) in [(1, 2), (2, 3), (5, 4), (7, 7)] {
                classes.unite(one, other);
            }
            classes.end_round();
        }
        let effort = Effort::default();
        let ordered = Ordered::of(&table, &[Type::Number; 2], &Dictionary::default(), effort).unwrap();
        let mut expected: Vec<Vec<Word>> = Vec::new();
        for class in [&[1, 2, 3][..], &[4, 5], &[7]] {
            expected.extend(class.iter().flat_map(|&one| class.iter().map(move |&other| vec![one, other])));
        }
        for length in 1..=ordered.len() {
            let mut found = Vec::new();
            for start in (0..ordered.len()).step_by(length) {
                ordered.each_in(start..(start + length).min(ordered.len()), |row| found.push(row.to_vec()));
            }
            assert_eq!(found, expected, "{length}");
        }
    }

    #[test]
    fn two_threads_sort_as_one_does() {
        let dictionary = Dictionary::default();
        let rows: Vec<Vec<Word>> =
            (0..100_000).map(|at: Word| vec![at.wrapping_mul(0x9E37_79B9) % 1_000_003, at]).collect();
        let types = [Type::Unsigned, Type::Number];
        assert_eq!(ordered(&rows, &types, &dictionary, 2), ordered(&rows, &types, &dictionary, 1));
    }
}
