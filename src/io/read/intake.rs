//! What a reader fills: the table of one relation, and the rows that do not fit it.

use std::path::Path;

use super::super::error::{DataError, Surplus};
use super::super::stop::Stop;
use super::place::{LineCount, Place};
use crate::program::ir::{Attribute, Relation, Type};
use crate::store::{Bulk, Dictionary, Table, Word};

/// How many bad rows of one input are told; where there are more, the rest are likely bad in the same way.
pub(super) const MOST_TOLD: usize = 10;

/// How many characters of a bad value are shown.
const MOST_SHOWN: usize = 60;

/// The rows of one relation on their way in.
pub(super) struct Intake<'a> {
    /// The file, or `<stdin>`.
    pub(super) path: &'a Path,
    /// Whose rows they are.
    pub(super) relation: &'a Relation,
    /// Where their words come from.
    pub(super) dictionary: &'a Dictionary,
    rows: Rows<'a>,
    bad: Vec<DataError>,
    /// How many bad rows are tolerated.
    tolerated: usize,
    surplus: Option<Surplus>,
    stop: Stop<'a>,
}

/// Where rows go.
pub(super) enum Rows<'a> {
    /// Into a table.
    Table(Bulk),
    /// To somebody who looks at each, with the number of the line on which it begins.
    Each(&'a mut dyn FnMut(&[Word], usize), LineCount),
}

/// What an input came to: its rows, and what was wrong with it.
pub(super) struct Taken {
    /// The rows that fit.
    pub(super) table: Table,
    /// The bad rows that were tolerated, or those that are too many.
    pub(super) bad: Result<Vec<DataError>, Vec<DataError>>,
    /// The fields that nobody wants, if there are any.
    pub(super) surplus: Option<Surplus>,
}

impl<'a> Intake<'a> {
    /// An intake that gives its rows away and tolerates so many bad rows.
    pub(super) fn new(
        path: &'a Path,
        relation: &'a Relation,
        dictionary: &'a Dictionary,
        rows: Rows<'a>,
        tolerated: usize,
    ) -> Self {
        let stop = Stop::default();
        Self { path, relation, dictionary, rows, bad: Vec::new(), tolerated, surplus: None, stop }
    }

    /// The same, until somebody wants it to stop.
    pub(super) fn until(self, stop: Stop<'a>) -> Self {
        Self { stop, ..self }
    }

    /// Whether somebody wants it to stop.
    pub(super) fn stop(&self) -> Stop<'a> {
        self.stop
    }

    /// The columns of the relation.
    pub(super) fn columns(&self) -> &'a [Attribute] {
        &self.relation.attributes
    }

    /// The types of the columns.
    pub(super) fn types(&self) -> Vec<Type> {
        self.columns().iter().map(|attribute| attribute.ty).collect()
    }

    /// Takes rows, given one after the other, of a relation that has columns.
    pub(super) fn rows(&mut self, rows: &[Word]) {
        let arity = self.relation.attributes.len().max(1);
        match &mut self.rows {
            Rows::Table(table) => table.add(rows),
            Rows::Each(look, _) => rows.chunks_exact(arity).for_each(|row| look(row, 0)),
        }
    }

    /// Whether only the rows are wanted, and not the lines on which they begin.
    pub(super) fn wants_rows_alone(&self) -> bool {
        matches!(self.rows, Rows::Table(_))
    }

    /// Takes a row that begins at a place of a text.
    pub(super) fn row_at(&mut self, row: &[Word], place: Place<'_>, at: usize) {
        match &mut self.rows {
            Rows::Table(table) => table.add(row),
            Rows::Each(look, lines) => look(row, lines.line_of(place, at)),
        }
    }

    /// Takes a row that has a number and no place in a text.
    #[cfg(any(feature = "sqlite", feature = "parquet"))]
    pub(super) fn row(&mut self, row: &[Word], number: usize) {
        match &mut self.rows {
            Rows::Table(table) => table.add(row),
            Rows::Each(look, _) => look(row, number),
        }
    }

    /// What is wrong with a value of a row that has a number and no place in a text. The row is shown with tabs between its values, its
    /// number as that of a line.
    #[cfg(any(feature = "sqlite", feature = "parquet"))]
    pub(super) fn bad_value(&self, values: &[String], number: usize, at: usize, expected: &str) -> DataError {
        let start = values.iter().take(at).map(|value| value.len() + 1).sum();
        let value = values.get(at).map_or("", String::as_str);
        DataError {
            path: self.path.to_owned(),
            line: number,
            text: values.join("\t"),
            range: start..start + value.len(),
            message: self.mistyped(at, value),
            expected: expected.to_owned(),
        }
    }

    /// Takes note of a bad row.
    pub(super) fn bad(&mut self, error: DataError) {
        self.bad.push(error);
    }

    /// Takes note of lines whose last fields nobody wants.
    pub(super) fn surplus(&mut self, found: Surplus) {
        match &mut self.surplus {
            Some(surplus) => surplus.lines += found.lines,
            None => self.surplus = Some(found),
        }
    }

    /// Whether nobody wants more rows: there are so many bad ones that more change nothing, or it is to stop.
    pub(super) fn is_spoilt(&self) -> bool {
        self.bad.len() >= self.tolerated.saturating_add(MOST_TOLD) || self.stop.is_set()
    }

    /// Ends the intake.
    pub(super) fn finish(self) -> Taken {
        let Self { rows, mut bad, tolerated, surplus, .. } = self;
        let table = match rows {
            Rows::Table(table) => table.finish(),
            Rows::Each(..) => Table::new(self.relation.attributes.len()),
        };
        if bad.len() <= tolerated {
            return Taken { table, bad: Ok(bad), surplus };
        }
        bad.truncate(MOST_TOLD);
        Taken { table, bad: Err(bad), surplus }
    }

    /// The columns with their types, as a row should have them.
    pub(super) fn wanted(&self) -> String {
        let columns = self.columns().iter();
        let columns: Vec<String> =
            columns.map(|attribute| format!("{}: {}", attribute.name, type_name(attribute.ty))).collect();
        columns.join(", ")
    }

    /// What is wrong with a value: the text of it, in a column from 0.
    pub(super) fn mistyped(&self, column: usize, text: &str) -> String {
        let name = self.columns().get(column).map_or("", |attribute| &attribute.name);
        let mut shown = text.escape_debug().to_string();
        if let Some((end, _)) = shown.char_indices().nth(MOST_SHOWN) {
            shown.truncate(end);
            shown.push('…');
        }
        format!("column {} (`{name}`) of `{}` cannot be `{shown}`", column + 1, self.relation.name)
    }
}

/// The name of a primitive type, as declarations write it.
fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Symbol => "symbol",
        Type::Number => "number",
        Type::Unsigned => "unsigned",
        Type::Float => "float",
        Type::Date => "date",
        Type::Record(_) => "record",
        Type::Branches(_) => "branch",
    }
}
