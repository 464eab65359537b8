//! Parts of a table's set that one thread holds and adds rows to, while all threads read the rows that were there before.
//!
//! What a thread derives for its own parts goes nowhere else, so that nothing is handed over; see [`super::parted`] for the other way.

use super::cell::{AHEAD, FAR, hash_cells, span};
use super::parted::{Router, part_of};
use super::trie::Part;

/// Parts of a set that follow each other, lent by [`super::Table::lend`].
#[derive(Debug)]
pub struct Holding {
    pub(super) router: Router,
    /// The number of the first part.
    pub(super) first: usize,
    pub(super) parts: Vec<Part>,
    /// The cells of the rows that are new, one row after the other.
    pub(super) fresh: Vec<i32>,
}

impl Holding {
    /// All parts of a set, lent to so many holders, to each of them as many that follow each other.
    pub(super) fn lent(
        parts: Vec<Part>,
        router: Router,
        holders: usize,
        fresh: &mut Vec<Vec<i32>>,
    ) -> Vec<Self> {
        let (mut parts, each) = (parts.into_iter(), router.parts.div_ceil(holders));
        let mut hold = |at: usize| {
            let parts = parts.by_ref().take(each).collect();
            Self { router, first: at * each, parts, fresh: fresh.pop().unwrap_or_default() }
        };
        (0..holders).map(&mut hold).collect()
    }

    /// Puts the parts behind those of the holders before.
    pub(super) fn give_back(self, parts: &mut Vec<Part>, fresh: &mut Vec<Vec<i32>>) {
        parts.extend(self.parts);
        fresh.push(self.fresh);
    }

    /// How many rows are new since the last time that these were taken.
    pub fn rows(&self) -> usize {
        self.fresh.len() / self.router.arity
    }

    /// How the rows are parted.
    pub fn router(&self) -> Router {
        self.router
    }

    /// Whether rows with this prefix are for these parts.
    #[inline]
    pub fn holds(&self, prefix: &[i32]) -> bool {
        self.place(hash_cells(prefix)) < self.parts.len()
    }

    /// Which of the parts has prefixes of this hash; a large number if none of them has.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        part_of(hash, self.router.parts).wrapping_sub(self.first)
    }

    /// Adds, for each of the prefixes given one after the other, all of which these parts hold, the rows of it and each of a list of
    /// cells. In large parts they are searched for first, many at a time.
    pub fn insert_lists(&mut self, prefixes: &[i32], lists: &[&[i32]]) {
        let prefix = |at: usize| &prefixes[span(self.router.arity - 1, at)];
        let is_far = self.parts.iter().map(Part::prefixes).sum::<usize>() > FAR;
        for first in (0..lists.len()).step_by(AHEAD) {
            let group = first..lists.len().min(first + AHEAD);
            if is_far {
                let met = group.clone().filter(|&at| self.has_first(prefix(at), lists[at]));
                std::hint::black_box(met.count());
            }
            for at in group {
                let place = self.place(hash_cells(prefix(at)));
                self.parts[place].add(self.router, prefix(at), lists[at], &mut self.fresh);
            }
        }
    }

    /// Whether the first row of a list is there.
    fn has_first(&self, prefix: &[i32], list: &[i32]) -> bool {
        let hash = hash_cells(prefix);
        list.first().is_some_and(|&cell| self.parts[self.place(hash)].contains(prefix, hash, cell))
    }
}
