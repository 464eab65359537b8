//! The types that a program declares, read into the lattice: each name once, parts before what is made of them.
//!
//! What cannot be resolved is reported and has no type: whoever uses it later says nothing more about it.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::cycles::{parts, report_cycles};
use super::shapes::written;
use super::{Found, Lattice, PRIMITIVES, TypeId, type_name, unknown_type};
use crate::diagnostic::Diagnostic;
use crate::program::ir::Type;
use crate::program::messages::code;
use crate::store::Dictionary;
use crate::syntax::tree::{Name, TypeDecl, TypeDefinition};

impl Lattice {
    /// The primitive types and the declared ones. What cannot be resolved is reported and has no type: whoever uses it later
    /// says nothing more about it.
    pub(in crate::program) fn declared(
        decls: &[&TypeDecl],
        dictionary: &Dictionary,
        sink: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut lattice = Self::primitive();
        let decls = lattice.distinct(decls, sink);
        let (composite, others): (Vec<&TypeDecl>, Vec<&TypeDecl>) =
            decls.iter().partition(|decl| is_composite(decl));
        lattice.name_composite(&composite, &written(&decls), dictionary);
        let mut pending = lattice.with_known_parts(others, sink);
        while let Some(at) = pending.iter().position(|decl| lattice.ready(decl)) {
            let mut rest = Vec::new();
            for decl in pending.drain(at..).collect::<Vec<_>>() {
                if lattice.ready(decl) { lattice.define(decl, sink) } else { rest.push(decl) }
            }
            pending.append(&mut rest);
        }
        report_cycles(&pending, sink);
        for decl in pending {
            lattice.by_name.insert(decl.name.node.clone(), Found::AtFault);
        }
        lattice.define_composite(&composite, dictionary, sink);
        lattice
    }

    /// The first declaration of each name; the others are reported.
    fn distinct<'t>(&self, decls: &[&'t TypeDecl], sink: &mut Vec<Diagnostic>) -> Vec<&'t TypeDecl> {
        let mut first: HashMap<&str, &TypeDecl> = HashMap::new();
        let mut kept = Vec::new();
        for &decl in decls {
            let name = decl.name.node.as_str();
            if self.by_name.contains_key(name) {
                sink.push(
                    Diagnostic::error(
                        code::DUPLICATE_TYPE,
                        format!("type `{name}` is built in"),
                        decl.name.span,
                        "declared again here",
                    )
                    .with_help("give the new type another name"),
                );
            } else if let Some(other) = first.get(name) {
                sink.push(
                    Diagnostic::error(
                        code::DUPLICATE_TYPE,
                        format!("type `{name}` is declared twice"),
                        decl.name.span,
                        "declared again here",
                    )
                    .with_label(other.name.span, "first declared here"),
                );
            } else {
                first.insert(name, decl);
                kept.push(decl);
            }
        }
        kept
    }

    /// Reports parts that no declaration names; a declaration with such a part has no type.
    fn with_known_parts<'t>(
        &mut self,
        decls: Vec<&'t TypeDecl>,
        sink: &mut Vec<Diagnostic>,
    ) -> Vec<&'t TypeDecl> {
        let mut names: Vec<&str> = PRIMITIVES.iter().map(|(name, _)| *name).collect();
        names.extend(decls.iter().map(|decl| decl.name.node.as_str()));
        names.extend(self.shapes.values().map(|(id, _)| self.entries[id.0].name.as_str()));
        let known: BTreeSet<&str> = names.iter().copied().collect();
        let mut kept = Vec::new();
        for decl in decls {
            let unknown: Vec<&Name> =
                parts(decl).iter().filter(|part| !known.contains(part.node.as_str())).collect();
            sink.extend(unknown.iter().map(|part| unknown_type(part, &names)));
            if unknown.is_empty() {
                kept.push(decl);
            } else {
                self.by_name.insert(decl.name.node.clone(), Found::AtFault);
            }
        }
        kept
    }

    fn ready(&self, decl: &TypeDecl) -> bool {
        parts(decl).iter().all(|part| self.by_name.contains_key(&part.node))
    }

    /// Defines a type whose parts are all defined.
    fn define(&mut self, decl: &TypeDecl, sink: &mut Vec<Diagnostic>) {
        let resolved: Option<Vec<TypeId>> = parts(decl).iter().map(|part| self.id(&part.node)).collect();
        let name = &decl.name.node;
        let id = resolved.and_then(|ids| match &decl.definition {
            TypeDefinition::Subtype(base) => self.define_subtype(name, *ids.first()?, base, sink),
            TypeDefinition::Union(members) if members.len() == 1 => ids.first().copied(),
            TypeDefinition::Union(members) => self.define_union(name, &ids, members, sink),
            // Those are defined apart.
            TypeDefinition::Record(_) | TypeDefinition::Branches(_) => None,
        });
        self.by_name.insert(name.clone(), id.map_or(Found::AtFault, Found::Type));
    }

    fn define_subtype(
        &mut self,
        name: &str,
        base: TypeId,
        written: &Name,
        sink: &mut Vec<Diagnostic>,
    ) -> Option<TypeId> {
        if let Type::Record(_) = self.primitive_of(base) {
            let message = format!("type `{name}` cannot be a subtype of the record `{}`", written.node);
            sink.push(Diagnostic::error(code::BAD_TYPE, message, written.span, "a record"));
            return None;
        }
        if !self.entries[base.0].leaves.contains(&base) {
            sink.push(
                Diagnostic::error(
                    code::BAD_TYPE,
                    format!("type `{name}` cannot be a subtype of the union `{}`", written.node),
                    written.span,
                    "a union",
                )
                .with_help("make it a subtype of one of the members"),
            );
            return None;
        }
        Some(self.add(name, self.primitive_of(base), Some(base), BTreeSet::new()))
    }

    fn define_union(
        &mut self,
        name: &str,
        ids: &[TypeId],
        members: &[Name],
        sink: &mut Vec<Diagnostic>,
    ) -> Option<TypeId> {
        let first = *ids.first()?;
        let primitive = self.primitive_of(first);
        let composite = |id: &TypeId| self.primitive_of(*id).shape().is_some();
        if let Some((_, member)) = ids.iter().zip(members).find(|(id, _)| composite(id)) {
            let message = format!("union `{name}` has `{}`, whose values have fields", member.node);
            sink.push(Diagnostic::error(code::BAD_TYPE, message, member.span, "no primitive type"));
            return None;
        }
        let mut others = ids.iter().zip(members);
        if let Some((&id, member)) = others.find(|(id, _)| self.primitive_of(**id) != primitive) {
            let mut diagnostic = Diagnostic::error(
                code::BAD_TYPE,
                format!("union `{name}` mixes types of different kinds"),
                member.span,
                format!("`{}` is a `{}`", member.node, type_name(self.primitive_of(id))),
            );
            if let Some(member) = members.first() {
                let text = format!("`{}` is a `{}`", member.node, type_name(primitive));
                diagnostic = diagnostic.with_label(member.span, text);
            }
            sink.push(diagnostic);
            return None;
        }
        let leaves = ids.iter().flat_map(|id| self.entries[id.0].leaves.iter().copied()).collect();
        Some(self.add(name, primitive, None, leaves))
    }
}

fn is_composite(decl: &TypeDecl) -> bool {
    matches!(decl.definition, TypeDefinition::Record(_) | TypeDefinition::Branches(_))
}
