//! Records and algebraic data types as declared: first their names, then, when every type has one, the types of their fields.
//!
//! What a rule does with them is in [`crate::program::patterns`].

use std::collections::{BTreeSet, HashMap};

use super::{Fields, Found, Lattice, unknown_type};
use crate::diagnostic::Diagnostic;
use crate::program::ir::{ShapeId, Type};
use crate::program::messages::{code, shown};
use crate::store::{Branch, Dictionary, Shape};
use crate::syntax::printer;
use crate::syntax::tree::{Attribute, Docs, Name, Statement, Text, TypeDecl, TypeDefinition};

impl Lattice {
    /// Gives each record type and algebraic data type its name and its place among the shapes.
    pub(super) fn name_composite(
        &mut self,
        decls: &[&TypeDecl],
        declarations: &str,
        dictionary: &Dictionary,
    ) {
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
    pub(super) fn define_composite(
        &mut self,
        decls: &[&TypeDecl],
        dictionary: &Dictionary,
        sink: &mut Vec<Diagnostic>,
    ) {
        let mut places: HashMap<&str, &Name> = HashMap::new();
        for decl in decls {
            let Some(id) = self.id(&decl.name.node) else { continue };
            let Some(shape) = self.primitive_of(id).shape() else { continue };
            let nameless = Name::new(Text::default(), decl.name.span);
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

    fn shape(&self, name: &str, branches: &[(&Name, &[Attribute])]) -> Shape {
        let field = |attribute: &Attribute| {
            let ty = self.id(&attribute.ty.node).map_or(Type::Symbol, |id| self.primitive_of(id));
            (attribute.name.node.to_string(), ty)
        };
        let branch = |(name, attributes): &(&Name, &[Attribute])| Branch {
            name: name.node.to_string(),
            fields: attributes.iter().map(field).collect(),
        };
        Shape { name: name.to_owned(), branches: branches.iter().map(branch).collect() }
    }
}

/// The declarations as text, without documentation.
pub(super) fn written(decls: &[&TypeDecl]) -> String {
    let text = |decl: &&TypeDecl| {
        printer::statement(&Statement::Type(TypeDecl { docs: Docs::default(), ..(**decl).clone() }))
    };
    decls.iter().map(text).collect::<Vec<_>>().join("\n")
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
