//! Constants that no row has in their column: probably misspelt or misplaced, so reported with the column that has them, or
//! with the nearest that some row has.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use super::constant::{Literal as Constant, word};
use super::ir::{Atom, Attribute, IoKind, Literal, Program, Relation, RelationId, Type};
use super::messages::{code, either, shown};
use super::variables::RuleAt;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Diagnostic, Span};
use crate::store::{Database, Dictionary, Table, Word};
use crate::syntax::tree::{self, Body, TermKind};

/// The most names that a message offers.
const OFFERED: usize = 3;

/// Warnings for the constants of a question that no row of the database has in their column.
///
/// The relations of the question are those of the program; what it names wrongly is passed over. What is `known` as a name of its
/// own is no slip for another such name.
pub fn unknown_constants(
    program: &Program,
    body: &Body,
    database: &Database,
    dictionary: &Dictionary,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let mut sink = Vec::new();
    let search = Search { program, database, dictionary, equal: equated(body), dates: true, known };
    for atom in tree_atoms(body) {
        if let Some(id) = find(program, &atom.relation.node) {
            search.in_atom(id, &[id], atom, &mut sink);
        }
    }
    sink
}

/// The constants of a question that [`unknown_constants`] looks for: for each an atom that asks for it alone, and where it stands.
pub fn constants_sought(program: &Program, body: &Body) -> Vec<(tree::Atom, Span)> {
    let equal = equated(body);
    let mut found = Vec::new();
    for atom in tree_atoms(body) {
        let Some(relation) = find(program, &atom.relation.node).and_then(|id| program.relations.get(id.0))
        else {
            continue;
        };
        for (column, attribute) in relation.attributes.iter().enumerate().take(atom.terms.len()) {
            let text = text_of(&atom.terms[column], &equal);
            if let Some((text, span)) = text.filter(|_| is_looked_for(attribute.ty, true)) {
                found.push((alone(atom, column, text), span));
            }
        }
    }
    found
}

/// The atom with this text in a column and nothing else.
fn alone(atom: &tree::Atom, column: usize, text: &str) -> tree::Atom {
    let term = |(at, term): (usize, &tree::Term)| {
        let node = if at == column { TermKind::String(text.into()) } else { TermKind::Wildcard };
        tree::Term::new(node, term.span)
    };
    tree::Atom { terms: atom.terms.iter().enumerate().map(term).collect(), ..atom.clone() }
}

/// The variables that a conjunction of the body equates with a text.
fn equated(body: &Body) -> BTreeMap<&str, &tree::Term> {
    let literals = body.alternatives.iter().flatten().map(|literal| &literal.node);
    let equations = literals.filter_map(|literal| match literal {
        tree::Literal::Compare(tree::Comparison::Equal, left, right) => Some((left, right)),
        _ => None,
    });
    let sides = equations.flat_map(|(left, right)| [(left, right), (right, left)]);
    sides
        .filter_map(|(variable, text)| match (&variable.node, &text.node) {
            (TermKind::Variable(name), TermKind::String(_)) => Some((name.as_str(), text)),
            _ => None,
        })
        .collect()
}

/// Warnings for the symbols in rules that no fact of the program has, for relations whose facts are all in the text.
pub(super) fn in_rules(
    program: &Program,
    rules: &[RuleAt<'_>],
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) {
    let mut asked = asked_of_facts(program, rules, dictionary);
    let told = Told::by_facts(program, asked.iter().flat_map(Asked::sought));
    asked.retain(|it| it.sources.iter().any(|id| told.relations.contains(id)) && !told.has_all(it));
    if asked.is_empty() {
        return;
    }
    let mut database =
        Database::with_arities(program.relations.iter().map(|relation| relation.attributes.len()));
    for fact in &program.facts {
        if let Some(table) = database.tables.get_mut(fact.relation.0) {
            table.insert(&fact.row);
        }
    }
    let nothing = BTreeMap::new();
    let search =
        Search { program, database: &database, dictionary, equal: nothing, dates: false, known: &|_| false };
    for Asked { relation, sources, atom, .. } in &asked {
        search.in_atom(*relation, sources, atom, sink);
    }
}

/// An atom with constants, over a relation whose facts are all in the text.
struct Asked<'t> {
    relation: RelationId,
    /// The relation and that of its claims.
    sources: Vec<RelationId>,
    atom: &'t tree::Atom,
    /// The constants, each with its column.
    constants: Vec<(usize, Word)>,
}

