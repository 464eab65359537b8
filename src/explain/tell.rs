//! From a proof to its account: rules with their places and documentation, conditions with their values, facts with their grounds.

use std::ops::ControlFlow;

use super::account::{Account, Condition, Ground, RuleTold, Told, Weakest};
use super::days::compared;
use super::facts::{FactId, Facts};
use super::grounds::Grounds;
use super::phrase::Phrases;
use super::proof::{Application, Proof, Reason, Step};
use super::route::{LegKind, Route};
use super::walk::{Walker, pattern};
use crate::engine::guard::Halt;
use crate::evidence::{Grade, Lowered, split_companion};
use crate::program::ir::{Aggregate, Comparison, Literal, Program, RelationId, Rule, Type, World};
use crate::store::Dictionary;
use crate::store::tuples::NIL;

/// Tells proofs of one program under one lens.
pub(super) struct Teller<'a> {
    pub(super) program: &'a Program,
    pub(super) lowered: &'a Lowered,
    pub(super) dictionary: &'a Dictionary,
    pub(super) facts: &'a Facts<'a>,
    pub(super) grounds: &'a Grounds<'a>,
    /// The most members of an aggregate that are told.
    pub(super) members: usize,
    pub(super) look_at: &'a dyn Fn(usize) -> Result<(), Halt>,
}

impl Teller<'_> {
    /// A proof in words.
    pub(super) fn account(&self, proof: &Proof) -> Result<Account, Halt> {
        let steps: Result<Vec<Told>, Halt> = proof.steps.iter().map(|step| self.step(step)).collect();
        let steps = steps?;
        Ok(Account {
            fact: steps.last().map(|step| step.fact.clone()).unwrap_or_default(),
            height: proof.height(),
            weakest: weakest(&steps),
            steps,
        })
    }

    /// A fact in words.
    pub(super) fn fact(&self, fact: FactId) -> String {
        self.phrases().fact(fact.relation, self.facts.row(fact))
    }

    fn phrases(&self) -> Phrases<'_> {
        Phrases { program: self.program, dictionary: self.dictionary }
    }

    fn step(&self, step: &Step) -> Result<Told, Halt> {
        let fact = self.phrases().fact(step.relation, &step.row);
        let told = Told { fact, rule: None, conditions: Vec::new(), grounds: Vec::new() };
        match &step.reason {
            Reason::Given => Ok(Told { grounds: self.grounds.of(step.relation, &step.row), ..told }),
            Reason::Rule(application) => {
                let Some(rule) = self.program.rules.get(application.rule) else { return Ok(told) };
                let conditions = self.conditions(rule, application)?;
                Ok(Told { rule: Some(self.rule(rule)), conditions, ..told })
            }
        }
    }

    /// A rule's name, place and the first sentence of its documentation, or else of its relation's.
    pub(super) fn rule(&self, rule: &Rule) -> RuleTold {
        let of_relation = self.program.relations.get(rule.head.0).map(|relation| &*relation.docs);
        let says = first_sentence(&rule.docs).or_else(|| first_sentence(of_relation.unwrap_or_default()));
        RuleTold { name: rule.name.to_string(), place: self.grounds.place(rule.span), says }
    }

    fn conditions(&self, rule: &Rule, application: &Application) -> Result<Vec<Condition>, Halt> {
        let mut conditions = Vec::new();
        for (place, literal) in rule.body.iter().enumerate() {
            let premise = application.premises.get(place).copied().flatten();
            conditions.extend(self.condition(rule, literal, premise, application)?);
        }
        Ok(conditions)
    }

    fn condition(
        &self,
        rule: &Rule,
        literal: &Literal,
        premise: Option<usize>,
        application: &Application,
    ) -> Result<Option<Condition>, Halt> {
        let bindings = &application.bindings;
        Ok(match literal {
            Literal::Atom(_) => premise.map(|step| Condition::Fact { step }),
            Literal::Negation(atom) => Some(Condition::Absent {
                fact: self.phrases().pattern(atom.relation, &pattern(&atom.args, bindings)),
                world: self.world(atom.relation),
                declared: self.declared(atom.relation),
            }),
            Literal::Aggregate(aggregate) => Some(self.aggregate(rule, literal, aggregate, application)?),
            _ if is_plain_equation(literal) || takes_apart(literal) => None,
            _ => Some(Condition::Test {
                text: self.phrases().condition(rule, literal, bindings),
                compared: compared(literal, bindings, self.dictionary, true),
            }),
        })
    }

    /// Where a relation is declared.
    fn declared(&self, relation: RelationId) -> Option<String> {
        self.program.relations.get(relation.0).and_then(|relation| self.grounds.place(relation.span))
    }

    /// What the absence of a row means: as declared, or else by whether the relation has claims.
    pub(super) fn world(&self, relation: RelationId) -> &'static str {
        let Some(declared) = self.program.relations.get(relation.0) else { return "closed" };
        let base = split_companion(&declared.name).map_or(declared.name.as_str(), |(base, _)| base);
        let world = self.program.relations.iter().find(|it| it.name == base).map(|it| it.world);
        match world {
            Some(World::Open) => "open",
            Some(World::Undeclared) if self.lowered.claims.iter().any(|claim| claim.relation == base) => {
                "open"
            }
            _ => "closed",
        }
    }

    fn aggregate(
        &self,
        rule: &Rule,
        literal: &Literal,
        aggregate: &Aggregate,
        application: &Application,
    ) -> Result<Condition, Halt> {
        let bindings = &application.bindings;
        let outer = aggregate.outer.iter().copied().collect();
        let route = Route::new(std::slice::from_ref(literal), |_| true, &outer, self.facts);
        let mut members = Vec::new();
        let Self { facts, dictionary, look_at, .. } = *self;
        let walker = Walker { facts, dictionary, admits: &|_| true, look_at };
        for leg in &route.legs {
            let LegKind::Aggregate(aggregation) = &leg.kind else { continue };
            _ = walker.members(aggregation, bindings, &mut |member| {
                let met = member.facts.iter().flatten().map(|&fact| self.fact(fact));
                members.push(met.collect::<Vec<_>>().join(", "));
                ControlFlow::Continue(())
            })?;
        }
        members.sort_unstable();
        let total = members.len();
        members.truncate(self.members);
        Ok(Condition::Aggregate { text: self.phrases().condition(rule, literal, bindings), members, total })
    }
}

