//! How one clause is built: its variables by scope, and its conditions read one after the other.
//!
//! Terms are in [`super::terms`], aggregates in [`super::aggregates`].

use hashbrown::HashMap;

use super::clause::{Clause, Condition, ConditionKind, Place, Slot, Value, ValueKind, Variable};
use super::expand::{Alternatives, LIMIT, Plain, TooMany, expand};
use super::ir::{Comparison, RelationId, VarId};
use super::messages::code;
use super::met::Bounds;
use super::names::Scope;
use super::variables::{self, Depth};
use super::vocabulary::{FUNCTORS, TESTS, test_of};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Atom, Body, Docs, Literal, Name, Term, TermKind, Text};

/// A relation that the checker makes for the alternatives of an aggregate, with the clauses that define it.
#[derive(Debug)]
pub(super) struct Helper {
    pub(super) relation: RelationId,
    pub(super) clauses: Vec<Clause>,
}

/// What rules become.
#[derive(Debug, Default)]
pub(super) struct Normalised {
    /// The relations made on the way; each uses only those before it.
    pub(super) helpers: Vec<Helper>,
    pub(super) clauses: Vec<Clause>,
}

/// Name and documentation of a rule.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub(super) name: Text,
    pub(super) docs: Docs,
}

/// Turns rules into clauses, adding the relations it needs to the scope.
pub(super) struct Normaliser<'a> {
    pub(super) scope: &'a mut Scope,
    pub(super) sink: &'a mut Vec<Diagnostic>,
    pub(super) done: Normalised,
}

impl<'a> Normaliser<'a> {
    /// Nothing done yet.
    pub(super) fn new(scope: &'a mut Scope, sink: &'a mut Vec<Diagnostic>) -> Self {
        Self { scope, sink, done: Normalised::default() }
    }

    /// The alternatives of a body, of which every one is needed `copies` times.
    pub(super) fn alternatives<'t>(
        &mut self,
        body: &'t Body,
        copies: usize,
        span: Span,
    ) -> Option<Alternatives<'t>> {
        let alternatives = expand(body).and_then(|alternatives| {
            let within = alternatives.len().saturating_mul(copies) <= LIMIT;
            if within { Ok(alternatives) } else { Err(TooMany) }
        });
        if alternatives.is_err() {
            self.sink.push(
                Diagnostic::error(
                    code::TOO_MANY,
                    format!("more than {LIMIT} alternatives"),
                    span,
                    "each choice among its `;` is a rule of its own",
                )
                .with_help("give the disjunctions relations of their own"),
            );
        }
        alternatives.ok()
    }

    pub(super) fn reject_annotation(&mut self, atom: &Atom) {
        if let Some(annotation) = &atom.annotation {
            self.sink.push(Diagnostic::error(
                code::MISPLACED,
                "`@` has no place here",
                annotation.span,
                "only an atom in a body or a fact can have it",
            ));
        }
    }
}

/// Where a clause's head comes from.
pub(super) struct HeadSource<'t> {
    pub(super) relation: Option<RelationId>,
    pub(super) terms: HeadTerms<'t>,
    pub(super) span: Span,
}

/// The terms of a head.
pub(super) enum HeadTerms<'t> {
    /// As written.
    Written(&'t [Term]),
    /// Variables by name.
    Names(&'t [&'t str]),
}

/// Builds one clause.
pub(super) struct Builder<'n, 'a, 't> {
    pub(super) normaliser: &'n mut Normaliser<'a>,
    pub(super) title: Title,
    pub(super) variables: Vec<Variable>,
    slots: usize,
    /// The variables in sight by name, those of the innermost aggregate last.
    pub(super) frames: Vec<HashMap<Text, VarId>>,
    /// The conditions around the place being read, outermost first.
    pub(super) around: Vec<Plain<'t>>,
    /// The conditions of the conjunction being read.
    pub(super) out: Vec<Condition>,
    /// Whether every row counts, so that `_` stands for a variable of its own.
    pub(super) rows_count: bool,
    /// Whether named variables alone tell answers apart, so that `_` adds none.
    pub(super) by_names: bool,
    /// What the conjunction being read has in columns of lattices.
    pub(super) bounds: Bounds,
}

impl<'n, 'a, 't> Builder<'n, 'a, 't> {
    /// A clause with nothing in it yet.
    pub(super) fn new(normaliser: &'n mut Normaliser<'a>, title: Title) -> Self {
        Self {
            normaliser,
            title,
            variables: Vec::new(),
            slots: 0,
            frames: vec![HashMap::new()],
            around: Vec::new(),
            out: Vec::new(),
            rows_count: false,
            by_names: false,
            bounds: Bounds::default(),
        }
    }

