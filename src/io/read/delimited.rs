//! Lines of values: text with a delimiter, plain or quoted as RFC 4180 has it.
//!
//! A text is checked to be UTF-8, cut into lines and fields, and each field read as the type of its column.

use std::ops::Range;

use super::super::error::{DataError, Surplus};
use super::super::field;
use super::super::format::Delimited;
use super::fields::{Field, Lines};
use super::intake::Intake;
use super::place::{Place, line_ends, not_utf8};
use crate::store::Word;

/// How the lines of a file are cut, and which fields are wanted.
#[derive(Clone, Copy)]
pub(super) struct Cut<'a> {
    /// The form of the lines.
    pub(super) form: &'a Delimited,
    /// For each column, its field.
    pub(super) fields: &'a [usize],
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], cut: Cut<'_>, intake: &mut Intake<'_>) {
    let mut bytes = after_mark(bytes);
    let mut first_line = 1;
    if cut.form.headers {
        bytes = after_line(bytes);
        first_line += 1;
    }
    lines(bytes, first_line, cut, intake);
}

/// What follows a byte order mark.
pub(super) fn after_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// What follows the first line.
pub(super) fn after_line(bytes: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', bytes).map_or(&[], |end| &bytes[end + 1..])
}

/// Reads lines, the first of which has a number. A line that is not UTF-8 is a bad one.
pub(super) fn lines(mut bytes: &[u8], mut first_line: usize, cut: Cut<'_>, intake: &mut Intake<'_>) {
    loop {
        let error = match std::str::from_utf8(bytes) {
            Ok(text) => return text_lines(text, first_line, cut, intake),
            Err(error) => error,
        };
        let start = memchr::memrchr(b'\n', &bytes[..error.valid_up_to()]).map_or(0, |at| at + 1);
        let (good, bad) = bytes.split_at(start);
        text_lines(std::str::from_utf8(good).unwrap_or_default(), first_line, cut, intake);
        first_line += line_ends(good);
        intake.bad(not_utf8(intake.path, bad, first_line, error.valid_up_to() - start));
        bytes = after_line(bad);
        first_line += 1;
        if intake.is_spoilt() {
            return;
        }
    }
}

fn text_lines(text: &str, first_line: usize, cut: Cut<'_>, intake: &mut Intake<'_>) {
    let nested = nested(cut, intake);
    let lines = Lines::new(text, cut.form, &nested);
    let place = Place { path: intake.path, text, first_line };
    let mut reader = Reader { place, lines, fields: Vec::new(), cut, intake };
    let mut row = Vec::new();
    while !reader.intake.is_spoilt() {
        let start = reader.lines.at;
        match reader.next_row(&mut row) {
            None => break,
            Some(Ok(())) => reader.intake.row_at(&row, place, start),
            Some(Err(error)) => reader.intake.bad(error),
        }
    }
}

struct Reader<'a, 'i, 't> {
    place: Place<'a>,
    lines: Lines<'a>,
    fields: Vec<Field<'a>>,
    cut: Cut<'a>,
    intake: &'i mut Intake<'t>,
}

impl Reader<'_, '_, '_> {
    /// The next row in `row`; none at the end of the text.
    fn next_row(&mut self, row: &mut Vec<Word>) -> Option<Result<(), DataError>> {
        let start = self.lines.at;
        if let Err((range, message)) = self.lines.next_fields(&mut self.fields)? {
            return Some(Err(self.error(range, message, "`\"`, then the delimiter or the end of the line")));
        }
        if self.intake.columns().is_empty() {
            return Some(self.nullary(start));
        }
        row.clear();
        let mut all = self.cut.fields.iter().zip(self.intake.columns()).enumerate();
        let read: Result<(), DataError> = all.try_for_each(|(column, (&place, attribute))| {
            let found = self.fields.get(place).ok_or_else(|| self.miscounted(start))?;
            let word = field::read(&found.text, attribute.ty, self.intake.dictionary)
                .map_err(|expected| self.mistyped(column, found, &expected))?;
            row.push(word);
            Ok(())
        });
        if read.is_ok() && self.fields.len() > row.len() && self.takes_all_fields() {
            let first = self.miscounted(start);
            self.intake.surplus(Surplus { first, lines: 1 });
        }
        Some(read)
    }

    /// Whether the directive names no fields of its own, so that a line has one field a column.
    fn takes_all_fields(&self) -> bool {
        self.cut.fields.iter().copied().eq(0..self.intake.columns().len())
    }

    /// A line for a relation without columns, `()` or empty as in Soufflé: that there is one says that the relation holds.
    fn nullary(&self, start: usize) -> Result<(), DataError> {
        match self.fields.as_slice() {
            [one] if one.text == "()" || one.text.is_empty() => Ok(()),
            _ => Err(self.error(start..start + 1, "this relation has no columns".to_owned(), "`()`")),
        }
    }

    fn mistyped(&self, column: usize, found: &Field<'_>, expected: &str) -> DataError {
        self.error(found.range.clone(), self.intake.mistyped(column, &found.text), expected)
    }

    fn miscounted(&self, start: usize) -> DataError {
        miscounted(self.place, start, &self.fields, self.cut, self.intake)
    }

    fn error(&self, range: Range<usize>, message: String, expected: &str) -> DataError {
        self.place.error(range, message, expected)
    }
}

