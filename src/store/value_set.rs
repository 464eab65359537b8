//! A set of words that adapts to what it holds: a few in place, a dense range as bits, anything else by hashing.

use super::Word;
use super::row_set::hash_words;

/// How many words are kept in place.
const FEW: usize = 6;
/// How many values a block of bits has.
const BITS: Word = Word::BITS as Word;

/// A set of words.
#[derive(Clone, Debug)]
pub(super) enum ValueSet {
    /// The first so many of the array.
    Few(usize, [Word; FEW]),
    /// A range in which at least one value in 64 is held.
    Dense(Dense),
    /// Values far apart.
    Sparse(Sparse),
}

impl Default for ValueSet {
    fn default() -> Self {
        Self::Few(0, [0; FEW])
    }
}

impl ValueSet {
    pub(super) fn contains(&self, value: Word) -> bool {
        match self {
            Self::Few(len, values) => values[..*len].contains(&value),
            Self::Dense(dense) => dense.contains(value),
            Self::Sparse(sparse) => sparse.contains(value),
        }
    }

    /// Adds a value and says whether it is new.
    pub(super) fn insert(&mut self, value: Word) -> bool {
        match self {
            Self::Few(len, values) => {
                if values[..*len].contains(&value) {
                    return false;
                }
                if let Some(free) = values.get_mut(*len) {
                    *free = value;
                    *len += 1;
                    return true;
                }
            }
            Self::Dense(dense) => {
                if let Some(is_new) = dense.insert(value) {
                    return is_new;
                }
            }
            Self::Sparse(sparse) => {
                if let Some(is_new) = sparse.insert(value) {
                    return is_new;
                }
            }
        }
        self.change_form(value);
        true
    }

    /// Takes the form that suits the values with a new one for which the present form has no room.
    fn change_form(&mut self, value: Word) {
        let mut values = self.values();
        values.push(value);
        *self = match Dense::of(&values) {
            Some(dense) => Self::Dense(dense),
            None => Self::Sparse(Sparse::of(&values)),
        };
    }

    fn values(&self) -> Vec<Word> {
        match self {
            Self::Few(len, values) => values[..*len].to_vec(),
            Self::Dense(dense) => dense.values().collect(),
            Self::Sparse(sparse) => sparse.values().collect(),
        }
    }
}

/// Blocks of 64 bits from the block numbered `first` on.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    first: Word,
    blocks: Vec<u64>,
    len: usize,
}

impl Dense {
    /// The values as bits, if they lie close enough.
    fn of(values: &[Word]) -> Option<Self> {
        let least = values.iter().min()? / BITS;
        let most = values.iter().max()? / BITS;
        let wide = usize::try_from(most - least).ok().filter(|&wide| wide < values.len())?;
        let mut dense = Self { first: least, blocks: vec![0; wide + 1], len: 0 };
        for &value in values {
            dense.insert(value);
        }
        Some(dense)
    }

    fn block(&self, value: Word) -> Option<usize> {
        usize::try_from((value / BITS).checked_sub(self.first)?).ok()
    }

    fn contains(&self, value: Word) -> bool {
        let block = self.block(value).and_then(|at| self.blocks.get(at));
        block.is_some_and(|block| block >> (value % BITS) & 1 == 1)
    }

    /// Whether the value is new; none if it lies too far off.
    fn insert(&mut self, value: Word) -> Option<bool> {
        let at = match self.block(value) {
            Some(at) if at < self.blocks.len() => at,
            _ => self.reach(value)?,
        };
        let block = &mut self.blocks[at];
        let bit = 1 << (value % BITS);
        let is_new = *block & bit == 0;
        *block |= bit;
        self.len += usize::from(is_new);
        Some(is_new)
    }

