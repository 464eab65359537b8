//! A set of narrow cells that adapts to what it holds: a few in place, a dense range as bits, anything else by hashing.
//!
//! It takes 32 bytes, two to a cache line, beside what the larger forms hold apart.

use super::cell::{FREE, hash_cells, retain_cells};

/// How many cells are kept in place.
const FEW: usize = 7;
/// How many cells a block of bits has, as a shift.
const BITS: u32 = u64::BITS.trailing_zeros();

/// A set of cells.
#[derive(Clone, Debug)]
pub(super) enum Leaf {
    /// The first so many of the array.
    Few(u8, [i32; FEW]),
    /// A range in which at least one cell in 64 is held.
    Dense(Dense),
    /// Cells far apart.
    Sparse(Sparse),
}

impl Default for Leaf {
    fn default() -> Self {
        Self::Few(0, [0; FEW])
    }
}

impl Leaf {
    /// The cells as bits, if they lie close enough.
    pub(super) fn of_bits(cells: &[i32]) -> Option<Self> {
        Dense::of(cells).map(Self::Dense)
    }

    pub(super) fn contains(&self, cell: i32) -> bool {
        match self {
            Self::Few(len, cells) => is_held(*len, cells, cell),
            Self::Dense(dense) => dense.contains(cell),
            Self::Sparse(sparse) => sparse.contains(cell),
        }
    }

    /// Adds a cell and says whether it is new.
    pub(super) fn insert(&mut self, cell: i32) -> bool {
        match self {
            Self::Dense(dense) if dense.block(cell) < dense.blocks.len() => dense.insert(cell),
            _ => {
                let mut is_new = false;
                self.insert_all(&[cell], |_| is_new = true);
                is_new
            }
        }
    }

    /// Takes a cell out and says whether it was there. The form stays as it is.
    pub(super) fn remove(&mut self, cell: i32) -> bool {
        match self {
            Self::Few(len, cells) => {
                let held = &mut cells[..usize::from(*len)];
                let Some(at) = held.iter().position(|&it| it == cell) else { return false };
                held.swap(at, held.len() - 1);
                *len -= 1;
                true
            }
            Self::Dense(dense) => dense.remove(cell),
            Self::Sparse(sparse) => sparse.remove(cell),
        }
    }

    /// Adds cells and tells those that are new, in their order.
    pub(super) fn insert_all(&mut self, cells: &[i32], mut fresh: impl FnMut(i32)) {
        let mut rest = cells;
        loop {
            rest = match self {
                Self::Few(len, held) => insert_few(len, held, rest, &mut fresh),
                Self::Dense(dense) => dense.insert_all(rest, &mut fresh),
                Self::Sparse(sparse) => sparse.insert_all(rest, &mut fresh),
            };
            let Some((&first, others)) = rest.split_first() else { return };
            self.change_form(first);
            fresh(first);
            rest = others;
        }
    }

    /// Adds to `missing` the cells of this leaf that another lacks, in ascending order, if this leaf is bits; says whether it is.
    ///
    /// Between bits that takes a step for 64 cells.
    pub(super) fn missing_in(&self, other: Option<&Self>, missing: &mut Vec<i32>) -> bool {
        let Self::Dense(dense) = self else { return false };
        match other {
            Some(Self::Dense(other)) => dense.each_block(|number, block| {
                let held = usize::try_from(i64::from(number) - i64::from(other.first));
                let held = held.ok().and_then(|at| other.blocks.get(at)).copied().unwrap_or_default();
                push_bits(number, block & !held, missing);
            }),
            other => {
                let first = missing.len();
                dense.each_block(|number, block| push_bits(number, block, missing));
                if let Some(other) = other {
                    other.sieve(false, missing, first);
                }
            }
        }
        true
    }

    /// Keeps of the cells from a place on those that are held, or the others.
    pub(super) fn sieve(&self, are_wanted: bool, cells: &mut Vec<i32>, from: usize) {
        match self {
            Self::Few(len, held) => retain_cells(cells, from, |cell| is_held(*len, held, cell) == are_wanted),
            Self::Dense(dense) => retain_cells(cells, from, |cell| dense.contains(cell) == are_wanted),
            Self::Sparse(sparse) => retain_cells(cells, from, |cell| sparse.contains(cell) == are_wanted),
        }
    }

