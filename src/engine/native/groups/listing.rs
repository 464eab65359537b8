//! Groups that are given out one after the other, each as a binding of its own.

use std::ops::Range;
use std::sync::Arc;

use super::Groups;
use crate::engine::native::Halt;
use crate::engine::native::block::Block;
use crate::plan::Aggregation;
use crate::store::Word;

/// Groups to be given out.
#[derive(Clone, Debug, Default)]
pub(in crate::engine::native) struct Listing {
    groups: Option<Arc<Groups>>,
    left: Range<usize>,
    /// The part from which groups are being given out, with its keys.
    part: Option<(usize, Arc<[i32]>)>,
}

impl Listing {
    /// All groups.
    pub(in crate::engine::native) fn of(groups: Arc<Groups>) -> Self {
        Self { left: 0..groups.len(), groups: Some(groups), part: None }
    }

    /// How many groups are left.
    pub(in crate::engine::native) fn left(&self) -> usize {
        self.left.len()
    }

    /// Gives away half of the groups that are left.
    pub(in crate::engine::native) fn split(&mut self) -> Self {
        let from = self.left.start + self.left.len().div_ceil(2);
        let half = Self { left: from..self.left.end, ..self.clone() };
        self.left.end = from;
        half
    }

    /// Replaces `out` by the next groups that have results, out of so many; false when there are no more.
    pub(in crate::engine::native) fn next(
        &mut self,
        aggregation: &Aggregation,
        most: usize,
        out: &mut Block,
    ) -> Result<bool, Halt> {
        let Self { groups, left, part: of_part } = self;
        let Some(groups) = groups.as_ref().filter(|_| left.start < left.end) else { return Ok(false) };
        let (at, first) = groups.place(left.start);
        let part = &groups.parts[at];
        let count = left.len().min(most.max(1)).min(part.len() - first);
        left.start += count;
        let (_, keys) = match of_part.take().filter(|(listed, _)| *listed == at) {
            Some(listed) => of_part.insert(listed),
            None => of_part.insert((at, part.keys().into())),
        };
        let results: Vec<Option<Word>> =
            (first..first + count).map(|group| part.result(group)).collect::<Result<_, _>>()?;
        let width = groups.width;
        let keys = &keys[first * width..(first + count) * width];
        for (at, variable) in aggregation.outer.iter().enumerate() {
            out.columns[variable.0].cells.extend(keys[at..].iter().step_by(width));
        }
        let keep: Vec<bool> = results.iter().map(Option::is_some).collect();
        let words = &mut out.columns[aggregation.result.0].words;
        words.extend(results.into_iter().map(Option::unwrap_or_default));
        out.len = count;
        out.retain(&keep);
        Ok(true)
    }
}
