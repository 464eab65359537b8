//! Rows told apart all at once: parted by their hashes first, so that those of a part are told apart within the near cache.

use std::convert::Infallible;

use rayon::ThreadPool;
use rayon::prelude::*;

use super::cell::span;
use super::row_set::hash_row;

/// About how many rows a part has.
const ROWS_OF_A_PART: usize = 1 << 14;
/// So few rows are compared with each other.
const FEW: usize = 8;
/// Into how many parts rows are put at once at most: each part is written to at a place of its own.
const MOST_PARTS: usize = 1 << 12;
/// So many rows are put in order together, or an eighth of all.
const ROWS_AT_ONCE: usize = 1 << 18;
/// In how many times rows are put in order at most: all are hashed each time.
const MOST_TIMES: usize = 8;
/// The bits of a hash from here on tell in which part a row is; those from [`TAG`] on are its tag.
const PART: u32 = 24;
/// Behind so many bits, which hold the number of a row, stands its tag.
const TAG: u32 = 40;
/// A slot without a row.
const FREE: u64 = u64::MAX;

/// Keeps of rows, given one after the other, each where it comes first, in their order. Returns of each whether it came before. Where there
/// is a pool, its threads tell apart parts of their own. `check` is called every so often; after an error of it all rows are as they were.
pub(super) fn keep_first<E: Send>(
    cells: &mut Vec<i32>,
    arity: usize,
    pool: Option<&ThreadPool>,
    check: &(impl Fn() -> Result<(), E> + Sync),
) -> Result<Vec<bool>, E> {
    let is_repeated = repeated(cells, arity, pool, check)?;
    let mut kept = 0;
    for (row, _) in is_repeated.iter().enumerate().filter(|(_, is_repeated)| !**is_repeated) {
        if kept < row {
            cells.copy_within(span(arity, row), kept * arity);
        }
        kept += 1;
    }
    cells.truncate(kept * arity);
    Ok(is_repeated)
}

/// The same by itself, on one thread: nobody stops it.
pub(super) fn keep_all_first(cells: &mut Vec<i32>, arity: usize) {
    let Ok(_) = keep_first(cells, arity, None, &|| Ok::<(), Infallible>(()));
}

/// Of each row, whether it came before.
fn repeated<E: Send>(
    cells: &[i32],
    arity: usize,
    pool: Option<&ThreadPool>,
    check: &(impl Fn() -> Result<(), E> + Sync),
) -> Result<Vec<bool>, E> {
    let mut is_repeated = vec![false; cells.len() / arity];
    if is_repeated.len() <= FEW {
        let row = |at: usize| &cells[span(arity, at)];
        (1..is_repeated.len()).for_each(|at| is_repeated[at] = (0..at).any(|other| row(other) == row(at)));
        return Ok(is_repeated);
    }
    let parting = Parting::of(is_repeated.len(), pool.map_or(1, ThreadPool::current_num_threads));
    let sizes = parting.sizes(cells, arity, check)?;
    let batches = sizes.chunks(parting.at_once).enumerate().map(|(at, sizes)| (at * parting.at_once, sizes));
    let found = |batch| parting.repeated(cells, arity, batch, check);
    let mut mark = |rows: Vec<usize>| rows.into_iter().for_each(|row| is_repeated[row] = true);
    if let Some(pool) = pool {
        let batches: Vec<_> = batches.collect();
        let found = pool.install(|| batches.into_par_iter().map(found).collect::<Result<Vec<_>, E>>());
        found?.into_iter().for_each(mark);
    } else {
        batches.map(found).try_for_each(|rows| rows.map(&mut mark))?;
    }
    Ok(is_repeated)
}

/// Tells the number of each row with its hash.
fn each_hash<E>(
    cells: &[i32],
    arity: usize,
    check: &impl Fn() -> Result<(), E>,
    mut tell: impl FnMut(u64, u64),
) -> Result<(), E> {
    let mut numbers = 0_u64..;
    for stretch in cells.chunks(ROWS_OF_A_PART * arity) {
        check()?;
        for (row, number) in stretch.chunks_exact(arity).zip(&mut numbers) {
            tell(number, hash_row(row));
        }
    }
    Ok(())
}

/// Into how many parts rows are put, powers of two, and how many of these are looked at together: what puts them in order takes memory.
struct Parting {
    parts: usize,
    at_once: usize,
}

impl Parting {
    fn of(rows: usize, threads: usize) -> Self {
        let parts = (rows / ROWS_OF_A_PART).next_power_of_two().min(MOST_PARTS);
        let times = (rows / ROWS_AT_ONCE).max(threads).next_power_of_two().min(MOST_TIMES);
        Self { parts, at_once: (parts / times).max(1) }
    }

    fn part(&self, hash: u64) -> usize {
        (hash >> PART) as usize & (self.parts - 1)
    }

    /// How many rows each part has.
    fn sizes<E>(
        &self,
        cells: &[i32],
        arity: usize,
        check: &impl Fn() -> Result<(), E>,
    ) -> Result<Vec<usize>, E> {
        let mut sizes = vec![0; self.parts];
        each_hash(cells, arity, check, |_, hash| sizes[self.part(hash)] += 1)?;
        Ok(sizes)
    }

    /// The rows that came before, of some parts of so many rows each.
    fn repeated<E>(
        &self,
        cells: &[i32],
        arity: usize,
        batch: (usize, &[usize]),
        check: &impl Fn() -> Result<(), E>,
    ) -> Result<Vec<usize>, E> {
        let (mut order, mut found) = (Vec::new(), Vec::new());
        let ends = self.put_in_order(cells, arity, batch, &mut order, check)?;
        let mut seen = Seen { cells, arity, slots: Vec::new(), used: 0 };
        let mut start = 0;
        for end in ends {
            check()?;
            seen.begin(end - start);
            found.extend(order[start..end].iter().filter(|&&row| !seen.add(row)).map(|&row| number(row)));
            start = end;
        }
        Ok(found)
    }

