//! Aggregates: values go in one by one, in any order, and the result comes out the same. One by itself, and many of one kind side by side.

use std::cmp::Ordering;

use super::{Dictionary, FunctorError, Reason, Type, UNDEFINED, Word, integer, word};
use crate::program::ir::AggregateKind;
use crate::program::value::compare_words;

/// One aggregate in the making.
///
/// Every answer of the aggregate's body counts once: one for each combination of rows that satisfies it, as in Soufflé.
#[derive(Clone, Debug)]
pub struct Accumulator {
    kind: AggregateKind,
    ty: Type,
    count: u64,
    /// The sum of integers. Two to the 63 answers would be needed to leave 128 bits.
    total: i128,
    best: Option<Word>,
    /// Whether a sum of integers is cut to 64 bits instead of failing.
    wrapping: bool,
    /// Floats to be summed. They are sorted first: the sum of floats depends on their order, and executors meet them in different ones.
    floats: Vec<f64>,
}

impl Accumulator {
    /// Nothing aggregated yet; `ty` is the type of the values (of the result, for `count`).
    pub fn new(kind: AggregateKind, ty: Type) -> Self {
        Self { kind, ty, count: 0, total: 0, best: None, wrapping: false, floats: Vec::new() }
    }

    /// The same, whose sum wraps or not.
    #[must_use]
    pub fn wrapping(self, wrapping: bool) -> Self {
        Self { wrapping, ..self }
    }

    /// Takes one answer with its value (which `count` does not look at).
    pub fn add(&mut self, value: Word, dictionary: &Dictionary) {
        self.count += 1;
        match self.kind {
            AggregateKind::Count => {}
            AggregateKind::Sum | AggregateKind::Mean => self.add_up(value),
            AggregateKind::Min => self.keep(Ordering::Less, value, dictionary),
            AggregateKind::Max => self.keep(Ordering::Greater, value, dictionary),
        }
    }

    fn add_up(&mut self, value: Word) {
        match self.ty {
            Type::Float => self.floats.push(word::to_float(value)),
            Type::Unsigned => self.total += i128::from(value),
            _ => self.total += i128::from(word::to_number(value)),
        }
    }

    fn keep(&mut self, wanted: Ordering, value: Word, dictionary: &Dictionary) {
        let better = |best| compare_words(self.ty, value, best, dictionary) == wanted;
        if self.best.is_none_or(better) {
            self.best = Some(value);
        }
    }

    /// The result; none for `min`, `max` and `mean` of nothing.
    ///
    /// # Errors
    /// A sum that does not fit the type.
    pub fn finish(self) -> Result<Option<Word>, FunctorError> {
        let count = self.count;
        let name = match self.kind {
            AggregateKind::Count => "count",
            AggregateKind::Sum => "sum",
            AggregateKind::Min => "min",
            AggregateKind::Max => "max",
            AggregateKind::Mean => "mean",
        };
        self.result().map_err(|reason| FunctorError {
            expression: format!("{name} over {count} values"),
            reason: reason.into_owned(),
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "a mean is the nearest float")]
    fn result(self) -> Result<Option<Word>, Reason> {
        let number_of = i128::from(self.count);
        match (self.kind, self.ty) {
            (AggregateKind::Min | AggregateKind::Max, _) => Ok(self.best),
            (AggregateKind::Mean, _) if self.count == 0 => Ok(None),
            (_, Type::Symbol | Type::Date) => Err(UNDEFINED),
            (AggregateKind::Count, Type::Float) => Ok(Some(word::from_float(self.count as f64))),
            (AggregateKind::Count, ty) => integer::narrow(ty, Some(number_of)).map(Some),
            (AggregateKind::Sum, Type::Float) => Ok(Some(word::from_float(sorted_sum(self.floats)))),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut on request")]
            (AggregateKind::Sum, _) if self.wrapping => Ok(Some(self.total as Word)),
            (AggregateKind::Sum, ty) => integer::narrow(ty, Some(self.total)).map(Some),
            (AggregateKind::Mean, Type::Float) => {
                Ok(Some(word::from_float(sorted_sum(self.floats) / self.count as f64)))
            }
            (AggregateKind::Mean, _) => Ok(Some(word::from_float(self.total as f64 / self.count as f64))),
        }
    }
}

/// Aggregates of one kind in the making, one a group, side by side in columns of which each kind has only those that it needs.
#[derive(Clone, Debug)]
pub struct Accumulators {
    /// What each of them is begun as.
    empty: Accumulator,
    counts: Vec<u64>,
    totals: Vec<i128>,
    best: Vec<Option<Word>>,
    /// Floats to be summed, each with its group; by group and in order once they are [settled](Self::settle).
    floats: Vec<(usize, f64)>,
}

impl Accumulators {
    /// Those of no group, of the kind of one to which nothing was added.
    pub fn new(empty: Accumulator) -> Self {
        let (counts, totals, best, floats) = Default::default();
        Self { empty, counts, totals, best, floats }
    }

