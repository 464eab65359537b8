//! Relations whose rows stand by key: those above which no other is by [`Dominance`], or in columns of lattices the join of all.
//!
//! What a round derives is compared with what stands as it comes, and what changes nothing is dropped at once; the rest is kept
//! apart until the round is over, and is then the last round's. A row that is dropped has one above it ever after, so that none needs
//! to be remembered.

use super::dominance::{Dominance, Verdict};
use super::front;
use super::recent::Recent;
use super::{Halt, Watch};
use crate::program::functor;
use crate::program::ir::LatticeColumn;
use crate::store::{Dictionary, Keyed, Table, Word, cell_of, known_cell, word_of};

/// So many rows are looked up before any of them is compared: the processor then waits for many of them at once.
const AHEAD: usize = 64;

/// With so many rows of a key a row is compared one by one; if there are more, it is looked for on their front.
const FEW: usize = 8;

/// A relation whose rows stand by key.
#[derive(Debug)]
pub(super) struct Standing {
    arity: usize,
    rule: Rule,
    /// The rows of the round.
    next: Table,
    links: Links,
    fronts: Fronts,
    /// Rows that were dropped, where several stand for a key.
    dropped: Recent,
    /// How many of them are given or were counted.
    counted: usize,
    /// The rule that changed them last.
    by: usize,
}

/// The fronts of keys, until the round is over: of the rows that stand, and of those of the round.
#[derive(Debug, Default)]
struct Fronts {
    standing: front::Standing,
    next: front::Growing,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Dropped,
    /// The round has others with its key, or had.
    Again,
    /// It is the first of the round with its key.
    First,
}

/// What becomes of rows with the same key.
#[derive(Debug)]
enum Rule {
    /// Those stand above which no other is.
    Best(Dominance),
    /// The last columns are joined.
    Join(Vec<LatticeColumn>),
}

/// The rows of a round.
#[derive(Debug)]
pub(super) struct OfRound {
    pub(super) rows: Table,
    /// For each of them the number of a row that stands with its key, if any does; nothing where a key has several rows of the round.
    pub(super) beside: Option<Vec<Option<u32>>>,
    /// How many of them were not counted, since the round had others with their keys.
    pub(super) uncounted: usize,
    /// The rule to which these are counted.
    pub(super) by: usize,
}

impl Standing {
    /// Of rows with so many columns the best stand.
    pub(super) fn best(arity: usize, dominance: Dominance) -> Self {
        Self::new(arity, Rule::Best(dominance))
    }

    /// The last columns are those of lattices.
    pub(super) fn join(arity: usize, columns: &[LatticeColumn]) -> Self {
        Self::new(arity, Rule::Join(columns.to_vec()))
    }

    fn new(arity: usize, rule: Rule) -> Self {
        let (next, links, dropped) = (Table::default(), Links::default(), Recent::default());
        let fronts = Fronts::default();
        let mut standing = Self { arity, rule, next, links, fronts, dropped, counted: 0, by: 0 };
        standing.next = standing.none();
        standing
    }

    /// A table for what stands.
    pub(super) fn none(&self) -> Table {
        let key = match &self.rule {
            Rule::Best(dominance) => dominance.key.clone(),
            Rule::Join(columns) => (0..self.arity - columns.len()).collect(),
        };
        Table::keyed(self.arity, key)
    }

    /// The rows of the round; they are given once.
    pub(super) fn take_round(&mut self) -> OfRound {
        let none = self.none();
        let rows = std::mem::replace(&mut self.next, none);
        let uncounted = rows.len().saturating_sub(std::mem::take(&mut self.counted));
        let is_one_a_key = rows.as_keyed().is_some_and(Keyed::is_one_a_key);
        let beside = self.links.take();
        self.fronts = Fronts::default();
        let beside = is_one_a_key.then_some(beside);
        OfRound { rows: rows.without_key(), beside, uncounted, by: self.by }
    }

    /// Whether a row of the round takes the place of one that stood before, with the same key.
    pub(super) fn outdoes(
        &self,
        row: &[i32],
        standing: &[i32],
        dictionary: &Dictionary,
    ) -> Result<bool, Halt> {
        match &self.rule {
            Rule::Best(dominance) => dominance.is_above(row, standing, dictionary),
            Rule::Join(_) => Ok(true),
        }
    }

    /// Takes up the given rows before any is derived.
    pub(super) fn give(
        &mut self,
        given: &Table,
        standing: &Table,
        dictionary: &Dictionary,
        watch: &mut Watch,
    ) -> Result<(), Halt> {
        for row in given.rows() {
            self.take_all(0, row, standing, dictionary, watch)?;
        }
        self.counted = self.next.len();
        Ok(())
    }

