//! Lines of the C preprocessor, and macros: a text with them to a text without, and the way back to every place.
//!
//! Strings and comments are left alone. What is written keeps a map to where it came from, so that messages point at
//! the text as its author wrote it; what a macro left points at the place of use. Files are opened by the caller.

mod condition;
mod directive;
mod expand;
mod hidden;
mod macros;
mod origin;
mod piece;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::codes;
use crate::diagnostic::{Diagnostic, Severity, SourceId, Span, counted};
use directive::is_active;
use macros::{Macro, Macros};
pub(super) use origin::Origins;
use origin::Output;
use piece::{Kind, Piece, Scanner};

/// Opens the texts that `#include` names.
pub trait Includes {
    /// The text that a line asks for.
    ///
    /// # Errors
    /// Why there is none, in a sentence.
    fn open(&mut self, request: IncludeRequest<'_>) -> Result<Included, String>;
}

/// What a line `#include` asks for.
#[derive(Clone, Copy, Debug)]
pub struct IncludeRequest<'a> {
    /// The path as written.
    pub path: &'a str,
    /// Whether it stands between `<` and `>`, so that it is not looked up beside the including text.
    pub angled: bool,
    /// The text with the line.
    pub from: SourceId,
}

/// A text with its place among the sources.
#[derive(Clone, Debug)]
pub struct Included {
    /// Its id.
    pub source: SourceId,
    /// Its name in messages and in `__FILE__`.
    pub name: String,
    /// Itself.
    pub text: Arc<str>,
}

/// A text that the preprocessor has read.
#[derive(Clone, Debug)]
pub struct Preprocessed {
    /// The source that it was made of.
    pub(super) source: SourceId,
    /// What is left to be parsed.
    pub(super) text: String,
    pub(super) origins: Origins,
    /// What was found wrong or odd.
    pub diagnostics: Vec<Diagnostic>,
}

impl Preprocessed {
    /// Whether an error was found, so that what is left need not be what was meant.
    pub fn is_wrong(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// Whether a text has anything that the preprocessor would change, besides macros defined elsewhere.
pub fn is_needed(text: &str) -> bool {
    text.lines().any(|line| line.trim_start().starts_with('#'))
        || (text.contains(".comp") && text.contains(".include"))
        || ["\\\n", "\\\r\n", "__LINE__", "__FILE__", "__COUNTER__", DOMAIN]
            .iter()
            .any(|mark| text.contains(mark))
}

/// The macro that tells how many bits a number has.
const DOMAIN: &str = "RAM_DOMAIN_SIZE";

/// Reads a text whose first line has the number `first_line`, after the definitions of `prelude`.
pub fn preprocess(
    main: &Included,
    first_line: u32,
    prelude: Option<&Included>,
    includes: &mut dyn Includes,
) -> Preprocessed {
    let mut preprocessor = Preprocessor::new(includes);
    if let Some(prelude) = prelude {
        preprocessor.enter(prelude, 1);
        preprocessor.out = Output::default();
    }
    preprocessor.enter(main, first_line);
    let Preprocessor { out, diagnostics, .. } = preprocessor;
    Preprocessed { source: main.source, text: out.text, origins: out.origins, diagnostics }
}

/// Definitions as they are given on a command line, `NAME=VALUE`, `NAME` and `NAME(A,B)=VALUE`, as lines of a text.
pub fn prelude(definitions: &[String]) -> String {
    let line = |definition: &String| match definition.split_once('=') {
        Some((name, value)) => format!("#define {name} {value}\n"),
        None => format!("#define {definition} 1\n"),
    };
    definitions.iter().map(line).collect()
}

/// A text without its lines of the preprocessor, each with a warning that it means nothing; line markers have none. Places stay
/// what they are.
pub fn blanked(source: SourceId, text: &str) -> (String, Vec<Diagnostic>) {
    let mut scanner = Scanner::new(source, text);
    let (mut out, mut diagnostics) = (String::with_capacity(text.len()), Vec::new());
    loop {
        let fresh = scanner.fresh;
        let Some(raw) = scanner.next() else { break };
        if !fresh || scanner.text(raw) != "#" {
            out.push_str(scanner.text(raw));
            continue;
        }
        let mut ahead = scanner;
        let end = std::iter::from_fn(|| ahead.next()).find(|next| next.kind == Kind::LineEnd);
        let (end, next) = end.map_or((text.len(), text.len()), |end| (end.start, end.end));
        let pieces = scanner.line();
        if !is_marker(&pieces) {
            let span = Span { end: u32::try_from(end).unwrap_or(u32::MAX), ..scanner.span(raw) };
            let message = "a line of the preprocessor, which is switched off";
            diagnostics.push(Diagnostic::warning(codes::NO_EFFECT, message, span, "passed over"));
        }
        let line = text.get(raw.start..end).unwrap_or_default();
        out.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        out.push_str(text.get(end..next).unwrap_or_default());
    }
    (out, diagnostics)
}

fn is_marker(pieces: &[Piece]) -> bool {
    let first = pieces.iter().find(|piece| !piece.is_blank());
    first.is_some_and(|first| first.kind == Kind::Number || &*first.text == "line")
}

struct Preprocessor<'i> {
    includes: &'i mut dyn Includes,
    macros: Macros,
    files: BTreeMap<SourceId, File>,
    /// The files that are not to be read again.
    once: Vec<String>,
    /// How many texts are open.
    depth: usize,
    /// How many braces are.
    braces: usize,
    out: Output,
    diagnostics: Vec<Diagnostic>,
    /// How many pieces macros have left so far.
    pieces: usize,
    counter: u64,
    /// Whether a limit was reached; macros stay as they are then.
    exhausted: bool,
}

/// What `__LINE__` and `__FILE__` are told from.
struct File {
    name: String,
    /// The name that `__FILE__` says.
    shown: String,
    first_line: usize,
    line_starts: Vec<u32>,
    /// What `#line` adds to the number of a line.
    shift: i64,
}

impl File {
    fn line(&self, byte: u32) -> usize {
        self.line_starts.partition_point(|start| *start <= byte) + self.first_line
    }
}

/// An open `#if` with the lines that belong to it.
#[expect(clippy::struct_excessive_bools, reason = "four independent yes-or-no facts about one group")]
struct Group {
    opened: Span,
    /// Whether the lines around it are read.
    outer: bool,
    /// Whether its lines are read now.
    active: bool,
    /// Whether some of its alternatives have been read.
    taken: bool,
    /// Whether `#else` has been.
    last: bool,
}

impl<'i> Preprocessor<'i> {
    fn new(includes: &'i mut dyn Includes) -> Self {
        let mut macros = Macros::default();
        let nowhere = Span::default();
        let body = vec![Piece::new(Kind::Number, "64", nowhere)];
        macros.define(Rc::from(DOMAIN), Macro { parameters: None, body, span: nowhere });
        Self {
            includes,
            macros,
            files: BTreeMap::new(),
            once: Vec::new(),
            depth: 0,
            braces: 0,
            out: Output::default(),
            diagnostics: Vec::new(),
            pieces: 0,
            counter: 0,
            exhausted: false,
        }
    }

