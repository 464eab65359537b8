//! Candidates for assumptions: the values that unknown columns are given, their words, and the trial of each.

use super::assumable::{Hypothesis, declared, name};
use super::cells::Cells;
use super::search::Pattern;
use crate::date::{Date, add_days};
use crate::diagnostic::Span;
use crate::evidence::{Assumption, Certainty, Grade};
use crate::explain::facts::FactId;
use crate::explain::heights::Ground;
use crate::explain::needs::{needs, part};
use crate::program::composite;
use crate::program::ir::{Program, RelationId, Type};
use crate::program::value::format_fact;
use crate::session::{Failure, Session};
use crate::store::{Word, word};
use crate::syntax::tree::{Atom, Name, Term, TermKind, UnaryOp};

/// How many values of one column are tried.
const VALUES: usize = 6;

/// Facts that may make something hold.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) facts: Vec<(RelationId, Vec<Word>, Certainty)>,
    /// How many of their values stand in no fact of their column.
    pub(super) invented: usize,
}

impl Candidate {
    /// The assumptions with their values; every cell is known.
    pub(super) fn of(assumed: &[Hypothesis], cells: &Cells, ground: &Ground<'_>) -> Self {
        let mut candidate = Self { facts: Vec::new(), invented: 0 };
        for hypothesis in assumed {
            let row: Vec<Word> = hypothesis.cells.iter().filter_map(|&cell| cells.word(cell)).collect();
            let is_new = |(column, word): (usize, &Word)| {
                let mut pattern: Pattern = vec![None; row.len()];
                pattern.iter_mut().skip(column).take(1).for_each(|value| *value = Some(*word));
                ground.facts.matching(hypothesis.relation, &pattern).is_empty()
            };
            candidate.invented += row.iter().enumerate().filter(|it| is_new(*it)).count();
            candidate.facts.push((hypothesis.relation, row, hypothesis.certainty));
        }
        candidate.facts.sort_by_key(|(relation, row, _)| (*relation, row.clone()));
        candidate
    }

    /// The facts as `.assume` takes them.
    pub(super) fn words(&self, session: &Session) -> Vec<String> {
        let words = self.facts.iter().filter_map(|(relation, row, certainty)| {
            let fact = format_fact(declared(session, *relation)?, row, session.dictionary());
            let is_confirmed = *certainty == Certainty::Held(Grade::Confirmed);
            Some(if is_confirmed { fact } else { format!("{fact} @{certainty}") })
        });
        words.collect()
    }

    /// Whether it has every fact of another, however certain.
    pub(super) fn contains(&self, other: &Self) -> bool {
        let has = |(relation, row, _): &(RelationId, Vec<Word>, Certainty)| {
            self.facts.iter().any(|(mine, values, _)| (mine, values) == (relation, row))
        };
        other.facts.iter().all(has)
    }
}

/// The values that an unknown column may be given: for a date days about those that matter here, for a symbol a new name, then
/// values that the column has.
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
    let mut found: Vec<Word> = match attribute.ty {
        Type::Symbol => vec![dictionary.symbol(&format!("new {}", attribute.name))],
        Type::Date => days(session, cells),
        Type::Number | Type::Unsigned => vec![0, 1],
        Type::Float => vec![word::from_float(0.0), word::from_float(1.0)],
        // Only those that are there are suggested.
        Type::Record(_) | Type::Branches(_) => Vec::new(),
    };
    let table = ground.facts.table(relation);
    let mut there: Vec<Word> = (0..table.len())
        .filter_map(|row| ground.facts.row(FactId { relation, row }).get(column).copied())
        .collect();
    there.sort_by(|&a, &b| crate::program::value::compare_words(attribute.ty, a, b, dictionary));
    there.dedup();
    found.extend(there.into_iter().take(VALUES));
    found
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

/// Runs the part of the program that decides something, with assumptions.
pub(super) struct Tryout<'a> {
    session: &'a Session,
    relation: RelationId,
    wanted: &'a Pattern,
    program: Program,
}

impl<'a> Tryout<'a> {
    pub(super) fn new(session: &'a Session, relation: RelationId, wanted: &'a Pattern) -> Self {
        let program = part(session.program(), &needs(session.program(), [relation]));
        Self { session, relation, wanted, program }
    }

    /// Whether the thing holds with the facts assumed.
    pub(super) fn succeeds(&self, candidate: &Candidate) -> Result<bool, Failure> {
        let mut lens = self.session.lens().clone();
        for (place, (relation, row, certainty)) in candidate.facts.iter().enumerate() {
            let Some(atom) = atom(self.session, *relation, row) else { return Ok(false) };
            lens.assumed.push(Assumption { name: name(self.session, place), atom, certainty: *certainty });
        }
        let given = match self.session.given_under(&lens) {
            Err(Failure::Wrong(_)) => return Ok(false),
            given => given?,
        };
        let concluded = self.session.run(&self.program, given)?;
        let fits = |row: &[Word]| {
            self.wanted.iter().zip(row).all(|(wanted, word)| wanted.is_none_or(|it| it == *word))
        };
        Ok(concluded.tables.get(self.relation.0).is_some_and(|table| table.rows().any(fits)))
    }
}

/// A fact as the lens holds it; none for one with a value left unsaid, which cannot be written.
fn atom(session: &Session, relation: RelationId, row: &[Word]) -> Option<Atom> {
    let declared = declared(session, relation)?;
    let terms: Option<Vec<Term>> =
        declared.attributes.iter().zip(row).map(|(column, &word)| term(session, word, column.ty)).collect();
    Some(Atom {
        relation: Name::new(declared.name.clone(), Span::default()),
        terms: terms?,
        annotation: None,
    })
}

/// How deep a record may nest that is suggested.
const DEEPEST: usize = 16;

fn term(session: &Session, value: Word, ty: Type) -> Option<Term> {
    nested(session, value, ty, DEEPEST)
}

fn nested(session: &Session, value: Word, ty: Type, depth: usize) -> Option<Term> {
    let dictionary = session.dictionary();
    let at = |kind| Term::new(kind, Span::default());
    let kind = match ty {
        Type::Symbol if dictionary.is_unsaid_symbol(value) => return None,
        Type::Date if dictionary.date_of(value).is_unsaid() => return None,
        Type::Symbol => TermKind::String(dictionary.text(value).to_string()),
        Type::Date => TermKind::String(dictionary.date_of(value).to_string()),
        Type::Number => {
            let number = word::to_number(value);
            let size = TermKind::Integer(number.unsigned_abs());
            if number < 0 { TermKind::Unary(UnaryOp::Negate, Box::new(at(size))) } else { size }
        }
        Type::Unsigned => TermKind::Unsigned(value),
        Type::Float => TermKind::Float(word::to_float(value)),
        Type::Record(_) | Type::Branches(_) => return tuple(session, value, ty, depth),
    };
    Some(at(kind))
}

/// A record or branch as a term.
fn tuple(session: &Session, value: Word, ty: Type, depth: usize) -> Option<Term> {
    let at = |kind| Term::new(kind, Span::default());
    let Some((branch, fields)) = composite::parts(value, ty, session.dictionary()) else {
        return Some(at(TermKind::Nil));
    };
    let deeper = depth.checked_sub(1)?;
    let fields = fields.into_iter().map(|(value, ty)| nested(session, value, ty, deeper));
    let fields: Option<Vec<Term>> = fields.collect();
    Some(at(match ty {
        Type::Branches(_) => TermKind::Branch(Name::new(branch, Span::default()), fields?),
        _ => TermKind::Record(fields?),
    }))
}
