//! What a change of the lens changes in the tables that executors start from, found without making them.
//!
//! Only facts that the change touches are looked at twice, under the one lens and under the other, with everything else that says the
//! same: whether a row is given depends on nothing else.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::lens::{Lens, Retraction, Sight};
use super::pattern::Pattern;
use super::view::{Companions, Told, assumed, view_of};
use super::{Assumption, Claim, Lowered};
use crate::diagnostic::Diagnostic;
use crate::program::ir::{Fact, Program, RelationId};
use crate::store::{Changes, Dictionary, Table, Word};

use super::survey::CLAIM_COLUMNS;

/// By which rows the [view](super::view) under one lens differs from that under another.
///
/// # Errors
/// As [`super::check_lens`], of either lens.
pub fn moved(
    program: &Program,
    lowered: &Lowered,
    inputs: &[(RelationId, Table)],
    (from, to): (&Lens, &Lens),
    dictionary: &Dictionary,
) -> Result<Changes, Vec<Diagnostic>> {
    let said = Said { program, lowered, companions: Companions::of(program), dictionary };
    let mut touched = Touched::default();
    let assumptions = [assumed(from, program, dictionary)?, assumed(to, program, dictionary)?];
    touched.assumptions(&assumptions, from.trust == to.trust);
    let patterns = patterns(from, to, program, dictionary)?;
    said.touch(&claims(lowered, from, to), &patterns, &mut touched);
    for (relation, rows) in inputs {
        for pattern in patterns.iter().filter(|pattern| pattern.relation == *relation) {
            rows.rows().filter(|row| pattern.matches(row)).for_each(|row| touched.insert(*relation, row));
        }
    }
    let (facts, claims) = said.part(&touched);
    let inputs: Vec<(RelationId, Table)> =
        inputs.iter().map(|(relation, rows)| (*relation, said.rows(*relation, rows, &touched))).collect();
    let mut views = Vec::with_capacity(2);
    for (lens, assumed) in [from, to].into_iter().zip(assumptions) {
        let sight = Sight::new(lens, lowered);
        let told = Told {
            facts: facts.clone(),
            claims: claims.iter().copied().filter(|claim| sight.sees(claim)).collect(),
            inputs: inputs.iter().map(|(relation, rows)| (*relation, rows)).collect(),
            assumed: assumed.into_iter().filter(|(_, fact)| touched.has(fact.relation, &fact.row)).collect(),
        };
        views.push(view_of(&told, program, lowered, lens, dictionary)?);
    }
    Ok(views.first().zip(views.get(1)).map(|(from, to)| Changes::between(from, to)).unwrap_or_default())
}

/// The claims that only one of the lenses shows, or counts.
fn claims<'l>(lowered: &'l Lowered, from: &Lens, to: &Lens) -> Vec<&'l Claim> {
    let other_sight = {
        let sight = |lens: &Lens| Lens { assumed: Vec::new(), trust: to.trust, ..lens.clone() };
        let without_claims = |lens: &Lens| {
            let mut lens = sight(lens);
            lens.retracted.retain(|it| matches!(it, Retraction::Article(_)));
            lens
        };
        without_claims(from) != without_claims(to)
    };
    if !other_sight && from.trust == to.trust {
        let named = differing(from, to).filter_map(|retraction| match retraction {
            Retraction::Claim(name) => lowered.claim(name),
            Retraction::Article(_) | Retraction::Fact(_) => None,
        });
        return named.collect();
    }
    let (before, after) = (Shown::under(from, lowered), Shown::under(to, lowered));
    let all = lowered.claims.iter().enumerate();
    all.filter(|(at, _)| before.counts(*at) != after.counts(*at)).map(|(_, claim)| claim).collect()
}

/// The claims that a lens shows and counts.
struct Shown(Vec<bool>);

impl Shown {
    fn under(lens: &Lens, lowered: &Lowered) -> Self {
        let mut shown = Sight::new(lens, lowered).claims().into_iter().peekable();
        let mut is_shown = |claim: &Claim| {
            let here = shown.next_if(|next| std::ptr::eq(*next, claim)).is_some();
            here && claim.certainty.counts_at(lens.trust)
        };
        Self(lowered.claims.iter().map(&mut is_shown).collect())
    }

    fn counts(&self, claim: usize) -> bool {
        self.0.get(claim).copied().unwrap_or_default()
    }
}

/// What only one of the lenses retracts.
fn differing<'l>(from: &'l Lens, to: &'l Lens) -> impl Iterator<Item = &'l Retraction> {
    let beyond = |one: &'l Lens, other: &'l Lens| {
        one.retracted.iter().filter(|retraction| !other.retracted.contains(retraction))
    };
    beyond(from, to).chain(beyond(to, from))
}

