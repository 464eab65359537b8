//! What is defined: macros by name, and how a definition is read.

use std::collections::HashMap;
use std::rc::Rc;

use super::piece::{Kind, Piece, trimmed};
use crate::diagnostic::Span;

/// A macro.
#[derive(Debug)]
pub(super) struct Macro {
    /// The parameters of a macro that is called; none for one that stands by itself.
    pub(super) parameters: Option<Parameters>,
    /// What replaces it, without blanks at the ends.
    pub(super) body: Vec<Piece>,
    /// Where it was defined.
    pub(super) span: Span,
}

/// The parameters of a macro.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parameters {
    pub(super) names: Vec<Rc<str>>,
    /// Whether the last one takes all arguments that are left.
    pub(super) variadic: bool,
}

impl Macro {
    /// Which parameter a piece names.
    pub(super) fn parameter(&self, piece: &Piece) -> Option<usize> {
        let names = &self.parameters.as_ref()?.names;
        names.iter().position(|name| piece.kind == Kind::Identifier && *name == piece.text)
    }

    /// Whether both mean the same; how wide blanks are does not matter.
    fn is_same(&self, other: &Self) -> bool {
        let pairs = || self.body.iter().zip(&other.body);
        self.parameters == other.parameters
            && self.body.len() == other.body.len()
            && pairs().all(|(one, another)| one.kind == another.kind && one.text == another.text)
    }
}

/// The macros by name.
#[derive(Debug, Default)]
pub(super) struct Macros(HashMap<Rc<str>, Rc<Macro>>);

/// The names that mean something without a definition.
const BUILT_IN: [&str; 3] = ["__LINE__", "__FILE__", "__COUNTER__"];

impl Macros {
    /// Defines a name and returns the earlier definition, if it meant something else.
    pub(super) fn define(&mut self, name: Rc<str>, definition: Macro) -> Option<Rc<Macro>> {
        let definition = Rc::new(definition);
        let earlier = self.0.insert(name, Rc::clone(&definition))?;
        (!earlier.is_same(&definition)).then_some(earlier)
    }

    pub(super) fn undefine(&mut self, name: &str) {
        self.0.remove(name);
    }

    pub(super) fn get(&self, name: &str) -> Option<Rc<Macro>> {
        self.0.get(name).map(Rc::clone)
    }

    /// Whether the name is replaced by something.
    pub(super) fn is_defined(&self, name: &str) -> bool {
        self.0.contains_key(name) || BUILT_IN.contains(&name)
    }
}

/// What is wrong with a definition, and where.
pub(super) type Flaw = (&'static str, Span);

/// Reads what follows `#define` on its line, which stands at `line`.
pub(super) fn definition(pieces: &[Piece], line: Span) -> Result<(Rc<str>, Macro), Flaw> {
    let pieces = trimmed(pieces);
    let Some((name, rest)) = pieces.split_first() else { return Err(("a name", line)) };
    if name.kind != Kind::Identifier || &*name.text == "defined" {
        return Err(("a name", name.span));
    }
    // Only a parenthesis that touches the name begins parameters.
    let (parameters, body) = match rest.split_first() {
        Some((open, rest)) if open.is_sign("(") => {
            let (parameters, body) = parameters(rest, open.span)?;
            (Some(parameters), body)
        }
        _ => (None, rest),
    };
    let body = trimmed(body).to_vec();
    let ends = [body.first(), body.last()];
    if let Some(paste) = ends.into_iter().flatten().find(|piece| piece.is_sign("##")) {
        return Err(("something on both sides of `##`", paste.span));
    }
    Ok((Rc::clone(&name.text), Macro { parameters, body, span: name.span }))
}

/// `a, b, …)`: the parameters, and what stands after them.
fn parameters(pieces: &[Piece], open: Span) -> Result<(Parameters, &[Piece]), Flaw> {
    let close = pieces.iter().position(|piece| piece.is_sign(")")).ok_or(("`)`", open))?;
    let (inside, after) = pieces.split_at(close);
    let mut found = Parameters { names: Vec::new(), variadic: false };
    let inside = trimmed(inside);
    if !inside.is_empty() {
        for one in inside.split(|piece| piece.is_sign(",")) {
            parameter(trimmed(one), &mut found, open)?;
        }
    }
    Ok((found, after.get(1..).unwrap_or_default()))
}

fn parameter(pieces: &[Piece], found: &mut Parameters, open: Span) -> Result<(), Flaw> {
    let place = pieces.first().map_or(open, |first| first.span);
    if found.variadic {
        return Err(("`)` after `...`", place));
    }
    let name: Rc<str> = match pieces {
        [dots] if dots.is_sign("...") => "__VA_ARGS__".into(),
        [name] | [name, ..] if name.kind == Kind::Identifier => Rc::clone(&name.text),
        _ => return Err(("the name of a parameter", place)),
    };
    found.variadic = pieces.last().is_some_and(|last| last.is_sign("..."));
    if pieces.len() > 1 + usize::from(found.variadic && pieces.len() == 2) {
        return Err(("`,` or `)`", pieces.get(1).map_or(place, |piece| piece.span)));
    }
    if found.names.contains(&name) {
        return Err(("another name than that of an earlier parameter", place));
    }
    found.names.push(name);
    Ok(())
}
