//! A set of rows of narrow cells: for all cells of a row but one, its prefix, the set of cells that stand in the remaining column.
//!
//! What joins derive comes in runs with the same prefix, so that most insertions touch one small set only. The set may be divided by
//! the hashes of prefixes into parts that know nothing of each other, so that several threads add rows, each to parts of its own.

use super::KeyMap;
use super::cell::{AHEAD, FAR, hash_cells, push_row};
use super::leaf::Leaf;
use super::parted::{Groups, Router, part_of};

/// A set of rows of at least one cell.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    arity: usize,
    /// The column that leaves hold.
    leaf: usize,
    parts: Vec<Part>,
}

/// The rows of some of the prefixes.
#[derive(Clone, Debug)]
pub(super) struct Part {
    prefixes: KeyMap<i32>,
    leaves: Vec<Leaf>,
}

/// The longest row of which a column other than the last may be that of the leaves.
pub(super) const MOST_COLUMNS: usize = 8;

impl Trie {
    /// No rows of so many cells, with leaves of this column, in so many parts.
    pub(super) fn new(arity: usize, leaf: usize, parts: usize) -> Self {
        Self { arity, leaf, parts: vec![Part::new(arity); parts] }
    }

    /// The column that leaves hold.
    pub(super) fn leaf_column(&self) -> usize {
        self.leaf
    }

    /// How many different prefixes there are.
    pub(super) fn prefixes(&self) -> usize {
        self.parts.iter().map(|part| part.leaves.len()).sum()
    }

    /// About how many bytes it takes with so many rows.
    pub(super) fn bytes(&self, rows: usize) -> usize {
        // A cell that a leaf holds apart takes at most eight bytes, and most take less than half of that.
        let of_part = |part: &Part| part.prefixes.bytes() + size_of_val(part.leaves.as_slice());
        self.parts.iter().map(of_part).sum::<usize>() + rows * size_of::<i32>()
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

    /// Tells of each row, given one after the other, whether it is there.
    ///
    /// The leaves of many rows are looked up before any is looked into, so that the processor waits for many of them at once.
    pub(super) fn contain_all(&self, rows: &[i32], found: &mut Vec<bool>) {
        if self.arity == 1 {
            let leaf = self.under(&[]);
            return found.extend(rows.iter().map(|&cell| leaf.is_some_and(|leaf| leaf.contains(cell))));
        }
        let mut leaves = [None; AHEAD];
        for rows in rows.chunks(AHEAD * self.arity) {
            let rows = rows.chunks_exact(self.arity);
            for (leaf, row) in leaves.iter_mut().zip(rows.clone()) {
                *leaf = Self::split(self.arity, self.leaf, row, |prefix, _| self.under(prefix));
            }
            let holds =
                |(leaf, row): (Option<&Leaf>, &[i32])| leaf.is_some_and(|leaf| leaf.contains(row[self.leaf]));
            found.extend(leaves.iter().copied().zip(rows).map(holds));
        }
    }

    /// Whether the row of this prefix and cell is there.
    #[inline]
    pub(super) fn contains_under(&self, prefix: &[i32], cell: i32) -> bool {
        let hash = hash_cells(prefix);
        self.parts[part_of(hash, self.parts.len())].contains(prefix, hash, cell)
    }

    /// The set of cells under a prefix.
    #[inline]
    pub(super) fn under(&self, prefix: &[i32]) -> Option<&Leaf> {
        let hash = hash_cells(prefix);
        let part = &self.parts[part_of(hash, self.parts.len())];
        part.prefixes.find_hashed(prefix, hash).map(|at| &part.leaves[at])
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
        Self::split(self.arity, self.leaf, row, |prefix, cell| {
            let (hash, parts) = (hash_cells(prefix), self.parts.len());
            self.parts[part_of(hash, parts)].remove(prefix, hash, cell)
        })
    }

    fn leaf(&mut self, prefix: &[i32]) -> &mut Leaf {
        let (hash, parts) = (hash_cells(prefix), self.parts.len());
        self.parts[part_of(hash, parts)].leaf(prefix, hash)
    }

    /// Divides it into so many parts, a power of two.
    pub(super) fn divide(&mut self, parts: usize) {
        if self.parts.len() == parts {
            return;
        }
        // Hashes do not part them into quite equal parts.
        let each = self.prefixes() / parts / 8 * 9;
        let old = std::mem::replace(&mut self.parts, vec![Part::new(self.arity); parts]);
        self.parts.iter_mut().for_each(|part| part.prefixes.reserve(each));
        for mut part in old {
            let leaves = &mut part.leaves;
            part.prefixes.each(|prefix, at| *self.leaf(prefix) = std::mem::take(&mut leaves[at]));
        }
        self.parts.iter_mut().for_each(|part| part.prefixes.settle());
    }

    /// The parts, to each of which one thread may add rows.
    pub(super) fn parts(&mut self) -> &mut Vec<Part> {
        &mut self.parts
    }
}

impl Part {
    fn new(arity: usize) -> Self {
        Self { prefixes: KeyMap::new(arity.saturating_sub(1)), leaves: Vec::new() }
    }

    #[inline]
    pub(super) fn contains(&self, prefix: &[i32], hash: u64, cell: i32) -> bool {
        self.prefixes.find_hashed(prefix, hash).is_some_and(|at| self.leaves[at].contains(cell))
    }

    fn remove(&mut self, prefix: &[i32], hash: u64, cell: i32) -> bool {
        self.prefixes.find_hashed(prefix, hash).is_some_and(|at| self.leaves[at].remove(cell))
    }

    #[inline]
    fn leaf(&mut self, prefix: &[i32], hash: u64) -> &mut Leaf {
        let at = self.prefixes.number_hashed(prefix, hash);
        if at == self.leaves.len() {
            self.leaves.push(Leaf::default());
        }
        &mut self.leaves[at]
    }

    /// How many prefixes it has.
    pub(super) fn prefixes(&self) -> usize {
        self.leaves.len()
    }

    /// Adds rows with a prefix of this part and each of a list of cells; those that are new go to the end of `fresh`.
    #[inline]
    pub(super) fn add(&mut self, router: Router, prefix: &[i32], list: &[i32], fresh: &mut Vec<i32>) {
        let (before, behind) = prefix.split_at(router.leaf);
        let leaf = self.leaf(prefix, hash_cells(prefix));
        leaf.insert_all(list, |cell| push_row(fresh, before, cell, behind));
    }

    /// Adds candidates that are all of this part; the rows that are new go to the end of `fresh`.
    ///
    /// In a large part they are searched for first, many at a time; see [`narrow::Narrow::insert_rows`].
    pub(super) fn take(&mut self, router: Router, groups: Groups<'_>, fresh: &mut Vec<i32>) {
        for first in (0..groups.len()).step_by(AHEAD) {
            let stretch = first..groups.len().min(first + AHEAD);
            if self.leaves.len() > FAR {
                let met = stretch.clone().map(|at| groups.get(at)).filter(|(prefix, list)| {
                    list.first().is_some_and(|&cell| self.contains(prefix, hash_cells(prefix), cell))
                });
                std::hint::black_box(met.count());
            }
            for (prefix, list) in stretch.map(|at| groups.get(at)) {
                self.add(router, prefix, list, fresh);
            }
        }
    }
}
