//! Requests as they are typed: `why [all] ATOM [without CLAIMS]`, `whynot ATOM`, which may be parted: `why not ATOM`, `why !ATOM`.

/// What is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<'t> {
    /// Which explanation.
    pub kind: Kind,
    /// The question, as a program writes it.
    pub question: &'t str,
    /// The claims, articles and facts that a proof is to avoid, separated by commas; empty for none.
    pub without: &'t str,
}

/// The kinds of explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A proof of least height.
    Why,
    /// The smallest proofs.
    WhyAll,
    /// What stands in the way.
    WhyNot,
}

impl<'t> Request<'t> {
    /// Reads a line that begins with `why` or `whynot`; none for any other. An atom of a relation of such a name is no request.
    ///
    /// ```
    /// use demarche::explain::{Kind, Request};
    /// let request = Request::read("why all visited(who, _) without courier_1999:12").unwrap();
    /// assert_eq!((request.kind, request.question, request.without), (Kind::WhyAll, "visited(who, _)", "courier_1999:12"));
    /// assert_eq!(Request::read("whynot visited(1)").unwrap().kind, Kind::WhyNot);
    /// assert_eq!(Request::read("why not visited(1)"), Request::read("whynot visited(1)"));
    /// assert_eq!(Request::read("why(1)"), None);
    /// ```
    pub fn read(line: &'t str) -> Option<Self> {
        let (word, rest) = line.trim().split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        if rest.starts_with('(') {
            return None;
        }
        let kind = match word {
            "why" => Kind::Why,
            "whynot" => Kind::WhyNot,
            _ => return None,
        };
        let negated = negated(rest).filter(|_| kind == Kind::Why);
        let (kind, rest) = negated.map_or((kind, rest), |rest| (Kind::WhyNot, rest));
        let all = rest
            .strip_prefix("all")
            .filter(|rest| kind == Kind::Why && rest.starts_with(char::is_whitespace));
        let (kind, rest) = all.map_or((kind, rest), |rest| (Kind::WhyAll, rest.trim_start()));
        let (question, without) =
            rest.rsplit_once(" without ").filter(|(before, _)| is_whole(before)).unwrap_or((rest, ""));
        Some(Self { kind, question: question.trim_end(), without: without.trim().trim_end_matches('.') })
    }
}

/// What follows a negation at the beginning of a text.
fn negated(text: &str) -> Option<&str> {
    let word = text.strip_prefix("not").filter(|rest| rest.starts_with(char::is_whitespace));
    word.or_else(|| text.strip_prefix('!').filter(|rest| !rest.starts_with('='))).map(str::trim_start)
}

/// Whether no text in quotes is left open.
fn is_whole(text: &str) -> bool {
    let mut escaped = false;
    let quotes = text.chars().filter(|&character| {
        let is_quote = character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        is_quote
    });
    quotes.count() % 2 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_for_is_no_request() {
        for line in ["", "why", "why (1)", "whynot(1)", "visited(1)", "whyever visited(1)"] {
            assert_eq!(Request::read(line), None, "{line}");
        }
    }

    #[test]
    fn a_text_may_hold_the_word_without() {
        let request = Request::read("why said(\"life without end\").").unwrap();
        assert_eq!((request.question, request.without), ("said(\"life without end\").", ""));
        let request = Request::read("why said(\"life without end\") without c1, c2.").unwrap();
        assert_eq!((request.question, request.without), ("said(\"life without end\")", "c1, c2"));
    }

    #[test]
    fn a_negation_asks_why_not() {
        for line in ["why not visited(1)", "why !visited(1)", "why  not  visited(1)."] {
            let request = Request::read(line).unwrap();
            assert_eq!(
                (request.kind, request.question.trim_end_matches('.')),
                (Kind::WhyNot, "visited(1)"),
                "{line}"
            );
        }
        assert_eq!(Request::read("why not(1)").unwrap().kind, Kind::Why);
        assert_eq!(Request::read("whynot not visited(1)").unwrap().question, "not visited(1)");
    }

    #[test]
    fn a_relation_may_be_called_all() {
        assert_eq!(Request::read("why all(1)").unwrap().kind, Kind::Why);
        assert_eq!(Request::read("why all all(1)").unwrap().question, "all(1)");
    }
}
