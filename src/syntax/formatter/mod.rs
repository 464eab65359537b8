//! The formatter: the same tokens, comments and lines of the preprocessor, with blanks and indentation in one manner.
//!
//! It works on tokens, not on the tree, so that nothing of a text is lost. The author's line breaks stay, but for rules that are
//! too long for their line; runs of empty lines become one. Formatting twice changes nothing more.

mod items;
mod layout;
mod spacing;

use super::lexer::lex;
use super::preprocess::blanked;
use super::token::TokenKind;
use super::{Mode, codes, parse};
use crate::diagnostic::{Diagnostic, Severity, SourceId};

/// A text in the formatter's manner.
///
/// # Errors
/// The text cannot be read. Where it has lines of the preprocessor, only its tokens are looked at.
pub fn format(source: SourceId, text: &str) -> Result<String, Vec<Diagnostic>> {
    let (code, lines) = blanked(source, text);
    let wrong = if lines.is_empty() && code == text {
        parse(source, text, Mode::File).diagnostics
    } else {
        of_tokens(source, &code)
    };
    let wrong: Vec<Diagnostic> = wrong.into_iter().filter(|one| one.severity == Severity::Error).collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(layout::lay_out(&items::items(source, text, &code)))
}

/// What keeps a text from being read as tokens. A `#` that begins no line would begin one when blanks are put around it.
fn of_tokens(source: SourceId, code: &str) -> Vec<Diagnostic> {
    let lexed = lex(source, code);
    let mut wrong = lexed.diagnostics;
    let hash = lexed.tokens.iter().find(|token| token.kind == TokenKind::Sign("#"));
    wrong.extend(hash.map(|hash| {
        let message = "a `#` that begins no line of the preprocessor";
        Diagnostic::error(codes::NOT_READ, message, hash.span, "")
    }));
    wrong
}