    /// Takes the form that suits the cells with a new one for which the present form has no room.
    fn change_form(&mut self, cell: i32) {
        let mut cells = self.cells();
        cells.push(cell);
        *self = match Dense::of(&cells) {
            Some(dense) => Self::Dense(dense),
            None => Self::Sparse(Sparse::of(&cells)),
        };
    }

    fn cells(&self) -> Vec<i32> {
        match self {
            Self::Few(len, cells) => cells[..usize::from(*len)].to_vec(),
            Self::Dense(dense) => dense.cells(),
            Self::Sparse(sparse) => sparse.cells().collect(),
        }
    }
}

/// Whether a cell is one of the first so many. All are compared at once, which nobody has to foresee the end of.
#[inline]
fn is_held(len: u8, cells: &[i32; FEW], cell: i32) -> bool {
    let mark = |(at, &held): (usize, &i32)| u32::from(held == cell) << at;
    cells.iter().enumerate().map(mark).sum::<u32>() & ((1_u32 << len) - 1) > 0
}

/// Adds cells as far as there is room; returns the rest, the first of which is new.
fn insert_few<'c>(
    len: &mut u8,
    held: &mut [i32; FEW],
    cells: &'c [i32],
    fresh: &mut impl FnMut(i32),
) -> &'c [i32] {
    for (at, &cell) in cells.iter().enumerate() {
        if is_held(*len, held, cell) {
            continue;
        }
        let Some(free) = held.get_mut(usize::from(*len)) else { return &cells[at..] };
        *free = cell;
        *len += 1;
        fresh(cell);
    }
    &[]
}

/// Blocks of 64 bits from the block numbered `first` on.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    first: i32,
    len: u32,
    blocks: Box<[u64]>,
}

impl Dense {
    /// The cells as bits, if they lie close enough.
    fn of(cells: &[i32]) -> Option<Self> {
        let (least, most) = (cells.iter().min()? >> BITS, cells.iter().max()? >> BITS);
        let wide = usize::try_from(i64::from(most) - i64::from(least)).ok()?;
        if wide >= cells.len() {
            return None;
        }
        let mut dense = Self { first: least, len: 0, blocks: vec![0; wide + 1].into_boxed_slice() };
        dense.insert_all(cells, &mut |_| {});
        Some(dense)
    }

    /// The place of a cell's block, which may lie beyond the last.
    #[inline]
    fn block(&self, cell: i32) -> usize {
        // A block below the first becomes a large number.
        (cell >> BITS).wrapping_sub(self.first).cast_unsigned() as usize
    }

    #[inline]
    fn contains(&self, cell: i32) -> bool {
        self.blocks.get(self.block(cell)).is_some_and(|block| block & bit(cell) != 0)
    }

    /// Adds a cell that has a block, and says whether it is new.
    fn insert(&mut self, cell: i32) -> bool {
        let is_new = !self.contains(cell);
        if is_new {
            let (_, added) = self.insert_within(&[cell], &mut |_| {});
            self.len += added;
        }
        is_new
    }

    fn remove(&mut self, cell: i32) -> bool {
        let was_there = self.contains(cell);
        if was_there {
            let block = self.block(cell);
            self.blocks[block] &= !bit(cell);
            self.len -= 1;
        }
        was_there
    }

