//! What a lens shows, as the tables that executors start from.
//!
//! Plain facts and visible claims, the facts that claims hold at the lens's trust, the hypotheticals, and the provided relations.
//! A fact that a text states without evidence counts as confirmed, said by nobody: every grade holds it, no claim tells it.

use hashbrown::HashMap;

use super::builtin;
use super::grade::{Certainty, Grade};
use super::lens::{ASSUMPTION, Assumption, Lens, Retraction, Sight};
use super::pattern::Pattern;
use super::survey::{CLAIM_COLUMNS, CLAIMS, split_companion};
use super::{Article, Claim, Lowered, codes};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::program::check_fact;
use crate::program::ir::{Fact, Program, RelationId};
use crate::store::dictionary::UNSAID_MARK;
use crate::store::{Bulk, Database, Dictionary, Table, Word, word};
use crate::syntax::tree::Atom;

/// The input of an executor under a lens.
///
/// `program` is the checked form of `lowered`. Of every claim that the lens shows there is a row in `R@claims`, in `R@grade` for its
/// grade and each weaker one, and in `R` unless it is denied. A claim below the lens's trust is not shown at all, so that no
/// conclusion is surer than what it rests on; a denial is shown at every level.
///
/// `inputs` are facts from elsewhere: plain facts like those of the text.
///
/// # Errors
/// As [`check_lens`].
pub fn view(
    program: &Program,
    lowered: &Lowered,
    inputs: &[(RelationId, Table)],
    lens: &Lens,
    dictionary: &Dictionary,
) -> Result<Database, Vec<Diagnostic>> {
    let told = Told {
        facts: program.facts.iter().collect(),
        claims: Sight::new(lens, lowered).claims(),
        articles: Sight::new(lens, lowered).articles().collect(),
        inputs: inputs.iter().map(|(relation, rows)| (*relation, rows)).collect(),
        assumed: assumed(lens, program, dictionary)?,
    };
    view_of(&told, program, lowered, lens, dictionary)
}

/// What is told, or a part of it.
pub(super) struct Told<'a> {
    /// Facts of the text, those of claims included.
    pub(super) facts: Vec<&'a Fact>,
    /// The claims that the lens shows.
    pub(super) claims: Vec<&'a Claim>,
    /// The articles that speak.
    pub(super) articles: Vec<&'a Article>,
    /// Facts from elsewhere.
    pub(super) inputs: Vec<(RelationId, &'a Table)>,
    /// Hypotheticals with their rows.
    pub(super) assumed: Vec<(&'a Assumption, Fact)>,
}

/// What a lens shows of what is told.
pub(super) fn view_of(
    told: &Told<'_>,
    program: &Program,
    lowered: &Lowered,
    lens: &Lens,
    dictionary: &Dictionary,
) -> Result<Database, Vec<Diagnostic>> {
    let mut view = View {
        program,
        dictionary,
        trust: lens.trust,
        retracted: retracted(lens, program, dictionary)?,
        companions: Companions::of(program),
        provides_claims: lowered.survey.is_builtin(builtin::CLAIM),
        chains: HashMap::new(),
        names: vec![None; program.relations.len()],
        tables: program.relations.iter().map(|it| Bulk::new(it.attributes.len())).collect(),
    };
    view.inputs(&told.inputs);
    view.facts(&told.facts, &told.claims);
    for (assumption, fact) in &told.assumed {
        view.assumption(assumption, fact);
    }
    view.provided(&Sight::new(lens, lowered), lowered, told);
    Ok(Database::new(view.finish()))
}

/// Checks that a lens fits a program.
///
/// # Errors
/// A hypothetical or retraction names a relation that the program does not have, or does not fit its columns; a hypothetical adds
/// to a relation that rules derive and that is not declared `assumable`.
pub fn check_lens(program: &Program, lens: &Lens, dictionary: &Dictionary) -> Result<(), Vec<Diagnostic>> {
    retracted(lens, program, dictionary)?;
    assumed(lens, program, dictionary).map(|_| ())
}

/// The hypotheticals that are not taken back, with their rows.
pub(super) fn assumed<'l>(
    lens: &'l Lens,
    program: &Program,
    dictionary: &Dictionary,
) -> Result<Vec<(&'l Assumption, Fact)>, Vec<Diagnostic>> {
    let kept = lens.assumed.iter().filter(|assumption| !lens.retracts_claim(&assumption.name));
    kept.map(|assumption| {
        let atom = &assumption.atom;
        let fact = check_fact(program, atom, atom.relation.span, dictionary)?;
        match program.relations.get(fact.relation.0) {
            Some(relation) if relation.derived && !relation.assumable => Err(vec![not_assumable(atom)]),
            _ => Ok((assumption, fact)),
        }
    })
    .collect()
}

