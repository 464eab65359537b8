//! `.source`: where facts and conclusions come from, without the proof between: claims, hypotheticals, places in texts and files, rules.

use std::collections::BTreeSet;

use super::account::Ground;
use super::leaves::{Goal, leaves};
use crate::evidence::{Assumption, Claim, Grade, Lens};
use crate::program::ir::Rule;
use crate::session::{Failure, Session};
use crate::store::Word;
use crate::syntax::tree::Body;

/// What stands behind the facts of a question.
#[derive(Clone, Debug, Default)]
pub struct Sources<'s> {
    /// The claims, in the order of the texts. Of a base relation every visible one, denials among them, whatever its grade; of a
    /// conclusion those of its least proof at the strongest level of trust at which it follows.
    pub claims: Vec<&'s Claim>,
    /// The hypotheticals.
    pub assumptions: Vec<&'s Assumption>,
    /// Where the facts without evidence stand: file and line, each once.
    pub places: Vec<String>,
    /// The rules of those proofs, in the order of the program.
    pub rules: Vec<&'s Rule>,
}

/// What was found so far, by name and number.
#[derive(Default)]
struct Found {
    claims: BTreeSet<String>,
    places: Vec<String>,
    rules: BTreeSet<usize>,
}

impl Found {
    fn add(&mut self, ground: Ground) {
        match ground {
            Ground::Claim(claim) => _ = self.claims.insert(claim.name),
            Ground::Assumption { name, .. } => _ = self.claims.insert(name),
            Ground::Text { .. } | Ground::Input { .. } => {
                let place = ground.place();
                if !self.places.contains(&place) {
                    self.places.push(place);
                }
            }
            Ground::Provided { .. } => {}
        }
    }
}

/// What stands behind the facts that a question's atoms match, each atom by itself.
///
/// # Errors
/// The question does not fit the program, or inference stopped.
pub fn sources<'s>(session: &'s Session, body: &Body) -> Result<Sources<'s>, Failure> {
    let mut found = Found::default();
    for matched in session.matched(body)? {
        found.claims.extend(matched.claims);
        let mut open: BTreeSet<Vec<Word>> = matched.rows.into_iter().collect();
        for trust in Grade::ALL.into_iter().filter(|level| *level >= session.lens().trust) {
            let lens = Lens { trust, ..session.lens().clone() };
            let concluded = session.conclusions_for([matched.relation], &lens)?;
            let table = concluded.tables.get(matched.relation.0);
            let (here, later): (BTreeSet<_>, BTreeSet<_>) =
                open.into_iter().partition(|row| table.is_some_and(|table| table.contains(row)));
            let goals: Vec<Goal<'_>> = here.iter().map(|row| (matched.relation, row.as_slice())).collect();
            for leaves in leaves(session, &lens, &goals)? {
                leaves.given.into_iter().flat_map(|leaf| leaf.grounds).for_each(|ground| found.add(ground));
                found.rules.extend(leaves.rules);
            }
            open = later;
        }
    }
    Ok(named(session, found))
}

fn named(session: &Session, found: Found) -> Sources<'_> {
    let (claims, assumed) = (session.lowered().claims.iter(), session.lens().assumed.iter());
    Sources {
        claims: claims.filter(|claim| found.claims.contains(claim.name.as_str())).collect(),
        assumptions: assumed.filter(|it| found.claims.contains(&it.name)).collect(),
        places: found.places,
        rules: found.rules.iter().filter_map(|&at| session.program().rules.get(at)).collect(),
    }
}
