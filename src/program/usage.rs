//! Which variables the parts of a rule use. Executors order conditions by it.

use super::functor;
use super::ir::{Aggregate, Arg, Atom, Comparison, Expr, Literal, Test, VarId};

impl Expr {
    /// The variables in it, from left to right, repeated as written.
    pub fn variables(&self) -> Vec<VarId> {
        match self {
            Self::Var(variable) => vec![*variable],
            Self::Const(_) => Vec::new(),
            Self::Call { args, .. } => args.iter().flat_map(Self::variables).collect(),
        }
    }

    /// The variable that the whole expression is, if it is one.
    pub fn as_variable(&self) -> Option<VarId> {
        match self {
            Self::Var(variable) => Some(*variable),
            _ => None,
        }
    }
}

impl Atom {
    /// The variables in it, from left to right, repeated as written.
    pub fn variables(&self) -> impl Iterator<Item = VarId> + '_ {
        self.args.iter().filter_map(|arg| match arg {
            Arg::Var(variable) => Some(*variable),
            Arg::Const(_) | Arg::Wildcard => None,
        })
    }
}

impl Literal {
    /// The variables that it shares or may share with the rest of its rule; those local to an aggregate are not among them.
    pub fn variables(&self) -> Vec<VarId> {
        match self {
            Self::Atom(atom) | Self::Negation(atom) => atom.variables().collect(),
            Self::Compare { left, right, .. } => [left.variables(), right.variables()].concat(),
            Self::Test { args, .. } => args.iter().flat_map(Expr::variables).collect(),
            Self::Aggregate(aggregate) => aggregate_variables(aggregate),
            Self::Range { result, args, .. } => {
                std::iter::once(*result).chain(args.iter().flat_map(Expr::variables)).collect()
            }
            Self::False => Vec::new(),
        }
    }

    /// The variable that it binds when all others in it are bound: the lone side of an equation, the result of an aggregate or range.
    /// Atoms bind all of theirs and are not meant here.
    pub fn defines(&self, is_bound: impl Fn(VarId) -> bool) -> Option<VarId> {
        match self {
            Self::Compare { op: Comparison::Equal, negated: false, left, right, .. } => {
                let alone = |side: &Expr, other: &Expr| {
                    side.as_variable()
                        .filter(|variable| !is_bound(*variable) && !other.variables().contains(variable))
                };
                alone(left, right).or_else(|| alone(right, left))
            }
            Self::Aggregate(Aggregate { result, outer, .. }) => {
                Some(*result).filter(|result| !is_bound(*result) && !outer.contains(result))
            }
            Self::Range { result, args, .. } => {
                let is_operand = |result: &VarId| args.iter().any(|arg| arg.variables().contains(result));
                Some(*result).filter(|result| !is_bound(*result) && !is_operand(result))
            }
            _ => None,
        }
    }

    /// Whether evaluating it may end in an error rather than in yes or no.
    pub fn can_fail(&self) -> bool {
        match self {
            Self::Compare { left, right, .. } => functor::can_fail(left) || functor::can_fail(right),
            Self::Test { test: Test::Match, args, .. } => !matches!(args.first(), Some(Expr::Const(_))),
            Self::Test { args, .. } => args.iter().any(functor::can_fail),
            Self::Aggregate(_) | Self::Range { .. } => true,
            Self::Atom(_) | Self::Negation(_) | Self::False => false,
        }
    }
}

fn aggregate_variables(aggregate: &Aggregate) -> Vec<VarId> {
    let mut variables = aggregate.outer.clone();
    variables.push(aggregate.result);
    variables
}
