//! Pages and histories to the letter: the brief, in Markdown and HTML, and timelines over the bundled articles.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod brief;
mod markup;
mod page;
mod timeline;

use demarche::engine::Native;
use demarche::session::{Session, Text};
use demarche::standard::bundled::TEXTS;

/// A session over the bundled articles and rules, under the lens that directives make.
fn bundled(lens: &str) -> Session {
    opened(TEXTS.iter().map(|(name, text)| Text::new(*name, *text)).collect(), lens)
}

/// A session over texts, under the lens that directives make.
fn opened(texts: Vec<Text>, lens: &str) -> Session {
    let mut session = Session::new(Box::new(Native));
    session.load(texts).unwrap_or_else(|failure| panic!("{failure}"));
    session.enter("<lens>", lens, 1).unwrap_or_else(|failure| panic!("{failure}"));
    session
}

/// The standard rules without the bundled articles, and a text of one's own.
fn with_rules(text: &str) -> Vec<Text> {
    let rules = TEXTS.iter().filter(|(name, _)| name.starts_with("rules/"));
    let rules = rules.map(|(name, text)| Text::new(*name, *text));
    rules.chain([Text::new("own.dl", text)]).collect()
}