    /// Makes room for a value outside of the range, if the range then is not too wide for what it holds; returns its block.
    fn reach(&mut self, value: Word) -> Option<usize> {
        let block = value / BITS;
        let wide = self.blocks.len();
        if block >= self.first {
            let at = usize::try_from(block - self.first).ok().filter(|&at| at <= self.len)?;
            self.blocks.resize(at + 1, 0);
            return Some(at);
        }
        // Below the range there is no cheap growth; half as much again is added at once, as far as the count allows.
        let missing =
            usize::try_from(self.first - block).ok().filter(|missing| wide + missing <= self.len)?;
        let ahead = (wide / 2).min(self.len - wide - missing).min(low_blocks(block));
        self.blocks.splice(0..0, std::iter::repeat_n(0, missing + ahead));
        self.first = block - ahead as Word;
        Some(ahead)
    }

    fn values(&self) -> impl Iterator<Item = Word> + '_ {
        let in_block = |at: usize, block: u64| {
            let start = (self.first + at as Word) * BITS;
            (0..BITS).filter(move |bit| block >> bit & 1 == 1).map(move |bit| start + bit)
        };
        self.blocks.iter().enumerate().flat_map(move |(at, &block)| in_block(at, block))
    }
}

/// How many blocks lie below a block, as far as a length can tell.
fn low_blocks(block: Word) -> usize {
    usize::try_from(block).unwrap_or(usize::MAX)
}

/// Open addressing with linear probing. A free slot holds `free`, a word that is not in the set.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    slots: Vec<Word>,
    free: Word,
    len: usize,
}

impl Sparse {
    fn of(values: &[Word]) -> Self {
        // One of so many consecutive words is not among the values.
        let free =
            (0..=values.len() as Word).map(|step| Word::MAX - step).find(|word| !values.contains(word));
        let free = free.unwrap_or_default();
        let mut sparse = Self { slots: vec![free; (values.len() * 4).next_power_of_two()], free, len: 0 };
        for &value in values {
            sparse.insert(value);
        }
        sparse
    }

    /// The slot of the value, or the free one where it would be. There always is a free one.
    fn slot(&self, value: Word) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = low_bits(hash_words(std::iter::once(value))) & mask;
        while self.slots[at] != value && self.slots[at] != self.free {
            at = (at + 1) & mask;
        }
        at
    }

    fn contains(&self, value: Word) -> bool {
        value != self.free && self.slots[self.slot(value)] == value
    }

    /// Whether the value is new; none if there is no room, or it is the word that marks free slots.
    fn insert(&mut self, value: Word) -> Option<bool> {
        if value == self.free {
            return None;
        }
        let slot = self.slot(value);
        if self.slots[slot] == value {
            return Some(false);
        }
        if (self.len + 1) * 2 > self.slots.len() {
            return None;
        }
        self.slots[slot] = value;
        self.len += 1;
        Some(true)
    }

    fn values(&self) -> impl Iterator<Item = Word> + '_ {
        self.slots.iter().copied().filter(|&slot| slot != self.free)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "only low bits are wanted")]
fn low_bits(hash: u64) -> usize {
    hash as usize
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn value() -> impl Strategy<Value = Word> {
        prop_oneof![0..100_u64, 5000..9000_u64, (0..50_u64).prop_map(|low| Word::MAX - low), any::<Word>(),]
    }

    proptest! {
        #[test]
        fn it_holds_what_a_plain_set_holds(values in proptest::collection::vec(value(), 0..500)) {
            let (mut adaptive, mut plain) = (ValueSet::default(), BTreeSet::new());
            for &value in &values {
                prop_assert_eq!(adaptive.insert(value), plain.insert(value));
            }
            for value in values.iter().flat_map(|value| [value.wrapping_sub(1), *value, value ^ 64]) {
                prop_assert_eq!(adaptive.contains(value), plain.contains(&value));
            }
        }
    }

    #[test]
    fn each_form_is_taken_where_it_suits() {
        let of = |values: &mut dyn Iterator<Item = Word>| {
            let mut set = ValueSet::default();
            values.for_each(|value| assert!(set.insert(value)));
            set
        };
        assert!(matches!(of(&mut (0..6)), ValueSet::Few(6, _)));
        assert!(matches!(of(&mut (0..1000).rev()), ValueSet::Dense(_)));
        assert!(matches!(of(&mut (0..1000).map(|value| value * 1000)), ValueSet::Sparse(_)));
    }
}
