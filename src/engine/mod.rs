//! Executors: what runs a checked program over a database.
//!
//! [`Naive`] is the oracle, [`Native`] ([`Tuned`] with settings of its own) is made for speed, [`Compare`] runs several and reports any difference. Diplomacy, files and
//! display are not known here.

mod appearance;
mod compare;
pub mod costs;
mod error;
pub(crate) mod guard;
pub mod live;
mod naive;
mod native;

use std::collections::BTreeMap;

use crate::program::ir::{IoKind, Program, RelationId, Rule};
use crate::store::{Changes, Database, Dictionary, Table};

pub use compare::{Compare, difference};
pub use costs::Costs;
pub use error::{EngineError, LimitReached};
pub use guard::{Guard, Limit, Limits};
pub use naive::Naive;
pub use native::{Maintained, Native, Tuned, Upkeep};

/// Something that infers.
pub trait Executor {
    /// Its name, as `--engine` takes it.
    fn name(&self) -> &'static str;

    /// The input with everything that the program's rules derive from it, all strata through.
    ///
    /// `input` has a table for each of the program's relations, in their order, and holds all facts there are: those of the
    /// program's text are not added. Rows come out in no particular order.
    fn run(
        &self,
        program: &Program,
        input: Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Database, EngineError>;

    /// The answers of one rule over a database in which everything is derived already. The rule's head terms say what a row of
    /// the answer is; its head relation is not looked at.
    fn answer(
        &self,
        rule: &Rule,
        database: &Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Table, EngineError>;

    /// Makes a database follow changes of the input that it was derived from, as a run on the new input would leave it.
    ///
    /// `upkeep` was made from that input and has followed all changes since. None is returned, with nothing done, by an executor that does not maintain, and of a program
    /// in which the order of what is given matters.
    ///
    /// # Errors
    /// As [`Executor::run`]; the database is of no use then, and what a run says decides.
    fn maintain(
        &self,
        _program: &Program,
        _database: &mut Database,
        _upkeep: &mut Upkeep,
        _changes: &Changes,
        _dictionary: &Dictionary,
        _guard: &Guard,
    ) -> Result<Option<Maintained>, EngineError> {
        Ok(None)
    }
}

/// A database of the facts that stand in the program's text and nothing else.
pub fn facts_of(program: &Program) -> Database {
    let arities = program.relations.iter().map(|relation| relation.attributes.len());
    let mut database = Database::with_arities(arities);
    for fact in &program.facts {
        database.tables[fact.relation.0].insert(&fact.row);
    }
    database
}

/// `.limitsize R(n=…)`: the size of a relation at which the rounds of its stratum end.
fn size_limits(program: &Program) -> BTreeMap<RelationId, usize> {
    let directives = program.io.iter().filter(|io| io.kind == IoKind::Limitsize);
    let limits = directives.filter_map(|io| {
        let (_, most) = io.parameters.iter().find(|(key, _)| key == "n")?;
        Some((io.relation, most.parse().ok()?))
    });
    limits.collect()
}
