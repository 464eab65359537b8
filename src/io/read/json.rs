//! Facts in JSON: one array of rows, or a row a line; a row is a list of values or an object with a value a column.
//!
//! Values are read from their own text, so that numbers keep all their digits and every error has its place.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::super::error::DataError;
use super::super::field;
use super::intake::Intake;
use super::place::{Place, not_utf8};
use crate::program::ir::{Attribute, ShapeId, Type};
use crate::store::Word;
use crate::store::tuples::NIL;

/// How deep records may lie within each other.
const MOST_DEEP: usize = 500;

/// Reads a document: an array of rows.
pub(super) fn document(bytes: &[u8], intake: &mut Intake<'_>) {
    let Some(text) = utf8(bytes, intake) else { return };
    let mut reader = Reader { place: Place { path: intake.path, text, first_line: 1 }, intake };
    match serde_json::from_str::<Vec<&RawValue>>(text) {
        Ok(rows) => rows.into_iter().for_each(|row| reader.row(row.get())),
        Err(error) => reader.broken(&error, 0..text.len(), "an array of rows"),
    }
}

/// Reads JSON Lines: a row a line; empty lines are passed over.
pub(super) fn lines(bytes: &[u8], intake: &mut Intake<'_>) {
    let Some(text) = utf8(bytes, intake) else { return };
    let mut reader = Reader { place: Place { path: intake.path, text, first_line: 1 }, intake };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            match serde_json::from_str::<&RawValue>(line) {
                Ok(row) => reader.row(row.get()),
                Err(error) => reader.broken(&error, start..start + line.len(), "a row in JSON"),
            }
        }
        start += line.len();
        if reader.intake.is_spoilt() {
            return;
        }
    }
}

fn utf8<'b>(bytes: &'b [u8], intake: &mut Intake<'_>) -> Option<&'b str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            intake.bad(not_utf8(intake.path, bytes, 1, error.valid_up_to()));
            None
        }
    }
}

struct Reader<'a, 'i, 't> {
    place: Place<'a>,
    intake: &'i mut Intake<'t>,
}

