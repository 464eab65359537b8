//! Where given facts come from: claims, hypotheticals, statements without evidence, files of facts, the lens.

use std::cell::RefCell;
use std::collections::HashMap;

use super::account::{ClaimTold, Ground};
use super::facts::{FactId, Facts};
use super::phrase::CLAIMS;
use super::proof::{Proof, Reason};
use crate::diagnostic::{SourceMap, Span};
use crate::evidence::{Certainty, Claim, Grade, Lens, Lowered, Retraction, companion, split_companion};
use crate::program::check_fact;
use crate::program::ir::{IoKind, Program, RelationId};
use crate::session::{Places, Session};
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Dictionary, Word};
use crate::syntax::tree::Text;

/// What is known of given facts.
pub(super) struct Grounds<'a> {
    program: &'a Program,
    lowered: &'a Lowered,
    lens: &'a Lens,
    sources: &'a SourceMap,
    dictionary: &'a Dictionary,
    facts: &'a Facts<'a>,
    /// The first statement of each fact that stands in a text without evidence.
    stated: HashMap<(RelationId, &'a [Word]), Span>,
    /// The hypotheticals, with their facts.
    assumed: Vec<(RelationId, Vec<Word>, &'a str, Certainty)>,
    /// The lines of files, as far as they were looked up.
    places: RefCell<Places>,
}

impl<'a> Grounds<'a> {
    pub(super) fn new(
        program: &'a Program,
        lowered: &'a Lowered,
        lens: &'a Lens,
        sources: &'a SourceMap,
        dictionary: &'a Dictionary,
        facts: &'a Facts<'a>,
    ) -> Self {
        let mut stated = HashMap::new();
        for fact in &program.facts {
            stated.entry((fact.relation, fact.row.as_slice())).or_insert(fact.span);
        }
        let assumed = lens.assumed.iter().filter_map(|it| {
            let fact = check_fact(program, &it.atom, it.atom.relation.span, dictionary).ok()?;
            Some((fact.relation, fact.row, it.name.as_str(), it.certainty))
        });
        Self {
            program,
            lowered,
            lens,
            sources,
            dictionary,
            facts,
            assumed: assumed.collect(),
            stated,
            places: RefCell::default(),
        }
    }

    /// Looks up the lines of the facts that proofs take from files.
    pub(super) fn locate<'p>(&self, session: &Session, proofs: impl Iterator<Item = &'p Proof>) {
        let given = proofs.flat_map(|proof| &proof.steps).filter(|step| matches!(step.reason, Reason::Given));
        let read = given.map(|step| (self.plain(step.relation), step.row.clone()));
        let read: Vec<(RelationId, Vec<Word>)> =
            read.filter(|(relation, _)| self.inputs(*relation).next().is_some()).collect();
        self.places.replace(session.places_of_inputs(&read));
    }

    /// The relation that one of the facts of some certainty belongs to; another relation itself.
    pub(super) fn plain(&self, relation: RelationId) -> RelationId {
        let name = self.program.relations.get(relation.0).map_or("", |declared| &declared.name);
        split_companion(name).and_then(|(base, _)| self.relation(base)).unwrap_or(relation)
    }

    /// Where a given fact comes from.
    pub(super) fn of(&self, relation: RelationId, row: &[Word]) -> Vec<Ground> {
        let Some(declared) = self.program.relations.get(relation.0) else { return Vec::new() };
        let name = declared.name.as_str();
        if self.lowered.survey.is_builtin(name) {
            return self.provided(name, relation, row);
        }
        let mut grounds: Vec<Ground> =
            self.claims(name, row).into_iter().filter_map(|it| self.claim(&it)).collect();
        // What is stated without evidence counts as confirmed.
        if split_companion(name).is_none_or(|(_, kind)| Grade::named(kind).is_some()) {
            self.without_claim(self.plain(relation), row, &mut grounds);
        }
        grounds
    }

    /// The names of the claims behind a row of a relation or of one of its companions, in order of the texts.
    pub(super) fn claims(&self, name: &str, row: &[Word]) -> Vec<String> {
        let (base, kind) = split_companion(name).unwrap_or((name, ""));
        let own = self.columns(base);
        let text = |word: &Word| self.dictionary.text(*word).to_string();
        if kind == CLAIMS {
            return row.get(own).map(text).into_iter().collect();
        }
        let Some(relation) = self.relation(&companion(base, CLAIMS)) else { return Vec::new() };
        let mut pattern: Vec<Option<Word>> = row.iter().copied().map(Some).collect();
        pattern.resize(self.facts.table(relation).arity(), None);
        let told = self.facts.matching(relation, &pattern).into_iter().filter_map(|row| {
            let row = self.facts.row(FactId { relation, row });
            let certainty = Certainty::named(self.dictionary.text(*row.get(own + 1)?))?;
            supports(certainty, kind).then(|| row.get(own).map(text)).flatten()
        });
        let mut names: Vec<String> = told.collect();
        names.sort_by_key(|name| {
            self.lowered.claims.iter().position(|claim| claim.name == *name).unwrap_or(usize::MAX)
        });
        names
    }

    fn relation(&self, name: &str) -> Option<RelationId> {
        self.program.relations.iter().position(|relation| relation.name == name).map(RelationId)
    }

    fn columns(&self, name: &str) -> usize {
        self.relation(name)
            .and_then(|id| self.program.relations.get(id.0))
            .map_or(0, |it| it.attributes.len())
    }

    /// A claim or an assumption by name; none for one that the lens leaves out.
    fn claim(&self, name: &str) -> Option<Ground> {
        if self.lens.retracts_claim(name) {
            return None;
        }
        if let Some(claim) = self.lowered.claim(name) {
            let article =
                |it: &Retraction| matches!(it, Retraction::Article(article) if *article == claim.article);
            return (!self.lens.retracted.iter().any(article)).then(|| Ground::Claim(self.told(claim)));
        }
        let assumption = self.lens.assumed.iter().find(|assumption| assumption.name == name)?;
        Some(Ground::Assumption { name: name.to_owned(), certainty: assumption.certainty.name() })
    }

    pub(super) fn told(&self, claim: &Claim) -> ClaimTold {
        let published = self.lowered.article(&claim.article).map(|article| article.published.to_string());
        let is_own_voice = claim.speakers.as_slice() == [claim.article.as_str()];
        let speaker = |name: &Text| {
            if name.starts_with(UNSAID_MARK) { "somebody".to_owned() } else { name.to_string() }
        };
        ClaimTold {
            name: claim.name.to_string(),
            certainty: claim.certainty.name(),
            article: claim.article.to_string(),
            published: published.unwrap_or_default(),
            speakers: if is_own_voice { Vec::new() } else { claim.speakers.iter().map(speaker).collect() },
            said: claim.said.as_ref().map(ToString::to_string),
            quote: claim.quote.as_ref().map(ToString::to_string),
            basis: claim.basis.iter().map(|it| it.text().to_owned()).collect(),
        }
    }

    /// Adds the statement, hypothetical and file that give a fact without a claim.
    fn without_claim(&self, relation: RelationId, row: &[Word], grounds: &mut Vec<Ground>) {
        let span = self.stated.get(&(relation, row));
        grounds.extend(span.map(|span| Ground::Text { place: self.place(*span).unwrap_or_default() }));
        let declared = self.program.relations.get(relation.0);
        let takes_claims = declared.is_some_and(|it| self.lowered.survey.takes_claims(&it.name));
        let assumed =
            self.assumed.iter().filter(|(of, fact, ..)| !takes_claims && *of == relation && fact == row);
        grounds.extend(assumed.map(|(_, _, name, certainty)| Ground::Assumption {
            name: (*name).to_owned(),
            certainty: certainty.name(),
        }));
        if let Some((file, line)) = self.places.borrow().of(relation, row) {
            grounds.push(Ground::Input { file: file.clone(), line: Some(*line) });
        } else if grounds.is_empty() {
            grounds.extend(self.inputs(relation).map(|file| Ground::Input { file, line: None }));
        }
    }

    /// The files of facts of a relation.
    fn inputs(&self, relation: RelationId) -> impl Iterator<Item = String> + '_ {
        let inputs =
            self.program.io.iter().filter(move |io| io.kind == IoKind::Input && io.relation == relation);
        inputs.map(|io| {
            let named = io.parameters.iter().find(|(key, _)| key == "filename").map(|(_, name)| name.clone());
            let default = || self.program.relations.get(io.relation.0).map(|it| format!("{}.facts", it.name));
            named.or_else(default).unwrap_or_default()
        })
    }

    fn provided(&self, name: &str, relation: RelationId, row: &[Word]) -> Vec<Ground> {
        let first = row.first().map(|word| self.dictionary.text(*word).to_string()).unwrap_or_default();
        let what = match name {
            "claim" | "claim_speaker" | "claim_quote" => return self.claim(&first).into_iter().collect(),
            "alias" | "local_alias" => {
                let mut grounds = Vec::new();
                self.without_claim(relation, row, &mut grounds);
                return grounds;
            }
            "as_of" => "the day of knowledge".to_owned(),
            "at" => "the day judged".to_owned(),
            "at_least" => "the order of the grades".to_owned(),
            _ => match self.lowered.article(&first).and_then(|article| self.place(article.span)) {
                Some(place) => format!("the article at {place}"),
                None => "provided".to_owned(),
            },
        };
        vec![Ground::Provided { what }]
    }

    /// File and line.
    pub(super) fn place(&self, span: Span) -> Option<String> {
        self.sources.position(span).map(|(file, line, _)| format!("{file}:{line}"))
    }
}

/// Whether a claim of that certainty is behind a fact of the companion of this kind; of the relation itself when there is none.
fn supports(certainty: Certainty, kind: &str) -> bool {
    match (certainty, kind) {
        (Certainty::Denied, kind) => kind == Certainty::Denied.name(),
        (Certainty::Held(_), "") => true,
        (Certainty::Held(grade), kind) => Grade::named(kind).is_some_and(|floor| grade >= floor),
    }
}
