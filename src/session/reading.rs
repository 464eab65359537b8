//! How texts are read: where included files are looked up, which macros are defined, whether the preprocessor is on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::load::Text;
use crate::diagnostic::{SourceId, SourceMap};
use crate::io::text;
use crate::syntax::preprocess::{
    IncludeRequest, Included, Includes, Preprocessed, blanked, is_needed, prelude, preprocess,
};
use crate::syntax::{Mode, Parsed, parse, parse_preprocessed};

/// The least bytes that a thread of its own is worth.
const SHARE: usize = 1 << 16;

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
        let share = size.div_ceil(threads.max(1)).max(SHARE);
        if size <= share {
            return Vec::new();
        }
        let one = |(text, source): (&Text, &SourceId)| {
            self.is_plain(text).then(|| parse(*source, &text.text, Mode::File))
        };
        let read = |part: Range<usize>| -> Vec<Option<Parsed>> {
            texts.iter().zip(sources).skip(part.start).take(part.len()).map(one).collect()
        };
        std::thread::scope(|scope| {
            let mut parts = parts(texts, share);
            let own = parts.pop();
            let others: Vec<_> =
                parts.into_iter().map(|part| (part.clone(), scope.spawn(|| read(part)))).collect();
            let own = own.map(read).unwrap_or_default();
            let others = others.into_iter().flat_map(|(part, other)| {
                // What a thread failed to read is read again, and fails where it is seen.
                other.join().unwrap_or_else(|_| part.map(|_| None).collect())
            });
            others.chain(own).collect()
        })
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
        let (left, mut diagnostics) =
            if self.preprocessor { (text.text.clone(), Vec::new()) } else { blanked(source, &text.text) };
        let main = Included { source, name: text.name.clone(), text: Arc::from(left) };
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

/// Stretches of texts with about so many bytes each.
fn parts(texts: &[Text], share: usize) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut size) = (Vec::new(), 0, 0);
    for (at, text) in texts.iter().enumerate() {
        size += text.text.len();
        if size >= share {
            parts.push(start..at + 1);
            (start, size) = (at + 1, 0);
        }
    }
    parts.push(start..texts.len());
    parts
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
