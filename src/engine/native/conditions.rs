//! What rules of subsumption ask of the two rows: how a value of the one stands to the same value of the other, or to a constant.
//!
//! A value is a column or what is computed of columns, such as a field of a record. Rules that ask anything else are not read here;
//! what the conditions come to is told by [`super::dominance`].

use std::collections::BTreeMap;

use crate::program::functor::can_fail;
use crate::program::ir::{Arg, Comparison, Expr, Literal, Rule, Type, VarId};
use crate::store::Word;

/// What rules ask.
#[derive(Debug)]
pub(super) struct Asked {
    /// The columns in which all of them want the rows to agree.
    pub(super) key: Vec<usize>,
    /// The values that are compared: first all other columns.
    pub(super) values: Vec<Value>,
    /// The conditions of each rule.
    pub(super) rules: Vec<Vec<Condition>>,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    /// What it is, columns standing as variables.
    pub(super) expr: Expr,
    pub(super) ty: Type,
}

/// A condition on two rows, of which the first is the one that goes.
#[derive(Debug)]
pub(super) enum Condition {
    /// A value of the first row stands so to that of the second.
    Pair { value: usize, op: Comparison, negated: bool },
    /// A value of one of the rows stands so to a constant.
    Bound { row: usize, value: usize, op: Comparison, constant: Word, negated: bool },
    /// One of the rows has a value.
    Has { row: usize, value: usize },
}

/// To which of the rows an expression belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// It is a constant.
    Neither,
    /// That of this number.
    Row(usize),
    /// It is the same in both.
    Both,
}

impl Asked {
    /// What rules ask of rows whose columns have these types, if it is of this form.
    pub(super) fn of(rules: &[Rule], types: &[Type]) -> Option<Self> {
        let may_hold = |rule: &&Rule| !rule.body.contains(&Literal::False);
        let rules: Vec<&Rule> = rules.iter().filter(may_hold).collect();
        let agree = |&column: &usize| rules.iter().all(|rule| is_shared(rule, column));
        let (key, others): (Vec<usize>, Vec<usize>) = (0..types.len()).partition(agree);
        let column = |at: usize| Value { expr: Expr::Var(VarId(at)), ty: types[at] };
        let values = others.into_iter().map(column).collect();
        let mut asked = Self { key, values, rules: Vec::new() };
        for rule in rules {
            let mut reader =
                Reader { asked: &mut asked, types, known: BTreeMap::new(), conditions: Vec::new() };
            reader.rows(rule)?;
            rule.body[ROWS..].iter().try_for_each(|literal| reader.literal(literal))?;
            let conditions = reader.conditions;
            asked.rules.push(conditions);
        }
        let may_fail = asked.values.iter().any(|value| can_fail(&value.expr));
        (!may_fail || asked.rules.iter().flatten().all(|condition| asked.is_always_asked(condition)))
            .then_some(asked)
    }

    /// Whether a condition is asked of any two rows with the same key: what may fail then fails for a row that has another beside it,
    /// whatever the rest says.
    fn is_always_asked(&self, condition: &Condition) -> bool {
        let may_fail = |value: usize| can_fail(&self.values[value].expr);
        match *condition {
            Condition::Pair { op: Comparison::NotEqual, value, .. } => !may_fail(value),
            Condition::Pair { value, .. } | Condition::Has { value, .. } => may_fail(value),
            Condition::Bound { .. } => false,
        }
    }
}

/// How many atoms stand for the two rows.
const ROWS: usize = 2;

/// The arguments of the two rows in a column.
fn args(rule: &Rule, column: usize) -> Option<[Arg; ROWS]> {
    let [Literal::Atom(lower), Literal::Atom(upper), ..] = rule.body.as_slice() else { return None };
    Some([*lower.args.get(column)?, *upper.args.get(column)?])
}

/// Whether the rows have one variable in a column.
fn is_shared(rule: &Rule, column: usize) -> bool {
    matches!(args(rule, column), Some([Arg::Var(one), Arg::Var(other)]) if one == other)
}

/// Reads one rule.
struct Reader<'a> {
    asked: &'a mut Asked,
    types: &'a [Type],
    /// What variables stand for.
    known: BTreeMap<VarId, (Side, Expr)>,
    conditions: Vec<Condition>,
}

