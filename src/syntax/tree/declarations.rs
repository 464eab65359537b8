//! Declarations: types, relations, functors, components, and the directives on input and output.
//! Nothing here holds of a fact or a rule; those are in [`super::rules`] and [`super::evidence`].

use super::name::{Docs, Name, Text};
use super::rules::Term;
use crate::diagnostic::Located;

/// A type declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDecl {
    /// Documentation.
    pub docs: Docs,
    /// The new name.
    pub name: Name,
    /// What it stands for.
    pub definition: TypeDefinition,
}

/// The right side of a type declaration.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeDefinition {
    /// `<: base`.
    Subtype(Name),
    /// `= a | b | …`; with one member another name of it.
    Union(Vec<Name>),
    /// `= [x: t, …]`.
    Record(Vec<Attribute>),
    /// `= A {x: t, …} | B {} | …`: an algebraic data type.
    Branches(Vec<Branch>),
}

/// A branch of an algebraic data type.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Its name.
    pub name: Name,
    /// Its fields.
    pub fields: Vec<Attribute>,
}

/// `.lattice T<> { Lub -> expression, … }`: the type of a column that holds one value, the join of all that are derived.
#[derive(Clone, Debug, PartialEq)]
pub struct LatticeDecl {
    /// Documentation.
    pub docs: Docs,
    /// The type.
    pub name: Name,
    /// The operators in order: `Bottom`, `Top`, `Lub`, `Glb`, `Leq` as written, each with its definition.
    pub operators: Vec<(Name, Term)>,
}

/// `.functor f(x: t, u): v stateful`: a functor that a library outside defines.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctorDecl {
    /// Documentation.
    pub docs: Docs,
    /// The functor.
    pub name: Name,
    /// Its operands: the name, where one is given, and the type.
    pub operands: Vec<(Option<Name>, Name)>,
    /// The type of its value.
    pub result: Name,
    /// Whether it is `stateful`.
    pub stateful: bool,
}

/// A component with its parameters or arguments: `C<T, U>`.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentType {
    /// Its name.
    pub name: Name,
    /// What stands between `<` and `>`.
    pub arguments: Vec<Name>,
}

/// `.init x = C<T>`.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentInit {
    /// The instance, whose name qualifies what is in it.
    pub name: Name,
    /// What is instantiated.
    pub component: ComponentType,
}

/// A relation declaration; `.decl a, b(x: t)` is one declaration a name.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationDecl {
    /// Documentation.
    pub docs: Docs,
    /// The relation.
    pub name: Name,
    /// Its attributes in order.
    pub attributes: Vec<Attribute>,
    /// The words after the attributes.
    pub qualifiers: Vec<Located<Qualifier>>,
    /// `choice-domain x, (y, z)`: the columns that determine the others, one list a constraint.
    pub choices: Vec<Located<Vec<Name>>>,
}

/// A named, typed column.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Column name.
    pub name: Name,
    /// Type name as written.
    pub ty: Name,
    /// Whether `<>` follows the type: the column is of a lattice.
    pub is_lattice: bool,
}

/// A word after a relation's attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Qualifier {
    /// Not derivable means false.
    Closed,
    /// Not derivable means not said.
    Open,
    /// The companion that holds the undetermined cases.
    Undetermined(Text),
    /// The companion that holds what is told not to be so.
    Denied(Text),
    /// Hypotheticals may add it.
    Assumable,
    /// Read facts as by `.input`.
    Input,
    /// Write as by `.output`.
    Output,
    /// Print the size as by `.printsize`.
    Printsize,
    /// `= debug_delta(r)`, in place of attributes: the rows of `r`, each with the round in which it was new.
    DeltaOf(Name),
    /// A word of Soufflé's about representation or strategy, kept for printing and otherwise without meaning here.
    Hint(Text),
}

/// `.input r, s(key=value, …)` and its like.
#[derive(Clone, Debug, PartialEq)]
pub struct IoDirective {
    /// Which directive.
    pub kind: IoKind,
    /// The relations named.
    pub relations: Vec<Name>,
    /// The parameters in order.
    pub parameters: Vec<(Name, Located<Text>)>,
}

/// The directives on input, output and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the directive of its name")]
pub enum IoKind {
    Input,
    Output,
    Printsize,
    Limitsize,
}
