//! Tokens: the words, constants and signs of a text, each with its place.
//!
//! A token borrows from the text and decides nothing of grammar; contextual words are plain identifiers here.

use super::operator::is_operator_word;
use crate::diagnostic::Span;

/// One token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token<'t> {
    /// What it is.
    pub(super) kind: TokenKind<'t>,
    /// Where.
    pub(super) span: Span,
    /// Its column in bytes when it is the first token of its line (0 at the margin), else none.
    pub(super) line_column: Option<u32>,
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind<'t> {
    /// `path`, `_`, `a.b`.
    Identifier(&'t str),
    /// The text between quotes, escapes as written.
    String(&'t str),
    /// `12`, `0x1f`, `0b101`.
    Integer(u64),
    /// `12u`.
    Unsigned(u64),
    /// `1.5`, `1e9`.
    Float(f64),
    /// `.decl`, `.as-of`: the word without its dot.
    Directive(&'t str),
    /// An unquoted day or name after `.as_of`, `.at` or `.retract`.
    Word(&'t str),
    /// A sign such as `:-` or `(`.
    Sign(&'static str),
    /// After the last token.
    End,
}

impl TokenKind<'_> {
    /// How a message names the token.
    pub(super) fn describe(self) -> String {
        match self {
            Self::Identifier(name) | Self::Word(name) => format!("`{name}`"),
            Self::String(text) => format!("\"{}\"", shortened(text)),
            Self::Integer(value) => format!("`{value}`"),
            Self::Unsigned(value) => format!("`{value}u`"),
            Self::Float(value) => format!("`{value:?}`"),
            Self::Directive(word) => format!("`.{word}`"),
            Self::Sign(sign) => format!("`{sign}`"),
            Self::End => "the end of the text".to_owned(),
        }
    }

    /// Whether something must follow this token before a statement can end.
    pub(super) fn wants_more(self) -> bool {
        match self {
            Self::Sign(sign) => !matches!(sign, ")" | "}" | "]" | "."),
            Self::Identifier(word) => is_operator_word(word),
            _ => false,
        }
    }
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 24;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}
