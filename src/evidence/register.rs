//! Where the facts of a program's texts stand: a hash of each, so that whatever says the same is found by a look at these alone.
//!
//! It is made once for a program, when the facts are at hand, and takes a few bytes a fact. What a lens shows of them is no concern
//! of it.

use std::collections::{BTreeSet, HashSet};

use super::survey::CLAIM_COLUMNS;
use super::view::Companions;
use super::{Claim, Grade, Lowered};
use crate::program::ir::{Fact, Program, RelationId};
use crate::store::{Dictionary, Word, hash_words};

/// The places of a program's facts.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// For each fact a hash of what it speaks of: of a claim the fact that is claimed.
    hashes: Vec<u32>,
    /// The facts of claims, in order.
    claims: Vec<u32>,
    /// For each of these what its name is known by, in part.
    names: Vec<u32>,
    /// For each claim the place of its article.
    articles: Vec<u32>,
    /// The facts of relations that the evidence layer provides.
    provided: Vec<u32>,
    /// The grades that claims have.
    grades: BTreeSet<Grade>,
}

/// So few hashes are compared with each fact's one by one.
const FEW: usize = 8;

/// The relation and the row that a fact speaks of, and the name of its claim, if it is one.
pub(super) fn spoken<'f>(
    fact: &'f Fact,
    companions: &Companions<'_>,
) -> (RelationId, &'f [Word], Option<Word>) {
    match companions.base(fact.relation) {
        Some(base) => {
            let (row, claim) = fact.row.split_at(fact.row.len().saturating_sub(CLAIM_COLUMNS.len()));
            (base, row, claim.first().copied())
        }
        None => (fact.relation, fact.row.as_slice(), None),
    }
}

impl Register {
    /// Of the facts of a program, which is the checked form of `lowered`.
    pub fn of(program: &Program, lowered: &Lowered) -> Self {
        let companions = Companions::of(program);
        let names = program.relations.iter().map(|relation| &relation.name);
        let is_provided: Vec<bool> = names.map(|name| lowered.survey.is_builtin(name)).collect();
        let grades = lowered.claims.iter().filter_map(|claim| claim.certainty.grade()).collect();
        let hashes = Vec::with_capacity(program.facts.len());
        let mut register = Self { hashes, grades, articles: articles(lowered), ..Self::default() };
        for (at, fact) in (0..).zip(&program.facts) {
            let (relation, row, claim) = spoken(fact, &companions);
            register.hashes.push(hash(relation, row));
            if let Some(name) = claim {
                register.claims.push(at);
                register.names.push(part(name));
            }
            if is_provided.get(relation.0).copied().unwrap_or_default() {
                register.provided.push(at);
            }
        }
        register
    }

    /// The facts that may speak of one of these, and those of provided relations, in order.
    pub(super) fn likely<'r>(&self, of: impl Iterator<Item = (RelationId, &'r [Word])>) -> Vec<usize> {
        let wanted: HashSet<u32> = of.map(|(relation, row)| hash(relation, row)).collect();
        let few: Vec<u32> = wanted.iter().copied().take(FEW).collect();
        let mut found = match few.as_slice() {
            [] => Vec::new(),
            [only] => self.where_hash(|hash| hash == *only),
            few if few.len() == wanted.len() => self.where_hash(|hash| few.contains(&hash)),
            _ => {
                // Most of very many are told to be none of them by one bit, of which one in a hundred is set at most.
                let words = (wanted.len() * 2).next_power_of_two().max(1 << 10);
                let place = |hash: u32| ((hash >> 6) as usize & (words - 1), hash & 63);
                let mut met = vec![0_u64; words];
                wanted.iter().map(|&hash| place(hash)).for_each(|(word, bit)| met[word] |= 1 << bit);
                let may_be = |hash: u32| met[place(hash).0] >> place(hash).1 & 1 == 1;
                self.where_hash(|hash| may_be(hash) && wanted.contains(&hash))
            }
        };
        found.extend(self.provided.iter().map(|&at| at as usize));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn where_hash(&self, is_wanted: impl Fn(u32) -> bool) -> Vec<usize> {
        let hashes = self.hashes.iter().enumerate();
        hashes.filter(|(_, hash)| is_wanted(**hash)).map(|(at, _)| at).collect()
    }

    /// The strictest level of trust at which as much is shown as at this one, if besides claims there is something of other grades.
    pub fn trust(&self, trust: Grade, others: impl Iterator<Item = Grade>) -> Grade {
        let shown = self.grades.iter().copied().chain(others).filter(|grade| *grade >= trust);
        shown.min().unwrap_or(Grade::Confirmed)
    }

    /// How many claims stand before a fact.
    pub(super) fn claims_before(&self, fact: usize) -> usize {
        self.claims.partition_point(|&at| (at as usize) < fact)
    }

    /// The fact of the claim of a number.
    pub(super) fn fact_of(&self, claim: usize) -> Option<usize> {
        self.claims.get(claim).map(|&at| at as usize)
    }

    /// The place of the article of the claim of a number.
    pub(super) fn article_of(&self, claim: usize) -> Option<usize> {
        self.articles.get(claim).map(|&at| at as usize)
    }

    /// The number of the claim of a name, if there is one.
    pub(super) fn claim(&self, name: &str, lowered: &Lowered, dictionary: &Dictionary) -> Option<usize> {
        let wanted = part(dictionary.find_symbol(name)?);
        let is_called = |at: usize| lowered.claims.get(at).is_some_and(|claim| *claim.name == *name);
        let mut likely = self.names.iter().enumerate().filter(|(_, of)| **of == wanted);
        let found = likely.find(|(at, _)| is_called(*at)).map(|(at, _)| at);
        // The facts of claims stand in the order of the claims, as far as is known.
        found.or_else(|| lowered.claims.iter().position(|claim| *claim.name == *name))
    }
}

/// For each claim the place of its article.
fn articles(lowered: &Lowered) -> Vec<u32> {
    let place = |claim: &Claim| lowered.article_place(&claim.article).and_then(|at| u32::try_from(at).ok());
    lowered.claims.iter().map(|claim| place(claim).unwrap_or(u32::MAX)).collect()
}

fn hash(relation: RelationId, row: &[Word]) -> u32 {
    part(hash_words(std::iter::once(relation.0 as Word).chain(row.iter().copied())) >> u32::BITS)
}

/// The low half of a word.
fn part(word: Word) -> u32 {
    u32::try_from(word & Word::from(u32::MAX)).unwrap_or_default()
}
