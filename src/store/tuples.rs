//! Tuples of words, each with one code: the values of records and of branches.
//!
//! The fields of a tuple are read without a lock. A tuple is looked for under a lock.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};

use hashbrown::HashTable;

use super::Word;
use super::appended::Appended;
use super::row_set::hash_words;

/// The code of `nil`, the record that is none. No tuple has it.
pub const NIL: Word = 0;

/// How many chunks hold as many places as 32 bits can number.
const PLACES: usize = 27;

/// How many chunks hold as many fields as [`START`] leaves bits to number.
const FIELDS: usize = 35;

/// Where the number of fields ends in a place, and where they begin begins.
const START: u32 = 24;

/// Tuples with their codes, which begin at 1.
#[derive(Debug)]
pub(super) struct Tuples {
    /// Of each tuple how many fields it has, and where they begin, counted from 1.
    places: Appended<AtomicU64, PLACES>,
    /// The fields of all, tuple after tuple.
    fields: Appended<AtomicU64, FIELDS>,
    known: RwLock<Known>,
}

#[derive(Debug, Default)]
struct Known {
    /// The numbers of tuples, under the hashes of their fields.
    numbers: HashTable<u32>,
    /// How many fields all tuples have.
    fields: u64,
}

impl Default for Tuples {
    fn default() -> Self {
        Self { places: Appended::new(), fields: Appended::new(), known: RwLock::default() }
    }
}

impl Tuples {
    /// The code of a tuple, new if it was never seen.
    pub(super) fn intern(&self, fields: &[Word]) -> Word {
        let hash = hash_words(fields.iter().copied());
        let same = |&number: &u32| self.is(number, fields);
        let found =
            self.known.read().unwrap_or_else(PoisonError::into_inner).numbers.find(hash, same).copied();
        code(found.unwrap_or_else(|| self.add(fields, hash)))
    }

    /// The number of a tuple that nobody had when it was looked for.
    fn add(&self, fields: &[Word], hash: u64) -> u32 {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(&number) = known.numbers.find(hash, |&number| self.is(number, fields)) {
            return number;
        }
        // So many tuples that their numbers leave 32 bits, or those of their fields 40, do not fit in memory.
        let number = u32::try_from(known.numbers.len()).unwrap_or(u32::MAX);
        let start = known.fields;
        for (&field, at) in fields.iter().zip(start..) {
            put(&self.fields, at, field);
        }
        put(&self.places, u64::from(number), (start + 1) << START | fields.len() as u64);
        known.fields = start + fields.len() as u64;
        known.numbers.insert_unique(hash, number, |&number| self.hash_of(number));
        number
    }

    /// A field of the tuple of a code; none of `nil`, and none that is not there.
    #[inline]
    pub(super) fn field(&self, code: Word, place: usize) -> Option<Word> {
        let (start, len) = self.place(number(code)?)?;
        let at = u64::try_from(place).ok().filter(|&at| at < len)?;
        Some(self.fields.get(start + at)?.load(Ordering::Relaxed))
    }

    /// The tuple of a code; none for `nil`.
    pub(super) fn get(&self, code: Word) -> Option<Vec<Word>> {
        let number = number(code)?;
        self.place(number).map(|_| self.fields_of(number).collect())
    }

    /// Where the fields of a tuple begin, and how many there are.
    // Whoever has a number has it from whoever added the tuple, so that what was put there before is seen.
    fn place(&self, number: u32) -> Option<(u64, u64)> {
        let place = self.places.get(number)?.load(Ordering::Relaxed);
        Some(((place >> START).checked_sub(1)?, place & ((1 << START) - 1)))
    }

    fn fields_of(&self, number: u32) -> impl Iterator<Item = Word> + '_ {
        let (start, len) = self.place(number).unwrap_or_default();
        let fields = (start..start + len).map_while(|at| self.fields.get(at));
        fields.map(|field| field.load(Ordering::Relaxed))
    }

    fn is(&self, number: u32, fields: &[Word]) -> bool {
        self.fields_of(number).eq(fields.iter().copied())
    }

    fn hash_of(&self, number: u32) -> u64 {
        hash_words(self.fields_of(number))
    }
}

fn code(number: u32) -> Word {
    Word::from(number) + 1
}

fn number(code: Word) -> Option<u32> {
    u32::try_from(code.checked_sub(1)?).ok()
}

fn put<const CHUNKS: usize>(values: &Appended<AtomicU64, CHUNKS>, at: u64, value: Word) {
    if let Some(place) = values.place(at) {
        place.store(value, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tuple_has_one_code_from_1_on_and_comes_back() {
        let tuples = Tuples::default();
        let all: Vec<Vec<Word>> =
            (0..5000).map(|at| (0..at % 4).map(|field| at << (field * 9)).collect()).collect();
        let codes: Vec<Word> = all.iter().map(|fields| tuples.intern(fields)).collect();
        assert_eq!((codes[0], codes[1], codes[2], codes[4]), (1, 2, 3, 1));
        for (fields, &code) in all.iter().zip(&codes) {
            assert_eq!((tuples.get(code).as_ref(), tuples.intern(fields)), (Some(fields), code));
            let read: Vec<Word> = (0..4).map_while(|place| tuples.field(code, place)).collect();
            assert_eq!(read, *fields);
        }
        let greatest = codes.iter().max().copied().unwrap_or_default();
        assert_eq!((tuples.get(NIL), tuples.field(NIL, 0), tuples.get(greatest + 1)), (None, None, None));
    }

    #[test]
    fn threads_agree() {
        let tuples = Tuples::default();
        let all = || (0..20_000).map(|at| tuples.intern(&[at % 7000, at % 3])).collect::<Vec<_>>();
        let (one, other) = std::thread::scope(|scope| {
            let other = scope.spawn(all);
            (all(), other.join().unwrap())
        });
        assert_eq!(one, other);
        assert_eq!(one.iter().max(), Some(&20_000));
    }
}
