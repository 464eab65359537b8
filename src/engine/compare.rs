//! Runs several executors on the same program and input and reports any difference between them as a fault.

use super::{EngineError, Executor, Guard};
use crate::program::ir::{Program, Rule};
use crate::program::value::format_fact;
use crate::store::{Database, Dictionary, Table, Word};

/// Executors that are to agree; the first one's result is the result.
pub struct Compare {
    executors: Vec<Box<dyn Executor>>,
}

impl Compare {
    /// Compares the executors with the first of them.
    pub fn new(executors: Vec<Box<dyn Executor>>) -> Self {
        Self { executors }
    }

    /// The result of the first executor, if all others agree with it.
    fn agreed<T>(
        &self,
        run: impl Fn(&dyn Executor) -> Result<T, EngineError>,
        difference: impl Fn(&T, &T) -> Option<String>,
    ) -> Result<T, EngineError> {
        let Some((first, others)) = self.executors.split_first() else {
            return Err(EngineError::Internal("there is no executor to compare".to_owned()));
        };
        let expected = run(first.as_ref());
        for other in others {
            let found = run(other.as_ref());
            let told = match (&expected, &found) {
                (Err(EngineError::Interrupted), _) | (_, Err(EngineError::Interrupted)) => {
                    return Err(EngineError::Interrupted);
                }
                (Ok(expected), Ok(found)) => difference(expected, found),
                (Err(expected), Err(found)) => different_kind(expected, found),
                (Err(error), Ok(_)) => Some(format!("only the first fails: {error}")),
                (Ok(_), Err(error)) => Some(format!("only the second fails: {error}")),
            };
            if let Some(told) = told {
                let (one, two) = (first.name(), other.name());
                return Err(EngineError::Internal(format!("`{one}` and `{two}` do not agree: {told}")));
            }
        }
        expected
    }
}

impl Executor for Compare {
    fn name(&self) -> &'static str {
        "compare"
    }

    fn run(
        &self,
        program: &Program,
        input: Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Database, EngineError> {
        // All relations are compared, not those alone that are shown.
        let guard = guard.clone().for_all();
        self.agreed(
            |executor| executor.run(program, input.clone(), dictionary, &guard),
            |first, second| difference(program, first, second, dictionary),
        )
    }

    fn answer(
        &self,
        rule: &Rule,
        database: &Database,
        dictionary: &Dictionary,
        guard: &Guard,
    ) -> Result<Table, EngineError> {
        self.agreed(
            |executor| executor.answer(rule, database, dictionary, guard),
            |first, second| {
                let row = sole_row(first, second).or_else(|| sole_row(second, first))?;
                Some(format!("of the answers to `{}` only one has the words {row:?}", rule.name))
            },
        )
    }
}

/// Two errors of one kind count as agreement: which of several errors is met first, and what was derived when a limit was reached,
/// depends on the order of evaluation, which is free.
fn different_kind(one: &EngineError, other: &EngineError) -> Option<String> {
    let same = std::mem::discriminant(one) == std::mem::discriminant(other);
    (!same).then(|| format!("the first fails with: {one}; the second with: {other}"))
}

/// The first relation in which two databases differ, with a row that only one of them has.
pub fn difference(
    program: &Program,
    first: &Database,
    second: &Database,
    dictionary: &Dictionary,
) -> Option<String> {
    let tables = first.tables.iter().zip(&second.tables);
    program.relations.iter().zip(tables).find_map(|(relation, (first, second))| {
        let told = |row, whose: &str| {
            let fact = format_fact(relation, row, dictionary);
            let (name, one, other) = (&relation.name, first.len(), second.len());
            format!("`{name}` has {one} rows against {other}; only the {whose} has {fact}")
        };
        let mine = sole_row(first, second).map(|row| told(row, "first"));
        mine.or_else(|| sole_row(second, first).map(|row| told(row, "second")))
    })
}

/// A row that only the first of two tables has.
fn sole_row<'a>(table: &'a Table, other: &Table) -> Option<&'a [Word]> {
    table.rows().find(|row| !other.contains(row))
}
