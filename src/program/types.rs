//! Declared types: primitives, other names, subtypes, unions, records and algebraic data types, and the order among them.
//!
//! A subtype's values are some of its base's; a union's are those of its members. What type a variable of a rule has is
//! found in [`super::infer`]; this module only knows which declared types there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ir::{ShapeId, Type};
use super::messages::{code, nearest_help, shown};
use crate::diagnostic::Diagnostic;
use crate::store::{Branch, Dictionary, Shape};
use crate::syntax::printer;
use crate::syntax::tree::{Attribute, Name, Statement, TypeDecl, TypeDefinition};

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

/// The name of a primitive type; what a type that is none is.
pub fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Record(_) => "record",
        Type::Branches(_) => "branch",
        _ => PRIMITIVES.iter().find(|(_, other)| *other == ty).map_or("symbol", |(name, _)| name),
    }
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

/// The fields of a record or a branch as declared; a type at fault is none.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    /// The branch's name, empty for a record.
    pub(super) branch: String,
    pub(super) types: Vec<Option<TypeId>>,
}

/// A branch of an algebraic data type by its name.
#[derive(Clone, Copy, Debug)]
pub(super) struct BranchRef {
    /// The type.
    pub(super) shape: ShapeId,
    /// Its place among the branches of the type.
    pub(super) tag: usize,
}

/// All types of a program by name.
#[derive(Clone, Debug)]
pub(super) struct Lattice {
    entries: Vec<Entry>,
    by_name: HashMap<String, Found>,
    /// The fields of each record type and of each branch, with the type itself.
    shapes: BTreeMap<ShapeId, (TypeId, Vec<Fields>)>,
    branches: HashMap<String, BranchRef>,
}

impl Lattice {
    /// The lattice of the primitive types alone.
    pub(super) fn primitive() -> Self {
        let mut lattice = Self {
            entries: Vec::new(),
            by_name: HashMap::new(),
            shapes: BTreeMap::new(),
            branches: HashMap::new(),
        };
        for (name, primitive) in PRIMITIVES {
            let id = lattice.add(name, primitive, None, BTreeSet::new());
            lattice.by_name.insert(name.to_owned(), Found::Type(id));
        }
        lattice
    }

