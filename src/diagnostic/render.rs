//! Diagnostics as text for people: code and message, place, source lines with carets, help.
//!
//! The drawing is done by `annotate-snippets`, which also makes control characters visible. Where the text goes, and
//! whether a terminal is there, is for the caller to know.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::span::{Source, SourceId};
use super::{Diagnostic, Label, Severity, SourceMap, Span};

/// Whether colours may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Characters only.
    #[default]
    Plain,
    /// With the escape sequences of terminals.
    Coloured,
}

/// All diagnostics in the order given, with an empty line between two; ends in a line break unless there is none.
pub fn render_all(diagnostics: &[Diagnostic], sources: &SourceMap, style: Style) -> String {
    let rendered: Vec<String> =
        diagnostics.iter().map(|diagnostic| render(diagnostic, sources, style)).collect();
    rendered.join("\n")
}

/// One diagnostic, with a final line break. A label in a text that `sources` does not hold is left out.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let snippets = places(diagnostic).into_iter().filter_map(|id| snippet(diagnostic, id, sources.get(id)?));
    let help = diagnostic.help.iter().map(|help| Level::HELP.message(help.as_str()));
    let mut text = renderer.render(&[Group::with_title(title).elements(snippets).elements(help)]);
    text.push('\n');
    text
}

/// The texts that the labels lie in, that of the primary label first.
fn places(diagnostic: &Diagnostic) -> Vec<SourceId> {
    let mut places = vec![diagnostic.primary.span.source];
    for label in &diagnostic.secondary {
        if !places.contains(&label.span.source) {
            places.push(label.span.source);
        }
    }
    places
}

/// The lines of one text that labels lie on, with those labels.
fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    id: SourceId,
    source: &'a Source,
) -> Option<Snippet<'a, Annotation<'a>>> {
    let primary = std::iter::once((AnnotationKind::Primary, &diagnostic.primary));
    let secondary = diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label));
    let labels: Vec<(AnnotationKind, &Label)> =
        primary.chain(secondary).filter(|(_, label)| label.span.source == id).collect();
    let window = window(source, &labels)?;
    let annotations = labels.iter().map(|(kind, label)| {
        let place = within(&source.text, label.span);
        let shifted = place.start - window.start..place.end - window.start;
        kind.span(shifted).label((!label.text.is_empty()).then_some(label.text.as_str()))
    });
    let shown = Snippet::source(source.text.get(window.clone())?)
        .line_start(source.line_of(u32::try_from(window.start).ok()?))
        .path(source.name.as_str())
        .annotations(annotations);
    Some(shown)
}

/// The whole lines from the first to the last label, so that the rest of a large text is not looked at.
fn window(source: &Source, labels: &[(AnnotationKind, &Label)]) -> Option<Range<usize>> {
    let places = labels.iter().map(|(_, label)| within(&source.text, label.span));
    let (first, last) = places.fold(None, |covered: Option<(usize, usize)>, place| {
        let (start, end) = covered.unwrap_or((place.start, place.end));
        Some((start.min(place.start), end.max(place.end)))
    })?;
    let start = source.text.get(..first)?.rfind('\n').map_or(0, |at| at + 1);
    let after = source.text.get(last..)?.split('\n').next()?;
    Some(start..last + after.trim_end_matches('\r').len())
}

/// The span as a range of whole characters inside the text.
fn within(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary(span.end as usize);
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::{Style, render, render_all};
    use crate::diagnostic::{Diagnostic, SourceId, SourceMap, Span};

    fn span(source: SourceId, start: u32, end: u32) -> Span {
        Span { source, start, end }
    }

    #[test]
    fn labels_in_two_texts_are_shown_each_in_its_own() {
        let mut sources = SourceMap::default();
        let rules = sources.add("rules.dl", "a(x) :-\n    bb(x).\n");
        let facts = sources.add("facts.dl", ".decl b(x: number)\n");
        let diagnostic =
            Diagnostic::error("E0100", "unknown relation `bb`", span(rules, 12, 14), "not declared")
                .with_label(span(facts, 6, 7), "the nearest")
                .with_help("did you mean `b`?");
        let expected = "\
error[E0100]: unknown relation `bb`
 --> rules.dl:2:5
  |
2 |     bb(x).
  |     ^^ not declared
  |
 ::: facts.dl:1:7
  |
1 | .decl b(x: number)
  |       - the nearest
  |
  = help: did you mean `b`?
";
        assert_eq!(render(&diagnostic, &sources, Style::Plain), expected);
    }

    #[test]
    fn tabs_wide_characters_and_carriage_returns_keep_the_caret_in_place() {
        let mut sources = SourceMap::default();
        let text = "\tp(\"東京\", x).\r\nq(x).\r\n";
        let source = sources.add("wide.dl", text);
        let diagnostic = Diagnostic::warning("W0001", "`x` is used once", span(source, 13, 14), "");
        let expected = "\
warning[W0001]: `x` is used once
 --> wide.dl:1:10
  |
1 |     p(\"東京\", x).
  |               ^
";
        assert_eq!(render(&diagnostic, &sources, Style::Plain), expected);
    }

    #[test]
    fn an_empty_place_at_the_end_of_the_text_has_its_caret_there() {
        let mut sources = SourceMap::default();
        let source = sources.add("end.dl", "p(x)");
        let diagnostic = Diagnostic::error("E0011", "expected `.`", span(source, 4, 4), "");
        let expected = "\
error[E0011]: expected `.`
 --> end.dl:1:5
  |
1 | p(x)
  |     ^
";
        assert_eq!(render(&diagnostic, &sources, Style::Plain), expected);
    }

    #[test]
    fn a_place_outside_of_every_text_leaves_the_message() {
        let sources = SourceMap::default();
        let diagnostic = Diagnostic::error("E0001", "no such place", span(SourceId(7), 3, 9), "");
        assert_eq!(render(&diagnostic, &sources, Style::Plain), "error[E0001]: no such place\n");
    }

    #[test]
    fn a_place_beyond_the_end_or_inside_a_character_is_moved_to_whole_ones() {
        let mut sources = SourceMap::default();
        let source = sources.add("short.dl", "東p");
        let diagnostic = Diagnostic::error("E0001", "somewhere", span(source, 1, 90), "");
        let expected = "\
error[E0001]: somewhere
 --> short.dl:1:1
  |
1 | 東p
  | ^^^
";
        assert_eq!(render(&diagnostic, &sources, Style::Plain), expected);
    }

    #[test]
    fn colours_are_there_only_when_asked_for() {
        let mut sources = SourceMap::default();
        let source = sources.add("a.dl", "p(x)");
        let diagnostics = [Diagnostic::error("E0011", "expected `.`", span(source, 4, 4), "")];
        assert!(render_all(&diagnostics, &sources, Style::Coloured).contains('\u{1b}'));
        assert!(!render_all(&diagnostics, &sources, Style::Plain).contains('\u{1b}'));
    }

    #[test]
    fn control_characters_of_a_text_and_a_message_are_made_visible() {
        let mut sources = SourceMap::default();
        let source = sources.add("a.dl", "p(\"\u{1b}[2J\u{202e}\")");
        let diagnostic = Diagnostic::error("E0011", "found \u{1b}[2J", span(source, 0, 1), "");
        let shown = render(&diagnostic, &sources, Style::Plain);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
    }
}
