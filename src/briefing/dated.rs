//! When events are, by claims of each certainty, as the rules bound it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::reading::{DATE, Entry, Reading, SYMBOL};
use crate::date::{Date, once};
use crate::evidence::Grade;
use crate::store::Word;

/// The days of events, those of the surest claims first; weaker claims make them sharper.
pub(super) struct Dated(BTreeMap<Word, Vec<(Grade, Date)>>);

impl Dated {
    /// As `dated` has it; of no event where the program has no such relation.
    pub(super) fn new(reading: &Reading<'_>) -> Self {
        let columns = [("event", SYMBOL), ("least", DATE), ("most", DATE), ("certainty", SYMBOL)];
        let mut dates: BTreeMap<Word, Vec<(Grade, Date)>> = BTreeMap::new();
        for Entry { values: [event, least, most, certainty], .. } in
            reading.facts("dated", columns).into_iter().flatten()
        {
            let grade = Grade::named(&reading.text(certainty));
            let date = once(&reading.date(least), &reading.date(most));
            dates.entry(event).or_default().extend(grade.zip(date));
        }
        // Stable: by day within a grade.
        for dates in dates.values_mut() {
            dates.sort_by_key(|(grade, _)| Reverse(*grade));
        }
        Self(dates)
    }

    /// The days of an event.
    pub(super) fn of(&self, event: Word) -> &[(Grade, Date)] {
        self.0.get(&event).map_or(&[], Vec::as_slice)
    }

    /// The days of an event by all claims.
    pub(super) fn sharpest(&self, event: Word) -> Option<&Date> {
        self.of(event).last().map(|(_, date)| date)
    }
}
