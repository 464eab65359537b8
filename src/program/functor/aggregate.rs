//! Aggregates: values go in one by one, in any order, and the result comes out the same.

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

fn sorted_sum(mut floats: Vec<f64>) -> f64 {
    floats.sort_by(f64::total_cmp);
    floats.into_iter().sum()
}
