//! What may help where a question finds nothing: relations in which its names do stand, and names that only another lens shows.
//!
//! A hint is found by looking through what follows, never by guessing what was meant.

use std::collections::BTreeSet;

use super::bodies::positive_atoms;
use super::{Failure, Session};
use crate::diagnostic::Diagnostic;
use crate::engine::EngineError;
use crate::evidence::{AS_OF, AT, Grade, Lens, Sight, split_companion};
use crate::program::ir::{Attribute, Relation, Type};
use crate::program::named_in;
use crate::program::value::format_fact;
use crate::standard::bundled::{NAMES_OF_EVENTS, guide_relations};
use crate::store::{Database, Table, Word};
use crate::syntax::tree::{Atom, Body, Literal, TermKind};

/// How many relations a hint names.
const OFFERED: usize = 3;

/// A symbol of a question with the column that it was sought in.
struct Sought<'p> {
    word: Word,
    column: &'p Attribute,
}

impl Session {
    /// Relations in which the names of an atom stand together where the atom's own has no such row; of a name that is sought in a
    /// column of a kind that never has it, or that is the only one, those in which it stands at all. None where not all that follows is looked at: where a limit stands
    /// in the way, and of relations that are left to questions.
    pub(super) fn hints(&self, body: &Body, lens: &Lens) -> Result<Vec<String>, Failure> {
        if !self.lowered().survey.has_evidence() {
            return Ok(Vec::new());
        }
        let plain = self.lowered().body(body, &mut Vec::new());
        let names = |atom: &&Atom| atom.terms.iter().any(|term| matches!(term.node, TermKind::String(_)));
        if !positive_atoms(&plain).iter().any(names) {
            return Ok(Vec::new());
        }
        let lens = Lens { trust: Grade::Possible, ..lens.clone() };
        let relations = named_in(self.program(), &plain);
        if self.rests_on_questions(&relations) {
            return Ok(Vec::new());
        }
        let database = match self.at_hand(relations, &lens) {
            // The question is answered without what else may follow.
            Err(Failure::Engine(EngineError::Limit(_))) => return Ok(Vec::new()),
            concluded => concluded?,
        };
        let mut hints = Vec::new();
        for atom in positive_atoms(&plain) {
            let Some(relation) = self.relation(&atom.relation.node) else { continue };
            let sought = self.sought(atom, relation, &database);
            if self.has(&sought, relation, &database) {
                continue;
            }
            let together =
                if sought.len() < 2 { Vec::new() } else { self.standing(&sought, relation, &database) };
            if !together.is_empty() {
                hints.push(format!("the same names stand in {}", together.join(", ")));
                continue;
            }
            hints.extend(self.strangers(&sought, relation, &database));
        }
        Ok(hints)
    }

