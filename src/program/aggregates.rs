//! Aggregates into conditions: which variables are the aggregate's own, which come from around it.
//!
//! As in Soufflé, a variable of the body that also stands outside is the same variable, save those of the aggregated term,
//! which are always the aggregate's own. Of a single atom every row counts, so `_` in it is a variable of its own; of a body with more
//! to it, every combination of values of its named variables. A body with several alternatives becomes a relation of its own,
//! whose rows count once each.

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashSet};

use super::builder::{Builder, HeadSource, HeadTerms, Helper, Title};
use super::clause::{Aggregate, ConditionKind, Place, Value};
use super::expand::Plain;
use super::ir::{AggregateKind, Comparison, VarId};
use super::messages::code;
use super::names::{Column, Signature};
use super::variables::{self, Depth};
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{self, Docs, Literal, TermKind};

impl<'t> Builder<'_, '_, 't> {
    /// `name = aggregate`.
    pub(super) fn assign(&mut self, name: &str, at: Span, aggregate: &'t tree::Aggregate, span: Span) {
        let result = self.variable(name, at, Place::Comparison);
        self.aggregate(aggregate, result, span);
    }

    /// Adds the condition that `result` is the aggregate.
    pub(super) fn aggregate(&mut self, aggregate: &'t tree::Aggregate, result: VarId, span: Span) {
        let Some(alternatives) = self.normaliser.alternatives(&aggregate.body, 1, span) else {
            let value = self.of_variable(result, span);
            return self.push(ConditionKind::Unknown { args: vec![value] }, span);
        };
        let counts_rows = counts_rows(aggregate.kind.node);
        let by_names = counts_rows && alternatives.iter().all(|body| is_told_by_names(aggregate, body));
        let outer_rows = std::mem::replace(&mut self.rows_count, counts_rows && !by_names);
        let outer_names = std::mem::replace(&mut self.by_names, by_names);
        let outer_out = std::mem::take(&mut self.out);
        let first = self.variables.len();
        self.frames.push(HashMap::new());
        let value = match alternatives.as_slice() {
            [only] => self.conjunctive(aggregate, only),
            _ => self.disjunctive(aggregate, &alternatives, span),
        };
        self.frames.pop();
        let mut body = std::mem::replace(&mut self.out, outer_out);
        if by_names {
            self.project(&mut body);
        }
        self.rows_count = outer_rows;
        self.by_names = outer_names;
        let mut condition = Aggregate {
            kind: aggregate.kind.node,
            result,
            value,
            body,
            outer: Vec::new(),
            locals: Vec::new(),
        };
        set_scopes(&mut condition, first, self.variables.len());
        self.push(ConditionKind::Aggregate(condition), span);
    }

