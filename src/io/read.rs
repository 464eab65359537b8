//! Text to rows: the facts that `.input` directives name.
//!
//! A file is read whole, checked to be UTF-8 and cut into fields, plain or quoted as RFC 4180 has it. A line that does
//! not fit its relation is an error with its place; nothing is skipped and nothing is filled in.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use super::error::{DataError, IoError};
use super::options::{self, Format, Input, Origin};
use super::{field, text};
use crate::diagnostic::Diagnostic;
use crate::program::ir::{IoKind, Program, Relation, RelationId, Type};
use crate::store::{Dictionary, Word};

/// How many bad lines of one file are told; where there are more, the rest are likely bad in the same way.
const MOST_ERRORS: usize = 10;

/// Reads the facts of every `.input` of a program, in the order of the directives, and gives each row to `sink`.
///
/// Relative names are looked up in `folder`. All errors of all files are told, up to ten a file; after an error the
/// rows that `sink` was given are not to be used.
pub fn read_inputs(
    program: &Program,
    folder: &Path,
    dictionary: &Dictionary,
    sink: &mut dyn FnMut(RelationId, &[Word]),
) -> Result<(), Vec<IoError>> {
    let mut errors = Vec::new();
    let mut stdin_taken = false;
    for io in program.io.iter().filter(|io| io.kind == IoKind::Input) {
        let Some(relation) = program.relations.get(io.relation.0) else { continue };
        let input = match options::input(io, relation, folder) {
            Ok(input) => input,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        if input.origin == Origin::Stdin && std::mem::replace(&mut stdin_taken, true) {
            errors.push(IoError::Directive(Box::new(Diagnostic::error(
                "E0804",
                "the standard input can be read by one `.input` only",
                io.span,
                "the second to read it",
            ))));
            continue;
        }
        if let Err(found) = read_one(&input, relation, dictionary, &mut |row| sink(io.relation, row)) {
            errors.extend(found);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn read_one(
    input: &Input,
    relation: &Relation,
    dictionary: &Dictionary,
    sink: &mut dyn FnMut(&[Word]),
) -> Result<(), Vec<IoError>> {
    let (path, bytes) = match &input.origin {
        Origin::File(path) => (path.as_path(), std::fs::read(path)),
        Origin::Stdin => (Path::new("<stdin>"), text::standard_input()),
    };
    let bytes = bytes.map_err(|error| {
        vec![IoError::Read { relation: relation.name.clone(), path: path.to_owned(), error }]
    })?;
    let errors = rows(path, &bytes, input, relation, dictionary, sink);
    if errors.is_empty() { Ok(()) } else { Err(errors.into_iter().map(IoError::Data).collect()) }
}

/// Cuts a text into rows and gives each to `sink`; returns what is wrong with it.
pub fn rows(
    path: &Path,
    bytes: &[u8],
    input: &Input,
    relation: &Relation,
    dictionary: &Dictionary,
    sink: &mut dyn FnMut(&[Word]),
) -> Vec<DataError> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => return vec![not_utf8(path, bytes, error.valid_up_to())],
    };
    let mut reader = Reader {
        path,
        lines: Lines { text, at: 0, format: &input.format },
        fields: Vec::new(),
        input,
        relation,
        dictionary,
    };
    if input.format.headers {
        reader.lines.skip_line();
    }
    let mut errors = Vec::new();
    let mut row = Vec::new();
    while errors.len() < MOST_ERRORS {
        match reader.next_row(&mut row) {
            None => break,
            Some(Ok(true)) => sink(&row),
            Some(Ok(false)) => {}
            Some(Err(error)) => errors.push(error),
        }
    }
    errors
}

struct Reader<'a> {
    path: &'a Path,
    lines: Lines<'a>,
    fields: Vec<Field<'a>>,
    input: &'a Input,
    relation: &'a Relation,
    dictionary: &'a Dictionary,
}

impl Reader<'_> {
    /// The next row in `row`, and whether there is one on this line; none at the end of the text.
    fn next_row(&mut self, row: &mut Vec<Word>) -> Option<Result<bool, DataError>> {
        let start = self.lines.at;
        if let Err((range, message)) = self.lines.next_fields(&mut self.fields)? {
            return Some(Err(self.error(range, message, "`\"`, then the delimiter or the end of the line")));
        }
        if self.relation.attributes.is_empty() {
            return Some(self.nullary(start));
        }
        row.clear();
        let mut all = self.input.fields.iter().zip(&self.relation.attributes).enumerate();
        let read: Result<(), DataError> = all.try_for_each(|(column, (&place, attribute))| {
            let found = self.fields.get(place).ok_or_else(|| self.miscounted(start))?;
            let word = field::read(&found.text, attribute.ty, self.dictionary)
                .map_err(|expected| self.mistyped(column, found, &expected))?;
            row.push(word);
            Ok(())
        });
        let surplus = self.fields.len() > row.len() && self.takes_all_fields();
        Some(read.and_then(|()| if surplus { Err(self.miscounted(start)) } else { Ok(true) }))
    }

    /// Whether the directive names no fields of its own, so that a line has one field a column.
    fn takes_all_fields(&self) -> bool {
        self.input.fields.iter().copied().eq(0..self.relation.attributes.len())
    }

    /// A line for a relation without columns: `()` says that it holds, an empty line nothing.
    fn nullary(&self, start: usize) -> Result<bool, DataError> {
        match self.fields.as_slice() {
            [one] if one.text == "()" => Ok(true),
            [one] if one.text.is_empty() => Ok(false),
            _ => Err(self.error(start..start + 1, "this relation has no columns".to_owned(), "`()`")),
        }
    }

    fn mistyped(&self, column: usize, found: &Field<'_>, expected: &str) -> DataError {
        let name = self.relation.attributes.get(column).map_or("", |attribute| &attribute.name);
        let message = format!(
            "column {} (`{name}`) of `{}` cannot be `{}`",
            column + 1,
            self.relation.name,
            found.text.escape_debug()
        );
        self.error(found.range.clone(), message, expected)
    }

    fn miscounted(&self, start: usize) -> DataError {
        let wanted = self.input.fields.iter().max().map_or(0, |most| most + 1);
        let end = self.fields.last().map_or(start, |last| last.range.end);
        // With too many fields the first of the surplus is at fault, with too few the end of the line.
        let range = self.fields.get(wanted).map_or(end..end, |surplus| surplus.range.start..end);
        let found = self.fields.len();
        let message = format!(
            "`{}` needs {wanted} {} a line, this line has {found}",
            self.relation.name,
            if wanted == 1 { "field" } else { "fields" }
        );
        self.error(range, message, &self.columns())
    }

    /// The columns with their types, as a line should have them.
    fn columns(&self) -> String {
        let columns = self.relation.attributes.iter();
        let columns: Vec<String> =
            columns.map(|attribute| format!("{}: {}", attribute.name, type_name(attribute.ty))).collect();
        columns.join(", ")
    }

    fn error(&self, range: Range<usize>, message: String, expected: &str) -> DataError {
        let text = self.lines.text;
        let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let end = range.end.min(start + line.len());
        DataError {
            path: self.path.to_owned(),
            line: text.get(..start).map_or(0, |before| before.matches('\n').count()) + 1,
            text: line.to_owned(),
            range: range.start - start..end.saturating_sub(start).max(range.start - start),
            message,
            expected: expected.to_owned(),
        }
    }
}

