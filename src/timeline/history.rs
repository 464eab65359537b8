//! The history of conclusions: the rules run for each day at which something can change.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::counts::{Count, counts};
use super::days::{Moved, of_facts, of_publication, turns, written};
use super::intervals::{Interval, State, intervals};
use super::subject::Subject;
use crate::date::{Date, Day};
use crate::evidence::{AT, Article, Lens, Sight};
use crate::explain::{dependents, fact, needs, part};
use crate::program::ir::{Program, RelationId, Type};
use crate::program::value::compare_rows;
use crate::session::{Failure, Session};
use crate::store::{Database, Table, Word};

/// Since when conclusions hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Timeline {
    /// The day of knowledge of the histories by day judged.
    pub as_of: Option<String>,
    /// The day judged of the histories by knowledge.
    pub at: Option<String>,
    /// Each conclusion, relation by relation as asked for, ordered by values.
    pub conclusions: Vec<History>,
}

/// Since when one conclusion holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct History {
    /// The conclusion.
    pub fact: String,
    /// How it stood by what was known, the day judged unchanged.
    pub known: Vec<Interval>,
    /// How it stood, by what is known now, on each day judged.
    pub judged: Vec<Interval>,
}

/// The histories of the subjects under the session's lens. The days looked at are those of `days`: what changes only by a count of
/// days that one rule makes and another compares may change between them.
///
/// # Errors
/// As [`Session::conclusions_under`].
pub fn timeline(session: &Session, subjects: &[Subject]) -> Result<Timeline, Failure> {
    let runs = Runs::new(session, subjects);
    let by_knowledge = runs.by_knowledge()?;
    let by_day = runs.by_day_judged()?;
    let articles = chosen(session);
    let conclusions = subjects.iter().enumerate().flat_map(|(at, subject)| {
        histories(session, subject.relation, &articles, &of(&by_knowledge, at), &of(&by_day, at))
    });
    let conclusions = conclusions.collect();
    let sight = session.sight();
    let text = |date: Option<Date>| date.map(|date| date.to_string());
    Ok(Timeline { as_of: text(sight.as_of), at: text(sight.at), conclusions })
}

/// The moments of one subject.
fn of(moments: &[Moment], subject: usize) -> Vec<(Option<Day>, &States)> {
    moments.iter().filter_map(|(day, states)| Some((*day, states.get(subject)?))).collect()
}

/// How the facts of one subject stand; those that are not here do not follow.
type States = BTreeMap<Vec<Word>, State>;
/// A day, or the time before all others, with the state of each subject then.
type Moment = (Option<Day>, Vec<States>);

/// Runs of the rules on one day and another: of those rules alone that decide what is asked for.
struct Runs<'s> {
    session: &'s Session,
    subjects: &'s [Subject],
    /// The relations that decide it.
    cone: BTreeSet<RelationId>,
    program: Program,
    /// Where it depends on how many days away a date is.
    counts: Vec<Count>,
}

impl<'s> Runs<'s> {
    fn new(session: &'s Session, subjects: &'s [Subject]) -> Self {
        let relations = subjects.iter().flat_map(|subject| subject.relations(session.program()));
        let cone = needs(session.program(), relations);
        let counts = counts(session.program(), &cone);
        Self { session, subjects, program: part(session.program(), &cone), counts, cone }
    }

    fn run(&self, lens: &Lens) -> Result<Database, Failure> {
        self.session.run(&self.program, self.session.given_under(lens)?)
    }

    /// How the facts stood on each day of publication, and before the first, the day judged unchanged.
    fn by_knowledge(&self) -> Result<Vec<Moment>, Failure> {
        let at = self.session.sight().at;
        let days = of_publication(chosen(self.session).into_iter());
        let knowing = |day: Day| {
            let as_of = Some(Date::from_day(day));
            Lens { as_of, possibly: false, at: at.clone(), ..self.session.lens().clone() }
        };
        if days.is_empty() {
            return Ok(vec![(None, self.known(self.session.lens())?)]);
        }
        let moments = with_eve(&days).map(|(from, day)| Ok((from, self.known(&knowing(day))?)));
        moments.collect()
    }

