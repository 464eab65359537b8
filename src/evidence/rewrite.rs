//! Rules, questions and facts in plain terms: names made canonical, annotated atoms turned into atoms over the companions.
//!
//! `visit(…) @announced` becomes an atom over `visit@announced`, the facts claimed to that grade or above; `visit(…) @{…}` one over
//! `visit@claims`, the claims themselves.

use std::sync::Arc;

use super::builtin::{ALIAS, LOCAL_ALIAS};
use super::names::Names;
use super::survey::{CLAIM_COLUMNS, CLAIMS, Survey, companion};
use super::{Certainty, anonymous, codes};
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::syntax::tree::{
    Aggregate, Annotation, Atom, Body, Literal, Name, Rule, Subsumption, Term, TermKind, Text,
};

/// Rewrites what stands under one article, or under none.
pub(super) struct Rewriter<'a> {
    pub(super) names: &'a Names,
    pub(super) survey: &'a Survey,
    pub(super) article: Option<&'a str>,
    /// Whether names are as a person types them at the prompt.
    pub(super) typed: bool,
    pub(super) sink: &'a mut Vec<Diagnostic>,
}

/// The fields that an annotation can bind, in the order of the columns of claims.
const FIELDS: [&str; CLAIM_COLUMNS.len()] =
    ["claim", "certainty", "article", "by", "origin", "published", "said"];

