//! What the counts of a question count: rows. Where these are no measure of the events that they tell of, a note beside the answer
//! says how many names of events there are, and how to ask for them.
//!
//! An event may have several rows, one for each day that is told of it, or none of its own: what relates persons and countries says
//! nothing of how often.

use std::collections::BTreeSet;

use super::bodies::{column_variable, every_column, positive_atoms, with_atom};
use super::{Failure, Session};
use crate::diagnostic::{Located, counted};
use crate::evidence::Lens;
use crate::program::ir::{self, Arg, Expr, Relation, Rule};
use crate::standard::bundled::NAMES_OF_EVENTS;
use crate::store::Word;
use crate::syntax::printer;
use crate::syntax::tree::{AggregateKind, Atom, Body, Literal, Name, Term, TermKind, Text};

impl Session {
    /// Notes on counts over a single atom whose rows are not one for each event.
    pub(super) fn counted(&self, body: &Body, lens: &Lens) -> Result<Vec<String>, Failure> {
        let mut notes = Vec::new();
        if !self.lowered().survey.has_evidence() {
            return Ok(notes);
        }
        let plain = self.lowered().body(body, &mut Vec::new());
        for Counted { atom, body } in plain.alternatives.iter().flat_map(|literals| counts(literals)) {
            let Some(relation) = self.relation(&atom.relation.node) else { continue };
            notes.extend(self.none_counted(&body, atom, lens)?);
            notes.extend(match events(relation) {
                Some(at) => self.several_rows(&body, atom, relation, at, lens)?,
                None => self.no_rows_of_their_own(&body, atom, relation, lens)?,
            });
        }
        Ok(notes)
    }

    /// That a count of none, over an open relation, is silence.
    fn none_counted(&self, body: &Body, atom: &Atom, lens: &Lens) -> Result<Option<String>, Failure> {
        let name = &atom.relation.node;
        let Ok((_, query)) = self.checked(body) else { return Ok(None) };
        let is_silence = self.is_open(name) && self.table(&query, lens)?.is_empty();
        Ok(is_silence
            .then(|| format!("`{name}` is open: `count` finds that nobody says so, which is no denial")))
    }

    /// That more rows are counted than there are events.
    fn several_rows(
        &self,
        body: &Body,
        atom: &Atom,
        relation: &Relation,
        at: usize,
        lens: &Lens,
    ) -> Result<Option<String>, Failure> {
        // Of one event alone, not the events are counted.
        if atom.terms.get(at).is_some_and(|term| matches!(term.node, TermKind::String(_))) {
            return Ok(None);
        }
        let Some((rows, names)) = self.rows_and_names(body, atom, at, lens)? else { return Ok(None) };
        let asked = || asked(body, atom, relation, at);
        Ok((names < rows).then(|| {
            let (name, tell) = (&relation.name, counted(names, "name"));
            format!("`count` counts rows: {rows} rows of `{name}` tell of {tell}: {}", asked())
        }))
    }

    /// That the relation counted relates what events have in common, so that a row says nothing of how many there are.
    fn no_rows_of_their_own(
        &self,
        body: &Body,
        atom: &Atom,
        relation: &Relation,
        lens: &Lens,
    ) -> Result<Option<String>, Failure> {
        for rule in self.program().rules.iter().filter(|rule| self.is_head(rule, relation)) {
            let Some((of, at, other)) = self.namer(rule, atom) else { continue };
            if let Some((_, names)) = self.rows_and_names(body, &of, at, lens)?
                && names > 0
            {
                let (name, tell) = (&relation.name, counted(names, "name"));
                let asked = asked(body, &of, other, at);
                return Ok(Some(format!(
                    "`count` counts rows, and `{name}` has one however often it was; {tell}: {asked}"
                )));
            }
        }
        Ok(None)
    }

    fn is_head(&self, rule: &Rule, relation: &Relation) -> bool {
        self.program().relations.get(rule.head.0).is_some_and(|head| head.name == relation.name)
    }

    /// The first atom of a rule that names events which its head leaves out, with the arguments of an atom over the head; where the
    /// names stand, and its relation.
    fn namer(&self, rule: &Rule, atom: &Atom) -> Option<(Atom, usize, &Relation)> {
        rule.body.iter().find_map(|literal| {
            let ir::Literal::Atom(of) = literal else { return None };
            let relation = self.program().relations.get(of.relation.0)?;
            let at = events(relation)?;
            let terms = of.args.iter().map(|arg| argument(*arg, rule, atom)).collect();
            let name = Name::new(relation.name.clone(), atom.relation.span);
            let atom = Atom { relation: name, terms, annotation: None };
            Some((atom, at, relation)).filter(|_| !relation.name.contains('@'))
        })
    }