impl Asked<'_> {
    fn sought(&self) -> impl Iterator<Item = (RelationId, usize, Word)> {
        let of = |id: RelationId| self.constants.iter().map(move |&(column, word)| (id, column, word));
        self.sources.iter().copied().flat_map(of)
    }
}

fn asked_of_facts<'t>(program: &Program, rules: &[RuleAt<'t>], dictionary: &Dictionary) -> Vec<Asked<'t>> {
    let ids = (0..program.relations.len()).map(RelationId);
    let names = program.relations.iter().map(|relation| relation.name.as_str());
    let by_name: HashMap<&str, RelationId> = names.zip(ids).collect();
    let find = |name: &str| by_name.get(name).copied();
    let asked = |atom: &'t tree::Atom| {
        // The columns that an annotation adds hold grades, names of claims and the like, none of them a matter of facts.
        let base = atom.relation.node.split('@').next().unwrap_or_default();
        let relation = find(base).filter(|&id| is_told_by_facts(program, id))?;
        let constants = constants_of(atom, program.relations.get(relation.0)?, dictionary);
        let sources = || [Some(relation), find(&format!("{base}@claims"))].into_iter().flatten().collect();
        (!constants.is_empty()).then(|| Asked { relation, sources: sources(), atom, constants })
    };
    rules.iter().flat_map(|(rule, _)| tree_atoms(&rule.body)).filter_map(asked).collect()
}

/// The symbols that an atom names, each with its column.
fn constants_of(atom: &tree::Atom, relation: &Relation, dictionary: &Dictionary) -> Vec<(usize, Word)> {
    let columns = atom.terms.iter().zip(&relation.attributes).enumerate();
    let symbols = columns.filter(|(_, (_, attribute))| attribute.ty == Type::Symbol);
    let named = symbols.filter_map(|(at, (term, _))| match &term.node {
        TermKind::String(text) => Some((at, dictionary.symbol(text))),
        _ => None,
    });
    named.collect()
}

/// What the facts of a program have of what is sought in them.
struct Told {
    /// The relations that have facts.
    relations: HashSet<RelationId>,
    /// The values that are there.
    values: HashSet<(RelationId, usize, Word)>,
}

impl Told {
    /// Looks for values in columns, in one pass over the facts.
    fn by_facts(program: &Program, sought: impl Iterator<Item = (RelationId, usize, Word)>) -> Self {
        let mut open: HashMap<RelationId, Vec<(usize, Word)>> = HashMap::new();
        for (relation, column, word) in sought {
            let values = open.entry(relation).or_default();
            if !values.contains(&(column, word)) {
                values.push((column, word));
            }
        }
        let mut told = Self { relations: HashSet::new(), values: HashSet::new() };
        for fact in &program.facts {
            let Some(values) = open.get_mut(&fact.relation) else { continue };
            told.relations.insert(fact.relation);
            let here = values.extract_if(.., |(column, word)| fact.row.get(*column) == Some(&*word));
            told.values.extend(here.map(|(column, word)| (fact.relation, column, word)));
        }
        told
    }

    fn has_all(&self, asked: &Asked<'_>) -> bool {
        asked
            .constants
            .iter()
            .all(|&(column, word)| asked.sources.iter().any(|&id| self.values.contains(&(id, column, word))))
    }
}

