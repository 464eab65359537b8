//! Words that do not fit a cell as themselves: each has one code for the life of the process.
//!
//! Floats, hashes, addresses and other large numbers are told apart by their codes, so that tables, indexes and joins deal with 32
//! bits whatever the values are. Which code a word has means nothing; what a cell makes of codes is told by [`super::cell`].

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::HashTable;

use super::Word;
use super::appended::Appended;
use super::row_set::hash_words;

/// The codes that all tables share: values move between tables, sessions and threads, and have to stay equal.
pub(super) static CODES: Codes = Codes::new(MOST_OF_A_SHARD);

/// How many codes there can be.
pub(super) const MOST: u32 = MOST_OF_A_SHARD * SHARDS;

/// In how many shards words are kept, by their hashes, so that threads seldom wait for each other. A power of two.
const SHARDS: u32 = 64;
/// How many words a shard has room for, so that all codes are less than 2³⁰ - 1.
const MOST_OF_A_SHARD: u32 = (1 << 24) - 1;
/// How many chunks hold the words of a full shard.
const CHUNKS: usize = 19;
/// How many bytes a word takes on average, with its place and the room that chunks and tables have left.
const BYTES_A_WORD: u64 = 20;
/// So many words are worth being put together by shards.
const WORTH_PARTING: usize = 256;

/// Words with their codes. A code is read without a lock.
pub(super) struct Codes {
    shards: [Shard; SHARDS as usize],
    most_of_a_shard: u32,
    len: AtomicUsize,
    is_full: AtomicBool,
}

struct Shard {
    /// The places of words in `words`, under the hashes of the words.
    places: Mutex<HashTable<u32>>,
    /// The words by place.
    words: Appended<AtomicU64, CHUNKS>,
}

impl Codes {
    #[expect(clippy::large_stack_arrays, reason = "it is made before the program runs")]
    const fn new(most_of_a_shard: u32) -> Self {
        Self {
            shards: [const { Shard::new() }; SHARDS as usize],
            most_of_a_shard,
            len: AtomicUsize::new(0),
            is_full: AtomicBool::new(false),
        }
    }

    /// Whether a word was refused for want of room.
    pub(super) fn is_full(&self) -> bool {
        self.is_full.load(Ordering::Relaxed)
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> u64 {
        self.len.load(Ordering::Relaxed) as u64 * BYTES_A_WORD
    }

    /// The code of a word, if it has one.
    pub(super) fn find(&self, word: Word) -> Option<u32> {
        let (hash, at) = home(word);
        let shard = &self.shards[at as usize];
        let place = shard.find(&shard.places(), hash, word)?;
        Some(code(place, at))
    }

    /// The code of a word, new if it has none yet; none where there is no room for another.
    pub(super) fn code(&self, word: Word) -> Option<u32> {
        let (hash, at) = home(word);
        let shard = &self.shards[at as usize];
        self.code_in(shard, &mut shard.places(), hash, word).map(|place| code(place, at))
    }

    /// Tells the codes of words, each of which has a number, as [`Self::code`] does. The shards come one after the other, so that one
    /// at a time has to be in the near cache.
    pub(super) fn codes(&self, words: &[(Word, usize)], mut tell: impl FnMut(usize, Option<u32>)) {
        if words.len() < WORTH_PARTING {
            return words.iter().for_each(|&(word, number)| tell(number, self.code(word)));
        }
        let (parted, sizes) = parted(words);
        let mut rest = parted.as_slice();
        for ((at, shard), len) in (0..).zip(&self.shards).zip(sizes) {
            let words = rest.split_off(..len).unwrap_or_default();
            if words.is_empty() {
                continue;
            }
            let mut places = shard.places();
            for &(hash, word, number) in words {
                tell(number, self.code_in(shard, &mut places, hash, word).map(|place| code(place, at)));
            }
        }
    }

    /// The place of a word in its shard, perhaps a new one.
    fn code_in(&self, shard: &Shard, places: &mut HashTable<u32>, hash: u64, word: Word) -> Option<u32> {
        if let Some(place) = shard.find(places, hash, word) {
            return Some(place);
        }
        let Some(place) = u32::try_from(places.len()).ok().filter(|&place| place < self.most_of_a_shard)
        else {
            self.is_full.store(true, Ordering::Relaxed);
            return None;
        };
        shard.put(place, word);
        places.insert_unique(hash, place, |&other| home(shard.word(other)).0);
        self.len.fetch_add(1, Ordering::Relaxed);
        Some(place)
    }

    /// The word of a code that was given.
    #[inline]
    pub(super) fn word(&self, code: u32) -> Word {
        self.shards[(code % SHARDS) as usize].word(code / SHARDS)
    }
}

/// The hash of a word, and the shard in which it is.
fn home(word: Word) -> (u64, u32) {
    let hash = hash_words(std::iter::once(word));
    (hash, (hash >> 32) as u32 % SHARDS)
}

/// Words, each with its hash and its number, shard by shard, and how many each shard has.
fn parted(words: &[(Word, usize)]) -> (Vec<(u64, Word, usize)>, [usize; SHARDS as usize]) {
    let mut sizes = [0; SHARDS as usize];
    for &(word, _) in words {
        sizes[home(word).1 as usize] += 1;
    }
    let mut places = sizes;
    let mut next = 0;
    for place in &mut places {
        next += std::mem::replace(place, next);
    }
    let mut parted = vec![(0, 0, 0); words.len()];
    for &(word, number) in words {
        let (hash, at) = home(word);
        let place = &mut places[at as usize];
        parted[*place] = (hash, word, number);
        *place += 1;
    }
    (parted, sizes)
}

fn code(place: u32, shard: u32) -> u32 {
    place * SHARDS + shard
}

impl Shard {
    const fn new() -> Self {
        Self { places: Mutex::new(HashTable::new()), words: Appended::new() }
    }

