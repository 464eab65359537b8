//! Marks of rows: two bytes a row that tell, nearly always, whether it has given cells in some columns.
//!
//! A few rows of very many are looked for by a pass over marks, a tenth of what their cells take, where an index or a set would take
//! hundreds of such passes to make. Where one of the columns asked for tells nearly all rows apart, it alone is marked, so that whoever asks for
//! it and others besides finds the same marks. Marks of several columns are made when rows have been looked through by these once. All follow
//! the rows that are taken out; rows that come are marked when somebody looks for them.

use std::collections::HashSet;
use std::ops::{ControlFlow, Range};
use std::sync::{Arc, Mutex, PoisonError};

/// For fewer rows no marks are asked.
const WORTH_MARKS: usize = 4096;
/// By so many sets of columns rows are marked at most.
const MOST: usize = 16;
/// So many marks are compared at once.
const AT_ONCE: usize = 64;
/// Of so many rows it is seen which columns tell rows apart: those in which so many values are different.
const SAMPLE: usize = 256;
const DIFFERENT: usize = 224;

/// The marks of one table's rows.
#[derive(Debug, Default)]
pub(super) struct Sketches(Mutex<Made>);

#[derive(Clone, Debug, Default)]
struct Made {
    sketches: Vec<Sketch>,
    /// For each column, once somebody has asked, whether it tells nearly all rows apart.
    telling: Vec<bool>,
}

/// The marks of rows by some columns.
#[derive(Clone, Debug)]
struct Sketch {
    columns: Vec<usize>,
    /// How many rows were looked through by these columns while there were no marks.
    passed: usize,
    /// Those of the first rows.
    marks: Arc<Vec<u16>>,
}

/// Rows of cells, one after the other.
#[derive(Clone, Copy)]
pub(super) struct Rows<'r> {
    pub(super) cells: &'r [i32],
    pub(super) arity: usize,
}

impl<'r> Rows<'r> {
    fn row(self, at: usize) -> &'r [i32] {
        &self.cells[at * self.arity..(at + 1) * self.arity]
    }

    fn len(self) -> usize {
        self.cells.len() / self.arity
    }

    fn has(self, at: usize, columns: &[usize], key: &[i32]) -> bool {
        let row = self.row(at);
        columns.iter().zip(key).all(|(&column, &cell)| row[column] == cell)
    }

    /// Whether nearly all rows have a cell of their own in a column.
    fn tells(self, column: usize) -> bool {
        let step = (self.len() / SAMPLE).max(1);
        let rows = (0..self.len()).step_by(step).take(SAMPLE);
        let met: HashSet<i32> = rows.map(|at| self.row(at)[column]).collect();
        met.len() >= DIFFERENT
    }

    /// Gives `take` the rows of a stretch that have these cells in these columns, of which there is one at least, as long as it wants
    /// more, by a look at each. Breaks off behind the last that was taken.
    fn each(
        self,
        (columns, key): (&[usize], &[i32]),
        stretch: Range<usize>,
        take: &mut dyn FnMut(usize) -> bool,
    ) -> ControlFlow<usize> {
        let Some((&column, &cell)) = columns.first().zip(key.first()) else {
            return ControlFlow::Continue(());
        };
        let cells = self.cells.get(stretch.start * self.arity + column..).unwrap_or_default();
        for (at, _) in stretch.zip(cells.iter().step_by(self.arity)).filter(|(_, other)| **other == cell) {
            if self.has(at, columns, key) && !take(at) {
                return ControlFlow::Break(at + 1);
            }
        }
        ControlFlow::Continue(())
    }
}

impl Clone for Sketches {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }
}

impl Sketches {
    /// Gives `take` the rows of a stretch that have these cells in these columns, one after the other, as long as it wants more. Breaks
    /// off behind the last that was taken.
    pub(super) fn each(
        &self,
        rows: Rows<'_>,
        key: (&[usize], &[i32]),
        stretch: Range<usize>,
        take: &mut dyn FnMut(usize) -> bool,
    ) -> ControlFlow<usize> {
        let marks = if stretch.len() < WORTH_MARKS { None } else { self.marks(rows, key.0, &stretch) };
        let Some((marks, of)) = marks else { return rows.each(key, stretch, take) };
        let wanted = mark(key.1[of].iter().copied());
        let marked = stretch.start..stretch.end.min(marks.len()).max(stretch.start);
        let of_marks = marks.get(marked.clone()).unwrap_or_default();
        for (block, marks) in (marked.start..).step_by(AT_ONCE).zip(of_marks.chunks(AT_ONCE)) {
            if marks.iter().map(|mark| u16::from(*mark == wanted)).sum::<u16>() > 0 {
                rows.each(key, block..block + marks.len(), take)?;
            }
        }
        rows.each(key, marked.end..stretch.end, take)
    }

