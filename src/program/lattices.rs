//! Lattices as declared: `.lattice T<> { … }`, and the columns `x: T<>` of which a relation keeps one joined value a row.
//! What conditions say of such columns is read in [`super::meets`].

use std::collections::BTreeMap;

use super::facts::constant;
use super::functor::name;
use super::ir::{Functor, Kind, LatticeColumn, Meet, NativeId, Relation};
use super::messages::{code, shown};
use super::names::Scope;
use super::natives;
use super::type_set::TypeSet;
use super::types::{TypeId, unknown_type};
use super::vocabulary::{Shape, binary, functor_of, shape};
use crate::diagnostic::{Diagnostic, Span};
use crate::store::Dictionary;
use crate::syntax::tree::{LatticeDecl, RelationDecl, Term, TermKind, Text};

/// The operators of a lattice.
type Lattices = BTreeMap<Text, LatticeColumn>;

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
