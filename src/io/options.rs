//! The parameters of `.input`, `.output` and `.printsize`, resolved: where from or to, and in which format.
//!
//! The parameters and their defaults are Soufflé's.

use std::path::{Path, PathBuf};

use super::error::IoError;
use crate::diagnostic::Diagnostic;
use crate::program::ir::{Io, Relation};

/// Where the facts of an `.input` come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// The standard input.
    Stdin,
}

/// Where an `.output` goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file.
    File(PathBuf),
    /// The standard output.
    Stdout,
}

/// How the values of a row stand in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// What stands between two values.
    pub delimiter: String,
    /// Whether the first line names the columns.
    pub headers: bool,
    /// Whether symbols may be quoted as RFC 4180 has it.
    pub quoted: bool,
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
}

/// Reads the parameters of an `.input`; relative file names are looked up in `folder`.
pub fn input(io: &Io, relation: &Relation, folder: &Path) -> Result<Input, IoError> {
    known(io, &["IO", "filename", "delimiter", "headers", "rfc4180", "columns"])?;
    let origin = match parameter(io, "IO").unwrap_or("file") {
        "file" => Origin::File(file(io, folder, &format!("{}.facts", relation.name))),
        "stdin" => Origin::Stdin,
        other => return Err(unsupported(io, other, "`file` or `stdin`")),
    };
    Ok(Input { origin, format: format(io)?, fields: fields(io, relation.attributes.len())? })
}

/// Reads the parameters of an `.output`; relative file names are put in `folder`, and without a folder (`-D-`) everything
/// goes to the standard output with the names of the columns.
pub fn output(io: &Io, relation: &Relation, folder: Option<&Path>) -> Result<Output, IoError> {
    known(io, &["IO", "filename", "delimiter", "headers", "rfc4180"])?;
    let mut format = format(io)?;
    let target = match (parameter(io, "IO").unwrap_or("file"), folder) {
        ("stdout", _) => Target::Stdout,
        ("file", Some(folder)) => Target::File(file(io, folder, &format!("{}.csv", relation.name))),
        ("file", None) => {
            format.headers = true;
            Target::Stdout
        }
        (other, _) => return Err(unsupported(io, other, "`file` or `stdout`")),
    };
    Ok(Output { target, format })
}

/// The value of a parameter; the last one given counts.
fn parameter<'a>(io: &'a Io, key: &str) -> Option<&'a str> {
    io.parameters.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

fn known(io: &Io, keys: &[&str]) -> Result<(), IoError> {
    match io.parameters.iter().find(|(name, _)| !keys.contains(&name.as_str())) {
        None => Ok(()),
        Some((name, _)) => Err(IoError::Directive(Box::new(
            Diagnostic::error(
                "E0801",
                format!("unknown parameter `{name}`"),
                io.span,
                "this directive does not know it",
            )
            .with_help(format!("the parameters are {}", keys.join(", "))),
        ))),
    }
}

fn file(io: &Io, folder: &Path, default: &str) -> PathBuf {
    let name = Path::new(parameter(io, "filename").unwrap_or(default));
    if folder == Path::new(".") { name.to_owned() } else { folder.join(name) }
}

fn format(io: &Io) -> Result<Format, IoError> {
    let quoted = flag(io, "rfc4180")?;
    let delimiter = parameter(io, "delimiter").unwrap_or(if quoted { "," } else { "\t" });
    if delimiter.is_empty() || delimiter.contains(['\n', '\r']) || (quoted && delimiter.contains('"')) {
        let message = format!("`{}` cannot be a delimiter", delimiter.escape_debug());
        return Err(wrong(
            io,
            "E0803",
            message,
            "a delimiter is at least one character, no line end, no quote",
        ));
    }
    Ok(Format { delimiter: delimiter.to_owned(), headers: flag(io, "headers")?, quoted })
}

fn flag(io: &Io, key: &str) -> Result<bool, IoError> {
    match parameter(io, key) {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(other) => {
            let message = format!("`{key}` is `true` or `false`, not `{other}`");
            Err(wrong(io, "E0803", message, "a bad value of a parameter"))
        }
    }
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
            Err(wrong(io, "E0803", message, "a bad value of a parameter"))
        }
    }
}

fn unsupported(io: &Io, kind: &str, known: &str) -> IoError {
    let error =
        Diagnostic::error("E0802", format!("`IO={kind}` is not supported"), io.span, "of this directive");
    IoError::Directive(Box::new(error.with_help(format!("IO is {known}"))))
}

fn wrong(io: &Io, code: &'static str, message: String, label: &str) -> IoError {
    IoError::Directive(Box::new(Diagnostic::error(code, message, io.span, label)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::program::ir::{Attribute, IoKind, RelationId, Type, World};

    fn relation() -> Relation {
        let attribute = |name: &str| Attribute {
            name: name.to_owned(),
            ty: Type::Symbol,
            type_name: "symbol".to_owned(),
        };
        Relation {
            name: "edge".to_owned(),
            attributes: vec![attribute("from"), attribute("to")],
            docs: Vec::new(),
            world: World::Undeclared,
            undetermined: None,
            denied: None,
            assumable: false,
            derived: false,
            kind: crate::program::ir::Kind::Plain,
            hints: Vec::new(),
            span: Span::default(),
        }
    }

    fn directive(parameters: &[(&str, &str)]) -> Io {
        let parameters = parameters.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        Io { kind: IoKind::Input, relation: RelationId(0), parameters, span: Span::default() }
    }

    fn tabs() -> Format {
        Format { delimiter: "\t".to_owned(), headers: false, quoted: false }
    }

    #[test]
    fn without_parameters_a_relation_has_its_own_file_with_tabs() {
        let file = |name: &str| PathBuf::from("data").join(name);
        let read = input(&directive(&[]), &relation(), Path::new("data")).unwrap();
        let expected = Input { origin: Origin::File(file("edge.facts")), format: tabs(), fields: vec![0, 1] };
        assert_eq!(read, expected);
        let written = output(&directive(&[]), &relation(), Some(Path::new("data"))).unwrap();
        assert_eq!(written, Output { target: Target::File(file("edge.csv")), format: tabs() });
    }

    #[test]
    fn parameters_are_those_of_souffle() {
        let all =
            directive(&[("rfc4180", "true"), ("headers", "true"), ("columns", "3:1"), ("filename", "/e")]);
        let read = input(&all, &relation(), Path::new("data")).unwrap();
        let format = Format { delimiter: ",".to_owned(), headers: true, quoted: true };
        assert_eq!(read, Input { origin: Origin::File("/e".into()), format, fields: vec![3, 1] });
        let stdin = input(&directive(&[("IO", "stdin"), ("delimiter", "||")]), &relation(), Path::new("."));
        let stdin = stdin.unwrap();
        assert_eq!((stdin.origin, stdin.format.delimiter.as_str()), (Origin::Stdin, "||"));
    }

    #[test]
    fn without_a_folder_outputs_go_to_the_standard_output_with_the_names_of_the_columns() {
        let written = output(&directive(&[("filename", "e.csv")]), &relation(), None).unwrap();
        assert_eq!((written.target, written.format.headers), (Target::Stdout, true));
    }

    #[test]
    fn bad_parameters_are_told_with_what_is_right() {
        let cases = [
            (("IO", "sqlite"), "E0802", "`IO=sqlite` is not supported"),
            (("file", "x"), "E0801", "unknown parameter `file`"),
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
}
