//! The parser's input: a slice of tokens with its place, and the error that goes with it.
//!
//! A cursor also counts nesting. `depth` is how many brackets and operators are open here; `height` is how far the
//! constructs read since the last reset nest below it. Their sum bounds every tree, so that no walk over one can
//! exhaust the stack.

use std::cell::{Cell, RefCell};
use std::iter::{Copied, Enumerate};
use std::slice::Iter;

use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult, Input, Needed, Parser};

use super::super::codes;
use super::super::lexer::DocLine;
use super::super::token::{Token, TokenKind};
use super::Mode;
use crate::diagnostic::{Diagnostic, Span};

/// How deep brackets and operators may nest.
pub(super) const NESTING_LIMIT: u16 = 128;

/// What is common to all cursors over one text: a stretch of its tokens, and what was found wrong so far.
pub(super) struct Unit<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    /// How many tokens stand before these.
    pub(super) before: usize,
    pub(super) docs: Vec<DocLine<'t>>,
    /// What follows the last token of the text.
    pub(super) end: Token<'t>,
    /// What a parser wanted to know of the text and these tokens did not tell.
    pub(super) lacks: Cell<Lack>,
    /// Where the text could not be read as tokens.
    pub(super) lexical: Vec<Span>,
    /// What was found wrong without a need to give up the statement.
    pub(super) diagnostics: RefCell<Vec<Diagnostic>>,
}

/// What a stretch of tokens lacks to decide what was asked of it, were the text to go on behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lack {
    /// Nothing.
    Nothing,
    /// All that follow: something is wrong, and what to say of it and where to go on may depend on them.
    All,
    /// The tokens behind it, without which nothing is known to be wrong.
    Next,
}

impl<'t> Unit<'t> {
    pub(super) fn lack(&self, what: Lack) {
        self.lacks.set(self.lacks.get().max(what));
    }

    /// The token at an index, which a parser looks at to decide what it reads.
    #[inline]
    fn token(&self, at: usize) -> Option<&Token<'t>> {
        let token = self.tokens.get(at);
        if token.is_none() {
            self.lack(Lack::Next);
        }
        token
    }
}

/// A place among the tokens. It is small because the parsers' frames hold many of them.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) unit: &'t Unit<'t>,
    /// The index of the token here.
    pub(super) at: u32,
    /// The index after the last token.
    end: u32,
    depth: u16,
    height: u16,
    /// How clauses are read here.
    pub(super) mode: Mode,
}

/// What a parser over tokens returns.
pub(super) type Parsing<'t, T> = IResult<Cursor<'t>, T, Problem>;

/// Why no statement can be read here.
#[derive(Debug)]
pub(super) struct Problem {
    /// The index of the token that is in the way.
    pub(super) at: u32,
    /// What would have been right.
    pub(super) expected: &'static str,
    /// The bracket that is still open, when its end was expected.
    pub(super) opened: Option<Span>,
    /// A finding that says more than what was expected.
    pub(super) diagnostic: Option<Box<Diagnostic>>,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(unit: &'t Unit<'t>, mode: Mode) -> Self {
        // There are no more tokens than bytes, and those are counted in 32 bits.
        let end = u32::try_from(unit.tokens.len()).unwrap_or(u32::MAX);
        Self { unit, at: 0, end, depth: 0, height: 0, mode }
    }

    /// The same place, where clauses are read otherwise.
    pub(super) fn reading(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// The tokens from here on.
    fn rest(self) -> &'t [Token<'t>] {
        self.unit.tokens.get(self.at as usize..self.end as usize).unwrap_or(&[])
    }

    /// The token so many after this one.
    #[inline]
    fn ahead(self, by: u32) -> Option<&'t Token<'t>> {
        let at = self.at.saturating_add(by);
        self.unit.token(at as usize).filter(|_| at < self.end)
    }

