//! Texts as a session is given them; what is made of them stands in [`super::load`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Failure;
use crate::io::text;

/// A text to be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its name in messages.
    pub name: String,
    /// Itself, shared with the sources that messages show.
    pub text: Arc<str>,
    /// The number of its first line.
    pub first_line: u32,
    /// The file that it stands in, if it does.
    pub path: Option<PathBuf>,
}

impl Text {
    /// A text that stands in no file.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), text: text.into(), first_line: 1, path: None }
    }

    /// The text of a file; `-` is the standard input.
    ///
    /// # Errors
    /// The file cannot be read or is not UTF-8.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let name = if path == Path::new("-") { "<stdin>".to_owned() } else { path.display().to_string() };
        Ok(Self { name, text: text::read(path)?.into(), first_line: 1, path: Some(path.to_owned()) })
    }
}