impl Reader<'_, '_, '_> {
    /// Takes a row, which is part of the text.
    fn row(&mut self, text: &str) {
        if self.intake.is_spoilt() {
            return;
        }
        match self.words(text) {
            Ok(words) => self.intake.row_at(&words, self.place, self.offset(text)),
            Err(error) => self.intake.bad(error),
        }
    }

    fn words(&self, text: &str) -> Result<Vec<Word>, DataError> {
        if self.intake.columns().is_empty() && matches!(text, "null" | "[]" | "{}") {
            return Ok(Vec::new());
        }
        if let Ok(values) = serde_json::from_str::<Vec<&RawValue>>(text) {
            return self.list(text, &values);
        }
        if let Ok(Members(members)) = serde_json::from_str(text) {
            return self.object(text, &members);
        }
        let message = format!("a row of `{}` is a list or an object", self.intake.relation.name);
        Err(self.error(text, message, &self.intake.wanted()))
    }

    fn list(&self, row: &str, values: &[&RawValue]) -> Result<Vec<Word>, DataError> {
        let wanted = self.intake.columns().len();
        if values.len() != wanted {
            let name = &self.intake.relation.name;
            let message = format!("a row of `{name}` has {wanted} values, this one {}", values.len());
            return Err(self.error(row, message, &self.intake.wanted()));
        }
        (0..wanted).zip(values).map(|(column, value)| self.value(column, value.get())).collect()
    }

    fn object(&self, row: &str, members: &[(String, &RawValue)]) -> Result<Vec<Word>, DataError> {
        let columns = self.intake.columns();
        if let Some((name, value)) =
            members.iter().find(|(name, _)| columns.iter().all(|column| column.name != *name))
        {
            let message = format!("`{}` has no column `{name}`", self.intake.relation.name);
            return Err(self.error(value.get(), message, &self.intake.wanted()));
        }
        let value = |(at, column): (usize, &Attribute)| {
            // Of a name that stands twice the last counts, as JSON has it.
            if let Some((_, value)) = members.iter().rev().find(|(name, _)| column.name == *name) {
                return self.value(at, value.get());
            }
            let message = format!("this row of `{}` lacks `{}`", self.intake.relation.name, column.name);
            Err(self.error(row, message, &self.intake.wanted()))
        };
        columns.iter().enumerate().map(value).collect()
    }

    /// The word of a value that is part of the text.
    fn value(&self, column: usize, text: &str) -> Result<Word, DataError> {
        let ty = self.intake.columns().get(column).map_or(Type::Symbol, |attribute| attribute.ty);
        self.typed(column, text, ty, 0)
    }

    /// The word of a value of a type, so deep within a column.
    fn typed(&self, column: usize, text: &str, ty: Type, depth: usize) -> Result<Word, DataError> {
        if let Type::Record(shape) = ty
            && !text.starts_with('"')
        {
            return self.record(column, text, shape, depth);
        }
        let mistyped = |expected: &str| self.error(text, self.intake.mistyped(column, text), expected);
        let string = || serde_json::from_str::<String>(text).map_err(|_| mistyped("a string"));
        let read = match ty {
            Type::Symbol | Type::Date | Type::Record(_) | Type::Branches(_) => {
                field::read(&string()?, ty, self.intake.dictionary)
            }
            // What JSON has no numbers for stands in quotes.
            Type::Float if text.starts_with('"') => field::read(&string()?, ty, self.intake.dictionary),
            _ => field::read(text, ty, self.intake.dictionary),
        };
        read.map_err(|expected| mistyped(&expected))
    }

    /// A record: `null`, a list of its fields, or an object with all of them.
    fn record(&self, column: usize, text: &str, shape: ShapeId, depth: usize) -> Result<Word, DataError> {
        if text == "null" {
            return Ok(NIL);
        }
        let shape = self.intake.dictionary.shape(shape);
        let names: Vec<&str> = shape.fields().iter().map(|(name, _)| name.as_str()).collect();
        let wrong = |expected: &str| Err(self.error(text, self.intake.mistyped(column, text), expected));
        if depth >= MOST_DEEP {
            return wrong(&format!("records within each other at most {MOST_DEEP} deep"));
        }
        let values = fields_of(text, &names);
        let Some(values) = values else {
            return wrong(&format!("`null`, or a list or object of {}", names.join(", ")));
        };
        let words = values.iter().zip(shape.fields());
        let words: Result<Vec<Word>, DataError> =
            words.map(|(value, (_, ty))| self.typed(column, value.get(), *ty, depth + 1)).collect();
        Ok(self.intake.dictionary.tuple(&words?))
    }

    /// Where a part of the text begins: behind the beginning of the whole.
    fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr() - self.place.text.as_ptr().addr()
    }

    /// What is wrong with a part of the text.
    fn error(&self, part: &str, message: String, expected: &str) -> DataError {
        let start = self.offset(part);
        self.place.error(start..start + part.len(), message, expected)
    }

    /// The error of a stretch of the text that is no JSON, or JSON of another kind.
    fn broken(&mut self, error: &serde_json::Error, stretch: Range<usize>, expected: &str) {
        let text = self.place.text.get(stretch.clone()).unwrap_or_default();
        let line_start: usize =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (line_start + error.column().saturating_sub(1)).min(text.trim_end().len());
        let at = stretch.start + (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let whole = error.to_string();
        let message = whole.split(" at line ").next().unwrap_or(&whole);
        let message = if error.is_data() {
            "this is JSON of another kind".to_owned()
        } else {
            format!("this is no JSON: {message}")
        };
        self.intake.bad(self.place.error(at..at + 1, message, expected));
    }
}

/// The values of a list or an object that has just these fields, in their order.
fn fields_of<'a>(text: &'a str, names: &[&str]) -> Option<Vec<&'a RawValue>> {
    if let Ok(values) = serde_json::from_str::<Vec<&RawValue>>(text) {
        return (values.len() == names.len()).then_some(values);
    }
    let Members(members) = serde_json::from_str(text).ok()?;
    if members.iter().any(|(name, _)| !names.contains(&name.as_str())) {
        return None;
    }
    let member = |name: &&str| Some(members.iter().rev().find(|(other, _)| other == name)?.1);
    names.iter().map(member).collect()
}

/// The members of an object in their order, with all that stand twice.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Deserialize<'a> for Members<'a> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'a> Visitor<'a> for MembersVisitor {
    type Value = Members<'a>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Members<'a>, A::Error> {
        let mut members = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            members.push((name, value));
        }
        Ok(Members(members))
    }
}
