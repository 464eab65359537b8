//! A rule's own name: `[name]` at the start of its documentation.

use crate::syntax::tree::{Docs, Text};

/// The name, if the first line of documentation opens with one, and the documentation without it.
pub(super) fn split(docs: &Docs) -> (Option<Text>, Docs) {
    let unnamed = || (None, docs.clone());
    let Some((first, rest)) = docs.split_first() else { return unnamed() };
    let Some((name, after)) = first.strip_prefix('[').and_then(|text| text.split_once(']')) else {
        return unnamed();
    };
    let name = name.trim();
    if name.is_empty() {
        return unnamed();
    }
    let after = after.trim_start();
    let first = (!after.is_empty()).then(|| after.to_owned());
    (Some(name.into()), first.into_iter().chain(rest.iter().cloned()).collect())
}

#[cfg(test)]
mod tests {
    use super::{Docs, split};

    fn lines(text: &[&str]) -> Docs {
        text.iter().map(|&line| line.to_owned()).collect()
    }

    #[test]
    fn a_name_in_brackets_is_taken_off() {
        assert_eq!(
            split(&lines(&["[debt] An accepted invitation.", "More."])),
            (Some("debt".into()), lines(&["An accepted invitation.", "More."]))
        );
        assert_eq!(split(&lines(&["[debt]", "More."])), (Some("debt".into()), lines(&["More."])));
    }

    #[test]
    fn other_documentation_stays() {
        for docs in [&["An [old] rule."][..], &["[] x"], &["[open"], &[]] {
            assert_eq!(split(&lines(docs)), (None, lines(docs)));
        }
    }
}
