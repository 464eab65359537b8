//! How many rows a lookup is likely to find, from samples of the columns.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use crate::plan::{Given, Known};
use crate::program::ir::{Literal, RelationId};
use crate::store::{Table, Word};

/// How many rows are looked at, and where few rows are to be joined with others, which is soon done in most orders.
const SAMPLE: usize = 1 << 13;
const ROUGH_SAMPLE: usize = 1 << 11;

/// Fewer rows are soon joined in any order, and not worth a count of their values.
const FEW: usize = 256;

/// Of so many rows it matters how many rows of a small table each of their values has.
const WORTH_COUNTING: usize = 1024;

/// So many of the sampled rows at least have a value that is taken for a frequent one, and so many times as many as other values have.
const FREQUENT: (u32, f64) = (8, 4.0);
/// Where values of one column hardly stand in another, those that a join meets may still be others: it finds so small a part of the mean at least.
const LEAST: f64 = 8.0;
/// How many frequent values of a column are reckoned with.
const MOST_FREQUENT: usize = 4;

/// What is known of the tables; it may lag behind them.
#[derive(Clone, Debug)]
pub(super) struct Statistics {
    relations: BTreeMap<RelationId, Seen>,
    /// How many rows are looked at.
    sample: usize,
}

impl Default for Statistics {
    fn default() -> Self {
        Self { relations: BTreeMap::new(), sample: SAMPLE }
    }
}

/// A table when it was looked at: its size, and what a sample told of columns, each when it was first asked for.
#[derive(Clone, Debug)]
struct Seen {
    len: usize,
    /// How many rows are looked at.
    sample: usize,
    /// How many distinct keys some columns seemed to have.
    distinct: RefCell<BTreeMap<Vec<usize>, f64>>,
    /// Which share of the rows seemed to have a value in a column.
    shares: RefCell<BTreeMap<(usize, Word), f64>>,
    /// The frequent values of a column, with their shares.
    frequent: RefCell<BTreeMap<usize, Vec<(Word, f64)>>>,
    /// How many rows have in a column what stands in one of another relation, which had so many rows then.
    met: RefCell<BTreeMap<(usize, Origin, usize), f64>>,
}

/// A column of a relation.
type Origin = (RelationId, usize);

impl Seen {
    fn of(len: usize, sample: usize) -> Self {
        let (distinct, shares, frequent, met) = Default::default();
        Self { len, sample, distinct, shares, frequent, met }
    }
}

impl Statistics {
    /// Of smaller samples.
    pub(super) fn rough() -> Self {
        Self { sample: ROUGH_SAMPLE, ..Self::default() }
    }

    /// Looks at the tables of a body, unless each has about the size that it had when it was looked at last.
    pub(super) fn look_at(&mut self, body: &[Literal], tables: &[Table]) {
        for id in relations(body) {
            let len = tables[id.0].len();
            if self.relations.get(&id).is_none_or(|seen| !is_alike(seen.len, len)) {
                self.relations.insert(id, Seen::of(len, self.sample));
            }
        }
    }

    /// Forgets what was seen of a relation while it grew to this length.
    pub(super) fn finish(&mut self, relation: RelationId, len: usize) {
        if self.relations.get(&relation).is_some_and(|seen| seen.len != len) {
            self.relations.remove(&relation);
        }
    }

    /// Forgets what was seen of a relation.
    pub(super) fn forget(&mut self, relation: RelationId) {
        self.relations.remove(&relation);
    }

    /// How many rows a key in these columns is likely to have.
    ///
    /// Keys are taken to be equally frequent, save values that are known, and those that have a large share of the rows: where a
    /// value stands in a column in which the same values are frequent, the join of the two is larger than the mean tells. How many
    /// rows of a small table the values of one column of a larger one have is counted.
    pub(super) fn expected_rows(&self, relation: RelationId, given: &[Given], tables: &[Table]) -> f64 {
        let Some(seen) = self.relations.get(&relation) else { return 0.0 };
        let table = &tables[relation.0];
        let columns: Vec<usize> = given.iter().map(|given| given.column).collect();
        let mean = seen.mean(&columns, table);
        if let [Given { column, value: Known::StandsIn(id, at) }] = *given
            && let Some(met) = self.met(seen, table, column, (id, at), tables)
        {
            return met.max(mean / LEAST);
        }
        if seen.len < FEW || table.as_classes().is_some() {
            return mean;
        }
        let (mut rows, mut most) = (mean, f64::INFINITY);
        for given in given {
            let mean = seen.mean(&[given.column], table);
            let own = self.of_value(seen, table, *given, mean, tables);
            rows *= own / mean;
            most = most.min(own);
        }
        if most < rows { most } else { rows }
    }

