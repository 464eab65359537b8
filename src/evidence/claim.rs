//! Claims: a fact with one annotation, the article it stands under, and its name.

use std::sync::Arc;

use super::article::{Basis, bases, date};
use super::grade::Certainty;
use super::names::Names;
use super::{Article, codes};
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::store::dictionary::UNSAID_MARK;
use crate::syntax::tree::{Atom, Evidence, Speaker, Text};

/// The most words that a quote may have; `…` between two ends is none.
pub const QUOTE_WORDS: usize = 12;

/// One claim: who says in which article, and how surely, that a fact is so or is not. There may be millions: what few have stands apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its stable name: `id:`, else article and line.
    pub name: Text,
    /// The relation of its fact.
    pub relation: Text,
    /// The fact, names in canonical form.
    pub atom: Arc<Atom>,
    /// What it says of the fact.
    pub certainty: Certainty,
    /// The article.
    pub article: Text,
    /// Who says it, the nearest first, by canonical name; the article itself when it names nobody. An unsaid link of the chain
    /// begins with [`UNSAID_MARK`].
    pub speakers: Vec<Text>,
    /// The day of the saying, where given.
    pub said: Option<Box<Date>>,
    /// The words that find it in the article.
    pub quote: Option<Text>,
    /// What it rests on beyond those words.
    pub basis: Box<[Basis]>,
    /// A remark of the curator's.
    pub note: Option<Box<Text>>,
    /// The fact where it is written.
    pub fact_span: Span,
    /// The annotation where it is written.
    pub span: Span,
    /// The quote where it is written.
    pub quote_span: Option<Span>,
}

impl Claim {
    /// The nearest speaker. Every claim has one.
    pub fn speaker(&self) -> &str {
        self.speakers.first().map_or(&self.article, Text::as_str)
    }

    /// The last of the chain: whom the others relay.
    pub fn origin(&self) -> &str {
        self.speakers.last().map_or(&self.article, Text::as_str)
    }
}

/// The claim that an annotation makes of a fact, whose names are canonical already; none when its grade is no
/// word of [`Certainty::NAMES`], which the parser does not let through.
pub(super) fn read(
    fact: &Located<Arc<Atom>>,
    annotation: &Located<Evidence>,
    article: &Article,
    names: &Names,
    name: Text,
    sink: &mut Vec<Diagnostic>,
) -> Option<Claim> {
    let evidence = &annotation.node;
    let certainty = Certainty::named(&evidence.grade.node)?;
    check_quote(evidence, sink);
    Some(Claim {
        relation: fact.node.relation.node.clone(),
        atom: Arc::clone(&fact.node),
        certainty,
        article: article.name.clone(),
        speakers: speakers(&evidence.by, &article.name, &name, names),
        said: evidence.said.as_ref().and_then(|text| date(text, sink)).map(Box::new),
        quote: evidence.quote.as_ref().map(|quote| quote.node.clone()),
        basis: bases(&evidence.basis).into(),
        note: evidence.note.as_ref().map(|note| Box::new(note.node.clone())),
        fact_span: fact.span,
        span: annotation.span,
        quote_span: evidence.quote.as_ref().map(|quote| quote.span),
        name,
    })
}

fn check_quote(evidence: &Evidence, sink: &mut Vec<Diagnostic>) {
    let Some(quote) = &evidence.quote else { return };
    let is_between = |c: char| c.is_whitespace() || c == '…';
    let words = quote.node.split(is_between).filter(|word| !word.is_empty()).count();
    if words > QUOTE_WORDS {
        let message = format!("a quote of {words} words; at most {QUOTE_WORDS} are wanted");
        sink.push(
            Diagnostic::error(codes::LONG_QUOTE, message, quote.span, "too long to be a locator")
                .with_help("keep as few words as find the place; `…` may join two ends"),
        );
    }
}

fn speakers(by: &[Speaker], article: &Text, claim: &str, names: &Names) -> Vec<Text> {
    if by.is_empty() {
        return vec![article.clone()];
    }
    let speaker = |(at, speaker): (usize, &Speaker)| match speaker {
        Speaker::Named(name) => names.resolve(&name.node, Some(article)).into(),
        Speaker::Anonymous(name) => anonymous(&name.node, article).into(),
        Speaker::Unsaid(_) => format!("{UNSAID_MARK}{claim}:{}", at + 1).into(),
    };
    by.iter().enumerate().map(speaker).collect()
}

/// The name of a speaker known only by a description, in one article.
pub fn anonymous(description: &str, article: &str) -> String {
    format!("{description} (anonymous, {article})")
}
