//! `.input`, `.output`, `.printsize` and `.limitsize`: the relations and parameters they name.
//!
//! What the values of the parameters mean is read where the files are; what is named twice is reported by [`super::repetition`].

use super::ir::{Io, RelationId};
use super::messages::{code, either, nearest_help};
use super::names::Scope;
use crate::diagnostic::Diagnostic;
use crate::syntax::tree::{IoDirective, IoKind, Name, Qualifier, RelationDecl};

const INPUT: &[&str] =
    &["IO", "filename", "name", "delimiter", "headers", "rfc4180", "columns", "format", "dbname"];
const OUTPUT: &[&str] = &[
    "IO",
    "filename",
    "name",
    "delimiter",
    "headers",
    "attributeNames",
    "rfc4180",
    "compress",
    "format",
    "dbname",
];
const PRINTSIZE: &[&str] = &["IO", "name"];
const LIMITSIZE: &[&str] = &["n"];

/// The directive for each relation that it names.
pub(super) fn directive(
    directive: &IoDirective,
    span: crate::diagnostic::Span,
    scope: &Scope,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Io> {
    let (word, known) = parameters_of(directive.kind);
    let unknown = directive.parameters.iter().filter(|(name, _)| !known.contains(&name.node.as_str()));
    sink.extend(unknown.map(|(name, _)| unknown_parameter(name, word, known)));
    let parameters: Vec<(String, String)> = directive
        .parameters
        .iter()
        .map(|(name, value)| (name.node.to_string(), value.node.to_string()))
        .collect();
    let mut found = Vec::new();
    for name in &directive.relations {
        match scope.resolve_name(name, "no `.decl` declares it") {
            Ok(relation) => {
                found.push(Io { kind: directive.kind, relation, parameters: parameters.clone(), span });
            }
            Err(diagnostic) => sink.push(*diagnostic),
        }
    }
    found
}

/// The directives that stand as words after a declaration.
pub(super) fn qualifiers(decl: &RelationDecl, relation: RelationId) -> Vec<Io> {
    let kind = |qualifier: &Qualifier| match qualifier {
        Qualifier::Input => Some(IoKind::Input),
        Qualifier::Output => Some(IoKind::Output),
        Qualifier::Printsize => Some(IoKind::Printsize),
        _ => None,
    };
    let of_kind =
        decl.qualifiers.iter().filter_map(|qualifier| Some((kind(&qualifier.node)?, qualifier.span)));
    of_kind.map(|(kind, span)| Io { kind, relation, parameters: Vec::new(), span }).collect()
}

fn parameters_of(kind: IoKind) -> (&'static str, &'static [&'static str]) {
    match kind {
        IoKind::Input => (".input", INPUT),
        IoKind::Output => (".output", OUTPUT),
        IoKind::Printsize => (".printsize", PRINTSIZE),
        IoKind::Limitsize => (".limitsize", LIMITSIZE),
    }
}

fn unknown_parameter(name: &Name, directive: &str, known: &[&str]) -> Diagnostic {
    let message = format!("unknown parameter `{}`", name.node);
    let label = format!("`{directive}` does not know it, and it has no effect");
    let diagnostic = Diagnostic::warning(code::UNKNOWN_PARAMETER, message, name.span, label);
    match nearest_help(&name.node, known.iter().copied()) {
        Some(help) => diagnostic.with_help(help),
        None => {
            diagnostic.with_help(format!("`{directive}` knows {}", either(known).replace(" or ", " and ")))
        }
    }
}
