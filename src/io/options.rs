//! The parameters of `.input` and `.output`, resolved: where from or to, and in which format.
//!
//! The parameters and their defaults are Soufflé's, with JSON Lines besides.

use std::path::{Path, PathBuf};

use super::directive::{bad_value, flag, parameter, unsupported, wrong};
use super::error::IoError;
use super::format::{Delimited, Format, Shape};
use crate::diagnostic::Diagnostic;
use crate::program::ir::{Io, IoKind, Program, Relation};

/// Where the facts of an `.input` come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// The standard input.
    Stdin,
}

impl Origin {
    /// Its name in messages.
    pub fn name(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Stdin => Path::new("<stdin>"),
        }
    }
}

/// Where an `.output` goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file.
    File(PathBuf),
    /// The standard output.
    Stdout,
}

/// An `.input`, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Where from.
    pub origin: Origin,
    /// In which format.
    pub format: Format,
    /// For each column of the relation, in which field of a line it stands.
    pub fields: Vec<usize>,
}

/// An `.output`, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where to.
    pub target: Target,
    /// In which format.
    pub format: Format,
    /// Whether the file is compressed with gzip.
    pub compressed: bool,
}

const INPUT_KINDS: &str = "IO is `file` or `stdin`, `jsonfile` or `json` (the standard input), `jsonlfile` or `jsonl` (the standard input), `sqlite`, or `parquet`";
const OUTPUT_KINDS: &str = "IO is `file` or `stdout`, `jsonfile` or `json` (the standard output), `jsonlfile` or `jsonl` (the standard output), `sqlite`, or `parquet`";

/// Everything that is wrong with the parameters of a program's directives, whatever the folders.
pub fn check(program: &Program) -> Vec<Diagnostic> {
    let here = Path::new(".");
    let each = program.io.iter().filter_map(|io| {
        let relation = program.relations.get(io.relation.0)?;
        let error = match io.kind {
            IoKind::Input => input(io, relation, here).err()?,
            IoKind::Output => output(io, relation, Some(here)).err()?,
            _ => return None,
        };
        match error {
            IoError::Directive(diagnostic) => Some(*diagnostic),
            _ => None,
        }
    });
    each.collect()
}

/// Reads the parameters of an `.input`; relative file names are looked up in `folder`.
pub fn input(io: &Io, relation: &Relation, folder: &Path) -> Result<Input, IoError> {
    let name = parameter(io, "name").unwrap_or(&relation.name);
    let file = |ending: &str| Origin::File(file(io, folder, &format!("{name}.{ending}")));
    let (origin, format) = match parameter(io, "IO").unwrap_or("file") {
        "file" => (file("facts"), Format::Delimited(delimited(io)?)),
        "stdin" => (Origin::Stdin, Format::Delimited(delimited(io)?)),
        "jsonfile" => (file("json"), Format::Json(shape(io)?)),
        "json" => (Origin::Stdin, Format::Json(shape(io)?)),
        "jsonlfile" => (file("jsonl"), Format::JsonLines(shape(io)?)),
        "jsonl" => (Origin::Stdin, Format::JsonLines(shape(io)?)),
        "sqlite" => (Origin::File(database(io, folder, name)?), Format::Sqlite(name.to_owned())),
        "parquet" => (file(parquet(io)?), Format::Parquet),
        other => return Err(unsupported(io, other, INPUT_KINDS)),
    };
    Ok(Input { origin, format, fields: fields(io, relation.attributes.len())? })
}

/// Reads the parameters of an `.output`; relative file names are put in `folder`, and without a folder (`-D-`) everything
/// goes to the standard output with the names of the columns.
pub fn output(io: &Io, relation: &Relation, folder: Option<&Path>) -> Result<Output, IoError> {
    let kind = parameter(io, "IO").unwrap_or("file");
    let Some(folder) = folder else {
        let format = Delimited { headers: true, ..delimited(io)? };
        output(io, relation, Some(Path::new(".")))?;
        return Ok(Output { target: Target::Stdout, format: Format::Delimited(format), compressed: false });
    };
    let name = parameter(io, "name").unwrap_or(&relation.name);
    let compressed = flag(io, "compress")?;
    let file = |ending: &str| {
        let gz = if compressed { ".gz" } else { "" };
        Target::File(file(io, folder, &format!("{name}.{ending}{gz}")))
    };
    let (target, format) = match kind {
        "file" => (file("csv"), Format::Delimited(delimited(io)?)),
        "stdout" => (Target::Stdout, Format::Delimited(delimited(io)?)),
        "jsonfile" => (file("json"), Format::Json(shape(io)?)),
        "json" => (Target::Stdout, Format::Json(shape(io)?)),
        "jsonlfile" => (file("jsonl"), Format::JsonLines(shape(io)?)),
        "jsonl" => (Target::Stdout, Format::JsonLines(shape(io)?)),
        "sqlite" => (Target::File(database(io, folder, name)?), Format::Sqlite(name.to_owned())),
        "parquet" => (file(columnar(io, relation)?), Format::Parquet),
        other => return Err(unsupported(io, other, OUTPUT_KINDS)),
    };
    if compressed && (target == Target::Stdout || matches!(format, Format::Sqlite(_) | Format::Parquet)) {
        return Err(bad_value(io, "only a file of text can be compressed".to_owned()));
    }
    Ok(Output { target, format, compressed })
}

