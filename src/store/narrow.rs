//! Rows of cells, one after the other, and the set by which they are told apart, made when it is first needed.

use std::convert::Infallible;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::Word;
use super::cell::{AHEAD, FAR, cell_of, push_row, span};
use super::holding::Holding;
use super::leaf::Leaf;
use super::parted::{Parted, Router};
use super::row_set::{RowSet, hash_row};
use super::trie::Trie;
use sketch::Sketches;

mod few;
mod form;
mod removing;
mod sketch;

/// Rows of at least one cell, each once, in order of insertion.
#[derive(Debug)]
pub(super) struct Narrow {
    arity: usize,
    len: usize,
    cells: Vec<i32>,
    /// None while nobody has asked for a row or added one: most relations of given facts are only read.
    set: OnceLock<Set>,
    /// The length at which it is asked again which set suits the rows.
    review: usize,
    /// The column of which cells are best held together, all else being equal.
    favoured: Option<usize>,
    /// In how many parts the set is.
    parts: usize,
    /// How many rows were looked for among all, for want of a set.
    looks: usize,
    /// Marks by which rows are found that have given cells.
    sketches: Sketches,
}

/// What tells the rows apart.
#[derive(Clone, Debug)]
enum Set {
    /// Sets of cells by prefix: where many rows share a prefix, and always for rows of one cell or two.
    Trie(Trie),
    /// Row numbers, under the hashes of the rows: for long rows whose prefixes hardly repeat.
    Flat(RowSet),
}

/// The length of the first review.
const FIRST_REVIEW: usize = 4096;
/// A list of so many cells is worth making bits of, where it stands under so many prefixes.
const WORTH_BITS: (usize, usize) = (24, 4);

/// How many cells there is to be room for where there are so many: to add a few to very many is not to move them all.
pub(super) fn with_room(cells: usize) -> usize {
    cells + cells / 64
}

impl Clone for Narrow {
    fn clone(&self) -> Self {
        let mut cells = Vec::with_capacity(with_room(self.cells.len()));
        cells.extend_from_slice(&self.cells);
        let (set, sketches) = (self.set.clone(), self.sketches.clone());
        let Self { arity, len, review, favoured, parts, looks, .. } = *self;
        Self { arity, len, cells, set, review, favoured, parts, looks, sketches }
    }
}

/// The set of rows that are being changed: whoever changes them has it made first.
fn present(set: &mut OnceLock<Set>) -> &mut Set {
    match set.get_mut() {
        Some(set) => set,
        None => unreachable!("the set is made before rows are added or taken out"),
    }
}

impl Narrow {
    pub(super) fn new(arity: usize) -> Self {
        Self::of_distinct(arity, Vec::new())
    }

    /// Rows that are different from each other.
    pub(super) fn of_distinct(arity: usize, cells: Vec<i32>) -> Self {
        let len = cells.len() / arity;
        let (set, favoured, sketches) = (OnceLock::new(), None, Sketches::default());
        Self { arity, len, cells, set, review: FIRST_REVIEW, favoured, parts: 1, looks: 0, sketches }
    }

    /// Tells the column of which cells are best held together, all else being equal.
    pub(super) fn favour(&mut self, column: Option<usize>) {
        self.favoured = column;
    }

    /// The set of the rows.
    fn set(&self) -> &Set {
        let Ok(set) = self.made_set(&mut |_| Ok::<_, Infallible>(()));
        set
    }

    /// Makes the set of the rows if nobody has asked for it yet, with calls of `check` every so often.
    pub(super) fn prepare<E>(&self, check: &mut impl FnMut(usize) -> Result<(), E>) -> Result<(), E> {
        self.made_set(check).map(|_| ())
    }

    /// The cells alone.
    pub(super) fn into_cells(self) -> Vec<i32> {
        self.cells
    }

    /// Forgets the set of the rows, and room for more of them.
    pub(super) fn forget_set(&mut self) {
        self.set = OnceLock::new();
        self.sketches.forget();
        self.cells.shrink_to_fit();
    }

    /// The set of the rows, made with calls of `check` if nobody has asked for it yet.
    fn made_set<E>(&self, check: &mut impl FnMut(usize) -> Result<(), E>) -> Result<&Set, E> {
        if let Some(set) = self.set.get() {
            return Ok(set);
        }
        let set = if self.arity <= 2 {
            Set::Trie(self.trie(self.arity - 1, check)?)
        } else {
            Set::Flat(self.flat(check)?)
        };
        Ok(self.set.get_or_init(|| set))
    }

