//! Declared types: primitives, other names, subtypes, unions, records and algebraic data types, and the order among them.
//!
//! A subtype's values are some of its base's; a union's are those of its members. The declarations are read in [`declarations`];
//! what type a variable of a rule has is found in [`super::infer`]; this module only knows which declared types there are.

mod cycles;
mod declarations;
mod shapes;

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::ir::{ShapeId, Type};
use super::messages::{code, nearest_help};
use crate::diagnostic::Diagnostic;
use crate::store::{Branch, Dictionary};
use crate::syntax::tree::{Name, Text};

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
    name: Text,
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
    pub(super) branch: Text,
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
    by_name: HashMap<Text, Found>,
    /// The fields of each record type and of each branch, with the type itself.
    shapes: BTreeMap<ShapeId, (TypeId, Vec<Fields>)>,
    branches: HashMap<Text, BranchRef>,
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
            lattice.by_name.insert(name.into(), Found::Type(id));
        }
        lattice
    }

    /// The types of a checked program, each with what its values are.
    pub(super) fn of_types(types: &[(String, Type)], dictionary: &Dictionary) -> Self {
        let mut lattice = Self::primitive();
        for (name, ty) in types {
            let known = lattice.entries.iter().position(|entry| entry.primitive == *ty).map(TypeId);
            let id = known.unwrap_or_else(|| lattice.add(name, *ty, None, BTreeSet::new()));
            lattice.by_name.insert(name.into(), Found::Type(id));
        }
        let composite = lattice
            .entries
            .iter()
            .enumerate()
            .filter_map(|(at, it)| Some((TypeId(at), it.primitive.shape()?)));
        for (id, shape) in composite.collect::<Vec<_>>() {
            let fields = |branch: &Branch| Fields {
                branch: branch.name.as_str().into(),
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

    fn add_shape(&mut self, shape: ShapeId, id: TypeId, fields: Vec<Fields>) {
        for (tag, branch) in fields.iter().enumerate().filter(|(_, fields)| !fields.branch.is_empty()) {
            self.branches.entry(branch.branch.clone()).or_insert(BranchRef { shape, tag });
        }
        self.shapes.insert(shape, (id, fields));
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
        let mut names: Vec<&str> = self.branches.keys().map(Text::as_str).collect();
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
        let mut names: Vec<&str> = self.by_name.keys().map(Text::as_str).collect();
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
        self.entries.push(Entry { name: name.into(), primitive, base, leaves });
        id
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
