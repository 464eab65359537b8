//! Kinds of relations: which words and statements make one, whether its columns allow it, and the rules that it brings.
//!
//! What each kind means is told at [`Kind`].

use std::collections::BTreeMap;

use super::ir::{Arg, Atom, Expr, Kind, Literal, Relation, RelationId, Rule, VarId, Variable};
use super::messages::{code, counted, nearest_help, shown};
use super::names::Scope;
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{Docs, Name, Qualifier, RelationDecl, TypeDecl};

/// Reports relations that are named as a type is.
pub(super) fn name_clashes(types: &[&TypeDecl], decls: &[&RelationDecl], sink: &mut Vec<Diagnostic>) {
    let types: BTreeMap<&str, Span> = types.iter().map(|ty| (ty.name.node.as_str(), ty.name.span)).collect();
    for decl in decls {
        if let Some(&ty) = types.get(decl.name.node.as_str()) {
            let message = format!("{} is both a type and a relation", shown(&decl.name.node));
            sink.push(
                Diagnostic::error(code::DUPLICATE_RELATION, message, decl.name.span, "a relation here")
                    .with_label(ty, "a type here")
                    .with_help("types and relations share their names; give one of them another"),
            );
        }
    }
}

/// Makes equivalences of the relations declared `eqrel`; the rules that close them are added.
pub(super) fn equivalences(
    decls: &[&RelationDecl],
    scope: &Scope,
    relations: &mut [Relation],
    rules: &mut Vec<Rule>,
    sink: &mut Vec<Diagnostic>,
) {
    let is_eqrel = |decl: &&&RelationDecl| decl.qualifiers.iter().any(|one| is_hint(&one.node, "eqrel"));
    for decl in decls.iter().filter(is_eqrel) {
        let Some(id) = scope.find(&decl.name.node) else { continue };
        // Of two declarations of one name the first counts; the other was reported.
        let Some(relation) = relations.get_mut(id.0).filter(|one| one.span == decl.name.span) else {
            continue;
        };
        if let Some(misfit) = misfit(decl, relation) {
            sink.push(misfit);
            continue;
        }
        let closing = vec![rules.len(), rules.len() + 1];
        rules.extend([symmetric(id, relation), transitive(id, relation)]);
        relation.kind = Kind::Equivalence { closing };
    }
}

/// Reads the choice domains of the declarations.
pub(super) fn choices(
    decls: &[&RelationDecl],
    scope: &Scope,
    relations: &mut [Relation],
    sink: &mut Vec<Diagnostic>,
) {
    for decl in decls.iter().filter(|decl| !decl.choices.is_empty()) {
        let Some(id) = scope.find(&decl.name.node) else { continue };
        let Some(relation) = relations.get_mut(id.0).filter(|one| one.span == decl.name.span) else {
            continue;
        };
        let mut domains: Vec<Vec<usize>> =
            decl.choices.iter().map(|names| domain(&names.node, relation, sink)).collect();
        domains.sort();
        domains.dedup();
        match relation.kind {
            Kind::Plain => relation.kind = Kind::Choice(domains),
            _ => sink.push(both_kinds(decl, relation)),
        }
    }
}

/// The columns of these names, each once, in order; one that there is not is reported.
fn domain(names: &[Name], relation: &Relation, sink: &mut Vec<Diagnostic>) -> Vec<usize> {
    let known = || relation.attributes.iter().map(|column| column.name.as_str());
    let mut columns = Vec::new();
    for name in names {
        match known().position(|column| column == name.node) {
            Some(column) => columns.push(column),
            None => sink.push(unknown_column(name, relation, nearest_help(&name.node, known()))),
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

fn unknown_column(name: &Name, relation: &Relation, help: Option<String>) -> Diagnostic {
    let message = format!("{} has no column `{}`", shown(&relation.name), name.node);
    let diagnostic = Diagnostic::error(code::BAD_KIND, message, name.span, "a choice is made by columns");
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

fn both_kinds(decl: &RelationDecl, relation: &Relation) -> Diagnostic {
    let message = format!("equivalence relation {} cannot have a choice domain", shown(&relation.name));
    let place = decl.choices.first().map_or(decl.name.span, |choice| choice.span);
    Diagnostic::error(code::BAD_KIND, message, place, "a row that follows from others cannot be left out")
}

fn is_hint(qualifier: &Qualifier, word: &str) -> bool {
    matches!(qualifier, Qualifier::Hint(hint) if hint == word)
}

/// Why a relation cannot be an equivalence.
fn misfit(decl: &RelationDecl, relation: &Relation) -> Option<Diagnostic> {
    let message = format!("equivalence relation {}", shown(&relation.name));
    let error = |what: &str, label: String| {
        Diagnostic::error(code::BAD_KIND, format!("{message} {what}"), decl.name.span, label)
    };
    match relation.attributes.as_slice() {
        [one, other] if one.type_name == other.type_name => None,
        [one, other] => {
            let label = format!("its columns are `{}` and `{}`", one.type_name, other.type_name);
            let help = "what is equal to something is of the same type; declare both columns of one type";
            Some(error("relates two types", label).with_help(help))
        }
        columns => {
            let label = format!("it has {}", counted(columns.len(), "column"));
            Some(error("does not have two columns", label))
        }
    }
}

/// `r(y, x) :- r(x, y).`
fn symmetric(id: RelationId, relation: &Relation) -> Rule {
    closing(id, relation, "symmetric", ["x", "y"].as_slice(), [1, 0], &[[0, 1]])
}

/// `r(x, z) :- r(x, y), r(y, z).`
fn transitive(id: RelationId, relation: &Relation) -> Rule {
    closing(id, relation, "transitive", ["x", "y", "z"].as_slice(), [0, 2], &[[0, 1], [1, 2]])
}

fn closing(
    id: RelationId,
    relation: &Relation,
    property: &str,
    variables: &[&str],
    head: [usize; 2],
    body: &[[usize; 2]],
) -> Rule {
    let ty = relation.attributes.first().map_or(super::ir::Type::Symbol, |column| column.ty);
    let atom = |columns: &[usize; 2]| {
        let args = columns.iter().map(|&variable| Arg::Var(VarId(variable))).collect();
        Literal::Atom(Atom { relation: id, args, span: relation.span })
    };
    Rule {
        name: format!("{} is {property}", relation.name).into(),
        docs: Docs::default(),
        head: id,
        head_terms: head.iter().map(|&variable| Expr::Var(VarId(variable))).collect(),
        body: body.iter().map(atom).collect(),
        variables: variables.iter().map(|&name| Variable { name: name.into(), ty }).collect(),
        span: relation.span,
    }
}
