//! Questions: their rows, each with the levels of trust at which it follows.

use std::collections::BTreeSet;

use super::bodies::{
    asking_for_claims, binds_fields, conjunction, is_about_claims, positive_atoms, with_atom,
};
use super::slices::Slices;
use super::verdict::Verdict;
use super::{Failure, Session, codes};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Located, Severity, Span};
use crate::engine::EngineError;
use crate::evidence::{Grade, Lens};
use crate::io::{Effort, Stop, sorted};
use crate::program::ir::Type;
use crate::program::value::compare_rows;
use crate::program::{Query, check_query, constants_sought, named_in, read_by, unknown_constants};
use crate::store::{Table, Word};
use crate::syntax::tree::{Atom, Body, Literal, Statement, TermKind};
use crate::syntax::{Mode, parse};

/// The answer to a question.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The question's variables with their types, in order of first appearance; none for a question with a yes or a no.
    pub columns: Vec<(String, Type)>,
    /// The rows, each once, ordered by their values. A question without variables has one row, without values, or none.
    pub rows: Vec<Row>,
    /// Whether there are rows, and if not, why.
    pub verdict: Verdict,
    /// The visible claims that deny what the question asks for, where the verdict is not for that reason: of a question without
    /// variables that is answered yes, and of one that holds at a weaker level.
    pub denials: Vec<String>,
    /// The undetermined cases beside the rows.
    pub undetermined: Vec<super::Case>,
    /// What is odd about the question: a variable used once, a constant that nothing has.
    pub warnings: Vec<Diagnostic>,
    /// Where to look for what the question does not find, and what its answer leaves open, in sentences.
    pub hints: Vec<String>,
    /// The articles that may already have been out and do not speak, with the days of their publication.
    pub maybe_out: Vec<(String, Date)>,
}

impl Answer {
    /// Whether the question has variables.
    pub fn is_open(&self) -> bool {
        !self.columns.is_empty()
    }

    /// The strongest level of trust at which there is any row; none without rows or evidence.
    pub fn certainty(&self) -> Option<Grade> {
        self.rows.iter().filter_map(Row::certainty).max()
    }
}

/// One row of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A value a column.
    pub values: Vec<Word>,
    /// The levels of trust, strongest first and none weaker than the lens's, at which the row follows; none in a program without
    /// evidence, and none where the question is about claims or denials, which have grades of their own.
    pub levels: Vec<Grade>,
}

impl Row {
    /// The strongest level of trust at which the row follows.
    pub fn certainty(&self) -> Option<Grade> {
        self.levels.first().copied()
    }

    /// Whether the row follows at some level and not at a weaker one that the lens admits. With negation that can be, and is
    /// to be shown.
    pub fn skips_a_level(&self, trust: Grade) -> bool {
        let expected = Grade::ALL.into_iter().filter(|level| *level >= trust);
        self.certainty().is_some_and(|strongest| {
            expected.filter(|level| *level <= strongest).count() != self.levels.len()
        })
    }
}

impl Session {
    /// Answers a question: an atom or a body, with or without its period.
    ///
    /// # Errors
    /// The text is no question or does not fit the program; or inference stopped.
    pub fn ask(&mut self, text: &str) -> Result<Answer, Failure> {
        let body = self.question("<question>", text, 1)?;
        self.ask_body(&body)
    }

    /// Reads a question without answering it.
    ///
    /// # Errors
    /// The text is no question.
    pub fn question(&mut self, name: &str, text: &str, first_line: u32) -> Result<Body, Failure> {
        let source = self.sources.add_part(name, text, first_line);
        let mut parsed = parse(source, text, Mode::Prompt);
        if !parsed.diagnostics.is_empty() {
            return Err(Failure::Wrong(parsed.diagnostics));
        }
        let second = parsed.tree.statements.get(1).map(|statement| statement.span);
        match (parsed.tree.statements.pop(), second) {
            (Some(Located { node: Statement::Query(body), .. }), None) => Ok(body),
            (only, second) => Err(no_question(second.or(only.map(|only| only.span)).unwrap_or_default())),
        }
    }

