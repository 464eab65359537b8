//! Lattices: `.lattice T<> { … }`, and the columns `x: T<>` of which a relation keeps one joined value a row.
//!
//! A condition meets such a column by its lower bounds, as in Soufflé: an atom with a value there holds where the meet of the value and
//! the column is not the bottom, and a variable in several such columns is the meet of them all. That needs `Glb` and `Bottom`;
//! without them values are compared as they are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::aggregates::grounded_where;
use super::builder::Builder;
use super::clause::{Aggregate, Condition, ConditionKind, Place, Value, ValueKind};
use super::expand::Plain;
use super::facts::constant;
use super::functor::name;
use super::ir::{
    AggregateKind, Comparison, Functor, Kind, LatticeColumn, Meet, NativeId, Relation, RelationId,
};
use super::messages::{code, shown};
use super::names::Scope;
use super::natives;
use super::type_set::TypeSet;
use super::types::{TypeId, unknown_type};
use super::vocabulary::{Shape, binary, functor_of, shape};
use crate::diagnostic::{Diagnostic, Span};
use crate::store::Dictionary;
use crate::syntax::tree::{Atom, LatticeDecl, Literal, RelationDecl, Term, TermKind};

/// The operators of a lattice.
type Lattices = BTreeMap<String, LatticeColumn>;

/// The lattices that cannot be used, with what is wrong about the functors of libraries that they are of; that is told where a column
/// is of one.
type Faulty<'t> = BTreeMap<&'t str, Vec<Diagnostic>>;

fn is_of_functor(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == code::BAD_FUNCTOR || diagnostic.code == code::UNSUPPORTED
}

const OPERATORS: [&str; 5] = ["Bottom", "Top", "Lub", "Glb", "Leq"];

/// Reads the lattices and gives the scope the columns that are of one.
pub(super) fn declare(
    lattices: &[&LatticeDecl],
    decls: &[&RelationDecl],
    scope: &mut Scope,
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) {
    let mut known = Lattices::new();
    let mut faulty = Faulty::new();
    for decl in lattices {
        let mut found = Vec::new();
        let read = operators(decl, scope, dictionary, &mut found);
        let before = sink.len();
        let (of_functors, others): (Vec<_>, Vec<_>) = found.into_iter().partition(is_of_functor);
        sink.extend(others);
        match read {
            Some(_) if known.contains_key(&decl.name.node) => {
                let message = format!("the lattice of {} is declared twice", shown(&decl.name.node));
                sink.push(error(message, decl.name.span, "again here"));
            }
            Some(cell) if sink.len() == before && of_functors.is_empty() => {
                known.insert(decl.name.node.clone(), cell);
            }
            _ => {
                faulty.insert(decl.name.node.as_str(), of_functors);
            }
        }
    }
    for decl in decls {
        let Some(id) = scope.find(&decl.name.node).filter(|id| scope.signature(*id).span == decl.name.span)
        else {
            continue;
        };
        let cells = cells(decl, &known, &mut faulty, sink);
        if !cells.is_empty() {
            scope.cells.insert(id, cells);
        }
    }
}

/// Makes lattices of the relations that have such columns.
pub(super) fn attach(scope: &Scope, relations: &mut [Relation], sink: &mut Vec<Diagnostic>) {
    for (id, cells) in &scope.cells {
        let Some(relation) = relations.get_mut(id.0) else { continue };
        if relation.kind == Kind::Plain {
            relation.kind = Kind::Lattice(cells.clone());
            continue;
        }
        let message = format!("{} cannot have columns of a lattice", shown(&relation.name));
        let label = "its rows are kept in another way already";
        sink.push(Diagnostic::error(code::BAD_KIND, message, relation.span, label));
    }
}

fn error(message: String, place: Span, label: &str) -> Diagnostic {
    Diagnostic::error(code::BAD_LATTICE, message, place, label)
}