    /// Takes up rows, given one after the other, that a rule derived, beside those that stand; says for how many keys the round has a
    /// row now that had none.
    pub(super) fn take_all(
        &mut self,
        by: usize,
        rows: &[Word],
        standing: &Table,
        dictionary: &Dictionary,
        watch: &mut Watch,
    ) -> Result<usize, Halt> {
        let Some(standing) = standing.as_keyed() else { return Ok(0) };
        let (before, mut room) = (self.counted, Room::default());
        for rows in rows.chunks(AHEAD * self.arity) {
            room.find(rows, self.arity, standing);
            room.is_one_a_key = standing.is_one_a_key() && self.is_one_a_key();
            self.find_open(rows, standing, &mut room, &mut Compare { dictionary, watch })?;
            for at in std::mem::take(&mut room.closed) {
                self.dropped.add(&rows[at * self.arity..][..self.arity]);
            }
            self.touch(&room);
            for place in 0..room.open.len() {
                let at = room.open[place];
                let row = &rows[at * self.arity..][..self.arity];
                let taken = self.take(row, at, standing, &mut room, &mut Compare { dictionary, watch })?;
                if taken == Taken::Dropped && !room.is_one_a_key {
                    self.dropped.add(row);
                }
                self.by = if taken == Taken::Dropped { self.by } else { by };
                self.counted += usize::from(taken == Taken::First);
            }
        }
        Ok(self.counted - before)
    }

    /// Keeps of rows, given one after the other, those that may change what stands; says how many these are. Those of which a word of
    /// the key is new to all tables may.
    pub(super) fn keep_open(
        &self,
        rows: &mut Vec<Word>,
        standing: &Table,
        dictionary: &Dictionary,
        watch: &mut Watch,
    ) -> Result<usize, Halt> {
        let (Rule::Best(_), Some(standing)) = (&self.rule, standing.as_keyed()) else {
            return Ok(rows.len() / self.arity);
        };
        let is_one_a_key = standing.is_one_a_key() && self.is_one_a_key();
        let (mut kept, mut room) = (0, Room { is_one_a_key, ..Room::default() });
        for first in (0..rows.len()).step_by(AHEAD * self.arity) {
            let stretch = first..rows.len().min(first + AHEAD * self.arity);
            room.find_known(&rows[stretch.clone()], self.arity, standing);
            self.find_open(&rows[stretch], standing, &mut room, &mut Compare { dictionary, watch })?;
            for &at in &room.open {
                let row = first + at * self.arity;
                rows.copy_within(row..row + self.arity, kept * self.arity);
                kept += 1;
            }
        }
        rows.truncate(kept * self.arity);
        Ok(kept)
    }

    /// Whether no key has several rows of the round.
    fn is_one_a_key(&self) -> bool {
        self.next.as_keyed().is_some_and(Keyed::is_one_a_key)
    }

    /// Tells which rows may change what stands, by what was found for them.
    fn find_open(
        &self,
        rows: &[Word],
        standing: &Keyed,
        room: &mut Room,
        compare: &mut Compare,
    ) -> Result<(), Halt> {
        room.open.clear();
        room.closed.clear();
        // The rows to be compared come near all at once, whatever comparisons make of them.
        let cells = room.found.iter().flatten().map(|&at| standing.row(at)[0]);
        std::hint::black_box(cells.fold(0, |met, cell| met ^ cell));
        for (at, (row, &found)) in rows.chunks_exact(self.arity).zip(&room.found).enumerate() {
            let is_open = match &self.rule {
                Rule::Best(_) if !room.is_one_a_key && self.dropped.has(row) => continue,
                Rule::Best(dominance) => {
                    compare.is_open((dominance, &self.fronts.standing), row, standing, found)?
                }
                Rule::Join(_) => true,
            };
            if is_open {
                room.open.push(at);
            } else if !room.is_one_a_key {
                room.closed.push(at);
            }
        }
        Ok(())
    }

    /// Looks at what the round has for the open rows, so that it is near when it is needed: these looks do not depend on each other.
    fn touch(&self, room: &Room) {
        let Some(next) = self.next.as_keyed() else { return };
        let cells = |at: usize| &room.cells[at * self.arity..][..self.arity];
        let beside = room.open.iter().map(|&at| self.links.glance(room.found[at]));
        std::hint::black_box(beside.fold(0, |met, number| met ^ number));
        let met = room.open.iter().filter_map(|&at| self.links.find(next, room.found[at], cells(at)));
        std::hint::black_box(met.fold(0, |sum, at| sum ^ next.row(at)[0]));
    }