    /// The marks of rows by some columns, or by one of these that tells nearly all rows apart, up to the end of a stretch where that can
    /// be, and which of the columns they are of; none while the first pass is made.
    fn marks(
        &self,
        rows: Rows<'_>,
        columns: &[usize],
        stretch: &Range<usize>,
    ) -> Option<(Arc<Vec<u16>>, Range<usize>)> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = made.marked(rows, columns);
        let marks = made.sketch(rows, &columns[of.clone()])?.reached(rows, stretch)?;
        Some((marks, of))
    }

    /// Takes note that a row was taken out and the last put in its place; `rows` are those that are left.
    pub(super) fn take_out(&mut self, at: usize, rows: Rows<'_>) {
        let made = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        for sketch in made.sketches.iter_mut().filter(|sketch| !sketch.marks.is_empty()) {
            let marks = Arc::make_mut(&mut sketch.marks);
            marks.truncate(rows.len());
            if let Some(place) = marks.get_mut(at) {
                let row = rows.row(at);
                *place = mark(sketch.columns.iter().map(|&column| row[column]));
            }
        }
    }

    /// Forgets the marks of rows that are no more where they were.
    pub(super) fn forget(&mut self) {
        *self.0.get_mut().unwrap_or_else(PoisonError::into_inner) = Made::default();
    }

    /// How many bytes they take.
    pub(super) fn bytes(&self) -> usize {
        let made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        made.sketches.iter().map(|sketch| size_of_val(sketch.marks.as_slice())).sum()
    }
}

impl Made {
    /// By which of some columns rows are marked: by one that tells nearly all of them apart, or else by all.
    fn marked(&mut self, rows: Rows<'_>, columns: &[usize]) -> Range<usize> {
        if self.telling.is_empty() {
            self.telling = (0..rows.arity).map(|column| rows.tells(column)).collect();
        }
        let tells = columns.iter().position(|&column| self.telling[column]);
        tells.map_or(0..columns.len(), |at| at..at + 1)
    }

    /// The marks by some columns, begun if nobody has asked for them yet; none where there are too many others.
    fn sketch(&mut self, rows: Rows<'_>, columns: &[usize]) -> Option<&mut Sketch> {
        let known = self.sketches.iter().position(|sketch| sketch.columns == columns);
        let at = known.unwrap_or(self.sketches.len());
        if known.is_none() && at < MOST {
            // Whole rows are looked for before they are put in or taken out, and then once more; so is what one column tells.
            let is_telling = matches!(*columns, [column] if self.telling[column]);
            let passed = if columns.len() == rows.arity || is_telling { usize::MAX } else { 0 };
            self.sketches.push(Sketch { columns: columns.to_vec(), passed, marks: Arc::default() });
        }
        self.sketches.get_mut(at)
    }
}

impl Sketch {
    /// The marks, up to the end of a stretch where that can be; none while the first pass is made.
    fn reached(&mut self, rows: Rows<'_>, stretch: &Range<usize>) -> Option<Arc<Vec<u16>>> {
        if self.passed < rows.len() && self.marks.is_empty() {
            self.passed += stretch.len();
            return None;
        }
        self.reach(rows, stretch);
        Some(Arc::clone(&self.marks))
    }

    /// Marks rows up to the end of a stretch, if those before it are marked.
    fn reach(&mut self, rows: Rows<'_>, stretch: &Range<usize>) {
        let marked = self.marks.len();
        if stretch.start <= marked && stretch.end >= marked + AT_ONCE {
            let marks = Arc::make_mut(&mut self.marks);
            marks.reserve(if marked == 0 { rows.len() + rows.len() / 64 } else { 0 });
            for first in (marked..stretch.end).step_by(MARKED_AT_ONCE) {
                let mut met = [BEGIN; MARKED_AT_ONCE];
                let met = &mut met[..MARKED_AT_ONCE.min(stretch.end - first)];
                for &column in &self.columns {
                    let cells = rows.cells[first * rows.arity + column..].iter().step_by(rows.arity);
                    met.iter_mut().zip(cells).for_each(|(met, &cell)| *met = fold(*met, cell));
                }
                marks.extend(met.iter().map(|&met| highest(met)));
            }
        }
    }
}

