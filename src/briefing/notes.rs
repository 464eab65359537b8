//! Notes: what lines rest on, each source once, numbered in the order in which lines first need them.

use serde::Serialize;

use super::calendar::at;
use crate::date::Date;
use crate::evidence::Claim;
use crate::explain::{Ground, Leaf, Leaves};
use crate::session::Session;
use crate::store::dictionary::UNSAID_MARK;
use crate::syntax::tree::Text;

/// The most notes to one line; `why` shows everything.
pub(super) const MOST: usize = 4;
/// The relation whose facts are steps that no article states.
const PREMISE: &str = "premise";

/// A source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its words.
    pub quote: Option<String>,
    /// Which article says so, published when, in whose words and how surely; or what else the source is.
    pub told: String,
    /// The names of the claims, or the place.
    pub references: Vec<String>,
}

/// Notes in the making.
pub(super) struct Notes<'s> {
    session: &'s Session,
    pub(super) notes: Vec<Note>,
}

impl<'s> Notes<'s> {
    pub(super) fn new(session: &'s Session) -> Self {
        Self { session, notes: Vec::new() }
    }

    /// The numbers of the notes on a line: the claims that it names, then the first source of each given fact it rests on, then the
    /// others.
    pub(super) fn on(&mut self, claims: &[String], leaves: &[&Leaves]) -> Vec<usize> {
        let lowered = self.session.lowered();
        let mut sources: Vec<Note> =
            claims.iter().filter_map(|name| Some(self.claimed(lowered.claim(name)?))).collect();
        let given: Vec<&Leaf> = leaves.iter().flat_map(|it| &it.given).collect();
        let most = given.iter().map(|leaf| leaf.grounds.len()).max().unwrap_or_default();
        for at in 0..most {
            let grounds = given.iter().filter_map(|leaf| Some((*leaf, leaf.grounds.get(at)?)));
            sources.extend(grounds.filter_map(|(leaf, ground)| self.note(leaf, ground)));
        }
        let mut numbers = Vec::new();
        for source in sources {
            if numbers.len() < MOST || self.position(&source).is_some_and(|at| numbers.contains(&at)) {
                let number = self.number(source);
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        numbers.sort_unstable();
        numbers.iter().map(|at| at + 1).collect()
    }

    fn position(&self, source: &Note) -> Option<usize> {
        self.notes.iter().position(|known| (&known.quote, &known.told) == (&source.quote, &source.told))
    }

    /// Where the note stands; claims of the same words share one.
    fn number(&mut self, source: Note) -> usize {
        let Some(at) = self.position(&source) else {
            self.notes.push(source);
            return self.notes.len() - 1;
        };
        if let Some(known) = self.notes.get_mut(at) {
            let new = source.references.into_iter().filter(|it| !known.references.contains(it));
            known.references.extend(new.collect::<Vec<_>>());
        }
        at
    }

    /// What the lens and the evidence layer provide needs no note, nor do names and the like that stand beside claims.
    fn note(&self, leaf: &Leaf, ground: &Ground) -> Option<Note> {
        let session = self.session;
        let plain = |told: String| Some(Note { quote: None, told, references: vec![ground.place()] });
        match ground {
            Ground::Claim(claim) => session.lowered().claim(&claim.name).map(|claim| self.claimed(claim)),
            Ground::Assumption { certainty, .. } => {
                plain(format!("{}, a hypothetical taken as {certainty}", leaf.fact))
            }
            Ground::Text { .. } if self.is_premise(leaf) => {
                let says = leaf.row.first().map(|word| session.dictionary().text(*word).to_string());
                Some(Note { told: format!("premise of the rules: {}", says?), ..Note::default() })
            }
            Ground::Text { .. } if !session.lowered().survey.has_evidence() => {
                plain(format!("{}, stated without an article", leaf.fact))
            }
            Ground::Input { .. } => plain(format!("{}, from a file of facts", leaf.fact)),
            Ground::Text { .. } | Ground::Provided { .. } => None,
        }
    }

    fn is_premise(&self, leaf: &Leaf) -> bool {
        self.session.program().relations.get(leaf.relation.0).is_some_and(|it| it.name == PREMISE)
    }

    fn claimed(&self, claim: &Claim) -> Note {
        let article = self.session.lowered().article(&claim.article);
        let outlet = article.and_then(|it| it.outlet.as_ref()).map(|it| format!("{it}, "));
        let published = article.map(|it| format!(", published {}", at(&it.published)));
        let by = speakers(claim).map(|chain| format!("; by {chain}"));
        let said = claim.said.as_deref().map(|day: &Date| format!("; said {}", at(day)));
        let told = format!(
            "{}{}{}{}{}; {}",
            outlet.unwrap_or_default(),
            claim.article,
            published.unwrap_or_default(),
            by.unwrap_or_default(),
            said.unwrap_or_default(),
            claim.certainty.name(),
        );
        Note {
            quote: claim.quote.as_ref().map(ToString::to_string),
            told,
            references: vec![claim.name.to_string()],
        }
    }
}

/// Who says it, from the nearest to the origin; nobody where the article itself does.
fn speakers(claim: &Claim) -> Option<String> {
    if claim.speakers.as_slice() == [claim.article.as_str()] {
        return None;
    }
    let named = |name: &'_ Text| {
        if name.starts_with(UNSAID_MARK) { "somebody not named" } else { name.as_str() }.to_owned()
    };
    Some(claim.speakers.iter().map(named).collect::<Vec<_>>().join(", citing "))
}
