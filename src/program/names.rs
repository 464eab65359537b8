//! Relations by name: their declarations read, checked and looked up.
//!
//! [`Scope`] is what the rest of the checker knows of the relations, whether they come from declarations or, for a question,
//! from a program that is already checked. Types behind the columns are in [`super::types`].

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::ir::{self, Kind, LatticeColumn, Program, RelationId, Type, World};
use super::messages::{code, counted, either, shown};
use super::natives::{self, Natives};
use super::types::{Lattice, TypeId, type_name, unknown_type};
use crate::diagnostic::suggest::{is_slip, kindred, suggest};
use crate::diagnostic::{Diagnostic, Span};
use crate::store::Dictionary;
use crate::syntax::tree::{self, Atom, Docs, Name, Qualifier, RelationDecl, Text};

/// A column as rules see it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: Text,
    /// None when the declared type is at fault and was reported: the column then fits everything.
    pub(super) ty: Option<TypeId>,
}

/// A relation as rules see it.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    pub(super) name: Text,
    pub(super) columns: Vec<Column>,
    pub(super) span: Span,
}

/// The relations and types in sight.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) lattice: Lattice,
    /// Whether arithmetic wraps.
    pub(super) wrapping: bool,
    signatures: Vec<Signature>,
    by_name: HashMap<Text, RelationId>,
    /// Whether heads take values of wider types than their columns have, as under `.pragma "legacy"`.
    pub(super) legacy: bool,
    /// The last columns of relations that have columns of lattices.
    pub(super) cells: BTreeMap<RelationId, Vec<LatticeColumn>>,
    /// The functors of native libraries.
    pub(super) natives: Natives,
}

impl Scope {
    /// The relations of a checked program, for a question or a fact asked of it; subtypes and unions are as what their values are.
    pub(super) fn of_program(program: &Program, dictionary: &Dictionary) -> Self {
        let lattice = Lattice::of_types(&program.types, dictionary);
        let natives = natives::of_program(program, &lattice);
        let mut scope = Self {
            lattice,
            wrapping: program.wrapping,
            signatures: Vec::new(),
            by_name: HashMap::new(),
            legacy: false,
            cells: BTreeMap::new(),
            natives,
        };
        for relation in &program.relations {
            let column = |attribute: &ir::Attribute| Column {
                name: attribute.name.clone(),
                ty: Some(scope.lattice.id_of(attribute.ty)),
            };
            scope.add(Signature {
                name: relation.name.clone(),
                columns: relation.attributes.iter().map(column).collect(),
                span: relation.span,
            });
            if let Kind::Lattice(cells) = &relation.kind {
                scope.cells.insert(RelationId(scope.len() - 1), cells.clone());
            }
        }
        scope
    }

    /// Adds a relation; a later one of the same name is kept but not found by name.
    pub(super) fn add(&mut self, signature: Signature) -> RelationId {
        let id = RelationId(self.signatures.len());
        self.by_name.entry(signature.name.clone()).or_insert(id);
        self.signatures.push(signature);
        id
    }

    /// Of two declarations of one relation either may be meant: columns whose types differ fit everything.
    fn doubt(&mut self, id: RelationId, other: &RelationDecl) {
        for (column, other) in self.signatures[id.0].columns.iter_mut().zip(&other.attributes) {
            if column.ty != self.lattice.id(&other.ty.node) {
                column.ty = None;
            }
        }
    }

    /// How many relations there are.
    pub(super) fn len(&self) -> usize {
        self.signatures.len()
    }

    /// The relation of a name.
    pub(super) fn find(&self, name: &str) -> Option<RelationId> {
        self.by_name.get(name).copied()
    }

    /// What is known of a relation; ids come from this scope alone.
    pub(super) fn signature(&self, id: RelationId) -> &Signature {
        &self.signatures[id.0]
    }

    /// The names of the relations that a program may write.
    pub(super) fn relation_names(&self) -> impl Iterator<Item = &str> {
        self.signatures.iter().map(|signature| signature.name.as_str()).filter(|name| !name.contains('@'))
    }

