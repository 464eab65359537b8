//! What is wrong with components before one is instantiated: unknown names, wrong arguments, circles, bad overrides.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Binding, Catalogue, Id, first_part, inits, overrides, relations};
use super::codes;
use crate::diagnostic::suggest::suggest;
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::syntax::tree::{Component, ComponentType, Name, Qualifier, RelationDecl, Statement, Tree};

/// What is wrong, in the order of the text.
pub(super) fn check(trees: &[&Tree], catalogue: &Catalogue<'_>) -> Vec<Diagnostic> {
    let mut checking = Checking { catalogue, sink: Vec::new() };
    for id in 0..catalogue.entries.len() {
        checking.component(id);
    }
    let outside = || trees.iter().flat_map(|tree| &tree.statements);
    for statement in outside() {
        match &statement.node {
            Statement::Init(init) => checking.reference(&init.component, None, &BTreeSet::new()),
            Statement::Override(name) => {
                checking.sink.push(misplaced(name.span, "`.override`", "outside of a component"));
            }
            _ => {}
        }
    }
    names(outside(), &mut checking.sink);
    checking.sink.sort_by_key(|diagnostic| diagnostic.primary.span);
    checking.sink
}

struct Checking<'c, 't> {
    catalogue: &'c Catalogue<'t>,
    sink: Vec<Diagnostic>,
}

impl<'t> Checking<'_, 't> {
    fn component(&mut self, id: Id) {
        let Some(entry) = self.catalogue.get(id) else { return };
        let (component, within) = (entry.component, entry.within);
        let parameters = self.parameters(id);
        for base in &component.bases {
            self.reference(base, within, &parameters);
        }
        for init in inits(component) {
            self.reference(&init.component, Some(id), &parameters);
        }
        let parents = self.parents(id);
        if parents.contains(&id) {
            self.sink.push(cycle(component));
        }
        self.overrides(component, &parents);
        self.sink.extend(component.body.iter().filter_map(stray));
    }

    /// The parameters in sight in a component. What they stand for is known only where it is instantiated.
    fn parameters(&self, id: Id) -> BTreeSet<&'t str> {
        let chain = std::iter::successors(self.catalogue.get(id), |entry| self.catalogue.get(entry.within?));
        chain.flat_map(|entry| &entry.component.head.arguments).map(|name| name.node.as_str()).collect()
    }

    /// A base or the component of an `.init`, as seen in a scope.
    fn reference(&mut self, reference: &ComponentType, scope: Option<Id>, parameters: &BTreeSet<&str>) {
        let name = &reference.name;
        if parameters.contains(name.node.as_str()) {
            return;
        }
        let found = self.catalogue.find(scope, &name.node, &Binding::default());
        let Some(found) = found.and_then(|found| self.catalogue.get(found)) else {
            self.sink.push(unknown(name, self.catalogue));
            return;
        };
        let head = &found.component.head;
        if head.arguments.len() != reference.arguments.len() {
            self.sink.push(arguments(reference, head));
        }
    }

    /// What a component inherits from, near and far.
    fn parents(&self, id: Id) -> BTreeSet<Id> {
        let mut parents = BTreeSet::new();
        let mut open = vec![id];
        while let Some(entry) = open.pop().and_then(|id| self.catalogue.get(id)) {
            for base in &entry.component.bases {
                let base = self.catalogue.find(entry.within, &base.name.node, &Binding::default());
                if let Some(base) = base.filter(|base| !parents.contains(base)) {
                    parents.insert(base);
                    open.push(base);
                }
            }
        }
        parents
    }

    fn overrides(&mut self, component: &Component, parents: &BTreeSet<Id>) {
        for name in overrides(component) {
            let of_name = |relation: &&RelationDecl| first_part(&relation.name.node) == name.node;
            if let Some(own) = relations(component).find(of_name) {
                let message =
                    format!("`{}` overrides `{}`, which is its own", component.head.name.node, name.node);
                let label = (own.name.span, "declared here, and not inherited");
                self.sink.push(bad_override(component, message, name, label));
            }
            let inherited = parents.iter().filter_map(|parent| self.catalogue.get(*parent));
            let fixed = inherited
                .flat_map(|entry| relations(entry.component))
                .find(|relation| of_name(relation) && !is_overridable(relation));
            if let Some(fixed) = fixed {
                let message = format!(
                    "`{}` overrides `{}`, which is not overridable",
                    component.head.name.node, name.node
                );
                let label = (fixed.name.span, "declared here, without `overridable`");
                self.sink.push(bad_override(component, message, name, label));
            }
        }
    }
}

