//! Rows to text: the results that `.output` and `.printsize` name.
//!
//! Every file of a run is first written beside its place under a temporary name and brought to the disk; only when all
//! are there does the first take its place. A failure before that leaves everything as it was.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::IoError;
use super::options::{self, Format, Target};
use super::order;
use crate::diagnostic::Diagnostic;
use crate::program::ir::{Io, IoKind, Program, Relation, RelationId, Type};
use crate::program::value::format_word;
use crate::store::{Database, Dictionary, Table};

/// The results of a run, ready to appear: files under temporary names and the text for the standard output.
#[derive(Debug, Default)]
pub struct Outputs {
    files: BTreeMap<PathBuf, Prepared>,
    stdout: Vec<u8>,
}

#[derive(Debug)]
struct Prepared {
    relation: RelationId,
    name: String,
    format: Format,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// A file under a temporary name in the folder of its place.
    Temporary(NamedTempFile),
    /// Text for what is no regular file, such as `/dev/null`, and cannot be replaced.
    Direct(Vec<u8>),
}

/// The text of a relation's rows.
pub type Shown<'a> = &'a dyn Fn(&Relation, &Table) -> String;

/// Where results go.
#[derive(Clone, Copy, Default)]
pub struct Destination<'a> {
    /// The folder of relative file names; none: every output goes to the standard output.
    pub folder: Option<&'a Path>,
    /// How a relation looks on the standard output; none: as Soufflé prints it.
    pub shown: Option<Shown<'a>>,
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
    let outputs = Outputs::prepare(program, database, dictionary, destination)?;
    let text = outputs.place().map_err(|error| vec![error])?;
    Ok(stdout.write_all(&text).and_then(|()| stdout.flush()))
}

impl Outputs {
    /// Writes every file under a temporary name. On an error nothing is left behind.
    pub fn prepare(
        program: &Program,
        database: &Database,
        dictionary: &Dictionary,
        destination: Destination<'_>,
    ) -> Result<Self, Vec<IoError>> {
        let mut outputs = Self::default();
        let mut errors = Vec::new();
        for io in &program.io {
            let Some((relation, table)) =
                program.relations.get(io.relation.0).zip(database.tables.get(io.relation.0))
            else {
                continue;
            };
            let added = match io.kind {
                IoKind::Output => outputs.add(io, relation, table, dictionary, destination),
                IoKind::Printsize => {
                    outputs.stdout.extend(format!("{}\t{}\n", relation.name, table.len()).into_bytes());
                    Ok(())
                }
                IoKind::Input | IoKind::Limitsize => Ok(()),
            };
            errors.extend(added.err());
        }
        if errors.is_empty() { Ok(outputs) } else { Err(errors) }
    }

    fn add(
        &mut self,
        io: &Io,
        relation: &Relation,
        table: &Table,
        dictionary: &Dictionary,
        destination: Destination<'_>,
    ) -> Result<(), IoError> {
        let output = options::output(io, relation, destination.folder)?;
        let rows = Rows { relation, table, dictionary, format: &output.format };
        match output.target {
            Target::Stdout => {
                if let Some(shown) = destination.shown {
                    self.stdout.extend(shown(relation, table).into_bytes());
                    return Ok(());
                }
                rows.framed(&mut self.stdout).map_err(|error| failed(relation, Path::new("<stdout>"), error))
            }
            Target::File(path) => {
                if self.already(io, &path, &output.format)? {
                    return Ok(());
                }
                let content = prepare_file(&path, &mut |out| rows.lines(out))
                    .map_err(|error| failed(relation, &path, error))?;
                let (relation, name, format) = (io.relation, relation.name.clone(), output.format.clone());
                self.files.insert(path, Prepared { relation, name, format, content });
                Ok(())
            }
        }
    }

    /// Whether the same directive was met before; two different ones cannot have one file.
    fn already(&self, io: &Io, path: &Path, format: &Format) -> Result<bool, IoError> {
        match self.files.get(path) {
            None => Ok(false),
            Some(earlier) if earlier.relation == io.relation && earlier.format == *format => Ok(true),
            Some(earlier) => Err(IoError::Directive(Box::new(Diagnostic::error(
                "E0805",
                format!("`{}` is written to `{}` already", earlier.name, path.display()),
                io.span,
                "would overwrite it",
            )))),
        }
    }

    /// Puts every file in its place and returns the text for the standard output.
    pub fn place(self) -> Result<Vec<u8>, IoError> {
        for (path, prepared) in self.files {
            let written = prepared.content.place(&path);
            written.map_err(|error| IoError::Write { relation: prepared.name, path, error })?;
        }
        Ok(self.stdout)
    }
}

