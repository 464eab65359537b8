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
    let end = source.text.get(last..)?.find('\n').map_or(source.text.len(), |at| last + at);
    Some(start..end)
}

/// The span as a range of whole characters inside the text.
fn within(text: &str, span: Span) -> Range<usize> {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary(span.end as usize);
    start..end.max(start)
}
