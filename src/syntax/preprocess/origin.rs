//! The text that the preprocessor writes, and the way back from each place in it to where it came from.

use super::piece::{Piece, continues_name};
use crate::diagnostic::Span;

/// The text on its way.
#[derive(Debug, Default)]
pub(super) struct Output {
    pub(super) text: String,
    pub(super) origins: Origins,
    /// Whether the text ends in what a macro left.
    replaced: bool,
}

impl Output {
    /// Copies what stands at a place.
    pub(super) fn copy(&mut self, text: &str, span: Span) {
        if self.replaced {
            self.keep_apart(text, span);
            self.replaced = false;
        }
        self.origins.add(self.text.len(), span, true);
        self.text.push_str(text);
    }

    /// Writes what a macro left at a place of use.
    pub(super) fn replace(&mut self, piece: &Piece) {
        self.keep_apart(&piece.text, piece.span);
        self.origins.add(self.text.len(), piece.span, false);
        self.text.push_str(&piece.text);
        self.replaced = true;
    }

    /// Puts a space where two neighbours would otherwise be read as one token.
    fn keep_apart(&mut self, next: &str, span: Span) {
        let (Some(last), Some(first)) = (self.text.chars().next_back(), next.chars().next()) else { return };
        let joins = match (last, first) {
            (':', '-') | ('<', '=' | ':') | ('>' | '!', '=') | ('/', '/' | '*') | ('"', '"') => true,
            _ => continues_name(last) && continues_name(first),
        };
        if joins {
            self.origins.add(self.text.len(), span, false);
            self.text.push(' ');
        }
    }
}

/// Where each stretch of a text came from, in the order of the text.
#[derive(Clone, Debug, Default)]
pub(in crate::syntax) struct Origins(Vec<Stretch>);

#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Where it begins in the written text.
    at: u32,
    span: Span,
    /// Whether the same characters stand at its origin, one for one.
    copied: bool,
}

impl Origins {
    fn add(&mut self, at: usize, span: Span, copied: bool) {
        if let Some(last) = self.0.last_mut()
            && copied
            && last.copied
            && last.span.source == span.source
            && last.span.end == span.start
        {
            last.span.end = span.end;
            return;
        }
        self.0.push(Stretch { at: u32::try_from(at).unwrap_or(u32::MAX), span, copied });
    }

    /// The place that a stretch of the written text came from; from its start alone when its ends came from two texts.
    pub(in crate::syntax) fn of(&self, written: Span) -> Span {
        let Some(first) = self.stretch(written.start) else { return written };
        let start = first.place(written.start);
        let Some(last) = written.end.checked_sub(1).filter(|last| *last >= written.start) else {
            return Span { end: start.start, ..start };
        };
        match self.stretch(last) {
            Some(stretch) if stretch.span.source == start.source => start.to(stretch.place(last)),
            _ => start,
        }
    }

    fn stretch(&self, at: u32) -> Option<&Stretch> {
        let after = self.0.partition_point(|stretch| stretch.at <= at);
        self.0.get(after.saturating_sub(1))
    }
}

impl Stretch {
    /// The origin of one byte of the written text; behind the end of a copied stretch, its end.
    fn place(&self, at: u32) -> Span {
        if !self.copied {
            return self.span;
        }
        let start = self.span.start.saturating_add(at.saturating_sub(self.at)).min(self.span.end);
        Span { start, end: (start + 1).min(self.span.end), ..self.span }
    }
}
