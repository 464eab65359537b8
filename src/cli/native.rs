//! The options on native libraries: whether functors may be theirs, and where they are.

use std::path::PathBuf;

use clap::Args;

use crate::native::Libraries;

/// Which libraries functors may be of.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Native libraries")]
pub struct NativeArguments {
    /// Let `.functor` call native libraries. Their code may do anything, so that only libraries you trust belong here.
    #[arg(long)]
    pub allow_native: bool,
    /// A native library, by its file or by NAME for `libNAME.so` in a folder of `-L`; `functors` where none is named.
    #[arg(short, long, value_name = "LIBRARY", value_delimiter = ' ')]
    pub libraries: Vec<String>,
    /// A folder of native libraries; the one where you are where none is named.
    #[arg(short = 'L', long, value_name = "DIR", value_delimiter = ' ')]
    pub library_dir: Vec<PathBuf>,
}

impl NativeArguments {
    /// The libraries that may be called; none unless the user allows it.
    ///
    /// # Errors
    /// A library that was named cannot be loaded.
    pub(super) fn libraries(&self) -> Result<Option<Libraries>, String> {
        if !self.allow_native {
            return Ok(None);
        }
        let folders =
            if self.library_dir.is_empty() { vec![PathBuf::from(".")] } else { self.library_dir.clone() };
        if self.libraries.is_empty() {
            // As in Soufflé; where it is not there, nothing was asked for.
            return Libraries::open_if_there("functors", &folders).map(Some);
        }
        Libraries::open(&self.libraries, &folders).map(Some)
    }
}
