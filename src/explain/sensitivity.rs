//! `sensitivity`: the single claims, articles, speakers and facts without evidence without which a conclusion falls.
//!
//! Each is left out in turn and everything that decides the conclusion is inferred anew; nothing is concluded from proofs, since what
//! is left out may also let a negation fail elsewhere. Of the facts without evidence, of which there may be millions, only those are
//! left out that the conclusion's least proof rests on: whatever carries a conclusion alone is part of each of its proofs, save
//! where leaving it out lets a negation fail.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::account::Ground;
use super::atom::atom;
use super::leaves::{Goal, Leaf, leaves};
use super::needs::{needs, part};
use super::phrase::Phrases;
use super::why::matches;
use crate::evidence::{Lens, Retraction};
use crate::program::ir::{Program, RelationId};
use crate::session::{Failure, Session};
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Database, Word};
use crate::syntax::tree::{Atom, Body, Text};

/// What the answers to a question rest on alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sensitivity {
    /// The answers, ordered by their values.
    pub answers: Vec<Carried>,
    /// How many claims and assumptions were left out in turn: all that the lens shows.
    pub claims: usize,
    /// How many articles.
    pub articles: usize,
    /// How many speakers.
    pub speakers: usize,
    /// How many facts without evidence: those that the least proofs rest on.
    pub facts: usize,
}

/// An answer with what carries it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// The fact.
    pub fact: String,
    /// The claims and assumptions without any one of which it falls, in order of the texts.
    pub claims: Vec<String>,
    /// The articles.
    pub articles: Vec<String>,
    /// The speakers.
    pub speakers: Vec<String>,
    /// The facts without evidence, as programs write them.
    pub facts: Vec<String>,
}

/// Leaves out each claim, article and speaker in turn and tells which answers to a question fall.
///
/// # Errors
/// The question is not one atom, or does not fit the program; or inference stopped.
pub fn sensitivity(session: &Session, body: &Body) -> Result<Sensitivity, Failure> {
    let (relation, rows) = matches(session, body)?;
    let phrases = Phrases { program: session.program(), dictionary: session.dictionary() };
    let needed = needs(session.program(), [relation]);
    let trial = Trial {
        session,
        relation,
        program: part(session.program(), &needed),
        needed,
        present: session.given_under(session.lens())?,
        rows,
    };
    let (claims, articles, speakers) = (claims(session), articles(session), speakers(session));
    let facts = plain_facts(session, relation, &trial.rows)?;
    let by_claim = trial.each(&claims, |name| vec![Retraction::Claim(name.clone())], String::clone)?;
    let by_article = trial.each(&articles, |name| vec![Retraction::Article(name.clone())], String::clone)?;
    let by_speaker = trial.each(&speakers, |name| all_claims_of(session, name), String::clone)?;
    let by_fact =
        trial.each(&facts, |(_, atom)| vec![Retraction::Fact(atom.clone())], |(fact, _)| fact.clone())?;
    let carried = |(at, row): (usize, &Vec<Word>)| Carried {
        fact: phrases.fact(relation, row),
        claims: by_claim.get(&at).cloned().unwrap_or_default(),
        articles: by_article.get(&at).cloned().unwrap_or_default(),
        speakers: by_speaker.get(&at).cloned().unwrap_or_default(),
        facts: by_fact.get(&at).cloned().unwrap_or_default(),
    };
    Ok(Sensitivity {
        answers: trial.rows.iter().enumerate().map(carried).collect(),
        claims: claims.len(),
        articles: articles.len(),
        speakers: speakers.len(),
        facts: facts.len(),
    })
}

/// The facts without evidence that the least proofs rest on, each once, in the order of the proofs.
fn plain_facts(
    session: &Session,
    relation: RelationId,
    rows: &[Vec<Word>],
) -> Result<Vec<(String, Atom)>, Failure> {
    let goals: Vec<Goal<'_>> = rows.iter().map(|row| (relation, row.as_slice())).collect();
    let is_plain = |leaf: &Leaf| {
        leaf.grounds.iter().all(|ground| matches!(ground, Ground::Text { .. } | Ground::Input { .. }))
    };
    let mut seen = BTreeSet::new();
    let mut facts = Vec::new();
    for leaf in leaves(session, session.lens(), &goals)?.into_iter().flat_map(|leaves| leaves.given) {
        if is_plain(&leaf) && seen.insert(leaf.fact.clone()) {
            facts.extend(atom(session, leaf.base, &leaf.row).map(|atom| (leaf.fact, atom)));
        }
    }
    Ok(facts)
}

fn claims(session: &Session) -> Vec<String> {
    let shown = session.sight().claims().into_iter();
    let shown = shown.filter(|claim| claim.certainty.counts_at(session.lens().trust));
    let assumed = session.lens().assumed.iter().map(|assumption| assumption.name.clone());
    let assumed = assumed.filter(|name| !session.lens().retracts_claim(name));
    shown.map(|claim| claim.name.to_string()).chain(assumed).collect()
}

fn articles(session: &Session) -> Vec<String> {
    session.sight().articles().map(|article| article.name.to_string()).collect()
}

/// The speakers of the claims that the lens shows, by name; an article's own voice is not among them.
fn speakers(session: &Session) -> Vec<String> {
    let claims = session.sight().claims();
    let named = claims.iter().flat_map(|claim| claim.speakers.iter().filter(|name| **name != claim.article));
    let named: BTreeSet<&Text> = named.filter(|name| !name.starts_with(UNSAID_MARK)).collect();
    named.into_iter().map(ToString::to_string).collect()
}

/// Every claim that has the speaker in its chain.
fn all_claims_of(session: &Session, speaker: &str) -> Vec<Retraction> {
    let claims = session.sight().claims().into_iter();
    let spoken = claims.filter(|claim| claim.speakers.iter().any(|name| name == speaker));
    spoken.map(|claim| Retraction::Claim(claim.name.to_string())).collect()
}

/// The conclusion under trial, and the part of the program that decides it.
struct Trial<'s> {
    session: &'s Session,
    relation: RelationId,
    program: Program,
    needed: BTreeSet<RelationId>,
    /// What is given under the session's lens.
    present: Database,
    rows: Vec<Vec<Word>>,
}

impl Trial<'_> {
    /// For the number of each answer that falls: the names of what it falls without.
    fn each<T>(
        &self,
        all: &[T],
        leave_out: impl Fn(&T) -> Vec<Retraction>,
        name: impl Fn(&T) -> String,
    ) -> Result<BTreeMap<usize, Vec<String>>, Failure> {
        let mut fallen: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for one in all {
            let mut lens = self.session.lens().clone();
            lens.retracted.extend(leave_out(one));
            for at in self.falls(&lens)? {
                fallen.entry(at).or_default().push(name(one));
            }
        }
        Ok(fallen)
    }

    /// The numbers of the answers that do not follow under the lens.
    fn falls(&self, lens: &Lens) -> Result<Vec<usize>, Failure> {
        let given = self.session.given_under(lens)?;
        let same = |id: RelationId| given.tables.get(id.0) == self.present.tables.get(id.0);
        if self.needed.iter().all(|&id| same(id)) {
            return Ok(Vec::new());
        }
        let concluded = self.session.run(&self.program, given)?;
        let Some(kept) = concluded.tables.get(self.relation.0) else { return Ok(Vec::new()) };
        Ok((0..self.rows.len())
            .filter(|&at| !self.rows.get(at).is_some_and(|row| kept.contains(row)))
            .collect())
    }
}
