//! How the rows of a round take the places of those that they outdo, in a table whose rows stand by key and in its indexes.
//!
//! Which row outdoes which is told by [`super::super::standing`].

use std::sync::Arc;

use super::{Index, Marks, Relations, Round, bring_up};
use crate::engine::native::{Halt, Watch};
use crate::program::ir::RelationId;
use crate::store::{Keyed, Table};

/// An index by other columns than those of the key is worth following for so many rows a list: each is looked for in its list.
const SEARCHES_A_LIST: usize = 8;

impl Relations<'_> {
    /// Puts the rows of a round in the places of those that they outdo, in a relation whose rows stand by key.
    ///
    /// With rows of which no key has several come the numbers of those that stand with their keys, if any do. Indexes by columns of the
    /// key follow in place, others where it pays; else they are made anew when they are needed.
    pub(in crate::engine::native) fn place(
        &mut self,
        relation: RelationId,
        (rows, beside): (Table, Option<Vec<Option<u32>>>),
        outdoes: impl Fn(&[i32], &[i32]) -> Result<bool, Halt>,
        watch: &mut Watch,
    ) -> Result<(), Halt> {
        let (marks, table) = (&mut self.marks[relation.0], &mut self.tables.to_mut()[relation.0]);
        let indexes = &mut self.indexes[relation.0];
        for mut index in std::mem::take(indexes) {
            let is_of_key = table.as_keyed().is_some_and(|keyed| is_within(index.key(), keyed.key()));
            if marks.is_growing && (is_of_key || rows.len() / SEARCHES_A_LIST <= index.lists()) {
                bring_up(&mut index, table, *marks, watch)?;
                if !is_of_key {
                    Arc::make_mut(&mut index).settle();
                }
                indexes.push(index);
            }
        }
        if let Some(keyed) = table.as_keyed_mut() {
            put(keyed, indexes, (&rows, beside.as_deref()), outdoes, watch)?;
        }
        *marks = Marks { old: table.len(), end: table.len(), is_growing: true };
        self.rounds.insert(relation.0, Round { rows, indexes: Vec::new() });
        Ok(())
    }
}

/// Puts rows in the places of those that they outdo, and those that outdo none behind all, which indexes do not follow yet.
fn put(
    keyed: &mut Keyed,
    indexes: &mut [Arc<Index>],
    (rows, beside): (&Table, Option<&[Option<u32>]>),
    outdoes: impl Fn(&[i32], &[i32]) -> Result<bool, Halt>,
    watch: &mut Watch,
) -> Result<(), Halt> {
    // Where a key has one row at most, rows keep their numbers while others take their places.
    let beside = beside.filter(|_| keyed.is_one_a_key());
    let first = |keyed: &Keyed, at: usize, row: &[i32]| match beside.and_then(|beside| beside.get(at)) {
        Some(first) => first.map(|first| first as usize),
        None => keyed.find(row),
    };
    let (mut outdone, mut others) = (Vec::new(), Vec::new());
    for (at, row) in rows.cells().chunks_exact(rows.arity()).enumerate() {
        outdone.clear();
        let mut compared = 0;
        for at in first(keyed, at, row).into_iter().flat_map(|first| keyed.beside(first)) {
            compared += 1;
            outdone.extend(outdoes(row, keyed.row(at))?.then_some(at));
        }
        watch.look_at(1 + compared)?;
        if outdone.is_empty() {
            others.push((at, row));
        } else {
            keyed.supersede(&mut outdone, row, |old, number| {
                let indexes = indexes.iter_mut().map(Arc::make_mut);
                indexes.for_each(|index| follow(index, old, number, row));
            });
        }
    }
    // Only rows that indexes cover were taken out.
    for (at, row) in others {
        match first(keyed, at, row) {
            Some(first) => keyed.push_beside(first, row),
            None => keyed.push(row),
        }
    }
    Ok(())
}

/// Lets an index follow where a row takes the place of one of a number, or where one is taken out.
fn follow(index: &mut Index, old: &[i32], number: Option<usize>, row: &[i32]) {
    if let Some(at) = number {
        index.rewrite(at, old, row);
    } else {
        index.settle();
        index.remove(old);
    }
}

/// Whether all of these columns are among others.
fn is_within(columns: &[usize], others: &[usize]) -> bool {
    columns.iter().all(|column| others.contains(column))
}
