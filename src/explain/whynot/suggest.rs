//! Candidates for assumptions: the values that unknown columns are given, their words, and the trial of each.

use std::collections::BTreeSet;

use super::assumable::{Hypothesis, declared, name};
use super::cells::Cells;
use super::line::Line;
use super::nearest::Pattern;
use crate::date::{Date, add_days};
use crate::evidence::{Assumption, Certainty, Grade, Lens};
use crate::explain::atom::{atom, pattern_atom};
use crate::explain::heights::Ground;
use crate::program::ir::{Program, RelationId, Type};
use crate::program::value::{compare_words, format_fact};
use crate::session::{Failure, Inquiry, Session};
use crate::store::{Word, word};

/// How many values of one column are tried.
const VALUES: usize = 6;

/// A fact to be assumed.
#[derive(Clone, Debug)]
pub(super) struct Supposed {
    relation: RelationId,
    row: Vec<Word>,
    certainty: Certainty,
    /// The columns that nothing decides but that were given some value.
    free: BTreeSet<usize>,
}

/// Facts that may make something hold.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) facts: Vec<Supposed>,
    /// How many of their values stand in no fact of their column.
    pub(super) invented: usize,
}

impl Candidate {
    /// The assumptions with their values; every cell is known.
    pub(super) fn of(line: &Line, ground: &Ground<'_>) -> Self {
        let supposed = |(place, hypothesis): (usize, &Hypothesis)| {
            let free = line.free.iter().flatten().filter(|(fact, _)| *fact == place);
            Supposed {
                relation: hypothesis.relation,
                row: hypothesis.cells.iter().filter_map(|&cell| line.cells.word(cell)).collect(),
                certainty: hypothesis.certainty,
                free: free.map(|(_, column)| *column).collect(),
            }
        };
        let mut facts: Vec<Supposed> = line.assumed.iter().enumerate().map(supposed).collect();
        facts.sort_by_key(|fact| (fact.relation, fact.row.clone()));
        let invented = facts.iter().map(|fact| fact.invented(ground)).sum();
        Self { facts, invented }
    }

    /// The facts as `.assume` takes them.
    pub(super) fn words(&self, session: &Session) -> Vec<String> {
        let words = self.facts.iter().filter_map(|Supposed { relation, row, certainty, .. }| {
            let fact = format_fact(declared(session, *relation)?, row, session.dictionary());
            let is_confirmed = *certainty == Certainty::Held(Grade::Confirmed);
            Some(if is_confirmed { fact } else { format!("{fact} @{certainty}") })
        });
        words.collect()
    }

    /// Whether it is another one with other dates, or other values where any would do.
    pub(super) fn resembles(&self, other: &Self, program: &Program) -> bool {
        let mut pairs = self.facts.iter().zip(&other.facts);
        self.facts.len() == other.facts.len() && pairs.all(|(one, other)| one.resembles(other, program))
    }

    /// Whether it has every fact of another, however certain.
    pub(super) fn contains(&self, other: &Self) -> bool {
        let has = |fact: &Supposed| {
            self.facts.iter().any(|mine| (mine.relation, &mine.row) == (fact.relation, &fact.row))
        };
        other.facts.iter().all(has)
    }
}

impl Supposed {
    fn invented(&self, ground: &Ground<'_>) -> usize {
        let is_new = |(column, word): (usize, &Word)| {
            let mut pattern: Pattern = vec![None; self.row.len()];
            pattern.iter_mut().skip(column).take(1).for_each(|value| *value = Some(*word));
            ground.facts.matching(self.relation, &pattern).is_empty()
        };
        self.row.iter().enumerate().filter(|it| is_new(*it)).count()
    }

    fn resembles(&self, other: &Self, program: &Program) -> bool {
        let columns = program.relations.get(self.relation.0).map_or(&[][..], |it| &it.attributes);
        let same = |(column, (one, another)): (usize, (&Word, &Word))| {
            let is_date = columns.get(column).is_some_and(|it| it.ty == Type::Date);
            one == another || is_date || self.free.contains(&column) && other.free.contains(&column)
        };
        self.relation == other.relation && self.row.iter().zip(&other.row).enumerate().all(same)
    }
}

/// The values that an unknown column may be given: for a date days about those that matter here, else values that the column has,
/// the most frequent first. For a symbol also a new name: first where most rows have one of their own, last where they share them.
pub(super) fn values(
    session: &Session,
    ground: &Ground<'_>,
    relation: RelationId,
    column: usize,
    cells: &Cells,
) -> Vec<Word> {
    let Some(attribute) = declared(session, relation).and_then(|it| it.attributes.get(column)) else {
        return Vec::new();
    };
    let dictionary = session.dictionary();
    let order = |a, b| compare_words(attribute.ty, a, b, dictionary);
    let there = ground.facts.frequent(relation, column, &order);
    let rows = ground.facts.table(relation).len();
    let is_shared = 2 * there.len() < rows;
    let there = there.iter().copied().take(VALUES);
    let invented = match attribute.ty {
        Type::Symbol => vec![dictionary.symbol(&format!("new {}", attribute.name))],
        Type::Date => days(session, cells),
        Type::Number | Type::Unsigned => vec![0, 1],
        Type::Float => vec![word::from_float(0.0), word::from_float(1.0)],
        // Only those that are there are suggested.
        Type::Record(_) | Type::Branches(_) => Vec::new(),
    };
    if is_shared && attribute.ty == Type::Symbol {
        there.chain(invented).collect()
    } else {
        invented.into_iter().chain(there).collect()
    }
}

/// The days judged and known, and the days before and after each date that is known here.
fn days(session: &Session, cells: &Cells) -> Vec<Word> {
    let dictionary = session.dictionary();
    let sight = session.sight();
    let mut days: Vec<Date> = sight.at.into_iter().chain(sight.as_of).collect();
    let known = cells.words();
    let known = known.iter().map(|&word| dictionary.date_of(word)).filter(|date| !date.is_unsaid());
    for date in known.take(4 * VALUES) {
        let around = [(date.latest(), 1), (date.earliest(), -1), (date.earliest(), 0)];
        days.extend(around.into_iter().filter_map(|(day, by)| add_days(&Date::from_day(day?), by)));
    }
    let mut words: Vec<Word> = Vec::new();
    for day in days {
        let word = dictionary.date(&day);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Asks what was asked again, with assumptions.
pub(super) struct Tryout<'a> {
    session: &'a Session,
    inquiry: Inquiry,
}

impl<'a> Tryout<'a> {
    pub(super) fn new(session: &'a Session, relation: RelationId, wanted: &Pattern) -> Self {
        Self { session, inquiry: session.inquiry(relation, wanted, pattern_atom(session, relation, wanted)) }
    }

    /// Whether the thing holds with the facts assumed.
    pub(super) fn succeeds(&self, candidate: &Candidate) -> Result<bool, Failure> {
        let mut lens = self.session.lens().clone();
        for (place, Supposed { relation, row, certainty, .. }) in candidate.facts.iter().enumerate() {
            let Some(atom) = atom(self.session, *relation, row) else { return Ok(false) };
            lens.assumed.push(Assumption { name: name(self.session, place), atom, certainty: *certainty });
        }
        self.holds_under(&lens)
    }

    /// Whether the thing holds under a lens; not where the lens is refused.
    pub(super) fn holds_under(&self, lens: &Lens) -> Result<bool, Failure> {
        match self.session.given_under(lens) {
            Err(Failure::Wrong(_)) => Ok(false),
            given => self.session.is_found(&self.inquiry, given?),
        }
    }
}
