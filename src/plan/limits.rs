//! Limits: comparisons that say between which values a column of a join has to be. Rows that are sorted by that column are then
//! searched for, not looked through.

use std::collections::BTreeSet;

use super::{Beside, Bound, End, Join, Limits, Plan, Step};
use crate::program::ir::{AggregateKind, Comparison, Expr, Functor, Literal, Type, VarId, Wrapping};
use crate::store::sorting::{By, Order, Sorting};

/// A comparison that limits a variable: what stands left of the value, and the value.
#[derive(Clone)]
pub(super) struct Limit<'a> {
    pub(super) variable: VarId,
    pub(super) op: Comparison,
    value: &'a Expr,
    by: By,
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
    let Some(by) = by(*ty).filter(|_| !is_equation) else { return Vec::new() };
    let is_free = |variable: &VarId| !is_bound(*variable) && is_own(*variable);
    let is_given = |value: &Expr| value.variables().into_iter().all(is_bound) && is_arithmetic(value);
    let of = |own: &'a Expr, value: &'a Expr, op: Comparison| {
        let limit = |(variable, beside)| Limit { variable, op, value, by, beside };
        let limited = if is_given(value) { limited(own, op, by, &is_free) } else { Vec::new() };
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
    by: By,
    is_free: &dyn Fn(&VarId) -> bool,
) -> Vec<(VarId, Option<&'a Expr>)> {
    if let Some(variable) = own.as_variable() {
        return Some((variable, None)).filter(|(variable, _)| is_free(variable)).into_iter().collect();
    }
    let Expr::Call { functor, args, .. } = own else { return Vec::new() };
    let [one, other] = args.as_slice() else { return Vec::new() };
    let is_lower = is_lower(op);
    let pairs = match functor {
        _ if matches!(by, By::Words(Order::Float) | By::Earliest) => return Vec::new(),
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
        let sorting = Sorting { column, by: of_variable().next()?.by };
        let of_order = of_variable().filter(|limit| limit.by == sorting.by);
        let bound = |limit: &Limit| Bound { op: limit.op, value: limit.value.clone(), beside: beside(limit) };
        Some(Limits { sorting, each: of_order.map(bound).collect() })
    };
    let limits: Vec<Limits> = binds.iter().filter_map(of_column).collect();
    let most = limits.iter().map(|limits| limits.each.len()).max()?;
    let with_gap = |mut limits: Limits| {
        let (place, bound) = gap(&limits, &all, &column_of).unzip();
        limits.each.extend(bound);
        (place.unwrap_or(FAR), limits)
    };
    let best = limits.into_iter().filter(|limits| limits.each.len() == most).map(with_gap);
    best.min_by_key(|(place, _)| *place).map(|(_, limits)| limits)
}

/// Where a column stands to another: whether the one that is to be less than a value comes behind the one that is to be greater, and how far
/// apart they are. The start and the end of a span mostly stand beside each other.
type Place = (bool, usize);

const FAR: Place = (true, usize::MAX);

/// What a comparison of another column says of one that is limited on one side only, and where that column stands: if no row ends more than
/// `n` behind its start, those that start before `e` and end behind `s` start between `s - n` and `e`.
fn gap(limits: &Limits, all: &[Limit], column_of: &dyn Fn(VarId) -> Option<usize>) -> Option<(Place, Bound)> {
    let Sorting { column, by } = limits.sorting;
    let is_open = |op: Comparison| limits.each.iter().all(|bound| is_lower(bound.op) != is_lower(op));
    let others = all.iter().filter(|limit| limit.by == by && limit.beside.is_none() && is_open(limit.op));
    let bound = |limit: &Limit| {
        let other = column_of(limit.variable).filter(|&other| other != column)?;
        let (start, end) = if is_lower(limit.op) { (column, other) } else { (other, column) };
        let bound = Bound { op: limit.op, value: limit.value.clone(), beside: Some(Beside::Gap(other)) };
        Some(((start > end, start.abs_diff(end)), bound))
    };
    let is_exact = by != By::Words(Order::Float);
    others.filter(|_| is_exact).filter_map(bound).min_by_key(|(place, _)| *place)
}

/// Marks that the least or greatest row between the limits of the last join is enough, if an aggregate asks for the least or greatest value of
/// the column that they sort, and nothing else is asked of the rows.
pub(super) fn mark_extreme(body: &mut Plan, kind: AggregateKind, value: &Expr) {
    let end = match kind {
        AggregateKind::Min => End::First,
        AggregateKind::Max => End::Last,
        _ => return,
    };
    let value = value.as_variable();
    let is_value = |join: &Join, sorted| join.binds.iter().any(|&(at, it)| at == sorted && Some(it) == value);
    if let Some((join, sorted)) = limited_alone(body)
        && is_value(join, sorted)
    {
        join.extreme = Some(end);
    }
}

/// Marks that any row between the limits of the last join is enough, if it only matters whether there is one and nothing else is asked of it.
pub(super) fn mark_any(body: &mut Plan) {
    if let Some((join, _)) = limited_alone(body) {
        join.extreme = Some(End::First);
    }
}

/// The last join of a body and the column by which its rows are limited, if nothing else is asked of these.
fn limited_alone(body: &mut Plan) -> Option<(&mut Join, usize)> {
    let last = body.stages.last_mut()?;
    let limits = last.join.limits.as_ref().filter(|limits| is_exact(limits, &last.then))?;
    let column = limits.sorting.column;
    let is_plain = last.join.equal.is_empty() && last.join.others.is_empty();
    is_plain.then_some((&mut last.join, column))
}

/// Whether the steps behind a join ask for no more than that rows keep to its limits, of integers.
fn is_exact(limits: &Limits, then: &[Step]) -> bool {
    limits.sorting.by != By::Earliest
        && limits.sorting.by != By::Words(Order::Float)
        && limits.each.len() == then.len()
        && limits.each.iter().all(|bound| bound.beside.is_none())
        && then.iter().all(|step| matches!(step, Step::Compare { negated: false, .. }))
}

/// Whether what stands left of a value is above it.
fn is_lower(op: Comparison) -> bool {
    matches!(op, Comparison::Greater | Comparison::GreaterEqual)
}

fn by(ty: Type) -> Option<By> {
    match ty {
        Type::Number => Some(By::Words(Order::Signed)),
        Type::Unsigned => Some(By::Words(Order::Unsigned)),
        Type::Float => Some(By::Words(Order::Float)),
        Type::Date => Some(By::Earliest),
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
                    | Functor::AddDays
            );
            is_simple && args.iter().all(is_arithmetic)
        }
    }
}
