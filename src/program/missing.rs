//! One missing declaration is one message, however often what it should declare is used; so is one declaration too many.
//!
//! A name that is near to a known one is probably misspelt where it stands, and each such place is told.

use std::collections::HashMap;

use super::messages::code;
use crate::diagnostic::{Diagnostic, Span};

/// How many other places a message shows.
const SHOWN: usize = 3;

/// Leaves out what is said of arguments that do not fit the first declaration of a relation where there are two.
pub(super) fn without_doubtful(mut sorted: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let declared = |one: &Diagnostic| one.secondary.first().map(|label| label.span);
    let twice = sorted.iter().filter(|one| one.code == code::DUPLICATE_RELATION);
    let twice: Vec<Option<Span>> = twice.map(declared).collect();
    sorted.retain(|one| one.code != code::WRONG_ARITY || !twice.contains(&declared(one)));
    sorted
}

/// Gathers what is said of names that nothing declares: the first place in order of the text speaks for the others.
pub(super) fn told_once(sorted: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut first: HashMap<(&'static str, String), usize> = HashMap::new();
    for diagnostic in sorted {
        if !is_missing(&diagnostic) {
            kept.push(diagnostic);
            continue;
        }
        match first.get(&(diagnostic.code, diagnostic.message.clone())).and_then(|&at| kept.get_mut(at)) {
            Some(told) if told.secondary.len() < SHOWN => {
                *told = told.clone().with_label(diagnostic.primary.span, "and here");
            }
            Some(_) => {}
            None => {
                first.insert((diagnostic.code, diagnostic.message.clone()), kept.len());
                kept.push(diagnostic);
            }
        }
    }
    kept
}

fn is_missing(diagnostic: &Diagnostic) -> bool {
    let names = [code::UNKNOWN_RELATION, code::UNKNOWN_TYPE, code::UNKNOWN_BRANCH];
    names.contains(&diagnostic.code) && !diagnostic.help.iter().any(|help| help.starts_with("did you mean"))
}
