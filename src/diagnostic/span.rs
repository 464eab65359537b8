//! Places in source text, and the map from a place back to file, line and column.

use std::sync::Arc;

/// Which source text a span lies in: an index into the [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A stretch of bytes in one source text, from `start` up to but not including `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// First byte after.
    pub end: u32,
}

impl Span {
    /// The smallest span that covers both; this one alone where the other lies in another source.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.source != other.source {
            return self;
        }
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A node of the tree with its place.
///
/// Two located nodes are equal when what they hold is equal, wherever it stands: trees compare by meaning, not by layout.
#[derive(Clone, Debug, Default)]
pub struct Located<T> {
    /// What stands there.
    pub node: T,
    /// Where.
    pub span: Span,
}

impl<T> Located<T> {
    /// Puts a node at a place.
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl<T: Eq> Eq for Located<T> {}

/// One source text with its name: a path, `<stdin>`, `<prompt>`, or `rules/visits.dl` for a bundled file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name shown in messages.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    /// The number of its first line: 1, save for a part of a longer text that is read statement by statement.
    pub first_line: u32,
    line_starts: Vec<u32>,
}

impl Source {
    /// The number of the line that a byte lies on; the first line has the number `first_line`.
    pub fn line_of(&self, byte: u32) -> usize {
        self.index_of(byte).saturating_add(self.first_line as usize)
    }

    /// Which line a byte lies on, from 0.
    fn index_of(&self, byte: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= byte).saturating_sub(1)
    }
}

/// All source texts of a session.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// Adds a text and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        self.add_part(name, text, 1)
    }

    /// Adds a part of a longer text that begins at line `first_line` of it, and returns its id.
    pub fn add_part(
        &mut self,
        name: impl Into<String>,
        text: impl Into<Arc<str>>,
        first_line: u32,
    ) -> SourceId {
        let text = text.into();
        let line_starts = std::iter::once(0).chain(newlines(&text)).collect();
        let id = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX));
        self.sources.push(Source { name: name.into(), text, first_line, line_starts });
        id
    }

    /// The text of an id, if it is of this map.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }

    /// The text that a span covers; empty where it covers none of this map's.
    pub fn text(&self, span: Span) -> &str {
        let source = self.get(span.source);
        source.and_then(|source| source.text.get(span.start as usize..span.end as usize)).unwrap_or_default()
    }

    /// File name, line and column (both from 1, the column in characters) of the start of a span.
    pub fn position(&self, span: Span) -> Option<(&str, u32, u32)> {
        let source = self.get(span.source)?;
        let line_start = *source.line_starts.get(source.index_of(span.start))?;
        let before = source.text.get(line_start as usize..span.start as usize)?;
        let line = u32::try_from(source.line_of(span.start)).ok()?;
        Some((&source.name, line, u32::try_from(before.chars().count()).ok()? + 1))
    }
}

fn newlines(text: &str) -> impl Iterator<Item = u32> + '_ {
    memchr::memchr_iter(b'\n', text.as_bytes()).filter_map(|at| u32::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_text_has_the_lines_of_the_whole() {
        let mut map = SourceMap::default();
        let source = map.add_part("<stdin>", "a(x).\nbé(y).\n", 7);
        let at = |start| map.position(Span { source, start, end: start });
        assert_eq!(at(0), Some(("<stdin>", 7, 1)));
        assert_eq!(at(9), Some(("<stdin>", 8, 3)));
        assert_eq!(map.get(source).map(|source| source.line_of(9)), Some(8));
    }
}