    /// Reads a text where it is included.
    fn enter(&mut self, text: &Included, first_line: u32) {
        if self.once.contains(&text.name) {
            return;
        }
        let ends = text.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = ends.filter_map(|(at, _)| u32::try_from(at + 1).ok()).collect();
        let (name, first_line) = (text.name.clone(), first_line as usize);
        let file = File { shown: name.clone(), name, first_line, line_starts, shift: 0 };
        self.files.insert(text.source, file);
        self.depth += 1;
        self.read(text.source, &text.text);
        self.depth -= 1;
    }

    fn read(&mut self, source: SourceId, text: &str) {
        let mut scanner = Scanner::new(source, text);
        let mut groups: Vec<Group> = Vec::new();
        loop {
            let fresh = scanner.fresh;
            let Some(raw) = scanner.next() else { break };
            if fresh && scanner.text(raw) == "#" {
                let pieces = scanner.line();
                self.line(scanner.span(raw), &pieces, &mut groups);
                self.out.copy("\n", Span { start: scanner.span(raw).end, ..scanner.span(raw) });
            } else if !is_active(&groups)
                || raw.kind == Kind::Continuation
                || (fresh && self.braces > 0 && scanner.text(raw) == "." && self.include_inside(&mut scanner))
            {
            } else if raw.kind == Kind::Identifier {
                self.name(raw, &mut scanner);
            } else {
                match scanner.text(raw) {
                    "{" => self.braces += 1,
                    "}" => self.braces = self.braces.saturating_sub(1),
                    _ => {}
                }
                self.out.copy(scanner.text(raw), scanner.span(raw));
            }
        }
        for group in groups {
            let message = "a condition without its `#endif`";
            let diagnostic = Diagnostic::error(codes::CONDITION_LINES, message, group.opened, "opened here");
            self.diagnostics.push(diagnostic);
        }
    }

    fn line_of(&self, place: Span) -> i64 {
        let Some(file) = self.files.get(&place.source) else { return 0 };
        i64::try_from(file.line(place.start)).unwrap_or(i64::MAX).saturating_add(file.shift)
    }

    fn name_of(&self, place: Span) -> &str {
        self.files.get(&place.source).map(|file| file.shown.as_str()).unwrap_or_default()
    }
}