    /// The name of the type of a relation's column, where there is such a column with a type that is known.
    pub(super) fn type_of_column(&self, relation: &str, column: usize) -> Option<&str> {
        let ty = self.signature(self.find(relation)?).columns.get(column)?.ty?;
        Some(self.lattice.name(ty))
    }

    /// Sets the type of a column of a relation that the checker made.
    pub(super) fn set_type(&mut self, id: RelationId, column: usize, ty: Type) {
        if let Some(column) = self.signatures[id.0].columns.get_mut(column) {
            column.ty = Some(self.lattice.id_of(ty));
        }
    }

    /// The relation of an atom with as many columns as the atom has terms, or what is wrong with it.
    pub(super) fn resolve(&self, atom: &Atom) -> Result<RelationId, Box<Diagnostic>> {
        let id = self.resolve_name(&atom.relation, "no `.decl` declares it")?;
        let signature = self.signature(id);
        let (wanted, given) = (signature.columns.len(), atom.terms.len());
        if wanted == given {
            return Ok(id);
        }
        let columns: Vec<&str> = signature.columns.iter().map(|column| column.name.as_str()).collect();
        let message = format!(
            "{} has {}, but {} given",
            shown(&signature.name),
            counted(wanted, "column"),
            if given == 1 { "1 argument is".to_owned() } else { format!("{given} arguments are") },
        );
        let columns = columns.join(", ");
        let mut diagnostic =
            Diagnostic::error(code::WRONG_ARITY, message, atom.relation.span, counted(given, "argument"))
                .with_label(
                    signature.span,
                    format!("declared with {}: {columns}", counted(wanted, "column")),
                );
        if !signature.name.contains('@') {
            let whole = format!("`{}({columns})`", signature.name);
            diagnostic = diagnostic.with_help(format!("give one for each column: {whole}"));
        }
        Err(Box::new(diagnostic))
    }

    /// The relation of a name, or what is wrong with it; `reason` stands under the caret.
    pub(super) fn resolve_name(&self, name: &Name, reason: &str) -> Result<RelationId, Box<Diagnostic>> {
        if let Some(id) = self.find(&name.node) {
            return Ok(id);
        }
        let message = format!("unknown relation {}", shown(&name.node));
        let diagnostic = Diagnostic::error(code::UNKNOWN_RELATION, message, name.span, reason);
        let known: Vec<&str> = self.relation_names().collect();
        // In a component a relation has its last name alone.
        let last = known.iter().filter_map(|name| name.rsplit_once('.').map(|(_, last)| last)).collect();
        let mut similar = similar_relations(&name.node, known.clone());
        if similar.is_empty() {
            similar = similar_relations(&name.node, last);
        }
        Err(Box::new(match similar.as_slice() {
            [] => diagnostic,
            similar => diagnostic.with_help(format!("did you mean {}?", either(similar))),
        }))
    }
}

/// The relation that a misspelt name was probably meant to be; where it is no mere slip, also those that share a word with it.
fn similar_relations<'n>(name: &str, known: Vec<&'n str>) -> Vec<&'n str> {
    const OFFERED: usize = 3;
    let nearest = suggest(name, known.iter().copied());
    if nearest.is_some_and(|it| is_slip(name, it)) {
        return nearest.into_iter().collect();
    }
    let mut similar = kindred(name, known, OFFERED);
    similar.extend(nearest.filter(|it| !similar.contains(it)));
    similar.truncate(OFFERED);
    similar
}

/// Reads the declarations: the scope for the rules and the relations of the checked program, in order.
pub(super) fn declare(
    decls: &[&RelationDecl],
    lattice: Lattice,
    sink: &mut Vec<Diagnostic>,
) -> (Scope, Vec<ir::Relation>) {
    let mut scope = Scope {
        lattice,
        wrapping: false,
        signatures: Vec::new(),
        by_name: HashMap::new(),
        legacy: false,
        cells: BTreeMap::new(),
        natives: Natives::new(),
    };
    let mut kept = Vec::new();
    for &decl in decls {
        if let Some(first) = scope.find(&decl.name.node) {
            sink.push(duplicate(decl, scope.signature(first).span));
            scope.doubt(first, decl);
            continue;
        }
        let columns = columns(decl, &scope.lattice, sink);
        scope.add(Signature { name: decl.name.node.clone(), columns, span: decl.name.span });
        kept.push(decl);
    }
    let relations = kept.iter().map(|decl| relation(decl, &scope, sink)).collect();
    (scope, relations)
}

