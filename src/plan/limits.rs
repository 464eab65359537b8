//! Limits: comparisons that say between which values a column of a join has to be. Rows that are sorted by that column are then
//! searched for, not looked through.

use std::collections::BTreeSet;

use super::Limits;
use crate::program::ir::{Comparison, Expr, Functor, Literal, Type, VarId};
use crate::store::sorting::{Order, Sorting};

/// A comparison that limits a variable: what stands left of the value, and the value.
pub(super) struct Limit<'a> {
    pub(super) variable: VarId,
    pub(super) op: Comparison,
    value: &'a Expr,
    order: Order,
}

/// What a literal says of a variable that is not bound before, by values of others that are.
pub(super) fn limit<'a>(literal: &'a Literal, is_bound: &dyn Fn(VarId) -> bool) -> Option<Limit<'a>> {
    let Literal::Compare { op, ty, left, right, negated: false } = literal else { return None };
    let order = order(*ty)?;
    let mirrored = mirrored(*op)?;
    let of = |own: &Expr, value: &'a Expr, op: Comparison| {
        let variable = own.as_variable().filter(|&variable| !is_bound(variable))?;
        let is_given = value.variables().into_iter().all(is_bound) && is_arithmetic(value);
        is_given.then_some(Limit { variable, op, value, order })
    };
    of(left, right, *op).or_else(|| of(right, left, mirrored))
}

/// The limits of the column of a join of which most is said; the first of several.
pub(super) fn limits<'a>(
    literals: impl Iterator<Item = &'a Literal>,
    binds: &[(usize, VarId)],
    bound: &BTreeSet<VarId>,
) -> Option<Limits> {
    let is_bound = |variable: VarId| bound.contains(&variable);
    let all: Vec<Limit> = literals.filter_map(|literal| limit(literal, &is_bound)).collect();
    let of_column = |&(column, variable): &(usize, VarId)| {
        let of_variable = || all.iter().filter(move |limit| limit.variable == variable);
        let sorting = Sorting { column, order: of_variable().next()?.order };
        let of_order = of_variable().filter(|limit| limit.order == sorting.order);
        let each = of_order.map(|limit| (limit.op, limit.value.clone())).collect();
        Some(Limits { sorting, each })
    };
    let limits = binds.iter().filter_map(of_column);
    limits.reduce(|most, next| if next.each.len() > most.each.len() { next } else { most })
}

fn order(ty: Type) -> Option<Order> {
    match ty {
        Type::Number => Some(Order::Signed),
        Type::Unsigned => Some(Order::Unsigned),
        Type::Float => Some(Order::Float),
        _ => None,
    }
}

/// The comparison with its sides exchanged, of those that ask for an order.
fn mirrored(op: Comparison) -> Option<Comparison> {
    match op {
        Comparison::Less => Some(Comparison::Greater),
        Comparison::LessEqual => Some(Comparison::GreaterEqual),
        Comparison::Greater => Some(Comparison::Less),
        Comparison::GreaterEqual => Some(Comparison::LessEqual),
        Comparison::Equal | Comparison::NotEqual => None,
    }
}

/// Whether an expression is soon evaluated, and may be evaluated once more than the rule says.
fn is_arithmetic(expr: &Expr) -> bool {
    match expr {
        Expr::Var(_) | Expr::Const(_) => true,
        Expr::Call { functor, args, .. } => {
            let is_simple = matches!(
                functor,
                Functor::Add
                    | Functor::Subtract
                    | Functor::Multiply
                    | Functor::Negate
                    | Functor::Wrapping(_)
                    | Functor::ToNumber
                    | Functor::ToUnsigned
                    | Functor::ToFloat
            );
            is_simple && args.iter().all(is_arithmetic)
        }
    }
}
