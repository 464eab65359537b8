//! Rules into clauses: several heads, disjunction, groups and negated groups are split; expressions in arguments of body atoms
//! become variables with an equation beside them; aggregates become conditions with a result variable.
//!
//! Names are resolved on the way. Aggregates are in [`super::aggregates`].

use std::collections::{HashMap, HashSet};

use super::clause::{
    Clause, Condition, ConditionKind, Place, Slot, TestName, Use, Value, ValueKind, Variable,
};
use super::expand::{Alternatives, LIMIT, Plain, TooMany, expand};
use super::ir::{Comparison, Functor, RelationId, VarId};
use super::messages::{code, counted, nearest_help};
use super::names::Scope;
use super::variables::{self, Depth};
use super::vocabulary::{FUNCTORS, TESTS, binary, shape, test_operands, unary};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Atom, Body, Literal, Name, Rule, Term, TermKind, UnaryOp};

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
    pub(super) name: String,
    pub(super) docs: Vec<String>,
}

/// Turns rules into clauses, adding the relations it needs to the scope.
pub(super) struct Normaliser<'a> {
    pub(super) scope: &'a mut Scope,
    pub(super) sink: &'a mut Vec<Diagnostic>,
    pub(super) done: Normalised,
}

impl<'a> Normaliser<'a> {
    pub(super) fn new(scope: &'a mut Scope, sink: &'a mut Vec<Diagnostic>) -> Self {
        Self { scope, sink, done: Normalised::default() }
    }

    /// One clause for each head (titled by `title`) and alternative of a rule.
    pub(super) fn rule(&mut self, rule: &Rule, span: Span, mut title: impl FnMut(&Atom) -> Title) {
        let Some(alternatives) = self.alternatives(&rule.body, rule.heads.len(), span) else { return };
        for head in &rule.heads {
            self.reject_annotation(head);
            let relation = self.scope.resolve(head).map_err(|diagnostic| self.sink.push(*diagnostic)).ok();
            let title = title(head);
            for alternative in &alternatives {
                let head = HeadSource { relation, terms: HeadTerms::Written(&head.terms), span };
                let clause = Builder::new(self, title.clone()).clause(&head, alternative);
                self.done.clauses.push(clause);
            }
        }
    }

    /// One clause for each alternative of a question, with the named variables as its columns.
    pub(super) fn question(&mut self, body: &Body, columns: &[&str], relation: RelationId, span: Span) {
        let Some(alternatives) = self.alternatives(body, 1, span) else { return };
        let missing = missing_columns(body, columns, &alternatives);
        if !missing.is_empty() {
            return self.sink.extend(missing);
        }
        let title = Title { name: "question".to_owned(), docs: Vec::new() };
        for alternative in &alternatives {
            let head = HeadSource { relation: Some(relation), terms: HeadTerms::Names(columns), span };
            let clause = Builder::new(self, title.clone()).clause(&head, alternative);
            self.done.clauses.push(clause);
        }
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

    fn reject_annotation(&mut self, atom: &Atom) {
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

/// The errors for variables of a question that some of its alternatives lack.
fn missing_columns(body: &Body, columns: &[&str], alternatives: &Alternatives<'_>) -> Vec<Diagnostic> {
    let names = |alternative: &Vec<Plain<'_>>| {
        variables::of_plain(alternative, Depth::Outside)
            .iter()
            .map(|one| one.node.to_owned())
            .collect::<HashSet<_>>()
    };
    let names: Vec<HashSet<String>> = alternatives.iter().map(names).collect();
    let lacking = |name: &&&str| names.iter().any(|names| !names.contains(**name));
    let everywhere = variables::of_body(body, Depth::Outside);
    let missing =
        columns.iter().filter(lacking).filter_map(|name| everywhere.iter().find(|one| one.node == *name));
    let report = |one: &variables::Occurrence<'_>| {
        let message = format!("variable `{}` does not stand in every alternative", one.node);
        Diagnostic::error(code::UNGROUNDED, message, one.span, "the other side of `;` gives it no value")
            .with_help("write `_` where the value does not matter, or ask one question for each alternative")
    };
    missing.map(report).collect()
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
    pub(super) frames: Vec<HashMap<String, VarId>>,
    /// The conditions around the place being read, outermost first.
    pub(super) around: Vec<Plain<'t>>,
    /// The conditions of the conjunction being read.
    pub(super) out: Vec<Condition>,
    /// Whether every row counts, so that `_` stands for a variable of its own.
    pub(super) rows_count: bool,
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
        Clause {
            name: self.title.name,
            docs: self.title.docs,
            head: head.relation,
            head_terms: written,
            body: self.out,
            variables: self.variables,
            slots: self.slots,
            span: head.span,
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
        let id = self.new_variable(name.to_owned());
        if let Some(frame) = self.frames.last_mut() {
            frame.insert(name.to_owned(), id);
        }
        id
    }

    /// The variable of a name in sight.
    pub(super) fn look_up(&self, name: &str) -> Option<VarId> {
        self.frames.iter().rev().find_map(|frame| frame.get(name).copied())
    }

    fn new_variable(&mut self, name: String) -> VarId {
        let id = VarId(self.variables.len());
        let slot = self.new_slot();
        self.variables.push(Variable { name, slot, uses: Vec::new() });
        id
    }

    fn new_slot(&mut self) -> Slot {
        self.slots += 1;
        Slot(self.slots - 1)
    }

    /// A variable that the text does not name.
    pub(super) fn fresh(&mut self) -> VarId {
        let made = self.variables.iter().filter(|variable| variable.name.starts_with('_')).count();
        let taken = |name: &str| self.variables.iter().any(|variable| variable.name == name);
        let name = (made + 1..=made + 1 + self.variables.len())
            .map(|n| format!("_{n}"))
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
        for plain in literals {
            self.literal(plain);
        }
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
            Ok(relation) => {
                let place = if plain.negated { Place::Negation } else { Place::Atom };
                let args = atom.terms.iter().map(|term| self.argument(term, place)).collect();
                self.push(ConditionKind::Atom { relation, args, negated: plain.negated }, plain.span);
            }
            Err(diagnostic) => {
                self.normaliser.sink.push(with_functor_help(*diagnostic, atom));
                self.unknown(&atom.terms, plain.span);
            }
        }
    }