/// The name of a primitive type, as declarations write it.
pub fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Symbol => "symbol",
        Type::Number => "number",
        Type::Unsigned => "unsigned",
        Type::Float => "float",
        Type::Date => "date",
    }
}

/// A value as it stands in the text: quotes removed, with the bytes that it takes up.
struct Field<'a> {
    text: Cow<'a, str>,
    range: Range<usize>,
}

/// What is wrong with the quotes of a line, and where.
type BadQuotes = (Range<usize>, String);

struct Lines<'a> {
    text: &'a str,
    at: usize,
    format: &'a Format,
}

impl<'a> Lines<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_line(&mut self) {
        self.at = self.rest().find('\n').map_or(self.text.len(), |end| self.at + end + 1);
    }

    /// The fields of the next line in `fields`; none at the end of the text.
    fn next_fields(&mut self, fields: &mut Vec<Field<'a>>) -> Option<Result<(), BadQuotes>> {
        fields.clear();
        if self.at >= self.text.len() {
            return None;
        }
        if !self.format.quoted {
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
        for text in line.strip_suffix('\r').unwrap_or(line).split(self.format.delimiter.as_str()) {
            fields.push(Field { text: Cow::Borrowed(text), range: start..start + text.len() });
            start += text.len() + self.format.delimiter.len();
        }
    }

    /// One field, quoted or not, and whether another follows on its line. Leaves `at` behind what ended it.
    fn quoted_field(&mut self) -> Result<(Field<'a>, bool), BadQuotes> {
        let start = self.at;
        let field = if self.rest().starts_with('"') { self.between_quotes()? } else { self.up_to_end() };
        let rest = self.rest();
        let ends = [(self.format.delimiter.as_str(), true), ("\r\n", false), ("\n", false)];
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
        let text = line.split(self.format.delimiter.as_str()).next().unwrap_or_default();
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

fn not_utf8(path: &Path, bytes: &[u8], offset: usize) -> DataError {
    let before = &bytes[..offset];
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let line = bytes[start..].split(|&byte| byte == b'\n').next().unwrap_or_default();
    DataError {
        path: path.to_owned(),
        line: before.split(|&byte| byte == b'\n').count(),
        text: String::from_utf8_lossy(line).into_owned(),
        range: offset - start..offset - start + '\u{fffd}'.len_utf8(),
        message: format!("byte {offset} of the file is not UTF-8"),
        expected: "UTF-8".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::program::ir::{Attribute, World};
    use crate::program::value::format_word;

    fn relation(types: &[Type]) -> Relation {
        let attribute = |(at, &ty): (usize, &Type)| Attribute {
            name: format!("c{at}"),
            ty,
            type_name: type_name(ty).to_owned(),
        };
        Relation {
            name: "r".to_owned(),
            attributes: types.iter().enumerate().map(attribute).collect(),
            docs: Vec::new(),
            world: World::Closed,
            undetermined: None,
            denied: None,
            assumable: false,
            derived: false,
            kind: crate::program::ir::Kind::Plain,
            hints: Vec::new(),
            span: Span::default(),
        }
    }

    fn input(delimiter: &str, quoted: bool, fields: &[usize]) -> Input {
        let format = Format { delimiter: delimiter.to_owned(), headers: false, quoted };
        Input { origin: Origin::Stdin, format, fields: fields.to_vec() }
    }

    /// The rows shown again, and what is wrong as `line:column message; expected`.
    fn read(bytes: &[u8], input: &Input, types: &[Type]) -> (Vec<Vec<String>>, Vec<String>) {
        let dictionary = Dictionary::default();
        let relation = relation(types);
        let mut found = Vec::new();
        let errors = rows(Path::new("r.facts"), bytes, input, &relation, &dictionary, &mut |row| {
            found
                .push(row.iter().zip(types).map(|(&word, &ty)| format_word(word, ty, &dictionary)).collect());
        });
        let errors = errors
            .iter()
            .map(|error| format!("{}:{} {}; {}", error.line, error.column(), error.message, error.expected));
        (found, errors.collect())
    }

    #[test]
    fn plain_lines_end_with_or_without_carriage_return_and_final_newline() {
        let (rows, errors) =
            read(b"a\t1\r\nb b\t-2", &input("\t", false, &[0, 1]), &[Type::Symbol, Type::Number]);
        assert_eq!(rows, [["a", "1"], ["b b", "-2"]]);
        assert!(errors.is_empty());
    }

    #[test]
    fn an_empty_line_is_an_empty_symbol_where_one_symbol_is_wanted() {
        let (rows, errors) = read(b"a\n\nb\n", &input("\t", false, &[0]), &[Type::Symbol]);
        assert_eq!(rows, [["a"], [""], ["b"]]);
        assert!(errors.is_empty());
    }

    #[test]
    fn every_bad_line_is_told_with_its_place_and_the_expected_type() {
        let types = [Type::Symbol, Type::Number];
        let (rows, errors) =
            read("é\tx\na\na\t1\t2\nb\t3\n".as_bytes(), &input("\t", false, &[0, 1]), &types);
        assert_eq!(rows, [["b", "3"]]);
        assert_eq!(
            errors,
            [
                "1:3 column 2 (`c1`) of `r` cannot be `x`; a 64-bit number",
                "2:2 `r` needs 2 fields a line, this line has 1; c0: symbol, c1: number",
                "3:5 `r` needs 2 fields a line, this line has 3; c0: symbol, c1: number",
            ]
        );
    }

    #[test]
    fn ten_bad_lines_are_enough() {
        let (_, errors) = read("x\n".repeat(50).as_bytes(), &input("\t", false, &[0]), &[Type::Number]);
        assert_eq!(errors.len(), MOST_ERRORS);
    }

    #[test]
    fn named_fields_pick_and_reorder_columns() {
        let (rows, errors) = read(b"a,b,1\n", &input(",", false, &[2, 0]), &[Type::Number, Type::Symbol]);
        assert_eq!(rows, [["1", "a"]]);
        assert!(errors.is_empty());
    }

    #[test]
    fn quotes_hold_delimiters_quotes_and_line_ends() {
        let text = b"\"a,\"\"b\"\"\",1\r\n\"two\nlines\",2\n,3";
        let (rows, errors) = read(text, &input(",", true, &[0, 1]), &[Type::Symbol, Type::Number]);
        assert_eq!(rows, [["a,\"b\"", "1"], ["two\nlines", "2"], ["", "3"]]);
        assert!(errors.is_empty());
    }

    #[test]
    fn bad_quotes_are_placed() {
        let (rows, errors) =
            read(b"\"a\"b,1\nc,2\n\"d", &input(",", true, &[0, 1]), &[Type::Symbol, Type::Number]);
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
    fn bytes_that_are_not_utf8_are_told_by_their_offset() {
        let (rows, errors) = read(b"a\nb\xff\n", &input("\t", false, &[0]), &[Type::Symbol]);
        assert!(rows.is_empty());
        assert_eq!(errors, ["2:2 byte 3 of the file is not UTF-8; UTF-8"]);
    }

    #[test]
    fn a_relation_without_columns_holds_by_a_pair_of_parentheses() {
        assert_eq!(read(b"()\n", &input("\t", false, &[]), &[]).0.len(), 1);
        assert_eq!(read(b"\n", &input("\t", false, &[]), &[]).0.len(), 0);
        assert_eq!(read(b"x\n", &input("\t", false, &[]), &[]).1, ["1:1 this relation has no columns; `()`"]);
    }
}
