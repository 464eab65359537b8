//! Failures of files as text: the place in the file with a caret, or the file with what the system said.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::answer::escape::visible;
use crate::io::DataError;

/// How wide an excerpt of a long line may be.
const WIDTH: usize = 120;

/// What stands in a file of facts and does not fit, under its line.
pub fn data_error(error: &DataError, colour: bool) -> String {
    let path = error.path.display().to_string();
    let label = format!("expected {}", error.expected);
    let report = &[Level::ERROR.primary_title(visible(&error.message)).element(
        Snippet::source(error.text.as_str())
            .line_start(error.line)
            .path(visible(&path))
            .annotation(AnnotationKind::Primary.span(error.range.clone()).label(visible(&label))),
    )];
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH).render(report) + "\n\n"
}

/// What the system refuses to do with a file.
pub fn file_error(action: &str, relation: &str, path: &std::path::Path, error: &std::io::Error) -> String {
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
        assert_eq!(data_error(&error, false), expected);
    }
}
