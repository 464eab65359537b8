//! What followed from the facts and under the lenses looked at last, kept so that it can be led from one place to another and back.
//!
//! A line is one database with the changes that led it from place to place: a tree of stations, at one of which the database stands.
//! To go to another station, changes are applied or taken back; nothing is inferred.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use super::{Compiled, Failure};
use crate::engine::Upkeep;
use crate::evidence::{Grade, Lens};
use crate::program::ir::RelationId;
use crate::store::{Changes, Database, Table};

/// Databases are kept while they hold no more rows than this together, and a few in any case: the levels of trust over two lenses.
const KEPT_ROWS: usize = 4_000_000;
const KEPT_AT_LEAST: usize = 8;

/// How many stations of a line are kept, and how many times the rows of its database their changes may hold together.
const STATIONS: usize = 64;
const CARRIED: usize = 4;

/// The latest results, the one used last at the end.
#[derive(Default)]
pub(super) struct Memo {
    lines: VecDeque<Line>,
}

/// One database, the places that it has been at, and where it stands.
pub(super) struct Line {
    pub(super) database: Rc<Database>,
    pub(super) upkeep: Upkeep,
    /// The relations of which all that follows is in the database.
    pub(super) held: BTreeSet<RelationId>,
    stations: Vec<Station>,
    at: usize,
}

/// A program with its facts and a lens over it.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) compiled: Rc<Compiled>,
    pub(super) lens: Lens,
    /// The strictest level of trust at which as many claims are shown.
    pub(super) trust: Grade,
}

/// A place, and what led to it from an earlier station.
struct Station {
    place: Place,
    from: usize,
    /// What changed of what is given.
    given: Changes,
    /// What changed in all.
    changes: Changes,
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.compiled.generation == other.compiled.generation && self.lens == other.lens
    }
}

impl Line {
    /// A database that has been at one place.
    pub(super) fn new(place: Place, database: Rc<Database>, upkeep: Upkeep) -> Self {
        let start = Station { place, from: 0, given: Changes::default(), changes: Changes::default() };
        Self { database, upkeep, held: BTreeSet::new(), stations: vec![start], at: 0 }
    }

    /// The line with more in its database at the place where it stands. It forgets the other places, of which as much is not known.
    pub(super) fn grown(
        mut self,
        grow: impl FnOnce(Database) -> Result<Database, Failure>,
    ) -> Result<Self, Failure> {
        let place = self.stations.swap_remove(self.at).place;
        let database = Rc::new(grow(Rc::unwrap_or_clone(self.database))?);
        Ok(Self { held: self.held, ..Self::new(place, database, self.upkeep) })
    }

    /// The place at which the database stands.
    pub(super) fn place(&self) -> &Place {
        &self.stations[self.at].place
    }

    /// What is given of a relation where the database stands.
    pub(super) fn given(&self, relation: RelationId) -> Option<&Table> {
        self.upkeep.given(relation.0).or_else(|| self.database.tables.get(relation.0))
    }

    /// Notes that the database has been led to another place.
    pub(super) fn arrive(&mut self, place: Place, given: Changes, changes: Changes) {
        let carried: usize = self.stations.iter().map(|station| station.changes.len()).sum();
        if self.stations.len() >= STATIONS || carried > CARRIED * self.database.rows() {
            self.stations.clear();
            self.at = 0;
        }
        let from = self.at;
        self.at = self.stations.len();
        self.stations.push(Station { place, from, given, changes });
    }

    fn station(&self, place: &Place) -> Option<usize> {
        self.stations.iter().position(|station| station.place == *place)
    }

    /// The stations from one up to the first, it excluded.
    fn ascent(&self, mut at: usize) -> Vec<usize> {
        let mut stations = Vec::new();
        while at > 0 {
            stations.push(at);
            at = self.stations[at].from;
        }
        stations
    }

    /// The stations whose changes are to be taken back, then those whose changes are to be applied, each in order.
    fn way(&self, from: usize, to: usize) -> (Vec<usize>, Vec<usize>) {
        let (mut back, mut forth) = (self.ascent(from), self.ascent(to));
        while back.last().is_some() && back.last() == forth.last() {
            back.pop();
            forth.pop();
        }
        forth.reverse();
        (back, forth)
    }

    /// The steps from one station to another, as changes of everything and of what is given.
    fn steps(&self, from: usize, to: usize) -> Vec<(Changes, Changes)> {
        let (back, forth) = self.way(from, to);
        let station = |at: usize| &self.stations[at];
        let back = back.into_iter().map(station).map(|it| (it.changes.inverse(), it.given.inverse()));
        let forth = forth.into_iter().map(station).map(|it| (it.changes.clone(), it.given.clone()));
        back.chain(forth).collect()
    }