impl Reader<'_> {
    /// Takes note of the two rows; none where a variable stands in two columns.
    fn rows(&mut self, rule: &Rule) -> Option<()> {
        for (column, &ty) in self.types.iter().enumerate() {
            let (args, expr) = (args(rule, column)?, Expr::Var(VarId(column)));
            if is_shared(rule, column) {
                if !self.asked.key.contains(&column) {
                    let value = self.value(&expr, ty);
                    self.conditions.push(Condition::Pair { value, op: Comparison::Equal, negated: false });
                }
                self.know(args[0], Side::Both, &expr, ty)?;
                continue;
            }
            for (row, arg) in args.into_iter().enumerate() {
                self.know(arg, Side::Row(row), &expr, ty)?;
            }
        }
        Some(())
    }

    /// Takes note of what stands in a column.
    fn know(&mut self, arg: Arg, side: Side, expr: &Expr, ty: Type) -> Option<()> {
        match arg {
            Arg::Wildcard => Some(()),
            Arg::Var(variable) => {
                let before = self.known.insert(variable, (side, expr.clone()));
                before.is_none().then_some(())
            }
            Arg::Const(constant) => self.bound(side, expr, ty, Comparison::Equal, constant, false),
        }
    }

    fn literal(&mut self, literal: &Literal) -> Option<()> {
        let Literal::Compare { op, ty, left, right, negated } = literal else { return None };
        if *op == Comparison::Equal && !negated {
            for (side, other) in [(left, right), (right, left)] {
                match side.as_variable() {
                    Some(variable) if !self.known.contains_key(&variable) => {
                        return self.define(variable, other, *ty);
                    }
                    _ => {}
                }
            }
        }
        let (one, left) = self.resolved(left)?;
        let (other, right) = self.resolved(right)?;
        match (one, other, &left, &right) {
            (_, Side::Neither, _, &Expr::Const(constant)) => {
                self.bound(one, &left, *ty, *op, constant, *negated)
            }
            (Side::Neither, _, &Expr::Const(constant), _) => {
                self.bound(other, &right, *ty, op.mirrored(), constant, *negated)
            }
            (Side::Row(0), Side::Row(1), ..) if left == right => self.pair(&left, *ty, *op, *negated),
            (Side::Row(1), Side::Row(0), ..) if left == right => {
                self.pair(&left, *ty, op.mirrored(), *negated)
            }
            _ => None,
        }
    }

    /// Lets a variable stand for an expression, which has to have a value.
    fn define(&mut self, variable: VarId, expr: &Expr, ty: Type) -> Option<()> {
        let (side, expr) = self.resolved(expr)?;
        if let (Side::Row(row), Expr::Call { .. }) = (side, &expr) {
            let value = self.value(&expr, ty);
            self.conditions.push(Condition::Has { row, value });
        }
        self.known.insert(variable, (side, expr));
        matches!(side, Side::Row(_)).then_some(())
    }

    fn pair(&mut self, expr: &Expr, ty: Type, op: Comparison, negated: bool) -> Option<()> {
        let value = self.value(expr, ty);
        self.conditions.push(Condition::Pair { value, op, negated });
        (is_comparable(op, ty) && self.asked.values[value].ty == ty).then_some(())
    }

    fn bound(
        &mut self,
        side: Side,
        expr: &Expr,
        ty: Type,
        op: Comparison,
        constant: Word,
        negated: bool,
    ) -> Option<()> {
        let Side::Row(row) = side else { return None };
        let value = self.value(expr, ty);
        self.conditions.push(Condition::Bound { row, value, op, constant, negated });
        // Where a date stands beside another is not one place.
        let is_placed = is_comparable(op, ty) && (ty != Type::Date || is_equality(op));
        (is_placed && self.asked.values[value].ty == ty).then_some(())
    }

    /// The number of a value.
    fn value(&mut self, expr: &Expr, ty: Type) -> usize {
        let known = self.asked.values.iter().position(|value| value.expr == *expr);
        known.unwrap_or_else(|| {
            self.asked.values.push(Value { expr: expr.clone(), ty });
            self.asked.values.len() - 1
        })
    }

    /// An expression over columns; none if it has variables that are not known, or values of both rows.
    fn resolved(&self, expr: &Expr) -> Option<(Side, Expr)> {
        match expr {
            Expr::Const(_) => Some((Side::Neither, expr.clone())),
            Expr::Var(variable) => self.known.get(variable).cloned(),
            Expr::Call { functor, ty, args } => {
                let resolved: Vec<(Side, Expr)> =
                    args.iter().map(|arg| self.resolved(arg)).collect::<Option<_>>()?;
                let side = resolved.iter().map(|(side, _)| *side).try_fold(Side::Neither, Side::with)?;
                let args = resolved.into_iter().map(|(_, arg)| arg).collect();
                Some((side, Expr::Call { functor: *functor, ty: *ty, args }))
            }
        }
    }
}

impl Side {
    /// To which row belongs what is computed of two; none if of both.
    fn with(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Neither, side) | (side, Self::Neither) => Some(side),
            _ => (self == other).then_some(self),
        }
    }
}

/// Whether it is an equation or its opposite.
pub(super) fn is_equality(op: Comparison) -> bool {
    matches!(op, Comparison::Equal | Comparison::NotEqual)
}

/// Records and branches are compared for being the same alone.
fn is_comparable(op: Comparison, ty: Type) -> bool {
    is_equality(op) || !matches!(ty, Type::Record(_) | Type::Branches(_))
}
