//! Bindings that a join gives more than once are followed once, where enough of them repeat for that to pay.

use super::block::Block;
use super::column::Column;
use crate::store::{KeyMap, Word};

/// So many bindings are looked at before it is decided whether to go on.
const TRIAL: usize = 2048;
/// At most so many bindings are remembered at a time.
const MOST: usize = 1 << 16;

/// The bindings met while a rule is evaluated.
#[derive(Default)]
pub(super) struct Distinct {
    seen: Option<KeyMap<Word>>,
    offered: usize,
    kept: usize,
    is_off: bool,
    keep: Vec<bool>,
}

impl Distinct {
    /// Drops from the block the bindings that were met before. All columns that are filled tell bindings apart.
    pub(super) fn apply(&mut self, block: &mut Block) {
        if self.is_off || block.len <= 1 {
            return;
        }
        let live: Vec<&Column> = block.columns.iter().filter(|column| column.len() == block.len).collect();
        let seen = self.seen.get_or_insert_with(|| KeyMap::new(live.len()));
        let mut key = Vec::with_capacity(live.len());
        self.keep.clear();
        for row in 0..block.len {
            key.clear();
            key.extend(live.iter().map(|column| column.mark(row)));
            let known = seen.len();
            self.keep.push(seen.number(&key) == known);
        }
        if seen.len() > MOST {
            self.seen = None;
        }
        self.offered += block.len;
        block.retain(&self.keep);
        self.kept += block.len;
        // To look a binding up costs about as much as to follow it to a row or two.
        if self.offered >= TRIAL && self.kept * 2 > self.offered {
            (self.is_off, self.seen) = (true, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(words: impl Iterator<Item = Word>) -> Block {
        let column = Column { words: words.collect(), ..Column::default() };
        Block { len: column.len(), columns: vec![Column::default(), column] }
    }

    #[test]
    fn a_binding_passes_once_in_all_blocks() {
        let mut distinct = Distinct::default();
        let mut passed = Vec::new();
        for first in 0..5 {
            let mut block = block((0..900).map(|row| (row + first) % 50));
            distinct.apply(&mut block);
            passed.extend(block.columns[1].words.iter().copied());
        }
        assert_eq!(passed, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn it_ends_where_nothing_repeats() {
        let mut distinct = Distinct::default();
        for first in 0..3 {
            distinct.apply(&mut block(first * 1000..(first + 1) * 1000));
        }
        assert!(distinct.is_off);
        let mut again = block(0..1000);
        distinct.apply(&mut again);
        assert_eq!(again.len, 1000);
    }
}
