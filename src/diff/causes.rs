//! Why something holds under one lens and not under another, read off its least proof where it holds.

use serde::Serialize;

use crate::evidence::Lens;
use crate::explain::{Goal, Ground, Leaf, Leaves, Matches, leaves};
use crate::session::{Failure, Session};
use crate::store::Database;

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
    /// Something that an aggregate takes in under one of the lenses alone, where the conclusion holds.
    Member {
        /// The fact.
        fact: String,
    },
    /// Something that stands in the way under the other lens: a negation finds it there, or an aggregate takes it in.
    Obstacle {
        /// The fact.
        fact: String,
    },
}

impl Cause {
    fn fact(&self) -> &str {
        match self {
            Self::Given { fact, .. } | Self::Member { fact } | Self::Obstacle { fact } => fact,
        }
    }
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
    let (mine, other) = (session.conclusions_under(here)?, session.conclusions_under(there)?);
    let sides = Sides {
        mine: Matches::new(session, &mine),
        other: Matches::new(session, &other),
        concluded: (&mine, &other),
    };
    Ok(leaves(session, here, goals)?.iter().map(|leaves| sides.causes(leaves)).collect())
}

/// The conclusions under the lens where something holds, and under the other.
struct Sides<'a> {
    mine: Matches<'a>,
    other: Matches<'a>,
    concluded: (&'a Database, &'a Database),
}

impl Sides<'_> {
    fn causes(&self, leaves: &Leaves) -> Vec<Cause> {
        let (mine, other) = self.concluded;
        let is_new =
            |leaf: &&Leaf| !other.tables.get(leaf.relation.0).is_some_and(|table| table.contains(&leaf.row));
        let told = |leaf: &Leaf| Cause::Given { fact: leaf.fact.clone(), grounds: leaf.grounds.clone() };
        let (provided, new): (Vec<&Leaf>, Vec<&Leaf>) =
            leaves.given.iter().filter(is_new).partition(|leaf| is_provided(leaf));
        let mut causes: Vec<Cause> = new.into_iter().map(told).collect();
        let obstacles = leaves.absent.iter().filter_map(|pattern| self.other.first(pattern));
        causes.extend(obstacles.map(|fact| Cause::Obstacle { fact }));
        for pattern in &leaves.aggregated {
            let member = self.mine.first_beyond(pattern, other).map(|fact| Cause::Member { fact });
            let obstacle = self.other.first_beyond(pattern, mine).map(|fact| Cause::Obstacle { fact });
            let new = |cause: &Cause| causes.iter().all(|known| known.fact() != cause.fact());
            let found: Vec<Cause> = member.into_iter().chain(obstacle).filter(new).collect();
            causes.extend(found);
        }
        // A new day goes without saying beside anything else.
        if causes.is_empty() {
            causes.extend(provided.into_iter().map(told));
        }
        causes
    }
}

fn is_provided(leaf: &Leaf) -> bool {
    leaf.grounds.iter().all(|ground| matches!(ground, Ground::Provided { .. }))
}

/// A reason in words. `appeared` says whether what it explains did, or fell.
pub fn cause_text(cause: &Cause, appeared: bool) -> String {
    match (cause, appeared) {
        (Cause::Obstacle { fact }, true) | (Cause::Member { fact }, false) => format!("no longer: {fact}"),
        (Cause::Obstacle { fact }, false) | (Cause::Member { fact }, true) => format!("now: {fact}"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_there_now_and_an_obstacle_no_longer_where_something_appeared() {
        let fact = || "came(\"A\")".to_owned();
        let (member, obstacle) = (Cause::Member { fact: fact() }, Cause::Obstacle { fact: fact() });
        let told = |cause: &Cause| [true, false].map(|appeared| cause_text(cause, appeared));
        assert_eq!(told(&member), ["now: came(\"A\")", "no longer: came(\"A\")"]);
        assert_eq!(told(&obstacle), ["no longer: came(\"A\")", "now: came(\"A\")"]);
    }
}