    /// Answers a question under the session's lens.
    ///
    /// # Errors
    /// The question does not fit the program, or inference stopped.
    pub fn ask_body(&self, body: &Body) -> Result<Answer, Failure> {
        self.ask_under(body, self.lens())
    }

    /// Answers a question under a lens.
    ///
    /// # Errors
    /// As [`Session::ask_body`].
    pub fn ask_under(&self, body: &Body, lens: &Lens) -> Result<Answer, Failure> {
        let (_, query) = self.checked(body)?;
        let rows = self.rows(&query, lens, !is_about_claims(body))?;
        let mut warnings = query.warnings.clone();
        warnings.extend(self.names_as_variables(body));
        // What answers has the constants that it was asked for.
        if rows.is_empty() || !is_of_atoms(body) {
            warnings.extend(self.unknown_constants(body, lens)?);
        }
        if !warnings.is_empty() {
            self.levels_in_force().apply(&mut warnings);
        }
        if warnings.iter().any(|warning| warning.severity == Severity::Error) {
            return Err(Failure::Wrong(warnings));
        }
        let undetermined = self.cases(body, lens)?;
        let asks_for_one = query.columns.is_empty();
        let mut denials =
            if rows.is_empty() || asks_for_one { self.denials(body, lens)? } else { Vec::new() };
        let unsaid = self.merely_unsaid(body, lens)?;
        let only_unsaid = asks_for_one && positive_atoms(body).is_empty() && !unsaid.is_empty();
        let verdict = match () {
            () if rows.is_empty() => self.absence(body, lens, &undetermined, &mut denials)?,
            // That nobody says a thing does not make it so that it is not.
            () if only_unsaid => Verdict::NobodySays { open: unsaid.clone() },
            () => Verdict::Yes,
        };
        let rows = if verdict == Verdict::Yes { rows } else { Vec::new() };
        let hints = match &verdict {
            Verdict::Yes => {
                let silent = unsaid.iter().map(|name| silence(name));
                let beside = self.beside(body, lens, &query, &rows)?;
                silent.chain(beside).chain(self.counted(body, lens)?).collect()
            }
            Verdict::False { .. } | Verdict::NobodySays { .. } => {
                let days = self.other_days(body, lens);
                let days = [days, self.unbounded(body, lens)?].concat();
                let elsewhere = [self.other_way_round(body, lens)?, self.hints(body, lens)?].concat();
                let instead = if elsewhere.is_empty() || self.begins_with_an_event(body) {
                    self.instead(body, lens)?
                } else {
                    Vec::new()
                };
                // What is told of the very event says more than where its name stands beside the other.
                let elsewhere = if instead.is_empty() { elsewhere } else { Vec::new() };
                [days, elsewhere, instead].concat()
            }
            _ => Vec::new(),
        };
        let sight = crate::evidence::Sight::new(lens, self.lowered());
        let maybe_out = sight.maybe_out().into_iter().map(|it| (it.name.to_string(), it.published.clone()));
        Ok(Answer {
            columns: query.columns,
            rows,
            verdict,
            denials,
            undetermined,
            warnings,
            hints,
            maybe_out: maybe_out.collect(),
        })
    }

    /// The constants of a question that nothing has in their column, with what was probably meant, where that can be told.
    pub(crate) fn strange_constants(&self, body: &Body) -> Result<Vec<String>, Failure> {
        let mut found = self.unknown_constants(body, self.lens())?;
        found.retain(|warning| !warning.help.is_empty());
        let told = |warning: &Diagnostic| {
            [std::slice::from_ref(&warning.message), &warning.help].concat().join("; ")
        };
        Ok(found.iter().map(told).collect())
    }

