//! How many rows a lookup is likely to find, from samples of the columns.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hashbrown::HashSet;

use crate::program::ir::{Literal, RelationId};
use crate::store::{Table, Word};

/// How many rows are looked at.
const SAMPLE: usize = 1 << 13;

/// What is known of the tables; it may lag behind them.
#[derive(Clone, Debug, Default)]
pub(super) struct Statistics {
    relations: BTreeMap<RelationId, Known>,
}

/// A table when it was looked at: its size, and how many distinct keys some columns seemed to have.
#[derive(Clone, Debug)]
struct Known {
    len: usize,
    distinct: RefCell<BTreeMap<Vec<usize>, f64>>,
}

impl Statistics {
    /// Looks at the tables of a body, unless each has about the size that it had when it was looked at last.
    pub(super) fn look_at(&mut self, body: &[Literal], tables: &[Table]) {
        for id in relations(body) {
            let len = tables[id.0].len();
            if self.relations.get(&id).is_none_or(|known| !is_alike(known.len, len)) {
                self.relations.insert(id, Known { len, distinct: RefCell::default() });
            }
        }
    }

    /// How many rows a key in these columns is likely to have. Columns are counted when they are first asked for.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub(super) fn expected_rows(&self, relation: RelationId, columns: &[usize], tables: &[Table]) -> f64 {
        let Some(known) = self.relations.get(&relation) else { return 0.0 };
        if columns.is_empty() {
            return known.len as f64;
        }
        let mut counted = known.distinct.borrow_mut();
        let table = &tables[relation.0];
        let count = || match (table.as_classes(), columns.len()) {
            (Some(classes), 1) => classes.values(false).len() as f64,
            (Some(_), _) => known.len as f64,
            (None, _) => distinct(table, columns),
        };
        let distinct = *counted.entry(columns.to_vec()).or_insert_with(count);
        known.len as f64 / distinct.max(1.0)
    }
}

/// Whether two sizes are so close that a plan for one suits the other.
pub(super) fn is_alike(one: usize, other: usize) -> bool {
    one.max(1) < 4 * other.max(1) && other.max(1) < 4 * one.max(1)
}

/// The relations of the atoms of a body, those in aggregates included.
pub(super) fn relations(body: &[Literal]) -> Vec<RelationId> {
    let of = |literal: &Literal| match literal {
        Literal::Atom(atom) => vec![atom.relation],
        Literal::Aggregate(aggregate) => relations(&aggregate.body),
        _ => Vec::new(),
    };
    body.iter().flat_map(of).collect()
}

/// About how many distinct keys some columns have.
#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn distinct(table: &Table, columns: &[usize]) -> f64 {
    let step = table.len().div_ceil(SAMPLE).max(1);
    // One row out of each stretch, not always at the same place in it: regular data would repeat in step.
    let rows = (0..table.len() / step).map(|stretch| stretch * step + stretch * 7919 % step);
    let looked_at = rows.len();
    let hash = |row| columns.iter().fold(0, |hash, &column| mixed(hash, table.word(row, column)));
    let met = rows.map(hash).collect::<HashSet<u64>>().len();
    if step == 1 { met as f64 } else { in_all(met as f64, looked_at as f64, table.len() as f64) }
}

/// Of how many keys, all as frequent, so many rows drawn would show so many: the `all` for which `met = all (1 - exp(-drawn / all))`.
fn in_all(met: f64, drawn: f64, most: f64) -> f64 {
    let shown = |all: f64| all * -(-drawn / all).exp_m1();
    let (mut low, mut high) = (met.min(most).max(1.0), most.max(1.0));
    if shown(high) <= met {
        return high;
    }
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if shown(middle) < met {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The finaliser of `SplitMix64`.
fn mixed(hash: u64, word: Word) -> u64 {
    let mut mixed = (hash.rotate_left(29) ^ word).wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::program::ir::{Arg, Atom};

    #[test]
    fn keys_are_expected_to_have_as_many_rows_as_they_have() {
        let mut table = Table::new(3);
        for number in 0..9000 {
            table.insert(&[number, number % 90, 7]);
        }
        let atom = Atom { relation: RelationId(0), args: vec![Arg::Wildcard; 3], span: Span::default() };
        let mut statistics = Statistics::default();
        let tables = [table];
        statistics.look_at(&[Literal::Atom(atom)], &tables);
        let expected = |columns: &[usize]| {
            let rows = statistics.expected_rows(RelationId(0), columns, &tables);
            format!("{rows:.0}")
        };
        assert_eq!(expected(&[]), "9000");
        assert_eq!(expected(&[0]), "1");
        assert_eq!(expected(&[1]), "100");
        assert_eq!(expected(&[2]), "9000");
        assert_eq!(expected(&[1, 2]), "100");
    }

    #[test]
    fn keys_that_a_sample_cannot_show_are_reckoned_with() {
        let mut table = Table::new(2);
        for number in 0..200_000 {
            table.insert(&[number, mixed(1, number) % 20_000]);
        }
        let near = |columns: &[usize], keys: f64| (distinct(&table, columns) / keys - 1.0).abs() < 0.2;
        assert!(near(&[0], 200_000.0) && near(&[1], 20_000.0) && near(&[0, 1], 200_000.0));
    }
}
