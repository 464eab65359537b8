//! `.functor`: functors that native libraries define, and what keeps one from being called.

use std::collections::BTreeMap;

use super::ir::{Functor, NativeFunctor, NativeId, Program, Type};
use super::messages::{code, counted, nearest_help};
use super::types::{Lattice, TypeId, unknown_type};
use super::unsupported::unsupported;
use crate::diagnostic::{Diagnostic, Span};
use crate::native::{Class, MOST_OPERANDS, Signature};
use crate::store::Dictionary;
use crate::syntax::tree::{FunctorDecl, Name};

/// A declared functor as rules see it.
#[derive(Clone, Debug)]
pub(super) struct Native {
    /// None where the type is at fault, which was reported.
    pub(super) operands: Vec<Option<TypeId>>,
    pub(super) result: Option<TypeId>,
    place: Span,
    /// The function behind it, or why it cannot be called.
    function: Result<NativeId, Obstacle>,
}

/// Why a functor cannot be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Obstacle {
    /// A type is at fault, which was reported.
    Told,
    Stateful,
    Operands,
    /// No library may be opened.
    Forbidden,
    /// No library has it.
    Missing,
}

/// The declared functors by name.
pub(super) type Natives = BTreeMap<String, Native>;

/// Reads the declarations; the first of a name counts, another like it says nothing new.
pub(super) fn declare(
    decls: &[&FunctorDecl],
    lattice: &Lattice,
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) -> Natives {
    let mut natives = Natives::new();
    for decl in decls {
        let native = native(decl, lattice, dictionary, sink);
        match natives.get(decl.name.node.as_str()) {
            Some(first) if first.operands == native.operands && first.result == native.result => {}
            Some(first) => sink.push(
                Diagnostic::error(
                    code::BAD_FUNCTOR,
                    format!("functor `@{}` is declared twice", decl.name.node),
                    decl.name.span,
                    "otherwise here",
                )
                .with_label(first.place, "first declared here"),
            ),
            None => _ = natives.insert(decl.name.node.to_string(), native),
        }
    }
    natives
}

fn native(
    decl: &FunctorDecl,
    lattice: &Lattice,
    dictionary: &Dictionary,
    sink: &mut Vec<Diagnostic>,
) -> Native {
    let mut type_of = |name: &Name| {
        if lattice.find(&name.node).is_none() {
            sink.push(unknown_type(name, &lattice.names()));
        }
        lattice.id(&name.node)
    };
    let operands: Vec<Option<TypeId>> = decl.operands.iter().map(|(_, ty)| type_of(ty)).collect();
    let result = type_of(&decl.result);
    let names = decl.operands.iter().map(|(_, ty)| ty).chain([&decl.result]);
    let foreign = names
        .zip(operands.iter().chain([&result]))
        .find(|(_, id)| !decl.stateful && id.is_some_and(|id| class(lattice.primitive_of(id)).is_none()));
    if let Some((ty, _)) = foreign {
        sink.push(foreign_type(ty));
    }
    let primitive = |id: &Option<TypeId>| id.map(|id| lattice.primitive_of(id));
    let types: Option<Vec<Type>> = operands.iter().map(primitive).collect();
    let function = match types.zip(primitive(&result)) {
        None => Err(Obstacle::Told),
        Some(_) if foreign.is_some() => Err(Obstacle::Told),
        Some(_) if decl.stateful => Err(Obstacle::Stateful),
        Some((types, _)) if types.len() > MOST_OPERANDS => Err(Obstacle::Operands),
        Some((types, result)) => linked(&decl.name.node, &types, result, dictionary),
    };
    Native { operands, result, place: decl.name.span, function }
}

fn linked(
    name: &str,
    operands: &[Type],
    result: Type,
    dictionary: &Dictionary,
) -> Result<NativeId, Obstacle> {
    let operands: Option<Vec<Class>> = operands.iter().map(|ty| class(*ty)).collect();
    let (Some(operands), Some(result)) = (operands, class(result)) else { return Err(Obstacle::Told) };
    if !dictionary.allows_libraries() {
        return Err(Obstacle::Forbidden);
    }
    dictionary.native(name, &Signature { operands, result }).ok_or(Obstacle::Missing)
}

/// How C has the values of a type; none where it has no such values.
fn class(ty: Type) -> Option<Class> {
    match ty {
        Type::Number | Type::Unsigned => Some(Class::Integer),
        Type::Float => Some(Class::Float),
        Type::Symbol => Some(Class::Text),
        Type::Date | Type::Record(_) | Type::Branches(_) => None,
    }
}

