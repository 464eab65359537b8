//! A brief as data: what stands on the page, in which order, with which notes. Markdown and HTML are made of it.

use serde::Serialize;

use super::chart::Chart;
use super::map::TieMap;
use super::notes::Note;

/// A brief.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// The state that it is about; every state when there is none.
    pub state: Option<String>,
    /// What it stands on: days, trust, articles, hypotheticals.
    pub standing: Vec<String>,
    /// What is told.
    pub sections: Vec<Section>,
    /// What the program has no rules for, in a sentence.
    pub untold: Option<String>,
    /// What the lines rest on; note 1 is the first of these.
    pub notes: Vec<Note>,
    /// Whether lines have a certainty.
    pub has_evidence: bool,
    /// Visits and debts over time.
    pub chart: Chart,
    /// Which states are tied and which opposed.
    pub map: TieMap,
}

/// A heading with what stands below it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// The lines, kind by kind; no kind is without lines.
    pub parts: Vec<Part>,
    /// What is said where there are none.
    pub nothing: String,
}

/// Lines of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What they have in common, where that has to be said.
    pub label: Option<String>,
    /// The first of them.
    pub lines: Vec<Line>,
    /// How many more there are.
    pub more: usize,
    /// What to type at the prompt to see all.
    pub ask: String,
}

/// One sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Itself.
    pub text: String,
    /// The strongest level of trust at which all that it tells follows; none without evidence.
    pub certainty: Option<&'static str>,
    /// The numbers of its notes, ascending.
    pub notes: Vec<usize>,
}

impl Brief {
    /// The heading of the page.
    pub fn title(&self) -> String {
        self.state.as_ref().map_or_else(|| "Brief".to_owned(), |state| format!("Brief on {state}"))
    }
}

/// What stands below the lines that are left out: how many they are, and what shows them.
pub(super) fn more(part: &Part) -> Option<String> {
    (part.more > 0).then(|| format!("… and {} more", part.more))
}

/// How lines are to be read.
pub(super) const LEGEND: &str = "After each line stands its certainty, the strongest level of trust at which it follows, and then the \
     numbers of its notes, four at most.";
