//! Declared types: primitives, other names, subtypes and unions, and the order among them.
//!
//! A subtype's values are some of its base's; a union's are those of its members. What type a variable of a rule has is
//! found in [`super::infer`]; this module only knows which declared types there are.

use std::collections::{BTreeSet, HashMap};

use super::ir::Type;
use super::messages::{code, nearest_help};
use super::unsupported::unsupported;
use crate::diagnostic::Diagnostic;
use crate::syntax::tree::{Name, TypeDecl, TypeDefinition};

/// Index of a type in a [`Lattice`]; the primitives come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TypeId(usize);

/// The primitive types with their names, in the order of their [`TypeId`]s.
pub(super) const PRIMITIVES: [(&str, Type); 5] = [
    ("symbol", Type::Symbol),
    ("number", Type::Number),
    ("unsigned", Type::Unsigned),
    ("float", Type::Float),
    ("date", Type::Date),
];

/// The name of a primitive type.
pub fn type_name(ty: Type) -> &'static str {
    PRIMITIVES.iter().find(|(_, other)| *other == ty).map_or("symbol", |(name, _)| name)
}

/// What a type's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Type(TypeId),
    /// Its declaration was reported; nothing more is said of what has this type.
    AtFault,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    primitive: Type,
    /// The base of a subtype.
    base: Option<TypeId>,
    /// The types that are no unions whose values this type's values are; a type that is no union has itself alone.
    leaves: BTreeSet<TypeId>,
}

/// All types of a program by name.
#[derive(Clone, Debug)]
pub(super) struct Lattice {
    entries: Vec<Entry>,
    by_name: HashMap<String, Found>,
}

impl Lattice {
    /// The lattice of the primitive types alone.
    pub(super) fn primitive() -> Self {
        let mut lattice = Self { entries: Vec::new(), by_name: HashMap::new() };
        for (name, primitive) in PRIMITIVES {
            let id = lattice.add(name, primitive, None, BTreeSet::new());
            lattice.by_name.insert(name.to_owned(), Found::Type(id));
        }
        lattice
    }

    /// The primitive types and the declared ones. What cannot be resolved is reported and has no type: whoever uses it later
    /// says nothing more about it.
    pub(super) fn declared(decls: &[&TypeDecl], sink: &mut Vec<Diagnostic>) -> Self {
        let mut lattice = Self::primitive();
        let decls = lattice.distinct(decls, sink);
        let mut pending = lattice.with_known_parts(decls, sink);
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
        lattice
    }

    /// What a name stands for, if anything declares it.
    pub(super) fn find(&self, name: &str) -> Option<Found> {
        self.by_name.get(name).copied()
    }

    /// The type of a name; none if nothing declares it, or its declaration is at fault.
    pub(super) fn id(&self, name: &str) -> Option<TypeId> {
        match self.find(name)? {
            Found::Type(id) => Some(id),
            Found::AtFault => None,
        }
    }

    /// All names, sorted.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.by_name.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// The primitive type behind a type.
    pub(super) fn primitive_of(&self, id: TypeId) -> Type {
        self.entries[id.0].primitive
    }

    /// The name under which a type was first declared.
    pub(super) fn name(&self, id: TypeId) -> &str {
        &self.entries[id.0].name
    }

    /// The id of a primitive type.
    pub(super) fn id_of(ty: Type) -> TypeId {
        TypeId(PRIMITIVES.iter().position(|(_, other)| *other == ty).unwrap_or(0))
    }

    /// Whether every value of `sub` is one of `of`.
    pub(super) fn is_subtype(&self, sub: TypeId, of: TypeId) -> bool {
        sub == of || self.entries[sub.0].leaves.iter().all(|&leaf| self.leaf_is_under(leaf, of))
    }

    /// The greatest types whose values are in some type of `left` and in some type of `right`; none if no value can be.
    pub(super) fn common(&self, left: &BTreeSet<TypeId>, right: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
        let pairs = left.iter().flat_map(|&a| right.iter().map(move |&b| (a, b)));
        pairs.flat_map(|(a, b)| self.common_of_two(a, b)).collect()
    }

    fn common_of_two(&self, a: TypeId, b: TypeId) -> BTreeSet<TypeId> {
        if self.is_subtype(a, b) {
            return BTreeSet::from([a]);
        }
        if self.is_subtype(b, a) {
            return BTreeSet::from([b]);
        }
        let (left, right) = (&self.entries[a.0].leaves, &self.entries[b.0].leaves);
        let under = |leaf: &&TypeId, others: &BTreeSet<TypeId>| {
            others.iter().any(|&other| self.leaf_is_under(**leaf, other))
        };
        let of_left = left.iter().filter(|leaf| under(leaf, right));
        of_left.chain(right.iter().filter(|leaf| under(leaf, left))).copied().collect()
    }

    fn leaf_is_under(&self, leaf: TypeId, of: TypeId) -> bool {
        let goals = &self.entries[of.0].leaves;
        let mut chain = std::iter::successors(Some(leaf), |id| self.entries[id.0].base);
        chain.any(|id| id == of || goals.contains(&id))
    }

    fn add(&mut self, name: &str, primitive: Type, base: Option<TypeId>, leaves: BTreeSet<TypeId>) -> TypeId {
        let id = TypeId(self.entries.len());
        let leaves = if leaves.is_empty() { BTreeSet::from([id]) } else { leaves };
        self.entries.push(Entry { name: name.to_owned(), primitive, base, leaves });
        id
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
            TypeDefinition::Record(_) => {
                sink.push(unsupported("records", decl.name.span));
                None
            }
            TypeDefinition::Branches(_) => {
                sink.push(unsupported("algebraic data types", decl.name.span));
                None
            }
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

/// The error for a type name that nothing declares.
pub(super) fn unknown_type(name: &Name, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        code::UNKNOWN_TYPE,
        format!("unknown type `{}`", name.node),
        name.span,
        "no `.type` declares it",
    );
    match nearest_help(&name.node, known.iter().copied()) {
        Some(help) => diagnostic.with_help(help),
        None => {
            diagnostic.with_help("the built-in types are `symbol`, `number`, `unsigned`, `float` and `date`")
        }
    }
}

fn parts(decl: &TypeDecl) -> &[Name] {
    match &decl.definition {
        TypeDefinition::Subtype(base) => std::slice::from_ref(base),
        TypeDefinition::Union(members) => members,
        TypeDefinition::Record(_) | TypeDefinition::Branches(_) => &[],
    }
}

/// Every declaration left has a part that is left too, so following such parts runs into a cycle.
fn report_cycles(left: &[&TypeDecl], sink: &mut Vec<Diagnostic>) {
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
