//! Sets of days as stretches without gaps: sorted, apart from each other, open at either end where need be.
//!
//! Nothing here knows EDTF or whether a set means one unknown day or all of its days.

use std::sync::{Arc, LazyLock};

use super::Day;

/// The number that stands for "no first day".
const FOREVER_BACK: i64 = i64::MIN;
/// The number that stands for "no last day".
const FOREVER_ON: i64 = i64::MAX;

/// Days from `from` to `to`, both included; [`FOREVER_BACK`] and [`FOREVER_ON`] leave an end open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    from: i64,
    to: i64,
}

impl Stretch {
    /// The stretch between two days; `None` leaves that end open. No stretch when the ends are out of order.
    pub(super) fn new(from: Option<Day>, to: Option<Day>) -> Option<Self> {
        let from = from.map_or(FOREVER_BACK, Day::number);
        let to = to.map_or(FOREVER_ON, Day::number);
        (from <= to).then_some(Self { from, to })
    }

    /// The first day, if there is one.
    pub(super) fn first(self) -> Option<Day> {
        Day::from_number(self.from)
    }

    /// The last day, if there is one.
    pub(super) fn last(self) -> Option<Day> {
        Day::from_number(self.to)
    }

    fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    fn shares_a_day(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// A set of days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    stretches: Arc<[Stretch]>,
}

impl Days {
    /// The union of stretches in any order.
    pub(super) fn union(mut stretches: Vec<Stretch>) -> Self {
        stretches.sort_unstable();
        let mut merged: Vec<Stretch> = Vec::with_capacity(stretches.len());
        for next in stretches {
            match merged.last_mut() {
                Some(last) if next.from <= last.to.saturating_add(1) => last.to = last.to.max(next.to),
                _ => merged.push(next),
            }
        }
        Self { stretches: merged.into() }
    }

    /// Every day there is.
    pub(super) fn all() -> Self {
        static ALL: LazyLock<Arc<[Stretch]>> =
            LazyLock::new(|| [Stretch { from: FOREVER_BACK, to: FOREVER_ON }].into());
        Self { stretches: Arc::clone(&ALL) }
    }

    /// The stretches in order.
    pub(super) fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// The number of the first day, of no first day, or for the empty set of a day after all others.
    pub(super) fn low(&self) -> i64 {
        self.stretches.first().map_or(FOREVER_ON, |stretch| stretch.from)
    }

    /// The number of the last day, of no last day, or for the empty set of a day before all others.
    pub(super) fn high(&self) -> i64 {
        self.stretches.last().map_or(FOREVER_BACK, |stretch| stretch.to)
    }

    /// The first day, if there is one.
    pub(super) fn first(&self) -> Option<Day> {
        Day::from_number(self.low())
    }

    /// The last day, if there is one.
    pub(super) fn last(&self) -> Option<Day> {
        Day::from_number(self.high())
    }

    /// Whether the set is one single day.
    pub(super) fn is_one_day(&self) -> bool {
        self.low() == self.high()
    }

    /// Whether each day of `self` is in `other`.
    pub(super) fn is_subset(&self, other: &Self) -> bool {
        self.stretches.iter().all(|part| {
            let at = other.stretches.partition_point(|whole| whole.to < part.from);
            other.stretches.get(at).is_some_and(|whole| whole.contains(*part))
        })
    }

    /// Whether some day is in both.
    pub(super) fn shares_a_day(&self, other: &Self) -> bool {
        self.stretches.iter().any(|part| {
            let at = other.stretches.partition_point(|whole| whole.to < part.from);
            other.stretches.get(at).is_some_and(|whole| whole.shares_a_day(*part))
        })
    }

    /// Each day moved by so many days; none when a day would leave the calendar.
    pub(super) fn moved(&self, by: i64) -> Option<Self> {
        let moved = self.stretches.iter().map(|stretch| {
            let (from, to) = (moved_end(stretch.from, by)?, moved_end(stretch.to, by)?);
            Some(Stretch { from, to })
        });
        moved.collect::<Option<Vec<_>>>().map(Self::union)
    }
}

fn moved_end(end: i64, by: i64) -> Option<i64> {
    if end == FOREVER_BACK || end == FOREVER_ON {
        return Some(end);
    }
    Day::from_number(end.checked_add(by)?).map(Day::number)
}
