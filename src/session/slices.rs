//! At which stricter levels of trust the rows of an answer follow, told by the few facts that they can rest on.
//!
//! Where claims are many, nothing is inferred at a level of trust merely to tell of some rows whether they follow there: the facts that
//! these can rest on are found among those of the weaker level (`program::slice`), the evidence layer tells what the stricter
//! lens sees of them, and what follows from that decides.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::memo::Place;
use super::{Failure, Session};
use crate::engine::EngineError;
use crate::evidence::{Lens, OF_CLAIMS, seen, split_companion};
use crate::program::ir::RelationId;
use crate::program::slice::{Finds, Role, Slice, slice};
use crate::program::{Query, needed, read_by, with_strata};
use crate::store::{Database, Table};

/// Of more rows what follows is inferred whole.
const ROWS: usize = 64;
/// Neither more facts than so many nor more questions are looked into.
const MOST: usize = 4096;
/// Relations that the evidence layer provides are at hand when they have no more rows than so many.
const AT_HAND: usize = 64;

/// Facts by relation.
type Facts = BTreeMap<RelationId, Table>;

/// The rows of an answer, and the facts that they can rest on.
pub(super) struct Slices<'r> {
    rows: &'r Table,
    below: Below,
}

/// What is known of the facts that rows can rest on.
enum Below {
    Unasked,
    Known(Facts),
    /// They cannot be told, or are too many.
    Unknown,
}

impl<'r> Slices<'r> {
    pub(super) fn of(rows: &'r Table) -> Self {
        Self { rows, below: Below::Unasked }
    }
}

impl Session {
    /// Those of some rows, which follow under a lens, that follow under one of stricter trust, and perhaps others; none where that is
    /// inferred whole, since it is there, can be reached from what is there, or rests on too much.
    pub(super) fn by_slice(
        &self,
        query: &Query,
        lens: &Lens,
        stricter: &Lens,
        slices: &mut Slices<'_>,
    ) -> Result<Option<Table>, Failure> {
        let (here, there) = (self.place(lens), self.place(stricter));
        let is_few = slices.rows.len() <= ROWS && self.claims_much();
        if !is_few || self.concluded.borrow().has_near(&there) {
            return Ok(None);
        }
        if let Below::Unasked = slices.below {
            let found = self.facts_below(query, lens, &here, slices.rows)?;
            slices.below = found.map_or(Below::Unknown, Below::Known);
        }
        let Below::Known(facts) = &slices.below else { return Ok(None) };
        let facts = facts.iter().flat_map(|(id, rows)| rows.rows().map(move |row| (*id, row)));
        let below = needed(self.program(), read_by(&query.rules));
        let given = seen(there.scene(), facts, &below, self.dictionary())?;
        let part =
            with_strata(self.program(), |stratum| stratum.relations.iter().any(|id| below.contains(id)));
        match self.run(&part, given) {
            Ok(followed) => self.evaluate(query, &followed).map(Some),
            Err(Failure::Engine(EngineError::Interrupted)) => Err(EngineError::Interrupted.into()),
            // What is inferred whole meets the same, and tells of it as it always does.
            Err(_) => Ok(None),
        }
    }

    /// The facts under a lens that rows of a question can rest on, with whatever part of the facts.
    fn facts_below(
        &self,
        query: &Query,
        lens: &Lens,
        place: &Place,
        rows: &Table,
    ) -> Result<Option<Facts>, Failure> {
        let mut line = self.line(place, lens)?;
        let is_held = read_by(&query.rules).iter().all(|id| line.held.contains(id));
        let found =
            if is_held { slice(self.program(), query, &|id| self.role(id, &line.database)) } else { None };
        let Some(slice) = found else {
            self.concluded.borrow_mut().keep(line);
            return Ok(None);
        };
        let mut database = Rc::unwrap_or_clone(std::mem::take(&mut line.database));
        let count = database.tables.len();
        let facts = self.facts_of(&slice, rows, &mut database);
        database.tables.truncate(count);
        forget_indexes(&database, count);
        line.database = Rc::new(database);
        self.concluded.borrow_mut().keep(line);
        match facts {
            Err(Failure::Engine(EngineError::Interrupted)) => Err(EngineError::Interrupted.into()),
            found => Ok(found.ok().flatten()),
        }
    }

    /// What a relation is to a slice, given what follows.
    fn role(&self, id: RelationId, database: &Database) -> Role {
        let Some(relation) = self.program().relations.get(id.0) else { return Role::OfAll };
        let rows = database.tables.get(id.0).map_or(0, Table::len);
        match split_companion(&relation.name) {
            _ if relation.derived => Role::Derived,
            Some((base, _)) => self.told_of(base),
            None if !self.lowered().survey.is_builtin(&relation.name) => {
                Role::Told(id, relation.attributes.len())
            }
            None if rows <= AT_HAND && !OF_CLAIMS.contains(&relation.name.as_str()) => Role::AtHand,
            None => Role::OfAll,
        }
    }

    /// A companion tells of its base.
    fn told_of(&self, base: &str) -> Role {
        let relations = &self.program().relations;
        let at = relations.iter().position(|relation| relation.name == base);
        at.map_or(Role::OfAll, |at| Role::Told(RelationId(at), relations[at].attributes.len()))
    }

    /// Follows the steps of a slice from the rows of the question on; none if they lead to too much.
    fn facts_of(
        &self,
        slice: &Slice,
        rows: &Table,
        database: &mut Database,
    ) -> Result<Option<Facts>, Failure> {
        let first = database.tables.len();
        let arities = slice.asked.iter().map(|asked| asked.attributes.len());
        let mut known: Vec<Table> = arities.map(Table::new).collect();
        database.tables.extend(known.iter().cloned());
        let mut facts = Facts::new();
        let mut open = VecDeque::from([(RelationId(first), rows.clone())]);
        while let Some((asked, fresh)) = open.pop_front() {
            let fresh = beyond(&fresh, &known[asked.0 - first]);
            if fresh.is_empty() {
                continue;
            }
            known[asked.0 - first].insert_table(&fresh);
            database.tables[asked.0] = fresh;
            for step in slice.steps.iter().filter(|step| step.from == asked) {
                forget_indexes(database, first);
                let found = self.answer(&step.rule, database)?;
                match step.finds {
                    Finds::Asked(other) => open.push_back((other, found)),
                    Finds::Facts(of, columns) => {
                        facts.entry(of).or_insert_with(|| Table::new(columns)).insert_table(&found);
                    }
                }
            }
            let asked: usize = known.iter().map(Table::len).sum();
            let found: usize = facts.values().map(Table::len).sum();
            if asked + found > MOST {
                return Ok(None);
            }
        }
        Ok(Some(facts))
    }
}

/// The rows of one table that another lacks.
fn beyond(rows: &Table, known: &Table) -> Table {
    let fresh = rows.rows().filter(|row| !known.contains(row));
    Table::from_rows(rows.arity(), fresh)
}

/// Forgets the indexes of tables from a number on, whose rows are others from time to time.
fn forget_indexes(database: &Database, from: usize) {
    let mut indexes = database.indexes.take();
    indexes.truncate(from);
    database.indexes.keep(indexes);
}
