//! Rules of subsumption: `less <= greater :- body.` as plain rules whose head is the row that goes.
//!
//! A row does not give way to itself. That two rows differ is no single condition, so there is one rule for each column in which they
//! can: `r(x, c) <= r(x, d) :- d <= c.` becomes `r(x, c) :- r(x, c), r(x, d), d <= c, c != d.` The two atoms stay in front.

use super::ir::{Kind, Relation, Rule};
use super::messages::{code, shown};
use crate::diagnostic::{Diagnostic, Located, Span};
use crate::syntax::tree::{self, Atom, Body, Comparison, Literal, Subsumption, Term, TermKind};

/// The rules that a subsumption stands for; none when it compares two relations, which is reported.
pub(super) fn expanded(rule: &Subsumption, sink: &mut Vec<Diagnostic>) -> Vec<tree::Rule> {
    if rule.less.relation != rule.greater.relation {
        sink.push(of_two_relations(rule));
        return Vec::new();
    }
    let mut namer = Namer::default();
    let less = namer.atom(&rule.less);
    let greater = namer.atom(&rule.greater);
    let pairs = less.terms.iter().zip(&greater.terms).filter(|(one, other)| one.node != other.node);
    let mut differences: Vec<Literal> = pairs
        .map(|(one, other)| Literal::Compare(Comparison::NotEqual, one.clone(), other.clone()))
        .collect();
    if differences.is_empty() {
        differences.push(Literal::Truth(false));
    }
    let with = |difference| {
        let span = rule.less.relation.span;
        let rows = [&less, &greater].map(|atom| Located::new(Literal::Atom(atom.clone()), span));
        let mut conjunction = rows.to_vec();
        conjunction.extend(namer.equations.iter().cloned());
        conjunction.push(Located::new(Literal::Group(rule.body.clone()), span));
        conjunction.push(Located::new(difference, span));
        let body = Body { alternatives: vec![conjunction] };
        tree::Rule { docs: rule.docs.clone(), heads: vec![less.clone()], body, plan: Vec::new() }
    };
    differences.into_iter().map(with).collect()
}

fn of_two_relations(rule: &Subsumption) -> Diagnostic {
    let (less, greater) = (&rule.less.relation, &rule.greater.relation);
    let message =
        format!("a row of {} cannot give way to one of {}", shown(&less.node), shown(&greater.node));
    Diagnostic::error(code::BAD_KIND, message, less.span, "subsumption compares rows of one relation")
        .with_label(greater.span, "another relation")
}

/// Gives the columns of the two rows variables where they have none.
#[derive(Default)]
struct Namer {
    made: usize,
    /// What the variables made are equal to.
    equations: Vec<Located<Literal>>,
}

impl Namer {
    fn atom(&mut self, atom: &Atom) -> Atom {
        Atom { terms: atom.terms.iter().map(|term| self.term(term)).collect(), ..atom.clone() }
    }

    fn term(&mut self, term: &Term) -> Term {
        match &term.node {
            TermKind::Variable(_)
            | TermKind::String(_)
            | TermKind::Integer(_)
            | TermKind::Unsigned(_)
            | TermKind::Float(_) => term.clone(),
            node => {
                self.made += 1;
                // With a blank in it, it is no name that a program can have.
                let variable = Located::new(TermKind::Variable(format!("_ {}", self.made).into()), term.span);
                if *node != TermKind::Wildcard {
                    let equation = Literal::Compare(Comparison::Equal, variable.clone(), term.clone());
                    self.equations.push(Located::new(equation, term.span));
                }
                variable
            }
        }
    }
}

/// Makes relations with subsumption of those that the rules are about.
pub(super) fn attach(rules: Vec<Rule>, relations: &mut [Relation], sink: &mut Vec<Diagnostic>) {
    for rule in rules {
        let Some(relation) = relations.get_mut(rule.head.0) else { continue };
        if relation.attributes.is_empty() {
            sink.push(without_columns(relation, rule.span));
            continue;
        }
        match &mut relation.kind {
            Kind::Subsumptive(known) => known.push(rule),
            kind @ Kind::Plain => *kind = Kind::Subsumptive(vec![rule]),
            Kind::Equivalence { .. } => sink.push(both(relation, rule.span, "is an equivalence")),
            Kind::Choice(_) => sink.push(both(relation, rule.span, "has a choice domain")),
            // Those are made later.
            Kind::Numbered { .. } | Kind::Lattice(_) => {}
            Kind::Rounds { .. } => sink.push(both(relation, rule.span, "has the rows of rounds")),
        }
    }
}

fn without_columns(relation: &Relation, rule: Span) -> Diagnostic {
    let message = format!("{} has no columns in which its rows could differ", shown(&relation.name));
    Diagnostic::error(code::BAD_KIND, message, relation.span, "there is at most one row")
        .with_label(rule, "here one would give way to another")
}

fn both(relation: &Relation, rule: Span, what: &str) -> Diagnostic {
    let message = format!("rows of {} cannot give way to each other", shown(&relation.name));
    Diagnostic::error(code::BAD_KIND, message, relation.span, format!("the relation {what}"))
        .with_label(rule, "here one would")
}
