//! Whether there is any answer to a part of a body, for a block of bindings: the part is evaluated once for all distinct bindings of
//! the variables that it shares with the rest, those that were not met before.

use super::Halt;
use super::block::Block;
use super::context::Context;
use super::keys::Keys;
use super::meeting;
use super::pipeline::Pipeline;
use crate::plan::{Existence, Plan, Step};
use crate::program::ir::VarId;

/// How many bindings are remembered; beyond that all are forgotten, and looked for again where they come again.
const REMEMBERED: usize = 1 << 15;

/// For which of the outer bindings met so far there is an answer. It stays valid while a rule is evaluated, since what the rule
/// derives meanwhile is not seen by joins.
#[derive(Clone, Default)]
pub(super) struct Found {
    keys: Option<Keys>,
    holds: Vec<bool>,
}

impl Found {
    /// Marks in `keep` the rows for which there is an answer.
    pub(super) fn apply(
        &mut self,
        existence: &Existence,
        block: &Block,
        context: &mut Context,
        keep: &mut Vec<bool>,
    ) -> Result<(), Halt> {
        if self.holds.len() > REMEMBERED {
            *self = Self::default();
        }
        let keys = self.keys.get_or_insert_with(|| Keys::new(existence.outer.clone()));
        let ordinals = keys.ordinals(block);
        let first = self.holds.len();
        self.holds.resize(keys.len(), false);
        if first < self.holds.len() {
            let bindings = keys.bindings(first, existence.ordinal, block.columns.len());
            // A look is one step, however long.
            let pause = context.watch.pause_at(u64::MAX);
            let looked = match settle_apart(existence, &bindings, keys, &mut self.holds, context) {
                Ok(false) => look_for(existence, bindings, &mut self.holds, context),
                told => told.map(|_| ()),
            };
            context.watch.pause_at(pause);
            if let Err(halt) = looked {
                *self = Self::default();
                return Err(halt);
            }
        }
        keep.extend(ordinals.into_iter().map(|at| self.holds[at] != existence.negated));
        Ok(())
    }
}

/// Marks for which bindings there is an answer, and ends when there is one for each.
fn look_for(
    existence: &Existence,
    mut bindings: Block,
    holds: &mut [bool],
    context: &mut Context,
) -> Result<(), Halt> {
    meeting::settle(existence, &mut bindings, holds, context)?;
    let mut missing = bindings.len;
    let mut answers = Block::new(bindings.columns.len());
    let mut pipeline = Pipeline::new(&existence.body.before, &existence.body.stages, bindings, context.block);
    while missing > 0 && pipeline.next(context, &mut answers)? {
        for &ordinal in &answers.column(existence.ordinal).words {
            let at = usize::try_from(ordinal).ok().and_then(|at| holds.get_mut(at));
            missing -= usize::from(at.is_some_and(|holds| !std::mem::replace(holds, true)));
        }
        let is_held = |ordinal| usize::try_from(ordinal).is_ok_and(|at| holds.get(at) == Some(&true));
        pipeline.pass_over(|block, row| is_held(block.column(existence.ordinal).word(row)));
    }
    Ok(())
}

/// Marks for which bindings there is an answer from fewer variables, where enough bindings agree in them; says whether it did.
fn settle_apart(
    existence: &Existence,
    bindings: &Block,
    keys: &Keys,
    holds: &mut [bool],
    context: &mut Context,
) -> Result<bool, Halt> {
    let Some(apart) = &existence.apart else { return Ok(false) };
    let mut given = Keys::new(apart.given.clone());
    given.ordinals(bindings);
    if !pays(bindings.len, given.len(), apart.worth) {
        return Ok(false);
    }
    let given = given.bindings(0, existence.ordinal, bindings.columns.len());
    let (mut missing, mut key) = (bindings.len, Vec::with_capacity(existence.outer.len()));
    let mut answers = Block::new(bindings.columns.len());
    let mut pipeline = Pipeline::new(&apart.body.before, &apart.body.stages, given, context.block);
    while missing > 0 && pipeline.next(context, &mut answers)? {
        for row in 0..answers.len {
            let held = keys.find(&answers, row, &mut key).and_then(|at| holds.get_mut(at));
            missing -= usize::from(held.is_some_and(|holds| !std::mem::replace(holds, true)));
        }
    }
    Ok(true)
}

/// Whether so many bindings with so many different words of the given variables are enough.
#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn pays(bindings: usize, given: usize, worth: f64) -> bool {
    bindings as f64 >= worth * given as f64
}

/// The columns by which the rows of a plan's first join are best put in order: those that searches behind it can be made apart for.
pub(super) fn order(plan: &Plan) -> Vec<usize> {
    let Some(first) = plan.stages.first() else { return Vec::new() };
    let steps = plan.stages.iter().flat_map(|stage| &stage.then);
    let apart = steps.filter_map(|step| match step {
        Step::Some(existence) => existence.apart.as_ref(),
        _ => None,
    });
    let given: Vec<VarId> = apart.take(1).flat_map(|apart| apart.given.iter().copied()).collect();
    let columns = first.join.binds.iter().filter(|(_, variable)| given.contains(variable));
    columns.map(|&(column, _)| column).collect()
}
