//! Declarations as text: types, relations, lattices, functors, components.

use super::super::tree::{
    Attribute, Branch, Component, ComponentInit, ComponentType, FunctorDecl, LatticeDecl, Name, Qualifier,
    RelationDecl, Term, TypeDecl, TypeDefinition,
};
use super::{docs, formula, joined, statements};

/// `.type`.
pub(super) fn type_decl(decl: &TypeDecl) -> String {
    let definition = match &decl.definition {
        TypeDefinition::Subtype(base) => format!("<: {}", base.node),
        TypeDefinition::Union(members) => format!("= {}", names(members, " | ")),
        TypeDefinition::Record(fields) => format!("= [{}]", attributes(fields)),
        TypeDefinition::Branches(branches) => format!("= {}", joined(branches, " | ", branch)),
    };
    format!("{}.type {} {definition}", docs(&decl.docs), decl.name.node)
}

fn branch(branch: &Branch) -> String {
    let fields = attributes(&branch.fields);
    if fields.is_empty() {
        format!("{} {{}}", branch.name.node)
    } else {
        format!("{} {{ {fields} }}", branch.name.node)
    }
}

fn names(names: &[Name], separator: &str) -> String {
    joined(names, separator, |name| name.node.to_string())
}

fn attributes(attributes: &[Attribute]) -> String {
    joined(attributes, ", ", |attribute| {
        let angles = if attribute.is_lattice { "<>" } else { "" };
        format!("{}: {}{angles}", attribute.name.node, attribute.ty.node)
    })
}

/// `.decl`.
pub(super) fn relation_decl(decl: &RelationDecl) -> String {
    let words = joined(&decl.qualifiers, "", |word| format!(" {}", qualifier(&word.node)));
    let choices = joined(&decl.choices, ", ", |columns| match columns.node.as_slice() {
        [only] => only.node.to_string(),
        several => format!("({})", names(several, ", ")),
    });
    let choices = if choices.is_empty() { choices } else { format!(" choice-domain {choices}") };
    let delta = decl.qualifiers.iter().any(|one| matches!(one.node, Qualifier::DeltaOf(_)));
    let attributes = if delta { String::new() } else { format!("({})", attributes(&decl.attributes)) };
    format!("{}.decl {}{attributes}{words}{choices}", docs(&decl.docs), decl.name.node)
}

fn qualifier(qualifier: &Qualifier) -> String {
    let word = match qualifier {
        Qualifier::Closed => "closed",
        Qualifier::Open => "open",
        Qualifier::Undetermined(companion) => return format!("undetermined {companion}"),
        Qualifier::Denied(companion) => return format!("denied {companion}"),
        Qualifier::DeltaOf(relation) => return format!("= debug_delta({})", relation.node),
        Qualifier::Assumable => "assumable",
        Qualifier::Input => "input",
        Qualifier::Output => "output",
        Qualifier::Printsize => "printsize",
        Qualifier::Hint(word) => word,
    };
    word.to_owned()
}

/// `.lattice`.
pub(super) fn lattice(decl: &LatticeDecl) -> String {
    let operator =
        |(name, definition): &(Name, Term)| format!("{} -> {}", name.node, formula::term(definition));
    let operators = joined(&decl.operators, ", ", operator);
    format!("{}.lattice {}<> {{ {operators} }}", docs(&decl.docs), decl.name.node)
}

/// `.functor`.
pub(super) fn functor(decl: &FunctorDecl) -> String {
    let operands = joined(&decl.operands, ", ", |(name, ty)| match name {
        Some(name) => format!("{}: {}", name.node, ty.node),
        None => ty.node.to_string(),
    });
    let stateful = if decl.stateful { " stateful" } else { "" };
    format!("{}.functor {}({operands}): {}{stateful}", docs(&decl.docs), decl.name.node, decl.result.node)
}

/// `.comp`, with what stands in it indented.
pub(super) fn component(component: &Component) -> String {
    let bases = joined(&component.bases, ", ", component_type);
    let bases = if bases.is_empty() { bases } else { format!(" : {bases}") };
    let body: String = statements(&component.body).lines().map(indented).collect();
    format!("{}.comp {}{bases} {{\n{body}}}", docs(&component.docs), component_type(&component.head))
}

fn indented(line: &str) -> String {
    if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }
}

/// `.init`.
pub(super) fn init(init: &ComponentInit) -> String {
    format!(".init {} = {}", init.name.node, component_type(&init.component))
}

fn component_type(ty: &ComponentType) -> String {
    if ty.arguments.is_empty() {
        return ty.name.node.to_string();
    }
    format!("{}<{}>", ty.name.node, names(&ty.arguments, ", "))
}
