//! Programs of plain rules as other engines write them: the tree of a workload, reduced to atoms, negations and inequalities over
//! numbers, and one module for each dialect. What goes beyond that has no such form.

pub(crate) mod datatoad;
pub(crate) mod duckdb;
pub(crate) mod flowlog;
pub(crate) mod nemo;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use demarche::diagnostic::{Located, SourceId};
use demarche::syntax::tree::{self, Comparison, IoDirective, IoKind, Literal, Statement, TermKind};
use demarche::syntax::{Mode, parse};

/// A program of plain rules.
#[derive(Default)]
pub(crate) struct Plain {
    /// How many columns each relation has.
    arities: BTreeMap<String, usize>,
    /// Relations that are read, each with the name of its file.
    inputs: Vec<(String, String)>,
    rules: Vec<Rule>,
    /// Relations whose sizes are told.
    pub(crate) sizes: Vec<String>,
}

struct Rule {
    head: Atom,
    atoms: Vec<Atom>,
    negated: Vec<Atom>,
    /// Variables that differ.
    different: Vec<(String, String)>,
}

struct Atom {
    relation: String,
    terms: Vec<Term>,
}

#[derive(PartialEq)]
enum Term {
    Variable(String),
    Number(u64),
    Any,
}

impl Plain {
    /// The program of a file; none if it says more than plain rules.
    pub(crate) fn read(program: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(program).ok()?;
        let parsed = parse(SourceId::default(), &text, Mode::File);
        let mut plain = Self::default();
        parsed.tree.statements.iter().try_for_each(|statement| plain.add(&statement.node))?;
        Some(plain)
    }

    fn add(&mut self, statement: &Statement) -> Option<()> {
        match statement {
            Statement::Relation(relation) => {
                let is_number = |column: &tree::Attribute| column.ty.node == "number" && !column.is_lattice;
                let is_plain = relation.qualifiers.is_empty() && relation.attributes.iter().all(is_number);
                is_plain.then(|| {
                    self.arities.insert(relation.name.node.to_string(), relation.attributes.len())
                })?;
            }
            Statement::Io(directive) => self.add_directive(directive)?,
            Statement::Rule(rule) => {
                let [head] = rule.heads.as_slice() else { return None };
                let [body] = rule.body.alternatives.as_slice() else { return None };
                self.rules.push(Rule::of(head, body)?);
            }
            Statement::Fact(fact) => {
                fact.evidence.is_empty().then_some(())?;
                self.rules.push(Rule::of(&fact.atom, &[])?);
            }
            _ => return None,
        }
        Some(())
    }

    fn add_directive(&mut self, directive: &IoDirective) -> Option<()> {
        let name = directive.parameters.iter().find(|(key, _)| key.node == "filename");
        let names = directive.relations.iter().map(|relation| relation.node.to_string());
        match directive.kind {
            IoKind::Input => self.inputs.extend(names.map(|relation| {
                let file =
                    name.map_or_else(|| format!("{relation}.facts"), |(_, file)| file.node.to_string());
                (relation, file)
            })),
            IoKind::Printsize => self.sizes.extend(names),
            _ => return None,
        }
        Some(())
    }

    /// Where the facts of each relation stand.
    fn files(&self, facts: &Path) -> impl Iterator<Item = (&str, PathBuf)> {
        self.inputs.iter().map(move |(relation, file)| (relation.as_str(), facts.join(file)))
    }
}

impl Rule {
    fn of(head: &tree::Atom, body: &[Located<Literal>]) -> Option<Self> {
        let mut rule = Self { head: Atom::of(head)?, atoms: vec![], negated: vec![], different: vec![] };
        for literal in body {
            match &literal.node {
                Literal::Atom(atom) => rule.atoms.push(Atom::of(atom)?),
                Literal::Not(negated) => match &negated.node {
                    Literal::Atom(atom) => rule.negated.push(Atom::of(atom)?),
                    _ => return None,
                },
                Literal::Compare(Comparison::NotEqual, one, other) => match (&one.node, &other.node) {
                    (TermKind::Variable(one), TermKind::Variable(other)) => {
                        rule.different.push((one.to_string(), other.to_string()));
                    }
                    _ => return None,
                },
                _ => return None,
            }
        }
        Some(rule)
    }
}

impl Atom {
    fn of(atom: &tree::Atom) -> Option<Self> {
        let terms: Option<Vec<Term>> = atom.terms.iter().map(|term| Term::of(&term.node)).collect();
        atom.annotation.is_none().then_some(())?;
        Some(Self { relation: atom.relation.node.to_string(), terms: terms? })
    }

    /// The atom with each term as `spell` has it.
    fn spelt(&self, spell: impl FnMut(&Term) -> String) -> String {
        format!("{}({})", self.relation, self.terms.iter().map(spell).collect::<Vec<_>>().join(", "))
    }
}

impl Term {
    fn of(term: &TermKind) -> Option<Self> {
        match term {
            TermKind::Variable(name) => Some(Self::Variable(name.to_string())),
            TermKind::Integer(number) => Some(Self::Number(*number)),
            TermKind::Wildcard => Some(Self::Any),
            _ => None,
        }
    }
}

/// The sizes told as `relation size`, of what an engine prints: `of_line` takes a relation and its size from a line.
fn sizes_of(text: &str, of_line: impl Fn(&str) -> Option<(&str, &str)>) -> Vec<String> {
    let mut sizes: Vec<String> = text
        .lines()
        .filter_map(|line| of_line(line.trim()))
        .map(|(relation, size)| format!("{relation} {}", size.replace(['_', ','], "")))
        .collect();
    sizes.sort();
    sizes
}
