//! Canonical names: the aliases of a program, followed to their end.
//!
//! Aliases are read from the facts of `alias` and `local_alias`; that they resolve constants is the work of [`super::rewrite`].

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::builtin::{ALIAS, LOCAL_ALIAS};
use super::{Survey, codes};
use crate::diagnostic::suggest::suggest;
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Atom, Statement, TermKind, Text, Tree};

/// The aliases of a program, each with the canonical name that it leads to in the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    everywhere: Canonical,
    in_article: BTreeMap<Text, Canonical>,
    /// The canonical names by the folded form of themselves and their aliases, where only one has that form.
    folded: HashMap<String, Text>,
}

/// What names stand for.
type Canonical = HashMap<Text, Text>;

/// What an alias was first given as, with its place.
type Given = BTreeMap<Text, (Text, Span)>;

impl Names {
    /// Reads the alias facts of all texts, unless the program declares such a relation of its own. An alias with two canonical names, or one that leads in a circle, is reported and left
    /// out.
    pub(super) fn collect(trees: &[&Tree], survey: &Survey, sink: &mut Vec<Diagnostic>) -> Self {
        let mut everywhere = Given::new();
        let mut local: BTreeMap<Text, Given> = BTreeMap::new();
        for atom in
            trees.iter().flat_map(|tree| facts(tree)).filter(|atom| survey.is_builtin(&atom.relation.node))
        {
            match (atom.relation.node.as_str(), texts(atom).as_deref()) {
                (ALIAS, Some([name, canonical])) => add(&mut everywhere, name, canonical, atom, sink),
                (LOCAL_ALIAS, Some([article, name, canonical])) => {
                    add(local.entry((*article).into()).or_default(), name, canonical, atom, sink);
                }
                _ => {}
            }
        }
        let nowhere = Given::new();
        let closed = closed(&everywhere, &nowhere, sink);
        let in_article = local
            .iter()
            .map(|(article, given)| (article.clone(), self::closed(given, &everywhere, sink)))
            .collect();
        Self { folded: folded(&closed), everywhere: closed, in_article }
    }

    /// The canonical form of a name: by the aliases of the article, if any, then by those that hold everywhere.
    ///
    /// A name that is no alias is its own canonical form.
    pub fn resolve<'a>(&'a self, name: &'a str, article: Option<&str>) -> &'a str {
        let local = article.and_then(|article| self.in_article.get(article)?.get(name));
        local.or_else(|| self.everywhere.get(name)).map_or(name, Text::as_str)
    }

    /// The canonical form of a name as a person types it: as [`Names::resolve`] has it, or else that of the only name or alias
    /// that differs from it in capitals, spaces, hyphens and full stops alone.
    pub fn resolve_typed<'a>(&'a self, name: &'a str) -> &'a str {
        if self.knows(name) {
            return self.resolve(name, None);
        }
        self.folded.get(&fold(name)).map_or(name, Text::as_str)
    }

    /// Whether it is an alias that holds everywhere, or what such an alias leads to.
    pub fn knows(&self, name: &str) -> bool {
        self.everywhere.contains_key(name) || self.everywhere.values().any(|canonical| canonical == name)
    }

    /// A text of several words with the name that it begins with, if any, in its canonical form.
    pub fn spelt_out(&self, text: &str) -> Option<String> {
        let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        spaces.map(|at| text.split_at(at)).find_map(|(name, rest)| {
            let canonical = self.resolve_typed(name);
            (canonical != name).then(|| format!("{canonical}{rest}"))
        })
    }

