//! Names in the statements of an instance: parameters become what they stand for, and what is declared in an instance gets its
//! name before its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::catalogue::Binding;
use crate::diagnostic::Located;
use crate::syntax::tree::{
    Annotation, Atom, Attribute, Body, Literal, Name, Qualifier, Statement, Term, TermKind, Text,
    TypeDefinition,
};

/// Puts what parameters stand for where types stand.
pub(super) fn bind(statement: &mut Statement, binding: &Binding) {
    let mut ty = |name: &mut Name| {
        let bound = binding.of(&name.node);
        if bound != name.node {
            name.node = bound.into();
        }
    };
    let mut visitor = Visitor { ty: &mut ty, relation: &mut |_| {} };
    visitor.statement(statement);
}

/// The names that an instance declares, with its own before them.
pub(super) struct Renaming {
    types: BTreeMap<Text, Text>,
    relations: BTreeMap<Text, Text>,
}

impl Renaming {
    pub(super) fn within(instance: &str, statements: &[Located<Statement>]) -> Self {
        let mut renaming = Self { types: BTreeMap::new(), relations: BTreeMap::new() };
        let qualified = |name: &Name| (name.node.clone(), Text::from(format!("{instance}.{}", name.node)));
        for statement in statements {
            match &statement.node {
                Statement::Relation(decl) => renaming.relations.extend([qualified(&decl.name)]),
                Statement::Lattice(decl) => renaming.types.extend([qualified(&decl.name)]),
                Statement::Type(decl) => {
                    renaming.types.extend([qualified(&decl.name)]);
                    if let TypeDefinition::Branches(branches) = &decl.definition {
                        renaming.types.extend(branches.iter().map(|branch| qualified(&branch.name)));
                    }
                }
                _ => {}
            }
        }
        renaming
    }

    pub(super) fn apply(&self, statement: &mut Statement) {
        let mut ty = |name: &mut Name| rename(&self.types, &mut name.node);
        let mut relation = |name: &mut Text| rename(&self.relations, name);
        Visitor { ty: &mut ty, relation: &mut relation }.statement(statement);
    }
}

fn rename(names: &BTreeMap<Text, Text>, name: &mut Text) {
    if let Some(qualified) = names.get(name) {
        name.clone_from(qualified);
    }
}

/// Visits every name of a type (or a branch of one) and of a relation.
struct Visitor<'v> {
    ty: &'v mut dyn FnMut(&mut Name),
    relation: &'v mut dyn FnMut(&mut Text),
}

impl Visitor<'_> {
    fn statement(&mut self, statement: &mut Statement) {
        match statement {
            Statement::Type(decl) => {
                (self.ty)(&mut decl.name);
                self.definition(&mut decl.definition);
            }
            Statement::Lattice(decl) => {
                (self.ty)(&mut decl.name);
                decl.operators.iter_mut().for_each(|(_, term)| self.term(term));
            }
            Statement::Relation(decl) => {
                (self.relation)(&mut decl.name.node);
                self.attributes(&mut decl.attributes);
                decl.qualifiers.iter_mut().for_each(|qualifier| self.qualifier(&mut qualifier.node));
            }
            Statement::Io(directive) => {
                directive.relations.iter_mut().for_each(|name| (self.relation)(&mut name.node));
            }
            Statement::Fact(fact) => self.atom(Arc::make_mut(&mut fact.atom)),
            Statement::Rule(rule) => {
                rule.heads.iter_mut().for_each(|head| self.atom(head));
                self.body(&mut rule.body);
            }
            Statement::Subsumption(rule) => {
                self.atom(&mut rule.less);
                self.atom(&mut rule.greater);
                self.body(&mut rule.body);
            }
            // Nothing else is part of an instance.
            _ => {}
        }
    }

    fn definition(&mut self, definition: &mut TypeDefinition) {
        match definition {
            TypeDefinition::Subtype(base) => (self.ty)(base),
            TypeDefinition::Union(members) => members.iter_mut().for_each(|member| (self.ty)(member)),
            TypeDefinition::Record(fields) => self.attributes(fields),
            TypeDefinition::Branches(branches) => {
                for branch in branches {
                    (self.ty)(&mut branch.name);
                    self.attributes(&mut branch.fields);
                }
            }
        }
    }

    fn attributes(&mut self, attributes: &mut [Attribute]) {
        for attribute in attributes {
            (self.ty)(&mut attribute.ty);
        }
    }

    fn qualifier(&mut self, qualifier: &mut Qualifier) {
        match qualifier {
            Qualifier::Undetermined(companion) | Qualifier::Denied(companion) => (self.relation)(companion),
            Qualifier::DeltaOf(original) => (self.relation)(&mut original.node),
            _ => {}
        }
    }

    fn body(&mut self, body: &mut Body) {
        for literal in body.alternatives.iter_mut().flatten() {
            self.literal(&mut literal.node);
        }
    }

    fn literal(&mut self, literal: &mut Literal) {
        match literal {
            Literal::Atom(atom) => self.atom(atom),
            Literal::Compare(_, left, right) => {
                self.term(left);
                self.term(right);
            }
            Literal::Constraint(_, terms) => self.terms(terms),
            Literal::Truth(_) => {}
            Literal::Not(inner) => self.literal(&mut inner.node),
            Literal::Group(body) => self.body(body),
        }
    }

    fn atom(&mut self, atom: &mut Atom) {
        (self.relation)(&mut atom.relation.node);
        self.terms(&mut atom.terms);
        if let Some(Annotation::Fields(fields)) = atom.annotation.as_mut().map(|it| &mut it.node) {
            for (_, term) in fields {
                self.term(term);
            }
        }
    }

    fn terms(&mut self, terms: &mut [Term]) {
        for term in terms {
            self.term(term);
        }
    }

    fn term(&mut self, term: &mut Term) {
        match &mut term.node {
            TermKind::Branch(name, terms) => {
                (self.ty)(name);
                self.terms(terms);
            }
            TermKind::Cast(operand, ty) => {
                self.term(operand);
                (self.ty)(ty);
            }
            TermKind::Unary(_, operand) => self.term(operand),
            TermKind::Binary(_, left, right) => {
                self.term(left);
                self.term(right);
            }
            TermKind::Functor(_, terms) | TermKind::UserFunctor(_, terms) | TermKind::Record(terms) => {
                self.terms(terms);
            }
            TermKind::Aggregate(aggregate) => {
                aggregate.value.iter_mut().for_each(|value| self.term(value));
                self.body(&mut aggregate.body);
            }
            TermKind::Variable(_)
            | TermKind::Wildcard
            | TermKind::String(_)
            | TermKind::Integer(_)
            | TermKind::Unsigned(_)
            | TermKind::Float(_)
            | TermKind::Unsaid
            | TermKind::Nil
            | TermKind::Counter => {}
        }
    }
}