    /// The token here.
    #[inline]
    pub(super) fn token(self) -> Token<'t> {
        self.ahead(0).copied().unwrap_or(self.unit.end)
    }

    /// The kind of the token here.
    #[inline]
    pub(super) fn kind(self) -> TokenKind<'t> {
        self.token().kind
    }

    /// The kind of the token after this one.
    pub(super) fn next_kind(self) -> TokenKind<'t> {
        self.ahead(1).map_or(TokenKind::End, |token| token.kind)
    }

    #[inline]
    pub(super) fn is_sign(self, sign: &str) -> bool {
        matches!(self.kind(), TokenKind::Sign(here) if here == sign)
    }

    pub(super) fn is_word(self, word: &str) -> bool {
        matches!(self.kind(), TokenKind::Identifier(here) if here == word)
    }

    /// Whether nothing stands between the token here and the one after it.
    pub(super) fn touches_next(self) -> bool {
        self.ahead(1).is_some_and(|next| next.span.start == self.token().span.end)
    }

    /// Whether the token here begins a line.
    pub(super) fn begins_line(self) -> bool {
        self.token().line_column.is_some()
    }

    pub(super) fn at_end(self) -> bool {
        self.ahead(0).is_none()
    }

    pub(super) fn advance(self) -> Self {
        self.take_from(1)
    }

    /// The place of the token before this one; the start of the text where there is none.
    pub(super) fn previous(self) -> Span {
        let before = self.at.checked_sub(1).and_then(|at| self.unit.tokens.get(at as usize));
        before.map_or(Span { start: 0, end: 0, ..self.unit.end.span }, |token| token.span)
    }

    /// From the start of the token at `start` to the end of the token before this one.
    pub(super) fn since(self, start: Cursor<'t>) -> Span {
        start.token().span.to(self.previous())
    }

    /// Reports without giving up.
    pub(super) fn report(self, diagnostic: Diagnostic) {
        self.unit.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Something else was expected here; another alternative may still be tried.
    pub(super) fn expected<T>(self, expected: &'static str) -> Parsing<'t, T> {
        Err(Err::Error(Problem { at: self.at, expected, opened: None, diagnostic: None }))
    }

    /// The statement is given up with a finding of its own.
    pub(super) fn fail<T>(self, diagnostic: Diagnostic) -> Parsing<'t, T> {
        Err(self.failure(diagnostic))
    }

    /// The error of [`Cursor::fail`].
    pub(super) fn failure(self, diagnostic: Diagnostic) -> Err<Problem> {
        let diagnostic = Some(Box::new(diagnostic));
        Err::Failure(Problem { at: self.at, expected: "", opened: None, diagnostic })
    }

    /// Something else was expected here, and nothing else can be tried.
    pub(super) fn demanded<T>(self, expected: &'static str) -> Parsing<'t, T> {
        Err(Err::Failure(Problem { at: self.at, expected, opened: None, diagnostic: None }))
    }

    /// One level deeper. What is read there is handed back through [`Cursor::up`].
    ///
    /// Deeper parsers are called plainly between the two and their results [`committed`], rather than wrapped in
    /// combinators, whose frames would fill the stack before the limit is reached.
    pub(super) fn down(self) -> Result<Self, Err<Problem>> {
        if self.depth >= NESTING_LIMIT {
            return Err(self.too_deep(self.previous()));
        }
        Ok(Self { depth: self.depth + 1, height: 0, ..self })
    }

    /// Back to the level of `outer`, after what was read one level deeper.
    pub(super) fn up(self, outer: Cursor<'t>) -> Self {
        Self { depth: outer.depth, height: outer.height.max(self.height + 1), ..self }
    }

    fn too_deep(self, place: Span) -> Err<Problem> {
        let message = format!("nesting deeper than {NESTING_LIMIT}");
        self.failure(Diagnostic::error(codes::TOO_DEEP, message, place, "one level too many"))
    }

    /// Counts the operator at `before` between a left operand read up to it and a right one, nested, read since; fails when the
    /// tree gets too deep.
    pub(super) fn stacked(self, before: Cursor<'t>) -> Parsing<'t, ()> {
        let height = self.height.max(before.height + 1);
        if self.depth + height > NESTING_LIMIT {
            return Err(self.too_deep(before.token().span));
        }
        Ok((Self { height, ..self }, ()))
    }

    /// Forgets how deep what was read nests, as before the first operand of a chain of operators.
    pub(super) fn flat(self) -> Self {
        Self { height: 0, ..self }
    }

    /// Remembers the deeper of what was read before a chain of operators and the chain itself.
    pub(super) fn beside(self, before: Cursor<'t>) -> Self {
        Self { height: self.height.max(before.height), ..self }
    }
}

/// The result with its error made final: after what was read, no alternative is left.
pub(super) fn committed<T>(parsing: Parsing<'_, T>) -> Parsing<'_, T> {
    match parsing {
        Err(Err::Error(problem)) => Err(Err::Failure(problem)),
        other => other,
    }
}

/// Names what a parser reads, for the message when it does not even begin.
pub(super) fn expecting<'t, T>(
    what: &'static str,
    mut parser: impl Parser<Cursor<'t>, Output = T, Error = Problem>,
) -> impl FnMut(Cursor<'t>) -> Parsing<'t, T> {
    move |input| match parser.parse(input) {
        Err(Err::Error(problem)) if problem.at == input.at => input.expected(what),
        other => other,
    }
}

impl<'t> ParseError<Cursor<'t>> for Problem {
    fn from_error_kind(input: Cursor<'t>, _: ErrorKind) -> Self {
        Self { at: input.at, expected: "a statement", opened: None, diagnostic: None }
    }

    fn append(_: Cursor<'t>, _: ErrorKind, other: Self) -> Self {
        other
    }

    fn or(self, other: Self) -> Self {
        if self.at > other.at { self } else { other }
    }
}

impl<'t> Input for Cursor<'t> {
    type Item = Token<'t>;
    type Iter = Copied<Iter<'t, Token<'t>>>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.rest().len()
    }

    fn take(&self, index: usize) -> Self {
        Self { end: self.take_from(index).at, ..*self }
    }

    fn take_from(&self, index: usize) -> Self {
        let at = u32::try_from(index).map_or(self.end, |index| self.at.saturating_add(index).min(self.end));
        Self { at, ..*self }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.iter_elements().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.rest().iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        let missing = count.saturating_sub(self.input_len());
        if missing == 0 { Ok(count) } else { Err(Needed::new(missing)) }
    }
}
