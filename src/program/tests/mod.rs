//! The checker on small programs: what rules become, what is refused and where, what is odd.

mod facts;
mod normalise;
mod questions;
mod refusals;
mod show;
mod strata;
mod types;
mod warnings;
mod witness;

use super::ir::Program;
use super::{Checked, Query, check, check_query};
use crate::diagnostic::{Diagnostic, Severity, SourceMap};
use crate::store::Dictionary;
use crate::syntax::tree::{Body, Statement};
use crate::syntax::{Mode, parse};
use show::Show;

/// A text that parses, checked, with what is needed to look at the result.
struct Case {
    map: SourceMap,
    dictionary: Dictionary,
    checked: Checked,
}

impl Case {
    fn new(text: &str) -> Self {
        let mut map = SourceMap::default();
        let id = map.add("a.dl", text);
        let parsed = parse(id, text, Mode::File);
        assert_eq!(parsed.diagnostics, [], "the text parses");
        let dictionary = Dictionary::default();
        let checked = check(&[&parsed.tree], &dictionary);
        Self { map, dictionary, checked }
    }

    /// A program that is sound; warnings do not matter.
    fn sound(text: &str) -> Self {
        let case = Self::new(text);
        assert_eq!(case.findings(Severity::Error), [""; 0], "the program is sound");
        case
    }

    fn program(&self) -> &Program {
        self.checked.program.as_ref().expect("the program is sound")
    }

    /// The rules as text.
    fn rules(&self) -> Vec<String> {
        let show = Show { relations: &self.program().relations, dictionary: &self.dictionary };
        self.program().rules.iter().map(|rule| show.rule(rule)).collect()
    }

    /// The findings of a severity, each as `line:column code message`.
    fn findings(&self, severity: Severity) -> Vec<String> {
        self.checked
            .diagnostics
            .iter()
            .filter(|one| one.severity == severity)
            .map(|one| self.brief(one))
            .collect()
    }

    fn brief(&self, diagnostic: &Diagnostic) -> String {
        let (_, line, column) = self.map.position(diagnostic.primary.span).expect("a place of the text");
        format!("{line}:{column} {} {}", diagnostic.code, diagnostic.message)
    }

    /// Asks a question, which must parse.
    fn ask(&mut self, question: &str) -> Result<Query, Vec<String>> {
        let body = self.body(question);
        let program = self.checked.program.as_ref().expect("the program is sound");
        let result = check_query(program, &body, &self.dictionary);
        result.map_err(|found| found.iter().map(|one| self.brief(one)).collect())
    }

    fn body(&mut self, question: &str) -> Body {
        let id = self.map.add("question", question);
        let parsed = parse(id, question, Mode::Prompt);
        assert_eq!(parsed.diagnostics, [], "the question parses");
        match parsed.tree.statements.into_iter().next().map(|statement| statement.node) {
            Some(Statement::Query(body)) => body,
            other => panic!("not a question: {other:?}"),
        }
    }

    /// The rules of a question as text.
    fn shown(&self, query: &Query) -> Vec<String> {
        let relations = [&self.program().relations[..], &query.relations[..]].concat();
        let show = Show { relations: &relations, dictionary: &self.dictionary };
        query.rules.iter().map(|rule| show.rule(rule)).collect()
    }
}

/// The errors of a text.
fn errors(text: &str) -> Vec<String> {
    let case = Case::new(text);
    assert!(case.checked.program.is_none(), "a program with errors is none");
    case.findings(Severity::Error)
}

/// The rules of a text that is sound.
fn rules(text: &str) -> Vec<String> {
    Case::sound(text).rules()
}