    /// Adds cells up to the first that lies too far off; returns the rest.
    fn insert_all<'c>(&mut self, cells: &'c [i32], fresh: &mut impl FnMut(i32)) -> &'c [i32] {
        let mut rest = cells;
        loop {
            let (left, added) = self.insert_within(rest, fresh);
            self.len += added;
            rest = left;
            match rest.first() {
                Some(&far) if self.reach(far) => {}
                _ => return rest,
            }
        }
    }

    /// Adds cells up to the first that has no block; returns the rest and how many were new.
    fn insert_within<'c>(&mut self, cells: &'c [i32], fresh: &mut impl FnMut(i32)) -> (&'c [i32], u32) {
        let mut added = 0;
        for (at, &cell) in cells.iter().enumerate() {
            let place = self.block(cell);
            let Some(block) = self.blocks.get_mut(place) else { return (&cells[at..], added) };
            let bit = bit(cell);
            if *block & bit == 0 {
                *block |= bit;
                added += 1;
                fresh(cell);
            }
        }
        (&[], added)
    }

    /// Makes room for a cell outside of the range, if the range then is not too wide for what it holds.
    #[expect(clippy::cast_possible_wrap, reason = "there are at most 2^26 blocks")]
    fn reach(&mut self, cell: i32) -> bool {
        let (block, wide) = (i64::from(cell >> BITS), self.blocks.len());
        let (first, end) = (i64::from(self.first), i64::from(self.first) + wide as i64);
        let (low, high) = (first.min(block), end.max(block + 1));
        let most = self.len as usize + 1;
        let Some(needed) = usize::try_from(high - low).ok().filter(|&needed| needed <= most) else {
            return false;
        };
        // Half as much again is added at once on the side that grows, as far as the count and the cells' range allow.
        let spare = (wide / 2).min(most - needed) as i64;
        let low = if low < first { (low - spare).max(i64::from(i32::MIN >> BITS)) } else { low };
        let high = if high > end { high + spare } else { high };
        let (Ok(size), Ok(ahead)) = (usize::try_from(high - low), usize::try_from(first - low)) else {
            return false;
        };
        let mut blocks = vec![0; size].into_boxed_slice();
        blocks[ahead..ahead + wide].copy_from_slice(&self.blocks);
        self.blocks = blocks;
        self.first = i32::try_from(low).unwrap_or(self.first);
        true
    }

    fn cells(&self) -> Vec<i32> {
        let mut cells = Vec::with_capacity(self.len as usize);
        self.each_block(|number, block| push_bits(number, block, &mut cells));
        cells
    }

    /// Tells each block with its number.
    #[inline]
    fn each_block(&self, mut tell: impl FnMut(i32, u64)) {
        // Beyond the greatest number of a block there are none that hold anything.
        (self.first..=i32::MAX).zip(&self.blocks).for_each(|(number, &block)| tell(number, block));
    }
}

/// Adds the cells of a block of this number.
#[inline]
#[expect(clippy::cast_possible_wrap, reason = "a block has 64 bits")]
fn push_bits(number: i32, mut block: u64, cells: &mut Vec<i32>) {
    while block != 0 {
        cells.push(number << BITS | block.trailing_zeros() as i32);
        block &= block - 1;
    }
}

#[inline]
fn bit(cell: i32) -> u64 {
    1 << (cell.cast_unsigned() % u64::BITS)
}

/// Open addressing with linear probing.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    len: u32,
    slots: Box<[i32]>,
}

impl Sparse {
    fn of(cells: &[i32]) -> Self {
        let slots = vec![FREE; (cells.len() * 2).next_power_of_two().max(16)].into_boxed_slice();
        let mut sparse = Self { len: 0, slots };
        sparse.insert_all(cells, &mut |_| {});
        sparse
    }

    /// The slot from which a cell is searched.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "only some bits are wanted")]
    fn home(&self, cell: i32) -> usize {
        (hash_cells(&[cell]) >> (u64::BITS - self.slots.len().trailing_zeros())) as usize
    }

