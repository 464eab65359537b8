//! What follows under a lens, worked out once, as far as it is asked for, and kept.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::memo::{Line, Place};
use super::{Compiled, Failure, Session};
use crate::engine::{EngineError, Guard, Upkeep};
use crate::evidence::{Lens, Scene, Sight, moved, view};
use crate::program::ir::{Kind, Program, RelationId, Rule, Stratum};
use crate::program::{Query, needed, unasked, with_strata};
use crate::store::{Changes, Database, Table};

/// So many changes of what is given are always worth following; of more, one in so many rows that there are. A copy for another level of
/// trust is worth less.
const FEW: usize = 256;
const PART: usize = 8;
const PART_OF_COPY: usize = 64;

/// The part of the program of a generation that derives some relations.
pub(super) type Part = (u64, BTreeSet<RelationId>, Rc<Program>);

/// What became of a line that was to be led to a place.
enum Led {
    There(Line),
    /// It stands where it stood: a run from nothing is to decide.
    Nowhere(Line),
    /// It is of no use any more.
    Astray,
}

impl Place {
    pub(super) fn scene(&self) -> Scene<'_> {
        let Compiled { lowered, program, register, inputs, .. } = self.compiled.as_ref();
        Scene { program, lowered, register, inputs: &inputs.tables, lens: &self.lens }
    }
}

impl Session {
    /// Everything that follows under the session's lens, facts included; of relations that are
    /// [`in_place`](crate::program::ir::Relation::in_place) only what was asked for.
    ///
    /// # Errors
    /// A limit was reached, a functor has no result, or the run was interrupted.
    pub fn conclusions(&self) -> Result<Rc<Database>, Failure> {
        self.conclusions_under(&self.state.lens)
    }

    /// The same under a lens. Where claims are many, relations declared `magic` are left out as well.
    ///
    /// # Errors
    /// As [`Session::conclusions`]; or the lens does not fit the program.
    pub fn conclusions_under(&self, lens: &Lens) -> Result<Rc<Database>, Failure> {
        let left = self.left_to_questions();
        self.conclusions_for(unasked(self.program()).filter(|id| !left.contains(id)), lens)
    }

    /// What follows under a lens for some relations, and whatever else is known by then: other tables may lack rows.
    ///
    /// # Errors
    /// As [`Session::conclusions_under`].
    pub(crate) fn conclusions_for(
        &self,
        relations: impl IntoIterator<Item = RelationId>,
        lens: &Lens,
    ) -> Result<Rc<Database>, Failure> {
        let line = self.grown(self.line(&self.place(lens), lens)?, relations)?;
        let database = Rc::clone(&line.database);
        self.concluded.borrow_mut().keep(line);
        Ok(database)
    }

    /// The line that stands at a place, to be kept again: one that can be led there, or else one with what is given and nothing more.
    pub(super) fn line(&self, place: &Place, lens: &Lens) -> Result<Line, Failure> {
        let known = self.concluded.borrow_mut().take(place);
        match known {
            Some(line) => Ok(line),
            None => self.led_to(place)?.map_or_else(|| self.begun(place.clone(), lens), Ok),
        }
    }

    /// What is given under a lens, and nothing yet that follows from it.
    fn begun(&self, place: Place, lens: &Lens) -> Result<Line, Failure> {
        let given = self.given_under(lens)?;
        let upkeep = Upkeep::new(self.program(), &given);
        Ok(Line::new(place, Rc::new(given), upkeep))
    }

    /// Adds to a line all that follows of some relations.
    pub(super) fn grown(
        &self,
        line: Line,
        relations: impl IntoIterator<Item = RelationId>,
    ) -> Result<Line, Failure> {
        let program = self.program();
        let mut wanted: Vec<RelationId> =
            relations.into_iter().filter(|id| !line.held.contains(id)).collect();
        if wanted.is_empty() {
            return Ok(line);
        }
        if is_of_one_piece(program) {
            wanted = (0..program.relations.len()).map(RelationId).collect();
        }
        let mut missing = needed(program, wanted);
        missing.retain(|id| !line.held.contains(id));
        let is_due = |stratum: &Stratum| stratum.relations.iter().any(|id| missing.contains(id));
        let mut line = if program.strata.iter().any(|stratum| is_due(stratum) && !is_given(program, stratum))
        {
            let part = self.part(&missing);
            // Indexes are of the rows as they were.
            line.grown(|database| self.run(&part, Database::new(database.tables)))?
        } else {
            line
        };
        line.held.append(&mut missing);
        Ok(line)
    }