    /// How many rows of a small table have in a column what stands in one of a larger table, in the mean over the rows of that.
    fn met(&self, seen: &Seen, table: &Table, column: usize, other: Origin, tables: &[Table]) -> Option<f64> {
        let (id, at) = other;
        let (origin, values) = (self.relations.get(&id)?, &tables[id.0]);
        let is_plain = table.as_classes().is_none() && values.as_classes().is_none();
        if !is_plain || origin.len < WORTH_COUNTING || table.len() > SAMPLE {
            return None;
        }
        let met = || met((table, column), (values, at), self.sample);
        Some(*seen.met.borrow_mut().entry((column, other, origin.len)).or_insert_with(met))
    }

    /// How many rows are likely to have what is given in one column, of which other values have so many in the mean.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn of_value(&self, seen: &Seen, table: &Table, given: Given, mean: f64, tables: &[Table]) -> f64 {
        let (len, column) = (seen.len as f64, given.column);
        match given.value {
            Known::Nothing => mean,
            Known::Is(word) => match seen.share(column, word, table) {
                // A value that no sampled row has may still be there.
                0.0 => mean.min(0.5 * step(table.len(), seen.sample) as f64),
                share => share * len,
            },
            Known::StandsIn(other, at) => {
                let Some(origin) = self.relations.get(&other) else { return mean };
                let frequent = seen.frequent(column, table);
                if frequent.is_empty() || tables[other.0].as_classes().is_some() {
                    return mean;
                }
                let (mut rows, mut rest, mut met) = (0.0, 1.0, 0.0);
                for (word, share) in &frequent {
                    let likely = origin.share(at, *word, &tables[other.0]);
                    rows += likely * share * len;
                    rest -= share;
                    met += likely;
                }
                let others = (len / mean - frequent.len() as f64).max(1.0);
                rows + (1.0 - met).max(0.0) * rest.max(0.0) * len / others
            }
        }
    }
}

