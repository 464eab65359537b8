//! Texts with their codes: each text once, many of them in one allocation.

use std::borrow::Borrow;
use std::fmt;
use std::hash::BuildHasher as _;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::Word;

static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);

/// The hash of a text, the same for the life of the process.
pub fn text_hash(text: &str) -> u32 {
    let hash = HASHER.hash_one(text);
    u32::try_from((hash ^ hash >> 32) & u64::from(u32::MAX)).unwrap_or_default()
}

/// A text of the dictionary, kept alive by whoever holds it.
#[derive(Clone)]
pub struct Text {
    block: Arc<str>,
    start: u32,
    len: u32,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        part(&self.block, self.start, self.len)
    }
}

/// A stretch of a block; the greatest length stands for all of it, which may be longer.
fn part(block: &str, start: u32, len: u32) -> &str {
    if len == u32::MAX {
        return block;
    }
    let start = start as usize;
    block.get(start..start + len as usize).unwrap_or_default()
}

impl Default for Text {
    fn default() -> Self {
        Self { block: Arc::from(""), start: 0, len: 0 }
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, out)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (**self).cmp(&**other)
    }
}

impl std::hash::Hash for Text {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// Where a text lies.
#[derive(Clone, Copy, Debug)]
struct Entry {
    block: u32,
    start: u32,
    len: u32,
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

/// Texts with their codes, which are given in order of first sight.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    blocks: Vec<Arc<str>>,
    entries: Vec<Entry>,
    slots: HashTable<Slot>,
}

impl Symbols {
    /// The code of a text, given its hash.
    pub(super) fn find(&self, text: &str, hash: u32) -> Option<Word> {
        let same = |slot: &Slot| slot.hash == hash && self.entry_text(slot.code, "") == text;
        self.slots.find(Slot::spread(hash), same).map(|slot| Word::from(slot.code))
    }

    /// The text of a code.
    pub(super) fn text(&self, code: Word) -> Option<Text> {
        let &Entry { block, start, len } = self.entries.get(usize::try_from(code).ok()?)?;
        Some(Text { block: Arc::clone(self.blocks.get(block as usize)?), start, len })
    }

    /// The code of a text, new if it was never seen.
    pub(super) fn intern(&mut self, text: &str) -> Word {
        self.intern_all([(text, text_hash(text))]).first().copied().unwrap_or_default()
    }

    /// The codes of texts with their hashes. Those that were never seen lie in one block together.
    pub(super) fn intern_all<'t>(
        &mut self,
        texts: impl IntoIterator<Item = (&'t str, u32), IntoIter: ExactSizeIterator>,
    ) -> Vec<Word> {
        let mut block = String::new();
        let texts = texts.into_iter();
        let mut codes = Vec::with_capacity(texts.len());
        for (text, hash) in texts {
            codes.push(Word::from(self.intern_into(&mut block, text, hash)));
        }
        if !block.is_empty()
            || self.entries.last().is_some_and(|last| last.block as usize == self.blocks.len())
        {
            self.blocks.push(Arc::from(block));
        }
        codes
    }

    /// The code of a text; a new one is appended to the block that comes next.
    fn intern_into(&mut self, block: &mut String, text: &str, hash: u32) -> u32 {
        let same = |slot: &Slot| slot.hash == hash && self.entry_text(slot.code, block) == text;
        if let Some(slot) = self.slots.find(Slot::spread(hash), same) {
            return slot.code;
        }
        let room = u32::try_from(block.len() + text.len()).is_ok_and(|end| end < u32::MAX);
        if !room && !block.is_empty() {
            self.blocks.push(Arc::from(std::mem::take(block)));
        }
        let start = u32::try_from(block.len()).unwrap_or_default();
        let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let next = u32::try_from(self.blocks.len()).unwrap_or(u32::MAX);
        let code = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        block.push_str(text);
        self.entries.push(Entry { block: next, start, len });
        self.slots.insert_unique(Slot::spread(hash), Slot { hash, code }, |slot| Slot::spread(slot.hash));
        if len == u32::MAX {
            self.blocks.push(Arc::from(std::mem::take(block)));
        }
        code
    }

    /// The text of a code, given the block that is not among the blocks yet.
    fn entry_text<'a>(&'a self, code: u32, coming: &'a str) -> &'a str {
        let Some(&Entry { block, start, len }) = self.entries.get(code as usize) else { return "" };
        part(self.blocks.get(block as usize).map_or(coming, |block| &**block), start, len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_codes_in_order_of_first_sight_one_by_one_or_together() {
        let mut symbols = Symbols::default();
        assert_eq!(symbols.intern("b"), 0);
        let hashed = ["a", "", "b", "c"].map(|text| (text, text_hash(text)));
        assert_eq!(symbols.intern_all(hashed), [1, 2, 0, 3]);
        assert_eq!(symbols.intern_all([("", text_hash("")), ("a", text_hash("a"))]), [2, 1]);
        assert_eq!(symbols.intern("d"), 4);
        let texts: Vec<Text> = (0..5).filter_map(|code| symbols.text(code)).collect();
        assert_eq!(texts.iter().map(|text| &**text).collect::<Vec<_>>(), ["b", "a", "", "c", "d"]);
        assert_eq!(symbols.text(5), None);
        assert_eq!(symbols.find("c", text_hash("c")), Some(3));
        assert_eq!(symbols.find("e", text_hash("e")), None);
    }

    #[test]
    fn texts_of_one_hash_are_kept_apart() {
        let mut symbols = Symbols::default();
        assert_eq!(symbols.intern_all([("x", 7), ("y", 7), ("x", 7)]), [0, 1, 0]);
        assert_eq!((symbols.find("y", 7), symbols.find("z", 7)), (Some(1), None));
    }

    #[test]
    fn many_texts_are_all_found_again() {
        let mut symbols = Symbols::default();
        let texts: Vec<String> = (0..10_000).map(|number: u32| format!("t{number}")).collect();
        for part in texts.chunks(333) {
            symbols.intern_all(part.iter().map(|text| (text.as_str(), text_hash(text))));
        }
        for (code, text) in (0..).zip(&texts) {
            assert_eq!(symbols.find(text, text_hash(text)), Some(code));
            assert_eq!(&*symbols.text(code).unwrap(), text);
        }
    }
}