    /// Takes up an open row.
    fn take(
        &mut self,
        row: &[Word],
        at: usize,
        standing: &Keyed,
        room: &mut Room,
        compare: &mut Compare,
    ) -> Result<Taken, Halt> {
        let Self { arity, rule, next, links, fronts, .. } = self;
        let Some(next) = next.as_keyed_mut() else { return Ok(Taken::Dropped) };
        let (cells, found) = (&mut room.cells[at * *arity..][..*arity], room.found[at]);
        let first = links.find(next, found, cells);
        let taken = match rule {
            // What stands leads to it.
            Rule::Best(_) if first.is_none() && found.is_some() && next.is_one_a_key() => {
                cells.iter_mut().zip(row).for_each(|(cell, &word)| *cell = cell_of(word));
                next.push_unsought(cells);
                Taken::First
            }
            Rule::Best(dominance) => {
                compare.put((dominance, &mut fronts.next), next, (row, first), cells, &mut room.outdone)?
            }
            Rule::Join(columns) => {
                let base = found.map(|at| standing.row(at));
                cells.iter_mut().zip(row).for_each(|(cell, &word)| *cell = cell_of(word));
                put_joined(next, (cells, first), base, columns, compare.dictionary)?
            }
        };
        if taken == Taken::First {
            links.add(found);
        }
        Ok(taken)
    }
}

/// What leads from rows that stand to those of the round with their keys, and back, as long as no key has several rows of the round: then
/// rows of the round keep their numbers.
#[derive(Debug, Default)]
struct Links {
    /// For rows that stand, 1 more than the number of the row of the round; 0 where there is none.
    of_round: Vec<u32>,
    /// For each key of the round in order of first sight, the number of a row that stands with it.
    beside: Vec<Option<u32>>,
}

impl Links {
    /// The number of a row of the round with the key of these cells, given that of a row that stands with it.
    #[inline]
    fn find(&self, next: &Keyed, found: Option<usize>, cells: &[i32]) -> Option<usize> {
        match found {
            Some(at) if next.is_one_a_key() => {
                self.of_round.get(at).and_then(|&number| number.checked_sub(1)).map(|number| number as usize)
            }
            _ => next.find(cells),
        }
    }

    /// What leads from a row that stands to the round.
    #[inline]
    fn glance(&self, found: Option<usize>) -> u32 {
        found.and_then(|at| self.of_round.get(at)).copied().unwrap_or_default()
    }

    /// Adds a key that the round has a row for now, with the number of a row that stands with it.
    fn add(&mut self, found: Option<usize>) {
        self.beside.push(found.and_then(|at| u32::try_from(at).ok()));
        let (Some(at), Ok(number)) = (found, u32::try_from(self.beside.len())) else { return };
        if self.of_round.len() <= at {
            self.of_round.resize(at + 1, 0);
        }
        self.of_round[at] = number;
    }

    /// Forgets the round; returns for each of its keys the number of a row that stands with it.
    fn take(&mut self) -> Vec<Option<u32>> {
        let beside = std::mem::take(&mut self.beside);
        beside.iter().flatten().for_each(|&at| self.of_round[at as usize] = 0);
        beside
    }
}

/// Memory to work in.
#[derive(Default)]
struct Room {
    /// The cells of rows, of which those of the key are filled in.
    cells: Vec<i32>,
    /// The number of a row that stands with the key of each.
    found: Vec<Option<usize>>,
    /// Whether no key has several rows, of those that stand and of the round.
    is_one_a_key: bool,
    /// The rows that may change what stands.
    open: Vec<usize>,
    /// The rows that do not, and were compared with several.
    closed: Vec<usize>,
    outdone: Vec<usize>,
}

impl Room {
    /// Finds what stands with the keys of rows.
    fn find(&mut self, rows: &[Word], arity: usize, standing: &Keyed) {
        self.cells.clear();
        self.cells.resize(rows.len(), 0);
        for (row, cells) in rows.chunks_exact(arity).zip(self.cells.chunks_exact_mut(arity)) {
            standing.key().iter().for_each(|&column| cells[column] = cell_of(row[column]));
        }
        standing.find_all(&self.cells, &mut self.found);
    }

    /// The same without making cells for words that have none: no row stands with those.
    fn find_known(&mut self, rows: &[Word], arity: usize, standing: &Keyed) {
        self.cells.clear();
        self.cells.resize(rows.len(), 0);
        let mut unknown = Vec::new();
        let keyed = rows.chunks_exact(arity).zip(self.cells.chunks_exact_mut(arity));
        for (at, (row, cells)) in keyed.enumerate() {
            if known_key(standing, row, cells).is_none() {
                unknown.push(at);
            }
        }
        standing.find_all(&self.cells, &mut self.found);
        for at in unknown {
            self.found[at] = None;
        }
    }
}

