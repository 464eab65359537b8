//! How many rows a lookup is likely to find, from samples of the columns.

use std::collections::{BTreeMap, HashSet};

use crate::program::ir::{Literal, RelationId};
use crate::store::Table;

/// How many rows of a column are looked at.
const SAMPLE: usize = 1024;

/// What is known of the tables; it may lag behind them.
#[derive(Clone, Debug, Default)]
pub(super) struct Statistics {
    relations: BTreeMap<RelationId, Columns>,
}

/// A table when it was looked at: its size, and how many distinct words each column seemed to have.
#[derive(Clone, Debug)]
struct Columns {
    len: usize,
    distinct: Vec<f64>,
}

impl Statistics {
    /// Looks at the tables of a body, unless each has about the size that it had when it was looked at last.
    pub(super) fn look_at(&mut self, body: &[Literal], tables: &[Table]) {
        for id in relations(body) {
            let table = &tables[id.0];
            if self.relations.get(&id).is_none_or(|known| !is_alike(known.len, table.len())) {
                let distinct = (0..table.arity()).map(|column| distinct(table, column)).collect();
                self.relations.insert(id, Columns { len: table.len(), distinct });
            }
        }
    }

    /// How many rows a key in these columns is likely to have, if the columns do not depend on each other.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub(super) fn expected_rows(&self, relation: RelationId, columns: &[usize]) -> f64 {
        let Some(known) = self.relations.get(&relation) else { return 0.0 };
        let distinct = columns.iter().filter_map(|&column| known.distinct.get(column));
        known.len as f64 / distinct.map(|distinct| distinct.max(1.0)).product::<f64>()
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

/// About how many distinct words a column has. Where a sample repeats itself it is taken to have met them all, else the whole column
/// to be as varied as the sample.
#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn distinct(table: &Table, column: usize) -> f64 {
    let step = table.len().div_ceil(SAMPLE).max(1);
    // One row out of each stretch, not always at the same place in it: regular data would repeat in step.
    let rows = (0..table.len() / step).map(|stretch| stretch * step + stretch * 7919 % step);
    let looked_at = rows.len();
    let met = rows.map(|row| table.word(row, column)).collect::<HashSet<_>>().len();
    if met * 2 <= looked_at { met as f64 } else { table.len() as f64 * met as f64 / looked_at.max(1) as f64 }
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
        statistics.look_at(&[Literal::Atom(atom)], &[table]);
        let expected = |columns: &[usize]| {
            let rows = statistics.expected_rows(RelationId(0), columns);
            format!("{rows:.0}")
        };
        assert_eq!(expected(&[]), "9000");
        assert_eq!(expected(&[0]), "1");
        assert_eq!(expected(&[1]), "100");
        assert_eq!(expected(&[2]), "9000");
        assert_eq!(expected(&[1, 2]), "100");
    }
}
