//! The line editor at a terminal: completion, hints, highlighting, lines that go on, history.
//!
//! Only used where both standard streams are terminals. [`Lexicon`] is all that it knows of the session: the names that
//! can be typed. `complete` finds candidates, `paint` colours; what rustyline asks for is answered here.

mod complete;
mod paint;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, Helper};

use super::scan;

/// The most lines that the history keeps.
const MOST_HISTORY: usize = 10_000;

/// What can be typed: the names that the session knows.
pub trait Lexicon {
    /// The relations that can be asked, with their columns.
    fn relations(&self) -> Vec<Signature>;
    /// The constants of a column as they are written in a statement, sorted.
    fn constants(&self, relation: &str, column: usize) -> Vec<String>;
    /// The names of the articles.
    fn articles(&self) -> Vec<String>;
    /// Whether a text is plainly unfinished, so that another line must follow.
    fn unfinished(&self, text: &str) -> bool;
}

/// A relation and the names of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The relation.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
}

/// What the prompt gives.
#[derive(Debug)]
pub enum Line {
    /// A statement or command, as far as the user ended it.
    Text(String),
    /// Ctrl-C: the line is dropped.
    Dropped,
    /// Ctrl-D, or no terminal any more.
    End,
}

/// The prompt with its history.
pub struct Prompt<L: Lexicon> {
    editor: Editor<Typing<L>, FileHistory>,
    history: Option<PathBuf>,
}

impl<L: Lexicon> Prompt<L> {
    /// Sets the terminal up and reads the history. The text is a warning where the history cannot be used.
    pub fn new(
        lexicon: L,
        colour: bool,
        history: Option<PathBuf>,
    ) -> rustyline::Result<(Self, Option<String>)> {
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .completion_show_all_if_ambiguous(true)
            .color_mode(if colour { ColorMode::Enabled } else { ColorMode::Disabled })
            .max_history_size(MOST_HISTORY)?
            .history_ignore_space(true)
            .build();
        let mut editor = Editor::with_config(config)?;
        editor.set_helper(Some(Typing { lexicon, colour, files: FilenameCompleter::new() }));
        let warning = history.as_deref().and_then(|path| open_history(&mut editor, path).err());
        let history = history.filter(|_| warning.is_none());
        Ok((Self { editor, history }, warning))
    }

    /// Reads one statement or command.
    pub fn read(&mut self) -> rustyline::Result<Line> {
        match self.editor.readline("> ") {
            Ok(text) => {
                self.remember(&text);
                Ok(Line::Text(text))
            }
            Err(ReadlineError::Interrupted) => Ok(Line::Dropped),
            Err(ReadlineError::Eof) => Ok(Line::End),
            Err(error) => Err(error),
        }
    }

    /// Keeps a line, now and for later sessions. A history that cannot be written is no reason to stop.
    fn remember(&mut self, text: &str) {
        let added = self.editor.add_history_entry(text.trim_end()).unwrap_or(false);
        if let Some(path) = self.history.as_deref().filter(|_| added) {
            let _ = self.editor.append_history(path);
        }
    }
}

/// Reads the history if there is one; makes its folder if there is none.
fn open_history<H: Helper>(editor: &mut Editor<H, FileHistory>, path: &Path) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("no history is kept in {}: {error}", path.display());
    if path.exists() {
        return editor.load_history(path).map_err(|error| failed(&error));
    }
    match path.parent() {
        Some(folder) => std::fs::create_dir_all(folder).map_err(|error| failed(&error)),
        None => Ok(()),
    }
}

/// What rustyline asks while a line is typed.
struct Typing<L> {
    lexicon: L,
    colour: bool,
    files: FilenameCompleter,
}

impl<L: Lexicon> Helper for Typing<L> {}

impl<L: Lexicon> Completer for Typing<L> {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let typed = line.get(..pos).unwrap_or(line);
        match complete::candidates(typed, &self.lexicon) {
            Some(found) => Ok(found),
            None => self.files.complete(line, pos, context),
        }
    }
}

impl<L: Lexicon> Hinter for Typing<L> {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<String> {
        if pos < line.len() { None } else { complete::remaining_columns(line, &self.lexicon) }
    }
}

impl<L: Lexicon> Highlighter for Typing<L> {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if self.colour { Cow::Owned(paint::line(line, &self.lexicon)) } else { Cow::Borrowed(line) }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if self.colour { Cow::Owned(paint::dim(hint)) } else { Cow::Borrowed(hint) }
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.colour
    }
}

impl<L: Lexicon> Validator for Typing<L> {
    fn validate(&self, context: &mut ValidationContext) -> rustyline::Result<ValidationResult> {
        let unfinished = goes_on(context.input(), &self.lexicon);
        Ok(if unfinished { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

/// Whether a text waits for another line; two empty lines end it as it is.
fn goes_on(text: &str, lexicon: &impl Lexicon) -> bool {
    !text.ends_with("\n\n") && lexicon.unfinished(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One relation with two columns, for the tests of this folder.
    pub(super) struct Two;

    impl Lexicon for Two {
        fn relations(&self) -> Vec<Signature> {
            let columns = vec!["who".to_owned(), "country".to_owned()];
            vec![Signature { name: "visited".to_owned(), columns }]
        }

        fn constants(&self, relation: &str, column: usize) -> Vec<String> {
            let constants: &[&str] = match (relation, column) {
                ("visited", 0) => &["\"A. Envoy\"", "\"B. Minister\""],
                ("visited", 1) => &["\"Utopia\""],
                _ => &[],
            };
            constants.iter().map(ToString::to_string).collect()
        }

        fn articles(&self) -> Vec<String> {
            vec!["courier_1999".to_owned()]
        }

        fn unfinished(&self, text: &str) -> bool {
            text.matches('(').count() > text.matches(')').count()
        }
    }

    #[test]
    fn a_line_goes_on_until_it_is_finished_or_two_are_empty() {
        assert!(goes_on("visited(", &Two));
        assert!(goes_on("visited(\n", &Two));
        assert!(!goes_on("visited(\n\n", &Two));
        assert!(!goes_on("visited(x, y)", &Two));
    }
}
