//! Texts with their codes: each text once, many of them in one allocation.
//!
//! The text of a code is read without a lock and lies where it is as long as the symbols do. A text is looked for under a lock.

use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, OnceLock, PoisonError, RwLock, RwLockReadGuard};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::Word;
use super::appended::Appended;

static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);

/// The hash of a text, the same for the life of the process.
pub fn text_hash(text: &str) -> u32 {
    let hash = HASHER.hash_one(text);
    u32::try_from((hash ^ hash >> 32) & u64::from(u32::MAX)).unwrap_or_default()
}

/// A code under the hash of its text.
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    code: u32,
}

impl Slot {
    /// The hash as the table wants it: its high bits and its low ones both count.
    fn spread(hash: u32) -> u64 {
        u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// How many chunks hold as many values as there are codes.
const CHUNKS: usize = 27;

/// Texts with their codes, which are given in order of first sight.
#[derive(Debug)]
pub(super) struct Symbols {
    /// Of each code the number of its block, counted from 1, in the high half, and where its text begins there in the low one. It ends
    /// where that of the next code of the same block begins, or with the block.
    starts: Appended<AtomicU64, CHUNKS>,
    /// Texts one after the other.
    blocks: Appended<OnceLock<Box<str>>, CHUNKS>,
    known: RwLock<Known>,
}

/// The codes under the hashes of their texts.
#[derive(Debug, Default)]
struct Known {
    slots: HashTable<Slot>,
    /// How many codes there are.
    codes: u32,
    /// How many blocks there are.
    blocks: u32,
}

impl Default for Symbols {
    fn default() -> Self {
        Self { starts: Appended::new(), blocks: Appended::new(), known: RwLock::default() }
    }
}

impl Symbols {
    /// The code of a text, given its hash.
    pub(super) fn find(&self, text: &str, hash: u32) -> Option<Word> {
        self.find_in(&self.known().slots, text, hash, "").map(Word::from)
    }

    /// The text of a code.
    #[inline]
    pub(super) fn text(&self, code: Word) -> Option<&str> {
        self.text_in(u32::try_from(code).ok()?, None)
    }

    /// The code of a text, new if it was never seen.
    pub(super) fn intern(&self, text: &str) -> Word {
        self.intern_all([(text, text_hash(text))]).first().copied().unwrap_or_default()
    }

    /// The codes of texts with their hashes. Those that were never seen lie in one block together.
    pub(super) fn intern_all<'t>(
        &self,
        texts: impl IntoIterator<Item = (&'t str, u32), IntoIter: ExactSizeIterator>,
    ) -> Vec<Word> {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let (mut block, mut is_begun) = (String::new(), false);
        let texts = texts.into_iter();
        let mut codes = Vec::with_capacity(texts.len());
        for (text, hash) in texts {
            if let Some(code) = self.find_in(&known.slots, text, hash, &block) {
                codes.push(Word::from(code));
                continue;
            }
            if is_begun && u32::try_from(block.len() + text.len()).is_err() {
                self.end_block(&mut known, std::mem::take(&mut block));
            }
            is_begun = true;
            codes.push(Word::from(self.begin_text(&mut known, block.len(), hash)));
            block.push_str(text);
        }
        if is_begun {
            self.end_block(&mut known, block);
        }
        codes
    }

    /// Gives the next code to a text that begins at a place of the block that is to come.
    fn begin_text(&self, known: &mut Known, start: usize, hash: u32) -> u32 {
        let code = known.codes;
        if let Some(place) = self.starts.place(code) {
            // Only the first text of a block begins at its start, however long it is.
            place.store(u64::from(known.blocks + 1) << 32 | start as u64, Ordering::Relaxed);
        }
        known.slots.insert_unique(Slot::spread(hash), Slot { hash, code }, |slot| Slot::spread(slot.hash));
        known.codes = code.saturating_add(1);
        code
    }

    fn end_block(&self, known: &mut Known, texts: String) {
        if let Some(place) = self.blocks.place(known.blocks) {
            _ = place.set(texts.into_boxed_str());
        }
        known.blocks = known.blocks.saturating_add(1);
    }

    fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The code of a text, given the block that is to come.
    fn find_in(&self, slots: &HashTable<Slot>, text: &str, hash: u32, coming: &str) -> Option<u32> {
        let same = |slot: &Slot| slot.hash == hash && self.text_in(slot.code, Some(coming)) == Some(text);
        slots.find(Slot::spread(hash), same).map(|slot| slot.code)
    }

    /// The text of a code, given the block that is to come to whoever is making it.
    fn text_in<'a>(&'a self, code: u32, coming: Option<&'a str>) -> Option<&'a str> {
        // Who has a code has it from whoever gave it, so that its place is seen, and that of the next code of the same block.
        let start = self.starts.get(code)?.load(Ordering::Relaxed);
        let number = u32::try_from((start >> 32).checked_sub(1)?).ok()?;
        let block = self.blocks.get(number).and_then(OnceLock::get).map(AsRef::as_ref).or(coming)?;
        let next = code.checked_add(1).and_then(|next| self.starts.get(next));
        let next = next.map_or(0, |next| next.load(Ordering::Relaxed));
        let end = if next >> 32 == start >> 32 { low_half(next) } else { block.len() };
        block.get(low_half(start)..end)
    }
}

/// The lower 32 bits.
fn low_half(value: u64) -> usize {
    usize::try_from(value & u64::from(u32::MAX)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_codes_in_order_of_first_sight_one_by_one_or_together() {
        let symbols = Symbols::default();
        assert_eq!(symbols.intern("b"), 0);
        let hashed = ["a", "", "b", "c"].map(|text| (text, text_hash(text)));
        assert_eq!(symbols.intern_all(hashed), [1, 2, 0, 3]);
        assert_eq!(symbols.intern_all([("", text_hash("")), ("a", text_hash("a"))]), [2, 1]);
        assert_eq!(symbols.intern("d"), 4);
        let texts: Vec<&str> = (0..5).filter_map(|code| symbols.text(code)).collect();
        assert_eq!(texts, ["b", "a", "", "c", "d"]);
        assert_eq!(symbols.text(5), None);
        assert_eq!(symbols.find("c", text_hash("c")), Some(3));
        assert_eq!(symbols.find("e", text_hash("e")), None);
    }

    #[test]
    fn texts_of_one_hash_are_kept_apart() {
        let symbols = Symbols::default();
        assert_eq!(symbols.intern_all([("x", 7), ("y", 7), ("x", 7)]), [0, 1, 0]);
        assert_eq!((symbols.find("y", 7), symbols.find("z", 7)), (Some(1), None));
    }

    #[test]
    fn many_texts_are_all_found_again() {
        let symbols = Symbols::default();
        let texts: Vec<String> = (0..10_000).map(|number: u32| format!("t{number}")).collect();
        for part in texts.chunks(333) {
            symbols.intern_all(part.iter().map(|text| (text.as_str(), text_hash(text))));
        }
        for (code, text) in (0..).zip(&texts) {
            assert_eq!(symbols.find(text, text_hash(text)), Some(code));
            assert_eq!(symbols.text(code), Some(text.as_str()));
        }
    }
}