    /// A condition at fault: it binds its variables, so that nothing follows from the fault.
    fn unknown(&mut self, terms: &'t [Term], span: Span) {
        let written = terms.iter().filter(|term| !matches!(term.node, TermKind::Wildcard));
        let args = written.map(|term| self.value(term, Place::Atom)).collect();
        self.push(ConditionKind::Unknown { args }, span);
    }

    /// An argument of a body atom: a variable, a constant, or nothing for `_`.
    fn argument(&mut self, term: &'t Term, place: Place) -> Option<Value> {
        if matches!(term.node, TermKind::Wildcard) {
            let counts = self.rows_count && place == Place::Atom;
            return counts.then(|| {
                let id = self.fresh();
                self.of_variable(id, term.span)
            });
        }
        let inner = if matches!(term.node, TermKind::Variable(_)) { place } else { Place::Operand };
        let value = self.value(term, inner);
        if matches!(value.kind, ValueKind::Call(..)) {
            let id = self.fresh();
            let left = self.of_variable(id, term.span);
            let equation = ConditionKind::Compare {
                op: Comparison::Equal,
                left: left.clone(),
                right: value,
                negated: false,
            };
            self.push(equation, term.span);
            return Some(left);
        }
        Some(value)
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
                _ => {}
            }
        }
        let left = self.value(left, Place::Comparison);
        let right = self.value(right, Place::Comparison);
        self.push(ConditionKind::Compare { op, left, right, negated }, plain.span);
    }

    /// A use of a variable by name.
    pub(super) fn variable(&mut self, name: &str, span: Span, place: Place) -> VarId {
        let id = self.look_up(name).unwrap_or_else(|| self.declare_here(name));
        self.variables[id.0].uses.push(Use { span, place });
        id
    }

    /// A term where a value is needed.
    pub(super) fn value(&mut self, term: &'t Term, place: Place) -> Value {
        let span = term.span;
        let kind = match &term.node {
            TermKind::Variable(name) => {
                let id = self.variable(name, span, place);
                return self.of_variable(id, span);
            }
            TermKind::Wildcard => return self.at_fault(wildcard(span, place)),
            TermKind::Unsaid => return self.at_fault(unsaid_in_body(span)),
            TermKind::Aggregate(aggregate) => {
                let result = self.fresh();
                self.aggregate(aggregate, result, span);
                return self.of_variable(result, span);
            }
            TermKind::String(text) => ValueKind::Text(text.clone()),
            TermKind::Integer(value) => ValueKind::Integer(i128::from(*value)),
            TermKind::Unsigned(value) => ValueKind::Unsigned(*value),
            TermKind::Float(value) => ValueKind::Float(*value),
            TermKind::Unary(op, operand) => self.unary(*op, operand, place),
            TermKind::Binary(op, left, right) => {
                let inner = operand_place(place);
                ValueKind::Call(binary(*op), vec![self.value(left, inner), self.value(right, inner)])
            }
            TermKind::Functor(name, operands) => match functor_of(name, operands.len()) {
                Ok(functor) => {
                    let inner = operand_place(place);
                    ValueKind::Call(functor, operands.iter().map(|term| self.value(term, inner)).collect())
                }
                Err(diagnostic) => {
                    self.unknown(operands, span);
                    return self.at_fault(*diagnostic);
                }
            },
        };
        Value { kind, slot: self.new_slot(), span }
    }

    fn unary(&mut self, op: UnaryOp, operand: &'t Term, place: Place) -> ValueKind {
        match (op, &operand.node) {
            (UnaryOp::Negate, TermKind::Integer(value)) => ValueKind::Integer(-i128::from(*value)),
            (UnaryOp::Negate, TermKind::Float(value)) => ValueKind::Float(-value),
            _ => ValueKind::Call(unary(op), vec![self.value(operand, operand_place(place))]),
        }
    }

    /// Reports a fault and gives a value that fits everywhere, so that nothing follows from it.
    pub(super) fn at_fault(&mut self, diagnostic: Diagnostic) -> Value {
        let span = diagnostic.primary.span;
        self.normaliser.sink.push(diagnostic);
        let id = self.fresh();
        let value = self.of_variable(id, span);
        self.push(ConditionKind::Unknown { args: vec![value.clone()] }, span);
        value
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

/// The place of an operand of a value at `place`: an aggregated value stays one.
fn operand_place(place: Place) -> Place {
    if place == Place::Aggregated { place } else { Place::Operand }
}

fn wildcard(span: Span, place: Place) -> Diagnostic {
    let label = if place == Place::Head { "a head needs a value" } else { "a value is needed here" };
    Diagnostic::error(code::WILDCARD, "`_` has no value", span, label)
        .with_help("`_` can only be an argument of an atom in a body")
}

/// The error for `unsaid` where a value is compared. The word is read as a variable there, which a program may have; standing alone
/// it is not meant as one.
pub(super) fn unsaid_in_body(span: Span) -> Diagnostic {
    Diagnostic::error(
        code::BAD_UNSAID,
        "`unsaid` is no value to compare with",
        span,
        "only a fact can leave it unsaid",
    )
    .with_help("`unsaid(x)` asks for it")
}

/// The functor of a name, taking as many operands as given.
pub(super) fn functor_of(name: &Name, given: usize) -> Result<Functor, Box<Diagnostic>> {
    let Some(&(_, functor)) = FUNCTORS.iter().find(|(known, _)| *known == name.node) else {
        return Err(Box::new(unknown_functor(name)));
    };
    let (least, most) = shape(functor).arity();
    if (least..=most).contains(&given) {
        return Ok(functor);
    }
    let wanted = if most == usize::MAX { format!("at least {least}") } else { least.to_string() };
    Err(Box::new(wrong_operands(name, &wanted, given)))
}

fn unknown_functor(name: &Name) -> Diagnostic {
    let message = format!("unknown functor `{}`", name.node);
    let diagnostic = Diagnostic::error(code::UNKNOWN_FUNCTOR, message, name.span, "a value is expected here");
    if TESTS.iter().any(|(test, _)| *test == name.node) {
        return diagnostic.with_help(format!("`{}` is a condition and has no value", name.node));
    }
    match nearest_help(&name.node, FUNCTORS.iter().map(|(known, _)| *known)) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic
            .with_help("a relation is asked in a condition of its own, with a variable for the value"),
    }
}

fn test_of(name: &Name, given: usize) -> Result<TestName, Box<Diagnostic>> {
    let Some(&(_, test)) = TESTS.iter().find(|(known, _)| *known == name.node) else {
        let message = format!("unknown constraint `{}`", name.node);
        return Err(Box::new(Diagnostic::error(code::UNKNOWN_FUNCTOR, message, name.span, "")));
    };
    let wanted = test_operands(test).len();
    if wanted == given { Ok(test) } else { Err(Box::new(wrong_operands(name, &wanted.to_string(), given))) }
}

fn wrong_operands(name: &Name, wanted: &str, given: usize) -> Diagnostic {
    let message = format!("`{}` takes {wanted} operands, but {given} are given", name.node)
        .replace(" 1 operands", " 1 operand")
        .replace("but 1 are given", "but 1 is given");
    Diagnostic::error(code::WRONG_OPERANDS, message, name.span, counted(given, "operand"))
}
