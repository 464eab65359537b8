//! Rows to text: the results that `.output` and `.printsize` name.
//!
//! Every file of a run is first written beside its place and brought to the disk; only when all
//! are there does the first take its place. A failure before that leaves everything as it was.

mod delimited;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod place;
mod rows;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::directive::wrong;
use super::error::IoError;
use super::format::Format;
use super::options::{self, Output, Target};
use super::parts::Effort;
use super::stop::Stop;
use crate::program::ir::{Io, IoKind, Program, Relation, RelationId};
use crate::store::{Database, Dictionary, Table};
use place::Content;
use rows::Rows;

pub use place::replace;

/// The results of a run, ready to appear: files that have not taken their places, and the text for the standard output.
#[derive(Debug, Default)]
pub struct Outputs {
    files: BTreeMap<PathBuf, Prepared>,
    #[cfg(feature = "sqlite")]
    databases: sqlite::Databases,
    stdout: Vec<u8>,
}

#[derive(Debug)]
struct Prepared {
    relation: RelationId,
    name: String,
    output: Output,
    content: Content,
}

/// The text of a relation's rows.
pub type Shown<'a> = &'a dyn Fn(&Relation, &Table) -> io::Result<String>;

/// Where results go.
#[derive(Clone, Copy, Default)]
pub struct Destination<'a> {
    /// The folder of relative file names; none: every output goes to the standard output.
    pub folder: Option<&'a Path>,
    /// How a relation looks on the standard output; none: as Soufflé prints it.
    pub shown: Option<Shown<'a>>,
    /// How many threads may work. Nothing that is written depends on it.
    pub threads: usize,
    /// What ends it early, with everything left as it was.
    pub stop: Stop<'a>,
}

/// Writes all results of a program: files into their folder, the rest to `stdout`.
///
/// Either every file is in its place at the end or, when an error is told, each still is what it was before, unless
/// the system failed between two renames.
pub fn write_outputs(
    program: &Program,
    database: &Database,
    dictionary: &Dictionary,
    destination: Destination<'_>,
    stdout: &mut dyn Write,
) -> Result<io::Result<()>, Vec<IoError>> {
    let outputs = Outputs::printed(program, database, dictionary, destination)?;
    let outputs = outputs.with_files(program, database, dictionary, destination)?;
    let text = outputs.place().map_err(|error| vec![error])?;
    Ok(stdout.write_all(&text).and_then(|()| stdout.flush()))
}

impl Outputs {
    /// What goes to the standard output. No file is touched.
    ///
    /// # Errors
    /// Those of every directive.
    pub fn printed(
        program: &Program,
        database: &Database,
        dictionary: &Dictionary,
        destination: Destination<'_>,
    ) -> Result<Self, Vec<IoError>> {
        let mut outputs = Self::default();
        let errors = directives(program, database)
            .filter_map(|(io, relation, table)| {
                outputs.print(io, destination.rows(relation, table, dictionary), destination).err()
            })
            .collect();
        whole(outputs, errors)
    }

    /// Writes every file too, beside its place. On an error nothing is left behind.
    ///
    /// # Errors
    /// Those of every directive.
    pub fn with_files(
        mut self,
        program: &Program,
        database: &Database,
        dictionary: &Dictionary,
        destination: Destination<'_>,
    ) -> Result<Self, Vec<IoError>> {
        let errors = directives(program, database)
            .filter(|(io, ..)| io.kind == IoKind::Output)
            .filter_map(|(io, relation, table)| {
                self.write(io, destination.rows(relation, table, dictionary), destination).err()
            })
            .collect();
        whole(self, errors)
    }

    fn print(&mut self, io: &Io, rows: Rows<'_>, destination: Destination<'_>) -> Result<(), IoError> {
        let Rows { relation, table, .. } = rows;
        if io.kind == IoKind::Printsize {
            self.stdout.extend(format!("{}\t{}\n", relation.name, table.len()).into_bytes());
        }
        if io.kind != IoKind::Output {
            return Ok(());
        }
        let output = options::output(io, relation, destination.folder)?;
        let printed = match (output.target, destination.shown) {
            (Target::File(_), _) => Ok(()),
            (Target::Stdout, Some(shown)) => {
                shown(relation, table).map(|text| self.stdout.extend(text.into_bytes()))
            }
            (Target::Stdout, None) => print(rows, &output.format, &mut self.stdout),
        };
        printed.map_err(|error| failed(relation, Path::new("<stdout>"), error))
    }

    fn write(&mut self, io: &Io, rows: Rows<'_>, destination: Destination<'_>) -> Result<(), IoError> {
        let output = options::output(io, rows.relation, destination.folder)?;
        let Target::File(path) = &output.target else { return Ok(()) };
        rows.effort.stop.check().map_err(|error| failed(rows.relation, path, error))?;
        match &output.format {
            #[cfg(feature = "sqlite")]
            Format::Sqlite(name) => self.add_table(io, path, name, rows),
            _ => self.add_file(io, path, &output, rows),
        }
    }