    /// Warnings for the constants that neither a fact nor a claim of any certainty has in their column, as far as the lens's days
    /// and choices go.
    fn unknown_constants(&self, body: &Body, lens: &Lens) -> Result<Vec<Diagnostic>, Failure> {
        let lens = Lens { trust: Grade::Possible, ..lens.clone() };
        let unknown = |body: &Body| -> Result<Vec<Diagnostic>, Failure> {
            let plain = self.lowered().body(body, &mut Vec::new());
            let sought = constants_sought(self.program(), &plain);
            if sought.is_empty() {
                return Ok(Vec::new());
            }
            let named = named_in(self.program(), &plain);
            let known = |name: &str| self.lowered().names.knows(name) || self.tells_of_event(name);
            let among =
                |database| unknown_constants(self.program(), &plain, database, self.dictionary(), &known);
            if !self.rests_on_much(&named, &lens)? {
                return Ok(among(self.conclusions_for(named, &lens)?.as_ref()));
            }
            let strange = self.without_answer(sought, &lens)?;
            let mut found = Vec::new();
            if !strange.is_empty() {
                found = among(self.conclusions_for([], &lens)?.as_ref());
                found.retain(|warning| strange.contains(&warning.primary.span));
            }
            Ok(found)
        };
        let (mut facts, mut claims) = (body.clone(), body.clone());
        for (at, atom) in positive_atoms(body).into_iter().enumerate() {
            if self.lowered().survey.may_be_annotated(&atom.relation.node) && !binds_fields(atom) {
                facts =
                    with_atom(&facts, at, &|atom| (Atom { annotation: None, ..atom.clone() }, Vec::new()));
                claims = with_atom(&claims, at, &|atom| (asking_for_claims(atom), Vec::new()));
            }
        }
        let in_claims = unknown(&claims)?;
        let mut found = unknown(&facts)?;
        found.retain(|warning| in_claims.iter().any(|other| other.primary.span == warning.primary.span));
        self.offer_names(&mut found);
        self.tell_of_hidden(&mut found);
        Ok(found)
    }

    /// The places of those atoms to which there is no answer.
    fn without_answer(&self, atoms: Vec<(Atom, Span)>, lens: &Lens) -> Result<Vec<Span>, Failure> {
        let mut found = Vec::new();
        for (atom, span) in atoms {
            let query = check_query(
                self.program(),
                &conjunction(vec![Literal::Atom(atom)], span),
                self.dictionary(),
            )?;
            if self.table(&query, lens)?.is_empty() {
                found.push(span);
            }
        }
        Ok(found)
    }

    /// Offers for a constant what it surely means, by an alias of an article or of the name that it begins with; and for one that
    /// resembles nothing in its column the nearest known name.
    fn offer_names(&self, unknown: &mut [Diagnostic]) {
        let names = &self.lowered().names;
        for warning in unknown {
            let written = self.sources.text(warning.primary.span).trim_matches('"');
            if let Some(meant) = self.surely_meant(written) {
                warning.help = vec![meant];
            }
            if !warning.help.is_empty() {
                continue;
            }
            let near = Some(written).filter(|name| !names.knows(name)).and_then(|name| names.nearest(name));
            warning.help.extend(near.map(|near| format!("did you mean \"{near}\"?")));
        }
    }

    /// What a text that is no name stands for: in single articles, or with the name spelt out that it begins with, as "US President"
    /// does with that of the United States.
    fn surely_meant(&self, written: &str) -> Option<String> {
        let names = &self.lowered().names;
        if names.knows(written) {
            return None;
        }
        let local: Vec<String> =
            names.in_articles(written).map(|(article, name)| format!("\"{name}\" in {article}")).collect();
        if !local.is_empty() {
            return Some(format!("it stands for {}", local.join(", ")));
        }
        let spelt_out = names.spelt_out(written).filter(|text| self.dictionary().find_symbol(text).is_some());
        spelt_out.map(|text| format!("did you mean \"{text}\"?"))
    }

    /// Warnings for the variables that are spelt as a name, which was probably meant.
    fn names_as_variables(&self, body: &Body) -> Vec<Diagnostic> {
        let mut seen = BTreeSet::new();
        let variables = positive_atoms(body).into_iter().flat_map(|atom| &atom.terms);
        let mut found = Vec::new();
        for term in variables {
            if let TermKind::Variable(name) = &term.node
                && self.lowered().names.knows(name)
                && seen.insert(name)
            {
                let message = format!(
                    "`{name}` is a variable here, and a name of \"{}\" too",
                    self.lowered().names.resolve(name, None)
                );
                found.push(
                    Diagnostic::warning(codes::NAME_AS_VARIABLE, message, term.span, "stands for any value")
                        .with_help(format!("for the name write `\"{name}\"`")),
                );
            }
        }
        found
    }