/// Writes a file whole or not at all: whatever stood there stays until the new text is on the disk.
pub fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    prepare_file(path, &mut |out| out.write_all(text))?.place(path)
}

/// Writes what is to stand at `path` beside it, flushed to the disk, with the rights that a new file would have.
fn prepare_file(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<Content> {
    match fs::metadata(path) {
        Ok(existing) if existing.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(existing) if !existing.is_file() => {
            let mut text = Vec::new();
            write(&mut text)?;
            return Ok(Content::Direct(text));
        }
        _ => {}
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let folder = folder_of(path);
    fs::metadata(folder)?;
    // The temporary name in the library's own message would tell nobody anything.
    let mut file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    let mut writer = BufWriter::new(file.as_file_mut());
    write(&mut writer)?;
    writer.flush()?;
    drop(writer);
    file.as_file().sync_all()?;
    Ok(Content::Temporary(file))
}

impl Content {
    fn place(self, path: &Path) -> io::Result<()> {
        match self {
            Self::Direct(text) => File::create(path)?.write_all(&text),
            Self::Temporary(file) => {
                // A link stays a link: what it leads to is replaced.
                let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
                file.persist(&target).map_err(|error| error.error)?;
                File::open(folder_of(&target))?.sync_all()
            }
        }
    }
}

fn failed(relation: &Relation, path: &Path, error: io::Error) -> IoError {
    IoError::Write { relation: relation.name.clone(), path: path.to_owned(), error }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The rows of one relation with all that their text depends on.
struct Rows<'a> {
    relation: &'a Relation,
    table: &'a Table,
    dictionary: &'a Dictionary,
    format: &'a Format,
}

impl Rows<'_> {
    /// The rows between lines that name the relation, as Soufflé prints to the standard output.
    fn framed(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "---------------\n{}", self.relation.name)?;
        self.header(out)?;
        writeln!(out, "===============")?;
        self.body(out)?;
        writeln!(out, "===============")
    }

    fn lines(&self, out: &mut dyn Write) -> io::Result<()> {
        self.header(out)?;
        self.body(out)
    }

    fn header(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.format.headers {
            return Ok(());
        }
        let names: Vec<&str> =
            self.relation.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
        writeln!(out, "{}", names.join(&self.format.delimiter))
    }

    fn body(&self, out: &mut dyn Write) -> io::Result<()> {
        let types: Vec<Type> = self.relation.attributes.iter().map(|attribute| attribute.ty).collect();
        if types.is_empty() {
            return self.table.rows().try_for_each(|_| writeln!(out, "()"));
        }
        for row in order::sorted(self.table.rows(), &types, self.dictionary) {
            for (column, (&word, &ty)) in row.iter().zip(&types).enumerate() {
                if column > 0 {
                    out.write_all(self.format.delimiter.as_bytes())?;
                }
                let text = format_word(word, ty, self.dictionary);
                let text = if self.format.quoted { quoted(text, ty) } else { text };
                out.write_all(text.as_bytes())?;
            }
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// A value as RFC 4180 quotes it; numbers need no quotes.
fn quoted(text: String, ty: Type) -> String {
    match ty {
        Type::Symbol | Type::Date => format!("\"{}\"", text.replace('"', "\"\"")),
        Type::Number | Type::Unsigned | Type::Float => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::program::ir::{Attribute, World};

    fn relation(name: &str, columns: &[(&str, Type)]) -> Relation {
        let attribute =
            |&(name, ty): &(&str, Type)| Attribute { name: name.to_owned(), ty, type_name: String::new() };
        Relation {
            name: name.to_owned(),
            attributes: columns.iter().map(attribute).collect(),
            docs: Vec::new(),
            world: World::Closed,
            undetermined: None,
            denied: None,
            assumable: false,
            derived: true,
            kind: crate::program::ir::Kind::Plain,
            hints: Vec::new(),
            span: Span::default(),
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
        (program, Database { tables: vec![rows, flag] }, dictionary)
    }

    fn into(folder: &Path) -> Destination<'_> {
        Destination { folder: Some(folder), shown: None }
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
            "{line}\nr\n{double}\na \"q\"|-1\nb|2\n{double}\n{line}\nflag\n\n{double}\n()\n{double}\n"
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
    fn two_relations_cannot_have_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let (program, database, dictionary) = program(vec![
            directive(IoKind::Output, 0, &[("filename", "x")]),
            directive(IoKind::Output, 1, &[("filename", "x")]),
        ]);
        let errors = Outputs::prepare(&program, &database, &dictionary, into(folder.path())).unwrap_err();
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
