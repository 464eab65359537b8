//! Claims compared with the articles they are taken from: what `demarche check --articles DIR` reports.
//!
//! Reading the files is the caller's work; here texts come by the name of their article. A finding is an error where a claim is
//! provably wrong or cannot be found, and a note where a reader has to decide.

mod counts;
mod dates;
mod names;
mod passage;
mod plain;
mod quotes;
mod sentence;
mod write;

use std::collections::BTreeMap;

use super::Lowered;
use crate::diagnostic::{SourceMap, Span};
use crate::program::ir::Program;

pub use write::Shown;

/// The texts of articles, by the articles' names.
pub type Texts = BTreeMap<String, String>;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Something is wrong; the check fails.
    Error,
    /// Something for a reader to judge.
    Note,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The text of an article was not given.
    MissingText,
    /// A claim has no quote.
    NoQuote,
    /// A quote does not occur in its article.
    Quote,
    /// A date contradicts the day of publication.
    Date,
    /// A name has no canonical form.
    Name,
    /// A fact without evidence stands beside claims.
    Plain,
    /// A count told differs from the members enumerated.
    Count,
    /// A sentence that no quote touches.
    Sentence,
    /// Quotes that together give most of the text.
    Coverage,
}

impl Kind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::MissingText => "text",
            Self::NoQuote | Self::Quote => "quote",
            Self::Date => "date",
            Self::Name => "name",
            Self::Plain => "evidence",
            Self::Count => "count",
            Self::Sentence => "sentence",
            Self::Coverage => "coverage",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Error or note.
    pub weight: Weight,
    /// What it is about.
    pub kind: Kind,
    /// The article; empty for what belongs to none.
    pub article: String,
    /// The claim, if it is about one.
    pub claim: Option<String>,
    /// Where the claim or article stands in the program.
    pub span: Span,
    /// What was found, in one sentence without a final period.
    pub message: String,
}

/// How much of an article its claims carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The article.
    pub article: String,
    /// How many claims it has.
    pub claims: usize,
    /// How many sentences its text has.
    pub sentences: usize,
    /// How many of them a quote touches.
    pub touched: usize,
    /// How many characters its text has.
    pub characters: usize,
    /// How many of them stand in a quote.
    pub quoted: usize,
}

impl Coverage {
    /// The share of the text that quotes cover, in tenths of a percent, rounded to the nearest.
    ///
    /// ```
    /// use demarche::evidence::check::Coverage;
    /// let of = |quoted, characters| {
    ///     Coverage { article: "a".into(), claims: 0, sentences: 0, touched: 0, characters, quoted }.share_per_mille()
    /// };
    /// assert_eq!((of(1, 3), of(0, 0), of(4, 4)), (333, 0, 1000));
    /// ```
    pub fn share_per_mille(&self) -> usize {
        (self.quoted * 1000 + self.characters / 2).checked_div(self.characters).unwrap_or(0)
    }
}

/// The outcome of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One entry an article whose text was given, in the order of the program.
    pub coverage: Vec<Coverage>,
    /// The findings: by article in the order of the program, then by place.
    pub findings: Vec<Finding>,
}

impl Report {
    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.weight == Weight::Error).count()
    }

    /// The report as lines of text, with the places of claims.
    pub fn shown<'a>(&'a self, map: &'a SourceMap) -> Shown<'a> {
        Shown::new(self, map)
    }
}

/// Checks every claim of a program. `program` is the checked form of `lowered`.
pub fn check(program: &Program, lowered: &Lowered, texts: &Texts) -> Report {
    let mut report = Report::default();
    for article in &lowered.articles {
        let claims: Vec<_> = lowered.claims.iter().filter(|claim| claim.article == article.name).collect();
        match texts.get(article.name.as_str()) {
            Some(text) => quotes::check(article, &claims, text, &mut report),
            None => report.findings.push(Finding {
                weight: Weight::Error,
                kind: Kind::MissingText,
                article: article.name.to_string(),
                claim: None,
                span: article.span,
                message: format!("the text `{}` of the article was not found", article.file),
            }),
        }
        dates::check(program, article, &claims, &mut report.findings);
    }
    names::check(program, lowered, &mut report.findings);
    counts::check(program, lowered, &mut report.findings);
    plain::check(lowered, &mut report.findings);
    let order = |name: &str| lowered.articles.iter().position(|article| article.name == name);
    report.findings.sort_by_key(|finding| (order(&finding.article), finding.kind, finding.span.start));
    report
}

#[cfg(test)]
mod tests;