impl Seen {
    /// How many rows a key in these columns has in the mean.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn mean(&self, columns: &[usize], table: &Table) -> f64 {
        let len = self.len as f64;
        if columns.is_empty() {
            return len;
        }
        if let Some(distinct) = self.distinct.borrow().get(columns) {
            return len / distinct.max(1.0);
        }
        let distinct = match (table.as_classes(), columns.len()) {
            (Some(classes), 1) => classes.values(false).len() as f64,
            (Some(_), _) => len,
            (None, _) => distinct(table, columns, self.sample),
        };
        self.distinct.borrow_mut().insert(columns.to_vec(), distinct);
        len / distinct.max(1.0)
    }

    /// Which share of the sampled rows has a value in a column.
    fn share(&self, column: usize, word: Word, table: &Table) -> f64 {
        let count = || {
            let (mut met, mut looked_at) = (0_u32, 0_u32);
            for row in sample(table.len(), self.sample) {
                looked_at += 1;
                met += u32::from(table.word(row, column) == word);
            }
            f64::from(met) / f64::from(looked_at.max(1))
        };
        *self.shares.borrow_mut().entry((column, word)).or_insert_with(count)
    }

    /// The values of a column that have a large share of the rows, with their shares.
    fn frequent(&self, column: usize, table: &Table) -> Vec<(Word, f64)> {
        self.frequent
            .borrow_mut()
            .entry(column)
            .or_insert_with(|| frequent(table, column, self.sample))
            .clone()
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

/// Of how many rows of a table one is looked at, of so many at most in all.
fn step(len: usize, most: usize) -> usize {
    len.div_ceil(most).max(1)
}

/// The rows that are looked at: one out of each stretch, not always at the same place in it, since regular data would repeat in step.
fn sample(len: usize, most: usize) -> impl ExactSizeIterator<Item = usize> {
    let step = step(len, most);
    (0..len / step).map(move |stretch| stretch * step + stretch * 7919 % step)
}

/// The most frequent values of a column, with the shares of the sampled rows that have them, where these are large.
fn frequent(table: &Table, column: usize, most: usize) -> Vec<(Word, f64)> {
    let mut counts: HashMap<Word, u32> = HashMap::new();
    let mut looked_at = 0_u32;
    for row in sample(table.len(), most) {
        *counts.entry(table.word(row, column)).or_default() += 1;
        looked_at += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let mean = f64::from(looked_at) / counts.len().max(1) as f64;
    let is_frequent =
        |&(_, count): &(Word, u32)| count >= FREQUENT.0 && f64::from(count) >= FREQUENT.1 * mean;
    let mut frequent: Vec<(Word, u32)> = counts.into_iter().filter(is_frequent).collect();
    frequent.sort_unstable_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
    frequent.truncate(MOST_FREQUENT);
    frequent.into_iter().map(|(word, count)| (word, f64::from(count) / f64::from(looked_at))).collect()
}

/// How many rows of one table have in a column what stands in a column of another, in the mean over a sample of its rows.
fn met((table, column): (&Table, usize), (values, at): (&Table, usize), most: usize) -> f64 {
    let mut counts: HashMap<Word, u32> = HashMap::new();
    for row in 0..table.len() {
        *counts.entry(table.word(row, column)).or_default() += 1;
    }
    let rows = sample(values.len(), most);
    let looked_at = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let found = rows.map(|row| f64::from(counts.get(&values.word(row, at)).copied().unwrap_or_default()));
    found.sum::<f64>() / f64::from(looked_at.max(1))
}

/// About how many distinct keys some columns have.
#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn distinct(table: &Table, columns: &[usize], most: usize) -> f64 {
    let rows = sample(table.len(), most);
    let looked_at = rows.len();
    let hash = |row| columns.iter().fold(0, |hash, &column| mixed(hash, table.word(row, column)));
    let met = rows.map(hash).collect::<HashSet<u64>>().len();
    if step(table.len(), most) == 1 {
        met as f64
    } else {
        in_all(met as f64, looked_at as f64, table.len() as f64)
    }
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
            let given: Vec<Given> =
                columns.iter().map(|&column| Given { column, value: Known::Nothing }).collect();
            let rows = statistics.expected_rows(RelationId(0), &given, &tables);
            format!("{rows:.0}")
        };
        assert_eq!(expected(&[]), "9000");
        assert_eq!(expected(&[0]), "1");
        assert_eq!(expected(&[1]), "100");
        assert_eq!(expected(&[2]), "9000");
        assert_eq!(expected(&[1, 2]), "100");
    }

    #[test]
    fn rows_of_a_small_table_are_counted_by_the_values_that_meet_them() {
        // Of 200 rows the first 100 share a value, which stands in nine rows of ten of the larger table.
        let (mut small, mut large) = (Table::new(2), Table::new(2));
        (0..200).for_each(|number| assert!(small.insert(&[number, number.max(99)])));
        (0..2000)
            .for_each(|number| assert!(large.insert(&[number, if number % 10 == 0 { 150 } else { 99 }])));
        let atom = |id| {
            Literal::Atom(Atom {
                relation: RelationId(id),
                args: vec![Arg::Wildcard; 2],
                span: Span::default(),
            })
        };
        let (mut statistics, mut tables) = (Statistics::default(), [small, large]);
        statistics.look_at(&[atom(0), atom(1)], &tables);
        let expected = |statistics: &Statistics, tables: &[Table], value| {
            let rows = statistics.expected_rows(RelationId(0), &[Given { column: 1, value }], tables);
            format!("{rows:.1}")
        };
        let stands_in = Known::StandsIn(RelationId(1), 1);
        // (9 * 100 + 1) / 10 beside 200 / 101.
        assert_eq!(expected(&statistics, &tables, stands_in), "90.1");
        assert_eq!(expected(&statistics, &tables, Known::Nothing), "2.0");
        // Of the 2000 values of the other column 101 stand there: 200 rows have them, too small a part of the mean to be relied on.
        assert_eq!(expected(&statistics, &tables, Known::StandsIn(RelationId(1), 0)), "0.2");
        // What has grown is looked at again when it is finished, though it is about as large.
        (200..250).for_each(|number| assert!(tables[0].insert(&[number, 99])));
        statistics.look_at(&[atom(0), atom(1)], &tables);
        assert_eq!(expected(&statistics, &tables, stands_in), "90.1");
        statistics.finish(RelationId(0), 250);
        statistics.look_at(&[atom(0), atom(1)], &tables);
        assert_eq!(expected(&statistics, &tables, stands_in), "135.1");
    }

    #[test]
    fn keys_that_a_sample_cannot_show_are_reckoned_with() {
        let mut table = Table::new(2);
        for number in 0..200_000 {
            table.insert(&[number, mixed(1, number) % 20_000]);
        }
        let near =
            |columns: &[usize], keys: f64| (distinct(&table, columns, SAMPLE) / keys - 1.0).abs() < 0.2;
        assert!(near(&[0], 200_000.0) && near(&[1], 20_000.0) && near(&[0, 1], 200_000.0));
    }
}