/// Whether a condition is an equation of two names for one value: once the values are known it says nothing.
fn is_plain_equation(literal: &Literal) -> bool {
    use crate::program::ir::Expr::Call;
    matches!(literal, Literal::Compare { op: Comparison::Equal, left, right, .. }
        if !matches!(left, Call { .. }) && !matches!(right, Call { .. }))
}

/// Whether a condition only takes a record or branch of an atom apart, as the fact that the atom met shows already.
fn takes_apart(literal: &Literal) -> bool {
    use crate::program::ir::{Expr, Functor};
    let is_part = |expr: &Expr| matches!(expr, Expr::Call { functor: Functor::Field | Functor::Tag, .. });
    match literal {
        Literal::Compare { op: Comparison::Equal, left, right, .. } => is_part(left) || is_part(right),
        Literal::Compare {
            op: Comparison::NotEqual, ty: Type::Record(_), right: Expr::Const(nil), ..
        } => *nil == NIL,
        _ => false,
    }
}

fn first_sentence(docs: &[String]) -> Option<String> {
    let text = docs.join(" ");
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    let sentence = text.get(..end).unwrap_or(&text).trim();
    (!sentence.is_empty()).then(|| sentence.to_owned())
}

/// A fact is as sure as the surest claim behind it; a proof as its least sure fact.
fn weakest(steps: &[Told]) -> Option<Weakest> {
    let links = steps.iter().filter_map(|step| {
        let graded = step.grounds.iter().filter_map(|ground| match ground {
            Ground::Claim(claim) => Some((Grade::named(claim.certainty)?, claim.name.clone())),
            Ground::Assumption { name, certainty } => Some((Grade::named(certainty)?, name.clone())),
            Ground::Text { .. } | Ground::Input { .. } | Ground::Provided { .. } => None,
        });
        let is_plain = step.grounds.iter().any(|it| matches!(it, Ground::Text { .. } | Ground::Input { .. }));
        let surest = graded.reduce(|best, next| if next.0 > best.0 { next } else { best });
        if is_plain { None } else { surest }
    });
    let weakest = links.reduce(|least, next| if next.0 < least.0 { next } else { least });
    weakest.map(|(grade, claim)| Weakest { claim, certainty: grade.name() })
}