fn duplicate(decl: &RelationDecl, first: Span) -> Diagnostic {
    let message = format!("relation {} is declared twice", shown(&decl.name.node));
    Diagnostic::error(code::DUPLICATE_RELATION, message, decl.name.span, "declared again here")
        .with_label(first, "first declared here")
}

fn columns(decl: &RelationDecl, lattice: &Lattice, sink: &mut Vec<Diagnostic>) -> Vec<Column> {
    let mut columns = Vec::with_capacity(decl.attributes.len());
    for (at, attribute) in decl.attributes.iter().enumerate() {
        let name = attribute.name.node.as_str();
        let mut before = decl.attributes.iter().take(at);
        if let Some(first) = before.find(|other| other.name.node == name).map(|first| first.name.span) {
            sink.push(
                Diagnostic::error(
                    code::DUPLICATE_ATTRIBUTE,
                    format!("{} has two columns named `{name}`", shown(&decl.name.node)),
                    attribute.name.span,
                    "the same name again",
                )
                .with_label(first, "first here"),
            );
        }
        let ty = lattice.id(&attribute.ty.node);
        if ty.is_none() && lattice.find(&attribute.ty.node).is_none() {
            sink.push(unknown_type(&attribute.ty, &lattice.names()));
        }
        columns.push(Column { name: attribute.name.node.clone(), ty });
    }
    columns
}

fn relation(decl: &RelationDecl, scope: &Scope, sink: &mut Vec<Diagnostic>) -> ir::Relation {
    let has = |wanted: &Qualifier| decl.qualifiers.iter().any(|qualifier| qualifier.node == *wanted);
    ir::Relation {
        name: decl.name.node.clone(),
        attributes: decl.attributes.iter().map(|attribute| ir_attribute(attribute, &scope.lattice)).collect(),
        docs: decl.docs.clone(),
        world: world(decl, sink),
        undetermined: companion(decl, Companion::Undetermined, scope, sink),
        denied: companion(decl, Companion::Denied, scope, sink),
        assumable: has(&Qualifier::Assumable),
        derived: false,
        in_place: false,
        kind: Kind::Plain,
        hints: decl.qualifiers.iter().filter_map(hint).collect(),
        span: decl.name.span,
    }
}

fn ir_attribute(attribute: &tree::Attribute, lattice: &Lattice) -> ir::Attribute {
    let ty = lattice.id(&attribute.ty.node).map_or(Type::Symbol, |id| lattice.primitive_of(id));
    ir::Attribute { name: attribute.name.node.clone(), ty, type_name: attribute.ty.node.clone() }
}

fn hint(qualifier: &crate::diagnostic::Located<Qualifier>) -> Option<String> {
    match &qualifier.node {
        Qualifier::Hint(word) => Some(word.to_string()),
        _ => None,
    }
}

fn world(decl: &RelationDecl, sink: &mut Vec<Diagnostic>) -> World {
    let word = |wanted: Qualifier| decl.qualifiers.iter().find(|qualifier| qualifier.node == wanted);
    match (word(Qualifier::Closed), word(Qualifier::Open)) {
        (Some(closed), Some(open)) => {
            let message = format!("{} cannot be both closed and open", shown(&decl.name.node));
            sink.push(
                Diagnostic::error(
                    code::BAD_QUALIFIER,
                    message,
                    open.span,
                    "what is not derivable is not said",
                )
                .with_label(closed.span, "what is not derivable is false"),
            );
            World::Undeclared
        }
        (Some(_), None) => World::Closed,
        (None, Some(_)) => World::Open,
        (None, None) => World::Undeclared,
    }
}

