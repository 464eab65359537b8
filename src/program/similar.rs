//! The nearest values to a misspelt one. Names of relations and the like are compared by `diagnostic::suggest`; values may be
//! names of several words, of which one is given.

/// At most `limit` of the names that are near to `wanted`, nearest first, then in the order given; none if none is near.
///
/// Near is a Damerau-Levenshtein distance of at most a third of the longer name's length (at least one), upper and lower case
/// alike. A name that contains the wanted one as a whole word, or the reverse, counts as near after those.
pub(super) fn nearest<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
    limit: usize,
) -> Vec<&'n str> {
    let folded = wanted.to_lowercase();
    let mut ranked: Vec<(usize, &str)> =
        names.into_iter().filter_map(|name| Some((rank(&folded, &name.to_lowercase())?, name))).collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    ranked.dedup();
    ranked.into_iter().take(limit).map(|(_, name)| name).collect()
}

const WORD_WITHIN: usize = 1000;

fn rank(wanted: &str, name: &str) -> Option<usize> {
    let longer = wanted.chars().count().max(name.chars().count());
    let shorter = wanted.chars().count().min(name.chars().count());
    let allowed = (longer / 3).max(1);
    if longer - shorter <= allowed && shorter > 0 {
        let distance = strsim::damerau_levenshtein(wanted, name);
        if distance <= allowed && distance < longer {
            return Some(distance);
        }
    }
    let within = has_word(name, wanted) || has_word(wanted, name);
    within.then_some(WORD_WITHIN + longer - shorter)
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

#[cfg(test)]
mod tests {
    use super::nearest;

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
    fn the_nearest_comes_first_and_ties_keep_their_order() {
        assert_eq!(nearest("edges", ["edged", "edge", "edger"], 2), ["edged", "edge"]);
    }

    #[test]
    fn what_is_far_is_not_offered() {
        assert_eq!(nearest("path", ["visit", "q"], 3), [""; 0]);
        assert_eq!(nearest("x", ["y"], 3), [""; 0]);
    }
}
