//! Equations read the other way: from `v = x + 1` with `v` bound follows `x`, so that an atom with `x` is looked up instead of
//! being multiplied with every binding.

use crate::program::functor;
use crate::program::ir::{Comparison, Expr, Functor, Literal, Type, VarId, Wrapping};

/// The unbound variable of an equation between integers that follows from the bound ones, with the expression that gives it.
///
/// The expression wraps where the equation itself would overflow; the equation is to be tested afterwards, on rows that are there.
pub(super) fn solved(literal: &Literal, is_bound: &dyn Fn(VarId) -> bool) -> Option<(VarId, Expr)> {
    let Literal::Compare { op: Comparison::Equal, negated: false, left, right, .. } = literal else {
        return None;
    };
    let is_known = |expr: &Expr| !functor::can_fail(expr) && expr.variables().into_iter().all(is_bound);
    let of =
        |known: &Expr, other: &Expr| if is_known(known) { inverse(known, other, &is_known) } else { None };
    of(left, right).or_else(|| of(right, left))
}

/// What the variable in `call` has to be for the call to give `known`.
fn inverse(known: &Expr, call: &Expr, is_known: &dyn Fn(&Expr) -> bool) -> Option<(VarId, Expr)> {
    let Expr::Call { functor, ty: ty @ (Type::Number | Type::Unsigned), args } = call else { return None };
    let [one, other] = args.as_slice() else { return None };
    let is_sum = match functor {
        Functor::Add | Functor::Wrapping(Wrapping::Add) => true,
        Functor::Subtract | Functor::Wrapping(Wrapping::Subtract) => false,
        _ => return None,
    };
    let wrapping = |functor, one: &Expr, other: &Expr| Expr::Call {
        functor: Functor::Wrapping(functor),
        ty: *ty,
        args: vec![one.clone(), other.clone()],
    };
    match (one.as_variable().filter(|_| !is_known(one)), other.as_variable().filter(|_| !is_known(other))) {
        (Some(variable), None) if is_known(other) => {
            let opposite = if is_sum { Wrapping::Subtract } else { Wrapping::Add };
            Some((variable, wrapping(opposite, known, other)))
        }
        (None, Some(variable)) if is_known(one) => {
            let (one, other) = if is_sum { (known, one) } else { (one, known) };
            Some((variable, wrapping(Wrapping::Subtract, one, other)))
        }
        _ => None,
    }
}
