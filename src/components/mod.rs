//! Components: from a tree with `.comp` and `.init` to one without, before names and types are looked at.
//!
//! `catalogue` finds components by name, `check` what is wrong with them, `instance` makes what an `.init` stands for,
//! `rename` gives it its qualified names. The meaning is Soufflé's.

mod catalogue;
mod check;
mod codes;
mod instance;
mod rename;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Located, Severity, Span};
use crate::syntax::tree::{Statement, Text, Tree};
use catalogue::Catalogue;
use instance::Instances;

/// Trees without components, and what their instances came from.
#[derive(Debug, Default)]
pub struct Instantiated {
    /// The trees as they were, without `.comp` and `.init`, and behind them one with what the instances hold; none where
    /// there is no component, and the trees may be used as they are.
    pub trees: Option<Vec<Tree>>,
    /// What is wrong with the components.
    pub diagnostics: Vec<Diagnostic>,
    /// The statements in components, each with the `.init`s outside of components that led to it.
    origins: BTreeMap<Span, Vec<Located<Text>>>,
}

impl Instantiated {
    /// The trees to be read on, `trees` being those that were instantiated.
    pub fn or<'t>(&'t self, trees: &[&'t Tree]) -> Vec<&'t Tree> {
        match &self.trees {
            Some(made) => made.iter().collect(),
            None => trees.to_vec(),
        }
    }

    /// Says of what was found in instances through which `.init` they came, and leaves out what was found in another instance too.
    pub fn trace(&self, diagnostics: &mut Vec<Diagnostic>) {
        if self.origins.is_empty() {
            return;
        }
        let mut told = BTreeSet::new();
        diagnostics.retain_mut(|diagnostic| {
            let place = diagnostic.primary.span;
            let inside = |span: &Span| {
                span.source == place.source && span.start <= place.start && place.end <= span.end
            };
            let Some((_, inits)) = self.origins.iter().find(|(span, _)| inside(span)) else { return true };
            if let Some(init) = inits.iter().find(|init| speaks_of(diagnostic, &init.node)).or(inits.first())
            {
                let label = format!("instantiated here, as `{}`", init.node);
                *diagnostic = diagnostic.clone().with_label(init.span, label);
            }
            told.insert((diagnostic.code, place))
        });
    }
}

/// Whether a finding names something of an instance.
fn speaks_of(diagnostic: &Diagnostic, instance: &str) -> bool {
    let part = format!("`{instance}.");
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary).map(|label| &label.text);
    labels.chain([&diagnostic.message]).any(|text| text.contains(&part))
}

/// Instantiates the components of trees that are one program.
pub fn instantiate(trees: &[&Tree]) -> Instantiated {
    if !trees.iter().flat_map(|tree| &tree.statements).any(|one| is_of_components(&one.node)) {
        return Instantiated::default();
    }
    let catalogue = Catalogue::of(trees);
    let mut diagnostics = check::check(trees, &catalogue);
    let plain = |tree: &&Tree| {
        let kept = tree.statements.iter().filter(|one| !is_of_components(&one.node));
        Tree { statements: kept.cloned().collect() }
    };
    let mut made: Vec<Tree> = trees.iter().map(plain).collect();
    let mut origins = BTreeMap::new();
    if diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Warning) {
        let mut instances = Instances::new(&catalogue);
        let statements = instances.of_program(trees);
        made.push(Tree { statements });
        diagnostics.append(&mut instances.diagnostics);
        origins = instances.origins;
    }
    Instantiated { trees: Some(made), diagnostics, origins }
}

fn is_of_components(statement: &Statement) -> bool {
    matches!(statement, Statement::Component(_) | Statement::Init(_) | Statement::Override(_))
}

#[cfg(test)]
mod tests;
