//! Names in a sentence, by their capitals, that are none of those told of.
//!
//! A name of which nothing told has any word is said to be unknown, so that nobody takes what is offered instead for an answer on it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::guide::chapters;
use super::matter::{is_common, words};
use crate::date::in_edtf;
use crate::program::ir::{Attribute, Relation, Type};
use crate::session::Session;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A line for each such name; `rest` is the sentence without the names that are known, each replaced by a comma.
pub(super) fn strangers(text: &str, rest: &str, session: &Session) -> String {
    let mut lines = String::new();
    let runs = capitalised(text, rest);
    if runs.is_empty() {
        return lines;
    }
    let told = told(session);
    let of_page = chapters().into_iter().flat_map(|chapter| chapter.rows).flatten();
    let mut known: BTreeSet<String> = of_page.flat_map(|cell| words(&cell).collect::<Vec<_>>()).collect();
    known.extend(told.iter().flat_map(|(_, _, symbol)| words(symbol).collect::<Vec<_>>()));
    for name in runs {
        if !words(&name).any(|word| known.contains(&word)) {
            let _ = writeln!(lines, "  nothing is told of \"{name}\"");
        } else if let Some(place) = only_place(&name, &told) {
            let _ = writeln!(lines, "  \"{name}\" stands in {place}");
        }
    }
    lines
}

/// A symbol that claims tell, with its relation and column.
type Told<'s> = (&'s Relation, usize, &'s str);

fn told(session: &Session) -> Vec<Told<'_>> {
    let Ok(database) = session.at_hand([], session.lens()) else { return Vec::new() };
    let survey = &session.lowered().survey;
    let relations = session.program().relations.iter().zip(&database.tables);
    let relations = relations.filter(|(relation, _)| survey.may_be_annotated(&relation.name));
    let mut found = Vec::new();
    for (relation, table) in relations {
        let symbols = relation.attributes.iter().enumerate().filter(|(_, column)| column.ty == Type::Symbol);
        for (at, _) in symbols {
            let texts: BTreeSet<&str> =
                table.column(at).map(|word| session.dictionary().text(word)).collect();
            found.extend(texts.into_iter().map(|text| (relation, at, text)));
        }
    }
    found
}

/// The question for the only place where a name stands as a part of a text: several words in a text of one relation.
fn only_place(name: &str, told: &[Told<'_>]) -> Option<String> {
    let mut places = told.iter().filter(|(_, _, text)| text.contains(name) && text.contains(' '));
    let (relation, at, text) = places.next().filter(|_| name.contains(' '))?;
    if places.any(|(other, _, _)| other.name != relation.name) {
        return None;
    }
    let argument = |(column, attribute): (usize, &Attribute)| {
        if column == *at { format!("\"{text}\"") } else { attribute.name.to_string() }
    };
    let arguments: Vec<String> = relation.attributes.iter().enumerate().map(argument).collect();
    Some(format!("{}({})", relation.name, arguments.join(", ")))
}

/// The words with capitals that follow on each other, but for the first of the sentence alone, common ones, months and days.
fn capitalised(text: &str, rest: &str) -> Vec<String> {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    let is_name = |(at, word): (usize, &&str)| {
        let lower = word.to_lowercase();
        let is_first = at == 0 && first == Some(*word);
        let is_day = WEEKDAYS.contains(&lower.as_str()) || in_edtf(&format!("{word} 2000")).is_some();
        word.starts_with(char::is_uppercase) && !is_first && !is_day && !is_common(&lower)
    };
    let all: Vec<&str> = rest.split_whitespace().collect();
    let flags: Vec<bool> = all.iter().enumerate().map(is_name).collect();
    let mut runs: Vec<String> = Vec::new();
    for group in all.iter().zip(flags).collect::<Vec<_>>().chunk_by(|one, other| one.1 == other.1) {
        if group.first().is_some_and(|(_, flag)| *flag) {
            runs.push(group.iter().map(|(word, _)| **word).collect::<Vec<_>>().join(" "));
        }
    }
    runs.dedup();
    runs
}

#[cfg(test)]
mod tests {
    use super::capitalised;

    #[test]
    fn names_are_words_with_capitals() {
        let cases: [(&str, &str, &[&str]); 5] = [
            ("What does David Bedford suggest?", "What does David Bedford suggest", &["David Bedford"]),
            ("Did Kim meet Zelensky in May?", "Did , meet Zelensky in May", &["Zelensky"]),
            ("Zelensky went to Utopia", "Zelensky went to Utopia", &["Utopia"]),
            ("Has I anything on Friday?", "Has I anything on Friday", &[]),
            ("Did Merkel, Putin or Macron come?", "Did Merkel , or Macron come", &["Merkel", "Macron"]),
        ];
        for (text, rest, names) in cases {
            assert_eq!(capitalised(text, rest), names, "{text}");
        }
    }
}
