//! Text to tokens. Never fails: what makes no token is reported and passed over.
//!
//! Only directives change how what follows is read: after `.as_of`, `.at` and `.retract` a day or a name needs no quotes.

mod number;
mod string;
mod trivia;

use nom::Parser;
use nom::bytes::complete::{take_while, take_while1};
use nom::character::complete::satisfy;
use nom::combinator::recognize;
use nom::multi::many0_count;
use nom::sequence::{pair, preceded};

use super::codes;
use super::keyword::{ADDED_DIRECTIVES, OLD_DIRECTIVES, SOUFFLE_DIRECTIVES};
use super::token::{Token, TokenKind};
use crate::diagnostic::{Diagnostic, SourceId, Span};
pub(super) use string::unescape;
pub(super) use trivia::annotation_length;

/// What a text holds besides white space and plain comments.
#[derive(Debug, Default)]
pub(super) struct Lexed<'t> {
    /// The tokens in order.
    pub(super) tokens: Vec<Token<'t>>,
    /// The documentation lines in order.
    pub(super) docs: Vec<DocLine<'t>>,
    /// What made no token.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether the text ends inside a `/*` comment.
    pub(super) open_comment: bool,
}

/// A line of `///`.
#[derive(Debug)]
pub(super) struct DocLine<'t> {
    /// The number of the token that follows it, among all of the text.
    pub(super) before: usize,
    /// The line without slashes, one leading space and trailing white space.
    pub(super) text: &'t str,
}

/// Reads a text of at most 4 GiB; spans of a longer one would not be true.
pub(super) fn lex(source: SourceId, text: &str) -> Lexed<'_> {
    let mut lexer = Lexer::new(source, text);
    while lexer.step() {}
    lexer.out
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What a lexing piece of nom returns: the rest of the text and what was taken.
type Piece<'t> = nom::IResult<&'t str, &'t str>;

/// The reading of a text, as far as it has come.
pub(super) struct Lexer<'t> {
    source: SourceId,
    text: &'t str,
    at: usize,
    line_start: usize,
    /// Whether no token has been read on this line yet.
    fresh_line: bool,
    /// How many tokens have been read.
    count: usize,
    /// Where the last of them ends.
    last_end: Option<usize>,
    out: Lexed<'t>,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(source: SourceId, text: &'t str) -> Self {
        let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        Self {
            source,
            text,
            at: start,
            line_start: start,
            fresh_line: true,
            count: 0,
            last_end: None,
            out: Lexed::default(),
        }
    }

    /// What stands from here on, as far as so many tokens and perhaps a little further. Less only where the text ends.
    pub(super) fn next(&mut self, tokens: usize) -> Lexed<'t> {
        while self.out.tokens.len() < tokens && self.step() {}
        std::mem::take(&mut self.out)
    }

    /// Whether the text ends here.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Reads one token or one stretch between tokens; false at the end of the text.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest().chars().next() else {
            return false;
        };
        match first {
            ' ' | '\t' | '\r' | '\n' => self.white_space(),
            '/' if self.rest().starts_with("//") => self.line_comment(),
            '/' if self.rest().starts_with("/*") => self.block_comment(),
            '@' if self.rest().starts_with("@[") || self.rest().starts_with("@![") => self.annotation(),
            '"' => self.string(),
            '0'..='9' => self.number(),
            _ if starts_identifier(first) => self.identifier(),
            _ if self.foreign_string(first) => {}
            '.' if self.opens_directive() => self.directive(),
            _ => self.sign(),
        }
        true
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Applies a piece of nom to the rest of the text and passes over what it took.
    fn take(
        &mut self,
        piece: impl Parser<&'t str, Output = &'t str, Error = nom::error::Error<&'t str>>,
    ) -> &'t str {
        let mut piece = piece;
        match piece.parse(self.rest()) {
            Ok((_, taken)) => {
                self.at += taken.len();
                taken
            }
            Err(_) => "",
        }
    }

    fn identifier(&mut self) {
        let start = self.at;
        self.at += qualified_length(self.rest());
        self.push(start, TokenKind::Identifier(self.text.get(start..self.at).unwrap_or_default()));
    }

    /// Whether the `.` here begins a directive rather than ending a statement: a word follows, and it is either the
    /// first thing on its line, or a directive's name that cannot belong to the token before it.
    fn opens_directive(&self) -> bool {
        let Ok((_, word)) = directive_word(self.rest().get(1..).unwrap_or("")) else {
            return false;
        };
        let touches = self.last_end == Some(self.at);
        self.fresh_line || is_souffle_directive(word) || (!touches && is_added_directive(word))
    }

    fn directive(&mut self) {
        let start = self.at;
        self.at += 1;
        let word = self.take(directive_word);
        self.push(start, TokenKind::Directive(word));
        match word {
            "as_of" | "as-of" | "at" => self.word(day_word),
            "retract" => self.word(name_word),
            _ => {}
        }
    }

    /// Reads an unquoted value on the same line, if there is one.
    fn word(&mut self, piece: fn(&'t str) -> Piece<'t>) {
        self.take(take_while(|c| matches!(c, ' ' | '\t')));
        let start = self.at;
        if let Ok((_, word)) = piece(self.rest()) {
            self.at += word.len();
            self.push(start, TokenKind::Word(word));
        }
    }

    fn sign(&mut self) {
        let rest = self.rest().as_bytes();
        let is_here =
            |sign: &&&str| sign.as_bytes().first() == rest.first() && rest.starts_with(sign.as_bytes());
        match SIGNS.iter().find(is_here) {
            Some(sign) => {
                let start = self.at;
                self.at += sign.len();
                self.push(start, TokenKind::Sign(sign));
            }
            None => self.unexpected_characters(),
        }
    }

    /// Reports a run of characters that begin nothing as one finding.
    fn unexpected_characters(&mut self) {
        let start = self.at;
        let run = self.take(take_while1(|c| !begins_something(c)));
        let shown: String = run.chars().map(visible).collect();
        let many = run.chars().nth(1).is_some();
        let noun = if many { "characters" } else { "character" };
        let mut diagnostic = Diagnostic::error(
            codes::UNEXPECTED_CHARACTER,
            format!("unexpected {noun} `{shown}`"),
            self.span(start),
            "no statement is written with this",
        );
        diagnostic.help.extend(meant(run).map(str::to_owned));
        self.report(diagnostic);
    }

    fn push(&mut self, start: usize, kind: TokenKind<'t>) {
        let column = u32::try_from(start - self.line_start).unwrap_or(u32::MAX);
        let line_column = self.fresh_line.then_some(column);
        self.fresh_line = false;
        self.count += 1;
        self.last_end = Some(self.at);
        self.out.tokens.push(Token { kind, span: self.span(start), line_column });
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.out.diagnostics.push(diagnostic);
    }

    /// From `start` to here.
    fn span(&self, start: usize) -> Span {
        self.stretch(start, self.at)
    }

    fn stretch(&self, start: usize, end: usize) -> Span {
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Span { source: self.source, start: offset(start), end: offset(end) }
    }
}

