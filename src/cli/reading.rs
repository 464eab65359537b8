//! The options on how programs are read: included files, macros, and the levels of warnings.

use std::path::PathBuf;

use clap::Args;

use crate::diagnostic::levels::{Level, Levels};
use crate::session::Reading;

/// How programs are read.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Programs")]
pub struct ReadingArguments {
    /// Where included files are looked up that do not stand beside the including one; may be given several times.
    #[arg(short = 'I', long = "include-dir", value_name = "DIR")]
    pub include: Vec<PathBuf>,
    /// Macros of the preprocessor, between blanks (`-M "N=3 DEBUG"`).
    #[arg(short = 'M', long = "macro", value_name = "MACROS")]
    pub macros: Vec<String>,
    /// Pass over the lines of the C preprocessor.
    #[arg(long)]
    pub no_preprocessor: bool,
    /// Tell no warning.
    #[arg(short = 'w', long)]
    pub no_warn: bool,
    /// Do not tell a warning, by its code or name, or `all`; may be given several times.
    #[arg(long, visible_alias = "wno", value_name = "WARNING")]
    pub allow: Vec<String>,
    /// Take a warning for an error, by its code or name, or `all`; may be given several times.
    #[arg(long, value_name = "WARNING")]
    pub deny: Vec<String>,
}

impl ReadingArguments {
    /// How the session is to read texts.
    ///
    /// # Errors
    /// A folder does not exist.
    pub(super) fn reading(&self) -> Result<Reading, String> {
        if let Some(missing) = self.include.iter().find(|folder| !folder.is_dir()) {
            return Err(format!("the folder for included files `{}` does not exist", missing.display()));
        }
        let mut reading = Reading { preprocessor: !self.no_preprocessor, ..Reading::default() };
        if !self.include.is_empty() {
            reading.folders.clone_from(&self.include);
        }
        reading.macros =
            self.macros.iter().flat_map(|macros| macros.split_whitespace()).map(str::to_owned).collect();
        Ok(reading)
    }

    /// What becomes of warnings. What is denied is told, whatever else is not.
    ///
    /// # Errors
    /// A word names no warning.
    pub(super) fn levels(&self) -> Result<Levels, String> {
        let mut levels = Levels::default();
        if self.no_warn {
            levels.set("all", Level::Allow)?;
        }
        for word in &self.allow {
            if word != "none" {
                levels.set(word, Level::Allow)?;
            }
        }
        for word in &self.deny {
            levels.set(word, Level::Deny)?;
        }
        Ok(levels)
    }
}
