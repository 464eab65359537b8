//! Articles: what `.article name { … }` says, checked.

use super::codes;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::program::bad_date;
use crate::syntax::tree::{self, Docs, Ground, Name, Text};

/// An article that claims are taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its name in the program.
    pub name: Text,
    /// The file of its text, below the folder given to `demarche check`.
    pub file: String,
    /// Who published it, if that is known.
    pub outlet: Option<String>,
    /// The agencies that it relays.
    pub relays: Vec<String>,
    /// When it was published, as far as that can be told.
    pub published: Date,
    /// The grounds of that date.
    pub basis: Vec<Basis>,
    /// Its documentation.
    pub docs: Docs,
    /// Its name where it is declared.
    pub span: Span,
}

/// A ground of a date or claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Words.
    Text(Text),
    /// A claim by name.
    Claim(Text),
    /// An article by name.
    Article(Text),
}

impl Basis {
    /// The ground in words.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Claim(text) | Self::Article(text) => text,
        }
    }
}

/// The grounds without their places.
pub(super) fn bases(grounds: &[Ground]) -> Vec<Basis> {
    grounds
        .iter()
        .map(|ground| match ground {
            Ground::Text(text) => Basis::Text(text.node.clone()),
            Ground::Claim(name) => Basis::Claim(name.node.clone()),
            Ground::Article(name) => Basis::Article(name.node.clone()),
        })
        .collect()
}

/// Reads a date that evidence gives, or reports why it is none.
pub(super) fn date(text: &Located<Text>, sink: &mut Vec<Diagnostic>) -> Option<Date> {
    Date::parse(&text.node).map_err(|error| sink.push(bad_date(&text.node, &error, text.span))).ok()
}

/// Checks an article, whose keys the parser has checked. One at fault is reported; what can be known of it is kept, so that its claims are not reported as well.
pub(super) fn read(article: &tree::Article, sink: &mut Vec<Diagnostic>) -> Article {
    let published = required(article, "published", sink);
    Article {
        name: article.name.node.clone(),
        file: required(article, "file", sink).map_or_else(String::new, |text| text.node.to_string()),
        outlet: one(article, "outlet", sink).map(|text| text.node.to_string()),
        relays: many(article, "relays", sink),
        published: published
            .and_then(|text| date(text, sink))
            .unwrap_or_else(|| Date::unsaid(&format!("{}:published", article.name.node))),
        basis: entry(article, "basis").map_or_else(Vec::new, |(_, grounds)| bases(grounds)),
        docs: article.docs.clone(),
        span: article.name.span,
    }
}

fn entry<'a>(article: &'a tree::Article, key: &str) -> Option<&'a (Name, Vec<Ground>)> {
    article.entries.iter().find(|(name, _)| name.node == key)
}

fn required<'a>(
    article: &'a tree::Article,
    key: &str,
    sink: &mut Vec<Diagnostic>,
) -> Option<&'a Located<Text>> {
    if entry(article, key).is_none() {
        let message = format!("the article `{}` does not say `{key}`", article.name.node);
        let label = format!("has no entry `{key}`");
        sink.push(Diagnostic::error(codes::MISSING_ENTRY, message, article.name.span, label));
    }
    one(article, key, sink)
}

/// The text of an entry that has exactly one.
fn one<'a>(article: &'a tree::Article, key: &str, sink: &mut Vec<Diagnostic>) -> Option<&'a Located<Text>> {
    let (name, grounds) = entry(article, key)?;
    if let [Ground::Text(text)] = grounds.as_slice() {
        return Some(text);
    }
    let message = format!("`{key}` is one text");
    sink.push(Diagnostic::error(codes::BAD_ENTRY, message, name.span, "a single string is expected"));
    None
}

/// The texts of an entry that has any number.
fn many(article: &tree::Article, key: &str, sink: &mut Vec<Diagnostic>) -> Vec<String> {
    let Some((_, grounds)) = entry(article, key) else { return Vec::new() };
    let mut texts = Vec::new();
    for ground in grounds {
        match ground {
            Ground::Text(text) => texts.push(text.node.to_string()),
            Ground::Claim(other) | Ground::Article(other) => {
                let message = format!("`{key}` holds names alone");
                sink.push(Diagnostic::error(codes::BAD_ENTRY, message, other.span, "a string is expected"));
            }
        }
    }
    texts
}
