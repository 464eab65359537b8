//! What a text consists of for the formatter: tokens, comments and lines of the preprocessor, in order.

use super::super::lexer::{annotation_length, lex};
use super::super::token::TokenKind;
use crate::diagnostic::SourceId;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind<'t> {
    Token(TokenKind<'t>),
    /// `// …`, which ends its line.
    LineComment,
    /// `/* … */` or `@[…]`.
    Inset,
    /// A line of the preprocessor with the lines that continue it.
    Line,
}

/// One item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'t> {
    pub(super) kind: Kind<'t>,
    pub(super) text: &'t str,
    /// How many line breaks stand before it.
    pub(super) breaks: usize,
    /// How many characters stand before it on its line.
    pub(super) column: usize,
    /// How many blanks stand before it, where it is not the first on its line.
    pub(super) blanks: usize,
}

impl<'t> Item<'t> {
    pub(super) fn is_sign(&self, sign: &str) -> bool {
        self.sign() == Some(sign)
    }

    pub(super) fn sign(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Token(TokenKind::Sign(sign)) => Some(sign),
            _ => None,
        }
    }

    pub(super) fn word(&self) -> Option<&'t str> {
        match self.kind {
            Kind::Token(TokenKind::Identifier(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn directive(&self) -> Option<&'t str> {
        match self.kind {
            Kind::Token(TokenKind::Directive(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn token(&self) -> Option<TokenKind<'t>> {
        match self.kind {
            Kind::Token(kind) => Some(kind),
            _ => None,
        }
    }
}

/// The items of a text; `code` is the text with its lines of the preprocessor left blank.
pub(super) fn items<'t>(source: SourceId, text: &'t str, code: &'t str) -> Vec<Item<'t>> {
    let mut reader = Reader { text, code, items: Vec::new(), end: 0 };
    for token in lex(source, code).tokens {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        match reader.items.last_mut() {
            // A great address is read as a sign and a number, both of which stand for all of it.
            Some(sign) if start < reader.end => sign.kind = Kind::Token(token.kind),
            _ => {
                reader.between(start);
                reader.add(Kind::Token(token.kind), start, end);
            }
        }
    }
    reader.between(text.len());
    reader.items
}

struct Reader<'t> {
    text: &'t str,
    code: &'t str,
    items: Vec<Item<'t>>,
    /// Where the last item ends.
    end: usize,
}

impl<'t> Reader<'t> {
    fn add(&mut self, kind: Kind<'t>, start: usize, end: usize) {
        let before = self.text.get(self.end..start).unwrap_or_default();
        let breaks = before.matches('\n').count();
        let line = self.text.get(..start).unwrap_or_default();
        let line = line.rfind('\n').and_then(|at| line.get(at + 1..)).unwrap_or(line);
        let text = self.text.get(start..end).unwrap_or_default();
        let blanks = if breaks == 0 { before.chars().count() } else { 0 };
        self.items.push(Item { kind, text, breaks, column: line.chars().count(), blanks });
        self.end = end;
    }

    /// Adds what stands between the last item and the next token: comments, annotations, lines of the preprocessor.
    fn between(&mut self, next: usize) {
        let mut at = self.end;
        while let Some(rest) = self.text.get(at..next).filter(|rest| !rest.is_empty()) {
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\u{feff}']).len();
            at += blanks;
            let rest = self.text.get(at..next).unwrap_or_default();
            let Some((kind, length)) = measured(rest, self.code.get(at..next).unwrap_or_default()) else {
                return;
            };
            let shown = rest.get(..length).unwrap_or_default();
            // Blanks behind a backslash keep it from continuing its line.
            let shown =
                if kind == Kind::Line { shown.trim_end_matches('\r') } else { shown.trim_end() }.len();
            self.add(kind, at, at + shown);
            at += length;
        }
    }
}

/// The kind of what stands between tokens and its length. Where the code is blank and the text is not, there is a line of the
/// preprocessor.
fn measured(rest: &str, code: &str) -> Option<(Kind<'static>, usize)> {
    if rest.is_empty() {
        return None;
    }
    let line_end = |text: &str| text.find('\n').unwrap_or(text.len());
    let measured = if rest.starts_with('#') && code.starts_with(' ') {
        let blank = code.find(|c: char| !c.is_whitespace()).unwrap_or(code.len());
        (Kind::Line, logical_line(rest).min(blank.max(line_end(rest))))
    } else if rest.starts_with("//") {
        (Kind::LineComment, line_end(rest))
    } else if rest.starts_with("/*") {
        (Kind::Inset, rest.find("*/").map_or(rest.len(), |end| end + 2))
    } else {
        (Kind::Inset, annotation_length(rest).unwrap_or(rest.len()))
    };
    Some(measured)
}

/// The length of a line with the lines that continue it, by a backslash or inside a comment.
fn logical_line(rest: &str) -> usize {
    let mut end = 0;
    loop {
        let line = rest.get(end..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        end += line.len();
        let so_far = rest.get(..end).unwrap_or_default();
        let in_comment = so_far.matches("/*").count() > so_far.matches("*/").count();
        let goes_on = line.trim_end_matches('\r').ends_with('\\') || in_comment;
        if !goes_on || end >= rest.len() {
            return end;
        }
        end += 1;
    }
}
