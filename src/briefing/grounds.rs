//! What a brief is read from: what follows now, and what followed without the latest article; and what each fact told rests on.

use super::reading::{Fact, Reading};
use super::saying::Saying;
use crate::evidence::{Article, Grade, Lens, Retraction};
use crate::explain::{Goal, Leaves, leaves};
use crate::session::{Failure, Session};

/// What follows under the lens, and without the latest article on the same days.
pub(super) struct Readings<'s> {
    pub(super) now: Reading<'s>,
    pub(super) before: Option<Reading<'s>>,
}

impl<'s> Readings<'s> {
    pub(super) fn new(session: &'s Session, latest: Option<&Article>) -> Result<Self, Failure> {
        let sight = session.sight();
        // The days as they come out, so that they stay where they are without the article.
        let now = Lens { as_of: sight.as_of, at: sight.at, ..session.lens().clone() };
        let without = |latest: &Article| {
            let mut lens = now.clone();
            lens.retracted.push(Retraction::Article(latest.name.to_string()));
            Reading::new(session, lens)
        };
        Ok(Self { before: latest.map(without).transpose()?, now: Reading::new(session, now.clone())? })
    }

    /// The reading under which a sentence follows.
    fn of(&self, saying: &Saying) -> &Reading<'s> {
        self.before.as_ref().filter(|_| saying.has_fallen).unwrap_or(&self.now)
    }

    /// How sure a sentence is.
    pub(super) fn certainty(&self, saying: &Saying) -> Option<Grade> {
        saying.certainty(self.of(saying))
    }

    /// What the facts of sentences rest on, each at the strongest level of trust at which it follows.
    pub(super) fn grounds<'a>(&self, sayings: impl Iterator<Item = &'a Saying>) -> Result<Grounds, Failure> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for saying in sayings {
            for fact in &saying.facts {
                let key = (saying.has_fallen, self.of(saying).certainty(fact));
                match wanted.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, facts)) if facts.contains(fact) => {}
                    Some((_, facts)) => facts.push(fact.clone()),
                    None => wanted.push((key, vec![fact.clone()])),
                }
            }
        }
        let found = wanted.into_iter().map(|it| self.explained(it));
        Ok(Grounds { found: found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect() })
    }

    fn explained(&self, ((has_fallen, level), facts): Wanted) -> Result<Vec<Explained>, Failure> {
        let reading = self.before.as_ref().filter(|_| has_fallen).unwrap_or(&self.now);
        let trust = level.unwrap_or(reading.lens.trust);
        let lens = Lens { trust, ..reading.lens.clone() };
        let goals: Vec<Goal<'_>> = facts.iter().map(|fact| (fact.relation, fact.row.as_slice())).collect();
        let found = leaves(reading.session, &lens, &goals)?;
        Ok(facts.into_iter().zip(found).map(|(fact, leaves)| (has_fallen, fact, leaves)).collect())
    }
}

/// Facts that follow under one reading and at one level.
type Wanted = ((bool, Option<Grade>), Vec<Fact>);
/// A fact of one reading with what it rests on.
type Explained = (bool, Fact, Leaves);

/// What facts rest on.
pub(super) struct Grounds {
    found: Vec<Explained>,
}

impl Grounds {
    /// What a sentence rests on, fact by fact.
    pub(super) fn of(&self, saying: &Saying) -> Vec<&Leaves> {
        let of_fact = |fact: &Fact| {
            let found = self.found.iter().find(|(fallen, it, _)| *fallen == saying.has_fallen && it == fact);
            found.map(|(.., leaves)| leaves)
        };
        saying.facts.iter().filter_map(of_fact).collect()
    }
}
