//! What both drawings are made of: numbers as lengths, text cut to a width, legends.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::answer::escape::html as escaped;
use crate::answer::escape::visible;

/// The width of a drawing.
pub(super) const WIDTH: f64 = 900.0;
/// The width of a column of text of the size drawn, generously.
const COLUMN: f64 = 7.4;
/// The height of a line of a legend.
const LEGEND_LINE: f64 = 22.0;

/// A number of things or days as a length; far below what a float holds exactly.
pub(super) fn real(number: impl TryInto<i32>) -> f64 {
    f64::from(number.try_into().unwrap_or(i32::MAX))
}

/// How wide a text is drawn at most.
pub(super) fn width(text: &str) -> f64 {
    COLUMN * real(text.width())
}

/// A text in at most two lines of so many columns, broken at spaces where it has them; what does not fit is cut off.
pub(super) fn lines(text: &str, columns: usize) -> Vec<String> {
    let text = visible(text);
    if text.width() <= columns {
        return vec![text.into_owned()];
    }
    let mut first = String::new();
    for word in text.split_inclusive(' ') {
        if first.width() + word.trim_end().width() > columns {
            break;
        }
        first.push_str(word);
    }
    if first.is_empty() {
        first = cut(&text, columns, "");
    }
    let rest = text.get(first.len()..).unwrap_or_default().trim_start();
    let second = if rest.width() <= columns { rest.to_owned() } else { cut(rest, columns, "…") };
    vec![first.trim_end().to_owned(), second]
}

/// The beginning of a text, with a mark of what is left out.
fn cut(text: &str, columns: usize, mark: &str) -> String {
    let room = columns.saturating_sub(mark.width());
    let mut used = 0;
    let mut kept = String::new();
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > room {
            break;
        }
        kept.push(character);
    }
    kept + mark
}

/// Text of one or two lines around a height.
pub(super) fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, lines: &[String]) {
    let top = y - 7.5 * real(lines.len() - lines.len().min(1));
    for (at, line) in lines.iter().enumerate() {
        let y = top + 15.0 * real(at) + 4.5;
        // Writing to a string cannot fail.
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>",
            escaped(line)
        );
    }
}

/// An entry of a legend: what draws a sign, 26 wide, from a place at its left, and the words for it.
pub(super) type Swatch<'a> = (&'a dyn Fn(f64, f64) -> String, &'a str);

/// A legend below a height. Returns the height below it.
pub(super) fn legend(svg: &mut String, top: f64, entries: &[Swatch<'_>]) -> f64 {
    let (mut x, mut y) = (10.0, top + LEGEND_LINE / 2.0);
    for (swatch, words) in entries {
        let needed = 34.0 + width(words);
        if x + needed > WIDTH && x > 10.0 {
            (x, y) = (10.0, y + LEGEND_LINE);
        }
        svg.push_str(&swatch(x, y));
        text(svg, (x + 34.0, y), "start", &[(*words).to_owned()]);
        x += needed + 18.0;
    }
    y + LEGEND_LINE / 2.0
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn labels_take_two_lines_and_are_cut_after_that() {
        assert_eq!(lines("short", 10), ["short"]);
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("unbreakable", 6), ["unbrea", "kable"]);
        assert_eq!(lines("one two three four five", 8), ["one two", "three f…"]);
        assert_eq!(lines("김정은 김정은", 6), ["김정은", "김정은"]);
        assert_eq!(lines("a\u{202e}b", 20), ["a\\u{202e}b"]);
    }
}
