//! `.test` blocks: what is expected against what follows, with the difference.
//!
//! A test starts from the plain lens, whatever the session's; each directive in it holds from where it stands to its end.

use std::collections::BTreeSet;

use super::bodies::{conjunction, with_grade, without_constants};
use super::{Failure, Session, codes, direct};
use crate::diagnostic::{self, Diagnostic, Located, Span};
use crate::evidence::{Grade, Lens, constant};
use crate::program::Query;
use crate::program::ir::Type;
use crate::program::value::compare_rows;
use crate::store::Word;
use crate::syntax::tree::{Atom, Body, Expectation, Literal, Name, Term, TermKind, Test, TestStep};

/// How a test went.
#[derive(Clone, Debug)]
pub struct TestOutcome {
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub span: Span,
    /// How many expectations it has.
    pub expectations: usize,
    /// Those that failed, in order.
    pub failures: Vec<TestFailure>,
}

impl TestOutcome {
    /// Whether every expectation was met.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// An expectation that was not met.
#[derive(Clone, Debug, Default)]
pub struct TestFailure {
    /// Where it stands.
    pub span: Span,
    /// What was derived instead, in one sentence without a final period.
    pub message: String,
    /// The columns of the rows.
    pub columns: Vec<(String, Type)>,
    /// Rows that were expected and did not follow.
    pub missing: Vec<Vec<Word>>,
    /// Rows that followed and were not expected.
    pub unexpected: Vec<Vec<Word>>,
    /// What follows nearby where nothing did: the question's answers with its constants left open, a few of them.
    pub nearby: Vec<Vec<Word>>,
    /// What is wrong with the step itself.
    pub diagnostics: Vec<Diagnostic>,
}

/// How many answers are shown where the expected one is not among them.
const NEARBY: usize = 5;

impl Session {
    /// Runs a test.
    ///
    /// # Errors
    /// Inference stopped. A step that does not fit the program is a failure of the test.
    pub fn run_test(&self, test: &Located<Test>) -> Result<TestOutcome, Failure> {
        let mut lens = Lens::default();
        let mut outcome = TestOutcome {
            title: test.node.title.node.to_string(),
            span: test.node.title.span,
            expectations: 0,
            failures: Vec::new(),
        };
        for step in &test.node.steps {
            let done = match &step.node {
                TestStep::Lens(directive) => {
                    direct::apply(&mut lens, directive, self.lowered(), self.program(), self.dictionary())
                        .map(|()| None)
                        .map_err(Failure::Wrong)
                }
                TestStep::Expect(expectation) => {
                    outcome.expectations += 1;
                    self.expect(expectation, &lens)
                }
            };
            match done {
                Ok(failure) => {
                    outcome
                        .failures
                        .extend(failure.map(|failure| TestFailure { span: step.span, ..failure }));
                }
                Err(Failure::Wrong(diagnostics)) => outcome.failures.push(invalid(step.span, diagnostics)),
                Err(other) => return Err(other),
            }
        }
        Ok(outcome)
    }

    /// What is wrong with the steps of the session's tests, found without inference.
    pub fn check_tests(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for test in self.tests() {
            let mut lens = Lens::default();
            for step in &test.node.steps {
                let checked = match &step.node {
                    TestStep::Lens(it) => {
                        direct::apply(&mut lens, it, self.lowered(), self.program(), self.dictionary())
                    }
                    TestStep::Expect(expectation) => match self.checked(&asked(expectation)) {
                        Err(Failure::Wrong(diagnostics)) => Err(diagnostics),
                        _ => Ok(()),
                    },
                };
                found.extend(checked.err().into_iter().flatten());
            }
        }
        found
    }

    fn expect(&self, expectation: &Expectation, lens: &Lens) -> Result<Option<TestFailure>, Failure> {
        let body = asked(expectation);
        let (_, query) = self.checked(&body)?;
        match expectation {
            Expectation::Certainty(_, grade) => self.expect_certainty(&body, &query, grade, lens),
            Expectation::Undetermined(atom) => self.expect_undetermined(&body, atom, lens),
            Expectation::Some(_) if self.table(&query, lens)?.is_empty() => {
                self.nothing(&body, lens).map(Some)
            }
            Expectation::Some(_) => Ok(None),
            Expectation::Denied(_) => {
                let denied = !self.table(&query, lens)?.is_empty();
                Ok((!denied).then(|| failure("no visible claim denies it".to_owned())))
            }
            Expectation::None(_) => {
                Ok(self.expect_rows(query, &BTreeSet::new(), lens)?.map(|failure| TestFailure {
                    message: format!("{} not expected", counted(failure.unexpected.len())),
                    ..failure
                }))
            }
            Expectation::Exactly(_, rows) => {
                let wanted: Result<BTreeSet<_>, _> =
                    rows.iter().map(|row| self.expected_row(&query.columns, row)).collect();
                self.expect_rows(query, &wanted?, lens)
            }
        }
    }