    /// The slot of the cell, or the free one where it would be. There always is a free one.
    #[inline]
    fn slot(&self, cell: i32) -> usize {
        let mut at = self.home(cell);
        while self.slots[at] != cell && self.slots[at] != FREE {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn contains(&self, cell: i32) -> bool {
        self.slots[self.slot(cell)] == cell
    }

    /// Takes a cell out, and moves up those that were placed further on because of it.
    fn remove(&mut self, cell: i32) -> bool {
        let (mut free, mask) = (self.slot(cell), self.slots.len() - 1);
        if self.slots[free] != cell {
            return false;
        }
        let mut at = (free + 1) & mask;
        while self.slots[at] != FREE {
            let home = self.home(self.slots[at]);
            if at.wrapping_sub(home) & mask >= at.wrapping_sub(free) & mask {
                self.slots[free] = self.slots[at];
                free = at;
            }
            at = (at + 1) & mask;
        }
        self.slots[free] = FREE;
        self.len -= 1;
        true
    }

    /// Adds cells as far as there is room; returns the rest, the first of which is new.
    fn insert_all<'c>(&mut self, cells: &'c [i32], fresh: &mut impl FnMut(i32)) -> &'c [i32] {
        for (at, &cell) in cells.iter().enumerate() {
            let slot = self.slot(cell);
            if self.slots[slot] == cell {
                continue;
            }
            if (self.len as usize + 1) * 4 > self.slots.len() * 3 {
                return &cells[at..];
            }
            self.slots[slot] = cell;
            self.len += 1;
            fresh(cell);
        }
        &[]
    }

    fn cells(&self) -> impl Iterator<Item = i32> + '_ {
        self.slots.iter().copied().filter(|&slot| slot != FREE)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn cell() -> impl Strategy<Value = i32> {
        let low = (1..50).prop_map(|above| i32::MIN + above);
        let high = (0..50).prop_map(|below| i32::MAX - below);
        let any = any::<i32>().prop_map(|cell| cell.max(i32::MIN + 1));
        prop_oneof![-100..100_i32, 5000..9000_i32, low, high, any]
    }

    proptest! {
        #[test]
        fn it_holds_what_a_plain_set_holds(lists in proptest::collection::vec(proptest::collection::vec(cell(), 0..60), 0..20)) {
            let (mut leaf, mut plain) = (Leaf::default(), BTreeSet::new());
            for list in &lists {
                let mut fresh = Vec::new();
                leaf.insert_all(list, |cell| fresh.push(cell));
                let expected: Vec<i32> = list.iter().copied().filter(|&cell| plain.insert(cell)).collect();
                prop_assert_eq!(fresh, expected);
                for &cell in list.iter().step_by(3) {
                    prop_assert_eq!(leaf.remove(cell), plain.remove(&cell));
                }
            }
            let near = |&cell: &i32| [cell.saturating_sub(1).max(i32::MIN + 1), cell, (cell ^ 64).max(i32::MIN + 1)];
            for cell in lists.iter().flatten().flat_map(near) {
                prop_assert_eq!(leaf.contains(cell), plain.contains(&cell));
            }
        }
    }

    proptest! {
        #[test]
        fn what_one_leaf_holds_and_another_lacks_is_told(
            one in proptest::collection::vec(-300..600_i32, 0..200),
            other in proptest::collection::vec(prop_oneof![-300..600_i32, cell()], 0..200),
            far in cell(),
        ) {
            let (mut leaf, mut others) = (Leaf::default(), Leaf::default());
            leaf.insert_all(&one, |_| {});
            others.insert_all(&other, |_| {});
            let plain: BTreeSet<i32> = one.iter().copied().collect();
            for lacking in [None, Some(&others)] {
                let expected = plain.iter().copied().filter(|&cell| lacking.is_none_or(|it| !it.contains(cell)));
                let expected: Vec<i32> = std::iter::once(far).chain(expected).collect();
                let mut missing = vec![far];
                if leaf.missing_in(lacking, &mut missing) {
                    prop_assert_eq!(missing, expected);
                } else {
                    prop_assert_eq!((missing, matches!(leaf, Leaf::Dense(_))), (vec![far], false));
                }
            }
        }
    }

    #[test]
    fn each_form_is_taken_where_it_suits() {
        let of = |cells: &mut dyn Iterator<Item = i32>| {
            let mut leaf = Leaf::default();
            cells.for_each(|cell| assert!(leaf.insert(cell)));
            leaf
        };
        assert!(matches!(of(&mut (0..7)), Leaf::Few(7, _)));
        assert!(matches!(of(&mut (-500..500).rev()), Leaf::Dense(_)));
        assert!(matches!(of(&mut (0..1000).map(|cell| cell * 1000)), Leaf::Sparse(_)));
        assert_eq!(size_of::<Leaf>(), 32);
    }
}
