//! The order in which rows are shown: column by column, each by what it stands for and never by its code.
//!
//! Each word is first replaced by a key whose order as an integer is the order of its value, and the keys of a row are packed into one
//! integer where they fit, so that sorting looks nothing up. The rows are then read back from the keys.

use std::collections::HashMap;
use std::ops::Range;
use std::thread;

use crate::program::ir::Type;
use crate::program::value::compare_words;
use crate::store::{Dictionary, Table, Word, word_of};

/// Fewer rows than this are sorted by one thread.
const MANY: usize = 1 << 16;

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
    /// The rows of a table whose columns have these types, sorted by so many threads at most.
    pub fn of(table: &Table, types: &[Type], dictionary: &Dictionary, threads: usize) -> Self {
        let ranking: Vec<Ranking> = types
            .iter()
            .enumerate()
            .map(|(column, &ty)| Ranking::of(table, column, ty, dictionary))
            .collect();
        let bits: Vec<u32> =
            ranking.iter().map(|ranking| Word::BITS - ranking.most.leading_zeros()).collect();
        let keys = match bits.iter().sum() {
            _ if table.as_classes().is_some() => Keys::Pairs(Pairs::of(table, &ranking)),
            0..=64 => Keys::Packed(packed(table, &ranking, &bits, threads), bits),
            65..=128 => Keys::Wide(packed(table, &ranking, &bits, threads), bits),
            129..=256 => Keys::Wider(packed(table, &ranking, &bits, threads), bits),
            257..=512 => Keys::Widest(packed(table, &ranking, &bits, threads), bits),
            _ => apart(table, &ranking),
        };
        Self { columns: ranking.into_iter().map(|ranking| ranking.column).collect(), keys }
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

impl Ranking {
    fn of(table: &Table, column: usize, ty: Type, dictionary: &Dictionary) -> Self {
        // Of an equivalence each value once will do.
        let values = table.as_classes().map(|classes| classes.values(false));
        let word =
            move |row: usize| values.map_or_else(|| table.word(row, column), |cells| word_of(cells[row]));
        let words = || (0..values.map_or(table.len(), <[i32]>::len)).map(word);
        if is_plain(ty) {
            let keys = || words().map(|word| plain_key(word, ty));
            let least = keys().min().unwrap_or_default();
            let most = keys().max().unwrap_or_default() - least;
            return Self { column: Column::Plain(ty, least), most, ranks: Vec::new() };
        }
        let mut codes = distinct(words());
        match ty {
            Type::Symbol => codes.sort_by_cached_key(|&code| dictionary.text(code)),
            Type::Date => codes.sort_by_cached_key(|&code| dictionary.date_of(code)),
            _ => codes.sort_by(|&a, &b| compare_words(ty, a, b, dictionary)),
        }
        let mut ranks = vec![0; codes.iter().max().map_or(0, |&most| place(most) + 1)];
        for (rank, &code) in (0..).zip(&codes) {
            if let Some(place) = ranks.get_mut(place(code)) {
                *place = rank;
            }
        }
        let most = (codes.len() as Word).saturating_sub(1);
        Self { column: Column::Coded(codes), most, ranks }
    }

    fn key(&self, word: Word) -> Word {
        match &self.column {
            Column::Plain(ty, least) => plain_key(word, *ty).wrapping_sub(*least),
            Column::Coded(_) => self.ranks.get(place(word)).copied().map_or(0, Word::from),
        }
    }
}

impl Pairs {
    fn of(table: &Table, ranking: &[Ranking]) -> Self {
        let (mut values, mut classes) = (Vec::new(), Vec::<Vec<Word>>::new());
        if let (Some(equivalence), Some(ranking)) = (table.as_classes(), ranking.first()) {
            let key = |&cell: &i32| ranking.key(word_of(cell));
            // Classes are told apart by where their members lie.
            let mut numbers = HashMap::new();
            for value in equivalence.values(false) {
                let members = equivalence.equivalent(*value, false);
                let number = *numbers.entry(members.start).or_insert_with(|| {
                    classes.push(equivalence.cells()[members].iter().map(key).collect());
                    classes.len() - 1
                });
                values.push((key(value), number));
            }
        }
        values.sort_unstable();
        for members in &mut classes {
            members.sort_unstable();
        }
        let ends = values.iter().scan(0, |pairs, &(_, class)| {
            *pairs += classes[class].len();
            Some(*pairs)
        });
        Self { starts: std::iter::once(0).chain(ends).collect(), values, classes }
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
fn distinct(words: impl Iterator<Item = Word>) -> Vec<Word> {
    let mut seen: Vec<bool> = Vec::new();
    for word in words {
        let at = place(word);
        if at >= seen.len() {
            seen.resize((at + 1).max(seen.len() * 2), false);
        }
        if let Some(seen) = seen.get_mut(at) {
            *seen = true;
        }
    }
    (0..).zip(seen).filter_map(|(code, seen)| seen.then_some(code)).collect()
}

/// An integer that takes up the keys of a row.
trait Packed: Copy + Ord + Send {
    fn shifted(self, bits: u32, key: Word) -> Self;
    fn split(self, bits: u32) -> (Self, Word);
    const ZERO: Self;
}

impl Packed for u64 {
    const ZERO: Self = 0;

    fn shifted(self, bits: u32, key: Word) -> Self {
        self.checked_shl(bits).unwrap_or_default() | key
    }

    fn split(self, bits: u32) -> (Self, Word) {
        (self.checked_shr(bits).unwrap_or_default(), self & low(bits))
    }
}

impl Packed for u128 {
    const ZERO: Self = 0;

    fn shifted(self, bits: u32, key: Word) -> Self {
        self << bits | Self::from(key)
    }

    fn split(self, bits: u32) -> (Self, Word) {
        let part = self & Self::from(low(bits));
        (self >> bits, Word::try_from(part).unwrap_or_default())
    }
}

/// An integer of so many times 64 bits, the highest first.
type Limbs<const N: usize> = [u64; N];

impl<const N: usize> Packed for Limbs<N> {
    const ZERO: Self = [0; N];

    fn shifted(mut self, bits: u32, key: Word) -> Self {
        let mut lower = key;
        for limb in self.iter_mut().rev() {
            let higher = limb.checked_shr(Word::BITS - bits).unwrap_or_default();
            *limb = limb.checked_shl(bits).unwrap_or_default() | lower;
            lower = higher;
        }
        self
    }

    fn split(mut self, bits: u32) -> (Self, Word) {
        let mut higher = 0_u64;
        for limb in &mut self {
            let lower = *limb & low(bits);
            *limb = limb.checked_shr(bits).unwrap_or_default()
                | higher.checked_shl(Word::BITS - bits).unwrap_or_default();
            higher = lower;
        }
        (self, higher)
    }
}

/// So many low bits.
fn low(bits: u32) -> Word {
    Word::MAX.checked_shr(Word::BITS - bits).unwrap_or_default()
}

fn pack<P: Packed>(table: &Table, row: usize, ranking: &[Ranking], bits: &[u32]) -> P {
    let columns = ranking.iter().zip(bits).enumerate();
    columns.fold(P::ZERO, |packed, (column, (ranking, &bits))| {
        packed.shifted(bits, ranking.key(table.word(row, column)))
    })
}

/// The keys of all rows in order.
fn packed<P: Packed>(table: &Table, ranking: &[Ranking], bits: &[u32], threads: usize) -> Vec<P> {
    sorted((0..table.len()).map(|row| pack(table, row, ranking, bits)).collect(), threads)
}

/// Gives the keys of the rows of a range of places to `look`.
fn each_packed<P: Packed>(keys: &[P], bits: &[u32], range: Range<usize>, mut look: impl FnMut(&[Word])) {
    let mut row = vec![0; bits.len()];
    for key in keys.get(range).unwrap_or_default() {
        unpack(*key, bits, &mut row);
        look(&row);
    }
}

fn unpack<P: Packed>(mut packed: P, bits: &[u32], row: &mut [Word]) {
    for (key, &bits) in row.iter_mut().zip(bits).rev() {
        (packed, *key) = packed.split(bits);
    }
}

fn apart(table: &Table, ranking: &[Ranking]) -> Keys {
    let width = ranking.len();
    let row =
        |row: usize| ranking.iter().enumerate().map(move |(column, it)| it.key(table.word(row, column)));
    let keys: Vec<Word> = (0..table.len()).flat_map(row).collect();
    let key_of = |row: usize| keys.get(row * width..(row + 1) * width);
    let mut order: Vec<usize> = (0..table.len()).collect();
    order.sort_unstable_by(|&a, &b| key_of(a).cmp(&key_of(b)));
    Keys::Apart(keys, order)
}

/// Sorts, many keys by two threads where there are two.
fn sorted<P: Packed>(mut keys: Vec<P>, threads: usize) -> Vec<P> {
    if threads < 2 || keys.len() < MANY {
        keys.sort_unstable();
        return keys;
    }
    let middle = keys.len() / 2;
    let (left, right) = keys.split_at_mut(middle);
    thread::scope(|scope| {
        scope.spawn(|| left.sort_unstable());
        right.sort_unstable();
    });
    // Two sorted runs are what a stable sort finds and merges.
    keys.sort();
    keys
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
        Ordered::of(&table, types, dictionary, threads).each(|row| found.push(row.to_vec()));
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
        let ordered = Ordered::of(&table, &[Type::Number; 2], &Dictionary::default(), 1);
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
            (0..(MANY as Word * 2)).map(|at| vec![at.wrapping_mul(0x9E37_79B9) % 1_000_003, at]).collect();
        let types = [Type::Unsigned, Type::Number];
        assert_eq!(ordered(&rows, &types, &dictionary, 2), ordered(&rows, &types, &dictionary, 1));
    }
}