fn find(program: &Program, name: &str) -> Option<RelationId> {
    program.relations.iter().position(|relation| relation.name == name).map(RelationId)
}

fn is_told_by_facts(program: &Program, id: RelationId) -> bool {
    let input = program.io.iter().any(|io| io.kind == IoKind::Input && io.relation == id);
    !input && program.relations.get(id.0).is_some_and(|relation| !relation.derived)
}

/// Where constants are looked for.
struct Search<'s> {
    program: &'s Program,
    database: &'s Database,
    dictionary: &'s Dictionary,
    /// Variables that stand for a constant.
    equal: BTreeMap<&'s str, &'s tree::Term>,
    /// Whether dates are looked for too.
    dates: bool,
    /// Whether a text is known as a name.
    known: &'s dyn Fn(&str) -> bool,
}

impl Search<'_> {
    /// Reports the constants of an atom of relation `id` that no row of the relations `sources` has in their column.
    fn in_atom(&self, id: RelationId, sources: &[RelationId], atom: &tree::Atom, sink: &mut Vec<Diagnostic>) {
        let Some(relation) = self.program.relations.get(id.0) else { return };
        for (column, (term, attribute)) in atom.terms.iter().zip(&relation.attributes).enumerate() {
            let text = text_of(term, &self.equal).filter(|_| is_looked_for(attribute.ty, self.dates));
            let Some((text, span)) = text else { continue };
            let Ok(wanted) = word(Constant::Text(text), attribute.ty, span, self.dictionary) else {
                continue;
            };
            if self.has(sources, column, wanted) {
                continue;
            }
            let (name, called) = (shown(&relation.name), &attribute.name);
            let message = format!("no fact of {name} has \"{}\" as `{called}`", escaped(text));
            let help = match attribute.ty {
                Type::Date => Some(date_help(text, called)),
                _ => self.other_column(relation, sources, wanted).or_else(|| {
                    let values = self.values(sources, column, attribute);
                    if values.contains(&wanted) { None } else { self.nearest_values(text, &values) }
                }),
            };
            let mut diagnostic =
                Diagnostic::warning(code::UNKNOWN_CONSTANT, message, span, "no row has it in this column");
            diagnostic.help.extend(help);
            sink.push(diagnostic);
        }
    }

    /// The values of a column; where nothing of the relation is there, those of other columns of its declared type.
    fn values(&self, sources: &[RelationId], column: usize, attribute: &Attribute) -> Vec<Word> {
        let words = |table: &Table, column| table.column(column).collect();
        let own: Vec<Vec<Word>> = self.tables(sources).map(|table| words(table, column)).collect();
        if own.iter().any(|words| !words.is_empty()) {
            return own.concat();
        }
        let alike = |it: &&(usize, &Attribute)| it.1.type_name == attribute.type_name;
        let others =
            self.program.relations.iter().zip(&self.database.tables).flat_map(|(relation, table)| {
                let columns: Vec<(usize, &Attribute)> = relation.attributes.iter().enumerate().collect();
                columns.iter().filter(alike).map(|(at, _)| words(table, *at)).collect::<Vec<Vec<Word>>>()
            });
        others.flatten().collect()
    }

    fn has(&self, sources: &[RelationId], column: usize, wanted: Word) -> bool {
        let has = |table: &Table| table.column(column).any(|word| word == wanted);
        self.tables(sources).any(has)
    }

    fn tables(&self, sources: &[RelationId]) -> impl Iterator<Item = &Table> {
        sources.iter().filter_map(|id| self.database.tables.get(id.0))
    }

    /// Which other column has the symbol.
    fn other_column(&self, relation: &Relation, sources: &[RelationId], wanted: Word) -> Option<String> {
        let has = |(at, attribute): &(usize, &Attribute)| {
            attribute.ty == Type::Symbol && self.has(sources, *at, wanted)
        };
        let (_, attribute) = relation.attributes.iter().enumerate().find(has)?;
        Some(format!("some have it as `{}`", attribute.name))
    }

    /// The values of a column that were probably meant.
    fn nearest_values(&self, wanted: &str, values: &[Word]) -> Option<String> {
        let mut texts: Vec<_> = values
            .iter()
            .filter(|&&value| !self.dictionary.is_unsaid_symbol(value))
            .map(|&value| self.dictionary.text(value))
            .collect();
        texts.sort_unstable();
        texts.dedup();
        if (self.known)(wanted) {
            texts.retain(|text| !(self.known)(text));
        }
        let near = nearest(wanted, texts.iter().map(AsRef::as_ref), OFFERED);
        (!near.is_empty()).then(|| format!("did you mean {}?", either(&near).replace('`', "\"")))
    }
}

