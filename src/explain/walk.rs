//! Every way to satisfy the conditions of a route, row by row.
//!
//! A functor without a result makes its condition fail here: where the executor came to an end, none of those it had to compute did.

use std::ops::ControlFlow;

use super::facts::{FactId, Facts};
use super::route::{Aggregation, Join, LegKind, Route};
use crate::engine::guard::Halt;
use crate::program::functor::{self, Accumulator};
use crate::program::ir::{Arg, Expr, Literal, VarId};
use crate::store::{Dictionary, Word};

/// The values of a rule's variables.
pub(super) type Bindings = Vec<Option<Word>>;

/// One way to satisfy conditions.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) bindings: Bindings,
    /// For each condition of the body, the fact that an atom met.
    pub(super) facts: Vec<Option<FactId>>,
}

impl Way {
    /// Nothing known of so many variables and conditions.
    pub(super) fn new(variables: usize, conditions: usize) -> Self {
        Self { bindings: vec![None; variables], facts: vec![None; conditions] }
    }
}

/// What is done with a way: go on to the next, or stop.
pub(super) type Found<'f> = dyn FnMut(&Way) -> ControlFlow<()> + 'f;

/// Whether the search goes on or was stopped by whoever looks at the ways.
type Walked = Result<ControlFlow<()>, Halt>;

/// Walks routes through a database.
pub(super) struct Walker<'a, 'w> {
    pub(super) facts: &'w Facts<'a>,
    pub(super) dictionary: &'w Dictionary,
    /// Which facts atoms may meet; negations and aggregates see all.
    pub(super) admits: &'w dyn Fn(FactId) -> bool,
    /// Told of rows looked at.
    pub(super) look_at: &'w dyn Fn(usize) -> Result<(), Halt>,
}

impl Walker<'_, '_> {
    /// Calls `found` for each way that agrees with the values known in `way`, until it stops.
    pub(super) fn walk(&self, route: &Route<'_>, way: &mut Way, found: &mut Found<'_>) -> Walked {
        self.from(route, 0, way, found)
    }

    fn from(&self, route: &Route<'_>, at: usize, way: &mut Way, found: &mut Found<'_>) -> Walked {
        let Some(leg) = route.legs.get(at) else { return Ok(found(way)) };
        match &leg.kind {
            LegKind::Join(join) => {
                self.join(join, leg.literal, way, &mut |way: &mut Way| self.from(route, at + 1, way, found))
            }
            LegKind::Absent(join) => {
                let met = self.any(join, way)?;
                if met { Ok(ControlFlow::Continue(())) } else { self.from(route, at + 1, way, found) }
            }
            LegKind::Bind(variable, expr) => {
                way.bindings[variable.0] = value(expr, &way.bindings, self.dictionary);
                let outcome = match way.bindings[variable.0] {
                    Some(_) => self.from(route, at + 1, way, found),
                    None => Ok(ControlFlow::Continue(())),
                };
                way.bindings[variable.0] = None;
                outcome
            }
            LegKind::Aggregate(aggregation) => {
                let result = aggregation.aggregate.result;
                let before = way.bindings[result.0];
                let computed = self.aggregate(aggregation, &way.bindings)?;
                if computed.is_none() || before.is_some_and(|known| Some(known) != computed) {
                    return Ok(ControlFlow::Continue(()));
                }
                way.bindings[result.0] = computed;
                let outcome = self.from(route, at + 1, way, found);
                way.bindings[result.0] = before;
                outcome
            }
            LegKind::Check(literal) if holds(literal, &way.bindings, self.dictionary) => {
                self.from(route, at + 1, way, found)
            }
            LegKind::Check(_) => Ok(ControlFlow::Continue(())),
        }
    }

    fn join(
        &self,
        join: &Join,
        literal: usize,
        way: &mut Way,
        then: &mut dyn FnMut(&mut Way) -> Walked,
    ) -> Walked {
        let outcome = self.each_row(join, way, &mut |row, way| {
            let fact = FactId { relation: join.relation, row };
            if !(self.admits)(fact) || !self.take(join, fact, way) {
                return Ok(ControlFlow::Continue(()));
            }
            way.facts[literal] = Some(fact);
            then(way)
        });
        way.facts[literal] = None;
        for (_, variable) in &join.binds {
            way.bindings[variable.0] = None;
        }
        outcome
    }

    /// Binds what the row gives and says whether its columns agree with each other.
    fn take(&self, join: &Join, fact: FactId, way: &mut Way) -> bool {
        let row = self.facts.row(fact);
        for &(column, variable) in &join.binds {
            way.bindings[variable.0] = row.get(column).copied();
        }
        join.repeats.iter().all(|&(column, variable)| way.bindings[variable.0] == row.get(column).copied())
    }

