//! From texts with evidence to one plain program: what every executor runs, and what is known of articles and claims beside it.
//!
//! The plain program says nothing of the lens: each claim is a fact of `R@claims` ([`super::claim_facts`]), and [`super::view`] decides
//! which of them are seen. Includes are followed before, by whoever reads the files.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};
use smol_str::format_smolstr;

use super::claim::{self, Claim};
use super::claim_facts::ClaimFacts;
use super::rewrite::Rewriter;
use super::survey::{self, Survey};
use super::{Article, Names, article, builtin, codes};
use crate::diagnostic::suggest::suggest;
use crate::diagnostic::{Diagnostic, Located, SourceMap, Span};
use crate::program::{Checked, check_beside};
use crate::store::Dictionary;
use crate::syntax::tree::{
    Atom, Body, Evidence, Fact, Ground, LensDirective, Name, Statement, Test, Text, Tree,
};

/// A program in plain terms, and what its texts say beside it.
#[derive(Clone, Debug, Default)]
pub struct Lowered {
    /// Declarations, facts, rules and directives in plain terms, without the claims.
    pub tree: Tree,
    /// The articles in order.
    pub articles: Vec<Article>,
    /// The claims in order.
    pub claims: Vec<Claim>,
    /// The lens directives outside of tests, in order.
    pub lens: Vec<Located<LensDirective>>,
    /// The tests, in order.
    pub tests: Vec<Located<Test>>,
    /// The questions, in order.
    pub queries: Vec<Located<Body>>,
    /// The aliases.
    pub names: Names,
    /// What is declared and derived.
    pub survey: Survey,
    /// Where each article stands among them.
    article_places: HashMap<Text, usize>,
    /// Where each claim stands among them.
    claim_places: HashMap<Text, u32>,
    /// For each claim, how many statements of the tree stand before it.
    claims_behind: Vec<u32>,
}

impl Lowered {
    /// The claim of a name.
    pub fn claim(&self, name: &str) -> Option<&Claim> {
        self.claim_places.get(name).and_then(|&place| self.claims.get(place as usize))
    }

    /// The article of a name.
    pub fn article(&self, name: &str) -> Option<&Article> {
        self.articles.get(self.article_place(name)?)
    }

    /// Where the article of a name stands among them.
    pub(super) fn article_place(&self, name: &str) -> Option<usize> {
        self.article_places.get(name).copied()
    }

    /// Checks the program, the claims among its facts.
    pub fn check(&self, dictionary: &Dictionary) -> Checked {
        check_beside(&[&self.tree], &mut self.claim_facts(), dictionary)
    }

    /// The claims in plain terms, each a fact of the relation of claims.
    pub(super) fn claim_facts(&self) -> ClaimFacts<'_> {
        ClaimFacts::of(self)
    }

    /// How many statements of the tree stand before a claim.
    pub(super) fn statements_before(&self, claim: usize) -> usize {
        self.claims_behind.get(claim).map_or(0, |&at| at as usize)
    }

    /// A question's body in plain terms, by the aliases and relations of this program.
    pub fn body(&self, body: &Body, sink: &mut Vec<Diagnostic>) -> Body {
        self.rewriter(sink).body(body)
    }

    /// A question's or an assumption's atom in plain terms.
    pub fn atom(&self, atom: &Atom, sink: &mut Vec<Diagnostic>) -> Atom {
        self.rewriter(sink).atom(atom)
    }

    fn rewriter<'a>(&'a self, sink: &'a mut Vec<Diagnostic>) -> Rewriter<'a> {
        Rewriter { names: &self.names, survey: &self.survey, article: None, typed: true, sink }
    }
}

/// Lowers the texts of a program, in order. With an error among the diagnostics the result is not fit to run.
pub fn lower(map: &SourceMap, trees: &[&Tree]) -> (Lowered, Vec<Diagnostic>) {
    let mut sink = Vec::new();
    let survey = Survey::of(trees);
    let names = Names::collect(trees, &survey, &mut sink);
    let mut lowering = Lowering {
        map,
        sink,
        ids: explicit_ids(trees),
        claims: HashMap::new(),
        declared: HashSet::new(),
        out: Lowered { names, survey, ..Lowered::default() },
    };
    lowering.builtins();
    let count = claims_in(trees);
    lowering.out.claims.reserve_exact(count);
    lowering.out.claims_behind.reserve_exact(count);
    for tree in trees {
        lowering.tree(tree);
    }
    lowering.check_grounds(trees);
    lowering.sink.sort_by_key(|one| (one.primary.span.source, one.primary.span.start));
    (lowering.out, lowering.sink)
}

