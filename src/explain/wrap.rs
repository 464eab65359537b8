//! Lines broken to a width.

use unicode_width::UnicodeWidthStr as _;

/// A line in pieces of which the first has one width and the others another. What stands in quotes is broken only if it must be.
pub(super) fn broken(line: &str, first: Option<usize>, others: Option<usize>) -> Vec<String> {
    let (Some(first), Some(others)) = (first, others) else { return vec![line.to_owned()] };
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::new();
    for word in unbroken(line)
        .into_iter()
        .flat_map(|words| if words.width() > others { at_blanks(words) } else { vec![words] })
    {
        let room = if pieces.is_empty() { first } else { others };
        if !piece.is_empty() && piece.width() + word.trim_end().width() > room {
            pieces.push(piece.trim_end().to_owned());
            piece = String::new();
        }
        piece += word;
    }
    pieces.push(piece);
    pieces
}

fn at_blanks(text: &str) -> Vec<&str> {
    text.split_inclusive(' ').collect()
}

/// The line cut after the blanks that stand outside of double quotes.
fn unbroken(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    let mut start = 0;
    for (at, character) in line.char_indices() {
        match character {
            '"' if !escaped => quoted = !quoted,
            ' ' if !quoted => {
                parts.extend(line.get(start..=at));
                start = at + 1;
            }
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    parts.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_quotes_stays_together() {
        let line = "visit(\"A. Envoy\", \"New Utopia\")";
        assert_eq!(broken(line, Some(18), Some(14)), ["visit(\"A. Envoy\",", "\"New Utopia\")"]);
        assert_eq!(broken(line, None, None), [line]);
    }

    #[test]
    fn what_is_too_long_is_broken_even_in_quotes() {
        let line = "says(\"a long way to go\", 1)";
        assert_eq!(broken(line, Some(10), Some(10)), ["says(\"a", "long way", "to go\", 1)"]);
    }

    #[test]
    fn an_escaped_quote_ends_nothing() {
        assert_eq!(unbroken(r#"a("x \" y", 1)"#), [r#"a("x \" y", "#, "1)"]);
    }
}
