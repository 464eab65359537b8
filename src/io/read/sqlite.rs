//! Facts in a table or view of an SQLite database, its columns taken in order.
//!
//! Integers, floats and texts are read as the column's type wants them; a NULL is an empty symbol, as Soufflé has it.

use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row};

use super::super::error::DataError;
use super::super::field;
use super::super::options::Origin;
use super::intake::Intake;
use crate::program::ir::Type;
use crate::store::{Word, word};

/// How long a database that somebody else writes to is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// Reads a table.
pub(super) fn read(origin: &Origin, table: &str, intake: &mut Intake<'_>) -> io::Result<()> {
    let Origin::File(path) = origin else { return Err(io::ErrorKind::Unsupported.into()) };
    // What SQLite says of a file that is not there hides the reason.
    std::fs::metadata(path)?;
    from_database(path, table, intake).map_err(io::Error::other)
}

fn from_database(
    path: &Path,
    table: &str,
    intake: &mut Intake<'_>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    database.busy_timeout(PATIENCE)?;
    let known = "SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1";
    if database.query_row(known, [table], |_| Ok(())).optional()?.is_none() {
        return Err(format!("it has no table or view `{table}`").into());
    }
    let mut select = database.prepare(&format!("SELECT * FROM \"{}\"", table.replace('"', "\"\"")))?;
    let (found, wanted) = (select.column_count(), intake.columns().len());
    if found != wanted {
        return Err(format!("its table `{table}` has {found} columns, and {wanted} are wanted").into());
    }
    let mut rows = select.query([])?;
    let mut number = 0;
    while let Some(row) = rows.next()? {
        number += 1;
        match words(row, number, intake) {
            Ok(words) => intake.row(&words, number),
            Err(error) => intake.bad(error),
        }
        if intake.is_spoilt() {
            break;
        }
    }
    Ok(())
}

fn words(row: &Row<'_>, number: usize, intake: &Intake<'_>) -> Result<Vec<Word>, DataError> {
    let columns = intake.columns().iter().enumerate();
    let word = |(at, column): (usize, &crate::program::ir::Attribute)| {
        let value = row.get_ref(at).unwrap_or(ValueRef::Null);
        read_value(value, column.ty, intake)
            .map_err(|expected| intake.bad_value(&values(row, intake), number, at, &expected))
    };
    columns.map(word).collect()
}

fn read_value(value: ValueRef<'_>, ty: Type, intake: &Intake<'_>) -> Result<Word, String> {
    match (value, ty) {
        (ValueRef::Integer(value), Type::Number) => Ok(word::from_number(value)),
        // An unsigned number beyond the signed ones is kept by its bits.
        (ValueRef::Integer(value), Type::Unsigned) => Ok(value.cast_unsigned()),
        #[expect(clippy::cast_precision_loss, reason = "a float column takes what is nearest")]
        (ValueRef::Integer(value), Type::Float) => Ok(word::from_float(value as f64)),
        (ValueRef::Real(value), Type::Float) => Ok(word::from_float(value)),
        _ => field::read(&shown(value), ty, intake.dictionary),
    }
}

/// A value as text.
fn shown(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(value) => value.to_string(),
        ValueRef::Real(value) => value.to_string(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned(),
    }
}

fn values(row: &Row<'_>, intake: &Intake<'_>) -> Vec<String> {
    (0..intake.columns().len()).map(|at| shown(row.get_ref(at).unwrap_or(ValueRef::Null))).collect()
}
