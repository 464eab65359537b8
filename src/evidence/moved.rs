//! What a change of the lens changes in the tables that executors start from, found without making them.
//!
//! Only facts that the change touches are looked at twice, under the one lens and under the other, with everything else that says the
//! same: whether a row is given depends on nothing else.

use std::collections::{BTreeSet, HashSet};

use super::lens::{Lens, Retraction, Sight};
use super::pattern::Pattern;
use super::survey::CLAIM_COLUMNS;
use super::view::{Companions, Told, assumed, view_of};
use super::{Assumption, Claim, Lowered};
use crate::diagnostic::Diagnostic;
use crate::program::ir::{Fact, Program, RelationId};
use crate::store::{Changes, Database, Dictionary, Table, Word};

/// A program with what is told beside its rules, and a lens over it.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The checked program.
    pub program: &'a Program,
    /// What it was checked from.
    pub lowered: &'a Lowered,
    /// Facts from elsewhere.
    pub inputs: &'a [(RelationId, Table)],
    /// The lens.
    pub lens: &'a Lens,
}

/// By which rows the [view](super::view) of one scene differs from that of another, whose programs have the same relations, the same
/// rules and the same facts from elsewhere. None if they have too few facts of their texts in common to be worth comparing.
///
/// # Errors
/// As [`super::check_lens`], in either scene.
pub fn moved(
    from: Scene<'_>,
    to: Scene<'_>,
    dictionary: &Dictionary,
) -> Result<Option<Changes>, Vec<Diagnostic>> {
    let Some(common) = common_facts(from.program, to.program) else { return Ok(None) };
    let said = [from, to].map(|scene| Said::new(scene, dictionary));
    let mut touched = Touched { rows: vec![HashSet::new(); to.program.relations.len()] };
    let assumptions =
        [assumed(from.lens, from.program, dictionary)?, assumed(to.lens, to.program, dictionary)?];
    touched.assumptions(&assumptions, from.lens.trust == to.lens.trust);
    let patterns = patterns(from.lens, to.lens, to.program, dictionary)?;
    let claims = claims(from, to);
    for (relation, rows) in to.inputs {
        for pattern in patterns.iter().filter(|pattern| pattern.relation == *relation) {
            rows.rows().filter(|row| pattern.matches(row)).for_each(|row| touched.insert(*relation, row));
        }
    }
    for said in &said {
        said.touch(&claims, common, &mut touched);
    }
    let [before, after] = &said;
    let earlier = before.part(&patterns, &mut touched);
    let is_same = std::ptr::eq(from.program, to.program);
    let later = if is_same { earlier.clone() } else { after.part(&patterns, &mut touched) };
    let [were_assumed, are_assumed] = assumptions;
    let before = before.view(earlier, were_assumed, &touched)?;
    Ok(Some(Changes::between(&before, &after.view(later, are_assumed, &touched)?)))
}

/// So many facts beyond those in common are compared.
const BEYOND: usize = 1024;

/// How many facts of two programs are the same from the first on, if nearly all are.
fn common_facts(one: &Program, other: &Program) -> Option<usize> {
    if std::ptr::eq(one, other) {
        return Some(one.facts.len());
    }
    let same = one.facts.iter().zip(&other.facts).take_while(|(one, other)| one == other).count();
    (one.facts.len().max(other.facts.len()) - same <= BEYOND).then_some(same)
}

/// The claims that only one of the scenes shows, or counts.
fn claims<'l>(from: Scene<'l>, to: Scene<'l>) -> Vec<&'l Claim> {
    if std::ptr::eq(from.lowered, to.lowered) && is_same_sight(from.lens, to.lens) {
        let named = differing(from.lens, to.lens).filter_map(|retraction| match retraction {
            Retraction::Claim(name) => to.lowered.claim(name),
            Retraction::Article(_) | Retraction::Fact(_) => None,
        });
        return named.collect();
    }
    let (before, after) = (Shown::under(from.lens, from.lowered), Shown::under(to.lens, to.lowered));
    let (here, there) = (from.lowered.claims.iter().enumerate(), to.lowered.claims.iter().enumerate());
    let differs = |(at, _): &(usize, &Claim)| before.counts(*at) != after.counts(*at);
    here.chain(there).filter(differs).map(|(_, claim)| claim).collect()
}

