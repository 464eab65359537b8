//! A set of rows of narrow cells: for all cells of a row but one, its prefix, the set of cells that stand in the remaining column.
//!
//! What joins derive comes in runs with the same prefix, so that most insertions touch one small set only.

use super::KeyMap;
use super::leaf::Leaf;

/// A set of rows of at least one cell.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    arity: usize,
    /// The column that leaves hold.
    leaf: usize,
    prefixes: KeyMap<i32>,
    leaves: Vec<Leaf>,
}

/// The longest row of which a column other than the last may be that of the leaves.
pub(super) const MOST_COLUMNS: usize = 8;

impl Trie {
    /// No rows of so many cells, with leaves of this column.
    pub(super) fn new(arity: usize, leaf: usize) -> Self {
        Self { arity, leaf, prefixes: KeyMap::new(arity.saturating_sub(1)), leaves: Vec::new() }
    }

    /// The column that leaves hold.
    pub(super) fn leaf_column(&self) -> usize {
        self.leaf
    }

    /// How many different prefixes there are.
    pub(super) fn prefixes(&self) -> usize {
        self.leaves.len()
    }

    /// About how many bytes it takes with so many rows.
    pub(super) fn bytes(&self, rows: usize) -> usize {
        // A cell that a leaf holds apart takes at most eight bytes, and most take less than half of that.
        self.prefixes.bytes() + size_of_val(self.leaves.as_slice()) + rows * size_of::<i32>()
    }

    /// Calls with the prefix and the remaining cell of a row.
    #[inline]
    fn split<R>(arity: usize, leaf: usize, row: &[i32], call: impl FnOnce(&[i32], i32) -> R) -> R {
        if leaf + 1 == arity {
            return call(&row[..leaf], row[leaf]);
        }
        let mut prefix = [0; MOST_COLUMNS];
        prefix[..leaf].copy_from_slice(&row[..leaf]);
        prefix[leaf..arity - 1].copy_from_slice(&row[leaf + 1..]);
        call(&prefix[..arity - 1], row[leaf])
    }

    /// Whether the row is there.
    #[inline]
    pub(super) fn contains(&self, row: &[i32]) -> bool {
        Self::split(self.arity, self.leaf, row, |prefix, cell| self.contains_under(prefix, cell))
    }

    /// Whether the row of this prefix and cell is there.
    #[inline]
    pub(super) fn contains_under(&self, prefix: &[i32], cell: i32) -> bool {
        self.prefixes.find(prefix).is_some_and(|at| self.leaves[at].contains(cell))
    }

    /// Adds rows with this prefix and tells the remaining cells of those that are new.
    pub(super) fn insert_all(&mut self, prefix: &[i32], cells: &[i32], fresh: impl FnMut(i32)) {
        self.leaf(prefix).insert_all(cells, fresh);
    }

    /// Adds a row and says whether it is new.
    pub(super) fn insert(&mut self, row: &[i32]) -> bool {
        Self::split(self.arity, self.leaf, row, |prefix, cell| self.leaf(prefix).insert(cell))
    }

    /// Takes a row out and says whether it was there. Its prefix stays known.
    pub(super) fn remove(&mut self, row: &[i32]) -> bool {
        let Self { arity, leaf, prefixes, leaves } = self;
        let remove = |prefix: &[i32], cell| prefixes.find(prefix).is_some_and(|at| leaves[at].remove(cell));
        Self::split(*arity, *leaf, row, remove)
    }

    fn leaf(&mut self, prefix: &[i32]) -> &mut Leaf {
        let at = self.prefixes.number(prefix);
        if at == self.leaves.len() {
            self.leaves.push(Leaf::default());
        }
        &mut self.leaves[at]
    }
}
