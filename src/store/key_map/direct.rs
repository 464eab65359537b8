//! Numbers of single cells that lie close together: a list with a place for each cell of a range.
//!
//! It takes four bytes for each cell of the range, less than a hash map while one cell in six is a key, and is read without hashing;
//! cells that are near each other have their numbers near each other. When a range would have to be too wide is decided here, what is
//! done then by [`super`].

use super::super::filled::filled;
use super::exact::Exact;

/// A list of at most so many places may be nearly empty.
const SMALL: i64 = 64;
/// So many places a key are given up to...
const MOST: i64 = 8;
/// ...and so many, where keys that were hashed become a list.
const FEW: i64 = 6;

/// Numbers for cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Direct {
    /// The cell of the first place.
    first: i32,
    /// The number of each cell and 1; zero is none.
    numbers: Vec<u32>,
    len: u32,
}

impl Direct {
    /// The keys of a hash map, if they lie close enough.
    pub(super) fn of(map: &Exact<2>) -> Option<Self> {
        let (mut least, mut most) = (i32::MAX, i32::MIN);
        map.each(|&[key, _], _| {
            least = least.min(key.cast_signed());
            most = most.max(key.cast_signed());
        });
        let span = i64::from(most) - i64::from(least) + 1;
        let len = u32::try_from(map.len()).ok().filter(|&len| span <= i64::from(len) * FEW)?;
        let mut direct = Self { first: least, numbers: filled(0, usize::try_from(span).ok()?), len };
        map.each(|&[key, number], _| {
            let at = direct.place(key.cast_signed());
            direct.numbers[at] = number;
        });
        Some(direct)
    }

    /// The same as a hash map, with room for as many keys again.
    pub(super) fn hashed(&self) -> Exact<2> {
        let mut map = Exact::with_room(self.len() * 2);
        self.each(|key, number| map.place(key.cast_unsigned(), number));
        map
    }

    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.numbers.as_slice())
    }

    /// The place of a cell, which lies beyond the last if it has none.
    #[inline]
    fn place(&self, cell: i32) -> usize {
        // What is below the first becomes a large number: no list goes beyond the last cell that there is.
        cell.wrapping_sub(self.first).cast_unsigned() as usize
    }

    #[inline]
    pub(super) fn find(&self, cell: i32) -> Option<usize> {
        (*self.numbers.get(self.place(cell))? as usize).checked_sub(1)
    }

    /// What stands in the place of a cell.
    #[inline]
    pub(super) fn glance(&self, cell: i32) -> u64 {
        self.numbers.get(self.place(cell)).copied().map_or(0, u64::from)
    }

    /// The number of a cell, a new one if it has none; nothing if it lies too far from the others.
    #[inline]
    pub(super) fn number(&mut self, cell: i32) -> Option<usize> {
        let at = self.place(cell);
        if at >= self.numbers.len() {
            return self.number_beyond(cell);
        }
        let number = &mut self.numbers[at];
        if *number == 0 {
            self.len += 1;
            *number = self.len;
        }
        Some(*number as usize - 1)
    }

    #[cold]
    fn number_beyond(&mut self, cell: i32) -> Option<usize> {
        if self.make_place(i64::from(cell)) { self.number(cell) } else { None }
    }

    /// Makes the list reach to a cell; says whether it does.
    fn make_place(&mut self, cell: i64) -> bool {
        let first = if self.numbers.is_empty() { cell } else { i64::from(self.first) };
        let most = SMALL.max((i64::from(self.len) + 1) * MOST);
        let places = i64::try_from(self.numbers.len()).unwrap_or(i64::MAX);
        if cell >= first {
            let span = cell - first + 1;
            return span <= most && self.lay_out(first, span.max(places), 0);
        }
        // Others will follow: there is to be room for as many before the first as there are now.
        let span = first + places - cell;
        let from = (cell - span).max(i64::from(i32::MIN));
        span * 2 <= most && self.lay_out(from, first + places - from, first - from)
    }

    /// Gives the list so many places from a cell on, of which the present ones begin after so many.
    fn lay_out(&mut self, first: i64, places: i64, before: i64) -> bool {
        let sizes = (i32::try_from(first), usize::try_from(places), usize::try_from(before));
        let (Ok(first), Ok(places), Ok(before)) = sizes else { return false };
        if before > 0 {
            let mut numbers = Vec::with_capacity(places);
            numbers.resize(before, 0);
            numbers.append(&mut self.numbers);
            self.numbers = numbers;
        }
        self.numbers.resize(places, 0);
        self.first = first;
        true
    }

    /// Tells every cell with its number, in ascending order.
    pub(super) fn each(&self, mut tell: impl FnMut(i32, usize)) {
        for (cell, &number) in (i64::from(self.first)..).zip(&self.numbers).filter(|(_, number)| **number > 0)
        {
            if let Ok(cell) = i32::try_from(cell) {
                tell(cell, number as usize - 1);
            }
        }
    }
}