/// So many rows are marked at once, column by column.
const MARKED_AT_ONCE: usize = 512;
/// What no cells come to.
const BEGIN: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline]
fn fold(met: u64, cell: i32) -> u64 {
    (met ^ u64::from(cell.cast_unsigned())).wrapping_mul(BEGIN)
}

#[inline]
fn highest(met: u64) -> u16 {
    let [high, low, ..] = met.to_be_bytes();
    u16::from_be_bytes([high, low])
}

/// What stands for some cells: the highest bits of products, which depend on all others.
fn mark(cells: impl Iterator<Item = i32>) -> u16 {
    highest(cells.fold(BEGIN, fold))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a stretch with a key, found one after the other, beside those that a look at each finds.
    fn both(
        sketches: &Sketches,
        rows: Rows<'_>,
        key: (&[usize], &[i32]),
        stretch: Range<usize>,
    ) -> [Vec<usize>; 2] {
        let (mut found, mut from) = (Vec::new(), stretch.start);
        // Two at a time, as those who ask break off.
        while let ControlFlow::Break(end) = sketches.each(rows, key, from..stretch.end, &mut |at| {
            found.push(at);
            found.len() % 2 > 0
        }) {
            from = end;
        }
        [found, stretch.filter(|&at| rows.has(at, key.0, key.1)).collect()]
    }

    #[test]
    fn marks_find_what_a_look_at_each_row_finds() {
        let mut cells: Vec<i32> = (0..6000).flat_map(|at| [at % 7, at * 31 % 97, -at]).collect();
        let mut sketches = Sketches::default();
        for round in 0..90 {
            let rows = Rows { cells: &cells, arity: 3 };
            let len = rows.len();
            let keys: [(&[usize], &[i32]); 5] = [
                (&[0, 1], &[round % 7, round]),
                (&[2], &[-round]),
                (&[0, 2], &[round % 7, -round]),
                (&[0, 2], &[round % 7 + 1, -round]),
                (&[1], &[5000]),
            ];
            for (columns, key) in keys {
                for stretch in [0..len, len / 3..len - 5, len - 100..len, 7..7] {
                    let [found, expected] = both(&sketches, rows, (columns, key), stretch.clone());
                    assert_eq!(found, expected, "{round}: {columns:?} {stretch:?}");
                }
            }
            if round % 3 > 0 {
                let at = usize::try_from(round).unwrap() * 148 % len;
                cells.copy_within((len - 1) * 3.., at * 3);
                cells.truncate((len - 1) * 3);
                sketches.take_out(at, Rows { cells: &cells, arity: 3 });
            } else {
                cells.extend([round % 7, round, -round]);
            }
        }
        // The third column tells rows apart by itself: whoever asks for it and the first finds its marks.
        let made = sketches.0.get_mut().unwrap();
        let mut by: Vec<&[usize]> = made.sketches.iter().map(|sketch| sketch.columns.as_slice()).collect();
        by.sort_unstable();
        assert_eq!(by, [&[0, 1][..], &[1], &[2]]);
        assert!(sketches.bytes() >= 3 * 2 * 5900);
        sketches.forget();
        assert_eq!(sketches.bytes(), 0);
    }

    #[test]
    fn few_rows_have_no_marks() {
        let sketches = Sketches::default();
        let rows = Rows { cells: &[1, 2, 3, 4], arity: 2 };
        assert_eq!(both(&sketches, rows, (&[1], &[4]), 0..2), [[1], [1]]);
        assert_eq!(sketches.bytes(), 0);
    }

    #[test]
    fn rows_of_very_many_columns_sets_are_looked_through() {
        let sketches = Sketches::default();
        let cells: Vec<i32> = (0..5000 * 20).collect();
        let rows = Rows { cells: &cells, arity: 20 };
        for column in (0..20).chain(0..20) {
            let key = [4000 * 20 + i32::try_from(column).unwrap()];
            assert_eq!(both(&sketches, rows, (&[column], &key), 0..5000), [[4000], [4000]]);
        }
        assert_eq!(sketches.bytes(), MOST * 2 * 5000);
    }
}
