//! What stands in the way, looked for rule by rule and as deep as asked.

use std::collections::BTreeSet;

use super::account::{Attempt, Missing};
use super::attempt::Reached;
use super::field::Field;
use super::nearest::Pattern;
use super::retract::Blocker;
use crate::date::{may_be_within, may_overlap, may_precede};
use crate::engine::guard::Halt;
use crate::explain::days::compared;
use crate::explain::facts::FactId;
use crate::explain::phrase::Phrases;
use crate::explain::walk::{Bindings, holds, pattern, value};
use crate::program::ir::{Atom, Comparison, Expr, Literal, RelationId, Rule, Test, Type};
use crate::program::value::spell_briefly;

/// The longest chain of rules that is followed.
const LONGEST: usize = 8;

/// How much deeper rules are followed.
#[derive(Clone, Copy)]
struct Depth {
    /// Past how many more things that several rules could derive.
    forks: usize,
    /// How many rules in all.
    steps: usize,
}

impl Depth {
    /// What is left below something that so many rules could derive; none if it is not to be followed.
    fn below(self, rules: usize) -> Option<Self> {
        let forks = if rules > 1 { self.forks.checked_sub(1) } else { Some(self.forks) };
        Some(Self { forks: forks.filter(|_| self.forks > 0)?, steps: self.steps.checked_sub(1)? })
    }
}

/// A search, with what it told of already.
pub(super) struct Search<'a> {
    pub(super) field: &'a Field<'a>,
    pub(super) told: BTreeSet<(RelationId, Pattern)>,
    /// The facts that failing negations found, in the order of the rules.
    pub(super) blockers: Vec<Blocker>,
}

impl Search<'_> {
    /// What stands in the way of a row of the pattern, which was asked for.
    pub(super) fn of(
        &mut self,
        relation: RelationId,
        wanted: &Pattern,
        depth: usize,
    ) -> Result<Missing, Halt> {
        let missing = self.missing(relation, wanted, Depth { forks: depth, steps: LONGEST })?;
        Ok(Missing { nearest: self.field.nearest.facts(relation, wanted), ..missing })
    }

    /// What stands in the way of a row of the pattern. Facts that nearly match are told where no rule tells more.
    fn missing(&mut self, relation: RelationId, wanted: &Pattern, depth: Depth) -> Result<Missing, Halt> {
        let field = self.field;
        let mut missing = Missing {
            fact: field.phrases().pattern(relation, wanted),
            world: field.teller.world(relation),
            claims: field.nearest.claims(relation, wanted),
            ..Missing::default()
        };
        let reached = field.attempts(relation, wanted)?;
        let below = depth.below(reached.len());
        missing.folded =
            !reached.is_empty() && (below.is_none() || !self.told.insert((relation, wanted.clone())));
        if missing.folded || reached.is_empty() {
            missing.nearest = field.nearest.facts(relation, wanted);
            return Ok(missing);
        }
        for (rule, reached) in reached {
            missing.rules.push(self.attempt(rule, &reached, below.unwrap_or(depth))?);
        }
        Ok(missing)
    }

    fn attempt(&mut self, rule: &Rule, reached: &Reached, below: Depth) -> Result<Attempt, Halt> {
        let field = self.field;
        let phrases = field.phrases();
        let spelt = |places: &[usize]| {
            let literals = places.iter().filter_map(|&at| rule.body.get(at));
            literals.map(|literal| phrases.condition(rule, literal, &reached.bindings)).collect()
        };
        let failing = reached.fails.and_then(|at| Some((at, rule.body.get(at)?)));
        let (fails, because) = match failing {
            Some((at, literal)) => (
                phrases.condition(rule, literal, &reached.bindings),
                field.because(rule, at, literal, &reached.bindings)?,
            ),
            None => ("its head is another fact".to_owned(), None),
        };
        if let Some((_, Literal::Negation(atom))) = failing {
            let found = field.found(atom, &reached.bindings).into_iter();
            self.blockers.extend(found.map(|it| (it.relation, field.ground.facts.row(it).to_vec())));
        }
        let missing = match failing {
            Some((_, Literal::Atom(Atom { relation, args, .. }))) => {
                Some(self.missing(*relation, &pattern(args, &reached.bindings), below)?)
            }
            _ => None,
        };
        let (also, rest): (Vec<usize>, Vec<usize>) =
            reached.rest.iter().partition(|&&at| field.holds_anyway(rule, at, &reached.bindings));
        let mut held = [reached.holds.as_slice(), &also].concat();
        held.sort_unstable();
        Ok(Attempt {
            rule: field.teller.rule(rule),
            holds: spelt(&held),
            fails,
            because,
            missing,
            not_reached: spelt(&rest),
        })
    }
}

