//! The proof checker: accepts a proof only if every step follows.
//!
//! It shares nothing with the search for proofs: it reads the program, what was given, and the finished conclusions (these for what
//! a proof says is absent, and for aggregates, which the oracle computes anew).

use super::proof::{Application, Proof, Reason};
use crate::engine::{Executor, Guard, Naive};
use crate::program::functor;
use crate::program::ir::{Aggregate, Arg, Atom, Comparison, Expr, Literal, Program, RelationId, Rule, VarId};
use crate::store::{Database, Dictionary, Word};

/// What a proof is checked against.
#[derive(Clone, Copy)]
pub struct Checker<'a> {
    /// The rules.
    pub program: &'a Program,
    /// What was given.
    pub input: &'a Database,
    /// Everything that follows from it.
    pub conclusions: &'a Database,
    /// What words stand for.
    pub dictionary: &'a Dictionary,
}

impl Checker<'_> {
    /// Checks that a proof proves the fact.
    ///
    /// # Errors
    /// The first step that does not follow, and why.
    pub fn check(&self, proof: &Proof, relation: RelationId, row: &[Word]) -> Result<(), String> {
        let last = proof.steps.last().ok_or("it has no step")?;
        if (last.relation, last.row.as_slice()) != (relation, row) {
            return Err("it proves another fact".to_owned());
        }
        (0..proof.steps.len()).try_for_each(|at| {
            self.step(proof, at).map_err(|reason| format!("step {at} does not follow: {reason}"))
        })
    }

    fn step(&self, proof: &Proof, at: usize) -> Result<(), String> {
        let step = &proof.steps[at];
        let application = match &step.reason {
            Reason::Given => return require(has(self.input, step.relation, &step.row), "it was not given"),
            Reason::Rule(application) => application,
        };
        let rule = self.program.rules.get(application.rule).ok_or("there is no such rule")?;
        require(rule.head == step.relation, "the rule derives another relation")?;
        let head: Option<Vec<Word>> =
            rule.head_terms.iter().map(|term| self.value(term, application)).collect();
        require(head.as_deref() == Some(&step.row), "the rule's head is another fact")?;
        require(application.premises.len() == rule.body.len(), "it has another number of conditions")?;
        for (place, literal) in rule.body.iter().enumerate() {
            let premise = application.premises[place];
            require(premise.is_none_or(|premise| premise < at), "it rests on a later step")?;
            let holds = match (literal, premise) {
                (Literal::Atom(atom), Some(premise)) => {
                    let premise = &proof.steps[premise];
                    premise.relation == atom.relation && fits(atom, &premise.row, application)
                }
                (Literal::Atom(_), None) | (_, Some(_)) => false,
                (literal, None) => self.holds(rule, literal, application),
            };
            require(holds, &format!("condition {place} of rule `{}`", rule.name))?;
        }
        Ok(())
    }

    fn holds(&self, rule: &Rule, literal: &Literal, application: &Application) -> bool {
        match literal {
            Literal::Negation(atom) => {
                let is_bound = |variable: VarId| bound(variable, application).is_some();
                let rows = self.conclusions.tables.get(atom.relation.0);
                atom.variables().all(is_bound)
                    && rows.is_some_and(|rows| !rows.rows().any(|row| fits(atom, row, application)))
            }
            Literal::Compare { op, ty, left, right, negated } => {
                match (self.value(left, application), self.value(right, application)) {
                    (Some(left), Some(right)) => {
                        functor::compare(*op, *ty, left, right, self.dictionary) != *negated
                    }
                    _ => false,
                }
            }
            Literal::Test { test, args, negated } => {
                let words: Option<Vec<Word>> = args.iter().map(|arg| self.value(arg, application)).collect();
                let tested =
                    words.and_then(|words| functor::test(*test, &words, *negated, self.dictionary).ok());
                tested == Some(true)
            }
            Literal::Range { result, ty, args } => {
                let words: Option<Vec<Word>> = args.iter().map(|arg| self.value(arg, application)).collect();
                let wanted = bound(*result, application);
                words.zip(wanted).is_some_and(|(words, wanted)| {
                    functor::in_range(*ty, &words, wanted, self.dictionary) == Ok(true)
                })
            }
            Literal::Aggregate(aggregate) => self.aggregates(rule, aggregate, application),
            Literal::Atom(_) | Literal::False => false,
        }
    }

    /// Whether the oracle computes the aggregate's result: it answers a rule of that condition alone, the outer variables given.
    fn aggregates(&self, rule: &Rule, aggregate: &Aggregate, application: &Application) -> bool {
        let Some(result) = bound(aggregate.result, application) else { return false };
        let mut alone =
            Rule { head_terms: vec![Expr::Var(aggregate.result)], body: Vec::new(), ..rule.clone() };
        for &outer in &aggregate.outer {
            let Some(word) = bound(outer, application) else { return false };
            let ty = rule.variables[outer.0].ty;
            let (left, right) = (Expr::Var(outer), Expr::Const(word));
            alone.body.push(Literal::Compare { op: Comparison::Equal, ty, left, right, negated: false });
        }
        alone.body.push(Literal::Aggregate(aggregate.clone()));
        let answer = Naive.answer(&alone, self.conclusions, self.dictionary, &Guard::default());
        answer.is_ok_and(|rows| rows.len() == 1 && rows.contains(&[result]))
    }

    fn value(&self, expr: &Expr, application: &Application) -> Option<Word> {
        match expr {
            Expr::Var(variable) => bound(*variable, application),
            Expr::Const(word) => Some(*word),
            Expr::Call { functor, ty, args } => {
                let words: Option<Vec<Word>> = args.iter().map(|arg| self.value(arg, application)).collect();
                functor::evaluate(*functor, *ty, &words?, self.dictionary).ok().flatten()
            }
        }
    }
}

fn bound(variable: VarId, application: &Application) -> Option<Word> {
    application.bindings.get(variable.0).copied().flatten()
}

fn has(database: &Database, relation: RelationId, row: &[Word]) -> bool {
    database.tables.get(relation.0).is_some_and(|table| table.arity() == row.len() && table.contains(row))
}

/// Whether a row is the one, or one of those, that the atom asks for.
fn fits(atom: &Atom, row: &[Word], application: &Application) -> bool {
    atom.args.len() == row.len()
        && atom.args.iter().zip(row).all(|(arg, word)| match arg {
            Arg::Wildcard => true,
            Arg::Const(constant) => constant == word,
            Arg::Var(variable) => bound(*variable, application) == Some(*word),
        })
}

fn require(condition: bool, reason: &str) -> Result<(), String> {
    if condition { Ok(()) } else { Err(reason.to_owned()) }
}