    fn add_file(&mut self, io: &Io, path: &Path, output: &Output, rows: Rows<'_>) -> Result<(), IoError> {
        match self.files.get(path) {
            None => {}
            Some(earlier) if earlier.relation == io.relation && earlier.output == *output => return Ok(()),
            Some(earlier) => return Err(taken(io, &earlier.name, path)),
        }
        let content = place::prepare(path, &mut |out| write(rows, output, out))
            .map_err(|error| failed(rows.relation, path, error))?;
        let (relation, name, output) = (io.relation, rows.relation.name.to_string(), output.clone());
        self.files.insert(path.to_owned(), Prepared { relation, name, output, content });
        Ok(())
    }

    #[cfg(feature = "sqlite")]
    fn add_table(&mut self, io: &Io, path: &Path, name: &str, rows: Rows<'_>) -> Result<(), IoError> {
        if rows.relation.attributes.is_empty() {
            let message = format!("`{}` has no columns, which a table must have", rows.relation.name);
            return Err(wrong(io, "E0803", message, "cannot be written to a database"));
        }
        let added = self.databases.add(path, name, io.relation, rows);
        match added.map_err(|error| failed(rows.relation, path, error))? {
            sqlite::Added::Done => Ok(()),
            sqlite::Added::Taken => Err(taken(io, name, path)),
        }
    }

    /// Puts every file in its place and returns the text for the standard output.
    pub fn place(self) -> Result<Vec<u8>, IoError> {
        #[cfg(feature = "sqlite")]
        self.databases.place()?;
        for (path, prepared) in self.files {
            let written = prepared.content.place(&path);
            written.map_err(|error| IoError::write(&prepared.name, &path, error))?;
        }
        Ok(self.stdout)
    }
}

impl Destination<'_> {
    fn rows<'a>(&'a self, relation: &'a Relation, table: &'a Table, dictionary: &'a Dictionary) -> Rows<'a> {
        let effort = Effort { threads: self.threads, stop: self.stop };
        Rows { relation, table, dictionary, effort }
    }
}

/// The directives of a program, each with its relation.
fn directives<'a>(
    program: &'a Program,
    database: &'a Database,
) -> impl Iterator<Item = (&'a Io, &'a Relation, &'a Table)> {
    program.io.iter().filter_map(|io| {
        Some((io, program.relations.get(io.relation.0)?, database.tables.get(io.relation.0)?))
    })
}

fn whole(outputs: Outputs, errors: Vec<IoError>) -> Result<Outputs, Vec<IoError>> {
    if errors.is_empty() { Ok(outputs) } else { Err(errors) }
}

/// Two different results cannot have one file.
fn taken(io: &Io, earlier: &str, path: &Path) -> IoError {
    let message = format!("`{earlier}` is written to `{}` already", path.display());
    wrong(io, "E0805", message, "would overwrite it")
}

fn failed(relation: &Relation, path: &Path, error: io::Error) -> IoError {
    IoError::write(&relation.name, path, error)
}

/// The rows as a file has them.
fn write(rows: Rows<'_>, output: &Output, out: &mut dyn Write) -> io::Result<()> {
    if !output.compressed {
        return body(rows, &output.format, out);
    }
    let mut packed = GzEncoder::new(out, Compression::default());
    body(rows, &output.format, &mut packed)?;
    packed.finish().map(drop)
}

