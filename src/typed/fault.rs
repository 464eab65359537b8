//! Functors that failed while rules ran.
//!
//! crepe's rules have no way to stop with an error. A functor that fails inside one gives no value, so the rule derives nothing from
//! it, and is noted here; whoever started the run then gets the fault instead of conclusions.

use std::cell::RefCell;
use std::fmt;

use crate::program::functor::FunctorError;

/// A functor that has no result, with the rule in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule's name.
    pub rule: &'static str,
    /// What could not be computed, and why.
    pub error: FunctorError,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "rule {}: {}", self.rule, self.error)
    }
}

impl std::error::Error for Fault {}

thread_local! {
    // One list a call of `catch` that this thread is in.
    static NOTED: RefCell<Vec<Vec<Fault>>> = const { RefCell::new(Vec::new()) };
}

/// Runs `derive` and gives its result, unless a functor failed meanwhile.
///
/// # Errors
/// The first fault by rule, then by expression, whatever the order in which they arose.
pub fn catch<T>(derive: impl FnOnce() -> T) -> Result<T, Fault> {
    NOTED.with_borrow_mut(|noted| noted.push(Vec::new()));
    let result = derive();
    let faults = NOTED.with_borrow_mut(Vec::pop).unwrap_or_default();
    let first =
        faults.into_iter().min_by(|a, b| (a.rule, &a.error.expression).cmp(&(b.rule, &b.error.expression)));
    first.map_or(Ok(result), Err)
}

/// The value of a functor in a rule, if it has one; a failure is noted for the [`catch`] around the run.
pub fn checked<T>(rule: &'static str, outcome: Result<Option<T>, FunctorError>) -> Option<T> {
    outcome.unwrap_or_else(|error| note(Fault { rule, error }))
}

fn note<T>(fault: Fault) -> Option<T> {
    NOTED.with_borrow_mut(|noted| {
        if let Some(faults) = noted.last_mut() {
            faults.push(fault);
        }
    });
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::add;

    #[test]
    fn a_run_without_fault_gives_its_result() {
        assert_eq!(catch(|| checked("n#1", add(1_i64, 2))), Ok(Some(3)));
    }

    #[test]
    fn the_first_fault_by_rule_is_told() {
        let fault =
            catch(|| (checked("n#2", add(i64::MAX, 1)), checked("n#1", add(i64::MAX, 2)))).unwrap_err();
        assert_eq!(fault.rule, "n#1");
        assert_eq!(fault.error.expression, "9223372036854775807 + 2");
    }

    #[test]
    fn a_run_within_a_run_keeps_its_faults() {
        let inner = || catch(|| checked("n#1", add(i64::MAX, 1))).is_err();
        assert_eq!(catch(inner), Ok(true));
    }
}
