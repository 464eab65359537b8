//! What a change of the lens changes in the tables that executors start from, found without making them.
//!
//! Only facts that the change touches are looked at twice, under the one lens and under the other, with everything else that says the
//! same: whether a row is given depends on nothing else. Where they stand is told by the [`Register`].

use std::collections::{BTreeSet, HashSet};

use super::builtin::OF_ARTICLES;
use super::lens::{Lens, Retraction, Sight};
use super::pattern::Pattern;
use super::register::{Register, spoken};
use super::survey::{CLAIMS, companion};
use super::view::{Companions, Told, assumed, view_of};
use super::{Article, Assumption, Claim, Lowered};
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
    /// Where the facts of its texts stand.
    pub register: &'a Register,
    /// Facts from elsewhere.
    pub inputs: &'a [(RelationId, Table)],
    /// The lens.
    pub lens: &'a Lens,
}

/// By which rows the [view](super::view) of one scene differs from that of another, whose programs have the same relations, the same
/// rules and the same facts from elsewhere. None if they have too few facts of their texts in common to be worth comparing, or if more
/// than `most` claims are shown by one alone. `given` tells the table that the view of the first has of a relation.
///
/// # Errors
/// As [`super::check_lens`], in either scene.
pub fn moved<'t>(
    from: Scene<'_>,
    to: Scene<'_>,
    given: &dyn Fn(RelationId) -> Option<&'t Table>,
    most: usize,
    dictionary: &Dictionary,
) -> Result<Option<Changes>, Vec<Diagnostic>> {
    let Some(common) = common_facts(from.program, to.program) else { return Ok(None) };
    let claims = claims(from, to, dictionary);
    if claims.iter().any(|claims| claims.len() > most) {
        return Ok(None);
    }
    let said =
        [(from, to), (to, from)].map(|(scene, other)| Said::new(scene, articles(scene, other), dictionary));
    let mut touched = Touched { rows: vec![HashSet::new(); to.program.relations.len()] };
    let assumptions =
        [assumed(from.lens, from.program, dictionary)?, assumed(to.lens, to.program, dictionary)?];
    touched.assumptions(&assumptions, from.lens.trust == to.lens.trust);
    // What is left out from now on is among what was seen; of what is so no more everything is looked at.
    for pattern in &patterns(from.lens, to.lens, to.program, dictionary)? {
        touched.seen(pattern, to.program, given);
    }
    let patterns = patterns(to.lens, from.lens, to.program, dictionary)?;
    for (relation, rows) in to.inputs {
        for pattern in patterns.iter().filter(|pattern| pattern.relation == *relation) {
            rows.rows_like(&pattern.columns).for_each(|row| touched.insert(*relation, &row));
        }
    }
    for (said, claims) in said.iter().zip(&claims) {
        said.touch(claims, common, &mut touched);
    }
    let [before, after] = &said;
    let earlier = before.part(&patterns, &mut touched);
    let is_same = std::ptr::eq(from.program, to.program);
    let later = if is_same { earlier.clone() } else { after.part(&patterns, &mut touched) };
    let [were_assumed, are_assumed] = assumptions;
    let before = before.view(earlier, were_assumed, &touched)?;
    Ok(Some(Changes::between(&before, &after.view(later, are_assumed, &touched)?)))
}