impl Rewriter<'_> {
    /// A rule in plain terms.
    pub(super) fn rule(&mut self, rule: &Rule) -> Rule {
        Rule {
            docs: rule.docs.clone(),
            heads: rule.heads.iter().map(|head| self.atom(head)).collect(),
            body: self.body(&rule.body),
            plan: rule.plan.clone(),
        }
    }

    /// A subsumption in plain terms.
    pub(super) fn subsumption(&mut self, rule: &Subsumption) -> Subsumption {
        Subsumption {
            docs: rule.docs.clone(),
            less: self.atom(&rule.less),
            greater: self.atom(&rule.greater),
            body: self.body(&rule.body),
            plan: rule.plan.clone(),
        }
    }

    /// A body in plain terms.
    pub(super) fn body(&mut self, body: &Body) -> Body {
        let mut literals = |literals: &Vec<Located<Literal>>| {
            literals.iter().map(|literal| Located::new(self.literal(&literal.node), literal.span)).collect()
        };
        Body { alternatives: body.alternatives.iter().map(&mut literals).collect() }
    }

    fn literal(&mut self, literal: &Literal) -> Literal {
        match literal {
            Literal::Atom(atom) => Literal::Atom(self.atom(atom)),
            Literal::Compare(op, left, right) => {
                Literal::Compare(*op, self.argument(left), self.argument(right))
            }
            Literal::Constraint(name, terms) => {
                Literal::Constraint(name.clone(), terms.iter().map(|term| self.term(term)).collect())
            }
            Literal::Truth(truth) => Literal::Truth(*truth),
            Literal::Not(inner) => {
                Literal::Not(Box::new(Located::new(self.literal(&inner.node), inner.span)))
            }
            Literal::Group(body) => Literal::Group(self.body(body)),
        }
    }

    /// An atom in plain terms.
    pub(super) fn atom(&mut self, atom: &Atom) -> Atom {
        let mut plain =
            Atom { relation: atom.relation.clone(), terms: self.arguments(atom), annotation: None };
        if let Some(annotation) = &atom.annotation
            && self.may_be_annotated(atom, annotation.span)
        {
            self.annotate(&mut plain, annotation);
        }
        plain
    }

    /// A fact in plain terms; one that is plain already is shared.
    pub(super) fn fact(&mut self, atom: &Arc<Atom>) -> Arc<Atom> {
        let is_plain = |term: &Term| match &term.node {
            TermKind::String(text) => std::ptr::eq(self.names.resolve(text, self.article), text.as_str()),
            kind => !matches!(kind, TermKind::Aggregate(_)) && kind.operands().is_empty(),
        };
        let plain = atom.annotation.is_none() && !self.typed && atom.terms.iter().all(is_plain);
        if plain { Arc::clone(atom) } else { Arc::new(self.atom(atom)) }
    }

    /// Arguments of relations are canonical names. Of the aliases themselves, and of what reads as a constraint, none are.
    fn arguments(&mut self, atom: &Atom) -> Vec<Term> {
        let relation = atom.relation.node.as_str();
        let as_written =
            relation == ALIAS || relation == LOCAL_ALIAS || self.survey.columns(relation).is_none();
        let terms = atom.terms.iter();
        if as_written {
            terms.map(|term| self.term(term)).collect()
        } else {
            terms.map(|term| self.argument(term)).collect()
        }
    }

    /// A term whose constant, if it is one, is a name.
    fn argument(&mut self, term: &Term) -> Term {
        match &term.node {
            TermKind::String(text) => Located::new(TermKind::String(self.canonical(text)), term.span),
            TermKind::Functor(name, terms) if name.node == "anonymous" => {
                self.anonymous(terms).map_or_else(|| self.term(term), |kind| Located::new(kind, term.span))
            }
            _ => self.term(term),
        }
    }

    fn canonical(&self, text: &Text) -> Text {
        let name =
            if self.typed { self.names.resolve_typed(text) } else { self.names.resolve(text, self.article) };
        // A name that is its own canonical form is shared.
        if std::ptr::eq(name, text.as_str()) { text.clone() } else { name.into() }
    }

    /// `anonymous("an official")` under an article is the symbol of that speaker.
    fn anonymous(&self, terms: &[Term]) -> Option<TermKind> {
        match (terms, self.article) {
            ([Located { node: TermKind::String(text), .. }], Some(article)) => {
                Some(TermKind::String(anonymous(text, article).into()))
            }
            _ => None,
        }
    }

    /// A term as written, save for what stands in its aggregates.
    fn term(&mut self, term: &Term) -> Term {
        let node = match &term.node {
            TermKind::Aggregate(aggregate) => TermKind::Aggregate(Box::new(Aggregate {
                kind: aggregate.kind.clone(),
                value: aggregate.value.as_ref().map(|value| self.term(value)),
                body: self.body(&aggregate.body),
            })),
            kind => kind.map_operands(|operand| self.term(operand)),
        };
        Located::new(node, term.span)
    }

    /// Whether the annotation can be kept; one on a derived relation is reported. An unknown relation and a wrong number of
    /// arguments are for the checker to report, of the atom without its annotation.
    fn may_be_annotated(&mut self, atom: &Atom, span: Span) -> bool {
        let relation = atom.relation.node.as_str();
        if self.survey.columns(relation) != Some(atom.terms.len()) {
            return false;
        }
        if self.survey.may_be_annotated(relation) {
            return true;
        }
        let reason = match relation {
            derived if self.survey.is_derived(derived) => "rules derive it",
            provided if self.survey.is_builtin(provided) => "it is provided",
            _ => "no article speaks in this program",
        };
        let message = format!("`@` on `{relation}`, which has no claims of its own: {reason}");
        self.sink.push(
            Diagnostic::error(codes::DERIVED, message, span, "only what articles say can be asked for so")
                .with_help("annotate the atoms of its rules, or ask for its certainty with `.trust`"),
        );
        false
    }

    fn annotate(&mut self, atom: &mut Atom, annotation: &Located<Annotation>) {
        match &annotation.node {
            Annotation::Grade(word) => {
                if let Some(certainty) = Certainty::named(&word.node) {
                    atom.relation.node = companion(&atom.relation.node, certainty.name());
                }
            }
            Annotation::Fields(fields) => {
                let bound = self.fields(fields, annotation.span);
                atom.relation.node = companion(&atom.relation.node, CLAIMS);
                atom.terms.extend(bound);
            }
        }
    }

    /// The terms of the columns of claims: what is bound, and `_` elsewhere. The parser admits each of [`FIELDS`] once and no other.
    fn fields(&mut self, fields: &[(Name, Term)], span: Span) -> Vec<Term> {
        let mut columns: Vec<Option<Term>> = vec![None; FIELDS.len()];
        for (key, term) in fields {
            let place = FIELDS.iter().position(|field| *field == key.node);
            if let Some(free @ None) = place.and_then(|place| columns.get_mut(place)) {
                *free = Some(self.argument(term));
            }
        }
        let wildcard = || Located::new(TermKind::Wildcard, span);
        columns.into_iter().map(|term| term.unwrap_or_else(wildcard)).collect()
    }
}