fn patterns(
    from: &Lens,
    to: &Lens,
    program: &Program,
    dictionary: &Dictionary,
) -> Result<Vec<Pattern>, Vec<Diagnostic>> {
    let facts = differing(from, to).filter_map(|retraction| match retraction {
        Retraction::Fact(atom) => Some(Pattern::of(atom, program, dictionary)),
        Retraction::Claim(_) | Retraction::Article(_) => None,
    });
    facts.collect::<Result<_, _>>().map_err(|diagnostic| vec![*diagnostic])
}

/// The facts of which something may change, by relation.
#[derive(Default)]
struct Touched {
    rows: HashMap<RelationId, HashSet<Vec<Word>>>,
}

impl Touched {
    fn insert(&mut self, relation: RelationId, row: &[Word]) {
        self.rows.entry(relation).or_default().insert(row.to_vec());
    }

    fn has(&self, relation: RelationId, row: &[Word]) -> bool {
        self.rows.get(&relation).is_some_and(|rows| match rows.len() {
            // Most often one fact is asked for among very many.
            1 => rows.iter().all(|only| only == row),
            _ => rows.contains(row),
        })
    }

    /// Takes in the facts of the assumptions that are not the same under both lenses, or all of them.
    fn assumptions(&mut self, of: &[Vec<(&Assumption, Fact)>; 2], same_trust: bool) {
        for (here, there) in [(&of[0], &of[1]), (&of[1], &of[0])] {
            let is_kept = |it: &Assumption| same_trust && there.iter().any(|(other, _)| *other == it);
            for (_, fact) in here.iter().filter(|(assumption, _)| !is_kept(assumption)) {
                self.insert(fact.relation, &fact.row);
            }
        }
    }
}

/// The facts of a program's text.
struct Said<'a> {
    program: &'a Program,
    lowered: &'a Lowered,
    companions: Companions<'a>,
    dictionary: &'a Dictionary,
}

impl<'a> Said<'a> {
    /// Each fact with the relation and the row that it speaks of, and the name of its claim, if it is one.
    fn facts(&self) -> impl Iterator<Item = (&'a Fact, RelationId, &'a [Word], Option<Word>)> + '_ {
        self.program.facts.iter().map(|fact| match self.companions.base(fact.relation) {
            Some(base) => {
                let (row, claim) = fact.row.split_at(fact.row.len().saturating_sub(CLAIM_COLUMNS.len()));
                (fact, base, row, claim.first().copied())
            }
            None => (fact, fact.relation, fact.row.as_slice(), None),
        })
    }

    /// Takes in what these claims and patterns speak of.
    fn touch(&self, claims: &[&Claim], patterns: &[Pattern], touched: &mut Touched) {
        if claims.is_empty() && patterns.is_empty() {
            return;
        }
        let claims: BTreeSet<Word> = claims.iter().map(|claim| self.dictionary.symbol(&claim.name)).collect();
        for (_, relation, row, claim) in self.facts() {
            let fits = |pattern: &Pattern| pattern.relation == relation && pattern.matches(row);
            if claim.is_some_and(|claim| claims.contains(&claim)) || patterns.iter().any(fits) {
                touched.insert(relation, row);
            }
        }
    }

    /// Everything that is said of what is touched, and of what the evidence layer provides.
    fn part(&self, touched: &Touched) -> (Vec<&'a Fact>, Vec<&'a Claim>) {
        let (mut facts, mut claims, mut passed) = (Vec::new(), Vec::new(), 0);
        for (fact, relation, row, claim) in self.facts() {
            if touched.has(relation, row) || self.is_provided(relation) {
                facts.push(fact);
                claims.extend(claim.and_then(|name| self.claim(name, passed)));
            }
            passed += usize::from(claim.is_some());
        }
        (facts, claims)
    }

    /// The claim of a name, which is likely to be the one of this number: their facts stand in the order of the claims.
    fn claim(&self, name: Word, likely: usize) -> Option<&'a Claim> {
        let name = self.dictionary.text(name);
        let there = self.lowered.claims.get(likely).filter(|claim| *claim.name == *name);
        there.or_else(|| self.lowered.claim(&name))
    }

    /// The rows of an input that are touched, or all of a relation that the evidence layer provides.
    fn rows(&self, relation: RelationId, rows: &Table, touched: &Touched) -> Table {
        if self.is_provided(relation) {
            return rows.clone();
        }
        let mut part = Table::new(rows.arity());
        let of_relation = touched.rows.get(&relation).into_iter().flatten();
        of_relation.filter(|row| rows.contains(row)).for_each(|row| _ = part.insert(row));
        part
    }

    fn is_provided(&self, relation: RelationId) -> bool {
        let relation = self.program.relations.get(relation.0);
        relation.is_some_and(|relation| self.lowered.survey.is_builtin(&relation.name))
    }
}