fn retracted(
    lens: &Lens,
    program: &Program,
    dictionary: &Dictionary,
) -> Result<Vec<Pattern>, Vec<Diagnostic>> {
    let patterns = lens.retracted.iter().filter_map(|retraction| match retraction {
        Retraction::Fact(atom) => Some(Pattern::of(atom, program, dictionary)),
        Retraction::Claim(_) | Retraction::Article(_) => None,
    });
    patterns.collect::<Result<_, _>>().map_err(|diagnostic| vec![*diagnostic])
}

/// The relations of a program by name, and which is whose companion.
pub(super) struct Companions<'p> {
    by_name: HashMap<&'p str, RelationId>,
    /// For the relation of the claims of another: that one.
    base: Vec<Option<RelationId>>,
    /// For each relation: its own.
    own: Vec<Own>,
}

/// The companions of one relation.
#[derive(Clone, Copy, Default)]
struct Own {
    claims: Option<RelationId>,
    denied: Option<RelationId>,
    /// Its facts of each grade or surer, in the order of [`Grade::ALL`]; a fact without evidence is in all of them.
    held: [Option<RelationId>; Grade::ALL.len()],
}

impl Own {
    fn add(&mut self, kind: &str, id: RelationId) {
        match Certainty::named(kind) {
            Some(Certainty::Held(grade)) => {
                for (_, held) in Grade::ALL.into_iter().zip(&mut self.held).filter(|(of, _)| *of == grade) {
                    *held = Some(id);
                }
            }
            Some(Certainty::Denied) => self.denied = Some(id),
            None if kind == CLAIMS => self.claims = Some(id),
            None => {}
        }
    }
}

impl Own {
    /// The facts of each grade that is surer than `trust`. Those of the others are the facts that the lens sees: see [`View::finish`].
    fn surer(self, trust: Grade) -> impl Iterator<Item = (Grade, RelationId)> {
        self.grades().filter(move |(grade, _)| *grade > trust)
    }

    fn grades(self) -> impl Iterator<Item = (Grade, RelationId)> {
        Grade::ALL.into_iter().zip(self.held).filter_map(|(grade, held)| Some((grade, held?)))
    }
}

impl<'p> Companions<'p> {
    pub(super) fn of(program: &'p Program) -> Self {
        let ids = (0..program.relations.len()).map(RelationId);
        let names = || program.relations.iter().map(|relation| relation.name.as_str());
        let by_name: HashMap<_, _> = names().zip(ids.clone()).collect();
        let mut base = vec![None; program.relations.len()];
        let mut own = vec![Own::default(); program.relations.len()];
        for (id, name) in ids.zip(names()) {
            let Some((of, kind)) = split_companion(name) else { continue };
            let Some(&of) = by_name.get(of) else { continue };
            if let (Some(own), Some(base)) = (own.get_mut(of.0), base.get_mut(id.0)) {
                own.add(kind, id);
                *base = (kind == CLAIMS).then_some(of);
            }
        }
        Self { by_name, base, own }
    }

    fn find(&self, name: &str) -> Option<RelationId> {
        self.by_name.get(name).copied()
    }

    fn own(&self, relation: RelationId) -> Own {
        self.own.get(relation.0).copied().unwrap_or_default()
    }

    /// For the relation of the claims of another: that one.
    pub(super) fn base(&self, relation: RelationId) -> Option<RelationId> {
        self.base.get(relation.0).copied().flatten()
    }

    /// The relation with those of its grades that are surer than `trust`.
    fn with_surer(&self, relation: RelationId, trust: Grade) -> impl Iterator<Item = RelationId> + use<> {
        std::iter::once(relation).chain(self.own(relation).surer(trust).map(|(_, held)| held))
    }
}

struct View<'p> {
    program: &'p Program,
    dictionary: &'p Dictionary,
    trust: Grade,
    retracted: Vec<Pattern>,
    companions: Companions<'p>,
    /// Whether `claim` is the provided relation and not one of the program's own.
    provides_claims: bool,
    /// The nearest speaker and the origin of each claim shown, as its row has them.
    chains: HashMap<Word, (Word, Word)>,
    /// The words of the names of relations that claims were told of.
    names: Vec<Option<Word>>,
    tables: Vec<Bulk>,
}

