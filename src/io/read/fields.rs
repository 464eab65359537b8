//! Cutting a line into fields: at delimiters, and around quotes as RFC 4180 has them.

use std::borrow::Cow;
use std::ops::Range;

use super::super::format::Delimited;

/// A value as it stands in the text: quotes removed, with the bytes that it takes up.
pub(super) struct Field<'a> {
    /// The value.
    pub(super) text: Cow<'a, str>,
    /// Where it stands.
    pub(super) range: Range<usize>,
}

/// What is wrong with the quotes of a line, and where.
pub(super) type BadQuotes = (Range<usize>, String);

/// The lines of a text, cut one after the other.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// Where the next line begins.
    pub(super) at: usize,
    form: &'a Delimited,
    /// Of each field, whether it holds a record or a branch, in whose brackets the delimiter does not end it.
    nested: &'a [bool],
}

impl<'a> Lines<'a> {
    /// The lines of a text.
    pub(super) fn new(text: &'a str, form: &'a Delimited, nested: &'a [bool]) -> Self {
        Self { text, at: 0, form, nested }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_line(&mut self) {
        self.at = self.rest().find('\n').map_or(self.text.len(), |end| self.at + end + 1);
    }

    /// The fields of the next line in `fields`; none at the end of the text.
    pub(super) fn next_fields(&mut self, fields: &mut Vec<Field<'a>>) -> Option<Result<(), BadQuotes>> {
        fields.clear();
        if self.at >= self.text.len() {
            return None;
        }
        if !self.form.quoted {
            self.plain_fields(fields);
            return Some(Ok(()));
        }
        loop {
            match self.quoted_field() {
                Ok((field, more)) => {
                    fields.push(field);
                    if !more {
                        return Some(Ok(()));
                    }
                }
                Err(error) => {
                    self.skip_line();
                    return Some(Err(error));
                }
            }
        }
    }

    fn plain_fields(&mut self, fields: &mut Vec<Field<'a>>) {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let mut start = self.at;
        self.at += line.len() + 1;
        let mut rest = Some(line.strip_suffix('\r').unwrap_or(line));
        while let Some(all) = rest {
            let end = self.end_of_field(all, fields.len());
            let text = all.get(..end).unwrap_or(all);
            fields.push(Field { text: Cow::Borrowed(text), range: start..start + text.len() });
            start += text.len() + self.form.delimiter.len();
            rest = all.get(end + self.form.delimiter.len()..).filter(|_| end < all.len());
        }
    }

    /// Where the field of a number ends, with which a text begins.
    fn end_of_field(&self, text: &str, field: usize) -> usize {
        let delimiter = self.form.delimiter.as_str();
        if !self.nested.get(field).is_some_and(|nested| *nested) {
            return text.find(delimiter).unwrap_or(text.len());
        }
        let mut depth = 0_usize;
        for (at, character) in text.char_indices() {
            match character {
                _ if depth == 0 && text.get(at..).is_some_and(|rest| rest.starts_with(delimiter)) => {
                    return at;
                }
                '[' | '(' => depth += 1,
                ']' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        text.len()
    }

    /// One field, quoted or not, and whether another follows on its line. Leaves `at` behind what ended it.
    fn quoted_field(&mut self) -> Result<(Field<'a>, bool), BadQuotes> {
        let start = self.at;
        let field = if self.rest().starts_with('"') { self.between_quotes()? } else { self.up_to_end() };
        let rest = self.rest();
        let ends = [(self.form.delimiter.as_str(), true), ("\r\n", false), ("\n", false)];
        for (end, more) in ends {
            if rest.starts_with(end) {
                self.at += end.len();
                return Ok((field, more));
            }
        }
        if matches!(rest, "" | "\r") {
            self.at = self.text.len();
            return Ok((field, false));
        }
        Err((start..self.at, "something follows a closing quote".to_owned()))
    }

    fn up_to_end(&mut self) -> Field<'a> {
        let start = self.at;
        let line = self.rest().split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let text = line.split(self.form.delimiter.as_str()).next().unwrap_or_default();
        self.at += text.len();
        Field { text: Cow::Borrowed(text), range: start..self.at }
    }

    /// A quoted field, in which two quotes stand for one and line ends belong to the value.
    fn between_quotes(&mut self) -> Result<Field<'a>, BadQuotes> {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        loop {
            let Some(length) = self.rest().find('"') else {
                self.at = start;
                return Err((start..start + 1, "this quote is never closed".to_owned()));
            };
            text.push_str(&self.rest()[..length]);
            self.at += length + 1;
            if !self.rest().starts_with('"') {
                return Ok(Field { text: Cow::Owned(text), range: start..self.at });
            }
            text.push('"');
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str, form: &Delimited, nested: &[bool]) -> Vec<Vec<String>> {
        let (mut lines, mut found, mut all) = (Lines::new(text, form, nested), Vec::new(), Vec::new());
        while let Some(line) = lines.next_fields(&mut found) {
            assert!(line.is_ok(), "{text:?}");
            all.push(found.iter().map(|field| field.text.to_string()).collect());
        }
        all
    }

    #[test]
    fn delimiters_within_records_and_branches_end_no_field() {
        let form = Delimited { delimiter: ",".to_owned(), ..Delimited::default() };
        let found = fields("$N(1,[2,3]),x,y\n[4,5],(,z", &form, &[true, false]);
        assert_eq!(found, [vec!["$N(1,[2,3])", "x", "y"], vec!["[4,5]", "(", "z"]]);
    }

    #[test]
    fn a_carriage_return_ends_lines_and_texts() {
        let quoted = Delimited { delimiter: ",".to_owned(), quoted: true, ..Delimited::default() };
        assert_eq!(
            fields("\"a\",\"b\"\r\nc,d\r\n\"e\",f\r", &quoted, &[]),
            [["a", "b"], ["c", "d"], ["e", "f"]]
        );
        assert_eq!(fields("\"a\",\"b\"\r", &quoted, &[]), [["a", "b"]]);
        assert_eq!(fields("a\tb\r\nc\td\r", &Delimited::default(), &[]), [["a", "b"], ["c", "d"]]);
    }
}
