//! Changes as text.

use super::causes::cause_text;
use super::changes::{Change, Changed, Changes};
use super::summary::counted;
use crate::answer::escape::visible;
use crate::answer::wrap::wrap;

/// The most relations that are counted beside the main ones.
const BESIDES: usize = 12;

/// How much is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// The width to fit; none for lines of any length.
    pub width: Option<u16>,
    /// The most changes shown one by one of a relation and sign; all when unset.
    pub rows: Option<usize>,
    /// The most changes shown one by one in all: where there are more, each relation is only counted; none are too many when unset.
    pub all: Option<usize>,
    /// The most reasons shown of a change; all when unset.
    pub reasons: Option<usize>,
    /// Whether the changes of other relations than the main ones are shown one by one too.
    pub other: bool,
}

/// The changes, the main ones one by one.
pub fn text(changes: &Changes, detail: Detail) -> String {
    let folded = folds(changes, detail);
    let mut lines: Vec<String> = if folded {
        vec![changes.main.iter().map(counted).collect::<Vec<_>>().join(", ")]
    } else {
        changes.main.iter().flat_map(|it| relation(it, detail)).collect()
    };
    if detail.other {
        lines.extend(changes.other.iter().flat_map(|it| relation(it, detail)));
    } else if !changes.other.is_empty() {
        lines.push(besides(&changes.other));
    }
    if folded {
        lines.push("too long to show one by one; with a relation, its changes with their reasons".to_owned());
    }
    if lines.is_empty() {
        lines.push("nothing differs".to_owned());
    }
    if !changes.left_out.is_empty() {
        lines.push(left_out(&changes.left_out));
    }
    lines.iter().map(|line| wrap(line, detail.width) + "\n").collect()
}

fn left_out(relations: &[String]) -> String {
    let names: Vec<_> = relations.iter().map(|name| visible(name)).collect();
    format!("not compared, since of so many claims only what is asked for is inferred: {}", names.join(", "))
}

/// Whether there are too many changes to show one by one.
pub fn folds(changes: &Changes, detail: Detail) -> bool {
    detail.all.is_some_and(|most| changes.main.iter().map(|it| shown(it, detail)).sum::<usize>() > most)
}

/// How many changes of a relation would be shown one by one.
fn shown(changed: &Changed, detail: Detail) -> usize {
    let most = detail.rows.unwrap_or(usize::MAX);
    changed.appeared.len().min(most) + changed.fell.len().min(most)
}

/// How many facts of the other relations came and went.
fn besides(other: &[Changed]) -> String {
    let counts: Vec<String> = other.iter().take(BESIDES).map(counted).collect();
    let more = match other.len().saturating_sub(BESIDES) {
        0 => String::new(),
        more => format!(" and {more} more relations"),
    };
    format!("besides: {}{more}", counts.join(", "))
}

fn relation(changed: &Changed, detail: Detail) -> Vec<String> {
    let mut lines = vec![counted(changed)];
    lines.extend(signed('+', &changed.appeared, detail));
    lines.extend(signed('-', &changed.fell, detail));
    lines
}

fn signed(sign: char, changes: &[Change], detail: Detail) -> Vec<String> {
    let most = detail.rows.unwrap_or(usize::MAX);
    let mut lines = Vec::new();
    for change in changes.iter().take(most) {
        lines.push(format!("  {sign} {}", visible(&change.fact)));
        let reasons = detail.reasons.unwrap_or(usize::MAX);
        let told = change.because.iter().take(reasons);
        lines.extend(told.map(|cause| format!("      {}", visible(&cause_text(cause, sign == '+')))));
        if change.because.len() > reasons {
            lines.push(format!("      … and {} more reasons", change.because.len() - reasons));
        }
    }
    if changes.len() > most {
        lines.push(format!("  {sign} … and {} more", changes.len() - most));
    }
    lines
}
