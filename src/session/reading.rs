//! How texts are read: where included files are looked up, which macros are defined, whether the preprocessor is on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::text::Text;
use crate::diagnostic::{SourceId, SourceMap};
use crate::io::text;
use crate::syntax::preprocess::{
    IncludeRequest, Included, Includes, Preprocessed, blanked, is_needed, prelude, preprocess,
};
use crate::syntax::{Mode, Parsed, parse, parse_preprocessed};

/// From so many bytes on, texts are read by several threads.
const WORTH_SHARING: usize = 1 << 16;

/// A text as it was read, and the sources of the texts that its preprocessor included.
pub(super) struct Read {
    pub(super) source: SourceId,
    pub(super) parsed: Parsed,
    pub(super) included: Vec<SourceId>,
}

/// How texts are read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Where included files are looked up that do not stand beside the including one.
    pub folders: Vec<PathBuf>,
    /// Macros defined before the first line, as `NAME=VALUE` or `NAME`.
    pub macros: Vec<String>,
    /// Whether lines that begin with `#` are lines of the C preprocessor.
    pub preprocessor: bool,
}

impl Default for Reading {
    /// Included files beside the working folder too, no macros, the preprocessor on.
    fn default() -> Self {
        Self { folders: vec![PathBuf::from(".")], macros: Vec::new(), preprocessor: true }
    }
}

impl Reading {
    /// The file that a text in the folder `beside` means by a path.
    ///
    /// # Errors
    /// There is none; the sentence says where it was looked for.
    pub(super) fn find(&self, path: &str, beside: Option<&Path>) -> Result<PathBuf, String> {
        let folders = beside.into_iter().chain(self.folders.iter().map(PathBuf::as_path));
        let mut looked = Vec::new();
        for folder in folders {
            let candidate = folder.join(path);
            if candidate.exists() {
                return Ok(candidate);
            }
            let shown = if folder.as_os_str().is_empty() { "." } else { &folder.display().to_string() };
            let shown = format!("`{shown}`");
            if !looked.contains(&shown) {
                looked.push(shown);
            }
        }
        Err(format!("there is no file `{path}` in {}", looked.join(" or ")))
    }

    /// Reads those of some texts that are left alone by the preprocessor, each under its source, by so many threads where there is
    /// enough to read; none otherwise.
    pub(super) fn read_plain(
        &self,
        texts: &[Text],
        sources: &[SourceId],
        threads: usize,
    ) -> Vec<Option<Parsed>> {
        let size: usize = texts.iter().map(|text| text.text.len()).sum();
        if threads < 2 || size < WORTH_SHARING {
            return Vec::new();
        }
        let read = |(text, source): (&Text, &SourceId)| {
            self.is_plain(text).then(|| parse(*source, &text.text, Mode::File))
        };
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        // Where the system gives no threads, each is read when it is asked for.
        pool.map_or_else(
            |_| Vec::new(),
            |pool| pool.install(|| texts.par_iter().zip(sources).map(read).collect()),
        )
    }

    fn macros(&self) -> &[String] {
        if self.preprocessor { &self.macros } else { &[] }
    }

    /// Whether there is nothing in a text for the preprocessor.
    fn is_plain(&self, text: &Text) -> bool {
        self.macros().is_empty() && !is_needed(&text.text)
    }

    /// Reads a text that is among the sources under `source`.
    pub(super) fn read(&self, text: &Text, source: SourceId, sources: &mut SourceMap) -> Read {
        if self.is_plain(text) {
            return Read { source, parsed: parse(source, &text.text, Mode::File), included: Vec::new() };
        }
        let macros = self.macros();
        let (left, mut diagnostics) = if self.preprocessor {
            (Arc::clone(&text.text), Vec::new())
        } else {
            let (left, diagnostics) = blanked(source, &text.text);
            (Arc::from(left), diagnostics)
        };
        let main = Included { source, name: text.name.clone(), text: left };
        let definitions = (!macros.is_empty()).then(|| {
            let (name, text) = ("-M".to_owned(), Arc::<str>::from(prelude(macros)));
            Included { source: sources.add(name.clone(), Arc::clone(&text)), name, text }
        });
        let folder = text.path.as_deref().and_then(Path::parent).map(Path::to_owned);
        let mut files = Files { reading: self, sources, folders: BTreeMap::from([(source, folder)]) };
        let mut parsed = parsed(preprocess(&main, text.first_line, definitions.as_ref(), &mut files));
        let opened = files.folders.into_keys().filter(|opened| *opened != source).collect();
        diagnostics.append(&mut parsed.diagnostics);
        Read { source, parsed: Parsed { diagnostics, ..parsed }, included: opened }
    }
}

/// What the preprocessor has left, parsed unless it is wrong already.
fn parsed(read: Preprocessed) -> Parsed {
    if read.is_wrong() {
        return Parsed {
            tree: crate::syntax::tree::Tree::default(),
            diagnostics: read.diagnostics,
            unfinished: false,
        };
    }
    let mut parsed = parse_preprocessed(&read, Mode::File);
    parsed.diagnostics.splice(0..0, read.diagnostics);
    parsed
}

/// Opens included files and keeps them among the sources.
struct Files<'s> {
    reading: &'s Reading,
    sources: &'s mut SourceMap,
    /// The folder of each text; none for one that stands in no file.
    folders: BTreeMap<SourceId, Option<PathBuf>>,
}

impl Includes for Files<'_> {
    fn open(&mut self, request: IncludeRequest<'_>) -> Result<Included, String> {
        let beside = self.folders.get(&request.from).and_then(Option::as_deref).filter(|_| !request.angled);
        let path = self.reading.find(request.path, beside)?;
        let text: Arc<str> = text::read(&path).map_err(|error| error.to_string())?.into();
        let name = path.display().to_string();
        let source = self.sources.add(name.clone(), Arc::clone(&text));
        self.folders.insert(source, path.parent().map(Path::to_owned));
        Ok(Included { source, name, text })
    }
}
