//! Which of several errors is told: the first by its words, whichever binding was met first.

use super::Halt;
use super::block::{Block, HeadRows};
use super::context::Context;
use super::draw::Head;
use super::pipeline::Pipeline;
use super::run::Run;
use super::version::Version;
use crate::program::functor::FunctorError;

/// How many rows are looked at for errors beside the one that was met.
const LOOKED_AT: u64 = 1 << 22;

impl Run<'_> {
    /// Of all errors that the bindings of a version meet, the first by its words: that does not depend on which was met first.
    /// Where there are very many bindings, not all are tried.
    pub(super) fn least_error(&mut self, version: &Version, met: Halt) -> Halt {
        let (Halt::Functor(mut least), Some((plan, _))) = (met.clone(), &version.plan) else { return met };
        let Self { relations, dictionary, progress, .. } = self;
        let mut watch = progress.watch.another();
        watch.pause_after(LOOKED_AT);
        // Each block has one binding, so that an error does away with one.
        let pipeline = Pipeline::new(&plan.before, &plan.stages, Block::unit(plan.variables), 1);
        let mut pipeline = pipeline.start_from(plan.groups.as_deref());
        let (mut head, mut block, mut rows) =
            (Head::of(plan), Block::new(plan.variables), HeadRows::default());
        while !watch.is_due() {
            let mut context = Context { relations, dictionary, watch: &mut watch, block: 1 };
            rows.clear();
            let drawn = pipeline.next(&mut context, &mut block).and_then(|more| {
                head.rows(&block, dictionary, &mut rows)?;
                Ok(more)
            });
            match drawn {
                Ok(true) => {}
                Ok(false) => break,
                Err(Halt::Functor(error)) => least = first_by_words(least, error),
                Err(halt) => return halt,
            }
        }
        Halt::Functor(least)
    }
}

fn first_by_words(one: FunctorError, other: FunctorError) -> FunctorError {
    if other.to_string() < one.to_string() { other } else { one }
}
