//! What stands between tokens: white space, comments, and the comments that document.

use nom::bytes::complete::{tag, take_until, take_while};
use nom::combinator::recognize;
use nom::sequence::pair;

use super::super::codes;
use super::{DocLine, Lexer};
use crate::diagnostic::Diagnostic;

impl Lexer<'_> {
    pub(super) fn white_space(&mut self) {
        let run = self.take(take_while(|c: char| c.is_ascii_whitespace()));
        if let Some(last) = run.rfind('\n') {
            self.line_start = self.at - run.len() + last + 1;
            self.fresh_line = true;
        }
    }

    /// `// …`, or `/// …` which documents; four slashes or more are a plain comment again.
    pub(super) fn line_comment(&mut self) {
        let line = self.rest().split('\n').next().unwrap_or_default();
        self.at += line.len();
        if let Some(text) = line.strip_prefix("///").filter(|text| !text.starts_with('/')) {
            let text = text.strip_prefix(' ').unwrap_or(text).trim_end();
            self.out.docs.push(DocLine { before: self.count, text });
        }
    }

    pub(super) fn block_comment(&mut self) {
        let start = self.at;
        let body = self.take(recognize((tag("/*"), take_until("*/"), tag("*/"))));
        if body.is_empty() {
            self.unclosed_comment(start);
        } else if let Some(last) = body.rfind('\n') {
            self.line_start = start + last + 1;
            self.fresh_line = true;
        }
    }

    /// Soufflé's `@[key …]` and `@![key …]`, which tell the program nothing: any tokens between balanced brackets.
    pub(super) fn annotation(&mut self) {
        let start = self.at;
        let length = annotation_length(self.rest());
        self.at += length.unwrap_or(self.rest().len());
        if let Some(last) = self.text.get(start..self.at).and_then(|taken| taken.rfind('\n')) {
            self.line_start = start + last + 1;
            self.fresh_line = true;
        }
        if length.is_none() {
            let opening = self.stretch(start, start + 2);
            let message = "unclosed annotation";
            self.report(Diagnostic::error(
                codes::UNCLOSED_COMMENT,
                message,
                opening,
                "this `[` is never closed",
            ));
        }
    }

    fn unclosed_comment(&mut self, start: usize) {
        self.take(recognize(pair(tag("/*"), take_while(|_| true))));
        self.out.open_comment = true;
        let opening = self.stretch(start, start + 2);
        self.report(
            Diagnostic::error(
                codes::UNCLOSED_COMMENT,
                "unclosed comment",
                opening,
                "this comment never ends",
            )
            .with_help("close it with `*/`"),
        );
    }
}

/// How many bytes an annotation takes, up to the bracket that closes its first; none if that is missing.
pub(in crate::syntax) fn annotation_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '"' => 1 + string_tail(rest.get(1..)?)?,
            '/' if rest.starts_with("//") => rest.find('\n')?,
            '/' if rest.starts_with("/*") => rest.find("*/")? + 2,
            _ => letter.len_utf8(),
        };
        match letter {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        rest = rest.get(length..)?;
        if letter == ']' && depth == 0 {
            return Some(text.len() - rest.len());
        }
    }
    None
}

/// How many bytes a string takes behind its opening quote.
fn string_tail(text: &str) -> Option<usize> {
    let mut escaped = false;
    let closing = text.bytes().position(|byte| {
        let closes = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closes
    });
    closing.map(|at| at + 1)
}
