//! Of a question that finds nothing: that it asks for a number of days between dates of which one has no first or no last day.
//!
//! Such a number there is not, so that the whole row falls. It is found by asking once more without it.

use super::{Failure, Session};
use crate::diagnostic::counted;
use crate::evidence::Lens;
use crate::syntax::tree::{Body, Comparison, Literal, Term, TermKind};

/// The functors that count days.
const DAYS: [&str; 2] = ["min_days", "max_days"];

impl Session {
    /// The note that a number of days has no value, where nothing but that keeps the question from its answers.
    pub(super) fn unbounded(&self, body: &Body, lens: &Lens) -> Result<Vec<String>, Failure> {
        let Some(without) = without_days(body) else { return Ok(Vec::new()) };
        let Ok((_, query)) = self.checked(&without) else { return Ok(Vec::new()) };
        let rows = self.table(&query, lens)?.len();
        let note = "`min_days` and `max_days` have no value where a date has no first or no last day, as \"[..2023-09]\" has none";
        Ok((rows > 0)
            .then(|| format!("{note}; {} would follow without them", counted(rows, "row")))
            .into_iter()
            .collect())
    }
}

/// A body without the equations that only name a number of days; none where there are none.
fn without_days(body: &Body) -> Option<Body> {
    let mut without = body.clone();
    for literals in &mut without.alternatives {
        literals.retain(|literal| !names_days(&literal.node));
    }
    (without != *body).then_some(without)
}

fn names_days(literal: &Literal) -> bool {
    let is_variable = |term: &Term| matches!(term.node, TermKind::Variable(_));
    let is_days =
        |term: &Term| matches!(&term.node, TermKind::Functor(name, _) if DAYS.contains(&name.node.as_str()));
    match literal {
        Literal::Compare(Comparison::Equal, one, other) => {
            (is_variable(one) && is_days(other)) || (is_days(one) && is_variable(other))
        }
        _ => false,
    }
}
