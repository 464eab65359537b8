//! Limits: comparisons that say between which values a column of a join has to be. Rows that are sorted by that column are then
//! searched for, not looked through.

use std::collections::BTreeSet;

use super::{Beside, Bound, Limits};
use crate::program::ir::{Comparison, Expr, Functor, Literal, Type, VarId, Wrapping};
use crate::store::sorting::{Order, Sorting};

/// A comparison that limits a variable: what stands left of the value, and the value.
#[derive(Clone)]
pub(super) struct Limit<'a> {
    pub(super) variable: VarId,
    pub(super) op: Comparison,
    value: &'a Expr,
    order: Order,
    /// What is added to the variable, or taken from it, before it is compared: another of the same atom, or a constant.
    beside: Option<&'a Expr>,
}

/// What a literal says of variables of an atom that are not bound before, by values of others that are.
pub(super) fn limit<'a>(
    literal: &'a Literal,
    is_bound: &dyn Fn(VarId) -> bool,
    is_own: &dyn Fn(VarId) -> bool,
) -> Vec<Limit<'a>> {
    let Literal::Compare { op, ty, left, right, negated: false } = literal else { return Vec::new() };
    let is_equation = matches!(op, Comparison::Equal | Comparison::NotEqual);
    let Some(order) = order(*ty).filter(|_| !is_equation) else { return Vec::new() };
    let is_free = |variable: &VarId| !is_bound(*variable) && is_own(*variable);
    let is_given = |value: &Expr| value.variables().into_iter().all(is_bound) && is_arithmetic(value);
    let of = |own: &'a Expr, value: &'a Expr, op: Comparison| {
        let limit = |(variable, beside)| Limit { variable, op, value, order, beside };
        let limited = if is_given(value) { limited(own, op, order, &is_free) } else { Vec::new() };
        limited.into_iter().map(limit).collect::<Vec<_>>()
    };
    let limits = of(left, right, *op);
    if limits.is_empty() { of(right, left, op.mirrored()) } else { limits }
}

/// The variables that a value left of a comparison limits, each with what stands beside it.
///
/// Of `a + n > d` follows that `a` is greater than `d` less the greatest `n`, if no `n` is negative; of `a - n < d` the like. A row in
/// which the sum has no value, or goes round, keeps to that limit, and is met: of `a + n < d` nothing is taken to follow.
fn limited<'a>(
    own: &'a Expr,
    op: Comparison,
    order: Order,
    is_free: &dyn Fn(&VarId) -> bool,
) -> Vec<(VarId, Option<&'a Expr>)> {
    if let Some(variable) = own.as_variable() {
        return Some((variable, None)).filter(|(variable, _)| is_free(variable)).into_iter().collect();
    }
    let Expr::Call { functor, args, .. } = own else { return Vec::new() };
    let [one, other] = args.as_slice() else { return Vec::new() };
    let is_lower = matches!(op, Comparison::Greater | Comparison::GreaterEqual);
    let pairs = match functor {
        _ if order == Order::Float => return Vec::new(),
        Functor::Add | Functor::Wrapping(Wrapping::Add) if is_lower => vec![(one, other), (other, one)],
        Functor::Subtract | Functor::Wrapping(Wrapping::Subtract) if !is_lower => vec![(one, other)],
        _ => return Vec::new(),
    };
    let is_beside = |expr: &Expr| match expr {
        Expr::Var(variable) => is_free(variable),
        Expr::Const(_) => true,
        Expr::Call { .. } => false,
    };
    let own = |(own, beside): (&Expr, &'a Expr)| {
        own.as_variable().filter(is_free).filter(|_| is_beside(beside)).map(|own| (own, Some(beside)))
    };
    pairs.into_iter().filter_map(own).collect()
}

/// The limits of the column of a join of which most is said; the first of several.
pub(super) fn limits<'a>(
    literals: impl Iterator<Item = &'a Literal>,
    binds: &[(usize, VarId)],
    bound: &BTreeSet<VarId>,
) -> Option<Limits> {
    let is_bound = |variable: VarId| bound.contains(&variable);
    let column_of = |variable| binds.iter().find(|&&(_, bound)| bound == variable).map(|&(column, _)| column);
    let is_own = |variable| column_of(variable).is_some();
    let all: Vec<Limit> = literals.flat_map(|literal| limit(literal, &is_bound, &is_own)).collect();
    let beside = |limit: &Limit| match limit.beside? {
        Expr::Var(variable) => column_of(*variable).map(Beside::Column),
        Expr::Const(word) => Some(Beside::Const(*word)),
        Expr::Call { .. } => None,
    };
    let of_column = |&(column, variable): &(usize, VarId)| {
        let of_variable = || all.iter().filter(move |limit| limit.variable == variable);
        let sorting = Sorting { column, order: of_variable().next()?.order };
        let of_order = of_variable().filter(|limit| limit.order == sorting.order);
        let bound = |limit: &Limit| Bound { op: limit.op, value: limit.value.clone(), beside: beside(limit) };
        Some(Limits { sorting, each: of_order.map(bound).collect() })
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