/// What the [view](super::view) of a scene shows of some facts, whoever says them, and all that the evidence layer provides beside them, of
/// articles only if one of the `read` relations tells of them. Of the claims of other facts it tells nothing.
///
/// # Errors
/// As [`super::check_lens`].
pub fn seen<'r>(
    scene: Scene<'_>,
    facts: impl Iterator<Item = (RelationId, &'r [Word])>,
    read: &BTreeSet<RelationId>,
    dictionary: &Dictionary,
) -> Result<Database, Vec<Diagnostic>> {
    let mut touched = Touched { rows: vec![HashSet::new(); scene.program.relations.len()] };
    facts.for_each(|(relation, row)| touched.insert(relation, row));
    let name = |id: &RelationId| scene.program.relations.get(id.0).map(|relation| relation.name.as_str());
    let tells_of_articles = read.iter().filter_map(name).any(|name| OF_ARTICLES.contains(&name));
    let sight = Sight::new(scene.lens, scene.lowered);
    let articles = if tells_of_articles { sight.articles().collect() } else { Vec::new() };
    let said = Said::new(scene, articles, dictionary);
    let part = said.part(&[], &mut touched);
    said.view(part, assumed(scene.lens, scene.program, dictionary)?, &touched)
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

/// The claims that only one of the scenes shows, or counts, by their numbers in each.
fn claims(from: Scene<'_>, to: Scene<'_>, dictionary: &Dictionary) -> [Vec<usize>; 2] {
    if std::ptr::eq(from.lowered, to.lowered) && is_same_sight(from.lens, to.lens) {
        let retractions = beyond(from.lens, to.lens).chain(beyond(to.lens, from.lens));
        let named = retractions.filter_map(|retraction| match retraction {
            Retraction::Claim(name) => to.register.claim(name, to.lowered, dictionary),
            Retraction::Article(_) | Retraction::Fact(_) => None,
        });
        return [named.collect(), Vec::new()];
    }
    let (before, after) = (Shown::under(from), Shown::under(to));
    let differs = |at: &usize| before.counts(*at) != after.counts(*at);
    let of = |scene: Scene<'_>| (0..scene.lowered.claims.len()).filter(differs).collect();
    [of(from), if std::ptr::eq(from.lowered, to.lowered) { Vec::new() } else { of(to) }]
}

/// The articles that speak in a scene, without those that say the same in another.
fn articles<'a>(scene: Scene<'a>, other: Scene<'_>) -> Vec<&'a Article> {
    let is_same = std::ptr::eq(scene.lowered, other.lowered);
    if is_same && is_same_sight(scene.lens, other.lens) {
        return Vec::new();
    }
    let (here, there) = (Sight::new(scene.lens, scene.lowered), Sight::new(other.lens, other.lowered));
    here.articles().filter(|article| !is_same || !there.speaks(article)).collect()
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
struct Shown<'a> {
    scene: Scene<'a>,
    sight: Sight<'a>,
    /// For each article, whether it speaks.
    speaks: Vec<bool>,
}

impl<'a> Shown<'a> {
    fn under(scene: Scene<'a>) -> Self {
        let sight = Sight::new(scene.lens, scene.lowered);
        let speaks = scene.lowered.articles.iter().map(|article| sight.speaks(article)).collect();
        Self { scene, sight, speaks }
    }

    fn counts(&self, claim: usize) -> bool {
        let Scene { lowered, register, lens, .. } = self.scene;
        let speaks = register.article_of(claim).and_then(|at| self.speaks.get(at)).copied();
        let is_shown = |claim: &Claim| claim.certainty.counts_at(lens.trust) && self.sight.shows(claim);
        speaks.unwrap_or_default() && lowered.claims.get(claim).is_some_and(is_shown)
    }
}

/// What only the second of two lenses retracts.
fn beyond<'l>(from: &'l Lens, to: &'l Lens) -> impl Iterator<Item = &'l Retraction> {
    to.retracted.iter().filter(|retraction| !from.retracted.contains(retraction))
}

/// The facts that only the second of two lenses leaves out.
fn patterns(
    from: &Lens,
    to: &Lens,
    program: &Program,
    dictionary: &Dictionary,
) -> Result<Vec<Pattern>, Vec<Diagnostic>> {
    let facts = beyond(from, to).filter_map(|retraction| match retraction {
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

    /// Takes in the facts that match a pattern and are given, by themselves or by claims, denials among these.
    fn seen<'t>(
        &mut self,
        pattern: &Pattern,
        program: &Program,
        given: &dyn Fn(RelationId) -> Option<&'t Table>,
    ) {
        let (relation, width) = (pattern.relation, pattern.columns.len());
        let name = program.relations.get(relation.0).map(|declared| companion(&declared.name, CLAIMS));
        let claims = program.relations.iter().position(|it| Some(&it.name) == name.as_ref()).map(RelationId);
        for table in [Some(relation), claims].into_iter().flatten().filter_map(given) {
            let rows = table.rows_like(&pattern.columns);
            rows.for_each(|row| self.insert(relation, row.get(..width).unwrap_or(&row)));
        }
    }

    /// The facts with their relations.
    fn iter(&self) -> impl Iterator<Item = (RelationId, &[Word])> {
        let by_relation = self.rows.iter().enumerate();
        by_relation.flat_map(|(at, rows)| rows.iter().map(move |row| (RelationId(at), row.as_slice())))
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
    /// The articles to be told of.
    articles: Vec<&'a Article>,
    /// For each relation, whether the evidence layer provides it.
    provided: Vec<bool>,
    dictionary: &'a Dictionary,
}

/// Facts of the text with the claims among them.
type Part<'a> = (Vec<&'a Fact>, Vec<&'a Claim>);

impl<'a> Said<'a> {
    fn new(scene: Scene<'a>, articles: Vec<&'a Article>, dictionary: &'a Dictionary) -> Self {
        let names = scene.program.relations.iter().map(|relation| &relation.name);
        let provided = names.map(|name| scene.lowered.survey.is_builtin(name)).collect();
        Self { scene, companions: Companions::of(scene.program), articles, provided, dictionary }
    }

    fn read(&self, fact: &'a Fact) -> (RelationId, &'a [Word], Option<Word>) {
        spoken(fact, &self.companions)
    }

    /// Takes in what these claims speak of, and the facts behind the first so many.
    fn touch(&self, claims: &[usize], common: usize, touched: &mut Touched) {
        let facts = &self.scene.program.facts;
        let further = facts.iter().skip(common);
        let told = claims.iter().filter_map(|&claim| self.told(claim));
        for (relation, row, _) in further.chain(told).map(|fact| self.read(fact)) {
            touched.insert(relation, row);
        }
    }

    /// The fact of the claim of a number.
    fn told(&self, claim: usize) -> Option<&'a Fact> {
        let Scene { program, lowered, register, .. } = self.scene;
        let name = self.dictionary.find_symbol(&lowered.claims.get(claim)?.name);
        let is_told = |fact: &&Fact| self.read(fact).2.is_some_and(|told| Some(told) == name);
        let there = register.fact_of(claim).and_then(|at| program.facts.get(at)).filter(is_told);
        there.or_else(|| program.facts.iter().find(is_told))
    }

    /// Everything that is said of what is touched and of what the patterns match, which is touched thereby, and of what the evidence
    /// layer provides.
    fn part(&self, patterns: &[Pattern], touched: &mut Touched) -> Part<'a> {
        let Scene { program, register, .. } = self.scene;
        let all = || (0..program.facts.len()).collect();
        let places: Vec<usize> = if patterns.is_empty() { register.likely(touched.iter()) } else { all() };
        let (mut facts, mut claims) = (Vec::new(), Vec::new());
        for (at, fact) in places.into_iter().filter_map(|at| Some((at, program.facts.get(at)?))) {
            let (relation, row, claim) = self.read(fact);
            let fits = |pattern: &Pattern| pattern.relation == relation && pattern.matches(row);
            let is_matched = patterns.iter().any(fits);
            if is_matched {
                touched.insert(relation, row);
            }
            if is_matched || touched.has(relation, row) || self.is_provided(relation) {
                facts.push(fact);
                claims.extend(claim.and_then(|name| self.claim(name, register.claims_before(at))));
            }
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
        let Scene { program, lowered, inputs, lens, .. } = self.scene;
        let inputs: Vec<(RelationId, Table)> =
            inputs.iter().map(|(relation, rows)| (*relation, self.rows(*relation, rows, touched))).collect();
        let sight = Sight::new(lens, lowered);
        let told = Told {
            facts,
            claims: claims.into_iter().filter(|claim| sight.sees(claim)).collect(),
            articles: self.articles.clone(),
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
        let of_relation = touched.rows.get(relation.0).into_iter().flatten();
        let wanted = Table::from_rows(rows.arity(), of_relation.map(Vec::as_slice));
        let found = wanted.rows().zip(rows.have(&wanted)).filter(|(_, is_there)| *is_there);
        Table::from_rows(rows.arity(), found.map(|(row, _)| row))
    }

    fn is_provided(&self, relation: RelationId) -> bool {
        self.provided.get(relation.0).copied().unwrap_or_default()
    }
}
