//! The nearest name: what a misspelt word was probably meant to be.

/// The candidate nearest to `name`, if it is near enough to have been meant.
///
/// Nearness is the Damerau–Levenshtein distance over lowercase text, at most a third of the longer name's length (and at
/// least one) and less than that length, so that something is shared; of several equally near candidates the first is taken, so the order of candidates decides.
pub fn suggest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let mut nearest: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase());
        let near_enough = distance <= reach(name, candidate) && candidate != name;
        if near_enough && nearest.is_none_or(|(best, _)| distance < best) {
            nearest = Some((distance, candidate));
        }
    }
    nearest.map(|(_, candidate)| candidate)
}

fn reach(name: &str, candidate: &str) -> usize {
    let longer = name.chars().count().max(candidate.chars().count());
    (longer / 3).max(1).min(longer.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::suggest;

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
    fn distant_names_and_the_name_itself_are_not_suggested() {
        assert_eq!(suggest("visit", ["alignment", "bloc"]), None);
        assert_eq!(suggest("visit", ["visit"]), None);
        assert_eq!(suggest("e", ["a"]), None);
    }
}
