//! The lens: what the rules see of the articles and claims, set by the user and never by the clock.
//!
//! Here is who speaks and which claims count; turning that into tables is the work of [`super::view`].

use std::collections::{BTreeSet, HashSet};

use super::grade::Certainty;
use super::{Article, Basis, Claim, Grade, Lowered};
use crate::date::{Date, certainly_before, certainly_not_after};
use crate::syntax::tree::{Atom, Text};

/// The name under which assumptions speak.
pub const ASSUMPTION: &str = "assumption";

/// What the rules see.
///
/// ```
/// use demarche::evidence::{Grade, Lens};
/// assert_eq!(Lens::default().trust, Grade::Possible);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Lens {
    /// The day of knowledge; the latest possible day of publication of the articles loaded when unset.
    pub as_of: Option<Date>,
    /// Whether an article speaks that may have been out on the day of knowledge and may not.
    pub possibly: bool,
    /// The day judged; the day of knowledge when unset.
    pub at: Option<Date>,
    /// The least certainty that counts.
    pub trust: Grade,
    /// The articles that may speak.
    pub articles: Selection,
    /// The speakers whose claims count.
    pub speakers: Selection,
    /// The hypotheticals added, in order.
    pub assumed: Vec<Assumption>,
    /// What is left out, in order.
    pub retracted: Vec<Retraction>,
}

impl Default for Lens {
    fn default() -> Self {
        Self {
            as_of: None,
            possibly: false,
            at: None,
            trust: Grade::Possible,
            articles: Selection::All,
            speakers: Selection::All,
            assumed: Vec::new(),
            retracted: Vec::new(),
        }
    }
}

/// A choice of articles or speakers by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Every one.
    All,
    /// These alone.
    Only(BTreeSet<String>),
    /// All but these.
    Except(BTreeSet<String>),
}

impl Selection {
    /// Whether any of the names is chosen and none is excepted.
    pub fn admits<'n>(&self, mut names: impl Iterator<Item = &'n str>) -> bool {
        match self {
            Self::All => true,
            Self::Only(chosen) => names.any(|name| chosen.contains(name)),
            Self::Except(excepted) => !names.any(|name| excepted.contains(name)),
        }
    }
}

/// A hypothetical: a claim of nobody's, seen on every day of knowledge.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// The name of its claim.
    pub name: String,
    /// The fact, in plain terms.
    pub atom: Atom,
    /// How certain it is taken to be.
    pub certainty: Certainty,
}

/// What is left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Retraction {
    /// A claim, by name; an assumption too.
    Claim(String),
    /// An article with all its claims.
    Article(String),
    /// The facts that an atom matches, with their claims; variables and wildcards match any value.
    Fact(Atom),
}

/// A date or claim that rests on something retracted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostGround {
    /// The article whose date, or the claim which, rests on it.
    pub of: String,
    /// What was retracted.
    pub ground: String,
}

/// A lens over the articles of a program: the days it stands for, and who speaks.
#[derive(Clone, Debug)]
pub struct Sight<'a> {
    lens: &'a Lens,
    lowered: &'a Lowered,
    /// The day of knowledge; none when there is no article and none is set.
    pub as_of: Option<Date>,
    /// The day judged.
    pub at: Option<Date>,
}

impl<'a> Sight<'a> {
    /// What a lens shows of a program.
    pub fn new(lens: &'a Lens, lowered: &'a Lowered) -> Self {
        let latest = || lowered.articles.iter().filter_map(|article| article.published.latest()).max();
        let as_of = lens.as_of.clone().or_else(|| latest().map(Date::from_day));
        let at = lens.at.clone().or_else(|| as_of.clone());
        Self { lens, lowered, as_of, at }
    }

    /// The articles that speak, in order.
    pub fn articles(&self) -> impl Iterator<Item = &'a Article> {
        let sight = self.clone();
        self.lowered.articles.iter().filter(move |article| sight.speaks(article))
    }

    /// Whether an article speaks: it is chosen, not retracted, and certainly out; or perhaps out, if that is enough.
    pub fn speaks(&self, article: &Article) -> bool {
        self.is_chosen(article)
            && (self.is_certainly_out(article) || self.lens.possibly && self.may_be_out(article))
    }

    /// The articles that may already have been out and do not speak for that reason.
    pub fn maybe_out(&self) -> Vec<&'a Article> {
        let kept_back =
            |article: &&Article| self.is_chosen(article) && self.may_be_out(article) && !self.speaks(article);
        self.lowered.articles.iter().filter(kept_back).collect()
    }

    /// The claims of speaking articles that the choice of speakers and the retractions leave, whatever their certainty.
    pub fn claims(&self) -> Vec<&'a Claim> {
        let speaking: HashSet<&str> = self.articles().map(|article| article.name.as_str()).collect();
        let shown = |claim: &&Claim| speaking.contains(claim.article.as_str()) && self.shows(claim);
        self.lowered.claims.iter().filter(shown).collect()
    }

    /// Whether a claim is among them.
    pub(super) fn sees(&self, claim: &Claim) -> bool {
        let article = self.lowered.article(&claim.article);
        article.is_some_and(|article| self.speaks(article)) && self.shows(claim)
    }

    /// Whether the choice of speakers and the retractions leave a claim.
    pub(super) fn shows(&self, claim: &Claim) -> bool {
        self.lens.speakers.admits(claim.speakers.iter().map(Text::as_str))
            && !self.lens.retracts_claim(&claim.name)
    }

    fn is_chosen(&self, article: &Article) -> bool {
        let retracted = |it: &Retraction| matches!(it, Retraction::Article(name) if *name == article.name);
        self.lens.articles.admits(std::iter::once(article.name.as_str()))
            && !self.lens.retracted.iter().any(retracted)
    }

    fn is_certainly_out(&self, article: &Article) -> bool {
        self.as_of.as_ref().is_some_and(|day| certainly_not_after(&article.published, day))
    }

    fn may_be_out(&self, article: &Article) -> bool {
        self.as_of.as_ref().is_some_and(|day| !certainly_before(day, &article.published))
    }
}

impl Lens {
    /// Whether a claim or assumption of this name is left out.
    pub fn retracts_claim(&self, name: &str) -> bool {
        self.retracted.iter().any(|it| matches!(it, Retraction::Claim(claim) if claim == name))
    }

    /// The articles and claims whose stated grounds are retracted, in the order of the texts.
    ///
    /// They still speak: what is known of them no longer rests on what it was said to rest on, and that is to be told.
    pub fn lost_grounds(&self, lowered: &Lowered) -> Vec<LostGround> {
        let articles = lowered.articles.iter().map(|article| (&article.name, article.basis.as_slice()));
        let claims = lowered.claims.iter().map(|claim| (&claim.name, &*claim.basis));
        let mut lost = Vec::new();
        for (of, basis) in articles.chain(claims) {
            for ground in basis.iter().filter(|ground| self.retracts_ground(ground, lowered)) {
                lost.push(LostGround { of: of.to_string(), ground: ground.text().to_owned() });
            }
        }
        lost
    }

    fn retracts_ground(&self, ground: &Basis, lowered: &Lowered) -> bool {
        let article = |name: &str| {
            self.retracted.iter().any(|it| matches!(it, Retraction::Article(other) if other == name))
        };
        match ground {
            Basis::Text(_) => false,
            Basis::Article(name) => article(name),
            Basis::Claim(name) => {
                self.retracts_claim(name) || lowered.claim(name).is_some_and(|claim| article(&claim.article))
            }
        }
    }
}