/// Whether two lenses differ in what is assumed and in retractions of single claims and facts alone.
fn is_same_sight(one: &Lens, other: &Lens) -> bool {
    let sight = |lens: &Lens| {
        let mut lens = Lens { assumed: Vec::new(), ..lens.clone() };
        lens.retracted.retain(|it| matches!(it, Retraction::Article(_)));
        lens
    };
    sight(one) == sight(other)
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
struct Touched {
    rows: Vec<HashSet<Vec<Word>>>,
}

impl Touched {
    fn insert(&mut self, relation: RelationId, row: &[Word]) {
        if let Some(rows) = self.rows.get_mut(relation.0) {
            rows.insert(row.to_vec());
        }
    }

    fn has(&self, relation: RelationId, row: &[Word]) -> bool {
        self.rows.get(relation.0).is_some_and(|rows| match rows.len() {
            // Most often one fact is asked for among very many.
            0 => false,
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

/// What is told in a scene.
struct Said<'a> {
    scene: Scene<'a>,
    companions: Companions<'a>,
    /// For each relation, whether the evidence layer provides it.
    provided: Vec<bool>,
    dictionary: &'a Dictionary,
}

/// Facts of the text with the claims among them.
type Part<'a> = (Vec<&'a Fact>, Vec<&'a Claim>);

impl<'a> Said<'a> {
    fn new(scene: Scene<'a>, dictionary: &'a Dictionary) -> Self {
        let names = scene.program.relations.iter().map(|relation| &relation.name);
        let provided = names.map(|name| scene.lowered.survey.is_builtin(name)).collect();
        Self { scene, companions: Companions::of(scene.program), provided, dictionary }
    }

    /// The relation and the row that a fact speaks of, and the name of its claim, if it is one.
    fn read(&self, fact: &'a Fact) -> (RelationId, &'a [Word], Option<Word>) {
        match self.companions.base(fact.relation) {
            Some(base) => {
                let (row, claim) = fact.row.split_at(fact.row.len().saturating_sub(CLAIM_COLUMNS.len()));
                (base, row, claim.first().copied())
            }
            None => (fact.relation, fact.row.as_slice(), None),
        }
    }

    /// Takes in what these claims speak of, and the facts behind the first so many.
    fn touch(&self, claims: &[&Claim], common: usize, touched: &mut Touched) {
        let (shared, further) = self.scene.program.facts.split_at(common);
        for (relation, row, _) in further.iter().map(|fact| self.read(fact)) {
            touched.insert(relation, row);
        }
        if claims.is_empty() {
            return;
        }
        let claims: BTreeSet<Word> = claims.iter().map(|claim| self.dictionary.symbol(&claim.name)).collect();
        for (relation, row, claim) in shared.iter().map(|fact| self.read(fact)) {
            if claim.is_some_and(|claim| claims.contains(&claim)) {
                touched.insert(relation, row);
            }
        }
    }

    /// Everything that is said of what is touched and of what the patterns match, which is touched thereby, and of what the evidence
    /// layer provides.
    fn part(&self, patterns: &[Pattern], touched: &mut Touched) -> Part<'a> {
        let (mut facts, mut claims, mut passed) = (Vec::new(), Vec::new(), 0);
        for fact in &self.scene.program.facts {
            let (relation, row, claim) = self.read(fact);
            let fits = |pattern: &Pattern| pattern.relation == relation && pattern.matches(row);
            let is_matched = patterns.iter().any(fits);
            if is_matched {
                touched.insert(relation, row);
            }
            if is_matched || touched.has(relation, row) || self.is_provided(relation) {
                facts.push(fact);
                claims.extend(claim.and_then(|name| self.claim(name, passed)));
            }
            passed += usize::from(claim.is_some());
        }
        (facts, claims)
    }

    /// What the lens shows of a part of what is told.
    fn view(
        &self,
        (facts, claims): Part<'a>,
        assumed: Vec<(&Assumption, Fact)>,
        touched: &Touched,
    ) -> Result<Database, Vec<Diagnostic>> {
        let Scene { program, lowered, inputs, lens } = self.scene;
        let inputs: Vec<(RelationId, Table)> =
            inputs.iter().map(|(relation, rows)| (*relation, self.rows(*relation, rows, touched))).collect();
        let sight = Sight::new(lens, lowered);
        let told = Told {
            facts,
            claims: claims.into_iter().filter(|claim| sight.sees(claim)).collect(),
            inputs: inputs.iter().map(|(relation, rows)| (*relation, rows)).collect(),
            assumed: assumed.into_iter().filter(|(_, fact)| touched.has(fact.relation, &fact.row)).collect(),
        };
        view_of(&told, program, lowered, lens, self.dictionary)
    }

    /// The claim of a name, which is likely to be the one of this number: their facts stand in the order of the claims.
    fn claim(&self, name: Word, likely: usize) -> Option<&'a Claim> {
        let name = self.dictionary.text(name);
        let lowered = self.scene.lowered;
        let there = lowered.claims.get(likely).filter(|claim| *claim.name == *name);
        there.or_else(|| lowered.claim(name))
    }

    /// The rows of an input that are touched, or all of a relation that the evidence layer provides.
    fn rows(&self, relation: RelationId, rows: &Table, touched: &Touched) -> Table {
        if self.is_provided(relation) {
            return rows.clone();
        }
        let mut part = Table::new(rows.arity());
        let of_relation = touched.rows.get(relation.0).into_iter().flatten();
        of_relation.filter(|row| rows.contains(row)).for_each(|row| _ = part.insert(row));
        part
    }

    fn is_provided(&self, relation: RelationId) -> bool {
        self.provided.get(relation.0).copied().unwrap_or_default()
    }
}
