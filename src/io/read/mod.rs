//! The facts that `.input` directives name, as tables.
//!
//! Each format has its module; `intake` is what all of them fill. A row that does not fit its relation is an error with its
//! place; nothing is filled in, and nothing is skipped unless the user says how much may be.

mod blocks;
mod chunk;
mod delimited;
mod fields;
mod intake;
mod json;
mod parallel;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::io;
use std::path::{Path, PathBuf};

use super::bytes;
use super::directive::wrong;
use super::error::{DataError, IoError, Surplus};
use super::format::Format;
use super::options::{self, Input, Origin};
use super::stop::Stop;
use crate::program::ir::{Io, IoKind, Program, Relation, RelationId};
use crate::store::{Bulk, Dictionary, Table, Word};
use delimited::Cut;
use intake::{Intake, Rows, Taken};
use place::LineCount;

/// Where inputs are, and what may be wrong with them.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Where relative file names are looked up.
    pub folder: &'a Path,
    /// What is tolerated.
    pub tolerance: Tolerance,
    /// How many threads may parse. What is read does not depend on it.
    pub threads: usize,
    /// What ends it early.
    pub stop: Stop<'a>,
}

/// What may be wrong with inputs without an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tolerance {
    /// A file that is not there is as one without rows.
    pub missing_files: bool,
    /// So many rows of all inputs together may be bad; they are skipped and told.
    pub bad_rows: usize,
}

/// The facts of a program's inputs.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The rows, a table for each relation that has an input.
    pub tables: Vec<(RelationId, Table)>,
    /// The rows that were bad and are tolerated.
    pub skipped: Vec<DataError>,
    /// For each file whose lines have fields that nobody wants: the first such line, and how many there are.
    pub surplus: Vec<Surplus>,
}

/// Reads the facts of every `.input` of a program, in the order of the directives.
///
/// # Errors
/// All errors of all inputs, up to ten bad rows an input.
pub fn read_inputs(
    program: &Program,
    reading: Reading<'_>,
    dictionary: &Dictionary,
) -> Result<Inputs, Vec<IoError>> {
    let mut gathering =
        Gathering { reading, dictionary, inputs: Inputs::default(), errors: Vec::new(), stdin_taken: false };
    for io in program.io.iter().filter(|io| io.kind == IoKind::Input) {
        if let Some(relation) = program.relations.get(io.relation.0) {
            gathering.add(io, relation);
        }
    }
    if gathering.errors.is_empty() { Ok(gathering.inputs) } else { Err(gathering.errors) }
}

/// Reads an input once more and gives each row to `look`, with the number of the line on which it begins. Returns the name of
/// the file; none for the standard input, which cannot be read twice, and for files without lines.
///
/// # Errors
/// The directive is wrong, or the file cannot be read. Bad rows are passed over.
pub fn rows_with_lines(
    io: &Io,
    relation: &Relation,
    folder: &Path,
    dictionary: &Dictionary,
    look: &mut dyn FnMut(&[Word], usize),
) -> Result<Option<PathBuf>, IoError> {
    let input = options::input(io, relation, folder)?;
    let Origin::File(path) = &input.origin else { return Ok(None) };
    if matches!(input.format, Format::Sqlite(_)) {
        return Ok(None);
    }
    let rows = Rows::Each(look, LineCount::default());
    let mut intake = Intake::new(path, relation, dictionary, rows, usize::MAX);
    let read = read(&input, 1, &mut intake);
    let (relation, path) = (relation.name.to_string(), path.clone());
    read.map(|()| Some(path.clone())).map_err(|error| IoError::Read { relation, path, error })
}

struct Gathering<'a> {
    reading: Reading<'a>,
    dictionary: &'a Dictionary,
    inputs: Inputs,
    errors: Vec<IoError>,
    stdin_taken: bool,
}

impl Gathering<'_> {
    fn add(&mut self, io: &Io, relation: &Relation) {
        match options::input(io, relation, self.reading.folder) {
            Err(error) => self.errors.push(error),
            Ok(input) if input.origin == Origin::Stdin && std::mem::replace(&mut self.stdin_taken, true) => {
                let message = "the standard input can be read by one `.input` only".to_owned();
                self.errors.push(wrong(io, "E0804", message, "the second to read it"));
            }
            Ok(input) => self.read(&input, io.relation, relation),
        }
    }

    fn read(&mut self, input: &Input, id: RelationId, relation: &Relation) {
        let path = input.origin.name();
        let left = self.reading.tolerance.bad_rows.saturating_sub(self.inputs.skipped.len());
        let rows = Rows::Table(Bulk::onto(self.table(id, relation)));
        let mut intake = Intake::new(path, relation, self.dictionary, rows, left).until(self.reading.stop);
        let read = read(input, self.reading.threads, &mut intake);
        if self.reading.stop.is_set() {
            self.errors.push(IoError::Interrupted);
            return;
        }
        match read {
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.reading.tolerance.missing_files => {
            }
            Err(error) => {
                let (relation, path) = (relation.name.to_string(), path.to_owned());
                self.errors.push(IoError::Read { relation, path, error });
            }
            Ok(()) => {}
        }
        let Taken { table, bad, surplus } = intake.finish();
        self.inputs.tables.push((id, table));
        self.inputs.surplus.extend(surplus);
        match bad {
            Ok(skipped) => self.inputs.skipped.extend(skipped),
            Err(bad) => self.errors.extend(bad.into_iter().map(IoError::Data)),
        }
    }

    /// The table that earlier inputs of the relation began, or a new one.
    fn table(&mut self, id: RelationId, relation: &Relation) -> Table {
        match self.inputs.tables.iter().position(|(known, _)| *known == id) {
            Some(at) => self.inputs.tables.remove(at).1,
            None => Table::new(relation.attributes.len()),
        }
    }
}

fn read(input: &Input, threads: usize, intake: &mut Intake<'_>) -> io::Result<()> {
    match &input.format {
        Format::Delimited(form) => {
            let cut = Cut { form, fields: &input.fields };
            if intake.wants_rows_alone()
                && let Some(delimiter) = parallel::plain_delimiter(cut, &intake.types())
            {
                return parallel::read(
                    bytes::open(&input.origin, intake.stop())?,
                    cut,
                    delimiter,
                    threads,
                    intake,
                );
            }
            delimited::read(&bytes::whole(&input.origin, intake.stop())?, cut, intake);
            Ok(())
        }
        Format::Json(_) => {
            json::document(&bytes::whole(&input.origin, intake.stop())?, intake);
            Ok(())
        }
        Format::JsonLines(_) => {
            json::lines(&bytes::whole(&input.origin, intake.stop())?, intake);
            Ok(())
        }
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::read(&input.origin, intake),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => Err(io::ErrorKind::Unsupported.into()),
        #[cfg(feature = "sqlite")]
        Format::Sqlite(table) => sqlite::read(&input.origin, table, intake),
        #[cfg(not(feature = "sqlite"))]
        Format::Sqlite(_) => Err(io::ErrorKind::Unsupported.into()),
    }
}
