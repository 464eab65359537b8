//! Why something holds under one lens and not under another, read off its least proof where it holds.

use serde::Serialize;

use crate::evidence::Lens;
use crate::explain::{Absence, Goal, Ground, Leaf, Leaves, fact, leaves};
use crate::program::ir::{Arg, Atom, Expr, Literal, Rule, VarId, Variable};
use crate::session::{Failure, Session};
use crate::store::{Database, Word};

/// A reason for a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Cause {
    /// Something given that only one of the lenses shows.
    Given {
        /// The fact.
        fact: String,
        /// Where it comes from.
        grounds: Vec<Ground>,
    },
    /// Something that stands in the way under the other lens.
    Obstacle {
        /// The fact.
        fact: String,
    },
}

/// For each fact that holds under a lens, why it does not under another; nothing where its proof does not tell.
pub(super) fn causes(
    session: &Session,
    goals: &[Goal<'_>],
    here: &Lens,
    there: &Lens,
) -> Result<Vec<Vec<Cause>>, Failure> {
    if goals.is_empty() {
        return Ok(Vec::new());
    }
    let concluded = session.conclusions_under(there)?;
    let found = leaves(session, here, goals)?;
    found.iter().map(|leaves| causes_of(session, leaves, &concluded)).collect()
}

fn causes_of(session: &Session, leaves: &Leaves, concluded: &Database) -> Result<Vec<Cause>, Failure> {
    let is_new =
        |leaf: &&Leaf| !concluded.tables.get(leaf.relation.0).is_some_and(|table| table.contains(&leaf.row));
    let told = |leaf: &Leaf| Cause::Given { fact: leaf.fact.clone(), grounds: leaf.grounds.clone() };
    let (provided, new): (Vec<&Leaf>, Vec<&Leaf>) =
        leaves.given.iter().filter(is_new).partition(|leaf| is_provided(leaf));
    let mut causes: Vec<Cause> = new.into_iter().map(told).collect();
    for absence in &leaves.absent {
        if let Some(row) = first_match(session, absence, concluded)? {
            causes.push(Cause::Obstacle { fact: fact(session, absence.relation, &row) });
        }
    }
    // A new day goes without saying beside anything else.
    if causes.is_empty() {
        causes.extend(provided.into_iter().map(told));
    }
    Ok(causes)
}

fn is_provided(leaf: &Leaf) -> bool {
    leaf.grounds.iter().all(|ground| matches!(ground, Ground::Provided { .. }))
}

/// The first row, by its words, that is among the conclusions though it was absent elsewhere.
fn first_match(
    session: &Session,
    absence: &Absence,
    concluded: &Database,
) -> Result<Option<Vec<Word>>, Failure> {
    let Some(declared) = session.program().relations.get(absence.relation.0) else { return Ok(None) };
    let mut variables = Vec::new();
    let mut head_terms = Vec::new();
    let mut args = Vec::new();
    for (word, attribute) in absence.pattern.iter().zip(&declared.attributes) {
        if let Some(word) = word {
            args.push(Arg::Const(*word));
            head_terms.push(Expr::Const(*word));
        } else {
            let variable = VarId(variables.len());
            variables.push(Variable { name: attribute.name.clone(), ty: attribute.ty });
            args.push(Arg::Var(variable));
            head_terms.push(Expr::Var(variable));
        }
    }
    let span = declared.span;
    let body = vec![Literal::Atom(Atom { relation: absence.relation, args, span })];
    let name = declared.name.clone();
    let rule = Rule { name, docs: Vec::new(), head: absence.relation, head_terms, body, variables, span };
    Ok(session.answer(&rule, concluded)?.rows().map(<[Word]>::to_vec).min())
}

/// A reason in words. `appeared` says whether what it explains did, or fell.
pub fn cause_text(cause: &Cause, appeared: bool) -> String {
    match (cause, appeared) {
        (Cause::Obstacle { fact }, true) => format!("no longer: {fact}"),
        (Cause::Obstacle { fact }, false) => format!("now: {fact}"),
        (Cause::Given { fact, grounds }, appeared) => {
            let sign = if appeared { "now shown" } else { "no longer shown" };
            format!("{sign}: {fact}{}", origin(grounds))
        }
    }
}

/// Where a given fact comes from, in brackets: its first claim, and how many others there are.
fn origin(grounds: &[Ground]) -> String {
    let Some(first) = grounds.first() else { return String::new() };
    let place = match first {
        Ground::Claim(claim) => {
            let quote = claim.quote.as_ref().map_or_else(String::new, |quote| format!(": “{quote}”"));
            format!("{}, {}{quote}", claim.name, claim.certainty)
        }
        Ground::Assumption { name, certainty } => format!("{name}, taken as {certainty}"),
        other => other.place(),
    };
    let more = match grounds.len() - 1 {
        0 => String::new(),
        more => format!("; {more} more"),
    };
    format!("  [{place}{more}]")
}
