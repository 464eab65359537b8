//! Equations read the other way: from `v = x + 1` with `v` bound follows `x`, so that an atom with `x` is looked up instead of
//! being multiplied with every binding. So does a field of a record from the record, and the record from all of its fields.

use std::collections::BTreeMap;

use crate::program::functor;
use crate::program::ir::{Comparison, Expr, Functor, Literal, Type, VarId, Wrapping};
use crate::store::Word;

/// The unbound variable of an equation between integers, or of one with a record or branch built of it, that follows from the bound
/// ones, with the expression that gives it.
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
    let Expr::Call { functor, ty, args } = call else { return None };
    if let Functor::Record | Functor::Branch = functor {
        return field(known, *functor, *ty, args, is_known);
    }
    let (Type::Number | Type::Unsigned, [one, other]) = (ty, args.as_slice()) else { return None };
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

/// The first of these operands of a record or branch that is an unbound variable, as a field of the whole.
fn field(
    whole: &Expr,
    functor: Functor,
    ty: Type,
    args: &[Expr],
    is_known: &dyn Fn(&Expr) -> bool,
) -> Option<(VarId, Expr)> {
    let unknown = |arg: &Expr| arg.as_variable().filter(|_| !is_known(arg));
    let (at, variable) = args.iter().enumerate().find_map(|(at, arg)| Some((at, unknown(arg)?)))?;
    let width = args.len() - usize::from(functor == Functor::Branch);
    let args = vec![whole.clone(), Expr::Const(at as Word), Expr::Const(width as Word)];
    Some((variable, Expr::Call { functor: Functor::Field, ty, args }))
}

/// The unbound records and branches whose fields are all known by equations such as `x = field(r, 0, 2)`, with the expressions that build
/// them. That of a branch also takes the equation which tells its place.
pub(super) fn built<'b>(
    body: impl Iterator<Item = &'b Literal>,
    is_bound: &dyn Fn(VarId) -> bool,
) -> Vec<(VarId, Expr)> {
    let mut parts: BTreeMap<VarId, BTreeMap<Word, (&Expr, &Expr)>> = BTreeMap::new();
    for (asked, value) in body.filter_map(part) {
        let Expr::Call { functor, args, .. } = asked else { continue };
        let Some(whole) = args.first().and_then(Expr::as_variable).filter(|&whole| !is_bound(whole)) else {
            continue;
        };
        let place = match (functor, args.get(1)) {
            (Functor::Field, Some(Expr::Const(place))) => *place,
            _ => 0,
        };
        if !functor::can_fail(value) && value.variables().into_iter().all(is_bound) {
            parts.entry(whole).or_default().insert(place, (asked, value));
        }
    }
    parts.into_iter().filter_map(|(whole, parts)| Some((whole, whole_of(&parts)?))).collect()
}

/// An equation that says what a field is, or the place of a branch: what is asked, and its value.
fn part(literal: &Literal) -> Option<(&Expr, &Expr)> {
    let Literal::Compare { op: Comparison::Equal, negated: false, left, right, .. } = literal else {
        return None;
    };
    let is_part = |expr: &Expr| matches!(expr, Expr::Call { functor: Functor::Field | Functor::Tag, .. });
    match (is_part(left), is_part(right)) {
        (true, _) => Some((left, right)),
        (_, true) => Some((right, left)),
        _ => None,
    }
}

/// What consists of these parts, if none is missing.
fn whole_of(parts: &BTreeMap<Word, (&Expr, &Expr)>) -> Option<Expr> {
    let Some((Expr::Call { functor: Functor::Field, ty, args }, _)) = parts.values().last() else {
        return None;
    };
    let Some(Expr::Const(width)) = args.get(2) else { return None };
    let (functor, all) = match ty {
        Type::Branches(_) => (Functor::Branch, width + 1),
        _ => (Functor::Record, *width),
    };
    let values: Vec<Expr> = parts.values().map(|(_, value)| (*value).clone()).collect();
    (values.len() as Word == all).then_some(Expr::Call { functor, ty: *ty, args: values })
}