fn body(rows: Rows<'_>, format: &Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Delimited(form) => delimited::file(rows, form, out),
        Format::Json(shape) => json::document(rows, *shape, out),
        Format::JsonLines(shape) => json::lines(rows, *shape, out),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::file(rows, out),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => Err(io::ErrorKind::Unsupported.into()),
        Format::Sqlite(_) => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// The rows as the standard output has them.
fn print(rows: Rows<'_>, format: &Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Delimited(form) => delimited::framed(rows, form, out),
        _ => body(rows, format, out),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::diagnostic::Span;
    use crate::program::ir::{Attribute, Type};

    fn relation(name: &str, columns: &[(&str, Type)]) -> Relation {
        let attribute = |&(name, ty): &(&str, Type)| Attribute {
            name: name.into(),
            ty,
            type_name: crate::syntax::tree::Text::default(),
        };
        Relation {
            name: name.into(),
            attributes: columns.iter().map(attribute).collect(),
            ..Relation::default()
        }
    }

    fn directive(kind: IoKind, relation: usize, parameters: &[(&str, &str)]) -> Io {
        let owned = |&(key, value): &(&str, &str)| (key.to_owned(), value.to_owned());
        Io {
            kind,
            relation: RelationId(relation),
            parameters: parameters.iter().map(owned).collect(),
            span: Span::default(),
        }
    }

    /// `r(name, n)` with the rows `b 2`, `a "q" -1`, and `flag()` that holds.
    fn program(io: Vec<Io>) -> (Program, Database, Dictionary) {
        let dictionary = Dictionary::default();
        let mut rows = Table::new(2);
        rows.insert(&[dictionary.symbol("b"), 2]);
        rows.insert(&[dictionary.symbol("a \"q\""), (-1i64).cast_unsigned()]);
        let mut flag = Table::new(0);
        flag.insert(&[]);
        let relations =
            vec![relation("r", &[("name", Type::Symbol), ("n", Type::Number)]), relation("flag", &[])];
        let program = Program { relations, io, ..Program::default() };
        (program, Database::new(vec![rows, flag]), dictionary)
    }

    fn into(folder: &Path) -> Destination<'_> {
        Destination { folder: Some(folder), threads: 2, ..Destination::default() }
    }

    fn prepared(
        (program, database, dictionary): &(Program, Database, Dictionary),
        destination: Destination<'_>,
    ) -> Result<Outputs, Vec<IoError>> {
        let outputs = Outputs::printed(program, database, dictionary, destination)?;
        outputs.with_files(program, database, dictionary, destination)
    }

    fn files(folder: &Path) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| {
                (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())
            })
            .collect();
        files.sort();
        files
    }

    #[test]
    fn files_have_sorted_rows_and_nothing_else_is_left_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (program, database, dictionary) = program(vec![
            directive(IoKind::Output, 0, &[]),
            directive(IoKind::Output, 0, &[("rfc4180", "true"), ("headers", "true"), ("filename", "q.csv")]),
            directive(IoKind::Output, 1, &[]),
            directive(IoKind::Output, 1, &[]),
            directive(IoKind::Printsize, 0, &[]),
        ]);
        let mut stdout = Vec::new();
        write_outputs(&program, &database, &dictionary, into(folder.path()), &mut stdout).unwrap().unwrap();
        let found = files(folder.path());
        let expected = [
            ("flag.csv", "()\n"),
            ("q.csv", "name,n\n\"a \"\"q\"\"\",-1\n\"b\",2\n"),
            ("r.csv", "a \"q\"\t-1\nb\t2\n"),
        ];
        assert_eq!(found, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
        assert_eq!(String::from_utf8(stdout).unwrap(), "r\t2\n");
    }

    #[test]
    fn the_standard_output_gets_frames() {
        let (program, database, dictionary) = program(vec![
            directive(IoKind::Output, 0, &[("IO", "stdout"), ("delimiter", "|")]),
            directive(IoKind::Output, 1, &[]),
        ]);
        let mut stdout = Vec::new();
        write_outputs(&program, &database, &dictionary, Destination::default(), &mut stdout)
            .unwrap()
            .unwrap();
        let (line, double) = ("---------------", "===============");
        let expected = format!(
            "{line}\nr\nname|n\n{double}\na \"q\"|-1\nb|2\n{double}\n{line}\nflag\n\n{double}\n()\n{double}\n"
        );
        assert_eq!(String::from_utf8(stdout).unwrap(), expected);
    }

    #[test]
    fn a_failure_leaves_every_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("r.csv"), "old").unwrap();
        let (program, database, dictionary) = program(vec![
            directive(IoKind::Output, 0, &[]),
            directive(IoKind::Output, 1, &[("filename", "missing/flag.csv")]),
        ]);
        let mut stdout = Vec::new();
        let errors =
            write_outputs(&program, &database, &dictionary, into(folder.path()), &mut stdout).unwrap_err();
        assert!(matches!(&errors[..], [IoError::Write { relation, .. }] if relation == "flag"));
        assert_eq!(files(folder.path()), [("r.csv".to_owned(), "old".to_owned())]);
    }

    #[test]
    fn a_writing_that_is_stopped_leaves_every_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("r.csv"), "old").unwrap();
        let program = program(vec![directive(IoKind::Output, 0, &[])]);
        let flag = true.into();
        let destination = Destination { stop: Stop::at(&flag), ..into(folder.path()) };
        let errors = prepared(&program, destination).unwrap_err();
        assert!(matches!(errors[..], [IoError::Interrupted]), "{errors:?}");
        assert_eq!(files(folder.path()), [("r.csv".to_owned(), "old".to_owned())]);
    }

    #[test]
    fn two_relations_cannot_have_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let program = program(vec![
            directive(IoKind::Output, 0, &[("filename", "x")]),
            directive(IoKind::Output, 1, &[("filename", "x")]),
        ]);
        let errors = prepared(&program, into(folder.path())).unwrap_err();
        assert!(matches!(&errors[..], [IoError::Directive(error)] if error.code == "E0805"));
        assert!(files(folder.path()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_written_to_and_not_replaced() {
        use std::os::unix::fs::FileTypeExt as _;
        let (program, database, dictionary) =
            program(vec![directive(IoKind::Output, 0, &[("filename", "/dev/null")])]);
        let mut stdout = Vec::new();
        write_outputs(&program, &database, &dictionary, into(Path::new(".")), &mut stdout).unwrap().unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }
}
