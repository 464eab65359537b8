//! The nearest names: what a misspelt word was probably meant to be.

use std::collections::BTreeSet;

/// What is added to the rank of a name that only shares a word.
const WORD_WITHIN: usize = 1000;
/// What is added to the rank of a name that shares several words, less for each of them.
const WORDS_SHARED: usize = 10_000;

/// The candidate nearest to `name`, if it is near enough to have been meant.
///
/// Nearness is the Damerau–Levenshtein distance over lowercase text, at most a third of the longer name's length (and at
/// least one) and less than that length, so that something is shared; of several equally near candidates the first is taken, so the order of candidates decides.
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let others = candidates.into_iter().filter(|candidate| *candidate != name);
    let near =
        others.filter_map(|candidate| Some((distance(&wanted, &candidate.to_lowercase())?, candidate)));
    near.min_by_key(|&(distance, _)| distance).map(|(_, candidate)| candidate)
}

/// At most `limit` of the names that are near to `wanted`, nearest first, then in the order given; none if none is near.
///
/// For values, which may be names of several words of which one is given: a name that contains the wanted one as a whole word, or
/// the reverse, counts as near after those that [`suggest`] would take, and after these one that shares two words with it, at least
/// half of those wanted. One that has all its words and others, or all but some, two at least, is nearer the fewer differ.
pub fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>, limit: usize) -> Vec<&'n str> {
    let folded = wanted.to_lowercase();
    let mut ranked: Vec<(usize, &str)> =
        names.into_iter().filter_map(|name| Some((rank(&folded, &name.to_lowercase())?, name))).collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    ranked.dedup();
    ranked.into_iter().take(limit).map(|(_, name)| name).collect()
}

/// The distance of two names in lower case; none when they are too far apart to be the same.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let (one, other) = (wanted.chars().count(), name.chars().count());
    let longer = one.max(other);
    let reach = (longer / 3).max(1).min(longer.saturating_sub(1));
    if one.abs_diff(other) > reach {
        return None;
    }
    Some(strsim::damerau_levenshtein(wanted, name)).filter(|distance| *distance <= reach)
}

fn rank(wanted: &str, name: &str) -> Option<usize> {
    let within = || has_word(name, wanted) || has_word(wanted, name);
    let apart = || wanted.chars().count().abs_diff(name.chars().count());
    let (asked, had) = (words_of(wanted), words_of(name));
    let shared = asked.intersection(&had).count();
    if shared >= 2 && (shared == asked.len() || shared == had.len()) {
        return Some(asked.len() + had.len() - 2 * shared);
    }
    let sharing =
        || (shared >= 2 && 2 * shared >= asked.len()).then(|| WORDS_SHARED - 10 * shared.min(50) + apart());
    distance(wanted, name).or_else(|| within().then(|| WORD_WITHIN + apart())).or_else(sharing)
}

/// The words of a name, each once.
fn words_of(name: &str) -> BTreeSet<&str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Whether `part` stands in `whole` between ends or characters that are no letters or digits.
fn has_word(whole: &str, part: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric();
    part.chars().count() >= 3
        && whole.match_indices(part).any(|(at, _)| {
            !whole[..at].chars().next_back().is_some_and(is_word)
                && !whole[at + part.len()..].chars().next().is_some_and(is_word)
        })
}

/// Whether two names differ by no more than a slip in typing: one letter, or one in six.
pub fn is_slip(name: &str, other: &str) -> bool {
    let longer = name.chars().count().max(other.chars().count());
    strsim::damerau_levenshtein(&name.to_lowercase(), &other.to_lowercase()) <= (longer / 6).max(1)
}

