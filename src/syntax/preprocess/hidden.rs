//! The macros that are not replaced again in a piece, because the piece came out of them.

use std::rc::Rc;

/// A set of names of macros, shared between the pieces of one replacement.
///
/// The sets are those of D. Prosser's algorithm for macro replacement in C (X3J11/86-196).
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden(Option<Rc<Link>>);

#[derive(Debug)]
struct Link {
    name: Rc<str>,
    size: usize,
    rest: Hidden,
}

impl Hidden {
    pub(super) fn size(&self) -> usize {
        self.0.as_ref().map_or(0, |link| link.size)
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.names().any(|hidden| **hidden == *name)
    }

    /// The set with one name more.
    pub(super) fn with(&self, name: &Rc<str>) -> Self {
        if self.contains(name) {
            return self.clone();
        }
        Self(Some(Rc::new(Link { name: Rc::clone(name), size: self.size() + 1, rest: self.clone() })))
    }

    /// What both sets have.
    pub(super) fn and(&self, other: &Self) -> Self {
        if self.is_same(other) {
            return self.clone();
        }
        let shared = self.names().filter(|name| other.contains(name));
        shared.fold(Self::default(), |found, name| found.with(name))
    }

    /// What either set has.
    pub(super) fn or(&self, other: &Self) -> Self {
        if self.0.is_none() || self.is_same(other) {
            return other.clone();
        }
        self.names().fold(other.clone(), |found, name| found.with(name))
    }

    fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(another)) => Rc::ptr_eq(one, another),
            (None, None) => true,
            _ => false,
        }
    }

    fn names(&self) -> impl Iterator<Item = &Rc<str>> {
        let links = std::iter::successors(self.0.as_ref(), |link| link.rest.0.as_ref());
        links.map(|link| &link.name)
    }
}
