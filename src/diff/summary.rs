//! A change of the lens in a few lines: which main conclusions appeared and fell.

use super::changes::{Changed, Changes};
use crate::answer::escape::visible;

/// The most changes that are told one by one.
const TOLD: usize = 6;
/// The most relations whose changes are counted.
const COUNTED: usize = 8;

/// The main conclusions that changed, one a line while they are few, otherwise how many of each of the first relations; nothing
/// when none did.
pub fn summary(changes: &Changes) -> Vec<String> {
    let count: usize = changes.main.iter().map(|changed| changed.appeared.len() + changed.fell.len()).sum();
    if count > TOLD {
        let mut counts: Vec<String> = changes.main.iter().take(COUNTED).map(counted).collect();
        if let Some(more) = changes.main.len().checked_sub(COUNTED).filter(|more| *more > 0) {
            counts.push(format!("and {more} more (.diff)"));
        }
        return vec![format!("  {}", counts.join(", "))];
    }
    let mut lines = Vec::new();
    for changed in &changes.main {
        let signed =
            changed.appeared.iter().map(|it| ('+', it)).chain(changed.fell.iter().map(|it| ('-', it)));
        lines.extend(signed.map(|(sign, change)| format!("  {sign} {}", visible(&change.fact))));
    }
    lines
}

/// The relation with how many of its facts came and went.
pub(super) fn counted(changed: &Changed) -> String {
    let signed = [('+', changed.appeared.len()), ('-', changed.fell.len())];
    let counts = signed.into_iter().filter(|(_, count)| *count > 0);
    counts
        .fold(visible(&changed.relation).into_owned(), |text, (sign, count)| format!("{text} {sign}{count}"))
}

#[cfg(test)]
mod tests {
    use super::super::changes::Change;
    use super::*;

    /// So many relations, each with so many facts that appeared.
    fn changed(relations: usize, facts: usize) -> Changes {
        let change = |at: usize| Change { fact: format!("f({at})"), because: Vec::new() };
        let appeared: Vec<Change> = (0..facts).map(change).collect();
        let of =
            |at: usize| Changed { relation: format!("r{at}"), appeared: appeared.clone(), fell: Vec::new() };
        Changes { main: (0..relations).map(of).collect(), ..Changes::default() }
    }

    #[test]
    fn six_facts_are_told_and_more_are_counted() {
        assert_eq!(summary(&changed(2, 3)), ["  + f(0)", "  + f(1)", "  + f(2)"].repeat(2));
        assert_eq!(summary(&changed(1, 7)), ["  r0 +7"]);
    }

    #[test]
    fn eight_relations_are_counted_and_more_are_left_to_the_command() {
        let eight = "  r0 +1, r1 +1, r2 +1, r3 +1, r4 +1, r5 +1, r6 +1, r7 +1";
        assert_eq!(summary(&changed(8, 1)), [eight]);
        assert_eq!(summary(&changed(10, 1)), [format!("{eight}, and 2 more (.diff)")]);
    }
}
