//! The text of a program file, whole and as UTF-8.

use std::fmt;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Why a program file cannot be read.
#[derive(Debug)]
pub struct TextError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong.
    pub kind: TextErrorKind,
}

/// What can be wrong with a program file.
#[derive(Debug)]
pub enum TextErrorKind {
    /// The system does not give it.
    System(io::Error),
    /// It is no text.
    NotUtf8 {
        /// The line of the first bad byte, from 1.
        line: usize,
        /// That byte, counted from 0.
        offset: usize,
    },
}

/// Reads a file; `-` is the standard input. A byte order mark is left out.
pub fn read(path: &Path) -> Result<String, TextError> {
    let failed = |kind| TextError { path: path.to_owned(), kind };
    let bytes = if path == Path::new("-") { standard_input() } else { std::fs::read(path) };
    let bytes = bytes.map_err(|error| failed(TextErrorKind::System(error)))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..offset).unwrap_or_default();
            let line = before.split(|&byte| byte == b'\n').count();
            Err(failed(TextErrorKind::NotUtf8 { line, offset }))
        }
    }
}

pub(super) fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl fmt::Display for TextError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.kind {
            TextErrorKind::System(error) => write!(out, "cannot read `{path}`: {error}"),
            TextErrorKind::NotUtf8 { line, offset } => {
                write!(out, "cannot read `{path}`: byte {offset}, on line {line}, is not UTF-8")
            }
        }
    }
}

impl std::error::Error for TextError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_text_is_told_with_its_bad_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.dl");
        std::fs::write(&path, b"a(1).\nb(\xff).\n").unwrap();
        let expected = format!("cannot read `{}`: byte 8, on line 2, is not UTF-8", path.display());
        assert_eq!(read(&path).unwrap_err().to_string(), expected);
        std::fs::write(&path, "\u{feff}a(1).").unwrap();
        assert_eq!(read(&path).unwrap(), "a(1).");
    }

    #[test]
    fn a_missing_file_is_told_with_what_the_system_said() {
        let error = read(Path::new("no/such.dl")).unwrap_err();
        assert_eq!(error.to_string(), "cannot read `no/such.dl`: No such file or directory (os error 2)");
    }
}