fn is_looked_for(ty: Type, dates: bool) -> bool {
    ty == Type::Symbol || (ty == Type::Date && dates)
}

/// The text that a term is, or that its variable is equated with, and where it stands.
fn text_of<'t>(term: &'t tree::Term, equal: &BTreeMap<&str, &'t tree::Term>) -> Option<(&'t str, Span)> {
    let given = match &term.node {
        TermKind::Variable(name) => equal.get(name.as_str()).copied()?,
        _ => term,
    };
    match &given.node {
        TermKind::String(text) => Some((text, given.span)),
        _ => None,
    }
}

/// The text as a literal shows it.
fn escaped(text: &str) -> String {
    text.escape_debug().to_string().replace("\\'", "'")
}

fn date_help(text: &str, column: &str) -> String {
    format!(
        "a date equals only the same expression; `may_overlap({column}, \"{}\")` asks for the days that may fall in it",
        escaped(text)
    )
}

pub(super) fn tree_atoms(body: &Body) -> Vec<&tree::Atom> {
    let mut found = Vec::new();
    collect_tree_atoms(body, &mut found);
    found
}

fn collect_tree_atoms<'t>(body: &'t Body, found: &mut Vec<&'t tree::Atom>) {
    for literal in body.alternatives.iter().flatten() {
        collect_of_literal(&literal.node, found);
    }
}

fn collect_of_literal<'t>(literal: &'t tree::Literal, found: &mut Vec<&'t tree::Atom>) {
    match literal {
        tree::Literal::Atom(atom) => {
            found.push(atom);
            atom.terms.iter().for_each(|term| collect_of_term(term, found));
        }
        tree::Literal::Compare(_, left, right) => {
            collect_of_term(left, found);
            collect_of_term(right, found);
        }
        tree::Literal::Constraint(_, terms) => terms.iter().for_each(|term| collect_of_term(term, found)),
        tree::Literal::Not(inner) => collect_of_literal(&inner.node, found),
        tree::Literal::Group(body) => collect_tree_atoms(body, found),
        tree::Literal::Truth(_) => {}
    }
}

fn collect_of_term<'t>(term: &'t tree::Term, found: &mut Vec<&'t tree::Atom>) {
    match &term.node {
        TermKind::Aggregate(aggregate) => {
            aggregate.value.iter().for_each(|value| collect_of_term(value, found));
            collect_tree_atoms(&aggregate.body, found);
        }
        kind => kind.operands().into_iter().for_each(|operand| collect_of_term(operand, found)),
    }
}

/// All atoms of a body, negated ones and those in aggregates included.
pub(super) fn atoms(body: &[Literal]) -> Vec<&Atom> {
    let mut found = Vec::new();
    collect_atoms(body, &mut found);
    found
}

fn collect_atoms<'r>(body: &'r [Literal], found: &mut Vec<&'r Atom>) {
    for literal in body {
        match literal {
            Literal::Atom(atom) | Literal::Negation(atom) => found.push(atom),
            Literal::Aggregate(aggregate) => collect_atoms(&aggregate.body, found),
            Literal::Compare { .. } | Literal::Test { .. } | Literal::Range { .. } | Literal::False => {}
        }
    }
}
