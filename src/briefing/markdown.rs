//! A brief in Markdown.

use std::fmt::Write as _;

use super::notes::Note;
use super::page::{Brief, LEGEND, Line, Part, Section, more};
use crate::answer::escape::visible;

/// The brief as one Markdown document.
pub fn markdown(brief: &Brief) -> String {
    let mut text = format!("# {}\n\n{}\n", escaped(&brief.title()), escaped(&brief.standing.join(" ")));
    if brief.has_evidence && !brief.notes.is_empty() {
        let _ = writeln!(text, "\n*{LEGEND}*");
    }
    brief.sections.iter().for_each(|it| text += &section(it));
    if let Some(untold) = &brief.untold {
        let _ = writeln!(text, "\n{}", escaped(untold));
    }
    if !brief.notes.is_empty() {
        text += "\n## Notes\n\n";
    }
    for (number, it) in (1..).zip(&brief.notes) {
        // Writing to a string cannot fail, here and above.
        let _ = writeln!(text, "{number}. {}", note(it));
    }
    text
}

fn section(section: &Section) -> String {
    let mut text = format!("\n## {}\n", escaped(&section.title));
    if section.parts.is_empty() {
        let _ = writeln!(text, "\n{}", escaped(&section.nothing));
    }
    for (at, it) in section.parts.iter().enumerate() {
        // A list goes on through kinds that have no label.
        if at == 0 || it.label.is_some() {
            text.push('\n');
        }
        text += &part(it);
    }
    text
}

fn part(part: &Part) -> String {
    let label = part.label.as_ref().map_or_else(String::new, |label| format!("**{}**\n\n", escaped(label)));
    let mut text = label;
    part.lines.iter().for_each(|it| text += &line(it));
    if let Some(more) = more(part) {
        let _ = writeln!(text, "- {more}: {}", code(&part.ask));
    }
    text
}

fn line(line: &Line) -> String {
    let certainty = line.certainty.map_or_else(String::new, |certainty| format!(" *{certainty}*"));
    let numbers: Vec<String> = line.notes.iter().map(ToString::to_string).collect();
    let notes = if numbers.is_empty() { String::new() } else { format!(" \\[{}\\]", numbers.join(", ")) };
    format!("- {}{certainty}{notes}\n", escaped(&line.text))
}

fn note(note: &Note) -> String {
    let quote = note.quote.as_ref().map_or_else(String::new, |quote| format!("“{}” — ", escaped(quote)));
    let references: Vec<String> = note.references.iter().map(|it| code(it)).collect();
    let references =
        if references.is_empty() { String::new() } else { format!(" ({})", references.join(", ")) };
    format!("{quote}{}{references}", escaped(&note.told))
}

/// Text as code.
fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", visible(text))
}

/// Text that Markdown shows as it is. An underscore inside a word marks nothing and stays.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let is_word = |it: char| it.is_alphanumeric() || it == '_';
        let is_inside = is_word(before) && rest.peek().is_some_and(|it| is_word(*it));
        let marks = match character {
            '_' => !is_inside,
            other => matches!(other, '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~'),
        };
        if marks {
            shown.push('\\');
        }
        shown.push(character);
        before = character;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_mark_is_escaped_and_words_stay() {
        assert_eq!(
            escaped("nk_spring_2024 _is_ *it* <b>&amp;</b> [1] a|b"),
            "nk_spring_2024 \\_is\\_ \\*it\\* \\<b\\>\\&amp;\\</b\\> \\[1\\] a\\|b"
        );
        assert_eq!(escaped("a\u{202e}b\nc"), "a\\\\u{202e}b\\\\nc");
        assert_eq!(code("a`b"), "``a`b``");
    }
}
