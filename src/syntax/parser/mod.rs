//! Tokens to tree, with nom over a slice of tokens.
//!
//! Every choice is made by looking at one or two tokens, so reading takes time in proportion to the text. Errors are
//! collected: after each one reading goes on at the next statement.

mod basic;
mod clause;
mod component;
mod cursor;
mod declaration;
mod directive;
mod evidence;
mod formula;
mod habit;
mod lens;
mod plan;
mod recovery;
mod statement;
mod test_block;
mod type_decl;

use std::cell::RefCell;

use nom::{Err, Input};

use super::codes;
use super::lexer::{self, Lexed};
use super::preprocess::Preprocessed;
use super::token::{Token, TokenKind};
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Located, SourceId, Span};
use cursor::{Cursor, Problem, Unit};

/// How a statement without a directive is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In a file an atom with its `.` is a fact.
    File,
    /// At the prompt and on piped input an atom or a body is a question, with or without its `.`.
    Prompt,
}

/// What a text was read as.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The statements that could be read.
    pub tree: Tree,
    /// Everything that could not, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the text ends in the middle of a statement that more text would continue: inside brackets or a
    /// comment, or after a comma, `:-` or operator.
    pub unfinished: bool,
}

/// Reads a text. It never fails: what cannot be read is described in the diagnostics, and the rest is in the tree.
pub fn parse(source: SourceId, text: &str, mode: Mode) -> Parsed {
    let Ok(length) = u32::try_from(text.len()) else { return too_long(source) };
    let lexed = lexer::lex(source, text);
    let end = Span { source, start: length, end: length };
    Reading::new(lexed, end, mode).run()
}

/// Reads what the preprocessor has left of a text, with places in the texts that it was made of.
pub fn parse_preprocessed(text: &Preprocessed, mode: Mode) -> Parsed {
    let Ok(length) = u32::try_from(text.text.len()) else { return too_long(text.source) };
    let mut lexed = lexer::lex(text.source, &text.text);
    for token in &mut lexed.tokens {
        token.span = text.origins.of(token.span);
    }
    for diagnostic in &mut lexed.diagnostics {
        diagnostic.primary.span = text.origins.of(diagnostic.primary.span);
    }
    let end = text.origins.of(Span { source: text.source, start: length, end: length });
    Reading::new(lexed, end, mode).run()
}

fn too_long(source: SourceId) -> Parsed {
    let start = Span { source, start: 0, end: 0 };
    let diagnostic = Diagnostic::error(codes::TEXT_TOO_LONG, "the text is longer than 4 GiB", start, "");
    Parsed { tree: Tree::default(), diagnostics: vec![diagnostic], unfinished: false }
}

/// The reading of one text, statement after statement.
struct Reading<'t> {
    unit: Unit<'t>,
    lexical: Vec<Diagnostic>,
    open_comment: bool,
    mode: Mode,
}

impl<'t> Reading<'t> {
    fn new(lexed: Lexed<'t>, end: Span, mode: Mode) -> Self {
        let unit = Unit {
            tokens: lexed.tokens,
            docs: lexed.docs,
            end: Token { kind: TokenKind::End, span: end, line_column: None },
            lexical: lexed.diagnostics.iter().map(|diagnostic| diagnostic.primary.span).collect(),
            diagnostics: RefCell::new(Vec::new()),
        };
        Self { unit, lexical: lexed.diagnostics, open_comment: lexed.open_comment, mode }
    }

    fn run(self) -> Parsed {
        let mut tree = Tree::default();
        let mut unfinished = self.open_comment;
        let mut cursor = Cursor::new(&self.unit, self.mode);
        while !cursor.at_end() {
            match statement::statement(cursor) {
                Ok((rest, statements)) => {
                    let span = rest.since(cursor);
                    tree.statements.extend(statements.into_iter().map(|node| Located::new(node, span)));
                    cursor = rest;
                }
                Err(Err::Error(problem) | Err::Failure(problem)) => {
                    unfinished |=
                        recovery::is_unfinished(&self.unit, cursor.at as usize, problem.at as usize);
                    cursor = self.after(cursor, problem);
                }
                // Only streaming parsers ask for more input, and none here is one.
                Err(Err::Incomplete(_)) => break,
            }
        }
        let mut diagnostics = self.lexical;
        diagnostics.extend(self.unit.diagnostics.into_inner());
        diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
        Parsed { tree, diagnostics, unfinished }
    }

    /// Reports a problem and goes to the next statement.
    fn after<'u>(&self, start: Cursor<'u>, problem: Problem) -> Cursor<'u> {
        let begin = start.at as usize;
        let next = recovery::next_statement(&self.unit, begin, problem.at as usize);
        recovery::report(&self.unit, begin, next, problem);
        start.take_from(next - begin)
    }
}