    pub(super) fn arity(&self) -> usize {
        self.arity
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        let set = match self.set.get() {
            Some(Set::Trie(trie)) => trie.bytes(self.len),
            Some(Set::Flat(rows)) => rows.bytes(),
            None => 0,
        };
        size_of_val(self.cells.as_slice()) + set + self.sketches.bytes()
    }

    pub(super) fn cells(&self) -> &[i32] {
        &self.cells
    }

    pub(super) fn row(&self, at: usize) -> &[i32] {
        &self.cells[span(self.arity, at)]
    }

    /// The column by which [`Self::insert_lists`] takes lists.
    pub(super) fn leaf(&self) -> usize {
        self.leaves().unwrap_or(self.arity - 1)
    }

    /// How many of the first rows agree in all columns but one on average, for the column of which these are most.
    pub(super) fn rows_of_a_prefix(&self) -> usize {
        let mut prefix: Vec<i32> = Vec::with_capacity(self.arity);
        let of_leaf = |leaf: usize| {
            let mut met = super::KeyMap::new(self.arity - 1);
            for row in self.rows().take(FIRST_REVIEW) {
                prefix.clear();
                prefix.extend(row[..leaf].iter().chain(&row[leaf + 1..]));
                met.number(&prefix);
            }
            self.len.min(FIRST_REVIEW) / met.len().max(1)
        };
        (0..self.arity).map(of_leaf).max().unwrap_or_default()
    }

    /// The set by prefixes, if that is what tells the rows apart and it is made.
    fn made_trie(&self) -> Option<&Trie> {
        match self.set.get() {
            Some(Set::Trie(trie)) => Some(trie),
            Some(Set::Flat(_)) | None => None,
        }
    }

    /// The column whose cells are held as sets under prefixes, if there are such sets already.
    pub(super) fn leaves(&self) -> Option<usize> {
        self.made_trie().map(Trie::leaf_column)
    }

    /// Adds to `missing` the cells of [that column](Self::leaves) that other rows have under a prefix of theirs and these lack under
    /// one of their own, if the others have them as bits; says whether they do.
    pub(super) fn missing(
        &self,
        prefix: &[i32],
        (others, their_prefix): (&Self, &[i32]),
        missing: &mut Vec<i32>,
    ) -> bool {
        let (Some(own), Some(theirs)) = (self.made_trie(), others.made_trie()) else { return false };
        theirs.under(their_prefix).is_some_and(|theirs| theirs.missing_in(own.under(prefix), missing))
    }

    /// Keeps of the cells from a place on those that stand in [that column](Self::leaves) under a prefix, or the others.
    pub(super) fn sieve(&self, prefix: &[i32], are_wanted: bool, cells: &mut Vec<i32>, from: usize) {
        match self.made_trie().and_then(|trie| trie.under(prefix)) {
            Some(leaf) => leaf.sieve(are_wanted, cells, from),
            None if are_wanted => cells.truncate(from),
            None => {}
        }
    }

    pub(super) fn contains(&self, row: &[i32]) -> bool {
        match self.set() {
            Set::Trie(trie) => trie.contains(row),
            Set::Flat(rows) => rows.find(hash_row(row), |at| self.row(at) == row).is_some(),
        }
    }

    /// Tells of each row, given one after the other, whether it is there.
    pub(super) fn contain_all(&self, rows: &[i32], found: &mut Vec<bool>) {
        match self.set() {
            Set::Trie(trie) => trie.contain_all(rows, found),
            Set::Flat(set) => {
                for rows in rows.chunks(AHEAD * self.arity) {
                    self.are_in(set, rows, found);
                }
            }
        }
    }

    /// Tells of a few rows whether they are in a set: first what stands for each, then the row that each may be, and at last whether it is.
    fn are_in(&self, set: &RowSet, rows: &[i32], found: &mut Vec<bool>) {
        let (mut hashes, mut likely) = ([0; AHEAD], [None; AHEAD]);
        let rows = rows.chunks_exact(self.arity);
        hashes.iter_mut().zip(rows.clone()).for_each(|(hash, row)| *hash = hash_row(row));
        let hashes = &hashes[..rows.len()];
        std::hint::black_box(hashes.iter().fold(0, |met, &hash| met ^ set.glance(hash)));
        likely.iter_mut().zip(hashes).for_each(|(likely, &hash)| *likely = set.likely(hash));
        let cells = likely.iter().flatten().map(|&at| self.cells[at * self.arity]);
        std::hint::black_box(cells.fold(0, |met, cell| met ^ cell));
        let is_it = |at: usize, row: &[i32]| self.row(at) == row || self.contains(row);
        found.extend(likely.iter().zip(rows).map(|(at, row)| at.is_some_and(|at| is_it(at, row))));
    }

