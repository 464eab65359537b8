//! What a brief stands on: the days, the trust, the articles, what is supposed and left out.

use super::calendar::{at, noun};
use super::names::listing;
use crate::evidence::{Article, Lens, directives};
use crate::session::Session;

/// The most articles that are named.
const ARTICLES: usize = 6;

/// The most choices of the lens that are named.
const CHOICES: usize = 6;

/// In sentences; `articles` are those that speak, the latest last.
pub(super) fn standing(session: &Session, articles: &[&Article]) -> Vec<String> {
    let (sight, lens) = (session.sight(), session.lens());
    let mut sentences = Vec::new();
    sentences.extend(sight.as_of.as_ref().map(|day| format!("As known on {}", noun(day))));
    if let (Some(at_day), Some(sentence)) = (sight.at.as_ref(), sentences.last_mut()) {
        let same = sight.as_of.as_ref() == Some(at_day);
        let judged = if same { "the same day".to_owned() } else { noun(at_day) };
        *sentence = format!("{sentence}, judged for {judged}.");
    }
    sentences.push(speaking(articles));
    sentences.extend(perhaps_out(&sight.maybe_out()));
    if lens.possibly {
        sentences.push("Articles that may have been out by then are heard too.".to_owned());
    }
    // The days are told already.
    let chosen = directives(&Lens { as_of: None, at: None, ..lens.clone() });
    if !chosen.is_empty() {
        sentences.push(format!("Seen through a lens of one’s own: {}.", listing(&chosen, CHOICES)));
    }
    sentences
}

fn speaking(articles: &[&Article]) -> String {
    let named: Vec<String> =
        articles.iter().rev().map(|it| format!("{} ({})", it.name, at(&it.published))).collect();
    match named.len() {
        0 => "No article speaks.".to_owned(),
        1 => format!("One article speaks: {}.", listing(&named, 1)),
        count => format!("{count} articles speak, the latest first: {}.", listing(&named, ARTICLES)),
    }
}

fn perhaps_out(articles: &[&Article]) -> Option<String> {
    let named: Vec<String> =
        articles.iter().map(|it| format!("{}, published {}", it.name, at(&it.published))).collect();
    let named = listing(&named, ARTICLES);
    (!named.is_empty()).then(|| format!("Perhaps out by then, and not heard: {named}."))
}
