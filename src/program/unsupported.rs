//! What is read and cannot be run yet, each refused at its place.

use super::messages::code;
use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::tree::{RelationDecl, Statement, Tree};

/// Reports every statement that is of no use to an executor.
pub(super) fn report(trees: &[&Tree], sink: &mut Vec<Diagnostic>) {
    for statement in trees.iter().flat_map(|tree| &tree.statements) {
        match &statement.node {
            Statement::Relation(decl) => sink.extend(relation(decl)),
            Statement::Lattice(decl) => sink.push(unsupported("lattices", decl.name.span)),
            _ => {}
        }
    }
}

fn relation(decl: &RelationDecl) -> Option<Diagnostic> {
    let column = decl.attributes.iter().find(|attribute| attribute.is_lattice);
    column.map(|column| unsupported("lattices", column.ty.span))
}

/// The error for a construct that cannot be run yet.
pub(super) fn unsupported(what: &str, place: Span) -> Diagnostic {
    Diagnostic::error(code::UNSUPPORTED, format!("{what} are not supported yet"), place, "")
        .with_help("docs/souffle.md lists what is")
}