    /// There is no answer: says why, and what follows nearby.
    fn nothing(&self, body: &Body, lens: &Lens) -> Result<TestFailure, Failure> {
        let column_name = |relation: &str, at: usize| {
            let attribute = self.relation(relation).and_then(|relation| relation.attributes.get(at));
            attribute.map_or_else(String::new, |attribute| attribute.name.to_string())
        };
        let verdict = self.ask_under(body, lens)?.verdict;
        let near = self.ask_under(&without_constants(body, &column_name), lens)?;
        Ok(TestFailure {
            message: format!("there is no answer: {}", verdict.name()),
            columns: near.columns,
            nearby: near.rows.into_iter().take(NEARBY).map(|row| row.values).collect(),
            ..TestFailure::default()
        })
    }

    fn expect_certainty(
        &self,
        body: &Body,
        query: &Query,
        wanted: &Name,
        lens: &Lens,
    ) -> Result<Option<TestFailure>, Failure> {
        for level in Grade::ALL.into_iter().filter(|level| *level >= lens.trust) {
            if !self.table(query, &Lens { trust: level, ..lens.clone() })?.is_empty() {
                let met = Grade::named(&wanted.node) == Some(level);
                let message = || format!("its certainty is {level}, not {}", wanted.node);
                return Ok((!met).then(|| failure(message())));
            }
        }
        self.nothing(body, lens).map(Some)
    }

    fn expect_undetermined(
        &self,
        body: &Body,
        atom: &Atom,
        lens: &Lens,
    ) -> Result<Option<TestFailure>, Failure> {
        let name = &atom.relation.node;
        if self.companion_of(name).is_none() {
            return Ok(Some(failure(format!("`{name}` declares no relation of undetermined cases"))));
        }
        if !self.cases(body, lens)?.is_empty() {
            return Ok(None);
        }
        let verdict = self.ask_under(body, lens)?.verdict;
        Ok(Some(failure(format!("nothing leaves it undetermined: {}", verdict.name()))))
    }

    /// The rows of a question must be those wanted.
    fn expect_rows(
        &self,
        query: Query,
        wanted: &BTreeSet<Vec<Word>>,
        lens: &Lens,
    ) -> Result<Option<TestFailure>, Failure> {
        let found: BTreeSet<Vec<Word>> = self.table(&query, lens)?.rows().map(<[Word]>::to_vec).collect();
        if *wanted == found {
            return Ok(None);
        }
        let types: Vec<Type> = query.columns.iter().map(|(_, ty)| *ty).collect();
        let in_order = |rows: Vec<&Vec<Word>>| {
            let mut rows: Vec<Vec<Word>> = rows.into_iter().cloned().collect();
            rows.sort_by(|a, b| compare_rows(&types, a, b, self.dictionary()));
            rows
        };
        let missing = in_order(wanted.difference(&found).collect());
        let unexpected = in_order(found.difference(wanted).collect());
        let message =
            format!("{} missing, {} not expected", counted(missing.len()), counted(unexpected.len()));
        Ok(Some(TestFailure {
            message,
            columns: query.columns,
            missing,
            unexpected,
            ..TestFailure::default()
        }))
    }

    /// The words of an expected row, names in canonical form.
    fn expected_row(
        &self,
        columns: &[(String, Type)],
        row: &Located<Vec<Term>>,
    ) -> Result<Vec<Word>, Failure> {
        if row.node.len() != columns.len() {
            let given = diagnostic::counted(row.node.len(), "value");
            let wanted = diagnostic::counted(columns.len(), "variable");
            let message = format!("a row of {given} where the question has {wanted}");
            return Err(Diagnostic::error(
                codes::BAD_ROW,
                message,
                row.span,
                "one value a variable is expected",
            )
            .into());
        }
        let word = |(term, (_, ty)): (&Term, &(String, Type))| {
            let canonical = match &term.node {
                TermKind::String(text) if *ty == Type::Symbol => {
                    TermKind::String(self.lowered().names.resolve(text, None).into())
                }
                other => other.clone(),
            };
            constant(&Term::new(canonical, term.span), *ty, self.dictionary())
        };
        let words: Result<Vec<Word>, _> = row.node.iter().zip(columns).map(word).collect();
        words.map_err(|diagnostic| Failure::Wrong(vec![*diagnostic]))
    }
}

/// The question that an expectation asks.
fn asked(expectation: &Expectation) -> Body {
    let of_atom = |atom: &Atom| conjunction(vec![Literal::Atom(atom.clone())], atom.relation.span);
    match expectation {
        Expectation::Some(body) | Expectation::None(body) | Expectation::Exactly(body, _) => body.clone(),
        Expectation::Certainty(atom, _) | Expectation::Undetermined(atom) => of_atom(atom),
        Expectation::Denied(atom) => of_atom(&with_grade(atom, "denied")),
    }
}

fn failure(message: String) -> TestFailure {
    TestFailure { message, ..TestFailure::default() }
}

fn invalid(span: Span, diagnostics: Vec<Diagnostic>) -> TestFailure {
    let message = diagnostics.first().map_or_else(String::new, |diagnostic| diagnostic.message.clone());
    TestFailure { span, message, diagnostics, ..TestFailure::default() }
}

fn counted(rows: usize) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}