impl View<'_> {
    fn insert(&mut self, relation: RelationId, row: &[Word]) {
        if let Some(table) = self.tables.get_mut(relation.0) {
            table.add(row);
        }
    }

    fn insert_named(&mut self, relation: &str, row: &[Word]) {
        if let Some(relation) = self.companions.find(relation) {
            self.insert(relation, row);
        }
    }

    fn is_retracted(&self, relation: RelationId, row: &[Word]) -> bool {
        self.retracted.iter().any(|pattern| pattern.relation == relation && pattern.matches(row))
    }

    /// The facts of the text: plain ones always, claims if they are shown.
    fn facts(&mut self, facts: &[&Fact], claims: &[&Claim]) {
        let shown: HashMap<Word, Certainty> =
            claims.iter().map(|claim| (self.dictionary.symbol(&claim.name), claim.certainty)).collect();
        for fact in facts {
            match self.companions.base(fact.relation) {
                Some(base) => {
                    let name =
                        fact.row.len().checked_sub(CLAIM_COLUMNS.len()).and_then(|at| fact.row.get(at));
                    if let Some(&certainty) = name.and_then(|name| shown.get(name)) {
                        self.claim(base, fact.relation, &fact.row, certainty);
                    }
                }
                None if self.is_retracted(fact.relation, &fact.row) => {}
                None => {
                    for held in self.companions.with_surer(fact.relation, self.trust) {
                        self.insert(held, &fact.row);
                    }
                }
            }
        }
    }

    /// One claim, given its row in the relation of claims: there, in the relation itself and in those of its grades.
    fn claim(&mut self, base: RelationId, claims: RelationId, row: &[Word], certainty: Certainty) {
        let columns = row.len().saturating_sub(CLAIM_COLUMNS.len());
        let (fact, suffix) = row.split_at(columns);
        if !certainty.counts_at(self.trust) || self.is_retracted(base, fact) {
            return;
        }
        self.insert(claims, row);
        let own = self.companions.own(base);
        match certainty {
            Certainty::Denied => {
                if let Some(denied) = own.denied {
                    self.insert(denied, fact);
                }
            }
            Certainty::Held(grade) => {
                self.insert(base, fact);
                for (_, held) in own.surer(self.trust).filter(|(floor, _)| grade >= *floor) {
                    self.insert(held, fact);
                }
            }
        }
        if let [claim, _, _, speaker, origin, ..] = suffix {
            self.chains.insert(*claim, (*speaker, *origin));
        }
        self.claim_itself(base, suffix);
    }

    /// The row of `claim(name, relation, …)`, whose columns but the second end every row of claims.
    fn claim_itself(&mut self, of: RelationId, suffix: &[Word]) {
        let told = self.companions.find(builtin::CLAIM).filter(|_| self.provides_claims);
        if let (Some(told), &[name, certainty, article, speaker, origin, published, said]) = (told, suffix) {
            let of = self.name(of);
            self.insert(told, &[name, of, certainty, article, speaker, origin, published, said]);
        }
    }

    /// The word of a relation's name.
    fn name(&mut self, of: RelationId) -> Word {
        let find = || self.dictionary.symbol(&self.program.relations[of.0].name);
        *self.names[of.0].get_or_insert_with(find)
    }

    fn inputs(&mut self, inputs: &[(RelationId, &Table)]) {
        for (relation, rows) in inputs {
            let patterns: Vec<&Pattern> =
                self.retracted.iter().filter(|it| it.relation == *relation).collect();
            for held in self.companions.with_surer(*relation, self.trust) {
                let Some(table) = self.tables.get_mut(held.0) else { continue };
                if patterns.is_empty() {
                    table.add_table(rows);
                    continue;
                }
                for row in rows.rows().filter(|row| !patterns.iter().any(|pattern| pattern.matches(row))) {
                    table.add(row);
                }
            }
        }
    }

    /// A hypothetical is a claim where its relation takes claims, and a plain fact elsewhere.
    fn assumption(&mut self, assumption: &Assumption, fact: &Fact) {
        if let Some(claims) = self.companions.own(fact.relation).claims {
            let mut row = fact.row.clone();
            row.extend(self.assumption_columns(assumption));
            self.claim(fact.relation, claims, &row, assumption.certainty);
        } else if assumption.certainty.grade().is_some_and(|grade| grade >= self.trust) {
            self.insert(fact.relation, &fact.row);
        }
    }

    fn assumption_columns(&self, assumption: &Assumption) -> [Word; CLAIM_COLUMNS.len()] {
        let symbol = |text: &str| self.dictionary.symbol(text);
        let unsaid =
            |column: &str| self.dictionary.date(&Date::unsaid(&format!("{}:{column}", assumption.name)));
        let own = symbol(ASSUMPTION);
        let name = symbol(&assumption.name);
        [name, symbol(assumption.certainty.name()), own, own, own, unsaid("published"), unsaid("said")]
    }

    /// The relations that the evidence layer provides, save those that the program declares itself.
    fn provided(&mut self, sight: &Sight<'_>, lowered: &Lowered, told: &Told<'_>) {
        let own = |name: &&str| lowered.survey.is_builtin(name);
        let mut rows: Vec<(&'static str, Vec<Word>)> = Vec::new();
        rows.extend(sight.as_of.iter().map(|day| (builtin::AS_OF, vec![self.dictionary.date(day)])));
        rows.extend(sight.at.iter().map(|day| (builtin::AT, vec![self.dictionary.date(day)])));
        for article in &told.articles {
            rows.extend(self.article_rows(article));
        }
        for (relation, row) in rows.iter().filter(|(relation, _)| own(relation)) {
            self.insert_named(relation, row);
        }
        let find = |name| self.companions.find(name).filter(|_| own(&name));
        let (speakers, quotes) = (find(builtin::CLAIM_SPEAKER), find(builtin::CLAIM_QUOTE));
        for claim in &told.claims {
            self.told_by(claim, speakers, quotes);
        }
    }

    /// The speakers and the words of a claim, if it is shown at all.
    fn told_by(&mut self, claim: &Claim, speakers: Option<RelationId>, quotes: Option<RelationId>) {
        let dictionary = self.dictionary;
        let name = dictionary.symbol(&claim.name);
        let Some(&(nearest, origin)) = self.chains.get(&name) else { return };
        let last = claim.speakers.len();
        for ((place, number), speaker) in (1..).zip(1..).zip(&claim.speakers) {
            let who = match place {
                1 => nearest,
                place if place == last => origin,
                _ => dictionary.symbol(speaker),
            };
            if let Some(speakers) = speakers {
                self.insert(speakers, &[name, word::from_number(number), who]);
            }
        }
        if let (Some(quotes), Some(quote)) = (quotes, &claim.quote) {
            self.insert(quotes, &[name, dictionary.symbol(quote)]);
        }
    }

    /// The tables. What the lens sees of a relation is what is claimed of it at the lens's level of trust and at each weaker one, where
    /// no other claims are shown: they share their rows.
    fn finish(self) -> Vec<Table> {
        let Self { companions, trust, .. } = self;
        let mut tables: Vec<Table> = self.tables.into_iter().map(Bulk::finish).collect();
        for (base, own) in companions.own.into_iter().enumerate() {
            for (_, held) in own.grades().filter(|(grade, _)| *grade <= trust) {
                tables[held.0] = tables[base].clone();
            }
        }
        tables
    }

    fn article_rows(&self, article: &Article) -> Vec<(&'static str, Vec<Word>)> {
        let symbol = |text: &str| self.dictionary.symbol(text);
        let name = symbol(&article.name);
        let outlet = match &article.outlet {
            Some(outlet) => symbol(outlet),
            None => symbol(&format!("{UNSAID_MARK}{}:outlet", article.name)),
        };
        let published = self.dictionary.date(&article.published);
        let mut rows = vec![(builtin::ARTICLE, vec![name, outlet, published])];
        rows.extend(article.basis.iter().map(|it| (builtin::ARTICLE_BASIS, vec![name, symbol(it.text())])));
        rows.extend(
            article.relays.iter().map(|agency| (builtin::ARTICLE_RELAYS, vec![name, symbol(agency)])),
        );
        rows
    }
}

fn not_assumable(atom: &Atom) -> Diagnostic {
    let message = format!("`{}` is derived by rules and cannot be assumed", atom.relation.node);
    Diagnostic::error(codes::BAD_ASSUMPTION, message, atom.relation.span, "not declared `assumable`")
        .with_help("assume one of the facts that its rules ask for, or declare it `assumable`")
}
