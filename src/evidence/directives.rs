//! The lens as the directives that make it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::lens::{Assumption, Lens, Retraction, Selection};
use crate::diagnostic::{Located, Span};
use crate::syntax::printer;
use crate::syntax::tree::{self, Evidence, Fact, LensDirective, Name, Statement};

/// The directives that make the lens what it is, one a line; nothing for the plain lens.
///
/// ```
/// use demarche::evidence::{Grade, Lens, directives};
/// let lens = Lens { trust: Grade::Announced, ..Lens::default() };
/// assert_eq!(directives(&lens), [".trust announced"]);
/// ```
pub fn directives(lens: &Lens) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(
        lens.as_of.as_ref().map(|day| LensDirective::AsOf(located(day.to_string().into()), lens.possibly)),
    );
    found.extend(lens.at.as_ref().map(|day| LensDirective::At(located(day.to_string().into()))));
    if lens.trust != Lens::default().trust {
        found.push(LensDirective::Trust(located(lens.trust.name().into())));
    }
    found.extend(selection(&lens.articles).map(LensDirective::Articles));
    found.extend(selection(&lens.speakers).map(LensDirective::Speakers));
    found.extend(lens.assumed.iter().map(|assumed| LensDirective::Assume(assumption(assumed))));
    found.extend(lens.retracted.iter().map(|retracted| LensDirective::Retract(retraction(retracted))));
    found.into_iter().map(|directive| printer::statement(&Statement::Lens(directive))).collect()
}

fn located<T>(node: T) -> Located<T> {
    Located::new(node, Span::default())
}

fn selection(selection: &Selection) -> Option<tree::Selection> {
    let names =
        |names: &BTreeSet<String>| -> Vec<Name> { names.iter().map(|name| located(name.into())).collect() };
    match selection {
        Selection::All => None,
        Selection::Only(chosen) => Some(tree::Selection::Only(names(chosen))),
        Selection::Except(excepted) => Some(tree::Selection::Except(names(excepted))),
    }
}

fn assumption(assumed: &Assumption) -> Fact {
    let evidence = Evidence {
        grade: located(assumed.certainty.name().into()),
        quote: None,
        by: Vec::new(),
        said: None,
        id: None,
        basis: Vec::new(),
        note: None,
    };
    Fact {
        docs: tree::Docs::default(),
        atom: Arc::new(assumed.atom.clone()),
        evidence: vec![located(evidence)],
    }
}

fn retraction(retracted: &Retraction) -> tree::Retraction {
    match retracted {
        Retraction::Claim(name) | Retraction::Article(name) => tree::Retraction::Named(located(name.into())),
        Retraction::Fact(atom) => tree::Retraction::Fact(atom.clone()),
    }
}
