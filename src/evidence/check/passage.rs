//! Where a quote stands in a text, letter by letter.

use std::ops::Range;

/// The bytes of a text that a quote stands for: one range a part, in order.
///
/// `…` in a quote joins two parts; each part must occur after the one before it. Of several places the last part's first one after
/// the others counts, and of an earlier part the last one before it.
pub(super) fn find(quote: &str, text: &str) -> Option<Vec<Range<usize>>> {
    let parts: Vec<&str> = quote.split('…').map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut from = 0;
    let mut ranges = Vec::with_capacity(parts.len());
    for part in &parts {
        let start = from + text.get(from..)?.find(part)?;
        from = start + part.len();
        ranges.push(start..from);
    }
    if ranges.is_empty() { None } else { Some(tightened(ranges, &parts, text)) }
}

/// Moves each part but the last as near to the next one as it occurs.
fn tightened(mut ranges: Vec<Range<usize>>, parts: &[&str], text: &str) -> Vec<Range<usize>> {
    for at in (1..ranges.len()).rev() {
        let limit = ranges.get(at).map_or(0, |next| next.start);
        let nearer = parts.get(at - 1).and_then(|part| {
            let start = text.get(..limit)?.rfind(part)?;
            Some(start..start + part.len())
        });
        if let (Some(range), Some(nearer)) = (ranges.get_mut(at - 1), nearer) {
            *range = nearer;
        }
    }
    ranges
}

/// Every place where a quote stands, each as one stretch from its first part to its last.
pub(super) fn places(quote: &str, text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(ranges) = text.get(from..).and_then(|rest| find(quote, rest)) {
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { break };
        found.push(from + first.start..from + last.end);
        from += last.end;
    }
    found
}

/// What is longest of a quote's beginning that occurs in the text, if it is at least a word.
pub(super) fn beginning<'q>(quote: &'q str, text: &str) -> Option<&'q str> {
    let ends = quote.char_indices().map(|(at, _)| at).chain([quote.len()]).filter(|at| {
        quote.get(*at..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    });
    ends.filter_map(|end| quote.get(..end))
        .filter(|part| !part.is_empty() && text.contains(part))
        .max_by_key(|part| part.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_found_letter_by_letter() {
        let text = "He will come. She said: “he will come in June”.";
        let found = find("will come in June", text).unwrap();
        assert_eq!((found.len(), found.first()), (1, Some(&(30..47))));
        assert_eq!(find("He  will", text), None);
        assert_eq!(find("", text), None);
    }

    #[test]
    fn an_ellipsis_joins_two_ends_in_order_and_as_near_as_may_be() {
        let text = "one two one three two four";
        assert_eq!(find("one … three", text), Some(vec![8..11, 12..17]));
        assert_eq!(find("four … one", text), None);
        assert_eq!(places("one … two", text), [0..7, 8..21]);
    }

    #[test]
    fn the_longest_beginning_that_occurs() {
        assert_eq!(beginning("will come in July", "he will come in June"), Some("will come in"));
        assert_eq!(beginning("perhaps", "he will come"), None);
    }
}