    /// Those of no group, of the same kind.
    #[must_use]
    pub fn another(&self) -> Self {
        Self::new(self.empty.clone())
    }

    /// Moves every group to one of the others, which are of the same kind: for each group it is told to which, and under what number.
    pub fn scatter(self, places: &[(usize, usize)], others: &mut [&mut Self]) {
        for (group, &(other, place)) in places.iter().enumerate() {
            let other = &mut *others[other];
            other.reach(other.groups().max(place + 1));
            copy(&self.counts, group, &mut other.counts, place);
            copy(&self.totals, group, &mut other.totals, place);
            copy(&self.best, group, &mut other.best, place);
        }
        for (group, float) in self.floats {
            let (other, place) = places[group];
            others[other].floats.push((place, float));
        }
    }

    /// How many groups were [reached](Self::reach).
    fn groups(&self) -> usize {
        self.counts.len().max(self.best.len())
    }

    /// Makes room for groups up to this number.
    pub fn reach(&mut self, groups: usize) {
        match self.empty.kind {
            AggregateKind::Min | AggregateKind::Max => self.best.resize(groups, None),
            AggregateKind::Count => self.counts.resize(groups, 0),
            AggregateKind::Sum | AggregateKind::Mean => {
                self.counts.resize(groups, 0);
                self.totals.resize(if self.empty.ty == Type::Float { 0 } else { groups }, 0);
            }
        }
    }

    /// About how many bytes they take.
    pub fn bytes(&self) -> usize {
        size_of_val(self.counts.as_slice())
            + size_of_val(self.totals.as_slice())
            + size_of_val(self.best.as_slice())
            + size_of_val(self.floats.as_slice())
    }

    /// Gives one answer with its value (which `count` does not look at) to a group that was [reached](Self::reach).
    #[inline]
    pub fn add(&mut self, group: usize, value: Word, dictionary: &Dictionary) {
        let Accumulator { kind, ty, .. } = self.empty;
        match (kind, ty) {
            (AggregateKind::Min, _) => self.keep(group, Ordering::Less, value, dictionary),
            (AggregateKind::Max, _) => self.keep(group, Ordering::Greater, value, dictionary),
            (AggregateKind::Count, _) => self.counts[group] += 1,
            (_, Type::Float) => {
                self.counts[group] += 1;
                self.floats.push((group, word::to_float(value)));
            }
            (_, Type::Unsigned) => self.add_up(group, i128::from(value)),
            _ => self.add_up(group, i128::from(word::to_number(value))),
        }
    }

    fn add_up(&mut self, group: usize, value: i128) {
        self.counts[group] += 1;
        self.totals[group] += value;
    }

    fn keep(&mut self, group: usize, wanted: Ordering, value: Word, dictionary: &Dictionary) {
        let best = &mut self.best[group];
        if best.is_none_or(|best| compare_words(self.empty.ty, value, best, dictionary) == wanted) {
            *best = Some(value);
        }
    }

    /// Says that all answers were given.
    pub fn settle(&mut self) {
        self.floats.sort_unstable_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.total_cmp(b)));
    }

    /// The result of a group that was [reached](Self::reach), of [settled](Self::settle) ones; none for `min`, `max` and `mean` of nothing.
    ///
    /// # Errors
    /// A sum that does not fit the type.
    pub fn result(&self, group: usize) -> Result<Option<Word>, FunctorError> {
        if let AggregateKind::Min | AggregateKind::Max = self.empty.kind {
            return Ok(self.best[group]);
        }
        let first = self.floats.partition_point(|&(other, _)| other < group);
        let floats = self.floats[first..].iter().take_while(|&&(other, _)| other == group);
        let own = Accumulator {
            count: self.counts[group],
            total: self.totals.get(group).copied().unwrap_or_default(),
            floats: floats.map(|&(_, float)| float).collect(),
            ..self.empty.clone()
        };
        own.finish()
    }
}

/// Copies the value of a group, where its kind of aggregate has such values.
fn copy<T: Copy>(from: &[T], group: usize, to: &mut [T], place: usize) {
    if let (Some(&value), Some(to)) = (from.get(group), to.get_mut(place)) {
        *to = value;
    }
}

fn sorted_sum(mut floats: Vec<f64>) -> f64 {
    floats.sort_by(f64::total_cmp);
    floats.into_iter().sum()
}
