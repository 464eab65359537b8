//! The pieces that the preprocessor sees in a text: names, numbers, strings, comments, blanks and signs.
//!
//! They are coarser than the tokens of the language: what is no name, string or comment is only copied.

use std::rc::Rc;

use super::hidden::Hidden;
use crate::diagnostic::{SourceId, Span};

/// The kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Spaces and tabs, or a comment or line end inside a call or a line of the preprocessor.
    Blank,
    LineEnd,
    /// A backslash with the line end after it.
    Continuation,
    Comment,
    /// A string with its quotes.
    Text,
    Identifier,
    Number,
    /// One of [`LONG_SIGNS`], or a character that makes nothing else.
    Sign,
    /// What an empty argument leaves beside `##`.
    Nothing,
}

/// A piece as it stands in its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A piece with its text and its place, which a macro's replacement takes from the place of use.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) text: Rc<str>,
    pub(super) span: Span,
    /// The macros that are not replaced in it any more.
    pub(super) hidden: Hidden,
}

impl Piece {
    pub(super) fn new(kind: Kind, text: &str, span: Span) -> Self {
        Self { kind, text: text.into(), span, hidden: Hidden::default() }
    }

    pub(super) fn blank(span: Span) -> Self {
        Self::new(Kind::Blank, " ", span)
    }

    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.kind == Kind::Sign && *self.text == *sign
    }

    pub(super) fn is_blank(&self) -> bool {
        self.kind == Kind::Blank
    }
}

/// The pieces without blanks at either end.
pub(super) fn trimmed(pieces: &[Piece]) -> &[Piece] {
    let Some(first) = pieces.iter().position(|piece| !piece.is_blank()) else { return &[] };
    let last = pieces.iter().rposition(|piece| !piece.is_blank()).unwrap_or(first);
    pieces.get(first..=last).unwrap_or_default()
}

/// The signs of more than one character, of the preprocessor and of the language.
const LONG_SIGNS: [&str; 13] =
    ["...", "##", "&&", "||", "==", "!=", "<=", ">=", "<<", ">>", ":-", "<:", "->"];

/// Reads a text piece by piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    source: SourceId,
    at: usize,
    /// Whether only blanks and comments have been read on this line.
    pub(super) fresh: bool,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(source: SourceId, text: &'t str) -> Self {
        Self { text, source, at: 0, fresh: true }
    }

    /// The next piece; none at the end of the text.
    pub(super) fn next(&mut self) -> Option<Raw> {
        let rest = self.text.get(self.at..)?;
        let (kind, length) = measured(rest)?;
        let start = self.at;
        self.at += length;
        self.fresh = match kind {
            Kind::LineEnd => true,
            Kind::Blank | Kind::Comment => self.fresh,
            _ => false,
        };
        Some(Raw { kind, start, end: self.at })
    }

    pub(super) fn text(&self, raw: Raw) -> &'t str {
        self.text.get(raw.start..raw.end).unwrap_or_default()
    }

    pub(super) fn span(&self, raw: Raw) -> Span {
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(raw.start), end: offset(raw.end) }
    }

    /// The piece for keeping. Comments and line ends are blanks there.
    pub(super) fn piece(&self, raw: Raw) -> Piece {
        match raw.kind {
            Kind::Comment | Kind::LineEnd | Kind::Continuation | Kind::Blank => Piece::blank(self.span(raw)),
            kind => Piece::new(kind, self.text(raw), self.span(raw)),
        }
    }

    /// The pieces up to the end of the line, which is read too.
    pub(super) fn line(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while let Some(raw) = self.next() {
            if raw.kind == Kind::LineEnd {
                break;
            }
            pieces.push(self.piece(raw));
        }
        pieces
    }
}

/// The kind and the length of the first piece.
fn measured(rest: &str) -> Option<(Kind, usize)> {
    let first = rest.chars().next()?;
    let measured = match first {
        '\n' => (Kind::LineEnd, 1),
        '\r' if rest.starts_with("\r\n") => (Kind::LineEnd, 2),
        '\\' if rest.starts_with("\\\n") => (Kind::Continuation, 2),
        '\\' if rest.starts_with("\\\r\n") => (Kind::Continuation, 3),
        ' ' | '\t' | '\r' => (Kind::Blank, run(rest, |c| matches!(c, ' ' | '\t'))),
        '/' if rest.starts_with("//") => (Kind::Comment, line_comment(rest)),
        '/' if rest.starts_with("/*") => (Kind::Comment, block_comment(rest)),
        '"' => (Kind::Text, string(rest)),
        '0'..='9' => (Kind::Number, number(rest)),
        _ if starts_name(first) => (Kind::Identifier, run(rest, continues_name)),
        _ => (Kind::Sign, sign(rest, first)),
    };
    Some(measured)
}

/// The length of the first character and those after it that fit.
fn run(rest: &str, fits: impl Fn(char) -> bool) -> usize {
    rest.char_indices().skip(1).find(|(_, c)| !fits(*c)).map_or(rest.len(), |(at, _)| at)
}

fn line_comment(rest: &str) -> usize {
    let line = rest.find('\n').and_then(|end| rest.get(..end)).unwrap_or(rest);
    line.trim_end_matches('\r').len()
}

fn block_comment(rest: &str) -> usize {
    let after = rest.get(2..).unwrap_or_default();
    after.find("*/").map_or(rest.len(), |end| end + 4)
}

/// A string ends at its closing quote; without one, at the end of its line.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return at,
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    rest.len()
}

/// Digits and letters, and a point with a digit after it.
fn number(rest: &str) -> usize {
    let mut end = run(rest, continues_name);
    while let Some(fraction) = rest.get(end..).and_then(|after| after.strip_prefix('.'))
        && fraction.starts_with(|c: char| c.is_ascii_digit())
    {
        end += 1 + run(fraction, continues_name);
    }
    end
}

fn sign(rest: &str, first: char) -> usize {
    let long = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign));
    long.map_or(first.len_utf8(), |sign| sign.len())
}

pub(super) fn starts_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

pub(super) fn continues_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
