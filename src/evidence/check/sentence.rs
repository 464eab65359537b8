//! A text split into sentences.

use std::ops::Range;

/// Words that end in a period without ending a sentence.
const ABBREVIATIONS: [&str; 22] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Sen", "Rep", "Gov", "St", "No", "vs", "Jan", "Feb", "Mar",
    "Apr", "Aug", "Sept", "Oct", "Nov", "Dec", "Co",
];

/// The byte ranges of the sentences of a text, without the white space around them.
///
/// A sentence ends with its paragraph, or at `.`, `?`, `!` or `…`, closing quotation marks and brackets included, before white
/// space and something that can begin a sentence; not after an abbreviation or an initial.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive('\n') {
        let end = start + paragraph.len();
        let mut from = start;
        for cut in cuts(paragraph) {
            sentences.extend(trimmed(text, from..start + cut));
            from = start + cut;
        }
        sentences.extend(trimmed(text, from..end));
        start = end;
    }
    sentences
}

/// The places in a paragraph after which a new sentence begins.
fn cuts(paragraph: &str) -> Vec<usize> {
    let marks = paragraph.match_indices(['.', '?', '!', '…']);
    marks.filter_map(|(at, mark)| cut_after(paragraph, at, at + mark.len())).collect()
}

/// The end of the sentence whose mark stands at `at..after`, if it ends there.
fn cut_after(paragraph: &str, at: usize, after: usize) -> Option<usize> {
    let rest = paragraph.get(after..)?;
    let next = rest.trim_start_matches(['"', '”', '’', '\'', ')', ']', '»']);
    let end = paragraph.len() - next.len();
    let begins = next.trim_start();
    let new_sentence = begins.len() < next.len()
        && begins.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"“‘'([«".contains(c));
    (new_sentence && !is_abbreviation(paragraph.get(..at)?)).then_some(end)
}

/// Whether the text before a period ends in an abbreviation, or in a single capital letter.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || ABBREVIATIONS.contains(&word)
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    (start < end && part.contains(char::is_alphanumeric)).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn marks_and_paragraphs_end_sentences() {
        let text = "A title\n\nHe came. “Will she?” asked one (in May). Nobody knows!\n* * *\nEnd";
        assert_eq!(
            sentences(text),
            ["A title", "He came.", "“Will she?” asked one (in May).", "Nobody knows!", "End"]
        );
    }

    #[test]
    fn abbreviations_initials_and_numbers_do_not() {
        let text = "On Apr. 18 Mr. Envoy of the U.S. Congress paid 1.5 million. J. Doe left.";
        assert_eq!(
            sentences(text),
            ["On Apr. 18 Mr. Envoy of the U.S. Congress paid 1.5 million.", "J. Doe left."]
        );
    }

    #[test]
    fn a_quotation_mark_belongs_to_the_sentence_it_closes() {
        assert_eq!(sentences("“He came.” Then he left."), ["“He came.”", "Then he left."]);
    }
}