struct Lowering<'m> {
    map: &'m SourceMap,
    sink: Vec<Diagnostic>,
    /// The names that claims give themselves; no default name may be one of them.
    ids: HashSet<Text>,
    /// The claims so far, with their places.
    claims: HashMap<Text, Span>,
    /// The relations declared so far.
    declared: HashSet<Text>,
    out: Lowered,
}

impl Lowering<'_> {
    fn builtins(&mut self) {
        for relation in &builtin::RELATIONS {
            if self.out.survey.is_builtin(relation.name) {
                self.push(Statement::Relation(builtin::declaration(relation)), Span::default());
            }
        }
        for fact in builtin::facts(|name| self.out.survey.is_builtin(name)) {
            self.push(fact, Span::default());
        }
    }

    fn push(&mut self, statement: Statement, span: Span) {
        self.out.tree.statements.push(Located::new(statement, span));
    }

    /// One text; an article speaks for what follows it there.
    fn tree(&mut self, tree: &Tree) {
        let mut article = None;
        for Located { node, span } in &tree.statements {
            match node {
                Statement::Article(written) => article = Some(self.article(written)),
                Statement::Fact(fact) => self.fact(fact, *span, article.as_ref()),
                Statement::Rule(rule) => {
                    let rule = self.rewrite(article.as_ref(), |rewriter| rewriter.rule(rule));
                    self.push(Statement::Rule(rule), *span);
                }
                Statement::Relation(decl) => {
                    self.push(node.clone(), *span);
                    // A second declaration is for the checker to report, once.
                    if self.declared.insert(decl.name.node.clone()) {
                        for companion in survey::companions(decl, &self.out.survey) {
                            self.push(Statement::Relation(companion), *span);
                        }
                    }
                }
                Statement::Query(body) => self.out.queries.push(Located::new(body.clone(), *span)),
                Statement::Lens(directive) => self.out.lens.push(Located::new(directive.clone(), *span)),
                Statement::Test(test) => self.out.tests.push(Located::new(test.clone(), *span)),
                Statement::Subsumption(rule) => {
                    let rule = self.rewrite(article.as_ref(), |rewriter| rewriter.subsumption(rule));
                    self.push(Statement::Subsumption(Box::new(rule)), *span);
                }
                Statement::Include(_) | Statement::Once => {}
                Statement::Type(_)
                | Statement::Lattice(_)
                | Statement::Functor(_)
                | Statement::Component(_)
                | Statement::Init(_)
                | Statement::Override(_)
                | Statement::Io(_)
                | Statement::Pragma(_) => self.push(node.clone(), *span),
            }
        }
    }

    fn rewrite<T>(&mut self, article: Option<&Article>, work: impl FnOnce(&mut Rewriter<'_>) -> T) -> T {
        work(&mut Rewriter {
            names: &self.out.names,
            survey: &self.out.survey,
            article: article.map(|article| article.name.as_str()),
            typed: false,
            sink: &mut self.sink,
        })
    }

    fn article(&mut self, written: &crate::syntax::tree::Article) -> Article {
        let read = article::read(written, &mut self.sink);
        if let Some(first) = self.out.article(&read.name) {
            let message = format!("two articles are called `{}`", read.name);
            self.sink.push(
                Diagnostic::error(codes::DUPLICATE_ARTICLE, message, read.span, "again here")
                    .with_label(first.span, "first here"),
            );
        } else {
            self.out.article_places.insert(read.name.clone(), self.out.articles.len());
            self.out.articles.push(read.clone());
        }
        read
    }

    fn fact(&mut self, fact: &Fact, span: Span, article: Option<&Article>) {
        let atom = self.rewrite(article, |rewriter| rewriter.fact(&fact.atom));
        let plain = Fact { docs: fact.docs.clone(), atom, evidence: Vec::new() };
        if fact.evidence.is_empty() {
            return self.push(Statement::Fact(plain), span);
        }
        let relation = &plain.atom.relation.node;
        if self.out.survey.columns(relation) != Some(plain.atom.terms.len()) {
            // The checker reports the unknown relation or the number of arguments.
            return self.push(Statement::Fact(plain), span);
        }
        if !self.out.survey.takes_claims(relation) {
            return self.sink.push(provided(&plain.atom));
        }
        let Some(article) = article else { return self.sink.push(no_article(fact)) };
        let located = Located::new(plain.atom, span);
        for annotation in &fact.evidence {
            self.claim(&located, annotation, article);
        }
    }

    fn claim(&mut self, fact: &Located<Arc<Atom>>, annotation: &Located<Evidence>, article: &Article) {
        let name = match &annotation.node.id {
            Some(id) => id.node.clone(),
            None => self.default_name(article, annotation.span),
        };
        let place = annotation.node.id.as_ref().map_or(annotation.span, |id| id.span);
        if let Some(first) = self.claims.insert(name.clone(), place) {
            self.sink.push(duplicate_claim(&name, place, first));
        }
        let read = claim::read(fact, annotation, article, &self.out.names, name, &mut self.sink);
        if let Some(claim) = read {
            // Spans count bytes in 32 bits, so that there are fewer claims and statements.
            let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            self.out.claim_places.insert(claim.name.clone(), number(self.out.claims.len()));
            self.out.claims_behind.push(number(self.out.tree.statements.len()));
            self.out.claims.push(claim);
        }
    }

    /// `article:line`, the line of the annotation; `article:line#2` and so on where that is taken.
    fn default_name(&self, article: &Article, span: Span) -> Text {
        let line = self.map.get(span.source).map_or(0, |source| source.line_of(span.start));
        let first = format_smolstr!("{}:{line}", article.name);
        let taken = |name: &Text| self.claims.contains_key(name) || self.ids.contains(name);
        let others = (2..).map(|ordinal: u32| format_smolstr!("{first}#{ordinal}"));
        std::iter::once(first.clone()).chain(others).find(|name| !taken(name)).unwrap_or(first)
    }

    /// The names of the claims so far, in order.
    fn claim_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.claims.keys().map(Text::as_str).collect();
        names.sort_unstable();
        names
    }

    /// Every article and claim that a basis names must be there.
    fn check_grounds(&mut self, trees: &[&Tree]) {
        for ground in trees.iter().flat_map(|tree| &tree.statements).flat_map(|it| grounds(&it.node)) {
            let (kind, name, known) = match ground {
                Ground::Text(_) => continue,
                Ground::Claim(name) => ("claim", name, self.claims.contains_key(name.node.as_str())),
                Ground::Article(name) => ("article", name, self.out.article(&name.node).is_some()),
            };
            if !known {
                let diagnostic = match kind {
                    "claim" => unknown_source(kind, name, self.claim_names().into_iter()),
                    _ => unknown_source(kind, name, self.out.articles.iter().map(|it| it.name.as_str())),
                };
                self.sink.push(diagnostic);
            }
        }
    }
}

