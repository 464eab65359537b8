//! Which rules may fail, and which programs several threads must not run.

use crate::program::functor::can_fail as expr_can_fail;
use crate::program::ir::{Expr, Functor, Literal, Program, Rule};

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
