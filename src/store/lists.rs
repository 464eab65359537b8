//! Where the lists of an index lie among its entries, which of them are of the last round, and how much room they have.
//!
//! Lists that were laid out together and have not changed since take four bytes each; once one of them changes, all get room to grow.
//! What the entries are, and under which keys the lists are found, is told by [`super::postings`].

use std::ops::Range;

use super::narrow::with_room;

/// Where a list lies, counted in entries.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct List {
    pub(super) start: usize,
    pub(super) len: u32,
    pub(super) capacity: u32,
    /// Its length before the round in which it last grew.
    pub(super) old: u32,
    /// That round.
    pub(super) round: u32,
}

/// Lists by number.
#[derive(Clone, Debug)]
pub(super) enum Lists {
    /// One behind the other: where each begins, and last where the last one ends. All came in one round.
    Packed { starts: Vec<u32>, round: u32 },
    /// Each with room of its own.
    Open(Vec<List>),
}

/// Lists that are being laid out.
pub(super) struct Layout {
    /// Each but the first is where the next entry of the list before goes, and last where entries end.
    starts: Vec<u32>,
}

impl Layout {
    /// Room for entries whose lists have these numbers, all below `count`; none where there are too many entries.
    pub(super) fn of(numbers: &[u32], count: usize) -> Option<Self> {
        u32::try_from(numbers.len()).ok()?;
        let mut starts = vec![0; count + 2];
        for &list in numbers {
            starts[list as usize + 2] += 1;
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        Some(Self { starts })
    }

    /// Where the next entry of a list goes.
    pub(super) fn place(&mut self, list: u32) -> usize {
        let next = &mut self.starts[list as usize + 1];
        *next += 1;
        *next as usize - 1
    }

    /// The lists, of which all entries have places now.
    pub(super) fn finish(self, round: u32) -> Lists {
        let Self { mut starts } = self;
        starts.pop();
        Lists::Packed { starts, round }
    }
}

impl Default for Lists {
    fn default() -> Self {
        Self::Open(Vec::new())
    }
}

impl Lists {
    pub(super) fn is_empty(&self) -> bool {
        matches!(self, Self::Open(lists) if lists.is_empty())
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Packed { starts, .. } => starts.len() - 1,
            Self::Open(lists) => lists.len(),
        }
    }

    /// How many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Packed { starts, .. } => size_of_val(starts.as_slice()),
            Self::Open(lists) => size_of_val(lists.as_slice()),
        }
    }

    /// The entries of a list.
    #[inline]
    pub(super) fn all(&self, number: usize) -> Range<usize> {
        match self {
            Self::Packed { starts, .. } => starts[number] as usize..starts[number + 1] as usize,
            Self::Open(lists) => {
                let list = &lists[number];
                list.start..list.start + list.len as usize
            }
        }
    }

    /// The entries of a list from before a round, which is the last one.
    #[inline]
    pub(super) fn before(&self, number: usize, last: u32) -> Range<usize> {
        let all = self.all(number);
        let end = match self {
            Self::Packed { round, .. } if *round == last => all.start,
            Self::Open(lists) if lists[number].round == last => all.start + lists[number].old as usize,
            _ => all.end,
        };
        all.start..end
    }

    /// The lists, to be changed.
    pub(super) fn open(&mut self) -> &mut Vec<List> {
        if let Self::Packed { starts, round } = self {
            let list = |ends: &[u32]| {
                let len = ends[1] - ends[0];
                List { start: ends[0] as usize, len, capacity: len, old: 0, round: *round }
            };
            let mut lists = Vec::with_capacity(with_room(starts.len()));
            lists.extend(starts.windows(2).map(list));
            *self = Self::Open(lists);
        }
        match self {
            Self::Open(lists) => lists,
            Self::Packed { .. } => unreachable!("they were opened"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_lists_are_those_that_come_of_opening_them() {
        let numbers = [2, 0, 2, 3, 0, 2];
        let mut layout = Layout::of(&numbers, 5).unwrap();
        assert_eq!(numbers.map(|list| layout.place(list)), [2, 0, 3, 5, 1, 4]);
        let mut lists = layout.finish(7);
        let expected = [0..2, 2..2, 2..5, 5..6, 6..6];
        let read = |lists: &Lists| (0..lists.len()).map(|at| lists.all(at)).collect::<Vec<_>>();
        assert_eq!((read(&lists), lists.before(2, 7), lists.before(2, 8)), (expected.to_vec(), 2..2, 2..5));
        assert_eq!((lists.open().len(), lists.bytes()), (5, 5 * size_of::<List>()));
        assert_eq!((read(&lists), lists.before(2, 7), lists.before(2, 8)), (expected.to_vec(), 2..2, 2..5));
    }

    #[test]
    fn there_may_be_no_entries() {
        let lists = Layout::of(&[], 0).unwrap().finish(0);
        assert_eq!((lists.len(), lists.is_empty(), Lists::default().is_empty()), (0, false, true));
    }
}
