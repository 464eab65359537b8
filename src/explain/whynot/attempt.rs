//! How far a rule gets: the values under which all its conditions but one hold, or else the longest beginning of its body that holds.

use std::ops::ControlFlow;

use super::field::Field;
use super::nearest::Pattern;
use crate::engine::guard::Halt;
use crate::explain::choice::bound_variables;
use crate::explain::facts::FactId;
use crate::explain::route::{LegKind, Route};
use crate::explain::walk::{Bindings, Walker, Way, value};
use crate::program::ir::{Expr, Literal, Rule, VarId};

/// How many ways are compared to find the first by values.
const COMPARED: usize = 200;

/// How far a rule got.
pub(super) struct Reached {
    pub(super) bindings: Bindings,
    /// The conditions that hold, by their places.
    pub(super) holds: Vec<usize>,
    /// The one that fails; none when the head cannot be what is wanted.
    pub(super) fails: Option<usize>,
    /// The others.
    pub(super) rest: Vec<usize>,
}

impl Field<'_> {
    /// How far the rule gets towards a row of the pattern; none if its head can never be one.
    pub(super) fn reached(&self, rule: &Rule, wanted: &Pattern) -> Result<Option<Reached>, Halt> {
        let Some(bindings) = head_bound(rule, wanted) else { return Ok(None) };
        let all = rule.body.len();
        for fails in (0..all).rev() {
            let holds: Vec<usize> = (0..all).filter(|&at| at != fails).collect();
            if self.is_guess(rule, &bindings, fails) {
                continue;
            }
            if let Some(bindings) = self.first_way(rule, &bindings, &holds, wanted)? {
                return Ok(Some(Reached { bindings, holds, fails: Some(fails), rest: Vec::new() }));
            }
        }
        for length in (0..all).rev() {
            let holds: Vec<usize> = (0..length).collect();
            if let Some(bindings) = self.first_way(rule, &bindings, &holds, wanted)? {
                let rest = (length + 1..all).collect();
                return Ok(Some(Reached { bindings, holds, fails: Some(length), rest }));
            }
        }
        Ok(Some(Reached { bindings, holds: (0..all).collect(), fails: None, rest: Vec::new() }))
    }

    /// Whether without this condition, an atom, another atom would give it values out of nothing: of that one nothing is known then,
    /// so any of its rows would do.
    fn is_guess(&self, rule: &Rule, bindings: &Bindings, fails: usize) -> bool {
        let Some(Literal::Atom(atom)) = rule.body.get(fails) else { return false };
        let route = Route::new(&rule.body, |at| at != fails, &bound_variables(bindings), self.ground.facts);
        route.legs.iter().any(|leg| match &leg.kind {
            LegKind::Join(join) => {
                join.columns.is_empty()
                    && self.ground.facts.table(join.relation).len() > 1
                    && join.binds.iter().any(|(_, variable)| atom.variables().any(|it| it == *variable))
            }
            _ => false,
        })
    }

    /// The first way, by the values of the facts met, to satisfy the chosen conditions; none also where one of them cannot be tried
    /// or needs more than they bind.
    fn first_way(
        &self,
        rule: &Rule,
        bindings: &Bindings,
        chosen: &[usize],
        wanted: &Pattern,
    ) -> Result<Option<Bindings>, Halt> {
        let route =
            Route::new(&rule.body, |at| chosen.contains(&at), &bound_variables(bindings), self.ground.facts);
        if route.legs.len() < chosen.len() {
            return Ok(None);
        }
        let mut way = Way::new(rule.variables.len(), rule.body.len());
        way.bindings.clone_from(bindings);
        let mut best: Option<Way> = None;
        let mut seen = 0;
        _ = self.walker().walk(&route, &mut way, &mut |way| {
            if !self.head_fits(rule, way, wanted) {
                return ControlFlow::Continue(());
            }
            seen += 1;
            if best.as_ref().is_none_or(|best| self.compare(&way.facts, &best.facts).is_lt()) {
                best = Some(way.clone());
            }
            if seen < COMPARED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(best.map(|way| way.bindings))
    }

    fn compare(&self, one: &[Option<FactId>], other: &[Option<FactId>]) -> std::cmp::Ordering {
        let pairs = one.iter().flatten().zip(other.iter().flatten());
        let orders = pairs.map(|(&one, &other)| self.ground.compare_facts(one, other));
        orders.into_iter().find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    }

    pub(super) fn walker(&self) -> Walker<'_, '_> {
        let ground = self.ground;
        Walker {
            facts: ground.facts,
            dictionary: ground.dictionary,
            admits: &|_| true,
            look_at: ground.look_at,
        }
    }

    /// Whether the head, as far as its values are known, is what is wanted.
    fn head_fits(&self, rule: &Rule, way: &Way, wanted: &Pattern) -> bool {
        rule.head_terms.iter().zip(wanted).all(|(term, wanted)| {
            let known = value(term, &way.bindings, self.ground.dictionary);
            wanted.is_none() || known.is_none() || known == *wanted
        })
    }

    /// The result that an aggregate has.
    pub(super) fn result(&self, rule: &Rule, place: usize, bindings: &Bindings) -> Result<Option<u64>, Halt> {
        let Some(Literal::Aggregate(aggregate)) = rule.body.get(place) else { return Ok(None) };
        let mut bindings = bindings.clone();
        if let Some(result) = bindings.get_mut(aggregate.result.0) {
            *result = None;
        }
        let route = Route::new(&rule.body, |at| at == place, &bound_variables(&bindings), self.ground.facts);
        let mut way = Way::new(rule.variables.len(), rule.body.len());
        way.bindings = bindings;
        let mut found = None;
        _ = self.walker().walk(&route, &mut way, &mut |way| {
            found = way.bindings.get(aggregate.result.0).copied().flatten();
            ControlFlow::Break(())
        })?;
        Ok(found)
    }
}

/// The values that the head's variables have when it is a row of the pattern; none if its constants or repeated variables forbid it.
fn head_bound(rule: &Rule, wanted: &Pattern) -> Option<Bindings> {
    let mut bindings: Bindings = vec![None; rule.variables.len()];
    let fits = rule.head_terms.iter().zip(wanted).all(|(term, wanted)| match (term, wanted) {
        (Expr::Var(VarId(variable)), Some(word)) => *bindings[*variable].get_or_insert(*word) == *word,
        (Expr::Const(constant), Some(word)) => constant == word,
        _ => true,
    });
    fits.then_some(bindings)
}