/// The functor `@name` of so many operands, or why it cannot be called, where that was not told at its declaration.
pub(super) fn find(natives: &Natives, name: &Name, given: usize) -> Result<Functor, Option<Box<Diagnostic>>> {
    let Some(native) = natives.get(name.node.as_str()) else {
        return Err(Some(Box::new(undeclared(natives, name))));
    };
    if native.operands.len() != given {
        let wanted = counted(native.operands.len(), "operand");
        let message = format!(
            "`@{}` takes {wanted}, but {given} {} given",
            name.node,
            if given == 1 { "is" } else { "are" }
        );
        let label = counted(given, "operand");
        let diagnostic = Diagnostic::error(code::WRONG_OPERANDS, message, name.span, label);
        return Err(Some(Box::new(diagnostic.with_label(native.place, "declared here"))));
    }
    native
        .function
        .map(Functor::Native)
        .map_err(|obstacle| (obstacle != Obstacle::Told).then(|| Box::new(refused(obstacle, native, name))))
}

/// The types of a functor of a library, by its number.
pub(super) fn types_of(natives: &Natives, id: NativeId) -> Option<(&str, &Native)> {
    let found = natives.iter().find(|(_, native)| native.function == Ok(id));
    found.map(|(name, native)| (name.as_str(), native))
}

fn undeclared(natives: &Natives, name: &Name) -> Diagnostic {
    let message = format!("unknown functor `@{}`", name.node);
    let diagnostic =
        Diagnostic::error(code::UNKNOWN_FUNCTOR, message, name.span, "no `.functor` declares it");
    match nearest_help(&name.node, natives.keys().map(String::as_str)) {
        Some(help) => diagnostic.with_help(help.replace("mean `", "mean `@")),
        None => diagnostic,
    }
}

fn foreign_type(ty: &Name) -> Diagnostic {
    let message = format!("a functor cannot take or give `{}`", ty.node);
    Diagnostic::error(code::BAD_FUNCTOR, message, ty.span, "C has no such values")
        .with_help("a native functor takes and gives `number`, `unsigned`, `float` and `symbol`")
}

fn refused(obstacle: Obstacle, native: &Native, name: &Name) -> Diagnostic {
    let error = |message: String, label: &str| {
        Diagnostic::error(code::BAD_FUNCTOR, message, name.span, label)
            .with_label(native.place, "declared here")
    };
    let shown = format!("`@{}`", name.node);
    match obstacle {
        Obstacle::Stateful => unsupported("stateful functors", name.span)
            .with_label(native.place, "declared here")
            .with_help("they are handed Soufflé's own tables of symbols and records, which nothing has here"),
        Obstacle::Operands => {
            error(format!("functor {shown} takes more than {MOST_OPERANDS} operands"), "it cannot be called")
        }
        Obstacle::Missing => error(format!("no library has functor {shown}"), "it cannot be called")
            .with_help("`-l` names a library and `-L` its folder; of C++ it needs `extern \"C\"`"),
        Obstacle::Forbidden | Obstacle::Told => {
            error(format!("functor {shown} is of a native library"), "no library may be loaded").with_help(
                "`--allow-native -l LIBRARY -L FOLDER` loads one; its code is then trusted with everything",
            )
        }
    }
}

/// The functors of a checked program, for questions asked of it.
pub(super) fn of_program(program: &Program, lattice: &Lattice) -> Natives {
    let native = |functor: &NativeFunctor| {
        let operands = functor.operands.iter().map(|ty| Some(lattice.id_of(*ty))).collect();
        let result = Some(lattice.id_of(functor.result));
        (
            functor.name.to_string(),
            Native { operands, result, place: Span::default(), function: Ok(functor.id) },
        )
    };
    program.natives.iter().map(native).collect()
}

/// The functors that can be called, for the checked program.
pub(super) fn callable(natives: &Natives, lattice: &Lattice) -> Vec<NativeFunctor> {
    let primitive = |id: Option<TypeId>| id.map_or(Type::Symbol, |id| lattice.primitive_of(id));
    let natives = natives.iter().filter_map(|(name, native)| {
        let id = native.function.ok()?;
        let operands = native.operands.iter().map(|ty| primitive(*ty)).collect();
        Some(NativeFunctor { name: name.into(), operands, result: primitive(native.result), id })
    });
    natives.collect()
}
