//! Candidates: rows that one thread derives and others take up into a table's set, each into parts of its own.
//!
//! They are kept as they come, many as a prefix with a list of cells that lies elsewhere. Nothing here decides which rows are new.

use std::ops::Range;

use super::cell::{hash_cells, span};

/// The part for keys or prefixes of this hash, of so many parts, a power of two. Within a part a hash is searched by its high bits.
#[inline]
pub fn part_of(hash: u64, parts: usize) -> usize {
    (hash >> 32) as usize & (parts - 1)
}

/// How the rows of a table are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Router {
    pub(super) arity: usize,
    /// The column that is not part of the prefix.
    pub(super) leaf: usize,
    pub(super) parts: usize,
}

impl Router {
    /// The column by which lists are taken.
    pub fn leaf(self) -> usize {
        self.leaf
    }

    /// How many parts there are.
    pub fn parts(self) -> usize {
        self.parts
    }

    /// Which of so many holders of the parts has rows of this prefix.
    pub fn holder(self, prefix: &[i32], holders: usize) -> usize {
        part_of(hash_cells(prefix), self.parts) / self.parts.div_ceil(holders)
    }
}

/// Candidates by the part of the set to which they belong.
#[derive(Clone, Debug, Default)]
pub struct Parted {
    parts: Vec<Candidates>,
    prefix: Vec<i32>,
    weight: usize,
}

/// The candidates for one part: prefixes, one after the other, each with a stretch of the cells that stand in the remaining column.
/// Those of a stretch that is one cell may have the cell itself.
#[derive(Clone, Debug, Default)]
struct Candidates {
    prefixes: Vec<i32>,
    lists: Vec<List>,
}

#[derive(Clone, Debug)]
enum List {
    One(i32),
    Stretch(Range<u32>),
    Far(Box<Range<usize>>),
}

/// The candidates with the cells of which their lists are stretches.
#[derive(Clone, Copy)]
pub(super) struct Groups<'a> {
    candidates: &'a Candidates,
    width: usize,
    cells: &'a [i32],
}

/// What a group weighs beside the cells of its list, roughly by the time that its insertion takes.
const GROUP: usize = 8;

impl Parted {
    /// Forgets all candidates, and is ready for others in so many parts.
    pub fn clear(&mut self, parts: usize) {
        self.parts.resize_with(parts, Candidates::default);
        for part in &mut self.parts {
            part.prefixes.clear();
            part.lists.clear();
        }
        self.weight = 0;
    }

    /// About how long it takes to insert the candidates, in cells.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// Adds the rows of a prefix and each cell of a stretch.
    pub fn add_list(&mut self, prefix: &[i32], stretch: Range<usize>) {
        self.weight += GROUP + stretch.len();
        let list = match (u32::try_from(stretch.start), u32::try_from(stretch.end)) {
            (Ok(start), Ok(end)) => List::Stretch(start..end),
            _ => List::Far(Box::new(stretch)),
        };
        self.part(prefix).add(prefix, list);
    }

    /// Adds one row.
    pub fn add_row(&mut self, router: Router, row: &[i32]) {
        self.weight += GROUP;
        let mut prefix = std::mem::take(&mut self.prefix);
        prefix.clear();
        prefix.extend_from_slice(&row[..router.leaf]);
        prefix.extend_from_slice(&row[router.leaf + 1..]);
        self.part(&prefix).add(&prefix, List::One(row[router.leaf]));
        self.prefix = prefix;
    }

    fn part(&mut self, prefix: &[i32]) -> &mut Candidates {
        let parts = self.parts.len();
        &mut self.parts[part_of(hash_cells(prefix), parts)]
    }

    /// Those of one part, with the cells of which their lists are stretches.
    pub(super) fn part_of<'a>(&'a self, part: usize, router: Router, cells: &'a [i32]) -> Groups<'a> {
        Groups { candidates: &self.parts[part], width: router.arity - 1, cells }
    }

    /// The prefixes and lists of all parts.
    pub(super) fn groups<'a>(
        &'a self,
        router: Router,
        cells: &'a [i32],
    ) -> impl Iterator<Item = (&'a [i32], &'a [i32])> {
        let parts = (0..self.parts.len()).map(move |part| self.part_of(part, router, cells));
        parts.flat_map(|groups| (0..groups.len()).map(move |at| groups.get(at)))
    }
}

impl Candidates {
    fn add(&mut self, prefix: &[i32], list: List) {
        match *prefix {
            [one] => self.prefixes.push(one),
            _ => self.prefixes.extend_from_slice(prefix),
        }
        self.lists.push(list);
    }
}

impl<'a> Groups<'a> {
    pub(super) fn len(self) -> usize {
        self.candidates.lists.len()
    }

    /// The prefix and the list of a group.
    pub(super) fn get(self, at: usize) -> (&'a [i32], &'a [i32]) {
        let list = match &self.candidates.lists[at] {
            List::One(cell) => std::slice::from_ref(cell),
            List::Stretch(stretch) => &self.cells[stretch.start as usize..stretch.end as usize],
            List::Far(stretch) => &self.cells[stretch.start..stretch.end],
        };
        (&self.candidates.prefixes[span(self.width, at)], list)
    }
}
