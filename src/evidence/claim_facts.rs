//! Claims in plain terms: each as a fact of the relation of claims, made when it is asked for and let go of with the next one.
//!
//! There may be millions of claims. What is known of them is [`Claim`]; that the checker reads them as facts needs no tree of them.

use smol_str::ToSmolStr as _;

use super::claim::Claim;
use super::survey::{CLAIM_COLUMNS, CLAIMS, companion, split_companion};
use super::{Article, Lowered};
use crate::date::Date;
use crate::diagnostic::Span;
use crate::program::Beside;
use crate::store::dictionary::UNSAID_MARK;
use crate::syntax::tree::{Atom, Name, Term, TermKind};

/// The claims of a program as facts, in the order of its statements.
pub(super) struct ClaimFacts<'l> {
    lowered: &'l Lowered,
    /// The place of the next claim.
    next: usize,
    /// The fact of the last one.
    atom: Atom,
}

impl<'l> ClaimFacts<'l> {
    pub(super) fn of(lowered: &'l Lowered) -> Self {
        let atom = Atom { relation: Name::default(), terms: Vec::new(), annotation: None };
        Self { lowered, next: 0, atom }
    }

    /// Makes the fact of a claim: the columns of its own fact, then those of [`CLAIM_COLUMNS`].
    fn make(&mut self, claim: &Claim, article: Option<&Article>) {
        let Atom { relation, terms, .. } = &mut self.atom;
        let is_same = split_companion(&relation.node).is_some_and(|(base, _)| base == claim.relation);
        if !is_same {
            relation.node = companion(&claim.relation, CLAIMS);
        }
        relation.span = claim.atom.relation.span;
        terms.clear();
        terms.extend_from_slice(&claim.atom.terms);
        terms.extend(columns(claim, article).map(|kind| Term::new(kind, claim.span)));
    }
}

impl Beside for ClaimFacts<'_> {
    fn next_before(&mut self, statement: usize) -> Option<(&Atom, Span)> {
        let claim = self.lowered.claims.get(self.next)?;
        if self.lowered.statements_before(self.next) > statement {
            return None;
        }
        self.next += 1;
        self.make(claim, self.lowered.article(&claim.article));
        Some((&self.atom, claim.span))
    }
}

/// The values of the columns that a claim has of its own.
fn columns(claim: &Claim, article: Option<&Article>) -> [TermKind; CLAIM_COLUMNS.len()] {
    let text = |text: &str| TermKind::String(text.into());
    let date = |date: Option<&Date>| match date {
        Some(date) if !date.is_unsaid() => TermKind::String(date.to_smolstr()),
        _ => TermKind::Unsaid,
    };
    let speaker = |name: &str| if name.starts_with(UNSAID_MARK) { TermKind::Unsaid } else { text(name) };
    [
        TermKind::String(claim.name.clone()),
        text(claim.certainty.name()),
        TermKind::String(claim.article.clone()),
        speaker(claim.speaker()),
        speaker(claim.origin()),
        date(article.map(|article| &article.published)),
        date(claim.said.as_deref()),
    ]
}
