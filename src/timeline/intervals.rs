//! From states on single days to intervals.

use serde::Serialize;

use crate::date::Day;

/// How a conclusion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It does not follow.
    Not,
    /// It follows.
    Holds,
    /// Partial dates leave it open.
    Undetermined,
    /// An article that may have been out and may not makes the difference.
    Possibly,
}

impl State {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Not => "does not follow",
            Self::Holds => "holds",
            Self::Undetermined => "undetermined",
            Self::Possibly => "possibly known",
        }
    }
}

/// A stretch of days over which a conclusion stands the same way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Interval {
    /// Its first day; none where it began before the first day looked at.
    pub from: Option<String>,
    /// Its last day; none where nothing ends it.
    pub until: Option<String>,
    /// How it stands.
    pub state: State,
    /// What changed on the first day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
}

/// The intervals of states that each begin on their day and last to the next; the first has no day. Those in which the conclusion
/// does not follow are left out, save where it did before.
pub(super) fn intervals(
    states: &[(Option<Day>, State)],
    because: &dyn Fn(Day) -> Vec<String>,
) -> Vec<Interval> {
    let mut found: Vec<Interval> = Vec::new();
    let mut last = State::Not;
    for &(day, state) in states {
        if state == last {
            continue;
        }
        last = state;
        let eve = day.and_then(|day| Day::from_number(day.number() - 1)).map(|day| day.to_string());
        if let Some(interval) = found.last_mut() {
            interval.until = eve;
        }
        let from = day.map(|day| day.to_string());
        found.push(Interval { from, until: None, state, because: day.map(because).unwrap_or_default() });
    }
    found
}
