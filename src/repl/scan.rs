//! A line under the cursor, cut into pieces: what highlighting colours and what completion completes.
//!
//! The line is rarely a whole statement while it is typed, so this reads any text and refuses nothing; the parser alone
//! decides what a statement means.

use std::ops::Range;

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name of a relation, variable or functor.
    Word,
    /// A string, its quotes included; `closed` tells whether its second quote is there.
    String {
        /// Whether the string ends on this line.
        closed: bool,
    },
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// `@grade`.
    Grade,
    /// One character of any other sort, spaces included.
    Other(char),
}

/// A piece and where it stands in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// Cuts a line into pieces, which cover it without gap.
pub fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(first) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = &line[at..];
        let (length, kind) = match first {
            '"' => string(rest),
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), Kind::Comment),
            '/' if rest.starts_with("/*") => {
                (rest.find("*/").map_or(rest.len(), |end| end + 2), Kind::Comment)
            }
            '@' => (1 + while_in(&rest[1..], is_word), Kind::Grade),
            '0'..='9' => (while_in(rest, |c| c.is_ascii_alphanumeric()), Kind::Number),
            _ if is_word(first) => (while_in(rest, is_word), Kind::Word),
            other => (other.len_utf8(), Kind::Other(other)),
        };
        pieces.push(Piece { range: at..at + length, kind });
        at += length;
    }
    pieces
}

fn string(rest: &str) -> (usize, Kind) {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            '\n' => return (at, Kind::String { closed: false }),
            '"' if !escaped => return (at + 1, Kind::String { closed: true }),
            _ => escaped = character == '\\' && !escaped,
        }
    }
    (rest.len(), Kind::String { closed: false })
}

fn while_in(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|character| !belongs(character)).unwrap_or(rest.len())
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '?'
}

/// What may be completed at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Context<'a> {
    /// The name of a dot command, from its dot on.
    Command {
        /// Where it begins.
        start: usize,
    },
    /// The argument of a dot command, as far as it is typed.
    CommandArgument {
        /// The command without its dot.
        command: &'a str,
        /// Where the last word of the argument begins.
        start: usize,
    },
    /// A name where an atom may stand.
    Relation {
        /// Where it begins.
        start: usize,
    },
    /// An argument of an atom.
    Argument {
        /// The relation.
        relation: &'a str,
        /// Which argument, from 0.
        column: usize,
        /// Where the argument's text begins, its quote included.
        start: usize,
    },
}

/// What may be completed where `line` ends, which is the cursor.
pub fn context(line: &str) -> Context<'_> {
    let trimmed = line.trim_start();
    if let Some(rest) = trimmed.strip_prefix('.') {
        let dot = line.len() - trimmed.len();
        return match rest.split_once(char::is_whitespace) {
            None => Context::Command { start: dot },
            Some((command, argument)) => match inside_atom(line, line.len() - argument.len()) {
                Some(context) => context,
                None => Context::CommandArgument { command, start: last_word(line) },
            },
        };
    }
    inside_atom(line, 0).unwrap_or_else(|| Context::Relation { start: last_word(line) })
}

/// The innermost atom whose parenthesis is still open at the end of the line, from byte `from` on.
fn inside_atom(line: &str, from: usize) -> Option<Context<'_>> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut word: Option<Range<usize>> = None;
    for piece in pieces(line.get(from..)?) {
        let range = piece.range.start + from..piece.range.end + from;
        match piece.kind {
            Kind::Word => word = Some(range),
            Kind::Other(' ') => {}
            Kind::Other('(' | '{' | '[') => {
                let relation = word.take().and_then(|word| line.get(word));
                open.push(Open { relation, column: 0, start: range.end });
            }
            Kind::Other(')' | '}' | ']') => {
                open.pop();
                word = None;
            }
            Kind::Other(',') => {
                if let Some(open) = open.last_mut() {
                    open.column += 1;
                    open.start = range.end;
                }
                word = None;
            }
            _ => word = None,
        }
    }
    let Open { relation, column, start } = open.pop()?;
    let text = line.get(start..)?;
    let start = line.len() - text.trim_start().len();
    Some(match relation {
        Some(relation) => Context::Argument { relation, column, start },
        None => Context::Relation { start: last_word(line) },
    })
}

/// An open bracket, the word before it, and the argument that is being typed.
struct Open<'a> {
    relation: Option<&'a str>,
    column: usize,
    start: usize,
}

fn last_word(line: &str) -> usize {
    line.rfind(|character: char| {
        !is_word(character) && character != '.' && character != '/' && character != '-'
    })
    .and_then(|at| Some(at + line.get(at..)?.chars().next()?.len_utf8()))
    .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_the_line() {
        for line in
            ["", "visit(p, \"a \\\" b\", 12) @denied // x", "\"open", "é @ /* c */ x", "/* open", "\"\\"]
        {
            let pieces = pieces(line);
            let text: String = pieces.iter().map(|piece| &line[piece.range.clone()]).collect();
            assert_eq!(text, line);
        }
        assert_eq!(pieces("\"a\\\"b\"").len(), 1);
        assert_eq!(pieces("\"a")[0].kind, Kind::String { closed: false });
    }

    #[test]
    fn the_cursor_knows_what_it_is_in() {
        let cases = [
            ("", Context::Relation { start: 0 }),
            ("vis", Context::Relation { start: 0 }),
            ("a(x), vis", Context::Relation { start: 6 }),
            ("visit(", Context::Argument { relation: "visit", column: 0, start: 6 }),
            ("visit(v, \"Ki", Context::Argument { relation: "visit", column: 1, start: 9 }),
            ("visit(v, \"a, b (", Context::Argument { relation: "visit", column: 1, start: 9 }),
            ("visit(cat(a, b), ", Context::Argument { relation: "visit", column: 1, start: 17 }),
            ("p(x), (q(x) ; r", Context::Relation { start: 14 }),
            (".as", Context::Command { start: 0 }),
            (".describe vis", Context::CommandArgument { command: "describe", start: 10 }),
            (".load seeds/c", Context::CommandArgument { command: "load", start: 6 }),
            (".assume visit(\"v", Context::Argument { relation: "visit", column: 0, start: 14 }),
        ];
        for (line, expected) in cases {
            assert_eq!(context(line), expected, "{line}");
        }
    }
}