    fn conjunctive(&mut self, aggregate: &'t tree::Aggregate, body: &[Plain<'t>]) -> Option<Value> {
        self.declare_own(aggregate, body);
        let depth = self.around.len();
        self.around.extend_from_slice(body);
        self.conjunction(body);
        self.around.truncate(depth);
        aggregate.value.as_ref().map(|value| self.value(value, Place::Aggregated))
    }

    /// Names of the aggregated term, and names that nothing around has.
    fn declare_own(&mut self, aggregate: &'t tree::Aggregate, body: &[Plain<'t>]) {
        let valued = variables::distinct(&variables::of_terms(&aggregate.value, Depth::Outside));
        for name in valued {
            if !self.is_exported(name, aggregate) {
                self.declare_here(name);
            }
        }
        for name in variables::distinct(&variables::of_plain(body, Depth::Outside)) {
            if self.look_up(name).is_none() {
                self.declare_here(name);
            }
        }
    }

    /// Whether a name of the aggregated term is one of the rule that only the aggregate gives a value: a witness. A variable that
    /// is aggregated itself never is.
    fn is_exported(&self, name: &str, aggregate: &tree::Aggregate) -> bool {
        let alone = aggregate.value.as_ref().is_some_and(|value| matches!(value.node, TermKind::Variable(_)));
        let keeps = !counts_rows(aggregate.kind.node) && !alone;
        keeps && self.look_up(name).is_some() && !grounded(&self.around).contains(name)
    }

    /// The body as a relation of its own with one clause an alternative.
    fn disjunctive(
        &mut self,
        aggregate: &'t tree::Aggregate,
        alternatives: &[Vec<Plain<'t>>],
        span: Span,
    ) -> Option<Value> {
        let columns = self.columns(aggregate, alternatives);
        let names: Vec<&str> = columns.outer.iter().chain(&columns.own).copied().collect();
        for name in &columns.own {
            self.declare_here(name);
        }
        if !columns.sound {
            let args = columns.own.iter().filter_map(|name| self.look_up(name)).collect::<Vec<_>>();
            let args = args.into_iter().map(|id| self.of_variable(id, span)).collect();
            self.push(ConditionKind::Unknown { args }, span);
            return aggregate.value.as_ref().map(|value| self.value(value, Place::Aggregated));
        }
        let around = self.needed_around(&columns.outer, alternatives);
        let relation = self.add_helper(&names, &around, alternatives, span);
        let args = names.iter().map(|name| {
            let id = self.look_up(name).unwrap_or_else(|| self.declare_here(name));
            Some(self.of_variable(id, span))
        });
        let args = args.collect::<Vec<_>>();
        self.push(ConditionKind::Atom { relation, args, negated: false }, span);
        aggregate.value.as_ref().map(|value| self.value(value, Place::Aggregated))
    }

    /// The variables that tell one solution from another, whichever alternative it comes from.
    fn columns(&mut self, aggregate: &'t tree::Aggregate, alternatives: &[Vec<Plain<'t>>]) -> Columns<'t> {
        let valued = variables::distinct(&variables::of_terms(&aggregate.value, Depth::Outside));
        let everywhere: Vec<_> = alternatives
            .iter()
            .flat_map(|alternative| variables::of_plain(alternative, Depth::Everywhere))
            .collect();
        let outer = variables::distinct(&everywhere)
            .into_iter()
            .filter(|name| self.look_up(name).is_some() && !valued.contains(name))
            .collect::<Vec<_>>();
        let outside: Vec<_> = alternatives
            .iter()
            .flat_map(|alternative| variables::of_plain(alternative, Depth::Outside))
            .collect();
        let sets: Vec<HashSet<&str>> = alternatives
            .iter()
            .map(|alternative| {
                variables::of_plain(alternative, Depth::Outside).iter().map(|o| o.node).collect()
            })
            .collect();
        let mut own = Vec::new();
        let mut sound = true;
        for name in variables::distinct(&outside).into_iter().filter(|name| !outer.contains(name)) {
            if sets.iter().all(|set| set.contains(name)) {
                own.push(name);
            } else if valued.contains(&name) || counts_rows(aggregate.kind.node) && !name.starts_with('_') {
                let at = outside.iter().find(|occurrence| occurrence.node == name);
                let span = at.map_or(aggregate.kind.span, |occurrence| occurrence.span);
                self.normaliser.sink.push(not_in_every(name, span, aggregate.kind.span));
                own.push(name);
                sound = false;
            }
        }
        Columns { outer, own, sound }
    }

    /// What stands around the aggregate and binds variables, if some alternative does not bind all that it takes from there.
    fn needed_around(&self, outer: &[&str], alternatives: &[Vec<Plain<'t>>]) -> Vec<Plain<'t>> {
        let bound = |alternative: &Vec<Plain<'t>>| {
            let atoms: Vec<Plain<'t>> = alternative.iter().filter(|plain| is_atom(plain)).copied().collect();
            let names = variables::distinct(&variables::of_plain(&atoms, Depth::Outside));
            outer.iter().all(|name| names.contains(name))
        };
        if alternatives.iter().all(bound) {
            return Vec::new();
        }
        self.around.iter().filter(|plain| binds(plain)).copied().collect()
    }

    fn add_helper(
        &mut self,
        names: &[&str],
        around: &[Plain<'t>],
        alternatives: &[Vec<Plain<'t>>],
        span: Span,
    ) -> super::ir::RelationId {
        let ordinal = self.normaliser.scope.len();
        let title = Title { name: format!("{}@{ordinal}", self.title.name).into(), docs: Docs::default() };
        let columns = names.iter().map(|name| Column { name: (*name).into(), ty: None }).collect();
        let relation = self.normaliser.scope.add(Signature { name: title.name.clone(), columns, span });
        // Those that its clauses need in turn are pushed before it.
        let mut clauses = Vec::new();
        for alternative in alternatives {
            let body = [around, alternative.as_slice()].concat();
            let head = HeadSource { relation: Some(relation), terms: HeadTerms::Names(names), span };
            let mut builder = Builder::new(self.normaliser, title.clone());
            builder.rows_count = false;
            clauses.push(builder.clause(&head, &body));
        }
        self.normaliser.done.helpers.push(Helper { relation, clauses });
        relation
    }
}

struct Columns<'t> {
    outer: Vec<&'t str>,
    own: Vec<&'t str>,
    /// Whether every alternative has those that it must have; what is missing was reported.
    sound: bool,
}

/// The names that atoms and equations of a conjunction give a value, results of aggregates among them.
fn grounded<'p>(conjunction: &'p [Plain<'_>]) -> BTreeSet<&'p str> {
    grounded_where(conjunction, &|_, _| true)
}

/// The same, of atoms by the columns that `gives` says to give values.
pub(super) fn grounded_where<'p>(
    conjunction: &'p [Plain<'_>],
    gives: &dyn Fn(&tree::Atom, usize) -> bool,
) -> BTreeSet<&'p str> {
    let mut known = BTreeSet::new();
    loop {
        let before = known.len();
        for plain in conjunction.iter().filter(|plain| !plain.negated) {
            match plain.literal {
                Literal::Atom(atom) => {
                    let terms = atom.terms.iter().enumerate().filter(|(column, _)| gives(atom, *column));
                    terms.for_each(|(_, term)| destructured(term, &mut known));
                }
                Literal::Compare(Comparison::Equal, left, right) => {
                    for (one, other) in [(left, right), (right, left)] {
                        let needed = variables::of_terms([other], Depth::Outside);
                        if needed.iter().all(|variable| known.contains(variable.node)) {
                            destructured(one, &mut known);
                        }
                    }
                }
                _ => {}
            }
        }
        if known.len() == before {
            return known;
        }
    }
}