    /// The program with those strata alone that have some of these relations. Each level of trust asks for the same in turn.
    fn part(&self, relations: &BTreeSet<RelationId>) -> Rc<Program> {
        let generation = self.state.program.generation;
        let mut kept = self.part.borrow_mut();
        match kept.as_ref() {
            Some((of, known, part)) if *of == generation && known == relations => Rc::clone(part),
            _ => {
                let is_due = |stratum: &Stratum| stratum.relations.iter().any(|id| relations.contains(id));
                let part = Rc::new(with_strata(self.program(), is_due));
                *kept = Some((generation, relations.clone(), Rc::clone(&part)));
                part
            }
        }
    }

    /// A line led to a place by following the changes from another, or a copy of one; none where a run from nothing is to decide.
    fn led_to(&self, place: &Place) -> Result<Option<Line>, Failure> {
        let nearest = self.concluded.borrow_mut().nearest(place);
        if let Some(line) = nearest {
            let most = FEW.max(line.database.rows() / PART);
            return Ok(match self.led(line, place, most)? {
                Led::There(line) => Some(line),
                Led::Nowhere(line) => {
                    self.concluded.borrow_mut().keep(line);
                    None
                }
                Led::Astray => None,
            });
        }
        let copy = self.concluded.borrow().beside(place);
        let Some(copy) = copy else { return Ok(None) };
        let most = copy.database.rows() / PART_OF_COPY;
        Ok(match self.led(copy, place, most)? {
            Led::There(line) => Some(line),
            Led::Nowhere(_) | Led::Astray => None,
        })
    }

    /// Leads a line to a place, if at most so many rows change of what is given.
    fn led(&self, mut line: Line, place: &Place, most: usize) -> Result<Led, Failure> {
        let given = |id: RelationId| line.given(id);
        let given = moved(line.place().scene(), place.scene(), &given, most, &self.dictionary)?;
        let given = given.filter(|given| given.len() <= most);
        let program = &place.compiled.program;
        let program = if line.held.len() == program.relations.len() {
            Cow::Borrowed(program)
        } else {
            let is_held = |stratum: &Stratum| stratum.relations.iter().all(|id| line.held.contains(id));
            Cow::Owned(with_strata(program, is_held))
        };
        let (Some(given), Some(database)) = (given, Rc::get_mut(&mut line.database)) else {
            return Ok(Led::Nowhere(line));
        };
        let (guard, dictionary) = (self.guard(), &self.dictionary);
        let done = self.executor.maintain(&program, database, &mut line.upkeep, &given, dictionary, &guard);
        match done {
            Ok(Some(done)) => {
                line.arrive(place.clone(), given, done.changes);
                self.followed.set(self.followed.get() + 1);
                Ok(Led::There(line))
            }
            Ok(None) => Ok(Led::Nowhere(line)),
            Err(EngineError::Interrupted) => Err(EngineError::Interrupted.into()),
            // A run from nothing meets the same limit or functor, and tells of it as it always does.
            Err(_) => Ok(Led::Astray),
        }
    }

    /// How many times what follows was led from one lens to another instead of being inferred from nothing.
    pub fn followed(&self) -> u64 {
        self.followed.get()
    }

    /// By which rows what follows under one lens differs from what follows under another.
    pub(super) fn changes_between(&self, from: &Lens, to: &Lens) -> Result<Changes, Failure> {
        let known = || self.concluded.borrow().changes(&self.place(from), &self.place(to));
        // Each is let go of before the other is asked for, so that one database can be led through both.
        self.conclusions_under(from)?;
        self.conclusions_under(to)?;
        if let Some(changes) = known() {
            return Ok(changes);
        }
        let (before, after) = (self.conclusions_under(from)?, self.conclusions_under(to)?);
        Ok(Changes::between(&before, &after))
    }

