//! Where rules count days: from which columns, and to how many.
//!
//! A condition such as `min_days(told, now) > 183` turns 183 days after a date in the column of `told`. A count that a rule puts
//! into a relation, for another rule to compare, is not followed.

use std::collections::BTreeSet;

use crate::program::functor::operand_type;
use crate::program::ir::{
    Aggregate, Arg, Comparison, Expr, Functor, Literal, Program, RelationId, Rule, Test, Type, VarId,
};
use crate::store::word;

/// A column of dates that turn so many days later (or earlier, when negative).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Count {
    pub(super) column: (RelationId, usize),
    pub(super) days: i64,
}

/// The counts in the rules for these relations, each once.
pub(super) fn counts(program: &Program, cone: &BTreeSet<RelationId>) -> Vec<Count> {
    let rules = program.rules.iter().filter(|rule| cone.contains(&rule.head));
    rules.flat_map(of_rule).collect::<BTreeSet<Count>>().into_iter().collect()
}

fn of_rule(rule: &Rule) -> Vec<Count> {
    let mut numbers = BTreeSet::new();
    let mut counted: Vec<(&Expr, i64)> = Vec::new();
    each_expression(&rule.body, &mut |expr, ty| match expr {
        Expr::Const(word) if ty == Type::Number => _ = numbers.insert(word::to_number(*word)),
        Expr::Call { functor: Functor::MinDays | Functor::MaxDays, args, .. } => {
            // From the first date on, up to the second.
            counted.extend(args.iter().zip([1, -1]));
        }
        Expr::Call { functor: Functor::AddDays, args, .. } => {
            counted.extend(args.first().map(|date| (date, 1)));
        }
        _ => {}
    });
    let mut counts = Vec::new();
    for (date, sign) in counted {
        let mut columns = BTreeSet::new();
        columns_of(rule, date, &mut BTreeSet::new(), &mut columns);
        let moves =
            numbers.iter().filter(|number| **number != 0).filter_map(|number| number.checked_mul(sign));
        counts.extend(moves.flat_map(|days| columns.iter().map(move |&column| Count { column, days })));
    }
    counts
}

/// The columns that the dates of an expression come from, through equations and functors.
fn columns_of(
    rule: &Rule,
    expr: &Expr,
    seen: &mut BTreeSet<VarId>,
    columns: &mut BTreeSet<(RelationId, usize)>,
) {
    match expr {
        Expr::Call { args, .. } => args.iter().for_each(|arg| columns_of(rule, arg, seen, columns)),
        Expr::Var(variable) if seen.insert(*variable) => {
            each_literal(&rule.body, &mut |literal| match literal {
                Literal::Atom(atom) => {
                    let here = atom.args.iter().enumerate().filter(|(_, arg)| **arg == Arg::Var(*variable));
                    columns.extend(here.map(|(column, _)| (atom.relation, column)));
                }
                Literal::Compare { op: Comparison::Equal, left, right, negated: false, .. } => {
                    for (one, other) in [(left, right), (right, left)] {
                        if *one == Expr::Var(*variable) {
                            columns_of(rule, other, seen, columns);
                        }
                    }
                }
                _ => {}
            });
        }
        Expr::Var(_) | Expr::Const(_) => {}
    }
}

/// Every condition of a body, those of aggregates included.
fn each_literal<'r>(body: &'r [Literal], see: &mut dyn FnMut(&'r Literal)) {
    for literal in body {
        see(literal);
        if let Literal::Aggregate(Aggregate { body, .. }) = literal {
            each_literal(body, see);
        }
    }
}

/// Every expression in the comparisons and tests of a body, the parts of each included, with the type of the operands it is among.
pub(super) fn each_expression<'r>(body: &'r [Literal], see: &mut dyn FnMut(&'r Expr, Type)) {
    each_literal(body, &mut |literal| match literal {
        Literal::Compare { ty, left, right, .. } => {
            parts(left, *ty, see);
            parts(right, *ty, see);
        }
        Literal::Test { test, args, .. } => {
            let ty = type_of_operands(*test);
            for arg in args {
                parts(arg, ty, see);
            }
        }
        _ => {}
    });
}

fn parts<'r>(expr: &'r Expr, ty: Type, see: &mut dyn FnMut(&'r Expr, Type)) {
    see(expr, ty);
    if let Expr::Call { functor, ty, args } = expr {
        for (at, arg) in args.iter().enumerate() {
            parts(arg, operand_type(*functor, *ty, at), see);
        }
    }
}

fn type_of_operands(test: Test) -> Type {
    match test {
        Test::Match | Test::Contains | Test::UnsaidSymbol => Type::Symbol,
        _ => Type::Date,
    }
}