    /// Leads the database, which nobody else holds, to another station; false if somebody does.
    fn go(&mut self, to: usize) -> bool {
        let steps = self.steps(self.at, to);
        let Some(database) = Rc::get_mut(&mut self.database) else { return false };
        for (changes, given) in steps {
            database.apply(&changes);
            self.upkeep.turn(&given);
        }
        self.at = to;
        true
    }

    /// What changes from one place to another, both of which are stations.
    fn changes(&self, from: &Place, to: &Place) -> Option<Changes> {
        let mut changes = Changes::default();
        let steps = self.steps(self.station(from)?, self.station(to)?);
        for (step, _) in &steps {
            changes.extend(step);
        }
        Some(changes)
    }

    /// A line of its own with a copy of the database, led to another station of this one.
    fn copy_to(&self, to: usize) -> Self {
        let (mut database, mut upkeep) = (self.database.as_ref().clone(), self.upkeep.clone());
        for (changes, given) in self.steps(self.at, to) {
            database.apply(&changes);
            upkeep.turn(&given);
        }
        let place = self.stations[to].place.clone();
        Self { held: self.held.clone(), ..Self::new(place, Rc::new(database), upkeep) }
    }

    /// How far a place is from that at which the database stands; none where the rules are others, and where another level of trust is asked
    /// for, which is asked for again with every question and has a line of its own.
    fn distance(&self, place: &Place) -> Option<usize> {
        (self.place().trust == place.trust).then(|| self.distance_but_trust(place)).flatten()
    }

    /// The same whatever the levels of trust are.
    fn distance_but_trust(&self, place: &Place) -> Option<usize> {
        let (here, lens) = (&self.place().lens, &place.lens);
        let same_rules = self.place().compiled.family == place.compiled.family;
        let differs = [
            self.place().compiled.generation != place.compiled.generation,
            here.as_of != lens.as_of,
            here.possibly != lens.possibly,
            here.at != lens.at,
            here.articles != lens.articles,
            here.speakers != lens.speakers,
            here.assumed != lens.assumed,
            here.retracted != lens.retracted,
        ];
        same_rules.then(|| differs.iter().filter(|differs| **differs).count())
    }
}

impl Memo {
    /// The line that stands at a place or can be brought there without inference, to be kept again.
    pub(super) fn take(&mut self, place: &Place) -> Option<Line> {
        let at = self.lines.iter().position(|line| line.place() == place);
        let at = at.or_else(|| self.lines.iter().position(|line| line.station(place).is_some()));
        let mut line = self.lines.remove(at?)?;
        let station = line.station(place).filter(|station| *station != line.at);
        if let Some(station) = station
            && !line.go(station)
        {
            // Somebody still looks at it as it stands.
            let mut copy = line.copy_to(station);
            std::mem::swap(&mut copy, &mut line);
            self.keep(copy);
        }
        Some(line)
    }

    /// The line that stands nearest to a place, to be led there and kept again; none if somebody looks at its database.
    pub(super) fn nearest(&mut self, place: &Place) -> Option<Line> {
        let free = |line: &Line| Rc::strong_count(&line.database) == 1;
        let near = self.lines.iter().enumerate().filter(|(_, line)| free(line));
        let near = near.filter_map(|(at, line)| Some((line.distance(place)?, at)));
        self.lines.remove(near.min()?.1)
    }

    /// A copy of the line that stands nearest to a place at another level of trust. It shares all rows until it is led there.
    pub(super) fn beside(&self, place: &Place) -> Option<Line> {
        let near = self.lines.iter().filter_map(|line| Some((line.distance_but_trust(place)?, line)));
        let (_, nearest) = near.min_by_key(|(distance, _)| *distance)?;
        Some(nearest.copy_to(nearest.at))
    }

    /// Whether a line could be led to a place, however far.
    pub(super) fn has_near(&self, place: &Place) -> bool {
        self.lines.iter().any(|line| line.distance(place).is_some())
    }

    /// Keeps a line as the one used last.
    pub(super) fn keep(&mut self, line: Line) {
        self.lines.push_back(line);
        let mut total: usize = self.lines.iter().map(|line| line.database.rows()).sum();
        while total > KEPT_ROWS && self.lines.len() > KEPT_AT_LEAST {
            total -= self.lines.pop_front().map_or(0, |oldest| oldest.database.rows());
        }
    }

    /// What changes from one place to another, where one database has been at both.
    pub(super) fn changes(&self, from: &Place, to: &Place) -> Option<Changes> {
        self.lines.iter().find_map(|line| line.changes(from, to))
    }
}