    /// Where the names stand that a relation has nowhere, or that are none of their columns' kind.
    fn strangers(&self, sought: &[Sought<'_>], relation: &Relation, database: &Database) -> Vec<String> {
        let mut own = self.program().relations.iter().zip(&database.tables);
        let own = own.find(|(it, _)| it.name == relation.name).map(|(_, table)| table);
        let is_there =
            |name: &Sought<'_>| own.is_some_and(|table| table.rows_with(name.word).next().is_some());
        let is_alone = |name: &Sought<'_>| sought.len() == 1 && !is_there(name);
        let is_event = |name: &Sought<'_>| self.tells_of_event(self.dictionary().text(name.word));
        let is_missed =
            |name: &Sought<'_>| is_event(name) && !self.has(std::slice::from_ref(name), relation, database);
        let mut told = Vec::new();
        for name in sought {
            let fits = self.fits(name, database);
            if is_alone(name) || is_missed(name) || !fits {
                told.extend(self.elsewhere(name, relation, database, fits || is_event(name)));
            }
        }
        told
    }

    /// Where a question asks for another day of knowledge, or day judged, than the lens has: which it has, and what sets it.
    pub(super) fn other_days(&self, body: &Body, lens: &Lens) -> Vec<String> {
        let sight = Sight::new(lens, self.lowered());
        let other = |atom: &&Atom| {
            let (has, set, day) = match atom.relation.node.as_str() {
                AS_OF => ("the day of knowledge", "as-of", sight.as_of.as_ref()?),
                AT => ("the day judged", "at", sight.at.as_ref()?),
                _ => return None,
            };
            let provided = self.lowered().survey.is_builtin(&atom.relation.node);
            let asked = atom.terms.first().and_then(|term| match &term.node {
                TermKind::String(text) if provided => Some(text),
                _ => None,
            })?;
            (*asked != day.to_string()).then(|| format!("{has} is {day}; `.{set} {asked}` sets another"))
        };
        positive_atoms(body).iter().filter_map(other).collect()
    }

    /// Where a name stands that the column asked for does not have, and, of one that is none of its kind, which names stand there with
    /// it that the column has.
    fn elsewhere(
        &self,
        name: &Sought<'_>,
        relation: &Relation,
        database: &Database,
        is_of_kind: bool,
    ) -> Option<String> {
        let alone = std::slice::from_ref(name);
        let stands = self.standing(alone, relation, database);
        let text = self.dictionary().text(name.word);
        let instead = if is_of_kind { Vec::new() } else { self.with_it(name, relation, database) };
        let meant =
            if instead.is_empty() { String::new() } else { format!("; did you mean {}?", quoted(&instead)) };
        (!stands.is_empty()).then(|| format!("\"{text}\" stands in {}{meant}", stands.join(", ")))
    }

    /// The names that stand beside one in any relation of interest and in the column in which it was sought: a state beside its
    /// capital, a person beside an office. None if there are too many to be offered.
    fn with_it(&self, name: &Sought<'_>, own: &Relation, database: &Database) -> Vec<String> {
        let of_own =
            self.program().relations.iter().zip(&database.tables).find(|(it, _)| it.name == own.name);
        let at = own.attributes.iter().position(|column| column.name == name.column.name);
        let (Some((_, table)), Some(at)) = (of_own, at) else { return Vec::new() };
        let had: BTreeSet<Word> = table.column(at).collect();
        let interest = self.in_order_of_interest(database).into_iter();
        let beside = interest.flat_map(|(relation, table)| {
            let rows = table.rows().filter(|row| places(std::slice::from_ref(name), relation, row).is_some());
            let symbols = |row: &[Word]| -> Vec<Word> {
                let columns = row.iter().zip(&relation.attributes);
                columns.filter(|(_, it)| it.ty == Type::Symbol).map(|(word, _)| *word).collect()
            };
            rows.flat_map(symbols).collect::<Vec<_>>()
        });
        let texts: BTreeSet<String> = beside
            .filter(|word| had.contains(word))
            .map(|word| self.dictionary().text(word).to_string())
            .collect();
        if texts.len() > OFFERED { Vec::new() } else { texts.into_iter().collect() }
    }

    /// The symbols that an atom asks for, each with its column. One that is nowhere is taken for the only one that differs from it in
    /// capitals, spaces, hyphens and a leading article.
    fn sought<'p>(&self, atom: &Atom, relation: &'p Relation, database: &Database) -> Vec<Sought<'p>> {
        let columns = atom.terms.iter().zip(&relation.attributes);
        let symbols = columns.filter(|(_, column)| column.ty == Type::Symbol);
        let found = symbols.filter_map(|(term, column)| match &term.node {
            TermKind::String(text) => {
                let known =
                    || self.dictionary().find_symbol(text).filter(|word| self.is_there(*word, database));
                let otherwise = || self.folded(text, database).or_else(|| self.spelt_out(text, database));
                Some(Sought { word: known().or_else(otherwise)?, column })
            }
            _ => None,
        });
        found.collect()
    }

    /// Whether any relation of interest has the symbol.
    fn is_there(&self, word: Word, database: &Database) -> bool {
        let mut interest = self.in_order_of_interest(database).into_iter();
        interest.any(|(relation, table)| {
            symbol_columns(relation).iter().any(|&at| table.numbers_having(at, word).next().is_some())
        })
    }

    /// The only symbol of the relations of interest that has the folded form of a text.
    fn folded(&self, text: &str, database: &Database) -> Option<Word> {
        let wanted = folded(text);
        let alike = |word: &Word| folded(self.dictionary().text(*word)) == wanted;
        let all: BTreeSet<Word> = self.symbols_of_interest(database).collect();
        let mut found = all.into_iter().filter(alike);
        let first = found.next().filter(|_| !wanted.is_empty());
        if found.next().is_some() { None } else { first }
    }

    /// As [`Session::folded`], with the name that the text begins with in its canonical form: "US President" is that of the United
    /// States.
    fn spelt_out(&self, text: &str, database: &Database) -> Option<Word> {
        self.lowered().names.spelt_out(text).and_then(|text| self.folded(&text, database))
    }

    fn symbols_of_interest<'s>(&'s self, database: &'s Database) -> impl Iterator<Item = Word> + 's {
        self.in_order_of_interest(database).into_iter().flat_map(|(relation, table)| {
            let columns = symbol_columns(relation);
            table.rows().flat_map(move |row| {
                columns.iter().filter_map(|at| row.get(*at).copied()).collect::<Vec<_>>()
            })
        })
    }

    /// Whether the relation has the names where they are sought: then it is for other reasons that nothing is found.
    fn has(&self, sought: &[Sought<'_>], relation: &Relation, database: &Database) -> bool {
        let table =
            self.program().relations.iter().zip(&database.tables).find(|(it, _)| it.name == relation.name);
        let as_sought = |row: Vec<Word>| places(sought, relation, &row).is_some_and(|(moved, _)| !moved);
        table.is_some_and(|(_, table)| match sought.first() {
            Some(first) => table.rows_with(first.word).any(as_sought),
            None => !table.is_empty(),
        })
    }

    /// Whether a column of the same declared type, of any relation, has the name.
    fn fits(&self, name: &Sought<'_>, database: &Database) -> bool {
        let alike = |column: &Attribute| column.type_name == name.column.type_name;
        self.program().relations.iter().zip(&database.tables).any(|(relation, table)| {
            let mut columns = relation.attributes.iter().enumerate().filter(|(_, it)| alike(it));
            columns.any(|(at, _)| table.numbers_having(at, name.word).next().is_some())
        })
    }

    /// Questions for the names that have answers, or where a single name has one row only that row: the one asked with its arguments exchanged, then those in whose columns of the same
    /// names they stand, all in the order of the guide and of the declarations.
    fn standing(&self, sought: &[Sought<'_>], own: &Relation, database: &Database) -> Vec<String> {
        let mut found: Vec<((bool, bool), String)> = Vec::new();
        for (relation, table) in self.in_order_of_interest(database) {
            let is_own = relation.name == own.name;
            let Some(first) = sought.first() else { continue };
            let rows = table.rows_with(first.word).filter(|row| places(sought, relation, row).is_some());
            let rows: Vec<Vec<Word>> = rows.collect();
            let places: BTreeSet<(bool, Vec<usize>)> =
                rows.iter().filter_map(|row| places(sought, relation, row)).collect();
            let only = rows.first().filter(|_| sought.len() == 1 && rows.len() == 1);
            let exchanged = |moved: bool| !is_own || (moved && sought.len() > 1);
            let best = places.into_iter().find(|(moved, _)| exchanged(*moved));
            found.extend(best.map(|(moved, places)| {
                let question = only.map_or_else(
                    || self.asking(relation, sought, &places),
                    |row| format_fact(relation, row, self.dictionary()),
                );
                ((!is_own, moved), question)
            }));
        }
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().take(OFFERED).map(|(_, question)| question).collect()
    }

    /// What the guide asks for, then what is told, with their tables; steps on the way to conclusions and what every program has are
    /// left out.
    fn in_order_of_interest<'s>(&'s self, database: &'s Database) -> Vec<(&'s Relation, &'s Table)> {
        let survey = &self.lowered().survey;
        let guide: Vec<&str> = guide_relations().collect();
        let rank = |relation: &Relation| guide.iter().position(|name| *name == relation.name);
        let told = |relation: &Relation| {
            !relation.derived
                && !survey.is_builtin(&relation.name)
                && split_companion(&relation.name).is_none()
        };
        let mut found: Vec<(&Relation, &Table)> =
            self.program().relations.iter().zip(&database.tables).collect();
        found.retain(|(relation, _)| rank(relation).is_some() || told(relation));
        found.sort_by_key(|(relation, _)| rank(relation).unwrap_or(guide.len()));
        found
    }

    /// The relation asked for the names in those places, its other columns open.
    fn asking(&self, relation: &Relation, sought: &[Sought<'_>], places: &[usize]) -> String {
        let argument = |(at, column): (usize, &Attribute)| {
            let name = places.iter().position(|place| *place == at).and_then(|name| sought.get(name));
            name.map_or_else(
                || column.name.to_string(),
                |name| format!("\"{}\"", self.dictionary().text(name.word)),
            )
        };
        let arguments: Vec<String> = relation.attributes.iter().enumerate().map(argument).collect();
        format!("{}({})", relation.name, arguments.join(", "))
    }

    /// Whether claims tell of an event or act of this name: one that begins a fact whose first column is declared to hold such names.
    pub(super) fn tells_of_event(&self, name: &str) -> bool {
        let is_of_events = |relation: &&Relation| {
            relation.attributes.first().is_some_and(|column| column.type_name == NAMES_OF_EVENTS)
        };
        let relations = self.program().relations.iter().filter(is_of_events);
        let relations: BTreeSet<&str> = relations.map(|relation| relation.name.as_str()).collect();
        let begins = |atom: &Atom| {
            let first = atom.terms.first().map(|term| &term.node);
            matches!(first, Some(TermKind::String(text)) if text.as_str() == name)
        };
        let mut claims = self.lowered().claims.iter();
        !relations.is_empty()
            && claims.any(|claim| begins(&claim.atom) && relations.contains(claim.relation.as_str()))
    }

    /// Puts right the help on constants that nothing has in their column, where claims that the lens hides tell of them: a similar
    /// name is then not what was meant.
    pub(super) fn tell_of_hidden(&self, unknown: &mut [Diagnostic]) {
        if unknown.is_empty() {
            return;
        }
        let shown: BTreeSet<&str> =
            self.sight().claims().into_iter().map(|claim| claim.name.as_str()).collect();
        for warning in unknown {
            let written = self.sources.text(warning.primary.span).trim_matches('"');
            let name = self.lowered().names.resolve_typed(written);
            let mut telling =
                self.lowered().claims.iter().filter(|claim| has_text(&claim.atom, name)).peekable();
            if telling.peek().is_none() || telling.clone().any(|claim| shown.contains(claim.name.as_str())) {
                continue;
            }
            let articles: BTreeSet<&str> = telling.map(|claim| claim.article.as_str()).collect();
            let articles: Vec<&str> = articles.into_iter().collect();
            warning.help = vec![format!("told of by {}, unseen under this lens", articles.join(", "))];
        }
    }

    /// Open relations of which a question asks, by `!`, that nobody says so, and of which nothing says that it is not so.
    pub(super) fn merely_unsaid(&self, body: &Body, lens: &Lens) -> Result<Vec<String>, Failure> {
        let mut names = BTreeSet::new();
        for literal in body.alternatives.iter().flatten() {
            let Literal::Not(inner) = &literal.node else { continue };
            let Literal::Atom(atom) = &inner.node else { continue };
            if self.is_open(&atom.relation.node) && !self.is_refused(atom, lens)? {
                names.insert(atom.relation.node.to_string());
            }
        }
        Ok(names.into_iter().collect())
    }

    /// Whether a claim or what follows says that an atom without variables is not so.
    fn is_refused(&self, atom: &Atom, lens: &Lens) -> Result<bool, Failure> {
        let asked = super::bodies::conjunction(vec![Literal::Atom(atom.clone())], atom.relation.span);
        if self.checked(&asked).is_err()
            || atom.terms.iter().any(|term| matches!(term.node, TermKind::Variable(_)))
        {
            return Ok(false);
        }
        Ok(!self.denials(&asked, lens)?.is_empty() || !self.contrary(&asked, lens)?.is_empty())
    }
}

/// The columns of a relation that hold symbols.
fn symbol_columns(relation: &Relation) -> Vec<usize> {
    let columns = relation.attributes.iter().enumerate();
    columns.filter(|(_, column)| column.ty == Type::Symbol).map(|(at, _)| at).collect()
}

/// Where in a row each name stands, each in a column of its own, and whether one of them is in a column of another name.
fn places(sought: &[Sought<'_>], relation: &Relation, row: &[Word]) -> Option<(bool, Vec<usize>)> {
    let mut places: Vec<usize> = Vec::new();
    for name in sought {
        let free = |at: &usize| row.get(*at) == Some(&name.word) && !places.contains(at);
        let is_symbol = |at: &usize| relation.attributes.get(*at).is_some_and(|it| it.ty == Type::Symbol);
        let mut found: Vec<usize> = (0..row.len()).filter(free).filter(is_symbol).collect();
        found.sort_by_key(|at| !is_same_column(name, relation, *at));
        places.push(*found.first()?);
    }
    let moved = places.iter().zip(sought).any(|(at, name)| !is_same_column(name, relation, *at));
    Some((moved, places))
}

fn is_same_column(name: &Sought<'_>, relation: &Relation, at: usize) -> bool {
    relation.attributes.get(at).is_some_and(|column| column.name == name.column.name)
}

/// The letters and digits of a name in lower case, without a leading article.
fn folded(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let bare = ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name);
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Names in quotes, the last after `or`.
fn quoted(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    names.join(" or ")
}

fn has_text(atom: &Atom, text: &str) -> bool {
    atom.terms.iter().any(|term| matches!(&term.node, TermKind::String(it) if it == text))
}
