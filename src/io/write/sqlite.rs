//! Rows into SQLite databases, laid out as Soufflé does: a table `_R` of numbers, a table of symbols, and a view `R` over both.
//!
//! A new database is written under a temporary name. One that is there already keeps its other tables: all changes are one
//! transaction, which ends when the results take their places, and is taken back if anything fails before.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params_from_iter};
use tempfile::NamedTempFile;

use super::super::error::IoError;
use super::super::field::is_unsaid;
use super::place::{put, temporary};
use super::rows::Rows;
use crate::program::ir::{RelationId, Type};
use crate::program::value::quote_word;
use crate::store::{Word, word};

/// How long a database that somebody else writes to is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// The databases of a run, changed but not committed.
#[derive(Debug, Default)]
pub(super) struct Databases {
    open: BTreeMap<PathBuf, Database>,
}

#[derive(Debug)]
struct Database {
    connection: Connection,
    /// The file that is to take its place, unless the database is there already.
    new: Option<NamedTempFile>,
    /// The tables written, each with its relation.
    tables: BTreeMap<String, RelationId>,
}

/// What an attempt to write a table came to.
pub(super) enum Added {
    /// It is there now, or the same directive was met before.
    Done,
    /// Another relation has this table.
    Taken,
}

impl Databases {
    /// Writes the rows of a relation as a table of a database.
    pub(super) fn add(
        &mut self,
        path: &Path,
        table: &str,
        relation: RelationId,
        rows: Rows<'_>,
    ) -> io::Result<Added> {
        if !self.open.contains_key(path) {
            self.open.insert(path.to_owned(), Database::open(path)?);
        }
        let Some(database) = self.open.get_mut(path) else { return Ok(Added::Done) };
        match database.tables.insert(table.to_owned(), relation) {
            Some(earlier) if earlier != relation => return Ok(Added::Taken),
            Some(_) => return Ok(Added::Done),
            None => {}
        }
        database.write(table, rows)?;
        Ok(Added::Done)
    }

    /// Ends every transaction and puts the new databases in their places.
    pub(super) fn place(self) -> Result<(), IoError> {
        for (path, database) in self.open {
            let relation = database.tables.keys().cloned().collect::<Vec<_>>().join(", ");
            database.place(&path).map_err(|error| IoError::write(&relation, &path, error))?;
        }
        Ok(())
    }
}

impl Database {
    fn open(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(existing) if existing.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(_) => Self::begin(path, None, "").map_err(io::Error::other),
            Err(_) => {
                let file = temporary(path)?;
                let unsafe_alone = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;";
                let beside = file.path().to_owned();
                Self::begin(&beside, Some(file), unsafe_alone).map_err(io::Error::other)
            }
        }
    }

    fn begin(path: &Path, new: Option<NamedTempFile>, settings: &str) -> rusqlite::Result<Self> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch(settings)?;
        connection.execute_batch(
            "BEGIN IMMEDIATE;
             CREATE TABLE IF NOT EXISTS __SymbolTable (id INTEGER PRIMARY KEY, symbol TEXT UNIQUE);",
        )?;
        Ok(Self { connection, new, tables: BTreeMap::new() })
    }

    fn write(&self, table: &str, rows: Rows<'_>) -> io::Result<()> {
        self.connection.execute_batch(&layout(table, rows)).map_err(io::Error::other)?;
        let types = rows.types();
        let places = vec!["?"; types.len()].join(", ");
        let insert = format!("INSERT INTO {} VALUES ({places})", quoted(&format!("_{table}")));
        let mut insert = self.connection.prepare(&insert).map_err(io::Error::other)?;
        let mut symbols = Symbols { connection: &self.connection, known: HashMap::new() };
        rows.each(|row| {
            let values = symbols.row(row, &types, rows);
            let inserted = values.and_then(|values| insert.execute(params_from_iter(values)));
            inserted.map(drop).map_err(io::Error::other)
        })
    }

    fn place(self, path: &Path) -> io::Result<()> {
        self.connection.execute_batch("COMMIT").map_err(io::Error::other)?;
        self.connection.close().map_err(|(_, error)| io::Error::other(error))?;
        match self.new {
            None => Ok(()),
            Some(file) => {
                file.as_file().sync_all()?;
                put(file, path)
            }
        }
    }
}

/// The statements that make the table and the view of a relation anew.
fn layout(table: &str, rows: Rows<'_>) -> String {
    let (mut columns, mut shown, mut joins) = (Vec::new(), Vec::new(), Vec::new());
    for (at, attribute) in rows.relation.attributes.iter().enumerate() {
        let name = quoted(&attribute.name);
        columns.push(format!("\"{at}\" {}", if attribute.ty == Type::Float { "REAL" } else { "INTEGER" }));
        if is_text(attribute.ty) {
            shown.push(format!("s{at}.symbol AS {name}"));
            joins.push(format!("LEFT JOIN __SymbolTable AS s{at} ON r.\"{at}\" = s{at}.id"));
        } else {
            shown.push(format!("r.\"{at}\" AS {name}"));
        }
    }
    let (view, table) = (quoted(table), quoted(&format!("_{table}")));
    format!(
        "DROP VIEW IF EXISTS {view}; DROP TABLE IF EXISTS {table}; CREATE TABLE {table} ({}); \
         CREATE VIEW {view} AS SELECT {} FROM {table} AS r {};",
        columns.join(", "),
        shown.join(", "),
        joins.join(" ")
    )
}

/// Whether values of a type stand in the table of symbols.
fn is_text(ty: Type) -> bool {
    !matches!(ty, Type::Number | Type::Unsigned | Type::Float)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The numbers of symbols in a database.
struct Symbols<'a> {
    connection: &'a Connection,
    known: HashMap<(Type, Word), i64>,
}

impl Symbols<'_> {
    fn row(&mut self, row: &[Word], types: &[Type], rows: Rows<'_>) -> rusqlite::Result<Vec<Value>> {
        row.iter().zip(types).map(|(&word, &ty)| self.value(word, ty, rows)).collect()
    }

    /// What stands in the table for a word. What was left unsaid is NULL.
    fn value(&mut self, value: Word, ty: Type, rows: Rows<'_>) -> rusqlite::Result<Value> {
        match ty {
            Type::Number => Ok(Value::Integer(word::to_number(value))),
            // SQLite has no unsigned numbers: the greatest are kept by their bits, as Soufflé does.
            Type::Unsigned => Ok(Value::Integer(value.cast_signed())),
            Type::Float => Ok(Value::Real(word::to_float(value))),
            _ if is_unsaid(value, ty, rows.dictionary) => Ok(Value::Null),
            _ => {
                if let Some(&known) = self.known.get(&(ty, value)) {
                    return Ok(Value::Integer(known));
                }
                let number = self.number(&quote_word(value, ty, rows.dictionary))?;
                self.known.insert((ty, value), number);
                Ok(Value::Integer(number))
            }
        }
    }

    fn number(&self, text: &str) -> rusqlite::Result<i64> {
        let mut select = self.connection.prepare_cached("SELECT id FROM __SymbolTable WHERE symbol = ?1")?;
        if let Some(number) = select.query_row([text], |row| row.get(0)).optional()? {
            return Ok(number);
        }
        self.connection.prepare_cached("INSERT INTO __SymbolTable VALUES (NULL, ?1)")?.execute([text])?;
        Ok(self.connection.last_insert_rowid())
    }
}