/// Fills in the cells of a row's key; none if a word of it has no cell.
fn known_key(standing: &Keyed, row: &[Word], cells: &mut [i32]) -> Option<()> {
    standing.key().iter().try_for_each(|&column| {
        cells[column] = known_cell(row[column])?;
        Some(())
    })
}

/// What compares rows with those that have their keys.
struct Compare<'a, 'g> {
    dictionary: &'a Dictionary,
    watch: &'a mut Watch<'g>,
}

impl Compare<'_, '_> {
    /// Whether none of the rows that stand with the key of a row, the first of which has this number, is the same or above it.
    #[inline]
    fn is_open(
        &mut self,
        (dominance, fronts): (&Dominance, &front::Standing),
        row: &[Word],
        standing: &Keyed,
        first: Option<usize>,
    ) -> Result<bool, Halt> {
        let Some(first) = first else { return Ok(true) };
        let mut compared = 0;
        for at in standing.beside(first) {
            if compared == FEW
                && let Some((axes, point)) = dominance.place(row)
                && let Some(front) = fronts.front(axes, standing, first)
            {
                return self.looked_at(compared + 1).and(Ok(!front.covers(point)));
            }
            compared += 1;
            match dominance.verdict(row, standing.row(at), self.dictionary)? {
                Verdict::Below | Verdict::Same => return self.looked_at(compared).and(Ok(false)),
                Verdict::Apart | Verdict::Above => {}
            }
        }
        self.looked_at(compared).and(Ok(true))
    }

    /// Counts rows looked at, but for the one that any key has.
    #[inline]
    fn looked_at(&mut self, compared: usize) -> Result<(), Halt> {
        if compared > 1 { self.watch.look_at(compared - 1) } else { Ok(()) }
    }

    /// Adds a row to those of the round, of which the first with its key has this number, in the place of those below it, unless one of
    /// them is above it. Its cells are filled in when it is added; those of its key are there.
    fn put(
        &mut self,
        (dominance, fronts): (&Dominance, &mut front::Growing),
        next: &mut Keyed,
        (row, first): (&[Word], Option<usize>),
        cells: &mut [i32],
        outdone: &mut Vec<usize>,
    ) -> Result<Taken, Halt> {
        outdone.clear();
        let (mut compared, mut is_on_front) = (0, false);
        for at in first.into_iter().flat_map(|first| next.beside(first)) {
            if compared == FEW
                && let (Some((axes, point)), Some(first)) = (dominance.place(row), first)
                && let Some(front) = fronts.front(axes, next, first)
            {
                if front.covers(point) {
                    return self.looked_at(compared + 1).and(Ok(Taken::Dropped));
                }
                is_on_front = true;
                if !front.add(point) {
                    break;
                }
            }
            compared += 1;
            match dominance.verdict(row, next.row(at), self.dictionary)? {
                Verdict::Below | Verdict::Same => return self.looked_at(compared).and(Ok(Taken::Dropped)),
                Verdict::Above => outdone.push(at),
                Verdict::Apart => {}
            }
        }
        self.looked_at(compared)?;
        if let Some(first) = first.filter(|_| !is_on_front) {
            fronts.forget(next, first);
        }
        cells.iter_mut().zip(row).for_each(|(cell, &word)| *cell = cell_of(word));
        match first {
            None => next.push(cells),
            Some(first) if outdone.is_empty() => next.push_beside(first, cells),
            Some(_) => next.supersede(outdone, cells, |_, _| {}),
        }
        Ok(if first.is_none() { Taken::First } else { Taken::Again })
    }
}

/// Joins a row to that of the round, which has this number, or to the one that stands, and adds to the round what is another row then.
fn put_joined(
    next: &mut Keyed,
    (row, of_round): (&[i32], Option<usize>),
    standing: Option<&[i32]>,
    columns: &[LatticeColumn],
    dictionary: &Dictionary,
) -> Result<Taken, Halt> {
    let Some(base) = of_round.map(|at| next.row(at)).or(standing) else {
        next.push(row);
        return Ok(Taken::First);
    };
    let mut joined = base.to_vec();
    let values = row.len() - columns.len()..;
    for (column, (cell, &other)) in columns.iter().zip(joined[values.clone()].iter_mut().zip(&row[values])) {
        let operands = [word_of(*cell), word_of(other)];
        if let Some(value) = functor::evaluate(column.join, column.ty, &operands, dictionary)? {
            *cell = cell_of(value);
        }
    }
    if joined == base {
        return Ok(Taken::Dropped);
    }
    match of_round {
        Some(at) => next.replace(at, &joined),
        None => next.push(&joined),
    }
    Ok(if of_round.is_none() { Taken::First } else { Taken::Again })
}