    /// A question in plain terms, and checked against the program.
    pub(crate) fn checked(&self, body: &Body) -> Result<(Body, Query), Failure> {
        let mut sink = Vec::new();
        let plain = self.lowered().body(body, &mut sink);
        if !sink.is_empty() {
            return Err(Failure::Wrong(sink));
        }
        let query = check_query(self.program(), &plain, self.dictionary())?;
        Ok((plain, query))
    }

    /// The rows of a question under a lens, without their levels.
    pub(super) fn table(&self, query: &Query, lens: &Lens) -> Result<Table, Failure> {
        match self.by_demand(query, lens)? {
            Some(answers) => Ok(answers),
            None => self.evaluate(query, self.conclusions_for(read_by(&query.rules), lens)?.as_ref()),
        }
    }

    /// The rows of a question, with their levels where it is `graded`.
    fn rows(&self, query: &Query, lens: &Lens, graded: bool) -> Result<Vec<Row>, Failure> {
        let answers = self.table(query, lens)?;
        let graded = graded && !answers.is_empty() && self.lowered().survey.has_evidence();
        let levels = if graded { self.by_level(query, lens, &answers)? } else { Vec::new() };
        let row = |values: &[Word]| Row {
            values: values.to_vec(),
            levels: levels
                .iter()
                .filter(|(_, rows)| rows.contains(values))
                .map(|(level, _)| *level)
                .collect(),
        };
        let order = self.order(query, &answers)?;
        order.into_iter().map(|at| self.go_on().map(|()| row(answers.row(at)))).collect()
    }

    /// The numbers of rows in the order in which they are shown.
    fn order(&self, query: &Query, answers: &Table) -> Result<Vec<usize>, Failure> {
        let dictionary = self.dictionary();
        let effort = Effort { threads: self.threads, stop: Stop::at(&self.interrupt) };
        let types: Vec<Type> = query.columns.iter().map(|(_, ty)| *ty).collect();
        let compare =
            |&a: &usize, &b: &usize| compare_rows(&types, answers.row(a), answers.row(b), dictionary);
        sorted(answers.len(), |at| at, compare, effort).map_err(|_| EngineError::Interrupted.into())
    }

    /// Those of the rows found under a lens that follow at each level of trust that the lens admits, strongest first; perhaps others that
    /// follow there beside them.
    fn by_level(&self, query: &Query, lens: &Lens, found: &Table) -> Result<Vec<(Grade, Table)>, Failure> {
        let levels = Grade::ALL.into_iter().filter(|level| *level >= lens.trust);
        let (mut slices, here) = (Slices::of(found), self.place(lens));
        let rows = levels.map(|trust| {
            let stricter = Lens { trust, ..lens.clone() };
            // Between levels that no claim lies between nothing differs.
            if self.place(&stricter) == here {
                return Ok((trust, found.clone()));
            }
            let rows = match self.by_slice(query, lens, &stricter, &mut slices)? {
                Some(rows) => rows,
                None => self.table(query, &stricter)?,
            };
            Ok((trust, rows))
        });
        rows.collect()
    }
}

/// Whether a body is one conjunction whose atoms all have to hold, so that its answers have their constants.
fn is_of_atoms(body: &Body) -> bool {
    let is_atom = |literal: &Located<Literal>| matches!(literal.node, Literal::Atom(_));
    matches!(body.alternatives.as_slice(), [only] if only.iter().all(is_atom))
}

fn silence(relation: &str) -> String {
    format!("`{relation}` is open: `!` finds that nobody says so, which is no denial")
}

fn no_question(span: crate::diagnostic::Span) -> Failure {
    Diagnostic::error(
        codes::NO_QUESTION,
        "one question is expected",
        span,
        "an atom or a body, and nothing else",
    )
    .into()
}
