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

/// Every declaration left has a part that is left too, so following such parts runs into a cycle.
pub(super) fn report_cycles(left: &[&TypeDecl], sink: &mut Vec<Diagnostic>) {
    let by_name: HashMap<&str, &TypeDecl> =
        left.iter().map(|decl| (decl.name.node.as_str(), *decl)).collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for &start in left {
        let mut path: Vec<&TypeDecl> = Vec::new();
        let mut on_path: BTreeSet<&str> = BTreeSet::new();
        let mut next = Some(start);
        while let Some(decl) = next {
            let name = decl.name.node.as_str();
            if done.contains(name) {
                break;
            }
            if !on_path.insert(name) {
                let rest = path.iter().skip_while(|other| other.name.node != name).skip(1);
                sink.push(cycle(decl, &rest.copied().collect::<Vec<_>>()));
                break;
            }
            path.push(decl);
            next = parts(decl).iter().find_map(|part| by_name.get(part.node.as_str()).copied());
        }
        done.extend(on_path);
    }
}

fn cycle(first: &TypeDecl, rest: &[&TypeDecl]) -> Diagnostic {
    let name = first.name.node.as_str();
    let through = rest.iter().map(|decl| decl.name.node.as_str());
    let names: Vec<&str> = std::iter::once(name).chain(through).chain([name]).collect();
    let message = format!("type `{name}` is defined by itself");
    Diagnostic::error(code::BAD_TYPE, message, first.name.span, names.join(" → "))
}
