//! Why something does not hold, as text that fits a width.

use super::account::{Attempt, Missing, WhyNot};
use crate::answer::escape::visible;
use crate::explain::text::{Layout, claim};
use crate::explain::wrap::broken;

/// Why nothing answers a question, each line ended.
pub(in crate::explain) fn whynot_text(told: &WhyNot, layout: Layout) -> String {
    let fact = visible(&told.missing.fact);
    match told.answers {
        0 => {}
        1 => return format!("{fact} holds (see why)\n"),
        many => return format!("{fact} has {many} answers (see why)\n"),
    }
    let mut page = Page { width: layout.width, text: String::new() };
    let means = match told.missing.world {
        _ if !told.outdone.is_empty() => "it is not kept",
        _ if !told.denied.is_empty() => "it is denied",
        "open" => "nobody says so",
        _ => "it does not follow",
    };
    page.line(0, &format!("no {}  ({means})", told.missing.fact));
    for note in &told.notes {
        page.line(1, &format!("note: {note}"));
    }
    for other in &told.outdone {
        page.line(1, other);
    }
    page.missing(&told.missing, 1);
    for case in &told.undetermined {
        page.line(1, &format!("undetermined: {case}"));
    }
    for denial in &told.denied {
        page.line(1, &format!("denied: {denial} holds"));
    }
    for change in &told.would_hold {
        page.line(1, &format!("would hold {change}"));
    }
    for suggestion in &told.assumptions {
        page.line(1, &format!("would follow from: {}", suggestion.assume.join(" and ")));
    }
    for fact in &told.retractions {
        page.line(1, &format!("would follow without: {fact}"));
    }
    if let Some(rest) = unfound(told) {
        page.line(1, &rest);
    }
    page.text
}

/// What is not known of assumptions that would make it hold.
fn unfound(told: &WhyNot) -> Option<String> {
    let found = !told.assumptions.is_empty();
    match (found, told.cut_short) {
        _ if told.together == 0 => None,
        (true, false) => None,
        (true, true) => Some("other assumptions may do as well".to_owned()),
        (false, cut_short) => {
            let most =
                if told.together == 1 { "one fact" } else { &format!("up to {} facts", told.together) };
            let end = if cut_short { "; the search was cut short, so there may be some" } else { "" };
            Some(format!("no assumptions of {most} were found that would make it hold{end}"))
        }
    }
}

struct Page {
    width: Option<usize>,
    text: String,
}

impl Page {
    fn line(&mut self, level: usize, line: &str) {
        let indent = "  ".repeat(level);
        let line = visible(line);
        let room = |indent: usize| self.width.map(|width| width.saturating_sub(indent).max(24));
        for (at, piece) in broken(&line, room(2 * level), room(2 * level + 4)).iter().enumerate() {
            self.text += &indent;
            if at > 0 {
                self.text += "    ";
            }
            self.text += piece;
            self.text.push('\n');
        }
    }

    /// What stands in the way of something, below the line that names it.
    fn missing(&mut self, missing: &Missing, level: usize) {
        for uncounted in &missing.claims {
            let [quote, place] = claim(&uncounted.claim);
            self.line(level, &format!("a claim that does not count: {}", uncounted.because));
            self.line(level + 2, &quote);
            self.line(level + 2, &place);
        }
        for near in &missing.nearest {
            self.line(level, &format!("near: {}  ({})", near.fact, near.differs));
        }
        for attempt in &missing.rules {
            self.attempt(attempt, level);
        }
        if missing.folded {
            self.line(level, "(its rules are not told here)");
        }
    }

    fn attempt(&mut self, attempt: &Attempt, level: usize) {
        let rule = &attempt.rule;
        let place = rule.place.as_ref().map_or_else(String::new, |place| format!(", {place}"));
        self.line(level, &format!("by {}{place}:", rule.name));
        for held in &attempt.holds {
            self.line(level + 1, &format!("✓ {held}"));
        }
        let because = attempt.because.as_ref().map_or_else(String::new, |because| format!("  ({because})"));
        self.line(level + 1, &format!("✗ {}{because}", attempt.fails));
        if let Some(missing) = &attempt.missing {
            self.missing(missing, level + 2);
        }
        for other in &attempt.not_reached {
            self.line(level + 1, &format!("? {other}"));
        }
    }
}