    /// The clause of a head and a conjunction.
    pub(super) fn clause(mut self, head: &HeadSource<'t>, body: &[Plain<'t>]) -> Clause {
        self.declare_head(&head.terms);
        self.declare(&variables::distinct(&variables::of_plain(body, Depth::Outside)));
        self.around.extend_from_slice(body);
        let head_terms = match &head.terms {
            HeadTerms::Written(_) => Vec::new(),
            HeadTerms::Names(names) => names.iter().map(|name| self.column(name, head.span)).collect(),
        };
        self.conjunction(body);
        let written = match &head.terms {
            HeadTerms::Written(terms) => terms.iter().map(|term| self.value(term, Place::Head)).collect(),
            HeadTerms::Names(_) => head_terms,
        };
        self.sort_uses();
        self.finish(head.relation, written, head.span)
    }

    /// The clause of the conditions read so far.
    pub(super) fn finish(self, head: Option<RelationId>, head_terms: Vec<Value>, span: Span) -> Clause {
        Clause {
            name: self.title.name,
            docs: self.title.docs,
            head,
            head_terms,
            body: self.out,
            variables: self.variables,
            slots: self.slots,
            span,
        }
    }

    fn declare_head(&mut self, terms: &HeadTerms<'_>) {
        match terms {
            HeadTerms::Written(terms) => {
                self.declare(&variables::distinct(&variables::of_terms(*terms, Depth::Outside)));
            }
            HeadTerms::Names(names) => self.declare(names),
        }
    }

    /// Puts names that are not yet in sight into the innermost frame.
    fn declare(&mut self, names: &[&str]) {
        for name in names {
            if self.look_up(name).is_none() {
                self.declare_here(name);
            }
        }
    }

    /// Puts a name into the innermost frame, hiding the same name further out.
    pub(super) fn declare_here(&mut self, name: &str) -> VarId {
        let id = self.new_variable(name.into());
        if let Some(frame) = self.frames.last_mut() {
            frame.insert(name.into(), id);
        }
        id
    }

    /// The variable of a name in sight.
    pub(super) fn look_up(&self, name: &str) -> Option<VarId> {
        self.frames.iter().rev().find_map(|frame| frame.get(name).copied())
    }

    fn new_variable(&mut self, name: Text) -> VarId {
        let id = VarId(self.variables.len());
        let slot = self.new_slot();
        self.variables.push(Variable { name, slot, uses: Vec::new() });
        id
    }

    pub(super) fn new_slot(&mut self) -> Slot {
        self.slots += 1;
        Slot(self.slots - 1)
    }

    /// A variable that the text does not name.
    pub(super) fn fresh(&mut self) -> VarId {
        let made = self.variables.iter().filter(|variable| variable.name.starts_with('_')).count();
        let taken = |name: &str| self.variables.iter().any(|variable| variable.name == name);
        let name = (made + 1..=made + 1 + self.variables.len())
            .map(|n| Text::from(format!("_{n}")))
            .find(|name| !taken(name))
            .unwrap_or_default();
        self.new_variable(name)
    }

    /// A value that is a variable alone.
    pub(super) fn of_variable(&self, id: VarId, span: Span) -> Value {
        Value { kind: ValueKind::Variable(id), slot: self.variables[id.0].slot, span }
    }

    /// A column of a head that is given by name; its use is not one of the text.
    fn column(&mut self, name: &str, span: Span) -> Value {
        let id = self.look_up(name).unwrap_or_else(|| self.declare_here(name));
        self.of_variable(id, span)
    }

    fn sort_uses(&mut self) {
        for variable in &mut self.variables {
            variable.uses.sort_by_key(|one| (one.span.source, one.span.start));
        }
    }

    /// Reads a conjunction into `out`.
    pub(super) fn conjunction(&mut self, literals: &[Plain<'t>]) {
        let bounds = self.bounds(literals);
        let around = std::mem::replace(&mut self.bounds, bounds);
        for plain in literals {
            self.literal(plain);
        }
        self.meet_all();
        self.bounds = around;
    }

    fn literal(&mut self, plain: &Plain<'t>) {
        match plain.literal {
            Literal::Atom(atom) => self.atom(atom, plain),
            Literal::Constraint(name, terms) => self.constraint(name, terms, plain),
            Literal::Compare(op, left, right) => self.compare(*op, left, right, plain),
            Literal::Truth(truth) if *truth == plain.negated => self.push(ConditionKind::False, plain.span),
            // `true` says nothing; `!` and groups are gone since the alternatives were made.
            Literal::Truth(_) | Literal::Not(_) | Literal::Group(_) => {}
        }
    }

    pub(super) fn push(&mut self, kind: ConditionKind, span: Span) {
        self.out.push(Condition { kind, span });
    }

    fn atom(&mut self, atom: &'t Atom, plain: &Plain<'t>) {
        let declared = self.normaliser.scope.find(&atom.relation.node).is_some();
        if !declared && TESTS.iter().any(|(name, _)| *name == atom.relation.node) {
            return self.constraint(&atom.relation, &atom.terms, plain);
        }
        self.normaliser.reject_annotation(atom);
        match self.normaliser.scope.resolve(atom) {
            Ok(relation) if (plain.negated || self.by_names) && atom.terms.iter().any(Term::hides_field) => {
                self.match_in_part(atom, relation, plain);
            }
            Ok(relation) if plain.negated && self.denies_bounds(atom) => {
                self.deny_bounds(atom, relation, plain.span);
            }
            Ok(relation) if plain.negated => {
                let args = atom.terms.iter().map(|term| self.argument(term, Place::Negation)).collect();
                self.push(ConditionKind::Atom { relation, args, negated: true }, plain.span);
            }
            Ok(relation) => {
                let terms = atom.terms.iter().enumerate();
                let args = terms.map(|(at, term)| self.bounded_argument(relation, at, term)).collect();
                self.push(ConditionKind::Atom { relation, args, negated: false }, plain.span);
            }
            Err(diagnostic) => {
                self.normaliser.sink.push(with_functor_help(*diagnostic, atom));
                self.unknown(&atom.terms, plain.span);
            }
        }
    }

    /// A condition at fault: it binds its variables, so that nothing follows from the fault.
    pub(super) fn unknown(&mut self, terms: &'t [Term], span: Span) {
        let written = terms.iter().filter(|term| !matches!(term.node, TermKind::Wildcard));
        let args = written.map(|term| self.value(term, Place::Atom)).collect();
        self.push(ConditionKind::Unknown { args }, span);
    }

    fn constraint(&mut self, name: &Name, terms: &'t [Term], plain: &Plain<'t>) {
        match test_of(name, terms.len()) {
            Ok(test) => {
                let args = terms.iter().map(|term| self.value(term, Place::Test)).collect();
                self.push(ConditionKind::Test { name: test, args, negated: plain.negated }, plain.span);
            }
            Err(diagnostic) => {
                self.normaliser.sink.push(*diagnostic);
                self.unknown(terms, plain.span);
            }
        }
    }

    fn compare(&mut self, op: Comparison, left: &'t Term, right: &'t Term, plain: &Plain<'t>) {
        let (op, negated) = without_negation(op, plain.negated);
        if op == Comparison::Equal && !negated {
            match (&left.node, &right.node) {
                (TermKind::Variable(name), TermKind::Aggregate(aggregate)) => {
                    return self.assign(name, left.span, aggregate, right.span);
                }
                (TermKind::Aggregate(aggregate), TermKind::Variable(name)) => {
                    return self.assign(name, right.span, aggregate, left.span);
                }
                (TermKind::Wildcard, TermKind::Aggregate(aggregate)) => {
                    let result = self.fresh();
                    return self.aggregate(aggregate, result, right.span);
                }
                (TermKind::Aggregate(aggregate), TermKind::Wildcard) => {
                    let result = self.fresh();
                    return self.aggregate(aggregate, result, left.span);
                }
                _ if Self::is_pattern(right) => return self.equate(left, right, plain.span),
                _ if Self::is_pattern(left) => return self.equate(right, left, plain.span),
                _ => {}
            }
        }
        let left = self.value(left, Place::Comparison);
        let right = self.value(right, Place::Comparison);
        self.push(ConditionKind::Compare { op, left, right, negated }, plain.span);
    }
}

/// A functor where a condition is expected is told so.
fn with_functor_help(mut diagnostic: Diagnostic, atom: &Atom) -> Diagnostic {
    let name = &atom.relation.node;
    if diagnostic.code == code::UNKNOWN_RELATION && FUNCTORS.iter().any(|(functor, _)| functor == name) {
        diagnostic.help = vec![format!("`{name}` is a functor and has a value: write `x = {name}(…)`")];
    }
    diagnostic
}

/// `!(a = b)` is `a != b`, and the reverse; an order under `!` stays, since dates have no complement of theirs.
fn without_negation(op: Comparison, negated: bool) -> (Comparison, bool) {
    match (op, negated) {
        (Comparison::Equal, true) => (Comparison::NotEqual, false),
        (Comparison::NotEqual, true) => (Comparison::Equal, false),
        other => other,
    }
}