/// The cells of the last columns of a relation.
fn cells(
    decl: &RelationDecl,
    known: &Lattices,
    faulty: &mut Faulty<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<LatticeColumn> {
    let mut cells = Vec::new();
    for attribute in &decl.attributes {
        let ty = attribute.ty.node.as_str();
        match known.get(ty).filter(|_| attribute.is_lattice) {
            Some(cell) => cells.push(cell.clone()),
            None if attribute.is_lattice && faulty.contains_key(ty) => {
                sink.extend(faulty.get_mut(ty).map(std::mem::take).unwrap_or_default());
            }
            None if attribute.is_lattice => {
                let message = format!("{} has no lattice", shown(ty));
                let help = format!("declare it: `.lattice {ty}<> {{ Lub -> max(_, _) }}`");
                sink.push(error(message, attribute.ty.span, "no `.lattice` is of this type").with_help(help));
            }
            None if !attribute.is_lattice && !cells.is_empty() => {
                let message = format!("column `{}` stands behind one of a lattice", attribute.name.node);
                let label = "columns of lattices come last";
                sink.push(error(message, attribute.name.span, label));
                return Vec::new();
            }
            None => {}
        }
    }
    cells
}

/// The operators of a lattice; none when it has no join.
fn operators(
    decl: &LatticeDecl,
    scope: &Scope,
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) -> Option<LatticeColumn> {
    if scope.lattice.find(&decl.name.node).is_none() {
        sink.push(unknown_type(&decl.name, &scope.lattice.names()));
    }
    let id = scope.lattice.id(&decl.name.node)?;
    let ty = scope.lattice.primitive_of(id);
    let mut found: BTreeMap<&str, &Term> = BTreeMap::new();
    for (operator, term) in &decl.operators {
        if !OPERATORS.contains(&operator.node.as_str()) {
            let message = format!("a lattice has no operator `{}`", operator.node);
            let help = format!("the operators are {}", OPERATORS.map(|it| format!("`{it}`")).join(", "));
            sink.push(error(message, operator.span, "of no known name").with_help(help));
        } else if found.insert(operator.node.as_str(), term).is_some() {
            let message = format!("operator `{}` is given twice", operator.node);
            sink.push(error(message, operator.span, "again here"));
        }
    }
    let mut functor = |which: &str| {
        let term = found.get(which)?;
        let checked = operator(term, TypeSet::only(ty), which, scope);
        checked.map_err(|diagnostic| sink.push(*diagnostic)).ok()
    };
    let (join, glb) = (functor("Lub"), functor("Glb"));
    let bottom = found.get("Bottom").and_then(|term| {
        constant(term, id, scope, dictionary).map_err(|diagnostic| sink.push(*diagnostic)).ok()
    });
    if !found.contains_key("Lub") {
        let message = format!("the lattice of {} has no `Lub`", shown(&decl.name.node));
        sink.push(error(message, decl.name.span, "nothing tells how two values are joined"));
    }
    let meet = glb.zip(bottom).map(|(functor, bottom)| Meet { functor, bottom });
    Some(LatticeColumn { ty, join: join?, meet })
}

/// The functor `f(_, _)` of two values of a type.
fn operator(term: &Term, wanted: TypeSet, which: &str, scope: &Scope) -> Result<Functor, Box<Diagnostic>> {
    let is_open = |terms: &[&Term]| matches!(terms, [one, other] if [one, other].iter().all(|it| matches!(it.node, TermKind::Wildcard)));
    let (functor, operands): (_, Vec<&Term>) = match &term.node {
        TermKind::Functor(name, terms) => (functor_of(name, terms.len())?, terms.iter().collect()),
        TermKind::Binary(op, left, right) => (binary(*op), vec![left, right]),
        TermKind::UserFunctor(name, terms) => {
            let functor = natives::find(&scope.natives, name, terms.len())
                .map_err(|fault| fault.unwrap_or_else(|| Box::new(untold(term))))?;
            (functor, terms.iter().collect())
        }
        _ => (Functor::Record, Vec::new()),
    };
    if !is_open(&operands) {
        let message = format!("`{which}` is no functor of two operands");
        let diagnostic = error(message, term.span, "written as `max(_, _)`, `_ bor _` or `@f(_, _)`");
        return Err(Box::new(diagnostic));
    }
    if let Functor::Native(id) = functor {
        return joins(id, wanted, scope).map(|()| functor).ok_or_else(|| {
            let wanted = wanted.named(&scope.lattice);
            let message = format!("`{which}` is not of two values of type {wanted}");
            Box::new(error(message, term.span, "the type of the lattice"))
        });
    }
    let is_bound = matches!(functor, Functor::Min | Functor::Max | Functor::BitAnd | Functor::BitOr);
    if !is_bound {
        let message = format!("`{}` is no bound of two values", name(functor));
        let diagnostic = error(message, term.span, "the bound of a value and itself must be that value");
        return Err(Box::new(
            diagnostic.with_help("`min`, `max`, `band` and `bor` are, and what `.functor` declares may be"),
        ));
    }
    let fits = match shape(functor) {
        Shape::Uniform(allowed, ..) => !allowed.and(wanted).is_empty(),
        Shape::Fixed(operands, result) => {
            operands.iter().all(|allowed| !allowed.and(wanted).is_empty())
                && !TypeSet::only(result).and(wanted).is_empty()
        }
    };
    if fits {
        return Ok(functor);
    }
    let wanted = wanted.named(&scope.lattice);
    let message = format!("`{}` is not of two values of type {wanted}", name(functor));
    Err(Box::new(error(message, term.span, "the type of the lattice")))
}

/// Whether a functor of a library takes and gives values of a type.
fn joins(id: NativeId, wanted: TypeSet, scope: &Scope) -> Option<()> {
    let (_, native) = natives::types_of(&scope.natives, id)?;
    let fits = |ty: &Option<TypeId>| {
        ty.is_some_and(|ty| !TypeSet::only(scope.lattice.primitive_of(ty)).and(wanted).is_empty())
    };
    (native.operands.iter().all(fits) && fits(&native.result)).then_some(())
}

fn untold(term: &Term) -> Diagnostic {
    error("this functor cannot be called".to_owned(), term.span, "its declaration is at fault")
}

/// What the conditions of a conjunction need to know of the columns of lattices in it.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    /// The names that something else than such a column gives a value.
    known: BTreeSet<String>,
    /// The values that stand for the others, by name, in order of the text; of names that stand there several times.
    met: HashMap<String, Vec<(Value, Meet)>>,
}