    /// How the facts stand under a lens; possibly, where an article that may be out makes the difference.
    fn known(&self, lens: &Lens) -> Result<Vec<States>, Failure> {
        let certain = self.run(lens)?;
        let is_open = !Sight::new(lens, self.session.lowered()).maybe_out().is_empty();
        let perhaps = is_open.then(|| self.run(&Lens { possibly: true, ..lens.clone() })).transpose()?;
        let states = |subject: &Subject| {
            let mut states = states(self.session, subject, &certain)?;
            if let Some(perhaps) = &perhaps {
                let other = self::states(self.session, subject, perhaps)?;
                let rows: BTreeSet<Vec<Word>> = states.keys().chain(other.keys()).cloned().collect();
                let differ = rows.into_iter().filter(|row| states.get(row) != other.get(row));
                let differ: Vec<Vec<Word>> = differ.collect();
                states.extend(differ.into_iter().map(|row| (row, State::Possibly)));
            }
            Ok(states)
        };
        self.subjects.iter().map(states).collect()
    }

    /// How the facts stand, by what is known now, on each day judged that matters and before the first. A date that comes up only
    /// among what follows on some day makes further days matter, until no new one comes up.
    fn by_day_judged(&self) -> Result<Vec<Moment>, Failure> {
        let given = self.session.given_under(self.session.lens())?;
        let now = self.session.run(&self.program, given.clone())?;
        let Some(judging) = self.judging(given, &now) else { return Ok(vec![(None, self.states(&now)?)]) };
        let mut dates = written(&self.program, &self.cone);
        dates.extend(of_facts(self.session, &self.cone, &self.counts, &now));
        let mut open = self.turns(dates.iter().copied());
        let mut judged: BTreeMap<Day, Vec<States>> = BTreeMap::new();
        while let Some(day) = open.pop_first() {
            let database = judging.on(self.session, day)?;
            judged.insert(day, self.states(&database)?);
            let found = of_facts(self.session, &judging.varying, &self.counts, &database);
            let new = self.turns(found.into_iter().filter(|date| dates.insert(*date)));
            open.extend(new.into_iter().filter(|day| !judged.contains_key(day)));
        }
        let Some(first) = judged.keys().next() else { return Ok(vec![(None, self.states(&now)?)]) };
        let eve = Day::from_number(first.number() - 1);
        let eve = eve.map(|eve| Ok((None, self.states(&judging.on(self.session, eve)?)?)));
        let eve = eve.into_iter().collect::<Result<Vec<Moment>, Failure>>()?;
        Ok(eve.into_iter().chain(judged.into_iter().map(|(day, states)| (Some(day), states))).collect())
    }

    /// What is the same on every day judged, to run the rest upon; none where nothing depends on that day.
    fn judging(&self, given: Database, now: &Database) -> Option<Judging> {
        let program = self.session.program();
        let is_provided = self.session.lowered().survey.is_builtin(AT);
        let at = program.relations.iter().position(|it| is_provided && it.name == AT).map(RelationId)?;
        if !self.cone.contains(&at) {
            return None;
        }
        let varying: BTreeSet<RelationId> =
            dependents(program, at).intersection(&self.cone).copied().collect();
        let mut base = given;
        for (id, table) in base.tables.iter_mut().enumerate().map(|(id, table)| (RelationId(id), table)) {
            if !self.cone.contains(&id) {
                *table = Table::new(table.arity());
            } else if let Some(same) = now.tables.get(id.0).filter(|_| !varying.contains(&id)) {
                *table = same.clone();
            }
        }
        Some(Judging { at, program: part(program, &varying), varying, base })
    }

    fn turns(&self, dates: impl Iterator<Item = Moved>) -> BTreeSet<Day> {
        dates.flat_map(|date| turns(self.session, date)).collect()
    }

