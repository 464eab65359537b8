//! Bodies in disjunctive normal form: groups, disjunctions and negations of them become alternatives of plain literals.
//!
//! `!(a, b)` is `!a ; !b` and `!(a ; b)` is `!a, !b` (De Morgan), as in Soufflé. The order of the text is kept.

use crate::diagnostic::Span;
use crate::syntax::tree::{Body, Literal};

use crate::diagnostic::Located;

/// An atom, comparison, constraint or truth value, perhaps under `!`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain<'t> {
    pub(super) literal: &'t Literal,
    pub(super) negated: bool,
    pub(super) span: Span,
}

/// The alternatives of a body, each a conjunction of plain literals.
pub(super) type Alternatives<'t> = Vec<Vec<Plain<'t>>>;

/// The most alternatives that one rule or aggregate may have.
pub(super) const LIMIT: usize = 4096;

/// There would be more than [`LIMIT`] alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMany;

/// The alternatives of a body.
pub(super) fn expand(body: &Body) -> Result<Alternatives<'_>, TooMany> {
    expand_body(body, false)
}

fn expand_body(body: &Body, negated: bool) -> Result<Alternatives<'_>, TooMany> {
    let groups = body.alternatives.iter().map(|literals| {
        let parts = literals.iter().map(|literal| expand_literal(literal, negated));
        if negated { any(parts) } else { all(parts) }
    });
    if negated { all(groups) } else { any(groups) }
}

fn expand_literal(literal: &Located<Literal>, negated: bool) -> Result<Alternatives<'_>, TooMany> {
    match &literal.node {
        Literal::Not(inner) => expand_literal(inner, !negated),
        Literal::Group(body) => expand_body(body, negated),
        Literal::Atom(_) | Literal::Compare(..) | Literal::Constraint(..) | Literal::Truth(_) => {
            Ok(vec![vec![Plain { literal: &literal.node, negated, span: literal.span }]])
        }
    }
}

/// All alternatives of all parts.
fn any<'t>(
    parts: impl Iterator<Item = Result<Alternatives<'t>, TooMany>>,
) -> Result<Alternatives<'t>, TooMany> {
    let mut all = Vec::new();
    for part in parts {
        all.extend(part?);
        within_limit(all.len())?;
    }
    Ok(all)
}

/// Every choice of one alternative of each part.
fn all<'t>(
    parts: impl Iterator<Item = Result<Alternatives<'t>, TooMany>>,
) -> Result<Alternatives<'t>, TooMany> {
    let mut product: Alternatives<'t> = vec![Vec::new()];
    for part in parts {
        let part = part?;
        within_limit(product.len().saturating_mul(part.len()))?;
        product = match <[Vec<Plain<'t>>; 1]>::try_from(part) {
            Ok([only]) => {
                for sofar in &mut product {
                    sofar.extend_from_slice(&only);
                }
                product
            }
            Err(part) => product
                .iter()
                .flat_map(|sofar| part.iter().map(move |more| [&sofar[..], more].concat()))
                .collect(),
        };
    }
    Ok(product)
}

fn within_limit(count: usize) -> Result<(), TooMany> {
    if count > LIMIT { Err(TooMany) } else { Ok(()) }
}