fn file(io: &Io, folder: &Path, default: &str) -> PathBuf {
    within(folder, parameter(io, "filename").unwrap_or(default))
}

fn within(folder: &Path, name: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) }
}

/// The file of a database: `filename`, or `dbname` as older programs have it. A name with `file:` before it is not looked up in the
/// folder.
fn database(io: &Io, folder: &Path, name: &str) -> Result<PathBuf, IoError> {
    if cfg!(not(feature = "sqlite")) {
        return Err(unsupported(io, "sqlite", "this build leaves SQLite out (feature `sqlite`)"));
    }
    let default = format!("{name}.sqlite");
    let given = parameter(io, "filename").or_else(|| parameter(io, "dbname")).unwrap_or(&default);
    if given.starts_with(":memory:") {
        return Err(bad_value(io, "a database in memory ends with the run".to_owned()));
    }
    Ok(match given.strip_prefix("file:") {
        Some(uri) => PathBuf::from(uri.split('?').next().unwrap_or(uri)),
        None => within(folder, given),
    })
}

/// The ending of a Parquet file, if this build reads and writes such.
fn parquet(io: &Io) -> Result<&'static str, IoError> {
    if cfg!(not(feature = "parquet")) {
        return Err(unsupported(io, "parquet", "this build leaves Parquet out (feature `parquet`)"));
    }
    Ok("parquet")
}

/// The same for a relation that is written, which must have columns.
fn columnar(io: &Io, relation: &Relation) -> Result<&'static str, IoError> {
    if relation.attributes.is_empty() {
        let message = format!("`{}` has no columns, which a table must have", relation.name);
        return Err(wrong(io, "E0803", message, "cannot be written to a Parquet file"));
    }
    parquet(io)
}

fn shape(io: &Io) -> Result<Shape, IoError> {
    match parameter(io, "format") {
        None | Some("list") => Ok(Shape::List),
        Some("object") => Ok(Shape::Object),
        Some(other) => Err(bad_value(io, format!("`format` is `list` or `object`, not `{other}`"))),
    }
}

fn delimited(io: &Io) -> Result<Delimited, IoError> {
    let quoted = flag(io, "rfc4180")?;
    let delimiter = parameter(io, "delimiter").unwrap_or(if quoted { "," } else { "\t" });
    if delimiter.is_empty() || delimiter.contains(['\n', '\r']) || (quoted && delimiter.contains('"')) {
        let message = format!("`{}` cannot be a delimiter", delimiter.escape_debug());
        let label = "a delimiter is at least one character, no line end, no quote";
        return Err(wrong(io, "E0803", message, label));
    }
    Ok(Delimited {
        delimiter: delimiter.to_owned(),
        headers: flag(io, "headers")?,
        header_line: parameter(io, "attributeNames").map(str::to_owned),
        quoted,
    })
}