/// The annotations of facts.
fn annotations<'t>(trees: &[&'t Tree]) -> impl Iterator<Item = &'t Located<Evidence>> {
    let facts =
        trees.iter().flat_map(|tree| &tree.statements).filter_map(|statement| match &statement.node {
            Statement::Fact(fact) => Some(fact),
            _ => None,
        });
    facts.flat_map(|fact| &fact.evidence)
}

/// How many claims there are, if each is sound.
fn claims_in(trees: &[&Tree]) -> usize {
    annotations(trees).count()
}

/// The names that annotations give their claims.
fn explicit_ids(trees: &[&Tree]) -> HashSet<Text> {
    annotations(trees).filter_map(|it| Some(it.node.id.as_ref()?.node.clone())).collect()
}

/// The grounds that a statement gives.
fn grounds(statement: &Statement) -> Vec<&Ground> {
    match statement {
        Statement::Article(article) => {
            let entries = article.entries.iter().filter(|(key, _)| key.node == "basis");
            entries.flat_map(|(_, grounds)| grounds).collect()
        }
        Statement::Fact(fact) => fact.evidence.iter().flat_map(|evidence| &evidence.node.basis).collect(),
        _ => Vec::new(),
    }
}

/// What is wrong with a name that no article or claim has.
pub(super) fn unknown_source<'n>(
    kind: &str,
    name: &Name,
    known: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    let message = format!("no {kind} is called `{}`", name.node);
    let diagnostic = Diagnostic::error(codes::UNKNOWN_SOURCE, message, name.span, format!("names no {kind}"));
    match suggest(&name.node, known) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

fn duplicate_claim(name: &str, place: Span, first: Span) -> Diagnostic {
    let message = format!("two claims are called `{name}`");
    Diagnostic::error(codes::DUPLICATE_CLAIM, message, place, "again here").with_label(first, "first here")
}

fn no_article(fact: &Fact) -> Diagnostic {
    let span = fact.evidence.first().map_or(fact.atom.relation.span, |evidence| evidence.span);
    let message = format!("a claim of `{}` stands under no article", fact.atom.relation.node);
    Diagnostic::error(codes::NO_ARTICLE, message, span, "no `.article` stands above it in this file")
        .with_help("put it below the `.article` that says so, or leave the evidence out")
}

fn provided(atom: &Atom) -> Diagnostic {
    let name = &atom.relation.node;
    let message = format!("`{name}` takes no claims: the evidence layer provides it");
    Diagnostic::error(codes::DERIVED, message, atom.relation.span, "a plain fact is expected")
}
