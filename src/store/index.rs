//! Indexes of finished tables: from the values of some columns to the numbers of the rows that have them.
//!
//! They are made whole, in three passes, for tables that do not grow any more. Indexes that follow a growing table, and hold what a
//! join wants instead of row numbers, are in `postings`.

use super::cell::known_cell;
use super::row_set::hash_row;
use super::{Table, Word};

/// About how many rows a part holds, so that it fits the near cache while it is sorted.
const ROWS_A_PART: usize = 1 << 15;

/// An index of a table on some of its columns.
///
/// Rows are sorted by the hashes of their keys, those of one key by their numbers: first into parts by the highest bits, then within
/// each, so that no step waits for far memory. It takes eight bytes a row.
#[derive(Clone, Debug)]
pub struct Index {
    columns: Vec<usize>,
    /// How far a hash is shifted for the number of its part.
    shift: u32,
    /// Where the parts begin in `entries`, and where the last one ends.
    starts: Vec<u32>,
    /// The high half of each hash above the number of the row.
    entries: Vec<u64>,
}

impl Index {
    /// The index of a table on these columns.
    pub fn new(table: &Table, columns: &[usize]) -> Self {
        let bits = (table.len() / ROWS_A_PART).max(1).ilog2() + 1;
        let mut index = Self {
            columns: columns.to_vec(),
            shift: u64::BITS - bits,
            starts: Vec::new(),
            entries: Vec::new(),
        };
        index.starts = index.count(table, 1 << bits);
        index.place(table);
        for part in index.starts.windows(2) {
            index.entries[part[0] as usize..part[1] as usize].sort_unstable();
        }
        index
    }

    /// The numbers of the rows with this key, in ascending order. It must be the same table, as it was.
    pub fn rows<'i>(&'i self, table: &'i Table, key: &[Word]) -> impl Iterator<Item = usize> + 'i {
        let key: Option<Vec<i32>> = key.iter().map(|&word| known_cell(word)).collect();
        let hash = key.as_deref().map_or(0, hash_row);
        let entries = if key.is_some() { self.entries_of(hash) } else { &[] };
        let has_key = move |&row: &usize| {
            let cells = self.columns.iter().map(|&column| table.cell(row, column));
            key.as_ref().is_some_and(|key| cells.eq(key.iter().copied()))
        };
        entries.iter().map(|&entry| low_half(entry) as usize).filter(has_key)
    }

    /// The entries of a hash; those of others only where they agree in so many bits.
    fn entries_of(&self, hash: u64) -> &[u64] {
        let part = self.part(hash);
        let entries = &self.entries[self.starts[part] as usize..self.starts[part + 1] as usize];
        let (least, most) = (entry(hash, 0), entry(hash, u32::MAX));
        &entries[entries.partition_point(|&it| it < least)..entries.partition_point(|&it| it <= most)]
    }

    /// Where each part begins.
    fn count(&self, table: &Table, parts: usize) -> Vec<u32> {
        let mut starts = vec![0; parts + 1];
        self.each_hash(table, |_, hash| starts[self.part(hash) + 1] += 1);
        for part in 0..parts {
            starts[part + 1] += starts[part];
        }
        starts
    }

    /// Puts the rows into their parts.
    fn place(&mut self, table: &Table) {
        let (mut next, mut entries) = (self.starts.clone(), vec![0; table.len()]);
        self.each_hash(table, |row, hash| {
            let free = &mut next[self.part(hash)];
            entries[*free as usize] = entry(hash, row);
            *free += 1;
        });
        self.entries = entries;
    }

    /// Tells each row with the hash of its key.
    // A table with so many rows that their numbers leave 32 bits does not fit in memory together with its words.
    fn each_hash(&self, table: &Table, mut tell: impl FnMut(u32, u64)) {
        let mut key = vec![0; self.columns.len()];
        for (row, number) in (0..table.len()).zip(0..) {
            for (cell, &column) in key.iter_mut().zip(&self.columns) {
                *cell = table.cell(row, column);
            }
            tell(number, hash_row(&key));
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a usize numbers all parts")]
    fn part(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }
}

fn entry(hash: u64, row: u32) -> u64 {
    hash >> u32::BITS << u32::BITS | u64::from(row)
}

#[expect(clippy::cast_possible_truncation, reason = "only the low half is wanted")]
fn low_half(entry: u64) -> u32 {
    entry as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(table: &Table, columns: &[usize], key: &[Word]) -> Vec<usize> {
        Index::new(table, columns).rows(table, key).collect()
    }

    #[test]
    fn every_row_is_found_under_its_key_in_order() {
        for modulus in [1, 7, 900, 100_000] {
            let rows: Vec<[Word; 2]> = (0..1000).map(|row| [row, row % modulus]).collect();
            let table = Table::from_rows(2, rows.iter().map(<[Word; 2]>::as_slice));
            let index = Index::new(&table, &[1]);
            for key in 0..1001 {
                let expected: Vec<usize> = (0..1000).filter(|&row| rows[row][1] == key).collect();
                assert_eq!(index.rows(&table, &[key]).collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn a_key_may_have_several_columns_and_large_words() {
        let far = Word::MAX / 2;
        let table = Table::from_rows(3, [&[1, far, 3][..], &[far, 1, 3], &[1, far, 4]]);
        assert_eq!(found(&table, &[0, 1], &[1, far]), [0, 2]);
        assert_eq!(found(&table, &[0, 1], &[far, 1]), [1]);
        assert_eq!(found(&table, &[1, 0], &[1, far]), [1]);
        assert_eq!(found(&table, &[0, 1, 2], &[1, far, 4]), [2]);
        assert_eq!(found(&table, &[0, 1], &[far, far]), [0; 0]);
        assert_eq!(found(&table, &[0], &[Word::MAX / 3]), [0; 0]);
    }

    #[test]
    fn no_column_is_one_key_and_no_row_none() {
        let table = Table::from_rows(1, [&[5][..], &[6]]);
        assert_eq!(found(&table, &[], &[]), [0, 1]);
        assert_eq!(found(&Table::new(1), &[0], &[5]), [0; 0]);
        assert_eq!(found(&Table::from_rows(0, [&[][..]]), &[], &[]), [0]);
    }
}