/// `columns="2:0"`: the first column of the relation stands in field 2 of a line, the second in field 0.
fn fields(io: &Io, arity: usize) -> Result<Vec<usize>, IoError> {
    let Some(text) = parameter(io, "columns").filter(|text| !text.is_empty()) else {
        return Ok((0..arity).collect());
    };
    let fields: Option<Vec<usize>> = text.split(':').map(|field| field.parse().ok()).collect();
    match fields {
        Some(fields) if fields.len() == arity => Ok(fields),
        _ => {
            let message = format!("`columns` names {arity} fields, such as `0:2`, not `{text}`");
            Err(bad_value(io, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::program::ir::{Attribute, IoKind, RelationId, Type};

    fn relation() -> Relation {
        let attribute =
            |name: &str| Attribute { name: name.into(), ty: Type::Symbol, type_name: "symbol".into() };
        Relation {
            name: "edge".into(),
            attributes: vec![attribute("from"), attribute("to")],
            ..Relation::default()
        }
    }

    fn directive(parameters: &[(&str, &str)]) -> Io {
        let parameters = parameters.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        Io { kind: IoKind::Input, relation: RelationId(0), parameters, span: Span::default() }
    }

    fn lines(delimiter: &str, headers: bool, quoted: bool) -> Format {
        Format::Delimited(Delimited {
            delimiter: delimiter.to_owned(),
            headers,
            quoted,
            ..Delimited::default()
        })
    }

    fn tabs() -> Format {
        lines("\t", false, false)
    }

    #[test]
    fn without_parameters_a_relation_has_its_own_file_with_tabs() {
        let file = |name: &str| PathBuf::from("data").join(name);
        let read = input(&directive(&[]), &relation(), Path::new("data")).unwrap();
        let expected = Input { origin: Origin::File(file("edge.facts")), format: tabs(), fields: vec![0, 1] };
        assert_eq!(read, expected);
        let written = output(&directive(&[]), &relation(), Some(Path::new("data"))).unwrap();
        let target = Target::File(file("edge.csv"));
        assert_eq!(written, Output { target, format: tabs(), compressed: false });
    }

    #[test]
    fn parameters_are_those_of_souffle() {
        let all =
            directive(&[("rfc4180", "true"), ("headers", "true"), ("columns", "3:1"), ("filename", "/e")]);
        let read = input(&all, &relation(), Path::new("data")).unwrap();
        let format = lines(",", true, true);
        assert_eq!(read, Input { origin: Origin::File("/e".into()), format, fields: vec![3, 1] });
        let stdin = input(&directive(&[("IO", "stdin"), ("delimiter", "||")]), &relation(), Path::new("."));
        let stdin = stdin.unwrap();
        assert_eq!((stdin.origin, stdin.format), (Origin::Stdin, lines("||", false, false)));
    }

    #[test]
    fn without_a_folder_outputs_go_to_the_standard_output_with_the_names_of_the_columns() {
        let written = output(&directive(&[("filename", "e.csv")]), &relation(), None).unwrap();
        assert_eq!((written.target, written.format), (Target::Stdout, lines("\t", true, false)));
    }

    #[test]
    fn bad_parameters_are_told_with_what_is_right() {
        let cases = [
            (("IO", "sqlight"), "E0802", "`IO=sqlight` is not supported"),
            (("headers", "yes"), "E0803", "`headers` is `true` or `false`, not `yes`"),
            (("delimiter", ""), "E0803", "`` cannot be a delimiter"),
            (("columns", "0:x"), "E0803", "`columns` names 2 fields, such as `0:2`, not `0:x`"),
        ];
        for (parameter, code, message) in cases {
            match input(&directive(&[parameter]), &relation(), Path::new(".")) {
                Err(IoError::Directive(error)) => {
                    assert_eq!((error.code, error.message.as_str()), (code, message));
                }
                other => panic!("{parameter:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_does_not_go_together_is_refused() {
        let message = |error: Option<IoError>| match error {
            Some(IoError::Directive(error)) => error.message,
            other => panic!("{other:?}"),
        };
        let read = |parameters: &[(&str, &str)]| {
            message(input(&directive(parameters), &relation(), Path::new(".")).err())
        };
        let written = |parameters: &[(&str, &str)]| {
            message(output(&directive(parameters), &relation(), Some(Path::new("."))).err())
        };
        assert_eq!(read(&[("rfc4180", "true"), ("delimiter", "\"")]), "`\\\"` cannot be a delimiter");
        assert_eq!(read(&[("columns", "0:1:2")]), "`columns` names 2 fields, such as `0:2`, not `0:1:2`");
        assert_eq!(
            written(&[("IO", "stdout"), ("compress", "true")]),
            "only a file of text can be compressed"
        );
    }

    #[test]
    fn each_kind_has_its_file_or_stream_and_its_format() {
        let file = |name: &str| Target::File(PathBuf::from("out").join(name));
        let cases = [
            (vec![("IO", "file"), ("name", "e")], file("e.csv"), tabs()),
            (vec![("compress", "true")], file("edge.csv.gz"), tabs()),
            (vec![("IO", "json")], Target::Stdout, Format::Json(Shape::List)),
            (vec![("IO", "jsonfile"), ("format", "object")], file("edge.json"), Format::Json(Shape::Object)),
            (vec![("IO", "jsonl")], Target::Stdout, Format::JsonLines(Shape::List)),
            (
                vec![("IO", "jsonlfile"), ("compress", "true")],
                file("edge.jsonl.gz"),
                Format::JsonLines(Shape::List),
            ),
        ];
        for (parameters, target, format) in cases {
            let written = output(&directive(&parameters), &relation(), Some(Path::new("out"))).unwrap();
            assert_eq!((written.target, written.format), (target, format), "{parameters:?}");
        }
    }

    #[cfg(feature = "sqlite")]
    #[test]
    fn a_database_is_named_as_old_and_new_programs_name_it() {
        let path = |parameters: &[(&str, &str)]| {
            let parameters = [&[("IO", "sqlite")], parameters].concat();
            input(&directive(&parameters), &relation(), Path::new("in"))
                .map(|input| (input.origin, input.format))
        };
        let table = |path: &str, name: &str| (Origin::File(path.into()), Format::Sqlite(name.to_owned()));
        assert_eq!(path(&[]).unwrap(), table("in/edge.sqlite", "edge"));
        assert_eq!(path(&[("dbname", "old.db")]).unwrap(), table("in/old.db", "edge"));
        let both = [("dbname", "old.db"), ("filename", "file:new.db?mode=ro"), ("name", "e")];
        assert_eq!(path(&both).unwrap(), table("new.db", "e"));
        assert!(path(&[("filename", ":memory:")]).is_err());
    }
}