/// What a companion relation holds of its own: the cases left open, or what is told not to be so.
#[derive(Clone, Copy)]
enum Companion {
    /// The same columns and one more of type `date`.
    Undetermined,
    /// The same columns and any others after them.
    Denied,
}

impl Companion {
    fn named(self, qualifier: &Qualifier) -> Option<&Text> {
        match (self, qualifier) {
            (Self::Undetermined, Qualifier::Undetermined(name)) | (Self::Denied, Qualifier::Denied(name)) => {
                Some(name)
            }
            _ => None,
        }
    }

    fn holds(self) -> &'static str {
        match self {
            Self::Undetermined => "the undetermined cases",
            Self::Denied => "the denials",
        }
    }

    fn misfit(self) -> &'static str {
        match self {
            Self::Undetermined => "other columns than the relation's own and one of type `date`",
            Self::Denied => "its first columns are not the relation's own",
        }
    }

    fn fits(self, own: &Signature, other: &Signature, lattice: &Lattice) -> bool {
        let kind = |column: &Column| column.ty.map(|id| lattice.primitive_of(id));
        let Some((leading, more)) = other.columns.split_at_checked(own.columns.len()) else { return false };
        let alike = |(a, b): (&Column, &Column)| kind(a).is_none() || kind(b).is_none() || kind(a) == kind(b);
        own.columns.iter().zip(leading).all(alike)
            && match (self, more) {
                (Self::Undetermined, [day]) => kind(day).is_none_or(|ty| ty == Type::Date),
                (Self::Undetermined, _) => false,
                (Self::Denied, _) => true,
            }
    }
}

/// The companion relation of a declaration, where it names one and that can be it.
fn companion(
    decl: &RelationDecl,
    kind: Companion,
    scope: &Scope,
    sink: &mut Vec<Diagnostic>,
) -> Option<RelationId> {
    let named = |qualifier: &'_ crate::diagnostic::Located<Qualifier>| {
        kind.named(&qualifier.node).map(|name| (name.clone(), qualifier.span))
    };
    let (name, span) = decl.qualifiers.iter().find_map(named)?;
    let written = Name::new(name.clone(), span);
    let id = match scope.resolve_name(&written, "no `.decl` declares it") {
        Ok(id) => id,
        Err(diagnostic) => {
            sink.push(*diagnostic);
            return None;
        }
    };
    let own = scope.signature(scope.find(&decl.name.node)?);
    let other = scope.signature(id);
    if kind.fits(own, other, &scope.lattice) {
        return Some(id);
    }
    let wanted: Vec<String> = decl
        .attributes
        .iter()
        .map(|attribute| format!("{}: {}", attribute.name.node, attribute.ty.node))
        .chain(matches!(kind, Companion::Undetermined).then(|| "since: date".to_owned()))
        .collect();
    sink.push(
        Diagnostic::error(
            code::BAD_COMPANION,
            format!("{} cannot hold {} of {}", shown(&name), kind.holds(), shown(&own.name)),
            span,
            kind.misfit(),
        )
        .with_label(other.span, "declared here")
        .with_help(format!("declare it as `{name}({})`", wanted.join(", "))),
    );
    None
}

/// The relation of the checked program for one that the checker made.
pub(super) fn made_relation(signature: &Signature, scope: &Scope) -> ir::Relation {
    let attribute = |column: &Column| {
        let ty = column.ty.map_or(Type::Symbol, |id| scope.lattice.primitive_of(id));
        let type_name = column.ty.map_or(type_name(ty), |id| scope.lattice.name(id));
        ir::Attribute { name: column.name.clone(), ty, type_name: type_name.into() }
    };
    ir::Relation {
        name: signature.name.clone(),
        attributes: signature.columns.iter().map(attribute).collect(),
        docs: Docs::default(),
        world: World::Undeclared,
        undetermined: None,
        denied: None,
        assumable: false,
        derived: true,
        in_place: false,
        kind: Kind::Plain,
        hints: Vec::new(),
        span: signature.span,
    }
}
