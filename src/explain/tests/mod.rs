//! Explanations of small programs, each proof checked.

mod all;
mod forms;
mod in_place;
mod proofs;
mod sources;

use super::*;
use crate::diagnostic::SourceMap;
use crate::engine::{Executor, Guard, Native, facts_of};
use crate::program::check;
use crate::program::ir::{Program, RelationId};
use crate::program::value::format_fact;
use crate::store::{Database, Dictionary, Word};
use crate::syntax::{Mode, parse};

/// A program without evidence and everything that follows from its facts.
pub(super) struct Case {
    pub(super) program: Program,
    pub(super) dictionary: Dictionary,
    pub(super) input: Database,
    pub(super) conclusions: Database,
}

impl Case {
    pub(super) fn new(text: &str) -> Self {
        let source = SourceMap::default().add("a.dl", text);
        let parsed = parse(source, text, Mode::File);
        assert_eq!(parsed.diagnostics, [], "the text parses");
        let dictionary = Dictionary::default();
        let program = check(&[&parsed.tree], &dictionary).program.expect("the program is sound");
        let input = facts_of(&program);
        let run = Native.run(&program, input.clone(), &dictionary, &Guard::default());
        Self { conclusions: run.expect("it ends"), program, dictionary, input }
    }

    pub(super) fn relation(&self, name: &str) -> RelationId {
        RelationId(self.program.relations.iter().position(|it| it.name == name).expect("it is declared"))
    }

    /// The least proof of a fact, checked.
    pub(super) fn why(&self, relation: &str, row: &[Word]) -> Option<Proof> {
        let guard = Guard::default();
        let prover = Prover::new(&self.program, &self.input, &self.conclusions, &self.dictionary, &guard);
        let proof = prover.why(self.relation(relation), row).expect("it ends");
        proof.inspect(|proof| self.accept(proof, relation, row))
    }

    pub(super) fn accept(&self, proof: &Proof, relation: &str, row: &[Word]) {
        assert_eq!(self.checked(proof, relation, row), Ok(()));
    }

    pub(super) fn checked(&self, proof: &Proof, relation: &str, row: &[Word]) -> Result<(), String> {
        let Self { program, input, conclusions, dictionary } = self;
        Checker { program, input, conclusions, dictionary }.check(proof, self.relation(relation), row)
    }

    /// The steps as text: each fact with the rule that derives it.
    pub(super) fn steps(&self, proof: &Proof) -> Vec<String> {
        let step = |step: &Step| {
            let fact = format_fact(&self.program.relations[step.relation.0], &step.row, &self.dictionary);
            match &step.reason {
                Reason::Given => fact,
                Reason::Rule(application) => {
                    format!("{fact} by {}", self.program.rules[application.rule].name)
                }
            }
        };
        proof.steps.iter().map(step).collect()
    }
}
