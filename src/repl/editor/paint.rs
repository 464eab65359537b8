//! The colours of a line while it is typed. Colours add no width, so that the cursor stays where it belongs.

use super::Lexicon;
use super::scan::{Kind, pieces};

const STRING: &str = "32";
const NUMBER: &str = "33";
const RELATION: &str = "36";
const GRADE: &str = "35";
const DIM: &str = "2";

/// A line with its strings, numbers, grades, comments and known relations in colour.
pub(super) fn line(line: &str, lexicon: &impl Lexicon) -> String {
    let relations = lexicon.relations();
    let known = |name: &str| relations.iter().any(|relation| relation.name == name);
    let mut painted = String::with_capacity(line.len() * 2);
    for piece in pieces(line) {
        let text = &line[piece.range];
        match piece.kind {
            Kind::String { .. } => painted.push_str(&colour(STRING, text)),
            Kind::Number => painted.push_str(&colour(NUMBER, text)),
            Kind::Comment => painted.push_str(&dim(text)),
            Kind::Grade => painted.push_str(&colour(GRADE, text)),
            Kind::Word if known(text) => painted.push_str(&colour(RELATION, text)),
            Kind::Word | Kind::Other(_) => painted.push_str(text),
        }
    }
    painted
}

/// A text that stands back.
pub(super) fn dim(text: &str) -> String {
    colour(DIM, text)
}

fn colour(code: &str, text: &str) -> String {
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}

#[cfg(test)]
mod tests {
    use super::super::tests::Two;
    use super::*;

    #[test]
    fn known_relations_and_constants_are_coloured_and_nothing_is_lost() {
        let painted = line("visited(x, \"a\", 1) @denied, other(x) // c", &Two);
        let expected = "\u{1b}[36mvisited\u{1b}[0m(x, \u{1b}[32m\"a\"\u{1b}[0m, \u{1b}[33m1\u{1b}[0m) \
                        \u{1b}[35m@denied\u{1b}[0m, other(x) \u{1b}[2m// c\u{1b}[0m";
        assert_eq!(painted, expected);
    }
}