    /// How the facts of each subject stand among conclusions.
    fn states(&self, database: &Database) -> Result<Vec<States>, Failure> {
        self.subjects.iter().map(|subject| states(self.session, subject, database)).collect()
    }
}

/// Runs for one day judged and another: what does not depend on the day is inferred once.
struct Judging {
    /// The relation that has the day.
    at: RelationId,
    /// The relations that depend on it.
    varying: BTreeSet<RelationId>,
    /// Their rules.
    program: Program,
    /// Everything else, inferred, and what is given of these.
    base: Database,
}

impl Judging {
    /// What follows on a day.
    fn on(&self, session: &Session, day: Day) -> Result<Database, Failure> {
        let mut given = self.base.clone();
        let day = [session.dictionary().date(&Date::from_day(day))];
        if let Some(table) = given.tables.get_mut(self.at.0) {
            *table = Table::from_rows(1, [&day[..]]);
        }
        session.run(&self.program, given)
    }
}

fn states(session: &Session, subject: &Subject, database: &Database) -> Result<States, Failure> {
    let [holds, open] = subject.rows(session, database)?;
    let open = open.into_iter().map(|row| (row, State::Undetermined));
    Ok(open.chain(holds.into_iter().map(|row| (row, State::Holds))).collect())
}

/// Each day, and for the time before the first the day before it.
fn with_eve(days: &BTreeSet<Day>) -> impl Iterator<Item = (Option<Day>, Day)> {
    let eve = days.first().and_then(|first| Day::from_number(first.number() - 1));
    eve.map(|eve| (None, eve)).into_iter().chain(days.iter().map(|&day| (Some(day), day)))
}

/// The articles that may speak on some day.
fn chosen(session: &Session) -> Vec<&Article> {
    let always = Lens { as_of: Some(Date::unsaid("timeline")), possibly: true, ..session.lens().clone() };
    let names: Vec<String> =
        Sight::new(&always, session.lowered()).articles().map(|article| article.name.to_string()).collect();
    session
        .lowered()
        .articles
        .iter()
        .filter(|article| names.iter().any(|name| *name == article.name))
        .collect()
}

/// The histories of the facts of one relation, ordered by values.
fn histories(
    session: &Session,
    relation: RelationId,
    articles: &[&Article],
    known: &[(Option<Day>, &States)],
    judged: &[(Option<Day>, &States)],
) -> Vec<History> {
    let all = known.iter().chain(judged).flat_map(|(_, states)| states.keys());
    let mut rows: Vec<&Vec<Word>> = all.collect::<BTreeSet<_>>().into_iter().collect();
    let declared = session.program().relations.get(relation.0);
    let types: Vec<Type> = declared.iter().flat_map(|it| &it.attributes).map(|column| column.ty).collect();
    rows.sort_by(|a, b| compare_rows(&types, a, b, session.dictionary()));
    let of = |moments: &[(Option<Day>, &States)], row: &Vec<Word>| -> Vec<(Option<Day>, State)> {
        moments.iter().map(|(day, states)| (*day, states.get(row).copied().unwrap_or(State::Not))).collect()
    };
    let history = |row: &Vec<Word>| History {
        fact: fact(session, relation, row),
        known: intervals(&of(known, row), &|day| published(articles, day)),
        judged: intervals(&of(judged, row), &|_| Vec::new()),
    };
    rows.into_iter().map(history).collect()
}

/// The articles that are, or may be, out from a day on.
fn published(articles: &[&Article], day: Day) -> Vec<String> {
    let told = articles.iter().filter_map(|article| {
        let (first, last) = (article.published.earliest(), article.published.latest());
        match (last == Some(day), first == Some(day)) {
            (true, _) => Some(format!("{} is out", article.name)),
            (false, true) => Some(format!("{} may be out", article.name)),
            (false, false) => None,
        }
    });
    told.collect()
}
