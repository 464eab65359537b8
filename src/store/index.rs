//! Hash indexes: from the values of some columns of a table to the numbers of the rows that have them.

use std::ops::Range;

use super::row_set::{RowSet, hash_words};
use super::{Table, Word};

/// An index of a table on some of its columns.
///
/// It follows a growing table by [`Index::extend`]. The rows of one key lie side by side in ascending order, so that the rows of a
/// stretch of the table's history are a stretch of them; a list that outgrows its place moves to one of twice the size.
#[derive(Clone, Debug)]
pub struct Index {
    columns: Vec<usize>,
    /// Numbers of groups, under the hashes of their keys.
    keys: RowSet,
    groups: Vec<Group>,
    lists: Vec<u32>,
    covered: usize,
}

/// The rows of one key. While there is only one, it needs no list.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// The first word of the key, by which most groups are told apart without a look at the table.
    lead: Word,
    first: u32,
    start: usize,
    len: u32,
    capacity: u32,
}

const SMALLEST_LIST: u32 = 4;

impl Index {
    /// An index on these columns that covers no row yet.
    pub fn new(columns: Vec<usize>) -> Self {
        Self { columns, keys: RowSet::default(), groups: Vec::new(), lists: Vec::new(), covered: 0 }
    }

    /// The columns of the key.
    pub fn columns(&self) -> &[usize] {
        &self.columns
    }

    /// Takes up the rows that the table gained since the last time. It must always be the same table.
    pub fn extend(&mut self, table: &Table) {
        while self.extend_by(table, table.len()) > 0 {}
    }

    /// Takes up so many of these rows at most, and returns how many it took.
    pub fn extend_by(&mut self, table: &Table, most: usize) -> usize {
        let next = most.min(table.len() - self.covered);
        for row in self.covered..self.covered + next {
            self.add(table, row);
        }
        self.covered += next;
        next
    }

    /// The rows with this key that are among the covered rows of the range, in ascending order.
    pub fn rows(&self, table: &Table, key: &[Word], range: &Range<usize>) -> &[u32] {
        self.group(table, key).map_or(&[], |group| self.rows_of(group, range))
    }

    /// The number of the group of rows with this key. It stays the same while the index grows.
    pub fn group(&self, table: &Table, key: &[Word]) -> Option<usize> {
        self.keys.find(hash_words(key.iter().copied()), |group| {
            let group = &self.groups[group];
            group.lead == lead(key.first()) && self.has_rest(table, group.first as usize, key)
        })
    }

    /// The covered rows of a group that are in the range, in ascending order.
    pub fn rows_of(&self, group: usize, range: &Range<usize>) -> &[u32] {
        within(self.list(&self.groups[group]), range)
    }

    /// Whether a row has the key, the first word of which it is known to have.
    fn has_rest(&self, table: &Table, row: usize, key: &[Word]) -> bool {
        self.columns.iter().zip(key).skip(1).all(|(&column, &word)| table.word(row, column) == word)
    }

    fn list<'a>(&'a self, group: &'a Group) -> &'a [u32] {
        if group.capacity == 0 {
            return std::slice::from_ref(&group.first);
        }
        &self.lists[group.start..group.start + group.len as usize]
    }

    fn add(&mut self, table: &Table, row: usize) {
        let number = row_number(row);
        let groups = &self.groups;
        let columns = &self.columns;
        let key_of = |row: usize| columns.iter().map(move |&column| table.word(row, column));
        let found = self.keys.insert(
            hash_words(key_of(row)),
            groups.len(),
            |group| key_of(groups[group].first as usize).eq(key_of(row)),
            |group| hash_words(key_of(groups[group].first as usize)),
        );
        if let Some(group) = found {
            self.append(group, number);
        } else {
            let lead = lead(key_of(row).next().as_ref());
            self.groups.push(Group { lead, first: number, start: 0, len: 1, capacity: 0 });
        }
    }

    fn append(&mut self, group: usize, row: u32) {
        let group = &mut self.groups[group];
        if group.len >= group.capacity {
            move_list(group, &mut self.lists);
        }
        self.lists[group.start + group.len as usize] = row;
        group.len += 1;
    }
}

/// An index on no column has one key, which has no first word.
fn lead(first: Option<&Word>) -> Word {
    first.copied().unwrap_or_default()
}

/// Gives the group a place of twice the size at the end of the lists.
fn move_list(group: &mut Group, lists: &mut Vec<u32>) {
    let start = lists.len();
    if group.capacity == 0 {
        lists.push(group.first);
    } else {
        lists.extend_from_within(group.start..group.start + group.len as usize);
    }
    group.capacity = (group.capacity * 2).max(SMALLEST_LIST);
    group.start = start;
    lists.resize(start + group.capacity as usize, 0);
}

/// The part of an ascending list that lies in the range.
fn within<'a>(rows: &'a [u32], range: &Range<usize>) -> &'a [u32] {
    let is_before = |end: usize| move |row: &u32| (*row as usize) < end;
    let rows = match rows.last() {
        Some(&last) if last as usize >= range.end => &rows[..rows.partition_point(is_before(range.end))],
        _ => rows,
    };
    if range.start == 0 { rows } else { &rows[rows.partition_point(is_before(range.start))..] }
}

/// A table with so many rows that their numbers leave 32 bits does not fit in memory together with its index; beyond it, the last
/// number stands for all.
fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grown(rows: u64, modulus: u64) -> (Table, Index) {
        let (mut table, mut index) = (Table::new(2), Index::new(vec![1]));
        for row in 0..rows {
            table.insert(&[row, row % modulus]);
            index.extend(&table);
        }
        (table, index)
    }

    #[test]
    fn every_row_is_found_under_its_key_in_order() {
        let (table, index) = grown(1000, 7);
        for key in 0..7 {
            let expected: Vec<u32> = (0..1000).filter(|row| u64::from(row % 7) == key).collect();
            assert_eq!(index.rows(&table, &[key], &(0..1000)), expected);
        }
        assert!(index.rows(&table, &[7], &(0..1000)).is_empty());
    }

    #[test]
    fn a_range_selects_a_stretch_of_history() {
        let (table, index) = grown(20, 2);
        assert_eq!(index.rows(&table, &[1], &(0..6)), [1, 3, 5]);
        assert_eq!(index.rows(&table, &[1], &(6..12)), [7, 9, 11]);
        assert!(index.rows(&table, &[0], &(19..20)).is_empty());
        let (table, index) = grown(20, 20);
        assert_eq!(index.rows(&table, &[4], &(0..20)), [4]);
        assert!(
            index.rows(&table, &[4], &(0..4)).is_empty() && index.rows(&table, &[4], &(5..20)).is_empty()
        );
    }

    #[test]
    fn a_key_may_have_several_columns() {
        let table = Table::from_rows(3, [&[1, 2, 3][..], &[2, 1, 3], &[1, 2, 4]]);
        let mut index = Index::new(vec![0, 1]);
        index.extend(&table);
        assert_eq!(index.rows(&table, &[1, 2], &(0..3)), [0, 2]);
        assert_eq!(index.rows(&table, &[2, 1], &(0..3)), [1]);
        assert!(index.rows(&table, &[2, 2], &(0..3)).is_empty());
    }
}