/// What to write instead of characters that other languages have.
fn meant(run: &str) -> Option<&'static str> {
    let help = match run.chars().next()? {
        '\'' | '“' | '”' | '‘' | '’' | '`' => "strings stand between plain double quotes: \"…\"",
        '\\' => "negation is written `!`, and what differs is asked for with `!=`",
        '~' | '¬' => "negation is written `!`",
        '≠' => "write `!=`",
        '≤' => "write `<=`",
        '≥' => "write `>=`",
        '–' | '—' | '−' => "write `-`",
        _ => return None,
    };
    Some(help)
}

/// The character, or its escape where it cannot be seen.
fn visible(c: char) -> String {
    if c.is_alphanumeric() || c.is_ascii_punctuation() { c.to_string() } else { c.escape_debug().to_string() }
}

/// The signs, those first that are written most, and longest first among those that begin alike.
const SIGNS: [&str; 31] = [
    ",", "(", ")", ":-", ":", ".", "@", "!=", "!", "{", "}", "[", "]", ";", "=", "<:", "<=", "<", ">=", ">",
    "->", "-", "+", "*", "/", "|", "%", "^", "#", "$", "&",
];

/// Whether Soufflé has a directive of this name, which it reads wherever it stands.
fn is_souffle_directive(word: &str) -> bool {
    let lists = [&SOUFFLE_DIRECTIVES[..], &OLD_DIRECTIVES];
    lists.iter().any(|list| list.contains(&word))
}

/// Whether it is an addition, which is a directive only where it cannot be a relation after the end of a fact.
fn is_added_directive(word: &str) -> bool {
    ADDED_DIRECTIVES.contains(&word.replace('-', "_").as_str())
}

fn starts_identifier(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || c == '?'
}

fn continues_identifier(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '?'
}

fn begins_something(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "_?\"(){}[],;:.@!=<>|+-*/%^#$&".contains(c)
}

fn simple_name(input: &str) -> Piece<'_> {
    recognize(pair(satisfy(starts_identifier), take_while(continues_identifier))).parse(input)
}

/// How many bytes `a.b.c` takes, without white space around the dots, at the beginning of a text that begins with a name. Every third
/// token is one: this takes a tenth of the steps that it takes pieces of nom.
fn qualified_length(input: &str) -> usize {
    let bytes = input.as_bytes();
    let is_at = |at: usize, fits: fn(char) -> bool| bytes.get(at).is_some_and(|&byte| fits(char::from(byte)));
    let mut end = 0;
    loop {
        while is_at(end, continues_identifier) {
            end += 1;
        }
        if !is_at(end, |c| c == '.') || !is_at(end + 1, starts_identifier) {
            return end;
        }
        end += 1;
    }
}

/// `as_of` or `as-of`.
fn directive_word(input: &str) -> Piece<'_> {
    recognize(pair(simple_name, many0_count(preceded(nom::character::complete::char('-'), simple_name))))
        .parse(input)
}

/// A day without quotes: up to white space or a closing brace, without a final period of the statement.
fn day_word(input: &str) -> Piece<'_> {
    let (_, run) = take_while1(|c: char| !c.is_whitespace() && !matches!(c, '}' | '"')).parse(input)?;
    let ends_statement = run.ends_with('.') && !run.ends_with("..");
    split(input, run.len() - usize::from(ends_statement))
}

/// The name of a claim or article without quotes; a name before `(` begins a fact and is none.
fn name_word(input: &str) -> Piece<'_> {
    let in_name = |c: char| continues_identifier(c) || matches!(c, ':' | '-' | '.');
    let (rest, run) = take_while1(in_name).parse(input)?;
    let length = if rest.trim_start_matches([' ', '\t']).starts_with('(') {
        0
    } else {
        run.trim_end_matches('.').len()
    };
    split(input, length)
}

/// The first `length` bytes; an error if there are none.
fn split(input: &str, length: usize) -> Piece<'_> {
    match input.split_at_checked(length) {
        Some((taken, rest)) if length > 0 => Ok((rest, taken)),
        _ => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::TakeWhile1))),
    }
}
