//! Facts in a Parquet file: its columns taken by name where it has all the names wanted, else in order.
//!
//! Numbers, floats, texts and days are read as the column's type wants them; a value that is not there is an empty symbol, as in
//! databases. Records and branches are text in Soufflé's notation.

use std::error::Error;
use std::fs::File;
use std::io;

use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::{Field, Row};

use super::super::error::DataError;
use super::super::field;
use super::super::options::Origin;
use super::intake::Intake;
use crate::program::ir::Type;
use crate::store::{Word, word};

/// Reads a file.
pub(super) fn read(origin: &Origin, intake: &mut Intake<'_>) -> io::Result<()> {
    let Origin::File(path) = origin else { return Err(io::ErrorKind::Unsupported.into()) };
    from_file(File::open(path)?, intake).map_err(io::Error::other)
}

fn from_file(file: File, intake: &mut Intake<'_>) -> Result<(), Box<dyn Error + Send + Sync>> {
    let reader = SerializedFileReader::new(file)?;
    let fields = reader.metadata().file_metadata().schema().get_fields();
    let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
    if names.is_empty() {
        return Err("it has no columns".into());
    }
    let places = places(&names, intake)?;
    for (row, number) in reader.get_row_iter(None)?.zip(1..) {
        match words(&row?, number, &places, intake) {
            Ok(words) => intake.row(&words, number),
            Err(error) => intake.bad(error),
        }
        if intake.is_spoilt() {
            break;
        }
    }
    Ok(())
}

/// Where the file has each column of the relation.
fn places(names: &[&str], intake: &Intake<'_>) -> Result<Vec<usize>, String> {
    let columns = intake.columns();
    let by_name = columns.iter().map(|column| names.iter().position(|name| *name == column.name));
    if let Some(places) = by_name.collect() {
        return Ok(places);
    }
    if names.len() == columns.len() {
        return Ok((0..columns.len()).collect());
    }
    Err(format!("it has the columns {}, and wanted are {}", names.join(", "), intake.wanted()))
}

fn words(row: &Row, number: usize, places: &[usize], intake: &Intake<'_>) -> Result<Vec<Word>, DataError> {
    let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
    let fields: Vec<&Field> =
        places.iter().map(|&at| fields.get(at).copied().unwrap_or(&Field::Null)).collect();
    let words = fields.iter().zip(intake.columns()).enumerate();
    let word = |(at, (field, column)): (usize, (&&Field, &crate::program::ir::Attribute))| {
        read_value(field, column.ty, intake).map_err(|expected| {
            let values: Vec<String> = fields.iter().map(|field| shown(field)).collect();
            intake.bad_value(&values, number, at, &expected)
        })
    };
    words.map(word).collect()
}

fn read_value(value: &Field, ty: Type, intake: &Intake<'_>) -> Result<Word, String> {
    match (value, ty) {
        (Field::Double(value), Type::Float) => Ok(word::from_float(*value)),
        (Field::Float(value), Type::Float) => Ok(word::from_float(f64::from(*value))),
        _ => field::read(&shown(value), ty, intake.dictionary),
    }
}

/// A value as the text that a column is read from.
fn shown(value: &Field) -> String {
    match value {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Date(days) => day(*days).unwrap_or_else(|| value.to_string()),
        Field::Float(value) => value.to_string(),
        Field::Double(value) => value.to_string(),
        other => other.to_string(),
    }
}

/// The day so many days after the first of 1970.
fn day(days: i32) -> Option<String> {
    let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_counted_from_1970() {
        for (days, expected) in [(0, "1970-01-01"), (19_850, "2024-05-07"), (-1, "1969-12-31")] {
            assert_eq!(day(days).as_deref(), Some(expected));
        }
        assert_eq!(day(i32::MAX), None);
    }
}