    /// Adds a row and says whether it is new.
    pub(super) fn insert_words(&mut self, row: &[Word]) -> bool {
        self.choose_set();
        let start = self.cells.len();
        self.cells.extend(row.iter().map(|&word| cell_of(word)));
        let is_new = self.admit_last();
        if is_new {
            self.len += 1;
        } else {
            self.cells.truncate(start);
        }
        is_new
    }

    /// Adds to the set the row behind the others, if it is new.
    fn admit_last(&mut self) -> bool {
        let (arity, cells, next) = (self.arity, &self.cells, self.len);
        let row = &cells[span(arity, next)];
        match present(&mut self.set) {
            Set::Trie(trie) => trie.insert(row),
            Set::Flat(rows) => {
                let row_at = |at: usize| &cells[span(arity, at)];
                let same = |at| row_at(at) == row;
                rows.insert(hash_row(row), next, same, |at| hash_row(row_at(at))).is_none()
            }
        }
    }

    /// Adds rows given one after the other, and says how many are new.
    ///
    /// In a large set they are searched for first, many at a time: these searches do not depend on each other, so that the processor
    /// waits for many of them at once, and what is left finds its place in the cache.
    pub(super) fn insert_rows(&mut self, rows: &[i32]) -> usize {
        let count = rows.len() / self.arity;
        if self.spares_set(count) {
            return self.insert_few(rows);
        }
        if !self.is_settled(count) {
            self.choose_set();
        }
        self.add_rows(rows)
    }

    /// Adds rows given one after the other that differ from each other and from those that are there.
    pub(super) fn append(&mut self, rows: &[i32]) {
        self.set = OnceLock::new();
        self.cells.extend_from_slice(rows);
        self.len = self.cells.len() / self.arity;
    }

    fn add_rows(&mut self, rows: &[i32]) -> usize {
        let before = self.len;
        let (mut unknown, mut held) = (Vec::with_capacity(AHEAD), Vec::with_capacity(AHEAD));
        for stretch in rows.chunks(AHEAD * self.arity) {
            held.clear();
            if self.is_far() {
                self.contain_all(stretch, &mut held);
            }
            let rows = stretch.chunks_exact(self.arity).enumerate();
            unknown.clear();
            unknown.extend(rows.filter(|(at, _)| held.get(*at) != Some(&true)).map(|(_, row)| row));
            for row in &unknown {
                self.cells.extend_from_slice(row);
                if self.admit_last() {
                    self.len += 1;
                } else {
                    self.cells.truncate(self.len * self.arity);
                }
            }
        }
        self.len - before
    }

    /// Adds, for each prefix, rows of it and each of a list of cells for the [leaf column](Self::leaf); says how many are new.
    pub(super) fn insert_lists(&mut self, prefixes: &[i32], lists: &[&[i32]]) -> usize {
        self.set();
        let (before, width) = (self.len, self.arity - 1);
        let prefix = |at: usize| &prefixes[span(width, at)];
        for first in (0..lists.len()).step_by(AHEAD) {
            let group = first..lists.len().min(first + AHEAD);
            if self.is_far() && group.len() > 1 {
                self.touch({ group.clone() }.map(|at| (prefix(at), lists[at])));
            }
            group.for_each(|at| self.insert_list(prefix(at), lists[at]));
        }
        self.len - before
    }

    /// Adds, for each prefix, rows of it and each cell of one list for the [leaf column](Self::leaf); says how many are new.
    pub(super) fn insert_product(&mut self, prefixes: &[i32], list: &[i32]) -> usize {
        self.set();
        // Rows of one cell have one prefix, the empty one.
        let count = prefixes.len().checked_div(self.arity - 1).unwrap_or(1);
        let is_worth = list.len() >= WORTH_BITS.0 && count >= WORTH_BITS.1 && self.made_trie().is_some();
        match is_worth.then(|| Leaf::of_bits(list)).flatten() {
            Some(bits) => self.insert_bits(prefixes, list[0], &bits),
            None => self.insert_lists(prefixes, &vec![list; count]),
        }
    }

    /// The same where the cells are bits, and this is one of them.
    fn insert_bits(&mut self, prefixes: &[i32], one: i32, bits: &Leaf) -> usize {
        let (before, width, mut missing) = (self.len, self.arity - 1, Vec::new());
        for group in prefixes.chunks(AHEAD * width) {
            if self.is_far() {
                self.touch(group.chunks_exact(width).map(|prefix| (prefix, std::slice::from_ref(&one))));
            }
            for prefix in group.chunks_exact(width) {
                missing.clear();
                bits.missing_in(self.made_trie().and_then(|trie| trie.under(prefix)), &mut missing);
                if !missing.is_empty() {
                    self.insert_list(prefix, &missing);
                }
            }
        }
        self.len - before
    }