    fn each_row(
        &self,
        join: &Join,
        way: &mut Way,
        visit: &mut dyn FnMut(usize, &mut Way) -> Walked,
    ) -> Walked {
        let table = self.facts.table(join.relation);
        let known = |arg: &Arg| match arg {
            Arg::Var(VarId(variable)) => way.bindings[*variable].unwrap_or_default(),
            Arg::Const(word) => *word,
            Arg::Wildcard => 0,
        };
        let key: Vec<Word> = join.key.iter().map(known).collect();
        if join.columns.is_empty() {
            return self.visit_all(0..table.len(), way, visit);
        }
        let index = join.index.get_or_init(|| self.facts.index(join.relation, &join.columns));
        self.visit_all(index.rows(table, &key), way, visit)
    }

    fn visit_all(
        &self,
        rows: impl Iterator<Item = usize>,
        way: &mut Way,
        visit: &mut dyn FnMut(usize, &mut Way) -> Walked,
    ) -> Walked {
        for row in rows {
            (self.look_at)(1)?;
            if visit(row, way)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn any(&self, join: &Join, way: &mut Way) -> Result<bool, Halt> {
        let outcome = self.each_row(join, way, &mut |_, _| Ok(ControlFlow::Break(())))?;
        Ok(outcome.is_break())
    }

    /// The result of an aggregate over all facts.
    fn aggregate(&self, aggregation: &Aggregation<'_>, bindings: &Bindings) -> Result<Option<Word>, Halt> {
        let aggregate = aggregation.aggregate;
        let mut accumulator = Accumulator::new(aggregate.kind, aggregate.ty).wrapping(aggregate.wrapping);
        _ = self.members(aggregation, bindings, &mut |member| {
            let word = match &aggregate.value {
                Some(expr) => value(expr, &member.bindings, self.dictionary),
                None => Some(0),
            };
            if let Some(word) = word {
                accumulator.add(word, self.dictionary);
            }
            ControlFlow::Continue(())
        })?;
        Ok(accumulator.finish().unwrap_or(None))
    }

    /// Every way to satisfy the body of an aggregate.
    pub(super) fn members(
        &self,
        aggregation: &Aggregation<'_>,
        bindings: &Bindings,
        found: &mut Found<'_>,
    ) -> Walked {
        let aggregate = aggregation.aggregate;
        let mut inner = Way::new(bindings.len(), aggregate.body.len());
        for outer in &aggregate.outer {
            inner.bindings[outer.0] = bindings[outer.0];
        }
        let all = Walker { admits: &|_| true, ..*self };
        all.walk(&aggregation.body, &mut inner, found)
    }
}

/// Whether a comparison or test holds of values that are known.
pub(super) fn holds(literal: &Literal, bindings: &Bindings, dictionary: &Dictionary) -> bool {
    match literal {
        Literal::Compare { op, ty, left, right, negated } => {
            let sides = (value(left, bindings, dictionary), value(right, bindings, dictionary));
            let (Some(left), Some(right)) = sides else { return false };
            functor::compare(*op, *ty, left, right, dictionary) != *negated
        }
        Literal::Test { test, args, negated } => {
            let words: Option<Vec<Word>> = args.iter().map(|arg| value(arg, bindings, dictionary)).collect();
            let tested = words.and_then(|words| functor::test(*test, &words, *negated, dictionary).ok());
            tested == Some(true)
        }
        Literal::Range { result, ty, args } => {
            let words: Option<Vec<Word>> = args.iter().map(|arg| value(arg, bindings, dictionary)).collect();
            let wanted = value(&Expr::Var(*result), bindings, dictionary);
            words
                .zip(wanted)
                .is_some_and(|(words, wanted)| functor::in_range(*ty, &words, wanted, dictionary) == Ok(true))
        }
        Literal::Atom(_) | Literal::Negation(_) | Literal::Aggregate(_) | Literal::False => false,
    }
}

/// The value of an expression; none where a variable or a functor in it has none.
pub(super) fn value(expr: &Expr, bindings: &Bindings, dictionary: &Dictionary) -> Option<Word> {
    match expr {
        Expr::Var(variable) => bindings.get(variable.0).copied().flatten(),
        Expr::Const(word) => Some(*word),
        Expr::Call { functor, ty, args } => {
            let words: Option<Vec<Word>> = args.iter().map(|arg| value(arg, bindings, dictionary)).collect();
            functor::evaluate(*functor, *ty, &words?, dictionary).ok().flatten()
        }
    }
}

/// The pattern of a relation's rows that an atom asks for under the bindings.
pub(super) fn pattern(args: &[Arg], bindings: &Bindings) -> Vec<Option<Word>> {
    let word = |arg: &Arg| match arg {
        Arg::Var(variable) => bindings.get(variable.0).copied().flatten(),
        Arg::Const(word) => Some(*word),
        Arg::Wildcard => None,
    };
    args.iter().map(word).collect()
}
