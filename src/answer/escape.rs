//! Characters that would act on a terminal or reorder a line are shown by their code.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with control characters and invisible or bidirectional marks written out, such as `\n` or `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            // Writing to a string cannot fail.
            other if acts(other) => drop(write!(shown, "\\u{{{:x}}}", u32::from(other))),
            other => shown.push(other),
        }
    }
    Cow::Owned(shown)
}

/// Text that HTML and SVG show as it is: marks, and what cannot be seen, escaped.
pub fn html(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&#39;"),
            other => shown.push(other),
        }
    }
    shown
}

/// Whether a character acts instead of being seen: controls, marks of direction, invisible separators, tags.
fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_in_any_script_stays() {
        for text in ["", "Kim’s visit", "김정은", "עברית", "é\u{301}"] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn what_acts_is_written_out() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("\u{202e}evil\u{2069}"), "\\u{202e}evil\\u{2069}");
        assert_eq!(visible("tab\tline\nend\r\u{7f}\u{9b}"), "tab\\tline\\nend\\r\\u{7f}\\u{9b}");
    }
}