impl<'t> Builder<'_, '_, 't> {
    /// The cell of a column of a lattice with a meet.
    fn meet(&self, relation: RelationId, column: usize) -> Option<Meet> {
        let scope = &self.normaliser.scope;
        let cells = scope.cells.get(&relation)?;
        let keys = scope.signature(relation).columns.len() - cells.len();
        cells.get(column.checked_sub(keys)?)?.meet
    }

    /// The meet of the column of an atom, where it is of a lattice.
    fn meet_of(&self, atom: &Atom, column: usize) -> Option<Meet> {
        self.meet(self.normaliser.scope.find(&atom.relation.node)?, column)
    }

    /// What there is to know of a conjunction.
    pub(super) fn bounds(&self, conjunction: &[Plain<'t>]) -> Bounds {
        if self.normaliser.scope.cells.is_empty() {
            return Bounds::default();
        }
        let is_cell = |atom: &Atom, column: usize| self.meet_of(atom, column).is_some();
        let known = grounded_where(conjunction, &|atom, column| !is_cell(atom, column));
        let mut known: BTreeSet<String> = known.into_iter().map(str::to_owned).collect();
        if let Some((_, outer)) = self.frames.split_last() {
            known.extend(outer.iter().flat_map(|frame| frame.keys().cloned()));
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for plain in conjunction.iter().filter(|plain| !plain.negated) {
            let Literal::Atom(atom) = plain.literal else { continue };
            for (column, term) in atom.terms.iter().enumerate() {
                if let TermKind::Variable(name) = &term.node
                    && is_cell(atom, column)
                {
                    *counts.entry(name).or_default() += 1;
                }
            }
        }
        let several = counts.into_iter().filter(|(name, count)| *count > 1 && !known.contains(*name));
        let met = several.map(|(name, _)| (name.to_owned(), Vec::new())).collect();
        Bounds { known, met }
    }

    /// An argument of an atom that holds: where the column is of a lattice and the value is known elsewhere, a variable that has more
    /// than the bottom in common with it.
    pub(super) fn bounded_argument(
        &mut self,
        relation: RelationId,
        column: usize,
        term: &'t Term,
    ) -> Option<Value> {
        let meet = self.meet(relation, column).filter(|_| !matches!(term.node, TermKind::Wildcard));
        let Some(meet) = meet else { return self.argument(term, Place::Atom) };
        if let TermKind::Variable(name) = &term.node
            && !self.bounds.known.contains(name)
        {
            if !self.bounds.met.contains_key(name) {
                return self.argument(term, Place::Atom);
            }
            let own = self.fresh_value(term.span);
            // The name keeps its uses, so that messages find it.
            self.variable(name, term.span, Place::Atom);
            self.bounds.met.entry(name.clone()).or_default().push((own.clone(), meet));
            return Some(own);
        }
        let own = self.fresh_value(term.span);
        let value = self.value(term, Place::Operand);
        let common = self.common(&meet, own.clone(), value, term.span);
        self.is_more(common, &meet, term.span);
        Some(own)
    }

    /// Adds that each name in several columns of lattices is the meet of them, and more than the bottom.
    pub(super) fn meet_all(&mut self) {
        let by_name: BTreeMap<_, _> = std::mem::take(&mut self.bounds.met).into_iter().collect();
        for (name, values) in by_name {
            let mut values = values.into_iter();
            let Some((first, meet)) = values.next() else { continue };
            let span = first.span;
            let all = values.fold(first, |all, (next, own)| self.common(&own, all, next, span));
            let id = self.look_up(&name).unwrap_or_else(|| self.declare_here(&name));
            let left = self.of_variable(id, span);
            self.push(
                ConditionKind::Compare {
                    op: Comparison::Equal,
                    left: left.clone(),
                    right: all,
                    negated: false,
                },
                span,
            );
            self.is_more(left, &meet, span);
        }
    }

    fn common(&mut self, meet: &Meet, one: Value, other: Value, span: Span) -> Value {
        Value { kind: ValueKind::Call(meet.functor, vec![one, other]), slot: self.new_slot(), span }
    }

    fn is_more(&mut self, value: Value, meet: &Meet, span: Span) {
        let bottom = Value { kind: ValueKind::Word(meet.bottom), slot: self.new_slot(), span };
        let kind =
            ConditionKind::Compare { op: Comparison::NotEqual, left: value, right: bottom, negated: false };
        self.push(kind, span);
    }

    /// Whether a denied atom gives a value where its column is of a lattice.
    pub(super) fn denies_bounds(&self, atom: &Atom) -> bool {
        let given = |(column, term): (usize, &Term)| {
            !matches!(term.node, TermKind::Wildcard) && self.meet_of(atom, column).is_some()
        };
        atom.terms.iter().enumerate().any(given)
    }

    /// `!relation(…)` with values in columns of lattices: no row has more than the bottom in common with each.
    pub(super) fn deny_bounds(&mut self, atom: &'t Atom, relation: RelationId, span: Span) {
        let given: Vec<Option<Value>> =
            atom.terms.iter().map(|term| self.argument(term, Place::Negation)).collect();
        let outer: BTreeSet<_> = {
            let mut outer = BTreeSet::new();
            given.iter().flatten().for_each(|value| value.each_variable(&mut |id| _ = outer.insert(id)));
            outer
        };
        let result = self.fresh();
        let outside = std::mem::take(&mut self.out);
        let first = self.variables.len();
        let mut args = Vec::new();
        for (column, value) in given.into_iter().enumerate() {
            args.push(match (value, self.meet(relation, column)) {
                (Some(value), Some(meet)) => {
                    let own = self.fresh_value(span);
                    let common = self.common(&meet, own.clone(), value, span);
                    self.is_more(common, &meet, span);
                    Some(own)
                }
                (value, _) => value,
            });
        }
        self.out.insert(0, Condition { kind: ConditionKind::Atom { relation, args, negated: false }, span });
        let locals = (first..self.variables.len()).map(super::ir::VarId).collect();
        let body = std::mem::replace(&mut self.out, outside);
        let outer = outer.into_iter().collect();
        let kind = AggregateKind::Count;
        self.push(
            ConditionKind::Aggregate(Aggregate { kind, result, value: None, body, outer, locals }),
            span,
        );
        let none = Value { kind: ValueKind::Integer(0), slot: self.new_slot(), span };
        let left = self.of_variable(result, span);
        let kind = ConditionKind::Compare { op: Comparison::Equal, left, right: none, negated: false };
        self.push(kind, span);
    }
}
