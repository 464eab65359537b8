//! Types that are defined by themselves.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::Diagnostic;
use crate::program::messages::code;
use crate::syntax::tree::{Name, TypeDecl, TypeDefinition};

/// The types that a declaration is made of; those of fields are not among them, since records may be recursive.
pub(super) fn parts(decl: &TypeDecl) -> &[Name] {
    match &decl.definition {
        TypeDefinition::Subtype(base) => std::slice::from_ref(base),
        TypeDefinition::Union(members) => members,
        TypeDefinition::Record(_) | TypeDefinition::Branches(_) => &[],
    }
}

/// Reports the declarations that lead back to themselves, among those that could not be resolved. Each has no meaning by itself; one
/// that only leads to such a declaration is not at fault.
pub(super) fn report_cycles(left: &[&TypeDecl], sink: &mut Vec<Diagnostic>) {
    let by_name: HashMap<&str, &TypeDecl> =
        left.iter().map(|decl| (decl.name.node.as_str(), *decl)).collect();
    for decl in left {
        let name = decl.name.node.as_str();
        let first = parts(decl).iter().find(|part| leads_to(&part.node, name, &by_name));
        sink.extend(first.map(|part| defined_by_itself(decl, part)));
    }
}

/// Whether a type is another, or is made of it through any number of declarations.
fn leads_to(from: &str, to: &str, by_name: &HashMap<&str, &TypeDecl>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        let Some(decl) = by_name.get(name).filter(|_| seen.insert(name)) else { continue };
        open.extend(parts(decl).iter().map(|part| part.node.as_str()));
    }
    false
}

fn defined_by_itself(decl: &TypeDecl, part: &Name) -> Diagnostic {
    let name = &decl.name.node;
    let message = format!("type `{name}` is defined by itself");
    let label = if part.node == *name {
        format!("`{name}` is made of `{name}`")
    } else {
        format!("`{}` leads back to `{name}`", part.node)
    };
    Diagnostic::error(code::BAD_TYPE, message, part.span, label)
}