    /// What is given under a lens: the facts that everything else follows from.
    ///
    /// # Errors
    /// The lens does not fit the program.
    pub fn given_under(&self, lens: &Lens) -> Result<Database, Failure> {
        let Compiled { lowered, program, inputs, .. } = self.state.program.as_ref();
        Ok(view(program, lowered, &inputs.tables, lens, &self.dictionary)?)
    }

    /// The program with the lens over it, so that lenses that show the same are one: levels of trust that nothing has make no difference.
    pub(super) fn place(&self, lens: &Lens) -> Place {
        let compiled = Rc::clone(&self.state.program);
        let assumed = lens.assumed.iter().filter_map(|assumption| assumption.certainty.grade());
        let shown = compiled.register.trust(lens.trust, assumed);
        let trust = compiled.register.trust(lens.trust, std::iter::empty());
        Place { compiled, lens: Lens { trust: shown, ..self.with_days(lens) }, trust }
    }

    /// The lens with its two days as they come out, so that a day left unset and the same day set are one lens.
    fn with_days(&self, lens: &Lens) -> Lens {
        let sight = Sight::new(lens, self.lowered());
        let (as_of, at) = (sight.as_of, sight.at);
        Lens { as_of, at, ..lens.clone() }
    }

    /// What a program of the same relations derives, by the session's executor and within its limits.
    pub(crate) fn run(&self, program: &Program, given: Database) -> Result<Database, Failure> {
        Ok(self.executor.run(program, given, &self.dictionary, &self.guard())?)
    }

    /// The same where only the relations that directives name are wanted.
    pub(super) fn run_for_outputs(&self, program: &Program, given: Database) -> Result<Database, Failure> {
        Ok(self.executor.run(program, given, &self.dictionary, &self.guard().for_outputs())?)
    }

    /// The rows of a question over a database in which everything is derived.
    pub(super) fn evaluate(&self, query: &Query, database: &Database) -> Result<Table, Failure> {
        let mut answers = Table::new(query.columns.len());
        if query.relations.len() == 1 {
            for rule in &query.rules {
                answers.insert_table(&self.answer(rule, database)?);
            }
            return Ok(answers);
        }
        // Aggregates over several alternatives have relations of their own, which stand after those of the program.
        let mut database = database.clone();
        database.tables.extend(query.relations.iter().map(|made| Table::new(made.attributes.len())));
        for rule in &query.rules {
            let rows = self.answer(rule, &database)?;
            if let Some(table) = database.tables.get_mut(rule.head.0) {
                table.insert_table(&rows);
            }
        }
        Ok(database.tables.get(query.head.0).cloned().unwrap_or(answers))
    }

    /// The answers of one rule over such a database.
    pub(crate) fn answer(&self, rule: &Rule, database: &Database) -> Result<Table, Failure> {
        Ok(self.executor.answer(rule, database, &self.dictionary, &self.guard())?)
    }

    /// The session's limits and interrupt, the time counted from now.
    pub(crate) fn guard(&self) -> Guard {
        Guard::new(self.limits, Arc::clone(&self.interrupt))
            .threaded(self.threads)
            .reporting(self.live.clone())
            .telling(Some(Arc::clone(&self.costs)))
    }
}

/// Whether the stratum holds what is given and nothing else.
fn is_given(program: &Program, stratum: &Stratum) -> bool {
    let is_plain = |id: &RelationId| program.relations.get(id.0).is_some_and(|it| it.kind == Kind::Plain);
    stratum.rules.is_empty() && stratum.relations.iter().all(is_plain)
}

/// Whether everything is to be derived in one run: which row is chosen or gives way depends on all that is given, and not on what was
/// derived before.
pub(super) fn is_of_one_piece(program: &Program) -> bool {
    let is_lossy = |kind: &Kind| matches!(kind, Kind::Choice(_) | Kind::Subsumptive(_));
    program.relations.iter().any(|relation| is_lossy(&relation.kind))
}