    /// The primitive types and the declared ones. What cannot be resolved is reported and has no type: whoever uses it later
    /// says nothing more about it.
    pub(super) fn declared(decls: &[&TypeDecl], dictionary: &Dictionary, sink: &mut Vec<Diagnostic>) -> Self {
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

    /// The types of a checked program, each with what its values are.
    pub(super) fn of_types(types: &[(String, Type)], dictionary: &Dictionary) -> Self {
        let mut lattice = Self::primitive();
        for (name, ty) in types {
            let known = lattice.entries.iter().position(|entry| entry.primitive == *ty).map(TypeId);
            let id = known.unwrap_or_else(|| lattice.add(name, *ty, None, BTreeSet::new()));
            lattice.by_name.insert(name.clone(), Found::Type(id));
        }
        let composite = lattice
            .entries
            .iter()
            .enumerate()
            .filter_map(|(at, it)| Some((TypeId(at), it.primitive.shape()?)));
        for (id, shape) in composite.collect::<Vec<_>>() {
            let fields = |branch: &Branch| Fields {
                branch: branch.name.clone(),
                types: branch.fields.iter().map(|(_, ty)| Some(lattice.id_of(*ty))).collect(),
            };
            let fields = dictionary.shape(shape).branches.iter().map(fields).collect();
            lattice.add_shape(shape, id, fields);
        }
        lattice
    }

    /// The declared names, sorted, each with what its values are.
    pub(super) fn types(&self) -> Vec<(String, Type)> {
        let declared = |name: &&str| PRIMITIVES.iter().all(|(primitive, _)| primitive != name);
        let names = self.names().into_iter().filter(declared);
        names.filter_map(|name| Some((name.to_owned(), self.primitive_of(self.id(name)?)))).collect()
    }

    /// Gives each record type and algebraic data type its name and its place among the shapes.
    fn name_composite(&mut self, decls: &[&TypeDecl], declarations: &str, dictionary: &Dictionary) {
        let first = dictionary.shapes(declarations, decls.len());
        for (decl, place) in decls.iter().zip(first.0..) {
            let shape = ShapeId(place);
            let ty = match &decl.definition {
                TypeDefinition::Branches(_) => Type::Branches(shape),
                _ => Type::Record(shape),
            };
            let id = self.add(&decl.name.node, ty, None, BTreeSet::new());
            self.by_name.insert(decl.name.node.clone(), Found::Type(id));
            self.shapes.insert(shape, (id, Vec::new()));
        }
    }

    /// Resolves the types of the fields, now that every type has a name.
    fn define_composite(&mut self, decls: &[&TypeDecl], dictionary: &Dictionary, sink: &mut Vec<Diagnostic>) {
        let mut places: HashMap<&str, &Name> = HashMap::new();
        for decl in decls {
            let Some(id) = self.id(&decl.name.node) else { continue };
            let Some(shape) = self.primitive_of(id).shape() else { continue };
            let nameless = Name::new(String::new(), decl.name.span);
            let branches: Vec<(&Name, &[Attribute])> = match &decl.definition {
                TypeDefinition::Record(fields) => vec![(&nameless, fields)],
                TypeDefinition::Branches(branches) => {
                    branches.iter().map(|branch| (&branch.name, branch.fields.as_slice())).collect()
                }
                TypeDefinition::Subtype(_) | TypeDefinition::Union(_) => continue,
            };
            if let TypeDefinition::Branches(branches) = &decl.definition {
                report_repeated(branches.iter().map(|branch| &branch.name), &mut places, sink);
            }
            let fields =
                branches.iter().map(|(name, attributes)| self.fields(name, attributes, sink)).collect();
            self.add_shape(shape, id, fields);
            dictionary.define_shape(shape, self.shape(&decl.name.node, &branches));
        }
    }

    fn fields(&self, branch: &Name, attributes: &[Attribute], sink: &mut Vec<Diagnostic>) -> Fields {
        let mut seen: HashMap<&str, &Name> = HashMap::new();
        for attribute in attributes {
            let name = &attribute.name;
            if let Some(first) = seen.insert(&name.node, name) {
                let message = format!("two fields are named `{}`", name.node);
                let again =
                    Diagnostic::error(code::DUPLICATE_ATTRIBUTE, message, name.span, "the same name again");
                // As in Soufflé, only the fields of records must have different names: those of branches are not asked for by name.
                if branch.node.is_empty() {
                    sink.push(again.with_label(first.span, "first here"));
                }
            }
            if self.find(&attribute.ty.node).is_none() {
                sink.push(unknown_type(&attribute.ty, &self.names()));
            }
        }
        let types = attributes.iter().map(|attribute| self.id(&attribute.ty.node)).collect();
        Fields { branch: branch.node.clone(), types }
    }

    fn add_shape(&mut self, shape: ShapeId, id: TypeId, fields: Vec<Fields>) {
        for (tag, branch) in fields.iter().enumerate().filter(|(_, fields)| !fields.branch.is_empty()) {
            self.branches.entry(branch.branch.clone()).or_insert(BranchRef { shape, tag });
        }
        self.shapes.insert(shape, (id, fields));
    }

    fn shape(&self, name: &str, branches: &[(&Name, &[Attribute])]) -> Shape {
        let field = |attribute: &Attribute| {
            let ty = self.id(&attribute.ty.node).map_or(Type::Symbol, |id| self.primitive_of(id));
            (attribute.name.node.clone(), ty)
        };
        let branch = |(name, attributes): &(&Name, &[Attribute])| Branch {
            name: name.node.clone(),
            fields: attributes.iter().map(field).collect(),
        };
        Shape { name: name.to_owned(), branches: branches.iter().map(branch).collect() }
    }

    /// The fields of a record type, or of one branch of an algebraic data type.
    pub(super) fn fields_of(&self, shape: ShapeId, tag: usize) -> Option<&Fields> {
        self.shapes.get(&shape).and_then(|(_, branches)| branches.get(tag))
    }

    /// The name of a record type or an algebraic data type.
    pub(super) fn shape_name(&self, shape: ShapeId) -> &str {
        self.shapes.get(&shape).map_or("", |(id, _)| self.name(*id))
    }

    /// The branch of a name.
    pub(super) fn branch(&self, name: &str) -> Option<BranchRef> {
        self.branches.get(name).copied()
    }

    /// The names of all branches, sorted.
    pub(super) fn branch_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.branches.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
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

    /// The id of a type whose values are of this kind and that is no subtype.
    pub(super) fn id_of(&self, ty: Type) -> TypeId {
        TypeId(self.entries.iter().position(|entry| entry.primitive == ty).unwrap_or(0))
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

/// The declarations as text, without documentation.
fn written(decls: &[&TypeDecl]) -> String {
    let text = |decl: &&TypeDecl| {
        printer::statement(&Statement::Type(TypeDecl { docs: Vec::new(), ..(**decl).clone() }))
    };
    decls.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn is_composite(decl: &TypeDecl) -> bool {
    matches!(decl.definition, TypeDefinition::Record(_) | TypeDefinition::Branches(_))
}

/// Reports branches of a name that another branch has; a branch tells its type by its name alone.
fn report_repeated<'t>(
    names: impl Iterator<Item = &'t Name>,
    seen: &mut HashMap<&'t str, &'t Name>,
    sink: &mut Vec<Diagnostic>,
) {
    for name in names {
        if let Some(first) = seen.get(name.node.as_str()) {
            let message = format!("branch {} is declared twice", shown(&name.node));
            sink.push(
                Diagnostic::error(code::DUPLICATE_TYPE, message, name.span, "declared again here")
                    .with_label(first.span, "first declared here"),
            );
        }
        seen.entry(&name.node).or_insert(name);
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