/// Of each field, whether it holds a record or a branch in whose brackets the delimiter may stand.
fn nested(cut: Cut<'_>, intake: &Intake<'_>) -> Vec<bool> {
    let mut nested = vec![false; cut.fields.iter().max().map_or(0, |most| most + 1)];
    for (&field, column) in cut.fields.iter().zip(intake.columns()) {
        if let Some(nested) = nested.get_mut(field) {
            *nested = column.ty.shape().is_some() && cut.form.delimiter.contains(',');
        }
    }
    nested
}

/// The error of a line with more fields or fewer than are wanted.
fn miscounted(
    place: Place<'_>,
    start: usize,
    fields: &[Field<'_>],
    cut: Cut<'_>,
    intake: &Intake<'_>,
) -> DataError {
    let wanted = cut.fields.iter().max().map_or(0, |most| most + 1);
    let end = fields.last().map_or(start, |last| last.range.end);
    // With too many fields the first of the surplus is at fault, with too few the end of the line.
    let range = fields.get(wanted).map_or(end..end, |surplus| surplus.range.start..end);
    let found = fields.len();
    let message = format!(
        "`{}` needs {wanted} {} a line, this line has {found}",
        intake.relation.name,
        if wanted == 1 { "field" } else { "fields" }
    );
    place.error(range, message, &intake.wanted())
}

/// What to say of a line with fields that nobody wants, which begins at a place of some lines.
pub(super) fn surplus_line(
    bytes: &[u8],
    start: usize,
    first_line: usize,
    cut: Cut<'_>,
    intake: &Intake<'_>,
) -> DataError {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let nested = nested(cut, intake);
    let mut lines = Lines::new(text, cut.form, &nested);
    lines.at = start;
    let mut fields = Vec::new();
    _ = lines.next_fields(&mut fields);
    miscounted(Place { path: intake.path, text, first_line }, start, &fields, cut, intake)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::intake::{MOST_TOLD, Rows, Taken};
    use super::*;
    use crate::program::ir::{Attribute, Relation, Type};
    use crate::program::value::format_word;
    use crate::store::{Bulk, Dictionary};

    fn relation(types: &[Type]) -> Relation {
        let attribute = |(at, &ty): (usize, &Type)| Attribute {
            name: format!("c{at}").into(),
            ty,
            type_name: crate::syntax::tree::Text::default(),
        };
        Relation {
            name: "r".into(),
            attributes: types.iter().enumerate().map(attribute).collect(),
            ..Relation::default()
        }
    }

    fn form(delimiter: &str, quoted: bool) -> Delimited {
        Delimited { delimiter: delimiter.to_owned(), quoted, ..Delimited::default() }
    }

    /// The rows shown again, and what is wrong as `line:column message; expected`.
    fn read(
        bytes: &[u8],
        form: &Delimited,
        fields: &[usize],
        types: &[Type],
    ) -> (Vec<Vec<String>>, Vec<String>) {
        let dictionary = Dictionary::default();
        let relation = relation(types);
        let table = Bulk::new(types.len());
        let rows = Rows::Table(table);
        let mut intake = Intake::new(Path::new("r.facts"), &relation, &dictionary, rows, 0);
        super::read(bytes, Cut { form, fields }, &mut intake);
        let Taken { table, bad: errors, .. } = intake.finish();
        let shown = |(&word, &ty): (&Word, &Type)| format_word(word, ty, &dictionary);
        let rows = table.rows().map(|row| row.iter().zip(types).map(shown).collect()).collect();
        let errors = errors.err().unwrap_or_default().into_iter();
        let errors = errors
            .map(|error| format!("{}:{} {}; {}", error.line, error.column(), error.message, error.expected));
        (rows, errors.collect())
    }

    #[test]
    fn plain_lines_end_with_or_without_carriage_return_and_final_newline() {
        let (rows, errors) =
            read(b"a\t1\r\nb b\t-2", &form("\t", false), &[0, 1], &[Type::Symbol, Type::Number]);
        assert_eq!(rows, [["a", "1"], ["b b", "-2"]]);
        assert!(errors.is_empty());
    }

    #[test]
    fn an_empty_line_is_an_empty_symbol_where_one_symbol_is_wanted() {
        let (rows, errors) = read(b"a\n\nb\n", &form("\t", false), &[0], &[Type::Symbol]);
        assert_eq!(rows, [["a"], [""], ["b"]]);
        assert!(errors.is_empty());
    }

    #[test]
    fn any_line_says_that_a_relation_without_columns_holds() {
        for (text, holds) in [("", 0), ("\n", 1), ("()\n", 1), ("\n\n", 1)] {
            let (rows, errors) = read(text.as_bytes(), &form("\t", false), &[], &[]);
            assert_eq!((rows.len(), errors.len()), (holds, 0), "{text:?}");
        }
        let (_, errors) = read(b"x\n", &form("\t", false), &[], &[]);
        assert_eq!(errors, ["1:1 this relation has no columns; `()`"]);
    }

    #[test]
    fn every_bad_line_is_told_with_its_place_and_the_expected_type() {
        let types = [Type::Symbol, Type::Number];
        let (rows, errors) = read("é\tx\na\na\t1\t2\nb\t3\n".as_bytes(), &form("\t", false), &[0, 1], &types);
        assert_eq!(rows, [["a", "1"], ["b", "3"]], "fields beyond the columns are left alone");
        assert_eq!(
            errors,
            [
                "1:3 column 2 (`c1`) of `r` cannot be `x`; a 64-bit number",
                "2:2 `r` needs 2 fields a line, this line has 1; c0: symbol, c1: number",
            ]
        );
    }

    #[test]
    fn brackets_hold_commas_together_in_records_alone() {
        let types = [Type::Symbol, Type::Symbol];
        let (rows, errors) = read(b"[a,b]\n", &form(",", false), &[0, 1], &types);
        assert_eq!((rows, errors), (vec![vec!["[a".to_owned(), "b]".to_owned()]], Vec::new()));
    }

    #[test]
    fn ten_bad_lines_are_enough() {
        let (_, errors) = read("x\n".repeat(50).as_bytes(), &form("\t", false), &[0], &[Type::Number]);
        assert_eq!(errors.len(), MOST_TOLD);
    }

    #[test]
    fn named_fields_pick_and_reorder_columns() {
        let (rows, errors) = read(b"a,b,1\n", &form(",", false), &[2, 0], &[Type::Number, Type::Symbol]);
        assert_eq!(rows, [["1", "a"]]);
        assert!(errors.is_empty());
    }

    #[test]
    fn quotes_hold_delimiters_quotes_and_line_ends() {
        let text = b"\"a,\"\"b\"\"\",1\r\n\"two\nlines\",2\n,3";
        let (rows, errors) = read(text, &form(",", true), &[0, 1], &[Type::Symbol, Type::Number]);
        assert_eq!(rows, [["a,\"b\"", "1"], ["two\nlines", "2"], ["", "3"]]);
        assert!(errors.is_empty());
    }

    #[test]
    fn bad_quotes_are_placed() {
        let (rows, errors) =
            read(b"\"a\"b,1\nc,2\n\"d", &form(",", true), &[0, 1], &[Type::Symbol, Type::Number]);
        assert_eq!(rows, [["c", "2"]]);
        assert_eq!(
            errors,
            [
                "1:1 something follows a closing quote; `\"`, then the delimiter or the end of the line",
                "3:1 this quote is never closed; `\"`, then the delimiter or the end of the line",
            ]
        );
    }

    #[test]
    fn a_line_that_is_not_utf8_is_bad_and_no_other() {
        let (rows, errors) = read(b"a\nb\xff\nc\n", &form("\t", false), &[0], &[Type::Symbol]);
        assert_eq!(rows, [["a"], ["c"]]);
        assert_eq!(errors, ["2:2 byte 1 of the line is not UTF-8; UTF-8"]);
    }
}
