//! Aggregates over a block: the body is run once for all distinct bindings of the outer variables that were not met before.

use super::Halt;
use super::block::Block;
use super::context::Context;
use super::keys::Keys;
use super::pipeline::Pipeline;
use crate::plan::{Aggregation, Plan};
use crate::program::functor::Accumulator;
use crate::store::Word;

/// The results of an aggregate for the outer bindings met so far. They stay valid while a rule is evaluated, since whatever an
/// aggregate reads lies in lower strata.
#[derive(Clone, Default)]
pub(super) struct Memo {
    known: Option<Known>,
}

#[derive(Clone)]
struct Known {
    /// The outer bindings.
    keys: Keys,
    /// Their results.
    results: Vec<Option<Word>>,
}

impl Memo {
    /// Binds or checks the result in each row, and marks the rows that have one.
    pub(super) fn apply(
        &mut self,
        aggregation: &Aggregation,
        block: &mut Block,
        context: &mut Context,
        keep: &mut Vec<bool>,
    ) -> Result<(), Halt> {
        let new = || Known { keys: Keys::new(aggregation.outer.clone()), results: Vec::new() };
        let known = self.known.get_or_insert_with(new);
        let ordinals = known.keys.ordinals(block);
        if let Err(halt) = known.compute(aggregation, block.columns.len(), context) {
            self.known = None;
            return Err(halt);
        }
        let results = ordinals.into_iter().map(|at| known.results[at]);
        if aggregation.is_check {
            let bound = block.column(aggregation.result);
            keep.extend(results.enumerate().map(|(row, result)| result == Some(bound.word(row))));
            return Ok(());
        }
        let column = &mut block.columns[aggregation.result.0];
        column.clear();
        for result in results {
            keep.push(result.is_some());
            column.words.push(result.unwrap_or_default());
        }
        Ok(())
    }
}

impl Known {
    /// Computes the results of the keys that have none yet.
    fn compute(
        &mut self,
        aggregation: &Aggregation,
        variables: usize,
        context: &mut Context,
    ) -> Result<(), Halt> {
        let first = self.results.len();
        let fresh = self.keys.len() - first;
        if fresh == 0 {
            return Ok(());
        }
        let mut accumulators =
            vec![Accumulator::new(aggregation.kind, aggregation.ty).wrapping(aggregation.wrapping); fresh];
        let bindings = self.keys.bindings(first, aggregation.ordinal, variables);
        let Plan { before, stages, .. } = &aggregation.body;
        let mut pipeline = Pipeline::new(before, stages, bindings, context.block);
        let mut answers = Block::new(variables);
        // An aggregate is one step, however long.
        let pause = context.watch.pause_at(u64::MAX);
        while pipeline.next(context, &mut answers)? {
            collect(aggregation, &answers, first, &mut accumulators, context)?;
        }
        context.watch.pause_at(pause);
        for accumulator in accumulators {
            self.results.push(accumulator.finish()?);
        }
        Ok(())
    }
}

/// Gives each answer to the accumulator of its ordinal.
fn collect(
    aggregation: &Aggregation,
    answers: &Block,
    first: usize,
    accumulators: &mut [Accumulator],
    context: &Context,
) -> Result<(), Halt> {
    let ordinals = &answers.column(aggregation.ordinal).words;
    let expr = aggregation.body.head.get(1);
    for (row, &ordinal) in ordinals.iter().enumerate() {
        let value = match expr {
            Some(expr) => answers.value(expr, row, context.dictionary)?,
            None => Some(0),
        };
        let at = usize::try_from(ordinal).ok().and_then(|ordinal| ordinal.checked_sub(first));
        if let (Some(value), Some(accumulator)) = (value, at.and_then(|at| accumulators.get_mut(at))) {
            accumulator.add(value, context.dictionary);
        }
    }
    Ok(())
}
