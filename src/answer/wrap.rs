//! Lines of text broken at spaces to fit a width, what follows hanging below where the line began.

use unicode_width::UnicodeWidthStr as _;

/// How much further the following parts of a broken line are indented.
const HANGING: usize = 2;

/// The line in parts that fit the width where it has spaces to break at; a word that is too long stays whole.
pub fn wrap(line: &str, width: Option<u16>) -> String {
    let Some(width) = width.map(usize::from).filter(|&width| line.width() > width) else {
        return line.to_owned();
    };
    let indent = line.len() - line.trim_start().len();
    let margin = " ".repeat(indent + HANGING);
    let mut parts = vec![line.get(..indent).unwrap_or_default().to_owned()];
    let mut empty = true;
    for word in line.get(indent..).unwrap_or_default().split_inclusive(' ') {
        if let Some(part) =
            parts.last_mut().filter(|part| empty || part.width() + word.trim_end().width() <= width)
        {
            part.push_str(word);
        } else {
            parts.push(format!("{margin}{word}"));
        }
        empty = false;
    }
    parts.iter().map(|part| part.trim_end()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_hang_and_short_ones_stay() {
        assert_eq!(wrap("  one two", Some(40)), "  one two");
        assert_eq!(wrap("  one  two three four", None), "  one  two three four");
        assert_eq!(wrap("  one two three four", Some(11)), "  one two\n    three\n    four");
        assert_eq!(wrap("김정은 김정은", Some(8)), "김정은\n  김정은");
        assert_eq!(wrap("unbreakable", Some(4)), "unbreakable");
    }
}