    /// What a name stands for in single articles: each such article with the canonical form, in order.
    pub fn in_articles<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.in_article
            .iter()
            .filter_map(move |(article, names)| Some((article.as_str(), names.get(name)?.as_str())))
    }

    /// The canonical form of the name that is nearest to this one, if any is near.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let mut aliases: Vec<(&Text, &Text)> = self.everywhere.iter().collect();
        aliases.sort_unstable();
        let known = aliases.into_iter().flat_map(|(alias, canonical)| [canonical.as_str(), alias.as_str()]);
        suggest(name, known).map(|near| self.everywhere.get(near).map_or(near, Text::as_str))
    }

    /// Every name that an alias leads to, in order, each once.
    pub fn canonical(&self) -> Vec<&str> {
        let mut all: Vec<&str> =
            self.in_article.values().chain([&self.everywhere]).flatten().map(|(_, to)| to.as_str()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The letters and digits of a name in lower case.
fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What the folded aliases and canonical names stand for; a form that several have stands for none of them.
fn folded(everywhere: &Canonical) -> HashMap<String, Text> {
    let mut found: HashMap<String, Option<&Text>> = HashMap::new();
    for (alias, canonical) in everywhere {
        for form in [fold(alias), fold(canonical)] {
            let stands_for = found.entry(form).or_insert(Some(canonical));
            *stands_for = stands_for.filter(|other| *other == canonical);
        }
    }
    found.remove("");
    found.into_iter().filter_map(|(form, canonical)| Some((form, canonical?.clone()))).collect()
}

fn facts(tree: &Tree) -> impl Iterator<Item = &Atom> {
    tree.statements.iter().filter_map(|statement| match &statement.node {
        Statement::Fact(fact) => Some(fact.atom.as_ref()),
        _ => None,
    })
}

/// The arguments, if all are strings.
fn texts(atom: &Atom) -> Option<Vec<&str>> {
    let text = |term: &TermKind| matches!(term, TermKind::String(_));
    if !atom.terms.iter().all(|term| text(&term.node)) {
        return None;
    }
    Some(
        atom.terms
            .iter()
            .filter_map(|term| match &term.node {
                TermKind::String(text) => Some(text.as_str()),
                _ => None,
            })
            .collect(),
    )
}

fn add(given: &mut Given, name: &str, canonical: &str, atom: &Atom, sink: &mut Vec<Diagnostic>) {
    let span = atom.terms.iter().rev().nth(1).map_or(atom.relation.span, |term| term.span);
    let (first, place) = given.entry(name.into()).or_insert_with(|| (canonical.into(), span));
    if first != canonical {
        let message = format!("`{name}` is another name of both `{first}` and `{canonical}`");
        sink.push(
            Diagnostic::error(codes::BAD_ALIAS, message, span, "given again here")
                .with_label(*place, "first given here"),
        );
    }
}

/// Each alias with the end of its chain; a chain goes on from `given` to `beyond`. A circle is told once, whatever leads into it.
fn closed(given: &Given, beyond: &Given, sink: &mut Vec<Diagnostic>) -> Canonical {
    let mut ends = Canonical::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (name, (_, span)) in given {
        match end_of_chain(name, given, beyond) {
            Ok(end) => {
                ends.insert(name.clone(), end.into());
            }
            Err(chain) => {
                if !chain.iter().any(|member| told.contains(member)) {
                    sink.push(circle(&chain, *span));
                }
                told.extend(chain);
            }
        }
    }
    ends
}

fn circle(chain: &[&str], span: Span) -> Diagnostic {
    let message = format!("the aliases lead in a circle: {}", chain.join(" → "));
    Diagnostic::error(codes::BAD_ALIAS, message, span, "has no canonical name")
}

/// The last name of a chain, or the chain up to where it repeats itself.
fn end_of_chain<'a>(name: &'a str, given: &'a Given, beyond: &'a Given) -> Result<&'a str, Vec<&'a str>> {
    let mut chain = vec![name];
    let mut at = name;
    while let Some((next, _)) = given.get(at).or_else(|| beyond.get(at)) {
        let seen = chain.contains(&next.as_str());
        chain.push(next);
        if seen {
            return Err(chain);
        }
        at = next;
    }
    Ok(at)
}
