//! What stands in the way, looked for rule by rule and as deep as asked.

use std::collections::BTreeSet;

use super::account::{Attempt, Missing};
use super::attempt::Reached;
use super::nearest::Nearest;
use crate::date::{may_be_within, may_overlap, may_precede};
use crate::engine::guard::Halt;
use crate::explain::days::compared;
use crate::explain::facts::FactId;
use crate::explain::heights::Ground;
use crate::explain::phrase::Phrases;
use crate::explain::tell::Teller;
use crate::explain::walk::{Bindings, holds, pattern, value};
use crate::program::ir::{Atom, Comparison, Expr, Literal, RelationId, Rule, Test, Type};
use crate::program::value::spell_word;
use crate::store::Word;

/// What is known of a row.
pub(super) type Pattern = Vec<Option<Word>>;

/// Where the search takes place.
pub(super) struct Field<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) teller: &'a Teller<'a>,
    pub(super) nearest: &'a Nearest<'a>,
}

/// A search, with what it told of already.
pub(super) struct Search<'a> {
    pub(super) field: &'a Field<'a>,
    pub(super) told: BTreeSet<(RelationId, Pattern)>,
}

impl Search<'_> {
    /// What stands in the way of a row of the pattern; the rules of what it needs are followed so many steps deep.
    pub(super) fn missing(
        &mut self,
        relation: RelationId,
        wanted: &Pattern,
        depth: usize,
    ) -> Result<Missing, Halt> {
        let field = self.field;
        let mut missing = Missing {
            fact: field.phrases().pattern(relation, wanted),
            world: field.teller.world(relation),
            nearest: field.nearest.facts(relation, wanted),
            claims: field.nearest.claims(relation, wanted),
            ..Missing::default()
        };
        let rules: Vec<&Rule> =
            field.ground.program.rules.iter().filter(|rule| rule.head == relation).collect();
        if rules.is_empty() {
            return Ok(missing);
        }
        if depth == 0 || !self.told.insert((relation, wanted.clone())) {
            missing.folded = true;
            return Ok(missing);
        }
        for rule in rules {
            if let Some(reached) = field.reached(rule, wanted)? {
                missing.rules.push(self.attempt(rule, &reached, depth)?);
            }
        }
        Ok(missing)
    }

    fn attempt(&mut self, rule: &Rule, reached: &Reached, depth: usize) -> Result<Attempt, Halt> {
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
        let missing = match failing {
            Some((_, Literal::Atom(Atom { relation, args, .. }))) => {
                Some(self.missing(*relation, &pattern(args, &reached.bindings), depth - 1)?)
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
                format!("the result is {}", spell_word(word, ty, self.ground.dictionary))
            }),
            Literal::Compare { .. } | Literal::Test { .. } => self.compared(literal, bindings),
            Literal::Atom(_) | Literal::False => None,
        })
    }

    /// The facts that a negation found.
    fn present(&self, atom: &Atom, bindings: &Bindings) -> String {
        let wanted = pattern(&atom.args, bindings);
        let rows = self.ground.facts.matching(atom.relation, &wanted);
        let mut facts: Vec<FactId> =
            rows.into_iter().map(|row| FactId { relation: atom.relation, row }).collect();
        facts.sort_by(|&one, &other| self.ground.compare_facts(one, other));
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
