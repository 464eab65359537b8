//! Fronts over two ordered values: of rows none of which is above another, the less one value is, the better is the other one. One search
//! then tells whether a row is below any of them, or above one, however many there are.
//!
//! What is above what is the business of [`super::dominance`], which rows there are of [`super::standing`].

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::store::sorting::Order;
use crate::store::{Keyed, Word, word_of};

/// The two values of rows, as ranks of which the greater is the better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Axes(pub(super) [Axis; 2]);

/// One value: its column, its order, and whether the less is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    pub(super) column: usize,
    pub(super) order: Order,
    pub(super) least_is_best: bool,
}

/// A row on a front, by the ranks of its values.
pub(super) type Point = [u64; 2];

/// Rows of which none is above another. The first rank ascends, so that the second descends.
#[derive(Debug, Default)]
pub(super) struct Front {
    points: Vec<Point>,
}

impl Axis {
    /// None of a value that has no order.
    #[inline]
    fn rank(self, word: Word) -> Option<u64> {
        let is_ordered = self.order != Order::Float || !f64::from_bits(word).is_nan();
        let rank = self.order.rank(word);
        is_ordered.then_some(if self.least_is_best { !rank } else { rank })
    }
}

impl Axes {
    /// Where a row stands, given its words by column; nowhere where a value has no order.
    #[inline]
    pub(super) fn point(&self, row: impl Fn(usize) -> Word) -> Option<Point> {
        let [one, other] = self.0;
        Some([one.rank(row(one.column))?, other.rank(row(other.column))?])
    }

    /// The front of the rows that have the key of the one of this number; none where a value has no order.
    fn front(&self, rows: &Keyed, first: usize) -> Option<Front> {
        let point = |at: usize| self.point(|column| word_of(rows.row(at)[column]));
        let mut points = rows.beside(first).map(point).collect::<Option<Vec<Point>>>()?;
        points.sort_unstable();
        Some(Front { points })
    }
}

impl Front {
    /// Whether a row of it is the same as one of this place, or above it.
    #[inline]
    pub(super) fn covers(&self, [one, other]: Point) -> bool {
        // Of all that are as good in the first value this is the best in the second.
        let at = self.points.partition_point(|point| point[0] < one);
        self.points.get(at).is_some_and(|point| point[1] >= other)
    }

    /// Adds a row that none [covers](Self::covers), in the place of those below it; says whether there were any.
    pub(super) fn add(&mut self, [one, other]: Point) -> bool {
        let start = self.points.partition_point(|point| point[1] > other);
        let end = self.points.partition_point(|point| point[0] <= one).max(start);
        self.points.splice(start..end, [[one, other]]);
        start < end
    }
}

/// The fronts of keys whose rows do not change, each made when it is first asked for, by whichever thread does.
#[derive(Debug, Default)]
pub(super) struct Standing {
    of_key: OnceLock<Vec<OnceLock<Option<Front>>>>,
}

impl Standing {
    /// The front of the rows that have the key of the one of this number.
    pub(super) fn front(&self, axes: &Axes, rows: &Keyed, first: usize) -> Option<&Front> {
        let none = || std::iter::repeat_with(OnceLock::new).take(rows.keys()).collect();
        let front = self.of_key.get_or_init(none).get(rows.key_of(first)?)?;
        front.get_or_init(|| axes.front(rows, first)).as_ref()
    }
}

/// The fronts of keys that have many rows in the round.
#[derive(Debug, Default)]
pub(super) struct Growing {
    of_key: HashMap<usize, Option<Front>>,
}

impl Growing {
    /// The front of the rows that have the key of the one of this number, to be told of whatever is added to them.
    pub(super) fn front(&mut self, axes: &Axes, rows: &Keyed, first: usize) -> Option<&mut Front> {
        let front = self.of_key.entry(rows.key_of(first)?);
        front.or_insert_with(|| axes.front(rows, first)).as_mut()
    }

    /// Forgets the front of the rows that have the key of the one of this number, since others are to be added to them.
    pub(super) fn forget(&mut self, rows: &Keyed, first: usize) {
        if !self.of_key.is_empty()
            && let Some(key) = rows.key_of(first)
        {
            self.of_key.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::{Table, cell_of, word};

    proptest! {
        #[test]
        fn a_front_keeps_what_none_is_above(points in proptest::collection::vec((0_u64..40, 0_u64..40), 0..300)) {
            let (mut front, mut plain) = (Front::default(), Vec::<(u64, u64)>::new());
            for (one, other) in points {
                let is_covered = plain.iter().any(|&(a, b)| a >= one && b >= other);
                prop_assert_eq!(front.covers([one, other]), is_covered);
                if !is_covered {
                    let before = plain.len();
                    plain.retain(|&(a, b)| a > one || b > other);
                    prop_assert_eq!(front.add([one, other]), plain.len() < before);
                    plain.push((one, other));
                }
                let mut sorted = plain.clone();
                sorted.sort_unstable();
                prop_assert_eq!(front.points.iter().map(|&[a, b]| (a, b)).collect::<Vec<_>>(), sorted);
            }
        }
    }

    #[test]
    fn a_key_has_a_front_where_all_its_values_have_an_order() {
        let value = |column, order, least_is_best| Axis { column, order, least_is_best };
        let axes = Axes([value(1, Order::Signed, true), value(2, Order::Float, false)]);
        let mut table = Table::keyed(3, vec![0]);
        let rows = table.as_keyed_mut().unwrap();
        let row = |key: i32, one: i64, other: f64| {
            [key, cell_of(word::from_number(one)), cell_of(word::from_float(other))]
        };
        rows.push(&row(7, -(1 << 40), -1.5));
        rows.push(&row(8, 0, f64::NAN));
        rows.push_beside(0, &row(7, 3, 2.0));
        rows.push_beside(1, &row(8, 1, 5.0));
        let fronts = Standing::default();
        let place = |one: i64, other: f64| {
            let words = [7, word::from_number(one), word::from_float(other)];
            axes.point(|column| words[column]).unwrap()
        };
        let front = fronts.front(&axes, rows, 0).unwrap();
        let covered = [(3, 2.0), (4, 1.0), (-(1 << 40), -1.5), (3, 2.5), (2, 0.0), (-(1 << 41), -9.0)];
        assert_eq!(
            covered.map(|(one, other)| front.covers(place(one, other))),
            [true, true, true, false, false, false]
        );
        assert!(fronts.front(&axes, rows, 1).is_none());
    }
}
