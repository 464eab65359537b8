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
        let line = self.take(take_while(|c| c != '\n'));
        if let Some(text) = line.strip_prefix("///").filter(|text| !text.starts_with('/')) {
            let text = text.strip_prefix(' ').unwrap_or(text).trim_end();
            self.out.docs.push(DocLine { before: self.out.tokens.len(), text });
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
