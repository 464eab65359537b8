//! Histories as text.

use unicode_width::UnicodeWidthStr as _;

use super::history::Timeline;
use super::intervals::Interval;
use crate::answer::escape::visible;
use crate::answer::wrap::wrap;

/// The histories, one block a conclusion.
pub fn text(timeline: &Timeline, width: Option<u16>) -> String {
    if timeline.conclusions.is_empty() {
        return "nothing follows on any day\n".to_owned();
    }
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "no day".to_owned());
    let (at, as_of) = (day(&timeline.at), day(&timeline.as_of));
    let mut lines = vec![format!("by knowledge, judged at {at}; by the day judged, as of {as_of}")];
    for history in &timeline.conclusions {
        lines.push(visible(&history.fact).into_owned());
        lines.extend(block("known", &history.known));
        lines.extend(block("judged", &history.judged));
    }
    lines.iter().map(|line| wrap(line, width) + "\n").collect()
}

fn block(label: &str, intervals: &[Interval]) -> Vec<String> {
    if intervals.is_empty() {
        return vec![format!("  {label:7} on no day")];
    }
    let line = |(at, interval): (usize, &Interval)| {
        let because = match interval.because.join(", ") {
            none if none.is_empty() => none,
            told => format!("  ({})", visible(&told)),
        };
        let stretch = stretch(interval);
        let gap = " ".repeat(27_usize.saturating_sub(stretch.width()));
        format!("  {:7} {stretch}{gap} {}{because}", if at == 0 { label } else { "" }, interval.state.name())
    };
    intervals.iter().enumerate().map(line).collect()
}

/// The days of an interval; ends that nothing sets are left open.
fn stretch(interval: &Interval) -> String {
    match (&interval.from, &interval.until) {
        (Some(from), Some(until)) if from == until => from.clone(),
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "always".to_owned(),
    }
}