impl Field<'_> {
    /// The rules that could derive a row of the pattern, with how far each gets.
    fn attempts(&self, relation: RelationId, wanted: &Pattern) -> Result<Vec<(&Rule, Reached)>, Halt> {
        let rules = self.ground.program.rules.iter().filter(|rule| rule.head == relation);
        rules
            .filter_map(|rule| Some(self.reached(rule, wanted).transpose()?.map(|reached| (rule, reached))))
            .collect()
    }

    pub(super) fn phrases(&self) -> Phrases<'_> {
        Phrases { program: self.ground.program, dictionary: self.ground.dictionary }
    }

    /// Whether a comparison or test that was not reached holds all the same: it needs nothing that is not known.
    fn holds_anyway(&self, rule: &Rule, place: usize, bindings: &Bindings) -> bool {
        let known = |literal: &&Literal| {
            literal.variables().iter().all(|variable| bindings.get(variable.0).copied().flatten().is_some())
        };
        let literal = rule.body.get(place).filter(known);
        literal.is_some_and(|literal| holds(literal, bindings, self.ground.dictionary))
    }

    /// Why a condition fails, where its text does not say it.
    fn because(
        &self,
        rule: &Rule,
        place: usize,
        literal: &Literal,
        bindings: &Bindings,
    ) -> Result<Option<String>, Halt> {
        Ok(match literal {
            Literal::Negation(atom) => Some(self.present(atom, bindings)),
            Literal::Aggregate(aggregate) => self.result(rule, place, bindings)?.map(|word| {
                let ty = rule.variables.get(aggregate.result.0).map_or(aggregate.ty, |it| it.ty);
                format!("the result is {}", spell_briefly(word, ty, self.ground.dictionary))
            }),
            Literal::Compare { .. } | Literal::Test { .. } => self.compared(literal, bindings),
            Literal::Atom(_) | Literal::Range { .. } | Literal::False => None,
        })
    }

    /// The facts that a negation found, ordered by their values.
    fn found(&self, atom: &Atom, bindings: &Bindings) -> Vec<FactId> {
        let wanted = pattern(&atom.args, bindings);
        let rows = self.ground.facts.matching(atom.relation, &wanted);
        let mut facts: Vec<FactId> =
            rows.into_iter().map(|row| FactId { relation: atom.relation, row }).collect();
        facts.sort_by(|&one, &other| self.ground.compare_facts(one, other));
        facts
    }

    /// What a negation found, in words.
    fn present(&self, atom: &Atom, bindings: &Bindings) -> String {
        let facts = self.found(atom, bindings);
        let Some(&first) = facts.first() else { return "it holds".to_owned() };
        let more = if facts.len() > 1 { format!(", and {} more", facts.len() - 1) } else { String::new() };
        format!("{} holds{more}", self.teller.fact(first))
    }

    fn compared(&self, literal: &Literal, bindings: &Bindings) -> Option<String> {
        let days = compared(literal, bindings, self.ground.dictionary, false);
        let note = self.is_possible(literal, bindings).then(|| "possible, not certain".to_owned());
        let parts: Vec<String> = days.into_iter().chain(note).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// Whether a condition on dates that is not certain holds for some choice of the unknown days.
    fn is_possible(&self, literal: &Literal, bindings: &Bindings) -> bool {
        let date = |expr: &Expr| {
            value(expr, bindings, self.ground.dictionary).map(|word| self.ground.dictionary.date_of(word))
        };
        let both = |left: &Expr, right: &Expr| Some((date(left)?, date(right)?));
        match literal {
            Literal::Compare { op, ty: Type::Date, left, right, negated: false } => both(left, right)
                .is_some_and(|(one, other)| match op {
                    Comparison::Less => may_precede(&one, &other),
                    Comparison::Greater => may_precede(&other, &one),
                    Comparison::LessEqual => may_precede(&one, &other) || may_overlap(&one, &other),
                    Comparison::GreaterEqual => may_precede(&other, &one) || may_overlap(&one, &other),
                    Comparison::Equal => may_overlap(&one, &other),
                    Comparison::NotEqual => false,
                }),
            Literal::Test { test: Test::Within, args, negated: false } => match args.as_slice() {
                [left, right] => both(left, right).is_some_and(|(one, other)| may_be_within(&one, &other)),
                _ => false,
            },
            _ => false,
        }
    }
}