/// The candidates that share a word with `name`, at most `limit`: those that share more letters in such words first, then the shorter.
///
/// Words are parted by underscores; two are the same if they differ in their ending alone, by at most half of the longer.
pub fn kindred<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>, limit: usize) -> Vec<&'a str> {
    let shared = |candidate: &str| -> usize {
        words(name).map(|word| words(candidate).map(|other| common(word, other)).max().unwrap_or(0)).sum()
    };
    let mut found: Vec<(usize, &str)> =
        candidates.into_iter().map(|it| (shared(it), it)).filter(|(shared, _)| *shared > 0).collect();
    found.sort_by_key(|(shared, it)| (std::cmp::Reverse(*shared), it.len()));
    found.into_iter().take(limit).map(|(_, it)| it).collect()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split('_').filter(|word| word.len() >= 3)
}

/// How many letters two words begin with alike, if these make them one word with different endings.
fn common(one: &str, other: &str) -> usize {
    let alike = one.chars().zip(other.chars()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let longer = one.chars().count().max(other.chars().count());
    if alike >= 3 && 2 * alike >= longer { alike } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{kindred, nearest, suggest};

    #[test]
    fn the_nearest_candidate_wins() {
        assert_eq!(suggest("outstanding_visits", ["visit", "outstanding_visit"]), Some("outstanding_visit"));
        assert_eq!(suggest("delc", ["type", "decl"]), Some("decl"));
        assert_eq!(suggest("Confirmed", ["announced", "confirmed"]), Some("confirmed"));
    }

    #[test]
    fn of_equally_near_candidates_the_first_wins() {
        assert_eq!(suggest("bat", ["cat", "hat"]), Some("cat"));
    }

    #[test]
    fn kindred_names_share_a_word_or_its_stem() {
        let names = ["owes_visit", "visited", "acceptance", "invitation", "tie"];
        assert_eq!(kindred("visit_owed", names, 2), ["owes_visit", "visited"]);
        assert_eq!(kindred("invited", names, 3), ["invitation"]);
        assert_eq!(kindred("accepted", names, 3), ["acceptance"]);
        assert_eq!(kindred("bloc", names, 3), [""; 0]);
    }

    #[test]
    fn distant_names_and_the_name_itself_are_not_suggested() {
        assert_eq!(suggest("visit", ["alignment", "bloc"]), None);
        assert_eq!(suggest("visit", ["visit"]), None);
        assert_eq!(suggest("e", ["a"]), None);
    }

    #[test]
    fn a_typing_slip_is_near() {
        assert_eq!(nearest("vist", ["visit", "state", "person"], 3), ["visit"]);
        assert_eq!(nearest("outstanding_visits", ["outstanding_visit", "path"], 3), ["outstanding_visit"]);
    }

    #[test]
    fn case_does_not_matter() {
        assert_eq!(nearest("utopia", ["Utopia"], 1), ["Utopia"]);
    }

    #[test]
    fn a_surname_is_near_to_the_whole_name() {
        assert_eq!(nearest("Envoy", ["B. Minister", "A. Envoy"], 1), ["A. Envoy"]);
    }

    #[test]
    fn a_name_that_shares_most_words_is_near() {
        let names = ["utopia-envoy-1999-05", "utopia-treaty-1998", "ruritania-envoy-1999"];
        assert_eq!(nearest("utopia-envoy-visit-1999", names, 1), ["utopia-envoy-1999-05"]);
        let summits = ["utopia-ruritania-summit-1998", "utopia-treaty-1999"];
        assert_eq!(nearest("utopia-treaty-summit-1999", summits, 1), ["utopia-treaty-1999"]);
        assert_eq!(nearest("Envoy to Ruritania", names, 3), ["ruritania-envoy-1999"]);
    }

    #[test]
    fn the_nearest_comes_first_and_ties_keep_their_order() {
        assert_eq!(nearest("edges", ["edged", "edge", "edger"], 2), ["edged", "edge"]);
    }

    #[test]
    fn what_is_far_is_not_offered() {
        assert_eq!(nearest("path", ["visit", "q"], 3), [""; 0]);
        assert_eq!(nearest("x", ["y"], 3), [""; 0]);
    }
}
