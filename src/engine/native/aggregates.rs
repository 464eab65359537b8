//! Aggregates over a block: the body is run once for all distinct bindings of the outer variables that were not met before, or once for
//! all groups, whichever the plan says.

use std::sync::Arc;

use rayon::ThreadPool;

use super::Halt;
use super::block::Block;
use super::context::Context;
use super::groups::Groups;
use super::keys::Keys;
use super::pipeline::Pipeline;
use crate::plan::{Aggregation, Grouping, Plan};
use crate::program::functor::Accumulator;
use crate::program::ir::VarId;
use crate::store::{Dictionary, Word};

/// The results of an aggregate for the outer bindings met so far. They stay valid while a rule is evaluated, since whatever an
/// aggregate reads lies in lower strata.
#[derive(Clone, Default)]
pub(super) struct Memo {
    known: Option<Known>,
    groups: Option<Arc<Groups>>,
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
        let results = self.results(aggregation, block, context)?;
        if aggregation.is_check {
            let bound = block.column(aggregation.result);
            keep.extend(results.iter().enumerate().map(|(row, result)| *result == Some(bound.word(row))));
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

    /// The result for each row.
    fn results(
        &mut self,
        aggregation: &Aggregation,
        block: &Block,
        context: &mut Context,
    ) -> Result<Vec<Option<Word>>, Halt> {
        match aggregation.grouping {
            Grouping::AtOnce => {
                let find = || groups(aggregation, block.columns.len(), context, &mut || None);
                let groups = self.groups.take().map_or_else(find, Ok)?;
                self.groups.insert(groups).find(aggregation, block)
            }
            Grouping::AsMet(ordinal) => {
                let new = || Known { keys: Keys::new(aggregation.outer.clone()), results: Vec::new() };
                let known = self.known.get_or_insert_with(new);
                let ordinals = known.keys.ordinals(block);
                if let Err(halt) = known.compute(aggregation, ordinal, block.columns.len(), context) {
                    self.known = None;
                    return Err(halt);
                }
                Ok(ordinals.into_iter().map(|at| known.results[at]).collect())
            }
        }
    }
}

impl Known {
    /// Computes the results of the keys that have none yet.
    fn compute(
        &mut self,
        aggregation: &Aggregation,
        ordinal: VarId,
        variables: usize,
        context: &mut Context,
    ) -> Result<(), Halt> {
        let first = self.results.len();
        let fresh = self.keys.len() - first;
        if fresh == 0 {
            return Ok(());
        }
        let empty = Accumulator::new(aggregation.kind, aggregation.ty).wrapping(aggregation.wrapping);
        let mut accumulators = vec![empty; fresh];
        let bindings = self.keys.bindings(first, ordinal, variables);
        answers(aggregation, bindings, context, |answers, dictionary| {
            collect(aggregation, (answers, ordinal), first, &mut accumulators, dictionary)
        })?;
        for accumulator in accumulators {
            self.results.push(accumulator.finish()?);
        }
        Ok(())
    }
}

/// The groups of an aggregate that is evaluated for all of them at once, in a rule with so many variables. Threads are called when there
/// are many groups.
pub(super) fn groups(
    aggregation: &Aggregation,
    variables: usize,
    context: &mut Context,
    call: &mut dyn FnMut() -> Option<Arc<ThreadPool>>,
) -> Result<Arc<Groups>, Halt> {
    if let Some(known) = context.relations.groups(aggregation) {
        return Ok(Arc::clone(known));
    }
    let mut groups = Groups::new(aggregation);
    answers(aggregation, Block::unit(variables), context, |answers, dictionary| {
        groups.take(aggregation, answers, dictionary, call)
    })?;
    Ok(Arc::new(groups.settled(context.dictionary)))
}

/// Gives `take` the answers to the body for these bindings, block by block.
fn answers(
    aggregation: &Aggregation,
    bindings: Block,
    context: &mut Context,
    mut take: impl FnMut(&Block, &Dictionary) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let Plan { before, stages, .. } = &aggregation.body;
    let mut answers = Block::new(bindings.columns.len());
    let mut pipeline = Pipeline::new(before, stages, bindings, context.block);
    // An aggregate is one step, however long.
    let pause = context.watch.pause_at(u64::MAX);
    while pipeline.next(context, &mut answers)? {
        take(&answers, context.dictionary)?;
    }
    context.watch.pause_at(pause);
    Ok(())
}

/// Gives each answer to the accumulator of its ordinal.
fn collect(
    aggregation: &Aggregation,
    (answers, ordinal): (&Block, VarId),
    first: usize,
    accumulators: &mut [Accumulator],
    dictionary: &Dictionary,
) -> Result<(), Halt> {
    let ordinals = &answers.column(ordinal).words;
    let expr = aggregation.body.head.get(1);
    for (row, &ordinal) in ordinals.iter().enumerate() {
        let value = match expr {
            Some(expr) => answers.value(expr, row, dictionary)?,
            None => Some(0),
        };
        let at = usize::try_from(ordinal).ok().and_then(|ordinal| ordinal.checked_sub(first));
        if let (Some(value), Some(accumulator)) = (value, at.and_then(|at| accumulators.get_mut(at))) {
            accumulator.add(value, dictionary);
        }
    }
    Ok(())
}
