//! Several options in one word of the command line, cut as a shell would.

/// The words of a text: cut at blanks, save in quotes; a backslash takes the next character as it is, save in single quotes.
pub(super) fn split(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match (character, quote) {
            (_, Some(open)) if character == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            ('\\', None | Some('"')) => {
                word.get_or_insert_default().push(rest.next().ok_or("a backslash ends the options")?);
            }
            (blank, None) if blank.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    if let Some(open) = quote {
        return Err(format!("a quote {open} is not closed"));
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn words_are_cut_as_a_shell_cuts_them() {
        let cases: [(&str, &[&str]); 6] = [
            ("", &[]),
            ("  --as-of  1999 ", &["--as-of", "1999"]),
            ("--assume 'p(\"a b\")'", &["--assume", "p(\"a b\")"]),
            ("--speakers \"A. Envoy\"", &["--speakers", "A. Envoy"]),
            ("a\\ b\"c\\\"d\" ''", &["a bc\"d", ""]),
            ("'a\\b'", &["a\\b"]),
        ];
        for (text, words) in cases {
            assert_eq!(split(text).unwrap(), words, "{text}");
        }
        assert_eq!(split("'a").unwrap_err(), "a quote ' is not closed");
        assert_eq!(split("a\\").unwrap_err(), "a backslash ends the options");
    }
}