    // A poisoned lock only says that another thread ended between two words; what is there can still be read.
    fn places(&self) -> MutexGuard<'_, HashTable<u32>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, places: &HashTable<u32>, hash: u64, word: Word) -> Option<u32> {
        places.find(hash, |&place| self.word(place) == word).copied()
    }

    /// The word at a place. Whoever has the place has it from whoever put the word there, so that it is seen.
    #[inline]
    fn word(&self, place: u32) -> Word {
        self.words.get(place).map_or(0, |word| word.load(Ordering::Relaxed))
    }

    fn put(&self, place: u32, word: Word) {
        if let Some(place) = self.words.place(place) {
            place.store(word, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_code_and_comes_back() {
        let codes = Codes::new(MOST_OF_A_SHARD);
        let words: Vec<Word> = (0_u64..50_000).map(|at| at.wrapping_mul(0x1234_5678_9ABC_DEF1)).collect();
        assert_eq!(codes.find(words[7]), None);
        let given: Vec<u32> = words.iter().map(|&word| codes.code(word).unwrap()).collect();
        assert!(words.iter().zip(&given).all(|(&word, &code)| codes.word(code) == word));
        assert!(words.iter().zip(&given).all(|(&word, &code)| codes.code(word) == Some(code)));
        assert!(words.iter().zip(&given).all(|(&word, &code)| codes.find(word) == Some(code)));
        assert_eq!(codes.bytes(), 50_000 * BYTES_A_WORD);
        assert!(given.iter().all(|&code| code < MOST));
    }

    #[test]
    fn words_together_have_the_codes_that_they_have_one_by_one() {
        let words: Vec<Word> = (0..5000_u64).map(|at| (at % 700) << 40).collect();
        let (one_by_one, together) = (Codes::new(5), Codes::new(5));
        let expected: Vec<Option<u32>> = words.iter().map(|&word| one_by_one.code(word)).collect();
        let mut found = vec![None; words.len()];
        let numbered: Vec<(Word, usize)> = words.iter().copied().zip(0..).collect();
        for part in numbered.chunks(WORTH_PARTING) {
            together.codes(part, |at, code| found[at] = code);
        }
        assert_eq!(found, expected);
        assert!(expected.iter().flatten().count() > 0 && expected.contains(&None));
    }

    #[test]
    fn threads_agree() {
        let codes = Codes::new(MOST_OF_A_SHARD);
        let all = || (0..20_000).map(|word| codes.code(word << 33).unwrap()).collect::<Vec<_>>();
        let (one, other) = std::thread::scope(|scope| {
            let other = scope.spawn(all);
            (all(), other.join().unwrap())
        });
        assert_eq!((one, codes.bytes()), (other, 20_000 * BYTES_A_WORD));
    }

    #[test]
    fn what_is_full_says_so_and_keeps_what_it_has() {
        let codes = Codes::new(2);
        let words: Vec<Word> = (0..1000).map(|word| word << 40).collect();
        assert!(!codes.is_full());
        let given: Vec<Option<u32>> = words.iter().map(|&word| codes.code(word)).collect();
        assert!(codes.is_full());
        assert_eq!(given.iter().flatten().count(), 2 * SHARDS as usize);
        assert!(words.iter().zip(given).all(|(&word, code)| codes.find(word) == code));
    }

    #[test]
    fn the_last_place_of_a_full_shard_has_a_chunk() {
        let words = Appended::<AtomicU64, CHUNKS>::new();
        assert!(words.place(MOST_OF_A_SHARD - 1).is_some());
    }
}
