//! Strings between double quotes, and what their escapes stand for.

use super::super::codes;
use super::super::token::TokenKind;
use super::super::tree::Text;
use super::Lexer;
use crate::diagnostic::Diagnostic;

impl Lexer<'_> {
    /// A string ends at its closing quote; without one, at the end of its line.
    pub(super) fn string(&mut self) {
        let start = self.at;
        self.at += 1;
        let line = self.rest().split('\n').next().unwrap_or("");
        let closing = closing_quote(line);
        let inside = closing.and_then(|end| line.get(..end)).unwrap_or(line.trim_end_matches('\r'));
        self.at += inside.len();
        if closing.is_some() {
            self.at += 1;
        } else {
            self.unclosed_string(start);
        }
        self.unknown_escapes(start + 1, inside);
        self.reserved_characters(start + 1, inside);
        self.push(start, TokenKind::String(inside));
    }

    /// A text between quotes of another kind is refused, and read as the string that was meant. False where `first` opens none
    /// that closes on its line.
    pub(super) fn foreign_string(&mut self, first: char) -> bool {
        let Some((_, closing)) = FOREIGN_QUOTES.iter().find(|(opening, _)| *opening == first) else {
            return false;
        };
        let line = self.rest().split('\n').next().unwrap_or("");
        let after = line.get(first.len_utf8()..).unwrap_or("");
        let Some(inside) = after.find(*closing).and_then(|end| after.get(..end)) else { return false };
        let start = self.at;
        self.at += first.len_utf8() + inside.len() + closing.len_utf8();
        let message = format!("strings do not stand between `{first}` and `{closing}`");
        let help = if inside.contains(['"', '\\']) {
            "they stand between plain double quotes, with `\\\"` for a quote inside".to_owned()
        } else {
            format!("write `\"{inside}\"`")
        };
        let place = self.stretch(start, self.at);
        self.report(Diagnostic::error(codes::UNEXPECTED_CHARACTER, message, place, "").with_help(help));
        self.reserved_characters(start + first.len_utf8(), inside);
        self.push(start, TokenKind::String(inside));
        true
    }

    fn unclosed_string(&mut self, start: usize) {
        let opening = self.stretch(start, start + 1);
        self.report(
            Diagnostic::error(
                codes::UNCLOSED_STRING,
                "unclosed string",
                opening,
                "this string does not end on its line",
            )
            .with_help("close it with `\"`; a line break inside is written `\\n`"),
        );
    }

    /// Within, the character U+0001 marks a value left unsaid: no text may forge one.
    fn reserved_characters(&mut self, content_start: usize, content: &str) {
        for (at, reserved) in content.match_indices(RESERVED) {
            let place = self.stretch(content_start + at, content_start + at + reserved.len());
            let message = "the control character U+0001 stands in no string";
            self.report(
                Diagnostic::error(codes::UNEXPECTED_CHARACTER, message, place, "")
                    .with_help("a value that is not told is written `unsaid`"),
            );
        }
    }

    fn unknown_escapes(&mut self, content_start: usize, content: &str) {
        for (at, letter) in escapes(content) {
            if unescaped(letter).is_none() {
                let place = self.stretch(content_start + at, content_start + at + 1 + letter.len_utf8());
                self.report(
                    Diagnostic::error(
                        codes::UNKNOWN_ESCAPE,
                        format!("unknown escape `\\{letter}`"),
                        place,
                        "",
                    )
                    .with_help(
                        r#"the escapes are `\"`, `\'`, `\\`, `\n`, `\t`, `\r`, `\a`, `\b`, `\f` and `\v`"#,
                    ),
                );
            }
        }
    }
}

/// The mark of values left unsaid.
const RESERVED: char = '\u{1}';

/// Quotes of other languages and of print, each with the one that closes it.
const FOREIGN_QUOTES: [(char, char); 5] = [('\'', '\''), ('“', '”'), ('‘', '’'), ('„', '“'), ('«', '»')];

/// The place of the first `"` that no backslash escapes.
fn closing_quote(line: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return Some(at),
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Each backslash that begins an escape, with the character after it.
fn escapes(content: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    if !content.contains('\\') {
        return found;
    }
    let mut letters = content.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\'
            && let Some((_, escaped)) = letters.next()
        {
            found.push((at, escaped));
        }
    }
    found
}

/// What a backslash and this letter stand for.
fn unescaped(letter: char) -> Option<char> {
    match letter {
        '"' | '\'' | '\\' => Some(letter),
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        'a' => Some('\u{7}'),
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        'v' => Some('\u{b}'),
        _ => None,
    }
}

/// The string that the text between quotes stands for; an unknown escape stands for its letter.
pub(in crate::syntax) fn unescape(content: &str) -> Text {
    if !content.contains('\\') {
        return Text::new(content);
    }
    let mut plain = String::with_capacity(content.len());
    let mut letters = content.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next().map(|escaped| unescaped(escaped).unwrap_or(escaped))),
            _ => plain.push(letter),
        }
    }
    plain.into()
}
