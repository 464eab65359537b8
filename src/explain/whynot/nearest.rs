//! What nearly is there: facts that differ in one column, and claims that do not count under the lens or at the grade asked for.

use super::account::{Near, Uncounted};
use crate::date::may_overlap;
use crate::evidence::{
    Certainty, Claim, Grade, Lens, Lowered, Retraction, Sight, companion, split_companion,
};
use crate::explain::facts::{FactId, Facts};
use crate::explain::grounds::Grounds;
use crate::explain::phrase::{CLAIMS, Phrases};
use crate::program::ir::{Program, RelationId, Type};
use crate::program::value::{compare_rows, spell_briefly};
use crate::session::Session;
use crate::store::{Dictionary, Word};
use crate::syntax::tree::Text;

/// The most facts and claims that are told of one thing missing.
const SHOWN: usize = 3;

/// What is known of a row.
pub(super) type Pattern = Vec<Option<Word>>;

/// Looks for what nearly is there.
pub(super) struct Nearest<'a> {
    pub(super) session: &'a Session,
    pub(super) facts: &'a Facts<'a>,
    pub(super) grounds: &'a Grounds<'a>,
}

impl Nearest<'_> {
    fn program(&self) -> &Program {
        self.session.program()
    }

    fn dictionary(&self) -> &Dictionary {
        self.session.dictionary()
    }

    /// Facts that have all the values wanted but one, of at least two.
    pub(super) fn facts(&self, relation: RelationId, wanted: &Pattern) -> Vec<Near> {
        let known: Vec<usize> =
            (0..wanted.len()).filter(|&at| wanted.get(at).copied().flatten().is_some()).collect();
        if known.len() < 2 {
            return Vec::new();
        }
        let types = self.types(relation);
        let mut found = Vec::new();
        for &column in known.iter().rev() {
            let mut without = wanted.clone();
            if let Some(value) = without.get_mut(column) {
                *value = None;
            }
            let mut rows = self.facts.matching(relation, &without);
            let row = |row: usize| self.facts.row(FactId { relation, row });
            rows.sort_by(|&a, &b| compare_rows(&types, row(a), row(b), self.dictionary()));
            found.extend(
                rows.into_iter().take(SHOWN).filter_map(|at| self.near(relation, row(at), column, wanted)),
            );
        }
        found.truncate(SHOWN);
        found
    }

    fn near(&self, relation: RelationId, row: &[Word], column: usize, wanted: &Pattern) -> Option<Near> {
        let attribute = self.program().relations.get(relation.0)?.attributes.get(column)?;
        let (found, asked) = (*row.get(column)?, wanted.get(column).copied().flatten()?);
        let spelt = |word| spell_briefly(word, attribute.ty, self.dictionary());
        let overlaps = attribute.ty == Type::Date
            && may_overlap(&self.dictionary().date_of(found), &self.dictionary().date_of(asked));
        let note = if overlaps { "; the dates may overlap" } else { "" };
        let phrases = Phrases { program: self.program(), dictionary: self.dictionary() };
        Some(Near {
            fact: phrases.fact(relation, row),
            differs: format!("{} is {}, not {}{note}", attribute.name, spelt(found), spelt(asked)),
        })
    }

    fn types(&self, relation: RelationId) -> Vec<Type> {
        let declared = self.program().relations.get(relation.0);
        declared.iter().flat_map(|it| &it.attributes).map(|column| column.ty).collect()
    }

    /// The claims of what is missing that do not count, in the order of the texts.
    pub(super) fn claims(&self, relation: RelationId, wanted: &Pattern) -> Vec<Uncounted> {
        let Some(declared) = self.program().relations.get(relation.0) else { return Vec::new() };
        let (base, kind) = split_companion(&declared.name).unwrap_or((&declared.name, ""));
        let claims = companion(base, CLAIMS);
        let Some(id) = self.program().relations.iter().position(|it| it.name == claims).map(RelationId)
        else {
            return Vec::new();
        };
        let own =
            self.program().relations.iter().find(|it| it.name == base).map_or(0, |it| it.attributes.len());
        let fits = |row: &[Word]| {
            wanted.iter().zip(row).all(|(wanted, word)| wanted.is_none_or(|wanted| wanted == *word))
        };
        let told = self.program().facts.iter().filter(|fact| fact.relation == id && fits(&fact.row));
        let names = told.filter_map(|fact| fact.row.get(own).map(|word| self.dictionary().text(*word)));
        let claims = names.filter_map(|name| self.session.lowered().claim(name));
        let uncounted = claims.filter_map(|claim| {
            let because = self.because(claim, kind)?;
            Some(Uncounted { claim: self.grounds.told(claim), because })
        });
        uncounted.take(SHOWN).collect()
    }

    /// Why a claim does not count, and when it would; none when it does.
    fn because(&self, claim: &Claim, kind: &str) -> Option<String> {
        let lens = self.session.lens();
        if let Some(reason) = hidden(claim, lens, &self.session.sight(), self.session.lowered()) {
            return Some(reason);
        }
        match (claim.certainty, Grade::named(kind)) {
            (Certainty::Denied, _) if kind != CLAIMS && kind != Certainty::Denied.name() => {
                Some("it denies it".to_owned())
            }
            (Certainty::Held(grade), Some(floor)) if grade < floor => {
                Some(format!("it is {grade}, and {floor} is asked for"))
            }
            _ => None,
        }
    }
}

/// Why the lens does not show a claim; none when it does.
fn hidden(claim: &Claim, lens: &Lens, sight: &Sight<'_>, lowered: &Lowered) -> Option<String> {
    if lens.retracts_claim(&claim.name) {
        return Some("it is retracted".to_owned());
    }
    if !sight.articles().any(|article| article.name == claim.article) {
        let retracted = |it: &Retraction| matches!(it, Retraction::Article(name) if *name == claim.article);
        if lens.retracted.iter().any(retracted) {
            return Some(format!("the article {} is retracted", claim.article));
        }
        if !lens.articles.admits(std::iter::once(claim.article.as_str())) {
            return Some(format!("the article {} is not among those chosen", claim.article));
        }
        return Some(not_out(claim, lowered));
    }
    if !lens.speakers.admits(claim.speakers.iter().map(Text::as_str)) {
        return Some("its speakers are not among those chosen".to_owned());
    }
    let grade = claim.certainty.grade().filter(|grade| *grade < lens.trust);
    grade.map(|grade| format!("it is {grade}; it would count at trust {grade}"))
}

fn not_out(claim: &Claim, lowered: &Lowered) -> String {
    let latest = lowered.article(&claim.article).and_then(|article| article.published.latest());
    match latest {
        Some(day) => format!("{} is not certainly out; it would speak as of {day}", claim.article),
        None => format!("{} is not certainly out on any day", claim.article),
    }
}