/// The names that a term gives a value when it is known as a whole.
pub(super) fn destructured<'p>(term: &'p tree::Term, known: &mut BTreeSet<&'p str>) {
    match &term.node {
        TermKind::Variable(name) => _ = known.insert(name),
        TermKind::Record(terms) | TermKind::Branch(_, terms) => {
            for term in terms {
                destructured(term, known);
            }
        }
        _ => {}
    }
}

/// Whether the aggregate depends on how many rows there are, not only on which values.
fn counts_rows(kind: AggregateKind) -> bool {
    match kind {
        AggregateKind::Count | AggregateKind::Sum | AggregateKind::Mean => true,
        AggregateKind::Min | AggregateKind::Max => false,
    }
}

/// Whether the named variables alone tell one answer of a body from another. As in Soufflé that is so of each body but a
/// single atom, beside conditions, in which no variable stands twice and no aggregate or range stands.
fn is_told_by_names(aggregate: &tree::Aggregate, body: &[Plain<'_>]) -> bool {
    let atoms: Vec<&Plain<'_>> = body.iter().filter(|plain| is_atom(plain)).collect();
    let [only] = atoms.as_slice() else { return atoms.len() > 1 || has_several_values(aggregate, body) };
    let named = variables::of_plain(std::slice::from_ref(*only), Depth::Outside);
    variables::distinct(&named).len() < named.len() || has_several_values(aggregate, body)
}

/// Whether an aggregate or a range stands in the body or the aggregated term.
fn has_several_values(aggregate: &tree::Aggregate, body: &[Plain<'_>]) -> bool {
    aggregate.value.iter().any(is_several) || body.iter().any(|plain| terms_of(plain.literal).any(is_several))
}

fn is_several(term: &tree::Term) -> bool {
    match &term.node {
        TermKind::Aggregate(_) => true,
        TermKind::Functor(name, _) if name.node == "range" => true,
        node => node.operands().into_iter().any(is_several),
    }
}

fn terms_of(literal: &Literal) -> impl Iterator<Item = &tree::Term> {
    let terms: Vec<&tree::Term> = match literal {
        Literal::Atom(atom) => atom.terms.iter().collect(),
        Literal::Constraint(_, terms) => terms.iter().collect(),
        Literal::Compare(_, left, right) => vec![left, right],
        Literal::Truth(_) | Literal::Not(_) | Literal::Group(_) => Vec::new(),
    };
    terms.into_iter()
}

fn is_atom(plain: &Plain<'_>) -> bool {
    !plain.negated && matches!(plain.literal, Literal::Atom(_))
}

/// Whether a literal can bind variables without an aggregate.
fn binds(plain: &Plain<'_>) -> bool {
    let has_aggregate = |term: &tree::Term| matches!(term.node, tree::TermKind::Aggregate(_));
    match plain.literal {
        Literal::Atom(atom) => !plain.negated && !atom.terms.iter().any(has_aggregate),
        Literal::Compare(Comparison::Equal, left, right) => {
            !plain.negated && !has_aggregate(left) && !has_aggregate(right)
        }
        _ => false,
    }
}

/// Variables made since `first` are the aggregate's own, save those of aggregates in it; the others come from around it.
fn set_scopes(aggregate: &mut Aggregate, first: usize, end: usize) {
    let mut used = BTreeSet::new();
    let mut nested = BTreeSet::new();
    for condition in &aggregate.body {
        condition.each_variable(&mut |id| {
            used.insert(id);
        });
        if let ConditionKind::Aggregate(inner) = &condition.kind {
            collect_locals(inner, &mut nested);
        }
    }
    if let Some(value) = &aggregate.value {
        value.each_variable(&mut |id| {
            used.insert(id);
        });
    }
    aggregate.outer = used.into_iter().filter(|id| id.0 < first).collect();
    aggregate.locals = (first..end).map(VarId).filter(|id| !nested.contains(id)).collect();
}

fn collect_locals(aggregate: &Aggregate, found: &mut BTreeSet<VarId>) {
    found.extend(aggregate.locals.iter().copied());
    for condition in &aggregate.body {
        if let ConditionKind::Aggregate(inner) = &condition.kind {
            collect_locals(inner, found);
        }
    }
}

fn not_in_every(name: &str, span: Span, aggregate: Span) -> Diagnostic {
    Diagnostic::error(
        code::AGGREGATE_SCOPE,
        format!("`{name}` does not stand in every alternative of the aggregate"),
        span,
        "only some alternatives give it a value",
    )
    .with_label(aggregate, "what counts once would be unclear")
    .with_help("write `_` instead, or give each alternative the variable")
}