    /// How many rows the body has with this atom for its only one, and how many different names stand in a column of it; none where
    /// that cannot be asked.
    fn rows_and_names(
        &self,
        body: &Body,
        atom: &Atom,
        at: usize,
        lens: &Lens,
    ) -> Result<Option<(usize, usize)>, Failure> {
        let asked = with_atom(body, 0, &|_| every_column(atom));
        let Ok((_, query)) = self.checked(&asked) else { return Ok(None) };
        let name = column_variable(at);
        let Some(at) = query.columns.iter().position(|(column, _)| *column == name) else { return Ok(None) };
        let table = self.table(&query, lens)?;
        let names: BTreeSet<Word> = table.column(at).collect();
        Ok(Some((table.len(), names.len())))
    }
}

/// An argument of an atom in the body of a rule, as an atom over its head has it.
fn argument(arg: Arg, rule: &Rule, atom: &Atom) -> Term {
    let span = atom.relation.span;
    let given = match arg {
        Arg::Var(variable) => {
            let at = rule.head_terms.iter().position(|term| *term == Expr::Var(variable));
            at.and_then(|at| atom.terms.get(at)).cloned()
        }
        Arg::Const(_) | Arg::Wildcard => None,
    };
    given.unwrap_or_else(|| Term::new(TermKind::Wildcard, span))
}

/// A count over a single atom, and the question for what it counts: the body of the count, then what stands beside it.
struct Counted<'b> {
    atom: &'b Atom,
    body: Body,
}

/// The counts in a conjunction, in order.
fn counts(literals: &[Located<Literal>]) -> impl Iterator<Item = Counted<'_>> {
    literals.iter().filter_map(|literal| {
        let (number, inner) = match &literal.node {
            Literal::Compare(_, number, count) => (number, counted_body(count)?),
            _ => return None,
        };
        let ([only], [atom]) = (&inner.alternatives[..], &positive_atoms(inner)[..]) else { return None };
        let beside = literals.iter().filter(|other| !is_about(&other.node, &number.node));
        let alternatives = vec![only.iter().chain(beside).cloned().collect()];
        Some(Counted { atom, body: Body { alternatives } })
    })
}

fn counted_body(term: &Term) -> Option<&Body> {
    match &term.node {
        TermKind::Aggregate(aggregate) if aggregate.kind.node == AggregateKind::Count => {
            Some(&aggregate.body)
        }
        _ => None,
    }
}

/// Whether a literal compares a number with something.
fn is_about(literal: &Literal, number: &TermKind) -> bool {
    matches!(literal, Literal::Compare(_, left, right) if left.node == *number || right.node == *number)
}

/// The column that names the events a relation tells of; none where it relates events with each other.
fn events(relation: &Relation) -> Option<usize> {
    let columns = relation.attributes.iter().enumerate();
    let mut named = columns.filter(|(_, column)| column.type_name == NAMES_OF_EVENTS);
    named.next().filter(|_| named.next().is_none()).map(|(at, _)| at)
}

/// The question for the names in a column of its first atom: what else that leaves open does not matter, unless it stands elsewhere too.
fn asked(body: &Body, atom: &Atom, relation: &Relation, at: usize) -> String {
    let (variables, mut atom) = (variables(body), atom.clone());
    let stands_once = |name: &Text| variables.iter().filter(|other| *other == name).count() < 2;
    for (column, term) in atom.terms.iter_mut().enumerate() {
        match (&term.node, relation.attributes.get(column)) {
            (TermKind::Wildcard, Some(attribute)) if column == at => {
                term.node = TermKind::Variable(attribute.name.clone());
            }
            (TermKind::Variable(name), _) if column != at && stands_once(name) => {
                term.node = TermKind::Wildcard;
            }
            _ => {}
        }
    }
    printer::body(&with_atom(body, 0, &|_| (atom.clone(), Vec::new())))
}

/// The variables of a body, as often as they stand there by themselves.
fn variables(body: &Body) -> Vec<Text> {
    let of_atoms = positive_atoms(body).into_iter().flat_map(|atom| &atom.terms);
    let compared = body.alternatives.iter().flatten().flat_map(|literal| match &literal.node {
        Literal::Compare(_, left, right) => vec![left, right],
        _ => Vec::new(),
    });
    let name = |term: &Term| match &term.node {
        TermKind::Variable(name) => Some(name.clone()),
        _ => None,
    };
    of_atoms.chain(compared).filter_map(name).collect()
}
