//! What an `.init` stands for: the contents of its component and of what that inherits, under qualified names.
//!
//! A rule whose relation is declared only further out (by what inherits the component, or by what instantiates it) waits as an
//! orphan until that relation is there.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Binding, Catalogue, Id, first_part, inits, overrides};
use super::codes;
use super::rename::{Renaming, bind};
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::syntax::tree::{ComponentInit, Rule, Statement, Text, Tree};

/// How deep instances may nest.
const DEPTH: usize = 100;
/// How many instances a program may have.
const COUNT: usize = 100_000;

type Statements = Vec<Located<Statement>>;

/// The instances of a program on their way.
pub(super) struct Instances<'c, 't> {
    catalogue: &'c Catalogue<'t>,
    /// The rules whose relations have not been found yet.
    orphans: Statements,
    /// The instances outside of components that is being made, with its place.
    through: Located<Text>,
    depth: usize,
    count: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) origins: BTreeMap<Span, Vec<Located<Text>>>,
}

impl<'c, 't> Instances<'c, 't> {
    pub(super) fn new(catalogue: &'c Catalogue<'t>) -> Self {
        Self {
            catalogue,
            orphans: Vec::new(),
            through: Located::default(),
            depth: 0,
            count: 0,
            diagnostics: Vec::new(),
            origins: BTreeMap::new(),
        }
    }

    /// What all `.init`s outside of components stand for.
    pub(super) fn of_program(&mut self, trees: &[&Tree]) -> Statements {
        let mut made = Statements::new();
        for statement in trees.iter().flat_map(|tree| &tree.statements) {
            if let Statement::Init(init) = &statement.node {
                self.through = init.name.clone();
                made.extend(self.of(init, None, &Binding::default()));
                made.append(&mut self.orphans);
            }
        }
        made
    }

    /// What an `.init` in a scope stands for.
    fn of(&mut self, init: &ComponentInit, scope: Option<Id>, binding: &Binding) -> Statements {
        let name = &init.component.name;
        if self.is_too_much(init) {
            return Statements::new();
        }
        let found = self.catalogue.find(scope, &name.node, binding);
        let Some((id, entry)) = found.and_then(|id| Some((id, self.catalogue.get(id)?))) else {
            self.report_unknown(init, binding);
            return Statements::new();
        };
        let component = entry.component;
        let binding = binding.inside(&component.head.arguments, &init.component.arguments);
        self.depth += 1;
        let mut made = Statements::new();
        for nested in inits(component) {
            made.extend(self.of(nested, Some(id), &binding));
        }
        self.collect(id, &binding, &BTreeSet::new(), &mut made);
        self.depth -= 1;
        let renaming = Renaming::within(&init.name.node, &made);
        made.iter_mut().chain(&mut self.orphans).for_each(|one| renaming.apply(&mut one.node));
        made
    }

    /// Adds the contents of a component, those of its bases first. `overridden` are the relations whose rules are not taken.
    fn collect(&mut self, id: Id, binding: &Binding, overridden: &BTreeSet<&str>, made: &mut Statements) {
        let Some(entry) = self.catalogue.get(id) else { return };
        let component = entry.component;
        let own = overrides(component).map(|name| name.node.as_str());
        let below: BTreeSet<&str> = overridden.iter().copied().chain(own).collect();
        for base in &component.bases {
            let found = self.catalogue.find(entry.within, &base.name.node, binding);
            let Some((id, entry)) = found.and_then(|id| Some((id, self.catalogue.get(id)?))) else {
                continue;
            };
            let inside = binding.inside(&entry.component.head.arguments, &base.arguments);
            for nested in inits(entry.component) {
                made.extend(self.of(nested, Some(id), &inside));
            }
            self.collect(id, &inside, &below, made);
        }
        self.contents(id, binding, overridden, made);
        self.adopt(made);
    }

    /// Adds what stands in one component: its declarations, and then its rules.
    fn contents(&mut self, id: Id, binding: &Binding, overridden: &BTreeSet<&str>, made: &mut Statements) {
        let Some(entry) = self.catalogue.get(id) else { return };
        for statement in &entry.component.body {
            let inits = self.origins.entry(statement.span).or_default();
            if inits.last() != Some(&self.through) {
                inits.push(self.through.clone());
            }
            match &statement.node {
                Statement::Type(_) | Statement::Lattice(_) | Statement::Relation(_) | Statement::Io(_) => {
                    let mut node = statement.node.clone();
                    bind(&mut node, binding);
                    made.push(Located::new(node, statement.span));
                }
                Statement::Rule(rule) => {
                    let heads = rule
                        .heads
                        .iter()
                        .filter(|head| !overridden.contains(first_part(&head.relation.node)));
                    for head in heads {
                        let rule = Rule { heads: vec![head.clone()], ..rule.clone() };
                        self.waits(Statement::Rule(rule), statement.span, binding);
                    }
                }
                Statement::Fact(_) | Statement::Subsumption(_) => {
                    let head = head(&statement.node).unwrap_or_default();
                    if !overridden.contains(first_part(head)) {
                        self.waits(statement.node.clone(), statement.span, binding);
                    }
                }
                _ => {}
            }
        }
    }

    fn waits(&mut self, mut statement: Statement, span: Span, binding: &Binding) {
        bind(&mut statement, binding);
        self.orphans.push(Located::new(statement, span));
    }

    /// Takes the orphans whose relations are there.
    fn adopt(&mut self, made: &mut Statements) {
        let declared: BTreeSet<String> =
            made.iter().filter_map(|one| declared(&one.node)).map(str::to_owned).collect();
        let (found, rest) = std::mem::take(&mut self.orphans)
            .into_iter()
            .partition(|one| head(&one.node).is_some_and(|name| declared.contains(name)));
        made.extend::<Statements>(found);
        self.orphans = rest;
    }

    /// Whether a limit is reached; that is told once.
    fn is_too_much(&mut self, init: &ComponentInit) -> bool {
        if self.diagnostics.iter().any(|told| told.code == codes::LIMIT) {
            return true;
        }
        self.count += 1;
        let message = if self.depth >= DEPTH {
            format!("instances of components nested more than {DEPTH} deep")
        } else if self.count > COUNT {
            format!("more than {COUNT} instances of components")
        } else {
            return false;
        };
        let diagnostic = Diagnostic::error(codes::LIMIT, message, init.name.span, "reached here");
        self.diagnostics.push(diagnostic.with_label(self.through.span, "instantiated here"));
        true
    }

    /// A parameter that stands for no component; any other unknown name has been told.
    fn report_unknown(&mut self, init: &ComponentInit, binding: &Binding) {
        let name = &init.component.name;
        let told = self.diagnostics.iter().any(|told| told.primary.span == name.span);
        if binding.has(&name.node) && !told {
            let message =
                format!("`{}` stands for `{}`, which is no component", name.node, binding.of(&name.node));
            let diagnostic = Diagnostic::error(codes::UNKNOWN, message, name.span, "");
            let label = format!("instantiated here, as `{}`", self.through.node);
            self.diagnostics.push(diagnostic.with_label(self.through.span, label));
        }
    }
}

/// The relation that a fact or rule is about.
fn head(statement: &Statement) -> Option<&str> {
    let atom = match statement {
        Statement::Fact(fact) => fact.atom.as_ref(),
        Statement::Rule(rule) => rule.heads.first()?,
        Statement::Subsumption(rule) => &rule.less,
        _ => return None,
    };
    Some(&atom.relation.node)
}

fn declared(statement: &Statement) -> Option<&str> {
    match statement {
        Statement::Relation(decl) => Some(&decl.name.node),
        _ => None,
    }
}
