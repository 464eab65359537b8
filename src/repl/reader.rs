//! Statements from a pipe or a file: no prompt, no editing, every byte accounted for.
//!
//! A statement may span lines while it is plainly unfinished. The last one needs neither a period nor a line end, and a
//! line that is not UTF-8 is told and left out without losing the rest.

use std::io::{self, BufRead};

/// So many lines of an unfinished statement are each looked at; after that the text is looked at as it grows by an
/// eighth, so that a bracket never closed does not make reading quadratic.
const EAGER_LINES: usize = 64;

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// One or more statements.
    Chunk(Chunk),
    /// A line that is no text.
    NotUtf8 {
        /// The line, from 1.
        line: u32,
        /// The first bad byte, counted from the beginning of the input.
        offset: usize,
    },
    /// Nothing more.
    End,
    /// The input cannot be read.
    Failed(io::Error),
}

/// Some lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Their text.
    pub text: String,
    /// The number of the first, from 1.
    pub first_line: u32,
}

/// Reads chunks from lines.
#[derive(Debug)]
pub struct Reader<R> {
    lines: R,
    line: u32,
    offset: usize,
    pending: Option<Chunk>,
}

impl<R: BufRead> Reader<R> {
    /// Reads from the beginning of `lines`.
    pub fn new(lines: R) -> Self {
        Self { lines, line: 0, offset: 0, pending: None }
    }

    /// The next statements; `unfinished` tells of a text that more must follow.
    pub fn next(&mut self, unfinished: impl Fn(&str) -> bool) -> Next {
        let mut chunk = self.pending.take().unwrap_or_else(|| Chunk { text: String::new(), first_line: 0 });
        let (mut lines, mut looked) = (0, 0);
        loop {
            match self.line() {
                Ok(Line::Text(line)) => {
                    if chunk.text.trim().is_empty() {
                        chunk = Chunk { text: String::new(), first_line: self.line };
                    }
                    chunk.text.push_str(&line);
                }
                Ok(Line::NotUtf8(next)) if chunk.text.trim().is_empty() => return next,
                Ok(Line::NotUtf8(next)) => {
                    self.pending = Some(chunk);
                    return next;
                }
                Ok(Line::End) if chunk.text.trim().is_empty() => return Next::End,
                Ok(Line::End) => return Next::Chunk(chunk),
                Err(error) => return Next::Failed(error),
            }
            lines += 1;
            let ripe = lines <= EAGER_LINES || chunk.text.len() - looked > looked / 8;
            if ripe && !chunk.text.trim().is_empty() {
                looked = chunk.text.len();
                if chunk.text.ends_with("\n\n\n") || !unfinished(&chunk.text) {
                    return Next::Chunk(chunk);
                }
            }
        }
    }

    fn line(&mut self) -> io::Result<Line> {
        let mut bytes = Vec::new();
        if self.lines.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(Line::End);
        }
        let start = self.offset;
        self.offset += bytes.len();
        self.line += 1;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Line::Text(text),
            Err(error) => {
                let offset = start + error.utf8_error().valid_up_to();
                Line::NotUtf8(Next::NotUtf8 { line: self.line, offset })
            }
        })
    }
}

enum Line {
    Text(String),
    NotUtf8(Next),
    End,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads all; a text is unfinished while it has more `(` than `)`.
    fn all(input: &[u8]) -> Vec<String> {
        let open = |text: &str| text.matches('(').count() > text.matches(')').count();
        let mut reader = Reader::new(input);
        let mut found = Vec::new();
        loop {
            match reader.next(open) {
                Next::Chunk(chunk) => found.push(format!("{}: {}", chunk.first_line, chunk.text.trim_end())),
                Next::NotUtf8 { line, offset } => found.push(format!("{line}: bad byte {offset}")),
                Next::End => return found,
                Next::Failed(error) => panic!("{error}"),
            }
        }
    }

    #[test]
    fn statements_keep_the_numbers_of_their_lines() {
        assert_eq!(all(b"a(x)\n\n\nb(\n  y)\nc"), ["1: a(x)", "4: b(\n  y)", "6: c"]);
    }

    #[test]
    fn an_unfinished_statement_at_the_end_is_handed_over() {
        assert_eq!(all(b"a(x"), ["1: a(x"]);
    }

    #[test]
    fn two_empty_lines_end_a_statement_that_never_closes() {
        assert_eq!(all(b"a(x\n\n\nb(y)\n"), ["1: a(x", "4: b(y)"]);
    }

    #[test]
    fn a_line_that_is_no_text_loses_no_other() {
        assert_eq!(all(b"a(x)\n\xffb\nc(y)\n"), ["1: a(x)", "2: bad byte 5", "3: c(y)"]);
        assert_eq!(all(b"a(\n\xffb\nx)\n"), ["2: bad byte 3", "1: a(\nx)"]);
    }

    #[test]
    fn a_bracket_that_never_closes_is_not_looked_at_for_every_line() {
        let input = "(\n".to_owned() + &"x\n".repeat(100_000);
        let looks = std::cell::Cell::new(0);
        let mut reader = Reader::new(input.as_bytes());
        let next = reader.next(|_| {
            looks.set(looks.get() + 1);
            true
        });
        assert!(matches!(next, Next::Chunk(chunk) if chunk.text.len() == input.len()));
        assert!(looks.get() < 200, "{}", looks.get());
    }
}
