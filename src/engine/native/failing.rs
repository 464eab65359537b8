//! What would depend on the order in which bindings are met, and must not: which of several errors is told, and what must not be called by two threads.

use super::Halt;
use super::block::Block;
use super::context::Context;
use super::draw::Head;
use super::pipeline::Pipeline;
use super::run::{Run, Version};
use crate::program::functor::{FunctorError, can_fail as expr_can_fail};
use crate::program::ir::{Expr, Functor, Literal, Program, Rule};

/// How many rows are looked at for errors beside the one that was met.
const LOOKED_AT: u64 = 1 << 22;

/// Whether a functor or aggregate of the rule may have no result.
pub(super) fn can_fail(rule: &Rule) -> bool {
    rule.body.iter().any(Literal::can_fail) || rule.head_terms.iter().any(expr_can_fail)
}

/// Whether several threads would not do: a rule uses `ord`, which tells codes, and threads would give them in the order in which they
/// happen to come; or it calls a native library, which need not be made for being called by two threads at once.
pub(super) fn needs_one_thread(program: &Program) -> bool {
    program
        .rules
        .iter()
        .any(|rule| rule.head_terms.iter().any(is_for_one) || rule.body.iter().any(literal_is_for_one))
}

fn literal_is_for_one(literal: &Literal) -> bool {
    match literal {
        Literal::Atom(_) | Literal::Negation(_) | Literal::False => false,
        Literal::Compare { left, right, .. } => is_for_one(left) || is_for_one(right),
        Literal::Test { args, .. } | Literal::Range { args, .. } => args.iter().any(is_for_one),
        Literal::Aggregate(aggregate) => {
            aggregate.value.iter().any(is_for_one) || aggregate.body.iter().any(literal_is_for_one)
        }
    }
}

fn is_for_one(expr: &Expr) -> bool {
    match expr {
        Expr::Var(_) | Expr::Const(_) => false,
        Expr::Call { functor, args, .. } => {
            matches!(functor, Functor::Ord | Functor::Native(_)) || args.iter().any(is_for_one)
        }
    }
}

impl Run<'_> {
    /// Of all errors that the bindings of a version meet, the first by its words: that does not depend on which was met first.
    /// Where there are very many bindings, not all are tried.
    pub(super) fn least_error(&mut self, version: &Version, met: Halt) -> Halt {
        let (Halt::Functor(mut least), Some((plan, _))) = (met.clone(), &version.plan) else { return met };
        let Self { relations, dictionary, progress, .. } = self;
        let mut watch = progress.watch.another();
        watch.pause_after(LOOKED_AT);
        // Each block has one binding, so that an error does away with one.
        let mut pipeline = Pipeline::new(&plan.before, &plan.stages, Block::unit(plan.variables), 1);
        let (head, mut block, mut rows) = (Head::of(plan), Block::new(plan.variables), Vec::new());
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