    /// The rows of some parts, of so many rows each, with their tags, part by part and in their order within a part; returns where each
    /// part ends.
    fn put_in_order<E>(
        &self,
        cells: &[i32],
        arity: usize,
        (first, sizes): (usize, &[usize]),
        order: &mut Vec<u64>,
        check: &impl Fn() -> Result<(), E>,
    ) -> Result<Vec<usize>, E> {
        let mut places = sizes.to_vec();
        let mut next = 0;
        for place in &mut places {
            next += std::mem::replace(place, next);
        }
        order.clear();
        order.resize(next, 0);
        each_hash(cells, arity, check, |row, hash| {
            if let Some(place) = places.get_mut(self.part(hash).wrapping_sub(first)) {
                order[*place] = hash >> TAG << TAG | row;
                *place += 1;
            }
        })?;
        Ok(places)
    }
}

fn number(row: u64) -> usize {
    (row & ((1 << TAG) - 1)) as usize
}

/// The rows of one part: open addressing with linear probing.
struct Seen<'c> {
    cells: &'c [i32],
    arity: usize,
    slots: Vec<u64>,
    used: usize,
}

impl Seen<'_> {
    /// Forgets all rows, and makes room for about so many others.
    fn begin(&mut self, rows: usize) {
        self.slots.clear();
        self.slots.resize((rows * 2).next_power_of_two().min(ROWS_OF_A_PART * 4), FREE);
        self.used = 0;
    }

    /// Adds a row, given with its tag, and says whether it is new.
    fn add(&mut self, row: u64) -> bool {
        if self.used * 2 >= self.slots.len() {
            self.grow();
        }
        match self.slot(row) {
            Ok(_) => false,
            Err(free) => {
                self.slots[free] = row;
                self.used += 1;
                true
            }
        }
    }

    /// The slot of the same row, or that in which it is to be.
    fn slot(&self, row: u64) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut at = number(row >> TAG) & mask;
        loop {
            let other = self.slots[at];
            if other == FREE {
                return Err(at);
            }
            if other >> TAG == row >> TAG && self.cells_of(other) == self.cells_of(row) {
                return Ok(at);
            }
            at = (at + 1) & mask;
        }
    }

    fn cells_of(&self, row: u64) -> &[i32] {
        &self.cells[span(self.arity, number(row))]
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let rows = std::mem::replace(&mut self.slots, vec![FREE; size]);
        for row in rows.into_iter().filter(|&row| row != FREE) {
            let mask = size - 1;
            let mut at = number(row >> TAG) & mask;
            while self.slots[at] != FREE {
                at = (at + 1) & mask;
            }
            self.slots[at] = row;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn agrees(cells: &[i32], arity: usize) {
        let mut seen = HashSet::new();
        let expected: Vec<i32> =
            cells.chunks_exact(arity).filter(|row| seen.insert(*row)).flatten().copied().collect();
        let mut kept = cells.to_vec();
        keep_all_first(&mut kept, arity);
        assert!(kept == expected, "{} cells in rows of {arity}", cells.len());
    }

    #[test]
    fn each_row_is_kept_where_it_comes_first() {
        for arity in 1..4 {
            agrees(&[], arity);
            for (len, many) in [(12, 2), (1200, 30), (600_000, 100), (600_000, 1_000_000)] {
                let cells: Vec<i32> =
                    (0..len).map(|at: i32| at.wrapping_mul(0x2545_F491) / 7 % many).collect();
                agrees(&cells, arity);
            }
        }
    }

    #[test]
    fn several_threads_keep_the_same_rows() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
        for (len, many) in [(4, 2), (1200, 30), (300_000, 100), (900_000, 500_000)] {
            let cells: Vec<i32> = (0..len).map(|at: i32| at.wrapping_mul(0x2545_F491) / 7 % many).collect();
            let (mut by_one, mut by_three) = (cells.clone(), cells);
            let check = || Ok::<(), Infallible>(());
            let Ok(told_by_one) = keep_first(&mut by_one, 2, None, &check);
            let Ok(told_by_three) = keep_first(&mut by_three, 2, Some(&pool), &check);
            assert!(by_one == by_three && told_by_one == told_by_three, "{len} cells");
        }
    }

    #[test]
    fn several_threads_are_stopped_and_leave_the_rows() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let cells: Vec<i32> = (0..200_000).map(|at| at % 1000).collect();
        let mut kept = cells.clone();
        let asked = AtomicUsize::new(0);
        let check = || {
            if asked.fetch_add(1, Ordering::Relaxed) < 20 { Ok(()) } else { Err("stop") }
        };
        assert_eq!(keep_first(&mut kept, 1, Some(&pool), &check), Err("stop"));
        assert!(kept == cells);
    }

    #[test]
    fn a_part_of_many_rows_grows() {
        let cells: Vec<i32> = (0..200_000).chain(0..200_000).collect();
        let mut seen = Seen { cells: &cells, arity: 1, slots: Vec::new(), used: 0 };
        seen.begin(9);
        let tagged = |row: u64| (row % 200_000 * 7919) << TAG | row;
        assert!((0..200_000).all(|row| seen.add(tagged(row))));
        assert!((200_000..400_000).all(|row| !seen.add(tagged(row))));
        assert_eq!(seen.used, 200_000);
    }
}
