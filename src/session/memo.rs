//! What followed under the lenses looked through last, kept so that it can be led from one to another and back.
//!
//! A line is one database with the changes that led it from lens to lens: a tree of stations, at one of which the database stands.
//! To go to another station, changes are applied or taken back; nothing is inferred.

use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

use super::Failure;
use crate::engine::Upkeep;
use crate::evidence::Lens;
use crate::program::ir::RelationId;
use crate::store::{Changes, Database};

/// Databases are kept while they hold no more rows than this together, and a few in any case: the levels of trust over two lenses.
const KEPT_ROWS: usize = 4_000_000;
const KEPT_AT_LEAST: usize = 8;

/// How many stations of a line are kept.
const STATIONS: usize = 64;

/// The latest results, the one used last at the end.
#[derive(Default)]
pub(super) struct Memo {
    lines: VecDeque<Line>,
}

/// One database, the lenses that it has been under, and where it stands.
pub(super) struct Line {
    generation: u64,
    pub(super) database: Rc<Database>,
    pub(super) upkeep: Upkeep,
    /// The relations of which all that follows is in the database.
    pub(super) held: BTreeSet<RelationId>,
    stations: Vec<Station>,
    at: usize,
}

/// A lens, and what led to it from an earlier station.
struct Station {
    lens: Lens,
    from: usize,
    /// What changed of what is given.
    given: Changes,
    /// What changed in all.
    changes: Changes,
}

impl Line {
    /// A database that has been under one lens.
    pub(super) fn new(generation: u64, lens: Lens, database: Rc<Database>, upkeep: Upkeep) -> Self {
        let start = Station { lens, from: 0, given: Changes::default(), changes: Changes::default() };
        Self { generation, database, upkeep, held: BTreeSet::new(), stations: vec![start], at: 0 }
    }

    /// The line with more in its database under the lens where it stands. It forgets the other lenses, of which as much is not known.
    pub(super) fn grown(
        mut self,
        grow: impl FnOnce(Database) -> Result<Database, Failure>,
    ) -> Result<Self, Failure> {
        let lens = self.stations.swap_remove(self.at).lens;
        let database = Rc::new(grow(Rc::unwrap_or_clone(self.database))?);
        Ok(Self { held: self.held, ..Self::new(self.generation, lens, database, self.upkeep) })
    }

    /// The lens under which the database stands.
    pub(super) fn lens(&self) -> &Lens {
        &self.stations[self.at].lens
    }

    /// Notes that the database has been led to another lens.
    pub(super) fn arrive(&mut self, lens: Lens, given: Changes, changes: Changes) {
        let carried: usize = self.stations.iter().map(|station| station.changes.len()).sum();
        if self.stations.len() >= STATIONS || carried > self.database.rows() {
            self.stations.clear();
            self.at = 0;
        }
        let from = self.at;
        self.at = self.stations.len();
        self.stations.push(Station { lens, from, given, changes });
    }

    fn station(&self, lens: &Lens) -> Option<usize> {
        self.stations.iter().position(|station| station.lens == *lens)
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

    /// What changes from one lens to another, both of which are stations.
    fn changes(&self, from: &Lens, to: &Lens) -> Option<Changes> {
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
        let lens = self.stations[to].lens.clone();
        Self { held: self.held.clone(), ..Self::new(self.generation, lens, Rc::new(database), upkeep) }
    }

    /// How far a lens is from that under which the database stands; none where another level of trust is asked for, which is asked for again
    /// with every question and has a line of its own.
    fn distance(&self, lens: &Lens) -> Option<usize> {
        let here = self.lens();
        let differs = [
            here.as_of != lens.as_of,
            here.possibly != lens.possibly,
            here.at != lens.at,
            here.articles != lens.articles,
            here.speakers != lens.speakers,
            here.assumed != lens.assumed,
            here.retracted != lens.retracted,
        ];
        (here.trust == lens.trust).then(|| differs.iter().filter(|differs| **differs).count())
    }
}

impl Memo {
    /// The line that stands under a lens or can be brought there without inference, to be kept again.
    pub(super) fn take(&mut self, generation: u64, lens: &Lens) -> Option<Line> {
        let of_program = |line: &Line| line.generation == generation;
        let stands = |line: &Line| of_program(line) && line.lens() == lens;
        let place = self.lines.iter().position(stands);
        let place = place
            .or_else(|| self.lines.iter().position(|line| of_program(line) && line.station(lens).is_some()));
        let mut line = self.lines.remove(place?)?;
        let station = line.station(lens).filter(|station| *station != line.at);
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

    /// The line whose lens is nearest to another one, to be led there and kept again; none if somebody looks at its database.
    pub(super) fn nearest(&mut self, generation: u64, lens: &Lens) -> Option<Line> {
        let free = |line: &Line| line.generation == generation && Rc::strong_count(&line.database) == 1;
        let near = self.lines.iter().enumerate().filter(|(_, line)| free(line));
        let near = near.filter_map(|(at, line)| Some((line.distance(lens)?, at)));
        self.lines.remove(near.min()?.1)
    }

    /// Keeps a line as the one used last.
    pub(super) fn keep(&mut self, line: Line) {
        self.lines.push_back(line);
        let mut total: usize = self.lines.iter().map(|line| line.database.rows()).sum();
        while total > KEPT_ROWS && self.lines.len() > KEPT_AT_LEAST {
            total -= self.lines.pop_front().map_or(0, |oldest| oldest.database.rows());
        }
    }

    /// What changes from one lens to another, where one database has been under both.
    pub(super) fn changes(&self, generation: u64, from: &Lens, to: &Lens) -> Option<Changes> {
        let lines = self.lines.iter().filter(|line| line.generation == generation);
        { lines }.find_map(|line| line.changes(from, to))
    }
}
