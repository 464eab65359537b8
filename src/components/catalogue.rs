//! The components of a program: which stands in which, and which one a name means in a scope.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Located;
use crate::syntax::tree::{Component, ComponentInit, Name, RelationDecl, Statement, Text, Tree};

/// A component by its place in the catalogue.
pub(super) type Id = usize;

/// A component with the one that it stands in.
pub(super) struct Entry<'t> {
    pub(super) component: &'t Component,
    pub(super) within: Option<Id>,
    /// The components that stand in it.
    nested: Vec<Id>,
}

/// The components, each before those that stand in it.
#[derive(Default)]
pub(super) struct Catalogue<'t> {
    pub(super) entries: Vec<Entry<'t>>,
    global: Vec<Id>,
}

/// What the parameters in sight stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Binding(BTreeMap<Text, Text>);

impl Binding {
    /// What a name stands for; itself if it is no parameter.
    pub(super) fn of<'n>(&'n self, name: &'n str) -> &'n str {
        self.0.get(name).map_or(name, Text::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The binding inside a component with these parameters. Where the arguments do not fit, nothing is bound anew.
    pub(super) fn inside(&self, parameters: &[Name], arguments: &[Name]) -> Self {
        if parameters.len() != arguments.len() {
            return self.clone();
        }
        let bound =
            |(parameter, argument): (&Name, &Name)| (parameter.node.clone(), self.of(&argument.node).into());
        Self(parameters.iter().zip(arguments).map(bound).collect())
    }
}

impl<'t> Catalogue<'t> {
    pub(super) fn of(trees: &[&'t Tree]) -> Self {
        let mut catalogue = Self::default();
        for tree in trees {
            let global = catalogue.add(&tree.statements, None);
            catalogue.global.extend(global);
        }
        catalogue
    }

    fn add(&mut self, statements: &'t [Located<Statement>], within: Option<Id>) -> Vec<Id> {
        let mut added = Vec::new();
        for statement in statements {
            if let Statement::Component(component) = &statement.node {
                let id = self.entries.len();
                self.entries.push(Entry { component, within, nested: Vec::new() });
                added.push(id);
                let nested = self.add(&component.body, Some(id));
                if let Some(entry) = self.entries.get_mut(id) {
                    entry.nested = nested;
                }
            }
        }
        added
    }

    pub(super) fn get(&self, id: Id) -> Option<&Entry<'t>> {
        self.entries.get(id)
    }

    /// The component that a name means in a scope: one that stands there or in what is inherited there, or else further out.
    pub(super) fn find(&self, scope: Option<Id>, name: &str, binding: &Binding) -> Option<Id> {
        self.find_from(scope, binding.of(name), binding, &mut BTreeSet::new())
    }

    /// `seen` are the scopes that were searched already, so that components that inherit from each other are an end.
    fn find_from(
        &self,
        scope: Option<Id>,
        name: &str,
        binding: &Binding,
        seen: &mut BTreeSet<Id>,
    ) -> Option<Id> {
        let mut here = scope;
        while let Some(id) = here {
            let entry = self.get(id)?;
            if let Some(found) = self.named(&entry.nested, name) {
                return Some(found);
            }
            if seen.insert(id) {
                for base in &entry.component.bases {
                    let base =
                        self.find_from(entry.within, binding.of(&base.name.node), binding, &mut seen.clone());
                    let inherited = base.filter(|base| *base != id && !seen.contains(base));
                    if let Some(found) = inherited.and_then(|base| self.inherited(base, name, binding, seen))
                    {
                        return Some(found);
                    }
                }
            }
            here = entry.within;
        }
        self.named(&self.global, name)
    }

    /// The component of a name that stands in another or in what that one inherits.
    fn inherited(&self, from: Id, name: &str, binding: &Binding, seen: &mut BTreeSet<Id>) -> Option<Id> {
        let entry = self.get(from)?;
        if let Some(found) = self.named(&entry.nested, name) {
            return Some(found);
        }
        seen.insert(from);
        entry.component.bases.iter().find_map(|base| {
            let base =
                self.find_from(entry.within, binding.of(&base.name.node), binding, &mut seen.clone())?;
            if seen.contains(&base) { None } else { self.inherited(base, name, binding, seen) }
        })
    }

    fn named(&self, among: &[Id], name: &str) -> Option<Id> {
        among
            .iter()
            .copied()
            .find(|id| self.get(*id).is_some_and(|entry| entry.component.head.name.node == name))
    }

    /// The names of all components, in the order of the text.
    pub(super) fn names(&self) -> impl Iterator<Item = &'t str> {
        self.entries.iter().map(|entry| entry.component.head.name.node.as_str())
    }
}

/// The `.init`s of a component, in order.
pub(super) fn inits(component: &Component) -> impl Iterator<Item = &ComponentInit> {
    component.body.iter().filter_map(|one| match &one.node {
        Statement::Init(init) => Some(init),
        _ => None,
    })
}

/// The relations that a component declares, in order.
pub(super) fn relations(component: &Component) -> impl Iterator<Item = &RelationDecl> {
    component.body.iter().filter_map(|one| match &one.node {
        Statement::Relation(relation) => Some(relation),
        _ => None,
    })
}

/// The names that a component overrides, in order.
pub(super) fn overrides(component: &Component) -> impl Iterator<Item = &Name> {
    component.body.iter().filter_map(|one| match &one.node {
        Statement::Override(name) => Some(name),
        _ => None,
    })
}

/// The first part of a qualified name.
pub(super) fn first_part(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
