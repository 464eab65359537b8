//! Lists in the order of a column: sorted whenever rows were taken up, and searched between two values.

use std::ops::Range;

use super::Postings;
use crate::store::cell::word_of;
use crate::store::sorting::{By, Order, Sorting};

/// Between which ranks a column lies, by the order of the lists, and how far from the one by which they are sorted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    least: u64,
    greatest: u64,
    gap: Gap,
}

/// By how many ranks a column lies above another in any row, at most, and by how many below it: not at all is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// How far above.
    pub above: u64,
    /// How far below.
    pub below: u64,
}

impl Postings {
    /// Sorts the entries of each list if that is asked for and they may not be sorted yet.
    pub(super) fn put_in_order(&mut self) {
        let Some(Sorting { column, by }) = self.sorting.filter(|_| !self.is_in_order) else { return };
        let (width, place, days) = (self.payload.len(), self.place(column), &self.days);
        let (mut ranks, mut entries): (Vec<(u64, usize)>, Vec<i32>) = (Vec::new(), Vec::new());
        let mut are_spans = true;
        for list in 0..self.lists.len() {
            let list = self.lists.all(list);
            let cells = &mut self.cells[list.start * width..list.end * width];
            ranks.clear();
            for (at, entry) in cells.chunks_exact(width).enumerate() {
                let word = word_of(entry[place]);
                are_spans &= by != By::Earliest || days.earliest(word) <= days.latest(word);
                ranks.push((by.rank(word, days), at));
            }
            if !ranks.is_sorted() {
                ranks.sort_unstable();
                entries.clear();
                entries.extend(ranks.iter().flat_map(|&(_, at)| &cells[at * width..(at + 1) * width]));
                cells.copy_from_slice(&entries);
            }
        }
        // A date of no day at all is before every other, and behind every other.
        self.is_in_order = are_spans;
        self.extents = (0..width).map(|other| self.extent((other, place), by)).collect();
    }

    /// What ranks entries have at a place, beside those at the place by which they are sorted.
    fn extent(&self, (place, sorted): (usize, usize), by: By) -> Extent {
        let width = self.payload.len();
        let lists = (0..self.lists.len()).flat_map(|list| self.lists.all(list));
        let rank =
            |entry: usize, place: usize| by.rank(word_of(self.cells[entry * width + place]), &self.days);
        let (mut least, mut greatest, mut gap) = (u64::MAX, 0, Gap::default());
        for entry in lists {
            let (own, sorted) = (rank(entry, place), rank(entry, sorted));
            (least, greatest) = (least.min(own), greatest.max(own));
            gap.above = gap.above.max(own.saturating_sub(sorted));
            gap.below = gap.below.max(sorted.saturating_sub(own));
        }
        Extent { least, greatest, gap }
    }

    /// By how many ranks the greatest integer in a column of the payload is above 0; none if any is negative, or if lists are not
    /// [in order](Self::is_in_order).
    pub fn greatest(&self, column: usize) -> Option<u64> {
        let Sorting { by, .. } = self.sorting.filter(|_| self.is_in_order)?;
        let (zero, extent) = (by.rank(0, &self.days), self.extents.get(self.place(column))?);
        (extent.least >= zero).then(|| extent.greatest.saturating_sub(zero))
    }

    /// How far a column of the payload lies from the one by which lists are sorted, of the same type; none if that is no whole number of
    /// anything, or if lists are not [in order](Self::is_in_order).
    pub fn gap(&self, column: usize) -> Option<Gap> {
        let is_whole =
            self.is_in_order && self.sorting.is_some_and(|sorting| sorting.by != By::Words(Order::Float));
        self.extents.get(self.place(column)).filter(|_| is_whole).map(|extent| extent.gap)
    }

    /// Of a stretch of entries, those for which `is_before` does not hold of the rank of the column by which they are sorted; it has to
    /// hold of the first ones.
    pub fn from(&self, stretch: Range<usize>, is_before: impl Fn(u64) -> bool) -> Range<usize> {
        let Some(Sorting { column, by }) = self.sorting else { return stretch };
        let (width, place) = (self.payload.len(), self.place(column));
        let (mut low, mut high) = (stretch.start, stretch.end);
        while low < high {
            let middle = low.midpoint(high);
            if is_before(by.rank(word_of(self.cells[middle * width + place]), &self.days)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low..stretch.end
    }
}
