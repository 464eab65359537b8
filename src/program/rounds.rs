//! `recursive_iteration_cnt()`: the number of the round in which a rule is applied, 0 before the first.
//!
//! To an executor it is a constant of the round.

use super::ir::{Aggregate, Expr, Functor, Literal, Rule};

impl Rule {
    /// Whether it asks for the round.
    pub fn asks_round(&self) -> bool {
        self.head_terms.iter().any(expr_asks) || self.body.iter().any(literal_asks)
    }

    /// The rule as it is in a round.
    #[must_use]
    pub fn in_round(&self, round: u64) -> Self {
        Self { head_terms: exprs(&self.head_terms, round), body: literals(&self.body, round), ..self.clone() }
    }
}

fn literal_asks(literal: &Literal) -> bool {
    match literal {
        Literal::Compare { left, right, .. } => expr_asks(left) || expr_asks(right),
        Literal::Test { args, .. } | Literal::Range { args, .. } => args.iter().any(expr_asks),
        Literal::Aggregate(inner) => inner.value.iter().any(expr_asks) || inner.body.iter().any(literal_asks),
        Literal::Atom(_) | Literal::Negation(_) | Literal::False => false,
    }
}

fn expr_asks(expr: &Expr) -> bool {
    match expr {
        Expr::Call { functor, args, .. } => *functor == Functor::Round || args.iter().any(expr_asks),
        Expr::Var(_) | Expr::Const(_) => false,
    }
}

fn literals(body: &[Literal], round: u64) -> Vec<Literal> {
    body.iter().map(|one| literal(one, round)).collect()
}

fn literal(literal: &Literal, round: u64) -> Literal {
    match literal {
        Literal::Compare { op, ty, left, right, negated } => Literal::Compare {
            op: *op,
            ty: *ty,
            left: expr(left, round),
            right: expr(right, round),
            negated: *negated,
        },
        Literal::Test { test, args, negated } => {
            Literal::Test { test: *test, args: exprs(args, round), negated: *negated }
        }
        Literal::Range { result, ty, args } => {
            Literal::Range { result: *result, ty: *ty, args: exprs(args, round) }
        }
        Literal::Aggregate(inner) => Literal::Aggregate(Aggregate {
            value: inner.value.as_ref().map(|value| expr(value, round)),
            body: literals(&inner.body, round),
            ..inner.clone()
        }),
        Literal::Atom(_) | Literal::Negation(_) | Literal::False => literal.clone(),
    }
}

fn exprs(list: &[Expr], round: u64) -> Vec<Expr> {
    list.iter().map(|one| expr(one, round)).collect()
}

fn expr(expr: &Expr, round: u64) -> Expr {
    match expr {
        Expr::Call { functor: Functor::Round, .. } => Expr::Const(round),
        Expr::Call { functor, ty, args } => {
            Expr::Call { functor: *functor, ty: *ty, args: exprs(args, round) }
        }
        Expr::Var(_) | Expr::Const(_) => expr.clone(),
    }
}