fn is_overridable(relation: &RelationDecl) -> bool {
    let word = |qualifier: &Located<Qualifier>| matches!(&qualifier.node, Qualifier::Hint(word) if word == "overridable");
    relation.qualifiers.iter().any(word)
}

fn unknown(name: &Name, catalogue: &Catalogue<'_>) -> Diagnostic {
    let message = format!("unknown component `{}`", name.node);
    let diagnostic = Diagnostic::error(codes::UNKNOWN, message, name.span, "no `.comp` defines it here");
    match suggest(&name.node, catalogue.names()) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

fn arguments(reference: &ComponentType, head: &ComponentType) -> Diagnostic {
    let (wanted, given) = (head.arguments.len(), reference.arguments.len());
    let (noun, verb) =
        (if wanted == 1 { "parameter" } else { "parameters" }, if given == 1 { "is" } else { "are" });
    let message = format!("component `{}` has {wanted} {noun}, and {given} {verb} given", head.name.node);
    Diagnostic::error(codes::ARGUMENTS, message, reference.name.span, "")
        .with_label(head.name.span, "defined here")
}

fn cycle(component: &Component) -> Diagnostic {
    let name = &component.head.name;
    let message = format!("component `{}` inherits from itself", name.node);
    Diagnostic::error(codes::CYCLE, message, name.span, "its bases lead back to it")
}

fn bad_override(component: &Component, message: String, name: &Name, label: (Span, &str)) -> Diagnostic {
    Diagnostic::error(codes::OVERRIDE, message, component.head.name.span, "")
        .with_label(name.span, "overridden here")
        .with_label(label.0, label.1)
}

fn misplaced(place: Span, what: &str, place_name: &str) -> Diagnostic {
    Diagnostic::error(codes::MISPLACED, format!("{what} has no meaning {place_name}"), place, "")
}

/// What cannot stand in a component.
fn stray(statement: &Located<Statement>) -> Option<Diagnostic> {
    let what = match &statement.node {
        Statement::Include(_) => {
            let diagnostic = misplaced(statement.span, "`.include`", "in a component");
            return Some(diagnostic.with_help("write `#include \"…\"`, which puts the text here"));
        }
        Statement::Functor(_) => "`.functor`",
        Statement::Pragma(_) => "`.pragma`",
        Statement::Article(_) => "`.article`",
        Statement::Lens(_) => "a directive of the lens",
        Statement::Test(_) => "`.test`",
        Statement::Query(_) => "a question",
        Statement::Once => "`.once`",
        Statement::Type(_)
        | Statement::Relation(_)
        | Statement::Lattice(_)
        | Statement::Component(_)
        | Statement::Init(_)
        | Statement::Override(_)
        | Statement::Fact(_)
        | Statement::Rule(_)
        | Statement::Subsumption(_)
        | Statement::Io(_) => return None,
    };
    Some(misplaced(statement.span, what, "in a component"))
}

/// Reports components and instances outside of components that are named as something else outside is.
fn names<'t>(statements: impl Iterator<Item = &'t Located<Statement>> + Clone, sink: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<&str, Span> = BTreeMap::new();
    for statement in statements.clone() {
        let name = match &statement.node {
            Statement::Type(decl) => &decl.name,
            Statement::Relation(decl) => &decl.name,
            _ => continue,
        };
        taken.entry(&name.node).or_insert(name.span);
    }
    let components = statements.clone().filter_map(|one| match &one.node {
        Statement::Component(component) => Some(("component", &component.head.name)),
        _ => None,
    });
    let instances = statements.filter_map(|one| match &one.node {
        Statement::Init(init) => Some(("instance", &init.name)),
        _ => None,
    });
    for (noun, name) in components.chain(instances) {
        if let Some(earlier) = taken.get(name.node.as_str()) {
            let message = format!("{noun} `{}` has a name that is taken", name.node);
            let diagnostic = Diagnostic::error(codes::NAME_CLASH, message, name.span, "");
            sink.push(diagnostic.with_label(*earlier, "by this"));
        } else {
            taken.insert(&name.node, name.span);
        }
    }
}