    /// Divides the set into so many parts, a power of two, so that as many threads may add rows at once; says how the rows are
    /// parted. A set that is not by prefixes is left whole.
    pub(super) fn divide(&mut self, parts: usize) -> Option<Router> {
        self.parts = parts;
        self.set();
        match present(&mut self.set) {
            Set::Trie(trie) if self.arity > 1 => {
                trie.divide(parts);
                Some(Router { arity: self.arity, leaf: trie.leaf_column(), parts })
            }
            Set::Trie(_) | Set::Flat(_) => None,
        }
    }

    /// Adds candidates parted as [`Self::divide`] said, each with the cells of its lists, and says how many are new. Threads of the
    /// present pool add them; in which order depends on nothing but the candidates. `fresh` is room for new rows.
    pub(super) fn insert_parted(
        &mut self,
        router: Router,
        candidates: &[(&Parted, &[i32])],
        fresh: &mut Vec<Vec<i32>>,
    ) -> usize {
        let before = self.len;
        fresh.resize_with(router.parts, Vec::new);
        match present(&mut self.set) {
            Set::Trie(trie) => {
                let parts = trie.parts().par_iter_mut().zip(fresh.par_iter_mut()).enumerate();
                parts.for_each(|(at, (part, fresh))| {
                    for (parted, cells) in candidates {
                        part.take(router, parted.part_of(at, router, cells), fresh);
                    }
                });
                for rows in fresh {
                    self.len += rows.len() / self.arity;
                    self.cells.append(rows);
                }
            }
            Set::Flat(_) => {
                let groups = candidates.iter().flat_map(|(parted, cells)| parted.groups(router, cells));
                groups.for_each(|(prefix, list)| self.insert_list(prefix, list));
            }
        }
        self.len - before
    }

    /// Lends the parts of a set that was [divided](Self::divide) to so many holders, whose new rows go into what `fresh` has to give.
    /// Until they are [given back](Self::take_back) nobody may ask for a row.
    pub(super) fn lend(&mut self, router: Router, holders: usize, fresh: &mut Vec<Vec<i32>>) -> Vec<Holding> {
        match present(&mut self.set) {
            Set::Trie(trie) => Holding::lent(std::mem::take(trie.parts()), router, holders, fresh),
            Set::Flat(_) => Vec::new(),
        }
    }

    /// Adds the rows that are new to holders, in the order of these, and says how many.
    pub(super) fn add_fresh<'h>(&mut self, holdings: impl Iterator<Item = &'h mut Holding>) -> usize {
        let before = self.len;
        for holding in holdings {
            self.len += holding.rows();
            self.cells.append(&mut holding.fresh);
        }
        self.len - before
    }

    /// Takes back what was lent.
    pub(super) fn take_back(&mut self, holdings: Vec<Holding>, fresh: &mut Vec<Vec<i32>>) {
        if let Set::Trie(trie) = present(&mut self.set) {
            for holding in holdings {
                holding.give_back(trie.parts(), fresh);
            }
        }
    }

    /// Searches for the first row of each list, to have in the cache what [`Self::insert_list`] needs.
    fn touch<'l>(&self, groups: impl Iterator<Item = (&'l [i32], &'l [i32])>) {
        let Some(Set::Trie(trie)) = self.set.get() else { return };
        let met = groups
            .filter(|(prefix, list)| list.first().is_some_and(|&cell| trie.contains_under(prefix, cell)));
        std::hint::black_box(met.count());
    }

    fn insert_list(&mut self, prefix: &[i32], list: &[i32]) {
        let leaf = self.leaf();
        let (before, behind) = prefix.split_at(leaf);
        match present(&mut self.set) {
            Set::Trie(trie) => {
                let (cells, len) = (&mut self.cells, &mut self.len);
                trie.insert_all(prefix, list, |cell| {
                    push_row(cells, before, cell, behind);
                    *len += 1;
                });
            }
            Set::Flat(_) => {
                let row = |cell| before.iter().copied().chain([cell]).chain(behind.iter().copied());
                let rows: Vec<i32> = list.iter().flat_map(|&cell| row(cell)).collect();
                self.add_rows(&rows);
            }
        }
    }

    fn is_far(&self) -> bool {
        match self.set.get() {
            Some(Set::Trie(trie)) => trie.prefixes() > FAR,
            Some(Set::Flat(_)) => self.len > FAR,
            None => false,
        }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[i32]> {
        self.cells.chunks_exact(self.arity).take(self.len)
    }
}
