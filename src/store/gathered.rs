//! Rows that are derived and that nobody looks for meanwhile: kept as they come, and told apart together.
//!
//! A row added to a set of many costs an unordered read of memory, told apart together (see `distinct`) it costs none; and no set
//! takes memory.

use rayon::ThreadPool;

use super::Table;
use super::distinct::keep_first;
use super::narrow::Narrow;

/// Rows that may repeat, with whoever offered them.
#[derive(Debug)]
pub struct Gathered {
    arity: usize,
    cells: Vec<i32>,
    /// How many rows, the first ones, are known to be different from each other.
    distinct: usize,
    /// For each stretch of the others the row at which it ends, and by whom it was offered.
    offers: Vec<(usize, usize)>,
    repeats: bool,
}

/// The least number of rows that are worth being told apart.
const WORTH_TELLING: usize = 1 << 16;

impl Gathered {
    /// The rows of a table with at least one column.
    pub fn of(table: Table) -> Self {
        let (arity, distinct) = (table.arity(), table.len());
        Self { arity, cells: table.into_cells(), distinct, offers: Vec::new(), repeats: false }
    }

    /// Adds rows, given one after the other, that somebody offers.
    pub fn add(&mut self, rows: &[i32], by: usize) {
        self.cells.extend_from_slice(rows);
        let end = self.rows();
        match self.offers.last_mut() {
            Some((last, whose)) if *whose == by => *last = end,
            _ => self.offers.push((end, by)),
        }
    }

    fn rows(&self) -> usize {
        self.cells.len() / self.arity
    }

    /// How many rows were added and not told apart yet.
    pub fn waiting(&self) -> usize {
        self.rows() - self.distinct
    }

    /// Whether so many rows were added that they are to be told apart, lest repeated ones fill the memory.
    pub fn is_full(&self) -> bool {
        self.waiting() > WORTH_TELLING.max(self.distinct * 3)
    }

    /// Whether of the rows told apart last fewer than half were new, so that a set would have kept them smaller.
    pub fn repeats(&self) -> bool {
        self.repeats
    }

    /// About how many bytes they take.
    pub fn bytes(&self) -> usize {
        size_of_val(self.cells.as_slice())
    }

    /// Keeps each row where it came first. Returns how many of the rows added were new, by those who offered them. Threads of a pool share
    /// the work. `check` is called every so often.
    ///
    /// # Errors
    /// That of `check`; then nothing has changed.
    pub fn tell_apart<E: Send>(
        &mut self,
        pool: Option<&ThreadPool>,
        check: &(impl Fn() -> Result<(), E> + Sync),
    ) -> Result<Vec<(usize, usize)>, E> {
        let (before, mut start) = (self.rows(), self.distinct);
        let is_repeated = keep_first(&mut self.cells, self.arity, pool, check)?;
        let new = std::mem::take(&mut self.offers).into_iter().map(|(end, by)| {
            let stretch = &is_repeated[std::mem::replace(&mut start, end)..end];
            (by, stretch.iter().filter(|is_repeated| !**is_repeated).count())
        });
        let new = new.collect();
        self.repeats = (self.rows() - self.distinct) * 2 < before - self.distinct;
        self.distinct = self.rows();
        Ok(new)
    }

    /// The table of the rows that were told apart, in the order in which they came first.
    pub fn into_table(mut self) -> Table {
        self.cells.truncate(self.distinct * self.arity);
        self.cells.shrink_to_fit();
        Table::of_cells(Narrow::of_distinct(self.arity, self.cells))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(gathered: &mut Gathered) -> Vec<(usize, usize)> {
        gathered.tell_apart(None, &|| Ok::<(), ()>(())).unwrap()
    }

    #[test]
    fn what_is_stopped_has_changed_nothing() {
        let mut gathered = Gathered::of(Table::from_rows(1, [[1].as_slice()]));
        gathered.add(&[2, 2, 1].repeat(40), 0);
        assert_eq!(gathered.tell_apart(None, &|| Err("stop")), Err("stop"));
        assert_eq!((gathered.waiting(), told(&mut gathered)), (120, vec![(0, 1)]));
        gathered.add(&[3], 0);
        assert_eq!(gathered.into_table().rows().collect::<Vec<_>>(), [[1], [2]]);
    }

    #[test]
    fn rows_come_once_in_order_and_are_counted_to_who_offered_them_first() {
        let table = Table::from_rows(2, [[1, 2].as_slice(), &[3, 4]]);
        let mut gathered = Gathered::of(table);
        gathered.add(&[5, 6, 1, 2], 7);
        gathered.add(&[5, 6, 7, 8], 7);
        gathered.add(&[7, 8, 9, 9, 9, 9], 2);
        assert_eq!(gathered.waiting(), 7);
        assert_eq!(told(&mut gathered), [(7, 2), (2, 1)]);
        assert_eq!((gathered.waiting(), gathered.repeats()), (0, true));
        gathered.add(&[0, 0], 7);
        assert_eq!((told(&mut gathered), gathered.repeats()), (vec![(7, 1)], false));
        let rows = [[1, 2], [3, 4], [5, 6], [7, 8], [9, 9], [0, 0]];
        let mut table = gathered.into_table();
        assert_eq!(table.rows().collect::<Vec<_>>(), rows);
        assert!(!table.insert(&[9, 9]) && table.insert(&[9, 0]));
    }

    #[test]
    fn it_is_full_when_more_came_than_there_were() {
        let mut gathered = Gathered::of(Table::new(1));
        let cells: Vec<i32> = (0..=1 << 16).collect();
        gathered.add(&cells[1..], 0);
        assert!(!gathered.is_full());
        gathered.add(&cells[..1], 0);
        assert!(gathered.is_full());
        assert_eq!(told(&mut gathered), [(0, cells.len())]);
        gathered.add(&cells, 0);
        gathered.add(&cells, 1);
        assert!(!gathered.is_full());
        assert_eq!(told(&mut gathered), [(0, 0), (1, 0)]);
        assert!(gathered.repeats());
    }
}
