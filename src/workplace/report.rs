//! Failures as text for the standard error, each with the exit that it means.
//!
//! A place in a source is drawn by `diagnostic::render`, a place in a file of facts here.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::exit::Exit;
use super::interrupt::INTERRUPTED;
use crate::answer::escape::visible;
use crate::diagnostic::render::{Style, render, render_all};
use crate::diagnostic::{Diagnostic, SourceMap};
use crate::engine::{EngineError, Limit, LimitReached};
use crate::io::{DataError, IoError, Surplus};
use crate::program::UNKNOWN_RELATION;
use crate::session::Failure;
use crate::standard::bundled;

/// How wide an excerpt of a long line may be.
const WIDTH: usize = 120;

/// Tells of failures in the style of one stream.
#[derive(Clone, Copy, Debug)]
pub struct Reporter<'a> {
    /// The texts that places lie in.
    pub sources: &'a SourceMap,
    /// Whether colour may be used.
    pub colour: bool,
}

impl Reporter<'_> {
    /// A failure, and the exit that it means.
    pub fn failure(self, failure: &Failure) -> (String, Exit) {
        match failure {
            Failure::Wrong(diagnostics) => (self.diagnostics(diagnostics), Exit::Wrong),
            Failure::Text(error) => (format!("error: {}\n", visible(&error.to_string())), Exit::Wrong),
            Failure::Inputs(errors) => self.io_failure(errors),
            Failure::Engine(error) => self.engine_error(error),
        }
    }

    /// Errors and warnings about sources.
    pub fn diagnostics(self, diagnostics: &[Diagnostic]) -> String {
        let told: Vec<Diagnostic> = diagnostics.iter().map(|it| self.with_bundled(it)).collect();
        render_all(&told, self.sources, self.style())
    }

    /// A diagnostic, with one more help where it misses a relation that the bundled rules declare, which then are not loaded.
    fn with_bundled(self, diagnostic: &Diagnostic) -> Diagnostic {
        let mut told = diagnostic.clone();
        if told.code == UNKNOWN_RELATION && bundled::declares(self.sources.text(told.primary.span)) {
            told.help.push("the bundled rules declare it: `--standard` loads them".to_owned());
        }
        told
    }

    /// Failures of files, an empty line between two, and the exit that they mean.
    pub fn io_failure(self, errors: &[IoError]) -> (String, Exit) {
        if errors.iter().any(|error| matches!(error, IoError::Interrupted)) {
            return (INTERRUPTED.to_owned(), Exit::Interrupted);
        }
        let errors: Vec<String> = errors.iter().map(|error| self.io_error(error)).collect();
        (errors.join("\n"), Exit::Wrong)
    }

    /// What a load of inputs left out: bad rows, each with its place, and of each file the first line with too many fields.
    pub fn left_out(self, (skipped, surplus): (&[DataError], &[Surplus])) -> String {
        let warning = |error: &DataError| data_message(error, Level::WARNING, self.colour);
        let mut told: Vec<String> = skipped.iter().map(warning).collect();
        match skipped.len() {
            0 => {}
            1 => told.push("note: 1 bad row was skipped\n".to_owned()),
            many => told.push(format!("note: {many} bad rows were skipped\n")),
        }
        for Surplus { first, lines } in surplus {
            told.push(warning(first));
            let path = first.path.display().to_string();
            let path = visible(&path);
            let of = if *lines == 1 { "this line" } else { "lines such as this" };
            told.push(format!("note: the last fields of {of} in {path} are not read ({lines} in all)\n"));
        }
        told.concat()
    }

    fn io_error(self, error: &IoError) -> String {
        match error {
            IoError::Directive(diagnostic) => render(diagnostic, self.sources, self.style()),
            IoError::Read { relation, path, error } => file_error("read", relation, path, error),
            IoError::Write { relation, path, error } => file_error("write", relation, path, error),
            IoError::Data(error) => data_message(error, Level::ERROR, self.colour),
            IoError::Interrupted => INTERRUPTED.to_owned(),
        }
    }

    fn engine_error(self, error: &EngineError) -> (String, Exit) {
        match error {
            EngineError::Functor { rule, span, error } => {
                let message = format!("rule `{rule}` has no result");
                let diagnostic = Diagnostic::error("E0901", message, *span, error.to_string());
                (render(&diagnostic, self.sources, self.style()), Exit::Wrong)
            }
            EngineError::Limit(reached) => (self.limit(reached), Exit::Limit),
            EngineError::Interrupted => (INTERRUPTED.to_owned(), Exit::Interrupted),
            EngineError::Internal(_) => {
                (format!("error: {error}\nThis is a bug. Please report it.\n"), Exit::Bug)
            }
        }
    }

    fn limit(self, reached: &LimitReached) -> String {
        let mut lines = vec![format!("error: {}", visible(&reached.to_string()))];
        lines.extend(reached.rules.iter().filter_map(|(rule, _, span)| {
            let (file, line, _) = self.sources.position(*span)?;
            Some(format!("  rule `{rule}` stands at {file}:{line}"))
        }));
        lines.push(
            option(reached.limit).map_or_else(String::new, |option| format!("  {option} sets this limit\n")),
        );
        lines.join("\n")
    }

    fn style(self) -> Style {
        if self.colour { Style::Coloured } else { Style::Plain }
    }
}

/// The option of the command line that sets a limit, if one does.
fn option(limit: Limit) -> Option<&'static str> {
    match limit {
        Limit::Facts(_) => Some("--max-facts"),
        Limit::Rounds(_) => Some("--max-rounds"),
        Limit::Time(_) => Some("--timeout"),
        Limit::Memory(_) => Some("--max-memory"),
        Limit::Values => None,
    }
}

/// What stands in a file of facts and does not fit, under its line.
fn data_message(error: &DataError, level: Level<'_>, colour: bool) -> String {
    let path = error.path.display().to_string();
    let label = format!("expected {}", error.expected);
    let report = &[level.primary_title(visible(&error.message)).element(
        Snippet::source(error.text.as_str())
            .line_start(error.line)
            .path(visible(&path))
            .annotation(AnnotationKind::Primary.span(error.range.clone()).label(visible(&label))),
    )];
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH).render(report) + "\n"
}

/// What the system refuses to do with a file.
fn file_error(action: &str, relation: &str, path: &std::path::Path, error: &std::io::Error) -> String {
    let path = path.display().to_string();
    format!("error: cannot {action} `{}` of relation `{relation}`: {error}\n", visible(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_value_is_shown_in_its_line() {
        let error = DataError {
            path: "facts/edge.facts".into(),
            line: 3,
            text: "a\tx".to_owned(),
            range: 2..3,
            message: "column 2 (`to`) of `edge` cannot be `x`".to_owned(),
            expected: "a 64-bit number".to_owned(),
        };
        let expected = "\
error: column 2 (`to`) of `edge` cannot be `x`
 --> facts/edge.facts:3:3
  |
3 | a    x
  |      ^ expected a 64-bit number
";
        assert_eq!(data_message(&error, Level::ERROR, false), expected);
    }
}
