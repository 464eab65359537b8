//! Quotes against the text of their article: whether they occur, which sentences they touch, how much they cover.

use std::ops::Range;

use super::{Coverage, Finding, Kind, Report, Weight, passage, sentence};
use crate::evidence::{Article, Claim};

/// Quotes are locators: above half of the text, in tenths of a percent, they begin to stand for it.
const MUCH: usize = 500;

/// How many words of an untouched sentence are shown.
const SHOWN_WORDS: usize = 8;

/// Checks the quotes of an article's claims and adds its coverage.
pub(super) fn check(article: &Article, claims: &[&Claim], text: &str, report: &mut Report) {
    let mut quoted = Vec::new();
    let mut touched = Vec::new();
    for claim in claims {
        let Some(quote) = &claim.quote else {
            report.findings.push(no_quote(claim));
            continue;
        };
        match passage::find(quote, text) {
            Some(ranges) => {
                quoted.extend(ranges);
                touched.extend(passage::places(quote, text));
            }
            None => report.findings.push(not_found(claim, quote, text)),
        }
    }
    let sentences = sentence::split(text);
    let untouched: Vec<_> = sentences.iter().filter(|sentence| !meets_any(sentence, &touched)).collect();
    report.findings.extend(untouched.iter().map(|sentence| untouched_sentence(article, text, sentence)));
    let coverage = Coverage {
        article: article.name.to_string(),
        claims: claims.len(),
        sentences: sentences.len(),
        touched: sentences.len() - untouched.len(),
        characters: text.chars().count(),
        quoted: characters_in(text, quoted),
    };
    report.findings.extend((coverage.share_per_mille() > MUCH).then(|| much_quoted(article, &coverage)));
    report.coverage.push(coverage);
}

fn much_quoted(article: &Article, coverage: &Coverage) -> Finding {
    let share = coverage.share_per_mille();
    Finding {
        weight: Weight::Note,
        kind: Kind::Coverage,
        article: article.name.to_string(),
        claim: None,
        span: article.span,
        message: format!(
            "quotes cover {}.{} % of the text; fewer words find the places",
            share / 10,
            share % 10
        ),
    }
}

fn meets_any(sentence: &Range<usize>, touched: &[Range<usize>]) -> bool {
    touched.iter().any(|range| range.start < sentence.end && sentence.start < range.end)
}

/// How many characters stand in at least one of the ranges.
fn characters_in(text: &str, mut ranges: Vec<Range<usize>>) -> usize {
    ranges.sort_by_key(|range| range.start);
    let mut count = 0;
    let mut counted_to = 0;
    for range in ranges {
        let from = range.start.max(counted_to);
        count += text.get(from..range.end).map_or(0, |part| part.chars().count());
        counted_to = counted_to.max(range.end);
    }
    count
}

fn no_quote(claim: &Claim) -> Finding {
    finding(claim, Kind::NoQuote, "the claim has no quote, so nothing finds it in its article".to_owned())
}

fn not_found(claim: &Claim, quote: &str, text: &str) -> Finding {
    let message = match passage::beginning(quote, text) {
        Some(part) => format!("the quote “{quote}” does not occur; “{part}” does, what follows differs"),
        None => format!("the quote “{quote}” does not occur in the article"),
    };
    finding(claim, Kind::Quote, message)
}

fn finding(claim: &Claim, kind: Kind, message: String) -> Finding {
    Finding {
        weight: Weight::Error,
        kind,
        article: claim.article.to_string(),
        claim: Some(claim.name.to_string()),
        span: claim.quote_span.unwrap_or(claim.span),
        message,
    }
}

fn untouched_sentence(article: &Article, text: &str, sentence: &Range<usize>) -> Finding {
    let before = text.get(..sentence.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let words: Vec<&str> =
        text.get(sentence.clone()).unwrap_or_default().split_whitespace().take(SHOWN_WORDS + 1).collect();
    let more = if words.len() > SHOWN_WORDS { " …" } else { "" };
    let shown = words.iter().take(SHOWN_WORDS).copied().collect::<Vec<_>>().join(" ");
    Finding {
        weight: Weight::Note,
        kind: Kind::Sentence,
        article: article.name.to_string(),
        claim: None,
        span: article.span,
        message: format!(
            "no claim touches the sentence in line {line} of `{}`: “{shown}{more}”",
            article.file
        ),
    }
}
