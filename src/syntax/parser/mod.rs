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

use std::cell::{Cell, RefCell};

use nom::{Err, Input};

use super::codes;
use super::lexer::Lexer;
use super::preprocess::{Origins, Preprocessed};
use super::token::{Token, TokenKind};
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Located, SourceId, Span};
use cursor::{Cursor, Lack, Problem, Unit};

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
    parse_by(source, text, mode, STRETCH)
}

/// As [`parse`], so many tokens at a time; nothing that comes out depends on how many.
pub(super) fn parse_by(source: SourceId, text: &str, mode: Mode, stretch: usize) -> Parsed {
    let Ok(length) = u32::try_from(text.len()) else { return too_long(source) };
    let end = Span { source, start: length, end: length };
    Reading::new(Lexer::new(source, text), end, mode, stretch).run()
}

/// Reads what the preprocessor has left of a text, with places in the texts that it was made of.
pub fn parse_preprocessed(text: &Preprocessed, mode: Mode) -> Parsed {
    let Ok(length) = u32::try_from(text.text.len()) else { return too_long(text.source) };
    let end = text.origins.of(Span { source: text.source, start: length, end: length });
    let mut reading = Reading::new(Lexer::new(text.source, &text.text), end, mode, STRETCH);
    reading.origins = Some(&text.origins);
    reading.run()
}

fn too_long(source: SourceId) -> Parsed {
    let start = Span { source, start: 0, end: 0 };
    let diagnostic = Diagnostic::error(codes::TEXT_TOO_LONG, "the text is longer than 4 GiB", start, "");
    Parsed { tree: Tree::default(), diagnostics: vec![diagnostic], unfinished: false }
}

/// So many tokens are read before the statements that they make, a few hundred facts of a long text.
const STRETCH: usize = 1 << 12;

/// The reading of one text, statement after statement.
///
/// The tokens are read stretch by stretch, and let go of when the tree has what they say: of a long text they would take ten times its
/// length. A statement that the tokens at hand do not decide is read again with more of them, one at fault with all that follow.
struct Reading<'t> {
    lexer: Lexer<'t>,
    /// How many tokens are read at a time.
    stretch: usize,
    /// Where the text stands that the preprocessor has left, where there was one.
    origins: Option<&'t Origins>,
    unit: Unit<'t>,
    /// What made no token.
    lexical: Vec<Diagnostic>,
    open_comment: bool,
    mode: Mode,
    tree: Tree,
    unfinished: bool,
}

impl<'t> Reading<'t> {
    fn new(lexer: Lexer<'t>, end: Span, mode: Mode, stretch: usize) -> Self {
        let unit = Unit {
            tokens: Vec::new(),
            before: 0,
            docs: Vec::new(),
            end: Token { kind: TokenKind::End, span: end, line_column: None },
            lacks: Cell::new(Lack::Nothing),
            lexical: Vec::new(),
            diagnostics: RefCell::new(Vec::new()),
        };
        Self {
            lexer,
            stretch,
            origins: None,
            unit,
            lexical: Vec::new(),
            open_comment: false,
            mode,
            tree: Tree::default(),
            unfinished: false,
        }
    }

    fn run(mut self) -> Parsed {
        let mut at = self.read_on(0, Lack::Next);
        loop {
            let (decided, lack) = self.statements(at);
            if lack == Lack::Nothing {
                break;
            }
            at = self.read_on(decided, lack);
        }
        let mut diagnostics = self.lexical;
        diagnostics.extend(self.unit.diagnostics.into_inner());
        diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
        self.tree.statements.shrink_to_fit();
        Parsed { tree: self.tree, diagnostics, unfinished: self.unfinished || self.open_comment }
    }

    /// Lets go of the tokens up to the last one before `at` and adds some of those that follow; returns where `at` is then.
    fn read_on(&mut self, at: usize, lack: Lack) -> usize {
        let gone = at.saturating_sub(1);
        self.unit.tokens.drain(..gone);
        self.unit.before += gone;
        let left = self.unit.docs.partition_point(|line| line.before < self.unit.before);
        self.unit.docs.drain(..left);
        // As many again, so that a long statement is not read often.
        let wanted = if lack == Lack::All { usize::MAX } else { self.stretch.max(self.unit.tokens.len()) };
        self.take(wanted);
        at - gone
    }

    /// Adds so many tokens.
    fn take(&mut self, wanted: usize) {
        let mut lexed = self.lexer.next(wanted);
        if let Some(origins) = self.origins {
            lexed.tokens.iter_mut().for_each(|token| token.span = origins.of(token.span));
            let findings = lexed.diagnostics.iter_mut().map(|finding| &mut finding.primary.span);
            findings.for_each(|span| *span = origins.of(*span));
        }
        self.unit.tokens.append(&mut lexed.tokens);
        self.unit.docs.append(&mut lexed.docs);
        self.unit.lexical.extend(lexed.diagnostics.iter().map(|finding| finding.primary.span));
        self.lexical.append(&mut lexed.diagnostics);
        self.open_comment |= lexed.open_comment;
    }

    /// Reads the statements from a token on that the tokens at hand decide. Returns where the first stands that they do not, and what
    /// it lacks.
    fn statements(&mut self, at: usize) -> (usize, Lack) {
        let is_whole = self.lexer.is_done();
        let mut cursor = Cursor::new(&self.unit, self.mode).take_from(at);
        while (cursor.at as usize) < self.unit.tokens.len() {
            let told = self.unit.diagnostics.borrow().len();
            self.unit.lacks.set(Lack::Nothing);
            let read = statement::statement(cursor);
            if read.is_err() {
                self.unit.lack(Lack::All);
            }
            let lack = self.unit.lacks.get();
            if !is_whole && lack != Lack::Nothing {
                self.unit.diagnostics.borrow_mut().truncate(told);
                return (cursor.at as usize, lack);
            }
            match read {
                Ok((rest, statements)) => {
                    let span = rest.since(cursor);
                    self.tree.statements.extend(statements.into_iter().map(|node| Located::new(node, span)));
                    cursor = rest;
                }
                Err(Err::Error(problem) | Err::Failure(problem)) => {
                    self.unfinished |=
                        recovery::is_unfinished(&self.unit, cursor.at as usize, problem.at as usize);
                    cursor = after(cursor, problem);
                }
                // Only streaming parsers ask for more input, and none here is one.
                Err(Err::Incomplete(_)) => break,
            }
        }
        (self.unit.tokens.len(), if is_whole { Lack::Nothing } else { Lack::Next })
    }
}

/// Reports a problem and goes to the next statement.
fn after(start: Cursor<'_>, problem: Problem) -> Cursor<'_> {
    let begin = start.at as usize;
    let next = recovery::next_statement(start.unit, begin, problem.at as usize);
    recovery::report(start.unit, begin, next, problem);
    start.take_from(next - begin)
}
